"""Of residents' requests, and of themes that come up together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from adv.charts.chart import Bar, Chart
from adv.metrics.requests import requests_raised
from adv.metrics.source_rows import CLOSED, COMPLETED, REQUESTS, TAKEN_UP
from adv.metrics.themes import themes_together
from adv.metrics.time_to_close import time_to_close
from adv.metrics.values import NotAvailable
from adv.ui.figures.lines import Figure, bar, decimal_line, figures_table, missing_line, rate_line, text

if TYPE_CHECKING:
    from adv.ui.view import View


def request_figures(view: View) -> Chart:
    """Requests per conversation, taken up, resolved, and the days until half are closed."""
    exact, definitions = view.measured(requests_raised), ("requests", "taken_up", "resolved", "time_to_close", "interval")
    if isinstance(exact, NotAvailable):
        return Chart(
            "request_figures", text(view, "request_figures"), view.look.why_not(exact), None, pd.DataFrame(), "", definitions
        )
    closing = view.measured(time_to_close)
    median = closing if isinstance(closing, NotAvailable) else closing.told_median
    lines = [
        decimal_line(view, "per_conversation", exact.per_conversation),
        rate_line(view, "taken_up", exact.taken_up),
        rate_line(view, "resolved", exact.resolved),
    ]
    lines.append(
        missing_line(view, "median", median)
        if isinstance(median, NotAvailable)
        else Figure("median", text(view, "days", count=view.look.formats.number(median)))
    )
    bars = (
        bar(view, "taken_up", exact.taken_up.numerator, TAKEN_UP),
        bar(view, "resolved", exact.resolved.numerator, CLOSED),
    )
    return figures_table(view, "request_figures", lines, definitions, rows=REQUESTS, bars=bars)


def themes_in_one_conversation(view: View) -> Chart:
    """Which themes come up together."""
    exact, title, definitions = view.measured(themes_together), text(view, "themes_together"), ("themes_together",)
    if isinstance(exact, NotAvailable):
        return Chart("themes_together", title, view.look.why_not(exact), None, pd.DataFrame(), "", definitions)
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
    return Chart("themes_together", title, sentence, None, pd.DataFrame(rows), "", definitions, rows=COMPLETED, bars=bars)
