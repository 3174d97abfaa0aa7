"""A headline as a bar: how much there is, of how much, with a mark where the plan wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.charts.look import draw
from adv.charts.style import axis

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from adv.charts.headlines import Headline
    from adv.charts.look import Look

HEIGHT = 44


def bullet(headline: Headline, look: Look) -> go.Figure | None:
    """The bar of one headline, small enough to stand under its number; None when there is nothing to compare."""
    if headline.part is None or not headline.whole:
        return None
    style = look.style
    common = {"type": "bar", "orientation": "h", "y": [0], "hovertemplate": "%{hovertext}<extra></extra>"}
    outline = {"color": style.grid, "line": {"color": style.muted, "width": 1.5}}
    traces = [
        {**common, "x": [headline.whole], "marker": outline, "width": 0.8, "hovertext": [headline.value]},
        {**common, "x": [headline.part], "marker": {"color": style.blue}, "width": 0.42, "hovertext": [headline.value]},
    ]
    shapes = []
    if headline.plan is not None:
        line = {"color": style.text, "width": 3}
        shapes.append({"type": "line", "x0": headline.plan, "x1": headline.plan, "y0": -0.48, "y1": 0.48, "line": line})
    most = max(headline.whole, headline.part, headline.plan or 0.0)
    return draw(
        look,
        traces,
        height=HEIGHT,
        barmode="overlay",
        shapes=shapes,
        margin={"l": 2, "r": 2, "t": 4, "b": 4},
        xaxis=axis(style, range=[min(0.0, headline.part), most * 1.01], visible=False),
        yaxis=axis(style, range=[-0.5, 0.5], visible=False),
    )
