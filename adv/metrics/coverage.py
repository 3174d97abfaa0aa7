"""Coverage (bereik): how many visits and households were reached, against the target and the plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from adv.metrics.values import NotAvailable
    from adv.model import Dataset, Period, Project, TargetUnit


@dataclass(frozen=True, slots=True)
class Pace:
    """Completed per week: what is needed, and what was reached lately and over the whole run."""

    needed: float | NotAvailable
    last_8_weeks: float | NotAvailable
    whole_run: float | NotAvailable


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the target was reached. Exact: publish before showing.

    Once the target is reached, say `reached_on` instead of `lag_days`: the plan has no day for more than the target.
    """

    as_of: date
    period: Period
    target: int
    target_unit: TargetUnit
    completed: int  # what counts towards the target: visits with a conversation, or households with at least one
    visits: int  # all visits, whatever came of them
    completed_visits: int
    households_reached: int | NotAvailable
    without_household: int  # conversations at an address without a known house number: in no count of households
    planned: float  # plan at the end of as_of
    lag_days: int  # as_of - the day on which the plan reaches `completed`; negative: ahead
    reached_on: date | None  # the day on which the target was reached
    pace: Pace

    @property
    def share(self) -> float:
        """Completed / target; may exceed 1."""
        return self.completed / self.target

    @property
    def lead(self) -> float:
        """Completed - planned, in visits; negative: behind."""
        return self.completed - self.planned


@dataclass(frozen=True, slots=True)
class BurnUp:
    """Completed, cumulative, against the plan. One point per day on which something changed, and the period's ends."""

    days: tuple[date, ...]
    completed: tuple[int, ...]
    plan_days: tuple[date, ...]
    plan: tuple[float, ...]
    as_of: date
    target: int
    period: Period


def coverage(dataset: Dataset, project: Project, as_of: date) -> Coverage | NotAvailable:
    """Completed against target and plan at the end of `as_of`."""
    raise NotImplementedError


def burn_up(dataset: Dataset, project: Project, as_of: date) -> BurnUp | NotAvailable:
    """Completed day by day up to `as_of`, beside the plan over the whole period."""
    raise NotImplementedError
