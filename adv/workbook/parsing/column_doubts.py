"""Doubts about a column as a whole though each of its cells can be read: amounts that may be a thousandth of what they were."""

from __future__ import annotations

from math import isfinite
from statistics import median
from typing import TYPE_CHECKING, Final, TypeGuard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.tables.grid import Cell

FEWEST_AMOUNTS: Final = 5  # of a column of which one can seem too small
THOUSAND: Final = 1000
FAR_BELOW: Final = 100  # times smaller than the middle one of a column
ABOUT: Final = 10  # times larger or smaller
FEWEST_THOUSANDTHS: Final = 2
NOISE: Final = 1e-6  # of what binary numbers add


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
    exact = [cell for cell in small if _is_whole(cell * THOUSAND) and not _is_whole(cell * 100)]
    if len(exact) >= FEWEST_THOUSANDTHS:
        return exact
    if len(numbers) < FEWEST_AMOUNTS:
        return []
    middle = median(map(abs, numbers))
    return [
        cell
        for cell in small
        if abs(cell) >= 1 and abs(cell) * FAR_BELOW < middle and middle / ABOUT <= abs(cell) * THOUSAND <= middle * ABOUT
    ]


def _is_number(cell: Cell) -> TypeGuard[float]:
    return isinstance(cell, int | float) and not isinstance(cell, bool) and isfinite(cell)


def _is_whole(number: float) -> bool:
    return abs(number - round(number)) < NOISE
