"""Outcomes for Sociale Stad: what became of the requests per goal, how many households were helped, which activities there were, and the results that the settings name."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from adv.metrics.frames import as_known_on, cross, days, used, whole
from adv.metrics.households import activation
from adv.metrics.liveability import Mark, liveability
from adv.metrics.spans import Span, timeline
from adv.metrics.values import NotAvailable, Rate, lacking, needs, then
from adv.model import Dataset, Period, Project, ResultGoal, ResultIndicator, Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date


class Followed(Struct, frozen=True):
    """Requests, how far they came, and the different households with a closed one. Exact: publish before showing."""

    raised: int
    taken_up: int  # a status other than open
    closed: int
    resolved: Rate  # closed, of those that were not withdrawn
    households_helped: int | NotAvailable


class GoalOutcomes(Struct, frozen=True):
    """Requests per goal, the project's goals first, zero included; and all requests, with a goal or without.

    A household that was helped with two goals counts for both, and once in `every`.
    """

    goals: Mapping[str, Followed] | NotAvailable
    every: Followed
    without_goal: int


@needs("requests", "requests.status")
def goal_outcomes(dataset: Dataset, project: Project, as_of: date) -> GoalOutcomes:
    """Count requests raised, taken up and closed, and households helped: per goal, and in all."""
    requests = as_known_on(dataset, as_of).requests
    requests = requests.assign(goal=used(requests["goal"], project.goals))
    closed = requests[requests["status"] == Status.CLOSED.value]
    unknown = lacking(dataset, "requests.household")
    counts = requests["status"].value_counts(sort=False).tolist()
    every = _followed(len(requests), counts, unknown or closed["household"].nunique())
    raised = requests["goal"].value_counts(sort=False)
    per_goal = cross(requests["goal"], requests["status"]).tolist()
    helped = closed.groupby("goal", observed=False)["household"].nunique().tolist()
    goals = {
        goal: _followed(asked, counts, unknown or households)
        for goal, asked, counts, households in zip(raised.index, raised.tolist(), per_goal, helped, strict=True)
    }
    return GoalOutcomes(lacking(dataset, "requests.goal") or goals, every, int(requests["goal"].isna().sum()))


def _followed(raised: int, counts: Sequence[int], helped: int | NotAvailable) -> Followed:
    """Put the counts of one goal together; `counts` are per status."""
    by_status = dict(zip(Status, counts, strict=True))
    with_status = sum(counts)
    return Followed(
        raised=raised,
        taken_up=with_status - by_status[Status.OPEN],
        closed=by_status[Status.CLOSED],
        resolved=Rate(by_status[Status.CLOSED], with_status - by_status[Status.WITHDRAWN], "requests_not_withdrawn"),
        households_helped=helped,
    )


class Activities(Struct, frozen=True):
    """Activities up to as_of and who took part: someone who came to two of them counts twice."""

    total: int
    participants: int | NotAvailable
    without_participants: int  # activities that do not say how many came; the number above leaves them out
    kinds: tuple[str, ...]  # the most frequent first, then by name
    per_kind: tuple[int, ...]
    participants_per_kind: tuple[int, ...]  # zeros where participants are not in the data
    without_kind: int


class ActivitiesOverTime(Struct, frozen=True):
    """Activities and participants per span, from the first to as_of, empty spans included."""

    span: Span
    starts: tuple[date, ...]
    activities: tuple[int, ...]
    participants: tuple[int, ...] | NotAvailable


@needs("activities")
def activities(dataset: Dataset, project: Project, as_of: date) -> Activities:
    """Count activities and participants, in all and per kind."""
    held = as_known_on(dataset, as_of).activities
    people = held["participants"]
    kinds = held.groupby("kind", observed=True)["participants"].agg(["size", "sum"])
    kinds = kinds.sort_values("size", ascending=False, kind="stable")
    return Activities(
        total=len(held),
        participants=lacking(dataset, "activities.participants") or int(people.sum()),
        without_participants=int(people.isna().sum()),
        kinds=tuple(kinds.index.tolist()),
        per_kind=tuple(kinds["size"].tolist()),
        participants_per_kind=tuple(kinds["sum"].tolist()),
        without_kind=int(held["kind"].isna().sum()),
    )


@needs("activities")
def activities_over_time(
    dataset: Dataset, project: Project, as_of: date, span: Span, period: Period | None = None
) -> ActivitiesOverTime:
    """Count activities and participants per span; with `period`, only the spans that touch it."""
    held = as_known_on(dataset, as_of).activities
    when = days(held["held_on"])
    line = timeline(span, when, as_of, period)
    people = lacking(dataset, "activities.participants") or line.add(when, whole(held["participants"]))
    return ActivitiesOverTime(span, line.starts, line.count(when), people)


class Standing(StrEnum):
    """Standing of what was realised against the target."""

    REACHED = "reached"
    NOT_REACHED = "not_reached"
    TOO_CLOSE = "too_close"  # the margin of a mean mark holds the target, or there is no margin
    UNKNOWN = "unknown"


class Realised(Struct, frozen=True):
    """Realised value, in the indicator's unit. Marks are those of the last year that has any, with their margin."""

    value: float
    interval: tuple[float, float] | NotAvailable | None = None  # None: counted, not a sample
    year: int | None = None
    of: int | None = None  # the denominator of a share, the number of marks


class Result(Struct, frozen=True):
    """One goal of the project and what came of it."""

    goal: ResultGoal
    realised: Realised | NotAvailable

    @property
    def standing(self) -> Standing:
        """Compare with the target. A mean of marks is above or below the target only when its margin is."""
        if isinstance(self.realised, NotAvailable):
            return Standing.UNKNOWN
        low = high = self.realised.value
        if isinstance(self.realised.interval, NotAvailable):
            return Standing.TOO_CLOSE
        if self.realised.interval is not None:
            low, high = self.realised.interval
        if low >= self.goal.target:
            return Standing.REACHED
        return Standing.NOT_REACHED if high < self.goal.target else Standing.TOO_CLOSE


def results(dataset: Dataset, project: Project, as_of: date) -> tuple[Result, ...] | NotAvailable:
    """Give every result that the project's settings name, in their order."""
    if not project.results:
        return NotAvailable("no_results")
    return tuple(Result(goal, _realised(dataset, project, as_of, goal.indicator)) for goal in project.results)


def _realised(dataset: Dataset, project: Project, as_of: date, indicator: ResultIndicator) -> Realised | NotAvailable:
    if indicator.is_score:
        latest = then(liveability(dataset, project, as_of, Mark(indicator.value)), lambda given: given.latest)
        return then(latest, lambda last: Realised(last[1].mean, last[1].interval, last[0], last[1].count))
    if indicator in {ResultIndicator.ACTIVITIES, ResultIndicator.PARTICIPANTS}:
        held = activities(dataset, project, as_of)
        count = then(held, lambda held: held.total if indicator is ResultIndicator.ACTIVITIES else held.participants)
        return then(count, lambda count: Realised(float(count)))
    if indicator is ResultIndicator.HOUSEHOLDS_HELPED:
        helped = then(goal_outcomes(dataset, project, as_of), lambda outcomes: outcomes.every.households_helped)
        return then(helped, lambda count: Realised(float(count)))
    if indicator is ResultIndicator.ACTIVATED_SHARE:
        rate = activation(dataset, project, as_of)
    else:
        rate = then(goal_outcomes(dataset, project, as_of), lambda outcomes: outcomes.every.resolved)
    return then(rate, lambda rate: then(rate.share, lambda share: Realised(share, of=rate.denominator)))
