"""The load of the core team: small multiples, one per organisation, all on one scale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adv.charts.axes import span_axis, whole_ticks
from adv.charts.chart import Bar, Chart
from adv.charts.chart_context import draw, plain, shortened
from adv.charts.kinds.columns import long_span_name, span_name
from adv.charts.milestones import described, last_day
from adv.charts.style import axis
from adv.charts.tables import table
from adv.charts.words import leaders, named, not_available, sentences
from adv.metrics.source_rows import VISITS
from adv.metrics.spans import Span
from adv.metrics.values import NotAvailable

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from adv.charts.chart_context import Look
    from adv.metrics.load import Load

MOST_PANELS = 6  # organisations; the table has all
PANEL = 118  # pixels
ROOM = 84  # for the legend and the axis of time
TITLE = 0.26  # of a panel, above its bars
NAME_WIDTH = 40


def load_chart(exact: Load | NotAvailable, look: Look) -> Chart:
    """Per organisation the visits of each month as bars, and the requests waiting at its end as a line."""
    look, charts, definitions = look.of("core_team"), look.of("charts"), ("load",)
    if isinstance(exact, NotAvailable):
        return not_available(look, "load", exact, definitions=definitions)
    months = [span_name(charts, Span.MONTH, start) for start in exact.starts]
    shown = _largest(exact)
    figure = _panels(exact, shown, months, look) if shown else None
    places = [(place, month) for place in range(len(exact.organisations)) for month in range(len(months))]
    columns: dict[str, Any] = {
        "organisation": [exact.organisations[place] for place, _ in places],
        "span": [months[month] for _, month in places],
        "start": [exact.starts[month] for _, month in places],
        "visits": [exact.visits[place][month] for place, month in places],
        "waiting": [exact.waiting[place][month] for place, month in places],
    }
    title, sentence = look.text("load.title"), load_sentence(exact, look)
    alt = look.texts("charts.columns_alt", title=title, sentence=sentence)
    if exact.starts:
        alt = sentences(alt, described(charts, exact.starts[0], last_day(Span.MONTH, exact.starts)))
    bars = tuple(
        Bar(
            f"{exact.organisations[place]} · {months[month]}",
            exact.visits[place][month],
            VISITS.also(organisations=exact.organisations[place], month=exact.starts[month].isoformat()),
        )
        for place in shown
        for month in range(len(months))
    )
    return Chart("load", title, sentence, figure, table(look, columns), alt, definitions, rows=VISITS, bars=bars)


def _largest(exact: Load) -> list[int]:
    """The organisations with the most to do, in the order of the data."""
    size = [sum(visits) + sum(waiting) for visits, waiting in zip(exact.visits, exact.waiting, strict=True)]
    return sorted(sorted(range(len(size)), key=lambda place: -size[place])[:MOST_PANELS])


def load_sentence(exact: Load, look: Look) -> str:
    """With whom most waits now, and the busiest month."""
    if not exact.organisations:
        return look.text("load.none")
    charts, parts = look.of("charts"), []
    last = long_span_name(charts, Span.MONTH, exact.starts[-1])
    top = leaders(exact.organisations, [waiting[-1] for waiting in exact.waiting])
    if top.names:
        parts.append(
            look.text(
                "load.waiting" if top.is_one else "load.waiting_tie", month=last, names=named(charts, top.names), count=top.value
            )
        )
    else:
        parts.append(look.text("load.nothing_waits", month=last))
    pairs = [(name, start) for name in exact.organisations for start in exact.starts]
    busiest = leaders([f"{place}" for place in range(len(pairs))], [count for counts in exact.visits for count in counts])
    if busiest.is_one:
        name, start = pairs[int(busiest.names[0])]
        parts.append(look.count("load.busiest", busiest.value, name=name, month=long_span_name(charts, Span.MONTH, start)))
    if exact.undated:
        parts.append(look.count("load.undated", exact.undated))
    return sentences(*parts)


def _panels(exact: Load, shown: Sequence[int], months: list[str], look: Look) -> go.Figure:
    highest = max([1, *(max(*exact.visits[place], *exact.waiting[place], 0) for place in shown)])
    axes: dict[str, Any] = {"xaxis": span_axis(months, look.of("charts"), anchor="free", position=0)}
    traces, notes = [], []
    for row, place in enumerate(shown):
        top, bottom = 1 - row / len(shown), 1 - (row + 1) / len(shown)
        number = "" if row == 0 else str(row + 1)
        domain = [bottom, top - TITLE / len(shown)]
        axes[f"yaxis{number}"] = axis(
            look.style, domain=domain, range=[0, highest * 1.05], **{"nticks": 3, **whole_ticks([0, highest * 1.05], 3)}
        )
        traces += _panel(exact, place, row, months, look)
        note = {"x": 0, "xref": "paper", "xanchor": "left", "y": top, "yref": "paper", "yanchor": "top", "showarrow": False}
        notes.append({**note, "text": f"<b>{shortened(exact.organisations[place], NAME_WIDTH)}</b>"})
    return draw(look, traces, height=PANEL * len(shown) + ROOM, showlegend=True, annotations=notes, **axes)


def _panel(exact: Load, place: int, row: int, months: list[str], look: Look) -> list[dict[str, Any]]:
    name, across = plain(exact.organisations[place]), list(range(len(months)))
    told = [
        look.text(
            "load.hover",
            name=name,
            month=month,
            visits=look.count("work.visits", visits),
            waiting=look.count("work.waiting", waiting),
        )
        for month, visits, waiting in zip(months, exact.visits[place], exact.waiting[place], strict=True)
    ]
    shared = {
        "x": across,
        "yaxis": "y" if row == 0 else f"y{row + 1}",
        "hovertext": told,
        "hovertemplate": "%{hovertext}<extra></extra>",
        "showlegend": row == 0,
    }
    visits = {
        **shared,
        "type": "bar",
        "name": look.text("column.visits"),
        "y": list(exact.visits[place]),
        "customdata": [["", row * len(months) + month] for month in across],
        "marker": {"color": look.style.blue},
        "legendgroup": "visits",
    }
    waiting = {
        **shared,
        "type": "scatter",
        "mode": "lines",
        "name": look.text("column.waiting"),
        "y": list(exact.waiting[place]),
        "line": {"color": look.style.orange, "width": 2.5, "shape": "hvh"},
        "legendgroup": "waiting",
    }
    return [visits, waiting]
