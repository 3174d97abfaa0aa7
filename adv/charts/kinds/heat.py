"""A table of counts as a heat map with its numbers: what stands out is seen before it is read."""

from __future__ import annotations

from itertools import chain
from typing import TypeVar

from msgspec import Struct

from adv.charts.axes import axis, line, told
from adv.charts.chart_context import ChartContext, Figure, escaped, plotly_figure, wrapped
from adv.metrics.values import wilson

T = TypeVar("T")
ROW_HEIGHT = 60
CLICKABLE = 44  # pixels of a cell, which is at least so high and wide
COLUMN_LABEL = 9  # characters to a line above a column


class Grid(Struct, frozen=True, kw_only=True):
    """Counts by row and column. With `totals` (what each column is out of) the cells show shares, and compare."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    totals: tuple[int, ...] | None
    hover: str  # the key of the hover text: row, column, count, total, share


def heat(context: ChartContext, grid: Grid) -> Figure:
    """Draw a grid; the side whose names take more room becomes the rows: beside rows there is room, above columns there is not."""
    shades, texts, hovers = _cells(context, grid)
    across, down = grid.columns, grid.rows
    places = [[row * len(across) + column for column in range(len(across))] for row in range(len(down))]
    if _room(across) > _room(down):
        across, down = down, across
        shades, texts, hovers, places = _turned(shades), _turned(texts), _turned(hovers), _turned(places)
    style = context.style
    most = max((max(row, default=0.0) for row in shades), default=0.0) or 1.0
    written = {"text": texts, "texttemplate": "%{text}", "textfont": {"color": style.text, "size": 14}, **told(hovers)}
    shaded = {"colorscale": [[0, style.heat[0]], [1, style.heat[1]]], "zmin": 0, "zmax": most, "showscale": False}
    trace = {"type": "heatmap", "z": shades, **written, **shaded, "xgap": 3, "ygap": 3}
    names, rows = [wrapped(name, COLUMN_LABEL) for name in across], [wrapped(name) for name in down]
    above = axis(style, tickvals=list(range(len(names))), ticktext=names, side="top", tickangle=0, showgrid=False)
    beside = axis(style, tickvals=list(range(len(rows))), ticktext=rows, autorange="reversed", showgrid=False)
    # Points in the middle of the cells that nobody sees: Plotly lets points be clicked, but not the cells of a heat map.
    x, y = ([*side] for side in zip(*((x, y) for y, row in enumerate(places) for x in range(len(row))), strict=True))
    hidden = {"marker": {"symbol": "square", "size": CLICKABLE, "opacity": 0}, "showlegend": False}
    clicks = [["", place] for place in chain.from_iterable(places)]
    clickable = line(x, y, chain.from_iterable(hovers), mode="markers", customdata=clicks, **hidden)
    traces = [trace, clickable]
    height = ROW_HEIGHT * len(down) + 80
    return plotly_figure(context, traces, height=height, margin={"t": 34}, xaxis=above, yaxis=beside)


def _cells(context: ChartContext, grid: Grid) -> tuple[list[list[float]], list[list[str]], list[list[str]]]:
    """Make the shade, the text and the hover of each cell, all of them by row."""
    shades: list[list[float]] = [[] for _ in grid.rows]
    texts: list[list[str]] = [[] for _ in grid.rows]
    hovers: list[list[str]] = [[] for _ in grid.rows]
    for at, (row, counts) in enumerate(zip(grid.rows, grid.counts, strict=True)):
        for column, count, total in zip(grid.columns, counts, grid.totals or [0] * len(counts), strict=True):
            share = count / total if total else 0.0
            number = context.formats.number(count)
            shades[at].append(share if grid.totals else float(count))
            words = {"row": escaped(row), "column": escaped(column), "share": escaped(context.formats.percent(share, 0))}
            texts[at].append(f"{number} ({words['share']})" if total else number)
            margin = f"<br>{context.margin(*wilson(count, total))}" if total else ""
            hovers[at].append(context.text(grid.hover, count=count, total=total, **words) + margin)
    return shades, texts, hovers


def _room(names: tuple[str, ...]) -> int:
    """Count the characters that names take beside each other, each as wide as the longest word."""
    return len(names) * max((len(word) for name in names for word in name.split()), default=0)


def _turned(cells: list[list[T]]) -> list[list[T]]:
    return [list(column) for column in zip(*cells, strict=True)]
