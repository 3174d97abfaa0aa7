"""Blocks of amounts by kind and month, quarter or year, and statements of income and costs: their rows and columns, and which were spent."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from adv.workbook.recognition.evidence.ledger_by_content import speaks
from adv.workbook.values.amounts import parse_amount
from adv.workbook.values.date_forms import MONTH, Span
from adv.workbook.vocabulary.ledger import section_of
from adv.workbook.vocabulary.words import is_blank

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from adv.workbook.tables.grid import Cell, RawSheet
    from adv.workbook.understood import RememberedSheet
    from adv.workbook.vocabulary.words import LedgerWords

LONGEST_HEAD: Final = 80  # characters of a head
FEWEST_COSTS: Final = 2  # rows below a heading of costs


class Matrix(Struct, frozen=True):
    """One block of amounts by kind and month. Places are rows and columns of the sheet, from 0."""

    months: Mapping[int, date]  # the first day of each, by column; by row where the months are rows
    labels: Mapping[int, str]  # the kinds, by row; by column where the months are rows
    header_row: int
    label_column: int
    are_rows: bool = False  # the months are rows
    span: int = MONTH  # months in each of them
    unread: tuple[tuple[int, int], ...] = ()  # heads of amounts that are none of those
    income: frozenset[int] = frozenset()  # rows below a heading of income

    def place(self, month: int, label: int) -> tuple[int, int]:
        """Give the row and column of an amount."""
        return (month, label) if self.are_rows else (label, month)

    def without(self, columns: frozenset[int]) -> Matrix:
        """Leave out columns of the sheet."""
        if self.are_rows:
            return replace(self, labels={at: text for at, text in self.labels.items() if at not in columns})
        return replace(self, months={at: day for at, day in self.months.items() if at not in columns})


class FoundMatrix(Struct, frozen=True):
    """All blocks of a sheet that is such a table."""

    file: str
    sheet: RawSheet
    blocks: tuple[Matrix, ...]
    has_year: bool = True  # False: nothing says of which year it is
    shape: str | None = None  # of the first block, by which it is remembered
    remembered: RememberedSheet | None = None
    option: str | None = None  # the user's answer about its amounts, now or then
    left_out: frozenset[int] = frozenset()  # columns that the user left out, now or when it was confirmed


class Block(Struct, frozen=True):
    """A block before its year is known."""

    months: Mapping[int, Span]
    labels: Mapping[int, str]
    header_row: int
    label_column: int
    titles: tuple[str, ...]
    are_rows: bool = False
    income: frozenset[int] = frozenset()


def columns_spent(sheet: RawSheet, row: int, ledger: LedgerWords) -> list[int]:
    """List the columns of a row of heads; where groups above say what was planned and what was spent, those of the last."""
    every = list(range(len(sheet.columns)))
    above = [
        cell.casefold() for cells in sheet.columns if row and isinstance(cell := cells[row - 1], str) and len(cell) <= LONGEST_HEAD
    ]
    if not any(word in text for text in above for word in ledger.planned):
        return every
    groups = _carried(sheet, row - 1)
    spent = [column for column in every if column in groups and is_spent(groups[column], ledger)]
    is_planned = any(speaks((group,), ledger.planned) for group in groups.values())
    return [column for column in every if column not in groups or column in spent] if spent and is_planned else every


def spent_below(sheet: RawSheet, row: int, periods: Iterable[int], ledger: LedgerWords) -> dict[int, int]:
    """Find, below heads of months or years that stand over more columns each, the one column of each that says what was spent."""
    if row + 1 >= sheet.row_count:
        return {}
    starts = [*sorted(periods), len(sheet.columns)]
    found: dict[int, int] = {}
    is_planned = False
    for start, end in pairwise(starts):
        heads = {column: text for column in range(start, end) if isinstance(text := sheet.columns[column][row + 1], str)}
        spent = [column for column, text in heads.items() if is_spent(text, ledger)]
        is_planned |= any(speaks((text,), ledger.planned) for text in heads.values())
        if len(spent) > 1:
            return {}
        if spent:
            found[start] = spent[0]
    return found if is_planned else {}


def is_spent(text: str, ledger: LedgerWords) -> bool:
    """Say whether a head says that its column is what was spent: "Realisatie", beside "Begroot" for what was planned."""
    return speaks((text,), ledger.realised | ledger.of_money | ledger.out) and not speaks((text,), ledger.planned)


def _carried(sheet: RawSheet, row: int) -> dict[int, str]:
    """Give each column the text that stands above it, or above one before it."""
    text, found = "", dict[int, str]()
    for column, cells in enumerate(sheet.columns):
        cell = cells[row]
        text = cell if isinstance(cell, str) and not is_blank(cell) else text
        if text:
            found[column] = text
    return found


def sections_of(
    sheet: RawSheet, rows: range, amounts: Sequence[int], ledger: LedgerWords
) -> tuple[Mapping[int, bool], frozenset[int]]:
    """Say of each row below a heading as "BATEN" or "LASTEN" whether it is income, and which rows are those headings.

    Rows before the first one are in none. A heading may have the sum of its rows beside it.
    """
    texts = {row: _alone_before(sheet, row, min(amounts)) for row in rows}
    said = {row: section for row, text in texts.items() if (section := section_of(text, ledger)) and not section.centre}
    found, heads, is_income = dict[int, bool](), set[int](), None
    for row in rows:
        cents = [parse_amount(sheet.columns[column][row]).value or 0 for column in amounts]
        if row in said and (not any(cents) or _is_sum(sheet, row, said, rows, amounts)):
            is_income = said[row].is_income
            heads.add(row)
        elif is_income is not None and any(cents):
            found[row] = is_income
    return found, frozenset(heads)


def _alone_before(sheet: RawSheet, row: int, first: int) -> str:
    """Give the only text of a row before its amounts."""
    texts = [cell for cells in sheet.columns[:first] if isinstance(cell := cells[row], str) and not is_blank(cell)]
    return texts[0] if len(texts) == 1 else ""


def _is_sum(sheet: RawSheet, head: int, others: Iterable[int], rows: range, amounts: Sequence[int]) -> bool:
    """Say whether the amounts of a heading ("LASTEN | 600") are those below it added up, to the next heading or before."""
    end = min((row for row in others if row > head), default=rows.stop)
    cents = [[parse_amount(sheet.columns[column][row]).value or 0 for row in range(head, end)] for column in amounts]
    sums = (all(sum(column[1:last]) == column[0] for column in cents) for last in range(FEWEST_COSTS + 1, end - head + 1))
    return any(sums)


def side_by_side(sheet: RawSheet, row: int, ledger: LedgerWords) -> list[tuple[int, int, bool]]:
    """Find costs and income beside each other below heads as "Lasten | € | Baten | €": columns of names and of amounts, and which are income."""
    heads = {at: cell for at, cells in enumerate(sheet.columns) if isinstance(cell := cells[row], str) and not is_blank(cell)}
    said = {at: section for at, text in heads.items() if (section := section_of(text, ledger)) and not section.centre}
    if sorted(section.is_income for section in said.values()) != [False, True]:
        return []
    found = []
    for label, end in pairwise([*said, len(sheet.columns)]):
        own = [at for at in range(label + 1, end) if not speaks((heads.get(at, ""),), ledger.planned)]
        own = [at for at in own if _are_amounts([cell for cell in sheet.columns[at][row + 1 :] if not is_blank(cell)])]
        found += [(label, own[0], said[label].is_income)] if len(own) == 1 else []
    return found if len(found) == len(said) else []


def _are_amounts(cells: Sequence[Cell]) -> bool:
    return bool(cells) and all(parse_amount(cell).value is not None for cell in cells)


def is_statement(sections: Mapping[int, bool]) -> bool:
    """Say whether at least two rows stand below a heading of costs: "LASTEN"."""
    return sum(not is_income for is_income in sections.values()) >= FEWEST_COSTS
