"""Earned value: money against work, with its abbreviations for a controller in the download."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from operator import attrgetter
from typing import Any

from msgspec.structs import replace

from adv.charts.budget.earned_value import value_curve as value_chart
from adv.charts.chart import Chart
from adv.formats import Formats
from adv.metrics.earned_value import value_curve
from adv.metrics.final_cost import final_cost, no_end
from adv.metrics.values import NotAvailable
from adv.ui.view import View

LINES = {  # of money against work: how each is written; what the names have in common is where the metric has it
    **dict.fromkeys(("bac", "pv", "ev", "ac", "sv", "cv", "eac", "eac_atypical", "eac_combined", "etc", "vac"), "euro"),
    **dict.fromkeys(("spi", "cpi", "tcpi"), "decimal"),
    "schedule.es": "tenths_of_days",
    "schedule.sv_t": "signed_days",
    "schedule.spi_t": "decimal",
    "schedule.ieac_t": "days",
}
SHORT = {"eac_atypical": "EAC", "eac_combined": "EAC", "sv_t": "SV(t)", "spi_t": "SPI(t)", "ieac_t": "IEAC(t)"}
OF_THE_END = ("eac", "eac_atypical", "eac_combined", "etc", "vac", "tcpi", "ieac_t")  # what they tell is still to come
LONGEST = 36500  # days


WRITTEN: dict[str, Callable[[Formats, Any], str]] = {
    "decimal": lambda formats, value: formats.number(value, 2),
    "euro": lambda formats, cents: formats.euro(round(cents)),
    "days": lambda formats, value: formats.number(value),
    "tenths_of_days": lambda formats, value: formats.number(value, 1),
    "signed_days": lambda formats, value: formats.signed(value, 1),
}


def earned_value(view: View) -> Chart:
    """Draw money against work. What a controller calls it, earned value with its abbreviations, is in the download."""
    curve = view.measured(value_curve)
    chart = value_chart(curve, view.context)
    if isinstance(curve, NotAvailable) or chart.figure is None:
        return chart
    untold = no_end(curve, view.measured(final_cost))  # the page's answer says so: no line tells an end after all
    told = []
    for place, write in LINES.items():
        name, value = place.removeprefix("schedule."), attrgetter(place)(curve.value)
        if untold and name in OF_THE_END and not isinstance(value, NotAvailable):
            value = untold
        label = f"{SHORT.get(name, name.upper())}: {view.texts(f'figures.line.{name}')}"
        told.append((label, _written(view, name, write, value)))
    return replace(chart, in_download=tuple(told))


def _written(view: View, name: str, write: str, value: Any) -> str:  # noqa: ANN401 - a number, or why there is none
    if isinstance(value, NotAvailable):
        return f"– {view.context.why_not(value)}"
    written = WRITTEN[write](view.context.formats, value)
    if "days" not in write:
        return written
    days = view.texts("words.days.other", count=written)
    if name != "ieac_t":
        return days
    ends = view.project.period.start + timedelta(days=min(round(value), LONGEST))
    return f"{days} {view.texts('figures.ends', day=view.context.formats.long_day(ends))}"
