"""Visits, coverage and the forecast, as `summary` prints them for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.commands.summary.values import by, iso, plain, rate, span_code
from adv.metrics.backtest import backtest
from adv.metrics.coverage import coverage
from adv.metrics.forecast import NoProgress, Projection, Reached, forecast
from adv.metrics.households import activation
from adv.metrics.plan import planned
from adv.metrics.spans import Span
from adv.metrics.values import NotAvailable
from adv.metrics.visits import VisitGroup, outcome_counts, visits_by, visits_over_time
from adv.model import Outcome

if TYPE_CHECKING:
    from datetime import date

    from adv.commands.summary.values import Figures
    from adv.metrics.backtest import Check
    from adv.metrics.forecast import Forecast
    from adv.model import Dataset, Project

GROUPS = {
    "area": VisitGroup.AREA,
    "street": VisitGroup.STREET,
    "organisation": VisitGroup.ORGANISATION,
    "attempt": VisitGroup.ATTEMPT,
}
PACES = ("needed", "last_8_weeks", "whole_run")


def visits(dataset: Dataset, project: Project, as_of: date, by_theme: Figures) -> Figures:
    """How many there were, what came of them, and the completed ones by what they can be counted by."""
    outcomes, reached = plain(outcome_counts(dataset, project, as_of)), plain(coverage(dataset, project, as_of))
    by_outcome = {} if outcomes is None else {outcome.value: count for outcome, count in outcomes.counts.items()}
    active = plain(activation(dataset, project, as_of))
    groups = {name: _completed_by(dataset, project, as_of, group) for name, group in GROUPS.items()}
    return {
        "total": sum(by_outcome.values()) if by_outcome else None,
        "completed": by_outcome.get(Outcome.CONVERSATION.value),
        "households_reached": reached and plain(reached.households_reached),
        "by_outcome": by_outcome,
        "completed_by_area": groups["area"],
        "completed_by_theme": by_theme,
        "completed_by_organisation": groups["organisation"],
        "completed_by_street": groups["street"],
        "completed_by_attempt": groups["attempt"],
        **{f"completed_by_{span.value}": _completed_per(dataset, project, as_of, span) for span in Span},
        "activated": active and active.numerator,
    }


def _completed_by(dataset: Dataset, project: Project, as_of: date, group: VisitGroup) -> Figures:
    found = plain(visits_by(dataset, project, as_of, group))
    return {} if found is None else by(found.groups, found.completed)


def _completed_per(dataset: Dataset, project: Project, as_of: date, span: Span) -> Figures:
    found = plain(visits_over_time(dataset, project, as_of, span))
    return {} if found is None else by((span_code(span, start) for start in found.starts), found.completed)


def coverage_figures(dataset: Dataset, project: Project, as_of: date) -> Figures:
    """Against target and plan, what pace it takes, what is to come, and how good earlier forecasts were."""
    reached = plain(coverage(dataset, project, as_of))
    return {
        "target": project.target,
        "share": reached and reached.share,
        "planned": round(planned(project, as_of), 1),
        "lead": reached and round(reached.lead, 1),
        "lag_days": reached and reached.lag_days,
        "pace": {name: reached and plain(getattr(reached.pace, name)) for name in PACES},
        "forecast": _forecast(forecast(dataset, project, as_of)),
        "backtest": _backtest(dataset, project, as_of),
    }


def _forecast(found: Forecast | NotAvailable) -> Figures:
    figures: Figures = dict.fromkeys(("state", "p50", "p80", "p95", "chance_in_period", "weeks", "per_week"))
    if isinstance(found, NotAvailable):
        return figures
    figures["state"] = found.state
    if isinstance(found, Projection):
        dates = {"p50": iso(found.p50), "p80": iso(found.p80), "p95": iso(found.p95)}
        figures |= {**dates, "chance_in_period": found.chance_in_period, "weeks": found.weeks, "per_week": found.per_week}
    elif isinstance(found, Reached):
        figures["reached_on"] = iso(found.day)
    elif isinstance(found, NoProgress):
        figures["since"] = iso(found.since)
    return figures


def _backtest(dataset: Dataset, project: Project, as_of: date) -> Figures | None:
    found = plain(backtest(dataset, project, as_of))
    if found is None:
        return None
    return {"held": rate(found.held), "without_forecast": found.without, "checks": [_check(one) for one in found.checks]}


def _check(one: Check) -> Figures:
    """One forecast of the past. The band is as far as the target: so is what it is held against."""
    return {
        "made_on": iso(one.made_on),
        "until": iso(one.until),
        "p10": one.low,
        "p50": one.middle,
        "p90": one.high,
        "completed": one.happened,
        "held": one.held,
    }
