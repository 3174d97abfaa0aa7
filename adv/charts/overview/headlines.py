"""The answers at a glance: visits, euros and open questions, and for each whether it is on course and why."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from adv.charts.budget.spending import is_all_money, spent_so_far
from adv.charts.chart import About
from adv.charts.chart_context import ChartContext, lasting
from adv.charts.coverage.visits import COUNTED, DONE
from adv.charts.kinds.lines import value_at
from adv.charts.requests import ageing_sentence
from adv.formats import CENTS, rounded
from adv.metrics.budget import SpendCurve
from adv.metrics.coverage import Coverage
from adv.metrics.on_course import (
    EUROS_ON_COURSE,
    Course,
    course,
    is_ahead,
    is_dear,
    is_nearly_reached,
    requests_course,
    visits_course,
)
from adv.metrics.requests import Ageing, Requests
from adv.metrics.selection import EVERYTHING, Selection
from adv.metrics.values import NotAvailable
from adv.model import TargetUnit

NO_VALUE = "–"  # the reason stands below it, and is no number to be set large


class Verdict(Struct, frozen=True):
    """A course with its word ("Loopt achter"), and why it is so ("5 bezoeken onder de planning, ongeveer 33 dagen.")."""

    course: Course
    word: str
    why: str


class Headline(Struct, frozen=True):
    """One answer: what, how much, of how much, and how it stands. All texts are plain, in the user's language."""

    key: str  # visits, euros, requests, social
    label: str  # "Huisbezoeken"
    value: str  # "91 van 160"
    verdict: Verdict
    bar: Sequence[float | None]  # amounts that there are, should be, and are to be; None: there is nothing to compare
    definitions: tuple[str, ...]


def answer(about: About, value: str, verdict: Verdict, *, bar: Sequence[float | None] = (None, None, None)) -> Headline:
    """Answer with a value and how it stands; `bar` is its part, plan and whole."""
    return Headline(about.key, about.title, value, verdict, bar=bar, definitions=about.definitions)


def unknown(about: About, why: str) -> Headline:
    """Answer that the data do not hold it, and why."""
    return answer(about, NO_VALUE, Verdict(Course.UNKNOWN, about.context.text("words.unknown"), why))


def headlines(
    exact: Coverage | NotAvailable,
    money: SpendCurve | NotAvailable,
    requests: Requests | NotAvailable,
    waiting: Ageing | NotAvailable,
    *,
    context: ChartContext,
    selection: Selection = EVERYTHING,
    whole: Coverage | NotAvailable | None = None,
) -> tuple[Headline, Headline, Headline]:
    """Answer: visits, euros, requests. `whole`: the coverage of the whole project, when `exact` is that of a part."""
    work = exact if selection.is_everything else whole
    return visits(exact, context, selection), euros(money, context, selection, work), questions(requests, waiting, context)


def visits(exact: Coverage | NotAvailable, context: ChartContext, selection: Selection = EVERYTHING) -> Headline:
    """Hold what is completed against the plan. Being ahead is on course."""
    if isinstance(exact, NotAvailable):
        return unknown(
            About(context, "visits", context.text("overview.headline.label", by=TargetUnit.VISITS)), context.why_not(exact)
        )
    unit = exact.target_unit
    if not selection.is_everything:
        about = About(context, "visits", context.text(DONE[unit]), COUNTED[unit])
        chosen = Verdict(Course.UNKNOWN, context.text("overview.course.chosen"), context.text("coverage.burn_up.whole_project"))
        return answer(about, context.formats.number(exact.completed), chosen)
    about = About(context, "visits", context.text("overview.headline.label", by=unit), COUNTED[unit])
    value = context.text("charts.of", count=exact.completed, total=exact.target)
    return answer(about, value, _visits_verdict(exact, context), bar=(exact.completed, exact.planned, exact.target))


def _visits_verdict(exact: Coverage, context: ChartContext) -> Verdict:
    if exact.completed >= exact.target:
        day = context.formats.long_day(exact.reached_on or exact.as_of)
        return Verdict(Course.DONE, context.text("overview.course.reached"), context.text("overview.headline.reached", day=day))
    if exact.as_of < exact.period.start:
        return _not_begun(exact, context)
    if exact.period.is_over(exact.as_of):
        short = context.count("overview.headline.short", exact.target - exact.completed, by=exact.target_unit)
        if is_nearly_reached(exact):
            return Verdict(Course.WATCH, context.text("overview.course.nearly"), short)
        return Verdict(Course.OFF_COURSE, context.text("overview.course.short"), short)
    return _within_period(exact, context)


def _within_period(exact: Coverage, context: ChartContext) -> Verdict:
    unit = exact.target_unit
    gap = int(rounded(exact.planned)) - exact.completed
    if gap == 0:
        return Verdict(Course.ON_COURSE, context.text("overview.course.on_course"), context.text("overview.headline.on_plan"))
    days = exact.lag_days if gap > 0 else -exact.lag_days
    where = "overview.headline.days_behind" if gap > 0 else "overview.headline.days_ahead"
    about = context.text(where, days=lasting(days, context)) if days > 0 else ""
    if gap < 0:
        word = "overview.course.ahead" if is_ahead(exact) else "overview.course.on_course"
        return Verdict(Course.ON_COURSE, context.text(word), context.count("overview.headline.ahead", -gap, by=unit, about=about))
    status = visits_course(exact)
    planned = context.formats.number(int(rounded(exact.planned)))
    why = context.count("overview.headline.behind", gap, by=unit, about=about, planned=planned)
    return Verdict(status, context.text("overview.course.visits", by=status), why)


