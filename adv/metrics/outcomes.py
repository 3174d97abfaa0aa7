"""Outcomes for Sociale Stad: what became of the requests per goal, and how many households were helped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from adv.metrics.frames import as_known_on, cross, used
from adv.metrics.values import NotAvailable, Rate, lacking, needs
from adv.model import Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from adv.model import Dataset, Project


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
