"""Results that the settings name: where the project began and stands, what it is to reach and what it hopes for."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from adv.metrics.households import activation
from adv.metrics.liveability import Mark, liveability
from adv.metrics.outcomes import activities, goal_outcomes
from adv.metrics.values import NotAvailable, then
from adv.model import ResultIndicator

if TYPE_CHECKING:
    from datetime import date

    from adv.model import Dataset, Project, ResultGoal


class Standing(StrEnum):
    """Standing of what was realised against the target."""

    REACHED = "reached"
    NOT_REACHED = "not_reached"
    TOO_CLOSE = "too_close"  # the margin of a mean mark holds the target, or there is no margin
    UNKNOWN = "unknown"


class Realised(Struct, frozen=True):
    """Realised value, in the indicator's unit. Marks are those of the last year that has any, with their margin."""

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
        """Compare with the target. A mean of marks is above or below the target only when its margin is."""
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
    """Give every result that the project's settings name, in their order."""
    if not project.results:
        return NotAvailable("no_results")
    return tuple(Result(goal, _realised(dataset, project, as_of, goal.indicator)) for goal in project.results)


def _realised(dataset: Dataset, project: Project, as_of: date, indicator: ResultIndicator) -> Realised | NotAvailable:
    if indicator.is_score:
        latest = then(liveability(dataset, project, as_of, Mark(indicator.value)), lambda given: given.latest)
        return then(latest, lambda last: Realised(last[1].mean, last[1].interval, last[0], last[1].count))
    if indicator in {ResultIndicator.ACTIVITIES, ResultIndicator.PARTICIPANTS}:
        held = activities(dataset, project, as_of)
        count = then(held, lambda held: held.total if indicator is ResultIndicator.ACTIVITIES else held.participants)
        return then(count, lambda count: Realised(float(count)))
    if indicator is ResultIndicator.HOUSEHOLDS_HELPED:
        helped = then(goal_outcomes(dataset, project, as_of), lambda outcomes: outcomes.every.households_helped)
        return then(helped, lambda count: Realised(float(count)))
    if indicator is ResultIndicator.ACTIVATED_SHARE:
        rate = activation(dataset, project, as_of)
    else:
        rate = then(goal_outcomes(dataset, project, as_of), lambda outcomes: outcomes.every.resolved)
    return then(rate, lambda rate: then(rate.share, lambda share: Realised(share, of=rate.denominator)))
