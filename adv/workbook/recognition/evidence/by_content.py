"""Evidence of what is in a column alone, whatever its header: days, outcomes, the project's partners, numbers that rows are referred to by."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from adv.model import TableName
from adv.workbook.recognition.columns.header_words import Match
from adv.workbook.understood import Reason
from adv.workbook.values.text import BETWEEN_CODES, is_plain_id, parse_text
from adv.workbook.vocabulary.fields import REQUIRED, Kind, is_field, missing
from adv.workbook.vocabulary.knowledge import AGREES, Knowledge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.recognition.columns.assignment import Assignment
    from adv.workbook.tables.grid import Cell

BY_CONTENT: Final = 0.6
# Optional fields that hold a project's own names: a column full of those needs no header word.
NAMED: Final = ("organisations", "owner", "organisation", "goal", "themes", "area", "category")
PARTNERS: Final = frozenset({"owner", "organisation"})  # free names, yet a column is only known as such by the partners in it
TELLING_KINDS: Final = frozenset(
    {Kind.DAY, Kind.OUTCOME, Kind.STATUS, Kind.GOAL, Kind.THEMES, Kind.THEME, Kind.PARTNERS, Kind.STREET, Kind.AREA}
    | {Kind.CATEGORY, Kind.CENTS}
)
CODE: Final = re.compile(r"(?=.*[0-9])[A-Za-z0-9][A-Za-z0-9:._/-]{0,59}|[A-Za-z]{1,5} [0-9]{1,6}")  # "uuid:8f14e45f-…"
LONGEST_ROW_NAME: Final = 80  # characters of what a row is called
TIME: Final = re.compile(r"\d{1,2}[:.]\d\d(?:\D|$)")
BY_REFERENCE: Final = 0.6
REFERENCE: Final = "reference"  # the reason of a column that only its numbers speak for: they must be found among the visits
JOINS: Final = next(names for names in REQUIRED[TableName.REQUESTS] if "visit_id" in names)
FEWEST_NUMBERS: Final = 3  # different ones


def by_content(so_far: Assignment) -> Assignment:
    """Find fields that no header named by what is in a column: only where exactly one column qualifies."""
    table, found = so_far.words.table, frozenset(so_far.named)
    for name in [*missing(table, found), *(name for name in NAMED if is_field(table, name) and name not in found)]:
        kind = Kind.PARTNERS if name in PARTNERS else so_far.kind(name)
        if kind not in TELLING_KINDS:
            continue
        fitting = [at for at, column in so_far.columns.items() if so_far.is_free(column) and so_far.fits(column, kind)]
        if len(fitting) == 1:
            so_far = so_far.having({fitting[0]: Match(name, BY_CONTENT, Reason("content"))})
    return so_far


def references(so_far: Assignment) -> Assignment:
    """Take the first unknown column of numbers in requests that name neither visit nor address for the number of the visit.

    Only the visits show if it is (`adv.workbook.checks.references`): beside them another column may be chosen, or none.
    """
    if so_far.words.table is not TableName.REQUESTS or set(JOINS) & so_far.named.keys() or "theme" not in so_far.named:
        return so_far
    free = (column for column in so_far.columns.values() if so_far.is_free(column) and column.is_weighed)
    found = (column.header.column for column in free if are_numbers(column.sample, so_far.knowledge))
    at = next(found, so_far.named.get("request_id"))  # "Nr" may be that of the visit
    return so_far if at is None else so_far.having({at: Match("visit_id", BY_REFERENCE, Reason(REFERENCE))})


def are_lists(sample: Sequence[Cell]) -> bool:
    """Say whether cells hold codes, one or several of them: "H3", "H3; H4"."""
    texts = [text for cell in sample if (text := parse_text(cell).value)]
    codes = [[piece for piece in BETWEEN_CODES.split(text) if piece] for text in texts]
    return len(texts) >= FEWEST_NUMBERS and all(map(CODE.fullmatch, (code for listed in codes for code in listed)))


def may_name_rows(sample: Sequence[Cell]) -> bool:
    """Say whether cells may be what a tool calls its rows, in words and numbers: "Waartplein 12 - 2019-03-04"."""
    named = [cell for cell in sample if isinstance(cell, str) and len(cell) <= LONGEST_ROW_NAME and any(map(str.isdigit, cell))]
    return FEWEST_NUMBERS <= len(sample) == len(named)


def are_numbers(sample: tuple[Cell, ...], knowledge: Knowledge, fewest: int = FEWEST_NUMBERS) -> bool:
    """Say whether cells are numbers that rows can be referred to by, many different ones: 101, "H3"; no days, times or words."""
    texts = [text for cell in sample if (text := parse_text(cell).value)]
    codes = [text for text in texts if is_plain_id(text) or (CODE.fullmatch(text) and not TIME.match(text))]
    is_day = (knowledge.share([text for text in texts if not text.isdecimal()], Kind.DAY) or 0) > 1 - AGREES
    return len(texts) >= fewest and len(codes) >= AGREES * len(texts) and not is_day
