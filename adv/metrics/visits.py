"""Counts of visits: by area, street, organisation or attempt, by outcome, over time, how long until a conversation, and where people are found at home."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

import numpy as np
import pandas as pd
from msgspec import Struct
from numpy.typing import NDArray

from adv.metrics.chance import Standing, standings
from adv.metrics.frames import as_known_on, conversations, cross, days, exploded, household_codes, used, whole
from adv.metrics.households import CONVERSATION, HOUSEHOLDS, RANKS, UNKNOWN_OUTCOME, dispositions
from adv.metrics.source_rows import VISITS, Values
from adv.metrics.spans import DAYS_IN_WEEK, MONDAY_BEFORE_1970, Span, timeline
from adv.metrics.values import NotAvailable, Rate, needs
from adv.model import CONVERSATIONS, Dataset, Outcome, Period, Project, TableName


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

    @property
    def completed(self) -> int:
        """Count the conversations."""
        return sum(self.counts[outcome] for outcome in CONVERSATIONS)


class OverTime(Struct, frozen=True):
    """Visits and completed visits per week, month, quarter or year: every span from the first visit to `as_of`."""

    span: Span
    starts: tuple[date, ...]  # the first day of each span
    visits: tuple[int, ...]
    completed: tuple[int, ...]


@needs("visits", "visits.{}")
def visits_by(dataset: Dataset, project: Project, as_of: date, group: VisitGroup) -> CoverageByGroup:
    """Count visits and completed visits per group."""
    visits = as_known_on(dataset, as_of).visits
    grouped = _grouped(visits, project, group)
    done = grouped[conversations(grouped)]
    return CoverageByGroup(
        group=group,
        groups=tuple(map(str, grouped[group.value].cat.categories)),
        visits=tuple(grouped[group.value].value_counts(sort=False).tolist()),
        completed=tuple(done[group.value].value_counts(sort=False).tolist()),
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
    areas = visits["area"].cat.categories
    per_area = cross(visits["area"], visits["outcome"]).tolist()
    return OutcomeCounts(
        counts=dict(zip(Outcome, visits["outcome"].value_counts(sort=False).tolist(), strict=True)),
        by_area={area: dict(zip(Outcome, row, strict=True)) for area, row in zip(areas, per_area, strict=True)},
    )


@needs("visits")
def visits_over_time(dataset: Dataset, project: Project, as_of: date, span: Span, period: Period | None = None) -> OverTime:
    """Count visits per span from the first one to `as_of`, empty spans included; with `period`, only the spans that touch it."""
    visits = as_known_on(dataset, as_of).visits
    when = days(visits["visited_on"])
    line = timeline(span, when, as_of, period)
    return OverTime(span, line.starts, line.count(when), line.count(when[conversations(visits)]))


TALKED_WITHIN = (0, 30, 90)
NO_CONVERSATION, NO_FIRST_VISIT = -1, -2  # in the place of a number of days
NEVER = int(np.iinfo(np.int64).max)  # later than any day: there was none


class DaysToConversation(Struct, frozen=True):
    """Days per household with a conversation whose first visit is in the data. Exact: publish before showing."""

    median: float | NotAvailable
    within: Mapping[int, Rate]  # 0, 30, 90 days
    households: int
    without_first_visit: int  # households with a conversation of which the data have later attempts only, or do not say


@needs(*HOUSEHOLDS, "visits.attempt")
def days_to_conversation(dataset: Dataset, project: Project, as_of: date) -> DaysToConversation:
    """Count days from the first attempt at a household to its first conversation."""
    _, waited = _waited(as_known_on(dataset, as_of).visits)
    known = waited[waited >= 0]
    unknown = int((waited == NO_FIRST_VISIT).sum())
    return DaysToConversation(
        median=float(np.median(known)) if len(known) else NotAvailable("no_attempt" if unknown else "no_conversations"),
        within={most: Rate(int((known <= most).sum()), len(known), "conversation") for most in TALKED_WITHIN},
        households=len(known),
        without_first_visit=unknown,
    )


def _waited(visits: pd.DataFrame) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
    """Give the household of each visit, -1 when it is not known; and the days of each household, or why there are none."""
    (here,), count = household_codes(visits["household"])
    when = days(visits["visited_on"])
    known = here >= 0
    first, talked = np.full(count, NEVER), np.full(count, NEVER)
    np.minimum.at(first, here[known], when[known])
    talks = known & conversations(visits)
    np.minimum.at(talked, here[talks], when[talks])
    is_begun = np.zeros(count, dtype=bool)
    is_begun[here[known & (whole(visits["attempt"]) == 1) & (when == np.append(first, NEVER)[here])]] = True
    waited = np.where(is_begun, talked - first, NO_FIRST_VISIT)
    waited[talked == NEVER] = NO_CONVERSATION
    return here, waited


def that_counts(known: Dataset, table: TableName, as_of: date, values: Values) -> NDArray[np.bool_]:
    """Mark visits to the households that count: spoken with, and their first visit in the data."""
    here, waited = _waited(known.table(table))
    found: NDArray[np.bool_] = (np.append(waited, NO_CONVERSATION) >= 0)[here]  # -1 takes the one appended
    return found


ROWS = VISITS.that(that_counts).as_households


class ReachGroup(StrEnum):
    """Grouping of households by where they are; the value is the column."""

    AREA = "area"
    STREET = "street"  # for the coordinator only


class Reach(Struct, frozen=True):
    """Households with a conversation out of those approached that are not vacant, per area or street."""

    group: ReachGroup
    groups: tuple[str, ...]
    response: tuple[Rate, ...]
    standings: tuple[Standing, ...]  # each against all others together
    without_group: int  # households approached whose area or street is not known

    @property
    def below(self) -> tuple[str, ...]:
        """Name where fewer people are reached than elsewhere, by more than chance."""
        return tuple(name for name, how in zip(self.groups, self.standings, strict=True) if how is Standing.BELOW)

    @property
    def above(self) -> tuple[str, ...]:
        """Name where more people are reached than elsewhere, by more than chance."""
        return tuple(name for name, how in zip(self.groups, self.standings, strict=True) if how is Standing.ABOVE)


class Weekdays(Struct, frozen=True):
    """Conversations out of visits per day of the week, Monday first. The data have no times of day."""

    conversations: tuple[Rate, ...]
    standings: tuple[Standing, ...]  # each against all other days together


@needs(*HOUSEHOLDS, "visits.{}")
def reach_by(dataset: Dataset, project: Project, as_of: date, group: ReachGroup) -> Reach:
    """Response per area (all of the project's) or per street (those that occur)."""
    visits = as_known_on(dataset, as_of).visits
    (households,), count = household_codes(visits["household"])
    ended = np.append(dispositions(visits, households, count), UNKNOWN_OUTCOME)[households]  # code -1 takes the one appended
    column = used(visits[group.value], project.area_names if group is ReachGroup.AREA else ())
    visits = visits.assign(**{group.value: column})
    at_home = visits[ended != RANKS[Outcome.VACANT]]
    reached = visits[ended >= CONVERSATION]
    trials, successes = (found.groupby(group.value, observed=False)["household"].nunique().tolist() for found in (at_home, reached))
    return Reach(
        group=group,
        groups=tuple(column.cat.categories),
        response=tuple(Rate(a, n, "approached_not_vacant") for a, n in zip(successes, trials, strict=True)),
        standings=standings(successes, trials),
        without_group=at_home["household"].nunique() - at_home.loc[at_home[group.value].notna(), "household"].nunique(),
    )


@needs("visits")
def weekdays(dataset: Dataset, project: Project, as_of: date) -> Weekdays:
    """Count visits and those that became a conversation by the day of the week."""
    visits = as_known_on(dataset, as_of).visits
    weekday = (days(visits["visited_on"]) - MONDAY_BEFORE_1970) % DAYS_IN_WEEK
    tried = np.bincount(weekday, minlength=DAYS_IN_WEEK).tolist()
    done = np.bincount(weekday[conversations(visits)], minlength=DAYS_IN_WEEK).tolist()
    return Weekdays(tuple(Rate(a, n, "visits_on_day") for a, n in zip(done, tried, strict=True)), standings(done, tried))
