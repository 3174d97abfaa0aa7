"""Time to close per theme or owner, and whether the groups differ by more than chance."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from adv.metrics.chance import SURE, holm
from adv.metrics.frames import as_known_on
from adv.metrics.log_rank import LogRank, log_rank
from adv.metrics.time_to_close import ENOUGH, WITHIN_DAYS, follow, kaplan_meier
from adv.metrics.values import NotAvailable, lacking

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from numpy.typing import NDArray

    from adv.metrics.requests import RequestGroup
    from adv.metrics.time_to_close import Followed
    from adv.model import Dataset, Project


class GroupTime(Struct, frozen=True):
    """Time that requests of one theme or owner take, in days."""

    name: str
    requests: int  # that the time is of
    closed: int
    left_out: int  # without a usable day
    median: float | NotAvailable
    median_interval: tuple[float | None, float | None]
    closed_within: Mapping[int, float | NotAvailable]


class TimeToCloseBy(Struct, frozen=True):
    """Time to close of the groups with enough closed requests."""

    group: RequestGroup
    groups: tuple[GroupTime, ...]
    too_few: tuple[str, ...]  # groups with requests, but fewer than `ENOUGH` closed
    test: LogRank | None  # of all groups together; None: fewer than two, or not to be compared
    slower: tuple[tuple[str, str], ...]  # pairs of groups that differ by more than chance: the slower first

    @property
    def longest_days(self) -> float:
        """Give the largest number of days that is known of any group."""
        medians = [one.median for one in self.groups if not isinstance(one.median, NotAvailable)]
        return max([*medians, *(limit for one in self.groups for limit in one.median_interval if limit is not None)], default=0.0)


def time_to_close_by(dataset: Dataset, project: Project, as_of: date, group: RequestGroup) -> TimeToCloseBy | NotAvailable:
    """Estimate days from raised to closed per theme or owner; only groups among `slower` may be called different."""
    missing = lacking(dataset, "requests", "requests.closed_on", f"requests.{group.value}")
    if missing:
        return missing
    requests = as_known_on(dataset, as_of).requests
    column, followed = requests[group.value], follow(requests, as_of)
    names, raised = tuple(column.cat.categories), column.value_counts(sort=False).tolist()
    group_of = column.cat.codes.to_numpy().astype(np.intp)[followed.rows]
    closed = np.bincount(group_of[followed.closed & (group_of >= 0)], minlength=len(names))
    there = np.bincount(group_of[group_of >= 0], minlength=len(names))
    enough = [place for place, count in enumerate(closed) if count >= ENOUGH]
    if not enough:
        return NotAvailable("too_few_closed")
    return TimeToCloseBy(
        group=group,
        groups=tuple(_of_group(names[place], followed, group_of == place, raised[place]) for place in enough),
        too_few=tuple(names[place] for place, count in enumerate(there) if count > 0 and closed[place] < ENOUGH),
        test=_compare(followed, group_of, enough),
        slower=_slower(followed, group_of, enough, names),
    )


def _of_group(name: str, followed: Followed, chosen: NDArray[np.bool_], raised: int) -> GroupTime:
    curve = kaplan_meier(followed.durations[chosen], followed.closed[chosen])
    within = {days: curve.ended_within(days) for days in WITHIN_DAYS}
    there, closed = int(chosen.sum()), int(followed.closed[chosen].sum())
    return GroupTime(name, there, closed, raised - there, curve.median, curve.median_interval, within)


def _compare(followed: Followed, group_of: NDArray[np.intp], places: list[int]) -> LogRank | None:
    chosen = np.isin(group_of, places)
    return log_rank(followed.durations[chosen], followed.closed[chosen], np.searchsorted(places, group_of[chosen]), len(places))


def _slower(
    followed: Followed, group_of: NDArray[np.intp], places: list[int], names: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    """Pairs that differ after allowing for all pairs, the one that is closed less quickly first."""
    tests = {pair: test for pair in combinations(places, 2) if (test := _compare(followed, group_of, [*pair]))}
    found = []
    for ((one, other), test), chance in zip(tests.items(), holm([test.chance for test in tests.values()]), strict=True):
        if chance < SURE:
            slow, fast = (one, other) if test.more_than_expected[0] < 0 else (other, one)
            found.append((names[slow], names[fast]))
    return tuple(found)
