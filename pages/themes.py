"""Thema's: what conversations and questions touch on, where and when."""

from adv import ui
from adv.charts import themes as draw
from adv.charts.chart import Chart
from adv.metrics.themes import theme_shares, themes_by_area, themes_by_goal, themes_over_time, themes_together
from adv.metrics.visits import VisitGroup, visits_by


def by_area(view: ui.View) -> Chart:
    """Themes per area."""
    return draw.theme_by_area(view.measured(themes_by_area), view.measured(visits_by, VisitGroup.AREA), view.context)


def over_time(view: ui.View) -> Chart:
    """Themes per quarter."""
    return draw.themes_over_time(view.measured(themes_over_time, view.selection.period), view.context)


shares = ui.drawn("shares", draw.theme_shares, theme_shares)
by_goal = ui.drawn("by_goal", draw.theme_by_goal, themes_by_goal)
in_one_conversation = ui.drawn("themes_in_one_conversation", draw.themes_in_one_conversation, themes_together)

view = ui.open_page()

ui.lead(view, shares)
ui.charts(view, over_time, by_area)
ui.more(view, by_goal, in_one_conversation, needs={by_goal: "requests.goal", in_one_conversation: "visits.themes"})
