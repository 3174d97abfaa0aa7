"""Counts of visits: by area, street, organisation or attempt, by outcome, and over time."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from adv.metrics.frames import as_known_on, conversations, cross, days, exploded, used
from adv.metrics.spans import timeline
from adv.metrics.values import NotAvailable, lacking, needs
from adv.model import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import pandas as pd

    from adv.metrics.spans import Span
    from adv.model import Dataset, Period, Project


class VisitGroup(StrEnum):
    """Grouping of visits; the value is the column."""

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
        """Tell whether the groups add up to more than there is."""
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


@needs("visits")
def visits_by(dataset: Dataset, project: Project, as_of: date, group: VisitGroup) -> CoverageByGroup | NotAvailable:
    """Count visits, completed visits and households reached per group."""
    missing = lacking(dataset, f"visits.{group.value}")
    if missing:
        return missing
    visits = as_known_on(dataset, as_of).visits
    grouped = _grouped(visits, project, group)
    done = grouped[conversations(grouped)]
    reached = done.groupby(group.value, observed=False)["household"].nunique()
    return CoverageByGroup(
        group=group,
        groups=tuple(map(str, grouped[group.value].cat.categories)),
        visits=tuple(grouped[group.value].value_counts(sort=False).tolist()),
        completed=tuple(done[group.value].value_counts(sort=False).tolist()),
        households_reached=tuple(reached.tolist()) if dataset.has("visits.household") else None,
        without_group=len(visits) - grouped.index.nunique(),
        total_visits=len(visits),
        total_completed=int(conversations(visits).sum()),
    )


def _grouped(visits: pd.DataFrame, project: Project, group: VisitGroup) -> pd.DataFrame:
    """Give the visits that tell their group, once for each of their organisations."""
    column = visits[group.value]
    if group is VisitGroup.ORGANISATION:
        return exploded(visits, group.value, project.partners)
    if group is VisitGroup.STREET:  # only those that occur: a selected area would show the streets of others with zero
        column = used(column)
    if group is VisitGroup.ATTEMPT:
        column = column.where(column > 0).astype("category")
    return visits.assign(**{group.value: column})[column.notna()]


@needs("visits")
def outcome_counts(dataset: Dataset, project: Project, as_of: date) -> OutcomeCounts:
    """Count visits by outcome, in all and per area."""
    visits = as_known_on(dataset, as_of).visits
    per_area = cross(visits["area"], visits["outcome"]).tolist()
    return OutcomeCounts(
        counts=dict(zip(Outcome, visits["outcome"].value_counts(sort=False).tolist(), strict=True)),
        by_area={
            area: dict(zip(Outcome, row, strict=True)) for area, row in zip(visits["area"].cat.categories, per_area, strict=True)
        },
    )


@needs("visits")
def visits_over_time(dataset: Dataset, project: Project, as_of: date, span: Span, period: Period | None = None) -> OverTime:
    """Count visits per span from the first one to `as_of`, empty spans included; with `period`, only the spans that touch it."""
    visits = as_known_on(dataset, as_of).visits
    when = days(visits["visited_on"])
    line = timeline(span, when, as_of, period)
    return OverTime(span, line.starts, line.count(when), line.count(when[conversations(visits)]))
