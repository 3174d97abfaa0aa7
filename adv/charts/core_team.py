"""The core team: who does what, with whom, what is handed over, and how busy each one is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, product
from typing import Any

from adv.charts.axes import MOST_PANELS, line, panel_axis, span_axis, standing_bars, whole_ticks
from adv.charts.chart import About, Bar, Chart, Columns, Parts, titled
from adv.charts.chart_context import ChartContext, Figure, Leaders, escaped, leaders, named, plotly_figure, sentences
from adv.charts.kinds.bars import MOST_BARS, Series, bar_chart, silent_rows, steps
from adv.charts.kinds.columns import long_span_name, span_name
from adv.charts.milestones import described_in
from adv.metrics.core_team import HandOvers, Load, Teams, TeamWork, handed_over_by, of_team
from adv.metrics.requests import WAITING
from adv.metrics.source_rows import REQUESTS, VISITS
from adv.metrics.spans import Span
from adv.metrics.values import NotAvailable

MOST_ORGANISATIONS = 8  # of three bars each; the table has all
ARROW = "→"
MOST_VISITS = ("core_team.work.most_visits.only", "core_team.work.most_visits.most", "core_team.work.most_visits.tie")
MOST_REQUESTS = ("core_team.work.most_requests.only", "core_team.work.most_requests.most", "core_team.work.most_requests.tie")


@titled("work", "definitions.team_work.name")
def team_work(about: About, exact: TeamWork, context: ChartContext) -> Chart:
    """Draw visits and requests per organisation."""
    style = context.style
    found: list[tuple[str, str, Sequence[int], str]] = []  # the keys of the name and of a number, the numbers, the colour
    if not isinstance(exact.visits, NotAvailable):
        found.append(("words.visits", "words.number_of_visits", exact.visits.visits, style.done))
    if not isinstance(exact.requests, NotAvailable):
        found.append(("words.requests", "words.number_of_requests", exact.requests.requests, style.agreed))
        found.append(("words.waiting", "core_team.work.waiting", exact.requests.waiting, style.waiting))
    sizes = [sum(row) for row in zip(*(counts for _, _, counts, _ in found), strict=True)]
    largest = sorted((place for place, size in enumerate(sizes) if size), key=lambda place: -sizes[place])
    shown = sorted(largest[:MOST_ORGANISATIONS])
    names = [exact.organisations[place] for place in shown]
    behind = {"words.visits": VISITS, "words.requests": REQUESTS, "words.waiting": WAITING}
    series = []
    for head, number, counts, color in found:
        labels = [context.count(number, counts[place]) for place in shown]
        hovers = [f"{escaped(name)}: {label}" for name, label in zip(names, labels, strict=True)]
        rows = [behind[head].also(**{"organisations" if head == "words.visits" else "owner": name}) for name in names]
        series.append(Series(context.text(head), [counts[place] for place in shown], hovers, color, labels=labels, rows=rows))
    columns: Columns = {"words.organisation": exact.organisations, **{head: counts for head, _, counts, _ in found}}
    told = work_sentence(exact, context)
    every = REQUESTS if isinstance(exact.visits, NotAvailable) else VISITS
    parts = Parts(rows=every, remark=_about_work(exact, context))
    return bar_chart(about, told, silent_rows(names), series, ends=[""] * len(names), columns=columns, draw=steps, **parts)


def _about_work(exact: TeamWork, context: ChartContext) -> str:
    """Say what counts for more than one organisation, and what for none."""
    visits = exact.visits
    requests = exact.requests
    told = []
    if not isinstance(requests, NotAvailable):
        told.append(context.if_any("follow_up.requests_by.without", requests.without, by="owner"))
    if not isinstance(visits, NotAvailable):
        overlaps = sum(visits.visits) > visits.total - visits.without
        told.insert(0, context.if_any("core_team.work.visits_without", visits.without))
        told.insert(0, context.text("core_team.work.joint") if overlaps else "")
    return sentences(*told)


def work_sentence(exact: TeamWork, context: ChartContext) -> str:
    """Say who made the most visits, and who follows up the most requests."""
    names = exact.organisations
    visits = exact.visits
    requests = exact.requests
    told = []
    if not isinstance(visits, NotAvailable):
        without = context.if_any("core_team.work.visits_without", visits.without)
        most = _most(leaders(names, visits.visits), visits.total, MOST_VISITS, context)
        told.append(most or without if visits.total else context.text("charts.no_visits"))
    if not isinstance(requests, NotAvailable):
        without = context.if_any("follow_up.requests_by.without", requests.without, by="owner")
        most = _most(leaders(names, requests.requests), requests.total, MOST_REQUESTS, context)
        told.append(most or without if requests.total else context.text("charts.no_requests"))
    return sentences(*told)


def _most(top: Leaders, total: int, keys: tuple[str, str, str], context: ChartContext) -> str:
    """Name who has the most; `keys` are of the texts for the only one there is, for one, and for several."""
    only, one, tie = keys
    if top.is_one and total == 1:
        return context.text(only, name=top.names[0])
    words = {"names": named(context, top.names), "count": top.value, "total": total}
    return context.text(one if top.is_one else tie, **words) if top.names else ""


@titled("teams", "core_team.teams.title")
def teams_chart(about: About, exact: Teams, context: ChartContext) -> Chart:
    """Draw who made visits, alone and together."""
    every = [context.text("core_team.teams.alone", name=team[0]) if len(team) == 1 else " + ".join(team) for team in exact.teams]
    names, teams, counts = every[:MOST_BARS], exact.teams[:MOST_BARS], exact.visits[:MOST_BARS]
    told = [context.count("words.number_of_visits", count) for count in counts]
    hovers = [f"{escaped(name)}: {number}" for name, number in zip(names, told, strict=True)]
    colors = [context.style.done if len(team) > 1 else context.style.muted for team in teams]
    series = [Series(context.text("words.visits"), counts, hovers, colors, rows=[VISITS.that(of_team, *team) for team in teams])]
    columns: Columns = {"words.who": every, "words.visits": exact.visits}
    return bar_chart(about, teams_sentence(exact, context), silent_rows(names), series, columns=columns, rows=VISITS)


def teams_sentence(exact: Teams, context: ChartContext) -> str:
    """Say how many visits were joint, and who goes together most."""
    known = exact.total - exact.without
    if not exact.total:
        return context.text("charts.no_visits")
    without = context.if_any("core_team.work.visits_without", exact.without)
    if not known:
        return without
    if known == 1:
        only = context.text("core_team.teams.only_joint" if exact.joint else "core_team.teams.only_alone")
        return sentences(only, without)
    share = context.formats.percent(exact.joint / known)
    joint = {team: count for team, count in zip(exact.teams, exact.visits, strict=True) if len(team) > 1}
    top = leaders([context.formats.joined(team) for team in joint], list(joint.values()))
    most = ""
    if len(joint) > 1 and top.is_one:
        most = context.count("core_team.teams.most", top.value, team=top.names[0])
    return sentences(context.many("core_team.teams.joint", exact.joint, total=known, share=share), most, without)


@titled("hand_overs", "core_team.hand_overs.title")
def hand_overs_chart(about: About, exact: HandOvers, context: ChartContext, *, is_everyone: bool = True) -> Chart:
    """Draw requests that went from who was at the door to another organisation."""
    if not is_everyone:
        return about.listed(context.text("core_team.hand_overs.every_organisation"))
    both = product(exact.givers, exact.takers)
    pairs = [(*pair, count) for pair, count in zip(both, chain.from_iterable(exact.counts), strict=True) if count]
    pairs.sort(key=lambda pair: -pair[2])
    shown = pairs[:MOST_BARS]
    givers, takers, counts = zip(*shown, strict=True) if shown else ((), (), ())
    hovers = context.hovers("core_team.hand_overs.hover", count=counts, giver=givers, taker=takers)
    names = [f"{giver} {ARROW} {taker}" for giver, taker, _ in shown]
    rows = [REQUESTS.also(owner=taker).that(handed_over_by, giver) for giver, taker, _ in shown]
    series = [Series(context.text("words.requests"), counts, hovers, context.style.done, rows=rows)]
    columns: Columns = {
        "words.from": [giver for giver, _, _ in pairs],
        "words.to": [taker for _, taker, _ in pairs],
        "words.requests": [count for _, _, count in pairs],
    }
    remark = sentences(
        context.text("core_team.hand_overs.overlap") if exact.overlaps else "",
        context.text("core_team.hand_overs.shown", count=MOST_BARS) if len(pairs) > MOST_BARS else "",
        context.if_any("core_team.hand_overs.unknown", exact.unknown),
    )
    told = hand_overs_sentence(exact, pairs, context)
    return bar_chart(about, told, silent_rows(names), series, columns=columns, rows=REQUESTS, remark=remark)


def hand_overs_sentence(exact: HandOvers, pairs: Sequence[tuple[str, str, int]], context: ChartContext) -> str:
    """Say how many were handed over, and from whom to whom most; where it is not known of all, of how many it is."""
    known = exact.handed_over + exact.kept
    unknown = context.if_any("core_team.hand_overs.unknown", exact.unknown)
    if not known:
        return unknown or context.text("charts.no_requests")
    top = [pair for pair in pairs if pair[2] == pairs[0][2]]
    most = ""
    if len(top) == 1 < len(pairs):
        giver, taker, count = top[0]
        most = context.text("core_team.hand_overs.most", giver=giver, taker=taker, count=count)
    handed = "core_team.hand_overs.handed_of_known" if exact.unknown else "core_team.hand_overs.handed"
    return sentences(context.many(handed, exact.handed_over, total=known), most)


PANEL = 118  # pixels
ROOM = 84  # for the legend and the axis of time


@titled("load", "definitions.load.name")
def load_chart(about: About, exact: Load, context: ChartContext) -> Chart:
    """Draw per organisation the visits of each month as bars, and the requests waiting at its end as a line."""
    months = [span_name(context, Span.MONTH, start) for start in exact.starts]
    size = [sum(visits) + sum(waiting) for visits, waiting in zip(exact.visits, exact.waiting, strict=True)]
    shown = sorted(sorted(range(len(size)), key=lambda place: -size[place])[:MOST_PANELS])
    figure = _panels(exact, shown, months, context) if shown else None
    places = [(place, month) for place in range(len(exact.organisations)) for month in range(len(months))]
    columns: Columns = {
        "words.organisation": [exact.organisations[place] for place, _ in places],
        "words.month": [months[month] for _, month in places],
        "words.begins_on": [exact.starts[month] for _, month in places],
        "words.visits": [exact.visits[place][month] for place, month in places],
        "words.waiting": [exact.waiting[place][month] for place, month in places],
    }
    bars = tuple(
        Bar(f"{name} · {month}", count, VISITS.also(organisations=name, month=start.isoformat()))
        for name, counts in ((exact.organisations[place], exact.visits[place]) for place in shown)
        for month, start, count in zip(months, exact.starts, counts, strict=True)
    )
    also = described_in(context, Span.MONTH, exact.starts)
    return about.drawn(load_sentence(exact, context), figure, columns, alt="charts.columns_alt", also=also, rows=VISITS, bars=bars)


def load_sentence(exact: Load, context: ChartContext) -> str:
    """Say with whom most waits now, and name the busiest month."""
    if not exact.organisations:
        return context.text("core_team.load.none")
    last = long_span_name(context, Span.MONTH, exact.starts[-1])
    top = leaders(exact.organisations, [waiting[-1] for waiting in exact.waiting])
    key = "core_team.load.waiting" if top.is_one else "core_team.load.waiting_tie"
    waiting = context.text("core_team.load.nothing_waits", month=last)
    if top.names:
        waiting = context.text(key, month=last, names=named(context, top.names), count=top.value)
    pairs = [(name, start) for name in exact.organisations for start in exact.starts]
    most = leaders([f"{place}" for place in range(len(pairs))], [count for counts in exact.visits for count in counts])
    busiest = ""
    if most.is_one:
        name, start = pairs[int(most.names[0])]
        month = long_span_name(context, Span.MONTH, start)
        busiest = context.count("core_team.load.busiest", most.value, name=name, month=month)
    return sentences(waiting, busiest, context.if_any("core_team.load.undated", exact.undated))


def _panels(exact: Load, shown: Sequence[int], months: list[str], context: ChartContext) -> Figure:
    highest = max([1, *(max(*exact.visits[place], *exact.waiting[place], 0) for place in shown)])
    axes: dict[str, Any] = {"xaxis": span_axis(months, context, anchor="free", position=0)}
    traces, notes = [], []
    for row, place in enumerate(shown):
        bounds = [0, highest * 1.05]
        ticks = {"nticks": 3, **whole_ticks(bounds, 3)}
        values, note = panel_axis(exact.organisations[place], row, len(shown), context, range=bounds, **ticks)
        axes |= values
        notes.append(note)
        traces += _panel(exact, (place, row), months, context)
    return plotly_figure(context, traces, height=PANEL * len(shown) + ROOM, showlegend=True, annotations=notes, **axes)


def _panel(exact: Load, where: tuple[int, int], months: list[str], context: ChartContext) -> list[dict[str, Any]]:
    place, row = where
    across = list(range(len(months)))
    made = [context.count("words.number_of_visits", count) for count in exact.visits[place]]
    left = [context.count("core_team.work.waiting", count) for count in exact.waiting[place]]
    hovers = context.hovers("core_team.load.hover", name=exact.organisations[place], month=months, visits=made, waiting=left)
    shared = {"yaxis": "y" if row == 0 else f"y{row + 1}", "showlegend": row == 0}
    clicks = [["", row * len(months) + month] for month in across]
    blue = {"color": context.style.done}
    every = {"name": context.text("words.visits_made"), "customdata": clicks, "marker": blue, "legendgroup": "visits"}
    visits = standing_bars(exact.visits[place], hovers, **every)
    orange = {"color": context.style.waiting, "width": 2.5, "shape": "hvh"}
    name = context.text("words.waiting")
    waiting = line(across, exact.waiting[place], hovers, name=name, line=orange, legendgroup="waiting")
    return [{**visits, **shared}, {**waiting, **shared}]
