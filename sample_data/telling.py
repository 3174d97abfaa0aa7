"""Tells a story: walks through a project week by week, as a core team does, with seeded chance.

People who were not at home are tried again, appointments are kept (mostly), the rest of the week goes to new doors.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from msgspec import Struct, field

from adv.model import Outcome, Status
from sample_data.dice import Dice
from sample_data.returns import returns
from sample_data.story import Course, Expense, Home, Request, Story, Street, Visit

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_ATTEMPTS = 3
RETURN_CHANCE = 11  # in a hundred: a second conversation, a year later
SPREAD_DAYS = 300  # how long a street stays in hand
ANSWERS = {  # how a visit ends, in hundredths, by what went before
    "first": {Outcome.CONVERSATION: 45, Outcome.NOT_AT_HOME: 33, Outcome.REFUSED: 9, Outcome.APPOINTMENT: 9, Outcome.VACANT: 4},
    "again": {Outcome.CONVERSATION: 46, Outcome.NOT_AT_HOME: 38, Outcome.REFUSED: 10, Outcome.APPOINTMENT: 6},
    "agreed": {Outcome.CONVERSATION: 86, Outcome.NOT_AT_HOME: 11, Outcome.REFUSED: 3},
}
WAIT_DAYS = {Outcome.NOT_AT_HOME: (12, 45), Outcome.APPOINTMENT: (4, 16)}  # until the next attempt
CHRISTMAS_WEEKS = (52, 53, 1)
SUMMER_WEEKS = range(28, 35)
AUTUMN_WEEKS = range(37, 48)


class _Team(Struct):
    """The core team at work: which doors are still closed, and which are to be tried again and when."""

    story: Story
    dice: Dice
    new: list[Home]
    again: list[tuple[date, Home, int, str]] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)

    def week(self, monday: date) -> None:
        """Make the visits of one week."""
        wanted = self.story.pace * _season(self.story, monday) * (0.4 + 1.2 * self.dice.random.random())
        count = int(wanted + self.dice.random.random())
        days = sorted(monday + timedelta(days=self.dice.one_of({0: 3, 1: 6, 2: 5, 3: 6, 4: 2, 5: 1})) for _ in range(count))
        for day in days:
            if day <= self.story.ends:
                self._ring(day)

    def _ring(self, day: date) -> None:
        due = sorted(
            (when, home.street.name, home.number, home, attempt, kind) for when, home, attempt, kind in self.again if when <= day
        )
        if due and (due[0][5] == "agreed" or self.dice.chance(70)):
            when, _, _, home, attempt, kind = due[0]
            self.again.remove((when, home, attempt, kind))
        else:
            open_doors = [home for home in self.new if home.street.opens <= day]
            if not open_doors:
                return
            home, attempt, kind = open_doors[0], 1, "first"
            self.new.remove(home)
        self._visit(day, home, attempt, self.dice.one_of(ANSWERS[kind]))

    def _visit(self, day: date, home: Home, attempt: int, outcome: Outcome) -> None:
        number = f"B{len(self.visits) + 1:04}"
        partners = self._partners(home)
        if outcome is Outcome.CONVERSATION:
            self.visits.append(self._conversation(number, day, home, partners, attempt))
            if attempt == 1 and self.dice.chance(RETURN_CHANCE):
                self.again.append((day + timedelta(days=self.dice.between(330, 420)), home, 2, "agreed"))
        else:
            self.visits.append(Visit(number, day, home, outcome, partners, attempt))
        if outcome in WAIT_DAYS and attempt < MOST_ATTEMPTS:
            when = day + timedelta(days=self.dice.between(*WAIT_DAYS[outcome]))
            self.again.append((when, home, attempt + 1, "agreed" if outcome is Outcome.APPOINTMENT else "again"))

    def _partners(self, home: Home) -> tuple[str, ...]:
        police = 16 if home.street.area == "Waartplein" else 7
        pairs = {("LEVgroep",): 40, ("LEVgroep", "Woonpartners"): 30, ("Woonpartners",): 18, ("LEVgroep", "Politie"): police}
        return self.dice.one_of(pairs)

    def _conversation(self, number: str, day: date, home: Home, partners: tuple[str, ...], attempt: int) -> Visit:
        dice, years = self.dice, (day - self.story.starts).days / 365
        themes = [theme for theme, weight in home.street.themes.items() if dice.chance(weight)]
        scored = dice.chance(84)
        return Visit(
            number,
            day,
            home,
            Outcome.CONVERSATION,
            partners,
            attempt,
            tuple(themes) or (dice.one_of(home.street.themes),),
            dice.chance(14 + 7 * years),
            _score(dice, 6.2 - home.street.themes.get("wonen", 50) / 100 + 0.4 * years) if scored else None,
            _score(dice, 6.0 + 0.35 * years) if scored else None,
        )


def _season(story: Story, monday: date) -> float:
    """The share of the ordinary pace in one week."""
    week = monday.isocalendar().week
    if week in CHRISTMAS_WEEKS:
        return 0.0
    for start, end, share in story.spells:
        if start <= monday < end:
            return share
    if week in SUMMER_WEEKS:
        return 0.2
    return 1.15 if week in AUTUMN_WEEKS else 1.0


def _score(dice: Dice, mean: float) -> int:
    """A school mark around `mean`: the sum of three dice has about the right spread."""
    spread = sum(dice.random.random() for _ in range(3)) - 1.5
    return max(1, min(10, round(mean + 2.2 * spread)))


def tell(story: Story) -> Course:
    """Everything that happens in a story; the same story gives the same course."""
    dice = Dice(Random(story.seed))
    homes = [Home(street, number, addition) for street in story.streets for number, addition in _doors(street, dice)]
    order = [home for _, _, home in sorted((_turn(home, dice), place, home) for place, home in enumerate(dice.shuffled(homes)))]
    team = _Team(story, dice, order)
    monday = story.starts - timedelta(days=story.starts.weekday())
    while monday <= story.ends:
        team.week(monday)
        monday += timedelta(days=7)
    visits = tuple(returns(story, team.visits))
    return Course(story, tuple(homes), visits, tuple(_requests(story, visits, dice)), tuple(_expenses(story, visits, dice)))


def _turn(home: Home, dice: Dice) -> date:
    """When a home's turn comes: streets follow one another, but overlap."""
    return home.street.opens + timedelta(days=dice.below(SPREAD_DAYS))


