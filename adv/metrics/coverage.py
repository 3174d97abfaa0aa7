"""Coverage (bereik): how many visits and households were reached, against the target and the plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from adv.metrics.values import NotAvailable, Rate
    from adv.model import Outcome, Period


@dataclass(frozen=True, slots=True)
class Pace:
    """Completed per week: what is needed, and what was reached lately and over the whole run."""

    needed: float | NotAvailable
    last_8_weeks: float | NotAvailable
    whole_run: float | NotAvailable


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the target was reached. Exact: publish before showing."""

    as_of: date
    period: Period
    target: int
    completed: int  # what counts towards the target: visits with a conversation, or households with at least one
    visits: int  # all visits, whatever came of them
    completed_visits: int
    households_reached: int | NotAvailable
    planned: float  # plan at the end of as_of
    lag_days: int  # as_of - the day on which the plan reaches `completed`; negative: ahead
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


@dataclass(frozen=True, slots=True)
class CoverageByGroup:
    """Visits and completed visits per area, organisation, street or attempt, in the project's order.

    For organisations a visit by two partners counts for both: `overlaps` says that the sum exceeds the total.
    """

    groups: tuple[str, ...]
    visits: tuple[int, ...]
    completed: tuple[int, ...]
    households_reached: tuple[int, ...]
    total_completed: int

    @property
    def overlaps(self) -> bool:
        """Whether the groups add up to more than there is."""
        return sum(self.completed) > self.total_completed


@dataclass(frozen=True, slots=True)
class OutcomeCounts:
    """Visits by outcome, all outcomes, zero included; and in the same order per area."""

    counts: Mapping[Outcome, int]
    by_area: Mapping[str, Mapping[Outcome, int]]


@dataclass(frozen=True, slots=True)
class OverTime:
    """Visits and completed visits per week, month, quarter or year: every span between the first and the last."""

    starts: tuple[date, ...]  # the first day of each span
    visits: tuple[int, ...]
    completed: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ContactRates:
    """Households with contact, conversation, refusal, out of the approached ones that are not vacant (AAPOR CON, RR, REF)."""

    contact: Rate
    response: Rate
    refusal: Rate
    attempts_per_conversation: float | NotAvailable
