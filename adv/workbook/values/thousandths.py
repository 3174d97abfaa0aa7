"""Amounts that may be a thousandth of what was meant: a spreadsheet in English takes "1.250" for one and a quarter.

They are found by a third decimal, or beside whole amounts of hundreds by being far too small for them; once some are, all that may be are.
A column of nothing else shows by a total below it, or, because a few small prices may be just that, by what a whole project comes to.
"""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING, Final

import numpy as np

from adv.workbook.values.amounts import parse_amount
from adv.workbook.values.money_units import THOUSAND, are_whole, is_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from adv.workbook.tables.grid import Cell
    from adv.workbook.tables.table import Mask

FEWEST_TOO_SMALL: Final = 2  # amounts by which a column shows that it has some
FEWEST_OTHERS: Final = 3  # amounts as they were meant, beside which others seem too small
FEWEST_ALONE: Final = 5  # of a column that seems too small as a whole
LEAST_OTHER: Final = 100  # euros: a list with smaller whole amounts has small prices
TIMES_OFF: Final = 10  # times larger or smaller
TEN: Final = 10  # euros of which amounts are a multiple, beside which cents are strange
LEAST_OF_HUNDREDS: Final = 0.8
LEAST_NOT_SMALL: Final = 10  # euros under which a whole amount may be a thousandth
LEAST_SPENT, MOST_SPENT = 0.05, 1.1  # of a budget that all costs of a project may come to
MOST_PRICES: Final = 0.5  # share of a column's amounts that end as prices do: in ,00 or ,50, in a 5 or a 9
ROUND_EUROS: Final = 50  # euros of which amounts are a multiple that nobody counted out
TOTAL_TOLERANCE: Final = 0.5  # euros


def in_thousandths(shown: Sequence[Cell], others: Sequence[Cell]) -> bool:
    """Say whether amounts that are shown with three decimals were thousands once: most of a column's numbers are, and none is over a thousand."""
    numbers = [[cell for cell in cells if is_number(cell)] for cells in (shown, others)]
    return len(numbers[0]) > len(numbers[1]) and all(abs(cell) < THOUSAND for cell in numbers[0])


def may_be_thousands(cells: Sequence[Cell], budget_cents: int = 0) -> Sequence[Cell]:
    """Find the amounts of a column that may be a thousandth of what was meant; without a budget a column of nothing else has none."""
    numbers = [cell for cell in cells if is_number(cell) and cell]
    if not numbers or min(map(abs, numbers)) >= THOUSAND:
        return []
    told = [cents / 100 for cell in cells if isinstance(cell, str) and (cents := parse_amount(cell).value)]
    sizes, texts = np.abs(np.array(numbers, dtype=np.float64)), np.abs(np.array(told, dtype=np.float64))
    small = np.minimum(sizes, THOUSAND)
    candidates = (sizes < THOUSAND) & (~are_whole(sizes) | (sizes < LEAST_NOT_SMALL)) & (sizes >= 1)
    exact = (sizes < THOUSAND) & are_whole(small * THOUSAND) & ~are_whole(small * 100)
    if exact.sum() < FEWEST_TOO_SMALL:
        exact[:] = False
    others = np.concatenate([sizes[~candidates], texts])
    found = exact | _far_below(sizes, np.concatenate([sizes, texts]))
    if found.any() or _are_beside(sizes, candidates, others):
        meant = np.concatenate([others, sizes[found] * THOUSAND])
        return list(compress(numbers, found if _has_cents(sizes, texts, candidates, float(meant.max())) else found | candidates))
    is_all = _is_total_among(sizes, candidates, others) or (not len(others) and _is_too_little(sizes, budget_cents))
    return list(compress(numbers, candidates)) if is_all else []


def _far_below(sizes: NDArray[np.float64], among: NDArray[np.float64]) -> Mask:
    """Flag the amounts that are far below the middle one of some, and like it when they are multiplied."""
    if len(among) < (FEWEST_ALONE if len(among) >= len(sizes) else FEWEST_OTHERS):
        return np.zeros(len(sizes), dtype=bool)
    ordered = np.sort(among)
    middle = (float(ordered[(len(among) - 1) // 2]) + float(ordered[len(among) // 2])) / 2  # `np.median` takes 10 ms to start
    is_near = (middle / TIMES_OFF <= sizes * THOUSAND) & (sizes * THOUSAND < middle * TIMES_OFF)
    far: Mask = (sizes >= 1) & (sizes < THOUSAND) & is_near
    return far


def _are_beside(sizes: NDArray[np.float64], candidates: Mask, others: NDArray[np.float64]) -> bool:
    """Say whether amounts are far too small beside others of hundreds, and end as these do and not as prices.

    Of an amount of a thousand or more nothing else would be left: one that stands there as a number speaks against it.
    """
    small = sizes[candidates & _far_below(sizes, others)]
    if len(small) < FEWEST_TOO_SMALL or len(others) < FEWEST_OTHERS or (sizes >= THOUSAND).any() or not _are_of_hundreds(others):
        return False
    are_round = are_whole(sizes[candidates] * THOUSAND / ROUND_EUROS).all() and are_whole(others / ROUND_EUROS).all()
    return bool(are_round) or _prices(sizes[candidates]) < MOST_PRICES


def _are_of_hundreds(others: NDArray[np.float64]) -> bool:
    """Say whether amounts are hundreds: all, or nearly all of those that are only tens."""
    are_tens = bool(are_whole(others / TEN).all()) and float((others >= LEAST_OTHER).mean()) >= LEAST_OF_HUNDREDS
    return bool(others.min() >= LEAST_OTHER) or are_tens


def _prices(sizes: NDArray[np.float64]) -> float:
    """Give the share of amounts that end as prices of small things do."""
    cents = np.rint(sizes * 100).astype(np.int64)
    return float((np.isin(cents % 100, (0, 50)) | np.isin(cents % 10, (5, 9))).mean())


def _has_cents(sizes: NDArray[np.float64], texts: NDArray[np.float64], candidates: Mask, most: float) -> bool:
    """Say whether other amounts of the column have cents, so that one with decimals may be just what it says."""
    is_too_large = candidates & (sizes * THOUSAND > most * TIMES_OFF)
    return bool(is_too_large.any()) or not (are_whole(texts).all() and are_whole(sizes[~candidates]).all())


def _is_total_among(sizes: NDArray[np.float64], candidates: Mask, others: NDArray[np.float64]) -> bool:
    """Say whether one amount is the total of all others, when the small ones are multiplied."""
    if candidates.sum() < FEWEST_TOO_SMALL or not len(others):
        return False
    come_to = float(sizes[candidates].sum()) * THOUSAND + float(others.sum())
    return bool((np.abs(come_to - 2 * others) < TOTAL_TOLERANCE).any())


def _is_too_little(sizes: NDArray[np.float64], budget_cents: int) -> bool:
    """Say whether amounts are hardly all that a project spent, and would be when multiplied; a few prices of small things are not."""
    if len(sizes) < FEWEST_ALONE or sizes.max() >= LEAST_OTHER or are_whole(sizes).all() or not are_whole(sizes * 100).all():
        return False
    spent = float(sizes.sum()) * THOUSAND * 100
    return LEAST_SPENT * budget_cents <= spent <= MOST_SPENT * budget_cents and _prices(sizes) < MOST_PRICES
