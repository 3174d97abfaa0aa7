"""Results for Sociale Stad at a glance: requests closed, and residents who become active."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.charts.chart import About
from adv.charts.overview.course import Course
from adv.charts.overview.headlines import Headline, Verdict, answer, unknown
from adv.metrics.values import NotAvailable, Rate

if TYPE_CHECKING:
    from adv.charts.chart_context import ChartContext
    from adv.metrics.outcomes import GoalOutcomes


def social(exact: GoalOutcomes | NotAvailable, active: Rate | NotAvailable, context: ChartContext) -> Headline:
    """Count what was closed of all requests, the households that helped, and who becomes active.

    It has no verdict: no plan says how many should be closed by now. The page Resultaten has the project's own targets.
    """
    about = About(context, "social", context.text("charts.headline.social.label"))
    why = _active(active, context)
    if isinstance(exact, NotAvailable):
        return unknown(about, context.why_not(exact))
    closed, raised, helped = exact.every.closed, exact.every.raised, exact.every.households_helped
    if not raised:
        return answer(about, "0", Verdict(Course.UNKNOWN, context.text("charts.course.no_requests"), why))
    if not exact.every.resolved.denominator and exact.every.taken_up < raised:  # not withdrawn, but without a status
        return unknown(about, context.why_not(NotAvailable("no_status")))
    if isinstance(helped, NotAvailable):
        word = context.text("charts.headline.social.share", share=context.formats.percent(closed / raised))
    else:
        word = context.many("charts.headline.social.helped", helped)
    value = context.text("charts.of", count=closed, total=raised)
    return answer(about, value, Verdict(Course.UNKNOWN, word, why), bar=(closed, None, raised))


def _active(active: Rate | NotAvailable, context: ChartContext) -> str:
    if isinstance(active, NotAvailable):
        return context.why_not(active)
    if not active.denominator:
        return context.text("charts.no_conversations")
    if active.denominator == 1:
        return context.text("charts.only_active" if active.numerator else "charts.headline.social.only_not_active")
    return context.many("charts.headline.social.active", active.numerator, total=active.denominator)
