"""Limits of what chance alone does to a number: intervals, differences between two of them, and the limits of a funnel plot.

Shares have Wilson's interval (`adv.metrics.values.wilson`); here are the others. No scipy: a page must not wait for it.
"""

from __future__ import annotations

import math

import numpy as np

from adv.metrics.chance import log_factorials
from adv.metrics.values import Z95

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


def difference_interval(
    one: float, one_limits: tuple[float, float], other: float, other_limits: tuple[float, float]
) -> tuple[float, float]:
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
