"""Of visits and households: what a conversation takes, and pace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.metrics.coverage import coverage
from adv.metrics.households import contact_rates
from adv.metrics.source_rows import COMPLETED, VISITS
from adv.metrics.values import NotAvailable
from adv.ui.figures.lines import Figure, bar, counted_line, decimal_line, figures_table, missing_line, text

if TYPE_CHECKING:
    from adv.charts.chart import Bar, Chart
    from adv.metrics.coverage import Coverage
    from adv.ui.view import View


def coverage_figures(view: View) -> Chart:
    """Households, visits per conversation and pace."""
    exact, rates = view.measured(coverage), view.measured(contact_rates)
    lines = []
    if isinstance(exact, NotAvailable):
        lines.append(missing_line(view, "households_reached", exact))
    else:
        lines.append(counted_line(view, "households_reached", exact.households_reached))
    if isinstance(rates, NotAvailable):
        lines.append(missing_line(view, "attempts_per_conversation", rates))
    else:
        lines.append(decimal_line(view, "attempts_per_conversation", rates.attempts_per_conversation))
    definitions = ["households_reached", "attempts_per_conversation"]
    if view.selection.is_everything and not isinstance(exact, NotAvailable):
        lines += _pace(view, exact)
        definitions.append("pace")
    bars: tuple[Bar, ...] = ()
    if not isinstance(exact, NotAvailable) and not isinstance(exact.households_reached, NotAvailable):
        bars = (bar(view, "households_reached", exact.households_reached, COMPLETED.as_households),)
    return figures_table(view, "coverage_figures", lines, tuple(definitions), rows=VISITS, bars=bars)


def _pace(view: View, exact: Coverage) -> list[Figure]:
    names = ("needed", "last_8_weeks", "whole_run")
    return [decimal_line(view, f"pace_{name}", getattr(exact.pace, name), text(view, "per_week")) for name in names]