def _doors(street: Street, dice: Dice) -> list[tuple[int, str]]:
    """House numbers of one side of the street; some doors share a number."""
    doors: list[tuple[int, str]] = []
    number = street.first_number
    while len(doors) < street.homes:
        shared = ("A", "B") if dice.chance(8) else ("",)
        doors += [(number, addition) for addition in shared]
        number += 2
    return doors[: street.homes]


def _requests(story: Story, visits: Sequence[Visit], dice: Dice) -> list[Request]:
    requests: list[Request] = []
    for visit in visits:
        if visit.outcome is Outcome.CONVERSATION:
            for theme in visit.themes:
                for _ in range(dice.one_of({0: 33, 1: 58, 2: 9})):
                    requests.append(_request(story, visit, theme, f"H{len(requests) + 1:04}", dice))
    return requests


def _request(story: Story, visit: Visit, theme: str, number: str, dice: Dice) -> Request:
    """One question: it waits, is taken up, and is closed after a time with a long tail, or not yet."""
    raised = min(story.ends, visit.day + timedelta(days=dice.one_of({0: 80, 1: 8, 3: 8, 7: 4})))
    usual = story.days_to_close[theme]
    days = int(usual * (0.25 + dice.random.random() * 1.1 + (dice.random.random() ** 6) * 7))
    ending = dice.one_of({Status.CLOSED: 78, Status.REFERRED: 11, Status.WITHDRAWN: 6, Status.OPEN: 5})
    end = raised + timedelta(days=days)
    owner: str | None = dice.one_of(story.owners[theme])
    goal = dice.one_of(story.goals[theme])
    if ending in {Status.OPEN, Status.REFERRED} or end > story.ends:
        waiting = Status.OPEN if dice.chance(48) else Status.IN_PROGRESS
        status, closed = ending if ending in {Status.OPEN, Status.REFERRED} else waiting, None
    else:
        status, closed = ending, end
    if status is Status.OPEN and dice.chance(30):
        owner = None
    return Request(number, visit, theme, goal, status, owner, raised, closed)


def _expenses(story: Story, visits: Sequence[Visit], dice: Dice) -> list[Expense]:
    """Bookings by month: people's time, and what activities, paper and coffee cost; now and then one is put right."""
    expenses: list[Expense] = []
    month = date(story.starts.year, 1, 1)
    while month <= story.ends:
        later = (month + timedelta(days=32)).replace(day=1)
        of_month = [visit for visit in visits if month <= visit.day < later]
        expenses += _month_of_expenses(story, month, later, of_month, dice)
        month = later
    for day, kind, _, participants in story.activities:
        cents = 9_500 + participants * dice.between(430, 1_150)
        expenses.append(Expense(day, cents, "Activiteiten", "LEVgroep", kind))
    return sorted((expense for expense in expenses if expense.day <= story.ends), key=lambda expense: (expense.day, expense.cents))


def _month_of_expenses(story: Story, month: date, later: date, visits: Sequence[Visit], dice: Dice) -> list[Expense]:
    booked = later - timedelta(days=1)
    found = [Expense(booked, story.monthly + dice.between(-4_000, 9_000), "Personeel", "LEVgroep", "coördinatie")]
    for partner, cents in story.hourly.items():
        count = sum(partner in visit.partners for visit in visits)
        if count:
            found.append(Expense(booked, count * cents + dice.between(0, 1_999), "Personeel", partner, f"{count} bezoeken"))
    if dice.chance(45):
        found.append(
            Expense(month + timedelta(days=dice.below(25)), dice.between(1_250, 16_900), "Materiaal", "LEVgroep", "materiaal")
        )
    if dice.chance(60 if month.month in {1, 2, 9} else 20):
        day = month + timedelta(days=dice.below(25))
        found.append(Expense(day, dice.between(9_900, 48_500), "Communicatie", "Woonpartners", "brief, flyer of drukwerk"))
    if dice.chance(25):
        found.append(
            Expense(month + timedelta(days=dice.below(25)), dice.between(800, 9_000), "Overig", "LEVgroep", "koffie, vervoer")
        )
    if dice.chance(9):
        found.append(Expense(booked, -dice.between(2_500, 21_000), "Personeel", "LEVgroep", "correctie vorige maand"))
    return found
