"""Controlled rounding: multiples of the base near the true numbers that some list of whole leaves counts up to; and that list. Pure.

The rounding finds a list near the true numbers. That list is forgotten, and another one is computed from the published numbers and
the earlier lists alone, so that it tells nothing more than they do: the shadow list. The integer programmes are solved by HiGHS
through scipy, which is imported on first use: only publishing waits for it. What comes back is rounded to whole numbers and proved
by addition afterwards (`adv.disclosure.verify`), so a solver that errs is not believed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from adv.disclosure.lattice import Lattice

Numbers = tuple[tuple[int, ...], ...]  # per release and cell
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


class Wanted(Struct, frozen=True, kw_only=True):
    """Releases in a row for the same readers: their limits, and the targets to be near; `lines`: sums of the list before.

    No line falls, nor a cell that only grows. Targets need not be multiples.
    """

    base: int
    limits: Sequence[Limits]  # per release
    targets: Sequence[Sequence[int]]  # per release and cell
    lines: Sequence[int] | None = None
    days: Sequence[date] = ()  # by which two series are put beside each other


def controlled_rounding(shape: Lattice, series: Sequence[Wanted]) -> tuple[Numbers, ...] | Unsolved:
    """Find the published numbers P of each series of releases for which Σ|P − target| is least.

    Of two series the first is the finer one and has all days of the second: no two numbers of a day are further apart than their
    bases differ.
    """
    from scipy.optimize import LinearConstraint  # noqa: PLC0415 - takes long, and only publishing needs it
    from scipy.sparse import block_diag  # noqa: PLC0415 - as above

    if any(low > high for one in series for ends in one.limits for low, high in zip(ends.lowest, ends.highest, strict=True)):
        return Unsolved.IMPOSSIBLE
    parts = [_programme(shape, one) for one in series]
    rules = [
        LinearConstraint(
            block_diag([one.rules for one in parts]),
            *(np.concatenate(ends) for ends in zip(*(one.ends for one in parts), strict=True)),
        )
    ]
    rules += [_beside(shape, *pair, *parts) for pair in pairwise(series)]
    found = solve(
        cost=np.concatenate([one.cost for one in parts]),
        lowest=np.zeros(sum(len(one.cost) for one in parts)),
        highest=np.concatenate([one.highest for one in parts]),
        constraints=rules,
    )
    if isinstance(found, Unsolved):
        return found
    each = np.split(np.array(found), np.cumsum([len(one.cost) for one in parts])[:-1])
    numbers = [
        (part.floor + part.steps @ one).astype(int).reshape(-1, len(shape.cells)) for part, one in zip(parts, each, strict=True)
    ]
    return tuple(tuple(map(tuple, one.tolist())) for one in numbers)


class _Programme(Struct, frozen=True):
    """Series of releases as a programme in whole numbers x: cost · x is least, x ≤ highest, and rules · x between its ends."""

    cost: NDArray[np.float64]
    highest: NDArray[np.float64]
    rules: Any  # scipy is not typed
    ends: tuple[NDArray[np.float64], NDArray[np.float64]]
    floor: NDArray[np.float64]  # P = floor + steps · x
    steps: Any


def _programme(shape: Lattice, wanted: Wanted) -> _Programme:
    """Write down that Z counts up to P, and what never falls.

    The unknowns x are (t, Z): for every number and h = 1, 2 …, whether it is published at least h bases above its lowest (0 or 1);
    then the leaves of every release. With T t for the steps that each number takes, P = base · (lowest + T t), and

        −base · T t + C Z  =  base · lowest       counted: P = C Z
               R T t       ≥  −R lowest           grown: R P ≥ 0, a cell that only grows does not fall from one release to the next
                       S Z ≥  sums before, or 0   risen: nor does a line of the list

    Step h costs |base · (lowest + h) − target| − |base · (lowest + h − 1) − target|, so that all together cost |P − target|. That is
    convex: each step costs at least as much as the one before, so they are taken in their order.
    """
    from scipy.sparse import csr_array, diags_array, eye_array, hstack, kron, vstack  # noqa: PLC0415 - as above

    base, releases = wanted.base, len(wanted.limits)
    lowest, highest = (np.array(ends).ravel() for ends in zip(*((one.lowest, one.highest) for one in wanted.limits), strict=True))
    heights = range(1, int((highest - lowest).max()) + 1)
    distance = np.abs(base * (lowest + np.array([[0], *([height] for height in heights)])) - np.array(wanted.targets).ravel())
    counts, sums = incidence(shape)
    least = _least(releases, shape, wanted.lines)
    leaves = releases * len(shape.leaves)
    taken = hstack([eye_array(len(lowest))] * len(heights)) if heights else csr_array((len(lowest), 0))  # T
    no_leaves, no_steps = csr_array((len(lowest), leaves)), csr_array((len(least), taken.shape[1]))
    rise = _rise(releases, diags_array(np.array(shape.grows, dtype=float)))  # R
    counted = hstack([-base * taken, kron(eye_array(releases), counts)])
    grown = hstack([rise @ taken, no_leaves])
    risen = hstack([no_steps, _rise(releases, sums)])
    return _Programme(
        cost=np.concatenate([np.diff(distance, axis=0).ravel(), np.zeros(leaves)]),
        highest=np.concatenate([*((lowest + height <= highest) for height in heights), np.full(leaves, np.inf)]),
        rules=vstack((counted, grown, risen)),
        ends=(
            np.concatenate([base * lowest, -(rise @ lowest), least]),
            np.concatenate([base * lowest, np.full(len(lowest) + len(least), np.inf)]),
        ),
        floor=base * lowest,
        steps=hstack([base * taken, no_leaves]),
    )


def _beside(shape: Lattice, finer: Wanted, coarser: Wanted, fine: _Programme, coarse: _Programme) -> Any:  # noqa: ANN401 - as above
    """Keep the numbers of two series near each other, on the days of the coarser one."""
    from scipy.optimize import LinearConstraint  # noqa: PLC0415 - as above
    from scipy.sparse import csr_array, eye_array, hstack, kron  # noqa: PLC0415 - as above

    days = csr_array(np.array([[float(one == day) for one in finer.days] for day in coarser.days]))
    same = kron(days, eye_array(len(shape.cells)))
    apart = abs(coarser.base - finer.base)
    offset = coarse.floor - same @ fine.floor
    return LinearConstraint(hstack([same @ fine.steps, -coarse.steps]), offset - apart, offset + apart)


def shadow_lists(
    shape: Lattice, published: Sequence[Sequence[int]], lines: Sequence[int] | None = None
) -> tuple[tuple[int, ...], ...] | Unsolved:
    """Find lists Z ≥ 0, one a release, that count up to the published numbers and whose lines never fall; shape (releases, leaves).

    `published`: P, per release and cell. `lines`: what each line of an earlier list adds up to; the first of the lists has at least
    as many.
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
    """Subtract from the sums of each release those of the release before it."""
    from scipy.sparse import eye_array, kron  # noqa: PLC0415 - as above

    return kron(eye_array(releases), sums) - kron(eye_array(releases, k=-1), sums)


def _least(releases: int, shape: Lattice, lines: Sequence[int] | None) -> NDArray[np.float64]:
    """Give the least rise of each line: the first list reaches the sums of the list before it, later ones only do not fall."""
    least = np.zeros(releases * len(shape.lines))
    if lines is not None:
        least[: len(lines)] = lines
    return least
