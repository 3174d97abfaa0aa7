"""Tests of whether a difference is more than chance: small ones, exact where numbers are small, without scipy (it takes 1,4 s to import)."""

from __future__ import annotations

import math
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

SURE = 0.05  # a difference that chance alone makes less often than this is called a difference
SAME = 1 + 1e-7  # tables as likely as the one seen, up to the last bits (as R's fisher.test)


class Standing(StrEnum):
    """Standing of one group among all others together."""

    ABOVE = "above"
    BELOW = "below"
    LIKE_OTHERS = "like_others"  # no difference that chance alone does not make


def fisher(successes: int, trials: int, other_successes: int, other_trials: int) -> float:
    """Give the chance of a difference at least as unlikely as this one when both groups have the same rate; two-sided.

    The sum of the hypergeometric chances of all tables with the same margins that are no more likely than the one seen.

    References
    ----------
    Fisher 1935, The Logic of Inductive Inference, JRSS 98:39; two-sided as in R's ``fisher.test``.
    """
    whole, drawn = trials + other_trials, successes + other_successes
    lowest, highest = max(0, drawn - other_trials), min(drawn, trials)
    logs = log_factorials(whole)
    here = np.arange(lowest, highest + 1)
    there = drawn - here
    ways = -(logs[here] + logs[trials - here] + logs[there] + logs[other_trials - there])
    fixed = logs[trials] + logs[other_trials] + logs[drawn] + logs[whole - drawn] - logs[whole]
    chances = np.exp(ways + fixed)
    seen = chances[successes - lowest]
    return min(1.0, float(chances[chances <= seen * SAME].sum()))


@lru_cache(maxsize=8)
def log_factorials(highest: int) -> NDArray[np.float64]:
    """Give log 0!, log 1! … log `highest`!."""
    return np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, highest + 1)))])


def holm(chances: Sequence[float]) -> tuple[float, ...]:
    """Make chances larger so that of several comparisons together one in twenty is wrong, not each (Holm 1979, SJS 6:65)."""
    order = sorted(range(len(chances)), key=lambda place: chances[place])
    adjusted = [0.0] * len(chances)
    highest = 0.0
    for rank, place in enumerate(order):
        highest = max(highest, min(1.0, (len(chances) - rank) * chances[place]))
        adjusted[place] = highest
    return tuple(adjusted)


def standings(successes: Sequence[int], trials: Sequence[int]) -> tuple[Standing, ...]:
    """Hold each group's rate against that of all others together, several comparisons allowed for; groups without trials are alike.

    Parameters
    ----------
    successes, trials
        Per group, of the same length. No row belongs to two groups.
    """
    done, tried = sum(successes), sum(trials)
    compared = [place for place, count in enumerate(trials) if 0 < count < tried]
    chances = holm([fisher(successes[at], trials[at], done - successes[at], tried - trials[at]) for at in compared])
    found = [Standing.LIKE_OTHERS] * len(trials)
    for place, chance in zip(compared, chances, strict=True):
        if chance < SURE:
            rest = (done - successes[place]) / (tried - trials[place])
            found[place] = Standing.ABOVE if successes[place] / trials[place] > rest else Standing.BELOW
    return tuple(found)


def chi_square_above(value: float, freedom: int) -> float:
    """Give the chance that a chi-square with `freedom` >= 1 degrees of freedom exceeds `value` (Abramowitz and Stegun 26.4.4–5)."""
    if value <= 0:
        return 1.0
    half = value / 2
    if freedom % 2:
        total, term = math.erfc(math.sqrt(half)), math.sqrt(4 * half / math.pi) * math.exp(-half)
        steps = range(3, freedom + 1, 2)
    else:
        total, term = math.exp(-half), half * math.exp(-half)
        steps = range(4, freedom + 1, 2)
    for step in steps:
        total += term
        term *= value / step
    return min(1.0, total)
