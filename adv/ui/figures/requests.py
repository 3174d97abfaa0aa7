"""Charts of residents' requests, and of themes that come up together."""

from __future__ import annotations

from msgspec.structs import replace

from adv.charts.chart import About, Bar, Chart, Columns, Named
from adv.charts.requests import raised as raised_chart
from adv.metrics.households import requests_per_household
from adv.metrics.requests import waiting, waiting_by_owner
from adv.metrics.source_rows import COMPLETED
from adv.metrics.themes import themes_together
from adv.metrics.values import NotAvailable
from adv.ui.view import View


def themes_in_one_conversation(view: View) -> Chart:
    """Which themes come up together."""
    exact, context = view.measured(themes_together), view.context
    about = About(context, "themes_together", context.text("figures.themes_together"))
    if isinstance(exact, NotAvailable):
        return about.unavailable(exact)
    columns: Columns = {
        "words.theme": exact.rows,
        **{Named(name): [row[at] for row in exact.counts] for at, name in enumerate(exact.columns)},
    }
    bars = tuple(
        Bar(one if one == other else f"{one} · {other}", count, COMPLETED.also(themes=one).also(themes=other))
        for place, (one, counts) in enumerate(zip(exact.rows, exact.counts, strict=True))
        for other, count in list(zip(exact.columns, counts, strict=True))[place:]
    )
    chart = about.listed(context.text("figures.themes_together_sentence"), columns, rows=COMPLETED)
    return replace(chart, bars=bars)


def waits_with(view: View) -> Chart:
    """With whom requests wait, and how long."""
    return raised_chart.waiting_by_owner(view.measured(waiting_by_owner), view.context)


def waits_longest(view: View) -> Chart:
    """The oldest requests one by one: for the coordinator."""
    return raised_chart.waiting_list(view.measured(waiting), view.context)


def per_household(view: View) -> Chart:
    """How many requests a household has."""
    return raised_chart.requests_per_household(view.measured(requests_per_household), view.context)
