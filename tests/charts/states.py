"""Every state a project can be in, and every chart that is made of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from msgspec.structs import replace

from adv.charts import core_team as team_charts
from adv.charts.budget import budget_lines as lines
from adv.charts.budget import earned_value as value
from adv.charts.budget import final_cost as final_chart
from adv.charts.budget.spending import spent_by, spent_over_time
from adv.charts.chart import Chart
from adv.charts.chart_context import ChartContext
from adv.charts.core_team import load_chart
from adv.charts.coverage.homes import homes, household_funnel, never_approached, to_do
from adv.charts.coverage.response import contact_rates, reach_by, weekdays
from adv.charts.coverage.visits import NAMES, burn_up, coverage_by, outcomes, visits_over_time
from adv.charts.forecast import fan as fans
from adv.charts.forecast.fan import backtest_chart
from adv.charts.neighbourhoods import areas_side_by_side, per_unit, side_by_side
from adv.charts.neighbourhoods import funnel_plot as draw_funnel
from adv.charts.outcomes import results as held_charts
from adv.charts.outcomes import results as outcome_charts
from adv.charts.outcomes.resident_scores import marks, paired_changes
from adv.charts.outcomes.results import results_chart
from adv.charts.overview.headlines import headlines
from adv.charts.overview.numbers import social
from adv.charts.requests import follow_up, requests_by, requests_per_household, themes_and_statuses, waiting_by_owner, waiting_list
from adv.charts.themes import theme_by_area, theme_by_goal, theme_shares, themes_in_one_conversation, themes_over_time
from adv.dataset import empty_dataset
from adv.metrics import budget as money
from adv.metrics import comparison as beside
from adv.metrics import core_team as team
from adv.metrics import coverage as reach
from adv.metrics import homes as addresses
from adv.metrics import households as doors_opened
from adv.metrics import households as per_household
from adv.metrics import outcomes as held
from adv.metrics import requests as asked
from adv.metrics import themes as topics
from adv.metrics import visits as doors
from adv.metrics.budget import MoneyGroup, against_lines
from adv.metrics.core_team import load
from adv.metrics.earned_value import value_curve
from adv.metrics.final_cost import final_cost, visit_cost
from adv.metrics.forecast import backtest, forecast, what_if
from adv.metrics.households import activation
from adv.metrics.outcomes import Mark, goal_outcomes, liveability, results
from adv.metrics.paths import Scenario
from adv.metrics.requests import RequestGroup
from adv.metrics.selection import EVERYTHING, Selection, select
from adv.metrics.spans import Span
from adv.metrics.time_to_close import time_to_close
from adv.metrics.visits import ReachGroup, VisitGroup
from adv.model import Period, ResultGoal, ResultIndicator, TargetUnit
from adv.settings import load_project
from adv.texts import texts
from tests.datasets import make_dataset

if TYPE_CHECKING:
    from adv.charts.overview.headlines import Headline
    from adv.metrics.values import NotAvailable
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


def headlines_of(state: State, context: ChartContext) -> tuple[Headline, ...]:
    measured = state.measured
    visits, euros = measured(reach.coverage), measured(money.spend_curve)
    requests, waiting, all_work = measured(asked.requests_raised), measured(asked.ageing), whole(state).measured(reach.coverage)
    three = headlines(visits, euros, requests, waiting, context=context, selection=state.selection, whole=all_work)
    return *three, social(measured(goal_outcomes), measured(activation), context)


def _plain(draw: Callable[..., Chart], metric: Callable[..., Any], *more: object) -> Maker:
    return lambda state, context: draw(state.measured(metric, *more), context)


def _grouped(draw: Callable[..., Chart], metric: Callable[..., Any], group: object) -> Maker:
    return lambda state, context: draw(state.measured(metric, group), context, group)


def _visits(group: VisitGroup) -> Maker:
    return lambda state, context: coverage_by(state.measured(doors.visits_by, group), context, group)


def whole(state: State) -> State:
    """The state without what was chosen, as the page of the forecast looks at it."""
    if state.selection.is_everything:
        return state
    if whole not in state.found:
        state.found[whole] = replace(state, selection=EVERYTHING, found={})  # what was measured is of what was chosen
    found: State = state.found[whole]
    return found


def _looking_back(chosen: State, context: ChartContext) -> Chart:
    state = whole(chosen)
    return backtest_chart(state.measured(backtest), context, state.project.target_unit)


SCENARIOS = {
    "forecast": Scenario(),
    "forecast_changed": Scenario(2, 50, 6, date(2019, 7, 3)),
}


def _fan(scenario: Scenario) -> Maker:
    def make(chosen: State, context: ChartContext) -> Chart:
        state = whole(chosen)
        curve, exact, found = (state.measured(metric) for metric in (reach.burn_up, reach.coverage, forecast))
        changed = None if scenario.is_nothing else state.measured(what_if, scenario)
        return fans.fan(curve, exact, found, context, changed=changed, scenario=scenario)

    return make


@cache
def _another() -> beside.Side | NotAvailable:
    """Another project, that stands still: twelve visits in another year, elsewhere."""
    other = replace(WAART, neighbourhood="Annawijk", target=20)
    visits = [
        visit(place, outcome="refused" if place % 4 == 0 else "conversation", becomes_active=place == 1) for place in range(12)
    ]
    steady = make_dataset(other, visits=visits, requests=[asking(place) for place in range(12)], expenses=[booking(1, 90_000)])
    return beside.compared(steady, other, date(2022, 6, 30))


def sides(state: State) -> tuple[beside.Side, ...]:
    """The project beside another one."""
    both = state.measured(beside.compared), _another()
    return tuple(side for side in both if isinstance(side, beside.Side))


def _funnel(measure: beside.Measure) -> Maker:
    return lambda state, context: draw_funnel(beside.funnel_plot(sides(state), measure), measure, context)


TABLES = {
    "value_curve",
    "themes_together",
    "to_do",
    "never_approached",
    "waiting_list",
    "theme_status",
    "budget_cells",
}  # charts that are a table alone, which is behind them whole


def _results(state: State, context: ChartContext) -> Chart:
    is_over = state.project.period.is_over(state.as_of)
    return results_chart(state.measured(results), context, is_over=is_over, is_everything=state.selection.is_everything)


OF_RESULTS: dict[str, Maker] = {
    "goals": _plain(outcome_charts.goals, goal_outcomes),
    "results": _results,
    "activities": _plain(held_charts.activities_by_kind, held.activities),
    "marks": lambda state, context: marks({mark: state.measured(liveability, mark) for mark in Mark}, context),
    "paired_change": lambda state, context: paired_changes({mark: state.measured(liveability, mark) for mark in Mark}, context),
    "work": _plain(team_charts.team_work, team.team_work),
    "teams": _plain(team_charts.teams_chart, team.teams),
    "hand_overs": lambda state, context: team_charts.hand_overs_chart(
        state.measured(team.hand_overs), context, is_everyone=not state.selection.organisations
    ),
    "load": _plain(load_chart, load),
}
CHARTS: dict[str, Maker] = {
    **OF_RESULTS,
    "side_by_side": lambda state, context: side_by_side(sides(state), context),
    "alone": lambda state, context: side_by_side(sides(state)[:1], context),
    "areas": _plain(areas_side_by_side, beside.areas_compared),
    "compared_requests": lambda state, context: per_unit(sides(state), beside.Measure.REQUESTS, context),
    "compared_cost": lambda state, context: per_unit(sides(state), beside.Measure.COST, context),
    **{f"funnel_{measure.value}": _funnel(measure) for measure in beside.SHARES},
    "backtest": _looking_back,
    **{key: _fan(scenario) for key, scenario in SCENARIOS.items()},
    "burn_up": lambda state, context: burn_up(
        state.measured(reach.burn_up), state.measured(reach.coverage), context, state.selection
    ),
    **{f"visits_by_{group.value}": _visits(group) for group in NAMES},
    "outcomes": _plain(outcomes, doors.outcome_counts),
    **{f"visits_per_{span.value}": _plain(visits_over_time, doors.visits_over_time, span) for span in Span},
    **{f"spent_by_{group.value}": _grouped(spent_by, money.spent_by, group) for group in MoneyGroup},
    **{f"spent_per_{span.value}": _plain(spent_over_time, money.spent_over_time, span) for span in Span},
    "spent_by_category beside its lines": lambda state, context: lines.by_category(
        state.measured(against_lines), state.measured(money.spent_by, MoneyGroup.CATEGORY), context, state.selection
    ),
    "spent_by_year beside its lines": lambda state, context: lines.by_year(
        state.measured(against_lines), state.measured(money.spent_over_time, Span.YEAR), context, state.selection
    ),
    "budget_cells": _plain(lines.cells, against_lines),
    "value_curve": lambda state, context: value.value_curve(state.measured(value_curve), context, state.measured(final_cost)),
    "final_cost": lambda state, context: final_chart.final_cost(state.measured(value_curve), context, state.measured(final_cost)),
    "visit_cost": _plain(final_chart.visit_cost, visit_cost),
    "theme_shares": _plain(theme_shares, topics.theme_shares),
    "theme_by_area": lambda state, context: theme_by_area(
        state.measured(topics.themes_by_area), state.measured(doors.visits_by, VisitGroup.AREA), context
    ),
    "theme_by_goal": _plain(theme_by_goal, topics.themes_by_goal),
    "themes_together": _plain(themes_in_one_conversation, topics.themes_together),
    "themes_over_time": _plain(themes_over_time, topics.themes_over_time),
    "theme_status": lambda state, context: themes_and_statuses(state.measured(asked.requests_by, RequestGroup.THEME), context),
    **{f"requests_by_{group.value}": _grouped(requests_by, asked.requests_by, group) for group in RequestGroup},
    "follow_up": _plain(follow_up, time_to_close),
    "funnel": _plain(household_funnel, doors_opened.funnel),
    "contact_rates": lambda state, context: contact_rates(
        state.measured(doors_opened.contact_rates), context, state.measured(doors.days_to_conversation)
    ),
    **{f"reach_by_{group.value}": _grouped(reach_by, doors.reach_by, group) for group in ReachGroup},
    "weekdays": _plain(weekdays, doors.weekdays),
    "homes": lambda state, context: homes(state.measured(addresses.homes), context, state.selection),
    "to_do": lambda state, context: to_do(state.measured(addresses.still_to_do), context, state.selection),
    "waiting_by_owner": _plain(waiting_by_owner, asked.waiting_by_owner),
    "waiting_list": _plain(waiting_list, asked.waiting),
    "requests_per_household": _plain(requests_per_household, per_household.requests_per_household),
    "never_approached": lambda state, context: never_approached(state.measured(addresses.still_to_do), context, state.selection),
}


@cache
def charts(name: str, language: str = "nl", *, is_dark: bool = False) -> dict[str, Chart]:
    """Make every chart of a state, once for all tests that only look at them."""
    context = ChartContext(texts(language), is_dark)
    return {key: make(STATES[name](), context) for key, make in CHARTS.items()}
