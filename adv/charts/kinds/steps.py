"""Groups of lying bars, each with its number and word at its end: what became of how many, without a legend to look up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adv.charts.chart_context import draw, shortened
from adv.charts.kinds.bars import NAME_WIDTH, PATTERN
from adv.charts.style import axis

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from adv.charts.chart_context import Look
    from adv.charts.kinds.bars import Rows, Series

PIXELS = 27  # of one bar with the room around it, and of a name
GAP = 0.5  # between groups, in bars
MARGINS = 24
THICK = 0.74
ROOM_FOR_WORDS = 1.75  # of the longest bar: on a phone the words beside it fit


def steps(look: Look, groups: Rows, series: Sequence[Series], ends: Sequence[str]) -> go.Figure:
    """Per group its name with `ends`, and below it a bar per series. The series' labels are the texts at their bars' ends."""
    size = 1 + len(series) + GAP
    tops = [size * place for place in range(len(groups.names))]
    highest = max((value for one in series for value in one.values), default=0) or 1
    traces = [_bars(look, groups, one, place, tops) for place, one in enumerate(series)]
    traces += [_words(look, one, place, tops) for place, one in enumerate(series)]
    return draw(
        look,
        [*traces, _names(look, groups, ends, tops)],
        height=round(PIXELS * size * len(tops)) + MARGINS,
        barmode="overlay",
        xaxis=axis(look.style, range=[0, highest * ROOM_FOR_WORDS], showticklabels=False, showgrid=False),
        yaxis=axis(look.style, range=[size * len(tops) - GAP - 0.4, -0.6], showticklabels=False, showgrid=False),
    )


def _bars(look: Look, groups: Rows, one: Series, place: int, tops: Sequence[float]) -> dict[str, Any]:
    style = look.style
    marker: dict[str, Any] = {"color": one.color, "line": {"color": style.background, "width": 1}}
    if one.is_behind:
        marker = {"color": style.grid, "line": {"color": style.muted, "width": 1.5}}
    if one.pattern:
        marker["pattern"] = {**PATTERN, "shape": one.pattern, "fgcolor": style.background}
    return {
        "type": "bar",
        "orientation": "h",
        "name": one.name,
        "x": list(one.values),
        "y": [top + 1 + place for top in tops],
        "width": THICK,
        "customdata": [[code, place * len(groups.codes) + number] for number, code in enumerate(groups.codes)],
        "hovertext": list(one.hovers),
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": marker,
    }


def _words(look: Look, one: Series, place: int, tops: Sequence[float]) -> dict[str, Any]:
    return _texts(look, list(one.values), [top + 1 + place for top in tops], [f" {label}" for label in one.labels])


def _names(look: Look, groups: Rows, ends: Sequence[str], tops: Sequence[float]) -> dict[str, Any]:
    names = [shortened(name, NAME_WIDTH) for name in groups.names]
    told = [f"<b>{name}</b>  {end}" for name, end in zip(names, ends, strict=True)]
    return _texts(look, [0.0] * len(tops), list(tops), told)


def _texts(look: Look, across: Sequence[float], down: Sequence[float], texts: Sequence[str]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "text",
        "x": list(across),
        "y": list(down),
        "text": list(texts),
        "textposition": "middle right",
        "textfont": {"color": look.style.text},
        "hoverinfo": "skip",
        "showlegend": False,
        "cliponaxis": False,
    }
