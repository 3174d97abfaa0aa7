"""Earlier forecasts: what each said at the end of a past quarter, against what happened."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from adv.charts.axes import span_axis, value_axis
from adv.charts.chart import Bar, Chart
from adv.charts.chart_context import draw
from adv.charts.tables import table
from adv.charts.words import not_available, sentences
from adv.metrics.source_rows import COMPLETED
from adv.metrics.spans import Span, first_day, place
from adv.metrics.values import NotAvailable
from adv.model import TargetUnit

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from adv.charts.chart_context import Look
    from adv.metrics.backtest import Backtest, Check

HEIGHT = 340
BAND_WIDTH = 16
MARKER_SIZE = 13
FEW = 10  # forecasts: fewer say little about how often a band holds
SHOULD_HOLD = 0.8
DAYS_IN_WEEK = 7


def backtest_chart(found: Backtest | NotAvailable, look: Look, unit: TargetUnit = TargetUnit.VISITS) -> Chart:
    """A band for each past quarter, and what it became."""
    say, definitions = look.of("forecast"), ("backtest",)
    title = say.text("backtest.title")
    if isinstance(found, NotAvailable):
        return not_available(look, "backtest", found, definitions=definitions, title=title)
    sentence = backtest_sentence(found, look)
    names = [look.formats.quarter(check.until) for check in found.checks]
    figure = _figure(found.checks, names, look) if found.checks else None
    columns: dict[str, Sequence[object]] = {
        "quarter": names,
        "made_on": [look.formats.day(check.made_on) for check in found.checks],
        "weeks": [_weeks(check, look) for check in found.checks],
        "low": [check.low for check in found.checks],
        "middle": [check.middle for check in found.checks],
        "high": [check.high for check in found.checks],
        "happened": [check.happened for check in found.checks],
        "held": [say.text("held" if check.held else "not_held") for check in found.checks],
    }
    told = table(
        say,
        {f"backtest_{key}": values for key, values in columns.items()},
        [f"backtest_{key}" for key in ("low", "middle", "high")],
    )
    counted = () if unit is TargetUnit.HOUSEHOLDS else tuple(map(_bar, names, found.checks))
    alt = say.text("backtest.alt", title=title, sentence=sentence)
    return Chart("backtest", title, sentence, figure, told, alt, definitions, rows=COMPLETED, bars=counted)


def _weeks(check: Check, look: Look) -> str:
    """Which weeks are counted: they end in the quarter, but need not begin in it."""
    first, write = check.made_on + timedelta(days=1), look.formats.day
    count = (check.until - check.made_on).days // DAYS_IN_WEEK
    return look.of("forecast").text("backtest.weeks", first=write(first), last=write(check.until), count=count)


def _bar(name: str, check: Check) -> Bar:
    first, last = place(Span.WEEK, check.made_on) + 1, place(Span.WEEK, check.until)
    weeks = tuple(first_day(Span.WEEK, week).isoformat() for week in range(first, last + 1))
    return Bar(name, check.happened, COMPLETED.also(week=weeks))


def backtest_sentence(found: Backtest, look: Look) -> str:
    """How often the band held, and what that says: little, when there are few."""
    say = look.of("forecast")
    held, made = found.held.numerator, found.held.denominator
    idle = say.count("backtest.without", found.without) if found.without else ""
    if not made:
        return sentences(say.text("backtest.none"), idle)
    if made == 1:
        return sentences(say.text("backtest.only_held" if held else "backtest.only_missed"), say.text("backtest.one_is_few"), idle)
    first = say.many("backtest.kept", held, made=made)
    if made < FEW:
        return sentences(first, say.text("backtest.few", made=made), say.text("backtest.in_weeks"), idle)
    interval, idle = found.held.interval(), sentences(say.text("backtest.in_weeks"), idle)
    if isinstance(interval, NotAvailable) or interval[0] <= SHOULD_HOLD <= interval[1]:
        return sentences(first, say.text("backtest.as_should"), idle)
    return sentences(first, say.text("backtest.too_narrow" if interval[1] < SHOULD_HOLD else "backtest.too_wide"), idle)


def _figure(checks: tuple[Check, ...], names: list[str], look: Look) -> go.Figure:
    say = look.of("forecast")
    highest = max(max(check.high, check.happened) for check in checks)
    kinds = ((True, "circle", look.style.blue, "held"), (False, "diamond", look.style.vermilion, "not_held"))
    dots = [_dots(checks, names, look, held=held, symbol=symbol, color=color, key=key) for held, symbol, color, key in kinds]
    return draw(
        look,
        [_bands(checks, look), *(dot for dot in dots if dot["x"])],
        height=HEIGHT,
        showlegend=True,
        xaxis=span_axis(names, look),
        yaxis=value_axis([0, max(highest, 1) * 1.15], look, title={"text": say.text("backtest.axis")}),
    )


def _bands(checks: tuple[Check, ...], look: Look) -> dict[str, Any]:
    """One trace for all bands: bars that float from low to high. A band of one number keeps a little height, to be seen."""
    return {
        "type": "bar",
        "name": look.of("forecast").text("backtest.band"),
        "x": list(range(len(checks))),
        "base": [check.low for check in checks],
        "y": [max(check.high - check.low, 0.15) for check in checks],
        "width": 0.5,
        "hoverinfo": "skip",
        "marker": {"color": look.style.grid, "line": {"color": look.style.muted, "width": 1.5}},
    }


def _dots(
    checks: tuple[Check, ...], names: list[str], look: Look, *, held: bool, symbol: str, color: str, key: str
) -> dict[str, Any]:
    say, number = look.of("forecast"), look.formats.number
    there = [place for place, check in enumerate(checks) if check.held is held]
    hovers = [
        say.text(
            "backtest.hover",
            quarter=names[place],
            weeks=_weeks(checks[place], look),
            happened=checks[place].happened,
            low=number(checks[place].low),
            high=number(checks[place].high),
        )
        for place in there
    ]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": say.text(f"backtest.{key}"),
        "x": there,
        "y": [checks[place].happened for place in there],
        "text": [f"<b>{number(checks[place].happened)}</b>" for place in there],
        "textposition": "middle right",
        "textfont": {"color": look.style.text},
        "customdata": [["", place] for place in there],
        "hovertext": hovers,
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
        "marker": {"symbol": symbol, "size": MARKER_SIZE, "color": color, "line": {"color": look.style.background, "width": 2}},
    }
