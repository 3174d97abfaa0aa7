"""Values with their margins as dots on lines: small multiples below each other, all on one scale."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct

from adv.charts.axes import axis, points, round_ticks, upright, whiskers
from adv.charts.chart_context import ChartContext, Figure, plotly_figure, wrapped
from adv.charts.kinds.bars import BELOW, MARGINS, Rows, row_names
from adv.charts.kinds.bars import ROW_HEIGHT as BAR_HEIGHT
from adv.metrics.chance import Standing

ROW_HEIGHT, TWO_LINES = 30, 38  # of names that fit in one line, and of those that need two
ROOM = 92  # for the legend above and the axis below
LETTER = 6.2  # pixels of one sign of a name, on average
LETTER_ROOM = 0.035  # of the scale, for each sign of the number behind the last margin
GAP = 0.04  # of the scale, between a number and the dot behind it
FARTHEST_MARGIN = (
    3  # times the largest value: a margin that goes on beyond is drawn up to there, and told in the hover and the table
)


class Dot(Struct, frozen=True, kw_only=True):
    """One value. `value` None: not available, and then `text` says so. Texts are already escaped."""

    value: float | None
    text: str
    hover: str
    low: float = 0.0
    high: float = 0.0
    plan: float | None = None
    plan_hover: str = ""
    place: int = -1  # among the chart's bars


class Panel(Struct, frozen=True):
    """One of the multiples: a measure, with a dot per name."""

    title: str
    dots: tuple[Dot, ...]


def dots(
    context: ChartContext, names: Sequence[str], panels: Sequence[Panel], write: Callable[[float], str], *, whole: float = 0.0
) -> Figure:
    """Draw a figure of panels with the same rows. The scale goes from 0 to `whole` at least, its ticks written by `write`."""
    titled = len(panels) > 1
    labels = [wrapped(name) for name in names]
    lines = [line for text in labels for line in text.split("<br>")]
    height = TWO_LINES if len(lines) > len(labels) else ROW_HEIGHT
    shift = -LETTER * max(map(len, lines), default=0)
    room = len(names) + titled
    rows = [(panel * room + titled + row, dot) for panel, one in enumerate(panels) for row, dot in enumerate(one.dots)]
    known = [(y, dot) for y, dot in rows if dot.value is not None]
    last = _last([dot for _, dot in known], whole)
    room_for_text = 1.04 + LETTER_ROOM * max((len(dot.text) for _, dot in known), default=0)
    ticks = round_ticks(0.0, last)
    across = axis(context.style, range=[0, last * room_for_text], tickvals=ticks, ticktext=[write(tick) for tick in ticks])
    every = {"tickvals": [y for y, _ in rows], "ticktext": labels * len(panels)}
    down = axis(context.style, range=[len(panels) * room - 0.5, -0.5], showgrid=False, **every)
    notes = [_title(context, panel.title, place * room, shift) for place, panel in enumerate(panels)] if titled else []
    traces = [_plans(context, known), _dots(context, known, last), _texts(context, rows, last)]
    about = {"height": round(height * room * len(panels) + ROOM), "showlegend": True, "annotations": notes}
    return plotly_figure(context, traces, xaxis=across, yaxis=down, **about)


def _last(known: Sequence[Dot], whole: float) -> float:
    largest = max((dot.value or 0.0 for dot in known), default=0.0)
    farthest = max((dot.high for dot in known), default=0.0)
    plans = max((dot.plan or 0.0 for dot in known), default=0.0)
    return max(whole, plans, min(farthest, FARTHEST_MARGIN * largest) if largest else farthest) or 1.0


def _dots(context: ChartContext, known: Sequence[tuple[int, Dot]], last: float) -> dict[str, Any]:
    found = [dot for _, dot in known]
    values, limits = [dot.value or 0.0 for dot in found], [(dot.low, min(dot.high, last)) for dot in found]
    margins = whiskers(context.style.done, values, limits, size=(2.5, 5))
    marker = {"color": context.style.done, "size": 12}
    clicks = {"customdata": [["", dot.place] for dot in found]} if any(dot.place >= 0 for dot in found) else {}
    look = {"name": context.text("comparison.margin"), "error_x": margins, "marker": marker, **clicks}
    return points(values, [y for y, _ in known], [dot.hover for dot in found], **look)


def _texts(context: ChartContext, rows: Sequence[tuple[int, Dot]], last: float) -> dict[str, Any]:
    colors = [context.style.muted if dot.value is None else context.style.text for _, dot in rows]
    texts = [f" {dot.text}" if dot.value is None else f"  <b>{dot.text}</b>" for _, dot in rows]
    sides = ["middle left" if _is_before(dot, last) else "middle right" for _, dot in rows]
    across = [0 if dot.value is None else _beside(dot, last) for _, dot in rows]
    look = {"mode": "text", "text": texts, "textposition": sides, "textfont": {"color": colors}, "showlegend": False}
    return points(across, [y for y, _ in rows], [dot.hover for _, dot in rows], **look)


def _beside(dot: Dot, last: float) -> float:
    """Find where the number of a dot stands: after its margin, or before it; without room there, after the mark of its plan."""
    end = max(min(dot.high, last), (dot.value or 0.0) + GAP * last)
    if _is_before(dot, last):
        return dot.low - GAP * last
    return dot.plan if dot.plan is not None and end <= dot.plan <= end + _width(dot, last) else end


def _is_before(dot: Dot, last: float) -> bool:
    """Tell whether a number stands before its dot: behind it, it would seem to be that of the plan's mark."""
    end = min(dot.high, last)
    width = _width(dot, last)
    return dot.plan is not None and end <= dot.plan <= end + width and dot.low > width


