"""Amounts in thousands of euros, or in cents: what says that they are, and what they are in euros."""

from __future__ import annotations

import re
from math import isfinite
from typing import TYPE_CHECKING, Final

from adv.workbook.values.amounts import parse_amount

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from adv.workbook.tables.grid import Cell, RawSheet

IN_THOUSANDS: Final = "in_thousands"
IN_CENTS: Final = "in_cents"
FACTORS: Final = {IN_THOUSANDS: 1000, IN_CENTS: 0.01}
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
_CENTS = re.compile(r"\b(?:euro)?cent(?:en|s)\b|\beurocent\b|\bin cent\b|[(\[]\s*(?:cent|ct)\s*[)\]]", re.IGNORECASE)
_EUROS = re.compile(r"[(\[]?\s*(?:in )?(?:€|eur|euro(?:'?s)?)\s*[)\]]?", re.IGNORECASE)
_OF_MONEY = re.compile(r"€|\beur|bedrag|amount|kosten|uitga|beste+d|begrot|budget|realis|uitput|lasten", re.IGNORECASE)
_DECIMALS = re.compile(r"[0-9]([.,])[0-9]{1,2}\s*$")
_AMOUNT = re.compile(r"-?[0-9]+[.,][0-9]+")


def unit_in(header: str) -> str | None:
    """Tell in what a header says that its amounts are: "Bedrag (x € 1.000)", "Bedrag in centen"; None: in euros."""
    if _THOUSANDS.search(header) or _OF_HEADER.search(header):
        return IN_THOUSANDS
    return IN_CENTS if _CENTS.search(header) else None


def is_unit(cell: Cell) -> bool:
    """Say whether a cell only says in what the amounts below it are: "x € 1.000", "(in euro)"."""
    if not isinstance(cell, str):
        return False
    said = _THOUSANDS.search(cell) or _CENTS.search(cell)
    return _EUROS.fullmatch(cell.strip()) is not None or (said is not None and _is_all(said[0], cell))


def titled_unit(sheet: RawSheet, header_row: int, first_row: int) -> str | None:
    """Tell the same of the name of a sheet, a text above its headers or below them, or one under the list."""
    last = max(first_row, sheet.row_count - TAIL)
    rows = (*range(min(header_row, TITLES)), *range(header_row + 1, first_row), *range(last, sheet.row_count))
    texts = (column[row] for row in rows for column in sheet.columns)
    return next((unit for text in (sheet.name, *texts) if isinstance(text, str) and (unit := _titled(text))), None)


def _titled(text: str) -> str | None:
    for unit, pattern in ((IN_THOUSANDS, _THOUSANDS), (IN_CENTS, _CENTS)):
        said = pattern.search(text)
        if said and (_OF_MONEY.search(text) or _is_all(said[0], text)):
            return unit
    return None


def _is_all(part: str, text: str) -> bool:
    return not any(map(str.isalnum, text.replace(part, "")))


def in_euros(cells: Sequence[Cell], unit: str) -> list[Cell]:
    """Give the amounts of a column in euros; of a text with three decimals the other amounts tell which sign is the decimal one."""
    signs = {sign[1] for cell in cells if isinstance(cell, str) and (sign := _DECIMALS.search(cell))} or {","}
    return [_in_euros(cell, FACTORS[unit], signs) for cell in cells]


def _in_euros(cell: Cell, factor: float, signs: set[str]) -> Cell:
    if isinstance(cell, str) and len(signs) == 1 and _AMOUNT.fullmatch(cell.strip()) and (signs & {*cell}):
        return round(float(cell.replace(",", ".")) * factor, 2)
    if isinstance(cell, int | float) and not isinstance(cell, bool) and isfinite(cell):
        return round(cell * factor, 2)
    cents = parse_amount(cell).value if isinstance(cell, str) else None
    return cell if cents is None else round(cents * factor / 100, 2)


def is_unlikely(cells: Iterable[Cell], unit: str, budget_cents: int) -> bool:
    """Say whether amounts are hardly in what is said of them: thousands that come to far more than the budget, cents with decimals."""
    cents = [parse_amount(cell).value or 0 for cell in cells]
    if unit == IN_CENTS:
        return any(amount % 100 for amount in cents)
    return bool(budget_cents) and sum(map(abs, cents)) * FACTORS[unit] > FAR_OVER * budget_cents
