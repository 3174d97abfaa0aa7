"""Forecast (prognose): when the target will be reached, if the coming weeks are like the past ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, TypeAlias

if TYPE_CHECKING:
    from datetime import date

    from adv.metrics.values import NotAvailable
    from adv.model import Dataset, Project


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
    """Resample the last 26 whole ISO weeks, empty ones included, along 10 000 seeded paths."""
    raise NotImplementedError