def _not_begun(exact: Coverage | SpendCurve, context: ChartContext) -> Verdict:
    start = context.formats.long_day(exact.period.start)
    return Verdict(Course.UNKNOWN, context.text("overview.course.not_begun"), context.text("overview.headline.begins", day=start))


def euros(
    curve: SpendCurve | NotAvailable,
    context: ChartContext,
    selection: Selection = EVERYTHING,
    whole: Coverage | NotAvailable | None = None,
) -> Headline:
    """Hold what is spent against plan and budget. Spending less than planned is said, and is no good news when each visit is dear.

    An area or theme does not part the money: then it is held against the work of the `whole` project, and says so.
    """
    about = About(context, "euros", context.text("words.spent"))
    if isinstance(curve, NotAvailable):
        return unknown(about, context.why_not(curve))
    spent = spent_so_far(curve)
    euro = context.formats.euro
    if not is_all_money(selection):
        chosen = Verdict(Course.UNKNOWN, context.text("overview.course.chosen"), context.text("money.spend_curve.whole_project"))
        return answer(about, euro(spent), chosen)
    verdict = _euros_verdict(curve, spent, context)
    dear = _dear(whole, spent, curve.budget_cents, context)
    if dear and verdict.course in {Course.ON_COURSE, Course.DONE}:
        verdict = Verdict(Course.WATCH, context.text("overview.course.euros_dear"), dear)
    if not selection.is_everything:
        about = replace(about, title=context.text("overview.headline.all_money"))
    planned = value_at(curve.as_of, curve.plan_days, curve.plan_cents)
    bar = (spent / CENTS, planned / CENTS, curve.budget_cents / CENTS)
    return answer(about, euro(spent), verdict, bar=bar)


def _dear(whole: Coverage | NotAvailable | None, spent: int, budget: int, context: ChartContext) -> str:
    """Say what each visit costs and was to cost, when that is far more."""
    if whole is None or isinstance(whole, NotAvailable) or not is_dear(whole, spent, budget):
        return ""
    each, planned = (context.formats.euro(round(cents)) for cents in (spent / whole.completed, budget / whole.target))
    return context.text("overview.headline.dear", by=whole.target_unit, each=each, planned=planned)


def _euros_verdict(curve: SpendCurve, spent: int, context: ChartContext) -> Verdict:
    euro, budget = context.formats.euro, curve.budget_cents
    if spent > budget:
        over = context.text("overview.headline.overspent", over=euro(spent - budget), budget=euro(budget))
        return Verdict(Course.OFF_COURSE, context.text("overview.course.overspent"), over)
    if curve.as_of < curve.period.start:
        return _not_begun(curve, context)
    if curve.period.is_over(curve.as_of):
        left = context.text("overview.headline.left", left=euro(budget - spent), budget=euro(budget))
        return Verdict(Course.DONE, context.text("overview.course.within_budget"), left)
    planned = value_at(curve.as_of, curve.plan_days, curve.plan_cents)
    gap = spent - CENTS * int(rounded(planned / CENTS))  # from the plan in whole euros, as the sentence of the chart writes it
    status = course(max(0.0, gap), budget)
    word = context.text("overview.course.euros", by=status)
    words = {"amount": euro(abs(gap), whole=True), "share": context.formats.percent(abs(gap) / budget)}
    if rounded(gap / CENTS) == 0:
        return Verdict(status, word, context.text("overview.headline.on_plan"))
    if gap > 0:
        return Verdict(status, word, context.text("overview.headline.more", **words))
    if -gap > EUROS_ON_COURSE * budget:
        word = context.text("overview.course.under_plan")
    return Verdict(status, word, context.text("overview.headline.less", **words))


def questions(requests: Requests | NotAvailable, waiting: Ageing | NotAvailable, context: ChartContext) -> Headline:
    """Count open requests, and judge whether many of those that wait have waited long."""
    about = About(context, "requests", context.text("overview.headline.requests"))
    if isinstance(requests, NotAvailable):
        return unknown(about, context.why_not(requests))
    pending = requests.waiting
    if not requests.total:
        none = context.text("charts.no_requests")
        return answer(about, "0", Verdict(Course.UNKNOWN, context.text("overview.course.no_requests"), none))
    value = context.text("charts.of", count=pending, total=requests.total)
    return answer(about, value, _requests_verdict(pending, waiting, context), bar=(pending, None, requests.total))


def _requests_verdict(pending: int, waiting: Ageing | NotAvailable, context: ChartContext) -> Verdict:
    if not pending:
        return Verdict(Course.DONE, context.text("overview.course.on_course"), context.text("follow_up.ageing.none"))
    if isinstance(waiting, NotAvailable):
        return Verdict(Course.UNKNOWN, context.text("words.unknown"), context.why_not(waiting))
    dated, old = sum(waiting.open) + sum(waiting.in_progress), waiting.open[-1] + waiting.in_progress[-1]
    status = requests_course(old, dated)
    return Verdict(status, context.text("overview.course.requests", by=status), ageing_sentence(waiting, context))
