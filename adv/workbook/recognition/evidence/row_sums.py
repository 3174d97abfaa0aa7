"""Evidence of an amount that adds up others in its row: "Totaal" beside "Zaal | Drank | Materiaal", where no column is called an amount."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from adv.model import TableName
from adv.workbook.recognition.header_match import PHRASE, Match
from adv.workbook.values.amounts import parse_amount
from adv.workbook.vocabulary.knowledge import AGREES
from adv.workbook.vocabulary.recognition import Reason

if TYPE_CHECKING:
    from adv.workbook.recognition.assignment import Assignment, Column

FEWEST: Final = 2  # parts of a sum, and rows that show it
PART: Final = Reason("part_of_sum")


def row_sums(so_far: Assignment) -> Assignment:
    """Take a column called a total for the amount, when it is what columns before it add up to, or its formulas have no outcome; its parts are left out."""
    if so_far.words.table is not TableName.EXPENSES or not so_far.named.keys().isdisjoint({"cents", "debit", "credit"}):
        return so_far
    totals = so_far.knowledge.words.totals
    for at, column in so_far.columns.items():
        if at in so_far.matches or column.header.bare.split(" ", 1)[0] not in totals:
            continue
        parts = [other for other in so_far.columns if other < at and so_far.is_free(so_far.columns[other])]
        parts = [other for other in parts if _holds_amounts(so_far.columns[other])]
        is_sum = len(parts) >= FEWEST and _adds_up(column, [so_far.columns[other] for other in parts])
        if is_sum or _is_open(so_far, column):
            found = so_far.having({at: Match("cents", PHRASE, Reason("header_phrase", {"word": column.header.bare}))})
            return found.without(parts, PART) if is_sum else found
    return so_far


def _holds_amounts(column: Column) -> bool:
    amounts = sum(isinstance(cell, int | float) and not isinstance(cell, bool) for cell in column.sample)
    return bool(amounts) and amounts >= AGREES * len(column.sample)


def _adds_up(column: Column, parts: list[Column]) -> bool:
    """Say whether nearly every amount is what the parts of its row come to."""
    rows = [
        (parse_amount(cell).value, *others) for cell, *others in zip(column.cells, *(part.cells for part in parts), strict=True)
    ]
    summed = [(cents, sum(parse_amount(one).value or 0 for one in others)) for cents, *others in rows if cents]
    return len(summed) >= FEWEST and sum(cents == other for cents, other in summed) >= AGREES * len(summed)


def _is_open(so_far: Assignment, column: Column) -> bool:
    """Say whether a column holds formulas without an outcome, and nothing else."""
    flaws = so_far.sheet.sheet.flaws.items()
    return not column.filled and any(place[1] == column.header.column and flaw == "formula" for place, flaw in flaws)
