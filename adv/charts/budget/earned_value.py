"""Earned value: money against work in words, with its abbreviations for a download."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from operator import attrgetter
from typing import Any

from adv.charts.chart import About, Chart, Columns, euros, titled
from adv.charts.chart_context import ChartContext, sentences
from adv.formats import CENTS, Formats, rounded
from adv.metrics.earned_value import ValueCurve
from adv.metrics.final_cost import FinalCost, no_end
from adv.metrics.source_rows import EXPENSES
from adv.metrics.values import NotAvailable

HUNDRED_EUROS = 100 * CENTS  # an estimate is said to the nearest hundred euros
LINES = {  # of money against work, by a controller's abbreviation: how each is written
    **dict.fromkeys(("bac", "pv", "ev", "ac", "sv", "cv", "eac", "eac_atypical", "eac_combined", "etc", "vac"), "euro"),
    **dict.fromkeys(("spi", "cpi", "tcpi", "schedule.spi_t"), "decimal"),
    "schedule.es": "tenths_of_days",
    "schedule.sv_t": "signed_days",
    "schedule.ieac_t": "days",
}
SHORT = {"eac_atypical": "EAC", "eac_combined": "EAC", "sv_t": "SV(t)", "spi_t": "SPI(t)", "ieac_t": "IEAC(t)"}
OF_THE_END = ("eac", "eac_atypical", "eac_combined", "etc", "vac", "tcpi", "ieac_t")  # estimates of the money still to come
MOST_DAYS = 36500  # days
WRITTEN: dict[str, Callable[[Formats, Any], str]] = {
    "decimal": lambda formats, value: formats.number(value, 2),
    "euro": lambda formats, cents: formats.euro(round(cents)),
    "days": lambda formats, value: formats.number(value),
    "tenths_of_days": lambda formats, value: formats.number(value, 1),
    "signed_days": lambda formats, value: formats.signed(value, 1),
}


def _cost(curve: ValueCurve, context: ChartContext) -> str:
    spent, euro = curve.value.ac, context.formats.euro
    if isinstance(spent, NotAvailable):
        return context.text("money.value_curve.no_expenses")
    if not curve.completed:
        key = "money.value_curve.nothing_done" if spent > 0 else "money.value_curve.nothing_at_all"
        return context.text("money.value_curve.nothing_done_paid_back" if spent < 0 else key, spent=euro(spent), back=euro(-spent))
    if spent <= 0:
        return context.text("money.value_curve.nothing_spent" if spent == 0 else "money.value_curve.paid_back", back=euro(-spent))
    each = spent / curve.completed
    planned = curve.planned_cost_per_visit
    difference = rounded(each / CENTS) - rounded(planned / CENTS)
    key = "money.value_curve.per_visit_more" if difference > 0 else "money.value_curve.per_visit_less"
    words = {"spent": euro(each, whole=True), "planned": euro(planned, whole=True)}
    each_one = context.text("money.unit.each", by=curve.target_unit)
    return context.text(key if difference else "money.value_curve.per_visit_same", each=each_one, **words)


def _time(curve: ValueCurve, context: ChartContext) -> str:
    write = context.formats.long_day
    days = context.count("words.days", abs(curve.lag_days))
    if curve.reached_on is not None:
        key = "money.value_curve.reached_late" if curve.lag_days > 0 else "money.value_curve.reached_early"
        key = key if curve.lag_days else "money.value_curve.reached_on_time"
        return context.text(key, day=write(curve.reached_on), days=days)
    if curve.as_of < curve.period.start:
        return context.text("money.value_curve.not_begun", start=write(curve.period.start))
    if curve.period.is_over(curve.as_of):
        return context.count("overview.headline.short", curve.target - curve.completed, by=curve.target_unit)
    # As much is completed as was planned, to the visit: as the page on coverage says it.
    if curve.lag_days == 0 or int(rounded(curve.value.pv / curve.value.bac * curve.target)) == curve.completed:
        return context.text("money.value_curve.on_plan")
    return context.text("money.value_curve.behind" if curve.lag_days > 0 else "money.value_curve.ahead", days=days)


def budget_answer(curve: ValueCurve, found: FinalCost | NotAvailable, context: ChartContext) -> str:
    """Say with one number whether the project is, stays or will be over or under the budget, and why."""
    spent = curve.value.ac
    cost = _cost(curve, context)
    euro = context.formats.euro
    if isinstance(spent, NotAvailable):
        return cost
    if spent > curve.value.bac or curve.reached_on is not None or curve.period.is_over(curve.as_of):
        return sentences(_against_budget(spent, curve, context, "is", nearest=1), cost)
    if isinstance(found, NotAvailable) or found.middle is None:
        left = euro(round(curve.value.bac) - spent)
        return sentences(context.text("money.answer.so_far", left=left, budget=euro(curve.value.bac)), cost)
    return sentences(_against_budget(found.middle, curve, context, "will", nearest=HUNDRED_EUROS), cost)


def _against_budget(cents: float, curve: ValueCurve, context: ChartContext, when: str, *, nearest: int) -> str:
    """Say by how much an amount is over or under the budget, or that it is on it."""
    euro = context.formats.euro
    difference = _near(cents, nearest) - round(curve.value.bac)
    side = "over" if difference > 0 else "under" if difference < 0 else "on"
    return context.text("money.answer", by=f"{when}_{side}", amount=euro(abs(difference)), budget=euro(curve.value.bac))


def final_sentence(curve: ValueCurve, found: FinalCost | NotAvailable, context: ChartContext) -> str:
    """Say what the project will have cost when the target is reached, with its range; where there is none, why."""
    if isinstance(curve.value.ac, NotAvailable):
        return context.text("money.final.no_expenses")
    if curve.reached_on is not None:
        return context.text("money.final.reached", spent=context.formats.euro(curve.value.ac))
    if isinstance(found, NotAvailable):
        why = context.why_not(found).rstrip(".")
        reason = context.text("money.final.why_no_range", reason=f"{why[:1].lower()}{why[1:]}")
        return sentences(_simple(curve, found, context), reason)
    if found.middle is None:
        return context.text("money.final.no_amount", months=found.months)
    low, high = _about(found.low or 0.0, context), "" if found.high is None else _about(found.high, context)
    between = context.text("money.final.between", low=low, high=high) if high else context.text("money.final.above", low=low)
    return sentences(between, _chance(found, context))


def _chance(found: FinalCost, context: ChartContext) -> str:
    share = context.formats.percent(min(0.99, max(0.01, found.chance_within_budget)), 0)
    if not 0.01 <= found.chance_within_budget <= 0.99:  # noqa: PLR2004 - nothing that is drawn by lot is certain
        share = context.text("money.final.more_than" if found.chance_within_budget > 0.5 else "money.final.less_than", share=share)  # noqa: PLR2004 - as above
    return context.text("money.final.chance", budget=context.formats.euro(found.budget_cents), chance=share)


def _simple(curve: ValueCurve, found: NotAvailable, context: ChartContext) -> str:
    """Give the estimate of the textbooks, when enough is completed to go by."""
    amount = curve.value.eac
    if isinstance(amount, NotAvailable) or no_end(curve, found):
        return context.text("money.final.too_early")
    each = context.text("money.unit.each", by=curve.target_unit)
    return context.text("money.final.simple", each=each, amount=_about(amount, context))


def _about(cents: float, context: ChartContext) -> str:
    return context.formats.euro(_near(cents, HUNDRED_EUROS))


def _near(cents: float, nearest: int) -> int:
    return int(rounded(cents / nearest)) * nearest


@titled("value_curve", "money.value_curve.title")
def value_curve(about: About, curve: ValueCurve, context: ChartContext, found: FinalCost | NotAvailable) -> Chart:
    """List planned, done and spent of the whole project. Earned value with its abbreviations, for a controller, is in the download."""
    value = curve.value
    amounts = {"money.value_curve.plan": value.pv, "money.value_curve.earned": value.ev}
    amounts |= {} if isinstance(value.ac, NotAvailable) else {"words.spent": value.ac}
    columns: Columns = {"words.what": [*map(context.text, amounts)], "words.amount_euro": euros([*amounts.values()])}
    told = sentences(_cost(curve, context), _time(curve, context))
    return about.listed(told, columns, rows=EXPENSES, in_download=_for_a_controller(curve, context, found))


def _for_a_controller(curve: ValueCurve, context: ChartContext, found: FinalCost | NotAvailable) -> tuple[tuple[str, str], ...]:
    untold = no_end(curve, found)  # the page's answer says so: no line tells an end after all
    told = []
    for place, write in LINES.items():
        name = place.removeprefix("schedule.")
        value = attrgetter(place)(curve.value)
        value = untold if untold and name in OF_THE_END and not isinstance(value, NotAvailable) else value
        written = f"– {context.why_not(value)}" if isinstance(value, NotAvailable) else WRITTEN[write](context.formats, value)
        if "days" in write and not isinstance(value, NotAvailable):
            written = context.text("words.days.other", count=written)
            if name == "ieac_t":
                ends = curve.period.start + timedelta(days=min(round(value), MOST_DAYS))
                written = f"{written} {context.text('figures.ends', day=context.formats.long_day(ends))}"
        told.append((f"{SHORT.get(name, name.upper())}: {context.text('figures.line', by=name)}", written))
    return tuple(told)
