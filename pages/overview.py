"""Overzicht: visits, euros, open questions and outcomes at a glance; whether they are on course, and why."""

from adv import ui
from adv.charts.budget import spending as money_chart
from adv.charts.chart import Bar, Chart
from adv.charts.overview.headlines import Headline, headlines
from adv.charts.overview.social import social
from adv.charts.overview.summary_sentence import at_a_glance, counted
from adv.charts.reach import coverage as coverage_chart
from adv.metrics.budget import spend_curve
from adv.metrics.coverage import burn_up, coverage
from adv.metrics.households import activation
from adv.metrics.outcomes import goal_outcomes
from adv.metrics.requests import ageing, requests_raised


def in_one_sentence(view: ui.View) -> str:
    """The whole project."""
    figures = (view.measured(coverage), view.measured(spend_curve), view.measured(requests_raised))
    return at_a_glance(*figures, view.context, selection=view.selection)


def answers(view: ui.View) -> tuple[Headline, ...]:
    """Visits, euros, open requests, and what came of it for Sociale Stad."""
    figures = (view.measured(coverage), view.measured(spend_curve), view.measured(requests_raised), view.measured(ageing))
    three = headlines(*figures, context=view.context, selection=view.selection, whole=view.of_everything.measured(coverage))
    return *three, social(view.measured(goal_outcomes), view.measured(activation), view.context)


def numbers(view: ui.View) -> tuple[Bar, ...]:
    """List what the numbers of the answers count."""
    return counted(view.measured(coverage), view.measured(spend_curve), view.measured(requests_raised), view.context)


def visits_so_far(view: ui.View) -> Chart:
    """Completed visits against the plan."""
    return coverage_chart.burn_up(view.measured(burn_up), view.measured(coverage), view.context, view.selection)


def euros_so_far(view: ui.View) -> Chart:
    """Spent against the plan."""
    return money_chart.spend_curve(view.measured(spend_curve), view.context, view.selection)


view = ui.open_page()

if view.selection.not_for_money:
    ui.note(view.texts("pages.budget.not_for_money"))
with ui.user_errors(view.texts):
    ui.answers(view, in_one_sentence, answers, numbers)
    ui.link(view, "outcomes")
    ui.charts(view, visits_so_far, euros_so_far)
