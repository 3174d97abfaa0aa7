"""Time to close per theme or owner, and whether the groups differ by more than chance: a log-rank test."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec import Struct

from adv.metrics.chance import SURE, chi_square_above, holm
from adv.metrics.frames import as_known_on
from adv.metrics.time_to_close import ENOUGH, WITHIN_DAYS, follow, kaplan_meier
from adv.metrics.values import NotAvailable, lacking

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from numpy.typing import NDArray

    from adv.metrics.requests import RequestGroup
    from adv.metrics.time_to_close import Followed
    from adv.model import Dataset, Project


class LogRank(Struct, frozen=True):
    """The test over two or more groups."""

    chi_square: float
    freedom: int  # groups - 1
    chance: float  # of a chi-square at least so large when the groups do not differ
    more_than_expected: tuple[float, ...]  # per group: ends seen - ends expected; negative: slower than the others

    @property
    def differs(self) -> bool:
        """Tell whether the groups differ by more than chance."""
        return self.chance < SURE


def log_rank(durations: NDArray[Any], ended: NDArray[np.bool_], groups: NDArray[np.intp], count: int) -> LogRank | None:
    """Compare `count` groups; None when nothing can be compared (one group, or no end while two groups were followed).

    At each time with ends, the ends expected per group are in proportion to who was still followed; the squared differences,
    weighed by their (hypergeometric) covariance, are a chi-square with groups - 1 degrees of freedom.

    Parameters
    ----------
    durations, ended
        As in `adv.metrics.time_to_close.kaplan_meier`, shape (n,).
    groups
        The group of each, 0 … `count` - 1, shape (n,).

    References
    ----------
    Mantel 1966, Cancer Chemother. Rep. 50:163; Peto and Peto 1972, JRSS A 135:185. As R's ``survdiff`` with rho = 0.
    """
    times = np.unique(durations[ended])
    if count < 2 or not len(times):  # noqa: PLR2004 - two can be compared
        return None
    ends = np.stack([_per_time(durations[ended & (groups == group)], times) for group in range(count)])
    left = np.stack([_still_followed(durations[groups == group], times) for group in range(count)])
    all_ends, all_left = ends.sum(axis=0), left.sum(axis=0)
    shares = left / all_left
    differences = (ends - all_ends * shares).sum(axis=1)
    weights = all_ends * (all_left - all_ends) / np.maximum(all_left - 1, 1)
    covariance = np.diag((shares * weights).sum(axis=1)) - (shares * weights) @ shares.T
    kept, freedom = slice(0, count - 1), count - 1  # the last group follows from the others
    if np.linalg.matrix_rank(covariance[kept, kept]) < freedom:
        return None
    value = float(differences[kept] @ np.linalg.solve(covariance[kept, kept], differences[kept]))
    return LogRank(value, freedom, chi_square_above(value, freedom), tuple(differences.tolist()))


def _per_time(durations: NDArray[Any], times: NDArray[Any]) -> NDArray[np.intp]:
    return np.bincount(np.searchsorted(times, durations), minlength=len(times))


def _still_followed(durations: NDArray[Any], times: NDArray[Any]) -> NDArray[np.intp]:
    return len(durations) - np.searchsorted(np.sort(durations), times, side="left")


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
