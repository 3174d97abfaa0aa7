"""Outcomes for Sociale Stad: what became of the requests per goal, how many households were helped, and which activities there were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from adv.metrics.frames import as_known_on, cross, days, used, whole
from adv.metrics.spans import timeline
from adv.metrics.values import NotAvailable, Rate, lacking, needs
from adv.model import Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from adv.metrics.spans import Span
    from adv.model import Dataset, Period, Project


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
