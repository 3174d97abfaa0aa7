"""Nouns of a home-visit project. Frozen, no I/O: everything else in the house speaks in these.

Codes are English (`Outcome.CONVERSATION` is stored as ``conversation``); the words a user sees are in `adv.texts`.
Names of areas, themes, goals, partners and cost categories are the project's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

if TYPE_CHECKING:
    import pandas as pd

LEAST_BASE = 3  # of what is published: below this nobody is protected


class Outcome(StrEnum):
    """Outcome of one visit (one attempt at an address)."""

    CONVERSATION = "conversation"
    NOT_AT_HOME = "not_at_home"
    REFUSED = "refused"
    APPOINTMENT = "appointment"
    VACANT = "vacant"


CONVERSATIONS = (Outcome.CONVERSATION,)  # outcomes of a completed visit: people talked


def is_conversation(outcome: object) -> bool:
    """Tell whether a visit with this outcome (or none) is completed."""
    return outcome in CONVERSATIONS


class Status(StrEnum):
    """Progress of a resident's request (hulpvraag)."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    REFERRED = "referred"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


WAITS = (Status.OPEN, Status.IN_PROGRESS)  # a request that is not done yet, with whoever owns it


class TargetUnit(StrEnum):
    """Unit of the target."""

    VISITS = "visits"
    HOUSEHOLDS = "households"


class ResultIndicator(StrEnum):
    """Results for which a project may set a baseline, a target and an ambition. More is better in all of them."""

    NEIGHBOURHOOD_SCORE = "neighbourhood_score"  # mean, 1-10
    HOME_SCORE = "home_score"  # mean, 1-10
    ACTIVATED_SHARE = "activated_share"  # 0-1
    RESOLVED_SHARE = "resolved_share"  # 0-1
    HOUSEHOLDS_HELPED = "households_helped"
    ACTIVITIES = "activities"
    PARTICIPANTS = "participants"

    @property
    def is_score(self) -> bool:
        """Tell whether it is a mean of marks from 1 to 10."""
        return self in {ResultIndicator.NEIGHBOURHOOD_SCORE, ResultIndicator.HOME_SCORE}

    @property
    def is_share(self) -> bool:
        """Tell whether it lies between 0 and 1."""
        return self in {ResultIndicator.ACTIVATED_SHARE, ResultIndicator.RESOLVED_SHARE}


class TableName(StrEnum):
    """Tables that come in, by their English names."""

    VISITS = "visits"
    REQUESTS = "requests"
    EXPENSES = "expenses"
    BUDGET_LINES = "budget_lines"
    ACTIVITIES = "activities"
    ADDRESSES = "addresses"


class Period(Struct, frozen=True):
    """Days from `start` up to and not including `end`."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """Count the days in the period."""
        return (self.end - self.start).days

    @property
    def last_day(self) -> date:
        """Give the day before `end`."""
        return self.end - timedelta(days=1)

    def is_over(self, day: date) -> bool:
        """Tell whether nothing of the period is left at the end of `day`."""
        return day >= self.last_day

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end


class Area(Struct, frozen=True):
    """A part of the neighbourhood. `streets` are names as they are officially written; `is_rest` takes every other street."""

    name: str
    streets: tuple[str, ...] = ()
    is_rest: bool = False
    in_text: str = ""  # in a sentence: "de Matthijs Vermeulenstraat"; empty: as its name


class PlanPoint(Struct, frozen=True):
    """One cumulative milestone of a project's own plan: at the end of `day`, `visits` were to be completed."""

    day: date
    visits: int


class Milestone(Struct, frozen=True):
    """A day on which something happens in the neighbourhood, for the charts over time: "start renovatie"."""

    day: date
    name: str


class ResultGoal(Struct, frozen=True):
    """Goal of one result: where the project started, what it is to reach and what it hopes for, in the indicator's own unit."""

    indicator: ResultIndicator
    target: float
    baseline: float | None = None  # None: not measured
    ambition: float | None = None  # at least the target


class Decision(Struct, frozen=True):
    """Decision by which a project is subsidised (subsidiebesluit)."""

    reference: str
    day: date
    cents: int  # granted
    due: date | None = None  # last day on which the account may come in


