"""Outcomes for Sociale Stad and the core team's work, as `summary` prints them for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.commands.summary.values import limits, plain
from adv.metrics.activities import activities
from adv.metrics.core_team import hand_overs, team_work, teams
from adv.metrics.households import activation
from adv.metrics.liveability import Mark, liveability
from adv.metrics.outcomes import goal_outcomes
from adv.metrics.results import results
from adv.metrics.values import NotAvailable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from adv.commands.summary.values import Figures
    from adv.metrics.liveability import Liveability
    from adv.metrics.means import Mean
    from adv.metrics.outcomes import Followed, GoalOutcomes
    from adv.metrics.results import Result
    from adv.model import Dataset, Project


def outcomes(dataset: Dataset, project: Project, as_of: date) -> Figures:
    """Per goal, activation, activities, marks and what the project set out to reach."""
    held, found = activities(dataset, project, as_of), results(dataset, project, as_of)
    return {
        **_goals(goal_outcomes(dataset, project, as_of)),
        "activation": _activation(dataset, project, as_of),
        "activities": None if isinstance(held, NotAvailable) else held.total,
        "participants": None if isinstance(held, NotAvailable) else plain(held.participants),
        "activities_by_kind": {} if isinstance(held, NotAvailable) else dict(zip(held.kinds, held.per_kind, strict=True)),
        "liveability": {mark.value: _marks(liveability(dataset, project, as_of, mark)) for mark in Mark},
        "results": [] if isinstance(found, NotAvailable) else [_result(one) for one in found],
    }


def core_team(dataset: Dataset, project: Project, as_of: date) -> Figures:
    """Visits and requests per organisation, what they did together, and what they handed over."""
    work, together = team_work(dataset, project, as_of), teams(dataset, project, as_of)
    visits = work if isinstance(work, NotAvailable) else work.visits
    requests = work if isinstance(work, NotAvailable) else work.requests
    names = () if isinstance(work, NotAvailable) else work.organisations
    return {
        "visits_by_organisation": {} if isinstance(visits, NotAvailable) else _by(names, visits.visits),
        "joint_visits": None if isinstance(visits, NotAvailable) else visits.total_joint,
        "visits_by_team": {} if isinstance(together, NotAvailable) else _by(map(" + ".join, together.teams), together.visits),
        "requests_by_owner": {} if isinstance(requests, NotAvailable) else _by(names, requests.requests),
        "waiting_by_owner": {} if isinstance(requests, NotAvailable) else _by(names, requests.waiting),
        "hand_overs": _hand_overs(dataset, project, as_of),
    }


def _goals(found: GoalOutcomes | NotAvailable) -> Figures:
    if isinstance(found, NotAvailable):
        return {"by_goal": {}, "households_helped": None}
    goals = {} if isinstance(found.goals, NotAvailable) else found.goals
    by_goal = {name: _followed(one) for name, one in goals.items()}
    return {"by_goal": by_goal, "households_helped": plain(found.every.households_helped)}


def _followed(one: Followed) -> Figures:
    return {
        "requests": one.raised,
        "taken_up": one.taken_up,
        "closed": one.closed,
        "resolved": plain(one.resolved.share),
        "households_helped": plain(one.households_helped),
    }


def _activation(dataset: Dataset, project: Project, as_of: date) -> Figures:
    rate = activation(dataset, project, as_of)
    if isinstance(rate, NotAvailable):
        return {"activated": None, "households": None, "share": None, "low": None, "high": None}
    counted = {"activated": rate.numerator, "households": rate.denominator, "share": plain(rate.share)}
    return counted | limits(rate.interval())


def _marks(given: Liveability | NotAvailable) -> Figures:
    figures: Figures = {"by_year": {}, "scored_twice": None}
    if isinstance(given, NotAvailable):
        return figures
    years = zip(given.years, given.means, strict=True)
    figures["by_year"] = {str(year): _mean(mean) for year, mean in years if not isinstance(mean, NotAvailable)}
    if not isinstance(given.paired, NotAvailable):
        before, after = given.paired.before, given.paired.after
        change = given.paired.change
        both = {"households": change.count, "before": before, "after": after, "change": change.mean}
        figures["scored_twice"] = both | limits(change.interval)
    return figures


def _mean(mean: Mean) -> Figures:
    return {"marks": mean.count, "mean": mean.mean} | limits(mean.interval)


def _result(one: Result) -> Figures:
    realised = None if isinstance(one.realised, NotAvailable) else one.realised.value
    goal = one.goal
    return {
        "indicator": goal.indicator.value,
        "baseline": goal.baseline,
        "target": goal.target,
        "realised": realised,
        "ambition": goal.ambition,
        "standing": one.standing.value,
    }


def _by(names: Iterable[str], counts: Sequence[int]) -> dict[str, int]:
    return {name: count for name, count in zip(names, counts, strict=True) if count}


def _hand_overs(dataset: Dataset, project: Project, as_of: date) -> Figures:
    found = hand_overs(dataset, project, as_of)
    if isinstance(found, NotAvailable):
        return {"handed_over": None, "kept": None, "unknown": None, "by_giver": {}}
    by_giver = {giver: _by(found.takers, row) for giver, row in zip(found.givers, found.counts, strict=True)}
    return {"handed_over": found.handed_over, "kept": found.kept, "unknown": found.unknown, "by_giver": by_giver}
