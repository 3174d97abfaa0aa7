"""Amounts in thousands of euros: what says that they are, and what they are in euros."""

from __future__ import annotations

import re
from math import isfinite
from typing import TYPE_CHECKING, Final

from adv.workbook.values.amounts import parse_amount

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from adv.workbook.tables.grid import Cell, RawSheet

THOUSAND: Final = 1000
FAR_OVER: Final = 10  # times the budget
TITLES: Final = 20  # rows above the headers that are looked at
TAIL: Final = 5  # rows at the end of a sheet, in which notes stand

_UNIT = r"(?:€|eur\w*)?\s*(?:1[.,]?000\b|dui(?:zend|s)\w*\b|thousand\w*\b)"
_THOUSANDS = re.compile(
    rf"(?:\bx|×|\*|\bin|\bkeer|\bmaal)\s*{_UNIT}|\bx\s*1k\b|\bk\s?€|€\s?k\b|\bkeuro\b|['’]000s?\b|\(000s?\)", re.IGNORECASE
)
_OF_HEADER = re.compile(
    r"(?<!boven )(?<!vanaf )(?<!onder )(?<!tot )(?<!max )(?<!max[.] )(?<![<>] )(?<![<>])€\s*1\.?000\b", re.IGNORECASE
)
_EUROS = re.compile(r"[(\[]?\s*(?:in )?(?:€|eur|euro(?:'?s)?)\s*[)\]]?", re.IGNORECASE)
_OF_MONEY = re.compile(r"€|\beur|bedrag|amount|kosten|uitga|beste+d|begrot|budget|realis|uitput|lasten", re.IGNORECASE)
_DECIMALS = re.compile(r"[0-9]([.,])[0-9]{1,2}\s*$")
_AMOUNT = re.compile(r"-?[0-9]+[.,][0-9]+")


def says_thousands(header: str) -> bool:
    """Say whether a header says that its amounts are in thousands: "Bedrag (x € 1.000)"."""
    return (_THOUSANDS.search(header) or _OF_HEADER.search(header)) is not None


def is_unit(cell: Cell) -> bool:
    """Say whether a cell only says in what the amounts below it are: "x € 1.000", "(in euro)"."""
    if not isinstance(cell, str):
        return False
    said = _THOUSANDS.search(cell)
    return _EUROS.fullmatch(cell.strip()) is not None or (said is not None and _is_all(said[0], cell))


def titled_in_thousands(sheet: RawSheet, header_row: int, first_row: int) -> bool:
    """Say whether the name of a sheet, a text above its headers or below them, or one under the list says that its amounts are in thousands."""
    last = max(first_row, sheet.row_count - TAIL)
    rows = (*range(min(header_row, TITLES)), *range(header_row + 1, first_row), *range(last, sheet.row_count))
    texts = (column[row] for row in rows for column in sheet.columns)
    return any(isinstance(text, str) and _titles_thousands(text) for text in (sheet.name, *texts))


def _titles_thousands(text: str) -> bool:
    said = _THOUSANDS.search(text)
    return said is not None and (_OF_MONEY.search(text) is not None or _is_all(said[0], text))


def _is_all(part: str, text: str) -> bool:
    return not any(map(str.isalnum, text.replace(part, "")))


def times_thousand(cells: Sequence[Cell]) -> list[Cell]:
    """Give the amounts of a column that is in thousands in euros; of a text with three decimals the other amounts tell which sign is the decimal one."""
    signs = {sign[1] for cell in cells if isinstance(cell, str) and (sign := _DECIMALS.search(cell))} or {","}
    return [_in_euros(cell, signs) for cell in cells]


def _in_euros(cell: Cell, signs: set[str]) -> Cell:
    if isinstance(cell, str) and len(signs) == 1 and _AMOUNT.fullmatch(cell.strip()) and (signs & {*cell}):
        return round(float(cell.replace(",", ".")) * THOUSAND, 2)
    if isinstance(cell, int | float) and not isinstance(cell, bool) and isfinite(cell):
        return round(cell * THOUSAND, 2)
    cents = parse_amount(cell).value if isinstance(cell, str) else None
    return cell if cents is None else cents * THOUSAND / 100


def is_far_over(cells: Iterable[Cell], budget_cents: int | None) -> bool:
    """Say whether amounts that are said to be in thousands would come to far more than the budget."""
    whole = sum(abs(parse_amount(cell).value or 0) for cell in cells)
    return bool(budget_cents) and whole * THOUSAND > FAR_OVER * (budget_cents or 0)
