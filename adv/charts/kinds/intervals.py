"""Values with their intervals: a dot for what was found, a line for where chance could have put it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from adv.charts.chart_context import draw
from adv.charts.kinds.bars import BELOW, MARGINS, ROW_HEIGHT, Rows, row_names
from adv.charts.style import axis
from adv.metrics.chance import Standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from adv.charts.chart_context import Look

DOT = 13
ROOM_FOR_TICKS = 34
SYMBOLS = {Standing.LIKE_OTHERS: "circle", Standing.ABOVE: "triangle-up", Standing.BELOW: "triangle-down"}


class Dots(Struct, frozen=True):
    """One value per row, with its limits. Hover texts are already escaped."""

    values: Sequence[float | None]  # None: not known; nothing is drawn in that row
    lows: Sequence[float]
    highs: Sequence[float | None]  # None: the data do not bound it; the line runs on to the edge
    hovers: Sequence[str]
    standings: Sequence[Standing] = ()  # empty: nothing is compared


class Scale(Struct, frozen=True):
    """From nought to where, and the ticks as they are written."""

    last: float
    ticks: Sequence[float]
    texts: Sequence[str]
    reference: float | None = None  # an upright line to compare with
    reference_label: str = ""


def percent_scale(look: Look, reference: float | None = None, label: str = "") -> Scale:
    """From 0 to 100 %."""
    quarters = (0, 0.25, 0.5, 0.75, 1)
    return Scale(1, quarters, [look.formats.percent(value, 0) for value in quarters], reference, label)


def dots(look: Look, groups: Rows, found: Dots, ends: Sequence[str], scale: Scale) -> go.Figure:
    """Rows from above, each with its name and number over its dot."""
    rows = len(groups.names)
    has_label = bool(scale.reference_label)
    return draw(
        look,
        [_dots(look, groups, found, scale), row_names(look, groups, ends, 0.0)],
        height=ROW_HEIGHT * rows + MARGINS + ROOM_FOR_TICKS + (ROOM_FOR_TICKS if has_label else 0),
        xaxis=axis(
            look.style, range=[-0.02 * scale.last, 1.03 * scale.last], tickvals=list(scale.ticks), ticktext=list(scale.texts)
        ),
        yaxis=axis(look.style, range=[rows - 0.4, -1 if has_label else -0.5], showticklabels=False, showgrid=False),
        **_reference(look, scale),
    )


def _dots(look: Look, groups: Rows, found: Dots, scale: Scale) -> dict[str, Any]:
    style = look.style
    colors = {Standing.LIKE_OTHERS: style.blue, Standing.ABOVE: style.green, Standing.BELOW: style.vermilion}
    standings = found.standings or [Standing.LIKE_OTHERS] * len(found.values)
    ends = [scale.last * 1.03 if high is None else high for high in found.highs]
    rows = list(zip(found.values, found.lows, ends, strict=True))
    return {
        "type": "scatter",
        "mode": "markers",
        "x": list(found.values),
        "y": [place + BELOW for place in range(len(found.values))],
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [0 if value is None else high - value for value, _, high in rows],
            "arrayminus": [0 if value is None else value - low for value, low, _ in rows],
            "color": style.muted,
            "thickness": 3,
            "width": 6,
        },
        "marker": {
            "size": DOT,
            "symbol": [SYMBOLS[how] for how in standings],
            "color": [colors[how] for how in standings],
            "line": {"color": style.background, "width": 1},
        },
        "customdata": [[code, place] for place, code in enumerate(groups.codes)],
        "hovertext": list(found.hovers),
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
    }


def _reference(look: Look, scale: Scale) -> dict[str, Any]:
    if scale.reference is None:
        return {}
    line = {"type": "line", "x0": scale.reference, "x1": scale.reference, "yref": "paper", "y0": 0, "y1": 1, "layer": "below"}
    is_late = scale.reference > scale.last / 2
    note = {
        "x": scale.reference,
        "yref": "paper",
        "y": 1,
        "yanchor": "top",
        "xanchor": "right" if is_late else "left",
        "xshift": -6 if is_late else 6,
        "text": scale.reference_label,
        "showarrow": False,
        "font": {"size": 13, "color": look.style.muted},
    }
    return {"shapes": [{**line, "line": {"color": look.style.muted, "width": 1.5, "dash": "dot"}}], "annotations": [note]}
