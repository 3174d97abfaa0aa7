"""The forecast as a fan on the burn-up: where a line meets the target, that share of the draws is there; and what earlier ones said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, TypeAlias

from msgspec.structs import replace

from adv.charts.axes import faded, iso, line, points, span_axis, standing_bars, value_axis
from adv.charts.chart import About, Bar, Chart, Columns, titled
from adv.charts.chart_context import ChartContext, Figure, plotly_figure, sentences, stopped
from adv.charts.coverage.visits import BEHIND, COUNTED, burn_up, burn_up_goal, burn_up_line
from adv.charts.forecast.outlook import effect_sentence, last_shown, range_sentence
from adv.charts.kinds.lines import Beyond, ends, rising
from adv.charts.milestones import beside, described
from adv.metrics.coverage import BurnUp, Coverage
from adv.metrics.forecast import Backtest, Check, Forecast, Projection, Reached
from adv.metrics.projection import NO_SCENARIO, Fan, Scenario
from adv.metrics.source_rows import COMPLETED
from adv.metrics.spans import Span, first_day, place
from adv.metrics.values import NotAvailable
from adv.model import TargetUnit

OPACITY = {"inner": 0.32, "outer": 0.16}
MARKER_SIZE = 12
LINES = {"middle": "forecast.column.middle", "high": "forecast.column.high", "likely": "forecast.column.likely"}
LINES |= {"low": "forecast.column.low", "sure": "forecast.column.sure"}
Drawn: TypeAlias = "dict[str, Sequence[Any]]"


def fan(
    curve: BurnUp | NotAvailable,
    exact: Coverage | NotAvailable,
    found: Forecast | NotAvailable,
    context: ChartContext,
    *,
    changed: Forecast | NotAvailable | None = None,
    scenario: Scenario = NO_SCENARIO,
) -> Chart:
    """Draw the burn-up with what is to come; with a scenario what that makes of it, beside what it would be without.

    Without a forecast it is the burn-up alone: no line is drawn where there is nothing to draw it from.
    """
    about = About(context, "forecast_fan", context.text("forecast.fan.title"))
    if isinstance(curve, NotAvailable) or isinstance(exact, NotAvailable) or isinstance(found, NotAvailable):
        return about.unavailable(next(one for one in (found, exact, curve) if isinstance(one, NotAvailable)))
    after = found if scenario.is_nothing or changed is None or isinstance(changed, NotAvailable | Reached) else changed
    effect = "" if after is found else effect_sentence(found, after, exact, scenario=scenario, context=context)
    if not isinstance(after, Projection):
        alone = burn_up(curve, exact, context)
        told = effect or alone.sentence
        return replace(
            alone, key=about.key, title=about.title, sentence=told, alt=f"{stopped(about.title)} {told}", selects=None, bars=()
        )
    drawn = _drawn(after.fan, curve, exact)
    done = burn_up_line(curve, exact, context)
    beyond = _beyond(context, drawn, curve, exact=exact, forecasts=(found, after))
    first, last = ends(curve.days, exact.period, curve.as_of)
    last = max(last, beyond.last)
    days = drawn["days"][1:]
    lines = {key: drawn[name][1:] for name, key in LINES.items()}
    columns: Columns = {"forecast.column.day": days, **lines, **beside(context, days, last)}
    counted = replace(about, unit=COUNTED[exact.target_unit])
    sentence = effect or range_sentence(after, exact, context)
    also = described(context, first, last)
    figure = rising(context, done, burn_up_goal(curve, context), beyond=beyond)
    rows = BEHIND[exact.target_unit]
    alt, tenths = "forecast.fan.alt", LINES.values()
    return counted.drawn(sentence, figure, columns, alt=alt, also=also, one_decimal=tenths, rows=rows)


def _beyond(
    context: ChartContext, drawn: Drawn, curve: BurnUp, *, exact: Coverage, forecasts: tuple[Forecast, Projection]
) -> Beyond:
    """Draw what is to the right of today: of the second forecast, and the middle of the first one when it is another."""
    found, after = forecasts
    behind = [_band(context, drawn, ("high", "sure"), depth="outer"), _band(context, drawn, ("high", "likely"), depth="inner")]
    name = "forecast.fan.middle" if after is found else "forecast.fan.changed"
    told = "forecast.fan.hover"
    style = context.style
    middle = _middle(context, drawn, exact.target, name=name, hover=told, color=style.done, dash="dot")
    last = last_shown(after, *ends(curve.days, exact.period, exact.as_of))
    before = [middle]
    if after.seasons is None and after.p50 is not None and after.p50 <= last:  # else too few were completed to name a day
        before.append(met := _meeting(context, after.p50, exact.target))
        if after is found:  # the place where it meets the target names it in the legend
            middle["showlegend"], met["mode"], met["line"] = False, "lines+markers", middle["line"]
    if isinstance(found, Projection) and after is not found:
        without = _drawn(found.fan, curve, exact)
        name = "forecast.fan.unchanged"
        told = "forecast.fan.unchanged_hover"
        highest = max(without["middle"])
        before.insert(0, _middle(context, without, highest, name=name, hover=told, color=style.text, dash="dashdot"))
    return Beyond(behind, before, last)


def _drawn(lines: Fan, curve: BurnUp, exact: Coverage) -> Drawn:
    """Take the fan from the day of the data on, each line up to the target: beyond it there is nothing left to forecast."""
    found: Drawn = {"days": (curve.as_of, *lines.days)}
    for name in LINES:
        levels = getattr(lines, name)
        found[name] = (float(exact.completed), *(float(min(level, exact.target)) for level in levels))
    return found


def _band(context: ChartContext, drawn: Drawn, limits: tuple[str, str], *, depth: str) -> dict[str, Any]:
    days = iso(drawn["days"])
    upper, lower = limits
    up = [*drawn[upper], *reversed(drawn[lower])]
    fill = {"fill": "toself", "fillcolor": faded(context.style.done, OPACITY[depth]), "line": {"width": 0}}
    return line([*days, *reversed(days)], up, None, name=context.text("forecast.fan.band"), showlegend=depth == "inner", **fill)


def _middle(context: ChartContext, drawn: Drawn, target: float, *, name: str, hover: str, color: str, dash: str) -> dict[str, Any]:
    """Draw the middle of a forecast until it is there."""
    number = context.formats.number
    until = next((place + 1 for place, level in enumerate(drawn["middle"]) if level >= target), len(drawn["middle"]))
    days, middle, low, high = (drawn[part][:until] for part in ("days", "middle", "low", "high"))
    named = [context.formats.day(day) for day in days]
    told = {name: [*map(number, values)] for name, values in (("middle", middle), ("low", low), ("high", high))}
    hovers = context.hovers(hover, day=named, **told)
    return line(iso(days), middle, hovers, name=context.text(name), line={"color": color, "width": 2.5, "dash": dash})


def _meeting(context: ChartContext, day: date, target: int) -> dict[str, Any]:
    """Mark where the middle meets the target, with its day in the legend."""
    text = context.text("forecast.fan.p50", day=context.formats.day(day))
    edge = {"color": context.style.background, "width": 2}
    marker = {"symbol": "circle", "size": MARKER_SIZE, "color": context.style.done, "line": edge}
    return line([day.isoformat()], [target], [text], mode="markers", name=text, marker=marker)


HEIGHT = 340
CHECK_SIZE = 13
FEW_FORECASTS = 10  # forecasts: fewer say little about how often a band holds
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
    told = backtest_sentence(found, context)
    alt = "forecast.backtest.alt"
    return about.drawn(told, figure, columns, alt=alt, one_decimal=tenths, rows=COMPLETED, bars=counted)


def _weeks(check: Check, context: ChartContext) -> str:
    """Say which weeks are counted: they end in the quarter, but need not begin in it."""
    first = check.made_on + timedelta(days=1)
    write = context.formats.day
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
    if made < FEW_FORECASTS:
        return sentences(first, context.text("forecast.backtest.few", made=made), context.text("forecast.backtest.in_weeks"), idle)
    interval = found.held.interval()
    idle = sentences(context.text("forecast.backtest.in_weeks"), idle)
    if isinstance(interval, NotAvailable) or interval[0] <= SHOULD_HOLD <= interval[1]:
        return sentences(first, context.text("forecast.backtest.as_should"), idle)
    return sentences(
        first, context.text("forecast.backtest.too_narrow" if interval[1] < SHOULD_HOLD else "forecast.backtest.too_wide"), idle
    )


def _figure(checks: tuple[Check, ...], names: list[str], context: ChartContext) -> Figure:
    highest = max(max(check.high, check.happened) for check in checks)
    blue, red = {"symbol": "circle", "color": context.style.done}, {"symbol": "diamond", "color": context.style.wrong}
    kinds = ((True, blue, "forecast.backtest.held"), (False, red, "forecast.backtest.not_held"))
    dots = [_dots(checks, names, context, held=held, look=look, key=key) for held, look, key in kinds]
    up = value_axis([0, max(highest, 1) * 1.15], context, title={"text": context.text("forecast.backtest.axis")})
    traces = [_bands(checks, context), *(dot for dot in dots if dot["x"])]
    axes = {"xaxis": span_axis(names, context), "yaxis": up}
    return plotly_figure(context, traces, height=HEIGHT, showlegend=True, **axes)


def _bands(checks: tuple[Check, ...], context: ChartContext) -> dict[str, Any]:
    """One trace for all bands: bars that float from low to high. A band of one number keeps a little height, to be seen."""
    marker = {"color": context.style.grid, "line": {"color": context.style.muted, "width": 1.5}}
    up = [max(check.high - check.low, 0.15) for check in checks]
    name = context.text("forecast.backtest.band")
    return standing_bars(up, None, name=name, base=[check.low for check in checks], width=0.5, marker=marker)


def _dots(
    checks: tuple[Check, ...], names: list[str], context: ChartContext, *, held: bool, look: dict[str, Any], key: str
) -> dict[str, Any]:
    number = context.formats.number
    there = [place for place, check in enumerate(checks) if check.held is held]
    shown, happened = [checks[place] for place in there], [checks[place].happened for place in there]
    ends = {"low": [number(check.low) for check in shown], "high": [number(check.high) for check in shown]}
    told = {"quarter": [names[place] for place in there], "weeks": [_weeks(check, context) for check in shown]}
    hovers = context.hovers("forecast.backtest.hover", happened=happened, **told, **ends)
    texts = {"text": [f"<b>{number(count)}</b>" for count in happened], "textfont": {"color": context.style.text}}
    edge = {"color": context.style.background, "width": 2}
    clicks = [["", place] for place in there]
    about = {"mode": "markers+text", "name": context.text(key), "textposition": "middle right", "customdata": clicks}
    return points(there, happened, hovers, marker={**look, "size": CHECK_SIZE, "line": edge}, **texts, **about)
