"""Bereik: how far one is with the visits: where one still has to go, where it works, and how visits ended."""

from adv import ui
from adv.charts.chart import Chart
from adv.charts.coverage import response as response_chart
from adv.charts.coverage import visits as draw
from adv.metrics.coverage import coverage
from adv.metrics.spans import Span
from adv.metrics.visits import ReachGroup, VisitGroup, outcome_counts, reach_by, visits_by, visits_over_time, weekdays
from adv.ui.figures import coverage as figures

WHERE = {"gebied": "area", "straat": "street", "organisatie": "organisations", "ronde": "attempt", "dag": "weekday"}
CHARTS = ("reach_by_area", "reach_by_street", "coverage_by_partner", "coverage_by_attempt", "weekdays")


def so_far(view: ui.View) -> str:
    """Say how many were completed, and whether that is what the plan asked."""
    exact = view.measured(coverage)
    return draw.coverage_answer(exact, view.context, view.selection)


def where_it_works(view: ui.View) -> Chart:
    """Draw which part becomes a conversation, per area, street, partner, round or day."""
    if view.by == "weekday":
        return response_chart.weekdays(view.measured(weekdays), view.context)
    if view.by in set(ReachGroup):
        return response_chart.reach_by(view.measured(reach_by, ReachGroup(view.by)), view.context, ReachGroup(view.by))
    return draw.coverage_by(view.measured(visits_by, VisitGroup(view.by)), view.context, VisitGroup(view.by))


def outcomes(view: ui.View) -> Chart:
    """Draw how visits ended."""
    return draw.outcomes(view.measured(outcome_counts), view.context)


def over_time(view: ui.View) -> Chart:
    """Visits per week, month, quarter or year."""
    return draw.visits_over_time(view.measured(visits_over_time, Span(view.by), view.selection.period), view.context)


view = ui.open_page()

ui.answer(view, so_far)
ui.charts(view, figures.homes_to_do)
ui.charts(view, where_it_works, by=ui.choice("waar", WHERE, *CHARTS))
ui.charts(view, outcomes)
ui.more(
    view,
    figures.homes_reached,
    figures.homes_never_approached,
    figures.household_funnel,
    figures.contact,
    over_time,
    spans={over_time: "visits_over_time"},
    needs={figures.homes_never_approached: "addresses"},
)
