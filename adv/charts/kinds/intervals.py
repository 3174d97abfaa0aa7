"""Values with their intervals: a dot for what was found, a line for where chance could have put it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from adv.charts.axes import points, upright, whiskers
from adv.charts.chart_context import ChartContext, plotly_figure
from adv.charts.kinds.bars import BELOW, MARGINS, ROW_HEIGHT, Rows, row_names
from adv.charts.style import axis
from adv.metrics.chance import Standing

if TYPE_CHECKING:
    import plotly.graph_objects as go


DOT = 13
ROOM_FOR_TICKS = 34
SYMBOLS = {Standing.LIKE_OTHERS: "circle", Standing.ABOVE: "triangle-up", Standing.BELOW: "triangle-down"}


class Dots(Struct, frozen=True, kw_only=True):
    """One value per row, with its limits. Hover texts are already escaped."""

    values: Sequence[float | None]  # None: not known; nothing is drawn in that row
    lows: Sequence[float]
    highs: Sequence[float | None]  # None: the data do not bound it; the line runs on to the edge
    hovers: Sequence[str]
    standings: Sequence[Standing] = ()  # empty: nothing is compared


class Scale(Struct, frozen=True, kw_only=True):
    """A scale from nought to `last`, with its ticks as they are written."""

    last: float
    ticks: Sequence[float]
    texts: Sequence[str]
    reference: float | None = None  # an upright line to compare with
    reference_label: str = ""


def percent_scale(context: ChartContext, reference: float | None = None, label: str = "") -> Scale:
    """Make a scale from 0 to 100 %."""
    quarters = (0, 0.25, 0.5, 0.75, 1)
    texts = [context.formats.percent(value, 0) for value in quarters]
    return Scale(last=1, ticks=quarters, texts=texts, reference=reference, reference_label=label)


def dots(context: ChartContext, groups: Rows, found: Dots, *, ends: Sequence[str], scale: Scale) -> go.Figure:
    """Draw rows from above, each with its name and number over its dot."""
    rows = len(groups.names)
    has_label = bool(scale.reference_label)
    ticks, span = {"tickvals": list(scale.ticks), "ticktext": list(scale.texts)}, [-0.02 * scale.last, 1.03 * scale.last]
    down = axis(context.style, range=[rows - 0.4, -1 if has_label else -0.5], showticklabels=False, showgrid=False)
    return plotly_figure(
        context,
        [_dots(context, groups, found, scale), row_names(context, groups.names, ends, 0.0)],
        height=ROW_HEIGHT * rows + MARGINS + ROOM_FOR_TICKS * (1 + has_label),
        xaxis=axis(context.style, range=span, **ticks),
        yaxis=down,
        **_reference(context, scale),
    )


def _dots(context: ChartContext, groups: Rows, found: Dots, scale: Scale) -> dict[str, Any]:
    style = context.style
    colors = {Standing.LIKE_OTHERS: style.blue, Standing.ABOVE: style.green, Standing.BELOW: style.vermilion}
    standings = found.standings or [Standing.LIKE_OTHERS] * len(found.values)
    rows = [
        (0.0, (0.0, 0.0)) if value is None else (value, (low, scale.last * 1.03 if high is None else high))
        for value, low, high in zip(found.values, found.lows, found.highs, strict=True)
    ]
    symbols, shades = [SYMBOLS[how] for how in standings], [colors[how] for how in standings]
    marker = {"size": DOT, "symbol": symbols, "color": shades, "line": {"color": style.background, "width": 1}}
    margins = whiskers(style.muted, [value for value, _ in rows], [limits for _, limits in rows], size=(3, 6))
    clicks, down = [[code, place] for place, code in enumerate(groups.codes)], [place + BELOW for place in range(len(rows))]
    return points(found.values, down, found.hovers, error_x=margins, marker=marker, customdata=clicks)


def _reference(context: ChartContext, scale: Scale) -> dict[str, Any]:
    if scale.reference is None:
        return {}
    muted = context.style.muted
    is_late = scale.reference > scale.last / 2
    side = {"xanchor": "right", "xshift": -6} if is_late else {"xanchor": "left", "xshift": 6}
    place = {"x": scale.reference, "yref": "paper", "y": 1, "yanchor": "top", **side}
    note = {**place, "text": scale.reference_label, "showarrow": False, "font": {"size": 13, "color": muted}}
    return {"shapes": [upright(scale.reference, color=muted, width=1.5, dash="dot")], "annotations": [note]}
