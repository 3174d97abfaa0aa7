"""Of residents' requests, and of themes that come up together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from adv.charts.chart import Bar, Chart
from adv.charts.requests import raised as raised_chart
from adv.indicators import explained
from adv.metrics.households import requests_per_household
from adv.metrics.requests import requests_raised, waiting, waiting_by_owner
from adv.metrics.source_rows import COMPLETED, REQUESTS
from adv.metrics.themes import themes_together
from adv.metrics.values import NotAvailable
from adv.ui.figures.lines import of_catalogue, only_said, text

if TYPE_CHECKING:
    from adv.ui.view import View


def request_figures(view: View) -> Chart:
    """Requests per conversation, taken up, resolved, and the days until half are closed."""
    exact = view.measured(requests_raised)
    if isinstance(exact, NotAvailable):
        return only_said(view, "request_figures", exact)
    return of_catalogue(view, "request_figures", REQUESTS)


def themes_in_one_conversation(view: View) -> Chart:
    """Which themes come up together."""
    exact, key = view.measured(themes_together), "themes_together"
    if isinstance(exact, NotAvailable):
        return only_said(view, key, exact)
    rows = [
        {text(view, "theme"): name, **dict(zip(exact.columns, counts, strict=True))}
        for name, counts in zip(exact.rows, exact.counts, strict=True)
    ]
    bars = tuple(
        Bar(one if one == other else f"{one} · {other}", count, COMPLETED.also(themes=one).also(themes=other))
        for place, (one, counts) in enumerate(zip(exact.rows, exact.counts, strict=True))
        for other, count in list(zip(exact.columns, counts, strict=True))[place:]
    )
    sentence = text(view, "themes_together_sentence")
    return Chart(
        key=key,
        title=text(view, key),
        sentence=sentence,
        figure=None,
        table=pd.DataFrame(rows),
        alt="",
        definitions=explained(key),
        rows=COMPLETED,
        bars=bars,
    )


def waits_with(view: View) -> Chart:
    """With whom requests wait, and how long."""
    return raised_chart.waiting_by_owner(view.measured(waiting_by_owner), view.context)


def waits_longest(view: View) -> Chart:
    """The oldest requests one by one: for the coordinator."""
    return raised_chart.waiting_list(view.measured(waiting), view.context)


def per_household(view: View) -> Chart:
    """How many requests a household has."""
    return raised_chart.requests_per_household(view.measured(requests_per_household), view.context)
