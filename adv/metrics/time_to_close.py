"""Time to close: how long requests take, those that still wait included (Kaplan-Meier); and whether groups differ by more than chance (log-rank)."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec import Struct

from adv.metrics.chance import SURE, chi_square_above, holm
from adv.metrics.frames import NO_DAY, as_known_on, days, holds, number_of
from adv.metrics.values import Z95, NotAvailable, needs
from adv.model import Dataset, Project, Status

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import pandas as pd
    from numpy.typing import NDArray

    from adv.metrics.requests import RequestGroup


WITHIN_DAYS = (30, 60, 90)
HALF = 0.5
ENOUGH = 10  # closed requests from which a median is told
TOLERANCE = 1e-8  # a product of fractions that is one half need not be 0.5 to the last bit


class TimeToClose(Struct, frozen=True):
    """Kaplan-Meier over all requests: open ones censored at as_of, withdrawn ones at their closing day. Days.

    The curve starts at (0, 1); S(t) holds from each of `days` up to the next.
    """

    days: tuple[float, ...]  # the days on which requests were closed, rising
    still_open: tuple[float, ...]  # S(t) from each of `days` on
    lower: tuple[float, ...]  # 95 % interval of S(t)
    upper: tuple[float, ...]
    median: float | NotAvailable
    median_interval: tuple[float | None, float | None]  # 95 %; None: the data do not bound it
    closed_within: Mapping[int, float | NotAvailable]  # 30, 60, 90 days: share
    requests: int  # that the curve is of
    closed: int
    left_out: int  # no day raised, or closed without a day, or closed before raised

    @property
    def is_enough(self) -> bool:
        """Tell whether enough requests were closed to tell how long it takes."""
        return self.closed >= ENOUGH

    @property
    def told_median(self) -> float | NotAvailable:
        """Give the median where it is more than the chance of a few."""
        return self.median if self.is_enough else NotAvailable("few_closed_for_median")


@needs("requests", "requests.closed_on")
def time_to_close(dataset: Dataset, project: Project, as_of: date) -> TimeToClose | NotAvailable:
    """Estimate the days from raised to closed; not available when no request was closed on a known day."""
    followed = follow(as_known_on(dataset, as_of).requests, as_of)
    if not followed.closed.any():
        return NotAvailable("nothing_closed")
    curve = kaplan_meier(followed.durations, followed.closed)
    return TimeToClose(
        days=tuple(curve.times.tolist()),
        still_open=tuple(curve.survival.tolist()),
        lower=tuple(curve.lower.tolist()),
        upper=tuple(curve.upper.tolist()),
        median=curve.median,
        median_interval=curve.median_interval,
        closed_within={span: curve.ended_within(span) for span in WITHIN_DAYS},
        requests=len(followed.rows),
        closed=int(followed.closed.sum()),
        left_out=followed.left_out,
    )


class Followed(Struct, frozen=True):
    """Requests whose time is known. All arrays have shape (requests,)."""

    rows: NDArray[np.intp]  # their places among all requests
    durations: NDArray[np.int64]  # days until closed, withdrawn or as_of
    closed: NDArray[np.bool_]
    left_out: int


def follow(requests: pd.DataFrame, as_of: date) -> Followed:
    """Tell how long each request was followed, and whether it was closed then."""
    raised, closed = days(requests["raised_on"]), days(requests["closed_on"])
    was_closed, withdrawn = (holds(requests["status"], {status}) for status in (Status.CLOSED, Status.WITHDRAWN))
    until = np.where(was_closed | withdrawn, closed, number_of(as_of))
    rows = np.flatnonzero((raised != NO_DAY) & (until != NO_DAY) & (until >= raised))
    return Followed(rows, (until - raised)[rows], was_closed[rows], len(raised) - len(rows))


class Curve(Struct, frozen=True):
    """A Kaplan-Meier estimate at the times of the events. All arrays have shape (events,)."""

    times: NDArray[np.float64]
    survival: NDArray[np.float64]
    lower: NDArray[np.float64]
    upper: NDArray[np.float64]
    longest: float  # the longest time observed, ended or not

    @property
    def median(self) -> float | NotAvailable:
        """Give the time at which the curve reaches one half; where it runs along one half, the middle of that stretch (as R does)."""
        crossed = _crossing(self.times, self.survival, self.longest)
        return NotAvailable("median_not_reached") if crossed is None else crossed

    @property
    def median_interval(self) -> tuple[float | None, float | None]:
        """Give where the limits of the curve reach one half (Brookmeyer and Crowley 1982, as R's survfit does)."""
        known = self.survival > 0  # at 0 the limits are not defined
        times = self.times[known]
        return _crossing(times, self.lower[known], self.longest), _crossing(times, self.upper[known], self.longest)

    def ended_within(self, time: float) -> float | NotAvailable:
        """Give 1 - S(time); not available when nobody was followed so long and some have not ended."""
        passed = int(np.searchsorted(self.times, time, side="right"))
        if time > self.longest and self.survival[-1] > 0:
            return NotAvailable("followed_too_short")
        return 1 - float(self.survival[passed - 1]) if passed else 0.0


def kaplan_meier(durations: NDArray[Any], ended: NDArray[np.bool_]) -> Curve:
    """Make the product-limit estimate with Greenwood's variance and limits on the log scale.

    S(t) = product over event times <= t of (1 - d / n); its limits are S exp(-+ z se), se^2 = sum of d / (n (n - d)), at most 1
    (the default of R's ``survfit``, ``conf.type = "log"``). Where S is 0 the lower limit is 0 and the upper one stays.

    Parameters
    ----------
    durations
        Time to the end or, when it has not ended, to the last time seen; shape (n,), any unit.
    ended
        Whether it ended then (True) or is censored (False), shape (n,), at least one True.

    References
    ----------
    Kaplan and Meier 1958, JASA 53:457. Greenwood 1926. Kalbfleisch and Prentice 2002, section 1.4.
    """
    times, events = np.unique(durations[ended], return_counts=True)
    at_risk = _still_followed(durations, times)
    survival = np.cumprod(1 - events / at_risk).astype(np.float64)
    left = at_risk - events
    alive = left > 0  # only at the last time can there be nobody left
    spread = np.exp(Z95 * np.sqrt(np.cumsum(events[alive] / (at_risk[alive] * left[alive]))))
    lower, upper = np.zeros(len(times)), np.ones(len(times))
    lower[alive] = survival[alive] / spread
    upper[alive] = np.minimum(1.0, survival[alive] * spread)
    if not alive[-1] and len(times) > 1:
        upper[-1] = upper[-2]
    return Curve(times.astype(np.float64), survival, lower, upper, float(durations.max()))


def _crossing(times: NDArray[np.float64], level: NDArray[np.float64], longest: float) -> float | None:
    """Give the first time at which a falling curve is at or below one half; the middle of the stretch when it runs along one half."""
    below = np.flatnonzero(level < HALF + TOLERANCE)
    if not len(below):
        return None
    first = int(below[0])
    if abs(level[first] - HALF) >= TOLERANCE:
        return float(times[first])
    under = np.flatnonzero(level < HALF - TOLERANCE)
    return float(times[first] + (times[under[0]] if len(under) else longest)) / 2


class LogRank(Struct, frozen=True):
    """The test over two or more groups."""

    chi_square: float
    freedom: int  # groups - 1
    chance: float  # of a chi-square at least so large when the groups do not differ
    more_than_expected: tuple[float, ...]  # per group: ends seen - ends expected; negative: slower than the others

    @property
    def differs(self) -> bool:
        """Tell whether the groups differ by more than chance."""
        return self.chance < SURE


def log_rank(durations: NDArray[Any], ended: NDArray[np.bool_], groups: NDArray[np.intp], count: int) -> LogRank | None:
    """Compare `count` groups; None when nothing can be compared (one group, or no end while two groups were followed).

    At each time with ends, the ends expected per group are in proportion to who was still followed; the squared differences,
    weighed by their (hypergeometric) covariance, are a chi-square with groups - 1 degrees of freedom.

    Parameters
    ----------
    durations, ended
        As in `adv.metrics.time_to_close.kaplan_meier`, shape (n,).
    groups
        The group of each, 0 … `count` - 1, shape (n,).

    References
    ----------
    Mantel 1966, Cancer Chemother. Rep. 50:163; Peto and Peto 1972, JRSS A 135:185. As R's ``survdiff`` with rho = 0.
    """
    times = np.unique(durations[ended])
    if count < 2 or not len(times):  # noqa: PLR2004 - two can be compared
        return None
    ends = np.stack([_per_time(durations[ended & (groups == group)], times) for group in range(count)])
    left = np.stack([_still_followed(durations[groups == group], times) for group in range(count)])
    all_ends, all_left = ends.sum(axis=0), left.sum(axis=0)
    shares = left / all_left
    differences = (ends - all_ends * shares).sum(axis=1)
    weights = all_ends * (all_left - all_ends) / np.maximum(all_left - 1, 1)
    covariance = np.diag((shares * weights).sum(axis=1)) - (shares * weights) @ shares.T
    kept, freedom = slice(0, count - 1), count - 1  # the last group follows from the others
    if np.linalg.matrix_rank(covariance[kept, kept]) < freedom:
        return None
    value = float(differences[kept] @ np.linalg.solve(covariance[kept, kept], differences[kept]))
    return LogRank(value, freedom, chi_square_above(value, freedom), tuple(differences.tolist()))


def _per_time(durations: NDArray[Any], times: NDArray[Any]) -> NDArray[np.intp]:
    return np.bincount(np.searchsorted(times, durations), minlength=len(times))


def _still_followed(durations: NDArray[Any], times: NDArray[Any]) -> NDArray[np.intp]:
    return len(durations) - np.searchsorted(np.sort(durations), times, side="left")


class GroupTime(Struct, frozen=True):
    """Time that requests of one theme or owner take, in days."""

    name: str
    requests: int  # that the time is of
    closed: int
    left_out: int  # without a usable day
    median: float | NotAvailable
    median_interval: tuple[float | None, float | None]
    closed_within: Mapping[int, float | NotAvailable]


class TimeToCloseBy(Struct, frozen=True):
    """Time to close of the groups with enough closed requests."""

    group: RequestGroup
    groups: tuple[GroupTime, ...]
    too_few: tuple[str, ...]  # groups with requests, but fewer than `ENOUGH` closed
    test: LogRank | None  # of all groups together; None: fewer than two, or not to be compared
    slower: tuple[tuple[str, str], ...]  # pairs of groups that differ by more than chance: the slower first

    @property
    def longest_days(self) -> float:
        """Give the largest number of days that is known of any group."""
        medians = [one.median for one in self.groups if not isinstance(one.median, NotAvailable)]
        return max([*medians, *(limit for one in self.groups for limit in one.median_interval if limit is not None)], default=0.0)


@needs("requests", "requests.closed_on", "requests.{}")
def time_to_close_by(dataset: Dataset, project: Project, as_of: date, group: RequestGroup) -> TimeToCloseBy | NotAvailable:
    """Estimate days from raised to closed per theme or owner; only groups among `slower` may be called different."""
    requests = as_known_on(dataset, as_of).requests
    column, followed = requests[group.value], follow(requests, as_of)
    names, raised = tuple(column.cat.categories), column.value_counts(sort=False).tolist()
    group_of = column.cat.codes.to_numpy().astype(np.intp)[followed.rows]
    closed = np.bincount(group_of[followed.closed & (group_of >= 0)], minlength=len(names))
    there = np.bincount(group_of[group_of >= 0], minlength=len(names))
    enough = [place for place, count in enumerate(closed) if count >= ENOUGH]
    if not enough:
        return NotAvailable("too_few_closed")
    return TimeToCloseBy(
        group=group,
        groups=tuple(_of_group(names[place], followed, group_of == place, raised[place]) for place in enough),
        too_few=tuple(names[place] for place, count in enumerate(there) if count > 0 and closed[place] < ENOUGH),
        test=_compare(followed, group_of, enough),
        slower=_slower(followed, group_of, enough, names),
    )


def _of_group(name: str, followed: Followed, chosen: NDArray[np.bool_], raised: int) -> GroupTime:
    curve = kaplan_meier(followed.durations[chosen], followed.closed[chosen])
    within = {days: curve.ended_within(days) for days in WITHIN_DAYS}
    there, closed = int(chosen.sum()), int(followed.closed[chosen].sum())
    return GroupTime(name, there, closed, raised - there, curve.median, curve.median_interval, within)


def _compare(followed: Followed, group_of: NDArray[np.intp], places: list[int]) -> LogRank | None:
    chosen = np.isin(group_of, places)
    return log_rank(followed.durations[chosen], followed.closed[chosen], np.searchsorted(places, group_of[chosen]), len(places))


def _slower(
    followed: Followed, group_of: NDArray[np.intp], places: list[int], names: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    """Pairs that differ after allowing for all pairs, the one that is closed less quickly first."""
    tests = {pair: test for pair in combinations(places, 2) if (test := _compare(followed, group_of, [*pair]))}
    found = []
    for ((one, other), test), chance in zip(tests.items(), holm([test.chance for test in tests.values()]), strict=True):
        if chance < SURE:
            slow, fast = (one, other) if test.more_than_expected[0] < 0 else (other, one)
            found.append((names[slow], names[fast]))
    return tuple(found)
