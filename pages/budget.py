"""Budget: spent against the plan; on what, by whom, and when."""

from adv import ui
from adv.charts import budget as draw
from adv.charts.chart import Chart
from adv.metrics.budget import MoneyGroup, spend_curve, spent_by, spent_over_time
from adv.metrics.spans import Span


def against_plan(view: ui.View) -> Chart:
    """Spent, cumulative, against plan and budget."""
    return draw.spend_curve(view.measured(spend_curve), view.look, view.selection)


def by_category(view: ui.View) -> Chart:
    """Spent on what."""
    return draw.spent_by(view.measured(spent_by, MoneyGroup.CATEGORY), view.look, MoneyGroup.CATEGORY)


def by_organisation(view: ui.View) -> Chart:
    """Spent by whom."""
    return draw.spent_by(view.measured(spent_by, MoneyGroup.ORGANISATION), view.look, MoneyGroup.ORGANISATION)


def per_quarter(view: ui.View) -> Chart:
    """Spent per quarter."""
    return draw.spent_over_time(view.measured(spent_over_time, Span.QUARTER, view.selection.period), view.look)


view = ui.open_page()

if view.selection.not_for_money:
    ui.note(view.texts("pages.budget.not_for_money"))
ui.lead(view, against_plan)
ui.pair(view, by_category, by_organisation)
ui.charts(view, per_quarter, ui.budget_figures, ui.earned_value_figures)
