"""Sums by month, quarter or year with what was planned beside them, and statements of income and costs: which columns and rows were spent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from adv.workbook.recognition.evidence.ledger_content import speaks
from adv.workbook.vocabulary.ledger import section_of
from adv.workbook.vocabulary.words import is_blank

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from adv.workbook.tables.grid import RawSheet
    from adv.workbook.vocabulary.words import LedgerWords

FEWEST_COSTS: Final = 2  # rows below a heading of costs


def columns_spent(sheet: RawSheet, row: int, ledger: LedgerWords) -> list[int]:
    """List the columns of a row of heads; where groups above say what was planned and what was spent, those of the last."""
    every = list(range(len(sheet.columns)))
    groups = _carried(sheet, row - 1) if row else {}
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
    for start, end in zip(starts, starts[1:], strict=False):
        heads = {column: text for column in range(start, end) if isinstance(text := sheet.columns[column][row + 1], str)}
        spent = [column for column, text in heads.items() if is_spent(text, ledger)]
        is_planned |= any(speaks((text,), ledger.planned) for text in heads.values())
        if len(spent) > 1:
            return {}
        found |= {start: column for column in spent}
    return found if is_planned else {}


def is_spent(text: str, ledger: LedgerWords) -> bool:
    """Say whether the head of a column beside one of what was planned says that it is what was spent."""
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
    sheet: RawSheet, rows: Iterable[int], label: int, amounts: Iterable[int], ledger: LedgerWords
) -> Mapping[int, bool]:
    """Say of each row below a heading as "BATEN" or "LASTEN" whether it is income; rows before the first one are in none."""
    is_income, columns, found = None, list(amounts), dict[int, bool]()
    for row in rows:
        cell = sheet.columns[label][row]
        is_alone = all(is_blank(sheet.columns[column][row]) for column in columns)
        said = section_of(cell, ledger) if is_alone and isinstance(cell, str) else None
        if said is not None and not said.centre:
            is_income = said.is_income
        elif is_income is not None and not is_alone:
            found[row] = is_income
    return found


def is_statement(sections: Mapping[int, bool]) -> bool:
    """Say whether rows stand below a heading of costs."""
    return sum(not is_income for is_income in sections.values()) >= FEWEST_COSTS
