"""Traces: the points, lines, bars and texts that charts are drawn with, as Plotly's plain dictionaries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from adv.charts.chart_context import ChartContext

PATTERN = {"fillmode": "overlay", "fgopacity": 0.3, "size": 9, "solidity": 0.15}  # seen, and numbers stay readable on it


def told(hovers: Iterable[Any] | None) -> dict[str, Any]:
    """Properties that show a text, already escaped, for each point that is pointed at; without texts nothing is shown."""
    return {"hoverinfo": "skip"} if hovers is None else {"hovertext": list(hovers), "hovertemplate": "%{hovertext}<extra></extra>"}


def iso(days: Iterable[date]) -> list[str]:
    """Days as Plotly reads them."""
    return [day.isoformat() for day in days]


def line(across: Iterable[Any], up: Iterable[Any], hovers: Iterable[str] | None, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever Plotly's traces take
    """Line through points."""
    return {"type": "scatter", "mode": "lines", "x": list(across), "y": list(up), **told(hovers), **more}


def points(across: Iterable[Any], up: Iterable[Any], hovers: Iterable[str] | None, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
    """Points that are drawn whole at the edge of an axis too."""
    return {**line(across, up, hovers, mode="markers", cliponaxis=False), **more}


def lying_bars(across: Iterable[float], down: Iterable[float], hovers: Iterable[str], **more: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
    """Bars from the left."""
    return {"type": "bar", "orientation": "h", "x": list(across), "y": list(down), **told(hovers), **more}


def texts_at(context: ChartContext, across: Iterable[float], down: Iterable[float], texts: Iterable[str]) -> dict[str, Any]:
    """Texts to the right of points that are not drawn themselves."""
    font = {"color": context.style.text}
    more = {"mode": "text", "text": list(texts), "textposition": "middle right", "textfont": font, "showlegend": False}
    return points(across, down, None, **more)


def whiskers(
    color: str, values: Sequence[float], limits: Sequence[tuple[float, float]], size: tuple[float, float]
) -> dict[str, Any]:
    """Margins around values, from the lower to the upper limit; `size` is how thick their lines are and how wide their ends."""
    return {
        "type": "data",
        "symmetric": False,
        "array": [high - value for value, (_, high) in zip(values, limits, strict=True)],
        "arrayminus": [value - low for value, (low, _) in zip(values, limits, strict=True)],
        "color": color,
        "thickness": size[0],
        "width": size[1],
    }


def upright(across: object, **line: object) -> dict[str, Any]:
    """Line through the whole height of a chart, behind the data."""
    return {"type": "line", "x0": across, "x1": across, "yref": "paper", "y0": 0, "y1": 1, "line": line, "layer": "below"}
