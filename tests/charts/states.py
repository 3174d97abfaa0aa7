"""Every state that a project can be in, as data."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from msgspec.structs import replace

from adv.charts.chart import Chart
from adv.charts.chart_context import ChartContext
from adv.dataset import empty_dataset
from adv.metrics.selection import EVERYTHING, Selection, select
from adv.model import Period, ResultGoal, ResultIndicator, TargetUnit
from adv.settings import load_project
from tests.datasets import make_dataset

if TYPE_CHECKING:
    from adv.model import Dataset, Project


TARGETS = {"neighbourhood_score": (7.5, 6.0, 8.0), "resolved_share": (0.2, None, 0.9), "households_helped": (2, 0, None)}


TARGETS |= {
    "activities": (3, None, None),
    "participants": (30, 0, 60),
    "activated_share": (0.3, 0.1, 0.5),
    "home_score": (6.0, None, None),
}


WAART = replace(
    load_project("de-waart"),
    target=10,
    budget_cents=1_000_000,
    results=tuple(
        ResultGoal(ResultIndicator(name), target, baseline, ambition) for name, (target, baseline, ambition) in TARGETS.items()
    ),
)


HOSTILE = "<img src=x onerror=alert(1)> & %{x} $a$ {b}"


DAY = date(2019, 7, 1)


Maker = Callable[["State", ChartContext], Chart]


class State(Struct, frozen=True):
    """A project, its data, the day and what was chosen; with what was measured of it, once for all languages and themes."""

    project: Project
    dataset: Dataset
    as_of: date
    selection: Selection = EVERYTHING
    found: dict[object, Any] = field(default_factory=dict)

    @property
    def chosen(self) -> Dataset:
        if "chosen" not in self.found:
            self.found["chosen"] = select(self.dataset, replace(self.selection, as_of=self.as_of))
        chosen: Dataset = self.found["chosen"]
        return chosen

    def measured(self, metric: Callable[..., Any], *more: object) -> Any:  # noqa: ANN401 - each metric has its own
        if (metric, more) not in self.found:
            self.found[metric, more] = metric(self.chosen, self.project, self.as_of, *more)
        return self.found[metric, more]


def visit(place: int, **more: object) -> dict[str, object]:
    """One conversation; `place` tells visits apart."""
    areas = WAART.area_names
    usual = {
        "visit_id": f"B{place}",
        "visited_on": date(2018, 3, 1) + timedelta(days=17 * place),
        "household": f"h{place}",
        "street": "Waartplein",
        "area": areas[place % 3],
        "outcome": "conversation",
        "organisations": ("LEVgroep",) if place % 2 else ("LEVgroep", "Politie"),
        "attempt": 1,
        "themes": (WAART.themes[place % 3], "wonen") if place % 3 else ("wonen",),
        "becomes_active": place % 4 == 0,
        "home_score": 4 + place % 5,
        "neighbourhood_score": 9 - place % 4,
    }
    return {**usual, **more}


def asking(place: int, **more: object) -> dict[str, object]:
    """One request of the visit at the same place."""
    usual = {
        "visit_id": f"B{place}",
        "theme": WAART.themes[place % 3],
        "goal": WAART.goals[place % 3],
        "status": ("open", "in_progress", "closed", "referred", "withdrawn")[place % 5],
        "owner": WAART.partners[place % 3],
        "closed_on": date(2018, 6, 1) + timedelta(days=17 * place) if place % 5 in {2, 4} else None,
    }
    return {**usual, **more}


def booking(place: int, cents: int, **more: object) -> dict[str, object]:
    """One booking."""
    day = date(2018, 2, 1) + timedelta(days=40 * place)
    usual = {
        "booked_on": day,
        "cents": cents,
        "category": WAART.cost_categories[place % 5],
        "organisation": WAART.partners[place % 3],
    }
    return {**usual, **more}


def activity(place: int, **more: object) -> dict[str, object]:
    """One activity."""
    usual = {
        "held_on": date(2018, 4, 1) + timedelta(days=31 * place),
        "kind": ("koffie", "burendag", "moestuin")[place % 3],
        "area": WAART.area_names[place % 3],
        "participants": 9 * place + 1,
    }
    return {**usual, **more}


def full(visits: int, *, cents: int = 50_000, **more: object) -> Dataset:
    """Make as many visits, each with a request and a booking."""
    places = range(visits)
    return make_dataset(
        WAART,
        visits=[visit(place, **more) for place in places],
        requests=[asking(place) for place in places],
        expenses=[booking(place % 12, cents) for place in places],
        budget_lines=[{"category": name, "year": 2018, "cents": 40_000} for name in WAART.cost_categories],
        activities=[activity(place) for place in range(min(visits, 7))],
    )


def hostile() -> State:
    area = replace(WAART.areas[0], name=HOSTILE)
    project = replace(
        WAART, neighbourhood=HOSTILE, areas=(area, *WAART.areas[1:]), themes=(HOSTILE, *WAART.themes[1:]), goals=(HOSTILE, "b")
    )
    data = make_dataset(
        project,
        visits=[
            visit(0, area=HOSTILE, becomes_active=True, themes=(HOSTILE,), organisations=(HOSTILE,), street=HOSTILE),
            visit(2, outcome="refused"),
            visit(3, area=WAART.areas[1].name, becomes_active=False),  # to compare the first one with
        ],
        requests=[
            asking(0, theme=HOSTILE, goal=HOSTILE, owner=HOSTILE),
            asking(0, theme=HOSTILE, status="closed", closed_on=date(2018, 5, 1)),
            *(asking(0, theme=HOSTILE, owner=HOSTILE, status="closed", closed_on=date(2018, 5, 1 + place)) for place in range(12)),
        ],
        expenses=[booking(0, 100, category=HOSTILE, organisation=HOSTILE)],
        budget_lines=[{"category": HOSTILE, "year": 2018, "cents": 50}],
    )
    return State(project, data, DAY)


OUTCOMES = ("conversation", "not_at_home", "refused", "conversation", "appointment", "vacant")


def many_outcomes(visits: int) -> Dataset:
    """Visits that ended in every way, some of them at the same door."""
    doors = [
        visit(place, household=f"h{place // 2 * 2}" if place % 4 else f"h{place}", attempt=1 + place % 2) for place in range(visits)
    ]
    ended = [
        {**door, "outcome": OUTCOMES[place % 6], "visited_on": date(2018, 3, 1) + timedelta(days=place)}
        for place, door in enumerate(doors)
    ]
    return make_dataset(WAART, visits=ended, requests=[asking(place) for place in range(0, visits, 2)])


def one_street_behind() -> Dataset:
    """Two streets: in one most open the door, in the other nearly nobody; and only on Mondays."""
    monday = date(2018, 3, 5)
    visits = [
        visit(
            place,
            street="Waartplein" if place < 30 else "Sonatelaan",
            area="Waartplein" if place < 30 else "de Waart",
            outcome="not_at_home" if place < 28 else "conversation",
            visited_on=monday + timedelta(days=7 * (place % 40) + (place >= 30)),
        )
        for place in range(70)
    ]
    return make_dataset(WAART, visits=visits)


def slow_and_fast(requests: int) -> Dataset:
    """Requests about one theme are closed quickly, about another slowly, about the third hardly ever; some have no owner."""
    made = [
        asking(
            place,
            request_id=f"H{place}",
            status="open" if place % 3 == 2 and place > 6 else "closed",
            raised_on=date(2018, 3, 1),
            closed_on=None
            if place % 3 == 2 and place > 6
            else date(2018, 3, 1) + timedelta(days=5 + place % 7 + 200 * (place % 3)),
            owner=WAART.partners[place % 2] if place % 5 else None,
        )
        for place in range(requests)
    ]
    return make_dataset(WAART, visits=[visit(place) for place in range(requests)], requests=made)


def many_owners(requests: int) -> Dataset:
    """More owners than can be told apart."""
    made = [asking(place, owner=f"partner {place % 20:02}", status="open", raised_on=date(2018, 6, 1)) for place in range(requests)]
    return make_dataset(WAART, visits=[visit(place) for place in range(requests)], requests=made)


def with_register(data: Dataset, homes: int, first: int = 0) -> Dataset:
    """The same data with a register of addresses."""
    areas = WAART.area_names
    addresses = [
        {"household": f"h{place}", "street": "Waartplein", "area": areas[place % 3]} for place in range(first, first + homes)
    ]
    made = make_dataset(WAART, addresses=addresses)
    return replace(data, addresses=made.addresses, given=data.given | made.given)


def twice() -> Dataset:
    return make_dataset(WAART, visits=[visit(place, household=f"h{place % 5}") for place in range(10)])


def bare_activities() -> Dataset:
    nothing = {"kind": None, "participants": None, "area": None}
    return full(2).with_tables(activities=make_dataset(WAART, activities=[activity(0, **nothing)]).activities)


def only_required() -> Dataset:
    return make_dataset(WAART, visits=[{"visited_on": date(2018, 5, 1), "street": "Waartplein", "outcome": "conversation"}] * 3)


def weekly(*counts: int) -> Dataset:
    """So many conversations on the Wednesday of each week from 7 January 2019 on."""
    days = [date(2019, 1, 9) + timedelta(weeks=week) for week, count in enumerate(counts) for _ in range(count)]
    return make_dataset(WAART, visits=[visit(place, visited_on=day) for place, day in enumerate(days)])


MANY = replace(WAART, target=60)


SUNDAY = date(2019, 6, 2)  # 21 whole weeks after 6 January 2019


SPRING = Period(date(2018, 4, 1), date(2018, 7, 1))


WINTER = Period(date(2019, 1, 1), date(2019, 4, 1))


MADE: dict[str, Callable[[], State]] = {
    "no data at all": lambda: State(WAART, empty_dataset(WAART), DAY),
    "one visit": lambda: State(WAART, full(1), DAY),
    "two of everything": lambda: State(WAART, full(2), DAY),
    "nothing completed": lambda: State(WAART, full(4, outcome="not_at_home"), DAY),
    "behind": lambda: State(WAART, full(3), DAY),
    "ahead": lambda: State(WAART, full(8), DAY),
    "target reached": lambda: State(WAART, full(10), DAY),
    "target passed": lambda: State(WAART, full(14), DAY),
    "overspent": lambda: State(WAART, full(6, cents=300_000), DAY),
    "all spent exactly": lambda: State(WAART, full(4, cents=250_000), DAY),
    "more paid back than spent": lambda: State(WAART, full(4, cents=-5_000), DAY),
    "before the period": lambda: State(WAART, full(3, visited_on=date(2017, 11, 1)), date(2017, 12, 1)),
    "last day of the period": lambda: State(WAART, full(6), date(2020, 12, 31)),
    "after the period": lambda: State(WAART, full(6), date(2021, 6, 1)),
    "everything in one area": lambda: State(WAART, full(5, area="Waartplein"), DAY),
    "all areas equal": lambda: State(WAART, full(6), DAY),
    "only the required columns": lambda: State(WAART, only_required(), DAY),
    "households count": lambda: State(replace(WAART, target_unit=TargetUnit.HOUSEHOLDS), full(6), DAY),
    "one area chosen": lambda: State(WAART, full(9), DAY, Selection(areas=("Waartplein",))),
    "nothing in what was chosen": lambda: State(WAART, full(2), DAY, Selection(areas=("Waartplein",))),
    "one partner chosen": lambda: State(WAART, full(9), DAY, Selection(organisations=("Politie",))),
    "a quarter chosen": lambda: State(WAART, full(9), DAY, Selection(period=SPRING)),
    "an empty quarter chosen": lambda: State(WAART, full(2), DAY, Selection(period=WINTER)),
    "thousands": lambda: State(replace(WAART, target=5000), full(1300, visited_on=date(2018, 5, 1)), date(2020, 6, 1)),
    "a register of addresses": lambda: State(WAART, with_register(full(9, outcome="conversation"), 14), DAY),
    "a register of which little was approached": lambda: State(WAART, with_register(many_outcomes(12), 200), DAY),
    "others approached than on the register": lambda: State(WAART, with_register(many_outcomes(12), 4, first=8), DAY),
    "outcomes of all kinds": lambda: State(WAART, many_outcomes(60), DAY),
    "one street where nobody opens": lambda: State(WAART, one_street_behind(), DAY),
    "requests that differ": lambda: State(WAART, slow_and_fast(60), date(2020, 12, 31)),
    "more owners than have a bar": lambda: State(WAART, many_owners(40), DAY),
    "only vacant homes": lambda: State(WAART, full(3, outcome="vacant"), DAY),
    "marks given twice": lambda: State(WAART, full(9, neighbourhood_score=8, household="h1"), DAY),
    "marks of few households twice": lambda: State(WAART, twice(), DAY),
    "activities without numbers": lambda: State(WAART, bare_activities(), DAY),
    "no targets set": lambda: State(replace(WAART, results=()), full(3), DAY),
    "hostile names": hostile,
    "a forecast": lambda: State(MANY, weekly(0, 2, 1, 3, 0, 1, 2, 4, 0, 1, 1, 2, 0, 3, 1, 0, 2, 2, 1, 0, 3), SUNDAY),
    "a forecast within a week": lambda: State(MANY, weekly(*[0, 2, 1] * 7, 4), SUNDAY + timedelta(days=4)),
    "a forecast of an area": lambda: State(MANY, weekly(*[0, 2, 1] * 7), SUNDAY, Selection(areas=("Waartplein",))),
    "quarters to look back on": lambda: State(MANY, weekly(*[0, 2, 1] * 14), date(2019, 10, 27)),
    "a certain week": lambda: State(replace(WAART, target=43), weekly(*[2] * 21), SUNDAY),
    "a forecast by seasons": lambda: State(WAART, weekly(*[0, 1, 0] * 7, 1), SUNDAY + timedelta(days=7)),
    "a forecast by one season": lambda: State(replace(WAART, target=15), weekly(*[0, 2, 0] * 7), SUNDAY),
    "a forecast of years": lambda: State(replace(WAART, target=400), weekly(*[0, 2, 1] * 7), SUNDAY),
    "a forecast beyond three years": lambda: State(replace(WAART, target=5000), weekly(*[0, 2, 1] * 7), SUNDAY),
    "perhaps beyond three years": lambda: State(replace(WAART, target=100), weekly(*[0, 0, 3] * 7), SUNDAY),
    "five weeks": lambda: State(WAART, weekly(1, 0, 2, 1, 0), date(2019, 2, 10)),
    "only this week": lambda: State(
        WAART,
        make_dataset(
            WAART, visits=[visit(0, visited_on=date(2019, 1, 9), outcome="refused"), visit(1, visited_on=date(2019, 5, 29))]
        ),
        date(2019, 5, 30),
    ),
    "a standstill": lambda: State(WAART, weekly(1, 0, 2, 1, 0), SUNDAY),
    "the last week": lambda: State(
        replace(MANY, period=Period(date(2019, 1, 1), date(2019, 6, 5))), weekly(*[0, 2, 1] * 7), SUNDAY
    ),
    "a forecast after the period": lambda: State(
        replace(MANY, period=Period(date(2019, 1, 1), date(2019, 4, 1))), weekly(*[0, 2, 1] * 7), SUNDAY
    ),
    "a forecast before the period": lambda: State(
        replace(MANY, period=Period(date(2020, 1, 1), date(2021, 1, 1))), weekly(*[0, 2, 1] * 7), SUNDAY
    ),
    "a forecast of households": lambda: State(replace(MANY, target_unit=TargetUnit.HOUSEHOLDS), weekly(*[0, 2, 1] * 7), SUNDAY),
}


STATES = {name: cache(make) for name, make in MADE.items()}  # whoever looks at a state looks at the same one, measured once
