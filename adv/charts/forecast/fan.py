"""The forecast as a fan on the burn-up: where a line of the fan meets the target, that share of the draws is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from adv.charts.chart import Chart
from adv.charts.forecast.outlook import effect_sentence, last_shown, range_sentence
from adv.charts.kinds.lines import Beyond, ends, rising
from adv.charts.milestones import beside, described
from adv.charts.reach.coverage import BEHIND, COUNTED, burn_up, burn_up_goal, burn_up_line
from adv.charts.tables import table
from adv.charts.words import not_available, sentences
from adv.metrics.forecast import Projection, Reached
from adv.metrics.paths import NOTHING
from adv.metrics.values import NotAvailable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from adv.charts.chart_context import Look
    from adv.metrics.coverage import BurnUp, Coverage
    from adv.metrics.forecast import Forecast
    from adv.metrics.paths import Fan, Scenario

OPACITY = {"inner": 0.32, "outer": 0.16}
MEETINGS = {"p50": "circle", "p80": "square", "p95": "diamond"}
MARKER_SIZE = 12
LINES = ("middle", "high", "likely", "low", "sure")
Drawn: TypeAlias = "dict[str, Sequence[Any]]"


def fan(
    curve: BurnUp | NotAvailable,
    exact: Coverage | NotAvailable,
    found: Forecast | NotAvailable,
    look: Look,
    *,
    changed: Forecast | NotAvailable | None = None,
    scenario: Scenario = NOTHING,
) -> Chart:
    """The burn-up with what is to come; with a scenario what that makes of it, beside what it would be without.

    Without a forecast it is the burn-up alone: no line is drawn where there is nothing to draw it from.
    """
    say, definitions = look.of("forecast"), ("forecast", "forecast_fan", "plan")
    title = say.text("fan.title")
    if isinstance(curve, NotAvailable) or isinstance(exact, NotAvailable) or isinstance(found, NotAvailable):
        missing = next(one for one in (found, exact, curve) if isinstance(one, NotAvailable))
        return not_available(look, "forecast_fan", missing, definitions=definitions, title=title)
    after = found if scenario.is_nothing or changed is None or isinstance(changed, NotAvailable | Reached) else changed
    effect = "" if after is found else effect_sentence(found, after, exact, scenario, look)
    if not isinstance(after, Projection):
        return _without_fan(burn_up(curve, exact, look), title, effect)
    counted = (COUNTED[exact.target_unit], *definitions)
    sentence = effect or range_sentence(after, exact, look)
    drawn = _drawn(after.fan, curve, exact)
    line, beyond = burn_up_line(curve, exact, look), _beyond(look, drawn, curve, exact, (found, after))
    figure = rising(look, line, burn_up_goal(curve, look), beyond=beyond)
    first, last = ends(line)[0], max(ends(line)[1], beyond.last)
    alt = sentences(say.text("fan.alt", title=title, sentence=sentence), described(look, first, last))
    told = table(
        say, {"day": drawn["days"][1:], **{name: drawn[name][1:] for name in LINES}, **beside(look, drawn["days"][1:], last)}, LINES
    )
    return Chart("forecast_fan", title, sentence, figure, told, alt, counted, rows=BEHIND[exact.target_unit])


def _beyond(look: Look, drawn: Drawn, curve: BurnUp, exact: Coverage, forecasts: tuple[Forecast, Projection]) -> Beyond:
    """What is drawn to the right of today: of the second forecast, and the middle of the first one when it is another."""
    found, after = forecasts
    behind = [_band(look, drawn, "high", "sure", "outer"), _band(look, drawn, "high", "likely", "inner")]
    middle = _middle(look, drawn, exact, is_scenario=after is not found)
    last = last_shown(after, min([exact.period.start, *curve.days[:1]]), max(exact.period.end, exact.as_of))
    before = [middle, *_meetings(look, after, exact.target, last)]
    if (
        after is found and len(before) > 1 and found.p50 is not None and found.p50 <= last
    ):  # where it meets the target names it in the legend
        middle["showlegend"], before[1]["mode"], before[1]["line"] = False, "lines+markers", middle["line"]
    if isinstance(found, Projection) and after is not found:
        before.insert(0, _unchanged(look, _drawn(found.fan, curve, exact)))
    return Beyond(behind, before, last)


def _without_fan(chart: Chart, title: str, effect: str) -> Chart:
    sentence = effect or chart.sentence
    return Chart(
        "forecast_fan", title, sentence, chart.figure, chart.table, f"{title}. {sentence}", chart.definitions, rows=chart.rows
    )


def _drawn(lines: Fan, curve: BurnUp, exact: Coverage) -> Drawn:
    """The fan from the day of the data on, each line up to the target: beyond it there is nothing left to forecast."""
    found: Drawn = {"days": (curve.as_of, *lines.days)}
    for name in LINES:
        levels = getattr(lines, name)
        found[name] = (float(exact.completed), *(float(min(level, exact.target)) for level in levels))
    return found


def _band(look: Look, drawn: Drawn, upper: str, lower: str, depth: str) -> dict[str, Any]:
    days = [day.isoformat() for day in drawn["days"]]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": look.of("forecast").text("fan.band"),
        "showlegend": depth == "inner",
        "x": [*days, *reversed(days)],
        "y": [*drawn[upper], *reversed(drawn[lower])],
        "fill": "toself",
        "fillcolor": _faint(look.style.blue, OPACITY[depth]),
        "line": {"width": 0},
        "hoverinfo": "skip",
    }


def _faint(color: str, opacity: float) -> str:
    red, green, blue = (int(color[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


def _middle(look: Look, drawn: Drawn, exact: Coverage, *, is_scenario: bool) -> dict[str, Any]:
    say, number = look.of("forecast"), look.formats.number
    until = _until(drawn["middle"], exact.target)
    hovers = [
        say.text("fan.hover", day=look.formats.day(day), middle=number(middle), low=number(low), high=number(high))
        for day, middle, low, high in zip(drawn["days"], drawn["middle"], drawn["low"], drawn["high"], strict=True)
    ]
    name = say.text("fan.changed" if is_scenario else "fan.middle")
    return _future(drawn["days"][:until], drawn["middle"][:until], hovers[:until], name=name, color=look.style.blue, dash="dot")


def _unchanged(look: Look, drawn: Drawn) -> dict[str, Any]:
    """The middle of the forecast without the scenario."""
    say, number = look.of("forecast"), look.formats.number
    until = _until(drawn["middle"], max(drawn["middle"]))
    hovers = [
        say.text("fan.unchanged_hover", day=look.formats.day(day), middle=number(middle))
        for day, middle in zip(drawn["days"], drawn["middle"], strict=True)
    ]
    return _future(
        drawn["days"][:until],
        drawn["middle"][:until],
        hovers[:until],
        name=say.text("fan.unchanged"),
        color=look.style.text,
        dash="dashdot",
    )


def _until(levels: Sequence[float], target: float) -> int:
    """How many points a line has until it is there."""
    return next((place + 1 for place, level in enumerate(levels) if level >= target), len(levels))


def _future(
    days: Sequence[date], values: Sequence[float], hovers: Sequence[str], *, name: str, color: str, dash: str
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": [day.isoformat() for day in days],
        "y": list(values),
        "hovertext": list(hovers),
        "hovertemplate": "%{hovertext}<extra></extra>",
        "line": {"color": color, "width": 2.5, "dash": dash},
    }


def _meetings(look: Look, found: Projection, target: int, last: date) -> list[dict[str, Any]]:
    """Where the lines meet the target before the axis ends: a mark each, its day in the legend, where close days stay readable.

    None where too few were completed to name a day.
    """
    if found.seasons is not None:
        return []
    traces = []
    for name, symbol in MEETINGS.items():
        day = getattr(found, name)
        if day is None or day > last:
            continue
        text = look.of("forecast").text(f"fan.{name}", day=look.formats.day(day))
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": text,
                "x": [day.isoformat()],
                "y": [target],
                "hovertext": [text],
                "hovertemplate": "%{hovertext}<extra></extra>",
                "marker": {
                    "symbol": symbol,
                    "size": MARKER_SIZE,
                    "color": look.style.blue,
                    "line": {"color": look.style.background, "width": 2},
                },
            }
        )
    return traces
