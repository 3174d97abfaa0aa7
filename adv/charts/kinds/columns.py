"""Standing bars: one per month, quarter or year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adv.charts.axes import span_axis, value_axis
from adv.charts.chart_context import draw
from adv.charts.milestones import NO_MARKS
from adv.metrics.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import plotly.graph_objects as go

    from adv.charts.chart_context import Look
    from adv.charts.kinds.bars import Series
    from adv.charts.milestones import Marks

HEIGHT = 320
THICK, THIN = 0.78, 0.5  # of the room of one span
MOST_OUTLINED = 60  # bars; of more an outline is as wide as the bar


def span_name(look: Look, span: Span, start: date) -> str:
    """The name of a span for a chart or table."""
    formats = look.formats
    if span is Span.WEEK:
        return look.text("span.week_of", day=formats.day(start))
    if span is Span.YEAR:
        return str(start.year)
    return formats.month(start) if span is Span.MONTH else formats.quarter(start)


def axis_name(look: Look, span: Span, start: date) -> str:
    """The name of a span on an axis: there is no room for a week's, so its month."""
    return look.formats.month(start) if span is Span.WEEK else span_name(look, span, start)


def long_span_name(look: Look, span: Span, start: date) -> str:
    """The name of a span for a sentence that begins with "in"."""
    formats = look.formats
    if span is Span.WEEK:
        return look.text("span.in_week_of", day=formats.long_day(start))
    if span is Span.MONTH:
        return formats.long_month(start)
    if span is Span.QUARTER:
        return look.text("span.in_quarter", quarter=formats.long_quarter(start))
    return str(start.year)


def standing(
    look: Look,
    labels: Sequence[str],
    series: Sequence[Series],
    ticks: dict[str, Any] | None = None,
    marks: Marks = NO_MARKS,
    *,
    codes: Sequence[str] = (),
) -> go.Figure:
    """Bars from below, one in front of the other, with the milestones that lie within them (`on_spans`); `codes` are what a click chooses."""
    values = [value for one in series for value in one.values]
    thick = any(one.is_behind for one in series)
    lowest, highest = min(0.0, *values, 0.0), max(0.0, *values, 0.0)
    return draw(
        look,
        [
            _bar(look, one, THIN if thick and not one.is_behind else THICK, _clicks(codes, one, place))
            for place, one in enumerate(series)
        ],
        height=HEIGHT,
        barmode="overlay",
        showlegend=len(series) > 1,
        xaxis=span_axis(labels, look),
        yaxis=value_axis(marks.raised([lowest * 1.1, (highest or 1.0) * 1.1]), look, ticks),
        shapes=list(marks.shapes),
        annotations=list(marks.annotations),
    )


def span_codes(span: Span, starts: Sequence[date]) -> list[str]:
    """What a click on each span chooses as the period: a quarter or a year; of weeks and months nothing."""
    write = {Span.QUARTER: lambda day: f"{day.year}-{(day.month + 2) // 3}", Span.YEAR: lambda day: str(day.year)}
    return [write[span](start) if span in write else "" for start in starts]


def span_selects(span: Span) -> str | None:
    """What a click on a span chooses."""
    return "period" if span in {Span.QUARTER, Span.YEAR} else None


def _clicks(codes: Sequence[str], one: Series, place: int) -> list[list[object]]:
    return [[codes[number] if codes else "", place * len(one.values) + number] for number in range(len(one.values))]


def _bar(look: Look, one: Series, width: float, clicks: list[list[object]]) -> dict[str, Any]:
    style = look.style
    behind: dict[str, Any] = {"color": style.grid, "line": {"color": style.muted, "width": 1.5}}
    if len(one.values) > MOST_OUTLINED:
        behind = {"color": style.muted, "opacity": 0.7, "line": {"width": 0}}
    return {
        "type": "bar",
        "name": one.name,
        "x": list(range(len(one.values))),
        "y": list(one.values),
        "width": width,
        "customdata": clicks,
        "hovertext": list(one.hovers),
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": behind if one.is_behind else {"color": one.color, "line": {"width": 0}},
    }
