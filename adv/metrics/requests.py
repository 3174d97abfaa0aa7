"""Requests (hulpvragen): how many, about what, and how far they have come."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from adv.metrics.values import NotAvailable, over
from adv.model import Status

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from adv.metrics.values import Rate
    from adv.model import Dataset, Project

AGE_BANDS: tuple[tuple[int, int | None], ...] = ((0, 30), (31, 90), (91, 180), (181, None))  # days, both ends included


class RequestGroup(StrEnum):
    """What requests are counted by; the value is the column."""

    THEME = "theme"
    GOAL = "goal"
    OWNER = "owner"
    AREA = "area"


@dataclass(frozen=True, slots=True)
class Requests:
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


@dataclass(frozen=True, slots=True)
class RequestsByGroup:
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


@dataclass(frozen=True, slots=True)
class Ageing:
    """How long requests that are open or in progress have waited, in the bands of AGE_BANDS, per status."""

    bands: tuple[tuple[int, int | None], ...]
    open: tuple[int, ...]
    in_progress: tuple[int, ...]
    longest_days: int | NotAvailable
    without_date: int


def requests_raised(dataset: Dataset, project: Project, as_of: date) -> Requests | NotAvailable:
    """Requests raised up to and including `as_of`, by status at the end of that day."""
    raise NotImplementedError


def requests_by(dataset: Dataset, project: Project, as_of: date, group: RequestGroup) -> RequestsByGroup | NotAvailable:
    """Requests per theme, goal, owner or area, by status; the project's own names first, zero included."""
    raise NotImplementedError


def ageing(dataset: Dataset, project: Project, as_of: date) -> Ageing | NotAvailable:
    """Days since they were raised, of the requests that are open or in progress."""
    raise NotImplementedError
