"""The figures that `summary` prints as one object for other programs; as lines for people: `adv.commands._lines`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from adv.commands._follow_up import follow_up, households
from adv.commands._money import budget_figures
from adv.commands._outcomes import core_team, outcomes
from adv.metrics.coverage import Coverage, coverage
from adv.metrics.forecast import Forecast, NoProgress, Projection, Reached, forecast
from adv.metrics.households import activation
from adv.metrics.plan import planned
from adv.metrics.requests import RequestGroup, Requests, RequestsByGroup, requests_by, requests_raised
from adv.metrics.selection import last_day
from adv.metrics.themes import ThemeShares, theme_shares
from adv.metrics.time_to_close import TimeToClose, time_to_close
from adv.metrics.values import NotAvailable
from adv.metrics.visits import CoverageByGroup, OutcomeCounts, VisitGroup, outcome_counts, visits_by
from adv.model import Outcome
from adv.workbook.findings import Severity

if TYPE_CHECKING:
    from datetime import date

    from adv.model import Dataset, Project
    from adv.workbook.recognition import Intake

    Figures = dict[str, Any]

T = TypeVar("T")


def summarise(found: Intake, project: Project, as_of: date | None) -> Figures:
    """Every figure as JSON can hold it: what is not available is None or empty, money is in euros, days are in ISO form."""
    until = as_of or last_day(found.dataset)
    day = until or project.period.start  # without a day there is not a row: any day gives the same
    figures: Figures = {
        "project": project.name,
        "as_of": _iso(until),
        "visits": _visits(found.dataset, project, day),
        "coverage": _coverage(found.dataset, project, day),
        "households": households(found.dataset, project, day),
        "requests": _requests(found.dataset, project, day),
        "budget": budget_figures(found.dataset, project, day),
        "outcomes": outcomes(found.dataset, project, day),
        "core_team": core_team(found.dataset, project, day),
        "findings": _findings(found),
    }
    if until is None:
        figures["coverage"]["planned"] = figures["budget"]["pv"] = None
    return figures


def _visits(dataset: Dataset, project: Project, as_of: date) -> Figures:
    reached = _given(coverage(dataset, project, as_of), Coverage)
    outcomes = _given(outcome_counts(dataset, project, as_of), OutcomeCounts)
    areas = _given(visits_by(dataset, project, as_of, VisitGroup.AREA), CoverageByGroup)
    themes = _given(theme_shares(dataset, project, as_of), ThemeShares)
    active = activation(dataset, project, as_of)
    by_outcome = {} if outcomes is None else {outcome.value: count for outcome, count in outcomes.counts.items()}
    return {
        "total": sum(by_outcome.values()) if by_outcome else None,
        "completed": by_outcome.get(Outcome.CONVERSATION.value),
        "households_reached": reached and _number(reached.households_reached),
        "by_outcome": by_outcome,
        "completed_by_area": {} if areas is None else dict(zip(areas.groups, areas.completed, strict=True)),
        "completed_by_theme": {}
        if themes is None
        else dict(zip(themes.themes, (rate.numerator for rate in themes.conversations), strict=True)),
        "activated": None if isinstance(active, NotAvailable) else active.numerator,
    }


def _coverage(dataset: Dataset, project: Project, as_of: date) -> Figures:
    reached = _given(coverage(dataset, project, as_of), Coverage)
    return {
        "target": project.target,
        "share": reached and reached.share,
        "planned": round(planned(project, as_of), 1),
        "lag_days": reached and reached.lag_days,
        "forecast": _forecast(forecast(dataset, project, as_of)),
    }


def _forecast(found: Forecast | NotAvailable) -> Figures:
    figures: Figures = {"state": None, "p50": None, "p80": None, "p95": None, "chance_in_period": None}
    if isinstance(found, NotAvailable):
        return figures
    figures["state"] = found.state
    if isinstance(found, Projection):
        weeks = {"p50": _iso(found.p50), "p80": _iso(found.p80), "p95": _iso(found.p95)}
        figures |= {**weeks, "chance_in_period": found.chance_in_period}
    elif isinstance(found, Reached):
        figures["reached_on"] = _iso(found.day)
    elif isinstance(found, NoProgress):
        figures["since"] = _iso(found.since)
    return figures


def _requests(dataset: Dataset, project: Project, as_of: date) -> Figures:
    raised = _given(requests_raised(dataset, project, as_of), Requests)
    themes = _given(requests_by(dataset, project, as_of, RequestGroup.THEME), RequestsByGroup)
    goals = _given(requests_by(dataset, project, as_of, RequestGroup.GOAL), RequestsByGroup)
    time = _given(time_to_close(dataset, project, as_of), TimeToClose)
    return {
        "total": raised and raised.total,
        "by_theme": {} if themes is None else dict(zip(themes.groups, themes.totals, strict=True)),
        "by_goal": {} if goals is None else dict(zip(goals.groups, goals.totals, strict=True)),
        "by_status": {} if raised is None else {status.value: count for status, count in raised.by_status.items()},
        "median_days_to_close": time and _number(time.median),
        **follow_up(dataset, project, as_of),
    }


def _findings(found: Intake) -> Figures:
    """Cells by severity: a finding about 37 cells counts 37 times."""
    counts = dict.fromkeys(Severity, 0)
    for finding in found.findings:
        counts[finding.severity] += finding.count
    return {"errors": counts[Severity.ERROR], "warnings": counts[Severity.WARNING], "rows_left_out": found.rows_left_out}


def _given(result: T | NotAvailable, kind: type[T]) -> T | None:
    return result if isinstance(result, kind) else None


def _number(value: float | NotAvailable) -> float | None:
    return None if isinstance(value, NotAvailable) else value


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
