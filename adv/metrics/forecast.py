"""Forecast (prognose): when the target will be reached, by the team's pace and habits; and how forecasts of past quarters did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import ClassVar, TypeAlias

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from adv.metrics.coverage import completed_days, reached_on
from adv.metrics.frames import NO_DAY, as_known_on, day_of, days, number_of
from adv.metrics.pace import WEEK_DAYS, Weeks, learn
from adv.metrics.projection import LEAST_WEEKS_AHEAD, NO_SCENARIO, Fan, Outlook, Projection, Scenario, band_after, project_paths
from adv.metrics.spans import Off, Span, Timeline, first_day, place, places, weeks_off
from adv.metrics.values import NotAvailable, Rate
from adv.model import Dataset, Project

__all__ = ["Fan", "Forecast", "NoProgress", "Projection", "Reached", "Scenario", "TooLittleHistory", "forecast", "what_if"]

FEWEST_WEEKS = 6
STANDSTILL_WEEKS = 8
MOST_WEEKS_AHEAD = 520  # ten years: as far as the paths go when the period is longer than three


class Reached(Struct, frozen=True):
    """The target is reached: there is nothing left to forecast."""

    state: ClassVar[str] = "reached"
    day: date


class TooLittleHistory(Struct, frozen=True):
    """Fewer than six whole weeks since the first visit."""

    state: ClassVar[str] = "too_little_history"
    weeks: int  # whole weeks of history there are


class NoProgress(Struct, frozen=True):
    """Nothing was completed in the last eight weeks that were no holidays: no line is drawn to infinity."""

    state: ClassVar[str] = "no_progress"
    since: date | None  # the day of the last completed one; None: there never was one
    stopped: float  # the chance that the work has stopped for good, and does not only pause


Forecast: TypeAlias = Reached | TooLittleHistory | NoProgress | Projection


class History(Struct, frozen=True):
    """Days on which something was completed, and when the visits began: all that a forecast is made from."""

    done: NDArray[np.int64]  # as `completed_days` gives them
    begun: int | None  # the number of the week of the first visit, whatever came of it; None: there was none

    def until(self, as_of: date) -> History:
        """Give it as it was known at the end of `as_of`."""
        return History(self.done[: np.searchsorted(self.done, number_of(as_of), side="right")], self.begun)


def forecast(dataset: Dataset, project: Project, as_of: date) -> Forecast | NotAvailable:
    """Learn the pace from all whole ISO weeks, empty ones included, and draw 10 000 seeded paths from it.

    The history begins with the week of the first visit, whatever came of it. The week of `as_of`, when it is not over, counts
    for the days that have passed: what was completed in them is learnt from, and only the rest of the week is drawn.
    """
    return what_if(dataset, project, as_of, NO_SCENARIO)


def what_if(dataset: Dataset, project: Project, as_of: date, scenario: Scenario) -> Forecast | NotAvailable:
    """Make the forecast for coming weeks that are changed as `scenario` says: the same paths, each week changed."""
    known = history(dataset, project, as_of)
    if isinstance(known, NotAvailable):
        return known
    found = outlook(known, project, as_of, scenario)
    return project_paths(found) if isinstance(found, Outlook) else found


def history(dataset: Dataset, project: Project, as_of: date) -> History | NotAvailable:
    """Find what was completed up to `as_of`, and since when there were visits."""
    done = completed_days(dataset, project, as_of)
    if isinstance(done, NotAvailable):
        return done
    visited = days(as_known_on(dataset, as_of).visits["visited_on"])
    visited = visited[visited != NO_DAY]
    return History(done, int(places(Span.WEEK, visited.min(keepdims=True))[0]) if len(visited) else None)


def outlook(
    known: History, project: Project, as_of: date, scenario: Scenario = NO_SCENARIO
) -> Outlook | Reached | TooLittleHistory | NoProgress:
    """Find what the paths of a forecast made on `as_of` start from, or why there are none. `known` goes up to that day."""
    day = reached_on(known.done, project)
    if day is not None:
        return Reached(day)
    this_week = place(Span.WEEK, as_of + timedelta(days=1))  # the first week that is not over
    begun = this_week if known.begun is None else known.begun
    weeks = Timeline(Span.WEEK, begun, max(0, this_week - begun))
    if weeks.length < FEWEST_WEEKS:
        return TooLittleHistory(weeks.length)
    in_period = max(0, place(Span.WEEK, project.period.end) - this_week)
    ahead = max(LEAST_WEEKS_AHEAD, min(in_period, MOST_WEEKS_AHEAD))
    off = tuple(weeks_off(project.holidays, begun, weeks.length + ahead).tolist())
    past = off[: weeks.length]
    coming = off[weeks.length :]
    per_week = weeks.count(known.done)
    seen = Weeks(per_week, past, len(known.done) - sum(per_week), coming[0], as_of.isoweekday() % WEEK_DAYS)
    if not seen.now and _stands_still(per_week, past) and not scenario.more_per_week:
        return NoProgress(day_of(known.done[-1]) if len(known.done) else None, learn(seen).stopped)
    return Outlook(seen, coming, this_week, len(known.done), project.target, in_period, scenario)


def _stands_still(per_week: Sequence[int], off: Sequence[int]) -> bool:
    """Tell whether nothing was completed since the eighth last week that was no holiday."""
    working = [week for week, kind in enumerate(off) if kind == Off.NOT]
    first = working[-STANDSTILL_WEEKS] if len(working) >= STANDSTILL_WEEKS else 0
    return not any(per_week[first:])


class Check(Struct, frozen=True):
    """One forecast of the past. All numbers are of what was completed between the two Sundays, so in whole weeks."""

    made_on: date  # the last Sunday of a quarter
    until: date  # the last Sunday of the next one
    low: float  # the 80 % band, as far as the target
    middle: float
    high: float
    happened: int
    left: int  # visits (or households) still to go to the target

    @property
    def held(self) -> bool:
        """Tell whether what was completed lay within the band. More than the target counts as the target: a team may stop there."""
        return self.low <= min(self.happened, self.left) <= self.high


class Backtest(Struct, frozen=True):
    """All forecasts of the past whose quarter is over."""

    checks: tuple[Check, ...]
    without: int  # quarters at whose end there was no forecast, because nothing had been completed for eight weeks

    @property
    def held(self) -> Rate:
        """Give the share of forecasts whose 80 % band held."""
        return Rate(sum(check.held for check in self.checks), len(self.checks), "forecasts")


def backtest(dataset: Dataset, project: Project, as_of: date) -> Backtest | NotAvailable:
    """Make the forecast of each past quarter as of its last Sunday, with only what had happened by then.

    What it says for the last Sunday of the next quarter (12 to 14 whole weeks later) is held against what was completed by
    then. Quarters with fewer than six whole weeks before them have no forecast, and neither have those after the target.
    """
    known = history(dataset, project, as_of)
    if isinstance(known, NotAvailable):
        return known
    checks, without = [], 0
    for made_on, until in _quarters(known, as_of):
        start = outlook(known.until(made_on), project, made_on)
        if isinstance(start, Reached):
            break
        if isinstance(start, Outlook):
            band = band_after(start, (until - made_on).days // WEEK_DAYS)
            before, after = len(known.until(made_on).done), len(known.until(until).done)
            low, middle, high = (level - before for level in band)
            checks.append(Check(made_on, until, low, middle, high, after - before, project.target - before))
        without += isinstance(start, NoProgress)
    return Backtest(tuple(checks), without)


def _quarters(known: History, as_of: date) -> Iterator[tuple[date, date]]:
    """The last Sundays of each quarter since the first visit and of the one after it, when that is over."""
    if known.begun is None:
        return
    quarter = place(Span.QUARTER, first_day(Span.WEEK, known.begun))
    while (until := last_sunday(quarter + 1)) <= as_of:
        yield last_sunday(quarter), until
        quarter += 1


def last_sunday(quarter: int) -> date:
    """The last Sunday of the quarter with this number."""
    end = first_day(Span.QUARTER, quarter + 1) - timedelta(days=1)
    return end - timedelta(days=end.isoweekday() % WEEK_DAYS)
