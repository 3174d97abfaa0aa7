"""Doubts about a column as a whole though each of its cells can be read: amounts that may be a thousandth of what they were, or a hundredfold."""

from __future__ import annotations

from itertools import compress
from math import isfinite
from typing import TYPE_CHECKING, Final, TypeGuard

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from adv.workbook.tables.grid import Cell
    from adv.workbook.tables.table import Mask

FEWEST_AMOUNTS: Final = 5  # of a column of which one can seem too small
THOUSAND: Final = 1000
HUNDRED: Final = 100
MOSTLY: Final = 0.75  # of a column's amounts have cents where one without them stands out
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
    sizes = np.abs(np.array(numbers, dtype=np.float64))
    is_small, small = sizes < THOUSAND, np.minimum(sizes, THOUSAND)
    exact = is_small & _are_whole(small * THOUSAND) & ~_are_whole(small * 100)
    if exact.sum() < FEWEST_THOUSANDTHS:
        exact[:] = False
    if len(numbers) < FEWEST_AMOUNTS:
        return list(compress(numbers, exact))
    ordered = np.sort(sizes)
    middle = (float(ordered[(len(sizes) - 1) // 2]) + float(ordered[len(sizes) // 2])) / 2  # `np.median` takes 10 ms to start
    is_far_below = (small >= 1) & (small * FAR_BELOW < middle)
    is_near = (middle / ABOUT <= small * THOUSAND) & (small * THOUSAND <= middle * ABOUT)
    return list(compress(numbers, exact | (is_small & is_far_below & is_near)))


def may_lack_decimals(cells: Sequence[Cell]) -> Sequence[Cell]:
    """Find the whole amounts of a column that may have lost their decimal sign: far above all others, which have cents, and like them by the hundredth."""
    numbers = [cell for cell in cells if _is_number(cell) and cell]
    sizes = np.abs(np.array(numbers, dtype=np.float64))
    is_whole = _are_whole(sizes)
    with_cents = np.sort(sizes[~is_whole])
    if len(with_cents) < max(FEWEST_AMOUNTS, MOSTLY * len(sizes)):
        return []
    middle = float(with_cents[len(with_cents) // 2])
    is_far_above = is_whole & (sizes >= ABOUT * with_cents[-1]) & (sizes / HUNDRED <= middle * ABOUT)
    return list(compress(numbers, is_far_above & ~_are_whole(sizes / HUNDRED)))


def _is_number(cell: Cell) -> TypeGuard[float]:
    return isinstance(cell, int | float) and not isinstance(cell, bool) and isfinite(cell)


def _are_whole(numbers: NDArray[np.float64]) -> Mask:
    return np.abs(numbers - np.rint(numbers)) < NOISE
