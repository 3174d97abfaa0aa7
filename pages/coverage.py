"""Bereik: visits against the plan; in which areas, by which partner, with what outcome, and when."""

from adv import ui
from adv.charts.chart import Chart
from adv.charts.reach import coverage as draw
from adv.charts.reach import visits as visits_chart
from adv.metrics.coverage import burn_up, coverage
from adv.metrics.visits import VisitGroup, outcome_counts, visits_by, visits_over_time
from adv.ui.figures import reach


def against_plan(view: ui.View) -> Chart:
    """Completed, cumulative, against plan and target."""
    return draw.burn_up(view.measured(burn_up), view.measured(coverage), view.context, view.selection)


def by_area(view: ui.View) -> Chart:
    """Visits and completed visits per area."""
    return draw.coverage_by(view.measured(visits_by, VisitGroup.AREA), view.context, VisitGroup.AREA, view.selection)


def by_partner(view: ui.View) -> Chart:
    """Visits and completed visits per organisation."""
    return draw.coverage_by(
        view.measured(visits_by, VisitGroup.ORGANISATION), view.context, VisitGroup.ORGANISATION, view.selection
    )


def outcomes(view: ui.View) -> Chart:
    """Draw how visits ended."""
    return visits_chart.outcomes(view.measured(outcome_counts), view.context)


def over_time(view: ui.View) -> Chart:
    """Visits per week, month, quarter or year."""
    return visits_chart.visits_over_time(view.measured(visits_over_time, view.span, view.selection.period), view.context)


def by_street(view: ui.View) -> Chart:
    """Visits and completed visits per street."""
    return draw.coverage_by(view.measured(visits_by, VisitGroup.STREET), view.context, VisitGroup.STREET)


def by_attempt(view: ui.View) -> Chart:
    """Visits by how often one came to the door."""
    return draw.coverage_by(view.measured(visits_by, VisitGroup.ATTEMPT), view.context, VisitGroup.ATTEMPT)


view = ui.open_page()

ui.lead(view, against_plan)
ui.charts(view, reach.household_funnel)
ui.pair(view, by_area, by_partner)
ui.charts(view, outcomes)
ui.charts(ui.per_span(view, "visits_over_time"), over_time)
ui.charts(view, reach.homes_reached, reach.homes_to_do)
ui.more(view, "contact", reach.contact, reach.response_by_area, reach.response_by_street)
ui.more(view, "spread", by_street, by_attempt, reach.by_weekday)
ui.more(view, "figures", reach.homes_never_approached, ui.coverage_figures)
