"""The load of the core team: small multiples, one per organisation, all on one scale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adv.charts.axes import span_axis, whole_ticks
from adv.charts.chart import About, Bar, Chart, titled
from adv.charts.chart_context import ChartContext, escaped, plotly_figure, shortened
from adv.charts.kinds.columns import long_span_name, span_name
from adv.charts.kinds.traces import line, told
from adv.charts.milestones import described_in
from adv.charts.style import axis
from adv.charts.words import leaders, named, sentences
from adv.metrics.source_rows import VISITS
from adv.metrics.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from adv.charts.tables import Columns
    from adv.metrics.load import Load

MOST_PANELS = 6  # organisations; the table has all
PANEL = 118  # pixels
ROOM = 84  # for the legend and the axis of time
TITLE = 0.26  # of a panel, above its bars
NAME_WIDTH = 40


@titled("load", "definitions.load.name")
def load_chart(about: About, exact: Load, context: ChartContext) -> Chart:
    """Draw per organisation the visits of each month as bars, and the requests waiting at its end as a line."""
    months = [span_name(context, Span.MONTH, start) for start in exact.starts]
    shown = _largest(exact)
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


def _largest(exact: Load) -> list[int]:
    """Find the organisations with the most to do, in the order of the data."""
    size = [sum(visits) + sum(waiting) for visits, waiting in zip(exact.visits, exact.waiting, strict=True)]
    return sorted(sorted(range(len(size)), key=lambda place: -size[place])[:MOST_PANELS])


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


def _panels(exact: Load, shown: Sequence[int], months: list[str], context: ChartContext) -> go.Figure:
    highest = max([1, *(max(*exact.visits[place], *exact.waiting[place], 0) for place in shown)])
    axes: dict[str, Any] = {"xaxis": span_axis(months, context, anchor="free", position=0)}
    traces, notes = [], []
    for row, place in enumerate(shown):
        top, bottom = 1 - row / len(shown), 1 - (row + 1) / len(shown)
        number = "" if row == 0 else str(row + 1)
        domain = [bottom, top - TITLE / len(shown)]
        axes[f"yaxis{number}"] = axis(
            context.style, domain=domain, range=[0, highest * 1.05], **{"nticks": 3, **whole_ticks([0, highest * 1.05], 3)}
        )
        traces += _panel(exact, (place, row), months, context)
        note = {"x": 0, "xref": "paper", "xanchor": "left", "y": top, "yref": "paper", "yanchor": "top", "showarrow": False}
        notes.append({**note, "text": f"<b>{shortened(exact.organisations[place], NAME_WIDTH)}</b>"})
    return plotly_figure(context, traces, height=PANEL * len(shown) + ROOM, showlegend=True, annotations=notes, **axes)


def _panel(exact: Load, where: tuple[int, int], months: list[str], context: ChartContext) -> list[dict[str, Any]]:
    place, row = where
    name, across = escaped(exact.organisations[place]), list(range(len(months)))
    hovers = [
        context.text(
            "core_team.load.hover",
            name=name,
            month=month,
            visits=context.count("words.number_of_visits", visits),
            waiting=context.count("core_team.work.waiting", waiting),
        )
        for month, visits, waiting in zip(months, exact.visits[place], exact.waiting[place], strict=True)
    ]
    shared = {"yaxis": "y" if row == 0 else f"y{row + 1}", "showlegend": row == 0}
    visits = {
        "type": "bar",
        "name": context.text("words.visits"),
        "x": across,
        "y": list(exact.visits[place]),
        "customdata": [["", row * len(months) + month] for month in across],
        "marker": {"color": context.style.blue},
        "legendgroup": "visits",
    }
    orange, name = {"color": context.style.orange, "width": 2.5, "shape": "hvh"}, context.text("words.waiting")
    waiting = line(across, exact.waiting[place], hovers, name=name, line=orange, legendgroup="waiting")
    return [{**visits, **told(hovers), **shared}, {**waiting, **shared}]
