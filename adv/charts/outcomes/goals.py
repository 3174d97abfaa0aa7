"""Outcomes for Sociale Stad: from request to help per goal, and who becomes active."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adv.charts.chart import Chart
from adv.charts.chart_context import plain
from adv.charts.kinds.bars import Rows, Series, bars, horizontal
from adv.charts.kinds.steps import steps
from adv.charts.tables import table
from adv.charts.words import not_available, sentences
from adv.metrics.households import ACTIVE, REACHED
from adv.metrics.requests import CLOSED, TAKEN_UP
from adv.metrics.source_rows import REQUESTS
from adv.metrics.values import NotAvailable, Rate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adv.charts.chart_context import Look
    from adv.metrics.outcomes import Followed, GoalOutcomes

STEPS = {"raised": REQUESTS, "taken_up": TAKEN_UP, "closed": CLOSED}
MOST_TOLD = 4  # goals in a sentence


def goals(exact: GoalOutcomes | NotAvailable, look: Look) -> Chart:
    """Per goal how many requests were raised, taken up and closed, and how many households that helped."""
    look, definitions = look.of("outcomes"), ("goal_outcomes", "taken_up", "households_helped")
    if isinstance(exact, NotAvailable):
        return not_available(look, "goals", exact, definitions=definitions)
    if isinstance(exact.goals, NotAvailable):
        told = sentences(goals_sentence(exact, look), look.why_not(exact.goals))
        return Chart("goals", look.text("goals.title"), told, None, table(look, {}), told, definitions, rows=REQUESTS)
    names = tuple(exact.goals)
    counts = {key: [getattr(one, key) for one in exact.goals.values()] for key in STEPS}
    series = [_step(look, key, names, counts[key], counts["raised"]) for key in STEPS]
    ends = [_helped(look, one) for one in exact.goals.values()]
    figure = steps(look, Rows(names, names), series, ends) if any(counts["raised"]) else None
    columns: dict[str, Any] = {"goal": names, **counts}
    helped = [one.households_helped for one in exact.goals.values()]
    if not any(isinstance(count, NotAvailable) for count in helped):
        columns["households_helped"] = helped
    title, sentence = look.text("goals.title"), goals_sentence(exact, look)
    alt = look.texts("charts.bars_alt", title=title, sentence=sentence)
    counted = bars(names, series)
    return Chart("goals", title, sentence, figure, table(look, columns), alt, definitions, "goal", REQUESTS, counted)


def _step(look: Look, key: str, names: tuple[str, ...], counts: list[int], raised: list[int]) -> Series:
    hovers = tuple(
        look.text(f"goals.hover.{key}", goal=plain(name), count=count, total=total)
        for name, count, total in zip(names, counts, raised, strict=True)
    )
    labels = tuple(look.text(f"goals.label.{key}", count=count) for count in counts)
    rows = tuple(STEPS[key].also(goal=name) for name in names)
    word, blue = look.text(f"column.{key}"), look.style.blue
    return Series(word, tuple(counts), hovers, blue, labels, rows, "/" if key == "taken_up" else "", key == "raised")


def _helped(look: Look, one: Followed) -> str:
    if isinstance(one.households_helped, NotAvailable):
        return ""
    return look.many("goals.helped", one.households_helped)


def goals_sentence(exact: GoalOutcomes, look: Look) -> str:
    """How many households were helped, and how many requests of each goal are closed."""
    every = exact.every
    if not every.raised:
        return look.texts("charts.no_requests")
    helped = ""
    if not isinstance(every.households_helped, NotAvailable) and (every.households_helped or not every.closed):
        helped = look.many("goals.households", every.households_helped)
    told = {} if isinstance(exact.goals, NotAvailable) else {goal: one for goal, one in exact.goals.items() if one.raised}
    per_goal = _per_goal(told, look) if every.closed else ""
    without = look.count("goals.without", exact.without_goal) if exact.without_goal and told else ""
    several = look.text("goals.several") if _adds_up_to_more(exact) else ""
    return sentences(helped, look.many("goals.closed", every.closed, total=every.raised, per_goal=per_goal), several, without)


def _adds_up_to_more(exact: GoalOutcomes) -> bool:
    """Whether the households per goal, which stand at its bars, make more than there are."""
    every = exact.every.households_helped
    if isinstance(exact.goals, NotAvailable) or isinstance(every, NotAvailable):
        return False
    helped = [one.households_helped for one in exact.goals.values()]
    return sum(count for count in helped if not isinstance(count, NotAvailable)) > every


def _per_goal(told: Mapping[str, Followed], look: Look) -> str:
    if not 1 < len(told) <= MOST_TOLD:
        return ""
    parts = [look.many("goals.part", one.closed, goal=goal, total=one.raised) for goal, one in told.items()]
    return look.text("goals.per_goal", parts=look.formats.joined(parts))


def becomes_active(exact: Rate | NotAvailable, look: Look) -> Chart:
    """In how many of the households with a conversation someone becomes active."""
    look, definitions = look.of("outcomes"), ("activation", "interval")
    if isinstance(exact, NotAvailable):
        return not_available(look, "active", exact, definitions=definitions)
    title, sentence = look.text("active.title"), active_sentence(exact, look)
    name = look.text("active.households")
    words = {"active.of": (exact.denominator, REACHED), "active.are": (exact.numerator, ACTIVE)}
    series = [
        Series(
            look.text(key),
            (count,),
            (look.count(f"{key}_hover", count),),
            look.style.blue,
            (),
            (rows,),
            is_behind=key == "active.of",
        )
        for key, (count, rows) in words.items()
    ]
    end = look.texts("charts.of", count=look.formats.number(exact.numerator), total=look.formats.number(exact.denominator))
    figure = horizontal(look.of("charts"), Rows((name,), ("",)), series, [end]) if exact.denominator else None
    columns = {"active": [exact.numerator], "households": [exact.denominator]}
    alt = look.texts("charts.bars_alt", title=title, sentence=sentence)
    counted = bars([name], series)
    return Chart("active", title, sentence, figure, table(look, columns), alt, definitions, rows=REACHED, bars=counted)


def active_sentence(exact: Rate, look: Look) -> str:
    """The share with its margin."""
    share, interval = exact.share, exact.interval()
    if isinstance(share, NotAvailable) or isinstance(interval, NotAvailable):
        return look.texts("charts.no_conversations")
    low, high = (look.formats.percent(limit) for limit in interval)
    if exact.denominator == 1:
        return look.text("active.only_one" if exact.numerator else "active.not_the_one")
    return look.many(
        "active.share", exact.numerator, total=exact.denominator, share=look.formats.percent(share), low=low, high=high
    )
