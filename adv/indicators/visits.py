"""Visits, households and the forecast: who was reached, how far one is, and when the target will be."""

from __future__ import annotations

from typing import Any

from adv.indicators.entry import Basis, ChartKind, Choices, Figure, Indicator, Measured, Section, Shown, by, counts, value
from adv.metrics import visits
from adv.metrics.coverage import burn_up, coverage
from adv.metrics.forecast import Backtest, NoProgress, Projection, Reached, backtest, forecast
from adv.metrics.homes import ENDED, Home, Homes, homes, still_to_do
from adv.metrics.households import Funnel, contact_rates, disposition_counts, ended_as, funnel
from adv.metrics.projection import FEWEST_FOR_A_DAY
from adv.metrics.source_rows import COMPLETED, VISITS
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


def _register(found: Homes) -> dict[str, int] | None:
    """Homes on the register, by how far one is with them; None without one."""
    if not found.has_register:
        return None
    return {"homes": found.all, **by(Home, (found.total[kind] for kind in Home)), "outside": found.outside_register}


def _completed(found: visits.CoverageByGroup) -> dict[str, int]:
    return by(found.groups, found.completed)


def _after_register(found: Funnel) -> dict[str, int]:
    return {step.name: step.households for step in found.steps if step.name != "register"}


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


REACHED = Section(
    "Coverage",
    Indicator(
        key="outcomes",
        formula="number of visits per outcome",
        basis=Basis("visits", "sheet Bezoeken", rows=VISITS),
        figures=(
            value("visits.total", visits.outcome_counts, lambda found: sum(found.counts.values()), is_count=True),
            counts("visits.by_outcome", visits.outcome_counts, "counts"),
        ),
        shown=Shown("coverage", ChartKind.BARS, "outcomes"),
    ),
    Indicator(
        key="completed_visits",
        formula="number of visits with outcome conversation",
        basis=Basis("visits", "sheet Bezoeken", rows=COMPLETED),
        figures=(
            value("visits.completed", visits.outcome_counts, "completed", is_count=True),
            *(
                counts(f"visits.completed_by_{group.value}", visits.visits_by, _completed, group)
                for group in (visits.VisitGroup.AREA, visits.VisitGroup.STREET, visits.VisitGroup.ATTEMPT)
            ),
        ),
        note="`completed_by_…` has all areas, streets and attempts, zero included.",
        shown=Shown("coverage", ChartKind.BARS, "coverage_by_partner coverage_by_attempt outcomes visits_over_time"),
    ),
    Indicator(
        key="households_reached",
        formula="number of different households with a visit with outcome conversation",
        basis=Basis("households", "sheet Bezoeken", rows=COMPLETED.as_households),
        figures=(value("visits.households_reached", coverage, "households_reached", is_count=True),),
        shown=Shown("coverage", None),
    ),
    Indicator(
        key="coverage",
        formula="completed ÷ target",
        basis=Basis("share", "sheet Bezoeken, project settings", "target", rows=COMPLETED),
        metrics=(burn_up,),
        figures=(Figure("coverage.target", lambda measured: measured.project.target), value("coverage.share", coverage, "share")),
        shown=Shown("coverage", ChartKind.LINES, "side_by_side burn_up visits"),
    ),
    Indicator(
        key="by_organisation",
        formula="number of (completed) visits with the organisation among the visit's organisations",
        basis=Basis("visits", "sheet Bezoeken", rows=VISITS),
        figures=(counts("visits.completed_by_organisation", visits.visits_by, _completed, visits.VisitGroup.ORGANISATION),),
        note="A visit by two counts for both.",
        shown=Shown("coverage", ChartKind.DOTS, "coverage_by_partner"),
    ),
    Indicator(
        key="funnel",
        formula="register (if present) → approached → contact (by disposition) → conversation → with a request → taken up → closed; each step a part of the one before; shares of the step before and of the first",
        basis=Basis(
            "households", "sheets Adressen, Bezoeken, Hulpvragen", "the step before; for approached only those in the register"
        ),
        figures=(counts("households.funnel", funnel, _after_register),),
        note="The households left at each step, from `approached` to `closed`.",
        shown=Shown("coverage", ChartKind.BARS, "funnel"),
    ),
    Indicator(
        key="disposition",
        formula="conversation if any visit was one, else the outcome of the visit with the latest day (same day: the highest attempt, then the most contact)",
        basis=Basis("outcome", "sheet Bezoeken", rows=VISITS.as_households),
        figures=(counts("households.by_disposition", disposition_counts),),
        metrics=(funnel,),
        shown=Shown("coverage", ChartKind.BARS, "funnel"),
    ),
    Indicator(
        key="contact_rates",
        formula="households with disposition conversation, refused or appointment (contact), conversation (response), refused (refusal) ÷ households approached that are not vacant",
        basis=Basis(
            "share",
            "AAPOR Standard Definitions: CON, RR, REF with all dispositions known; sheet Bezoeken",
            "households approached, not vacant",
            rows=VISITS.as_households,
        ),
        metrics=(Choices(visits.reach_by, tuple(visits.ReachGroup)),),
        figures=tuple(value(f"households.{name}", contact_rates, name) for name in ("vacant", "contact", "response", "refusal")),
        note="The rates have `count`, `of`, `share` and the limits `low` and `high`.",
        shown=Shown("coverage", ChartKind.DOTS, "side_by_side funnel_response contact_rates reach_by_area reach_by_street"),
    ),
    Indicator(
        key="attempts_per_conversation",
        formula="visits ÷ completed visits",
        basis=Basis("visits", "sheet Bezoeken", "completed visits", rows=VISITS),
        figures=(value("households.attempts_per_conversation", contact_rates, "attempts_per_conversation"),),
        shown=Shown("coverage", None, "contact_rates"),
    ),
    Indicator(
        key="days_to_conversation",
        formula="first day with outcome conversation − first day visited, per household with a conversation whose first visit in the data is attempt 1; median; share with 0, at most 30, at most 90",
        basis=Basis(
            "days; share", "sheet Bezoeken", "households with a conversation whose first visit is in the data", rows=visits.ROWS
        ),
        figures=(
            value("households.days_to_conversation.median", visits.days_to_conversation, "median"),
            value("households.days_to_conversation.within", visits.days_to_conversation, "within"),
            value("households.days_to_conversation.of", visits.days_to_conversation, "households", is_count=True),
            value("households.days_to_conversation.unknown", visits.days_to_conversation, "without_first_visit"),
        ),
        note="`within` 0, 30 and 90 days has `count`, `of`, `share`, `low`, `high`; `unknown` counts households with a conversation whose first visit is not in the data.",
        shown=Shown("coverage", None, "contact_rates"),
    ),
    Indicator(
        key="weekdays",
        formula="visits with outcome conversation ÷ visits, per day of the week",
        basis=Basis("share", "sheet Bezoeken", "visits on that day", rows=VISITS),
        metrics=(visits.weekdays,),
        shown=Shown("coverage", ChartKind.DOTS, "weekdays"),
    ),
    Indicator(
        key="homes",
        formula="households of the register by disposition: conversation; not at home or appointment; refused; vacant; no visit. Only with all visits of the chosen areas",
        basis=Basis("households", "sheets Adressen, Bezoeken", "households on the register; without one, households approached"),
        figures=(value("households.register", homes, _register),),
        note="Null without a register; `homes` by `reached`, `to_do`, `refused`, `vacant`, `never`, and `outside`: approached, but not on it.",
        shown=Shown("coverage", ChartKind.BARS, "homes"),
    ),
    Indicator(
        key="to_do",
        formula="households with disposition not at home or appointment, by the number of their latest visit; households of the register without a visit, per street",
        basis=Basis("households", "sheets Adressen, Bezoeken", rows=VISITS.that(ended_as, *ENDED[Home.TO_DO]).as_households),
        figures=(value("households.still_to_do", still_to_do, lambda found: len(found.again), is_count=True),),
        note="Homes to go to again.",
        shown=Shown("coverage", ChartKind.TABLE, "to_do never_approached"),
    ),
)

