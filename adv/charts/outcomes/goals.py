"""Outcomes for Sociale Stad: how many requests are closed per goal, whom that helped, and who becomes active."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.charts.chart import About, Chart, Parts, titled
from adv.charts.kinds.bars import Series, bar_chart, rows
from adv.charts.words import sentences
from adv.metrics.requests import CLOSED
from adv.metrics.source_rows import REQUESTS
from adv.metrics.values import NotAvailable, Rate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.charts.chart_context import ChartContext
    from adv.charts.tables import Columns
    from adv.metrics.outcomes import Followed, GoalOutcomes
    from adv.metrics.source_rows import Behind


@titled("goals", "definitions.goal_outcomes.name")
def goals(about: About, exact: GoalOutcomes, context: ChartContext) -> Chart:
    """Draw per goal how many of its requests are closed, and how many households that helped."""
    told = goals_sentence(exact, context)
    if isinstance(exact.goals, NotAvailable):
        return about.listed(sentences(told, context.why_not(exact.goals)), rows=REQUESTS)
    names, followed = list(exact.goals), list(exact.goals.values())
    raised, closed = [one.raised for one in followed], [one.closed for one in followed]
    hovers = context.hovers("outcomes.goals.hover", goal=names, count=closed, total=raised)
    series = [
        Series(context.text("words.requests"), raised, hovers, context.style.muted, rows=_of(names, REQUESTS), is_behind=True),
        Series(context.text("words.closed"), closed, hovers, context.style.blue, rows=_of(names, CLOSED)),
    ]
    helped, ends = [one.households_helped for one in followed], [_end(context, one) for one in followed]
    columns: Columns = {
        "words.goal": names,
        "words.requests": raised,
        "words.taken_up": [one.taken_up for one in followed],
        "words.closed": closed,
    }
    if not any(isinstance(count, NotAvailable) for count in helped):
        columns = {**columns, "words.households_helped": helped}
    several = context.text("outcomes.goals.several") if _adds_up_to_more(exact) else ""
    parts = Parts(selects="goal", rows=REQUESTS, remark=several)
    return bar_chart(about, told, rows(names), series, ends=ends, columns=columns, **parts)


def _of(names: Sequence[str], counted: Behind) -> list[Behind]:
    return [counted.also(goal=name) for name in names]


def _end(context: ChartContext, one: Followed) -> str:
    """Write how many of how many are closed, and how many households that helped."""
    closed = context.text("charts.of", count=one.closed, total=one.raised)
    if isinstance(one.households_helped, NotAvailable):
        return closed
    return f"{closed} · {context.many('outcomes.goals.helped', one.households_helped)}"


def outcomes_answer(exact: GoalOutcomes | NotAvailable, active: Rate | NotAvailable, context: ChartContext) -> str:
    """Say how many requests are closed, whom that helped, and who becomes active."""
    told = context.why_not(exact) if isinstance(exact, NotAvailable) else goals_sentence(exact, context)
    if isinstance(active, NotAvailable) or not active.denominator:
        return told
    return sentences(told, context.many("charts.headline.social.active", active.numerator, total=active.denominator))


def goals_sentence(exact: GoalOutcomes, context: ChartContext) -> str:
    """Say how many of all requests are closed, and how many households that helped."""
    every = exact.every
    if not every.raised:
        return context.text("charts.no_requests")
    helped = ""
    if not isinstance(every.households_helped, NotAvailable) and every.closed:
        helped = context.many("outcomes.goals.households", every.households_helped)
    is_known = not isinstance(exact.goals, NotAvailable) and any(one.raised for one in exact.goals.values())
    without = context.if_any("outcomes.goals.without", exact.without_goal) if is_known else ""
    return sentences(context.many("outcomes.goals.closed", every.closed, total=every.raised), helped, without)


def _adds_up_to_more(exact: GoalOutcomes) -> bool:
    """Tell whether the households per goal, which stand at its bars, make more than there are."""
    every = exact.every.households_helped
    if isinstance(exact.goals, NotAvailable) or isinstance(every, NotAvailable):
        return False
    helped = [one.households_helped for one in exact.goals.values()]
    return sum(count for count in helped if not isinstance(count, NotAvailable)) > every
