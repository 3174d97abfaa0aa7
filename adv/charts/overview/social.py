"""Results for Sociale Stad at a glance: requests resolved, per goal, and residents who become active."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.charts.chart import About
from adv.charts.outcomes.goals import MOST_TOLD
from adv.charts.overview.course import Course
from adv.charts.overview.headlines import Headline, Verdict, answer, unknown
from adv.charts.words import sentences
from adv.metrics.requests import RequestGroup
from adv.metrics.values import NotAvailable, Rate

if TYPE_CHECKING:
    from adv.charts.chart_context import ChartContext
    from adv.metrics.outcomes import GoalOutcomes


def social(exact: GoalOutcomes | NotAvailable, active: Rate | NotAvailable, context: ChartContext) -> Headline:
    """Count what was resolved of what was not withdrawn, the households that helped, the goals, and who becomes active.

    It has no verdict: no plan says how many should be resolved by now. The page Resultaten has the project's own targets.
    """
    about = About(context, "social", context.text("charts.headline.social.label"))
    why = sentences(_goals(exact, context), _active(active, context))
    if isinstance(exact, NotAvailable):
        return unknown(about, why)
    resolved, helped = exact.every.resolved, exact.every.households_helped
    if not resolved.denominator:
        return answer(about, "0", Verdict(Course.UNKNOWN, context.text(_none(exact)), why))
    if isinstance(helped, NotAvailable):
        word = context.text("charts.headline.social.share", share=_share(resolved, context))
    else:
        word = context.many("charts.headline.social.helped", helped)
    value = context.text("charts.of", count=resolved.numerator, total=resolved.denominator)
    bar = (resolved.numerator, None, resolved.denominator)
    return answer(about, value, Verdict(Course.UNKNOWN, word, why), sentences(f"{word}.", why), bar=bar)


def _none(exact: GoalOutcomes) -> str:
    """Find the key that says why nothing could have been resolved. What was withdrawn counts as taken up; what has no status does not."""
    if not exact.every.raised:
        return "charts.course.no_requests"
    return "charts.headline.social.withdrawn" if exact.every.taken_up == exact.every.raised else "words.unknown"


def _share(rate: Rate, context: ChartContext) -> str:
    return "" if isinstance(rate.share, NotAvailable) else context.formats.percent(rate.share)


def _goals(exact: GoalOutcomes | NotAvailable, context: ChartContext) -> str:
    if isinstance(exact, NotAvailable):
        return context.why_not(exact)
    if not exact.every.raised:
        return context.text("charts.no_requests")
    if isinstance(exact.goals, NotAvailable):
        return context.why_not(exact.goals)
    told = {goal: one.resolved for goal, one in exact.goals.items() if one.resolved.denominator}
    if not 0 < len(told) <= MOST_TOLD:
        return ""
    parts = [
        context.text("charts.headline.social.goal", goal=goal, count=rate.numerator, total=rate.denominator)
        for goal, rate in told.items()
    ]
    without = context.if_any("charts.requests_by.without", exact.without_goal, by=RequestGroup.GOAL)
    return sentences(context.text("charts.headline.social.goals", parts=context.formats.joined(parts)), without)


def _active(active: Rate | NotAvailable, context: ChartContext) -> str:
    if isinstance(active, NotAvailable):
        return context.why_not(active)
    if not active.denominator:
        return context.text("charts.no_conversations")
    if active.denominator == 1:
        return context.text("charts.only_active" if active.numerator else "charts.headline.social.only_not_active")
    return context.many("charts.headline.social.active", active.numerator, total=active.denominator)
