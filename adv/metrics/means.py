"""Means with their margin: Student's t, computed here, since a page must not wait for scipy to be imported (1,4 s)."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from adv.metrics.values import Z95, NotAvailable

if TYPE_CHECKING:
    from collections.abc import Iterable

LEVEL = 0.95
SERIES_UP_TO = 100  # degrees of freedom; beyond, the expansion differs by less than 1e-10 and is shorter
HALVINGS = 60  # of a quarter circle: up to the last bits
LEAST = 2  # values that have a spread


class Mean(Struct, frozen=True):
    """A mean, of how many values, and its 95 % interval (Student's t), no wider than the values can be."""

    mean: float
    count: int
    interval: tuple[float, float] | NotAvailable


def mean_of(values: Iterable[float], lowest: float, highest: float) -> Mean | NotAvailable:
    """Take the mean of values between `lowest` and `highest`; the order in which they come makes no difference.

    One value has no spread, and of values that are all equal the formula would give a margin of nothing: then there is none.
    """
    found = list(values)
    count = len(found)
    if not count:
        return NotAvailable("no_marks_there")
    mean = math.fsum(found) / count
    if count < LEAST:
        return Mean(mean, count, NotAvailable("one_value"))
    squares = math.fsum((value - mean) ** 2 for value in found)
    if min(found) == max(found):
        return Mean(mean, count, NotAvailable("all_equal"))
    half = t95(count - 1) * math.sqrt(squares / (count - 1) / count)
    return Mean(mean, count, (max(lowest, mean - half), min(highest, mean + half)))


@lru_cache(maxsize=4096)
def t95(freedom: int) -> float:
    """Give the value that Student's t exceeds, up or down, in 5 % of the cases (Gosset 1908, Biometrika 6:1).

    Up to 100 degrees of freedom from the distribution itself, which is a finite sum (Abramowitz and Stegun 1964, 26.7.3 and
    26.7.4), by halving; above that by the expansion around the normal distribution (26.7.5).

    Raises
    ------
    ValueError
        Fewer than one degree of freedom.
    """
    if freedom < 1:
        raise ValueError
    if freedom > SERIES_UP_TO:
        return _expanded(freedom)
    low, high = 0.0, math.pi / 2
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if _within(middle, freedom) < LEVEL else (low, middle)
    return math.tan(low) * math.sqrt(freedom)


def _within(angle: float, freedom: int) -> float:
    """Give the chance of a t between −x and x, for x = √freedom · tan(angle)."""
    sine, cosine = math.sin(angle), math.cos(angle)
    is_odd = freedom % 2 == 1
    term = cosine if is_odd else 1.0
    total = 0.0
    for power in range(2 if is_odd else 1, freedom, 2):  # the terms' cosines have powers 1, 3, 5 … or 0, 2, 4 …
        total += term
        term *= cosine * cosine * power / (power + 1)
    return 2 / math.pi * (angle + sine * total) if is_odd else sine * total


def _expanded(freedom: int) -> float:
    z: float = Z95
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + math.fsum(term / freedom**power for power, term in enumerate(terms, start=1))
