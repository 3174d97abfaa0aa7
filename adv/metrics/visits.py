"""Visits counted: by area, street, organisation or attempt, by outcome, and over time."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from adv.metrics.frames import Members, as_known_on, conversations, days, holds, household_codes, members, whole
from adv.metrics.spans import timeline
from adv.metrics.values import NotAvailable
from adv.model import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import pandas as pd
    from numpy.typing import NDArray

    from adv.metrics.spans import Span
    from adv.model import Dataset, Period, Project


class VisitGroup(StrEnum):
    """What visits are counted by; the value is the column."""

    AREA = "area"
    STREET = "street"  # for the coordinator only
    ORGANISATION = "organisations"
    ATTEMPT = "attempt"


class CoverageByGroup(Struct, frozen=True):
    """Visits and completed visits per area, organisation, street or attempt, in the project's order.

    For organisations a visit by two partners counts for both: `overlaps` says that the sum exceeds the total.
    """

    group: VisitGroup
    groups: tuple[str, ...]
    visits: tuple[int, ...]
    completed: tuple[int, ...]
    households_reached: tuple[int, ...] | None  # None when the data have no households
    without_group: int  # visits that do not say
    total_visits: int
    total_completed: int

    @property
    def overlaps(self) -> bool:
        """Whether the groups add up to more than there is."""
        return sum(self.completed) > self.total_completed


class OutcomeCounts(Struct, frozen=True):
    """Visits by outcome, all outcomes, zero included; and in the same order per area."""

    counts: Mapping[Outcome, int]
    by_area: Mapping[str, Mapping[Outcome, int]]


class OverTime(Struct, frozen=True):
    """Visits and completed visits per week, month, quarter or year: every span from the first visit to `as_of`."""

    span: Span
    starts: tuple[date, ...]  # the first day of each span
    visits: tuple[int, ...]
    completed: tuple[int, ...]


def visits_by(dataset: Dataset, project: Project, as_of: date, group: VisitGroup) -> CoverageByGroup | NotAvailable:
    """Visits, completed visits and households reached per group."""
    if not dataset.has("visits"):
        return NotAvailable("no_visits")
    if not dataset.has(f"visits.{group.value}"):
        return NotAvailable(f"no_{group.value}")
    visits = as_known_on(dataset, as_of).visits
    groups = _members(visits, project, group)
    done = conversations(visits)
    reached = groups.distinct(household_codes(visits["household"])[0][0], done)
    return CoverageByGroup(
        group=group,
        groups=groups.names,
        visits=tuple(groups.count().tolist()),
        completed=tuple(groups.count(done).tolist()),
        households_reached=tuple(reached.tolist()) if dataset.has("visits.household") else None,
        without_group=groups.without,
        total_visits=len(visits),
        total_completed=int(done.sum()),
    )


def _members(visits: pd.DataFrame, project: Project, group: VisitGroup) -> Members:
    if group is VisitGroup.STREET:  # only those that occur: a selected area would show the streets of others with zero
        return members(visits["street"], only_used=True)
    if group is VisitGroup.ATTEMPT:
        return _attempts(whole(visits["attempt"]))
    return members(visits[group.value], project.partners if group is VisitGroup.ORGANISATION else project.area_names)


def _attempts(numbers: NDArray[np.int64]) -> Members:
    found = np.unique(numbers[numbers > 0])
    rows = np.flatnonzero(numbers > 0)
    return Members(tuple(str(attempt) for attempt in found), rows, np.searchsorted(found, numbers[rows]), len(numbers) - len(rows))


def outcome_counts(dataset: Dataset, project: Project, as_of: date) -> OutcomeCounts | NotAvailable:
    """Visits by outcome, in all and per area."""
    if not dataset.has("visits"):
        return NotAvailable("no_visits")
    visits = as_known_on(dataset, as_of).visits
    areas = members(visits["area"], project.area_names)
    per_outcome = {outcome: holds(visits["outcome"], (outcome.value,)) for outcome in Outcome}
    per_area = {outcome: areas.count(rows).tolist() for outcome, rows in per_outcome.items()}
    return OutcomeCounts(
        counts={outcome: int(rows.sum()) for outcome, rows in per_outcome.items()},
        by_area={area: {outcome: per_area[outcome][number] for outcome in Outcome} for number, area in enumerate(areas.names)},
    )


def visits_over_time(
    dataset: Dataset,
    project: Project,  # noqa: ARG001 - one signature for all
    as_of: date,
    span: Span,
    period: Period | None = None,
) -> OverTime | NotAvailable:
    """Visits per span from the first one to `as_of`, empty spans included; with `period`, only the spans that touch it."""
    if not dataset.has("visits"):
        return NotAvailable("no_visits")
    visits = as_known_on(dataset, as_of).visits
    when = days(visits["visited_on"])
    line = timeline(span, when, as_of, period)
    return OverTime(span, line.starts, line.count(when), line.count(when[conversations(visits)]))
