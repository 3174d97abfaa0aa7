"""Money: spent on what, against the work done, and what it will come to."""

from __future__ import annotations

from adv.indicators.entry import (
    Basis,
    ChartKind,
    Choices,
    Figure,
    Indicator,
    Measured,
    Section,
    Shown,
    by,
    by_span,
    counts,
    euros,
    in_euros,
    value,
)
from adv.metrics import budget as money
from adv.metrics.coverage import planned
from adv.metrics.earned_value import earned_value, value_curve
from adv.metrics.final_cost import final_cost, visit_cost
from adv.metrics.source_rows import BUDGET_LINES, EXPENSES
from adv.metrics.spans import Span
from adv.metrics.values import NotAvailable


def _planned_value(measured: Measured) -> float | None:
    project = measured.project
    return euros(project.budget_cents * planned(project, measured.as_of) / project.target) if measured.day else None


def _set_aside(lines: tuple[money.Line, ...]) -> dict[str, float | None]:
    return {line.name: euros(line.set_aside) for line in lines}


def _spent(found: money.SpentByGroup) -> dict[str, float | None]:
    return by(found.groups, map(euros, found.spent_cents))


def _why_no_end(measured: Measured) -> str | None:
    found = measured(final_cost)
    return found.reason if isinstance(found, NotAvailable) else None


