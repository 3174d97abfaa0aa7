"""Controlled rounding: multiples of the base near the true numbers that some list of whole leaves counts up to; and that list. Pure.

The rounding finds a list beside the true numbers. It is forgotten, and another is computed from the published numbers and the earlier
lists alone, so that it tells nothing more than they do: the shadow list. The integer programmes are solved by HiGHS through scipy,
which is imported on first use: only publishing waits for it. What comes back is rounded to whole numbers and proved by addition
afterwards (`adv.disclosure.verify`), so a solver that errs is not believed.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from adv.disclosure.lattice import Lattice

# Work is bounded by counting, never by a clock: the same question has the same answer on a slow machine and on a busy one.
MOST_UNKNOWNS = 8000  # ten areas by ten themes by ten goals have 6000, and take a quarter of a minute
MOST_NODES = 100  # of the search of one attempt; every one that was measured needed 1
OPTIMAL = 0
INFEASIBLE = 2
ATTEMPTS: tuple[dict[str, Any], ...] = ({"presolve": True}, {"presolve": False})


class Unsolved(StrEnum):
    """Reasons for which the solver gave no answer."""

    IMPOSSIBLE = "impossible"  # proved: there is none
    UNDECIDED = "undecided"  # not within the steps


class Limits(Struct, frozen=True):
    """Multiples of the base between which a release publishes each cell."""

    lowest: tuple[int, ...]
    highest: tuple[int, ...]


def controlled_rounding(
    shape: Lattice, limits: Sequence[Limits], targets: Sequence[Sequence[int]], base: int, lines: Sequence[int] | None = None
) -> tuple[tuple[int, ...], ...] | Unsolved:
    """Find the published numbers P of releases in a row, shape (releases, cells), for which Σ|P − target| is least.

    Parameters
    ----------
    shape
        Its leaves are the unknown list Z ≥ 0, its cells what Z counts up to.
    limits
        Per release.
    targets
        What each cell would best be published as, per release; need not be a multiple.
    lines
        What each line of the list before the first of them adds up to: no line falls, nor a cell that only grows.
    """
    from scipy.optimize import LinearConstraint  # noqa: PLC0415 - takes long, and only publishing needs it
    from scipy.sparse import csr_array, diags_array, eye_array, hstack, kron  # noqa: PLC0415 - as above

    releases, leaves = len(limits), len(limits) * len(shape.leaves)
    lowest, highest = (np.array(ends).ravel() for ends in zip(*((one.lowest, one.highest) for one in limits), strict=True))
    if (lowest > highest).any():
        return Unsolved.IMPOSSIBLE
    # The unknowns: for every multiple above the lowest whether a number gets so far, then Z. What a step adds to the distance from
    # the target is never less than what the step before it adds, so that they are taken in their order.
    steps = range(1, int((highest - lowest).max()) + 1)
    distance = np.abs(base * (lowest + np.array([[0], *([step] for step in steps)])) - np.array(targets).ravel())
    taken = hstack([eye_array(len(lowest))] * len(steps)) if steps else csr_array((len(lowest), 0))
    counts, sums = incidence(shape)
    rise = _rise(releases, diags_array(np.array(shape.grows, dtype=float)))
    found = solve(
        cost=np.concatenate([np.diff(distance, axis=0).ravel(), np.zeros(leaves)]),
        lowest=np.zeros(taken.shape[1] + leaves),
        highest=np.concatenate([*((lowest + step <= highest) for step in steps), np.full(leaves, np.inf)]),
        constraints=[
            LinearConstraint(hstack([-base * taken, kron(eye_array(releases), counts)]), base * lowest, base * lowest),
            LinearConstraint(hstack([rise @ taken, csr_array((len(lowest), leaves))]), -(rise @ lowest), np.inf),
            LinearConstraint(
                hstack([csr_array((releases * len(shape.lines), taken.shape[1])), _rise(releases, sums)]),
                _least(releases, shape, lines),
                np.inf,
            ),
        ],
    )
    if isinstance(found, Unsolved):
        return found
    reached = lowest + taken @ np.array(found[: taken.shape[1]], dtype=int)
    return tuple(tuple(row) for row in (base * reached).astype(int).reshape(releases, -1).tolist())


def shadow_lists(
    shape: Lattice, published: Sequence[Sequence[int]], lines: Sequence[int] | None = None
) -> tuple[tuple[int, ...], ...] | Unsolved:
    """Find lists Z ≥ 0, one a release, that count up to the published numbers and whose lines never fall; shape (releases, leaves).

    Parameters
    ----------
    published
        P, per release and cell.
    lines
        What each line of an earlier list adds up to; the first of the lists has at least as many.
    """
    from scipy.optimize import LinearConstraint  # noqa: PLC0415 - as above
    from scipy.sparse import eye_array, kron  # noqa: PLC0415 - as above

    counts, sums = incidence(shape)
    releases, leaves = len(published), len(shape.leaves)
    numbers = np.array(published, dtype=float).ravel()
    found = solve(
        cost=np.zeros(releases * leaves),  # every list is as good as any other
        lowest=np.zeros(releases * leaves),
        highest=np.full(releases * leaves, np.inf),
        constraints=[
            LinearConstraint(kron(eye_array(releases), counts), numbers, numbers),
            LinearConstraint(_rise(releases, sums), _least(releases, shape, lines), np.inf),
        ],
    )
    if isinstance(found, Unsolved):
        return found
    return tuple(tuple(found[at : at + leaves]) for at in range(0, len(found), leaves))


def solve(
    cost: NDArray[np.float64], lowest: NDArray[np.float64], highest: NDArray[np.float64], constraints: Sequence[Any]
) -> list[int] | Unsolved:
    """Solve a programme in whole numbers to its optimum; a second attempt does without presolve.

    Everything is whole: with a fraction among the unknowns HiGHS prints on standard output.
    """
    from scipy.optimize import Bounds, milp  # noqa: PLC0415 - as above

    status = None
    for options in ATTEMPTS if len(cost) <= MOST_UNKNOWNS else ():
        found = milp(
            cost,
            integrality=np.ones(len(cost)),
            bounds=Bounds(lowest, highest),
            constraints=constraints,
            options={"mip_rel_gap": 0, "node_limit": MOST_NODES, **options},
        )
        if found.status == OPTIMAL and found.x is not None:
            return [round(value) for value in found.x]
        status = found.status
    return Unsolved.IMPOSSIBLE if status == INFEASIBLE else Unsolved.UNDECIDED


def incidence(shape: Lattice) -> tuple[Any, Any]:
    """Sparse matrices of 1 and 0: which cells count each leaf, shape (cells, leaves), and which lines, shape (lines, leaves)."""
    from scipy.sparse import csr_array  # noqa: PLC0415 - as above

    def members(groups: Sequence[Sequence[int]]) -> Any:  # noqa: ANN401 - scipy is not typed
        rows = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
        columns = np.concatenate([np.array(group, dtype=np.intp) for group in groups])
        return csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(groups), len(shape.leaves)))

    return members(shape.leaves_of), members(shape.lines)


def _rise(releases: int, sums: Any) -> Any:  # noqa: ANN401 - scipy is not typed
    """What sums of one release add to those of the release before it, for all releases."""
    from scipy.sparse import eye_array, kron  # noqa: PLC0415 - as above

    return kron(eye_array(releases), sums) - kron(eye_array(releases, k=-1), sums)


def _least(releases: int, shape: Lattice, lines: Sequence[int] | None) -> NDArray[np.float64]:
    """What each line rises at least: from the list before to the first one, and nothing after that."""
    least = np.zeros(releases * len(shape.lines))
    if lines is not None:
        least[: len(lines)] = lines
    return least