def _width(dot: Dot, last: float) -> float:
    return LETTER_ROOM * last * len(dot.text)


def _plans(context: ChartContext, known: Sequence[tuple[int, Dot]]) -> dict[str, Any]:
    planned = [(y, dot) for y, dot in known if dot.plan is not None]
    plans, down, hovers = [dot.plan for _, dot in planned], [y for y, _ in planned], [dot.plan_hover for _, dot in planned]
    marker = {"symbol": "line-ns", "size": 18, "line": {"color": context.style.muted, "width": 3}}
    return points(plans, down, hovers, name=context.text("comparison.plan"), marker=marker, showlegend=bool(planned))


def _title(context: ChartContext, title: str, y: float, shift: float) -> dict[str, Any]:
    """Write a title at `y`, above the names too, so that it fits on a phone."""
    place = {"x": 0, "xref": "paper", "y": y, "xanchor": "left", "xshift": shift}
    return {**place, "text": f"<b>{title}</b>", "showarrow": False, "font": {"color": context.style.text}}


DOT = 13
ROOM_FOR_TICKS = 34
SYMBOLS = {Standing.LIKE_OTHERS: "circle", Standing.ABOVE: "triangle-up", Standing.BELOW: "triangle-down"}


QUARTERS = (0, 0.25, 0.5, 0.75, 1)


class Dots(Struct, frozen=True, kw_only=True):
    """One share per row, with its limits. Hover texts are already escaped."""

    values: Sequence[float]
    limits: Sequence[tuple[float, float]]
    hovers: Sequence[str]
    standings: Sequence[Standing] = ()  # empty: nothing is compared


def intervals(
    context: ChartContext, groups: Rows, found: Dots, *, ends: Sequence[str], reference: tuple[float, str] | None = None
) -> Figure:
    """Draw rows from above, each with its name and number over its dot; `reference` is an upright line with its label."""
    rows = len(groups.names)
    ticks = {"tickvals": list(QUARTERS), "ticktext": [context.formats.percent(value, 0) for value in QUARTERS]}
    down = axis(context.style, range=[rows - 0.4, -1 if reference else -0.5], showticklabels=False, showgrid=False)
    traces = [_interval_dots(context, groups, found), row_names(context, groups.names, ends, 0.0)]
    height = BAR_HEIGHT * rows + MARGINS + ROOM_FOR_TICKS
    line = {}
    if reference:
        height = height + ROOM_FOR_TICKS
        line = _reference(context, *reference)
    return plotly_figure(
        context, traces, height=height, xaxis=axis(context.style, range=[-0.02, 1.03], **ticks), yaxis=down, **line
    )


def _interval_dots(context: ChartContext, groups: Rows, found: Dots) -> dict[str, Any]:
    style = context.style
    colors = {Standing.LIKE_OTHERS: style.done, Standing.ABOVE: style.aim, Standing.BELOW: style.wrong}
    standings = found.standings or [Standing.LIKE_OTHERS] * len(found.values)
    symbols, shades = [SYMBOLS[how] for how in standings], [colors[how] for how in standings]
    marker = {"size": DOT, "symbol": symbols, "color": shades, "line": {"color": style.background, "width": 1}}
    margins = whiskers(style.muted, found.values, found.limits, size=(3, 6))
    clicks, down = [[code, place] for place, code in enumerate(groups.codes)], [at + BELOW for at in range(len(found.values))]
    return points(found.values, down, found.hovers, error_x=margins, marker=marker, customdata=clicks)


def _reference(context: ChartContext, share: float, label: str) -> dict[str, Any]:
    muted = context.style.muted
    side = {"xanchor": "right", "xshift": -6} if share > QUARTERS[2] else {"xanchor": "left", "xshift": 6}
    place = {"x": share, "yref": "paper", "y": 1, "yanchor": "top", **side}
    note = {**place, "text": label, "showarrow": False, "font": {"size": 13, "color": muted}}
    return {"shapes": [upright(share, color=muted, width=1.5, dash="dot")], "annotations": [note]}
