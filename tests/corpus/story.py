"""A project that never was, told by a seed: visits, questions and bookings, without any form yet."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct, field

if TYPE_CHECKING:
    from random import Random

AREAS = {
    "Waartplein": "Waartplein",
    "Matthijs Vermeulenstraat": "Matthijs Vermeulenstraat",
    "Sonatelaan": "de Waart",
    "Cantatestraat": "de Waart",
}
PARTNERS = ("LEVgroep", "Woonpartners", "Politie")
THEMES = ("wonen", "zorg en welzijn", "werken")
GOALS = ("meedoen", "rondkomen", "vooruitkomen")
CATEGORIES = ("Personeel", "Activiteiten", "Materiaal", "Overig")
OUTCOMES = {"conversation": 0.55, "not_at_home": 0.25, "refused": 0.1, "appointment": 0.06, "vacant": 0.04}
STATUSES = {"open": 0.25, "in_progress": 0.2, "referred": 0.15, "closed": 0.3, "withdrawn": 0.1}
FIRST_DAY, DAYS = date(2018, 3, 1), 1000
AGAIN = 0.15  # share of visits at a door where nobody spoke before


class Visit(Struct):
    """One attempt at a door."""

    number: str
    day: date
    street: str
    door: int
    outcome: str
    partners: tuple[str, ...]
    attempt: int
    themes: tuple[str, ...] = ()
    active: bool | None = None
    score: int | None = None

    @property
    def area(self) -> str:
        """Where it is."""
        return AREAS[self.street]


class Request(Struct):
    """One question of a resident."""

    number: str
    visit: Visit
    theme: str
    goal: str
    status: str
    owner: str
    raised: date
    closed: date | None


class Expense(Struct):
    """One booking."""

    day: date
    cents: int
    category: str
    partner: str


class Story(Struct):
    """All of it."""

    visits: list[Visit] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    expenses: list[Expense] = field(default_factory=list)


def tell(chance: Random) -> Story:
    """One story, in the order of the days."""
    days = sorted(FIRST_DAY + timedelta(days=chance.randrange(DAYS)) for _ in range(chance.randrange(30, 60)))
    story = Story()
    for number, day in enumerate(days, 1):
        story.visits.append(_visit(chance, f"{number:03}", day, number, story.visits))
    for visit in story.visits:
        if visit.outcome == "conversation":
            for _ in range(chance.choice([0, 1, 1, 2])):
                story.requests.append(_request(chance, f"{len(story.requests) + 1:03}", visit))
    for _ in range(chance.randrange(12, 30)):
        cents = chance.choice([1, 1, 1, 1, 1, -1]) * chance.choice(
            [chance.randrange(500, 300_000), chance.randrange(5, 3000) * 100]
        )
        day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
        story.expenses.append(Expense(day, cents, chance.choice(CATEGORIES), chance.choice(PARTNERS)))
    story.expenses.sort(key=lambda booking: booking.day)
    return story


def _visit(chance: Random, number: str, day: date, door: int, before: list[Visit]) -> Visit:
    outcome = chance.choices([*OUTCOMES], [*OUTCOMES.values()])[0]
    who = tuple(chance.sample(PARTNERS, chance.choice([1, 1, 2])))
    missed = [visit for visit in before if visit.outcome != "conversation" and visit.day < day]
    if missed and chance.random() < AGAIN:
        last = chance.choice(missed)
        visit = Visit(number, day, last.street, last.door, outcome, who, last.attempt + 1)
    else:
        visit = Visit(number, day, chance.choice([*AREAS]), door, outcome, who, 1)
    if outcome == "conversation":
        visit.themes = tuple(chance.sample(THEMES, chance.choice([1, 1, 2, 3])))
        visit.active = chance.random() < 0.3
        visit.score = chance.randrange(4, 10)
    return visit


def _request(chance: Random, number: str, visit: Visit) -> Request:
    status = chance.choices([*STATUSES], [*STATUSES.values()])[0]
    closed = visit.day + timedelta(days=chance.randrange(3, 90)) if status in {"closed", "withdrawn"} else None
    return Request(number, visit, chance.choice(THEMES), chance.choice(GOALS), status, chance.choice(PARTNERS), visit.day, closed)
