"""Budget: over or under and why; on what the money went, and what the project will cost in the end."""

from adv import ui
from adv.charts.budget import budget_lines, final_cost
from adv.charts.budget import spending as budget
from adv.charts.budget.earned_value import budget_answer
from adv.charts.budget.earned_value import value_curve as value_chart
from adv.charts.chart import Chart
from adv.metrics.budget import MoneyGroup, against_lines, spend_curve, spent_by, spent_over_time
from adv.metrics.earned_value import value_curve
from adv.metrics.final_cost import final_cost as measure_final_cost
from adv.metrics.final_cost import visit_cost as measure_visit_cost
from adv.metrics.spans import Span
from adv.metrics.values import NotAvailable


def over_or_under(view: ui.View) -> str:
    """Say whether the money is over or under the budget, and why; of a part of the project only what was spent."""
    every = view.of_everything
    curve = every.measured(value_curve)
    if budget.is_all_money(view.selection) and not isinstance(curve, NotAvailable):
        return budget_answer(curve, every.measured(measure_final_cost), view.context)
    return budget.spend_sentence(view.measured(spend_curve), view.context, view.selection)


in_the_end = ui.drawn("in_the_end", final_cost.final_cost, value_curve, measure_final_cost)
per_visit = ui.drawn("per_visit", final_cost.visit_cost, measure_visit_cost)
earned_value = ui.drawn("earned_value", value_chart, value_curve, measure_final_cost)
by_category_and_year = ui.drawn("by_category_and_year", budget_lines.cells, against_lines)


def by_category(view: ui.View) -> Chart:
    """Spent on what."""
    lines, spent = view.measured(against_lines), view.measured(spent_by, MoneyGroup.CATEGORY)
    return budget_lines.by_category(lines, spent, view.context, view.selection)


def by_year(view: ui.View) -> Chart:
    """Spent in which year."""
    lines, spent = view.measured(against_lines), view.measured(spent_over_time, Span.YEAR, view.selection.period)
    return budget_lines.by_year(lines, spent, view.context, view.selection)


def by_organisation(view: ui.View) -> Chart:
    """Spent by whom."""
    return budget.spent_by(view.measured(spent_by, MoneyGroup.ORGANISATION), view.context, MoneyGroup.ORGANISATION)


def over_time(view: ui.View) -> Chart:
    """Spent per week, month, quarter or year."""
    spent = view.measured(spent_over_time, Span(view.by), view.selection.period)
    return budget.spent_over_time(spent, view.context, view.selection)


view = ui.open_page()

if view.selection.not_for_money:
    ui.note(view.texts("pages.budget.not_for_money"))
ui.answer(view, over_or_under)
if view.rows.has("expenses"):  # else there is nothing to draw
    ui.charts(view, by_category)
    if view.selection.is_everything and not view.project.period.is_over(view.as_of):  # else the answer has the end
        ui.charts(view, in_the_end)
    ui.charts(view, by_year)
    ui.more(
        view,
        *((per_visit, earned_value, by_category_and_year) if view.selection.is_everything else ()),
        by_organisation,
        over_time,
        spans={over_time: "spent_over_time"},
        needs={by_organisation: "expenses.organisation", by_category_and_year: "budget_lines.year"},
    )
