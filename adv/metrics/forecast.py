"""Forecast (prognose): when the target will be reached, if the coming weeks are like the past ones."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar, TypeAlias

import numpy as np
from msgspec import Struct

from adv.metrics.frames import NO_DAY, as_known_on, day_of, days, number_of
from adv.metrics.paths import NOTHING, Fan, Outlook, Projection, Scenario, project_paths
from adv.metrics.progress import completed_days, reached_on
from adv.metrics.spans import Span, Timeline, place, places
from adv.metrics.values import NotAvailable

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from adv.model import Dataset, Project

__all__ = ["Fan", "Forecast", "NoProgress", "Projection", "Reached", "Scenario", "TooLittleHistory", "forecast", "what_if"]

FEWEST_WEEKS = 6
MOST_WEEKS = 26
STANDSTILL_WEEKS = 8


class Reached(Struct, frozen=True):
    """The target is reached: there is nothing left to forecast."""

    state: ClassVar[str] = "reached"
    day: date


class TooLittleHistory(Struct, frozen=True):
    """Fewer than six whole weeks since the first visit, or nothing in them to go by."""

    state: ClassVar[str] = "too_little_history"
    weeks: int  # whole weeks of history there are


class NoProgress(Struct, frozen=True):
    """Nothing was completed in the last eight weeks: no line is drawn to infinity."""

    state: ClassVar[str] = "no_progress"
    since: date | None  # the day of the last completed one; None: there never was one


Forecast: TypeAlias = Reached | TooLittleHistory | NoProgress | Projection


class History(Struct, frozen=True):
    """What a forecast is made from: on which days something was completed, and when the visits began."""

    done: NDArray[np.int64]  # as `completed_days` gives them
    begun: int | None  # the number of the week of the first visit, whatever came of it; None: there was none

    def until(self, as_of: date) -> History:
        """As it was known at the end of `as_of`."""
        return History(self.done[: np.searchsorted(self.done, number_of(as_of), side="right")], self.begun)


def forecast(dataset: Dataset, project: Project, as_of: date) -> Forecast | NotAvailable:
    """Resample the last 26 whole ISO weeks, empty ones included, along 10 000 seeded paths.

    The history begins with the week of the first visit, whatever came of it. The week of `as_of`, when it is not over, is
    drawn like the others, but holds at least what was completed in it so far.
    """
    return what_if(dataset, project, as_of, NOTHING)


def what_if(dataset: Dataset, project: Project, as_of: date, scenario: Scenario) -> Forecast | NotAvailable:
    """The forecast when the coming weeks differ from the past ones as `scenario` says.

    Where nothing was completed in the last eight weeks there is nothing to draw from but these: the paths then hold only what
    the scenario adds to each week.
    """
    known = history(dataset, project, as_of)
    if isinstance(known, NotAvailable):
        return known
    found = outlook(known, project, as_of, scenario)
    return project_paths(found) if isinstance(found, Outlook) else found


def history(dataset: Dataset, project: Project, as_of: date) -> History | NotAvailable:
    """What was completed up to `as_of`, and since when there were visits."""
    done = completed_days(dataset, project, as_of)
    if isinstance(done, NotAvailable):
        return done
    visited = days(as_known_on(dataset, as_of).visits["visited_on"])
    visited = visited[visited != NO_DAY]
    return History(done, int(places(Span.WEEK, visited.min(keepdims=True))[0]) if len(visited) else None)


def outlook(
    known: History, project: Project, as_of: date, scenario: Scenario = NOTHING
) -> Outlook | Reached | TooLittleHistory | NoProgress:
    """What the paths of a forecast made on `as_of` start from, or why there are none. `known` goes up to that day."""
    day = reached_on(known.done, project)
    if day is not None:
        return Reached(day)
    this_week = place(Span.WEEK, as_of + timedelta(days=1))  # the first week that is not over
    begun = this_week if known.begun is None else known.begun
    weeks = Timeline(Span.WEEK, begun, max(0, this_week - begun))
    if weeks.length < FEWEST_WEEKS:
        return TooLittleHistory(weeks.length)
    per_week = np.array(weeks.count(known.done), dtype=np.int64)
    now = len(known.done) - int(per_week.sum())
    recent = per_week[-MOST_WEEKS:]
    if not now and not per_week[-STANDSTILL_WEEKS:].any():
        if not scenario.more_per_week:
            return NoProgress(day_of(known.done[-1]) if len(known.done) else None)
        recent = per_week[-STANDSTILL_WEEKS:]
    elif not recent.any() and not scenario.more_per_week:  # all there is was completed this very week
        return TooLittleHistory(weeks.length)
    has_begun = place(Span.WEEK, as_of) == this_week
    return Outlook(recent, len(known.done), now, this_week, has_begun, project, scenario)
