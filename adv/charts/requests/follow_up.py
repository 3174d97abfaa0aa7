"""Follow-up: how long requests wait, and how long they take, also per theme or owner."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adv.charts.axes import line
from adv.charts.chart import About, Bar, Chart, Columns, Head, titled
from adv.charts.chart_context import HEADS, ChartContext, escaped, lasting, named, plotly_figure, sentences
from adv.charts.kinds.bars import rows
from adv.charts.kinds.intervals import Dots, Scale, dots
from adv.charts.style import axis, axis_title, faded
from adv.formats import rounded
from adv.metrics.source_rows import REQUESTS
from adv.metrics.time_to_close import ENOUGH, GroupTime, TimeToClose, TimeToCloseBy
from adv.metrics.values import NotAvailable

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from adv.metrics.requests import Ageing, RequestGroup


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
    if waiting == 1:
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
    hovers = [
        escaped(
            context.text("charts.follow_up.hover", days=context.count("words.days", int(rounded(day))), share=percent(share, 0))
        )
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
        xaxis=axis(style, title=title, range=[0, max(1.0, days[-1]) * 1.04], showgrid=False, tickformat=",d", nticks=6),
        yaxis=axis(style, range=[0, 1.02], tickvals=quarters, ticktext=[percent(value, 0) for value in quarters]),
        **shapes,
    )


def _median(exact: TimeToClose, context: ChartContext) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    if isinstance(exact.median, NotAvailable) or not exact.is_enough:
        return {}, []
    line = {"type": "line", "line": {"color": context.style.text, "width": 1.5, "dash": "dot"}}
    corner = {"x1": exact.median, "y1": 0.5}
    label = context.text("charts.follow_up.half", median=lasting(exact.median, context))
    note = {"x": exact.median, "y": 0.5, "text": label, "showarrow": False, "xanchor": "left", "yanchor": "bottom", "xshift": 6}
    return {"shapes": [{**line, "x0": 0, "y0": 0.5, **corner}, {**line, "x0": exact.median, "y0": 0, **corner}]}, [note]


STEPS = (10, 30, 60, 90, 180, 365, 730, 1825)  # days between ticks
MOST_TICKS = 6
MOST_PAIRS = 2  # in a sentence
ROOM = 1.1


@titled("closing_by_{}", "follow_up.closing_by.title")
def closing_by(about: About, exact: TimeToCloseBy, context: ChartContext, group: RequestGroup) -> Chart:
    """Draw the median per theme or owner with its interval, and whether they differ."""
    medians = [None if isinstance(one.median, NotAvailable) else one.median for one in exact.groups]
    lows, highs = [one.median_interval[0] for one in exact.groups], [one.median_interval[1] for one in exact.groups]
    names, ends = [one.name for one in exact.groups], [_told(one, context) for one in exact.groups]
    hovers = [escaped(f"{name}: {end}") for name, end in zip(names, ends, strict=True)]
    found = Dots(values=medians, lows=[low or 0.0 for low in lows], highs=highs, hovers=hovers)
    figure = dots(context, rows(names), found, ends=[escaped(end) for end in ends], scale=_scale(exact, context))
    columns: Columns = {
        HEADS[group]: names,
        "words.requests": [one.requests for one in exact.groups],
        "words.closed": [one.closed for one in exact.groups],
        "follow_up.column.median": [_days(median, context) for median in medians],
        "follow_up.column.low": [_days(low, context) for low in lows],
        "follow_up.column.high": [_days(high, context) for high in highs],
        **{
            Head("follow_up.column.within", str(days)): [_percent(one.closed_within[days], context) for one in exact.groups]
            for days in exact.groups[0].closed_within
        },
    }
    bars = tuple(Bar(one.name, one.requests + one.left_out, REQUESTS.also(**{group.value: one.name})) for one in exact.groups)
    told = closing_sentence(exact, context)
    return about.drawn(told, figure, columns, alt="reach.dots_alt", selects=group.value, rows=REQUESTS, bars=bars)


def _told(one: GroupTime, context: ChartContext) -> str:
    low, high = one.median_interval
    if isinstance(one.median, NotAvailable):
        return context.text("follow_up.closing.not_half")
    median = context.count("words.days", int(rounded(one.median)))
    if low is None or high is None:
        return median if low is None else context.text("follow_up.closing.at_least", median=median, low=int(rounded(low)))
    return context.text("follow_up.closing.between", median=median, low=int(rounded(low)), high=int(rounded(high)))


def _days(value: float | None, context: ChartContext) -> str:
    return "–" if value is None else context.formats.number(value)


def _percent(share: float | NotAvailable, context: ChartContext) -> str:
    return "–" if isinstance(share, NotAvailable) else context.formats.percent(share, 0)


def _scale(exact: TimeToCloseBy, context: ChartContext) -> Scale:
    last = max(exact.longest_days * ROOM, 1.0)
    step = next((step for step in STEPS if last / step < MOST_TICKS), STEPS[-1])
    ticks = list(range(0, int(last) + 1, step))
    texts = [*map(context.formats.number, ticks[:-1]), context.count("words.days", ticks[-1])]
    return Scale(last=last, ticks=ticks, texts=texts)


def closing_sentence(exact: TimeToCloseBy, context: ChartContext) -> str:
    """Say which of the groups take longer than others, if that is more than chance; and of which there are too few."""
    group, few = exact.group, ""
    if exact.too_few:
        few = context.text("follow_up.closing_by.too_few", by=group, names=named(context, exact.too_few), enough=ENOUGH)
    if len(exact.groups) == 1:
        only = exact.groups[0]
        told = _told(only, context)
        return sentences(context.text("follow_up.closing_by.only", by=group, name=only.name, told=told), few)
    if not exact.slower:
        return sentences(context.text("follow_up.closing_by.alike", by=group), few)
    pairs = [context.text("follow_up.closing_by.pair", by=group, slow=slow, fast=fast) for slow, fast in exact.slower[:MOST_PAIRS]]
    return sentences(context.text("follow_up.closing_by.differ", pairs=context.formats.joined(pairs)), few)
