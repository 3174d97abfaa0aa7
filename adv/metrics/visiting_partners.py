"""Visiting partners: which organisations were at the door from which a request came."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from adv.metrics.frames import tuple_codes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from adv.model import Dataset


def visitors(known: Dataset) -> tuple[NDArray[np.intp], list[tuple[str, ...]]]:
    """Give for each request the place of its visit's organisations among the different ones, and those; -1, the last, is unknown: ().

    Where a visit's number occurs more than once, which it should not, the organisations that come last by name count.
    """
    numbers, found = tuple_codes(known.visits["organisations"])
    distinct = sorted(found)
    ranks = np.array([distinct.index(several) for several in found], dtype=np.intp)[numbers]
    team = known.visits[["visit_id"]].assign(team=ranks).groupby("visit_id")["team"].max()
    return known.requests["visit_id"].map(team).fillna(-1).to_numpy(dtype=np.intp), [*distinct, ()]
