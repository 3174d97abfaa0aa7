"""The samples' main figures counted with plain loops over what was told: no frames, no metrics, no reader of workbooks.

Written from the definitions in docs/indicators.md, in the form of `summary`, so that the golden figures are right and not
only stable.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from adv.model import Outcome, Project, Status, TargetUnit
from tests.golden import groups_by_hand as grouped
from tests.golden.follow_up_by_hand import follow_up, households
from tests.golden.outcomes_by_hand import address, core_team, outcomes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sample_data.story import Course, Request, Visit

ONE_DAY = timedelta(days=1)


def figures(course: Course, project: Project, as_of: date) -> dict[str, Any]:
    """All figures at the end of a day, euros as floats."""
    visits = [visit for visit in course.visits if visit.day <= as_of]
    talks = [visit for visit in visits if visit.outcome is Outcome.CONVERSATION]
    completed = len({address(visit) for visit in talks}) if project.target_unit is TargetUnit.HOUSEHOLDS else len(talks)
    requests = [_as_known_on(request, as_of) for request in course.requests if request.raised <= as_of]
    return {
        "project": project.name,
        "as_of": as_of.isoformat(),
        "visits": _visits(visits, talks),
        "coverage": {**_coverage(project, completed, as_of), "pace": grouped.pace(project, visits, talks, as_of)},
        "households": households(course, visits, requests),
        "themes": grouped.themes(project, talks, requests),
        "requests": {**_requests(requests, as_of), **follow_up(visits, requests, as_of)},
        "budget": _budget(course, project, completed, as_of),
        "outcomes": outcomes(course, project, visits, talks, requests, as_of),
        "core_team": core_team(visits, requests),
    }


def _as_known_on(request: Request, as_of: date) -> Request:
    """What was closed or withdrawn later was still in progress."""
    if request.closed is None or request.closed <= as_of:
        return request
    return replace(request, status=Status.IN_PROGRESS, closed=None)


def _visits(visits: list[Visit], talks: list[Visit]) -> dict[str, Any]:
    return {
        "total": len(visits),
        "completed": len(talks),
        "households_reached": len({address(visit) for visit in talks}),
        "by_outcome": Counter(visit.outcome.value for visit in visits),
        "completed_by_area": Counter(visit.home.street.area for visit in talks),
        "completed_by_theme": Counter(theme for visit in talks for theme in visit.themes),
        **grouped.completed_by(talks),
        "activated": len({address(visit) for visit in talks if visit.becomes_active}),
    }


def _coverage(project: Project, completed: int, as_of: date) -> dict[str, Any]:
    day, reached = project.period.start, None
    while reached is None:
        if _planned(project, day) >= min(completed, project.target) - 1e-9:
            reached = day
        day += ONE_DAY
    return {
        "target": project.target,
        "share": completed / project.target,
        "planned": _planned(project, as_of),
        "lead": completed - _planned(project, as_of),
        "lag_days": (as_of - reached).days,
    }


def _planned(project: Project, day: date) -> float:
    """The target spread evenly over the days of the period, at the end of a day."""
    days = (project.period.end - project.period.start).days
    gone = (day - project.period.start).days + 1
    return project.target * max(0, min(gone, days)) / days


def _requests(requests: list[Request], as_of: date) -> dict[str, Any]:
    return {
        "total": len(requests),
        "by_theme": Counter(request.theme for request in requests),
        "by_goal": Counter(request.goal for request in requests),
        "by_status": Counter(request.status.value for request in requests),
        "by_area": Counter(request.visit.home.street.area for request in requests),
        "ageing": grouped.ageing(requests, as_of),
        "median_days_to_close": _median(requests, as_of),
    }


def _median(requests: list[Request], as_of: date) -> float | None:
    """Kaplan and Meier's: the first day by which half are closed, of those that were still waiting the day before."""
    waited = [((request.closed or as_of) - request.raised).days for request in requests]
    closed = [request.status is Status.CLOSED for request in requests]
    still_waiting = 1.0
    for day in sorted(set(waited)):
        at_risk = sum(days >= day for days in waited)
        ended = sum(days == day and is_closed for days, is_closed in zip(waited, closed, strict=True))
        still_waiting *= 1 - ended / at_risk
        if still_waiting <= 0.5 + 1e-12:
            return float(day)
    return None


def _budget(course: Course, project: Project, completed: int, as_of: date) -> dict[str, Any]:
    budget = project.budget_cents / 100
    booked = [expense for expense in course.expenses if expense.day <= as_of]
    spent = sum(expense.cents for expense in booked) / 100
    return {
        "budget": budget,
        "spent": spent,
        "remaining": budget - spent,
        "use": spent / budget,
        "by_category": _added((expense.category, expense.cents) for expense in booked),
        "by_partner": _added((expense.partner, expense.cents) for expense in booked),
        "by_year": _added((str(expense.day.year), expense.cents) for expense in booked),
        "by_quarter": _added((grouped.quarter(expense.day), expense.cents) for expense in booked),
        "by_month": _added((expense.day.strftime("%Y-%m"), expense.cents) for expense in booked),
        "budget_lines": {
            "total": sum(cents for _, _, cents in course.story.budget_lines) / 100,
            "by_category": _added((category, cents) for category, _, cents in course.story.budget_lines),
            "by_year": _added((str(year), cents) for _, year, cents in course.story.budget_lines),
        },
        "cost_per": project.target_unit.value,
        "cost_per_visit": spent / completed,
        "planned_cost_per_visit": budget / project.target,
        **_earned_value(project, budget, spent, completed, as_of),
    }


def _added(pairs: Iterable[tuple[str, int]]) -> dict[str, float]:
    """Euros per name."""
    sums: Counter[str] = Counter()
    for name, cents in pairs:
        sums[name] += cents
    return {name: cents / 100 for name, cents in sums.items()}


def _earned_value(project: Project, budget: float, spent: float, completed: int, as_of: date) -> dict[str, float]:
    """From the formulas as they stand in the practice standard, of a project that has not reached its target."""
    planned, earned = budget * _planned(project, as_of) / project.target, budget * min(1, completed / project.target)
    days = (project.period.end - project.period.start).days
    gone = (as_of - project.period.start).days + 1
    schedule = min(1, completed / project.target) * days
    return {
        "pv": planned,
        "ev": earned,
        "cpi": earned / spent,
        "spi": earned / planned,
        "cv": earned - spent,
        "sv": earned - planned,
        "eac": budget * spent / earned,
        "eac_atypical": spent + budget - earned,
        "eac_combined": spent + (budget - earned) / ((earned / spent) * (earned / planned)),
        "etc": budget * spent / earned - spent,
        "vac": budget - budget * spent / earned,
        "tcpi": (budget - earned) / (budget - spent),
        "es": schedule,
        "sv_t": schedule - gone,
        "spi_t": schedule / gone,
        "ieac_t": days * gone / schedule,
    }
