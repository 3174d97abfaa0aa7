"""Overzicht: visits, euros, requests and results at a glance; on course or not, why, and what to do something about this week."""

from adv import ui
from adv.charts.chart import Chart
from adv.charts.coverage import visits as coverage_chart
from adv.charts.coverage.homes import NEEDS_ALL
from adv.charts.overview.headlines import Headline, headlines
from adv.charts.overview.numbers import Attention, attention, counted, social
from adv.charts.overview.numbers import numbers as make_numbers
from adv.metrics.budget import against_lines, spend_curve
from adv.metrics.coverage import burn_up, coverage
from adv.metrics.homes import still_to_do
from adv.metrics.households import activation
from adv.metrics.requests import ageing, requests_raised, waiting
from adv.metrics.results import goal_outcomes


def answers(view: ui.View) -> tuple[Headline, ...]:
    """Visits, euros, requests that wait, and what came of it for Sociale Stad."""
    figures = (view.measured(coverage), view.measured(spend_curve), view.measured(requests_raised), view.measured(ageing))
    whole = view.of_everything.measured(coverage)
    three = headlines(*figures, context=view.context, selection=view.selection, whole=whole)
    is_of_period = view.selection.period is not None
    return *three, social(view.measured(goal_outcomes), view.measured(activation), view.context, is_of_period=is_of_period)


def numbers(view: ui.View) -> Chart:
    """Explain what the answers mean, and what they count."""
    figures = (view.measured(coverage), view.measured(spend_curve), view.measured(requests_raised), view.measured(activation))
    return make_numbers(answers(view), counted(*figures, view.context), view.context)


def this_week(view: ui.View) -> tuple[Attention, ...]:
    """Show what somebody should do something about."""
    to_do = view.measured(still_to_do) if view.selection.has_all_visits else NEEDS_ALL
    return attention(view.measured(waiting), to_do, view.measured(against_lines), view.context)


def visits_so_far(view: ui.View) -> Chart:
    """Completed visits against the plan."""
    return coverage_chart.burn_up(view.measured(burn_up), view.measured(coverage), view.context, view.selection)


view = ui.open_page()

with ui.user_errors(view.texts):
    ui.answers(view, answers, numbers, this_week)
    ui.charts(view, visits_so_far, is_told=True)
