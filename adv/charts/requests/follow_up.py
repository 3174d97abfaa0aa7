"""Follow-up: how long requests wait, and how long they take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adv.charts.chart import About, Chart, titled
from adv.charts.chart_context import ChartContext, escaped, plotly_figure
from adv.charts.kinds.bars import Series, bar_chart, labels, silent_rows, stacked
from adv.charts.kinds.traces import line
from adv.charts.style import axis, axis_title, faded
from adv.charts.tables import Columns, Head
from adv.charts.words import sentences
from adv.formats import rounded
from adv.metrics.requests import WAITING, of_age
from adv.metrics.source_rows import REQUESTS
from adv.metrics.time_to_close import ENOUGH, TimeToClose
from adv.metrics.values import NotAvailable
from adv.model import Status

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from adv.metrics.requests import Ageing

BAND_OPACITY = 0.18
SHARES = ("charts.column.still_waiting", "charts.column.lower", "charts.column.upper")


@titled("ageing", "charts.ageing.title")
def ageing(about: About, exact: Ageing, context: ChartContext) -> Chart:
    """Draw how long the requests that are open or in progress have waited."""
    bands = [band_name(first, last, context) for first, last in exact.bands]
    series = []
    for status, values, pattern in ((Status.OPEN, exact.open, ""), (Status.IN_PROGRESS, exact.in_progress, "/")):
        word, color = context.text("words.status", by=status), context.style.of_status(status)
        hovers = context.hovers("charts.ageing.hover", band=bands, status=word, count=values)
        rows = [REQUESTS.also(status=status.value).that(of_age, str(place)) for place in range(len(bands))]
        series.append(Series(word, values, hovers, color, labels=labels(context, values), rows=rows, pattern=pattern))
    columns: Columns = {
        "charts.column.band": bands,
        Head("charts.column.status", Status.OPEN): exact.open,
        Head("charts.column.status", Status.IN_PROGRESS): exact.in_progress,
    }
    told, groups = ageing_sentence(exact, context), silent_rows(bands)
    return bar_chart(about, told, groups, series, columns=columns, draw=stacked, rows=WAITING)


def band_name(first: int, last: int | None, context: ChartContext) -> str:
    """Name a band of days that requests have waited."""
    if last is None:
        return context.text("charts.ageing.over", days=first - 1)
    return context.text("charts.ageing.band", first=first, last=last)


def ageing_sentence(exact: Ageing, context: ChartContext) -> str:
    """Say how many have waited long, and how long the longest."""
    waiting = sum(exact.open) + sum(exact.in_progress)
    unknown = context.if_any("charts.ageing.without_date", exact.without_date)
    if waiting == 0 or isinstance(exact.longest_days, NotAvailable):
        return unknown or context.text("charts.ageing.none")
    longest = context.count("words.days", exact.longest_days)
    if waiting == 1:
        return sentences(context.text("charts.ageing.only_one", longest=longest), unknown)
    limit = exact.bands[-1][0] - 1
    old = exact.open[-1] + exact.in_progress[-1]
    first = context.many("charts.ageing.old", old, waiting=waiting, limit=limit, longest=longest)
    return sentences(first, unknown)


@titled("follow_up", "charts.follow_up.title")
def follow_up(about: About, exact: TimeToClose, context: ChartContext) -> Chart:
    """Draw which share of the requests is still waiting, day by day since they were raised (Kaplan-Meier)."""
    shares = dict(zip(SHARES, (exact.still_open, exact.lower, exact.upper), strict=True))
    columns: Columns = {"charts.column.days": exact.days, **{key: [100 * value for value in part] for key, part in shares.items()}}
    told, figure = follow_up_sentence(exact, context), _curve(exact, context) if exact.days else None
    return about.drawn(told, figure, columns, alt="charts.lines_alt", one_decimal=SHARES, rows=REQUESTS)


def follow_up_sentence(exact: TimeToClose, context: ChartContext) -> str:
    """Say in how many days half of the requests are closed, and how many within 90 days."""
    if exact.requests == 0:
        return context.text("charts.no_requests")
    if exact.closed == 0:
        return context.text("charts.follow_up.none")
    left_out = context.if_any("charts.follow_up.left_out", exact.left_out)
    if not exact.is_enough:
        return sentences(context.count("charts.follow_up.few", exact.closed, enough=ENOUGH), left_out)
    within = [
        context.text("charts.follow_up.within", days=days, share=context.formats.percent(share, 0))
        for days, share in exact.closed_within.items()
        if not isinstance(share, NotAvailable)
    ]
    told = context.text("charts.follow_up.shares", parts=context.formats.joined(within)) if within else ""
    if isinstance(exact.median, NotAvailable):
        return sentences(context.text("charts.follow_up.no_median"), told, left_out)
    median = _in_days(exact.median, context)
    return sentences(context.text("charts.follow_up.median", median=median), _interval(exact, context), told, left_out)


def _interval(exact: TimeToClose, context: ChartContext) -> str:
    low, high = exact.median_interval
    if low is None:
        return ""
    if high is None:
        return context.text("charts.follow_up.at_least", low=int(rounded(low)))
    return context.text("charts.follow_up.interval", low=int(rounded(low)), high=int(rounded(high)))


def _curve(exact: TimeToClose, context: ChartContext) -> go.Figure:
    style, percent = context.style, context.formats.percent
    days, still = [0.0, *exact.days], [1.0, *exact.still_open]
    hovers = [
        escaped(context.text("charts.follow_up.hover", days=_in_days(day, context), share=percent(share, 0)))
        for day, share in zip(days, still, strict=True)
    ]
    faint = {"color": style.blue, "width": 0, "shape": "hv"}
    lower, upper = (line(days, [1.0, *part], None, showlegend=False, line=faint) for part in (exact.lower, exact.upper))
    upper |= {"fill": "tonexty", "fillcolor": faded(style.blue, BAND_OPACITY)}
    name, blue = context.text("charts.follow_up.still"), {"color": style.blue, "width": 3, "shape": "hv"}
    quarters = [0, 0.25, 0.5, 0.75, 1]
    title = axis_title(style, context.text("charts.follow_up.axis"))
    head = {"x": 0, "xref": "paper", "xanchor": "left", "y": 1.02, "yref": "paper", "yanchor": "bottom", "showarrow": False}
    shapes, notes = _median(exact, context)
    return plotly_figure(
        context,
        [lower, upper, line(days, still, hovers, name=name, line=blue)],
        height=360,
        margin={"t": 34},
        annotations=[{**head, "text": f"<b>{name}</b>"}, *notes],
        xaxis=axis(style, title=title, rangemode="tozero", showgrid=False, tickformat=",d", nticks=6),
        yaxis=axis(style, range=[0, 1.02], tickvals=quarters, ticktext=[percent(value, 0) for value in quarters]),
        **shapes,
    )


def _median(exact: TimeToClose, context: ChartContext) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Draw lines and a label that show where half of the requests are closed, if that is known."""
    if isinstance(exact.median, NotAvailable) or not exact.is_enough:
        return {}, []
    line = {"type": "line", "line": {"color": context.style.text, "width": 1.5, "dash": "dot"}}
    corner = {"x1": exact.median, "y1": 0.5}
    label = context.text("charts.follow_up.half", median=_in_days(exact.median, context))
    note = {"x": exact.median, "y": 0.5, "text": label, "showarrow": False, "xanchor": "left", "yanchor": "bottom", "xshift": 6}
    return {"shapes": [{**line, "x0": 0, "y0": 0.5, **corner}, {**line, "x0": exact.median, "y0": 0, **corner}]}, [note]


def _in_days(days: float, context: ChartContext) -> str:
    return context.count("words.days", int(rounded(days)))
