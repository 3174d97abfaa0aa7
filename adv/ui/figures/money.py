"""Of money: spent and left, and money against work."""

from __future__ import annotations

from datetime import timedelta
from operator import attrgetter
from typing import TYPE_CHECKING

from msgspec.structs import replace

from adv.charts.budget.earned_value import value_curve as value_chart
from adv.charts.budget.spending import is_all_money
from adv.indicators import explained
from adv.metrics.budget import budget
from adv.metrics.earned_value import value_curve
from adv.metrics.final_cost import final_cost, no_end
from adv.metrics.source_rows import EXPENSES
from adv.metrics.values import NotAvailable
from adv.model import TargetUnit
from adv.ui.figures.lines import MISSING, Figure, figures_table, missing_line, only_said, text, written_line

if TYPE_CHECKING:
    from adv.charts.chart import Chart
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


def budget_figures(view: View) -> Chart:
    """What was spent, what is left, and what a visit costs."""
    exact, euro = view.measured(budget), view.context.formats.euro
    if isinstance(exact, NotAvailable):
        return only_said(view, "budget_figures", exact)
    lines = [Figure("spent", euro(exact.spent_cents))]
    if is_all_money(view.selection):
        of_budget = text(view, "of_budget", share=view.context.formats.percent(exact.use), budget=euro(exact.budget_cents))
        lines = [Figure("spent", euro(exact.spent_cents), of_budget), Figure("remaining", euro(exact.remaining_cents))]
        planned = text(view, "planned_per_visit", amount=euro(round(exact.planned_cost_per_visit)))
        if view.selection.is_everything:
            key = "cost_per_visit" if view.project.target_unit is TargetUnit.VISITS else "cost_per_household"
            lines.append(written_line(view, key, "euro", exact.cost_per_visit, planned))
        if not isinstance(exact.budget_lines_cents, NotAvailable):
            lines.append(Figure("budget_lines", euro(exact.budget_lines_cents)))
    return figures_table(view, "budget_figures", lines, explained("budget_figures"), rows=EXPENSES)


def earned_value(view: View) -> Chart:
    """Draw money against work. What a controller calls it, earned value with its abbreviations, is in the download."""
    curve = view.measured(value_curve)
    chart = value_chart(curve, view.context, view.selection)
    if isinstance(curve, NotAvailable) or chart.figure is None:
        return chart
    values = {place.removeprefix("schedule."): (write, attrgetter(place)(curve.value)) for place, write in LINES.items()}
    lines = [
        written_line(view, name, write, value, _ends(view, value) if name == "ieac_t" else "")
        for name, (write, value) in values.items()
    ]
    untold = no_end(curve, view.measured(final_cost))
    if untold:  # the page's answer says so: no line of the same download tells an end after all
        lines = [
            missing_line(view, line.key, untold) if line.key in OF_THE_END and line.value != MISSING else line for line in lines
        ]
    told = [(f"{SHORT.get(line.key, line.key.upper())}: {line.name(view.texts)}", f"{line.value} {line.detail}") for line in lines]
    return replace(chart, in_download=tuple((name, value.strip()) for name, value in told))


def _ends(view: View, duration: float | NotAvailable) -> str:
    if isinstance(duration, NotAvailable):
        return ""
    ends = view.project.period.start + timedelta(days=min(round(duration), LONGEST))
    return text(view, "ends", day=view.context.formats.long_day(ends))
