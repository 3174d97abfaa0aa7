"""Chance: whether a difference is larger than chance makes it, and how far chance moves a number or a mean; exact for small numbers.

Shares have Wilson's interval (`adv.metrics.values`). No scipy: it takes 1,4 s to import, and a page must not wait for it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from adv.metrics.values import Z95, NotAvailable

Limits: TypeAlias = tuple[float, float]
TOO_RARE = 0.05  # a difference that chance alone makes less often than this is called a difference
AS_LIKELY = 1 + 1e-7  # times: a table so little likelier than the one seen is as likely, but for rounding (as in R's fisher.test)


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
    return min(1.0, float(chances[chances <= seen * AS_LIKELY].sum()))


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
        if chance < TOO_RARE:
            rest = (done - successes[place]) / (tried - trials[place])
            found[place] = Standing.ABOVE if successes[place] / trials[place] > rest else Standing.BELOW
    return tuple(found)


WINDOW = 12  # standard deviations around the mean outside which a binomial count does not come


def z_of(level: float) -> float:
    """Give the z of a two-sided interval: 1,96 for 0,95."""
    from statistics import NormalDist  # noqa: PLC0415 - 10 ms that only a comparison needs

    return NormalDist().inv_cdf(0.5 + level / 2)


def count_interval(count: int, z: float = Z95) -> tuple[float, float]:
    """Byar's interval for what is expected where `count` happened (Breslow and Day 1987, Statistical Methods in Cancer Research II, p. 69).

    A close approximation of the exact Poisson limits, from small counts on.
    """
    low = count * (1 - 1 / (9 * count) - z / (3 * math.sqrt(count))) ** 3 if count else 0.0
    more = count + 1
    return max(0.0, low), more * (1 - 1 / (9 * more) + z / (3 * math.sqrt(more))) ** 3


def difference_interval(one: float, one_limits: Limits, other: float, other_limits: Limits) -> Limits:
    """Give limits of `one` − `other` by squaring and adding (Newcombe 1998, Statistics in Medicine 17:873, method 10).

    With Wilson's limits of two independent proportions this is Newcombe's hybrid score interval.
    """
    difference = one - other
    down = math.hypot(one - one_limits[0], other_limits[1] - other)
    up = math.hypot(one_limits[1] - one, other - other_limits[0])
    return difference - down, difference + up


def funnel_limits(trials: int, share: float, level: float) -> tuple[float, float]:
    """Give the shares of `trials` between which chance keeps all but 1 − `level` when `share` is the truth, half on each side.

    A count lies beyond a limit when it, and what is further out, together have a chance of less than (1 − `level`) / 2: the exact
    binomial limits of Spiegelhalter 2005 (Statistics in Medicine 24:1185), appendix A.1.1, as in R's ``funnelR`` with
    ``method = "exact"``. Between two counts the line is interpolated as there; from above as from below, by counting failures.
    What `share` makes certain has no other limits than itself.
    """
    tail = (1 - level) / 2
    return _lower_limit(trials, share, tail), 1 - _lower_limit(trials, 1 - share, tail)


def _lower_limit(trials: int, share: float, tail: float) -> float:
    """Interpolate between the smallest count whose binomial probability reaches `tail` and the one before."""
    if share in {0.0, 1.0}:
        return share
    spread = WINDOW * math.sqrt(trials * share * (1 - share)) + 1
    first, last = max(0, math.floor(trials * share - spread)), min(trials, math.ceil(trials * share + spread))
    counts = np.arange(first, last + 1)
    logs = log_factorials(1 << max(10, trials.bit_length()))
    ways = logs[trials] - logs[counts] - logs[trials - counts]
    each = np.exp(ways + counts * math.log(share) + (trials - counts) * math.log1p(-share))
    below = each.cumsum()
    place = min(int(np.searchsorted(below, tail)), len(counts) - 1)
    surplus = (float(below[place]) - tail) / float(each[place])
    return min(1.0, max(0.0, (first + place - surplus) / trials))


LEVEL = 0.95
SERIES_UP_TO = 100  # degrees of freedom; beyond, the expansion differs by less than 1e-10 and is shorter
HALVINGS = 60  # of a quarter circle: up to the last bits
FEWEST_WITH_SPREAD = 2  # values that have a spread


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
    if count < FEWEST_WITH_SPREAD:
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
        z: float = Z95
        terms = (
            (z**3 + z) / 4,
            (5 * z**5 + 16 * z**3 + 3 * z) / 96,
            (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
            (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
        )
        return z + math.fsum(term / freedom**power for power, term in enumerate(terms, start=1))
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
