"""Kernteam: who makes the visits and follows up the questions, who goes together, what is handed over, and the load per month."""

from adv import ui
from adv.charts import core_team as draw
from adv.charts.chart import Chart
from adv.metrics.core_team import hand_overs, load, team_work, teams

who_does_what = ui.drawn("who_does_what", draw.team_work, team_work)
together = ui.drawn("together", draw.teams_chart, teams)


def handed_over(view: ui.View) -> Chart:
    """Show hand-overs from who was at the door to who follows up."""
    return draw.hand_overs_chart(view.measured(hand_overs), view.context, is_everyone=not view.selection.organisations)


def per_month(view: ui.View) -> Chart:
    """Visits and waiting requests per month."""
    return draw.load_chart(view.measured(load, view.selection.period), view.context)


view = ui.open_page()

ui.lead(view, who_does_what)
ui.pair(view, together, handed_over)
ui.more(view, per_month, needs={per_month: "visits.organisations"})
