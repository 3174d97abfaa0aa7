"""Evidence of references: numbers in a list of requests that may be those of its visits, whatever the column is called."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from adv.model import TableName
from adv.workbook.recognition.header_match import Match
from adv.workbook.values.text import is_plain_id, parse_text
from adv.workbook.vocabulary.fields import REQUIRED, Kind
from adv.workbook.vocabulary.knowledge import AGREES
from adv.workbook.vocabulary.recognition import Reason

if TYPE_CHECKING:
    from adv.workbook.recognition.assignment import Assignment
    from adv.workbook.recognition.sheet_columns import Column
    from adv.workbook.tables.grid import Cell
    from adv.workbook.vocabulary.knowledge import Knowledge

CODE: Final = re.compile(r"(?=.*[0-9])[A-Za-z0-9][A-Za-z0-9:._/-]{0,59}")  # as of a tool for forms: "uuid:8f14e45f-…"
TIME: Final = re.compile(r"\d{1,2}[:.]\d\d(?:\D|$)")
BY_REFERENCE: Final = 0.6
REFERENCE: Final = "reference"  # the reason of a column that only its numbers speak for: they must be found among the visits
JOINS: Final = next(names for names in REQUIRED[TableName.REQUESTS] if "visit_id" in names)
FEWEST: Final = 3  # different numbers


def references(so_far: Assignment) -> Assignment:
    """Take the first unknown column of numbers in requests that name neither visit nor address for the number of the visit.

    Whether it is, only shows beside the visits (`adv.workbook.checks.references`): there another column may be chosen, or none.
    """
    if so_far.words.table is not TableName.REQUESTS or set(JOINS) & so_far.named.keys() or "theme" not in so_far.named:
        return so_far
    free = (at for at, column in so_far.columns.items() if so_far.is_free(column) and _holds_numbers(column, so_far.knowledge))
    at = next(free, so_far.named.get("request_id"))  # "Nr" may be that of the visit
    return so_far if at is None else so_far.having({at: Match("visit_id", BY_REFERENCE, Reason(REFERENCE))})


def _holds_numbers(column: Column, knowledge: Knowledge) -> bool:
    return column.is_weighed and are_numbers(column.sample, knowledge)


def are_numbers(sample: tuple[Cell, ...], knowledge: Knowledge, fewest: int = FEWEST) -> bool:
    """Say whether cells hold numbers or codes that rows can be referred to by, so many different ones; not days, times or words."""
    texts = [text for cell in sample if (text := parse_text(cell).value)]
    codes = [text for text in texts if is_plain_id(text) or (CODE.fullmatch(text) and not TIME.match(text))]
    is_day = (knowledge.share([text for text in texts if not text.isdecimal()], Kind.DAY) or 0) > 1 - AGREES
    return len(texts) >= fewest and len(codes) >= AGREES * len(texts) and not is_day
