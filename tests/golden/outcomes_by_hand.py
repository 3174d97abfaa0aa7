"""Outcomes and the core team's work, counted with plain loops over what was told."""

from __future__ import annotations

from collections import Counter
from math import sqrt
from statistics import mean, stdev
from typing import TYPE_CHECKING, Any

from adv.model import Project, Status

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sample_data.story import Course, Request, Visit

Z = 1.959963984540054
# Two-sided 5 % of Student's t by degrees of freedom (scipy.stats.t.ppf), for the numbers of marks that the samples have.
STUDENTS_T = {
    15: 2.131449545560,
    16: 2.119905299221,
    17: 2.109815577833,
    34: 2.032244509318,
    43: 2.016692199228,
    60: 2.000297822014,
}


def address(visit: Visit) -> tuple[str, int, str]:
    """What tells one household from another."""
    return visit.home.street.name, visit.home.number, visit.home.addition


def outcomes(
    course: Course, project: Project, visits: list[Visit], talks: list[Visit], requests: list[Request], as_of: date
) -> dict[str, Any]:
    """Everything under ``outcomes``."""
    held = [(kind, people) for day, kind, _, people in course.story.activities if day <= as_of]
    reached, active = {address(visit) for visit in talks}, {address(visit) for visit in talks if visit.becomes_active}
    return {
        "by_goal": {goal: _followed([request for request in requests if request.goal == goal]) for goal in project.goals},
        "households_helped": _followed(requests)["households_helped"],
        "activation": {"activated": len(active), "households": len(reached), **_wilson(len(active), len(reached))},
        "activities": len(held),
        "participants": sum(people for _, people in held),
        "activities_by_kind": Counter(kind for kind, _ in held),
        "liveability": {
            name: _marks([(address(visit), visit.day, getattr(visit, name)) for visit in visits if getattr(visit, name)])
            for name in ("neighbourhood_score", "home_score")
        },
    }


def _followed(requests: list[Request]) -> dict[str, Any]:
    closed = [request for request in requests if request.status is Status.CLOSED]
    withdrawn = sum(request.status is Status.WITHDRAWN for request in requests)
    return {
        "requests": len(requests),
        "taken_up": sum(request.status is not Status.OPEN for request in requests),
        "closed": len(closed),
        "resolved": len(closed) / (len(requests) - withdrawn),
        "households_helped": len({address(request.visit) for request in closed}),
    }


def _wilson(part: int, whole: int) -> dict[str, float]:
    share = part / whole
    middle, half = share + Z**2 / (2 * whole), Z * sqrt(share * (1 - share) / whole + Z**2 / (4 * whole**2))
    return {"share": share, "low": (middle - half) / (1 + Z**2 / whole), "high": (middle + half) / (1 + Z**2 / whole)}


def _marks(given: list[tuple[tuple[str, int, str], date, int]]) -> dict[str, Any]:
    years: dict[int, list[int]] = {}
    homes: dict[tuple[str, int, str], list[tuple[date, int]]] = {}
    for home, day, mark in given:
        years.setdefault(day.year, []).append(mark)
        homes.setdefault(home, []).append((day, mark))
    twice = [sorted(marks) for marks in homes.values() if len(marks) > 1]
    by_year = {str(year): {"marks": len(marks), "mean": mean(marks), **_limits(marks)} for year, marks in years.items()}
    if not twice:
        return {"by_year": by_year, "scored_twice": None}
    changes = [marks[-1][1] - marks[0][1] for marks in twice]
    before, after = mean(marks[0][1] for marks in twice), mean(marks[-1][1] for marks in twice)
    both = {"households": len(twice), "before": before, "after": after, "change": mean(changes)}
    return {"by_year": by_year, "scored_twice": {**both, **_limits(changes)}}


def _limits(values: Sequence[int]) -> dict[str, float | None]:
    if len(values) == 1:
        return {"low": None, "high": None}
    half = STUDENTS_T[len(values) - 1] * stdev(values) / sqrt(len(values))
    return {"low": mean(values) - half, "high": mean(values) + half}


def core_team(visits: list[Visit], requests: list[Request]) -> dict[str, Any]:
    """Everything under ``core_team``."""
    owned = [request for request in requests if request.owner]
    given = [(request.owner, request.visit.partners) for request in owned]
    by_giver: dict[str, Counter[str]] = {}
    for owner, partners in given:
        for giver in partners if owner not in partners else ():
            by_giver.setdefault(giver, Counter())[str(owner)] += 1
    return {
        "visits_by_organisation": Counter(partner for visit in visits for partner in visit.partners),
        "joint_visits": sum(len(visit.partners) > 1 for visit in visits),
        "visits_by_team": Counter(" + ".join(visit.partners) for visit in visits),
        "requests_by_owner": Counter(request.owner for request in owned),
        "waiting_by_owner": Counter(request.owner for request in owned if request.status in {Status.OPEN, Status.IN_PROGRESS}),
        "hand_overs": {
            "handed_over": sum(owner not in partners for owner, partners in given),
            "kept": sum(owner in partners for owner, partners in given),
            "unknown": len(requests) - len(owned),
            "by_giver": by_giver,
        },
    }
