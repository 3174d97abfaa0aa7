"""Time to close: how long requests take, those that still wait included (Kaplan-Meier)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from adv.metrics.values import NotAvailable
    from adv.model import Dataset, Project


@dataclass(frozen=True, slots=True)
class TimeToClose:
    """Kaplan-Meier over all requests: open ones censored at as_of, withdrawn ones at their closing day. Days.

    The curve starts at (0, 1); S(t) holds from each of `days` up to the next.
    """

    days: tuple[float, ...]  # the days on which requests were closed, rising
    still_open: tuple[float, ...]  # S(t) from each of `days` on
    lower: tuple[float, ...]  # 95 % interval of S(t)
    upper: tuple[float, ...]
    median: float | NotAvailable
    median_interval: tuple[float | None, float | None]  # 95 %; None: the data do not bound it
    closed_within: Mapping[int, float | NotAvailable]  # 30, 60, 90 days: share
    requests: int  # that the curve is of
    closed: int
    left_out: int  # no day raised, or closed without a day, or closed before raised


def time_to_close(dataset: Dataset, project: Project, as_of: date) -> TimeToClose | NotAvailable:
    """Days from raised to closed."""
    raise NotImplementedError
