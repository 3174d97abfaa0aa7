"""Overzicht: visits, euros and open questions at a glance; for each whether it is on course, and why."""

from adv import ui
from adv.charts import budget as money_chart
from adv.charts import coverage as coverage_chart
from adv.charts.chart import Chart
from adv.charts.headlines import Headline, headlines
from adv.metrics.budget import spend_curve
from adv.metrics.coverage import burn_up, coverage
from adv.metrics.requests import ageing, requests_raised


def answers(view: ui.View) -> tuple[Headline, ...]:
    """The three answers."""
    figures = (view.measured(coverage), view.measured(spend_curve), view.measured(requests_raised), view.measured(ageing))
    return headlines(*figures, view.look)


def visits_so_far(view: ui.View) -> Chart:
    """Completed visits against the plan."""
    return coverage_chart.burn_up(view.measured(burn_up), view.measured(coverage), view.look)


def euros_so_far(view: ui.View) -> Chart:
    """Spent against the plan."""
    return money_chart.spend_curve(view.measured(spend_curve), view.look)


view = ui.open_page("overview")

with ui.user_errors(view.texts):
    ui.answers(view, answers)
    ui.charts(view, visits_so_far, euros_so_far)
