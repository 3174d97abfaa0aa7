"""Hulpvragen: what waits and with whom, how far the requests are, and how long they take."""

from adv import ui
from adv.charts import requests as draw
from adv.charts.chart import Chart
from adv.metrics.households import requests_per_household
from adv.metrics.requests import RequestGroup, ageing, requests_by, requests_raised, waiting, waiting_by_owner
from adv.metrics.time_to_close import time_to_close
from adv.metrics.values import NotAvailable

DIVIDED = {"wie": "owner", "thema": "theme", "doel": "goal", "gebied": "area"}


def so_far(view: ui.View) -> str:
    """Say how many requests are not done yet, and how long they have waited."""
    return draw.requests_answer(view.measured(requests_raised), view.measured(ageing), view.context)


def how_far(view: ui.View) -> Chart:
    """Draw how far the requests are, by owner, theme, goal or area."""
    group = RequestGroup(view.by)
    return draw.requests_by(view.measured(requests_by, group), view.context, group)


def theme_and_status(view: ui.View) -> Chart:
    """List how far the requests of each theme are."""
    return draw.themes_and_statuses(view.measured(requests_by, RequestGroup.THEME), view.context)


def half_closed(view: ui.View) -> str:
    """Say in which time half of them are closed."""
    found = view.measured(time_to_close)
    return "" if isinstance(found, NotAvailable) else draw.follow_up_sentence(found, view.context)


until_closed = ui.drawn("until_closed", draw.follow_up, time_to_close)
waits_with = ui.drawn("waits_with", draw.waiting_by_owner, waiting_by_owner)
waits_longest = ui.drawn("waits_longest", draw.waiting_list, waiting)  # one by one: for the coordinator
per_household = ui.drawn("per_household", draw.requests_per_household, requests_per_household)

view = ui.open_page()

ui.answer(view, so_far)
if view.rows.has("requests"):  # else there is nothing to divide or to choose
    ui.charts(view, waits_longest, is_told=True)
    ui.charts(view, how_far, by=ui.Choice("naar", DIVIDED, tuple(f"requests_by_{group}" for group in DIVIDED.values())))
    ui.remark(view, half_closed)
    ui.charts(view, theme_and_status, is_told=True)
    ui.more(view, waits_with, until_closed, per_household, needs={until_closed: "requests.closed_on"})
