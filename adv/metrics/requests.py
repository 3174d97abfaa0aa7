"""Requests (hulpvragen) and their follow-up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adv.metrics.values import NotAvailable, Rate
    from adv.model import Status

AGE_BANDS: tuple[tuple[int, int | None], ...] = ((0, 30), (31, 90), (91, 180), (181, None))  # days, both ends included


@dataclass(frozen=True, slots=True)
class Requests:
    """Requests raised up to as_of and how far they have come. Exact: publish before showing."""

    total: int
    conversations: int
    by_status: Mapping[Status, int]
    taken_up: Rate
    resolved: Rate

    @property
    def pending(self) -> int:
        """Open, in progress or referred: not closed and not withdrawn."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class RequestsByGroup:
    """Requests by theme, goal, owner or area, split by status. ``counts[group][status]`` in the order of `statuses`."""

    groups: tuple[str, ...]
    statuses: tuple[Status, ...]
    counts: tuple[tuple[int, ...], ...]
    without_group: int  # requests that do not say


@dataclass(frozen=True, slots=True)
class Ageing:
    """How long requests that are open or in progress have waited, in the bands of AGE_BANDS, per status."""

    bands: tuple[tuple[int, int | None], ...]
    open: tuple[int, ...]
    in_progress: tuple[int, ...]
    longest_days: int | NotAvailable
    without_date: int


@dataclass(frozen=True, slots=True)
class TimeToClose:
    """Kaplan-Meier over all requests: open ones censored at as_of, withdrawn ones at their closing day. Days."""

    days: tuple[float, ...]
    still_open: tuple[float, ...]  # S(t) from each of `days` on
    lower: tuple[float, ...]
    upper: tuple[float, ...]
    median: float | NotAvailable
    median_interval: tuple[float | None, float | None]
    closed_within: Mapping[int, float | NotAvailable]  # 30, 60, 90 days: share