BUDGET = Section(
    "Budget",
    Indicator(
        key="against_lines",
        formula="Σ budget lines, Σ amount up to as of, per category, per year and for each category in each year; difference = Σ budget lines − budget",
        basis=Basis("euro", "sheets Uitgaven, Begroting, project settings", rows=BUDGET_LINES),
        figures=(
            value("budget.budget_lines.total", money.against_lines, lambda found: euros(found.lines_cents)),
            counts("budget.budget_lines.by_category", money.against_lines, lambda found: _set_aside(found.categories)),
            counts("budget.budget_lines.by_year", money.against_lines, lambda found: _set_aside(found.years)),
        ),
        note="What was set aside.",
        shown=Shown("budget", ChartKind.TABLE, "budget_cells"),
    ),
    Indicator(
        key="spent",
        formula="Σ amount; remaining = budget − spent; use = spent ÷ budget",
        basis=Basis("euro; share", "sheet Uitgaven, project settings", "budget", rows=EXPENSES),
        metrics=(money.spend_curve, value_curve),
        figures=(
            Figure("budget.budget", lambda measured: euros(measured.project.budget_cents)),
            value("budget.spent", money.budget, lambda found: euros(found.spent_cents), is_count=True),
            value("budget.remaining", money.budget, lambda found: euros(found.remaining_cents)),
            value("budget.use", money.budget, "use"),
        ),
        note="`remaining` is budget − spent, `use` spent ÷ budget.",
        shown=Shown(
            "budget", ChartKind.BARS, "spent_by_category spent_by_organisation spent_over_time spent_by_year budget_cells euros"
        ),
    ),
    Indicator(
        key="spent_by",
        formula="Σ amount per group; Σ budget lines per category or year",
        basis=Basis("euro", "sheets Uitgaven, Begroting", rows=EXPENSES),
        metrics=(Choices(money.spent_by, tuple(money.MoneyGroup)), Choices(money.spent_over_time, tuple(Span))),
        figures=(
            counts("budget.by_category", money.spent_by, _spent, money.MoneyGroup.CATEGORY),
            counts("budget.by_partner", money.spent_by, _spent, money.MoneyGroup.ORGANISATION),
            *(
                counts(
                    f"budget.by_{span.value}",
                    money.spent_over_time,
                    lambda found: by_span(found.span, found.starts, map(euros, found.spent_cents)),
                    span,
                )
                for span in (Span.YEAR, Span.QUARTER, Span.MONTH)
            ),
        ),
        shown=Shown("budget", ChartKind.BARS, "spent_by_category spent_by_organisation spent_over_time spent_by_year"),
    ),
    Indicator(
        key="cost_per_visit",
        formula="spent ÷ completed; budget ÷ target",
        basis=Basis("euro a visit", "sheets Uitgaven, Bezoeken, project settings", "completed; target", rows=EXPENSES),
        metrics=(Choices(visit_cost, tuple(Span)),),
        figures=(
            Figure("budget.cost_per", lambda measured: measured.project.target_unit.value),
            value("budget.cost_per_visit", money.budget, lambda found: euros(found.cost_per_visit)),
            Figure("budget.planned_cost_per_visit", lambda of: euros(of.project.budget_cents / of.project.target)),
        ),
        note="`cost_per` is what the target counts (`visits` or `households`): of these the others are the cost of one. `cost_per_visit` is null when nothing was completed.",
        shown=Shown("budget", ChartKind.DOTS, "compared_cost visit_cost"),
    ),
    Indicator(
        key="visit_cost",
        formula="Σ amount ÷ completed, up to the end of each quarter; and within each quarter",
        basis=Basis("euro a visit", "sheets Uitgaven, Bezoeken", "completed", rows=EXPENSES),
        metrics=(Choices(visit_cost, tuple(Span)),),
        shown=Shown("budget", ChartKind.LINES, "visit_cost"),
    ),
    Indicator(
        key="final_cost",
        formula="spent + bootstrap of whole months (completed, amount), the last 12 since the first visit or booking, each path from a past drawn with replacement; the last month for the part that is needed; P10, P50, P90; chance = share of the paths ≤ budget; how often it holds: docs/forecast.md",
        basis=Basis(
            "euro; share",
            "Efron 1979, Annals of Statistics 7:1; Stine, Bootstrap prediction intervals, JASA 80:1026 (1985)",
            "2 000 paths, seeded",
            rows=EXPENSES,
        ),
        figures=(
            Figure("budget.final_cost.why_not", _why_no_end, final_cost),
            *(
                value(f"budget.final_cost.{key}", final_cost, in_euros(name))
                for key, name in (("p10", "low"), ("p50", "middle"), ("p90", "high"))
            ),
            value("budget.final_cost.chance_within_budget", final_cost, "chance_within_budget"),
        ),
        note="When there is no range, `why_not` is `target_reached`, `too_little_history`, `no_progress`, `no_expenses`, `no_visits` or `no_households`, and the others are null. A limit alone may be null: then more paths than that take over ten years.",
        shown=Shown("budget", ChartKind.BARS, "final_cost"),
    ),
    Indicator(
        key="earned_value",
        formula="PV = budget × planned ÷ target; EV = budget × min(1, coverage); AC = spent",
        basis=Basis("euro", "PMI, Practice Standard for Earned Value Management", "target", rows=EXPENSES),
        metrics=(value_curve,),
        figures=(Figure("budget.pv", _planned_value), value("budget.ev", earned_value, in_euros("ev"))),
        shown=Shown("budget", ChartKind.TABLE, "value_curve"),
    ),
    Indicator(
        key="performance",
        formula="CPI = EV ÷ AC; SPI = EV ÷ PV; CV = EV − AC; SV = EV − PV",
        basis=Basis("ratio; euro", "PMI, Practice Standard for Earned Value Management", "AC; PV"),
        figures=(
            *(value(f"budget.{name}", earned_value, name) for name in ("cpi", "spi")),
            *(value(f"budget.{name}", earned_value, in_euros(name)) for name in ("sv", "cv")),
        ),
        note="`sv` and `cv` are euros, `cpi` and `spi` ratios.",
        metrics=(value_curve,),
        shown=Shown("budget", None, "value_curve"),
    ),
    Indicator(
        key="estimate",
        formula="EAC = BAC ÷ CPI, or AC + (BAC − EV), or AC + (BAC − EV) ÷ (CPI · SPI); ETC = EAC − AC; VAC = BAC − EAC; TCPI = (BAC − EV) ÷ (BAC − AC); on the page none of these, nor IEAC(t), with fewer than 5 completed and no range, or when more than half of the paths take over ten years (the JSON has them)",
        basis=Basis("euro; ratio", "PMI, Practice Standard for Earned Value Management", "CPI; CPI · SPI; BAC − AC"),
        figures=(
            value("budget.tcpi", earned_value, "tcpi"),
            *(
                value(f"budget.{name}", earned_value, in_euros(name))
                for name in ("eac", "eac_atypical", "eac_combined", "etc", "vac")
            ),
        ),
        note="In euros; `tcpi` is a ratio.",
        metrics=(value_curve,),
        shown=Shown("budget", None, "final_cost"),
    ),
    Indicator(
        key="earned_schedule",
        formula="ES = time at which the plan earns today's EV; AT = days from the start to as of (or to the day the target was reached); SV(t) = ES − AT; SPI(t) = ES ÷ AT; IEAC(t) = PD ÷ SPI(t)",
        basis=Basis("days; ratio", "Lipke, Schedule is Different, The Measurable News (2003)", "AT; SPI(t)"),
        figures=tuple(value(f"budget.{name}", earned_value, f"schedule.{name}") for name in ("es", "sv_t", "spi_t", "ieac_t")),
        note="`es`, `sv_t` and `ieac_t` are days, `spi_t` is a ratio.",
        metrics=(value_curve,),
        shown=Shown("budget", None, "value_curve"),
    ),
)
