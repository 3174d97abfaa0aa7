"""Whether people are reached, where, on which days, and where one still has to go."""

from __future__ import annotations

from adv.charts.chart import Chart
from adv.charts.coverage import homes as homes_chart
from adv.charts.coverage import response as draw
from adv.metrics.homes import ToDo, homes, still_to_do
from adv.metrics.households import contact_rates, funnel
from adv.metrics.values import NotAvailable
from adv.metrics.visits import days_to_conversation
from adv.ui.view import View, made


def household_funnel(view: View) -> Chart:
    """From the register to a closed request, step by step."""
    return homes_chart.household_funnel(view.measured(funnel), view.context)


def contact(view: View) -> Chart:
    """Contact, response and refusal, and how long it took."""
    return draw.contact_rates(view.measured(contact_rates), view.context, view.measured(days_to_conversation))


def homes_reached(view: View) -> Chart:
    """How far one is with the homes."""
    return homes_chart.homes(view.measured(homes), view.context, view.selection)


def places_to_go(view: View) -> ToDo | NotAvailable:
    """What two lists are made of."""
    return view.measured(still_to_do)


def homes_to_do(view: View) -> Chart:
    """Where to go again: for the coordinator."""
    return homes_chart.to_do(made(view, places_to_go), view.context, view.selection)


def homes_never_approached(view: View) -> Chart:
    """Where nobody was yet: for the coordinator."""
    return homes_chart.never_approached(made(view, places_to_go), view.context, view.selection)
