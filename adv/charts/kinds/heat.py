"""A table of counts as a heat map with its numbers: what stands out is seen before it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct

from adv.charts.axes import line, told
from adv.charts.chart_context import ChartContext, escaped, plotly_figure, wrapped
from adv.charts.style import axis
from adv.metrics.values import wilson

if TYPE_CHECKING:
    import plotly.graph_objects as go


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


def heat(context: ChartContext, grid: Grid) -> go.Figure:
    """Draw a grid; the side that takes more room stands upright: beside rows there is room for it, above columns there is not."""
    shades, texts, hovers = _cells(context, grid)
    across, down = grid.columns, grid.rows
    places = [[row * len(across) + column for column in range(len(across))] for row in range(len(down))]
    if _room(across) > _room(down):
        across, down = down, across
        shades, texts, hovers, places = _turned(shades), _turned(texts), _turned(hovers), _turned(places)
    style = context.style
    trace = {
        "type": "heatmap",
        "z": shades,
        "text": texts,
        "texttemplate": "%{text}",
        "textfont": {"color": style.text, "size": 14},
        **told(hovers),
        "colorscale": [[0, style.heat[0]], [1, style.heat[1]]],
        "zmin": 0,
        "zmax": max((max(row, default=0.0) for row in shades), default=0.0) or 1.0,  # Plotly takes one only with the other
        "showscale": False,
        "xgap": 3,
        "ygap": 3,
    }
    ticks = {"showgrid": False}
    return plotly_figure(
        context,
        [trace, _clickable(hovers, places)],
        height=ROW_HEIGHT * len(down) + 80,
        margin={"t": 34},
        xaxis=axis(
            style,
            tickvals=list(range(len(across))),
            ticktext=[wrapped(name, COLUMN_LABEL) for name in across],
            side="top",
            tickangle=0,
            **ticks,
        ),
        yaxis=axis(
            style, tickvals=list(range(len(down))), ticktext=[wrapped(name) for name in down], autorange="reversed", **ticks
        ),
    )


def _clickable(hovers: list[list[str]], places: list[list[int]]) -> dict[str, Any]:
    """Points in the middle of the cells that nobody sees: Plotly lets points be clicked, but not the cells of a heat map."""
    cells = [(across, down) for down, row in enumerate(places) for across in range(len(row))]
    return line(
        [across for across, _ in cells],
        [down for _, down in cells],
        [hovers[down][across] for across, down in cells],
        mode="markers",
        customdata=[["", places[down][across]] for across, down in cells],
        marker={"symbol": "square", "size": CLICKABLE, "opacity": 0},
        showlegend=False,
    )


def _cells(context: ChartContext, grid: Grid) -> tuple[list[list[float]], list[list[str]], list[list[str]]]:
    shades: list[list[float]] = []
    texts: list[list[str]] = []
    hovers: list[list[str]] = []
    totals = grid.totals or (0,) * len(grid.columns)
    for row, counts in zip(grid.rows, grid.counts, strict=True):
        shares = [count / total if total else 0.0 for count, total in zip(counts, totals, strict=True)]
        written = [escaped(context.formats.percent(share, 0)) for share in shares]
        numbers = [context.formats.number(count) for count in counts]
        shades.append(shares if grid.totals else [float(count) for count in counts])
        texts.append(
            [f"{n} ({p})" if total else n for n, p, total in zip(numbers, written, totals, strict=True)] if grid.totals else numbers
        )
        hovers.append(
            [
                context.text(grid.hover, row=escaped(row), column=escaped(column), count=count, total=total, share=share)
                + (f"<br>{context.margin(*wilson(count, total))}" if total else "")
                for column, count, total, share in zip(grid.columns, counts, totals, written, strict=True)
            ]
        )
    return shades, texts, hovers


def _room(names: tuple[str, ...]) -> int:
    """Count the characters that names take beside each other, each as wide as the longest word."""
    return len(names) * max((len(word) for name in names for word in name.split()), default=0)


def _turned(cells: list[list[T]]) -> list[list[T]]:
    return [list(column) for column in zip(*cells, strict=True)]
