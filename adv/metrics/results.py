"""Where the project began, what it is to reach, where it stands, and what it hopes for: per result that its settings name."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from adv.metrics.activities import activities
from adv.metrics.households import activation
from adv.metrics.liveability import Mark, liveability
from adv.metrics.outcomes import goal_outcomes
from adv.metrics.values import NotAvailable, Rate
from adv.model import ResultIndicator

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from adv.model import Dataset, Project, ResultGoal

T = TypeVar("T")


class Standing(StrEnum):
    """How what was realised compares with the target."""

    REACHED = "reached"
    NOT_REACHED = "not_reached"
    TOO_CLOSE = "too_close"  # the margin of a mean mark holds the target, or there is no margin
    UNKNOWN = "unknown"


class Realised(Struct, frozen=True):
    """What was reached, in the indicator's unit. Marks are those of the last year that has any, with their margin."""

    value: float
    interval: tuple[float, float] | NotAvailable | None = None  # None: counted, not a sample
    year: int | None = None
    of: int | None = None  # the denominator of a share, the number of marks


class Result(Struct, frozen=True):
    """One goal of the project and what came of it."""

    goal: ResultGoal
    realised: Realised | NotAvailable

    @property
    def standing(self) -> Standing:
        """A mean of marks is above or below the target only when its margin is."""
        if isinstance(self.realised, NotAvailable):
            return Standing.UNKNOWN
        low = high = self.realised.value
        if isinstance(self.realised.interval, NotAvailable):
            return Standing.TOO_CLOSE
        if self.realised.interval is not None:
            low, high = self.realised.interval
        if low >= self.goal.target:
            return Standing.REACHED
        return Standing.NOT_REACHED if high < self.goal.target else Standing.TOO_CLOSE


def results(dataset: Dataset, project: Project, as_of: date) -> tuple[Result, ...] | NotAvailable:
    """Every result that the project's settings name, in their order."""
    if not project.results:
        return NotAvailable("no_results")
    return tuple(Result(goal, _realised(dataset, project, as_of, goal.indicator)) for goal in project.results)


def _realised(dataset: Dataset, project: Project, as_of: date, indicator: ResultIndicator) -> Realised | NotAvailable:
    if indicator.is_score:
        return _mark(dataset, project, as_of, Mark(indicator.value))
    if indicator is ResultIndicator.ACTIVATED_SHARE:
        return _share(activation(dataset, project, as_of))
    if indicator in {ResultIndicator.ACTIVITIES, ResultIndicator.PARTICIPANTS}:
        held = activities(dataset, project, as_of)
        return _count(held, lambda held: held.total if indicator is ResultIndicator.ACTIVITIES else held.participants)
    followed = goal_outcomes(dataset, project, as_of)
    if indicator is ResultIndicator.RESOLVED_SHARE:
        return _share(followed if isinstance(followed, NotAvailable) else followed.every.resolved)
    return _count(followed, lambda followed: followed.every.households_helped)


def _mark(dataset: Dataset, project: Project, as_of: date, mark: Mark) -> Realised | NotAvailable:
    given = liveability(dataset, project, as_of, mark)
    latest = given if isinstance(given, NotAvailable) else given.latest
    if isinstance(latest, NotAvailable):
        return latest
    year, mean = latest
    return Realised(mean.mean, mean.interval, year, mean.count)


def _share(rate: Rate | NotAvailable) -> Realised | NotAvailable:
    if isinstance(rate, NotAvailable):
        return rate
    share = rate.share
    return share if isinstance(share, NotAvailable) else Realised(share, of=rate.denominator)


def _count(found: T | NotAvailable, number: Callable[[T], int | NotAvailable]) -> Realised | NotAvailable:
    if isinstance(found, NotAvailable):
        return found
    count = number(found)
    return count if isinstance(count, NotAvailable) else Realised(float(count))
