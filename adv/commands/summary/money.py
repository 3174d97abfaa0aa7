"""The figures about money that `summary` prints: in euros, rounded to the cent; ratios and days as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.commands.summary.values import plain, span_code
from adv.metrics.budget import MoneyGroup, SpentByGroup, SpentOverTime, budget, spent_by, spent_over_time
from adv.metrics.budget_lines import against_lines
from adv.metrics.earned_value import EarnedValue, earned_value
from adv.metrics.final_cost import final_cost
from adv.metrics.plan import planned
from adv.metrics.spans import Span
from adv.metrics.values import NotAvailable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from adv.commands.summary.values import Figures
    from adv.metrics.budget_lines import Line
    from adv.model import Dataset, Project

CENTS = 100
SPANS = (Span.YEAR, Span.QUARTER, Span.MONTH)
IN_EUROS = ("sv", "cv", "eac", "eac_atypical", "eac_combined", "etc", "vac")
RATIOS = ("cpi", "spi", "tcpi")
IN_TIME = ("es", "sv_t", "spi_t", "ieac_t")


def budget_figures(dataset: Dataset, project: Project, as_of: date) -> Figures:
    """Spent and by what, against the budget and its lines, against the work done, and what it will come to."""
    money = budget(dataset, project, as_of)
    return {
        "budget": _euros(project.budget_cents),
        "spent": None if isinstance(money, NotAvailable) else _euros(money.spent_cents),
        "remaining": None if isinstance(money, NotAvailable) else _euros(money.remaining_cents),
        "use": None if isinstance(money, NotAvailable) else money.use,
        "by_category": _groups(spent_by(dataset, project, as_of, MoneyGroup.CATEGORY)),
        "by_partner": _groups(spent_by(dataset, project, as_of, MoneyGroup.ORGANISATION)),
        **{f"by_{span.value}": _spans(spent_over_time(dataset, project, as_of, span)) for span in SPANS},
        "budget_lines": _lines(dataset, project, as_of),
        "cost_per": project.target_unit.value,
        "cost_per_visit": None if isinstance(money, NotAvailable) else _euros(money.cost_per_visit),
        "planned_cost_per_visit": _euros(project.budget_cents / project.target),
        "pv": _euros(project.budget_cents * planned(project, as_of) / project.target),
        **_value(earned_value(dataset, project, as_of)),
        "final_cost": _final(dataset, project, as_of),
    }


def _groups(found: SpentByGroup | NotAvailable) -> Figures:
    return {} if isinstance(found, NotAvailable) else dict(zip(found.groups, map(_euros, found.spent_cents), strict=True))


def _spans(found: SpentOverTime | NotAvailable) -> Figures:
    if isinstance(found, NotAvailable):
        return {}
    return {span_code(found.span, start): _euros(cents) for start, cents in zip(found.starts, found.spent_cents, strict=True)}


def _lines(dataset: Dataset, project: Project, as_of: date) -> Figures:
    found = against_lines(dataset, project, as_of)
    if isinstance(found, NotAvailable):
        return {"total": None, "by_category": {}, "by_year": {}}
    return {"total": _euros(found.lines_cents), "by_category": _set_aside(found.categories), "by_year": _set_aside(found.years)}


def _set_aside(lines: Iterable[Line]) -> Figures:
    return {line.name: _euros(line.set_aside) for line in lines}


def _value(found: EarnedValue | NotAvailable) -> Figures:
    if isinstance(found, NotAvailable):
        return dict.fromkeys(["ev", *RATIOS, *IN_EUROS, *IN_TIME])
    return {
        "ev": _euros(found.ev),
        **{key: plain(getattr(found, key)) for key in RATIOS},
        **{key: _euros(getattr(found, key)) for key in IN_EUROS},
        **{key: plain(getattr(found.schedule, key)) for key in IN_TIME},
    }


def _final(dataset: Dataset, project: Project, as_of: date) -> Figures:
    found = final_cost(dataset, project, as_of)
    if isinstance(found, NotAvailable):
        return {"why_not": found.reason, "p10": None, "p50": None, "p90": None, "chance_within_budget": None}
    ends = {"p10": found.low, "p50": found.middle, "p90": found.high}
    return {
        "why_not": None,
        **{key: None if value is None else _euros(value) for key, value in ends.items()},
        "chance_within_budget": found.chance_within_budget,
    }


def _euros(cents: float | NotAvailable) -> float | None:
    return None if isinstance(cents, NotAvailable) else round(cents / CENTS, 2)
