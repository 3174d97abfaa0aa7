"""Doubts about a column as a whole though each of its cells can be read: amounts in thousands, or a thousandth of what they were."""

from __future__ import annotations

import re
from math import isfinite
from statistics import median
from typing import TYPE_CHECKING, Final, TypeGuard

from adv.workbook.values.amounts import parse_amount

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.tables.grid import Cell, RawSheet

FEWEST_AMOUNTS: Final = 5  # of a column of which one can seem too small
THOUSAND: Final = 1000
TITLE_ROWS: Final = 12  # above the headers
FAR_BELOW: Final = 100  # times smaller than the middle one of a column
ABOUT: Final = 10  # times larger or smaller
FEWEST_THOUSANDTHS: Final = 2
NOISE: Final = 1e-6  # of what binary numbers add

_THOUSANDS = re.compile(
    r"(?:\bx|×|\*|\bin)\s*(?:€|eur\w*)?\s*(?:1\.?000|dui(?:zend|s)\w*)\b|\bx\s*1k\b|€\s*1\.?000\b|\bk€", re.IGNORECASE
)


def says_thousands(text: str) -> bool:
    """Say whether a header or a title says that amounts are in thousands: "Bedrag (x € 1.000)", "alle bedragen in duizenden euro's"."""
    return _THOUSANDS.search(text) is not None


def titles_above(sheet: RawSheet, header_row: int) -> list[str]:
    """Give the texts above the headers of a list."""
    return [
        cell for column in sheet.columns for cell in column[max(0, header_row - TITLE_ROWS) : header_row] if isinstance(cell, str)
    ]


def in_thousands(cells: Sequence[Cell]) -> list[Cell]:
    """Give amounts in euros that are written in thousands of them."""
    parsed = {cell: parse_amount(cell).value for cell in set(cells) if not isinstance(cell, bool)}
    return [cell if (cents := parsed.get(cell)) is None else cents * THOUSAND / 100 for cell in cells]


def in_thousandths(shown: Sequence[Cell], others: Sequence[Cell]) -> bool:
    """Say whether amounts that are shown with three decimals were thousands once: most of a column's numbers are, and none is over a thousand.

    A spreadsheet in English takes "1.250" for one and a quarter, and shows it as 1.250.
    """
    numbers = [[cell for cell in cells if _is_number(cell)] for cells in (shown, others)]
    return len(numbers[0]) > len(numbers[1]) and all(abs(cell) < THOUSAND for cell in numbers[0])


def may_be_thousands(cells: Sequence[Cell]) -> Sequence[Cell]:
    """Find the amounts of a column that may be a thousandth of what was meant: with three decimals, or far below the others until multiplied."""
    numbers = [cell for cell in cells if _is_number(cell) and cell]
    small = [cell for cell in numbers if abs(cell) < THOUSAND]
    exact = {cell for cell in small if _is_whole(cell * THOUSAND) and not _is_whole(cell * 100)}
    if len([cell for cell in small if cell in exact]) < FEWEST_THOUSANDTHS:
        exact = set()
    if len(numbers) < FEWEST_AMOUNTS:
        return [cell for cell in small if cell in exact]
    middle = median(map(abs, numbers))
    return [
        cell
        for cell in small
        if cell in exact
        or (abs(cell) >= 1 and abs(cell) * FAR_BELOW < middle and middle / ABOUT <= abs(cell) * THOUSAND <= middle * ABOUT)
    ]


def _is_number(cell: Cell) -> TypeGuard[float]:
    return isinstance(cell, int | float) and not isinstance(cell, bool) and isfinite(cell)


def _is_whole(number: float) -> bool:
    return abs(number - round(number)) < NOISE
