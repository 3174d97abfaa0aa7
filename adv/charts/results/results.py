"""Requests per goal and what became of them; and baseline, target, realised and ambition: each result the project set out to reach on a scale of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from adv.charts.axes import bare_axes, lying_bars, points, texts_at
from adv.charts.chart import About, Chart, Columns, Parts, titled
from adv.charts.chart_context import ChartContext, Figure, escaped, named, plotly_figure, sentences, shortened
from adv.charts.kinds.bars import NAME_WIDTH, Series, bar_chart, folded, rows, silent_rows
from adv.metrics.requests import CLOSED
from adv.metrics.results import Activities, FollowUp, GoalOutcomes, Realised, Result, TargetStanding
from adv.metrics.source_rows import ACTIVITIES, REQUESTS, Unit
from adv.metrics.values import NotAvailable, Rate
from adv.model import ResultIndicator

ROW_HEIGHT = 84
ROOM_FOR_LEGEND = 44
NAME, BAR, VALUES = -0.3, 0.02, 0.3  # within a row of height 1: the middle of its name, its bar, and its values
THICK = 0.26
ROOM = 1.06  # of the largest value
KINDS = {"baseline": "results.column.baseline", "target": "results.column.target", "ambition": "results.column.ambition"}


@titled("results", "definitions.results.name")
def results_chart(
    about: About, exact: tuple[Result, ...], context: ChartContext, *, is_over: bool, is_everything: bool = True
) -> Chart:
    """Draw where the project began, what it is to reach, where it stands, and what it hopes for."""
    if not is_everything:
        return about.listed(context.text("results.results.whole_project"))
    columns: Columns = {
        "results.column.result": [_name(context, one) for one in exact],
        "results.column.baseline": [_written(context, one, one.goal.baseline) for one in exact],
        "results.column.realised": [_realised(context, one) for one in exact],
        "results.column.target": [_written(context, one, one.goal.target) for one in exact],
        "results.column.ambition": [_written(context, one, one.goal.ambition) for one in exact],
        "results.column.standing": [context.text("results.results.standing", by=one.standing) for one in exact],
    }
    told = results_sentence(exact, context, is_over=is_over)
    return about.drawn(told, _bullets(exact, context), columns, alt="charts.bars_alt")


def results_sentence(exact: Sequence[Result], context: ChartContext, *, is_over: bool) -> str:
    """Say which targets were reached, which were not, and of which that cannot be told."""
    by_standing = {standing: [_name(context, one) for one in exact if one.standing is standing] for standing in TargetStanding}
    parts = [context.many("results.results.reached", len(by_standing[TargetStanding.REACHED]), total=len(exact))]
    for standing, names in by_standing.items():
        key = "missed" if standing is TargetStanding.NOT_REACHED and is_over else standing.value
        if names:
            within = named(context, [f"{name[:1].lower()}{name[1:]}" for name in names])
            parts.append(context.text("results.results.names", by=key, names=within))
    return sentences(*parts)


def _name(context: ChartContext, one: Result) -> str:
    return context.text("results.results.name", by=one.goal.indicator)


def _write(context: ChartContext, indicator: ResultIndicator, value: float) -> str:
    if indicator.is_share:
        return context.formats.percent(value)
    return context.formats.number(value, 1 if indicator.is_score else 0)


def _written(context: ChartContext, one: Result, value: float | None) -> str:
    return "–" if value is None else _write(context, one.goal.indicator, value)


def _realised(context: ChartContext, one: Result) -> str:
    """Write the value; of marks the year, how many, and the margin too."""
    realised = one.realised
    if isinstance(realised, NotAvailable):
        return context.why_not(realised)
    value = _write(context, one.goal.indicator, realised.value)
    if realised.year is None or realised.of is None:
        return value
    of = context.count("results.marks.count", realised.of)
    if realised.interval is not None and not isinstance(realised.interval, NotAvailable):
        low, high = (_write(context, one.goal.indicator, limit) for limit in realised.interval)
        of = context.text("results.marks.with_margin", count=of, low=low, high=high)
    return context.text("results.results.in_year", value=value, year=str(realised.year), of=of)


def _bullets(exact: Sequence[Result], context: ChartContext) -> Figure:
    style = context.style
    scales = [_scale(one) for one in exact]
    markers: dict[str, tuple[str, dict[str, Any]]] = {
        "baseline": ("circle", {"size": 13, "color": style.background, "line": {"width": 3, "color": style.text}}),
        "target": ("line-ns", {"size": 30, "color": style.text, "line": {"width": 4, "color": style.text}}),
        "ambition": ("diamond", {"size": 14, "color": style.background, "line": {"width": 3, "color": style.aim}}),
    }
    known = [(place, one, one.realised) for place, one in enumerate(exact) if isinstance(one.realised, Realised)]
    shares = [_share(realised.value, scales[place]) for place, _, realised in known]
    hovers, rows = [f"{_name(context, one)}: {_realised(context, one)}" for _, one, _ in known], [at + BAR for at, *_ in known]
    look = {"name": context.text("results.column.realised"), "width": THICK, "marker": {"color": style.done}}
    traces = [lying_bars(shares, rows, hovers, **look)]
    for kind, (symbol, marker) in markers.items():
        values = [getattr(one.goal, kind) for one in exact]
        there = [place for place, value in enumerate(values) if value is not None]
        across = [_share(values[place], scales[place]) for place in there]
        down = [place + BAR for place in there]
        name = context.text(KINDS[kind])
        if there:
            traces.append(points(across, down, None, name=name, marker={"symbol": symbol, **marker}))
    names = [f"<b>{shortened(_name(context, one), NAME_WIDTH)}</b>" for one in exact]
    for texts, height in ((names, NAME), ([_values(context, one) for one in exact], VALUES)):
        traces.append(texts_at(context, [0.0] * len(texts), [place + height for place in range(len(texts))], texts))
    axes = bare_axes(context, [-0.02, 1.02], [len(exact) - 0.45, -0.55])
    return plotly_figure(context, traces, height=ROW_HEIGHT * len(exact) + ROOM_FOR_LEGEND + 16, showlegend=True, **axes)


def _share(value: float, scale: tuple[float, float]) -> float:
    first, last = scale
    return (value - first) / (last - first)


def _scale(one: Result) -> tuple[float, float]:
    """Find the scale: from the least the indicator can be, to a little over the largest of what is shown."""
    if one.goal.indicator.is_score:
        return 1.0, 10.0
    realised = 0.0 if isinstance(one.realised, NotAvailable) else one.realised.value
    shown = (one.goal.baseline or 0.0, one.goal.target, one.goal.ambition or 0.0, realised)
    return 0.0, ROOM * max(shown) or 1.0


def _values(context: ChartContext, one: Result) -> str:
    """Write what was realised and what was aimed at, in one line under the bar."""
    goal = one.goal
    value = "–" if isinstance(one.realised, NotAvailable) else _write(context, goal.indicator, one.realised.value)
    told = [context.text("results.results.now", value=f"<b>{value}</b>")]
    known = {kind: getattr(goal, kind) for kind in KINDS if getattr(goal, kind) is not None}
    told += [context.text("results.results.short", by=kind, value=_written(context, one, value)) for kind, value in known.items()]
    return " · ".join(told)


@titled("goals", "definitions.goal_outcomes.name")
def goals(about: About, exact: GoalOutcomes, context: ChartContext, *, is_of_period: bool = False) -> Chart:
    """Draw per goal how many of its requests are closed, and how many households that helped."""
    told = goals_sentence(exact, context, is_of_period=is_of_period)
    if isinstance(exact.goals, NotAvailable):
        return about.listed(sentences(told, context.why_not(exact.goals)), rows=REQUESTS)
    names, followed = list(exact.goals), list(exact.goals.values())
    raised, closed = [one.raised for one in followed], [one.closed for one in followed]
    hovers = context.hovers("results.goals.hover", goal=names, count=closed, total=raised)
    every, done = ([counted.also(goal=name) for name in names] for counted in (REQUESTS, CLOSED))
    series = [
        Series(context.text("words.requests"), raised, hovers, context.style.muted, rows=every, is_behind=True),
        Series(context.text("words.closed"), closed, hovers, context.style.done, rows=done),
    ]
    helped, ends = [one.households_helped for one in followed], [_end(context, one) for one in followed]
    taken_up = [one.taken_up for one in followed]
    columns: Columns = {"words.goal": names, "words.requests": raised, "words.taken_up": taken_up, "words.closed": closed}
    if not any(isinstance(count, NotAvailable) for count in helped):
        columns = {**columns, "words.households_helped": helped}
    several = context.text("results.goals.several") if _adds_up_to_more(exact) else ""
    parts = Parts(selects="goal", rows=REQUESTS, remark=several)
    return bar_chart(about, told, rows(names), series, ends=ends, columns=columns, **parts)


def _end(context: ChartContext, one: FollowUp) -> str:
    closed = context.text("charts.of", count=one.closed, total=one.raised)
    if isinstance(one.households_helped, NotAvailable):
        return closed
    return f"{closed} · {context.many('results.goals.helped', one.households_helped)}"


def outcomes_answer(
    exact: GoalOutcomes | NotAvailable, active: Rate | NotAvailable, context: ChartContext, *, is_of_period: bool = False
) -> str:
    """Say how many requests are closed, whom that helped, and who becomes active.

    Those raised in a period (`is_of_period`) and closed since are another number than those closed in it, and so have another name.
    """
    told = context.why_not(exact) if isinstance(exact, NotAvailable) else goals_sentence(exact, context, is_of_period=is_of_period)
    if isinstance(active, NotAvailable) or not active.denominator:
        return told
    return sentences(told, context.many("overview.headline.social.active", active.numerator, total=active.denominator))


def goals_sentence(exact: GoalOutcomes, context: ChartContext, *, is_of_period: bool = False) -> str:
    """Say how many of all requests are closed, and how many households that helped."""
    every = exact.every
    if not every.raised:
        return context.text("charts.no_requests")
    helped = ""
    if not isinstance(every.households_helped, NotAvailable) and every.closed:
        helped = context.many("results.goals.households", every.households_helped)
    is_known = not isinstance(exact.goals, NotAvailable) and any(one.raised for one in exact.goals.values())
    without = context.if_any("results.goals.without", exact.without_goal) if is_known else ""
    closed = "results.goals.closed_since" if is_of_period else "results.goals.closed"
    return sentences(context.many(closed, every.closed, total=every.raised), helped, without)


def _adds_up_to_more(exact: GoalOutcomes) -> bool:
    """Tell whether the households per goal, which stand at its bars, make more than there are."""
    every = exact.every.households_helped
    if isinstance(exact.goals, NotAvailable) or isinstance(every, NotAvailable):
        return False
    helped = [one.households_helped for one in exact.goals.values()]
    return sum(count for count in helped if not isinstance(count, NotAvailable)) > every


@titled("activities", "results.activities.title")
def activities_by_kind(about: About, exact: Activities, context: ChartContext) -> Chart:
    """Draw participants per kind of activity, or activities where the data do not say how many came."""
    people = not isinstance(exact.participants, NotAvailable)
    told = activities_sentence(exact, context)
    exact = _by_people(exact) if people else exact
    pairs = list(zip(exact.per_kind, exact.participants_per_kind, strict=True))
    shown = folded(exact.kinds, pairs, context.text("charts.others_bar"))
    ends = [context.count("results.activities.times", times) for times, _ in shown.counts]
    if people:
        came = [context.count("results.activities.people", count) if count else "" for _, count in shown.counts]
        ends = [f"{one}, {end}" if one else end for one, end in zip(came, ends, strict=True)]
    hovers = [f"{escaped(name)}: {end}" for name, end in zip(shown.names, ends, strict=True)]
    counted = replace(ACTIVITIES, unit=Unit.PARTICIPANTS) if people else ACTIVITIES
    rows = [counted.also(kind=kinds) for kinds in shown.members]
    word = context.text("words.participants" if people else "words.activities")
    series = [Series(word, shown.values(int(people)), hovers, context.style.done, rows=rows)]
    columns: Columns = {"words.kind": exact.kinds, "words.activities": exact.per_kind}
    if people:
        columns = {**columns, "words.participants": exact.participants_per_kind}
    groups, is_drawn = silent_rows(shown.names), bool(shown.names)
    return bar_chart(about, told, groups, series, ends=ends, columns=columns, is_drawn=is_drawn, rows=ACTIVITIES)


def _by_people(exact: Activities) -> Activities:
    """Put the kind with the most participants first: its bars are people."""
    order = sorted(range(len(exact.kinds)), key=lambda place: -exact.participants_per_kind[place])
    per_kind, people = (tuple(values[place] for place in order) for values in (exact.per_kind, exact.participants_per_kind))
    return replace(exact, kinds=tuple(exact.kinds[place] for place in order), per_kind=per_kind, participants_per_kind=people)


def activities_sentence(exact: Activities, context: ChartContext) -> str:
    """Say how many there were, and how many people came."""
    if not exact.total:
        return context.text("results.activities.none")
    first = context.count("results.activities.total", exact.total)
    if isinstance(exact.participants, NotAvailable):
        first = sentences(first, context.why_not(exact.participants))
    elif exact.without_participants < exact.total:
        people = context.count("results.activities.people", exact.participants)
        first = context.count("results.activities.total_with", exact.total, people=people)
    if exact.without_participants and not isinstance(exact.participants, NotAvailable):
        first = sentences(first, context.count("results.activities.without_people", exact.without_participants))
    return sentences(first, context.if_any("results.activities.without_kind", exact.without_kind))
