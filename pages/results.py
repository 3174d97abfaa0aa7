"""Resultaten: what the project brought about for Sociale Stad: help per goal, active residents, activities, and marks for the neighbourhood."""

from adv import ui
from adv.charts.chart import Chart
from adv.charts.results import resident_scores as marks_chart
from adv.charts.results import results as draw
from adv.metrics.households import activation
from adv.metrics.results import Mark, activities, goal_outcomes, liveability, results


def so_far(view: ui.View) -> str:
    """Say how many requests are closed, whom that helped, and who becomes active."""
    is_of_period = view.selection.period is not None
    return draw.outcomes_answer(view.measured(goal_outcomes), view.measured(activation), view.context, is_of_period=is_of_period)


def per_goal(view: ui.View) -> Chart:
    """Requests and those that are closed, per goal."""
    return draw.goals(view.measured(goal_outcomes), view.context, is_of_period=view.selection.period is not None)


def against_targets(view: ui.View) -> Chart:
    """Baseline, target, realised and ambition."""
    is_over, everything = view.project.period.is_over(view.as_of), view.selection.is_everything
    return draw.results_chart(view.measured(results), view.context, is_over=is_over, is_everything=everything)


def per_year(view: ui.View) -> Chart:
    """The marks for the neighbourhood and for the home, from year to year."""
    return marks_chart.marks({mark: view.measured(liveability, mark) for mark in Mark}, view.context)


def marked_twice(view: ui.View) -> Chart:
    """Change where a household gave two marks."""
    return marks_chart.paired_changes({mark: view.measured(liveability, mark) for mark in Mark}, view.context)


by_kind = ui.drawn("by_kind", draw.activities_by_kind, activities)

view = ui.open_page()
has_targets = bool(view.project.results)

ui.answer(view, so_far)
ui.charts(view, per_goal, is_told=True)
if has_targets:
    ui.charts(view, against_targets)
if view.selection.goals:
    ui.note(view.texts("pages.results.goal_is_of_requests"))
ui.charts(view, per_year)
if view.selection.organisations or view.selection.themes:
    ui.note(view.texts("pages.results.not_for_activities"))
if not has_targets:
    ui.charts(view, by_kind)
marks = [column for column in ("visits.neighbourhood_score", "visits.home_score") if view.rows.has(column)]
ui.more(view, *((by_kind,) if has_targets else ()), *((marked_twice,) if marks else ()), needs={by_kind: "activities"})
