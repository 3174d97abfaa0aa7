"""Projection of a project: 10 000 drawn paths of its coming weeks, and what one reads from them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice
from typing import Any, ClassVar

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from adv.metrics.draws import PATHS, drawn_weeks
from adv.metrics.pace import WEEK_DAYS, Weeks, learn
from adv.metrics.spans import Season, Span, first_day, place, season_of

LEAST_WEEKS_AHEAD = 156  # three years: as far as is drawn and told, or to the end of a longer period
PACE_WEEKS = 13  # a quarter
WANTED_SHARE = 0.95
FINISH_SHARES = (0.1, 0.5, 0.8, 0.9, 0.95)
FEWEST_FOR_A_DAY = 20  # completed: with fewer a day would sound surer than it is
PERCENT = 100
WIDEST_COUNT = 1 << 16  # levels wider apart than this are sorted, not counted


class Scenario(Struct, frozen=True):
    """Changes from the first whole week after the day of the forecast on. Hashable, so that it can be the key of a cache."""

    more_per_week: int = 0  # completed visits (or households) on top of each week that is drawn
    more_percent: int = 0  # of what is drawn: an extra pair of visitors
    pause_weeks: int = 0  # weeks without anything
    pause_from: date | None = None  # the pause begins in the week of this day; None: at once

    @property
    def is_nothing(self) -> bool:
        """Tell whether it leaves everything as it is."""
        return not (self.more_per_week or self.more_percent or self.pause_weeks)

    def pause_begins(self, as_of: date) -> date:
        """Give the Monday on which the pause of a forecast made on `as_of` begins."""
        next_monday = place(Span.WEEK, as_of) + 1
        wanted = next_monday if self.pause_from is None else place(Span.WEEK, self.pause_from)
        return first_day(Span.WEEK, max(next_monday, wanted))


NO_SCENARIO = Scenario()


class Fan(Struct, frozen=True):
    """Completed so far at the end of each coming week: each line is what a share of the paths has reached by then.

    Where a line meets the target is the week by which that share of the paths is there: `Projection.p50`, `p80`, `p95`.
    """

    days: tuple[date, ...]  # Sundays
    high: tuple[float, ...]  # 10 % of the paths have at least this
    middle: tuple[float, ...]  # half of them
    likely: tuple[float, ...]  # 80 %
    low: tuple[float, ...]  # 90 %: from `low` to `high` are the middle 80 %
    sure: tuple[float, ...]  # 95 %


class Projection(Struct, frozen=True):
    """Weeks in which the target is reached, each as its Sunday. None: later than the paths go (`until`)."""

    state: ClassVar[str] = "forecast"
    p10: date | None
    p50: date | None
    p80: date | None
    p90: date | None
    p95: date | None
    chance_in_period: float  # share of the paths that reach the target in a week that ends within the period
    weeks: int  # whole past weeks that were learnt from
    per_week: float  # completed a week, on average of all paths, in the coming quarter
    fan: Fan
    until: date  # the last Sunday of the paths: three years on, or the end of a longer period
    seasons: tuple[Season | None, Season | None] | None = None  # of `p10` and `p90`, when too few were completed to name a day


class Outlook(Struct, frozen=True):
    """Point from which the paths start. Hashable, so that it can be the key of a cache."""

    past: Weeks
    off: tuple[int, ...]  # kind of each coming week, an `Off`, the week that is not over first
    week: int  # the number of that week
    completed: int
    target: int
    weeks_in_period: int  # coming weeks, the first one included, that end within the period
    scenario: Scenario = NO_SCENARIO

    def sunday(self, step: int) -> date:
        """Give the last day of a coming week, the first one being 0."""
        return first_day(Span.WEEK, self.week + step) + timedelta(days=6)

    @property
    def rest(self) -> float | None:
        """Give the share that is left of a first week that has begun; None when it has not."""
        return 1 - self.past.days / WEEK_DAYS if self.past.days else None

    @property
    def scale(self) -> int:
        """Give into how many parts a visit is divided: levels are whole numbers of these, so that percents are exact."""
        return PERCENT if self.scenario.more_percent else 1

    @property
    def pause(self) -> range:
        """Give the steps of the pause."""
        first = int(self.rest is not None)
        if self.scenario.pause_from is not None:
            first = max(first, place(Span.WEEK, self.scenario.pause_from) - self.week)
        return range(first, first + self.scenario.pause_weeks)


@lru_cache(maxsize=64)
def project_paths(outlook: Outlook) -> Projection:
    """Draw the paths until 95 % have reached the target and the period is over, and read weeks, chance and fan from them."""
    finish = np.zeros(
        PATHS, dtype=np.int64
    )  # the step in which each path reaches the target; the number of steps drawn: it does not
    lines: list[NDArray[Any]] = []
    target = outlook.target * outlook.scale
    ahead = 0.0
    for step, level in enumerate(walked(outlook)):
        behind = level < target
        finish += behind
        lines.append(ranked(level, _places(PATHS - round(share * PATHS) for share in FINISH_SHARES)))
        if step < PACE_WEEKS:
            ahead = float(level.mean()) / outlook.scale - outlook.completed
        if step + 1 >= max(outlook.weeks_in_period, PACE_WEEKS) and PATHS - int(behind.sum()) >= WANTED_SHARE * PATHS:
            break
    steps = ranked(finish, _places(math.ceil(share * PATHS) - 1 for share in FINISH_SHARES)).tolist()
    p10, p50, p80, p90, p95 = (outlook.sunday(step) if step < len(lines) else None for step in steps)
    shown = min(max(steps[-1] + 1, outlook.weeks_in_period), LEAST_WEEKS_AHEAD, len(lines))
    levels = np.array(lines[:shown]) / outlook.scale
    early, late = (None if day is None else season_of(day) for day in (p10, p90))
    return Projection(
        p10=p10,
        p50=p50,
        p80=p80,
        p90=p90,
        p95=p95,
        chance_in_period=int((finish < outlook.weeks_in_period).sum()) / PATHS,
        weeks=len(outlook.past.counts),
        per_week=ahead / (min(PACE_WEEKS, len(lines)) - outlook.past.days / WEEK_DAYS),
        fan=Fan(tuple(map(outlook.sunday, range(shown))), *(tuple(column.tolist()) for column in levels.T)),
        until=outlook.sunday(len(outlook.off) - 1),
        seasons=(early, late) if outlook.completed < FEWEST_FOR_A_DAY else None,
    )


def walked(outlook: Outlook) -> Iterator[NDArray[np.int64]]:
    """Give completed × scale at the end of each coming week, shape (paths,), as far as `outlook.off` goes."""
    scale = np.int64(outlook.scale)
    pause = outlook.pause
    more = outlook.scenario.more_per_week
    changed = scale + outlook.scenario.more_percent
    level = np.full(PATHS, outlook.completed * scale)
    for step, drawn in enumerate(drawn_weeks(learn(outlook.past), outlook.off, outlook.rest)):
        if step == 0 and outlook.rest is not None:  # a scenario begins with the first whole week
            level = level + drawn * scale
        elif step not in pause:
            level = level + (drawn * changed + more * scale)
        yield level


def _places(found: Iterable[int]) -> NDArray[np.int64]:
    return np.array(list(found))


def ranked(values: NDArray[np.int64], places: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give the values at these places of the sorted ones. Counted rather than sorted: they are mostly small numbers."""
    lowest, highest = int(values.min()), int(values.max())
    if highest - lowest > WIDEST_COUNT:
        sorted_there: NDArray[np.int64] = np.partition(values, places)[places]
        return sorted_there
    below = np.bincount(values - lowest).cumsum()
    return lowest + np.searchsorted(below, places, side="right")


@lru_cache(maxsize=256)
def band_after(outlook: Outlook, weeks: int) -> tuple[float, ...]:
    """Give what 90, 50 and 10 % of the paths have at least at the end of so many coming weeks, at most the target: the 80 % band."""
    last = next(islice(walked(outlook), weeks - 1, None))
    places = _places(PATHS - round(share * PATHS) for share in (0.9, 0.5, 0.1))
    return tuple(min(float(level) / outlook.scale, float(outlook.target)) for level in ranked(last, places))
