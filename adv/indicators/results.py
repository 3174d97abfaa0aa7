"""Indicators of what the project brought about for Sociale Stad, and of who did the work."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from adv.indicators.entry import Basis, ChartKind, Indicator, Section, Shown, by, counts, limits, value
from adv.metrics.core_team import HandOvers, RequestWork, TeamWork, VisitWork, hand_overs, load, team_work, teams
from adv.metrics.households import ACTIVE, activation
from adv.metrics.requests import CLOSED
from adv.metrics.results import Liveability, Mark, Result, activities, goal_outcomes, liveability, results
from adv.metrics.source_rows import ACTIVITIES, REQUESTS, VISITS
from adv.metrics.values import NotAvailable, then


def _per_year(found: Liveability) -> dict[str, Any]:
    return {
        str(year): {"marks": mean.count, "mean": mean.mean} | limits(mean.interval)
        for year, mean in zip(found.years, found.means, strict=True)
        if not isinstance(mean, NotAvailable)
    }


def _twice(found: Liveability) -> dict[str, Any] | None:
    if isinstance(found.paired, NotAvailable):
        return None
    before, after, change = found.paired.before, found.paired.after, found.paired.change
    return {"households": change.count, "before": before, "after": after, "change": change.mean} | limits(change.interval)


def _result(one: Result) -> dict[str, Any]:
    goal = one.goal
    return {
        "indicator": goal.indicator.value,
        "baseline": goal.baseline,
        "target": goal.target,
        "realised": one.realised if isinstance(one.realised, NotAvailable) else one.realised.value,
        "ambition": goal.ambition,
        "standing": one.standing.value,
    }


def _busy(found: TeamWork, work: VisitWork | RequestWork | NotAvailable, what: str) -> dict[str, int]:
    return {} if isinstance(work, NotAvailable) else _several(found.organisations, getattr(work, what))


def _several(names: Iterable[str], numbers: Sequence[int]) -> dict[str, int]:
    return {name: count for name, count in by(names, numbers).items() if count}


def _by_giver(found: HandOvers) -> dict[str, dict[str, int]]:
    return {giver: _several(found.takers, row) for giver, row in zip(found.givers, found.counts, strict=True)}


OUTCOMES = Section(
    "Results",
    Indicator(
        key="households_helped",
        formula="number of different households with a request with status closed",
        basis=Basis("households", "sheets Hulpvragen, Bezoeken", rows=CLOSED.as_households),
        figures=(value("outcomes.households_helped", goal_outcomes, "every.households_helped", is_count=True),),
        shown=Shown("results", ChartKind.BARS, "goals social"),
    ),
    Indicator(
        key="activation",
        formula="households with a conversation and a visit with becomes_active ÷ households with a conversation",
        basis=Basis("share", "sheet Bezoeken", "households with a conversation", rows=ACTIVE),
        figures=(
            value("visits.activated", activation, "numerator", is_count=True),
            value("outcomes.activation.activated", activation, "numerator"),
            value("outcomes.activation.households", activation, "denominator"),
            value("outcomes.activation.share", activation, "share"),
            value("outcomes.activation.low", activation, lambda found: limits(found.interval())["low"]),
            value("outcomes.activation.high", activation, lambda found: limits(found.interval())["high"]),
        ),
        note="`activated` counts households.",
        shown=Shown("results", ChartKind.DOTS, "answers side_by_side areas funnel_activated social"),
    ),
    Indicator(
        key="activities",
        formula="number of activities; Σ participants",
        basis=Basis("activities; participants", "sheet Activiteiten", rows=ACTIVITIES),
        figures=(
            value("outcomes.activities", activities, "total", is_count=True),
            value("outcomes.participants", activities, "participants"),
            counts("outcomes.activities_by_kind", activities, lambda found: by(found.kinds, found.per_kind)),
        ),
        shown=Shown("results", ChartKind.BARS, "activities"),
    ),
    Indicator(
        key="liveability",
        formula="x̄ ± t(0,975; n − 1) · s ÷ √n, within 1 and 10; no margin for one score, or when all scores are equal",
        basis=Basis("score", "Gosset (Student) 1908, Biometrika 6:1; sheet Bezoeken", "scores given in that year"),
        figures=tuple(counts(f"outcomes.liveability.{mark.value}.by_year", liveability, _per_year, mark) for mark in Mark),
        note="`marks`, `mean`, `low` and `high` per year, for the neighbourhood and for the home. Limits are null when there are none.",
        shown=Shown("results", ChartKind.DOTS, "marks"),
    ),
    Indicator(
        key="paired_change",
        formula="d = score on the last day − score on the first day, per household (several on one day: their mean); d̄ ± t(0,975; n − 1) · s(d) ÷ √n",
        basis=Basis(
            "score", "paired t interval, Gosset (Student) 1908; sheet Bezoeken", "households with scores on two days or more"
        ),
        figures=tuple(value(f"outcomes.liveability.{mark.value}.scored_twice", liveability, _twice, mark) for mark in Mark),
        note="`households`, `before`, `after`, `change`, `low`, `high`, or null when no household gave a score on two days.",
        shown=Shown("results", ChartKind.DOTS, "paired_change"),
    ),
    Indicator(
        key="results",
        formula="per indicator of the settings: realised ≥ target; for scores: lower limit ≥ target (reached), upper limit < target (not reached), else too close to tell",
        basis=Basis("that of the indicator", "project settings; the indicator's own source", "that of the indicator"),
        figures=(value("outcomes.results", results, lambda found: tuple(map(_result, found)), without=[]),),
        note="What the settings name: `indicator`, `baseline`, `target`, `realised`, `ambition`, `standing` (`reached`, `not_reached`, `too_close`, `unknown`).",
        shown=Shown("results", ChartKind.BARS, "results"),
    ),
)

CORE_TEAM = Section(
    "Core team",
    Indicator(
        key="team_work",
        formula="visits with the organisation among the visit's organisations; requests with the organisation as owner; waiting: status open or in_progress",
        basis=Basis("visits; requests", "sheets Bezoeken, Hulpvragen", rows=VISITS),
        figures=(
            counts("core_team.visits_by_organisation", team_work, lambda found: _busy(found, found.visits, "visits")),
            counts("core_team.requests_by_owner", team_work, lambda found: _busy(found, found.requests, "requests")),
            counts("core_team.waiting_by_owner", team_work, lambda found: _busy(found, found.requests, "waiting")),
        ),
        note="`waiting_by_owner` is open or in progress; organisations with nothing are left out.",
        shown=Shown("core_team", ChartKind.BARS, "work"),
    ),
    Indicator(
        key="joint_visits",
        formula="visits by two or more organisations; of each team, those whose organisations are exactly its own",
        basis=Basis("visits", "sheet Bezoeken", rows=VISITS),
        figures=(
            value("core_team.joint_visits", team_work, lambda found: then(found.visits, lambda work: work.total_joint)),
            counts("core_team.visits_by_team", teams, lambda found: _several(map(" + ".join, found.teams), found.visits)),
        ),
        note="`visits_by_team` has each visit once, under `A + B`.",
        shown=Shown("core_team", ChartKind.BARS, "teams"),
    ),
    Indicator(
        key="hand_overs",
        formula="requests with an owner that is not among the organisations of the request's visit",
        basis=Basis("requests", "sheets Hulpvragen, Bezoeken", rows=REQUESTS),
        figures=(
            *(value(f"core_team.hand_overs.{name}", hand_overs, name) for name in ("handed_over", "kept", "unknown")),
            counts("core_team.hand_overs.by_giver", hand_overs, _by_giver),
        ),
        note="`by_giver` has the takers of each.",
        shown=Shown("core_team", ChartKind.BARS, "hand_overs"),
    ),
    Indicator(
        key="load",
        formula="visits per month; requests raised by the end of the month and not yet closed or withdrawn, by owner, referred ones left out",
        basis=Basis("visits; requests", "sheets Bezoeken, Hulpvragen", rows=VISITS),
        metrics=(load,),
        shown=Shown("core_team", ChartKind.LINES, "load"),
    ),
)
