"""Hulpvragen: which questions residents asked, how far they are, what waits and how long."""

from adv import ui
from adv.charts.chart import Chart
from adv.charts.requests import follow_up as waiting_chart
from adv.charts.requests import raised as draw
from adv.metrics.requests import RequestGroup, ageing, requests_by, requests_raised
from adv.metrics.time_to_close import time_to_close
from adv.ui.figures import follow_up


def by_status(view: ui.View) -> Chart:
    """Draw how far the requests are."""
    return draw.requests_by_status(view.measured(requests_raised), view.context)


def waiting(view: ui.View) -> Chart:
    """Draw how long the open ones have waited."""
    return waiting_chart.ageing(view.measured(ageing), view.context)


def by_owner(view: ui.View) -> Chart:
    """Draw with whom they are."""
    return draw.requests_by(view.measured(requests_by, RequestGroup.OWNER), view.context, RequestGroup.OWNER)


def by_theme(view: ui.View) -> Chart:
    """Draw what they are about."""
    return draw.requests_by(view.measured(requests_by, RequestGroup.THEME), view.context, RequestGroup.THEME)


def by_goal(view: ui.View) -> Chart:
    """Draw what they serve."""
    return draw.requests_by(view.measured(requests_by, RequestGroup.GOAL), view.context, RequestGroup.GOAL)


def by_area(view: ui.View) -> Chart:
    """Draw where they came up."""
    return draw.requests_by(view.measured(requests_by, RequestGroup.AREA), view.context, RequestGroup.AREA)


def until_closed(view: ui.View) -> Chart:
    """Draw how long it takes until they are closed."""
    return waiting_chart.follow_up(view.measured(time_to_close), view.context)


view = ui.open_page()

ui.lead(view, by_status)
ui.charts(view, waiting, follow_up.waits_with, follow_up.waits_longest, until_closed)
ui.pair(view, follow_up.closed_by_theme, follow_up.closed_by_owner)
ui.charts(view, follow_up.flow)
ui.pair(view, by_theme, by_owner)
ui.pair(view, by_goal, by_area)
ui.charts(view, follow_up.per_household, ui.request_figures)
