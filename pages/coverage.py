"""Bereik: how far one is with the visits: where one still has to go, where it works, and how visits ended."""

from adv import ui
from adv.charts.chart import Chart
from adv.charts.coverage import homes as homes_chart
from adv.charts.coverage import response as response_chart
from adv.charts.coverage import visits as draw
from adv.metrics import visits as metric
from adv.metrics.coverage import coverage
from adv.metrics.homes import ToDo, homes, still_to_do
from adv.metrics.households import contact_rates, funnel
from adv.metrics.spans import Span
from adv.metrics.values import NotAvailable
from adv.metrics.visits import ReachGroup, VisitGroup, reach_by, visits_by, weekdays

WHERE = {"gebied": "area", "straat": "street", "organisatie": "organisations", "ronde": "attempt", "dag": "weekday"}
CHARTS = ("reach_by_area", "reach_by_street", "coverage_by_partner", "coverage_by_attempt", "weekdays")


def so_far(view: ui.View) -> str:
    """Say how many were completed, and whether that is what the plan asked."""
    return draw.coverage_sentence(view.measured(coverage), view.context, view.selection)


def where_it_works(view: ui.View) -> Chart:
    """Draw which part becomes a conversation, per area, street, partner, round or day."""
    if view.by == "weekday":
        return response_chart.weekdays(view.measured(weekdays), view.context)
    if view.by in set(ReachGroup):
        return response_chart.reach_by(view.measured(reach_by, ReachGroup(view.by)), view.context, ReachGroup(view.by))
    return draw.coverage_by(view.measured(visits_by, VisitGroup(view.by)), view.context, VisitGroup(view.by))


def places_to_go(view: ui.View) -> ToDo | NotAvailable:
    """Find what two lists are made of."""
    return view.measured(still_to_do)


def homes_reached(view: ui.View) -> Chart:
    """Draw how far one is with the homes."""
    return homes_chart.homes(view.measured(homes), view.context, view.selection)


def homes_to_do(view: ui.View) -> Chart:
    """List where to go again: for the coordinator."""
    return homes_chart.to_do(ui.made(view, places_to_go), view.context, view.selection)


def homes_never_approached(view: ui.View) -> Chart:
    """List where nobody was yet: for the coordinator."""
    return homes_chart.never_approached(ui.made(view, places_to_go), view.context, view.selection)


def over_time(view: ui.View) -> Chart:
    """Visits per week, month, quarter or year."""
    return draw.visits_over_time(view.measured(metric.visits_over_time, Span(view.by), view.selection.period), view.context)


outcomes = ui.drawn("outcomes", draw.outcomes, metric.outcome_counts)
household_funnel = ui.drawn("household_funnel", homes_chart.household_funnel, funnel)
contact = ui.drawn("contact", response_chart.contact_rates, contact_rates, metric.days_to_conversation)

view = ui.open_page()

ui.answer(view, so_far)
ui.charts(view, homes_to_do)
ui.charts(view, where_it_works, by=ui.Choice("waar", WHERE, CHARTS))
ui.charts(view, outcomes)
later = (homes_reached, homes_never_approached, household_funnel, contact, over_time)
ui.more(view, *later, spans={over_time: "visits_over_time"}, needs={homes_never_approached: "addresses"})
