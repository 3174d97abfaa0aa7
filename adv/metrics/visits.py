"""Visits counted: by area, street, organisation or attempt, by outcome, and over time."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from adv.metrics.spans import Span
    from adv.metrics.values import NotAvailable
    from adv.model import Dataset, Outcome, Period, Project


class VisitGroup(StrEnum):
    """What visits are counted by; the value is the column."""

    AREA = "area"
    STREET = "street"  # for the coordinator only
    ORGANISATION = "organisations"
    ATTEMPT = "attempt"


@dataclass(frozen=True, slots=True)
class CoverageByGroup:
    """Visits and completed visits per area, organisation, street or attempt, in the project's order.

    For organisations a visit by two partners counts for both: `overlaps` says that the sum exceeds the total.
    """

    group: VisitGroup
    groups: tuple[str, ...]
    visits: tuple[int, ...]
    completed: tuple[int, ...]
    households_reached: tuple[int, ...]  # all zero when the data have no households: see Coverage
    without_group: int  # visits that do not say
    total_visits: int
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
    """Visits and completed visits per week, month, quarter or year: every span from the first visit to `as_of`."""

    span: Span
    starts: tuple[date, ...]  # the first day of each span
    visits: tuple[int, ...]
    completed: tuple[int, ...]


def visits_by(dataset: Dataset, project: Project, as_of: date, group: VisitGroup) -> CoverageByGroup | NotAvailable:
    """Visits, completed visits and households reached per group."""
    raise NotImplementedError


def outcome_counts(dataset: Dataset, project: Project, as_of: date) -> OutcomeCounts | NotAvailable:
    """Visits by outcome, in all and per area."""
    raise NotImplementedError


def visits_over_time(
    dataset: Dataset, project: Project, as_of: date, span: Span, period: Period | None = None
) -> OverTime | NotAvailable:
    """Visits per span from the first one to `as_of`, empty spans included; with `period`, only the spans that touch it."""
    raise NotImplementedError
