"""Money against work in words: what a visit costs, whether the work is on time, and what it will come to. True in every state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.charts.chart import Chart
from adv.charts.tables import CENTS, table
from adv.charts.words import sentences
from adv.formats import rounded
from adv.metrics.final_cost import no_end
from adv.metrics.values import NotAvailable

if TYPE_CHECKING:
    from adv.charts.chart_context import Look
    from adv.metrics.final_cost import FinalCost
    from adv.metrics.value_curve import ValueCurve

ABOUT = 100 * CENTS  # an estimate is said to the nearest hundred euros


def unit_words(curve_unit: str, say: Look) -> dict[str, str]:
    """What counts towards the target, as texts fill it in: one, each, other."""
    return {form: say.text(f"unit.{curve_unit}.{form}") for form in ("one", "each", "other")}


def of_the_whole_only(look: Look, key: str, title: str, definitions: tuple[str, ...]) -> Chart:
    """A chart that says that it exists for the whole project only."""
    say = look.of("money")
    sentence = say.text("value_curve.whole_project")
    return Chart(key, title, sentence, None, table(say, {}), sentence, definitions)


def value_sentence(curve: ValueCurve, look: Look) -> str:
    """What a visit costs against what was budgeted, and how far the work is."""
    say = look.of("money")
    return sentences(_cost(curve, say), _time(curve, say))


def _cost(curve: ValueCurve, say: Look) -> str:
    spent, euro = curve.value.ac, say.formats.euro
    if isinstance(spent, NotAvailable):
        return say.text("value_curve.no_expenses")
    if not curve.completed:
        key = "nothing_done" if spent > 0 else "nothing_at_all" if spent == 0 else "nothing_done_paid_back"
        return say.text(f"value_curve.{key}", spent=euro(spent), back=euro(-spent))
    if spent <= 0:
        return say.text("value_curve.nothing_spent" if spent == 0 else "value_curve.paid_back", back=euro(-spent))
    each, planned = spent / curve.completed, curve.planned_cost_per_visit
    difference = rounded(each / CENTS) - rounded(planned / CENTS)
    key = "more" if difference > 0 else "less" if difference < 0 else "same"
    words = {"spent": euro(each, whole=True), "planned": euro(planned, whole=True)}
    return say.text(f"value_curve.per_visit_{key}", each=unit_words(curve.target_unit.value, say)["each"], **words)


def _time(curve: ValueCurve, say: Look) -> str:
    write, days = say.formats.long_day, say.count("days", abs(curve.lag_days))
    if curve.reached_on is not None:
        key = "late" if curve.lag_days > 0 else "early" if curve.lag_days < 0 else "on_time"
        return say.text(f"value_curve.reached_{key}", day=write(curve.reached_on), days=days)
    if curve.as_of < curve.period.start:
        return say.text("value_curve.not_begun", start=write(curve.period.start))
    if curve.period.is_over(curve.as_of):
        missing = curve.target - curve.completed
        return say.text("value_curve.period_over", last=write(curve.period.last_day), missing=missing)
    if is_on_plan(curve):
        return say.text("value_curve.on_plan")
    return say.text("value_curve.behind" if curve.lag_days > 0 else "value_curve.ahead", days=days)


def is_on_plan(curve: ValueCurve) -> bool:
    """Whether as much is completed as was planned, to the visit: as the page on coverage says it."""
    planned = curve.value.pv / curve.value.bac * curve.target
    return curve.lag_days == 0 or int(rounded(planned)) == curve.completed


def final_sentence(curve: ValueCurve, found: FinalCost | NotAvailable, look: Look) -> str:
    """What the money will come to, with its range; where there is none, what can be said and why not more."""
    say, spent = look.of("money"), curve.value.ac
    if isinstance(spent, NotAvailable):
        return say.text("final.no_expenses")
    if curve.reached_on is not None:
        return say.text("final.reached", spent=say.formats.euro(spent), against=_against(spent, curve, say, nearest=1))
    if curve.period.is_over(curve.as_of):
        outcome = say.text("final.period_over", spent=say.formats.euro(spent), against=_against(spent, curve, say, nearest=1))
        return sentences(outcome, _expected(curve, found, say))
    return _expected(curve, found, say)


def _expected(curve: ValueCurve, found: FinalCost | NotAvailable, say: Look) -> str:
    """What it will come to if the rest is done."""
    if isinstance(found, NotAvailable):
        return sentences(_simple(curve, found, say), say.text("final.why_no_range", reason=_reason(found, say)))
    if found.middle is None:
        return say.text("final.no_amount", months=found.months)
    about = say.text(
        "final.about", months=_months(found, say), middle=_about(found.middle, say), against=_against(found.middle, curve, say)
    )
    return sentences(about, _range(found, say), _chance(found, say))


def _months(found: FinalCost, say: Look) -> str:
    return say.text("spans.last_months", count=found.months)


def _range(found: FinalCost, say: Look) -> str:
    low = _about(found.low or 0.0, say)
    if found.high is None:
        return say.text("final.above", low=low)
    return say.text("final.between", low=low, high=_about(found.high, say))


def _chance(found: FinalCost, say: Look) -> str:
    share = say.formats.percent(min(0.99, max(0.01, found.chance_within_budget)), 0)
    more = found.chance_within_budget > 0.99  # noqa: PLR2004 - nothing that is drawn by lot is certain
    less = found.chance_within_budget < 0.01  # noqa: PLR2004 - as above
    chance = say.text("final.more_than" if more else "final.less_than", share=share) if more or less else share
    return say.text("final.chance", budget=say.formats.euro(found.budget_cents), chance=chance)


def _simple(curve: ValueCurve, found: NotAvailable, say: Look) -> str:
    """The estimate of the textbooks, when enough is completed to go by."""
    amount = curve.value.eac
    if isinstance(amount, NotAvailable) or no_end(curve, found):
        return say.text("final.too_early")
    each = unit_words(curve.target_unit.value, say)["each"]
    return say.text("final.simple", each=each, amount=_about(amount, say), against=_against(amount, curve, say))


def _reason(found: NotAvailable, say: Look) -> str:
    why = say.why_not(found).rstrip(".")
    return f"{why[:1].lower()}{why[1:]}"


def _about(cents: float, say: Look) -> str:
    return say.formats.euro(_near(cents, ABOUT))


def _near(cents: float, nearest: int) -> int:
    return int(rounded(cents / nearest)) * nearest


def _against(cents: float, curve: ValueCurve, say: Look, nearest: int = ABOUT) -> str:
    difference = _near(cents, nearest) - round(curve.value.bac)
    if difference == 0:
        return say.text("final.on_budget")
    return say.text("final.over" if difference > 0 else "final.under", amount=say.formats.euro(abs(difference)))
