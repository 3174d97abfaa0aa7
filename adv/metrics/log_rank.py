"""Log-rank test: whether curves of time to an end differ by more than chance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec import Struct

from adv.metrics.chance import SURE, chi_square_above

if TYPE_CHECKING:
    from numpy.typing import NDArray


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