class Project(Struct, frozen=True):
    """One neighbourhood's settings, read from its TOML file by `adv.settings`."""

    name: str  # in addresses and JSON: "de-waart"
    title: str  # on screen: "Achter de voordeur, de Waart"
    neighbourhood: str
    municipality: str
    target: int
    target_unit: TargetUnit
    budget_cents: int
    period: Period
    areas: tuple[Area, ...]
    themes: tuple[str, ...]
    goals: tuple[str, ...]
    partners: tuple[str, ...]
    cost_categories: tuple[str, ...]
    threshold: int = 5  # the base b of what the municipality gets: published numbers are its multiples
    plan: tuple[PlanPoint, ...] = ()  # empty: the target spread evenly over the period
    milestones: tuple[Milestone, ...] = ()  # by day; may lie outside the period
    results: tuple[ResultGoal, ...] = ()  # at most one for each indicator
    decision: Decision | None = None  # for the yearly account, as what follows
    income_cents: int | None = None  # other income and own contribution
    promised_activities: int | None = None
    report_template: str = ""  # a Word file beside the settings
    holidays: tuple[Period, ...] = ()  # of the schools: weeks in which visitors and residents are away

    @property
    def area_names(self) -> tuple[str, ...]:
        """Give the areas in the project's own order."""
        return tuple(area.name for area in self.areas)

    @property
    def rest_area(self) -> Area | None:
        """Give the area that takes every street no other area names, if the project has one."""
        return next((area for area in self.areas if area.is_rest), None)


# The column contracts: what each frame of a Dataset holds. Every column is always there; one without a single value was
# "not in the data" (`Dataset.has`). `file`, `sheet`, `row` say where a row came from (row as the spreadsheet numbers it, from 1).
SOURCE_COLUMNS: Mapping[str, str] = {"file": "category", "sheet": "category", "row": "int64"}

COLUMNS: Mapping[TableName, Mapping[str, str]] = {
    TableName.VISITS: {
        "visit_id": "str",
        "visited_on": "datetime64[s]",  # a day, without a time, as every column of this kind
        "household": "category",  # keyed hash of street + house number + addition; missing when the number is not known
        "street": "category",
        "area": "category",  # categories: the project's areas, all of them, in its order
        "outcome": "category",  # categories: every Outcome
        "organisations": "object",  # tuple of partner names, () when unknown
        "attempt": "Int64",
        "themes": "object",  # tuple of theme names, () when none
        "becomes_active": "boolean",
        "home_score": "Int64",  # 1-10
        "neighbourhood_score": "Int64",  # 1-10
    },
    TableName.REQUESTS: {
        "request_id": "str",
        "visit_id": "str",
        "theme": "category",  # categories: the project's themes, all of them
        "goal": "category",  # categories: the project's goals, all of them
        "status": "category",  # categories: every Status
        "owner": "category",  # an organisation; need not be a partner
        "raised_on": "datetime64[s]",  # the visit's day when the row does not say
        "closed_on": "datetime64[s]",
        "household": "category",  # the visit's
        "area": "category",  # the visit's
    },
    TableName.EXPENSES: {"booked_on": "datetime64[s]", "cents": "int64", "category": "category", "organisation": "category"},
    TableName.BUDGET_LINES: {"category": "category", "year": "Int64", "cents": "int64"},
    TableName.ACTIVITIES: {"held_on": "datetime64[s]", "kind": "category", "area": "category", "participants": "Int64"},
    TableName.ADDRESSES: {"household": "category", "street": "category", "area": "category"},
}


class Dataset(Struct, frozen=True):
    """All rows of one project, one frame per table, in the columns of `COLUMNS` and `SOURCE_COLUMNS`.

    `given` names what the data can tell about: a table (``"expenses"``) or a column (``"visits.becomes_active"``) with at
    least one value in the whole of the data. A selection (one area, one quarter) keeps it, so that "nothing in this area"
    stays different from "not in the data".
    """

    visits: pd.DataFrame
    requests: pd.DataFrame
    expenses: pd.DataFrame
    budget_lines: pd.DataFrame
    activities: pd.DataFrame
    addresses: pd.DataFrame
    given: frozenset[str] = field(default_factory=frozenset)
    known_on: date | None = None  # nothing in it is later; None: not yet looked at

    def table(self, name: TableName) -> pd.DataFrame:
        """Give the frame of one table."""
        frame: pd.DataFrame = getattr(self, name.value)
        return frame

    def has(self, what: str) -> bool:
        """Tell whether the data can tell about a table (``"expenses"``) or a column (``"requests.goal"``)."""
        return what in self.given

    def with_tables(self, **frames: pd.DataFrame) -> Dataset:
        """Give the same data with some frames replaced; `given` stays."""
        return replace(self, **frames)
