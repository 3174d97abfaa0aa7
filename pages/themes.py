"""Thema's: what conversations and questions touch on, where and when."""

from adv import ui
from adv.charts import themes as draw
from adv.charts.chart import Chart
from adv.metrics.themes import theme_shares, themes_by_area, themes_by_goal, themes_over_time
from adv.metrics.visits import VisitGroup, visits_by


def shares(view: ui.View) -> Chart:
    """Draw in which share of the conversations each theme came up."""
    return draw.theme_shares(view.measured(theme_shares), view.context)


def by_area(view: ui.View) -> Chart:
    """Themes per area."""
    return draw.theme_by_area(view.measured(themes_by_area), view.measured(visits_by, VisitGroup.AREA), view.context)


def over_time(view: ui.View) -> Chart:
    """Themes per quarter."""
    return draw.themes_over_time(view.measured(themes_over_time, view.selection.period), view.context)


def by_goal(view: ui.View) -> Chart:
    """Requests per theme and goal."""
    return draw.theme_by_goal(view.measured(themes_by_goal), view.context)


view = ui.open_page()

ui.lead(view, shares)
ui.charts(view, over_time, by_area)
ui.more(
    view, by_goal, ui.themes_in_one_conversation, needs={by_goal: "requests.goal", ui.themes_in_one_conversation: "visits.themes"}
)
