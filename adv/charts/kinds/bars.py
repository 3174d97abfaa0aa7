"""Lying bars: one row per area, partner, theme, owner or category.

A row's name and number stand above its bar, so that bars have the whole width, also on a phone, and long names fit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from adv.charts.chart import Bar
from adv.charts.chart_context import draw, shortened
from adv.charts.style import axis
from adv.charts.tables import CENTS
from adv.metrics.source_rows import Unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from adv.charts.chart_context import Look
    from adv.metrics.source_rows import Behind

MOST_BARS = 12  # more cannot be read; the rest is one bar, and whole in the table
ROW_HEIGHT = 54
ROOM_FOR_LEGEND = 44
ROOM_FOR_LONG_LEGEND = 76  # three lines of it, on a phone
MANY = 4  # series
MARGINS = 24
NAME_WIDTH = 34  # characters of a name that fit on a phone beside its number; the hover has it all
ABOVE, BELOW = -0.26, 0.2  # within a row of height 1: the middle of its text, and of its bar
THICK, THIN = 0.46, 0.24  # bars; a thin one in front of a thick one leaves both to be seen
PATTERN = {"fillmode": "overlay", "fgopacity": 0.3, "size": 9, "solidity": 0.15}  # seen, and numbers stay readable on it


class Series(Struct, frozen=True):
    """One colour of bars: a value, a label and a hover text per group. Hover texts are already escaped."""

    name: str
    values: tuple[float, ...]
    hovers: tuple[str, ...]
    color: str | tuple[str, ...]  # one for all groups, or one for each
    labels: tuple[str, ...] = ()
    rows: tuple[Behind, ...] = ()  # what each bar counts
    pattern: str = ""
    is_behind: bool = False  # an outline behind the other bars: what it is a part of


class Rows(Struct, frozen=True):
    """The groups of a chart: their names as in the data, and the code that a click on each gives."""

    names: tuple[str, ...]
    codes: tuple[str, ...]


def rows(names: Sequence[str]) -> Rows:
    """Rows that choose themselves when clicked."""
    return Rows(tuple(names), tuple(names))


def bars(names: Sequence[str], series: Sequence[Series]) -> tuple[Bar, ...]:
    """What each bar counts, one series after the other."""
    return tuple(
        Bar(f"{name} · {one.name}" if len(series) > 1 else name, _number(value, rows), rows)
        for one in series
        for name, value, rows in zip(names, one.values, one.rows, strict=True)
    )


def _number(value: float, rows: Behind) -> int:
    return round(value * CENTS) if rows.unit is Unit.CENTS else int(value)


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


def horizontal(look: Look, groups: Rows, series: Sequence[Series], ends: Sequence[str], *, stacked: bool = False) -> go.Figure:
    """Bars from the left. `ends` are the numbers beside the names, as texts of ours."""
    rows_there = len(groups.names)
    lowest = min(0.0, *(value for one in series for value in one.values))
    highest = _highest(series, rows_there, stacked=stacked)
    has_legend = len(series) > 1
    thick = any(one.is_behind for one in series)
    traces = [_bar(look, groups, one, THIN if thick and not one.is_behind else THICK, place) for place, one in enumerate(series)]
    traces.append(row_names(look, groups, ends, lowest))
    return draw(
        look,
        traces,
        height=ROW_HEIGHT * rows_there + (ROOM_FOR_LEGEND if len(series) < MANY else ROOM_FOR_LONG_LEGEND) * has_legend + MARGINS,
        barmode="relative" if stacked else "overlay",
        showlegend=has_legend,
        uniformtext={"minsize": 11, "mode": "hide"},
        xaxis=axis(look.style, range=[lowest * 1.01, (highest or 1.0) * 1.01], showticklabels=False, showgrid=False),
        yaxis=axis(look.style, range=[rows_there - 0.5, -0.5], showticklabels=False, showgrid=False),
    )


def _highest(series: Sequence[Series], rows_there: int, *, stacked: bool) -> float:
    if stacked:
        return max((sum(max(0.0, one.values[place]) for one in series) for place in range(rows_there)), default=0.0)
    return max((value for one in series for value in one.values), default=0.0)


def _bar(look: Look, groups: Rows, one: Series, width: float, place: int) -> dict[str, Any]:
    style = look.style
    color = one.color if isinstance(one.color, str) else list(one.color)
    marker: dict[str, Any] = {"color": color, "line": {"color": style.background, "width": 1}}
    if one.is_behind:
        marker = {"color": style.grid, "line": {"color": style.muted, "width": 1.5}}
    if one.pattern:
        marker["pattern"] = {**PATTERN, "shape": one.pattern, "fgcolor": style.background}
    trace: dict[str, Any] = {
        "type": "bar",
        "orientation": "h",
        "name": one.name,
        "x": list(one.values),
        "y": [place + BELOW for place in range(len(groups.names))],
        "width": width,
        "customdata": [[code, place * len(groups.codes) + number] for number, code in enumerate(groups.codes)],
        "hovertext": list(one.hovers),
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": marker,
    }
    if one.labels:
        inside = {"textposition": "inside", "insidetextanchor": "middle", "textangle": 0}
        trace |= {"text": list(one.labels), **inside, "insidetextfont": {"color": style.background}}
    return trace


def row_names(look: Look, groups: Rows, ends: Sequence[str], left: float) -> dict[str, Any]:
    """The names of the rows with their numbers, each above its bar."""
    names = [shortened(name, NAME_WIDTH) for name in groups.names]
    return {
        "type": "scatter",
        "mode": "text",
        "x": [left] * len(names),
        "y": [place + ABOVE for place in range(len(names))],
        "text": [f"{name}  <b>{end}</b>" for name, end in zip(names, ends, strict=True)],
        "textposition": "middle right",
        "textfont": {"color": look.style.text},
        "hoverinfo": "skip",
        "showlegend": False,
        "cliponaxis": False,
    }
