"""Earlier forecasts: what each said at the end of a past quarter, against what happened."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from adv.charts.axes import points, span_axis, standing_bars, value_axis
from adv.charts.chart import About, Bar, Chart, Columns, titled
from adv.charts.chart_context import ChartContext, Figure, plotly_figure, sentences
from adv.metrics.forecast import Backtest, Check
from adv.metrics.source_rows import COMPLETED
from adv.metrics.spans import Span, first_day, place
from adv.metrics.values import NotAvailable
from adv.model import TargetUnit

HEIGHT = 340
MARKER_SIZE = 13
FEW = 10  # forecasts: fewer say little about how often a band holds
SHOULD_HOLD = 0.8
DAYS_IN_WEEK = 7


@titled("backtest", "forecast.backtest.title")
def backtest_chart(about: About, found: Backtest, context: ChartContext, unit: TargetUnit = TargetUnit.VISITS) -> Chart:
    """Draw a band for each past quarter, and what it became."""
    names = [context.formats.quarter(check.until) for check in found.checks]
    figure = _figure(found.checks, names, context) if found.checks else None
    held = [context.text("forecast.held" if check.held else "forecast.not_held") for check in found.checks]
    tenths = {
        "forecast.column.backtest_low": [check.low for check in found.checks],
        "forecast.column.backtest_middle": [check.middle for check in found.checks],
        "forecast.column.backtest_high": [check.high for check in found.checks],
    }
    columns: Columns = {
        "forecast.column.backtest_quarter": names,
        "forecast.column.backtest_made_on": [context.formats.day(check.made_on) for check in found.checks],
        "forecast.column.backtest_weeks": [_weeks(check, context) for check in found.checks],
        **tenths,
        "forecast.column.backtest_happened": [check.happened for check in found.checks],
        "forecast.column.backtest_held": held,
    }
    counted = () if unit is TargetUnit.HOUSEHOLDS else tuple(map(_bar, names, found.checks))
    told, alt = backtest_sentence(found, context), "forecast.backtest.alt"
    return about.drawn(told, figure, columns, alt=alt, one_decimal=tenths, rows=COMPLETED, bars=counted)


def _weeks(check: Check, context: ChartContext) -> str:
    """Say which weeks are counted: they end in the quarter, but need not begin in it."""
    first, write = check.made_on + timedelta(days=1), context.formats.day
    count = (check.until - check.made_on).days // DAYS_IN_WEEK
    return context.text("forecast.backtest.weeks", first=write(first), last=write(check.until), count=count)


def _bar(name: str, check: Check) -> Bar:
    first, last = place(Span.WEEK, check.made_on) + 1, place(Span.WEEK, check.until)
    weeks = tuple(first_day(Span.WEEK, week).isoformat() for week in range(first, last + 1))
    return Bar(name, check.happened, COMPLETED.also(week=weeks))


def backtest_sentence(found: Backtest, context: ChartContext) -> str:
    """Say how often the band held, and what that says: little, when there are few."""
    held, made = found.held.numerator, found.held.denominator
    idle = context.if_any("forecast.backtest.without", found.without)
    if not made:
        return sentences(context.text("forecast.backtest.none"), idle)
    if made == 1:
        return sentences(
            context.text("forecast.backtest.only_held" if held else "forecast.backtest.only_missed"),
            context.text("forecast.backtest.one_is_few"),
            idle,
        )
    first = context.many("forecast.backtest.kept", held, made=made)
    if made < FEW:
        return sentences(first, context.text("forecast.backtest.few", made=made), context.text("forecast.backtest.in_weeks"), idle)
    interval, idle = found.held.interval(), sentences(context.text("forecast.backtest.in_weeks"), idle)
    if isinstance(interval, NotAvailable) or interval[0] <= SHOULD_HOLD <= interval[1]:
        return sentences(first, context.text("forecast.backtest.as_should"), idle)
    return sentences(
        first, context.text("forecast.backtest.too_narrow" if interval[1] < SHOULD_HOLD else "forecast.backtest.too_wide"), idle
    )


def _figure(checks: tuple[Check, ...], names: list[str], context: ChartContext) -> Figure:
    highest = max(max(check.high, check.happened) for check in checks)
    kinds = (
        (True, "circle", context.style.blue, "forecast.backtest.held"),
        (False, "diamond", context.style.vermilion, "forecast.backtest.not_held"),
    )
    dots = [_dots(checks, names, context, held=held, symbol=symbol, color=color, key=key) for held, symbol, color, key in kinds]
    return plotly_figure(
        context,
        [_bands(checks, context), *(dot for dot in dots if dot["x"])],
        height=HEIGHT,
        showlegend=True,
        xaxis=span_axis(names, context),
        yaxis=value_axis([0, max(highest, 1) * 1.15], context, title={"text": context.text("forecast.backtest.axis")}),
    )


def _bands(checks: tuple[Check, ...], context: ChartContext) -> dict[str, Any]:
    """One trace for all bands: bars that float from low to high. A band of one number keeps a little height, to be seen."""
    marker = {"color": context.style.grid, "line": {"color": context.style.muted, "width": 1.5}}
    up, name = [max(check.high - check.low, 0.15) for check in checks], context.text("forecast.backtest.band")
    return standing_bars(up, None, name=name, base=[check.low for check in checks], width=0.5, marker=marker)


def _dots(
    checks: tuple[Check, ...], names: list[str], context: ChartContext, *, held: bool, symbol: str, color: str, key: str
) -> dict[str, Any]:
    number = context.formats.number
    there = [place for place, check in enumerate(checks) if check.held is held]
    shown, happened = [checks[place] for place in there], [checks[place].happened for place in there]
    ends = {"low": [number(check.low) for check in shown], "high": [number(check.high) for check in shown]}
    told = {"quarter": [names[place] for place in there], "weeks": [_weeks(check, context) for check in shown]}
    hovers = context.hovers("forecast.backtest.hover", happened=happened, **told, **ends)
    texts = {"text": [f"<b>{number(count)}</b>" for count in happened], "textfont": {"color": context.style.text}}
    edge, clicks = {"color": context.style.background, "width": 2}, [["", place] for place in there]
    look = {"mode": "markers+text", "name": context.text(key), "textposition": "middle right", "customdata": clicks}
    marker = {"symbol": symbol, "size": MARKER_SIZE, "color": color, "line": edge}
    return points(there, happened, hovers, marker=marker, **texts, **look)
