"""Paths into the future: past weeks drawn at random, again and again, and what one reads from 10 000 of them."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from msgspec import Struct

from adv.metrics.spans import Span, first_day, place

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from adv.model import Project

SEED = 160  # any number, always the same one: the same data give the same forecast
PATHS = 10_000
HORIZON_WEEKS = 520  # ten years
BLOCK_WEEKS = 52
FAN_WEEKS = 156
WANTED_SHARE = 0.95
FINISH_SHARES = (0.1, 0.5, 0.8, 0.9, 0.95)
PERCENT = 100
WIDEST_COUNT = 1 << 16  # levels wider apart than this are sorted, not counted


class Scenario(Struct, frozen=True):
    """What if: from the first whole week after the day of the forecast on. Hashable, so that it can be the key of a cache."""

    more_per_week: int = 0  # completed visits (or households) on top of each week that is drawn
    more_percent: int = 0  # of what is drawn: an extra pair of visitors
    pause_weeks: int = 0  # weeks without anything
    pause_from: date | None = None  # the pause begins in the week of this day; None: at once

    @property
    def is_nothing(self) -> bool:
        """Whether it leaves everything as it is."""
        return not (self.more_per_week or self.more_percent or self.pause_weeks)

    def pause_begins(self, as_of: date) -> date:
        """The Monday on which the pause of a forecast made on `as_of` begins."""
        next_monday = place(Span.WEEK, as_of) + 1
        wanted = next_monday if self.pause_from is None else place(Span.WEEK, self.pause_from)
        return first_day(Span.WEEK, max(next_monday, wanted))


NOTHING = Scenario()


class Fan(Struct, frozen=True):
    """Completed, cumulative, at the end of each coming week: what so many of the paths have reached by then.

    Where a line meets the target is the week by which that share of the paths is there: `Projection.p50`, `p80`, `p95`.
    """

    days: tuple[date, ...]  # Sundays
    high: tuple[float, ...]  # 10 % of the paths have at least this
    middle: tuple[float, ...]  # half of them
    likely: tuple[float, ...]  # 80 %
    low: tuple[float, ...]  # 90 %: from `low` to `high` are the middle 80 %
    sure: tuple[float, ...]  # 95 %


class Projection(Struct, frozen=True):
    """The week in which the target is reached, as its Sunday. None: later than the paths go (ten years)."""

    state: ClassVar[str] = "forecast"
    p10: date | None
    p50: date | None
    p80: date | None
    p90: date | None
    p95: date | None
    chance_in_period: float  # share of the paths that reach the target in a week that ends within the period
    weeks: int  # whole past weeks that were drawn from, at most 26
    per_week: float  # completed in each of them, on average
    fan: Fan


class Outlook(Struct, frozen=True):
    """What the paths start from."""

    recent: NDArray[np.int64]  # completed in each of the weeks that are drawn from
    completed: int
    now: int  # completed in the week that is not over
    week: int  # the number of that week
    has_begun: bool  # whether a day of that week has passed; it then is no whole week any more
    project: Project
    scenario: Scenario = NOTHING

    def sunday(self, step: int) -> date:
        """The last day of a coming week, the first one being 0."""
        return first_day(Span.WEEK, self.week + step) + timedelta(days=6)

    @property
    def weeks_in_period(self) -> int:
        """Coming weeks, the first one included, that end within the period."""
        return max(0, place(Span.WEEK, self.project.period.end) - self.week)

    @property
    def scale(self) -> int:
        """Levels are whole numbers of 1 / scale, so that percents are exact."""
        return PERCENT if self.scenario.more_percent else 1

    @property
    def pause(self) -> tuple[int, int]:
        """The steps of the pause: from, up to and not including."""
        first = int(self.has_begun)
        if self.scenario.pause_from is not None:
            first = max(first, place(Span.WEEK, self.scenario.pause_from) - self.week)
        return first, first + self.scenario.pause_weeks


def project_paths(outlook: Outlook) -> Projection:
    """Draw the paths, and read the weeks, the chance and the fan from them."""
    paths = draw_paths(outlook)
    finish = np.sort((paths < outlook.project.target * outlook.scale).sum(axis=0))  # step of each path; len(paths): none
    steps = [int(finish[math.ceil(share * PATHS) - 1]) for share in FINISH_SHARES]
    p10, p50, p80, p90, p95 = (outlook.sunday(step) if step < len(paths) else None for step in steps)
    shown = min(len(paths), max(steps[-1] + 1, outlook.weeks_in_period), FAN_WEEKS)
    return Projection(
        p10=p10,
        p50=p50,
        p80=p80,
        p90=p90,
        p95=p95,
        chance_in_period=int((finish < outlook.weeks_in_period).sum()) / PATHS,
        weeks=len(outlook.recent),
        per_week=float(outlook.recent.mean()),
        fan=fan_of(outlook, paths[:shown]),
    )


def draw_paths(outlook: Outlook, weeks: int | None = None) -> NDArray[Any]:
    """Completed × scale at the end of each coming week, shape (weeks, paths).

    So many weeks as asked; when not asked until 95 % of the paths are there and the period is over, ten years at most.
    """
    own, changed = _levels(outlook)
    random = np.random.default_rng(SEED)
    level = np.full(PATHS, (outlook.completed - outlook.now) * outlook.scale, dtype=own.dtype)
    blocks: list[NDArray[Any]] = []
    for step in range(0, weeks or HORIZON_WEEKS, BLOCK_WEEKS):
        size = min(BLOCK_WEEKS, (weeks or HORIZON_WEEKS) - step)
        draws = random.integers(0, len(own), (size, PATHS), dtype=np.uint8)
        block: NDArray[Any] = changed[draws]
        if step == 0 and outlook.has_begun:
            block[0] = np.maximum(own[draws[0]], outlook.now * outlook.scale)
        first, last = (max(0, edge - step) for edge in outlook.pause)
        block[first:last] = 0
        for week in block:  # five times as fast as cumsum along this axis
            np.add(week, level, out=week)
            level = week
        blocks.append(block)
        there = int((level >= outlook.project.target * outlook.scale).sum())
        if not weeks and (there == PATHS or (there >= WANTED_SHARE * PATHS and step + size >= outlook.weeks_in_period)):
            break
    return np.concatenate(blocks)


def _levels(outlook: Outlook) -> tuple[NDArray[Any], NDArray[Any]]:
    """What each of the weeks drawn from brings, as it was and in the scenario. In small numbers where they fit: these go faster."""
    scale, scenario = outlook.scale, outlook.scenario
    changed = outlook.recent * (scale + scenario.more_percent) + scenario.more_per_week * scale
    highest = outlook.completed * scale + HORIZON_WEEKS * int(changed.max(initial=0))
    small = next((kind for kind in (np.int16, np.int32) if highest <= np.iinfo(kind).max), np.int64)
    return (outlook.recent * scale).astype(small), changed.astype(small)


def fan_of(outlook: Outlook, paths: NDArray[Any]) -> Fan:
    """What 10, 50, 80, 90 and 95 % of the paths have reached at the end of each week."""
    wanted = np.array([PATHS - round(share * PATHS) for share in FINISH_SHARES])  # so many paths have less
    levels = np.empty((len(paths), len(wanted)))
    for step, week in enumerate(paths):
        levels[step] = _ranked(week, wanted)
    high, middle, likely, low, sure = (tuple(column.tolist()) for column in (levels / outlook.scale).T)
    return Fan(tuple(outlook.sunday(step) for step in range(len(paths))), high, middle, likely, low, sure)


def _ranked(week: NDArray[Any], places: NDArray[np.int64]) -> NDArray[Any]:
    """The values at these places of the sorted ones. Counted rather than sorted: the levels are small numbers."""
    lowest, highest = int(week.min()), int(week.max())
    if highest - lowest > WIDEST_COUNT:
        sorted_there: NDArray[Any] = np.partition(week, places)[places]
        return sorted_there
    below = np.bincount(week - week.dtype.type(lowest)).cumsum()
    return lowest + np.searchsorted(below, places, side="right")


class Band(Struct, frozen=True):
    """Completed after so many weeks: the middle 80 % of the paths, and half of them."""

    low: float  # 90 % of the paths have at least this
    middle: float
    high: float  # 10 % have at least this


def band_after(outlook: Outlook, weeks: int) -> Band:
    """The 80 % band of what is completed at the end of so many coming weeks, at most the target."""
    last = draw_paths(outlook, weeks)[-1]
    places = np.array([PATHS - round(share * PATHS) for share in (0.9, 0.5, 0.1)])
    levels = np.minimum(_ranked(last, places) / outlook.scale, outlook.project.target)
    low, middle, high = (float(level) for level in levels)
    return Band(low, middle, high)
