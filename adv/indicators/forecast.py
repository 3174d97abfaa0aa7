"""When the target will be reached, how sure that is, and how good earlier forecasts were."""

from __future__ import annotations

from typing import Any

from adv.indicators.entry import Figure, Indicator, Kind, Measured, Section, on, value
from adv.metrics.coverage import coverage
from adv.metrics.forecast import Backtest, NoProgress, Projection, Reached, backtest, forecast
from adv.metrics.source_rows import COMPLETED
from adv.metrics.values import NotAvailable

PACES = ("needed", "last_8_weeks", "whole_run")
DAYS = ("p50", "p80", "p95")
CHECKED = {
    "made_on": "made_on",
    "until": "until",
    "p10": "low",
    "p50": "middle",
    "p90": "high",
    "completed": "happened",
    "held": "held",
}
FORESEEN = ("state", *DAYS, "seasons", "chance_in_period", "weeks", "per_week")


def _foreseen(measured: Measured) -> dict[str, Any]:
    found, figures = measured(forecast), dict.fromkeys(FORESEEN)
    if isinstance(found, NotAvailable):
        return figures
    if isinstance(found, Projection):
        told = {name: getattr(found, name) for name in FORESEEN}
        if found.seasons is not None:  # too few completed to name a day
            told |= {**dict.fromkeys(DAYS), "seasons": tuple(season and f"{season.year}-{season.name}" for season in found.seasons)}
        return told
    if isinstance(found, Reached):
        return figures | {"state": found.state, "reached_on": found.day}
    still = {"since": found.since, "stopped": found.stopped} if isinstance(found, NoProgress) else {}
    return figures | {"state": found.state} | still


def _held_against(found: Backtest) -> dict[str, Any]:
    """Write earlier forecasts. The band is as far as the target: so is what it is held against."""
    checks = tuple({key: getattr(one, name) for key, name in CHECKED.items()} for one in found.checks)
    return {"held": found.held, "without_forecast": found.without, "checks": checks}


FORECAST = Section(
    "Forecast",
    (
        Indicator(
            key="pace",
            formula="(target − completed) ÷ weeks left after as of; completed in the last 56 days ÷ 8 (not available in the first 56 days); completed ÷ weeks since the start (or the first visit, if earlier); mean of the 10 000 paths over the coming 13 weeks",
            unit="visits a week",
            denominator="weeks",
            source="sheet Bezoeken, project settings",
            figures=(value("coverage.pace", coverage, "pace", without=dict.fromkeys(PACES)),),
            note="What is `needed` a week, and the pace of the `last_8_weeks` and of the `whole_run`; what the forecast expects in the coming quarter is `coverage.forecast.per_week`.",
            shown=on("forecast", Kind.BARS, "pace"),
            rows=COMPLETED,
        ),
        Indicator(
            key="forecast",
            formula="hidden Markov filter over completed per ISO week since the first visit (level of the pace × working, pausing or stopped), for each of 210 combinations of habits; 10 000 paths from all of them as likely as they are; P50, P80, P95 of the finish week; share of the paths that finish in a week that ends within the period; docs/forecast.md",
            unit="day; share",
            denominator="10 000 paths, seeded",
            source="West & Harrison 1997, ch. 2 and 12; Hamilton 1989; Anisimov & Fedorov 2007; sheet Bezoeken; school holidays in adv/holidays",
            figures=(Figure("coverage.forecast", _foreseen, forecast),),
            note="`state` is `forecast`, `reached` (with `reached_on`), `too_little_history` or `no_progress` (with `since`, and `stopped`: the chance that the work has stopped for good); the other values are then null. `weeks` says how many whole weeks were learnt from. With fewer than 20 completed the days are null, and `seasons` has the first and the last one (`2020-autumn`; null: later than three years).",
            shown=on("forecast", Kind.LINES, "pace", "forecast_fan"),
        ),
        Indicator(
            key="forecast_fan",
            formula="at the end of each coming week the level that 10, 50, 80, 90 and 95 % of the paths have at least; scenario: the same draws × (1 + extra pair) + more per week, 0 in the pause",
            unit="visits",
            denominator="10 000 paths, seeded",
            source="adv.metrics.paths; sheet Bezoeken",
            metrics=(forecast,),
            shown=on("forecast", Kind.LINES, "forecast_fan"),
        ),
        Indicator(
            key="backtest",
            formula="for each quarter end (last Sunday) after six whole weeks: P10 to P90 of completed at the last Sunday of the next quarter (12 to 14 whole weeks), cut off at the target; held = P10 ≤ min(completed, target) ≤ P90; rate held ÷ forecasts, beside 80 % with its Wilson interval from ten forecasts on",
            unit="forecasts; visits",
            denominator="past quarters with a forecast",
            source="adv.metrics.forecast; sheet Bezoeken",
            figures=(value("coverage.backtest", backtest, _held_against),),
            note="Null without visits. `held` (`count`, `of`, `share`, `low`, `high`), `without_forecast` (quarters at whose end there was none) and `checks`, one for each past quarter: `made_on`, `until`, the band `p10`–`p50`–`p90` up to the target, what was `completed` between the two days, and `held`.",
            shown=on("forecast", Kind.COLUMNS, "backtest"),
            rows=COMPLETED,
        ),
    ),
)
