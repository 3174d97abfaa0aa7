"""Standing bars: one per month, quarter or year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeAlias

from adv.charts.axes import span_axis, standing_bars, value_axis
from adv.charts.chart import About, Chart, Columns
from adv.charts.chart_context import ChartContext, Figure, plotly_figure
from adv.charts.kinds.bars import Series, bars
from adv.charts.milestones import beside_spans, described_in, on_spans
from adv.metrics.budget import SpentOverTime
from adv.metrics.source_rows import Behind
from adv.metrics.spans import Span
from adv.metrics.values import NotAvailable
from adv.metrics.visits import OverTime

HEIGHT = 320
PerSpan: TypeAlias = "OverTime | SpentOverTime"  # counts per week, month, quarter or year
THICK, THIN = 0.78, 0.5  # of the room of one span
MOST_OUTLINED = 60  # bars; of more an outline is as wide as the bar


def span_name(context: ChartContext, span: Span, start: date) -> str:
    """Name a span for a chart or table."""
    if span is Span.WEEK:
        return context.text("charts.span.week_of", day=context.formats.day(start))
    return (
        str(start.year)
        if span is Span.YEAR
        else {Span.MONTH: context.formats.month, Span.QUARTER: context.formats.quarter}[span](start)
    )


def long_span_name(context: ChartContext, span: Span, start: date) -> str:
    """Name a span for a sentence that begins with "in"."""
    formats = context.formats
    if span is Span.WEEK:
        return context.text("charts.span.in_week_of", day=formats.long_day(start))
    if span is Span.MONTH:
        return formats.long_month(start)
    if span is Span.QUARTER:
        return context.text("charts.span.in_quarter", quarter=formats.long_quarter(start))
    return str(start.year)


def span_of(counted: PerSpan | NotAvailable, context: ChartContext) -> str:
    """Name the kind of span that a chart counts by."""
    return context.text("charts.span.any") if isinstance(counted, NotAvailable) else context.text("words.span", by=counted.span)


def column_chart(
    about: About,
    sentence: str,
    series: Sequence[Series],
    *,
    counted: PerSpan,
    columns: Columns,
    rows: Behind,
    is_money: bool = False,
) -> Chart:
    """Make a chart of a column per span, with the milestones; `columns` are those of the table beside the spans themselves.

    Nothing but noughts is not drawn, and neither is one column alone. A click on a quarter or a year chooses it as the period.
    """
    context, span, starts = about.context, counted.span, counted.starts
    names = [span_name(context, span, start) for start in starts]
    is_drawn = len(starts) > 1 and any(value for one in series for value in one.values)
    drawn = _standing(context, counted, series, is_money=is_money) if is_drawn else None
    every: Columns = {"words.period": names, "words.begins_on": starts, **columns, **beside_spans(context, span, starts)}
    selects = "period" if span in {Span.QUARTER, Span.YEAR} else None
    also = described_in(context, span, starts)
    found = bars(names, series)
    return about.drawn(sentence, drawn, every, alt="charts.columns_alt", also=also, selects=selects, rows=rows, bars=found)


def _standing(context: ChartContext, counted: PerSpan, series: Sequence[Series], *, is_money: bool) -> Figure:
    """Draw bars from below, one in front of the other, and the milestones within their spans."""
    span = counted.span
    starts = counted.starts
    codes = span_codes(counted.span, counted.starts)
    labels = [span_name(context, Span.MONTH if span is Span.WEEK else span, start) for start in starts]  # no room for a week's name
    marks = on_spans(context, span, starts, HEIGHT)
    thick = any(one.is_behind for one in series)
    values = [value for one in series for value in one.values]
    lowest, highest = min(0.0, *values, 0.0), max(0.0, *values, 0.0)
    traces = []
    for place, one in enumerate(series):
        clicks = [[code, place * len(codes) + number] for number, code in enumerate(codes)]
        traces.append(_bars(context, one, THIN if thick and not one.is_behind else THICK, clicks))
    up = value_axis(marks.raised([lowest * 1.1, (highest or 1.0) * 1.1]), context, is_money=is_money)
    axes = {"xaxis": span_axis(labels, context), "yaxis": up}
    return plotly_figure(context, traces, height=HEIGHT, barmode="overlay", showlegend=len(series) > 1, **axes, **marks.layout)


def span_codes(span: Span, starts: Sequence[date]) -> list[str]:
    """List what a click on each span chooses as the period: a quarter or a year; of weeks and months nothing."""
    write = {Span.QUARTER: lambda day: f"{day.year}-{(day.month + 2) // 3}", Span.YEAR: lambda day: str(day.year)}
    return [write[span](start) if span in write else "" for start in starts]


def _bars(context: ChartContext, one: Series, width: float, clicks: list[list[object]]) -> dict[str, Any]:
    style = context.style
    behind: dict[str, Any] = {"color": style.grid, "line": {"color": style.muted, "width": 1.5}}
    if len(one.values) > MOST_OUTLINED:
        behind = {"color": style.muted, "opacity": 0.7, "line": {"width": 0}}
    marker = behind if one.is_behind else {"color": one.color, "line": {"width": 0}}
    return standing_bars(one.values, one.hovers, name=one.name, width=width, customdata=clicks, marker=marker)
