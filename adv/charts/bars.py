"""Lying bars: one row per area, partner, theme, owner or category. Names get the room they need, also on a phone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from adv.charts.look import draw, label
from adv.charts.style import axis

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from adv.charts.look import Look

MOST_BARS = 12  # more cannot be read; the rest is one bar, and whole in the table
ROW_HEIGHT = 44
TWO_LINES_MORE = 14  # pixels for each further line of a label
ROOM_FOR_LEGEND = 56
ROOM_FOR_AXIS = 34
ROOM_FOR_LABELS = 1.28  # the axis is longer than the longest bar, so that its label fits behind it


@dataclass(frozen=True, slots=True)
class Series:
    """One colour of bars: a value, a label and a hover text per group. Hover texts are already escaped."""

    name: str
    values: tuple[float, ...]
    hovers: tuple[str, ...]
    color: str
    labels: tuple[str, ...] = ()
    pattern: str = ""
    is_behind: bool = False  # an outline behind the other bars: what it is a part of


@dataclass(frozen=True, slots=True)
class Rows:
    """The groups of a chart: their names as in the data, and the code that a click on each gives."""

    names: tuple[str, ...]
    codes: tuple[str, ...]


def rows(names: Sequence[str], without: str | None = None) -> Rows:
    """Rows that choose themselves when clicked; `without` is a last one for what has no group, which chooses nothing."""
    last = () if without is None else (without,)
    return Rows((*names, *last), (*names, *("" for _ in last)))


def folded(
    names: Sequence[str], values: Sequence[Sequence[int]], others: str
) -> tuple[tuple[str, ...], tuple[tuple[int, ...], ...], int]:
    """At most `MOST_BARS` groups: the largest keep their order, the others become one last group.

    Returns
    -------
    tuple
        The names, the values per group, and how many groups the last one stands for (0: none was folded).
    """
    if len(names) <= MOST_BARS:
        return tuple(names), tuple(tuple(row) for row in values), 0
    by_size = sorted(range(len(names)), key=lambda place: (-sum(values[place]), place))
    kept, rest = sorted(by_size[: MOST_BARS - 1]), by_size[MOST_BARS - 1 :]
    together = tuple(sum(values[place][column] for place in rest) for column in range(len(values[0])))
    return (*(names[place] for place in kept), others), (*(tuple(values[place]) for place in kept), together), len(rest)


def horizontal(look: Look, groups: Rows, series: Sequence[Series], *, stacked: bool = False, ends: Sequence[str] = ()) -> go.Figure:
    """Bars from the left. `ends` are the texts behind the bars."""
    tops = _tops(groups, series, stacked=stacked)
    lowest = min(0.0, *(min(one.values, default=0.0) for one in series))
    traces = [_bar(look, groups, one, stacked=stacked) for one in series]
    if ends:
        traces.append(_ends(look, tops, ends))
    ticks = [label(name) for name in groups.names]
    lines = sum(text.count("<br>") for text in ticks)
    has_legend = len(series) > 1
    height = ROW_HEIGHT * len(ticks) + TWO_LINES_MORE * lines + (ROOM_FOR_LEGEND if has_legend else 0) + ROOM_FOR_AXIS
    top = max(max(tops, default=0.0), 1.0 if lowest >= 0 else 0.0)
    return draw(
        look,
        traces,
        height=height,
        barmode="relative" if stacked else "overlay",
        bargap=0.35,
        showlegend=has_legend,
        uniformtext={"minsize": 11, "mode": "hide"},
        xaxis=axis(look.style, range=[lowest * ROOM_FOR_LABELS, top * (ROOM_FOR_LABELS if ends else 1.04)], showticklabels=False),
        yaxis=axis(
            look.style,
            tickvals=list(range(len(ticks))),
            ticktext=ticks,
            range=[len(ticks) - 0.4, -0.6],
            showgrid=False,
            ticklabelstandoff=6,
        ),
    )


def _tops(groups: Rows, series: Sequence[Series], *, stacked: bool) -> list[float]:
    places = range(len(groups.names))
    if stacked:
        return [sum(max(0.0, one.values[place]) for one in series) for place in places]
    return [max(0.0, *(one.values[place] for one in series)) for place in places]


def _bar(look: Look, groups: Rows, one: Series, *, stacked: bool) -> dict[str, Any]:
    style = look.style
    marker: dict[str, Any] = {"color": one.color, "line": {"color": style.background, "width": 1 if stacked else 0}}
    if one.is_behind:
        marker = {"color": style.grid, "line": {"color": style.muted, "width": 1.5}}
    if one.pattern:
        marker["pattern"] = {"shape": one.pattern, "fgcolor": style.background, "fgopacity": 0.35, "size": 7, "solidity": 0.25}
    trace: dict[str, Any] = {
        "type": "bar",
        "orientation": "h",
        "name": one.name,
        "x": list(one.values),
        "y": list(range(len(groups.names))),
        "customdata": [[code] for code in groups.codes],
        "hovertext": list(one.hovers),
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": marker,
    }
    if one.labels:
        trace |= {"text": list(one.labels), "textposition": "inside", "insidetextanchor": "middle", "textangle": 0}
    return trace


def _ends(look: Look, tops: Sequence[float], ends: Sequence[str]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "text",
        "x": list(tops),
        "y": list(range(len(tops))),
        "text": [f" {end}" for end in ends],
        "textposition": "middle right",
        "textfont": {"color": look.style.text},
        "hoverinfo": "skip",
        "showlegend": False,
        "cliponaxis": False,
    }
