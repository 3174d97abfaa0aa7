"""The forecast as a fan on the burn-up: where a line of the fan meets the target, that share of the draws is there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeAlias

from msgspec.structs import replace

from adv.charts.axes import iso, line
from adv.charts.chart import About, Chart, Columns
from adv.charts.chart_context import ChartContext, faded
from adv.charts.coverage.visits import BEHIND, COUNTED, burn_up, burn_up_goal, burn_up_line
from adv.charts.forecast.outlook import effect_sentence, last_shown, range_sentence
from adv.charts.kinds.lines import Beyond, ends, rising
from adv.charts.milestones import beside, described
from adv.metrics.coverage import BurnUp, Coverage
from adv.metrics.forecast import Forecast, Projection, Reached
from adv.metrics.paths import NOTHING, Fan, Scenario
from adv.metrics.values import NotAvailable

OPACITY = {"inner": 0.32, "outer": 0.16}
MARKER_SIZE = 12
LINES = {
    "middle": "forecast.column.middle",
    "high": "forecast.column.high",
    "likely": "forecast.column.likely",
    "low": "forecast.column.low",
    "sure": "forecast.column.sure",
}
Drawn: TypeAlias = "dict[str, Sequence[Any]]"


def fan(
    curve: BurnUp | NotAvailable,
    exact: Coverage | NotAvailable,
    found: Forecast | NotAvailable,
    context: ChartContext,
    *,
    changed: Forecast | NotAvailable | None = None,
    scenario: Scenario = NOTHING,
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
        return replace(alone, key=about.key, title=about.title, sentence=told, alt=f"{about.title}. {told}", selects=None, bars=())
    drawn = _drawn(after.fan, curve, exact)
    done, beyond = burn_up_line(curve, exact, context), _beyond(context, drawn, curve, exact=exact, forecasts=(found, after))
    first, last = ends(curve.days, exact.period, curve.as_of)
    last = max(last, beyond.last)
    days = drawn["days"][1:]
    lines = {key: drawn[name][1:] for name, key in LINES.items()}
    columns: Columns = {"forecast.column.day": days, **lines, **beside(context, days, last)}
    counted = replace(about, unit=COUNTED[exact.target_unit])
    sentence, also = effect or range_sentence(after, exact, context), described(context, first, last)
    figure, rows = rising(context, done, burn_up_goal(curve, context), beyond=beyond), BEHIND[exact.target_unit]
    alt, tenths = "forecast.fan.alt", LINES.values()
    return counted.drawn(sentence, figure, columns, alt=alt, also=also, one_decimal=tenths, rows=rows)


def _beyond(
    context: ChartContext, drawn: Drawn, curve: BurnUp, *, exact: Coverage, forecasts: tuple[Forecast, Projection]
) -> Beyond:
    """Draw what is to the right of today: of the second forecast, and the middle of the first one when it is another."""
    found, after = forecasts
    behind = [_band(context, drawn, ("high", "sure"), depth="outer"), _band(context, drawn, ("high", "likely"), depth="inner")]
    name, told, style = "forecast.fan.middle" if after is found else "forecast.fan.changed", "forecast.fan.hover", context.style
    middle = _middle(context, drawn, exact.target, name=name, hover=told, color=style.blue, dash="dot")
    last = last_shown(after, *ends(curve.days, exact.period, exact.as_of))
    before = [middle]
    if after.seasons is None and after.p50 is not None and after.p50 <= last:  # else too few were completed to name a day
        before.append(met := _meeting(context, after.p50, exact.target))
        if after is found:  # where it meets the target names it in the legend
            middle["showlegend"], met["mode"], met["line"] = False, "lines+markers", middle["line"]
    if isinstance(found, Projection) and after is not found:
        without, name, told = _drawn(found.fan, curve, exact), "forecast.fan.unchanged", "forecast.fan.unchanged_hover"
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
    days, (upper, lower) = iso(drawn["days"]), limits
    up = [*drawn[upper], *reversed(drawn[lower])]
    fill = {"fill": "toself", "fillcolor": faded(context.style.blue, OPACITY[depth]), "line": {"width": 0}}
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
    marker = {"symbol": "circle", "size": MARKER_SIZE, "color": context.style.blue, "line": edge}
    return line([day.isoformat()], [target], [text], mode="markers", name=text, marker=marker)
