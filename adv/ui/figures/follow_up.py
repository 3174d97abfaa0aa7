"""What waits and with whom, and how long requests take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.charts.requests import follow_up as closing_chart
from adv.charts.requests import raised as raised_chart
from adv.metrics.households import requests_per_household
from adv.metrics.requests import RequestGroup, waiting, waiting_by_owner
from adv.metrics.time_to_close import time_to_close_by

if TYPE_CHECKING:
    from adv.charts.chart import Chart
    from adv.ui.view import View


def waits_with(view: View) -> Chart:
    """With whom requests wait, and how long."""
    return raised_chart.waiting_by_owner(view.measured(waiting_by_owner), view.context)


def waits_longest(view: View) -> Chart:
    """The oldest requests one by one: for the coordinator."""
    return raised_chart.waiting_list(view.measured(waiting), view.context)


def closed_by_theme(view: View) -> Chart:
    """How long it takes per theme."""
    return closing_chart.closing_by(view.measured(time_to_close_by, RequestGroup.THEME), view.context, RequestGroup.THEME)


def closed_by_owner(view: View) -> Chart:
    """How long it takes per owner."""
    return closing_chart.closing_by(view.measured(time_to_close_by, RequestGroup.OWNER), view.context, RequestGroup.OWNER)


def per_household(view: View) -> Chart:
    """How many requests a household has."""
    return raised_chart.requests_per_household(view.measured(requests_per_household), view.context)
