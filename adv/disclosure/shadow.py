"""The shadow list: an invented list of records that counts up to the published numbers. Made from what is public alone. Pure.

The rounding finds a list too, but that one was found beside the true numbers. It is forgotten, and another is computed here from
the published numbers and the earlier lists, so that it tells nothing more than they do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from adv.disclosure.rounding import Unsolved, incidence, solve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.disclosure.lattice import Lattice


def shadow_list(shape: Lattice, published: Sequence[int], lines: Sequence[int]) -> tuple[int, ...] | Unsolved:
    """Find a list Z ≥ 0 that counts up to the published numbers, shape (leaves,).

    Parameters
    ----------
    shape
        The cells that are published, and the leaves.
    published
        P, per cell.
    lines
        What each line of the earlier list adds up to; Z has at least as many.
    """
    from scipy.optimize import LinearConstraint  # noqa: PLC0415 - takes long, and only publishing needs it

    counts, sums = incidence(shape)
    leaves = len(shape.leaves)
    found = solve(
        cost=np.zeros(leaves),  # every list is as good as any other
        lowest=np.zeros(leaves),
        highest=np.full(leaves, np.inf),
        constraints=[LinearConstraint(counts, published, published), LinearConstraint(sums, lines, np.inf)],
    )
    return found if isinstance(found, Unsolved) else tuple(found)
