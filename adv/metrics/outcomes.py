"""Outcomes for Sociale Stad: what became of the requests per goal, and how many households were helped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from adv.metrics.frames import as_known_on, holds, household_codes, members
from adv.metrics.values import NotAvailable, Rate
from adv.model import Status

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from adv.model import Dataset, Project

    Mask = NDArray[np.bool_]


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


def goal_outcomes(dataset: Dataset, project: Project, as_of: date) -> GoalOutcomes | NotAvailable:
    """Raised, taken up, closed and households helped: per goal, and in all."""
    if not dataset.has("requests"):
        return NotAvailable("no_requests")
    if not dataset.has("requests.status"):
        return NotAvailable("no_status")
    requests = as_known_on(dataset, as_of).requests
    status = {status: holds(requests["status"], (status.value,)) for status in Status}
    (households,), _ = household_codes(requests["household"])
    helped = households if dataset.has("requests.household") else None
    every = _every(status, helped, len(requests))
    if not dataset.has("requests.goal"):
        return GoalOutcomes(NotAvailable("no_goal"), every, len(requests))
    goals, without = _per_goal(requests, project, status, helped)
    return GoalOutcomes(goals, every, without)


def _every(status: Mapping[Status, Mask], households: NDArray[np.intp] | None, raised: int) -> Followed:
    counts = {status: int(rows.sum()) for status, rows in status.items()}
    helped: int | NotAvailable = NotAvailable("no_households")
    if households is not None:
        closed = households[status[Status.CLOSED]]
        helped = len(set(closed[closed >= 0].tolist()))
    return _followed(raised, counts, helped)


def _per_goal(
    requests: pd.DataFrame, project: Project, status: Mapping[Status, Mask], households: NDArray[np.intp] | None
) -> tuple[dict[str, Followed], int]:
    goals = members(requests["goal"], project.goals, only_used=True)
    raised = goals.count().tolist()
    counts = {one: goals.count(rows).tolist() for one, rows in status.items()}
    helped = [NotAvailable("no_households")] * len(raised)
    if households is not None:
        helped = goals.distinct(households, status[Status.CLOSED]).tolist()
    found = {
        goal: _followed(raised[place], {one: counts[one][place] for one in Status}, helped[place])
        for place, goal in enumerate(goals.names)
    }
    return found, goals.without


def _followed(raised: int, counts: Mapping[Status, int], helped: int | NotAvailable) -> Followed:
    with_status = sum(counts.values())
    return Followed(
        raised=raised,
        taken_up=with_status - counts[Status.OPEN],
        closed=counts[Status.CLOSED],
        resolved=Rate(counts[Status.CLOSED], with_status - counts[Status.WITHDRAWN], "requests_not_withdrawn"),
        households_helped=helped,
    )
