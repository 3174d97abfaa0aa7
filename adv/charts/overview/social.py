"""What the project brought about for Sociale Stad, at a glance: requests resolved, per goal, and residents who become active."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.charts.outcomes.goals import MOST_TOLD
from adv.charts.overview.course import Course
from adv.charts.overview.headlines import Headline
from adv.charts.words import sentences
from adv.metrics.values import NotAvailable

if TYPE_CHECKING:
    from adv.charts.chart_context import Look
    from adv.metrics.outcomes import GoalOutcomes
    from adv.metrics.values import Rate

DEFINITIONS = ("resolved", "goal_outcomes", "households_helped", "activation")


def social(exact: GoalOutcomes | NotAvailable, active: Rate | NotAvailable, look: Look) -> Headline:
    """Resolved out of what was not withdrawn, the households that helped, the goals, and who becomes active.

    It has no verdict: no plan says how many should be resolved by now. The page Resultaten has the project's own targets.
    """
    label = look.text("headline.social.label")
    why = sentences(_goals(exact, look), _active(active, look))
    if isinstance(exact, NotAvailable):
        value, word = look.text("headline.no_value"), look.text("course.unknown")
        return Headline("social", label, value, Course.UNKNOWN, word, why, why, definitions=DEFINITIONS)
    resolved, helped = exact.every.resolved, exact.every.households_helped
    value = look.text("of", count=resolved.numerator, total=resolved.denominator)
    if isinstance(helped, NotAvailable):
        word = look.text("headline.social.share", share=_share(resolved, look))
    else:
        word = look.many("headline.social.helped", helped)
    if not resolved.denominator:
        none = look.text(_none(exact))
        return Headline("social", label, "0", Course.UNKNOWN, none, why, why, definitions=DEFINITIONS)
    sizes = (resolved.numerator, None, resolved.denominator)
    return Headline("social", label, value, Course.UNKNOWN, word, why, sentences(f"{word}.", why), *sizes, DEFINITIONS)


def _none(exact: GoalOutcomes) -> str:
    """Why there is nothing that could have been resolved. What was withdrawn counts as taken up; what has no status does not."""
    if not exact.every.raised:
        return "course.no_requests"
    return "headline.social.withdrawn" if exact.every.taken_up == exact.every.raised else "course.unknown"


def _share(rate: Rate, look: Look) -> str:
    return "" if isinstance(rate.share, NotAvailable) else look.formats.percent(rate.share)


def _goals(exact: GoalOutcomes | NotAvailable, look: Look) -> str:
    if isinstance(exact, NotAvailable):
        return look.why_not(exact)
    if not exact.every.raised:
        return look.text("no_requests")
    if isinstance(exact.goals, NotAvailable):
        return look.why_not(exact.goals)
    told = {goal: one.resolved for goal, one in exact.goals.items() if one.resolved.denominator}
    if not 0 < len(told) <= MOST_TOLD:
        return ""
    parts = [
        look.text("headline.social.goal", goal=goal, count=rate.numerator, total=rate.denominator) for goal, rate in told.items()
    ]
    without = look.count("requests_by_goal.without", exact.without_goal) if exact.without_goal else ""
    return sentences(look.text("headline.social.goals", parts=look.formats.joined(parts)), without)


def _active(active: Rate | NotAvailable, look: Look) -> str:
    if isinstance(active, NotAvailable):
        return look.why_not(active)
    if not active.denominator:
        return look.text("no_conversations")
    if active.denominator == 1:
        return look.text("headline.social.only_active" if active.numerator else "headline.social.only_not_active")
    return look.many("headline.social.active", active.numerator, total=active.denominator)
