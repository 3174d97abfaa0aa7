"""The figures that `summary` prints as one object for other programs; as lines for people: `adv.commands.shared.tables_as_text`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.commands.summary.coverage import coverage_figures, visits
from adv.commands.summary.follow_up import follow_up, households
from adv.commands.summary.money import budget_figures
from adv.commands.summary.outcomes import core_team, outcomes
from adv.commands.summary.themes import themes
from adv.commands.summary.values import by, iso, plain
from adv.metrics.requests import RequestGroup, requests_by, requests_raised
from adv.metrics.selection import last_day
from adv.metrics.time_to_close import time_to_close
from adv.workbook.tables.findings import Severity

if TYPE_CHECKING:
    from datetime import date

    from adv.commands.summary.values import Figures
    from adv.model import Dataset, Project
    from adv.workbook.vocabulary.recognition import Intake


def summarise(found: Intake, project: Project, as_of: date | None) -> Figures:
    """Every figure as JSON can hold it: what is not available is None or empty, money is in euros, days are in ISO form."""
    until = as_of or last_day(found.dataset)
    day = until or project.period.start  # without a day there is not a row: any day gives the same
    about = themes(found.dataset, project, day)
    by_theme = {theme: share["count"] for theme, share in about["share_of_conversations"].items()}
    figures: Figures = {
        "project": project.name,
        "as_of": iso(until),
        "visits": visits(found.dataset, project, day, by_theme),
        "coverage": coverage_figures(found.dataset, project, day),
        "households": households(found.dataset, project, day),
        "themes": about,
        "requests": _requests(found.dataset, project, day),
        "budget": budget_figures(found.dataset, project, day),
        "outcomes": outcomes(found.dataset, project, day),
        "core_team": core_team(found.dataset, project, day),
        "findings": _findings(found),
    }
    if until is None:
        figures["coverage"]["planned"] = figures["coverage"]["lead"] = figures["budget"]["pv"] = None
    return figures


def _requests(dataset: Dataset, project: Project, as_of: date) -> Figures:
    raised = plain(requests_raised(dataset, project, as_of))
    by_theme = plain(requests_by(dataset, project, as_of, RequestGroup.THEME))
    by_goal = plain(requests_by(dataset, project, as_of, RequestGroup.GOAL))
    time = plain(time_to_close(dataset, project, as_of))
    return {
        "total": raised and raised.total,
        "by_theme": {} if by_theme is None else by(by_theme.groups, by_theme.totals),
        "by_goal": {} if by_goal is None else by(by_goal.groups, by_goal.totals),
        "by_status": {} if raised is None else {status.value: count for status, count in raised.by_status.items()},
        "median_days_to_close": time and plain(time.median),
        **follow_up(dataset, project, as_of),
    }


def _findings(found: Intake) -> Figures:
    """Cells by severity: a finding about 37 cells counts 37 times."""
    counts = dict.fromkeys(Severity, 0)
    for finding in found.findings:
        counts[finding.severity] += finding.count
    return {"errors": counts[Severity.ERROR], "warnings": counts[Severity.WARNING], "rows_left_out": found.rows_left_out}
