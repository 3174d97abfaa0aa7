"""Requests and the visits they came from: which organisations were at the door."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from adv.metrics.frames import household_codes, tuple_codes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from adv.model import Dataset


def visitors(known: Dataset) -> tuple[NDArray[np.intp], list[tuple[str, ...]]]:
    """For each request the place of its visit's organisations among the distinct ones, and those; the last is () for unknown.

    Where a visit's number occurs more than once, which it should not, the organisations that come last by name count.
    """
    (visits, requests), count = household_codes(known.visits["visit_id"], known.requests["visit_id"])
    numbers, found = tuple_codes(known.visits["organisations"])
    distinct = sorted(set(found))
    rank = np.array([*(distinct.index(several) for several in found), -1], dtype=np.intp)[numbers]
    team = np.full(count + 1, -1, dtype=np.intp)  # the last is for requests without a visit's number
    numbered = visits >= 0
    np.maximum.at(team, visits[numbered], rank[numbered])
    return team[requests], [*distinct, ()]
