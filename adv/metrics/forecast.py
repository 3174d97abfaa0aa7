"""Forecast (prognose): when the target will be reached, if the coming weeks are like the past ones."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

import numpy as np

from adv.metrics.frames import as_known_on, day_of, days
from adv.metrics.progress import completed_days, reached_on
from adv.metrics.spans import Span, Timeline, first_day, place, places
from adv.metrics.values import NotAvailable

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from adv.model import Dataset, Project

SEED = 160  # any number, always the same one: the same data give the same forecast
PATHS = 10_000
FEWEST_WEEKS = 6
MOST_WEEKS = 26
STANDSTILL_WEEKS = 8
HORIZON_WEEKS = 520  # ten years
BLOCK_WEEKS = 52
FAN_WEEKS = 156
WANTED_SHARE = 0.95


@dataclass(frozen=True, slots=True)
class Reached:
    """The target is reached: there is nothing left to forecast."""

    state: ClassVar[str] = "reached"
    day: date


@dataclass(frozen=True, slots=True)
class TooLittleHistory:
    """Fewer than six whole weeks since the first visit, or nothing in them to go by."""

    state: ClassVar[str] = "too_little_history"
    weeks: int  # whole weeks of history there are


@dataclass(frozen=True, slots=True)
class NoProgress:
    """Nothing was completed in the last eight weeks: no line is drawn to infinity."""

    state: ClassVar[str] = "no_progress"
    since: date | None  # the day of the last completed one; None: there never was one


@dataclass(frozen=True, slots=True)
class Fan:
    """Completed, cumulative, at the end of each coming week: the middle 80 % of the paths, and their median."""

    days: tuple[date, ...]  # Sundays
    low: tuple[float, ...]  # 10 % of the paths stay below
    middle: tuple[float, ...]
    high: tuple[float, ...]  # 90 % of the paths stay below


@dataclass(frozen=True, slots=True)
class Projection:
    """The week in which the target is reached, as its Sunday. None: later than the paths go (ten years)."""

    state: ClassVar[str] = "forecast"
    p50: date | None
    p80: date | None
    p95: date | None
    chance_in_period: float  # share of the paths that reach the target in a week that ends within the period
    weeks: int  # whole past weeks that were drawn from, at most 26
    fan: Fan


Forecast: TypeAlias = Reached | TooLittleHistory | NoProgress | Projection


def forecast(dataset: Dataset, project: Project, as_of: date) -> Forecast | NotAvailable:
    """Resample the last 26 whole ISO weeks, empty ones included, along 10 000 seeded paths.

    The history begins with the week of the first visit, whatever came of it. The week of `as_of`, when it is not over, is
    drawn like the others, but holds at least what was completed in it so far.
    """
    done = completed_days(dataset, project, as_of)
    if isinstance(done, NotAvailable):
        return done
    day = reached_on(done, project)
    if day is not None:
        return Reached(day)
    visited = days(as_known_on(dataset, as_of).visits["visited_on"])
    this_week = place(Span.WEEK, as_of + timedelta(days=1))  # the first week that is not over
    begun = int(places(Span.WEEK, visited).min()) if len(visited) else this_week
    weeks = Timeline(Span.WEEK, begun, max(0, this_week - begun))
    if weeks.length < FEWEST_WEEKS:
        return TooLittleHistory(weeks.length)
    per_week = np.array(weeks.count(done), dtype=np.int64)
    now = len(done) - int(per_week.sum())
    if not now and not per_week[-STANDSTILL_WEEKS:].any():
        return NoProgress(day_of(done[-1]) if len(done) else None)
    recent = per_week[-MOST_WEEKS:]
    if not recent.any():  # all there is was completed this very week
        return TooLittleHistory(weeks.length)
    return _project(_Outlook(recent, len(done), now, this_week, project))


@dataclass(frozen=True, slots=True)
class _Outlook:
    """What the paths start from: the weeks drawn from, what is completed, how much of it this week, and that week's number."""

    recent: NDArray[np.int64]
    completed: int
    now: int
    week: int
    project: Project

    def sunday(self, step: int) -> date:
        """The last day of a coming week, this one being 0."""
        return first_day(Span.WEEK, self.week + step) + timedelta(days=6)

    @property
    def weeks_in_period(self) -> int:
        """Coming weeks, this one included, that end within the period."""
        return max(0, place(Span.WEEK, self.project.period.end) - self.week)


def _project(outlook: _Outlook) -> Projection:
    paths = _paths(outlook)
    finish = np.sort((paths < outlook.project.target).sum(axis=0))  # step in which each path is there; len(paths): in none
    steps = [int(finish[math.ceil(share * PATHS) - 1]) for share in (0.5, 0.8, 0.95)]
    p50, p80, p95 = (outlook.sunday(step) if step < len(paths) else None for step in steps)
    shown = min(len(paths), max(steps[-1] + 1, outlook.weeks_in_period), FAN_WEEKS)
    return Projection(
        p50=p50,
        p80=p80,
        p95=p95,
        chance_in_period=int((finish < outlook.weeks_in_period).sum()) / PATHS,
        weeks=len(outlook.recent),
        fan=_fan(outlook, paths[:shown]),
    )


def _paths(outlook: _Outlook) -> NDArray[Any]:
    """Completed at the end of each coming week, shape (weeks, paths): until 95 % are there and the period is over."""
    random = np.random.default_rng(SEED)
    highest = outlook.completed + HORIZON_WEEKS * int(outlook.recent.max())
    recent = outlook.recent.astype(np.int16 if highest <= np.iinfo(np.int16).max else np.int32)  # small numbers go faster
    level = np.full(PATHS, outlook.completed - outlook.now, dtype=recent.dtype)
    blocks: list[NDArray[Any]] = []
    for step in range(0, HORIZON_WEEKS, BLOCK_WEEKS):
        block: NDArray[Any] = recent[random.integers(0, len(recent), (BLOCK_WEEKS, PATHS), dtype=np.uint8)]
        if step == 0:
            np.maximum(block[0], outlook.now, out=block[0])
        for week in block:  # five times as fast as cumsum along this axis
            np.add(week, level, out=week)
            level = week
        blocks.append(block)
        there = int((level >= outlook.project.target).sum())
        if there == PATHS or (there >= WANTED_SHARE * PATHS and step + BLOCK_WEEKS >= outlook.weeks_in_period):
            break
    return np.concatenate(blocks)


def _fan(outlook: _Outlook, paths: NDArray[Any]) -> Fan:
    """The 10th, 50th and 90th of 100 paths at the end of each week. Counted, not sorted: the levels are small numbers."""
    wanted = np.array([0.1, 0.5, 0.9]) * PATHS
    levels = np.empty((len(paths), 3))
    for step, week in enumerate(paths):
        lowest = week.min()
        levels[step] = lowest + np.searchsorted(np.bincount(week - lowest).cumsum(), wanted)
    low, middle, high = (tuple(column.tolist()) for column in levels.T)
    return Fan(tuple(outlook.sunday(step) for step in range(len(paths))), low, middle, high)
