"""Every chart of the pages, made of a state of a project."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from adv.charts import core_team as team_charts
from adv.charts.budget import budget_lines as lines
from adv.charts.budget import earned_value as value
from adv.charts.budget import final_cost as final_chart
from adv.charts.budget.spending import spent_by, spent_over_time
from adv.charts.chart_context import ChartContext
from adv.charts.core_team import load_chart
from adv.charts.coverage.homes import homes, household_funnel, never_approached, to_do
from adv.charts.coverage.response import contact_rates, reach_by, weekdays
from adv.charts.coverage.visits import NAMES, burn_up, coverage_by, outcomes, visits_over_time
from adv.charts.forecast import fan as fans
from adv.charts.forecast.fan import backtest_chart
from adv.charts.funnel import funnel_plot as draw_funnel
from adv.charts.neighbourhoods import areas_side_by_side, per_unit, side_by_side
from adv.charts.overview.headlines import headlines
from adv.charts.overview.numbers import social
from adv.charts.requests import follow_up, requests_by, requests_per_household, themes_and_statuses, waiting_by_owner, waiting_list
from adv.charts.results import results as held_charts
from adv.charts.results import results as outcome_charts
from adv.charts.results.resident_scores import marks, paired_changes
from adv.charts.results.results import results_chart
from adv.charts.themes import theme_by_area, theme_by_goal, theme_shares, themes_in_one_conversation, themes_over_time
from adv.metrics import budget as money
from adv.metrics import comparison as beside
from adv.metrics import core_team as team
from adv.metrics import coverage as reach
from adv.metrics import homes as addresses
from adv.metrics import households as doors_opened
from adv.metrics import households as per_household
from adv.metrics import requests as asked
from adv.metrics import results as held
from adv.metrics import themes as topics
from adv.metrics import visits as doors
from adv.metrics.budget import MoneyGroup, against_lines
from adv.metrics.core_team import load
from adv.metrics.earned_value import value_curve
from adv.metrics.final_cost import final_cost, visit_cost
from adv.metrics.forecast import backtest, forecast, what_if
from adv.metrics.households import activation
from adv.metrics.projection import Scenario
from adv.metrics.requests import RequestGroup
from adv.metrics.results import Mark, goal_outcomes, liveability, results
from adv.metrics.selection import EVERYTHING
from adv.metrics.spans import Span
from adv.metrics.time_to_close import time_to_close
from adv.metrics.visits import ReachGroup, VisitGroup
from adv.texts import texts
from tests.charts.states import STATES, WAART, Maker, State, asking, booking, visit
from tests.datasets import make_dataset

if TYPE_CHECKING:
    from collections.abc import Callable

    from adv.charts.chart import Chart
    from adv.charts.overview.headlines import Headline
    from adv.metrics.values import NotAvailable


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
    **{f"funnel_{measure.value}": _funnel(measure) for measure in beside.TESTED_SHARES},
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
