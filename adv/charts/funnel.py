"""Funnel plot: the share of each neighbourhood by its size, among the limits within which chance keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from adv.charts.axes import axis, axis_title, line, points
from adv.charts.chart import About, Chart, Columns
from adv.charts.chart_context import ChartContext, Figure, escaped, named, plotly_figure, shortened
from adv.metrics.comparison import INNER, OUTER, FunnelPlot, Measure
from adv.metrics.values import NotAvailable

HEIGHT = 360
TWO = 2
MOST_POINTS_NAMED = 6  # points with their name beside them; of more only those beyond a limit
NAME_WIDTH = 18
LIMIT_LINES = (("outer", "comparison.funnel.outer", "dot"), ("inner", "comparison.funnel.inner", "dash"))
SIDES = {
    OUTER: ("comparison.funnel.above_outer", "comparison.funnel.below_outer"),
    INNER: ("comparison.funnel.above_inner", "comparison.funnel.below_inner"),
}
BEYOND = {OUTER: "comparison.funnel.beyond_outer", INNER: "comparison.funnel.beyond_inner"}


def funnel_plot(exact: FunnelPlot | NotAvailable, measure: Measure, context: ChartContext) -> Chart:
    """Draw points among their limits; the sentence names those beyond them."""
    about = About(context, f"funnel_{measure.value}", context.text("comparison.funnel.title", by=measure))
    if isinstance(exact, NotAvailable):
        return about.listed(context.why_not(exact), is_across=True)
    columns: Columns = {
        "comparison.column.name": [point.name for point in exact.points],
        "comparison.column.share": [100 * point.share for point in exact.points],
        "words.number": [point.measured.numerator for point in exact.points],
        "words.of": [point.measured.denominator for point in exact.points],
        "comparison.column.beyond": [context.text(BEYOND.get(point.beyond, "words.no")) for point in exact.points],
    }
    told = funnel_sentence(exact, context)
    figure = _draw(exact, context)
    tenths = ["comparison.column.share"]
    return about.drawn(told, figure, columns, alt="comparison.funnel_alt", one_decimal=tenths, is_across=True)


def funnel_sentence(exact: FunnelPlot, context: ChartContext) -> str:
    """Say who lies beyond which limit."""
    joint = _share(exact)
    count = len(exact.points)
    share = context.formats.percent(joint)
    parts = []
    for level, (above, below) in SIDES.items():
        for key, is_above in ((above, True), (below, False)):
            names = [point.name for point in exact.points if point.beyond == level and (point.share > joint) == is_above]
            if names:
                parts.append(context.text(key, names=named(context, names)))
    if parts:
        return context.text("comparison.funnel.outside", share=share, parts="; ".join(parts))
    return context.text("comparison.funnel.both_inside" if count == TWO else "comparison.funnel.inside", count=count, share=share)


def _share(exact: FunnelPlot) -> float:
    return exact.joint.numerator / exact.joint.denominator


def _draw(exact: FunnelPlot, context: ChartContext) -> Figure:
    last = exact.sizes[-1]
    joint = _share(exact)
    percent = context.formats.percent
    traces = [_limit(exact, *which, end=end, context=context) for which in LIMIT_LINES for end in (0, 1)]
    together = context.text("comparison.funnel.joint", share=percent(joint))
    muted = {"color": context.style.muted, "width": 1.5}
    traces.append(line([0, last], [joint, joint], None, name=escaped(together), line=muted))
    ticks = [0, 0.25, 0.5, 0.75, 1]
    title = axis_title(context.style, _of(exact, context))
    across = axis(context.style, range=[0, last * 1.04], showgrid=False, tickformat=",d", nticks=6, title=title)
    up = axis(context.style, range=[-0.03, 1.03], tickvals=ticks, ticktext=[percent(tick) for tick in ticks])
    return plotly_figure(context, [*traces, _points(exact, context)], height=HEIGHT, showlegend=True, xaxis=across, yaxis=up)


def _of(exact: FunnelPlot, context: ChartContext) -> str:
    return context.text("metrics.denominator", by=exact.joint.denominator_name)


def _limit(exact: FunnelPlot, which: str, key: str, dash: str, *, end: int, context: ChartContext) -> dict[str, Any]:
    limits: Sequence[tuple[float, float]] = getattr(exact, which)
    dashed = {"color": context.style.muted, "width": 1.5, "dash": dash}
    more = {"name": context.text(key), "legendgroup": which, "showlegend": end == 1, "line": dashed}
    return line(exact.sizes, [pair[end] for pair in limits], None, **more)


def _points(exact: FunnelPlot, context: ChartContext) -> dict[str, Any]:
    few = len(exact.points) <= MOST_POINTS_NAMED
    half = exact.sizes[-1] / 2
    style = context.style
    sizes, shares = [point.measured.denominator for point in exact.points], [point.share for point in exact.points]
    names, parts = [point.name for point in exact.points], [point.measured.numerator for point in exact.points]
    values = [context.formats.percent(share) for share in shares]
    of = _of(exact, context)
    hovers = context.hovers("comparison.hover.point", name=names, value=values, part=parts, whole=sizes, of=of)
    texts = [shortened(point.name, NAME_WIDTH) if few or point.beyond else "" for point in exact.points]
    sides = ["top left" if size > half else "top right" for size in sizes]
    colors = [style.wrong if point.beyond else style.done for point in exact.points]
    symbols = ["diamond" if point.beyond else "circle" for point in exact.points]
    look = {"mode": "markers+text", "marker": {"color": colors, "symbol": symbols, "size": 12}, "showlegend": False}
    return points(sizes, shares, hovers, text=texts, textposition=sides, **look)
