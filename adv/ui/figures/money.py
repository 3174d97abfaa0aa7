"""Of money: spent and left, and money against work."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pandas as pd

from adv.charts.budget.spending import is_all_money
from adv.charts.chart import Chart
from adv.metrics.budget import budget
from adv.metrics.final_cost import final_cost, no_end
from adv.metrics.source_rows import EXPENSES
from adv.metrics.value_curve import value_curve
from adv.metrics.values import NotAvailable
from adv.model import TargetUnit
from adv.ui.figures.lines import MISSING, Figure, decimal_line, euro_line, figures_table, missing_line, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.metrics.earned_value import EarnedValue
    from adv.ui.view import View

SHORT = {  # what project managers call each line
    **{key: key.upper() for key in ("bac", "pv", "ev", "ac", "sv", "cv", "spi", "cpi", "tcpi", "eac", "etc", "vac", "es")},
    "eac_atypical": "EAC",
    "eac_combined": "EAC",
    "sv_t": "SV(t)",
    "spi_t": "SPI(t)",
    "ieac_t": "IEAC(t)",
}

OF_THE_END = ("eac", "eac_atypical", "eac_combined", "etc", "vac", "tcpi", "ieac_t")  # what they tell is still to come


def budget_figures(view: View) -> Chart:
    """What was spent, what is left, and what a visit costs."""
    exact, euro = view.measured(budget), view.look.formats.euro
    definitions = ("spent", "cost_per_visit")
    if isinstance(exact, NotAvailable):
        return Chart(
            "budget_figures", text(view, "budget_figures"), view.look.why_not(exact), None, pd.DataFrame(), "", definitions
        )
    lines = [Figure("spent", euro(exact.spent_cents))]
    if is_all_money(view.selection):
        of_budget = text(view, "of_budget", share=view.look.formats.percent(exact.use), budget=euro(exact.budget_cents))
        lines = [Figure("spent", euro(exact.spent_cents), of_budget), Figure("remaining", euro(exact.remaining_cents))]
        planned = text(view, "planned_per_visit", amount=euro(round(exact.planned_cost_per_visit)))
        if view.selection.is_everything:
            key = "cost_per_visit" if view.project.target_unit is TargetUnit.VISITS else "cost_per_household"
            lines.append(euro_line(view, key, exact.cost_per_visit, planned))
        if not isinstance(exact.budget_lines_cents, NotAvailable):
            lines.append(Figure("budget_lines", euro(exact.budget_lines_cents)))
    return figures_table(view, "budget_figures", lines, definitions, rows=EXPENSES)


def earned_value_figures(view: View) -> Chart:
    """Money against work: earned value and earned schedule. Of the whole project only."""
    definitions = ("earned_value", "performance", "estimate", "earned_schedule")
    title = text(view, "earned_value_figures")
    if not view.selection.is_everything:
        return Chart("earned_value_figures", title, text(view, "whole_project_only"), None, pd.DataFrame(), "", definitions)
    curve = view.measured(value_curve)
    if isinstance(curve, NotAvailable):
        return Chart("earned_value_figures", title, view.look.why_not(curve), None, pd.DataFrame(), "", definitions)
    exact = curve.value
    lines = [Figure("bac", view.look.formats.euro(exact.bac)), *(euro_line(view, key, value) for key, value in _money(exact))]
    lines += [decimal_line(view, key, value) for key, value in (("spi", exact.spi), ("cpi", exact.cpi), ("tcpi", exact.tcpi))]
    lines += _schedule(view, exact)
    untold = no_end(curve, view.measured(final_cost))
    if untold:  # the page's answer says so: no line of the same page tells an end after all
        lines = [
            missing_line(view, line.key, untold) if line.key in OF_THE_END and line.value != MISSING else line for line in lines
        ]
    chart = figures_table(view, "earned_value_figures", lines, definitions, sentence=text(view, "earned_value_assumes"))
    chart.table.insert(2, text(view, "short"), [SHORT[line.key] for line in lines])
    return chart


def _money(exact: EarnedValue) -> Sequence[tuple[str, float | NotAvailable]]:
    return (
        ("pv", exact.pv),
        ("ev", exact.ev),
        ("ac", exact.ac),
        ("sv", exact.sv),
        ("cv", exact.cv),
        ("eac", exact.eac),
        ("eac_atypical", exact.eac_atypical),
        ("eac_combined", exact.eac_combined),
        ("etc", exact.etc),
        ("vac", exact.vac),
    )


def _schedule(view: View, exact: EarnedValue) -> list[Figure]:
    schedule, project = exact.schedule, view.project
    days = schedule.sv_t
    lines = [
        Figure("es", text(view, "days", count=view.look.formats.number(schedule.es, 1))),
        missing_line(view, "sv_t", days)
        if isinstance(days, NotAvailable)
        else Figure("sv_t", text(view, "days", count=view.look.formats.signed(days, 1))),
    ]
    lines.append(decimal_line(view, "spi_t", schedule.spi_t))
    duration = schedule.ieac_t
    if isinstance(duration, NotAvailable):
        return [*lines, missing_line(view, "ieac_t", duration)]
    ends = project.period.start + timedelta(days=min(round(duration), 36500))
    return [
        *lines,
        Figure(
            "ieac_t",
            text(view, "days", count=view.look.formats.number(duration)),
            text(view, "ends", day=view.look.formats.long_day(ends)),
        ),
    ]
