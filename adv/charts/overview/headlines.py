"""The answers at a glance: visits, euros and open questions, and for each whether it is on course and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from adv.charts.budget.spending import is_all_money, spend_sentence
from adv.charts.forecast.outlook import WEEK, needed_words, pace_number
from adv.charts.kinds.lines import value_at
from adv.charts.overview.course import EUROS_ON_COURSE, Course, course, is_ahead, is_nearly_reached, visits_course
from adv.charts.reach.coverage import COUNTED, EVERYTHING, coverage_sentence
from adv.charts.requests.follow_up import ageing_sentence
from adv.charts.requests.raised import status_sentence
from adv.charts.words import sentences
from adv.formats import rounded
from adv.metrics.values import NotAvailable
from adv.metrics.visit_cost import FEWEST
from adv.model import Status

if TYPE_CHECKING:
    from adv.charts.chart_context import Look
    from adv.metrics.budget import SpendCurve
    from adv.metrics.coverage import Coverage
    from adv.metrics.requests import Ageing, Requests
    from adv.metrics.selection import Selection

OLD_ON_COURSE = 0.10  # of the waiting requests older than AGE_BANDS' last band: a few hard cases are always there
OLD_WATCH = 0.25  # beyond a quarter, it is the follow-up and no longer the cases
DEAR = 1.15  # times the budgeted cost per visit: the same limit as beyond EUROS_WATCH, for money that goes faster than the work
MANY = 3  # fewer than this are never "many", whatever their share


class Headline(Struct, frozen=True):
    """One answer: what, how much, of how much, and how it stands. All texts are plain, in the user's language.

    `part`, `plan` and `whole` are for a bar: how much there is, should be, and is to be. None: there is nothing to compare.
    """

    key: str  # visits, euros, requests
    label: str  # "Afgeronde bezoeken"
    value: str  # "91 van 160"
    status: Course
    status_label: str  # "Loopt achter"
    why: str  # "5 bezoeken onder de planning, ongeveer 33 dagen."
    sentence: str  # the whole of it
    part: float | None = None
    plan: float | None = None
    whole: float | None = None
    definitions: tuple[str, ...] = ()


def headlines(
    exact: Coverage | NotAvailable,
    money: SpendCurve | NotAvailable,
    requests: Requests | NotAvailable,
    waiting: Ageing | NotAvailable,
    look: Look,
    *,
    selection: Selection = EVERYTHING,
    whole: Coverage | NotAvailable | None = None,
) -> tuple[Headline, Headline, Headline]:
    """Visits, euros, open questions. `whole`: the coverage of the whole project, when `exact` is that of a part."""
    work = exact if selection.is_everything else whole
    return visits(exact, look, selection), euros(money, look, selection, work), questions(requests, waiting, look)


def visits(exact: Coverage | NotAvailable, look: Look, selection: Selection = EVERYTHING) -> Headline:
    """Completed against the plan. Being ahead is on course."""
    definitions: tuple[str, ...] = ("coverage", "plan", "course_visits")
    if isinstance(exact, NotAvailable):
        return _unknown("visits", look, look.text("headline.visits.label"), look.why_not(exact), definitions)
    unit = exact.target_unit.value
    definitions = (COUNTED[exact.target_unit], *definitions)
    label = look.text(f"headline.{unit}.label")
    sentence = coverage_sentence(exact, look, selection)
    if not selection.is_everything:
        value, why = look.formats.number(exact.completed), look.text("burn_up.whole_project")
        return Headline("visits", label, value, Course.UNKNOWN, _label(look, "chosen"), why, sentence, definitions=definitions)
    value = look.text("of", count=exact.completed, total=exact.target)
    status, word, why = _visits_verdict(exact, look)
    return Headline(
        "visits", label, value, status, _label(look, word), why, sentence, exact.completed, exact.planned, exact.target, definitions
    )


def _visits_verdict(exact: Coverage, look: Look) -> tuple[Course, str, str]:
    unit = exact.target_unit.value
    if exact.completed >= exact.target:
        reached = exact.reached_on
        day = look.formats.long_day(reached) if reached else look.formats.long_day(exact.as_of)
        return Course.DONE, "reached", look.text("headline.reached", day=day)
    if exact.as_of < exact.period.start:
        return Course.UNKNOWN, "not_begun", look.text("headline.begins", day=look.formats.long_day(exact.period.start))
    missing = exact.target - exact.completed
    if exact.period.is_over(exact.as_of):
        status, word = (Course.WATCH, "nearly") if is_nearly_reached(exact) else (Course.OFF_COURSE, "short")
        return status, word, look.count(f"headline.{unit}.short", missing)
    planned = int(rounded(exact.planned))
    gap = planned - exact.completed
    if gap == 0:
        return Course.ON_COURSE, "on_course", look.text("headline.on_plan")
    days = exact.lag_days if gap > 0 else -exact.lag_days
    about = look.text("headline.about", days=look.count("days", days)) if days > 0 else ""
    if gap < 0:
        word = "ahead" if is_ahead(exact) else "on_course"
        return Course.ON_COURSE, word, look.count(f"headline.{unit}.ahead", -gap, about=about)
    status = visits_course(exact)
    words = {Course.ON_COURSE: "on_course", Course.UNKNOWN: "too_early"}
    why = look.count(f"headline.{unit}.behind", gap, about=about, planned=look.formats.number(planned))
    if status is not Course.ON_COURSE:
        why = sentences(why, _needed(exact, look))
    return status, words.get(status, f"visits_{status.value}"), why


def _needed(exact: Coverage, look: Look) -> str:
    """What it takes to make up for it, beside what was planned from now on."""
    if isinstance(exact.pace.needed, NotAvailable):
        return ""
    say, days = look.of("forecast"), (exact.period.last_day - exact.as_of).days
    needed, planned = needed_words(exact, say), pace_number((exact.target - exact.planned) * WEEK / days, say)
    is_plain = days < WEEK or planned in {"0", pace_number(exact.pace.needed, say)}
    return look.text("headline.needed" if is_plain else "headline.needed_more", needed=needed, planned=planned)


def euros(
    curve: SpendCurve | NotAvailable, look: Look, selection: Selection = EVERYTHING, whole: Coverage | NotAvailable | None = None
) -> Headline:
    """Spent against plan and budget. Spending less than planned is said, and is no good news when each visit is dear.

    An area or theme does not part the money: then it is held against the work of the `whole` project, and says so.
    """
    label, definitions = look.text("headline.euros.label"), ("spent", "plan", "course_euros")
    if isinstance(curve, NotAvailable):
        return _unknown("euros", look, label, look.why_not(curve), definitions)
    spent, sentence = curve.spent_cents[-1] if curve.spent_cents else 0, spend_sentence(curve, look, selection)
    euro = look.formats.euro
    if not is_all_money(selection):
        why = look.text("spend_curve.whole_project")
        return Headline("euros", label, euro(spent), Course.UNKNOWN, _label(look, "chosen"), why, sentence, definitions=definitions)
    value = look.text("of_text", part=euro(spent), whole=euro(curve.budget_cents))
    planned = value_at(curve.as_of, curve.plan_days, curve.plan_cents)
    status, word, why = _euros_verdict(curve, spent, planned, look)
    dear = _dear(whole, spent, curve.budget_cents, look)
    if dear and status in {Course.ON_COURSE, Course.DONE}:
        status, word = Course.WATCH, "euros_dear"
    of_what = "" if selection.is_everything else look.text("headline.all_money")
    why = sentences(of_what, why, dear)
    parts = (spent / 100, planned / 100, curve.budget_cents / 100)
    return Headline("euros", label, value, status, _label(look, word), why, sentence, *parts, definitions)


def _dear(whole: Coverage | NotAvailable | None, spent: int, budget: int, look: Look) -> str:
    """What each visit costs and was to cost, when that is far more; else empty."""
    if whole is None or isinstance(whole, NotAvailable) or whole.completed < FEWEST:
        return ""
    each, planned = spent / whole.completed, budget / whole.target
    if each <= DEAR * planned:
        return ""
    euro = look.formats.euro
    return look.text(f"headline.{whole.target_unit.value}.dear", each=euro(round(each)), planned=euro(round(planned)))


def _euros_verdict(curve: SpendCurve, spent: int, planned: float, look: Look) -> tuple[Course, str, str]:
    euro, budget = look.formats.euro, curve.budget_cents
    if spent > budget:
        return Course.OFF_COURSE, "overspent", look.text("headline.overspent", over=euro(spent - budget))
    if curve.as_of < curve.period.start:
        return Course.UNKNOWN, "not_begun", look.text("headline.begins", day=look.formats.long_day(curve.period.start))
    if curve.period.is_over(curve.as_of):
        return Course.DONE, "within_budget", look.text("headline.left", left=euro(budget - spent))
    gap = spent - 100 * int(rounded(planned / 100))  # from the plan in whole euros, as the sentence of the chart writes it
    share = look.formats.percent(abs(gap) / budget)
    amount = euro(abs(gap), whole=True)
    status = course(max(0.0, gap), budget)
    if rounded(gap / 100) == 0:
        return status, status.value, look.text("headline.on_plan")
    if gap < 0:
        key = "under_plan" if -gap > EUROS_ON_COURSE * budget else status.value
        return status, key, look.text("headline.less", amount=amount, share=share)
    key = status.value if status is Course.ON_COURSE else f"euros_{status.value}"
    return status, key, look.text("headline.more", amount=amount, share=share)


def questions(requests: Requests | NotAvailable, waiting: Ageing | NotAvailable, look: Look) -> Headline:
    """Open requests, and whether many of those that wait have waited long."""
    label, definitions = look.text("headline.requests.label"), ("requests", "ageing", "course_requests")
    if isinstance(requests, NotAvailable):
        return _unknown("requests", look, label, look.why_not(requests), definitions)
    pending = requests.by_status[Status.OPEN] + requests.by_status[Status.IN_PROGRESS]
    sentence, value = status_sentence(requests, look), look.text("of", count=pending, total=requests.total)
    if requests.total == 0:
        return Headline(
            "requests", label, "0", Course.UNKNOWN, _label(look, "no_requests"), sentence, sentence, definitions=definitions
        )
    status, word, why = Course.DONE, "none_open", look.text("ageing.none")
    if pending and isinstance(waiting, NotAvailable):
        status, word, why = Course.UNKNOWN, "unknown", look.why_not(waiting)
    elif pending and not isinstance(waiting, NotAvailable):
        dated = sum(waiting.open) + sum(waiting.in_progress)
        old = waiting.open[-1] + waiting.in_progress[-1]
        why = ageing_sentence(waiting, look)
        status = course(old, dated, ok=OLD_ON_COURSE, watch=OLD_WATCH) if dated else Course.UNKNOWN
        status = Course.WATCH if status is Course.OFF_COURSE and old < MANY else status
        word = f"requests_{status.value}" if status in {Course.WATCH, Course.OFF_COURSE} else status.value
    return Headline("requests", label, value, status, _label(look, word), why, sentence, pending, None, requests.total, definitions)


def _unknown(key: str, look: Look, label: str, why: str, definitions: tuple[str, ...]) -> Headline:
    return Headline(
        key, label, look.text("headline.no_value"), Course.UNKNOWN, _label(look, "unknown"), why, why, definitions=definitions
    )


def _label(look: Look, word: str) -> str:
    return look.text(f"course.{word}")
