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


def shadow_lists(
    shape: Lattice, published: Sequence[Sequence[int]], lines: Sequence[int] | None = None
) -> tuple[tuple[int, ...], ...] | Unsolved:
    """Find lists Z ≥ 0, one a release, that count up to the published numbers and whose lines never fall; shape (releases, leaves).

    Parameters
    ----------
    shape
        The cells that are published, and the leaves.
    published
        P, per release and cell.
    lines
        What each line of an earlier list adds up to; the first of the lists has at least as many.
    """
    from scipy.optimize import LinearConstraint  # noqa: PLC0415 - takes long, and only publishing needs it
    from scipy.sparse import eye_array, kron  # noqa: PLC0415 - as above

    counts, sums = incidence(shape)
    releases, leaves = len(published), len(shape.leaves)
    numbers = np.array(published, dtype=float).ravel()
    least = np.zeros(releases * len(shape.lines))
    if lines is not None:
        least[: len(lines)] = lines
    growth = kron(eye_array(releases), sums) - kron(eye_array(releases, k=-1), sums)
    found = solve(
        cost=np.zeros(releases * leaves),  # every list is as good as any other
        lowest=np.zeros(releases * leaves),
        highest=np.full(releases * leaves, np.inf),
        constraints=[
            LinearConstraint(kron(eye_array(releases), counts), numbers, numbers),
            LinearConstraint(growth, least, np.inf),
        ],
    )
    if isinstance(found, Unsolved):
        return found
    return tuple(tuple(found[at : at + leaves]) for at in range(0, len(found), leaves))
