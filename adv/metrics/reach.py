"""Reach: where and when people are found at home: the response per area and street, and conversations per day of the week."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from adv.metrics.chance import Standing, standings
from adv.metrics.frames import as_known_on, conversations, days, household_codes, used
from adv.metrics.households import HOUSEHOLDS, RANKS, UNKNOWN, dispositions
from adv.metrics.spans import MONDAY_BEFORE_1970
from adv.metrics.values import NotAvailable, Rate, lacking, needs
from adv.model import Outcome

if TYPE_CHECKING:
    from datetime import date

    from adv.model import Dataset, Project

DAYS_A_WEEK = 7


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


@needs(*HOUSEHOLDS)
def reach_by(dataset: Dataset, project: Project, as_of: date, group: ReachGroup) -> Reach | NotAvailable:
    """Response per area (all of the project's) or per street (those that occur)."""
    missing = lacking(dataset, f"visits.{group.value}")
    if missing:
        return missing
    visits = as_known_on(dataset, as_of).visits
    (households,), count = household_codes(visits["household"])
    ended = np.append(dispositions(visits, households, count), UNKNOWN)[households]  # code -1 takes the one appended
    column = used(visits[group.value], project.area_names if group is ReachGroup.AREA else ())
    visits = visits.assign(**{group.value: column})
    at_home = visits[ended != RANKS[Outcome.VACANT]]
    reached = visits[ended == RANKS[Outcome.CONVERSATION]]
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
    weekday = (days(visits["visited_on"]) - MONDAY_BEFORE_1970) % DAYS_A_WEEK
    tried = np.bincount(weekday, minlength=DAYS_A_WEEK).tolist()
    done = np.bincount(weekday[conversations(visits)], minlength=DAYS_A_WEEK).tolist()
    return Weekdays(tuple(Rate(a, n, "visits_on_day") for a, n in zip(done, tried, strict=True)), standings(done, tried))