FORECAST = Section(
    "Forecast",
    Indicator(
        key="pace",
        formula="(target − completed) ÷ weeks left after as of; completed in the last 56 days ÷ 8 (not available in the first 56 days); completed ÷ weeks since the start (or the first visit, if earlier); mean of the 10 000 paths over the coming 13 weeks",
        basis=Basis("visits a week", "sheet Bezoeken, project settings", "weeks", rows=COMPLETED),
        figures=(value("coverage.pace", coverage, "pace", without=dict.fromkeys(PACES)),),
        note="What is `needed` a week, and the pace of the `last_8_weeks` and of the `whole_run`; what the forecast expects in the coming quarter is `coverage.forecast.per_week`.",
        shown=Shown("forecast", None, "forecast_fan"),
    ),
    Indicator(
        key="forecast",
        formula="hidden Markov filter over completed per ISO week since the first visit (level of the pace × working, pausing or stopped), for each of 210 combinations of habits; 10 000 paths from all of them as likely as they are; P50, P80, P95 of the finish week; share of the paths that finish in a week that ends within the period; docs/forecast.md",
        basis=Basis(
            "day; share",
            "West & Harrison 1997, ch. 2 and 12; Hamilton 1989; Anisimov & Fedorov 2007; sheet Bezoeken; school holidays in adv/holidays",
            "10 000 paths, seeded",
        ),
        figures=(Figure("coverage.forecast", _foreseen, forecast),),
        note=f"`state` is `forecast`, `reached` (with `reached_on`), `too_little_history` or `no_progress` (with `since`, and `stopped`: the chance that the work has stopped for good); the other values are then null. `weeks` says how many whole weeks were learnt from. With fewer than {FEWEST_FOR_A_DAY} completed the days are null, and `seasons` has the first and the last one (`2020-autumn`; null: later than three years).",
        shown=Shown("forecast", ChartKind.LINES, "forecast_fan"),
    ),
    Indicator(
        key="forecast_fan",
        formula="at the end of each coming week the level that 10, 50, 80, 90 and 95 % of the paths have at least; scenario: the same draws × (1 + extra pair) + more per week, 0 in the pause",
        basis=Basis("visits", "adv.metrics.projection; sheet Bezoeken", "10 000 paths, seeded"),
        metrics=(forecast,),
        shown=Shown("forecast", ChartKind.LINES, "forecast_fan"),
    ),
    Indicator(
        key="backtest",
        formula="for each quarter end (last Sunday) after six whole weeks: P10 to P90 of completed at the last Sunday of the next quarter (12 to 14 whole weeks), cut off at the target; held = P10 ≤ min(completed, target) ≤ P90; rate held ÷ forecasts, beside 80 % with its Wilson interval from ten forecasts on",
        basis=Basis("forecasts; visits", "adv.metrics.forecast; sheet Bezoeken", "past quarters with a forecast", rows=COMPLETED),
        figures=(value("coverage.backtest", backtest, _held_against),),
        note="Null without visits. `held` (`count`, `of`, `share`, `low`, `high`), `without_forecast` (quarters at whose end there was none) and `checks`, one for each past quarter: `made_on`, `until`, the band `p10`–`p50`–`p90` up to the target, what was `completed` between the two days, and `held`.",
        shown=Shown("forecast", ChartKind.COLUMNS, "backtest"),
    ),
)
