"""Requests (hulpvragen): how many, about what, and how far they have come."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from adv.metrics.frames import NO_DAY, as_known_on, conversations, days, holds, members, number_of
from adv.metrics.source_rows import DAY_OF, REQUESTS
from adv.metrics.values import NotAvailable, Rate, over
from adv.model import Status

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from numpy.typing import NDArray

    from adv.metrics.source_rows import Values
    from adv.model import Dataset, Project, TableName

AGE_BANDS: tuple[tuple[int, int | None], ...] = ((0, 30), (31, 90), (91, 180), (181, None))  # days, both ends included
WAITING = REQUESTS.also(status=(Status.OPEN.value, Status.IN_PROGRESS.value))
CLOSED = REQUESTS.also(status=Status.CLOSED.value)
TAKEN_UP = REQUESTS.also(status=tuple(status.value for status in Status if status is not Status.OPEN))


class RequestGroup(StrEnum):
    """What requests are counted by; the value is the column."""

    THEME = "theme"
    GOAL = "goal"
    OWNER = "owner"
    AREA = "area"


class Requests(Struct, frozen=True):
    """Requests raised up to as_of and how far they have come. Exact: publish before showing."""

    total: int
    conversations: int | NotAvailable
    by_status: Mapping[Status, int]  # every status, zero included
    without_status: int
    taken_up: Rate  # of all that have a status: status other than open
    resolved: Rate  # closed, of all that were not withdrawn

    @property
    def pending(self) -> int:
        """Open, in progress or referred: not closed and not withdrawn."""
        return self.total - self.by_status[Status.CLOSED] - self.by_status[Status.WITHDRAWN]

    @property
    def per_conversation(self) -> float | NotAvailable:
        """Requests / conversations."""
        if isinstance(self.conversations, NotAvailable):
            return self.conversations
        return over(self.total, self.conversations, "no_conversations")


class RequestsByGroup(Struct, frozen=True):
    """Requests by theme, goal, owner or area, split by status. ``counts[group][status]`` in the order of `statuses`."""

    group: RequestGroup
    groups: tuple[str, ...]
    statuses: tuple[Status, ...]
    counts: tuple[tuple[int, ...], ...]
    without_group: int  # requests that do not say

    @property
    def totals(self) -> tuple[int, ...]:
        """Requests per group, in any status."""
        return tuple(sum(row) for row in self.counts)


class Ageing(Struct, frozen=True):
    """How long requests that are open or in progress have waited, in the bands of AGE_BANDS, per status."""

    bands: tuple[tuple[int, int | None], ...]
    open: tuple[int, ...]
    in_progress: tuple[int, ...]
    longest_days: int | NotAvailable
    without_date: int


def requests_raised(dataset: Dataset, project: Project, as_of: date) -> Requests | NotAvailable:  # noqa: ARG001 - one signature for all
    """Requests raised up to and including `as_of`, by status at the end of that day."""
    if not dataset.has("requests"):
        return NotAvailable("no_requests")
    known = as_known_on(dataset, as_of)
    by_status = {status: int(holds(known.requests["status"], (status.value,)).sum()) for status in Status}
    total, with_status = len(known.requests), sum(by_status.values())
    return Requests(
        total=total,
        conversations=int(conversations(known.visits).sum()) if dataset.has("visits") else NotAvailable("no_visits"),
        by_status=by_status,
        without_status=total - with_status,
        taken_up=Rate(with_status - by_status[Status.OPEN], with_status, "requests_with_status"),
        resolved=Rate(by_status[Status.CLOSED], with_status - by_status[Status.WITHDRAWN], "requests_not_withdrawn"),
    )


def requests_by(dataset: Dataset, project: Project, as_of: date, group: RequestGroup) -> RequestsByGroup | NotAvailable:
    """Requests per theme, goal, owner or area, by status; the project's own names first, zero included."""
    if not dataset.has("requests"):
        return NotAvailable("no_requests")
    if not dataset.has(f"requests.{group.value}"):
        is_lost = group is RequestGroup.AREA and dataset.has("visits.area")
        return NotAvailable("no_area_of_requests" if is_lost else f"no_{group.value}")
    requests = as_known_on(dataset, as_of).requests
    first = {
        RequestGroup.THEME: project.themes,
        RequestGroup.GOAL: project.goals,
        RequestGroup.OWNER: project.partners,
        RequestGroup.AREA: project.area_names,
    }
    groups = members(requests[group.value], first[group])
    per_status = [groups.count(holds(requests["status"], (status.value,))).tolist() for status in Status]
    counts = tuple(zip(*per_status, strict=True))
    return RequestsByGroup(group, groups.names, tuple(Status), counts, groups.without)


def other_owners(dataset: Dataset, project: Project, most: int) -> tuple[str, ...]:
    """Who owns requests and is no partner of the project: at most so many, those with the most requests."""
    owners = members(dataset.requests["owner"], project.partners, only_used=True)
    first, counts = len(project.partners), owners.count().tolist()
    others = sorted(range(first, len(owners.names)), key=lambda place: -counts[place])[:most]
    return tuple(owners.names[place] for place in others)


def ageing(dataset: Dataset, project: Project, as_of: date) -> Ageing | NotAvailable:  # noqa: ARG001 - one signature for all
    """Days since they were raised, of the requests that are open or in progress."""
    if not dataset.has("requests"):
        return NotAvailable("no_requests")
    requests = as_known_on(dataset, as_of).requests
    raised = days(requests["raised_on"])
    dated = raised != NO_DAY
    waiting = {status: holds(requests["status"], (status.value,)) for status in (Status.OPEN, Status.IN_PROGRESS)}
    either = waiting[Status.OPEN] | waiting[Status.IN_PROGRESS]
    ages = number_of(as_of) - raised[either & dated]
    return Ageing(
        bands=AGE_BANDS,
        open=_per_band(number_of(as_of) - raised[waiting[Status.OPEN] & dated]),
        in_progress=_per_band(number_of(as_of) - raised[waiting[Status.IN_PROGRESS] & dated]),
        longest_days=int(ages.max()) if len(ages) else NotAvailable("nothing_waiting"),
        without_date=int((either & ~dated).sum()),
    )


def _per_band(ages: NDArray[np.int64]) -> tuple[int, ...]:
    firsts = np.array([first for first, _ in AGE_BANDS])
    bands = np.searchsorted(firsts, ages, side="right") - 1
    return tuple(np.bincount(bands, minlength=len(AGE_BANDS)).tolist())


def of_age(known: Dataset, table: TableName, as_of: date, bands: Values) -> NDArray[np.bool_]:
    """Requests raised so long ago: the places of some of AGE_BANDS."""
    raised = days(known.table(table)[DAY_OF[table]])
    ages = np.where(raised == NO_DAY, -1, number_of(as_of) - raised)
    found = np.zeros(len(ages), dtype=bool)
    for first, last in (AGE_BANDS[int(band)] for band in bands):
        found |= (ages >= first) & (ages <= (ages if last is None else last))
    return found
