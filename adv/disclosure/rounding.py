"""Controlled rounding: multiples of the base near the true numbers that some list of whole leaves counts up to. Pure.

The integer programme is solved by HiGHS through scipy, which is imported on first use: only publishing waits for it. What comes back
is rounded to whole numbers and proved by addition afterwards (`adv.disclosure.verify`), so a solver that errs is not believed.
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

SECONDS = 20.0  # for one attempt
OPTIMAL = 0
INFEASIBLE = 2
ATTEMPTS: tuple[dict[str, Any], ...] = ({"presolve": True}, {"presolve": False})


class Unsolved(StrEnum):
    """Reasons for which the solver gave no answer."""

    IMPOSSIBLE = "impossible"  # proved: there is none
    UNDECIDED = "undecided"  # not within the time


class Limits(Struct, frozen=True):
    """Bounds that a rounding keeps to, in multiples of the base per cell and in records per line of leaves."""

    lowest: tuple[int, ...]  # per cell
    highest: tuple[int, ...]  # per cell
    lines: tuple[int, ...]  # per line of the lattice: at least so many records


def controlled_rounding(shape: Lattice, limits: Limits, targets: Sequence[int], base: int) -> tuple[int, ...] | Unsolved:
    """Find the published numbers P = base × k, shape (cells,), for which Σ|P − target| is least.

    Parameters
    ----------
    shape
        Its leaves are the unknown shadow list Z ≥ 0, its cells what Z counts up to.
    limits
        The least and largest k of each cell, and the least sum of Z over each line.
    targets
        What each cell would best be published as; need not be a multiple.
    """
    from scipy.optimize import LinearConstraint  # noqa: PLC0415 - takes long, and only publishing needs it

    cells, leaves = len(shape.cells), len(shape.leaves)
    counts, lines = incidence(shape)
    none = _empty(cells, cells)
    each, wanted = _diagonal(cells), np.array(targets, dtype=float)
    # the unknowns: k per cell, the distance from the target per cell, Z per leaf
    constraints = [
        LinearConstraint(_beside(-base * each, none, counts), 0, 0),
        LinearConstraint(_beside(base * each, -each, _empty(cells, leaves)), -np.inf, wanted),
        LinearConstraint(_beside(base * each, each, _empty(cells, leaves)), wanted, np.inf),
        LinearConstraint(_beside(_empty(len(shape.lines), 2 * cells), lines), limits.lines, np.inf),
    ]
    found = solve(
        cost=np.concatenate([np.zeros(cells), np.ones(cells), np.zeros(leaves)]),
        lowest=np.concatenate([np.array(limits.lowest), np.zeros(cells + leaves)]),
        highest=np.concatenate([np.array(limits.highest), np.full(cells + leaves, np.inf)]),
        constraints=constraints,
    )
    return found if isinstance(found, Unsolved) else tuple(base * k for k in found[:cells])


def solve(
    cost: NDArray[np.float64],
    lowest: NDArray[np.float64],
    highest: NDArray[np.float64],
    constraints: Sequence[Any],
) -> list[int] | Unsolved:
    """Solve a programme in whole numbers to its optimum; a second attempt does without presolve.

    Everything is whole, distances too: with a fraction among them HiGHS prints on standard output.
    """
    from scipy.optimize import Bounds, milp  # noqa: PLC0415 - as above

    status = None
    for options in ATTEMPTS:
        found = milp(
            cost,
            integrality=np.ones(len(cost)),
            bounds=Bounds(lowest, highest),
            constraints=constraints,
            options={"mip_rel_gap": 0, "time_limit": SECONDS, **options},
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


def _diagonal(size: int) -> Any:  # noqa: ANN401 - scipy is not typed
    from scipy.sparse import eye_array  # noqa: PLC0415 - as above

    return eye_array(size)


def _empty(rows: int, columns: int) -> Any:  # noqa: ANN401 - scipy is not typed
    from scipy.sparse import csr_array  # noqa: PLC0415 - as above

    return csr_array((rows, columns))


def _beside(*blocks: Any) -> Any:  # noqa: ANN401 - scipy is not typed
    from scipy.sparse import hstack  # noqa: PLC0415 - as above

    return hstack(blocks)
