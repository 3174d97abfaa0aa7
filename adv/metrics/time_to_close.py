"""Time to close: how long requests take, those that still wait included (Kaplan-Meier)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from msgspec import Struct
from numpy.typing import NDArray

from adv.metrics.frames import NO_DAY, as_known_on, days, holds, number_of
from adv.metrics.values import Z95, NotAvailable, needs
from adv.model import Dataset, Project, Status

CLOSED_WITHIN = (30, 60, 90)
HALF = 0.5
ENOUGH_CLOSED = 10  # closed requests from which a median is told
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
    requests: int  # counted in the curve
    closed: int
    left_out: int  # no day raised, or closed without a day, or closed before raised

    @property
    def is_enough(self) -> bool:
        """Tell whether enough requests were closed to tell how long it takes."""
        return self.closed >= ENOUGH_CLOSED


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
        closed_within={span: curve.ended_within(span) for span in CLOSED_WITHIN},
        requests=len(followed.rows),
        closed=int(followed.closed.sum()),
        left_out=followed.left_out,
    )


class TimedRequests(Struct, frozen=True):
    """Requests whose time is known. All arrays have shape (requests,)."""

    rows: NDArray[np.intp]  # their places among all requests
    durations: NDArray[np.int64]  # days until closed, withdrawn or as_of
    closed: NDArray[np.bool_]
    left_out: int


def follow(requests: pd.DataFrame, as_of: date) -> TimedRequests:
    """Tell how long each request was followed, and whether it was closed then."""
    raised, closed = days(requests["raised_on"]), days(requests["closed_on"])
    was_closed, withdrawn = (holds(requests["status"], {status}) for status in (Status.CLOSED, Status.WITHDRAWN))
    until = np.where(was_closed | withdrawn, closed, number_of(as_of))
    rows = np.flatnonzero((raised != NO_DAY) & (until != NO_DAY) & (until >= raised))
    return TimedRequests(rows, (until - raised)[rows], was_closed[rows], len(raised) - len(rows))


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
    at_risk = len(durations) - np.searchsorted(np.sort(durations), times, side="left")
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
