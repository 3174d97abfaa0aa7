"""Outcomes for Sociale Stad: from request to help per goal, and who becomes active."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from adv.charts.chart import About, Chart, titled
from adv.charts.kinds.bars import Series, bar_chart, rows, silent_rows
from adv.charts.kinds.steps import steps
from adv.charts.words import sentences
from adv.metrics.households import ACTIVE, REACHED
from adv.metrics.requests import CLOSED, TAKEN_UP
from adv.metrics.source_rows import REQUESTS
from adv.metrics.values import NotAvailable, Rate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from adv.charts.chart_context import ChartContext
    from adv.charts.tables import Columns
    from adv.metrics.outcomes import Followed, GoalOutcomes

STEPS = {"raised": (REQUESTS, "words.raised"), "taken_up": (TAKEN_UP, "words.taken_up"), "closed": (CLOSED, "words.closed")}
MOST_TOLD = 4  # goals in a sentence


@titled("goals", "definitions.goal_outcomes.name")
def goals(about: About, exact: GoalOutcomes, context: ChartContext) -> Chart:
    """Draw per goal how many requests were raised, taken up and closed, and how many households that helped."""
    told = goals_sentence(exact, context)
    if isinstance(exact.goals, NotAvailable):
        return about.listed(sentences(told, context.why_not(exact.goals)), rows=REQUESTS)
    names, followed = list(exact.goals), list(exact.goals.values())
    counts = {step: [getattr(one, step) for one in followed] for step in STEPS}
    series = [_step(context, step, names, counts) for step in STEPS]
    helped, ends = [one.households_helped for one in followed], [_helped(context, one) for one in followed]
    columns: Columns = {"words.goal": names, **{STEPS[step][1]: numbers for step, numbers in counts.items()}}
    if not any(isinstance(count, NotAvailable) for count in helped):
        columns = {**columns, "words.households_helped": helped}
    return bar_chart(about, told, rows(names), series, ends=ends, columns=columns, draw=steps, selects="goal", rows=REQUESTS)


def _step(context: ChartContext, step: str, names: Sequence[str], counts: Mapping[str, list[int]]) -> Series:
    hovers = context.hovers("outcomes.goals.hover", by=step, goal=names, count=counts[step], total=counts["raised"])
    labels = [context.text("outcomes.goals.label", by=step, count=count) for count in counts[step]]
    behind, word = [STEPS[step][0].also(goal=name) for name in names], context.text(STEPS[step][1])
    series = Series(word, counts[step], hovers, context.style.blue, labels=labels, rows=behind, is_behind=step == "raised")
    return replace(series, pattern="/") if step == "taken_up" else series


def _helped(context: ChartContext, one: Followed) -> str:
    if isinstance(one.households_helped, NotAvailable):
        return ""
    return context.many("outcomes.goals.helped", one.households_helped)


def goals_sentence(exact: GoalOutcomes, context: ChartContext) -> str:
    """Say how many households were helped, and how many requests of each goal are closed."""
    every = exact.every
    if not every.raised:
        return context.text("charts.no_requests")
    helped = ""
    if not isinstance(every.households_helped, NotAvailable) and (every.households_helped or not every.closed):
        helped = context.many("outcomes.goals.households", every.households_helped)
    told = {} if isinstance(exact.goals, NotAvailable) else {goal: one for goal, one in exact.goals.items() if one.raised}
    per_goal = _per_goal(told, context) if every.closed else ""
    without = context.if_any("outcomes.goals.without", exact.without_goal) if told else ""
    several = context.text("outcomes.goals.several") if _adds_up_to_more(exact) else ""
    return sentences(
        helped, context.many("outcomes.goals.closed", every.closed, total=every.raised, per_goal=per_goal), several, without
    )


def _adds_up_to_more(exact: GoalOutcomes) -> bool:
    """Tell whether the households per goal, which stand at its bars, make more than there are."""
    every = exact.every.households_helped
    if isinstance(exact.goals, NotAvailable) or isinstance(every, NotAvailable):
        return False
    helped = [one.households_helped for one in exact.goals.values()]
    return sum(count for count in helped if not isinstance(count, NotAvailable)) > every


def _per_goal(told: Mapping[str, Followed], context: ChartContext) -> str:
    if not 1 < len(told) <= MOST_TOLD:
        return ""
    parts = [context.many("outcomes.goals.part", one.closed, goal=goal, total=one.raised) for goal, one in told.items()]
    return context.text("outcomes.goals.per_goal", parts=context.formats.joined(parts))


@titled("active", "outcomes.active.title")
def becomes_active(about: About, exact: Rate, context: ChartContext) -> Chart:
    """Draw in how many of the households with a conversation someone becomes active."""
    everyone, active = exact.denominator, exact.numerator
    of, are = context.text("outcomes.active.of"), context.text("outcomes.active.are")
    of_hover, are_hover = context.count("outcomes.active.of_hover", everyone), context.count("outcomes.active.are_hover", active)
    series = [
        Series(of, [everyone], [of_hover], context.style.blue, rows=[REACHED], is_behind=True),
        Series(are, [active], [are_hover], context.style.blue, rows=[ACTIVE]),
    ]
    columns: Columns = {"words.becomes_active": [active], "words.households": [everyone]}
    groups, ends = (
        silent_rows([context.text("outcomes.active.households")]),
        [context.text("charts.of", count=active, total=everyone)],
    )
    return bar_chart(about, active_sentence(exact, context), groups, series, ends=ends, columns=columns, rows=REACHED)


def active_sentence(exact: Rate, context: ChartContext) -> str:
    """Say which share becomes active, with its margin."""
    share, interval = exact.share, exact.interval()
    if isinstance(share, NotAvailable) or isinstance(interval, NotAvailable):
        return context.text("charts.no_conversations")
    low, high = (context.formats.percent(limit) for limit in interval)
    if exact.denominator == 1:
        return context.text("charts.only_active" if exact.numerator else "outcomes.active.not_the_one")
    words = {"total": exact.denominator, "share": context.formats.percent(share), "low": low, "high": high}
    return context.many("outcomes.active.share", exact.numerator, **words)
