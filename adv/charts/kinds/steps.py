"""Groups of lying bars, each with its number and word at its end: what became of how many, without a legend to context up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.charts.chart_context import ChartContext, plotly_figure, shortened
from adv.charts.kinds.bars import NAME_WIDTH, Rows, Series, bar_trace
from adv.charts.kinds.traces import texts_at
from adv.charts.style import axis

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go


PIXELS = 27  # of one bar with the room around it, and of a name
GAP = 0.5  # between groups, in bars
MARGINS = 24
THICK = 0.74
ROOM_FOR_WORDS = 1.75  # of the longest bar: on a phone the words beside it fit


def steps(context: ChartContext, groups: Rows, series: Sequence[Series], ends: Sequence[str]) -> go.Figure:
    """Draw per group its name with `ends`, and below it a bar per series. The series' labels are the texts at their bars' ends."""
    size = 1 + len(series) + GAP
    tops = [size * place for place in range(len(groups.names))]
    highest = max((value for one in series for value in one.values), default=0) or 1
    bars, words = [], []
    for place, one in enumerate(series):
        down = [top + 1 + place for top in tops]
        bars.append(bar_trace(context, groups, one, place, down=down, width=THICK))
        words.append(texts_at(context, one.values, down, [f" {label}" for label in one.labels]))
    names = [f"<b>{shortened(name, NAME_WIDTH)}</b>  {end}" for name, end in zip(groups.names, ends, strict=True)]
    return plotly_figure(
        context,
        [*bars, *words, texts_at(context, [0.0] * len(tops), tops, names)],
        height=round(PIXELS * size * len(tops)) + MARGINS,
        barmode="overlay",
        xaxis=axis(context.style, range=[0, highest * ROOM_FOR_WORDS], showticklabels=False, showgrid=False),
        yaxis=axis(context.style, range=[size * len(tops) - GAP - 0.4, -0.6], showticklabels=False, showgrid=False),
    )
