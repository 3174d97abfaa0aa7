"""Follow-up: how long requests wait, and how long they take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adv.charts.axes import line
from adv.charts.chart import About, Chart, Columns, titled
from adv.charts.chart_context import ChartContext, lasting, plotly_figure, sentences
from adv.charts.style import axis, axis_title, faded
from adv.formats import rounded
from adv.metrics.requests import Ageing
from adv.metrics.source_rows import REQUESTS
from adv.metrics.time_to_close import ENOUGH, TimeToClose
from adv.metrics.values import NotAvailable

if TYPE_CHECKING:
    import plotly.graph_objects as go


BAND_OPACITY = 0.18
SHARES = ("charts.column.still_waiting", "charts.column.lower", "charts.column.upper")


def band_name(first: int, last: int | None, context: ChartContext) -> str:
    """Name a band of days that requests have waited."""
    if last is None:
        return context.text("charts.ageing.over", days=first - 1)
    return context.text("charts.ageing.band", first=first, last=last)


def ageing_sentence(exact: Ageing, context: ChartContext) -> str:
    """Say how many have waited for more than half a year, and how long the longest."""
    waiting = sum(exact.open) + sum(exact.in_progress)
    unknown = context.if_any("charts.ageing.without_date", exact.without_date)
    if waiting == 0 or isinstance(exact.longest_days, NotAvailable):
        return unknown or context.text("charts.ageing.none")
    longest = lasting(exact.longest_days, context)
    if waiting == 1 and not unknown:
        return sentences(context.text("charts.ageing.only_one", longest=longest), unknown)
    old = exact.open[-1] + exact.in_progress[-1]
    return sentences(context.many("charts.ageing.old", old, longest=longest), unknown)


@titled("follow_up", "charts.follow_up.title")
def follow_up(about: About, exact: TimeToClose, context: ChartContext) -> Chart:
    """Draw which share of the requests is still waiting, day by day since they were raised (Kaplan-Meier)."""
    shares = dict(zip(SHARES, (exact.still_open, exact.lower, exact.upper), strict=True))
    columns: Columns = {"charts.column.days": exact.days, **{key: [100 * value for value in part] for key, part in shares.items()}}
    told, figure = follow_up_sentence(exact, context), _curve(exact, context) if exact.days else None
    return about.drawn(told, figure, columns, alt="charts.lines_alt", one_decimal=SHARES, rows=REQUESTS)


def follow_up_sentence(exact: TimeToClose, context: ChartContext) -> str:
    """Say in which time half of the requests are closed, or why that cannot be said."""
    if exact.requests == 0:
        return context.text("charts.no_requests")
    if exact.closed == 0:
        return context.text("charts.follow_up.none")
    left_out = context.if_any("charts.follow_up.left_out", exact.left_out)
    if not exact.is_enough:
        return sentences(context.count("charts.follow_up.few", exact.closed, enough=ENOUGH), left_out)
    return sentences(_half(exact, context), left_out)


def _half(exact: TimeToClose, context: ChartContext) -> str:
    """Say within which time half of the requests are closed, and between which limits chance puts that."""
    low, high = exact.median_interval
    if isinstance(exact.median, NotAvailable):
        return context.text("charts.follow_up.no_median")
    median = lasting(exact.median, context)
    if low is None:
        return context.text("charts.follow_up.median", median=median)
    least = lasting(low, context, is_about=False)
    if high is None:
        return context.text("charts.follow_up.at_least", median=median, low=least)
    return context.text("charts.follow_up.between", median=median, low=least, high=lasting(high, context, is_about=False))


def _curve(exact: TimeToClose, context: ChartContext) -> go.Figure:
    style, percent = context.style, context.formats.percent
    days, still = [0.0, *exact.days], [1.0, *exact.still_open]
    told = [context.count("words.days", int(rounded(day))) for day in days], [percent(share, 0) for share in still]
    hovers = context.hovers("charts.follow_up.hover", days=told[0], share=told[1])
    faint = {"color": style.blue, "width": 0, "shape": "hv"}
    lower, upper = (line(days, [1.0, *part], None, showlegend=False, line=faint) for part in (exact.lower, exact.upper))
    upper |= {"fill": "tonexty", "fillcolor": faded(style.blue, BAND_OPACITY)}
    name, blue = context.text("charts.follow_up.still"), {"color": style.blue, "width": 3, "shape": "hv"}
    quarters = [0, 0.25, 0.5, 0.75, 1]
    title = axis_title(style, context.text("charts.follow_up.axis"))
    head = {"x": 0, "xref": "paper", "xanchor": "left", "y": 1.02, "yref": "paper", "yanchor": "bottom", "showarrow": False}
    shapes, notes = _median(exact, context)
    across = axis(style, title=title, range=[0, max(1.0, days[-1]) * 1.04], showgrid=False, tickformat=",d", nticks=6)
    up = axis(style, range=[0, 1.02], tickvals=quarters, ticktext=[percent(value, 0) for value in quarters])
    traces, notes = [lower, upper, line(days, still, hovers, name=name, line=blue)], [{**head, "text": f"<b>{name}</b>"}, *notes]
    return plotly_figure(context, traces, height=360, margin={"t": 34}, annotations=notes, xaxis=across, yaxis=up, **shapes)


def _median(exact: TimeToClose, context: ChartContext) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    if isinstance(exact.median, NotAvailable) or not exact.is_enough:
        return {}, []
    line = {"type": "line", "line": {"color": context.style.text, "width": 1.5, "dash": "dot"}}
    corner = {"x1": exact.median, "y1": 0.5}
    label = context.text("charts.follow_up.half", median=lasting(exact.median, context))
    note = {"x": exact.median, "y": 0.5, "text": label, "showarrow": False, "xanchor": "left", "yanchor": "bottom", "xshift": 6}
    return {"shapes": [{**line, "x0": 0, "y0": 0.5, **corner}, {**line, "x0": exact.median, "y0": 0, **corner}]}, [note]
