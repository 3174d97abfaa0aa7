"""The nouns of an invented home-visit project: streets, doors, visits, questions and money. Nothing of it happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from adv.model import Outcome, Status


class Street(Struct, frozen=True):
    """One invented stretch of doors. `opens` is when the team starts there; `themes` weighs what people talk about."""

    name: str
    area: str
    homes: int
    postcode: str
    opens: date
    themes: Mapping[str, int]
    first_number: int = 1


class Story(Struct, frozen=True):
    """What is told about one project."""

    project: str
    seed: int
    starts: date  # the first visits
    ends: date  # the last day in the data
    pace: float  # visits in an ordinary week
    streets: tuple[Street, ...]
    goals: Mapping[str, Mapping[str, int]]  # theme -> goal -> weight
    owners: Mapping[str, Mapping[str, int]]  # theme -> organisation -> weight
    days_to_close: Mapping[str, int]  # theme -> a usual number of days
    spells: tuple[tuple[date, date, float], ...]  # from, up to and not including, share of the ordinary pace
    hourly: Mapping[str, int]  # partner -> cents of personnel per visit
    monthly: int  # cents of the coordinator's time per month
    activities: tuple[tuple[date, str, str, int], ...]
    budget_lines: tuple[tuple[str, int, int], ...]  # category, year, cents
    returns: int = 0  # conversations at the end with people one talked with at least ten months before


class Home(Struct, frozen=True):
    """One invented address."""

    street: Street
    number: int
    addition: str = ""


class Visit(Struct, frozen=True):
    """One attempt at an address."""

    number: str
    day: date
    home: Home
    outcome: Outcome
    partners: tuple[str, ...]
    attempt: int
    themes: tuple[str, ...] = ()
    becomes_active: bool | None = None
    home_score: int | None = None
    neighbourhood_score: int | None = None


class Request(Struct, frozen=True):
    """A question that came up in a conversation."""

    number: str
    visit: Visit
    theme: str
    goal: str
    status: Status
    owner: str | None
    raised: date
    closed: date | None


class Expense(Struct, frozen=True):
    """One booking."""

    day: date
    cents: int
    category: str
    partner: str
    description: str


class Course(Struct, frozen=True):
    """Everything that happened in one story."""

    story: Story
    homes: tuple[Home, ...]
    visits: tuple[Visit, ...]
    requests: tuple[Request, ...]
    expenses: tuple[Expense, ...]
