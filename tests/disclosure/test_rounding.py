"""Controlled rounding against trying everything, and a solver that fails or errs."""

from __future__ import annotations

from itertools import count, product
from typing import TYPE_CHECKING

import numpy as np
import pytest
import scipy.optimize
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import OptimizeResult

from adv.disclosure import rounding
from adv.disclosure.lattice import Dimension, lattice
from adv.disclosure.publication import Release
from adv.disclosure.publishing import NotPossible, Why
from adv.disclosure.rounding import Limits, Unsolved, Wanted, controlled_rounding, shadow_lists
from tests.disclosure.small import KEY, counted, publish, two_way

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from numpy.typing import NDArray

    from adv.disclosure.lattice import Cell

CUBE = lattice(
    [Dimension(name, ("0", "1")) for name in ("area", "theme", "goal")], [("area", "theme"), ("area", "goal"), ("theme", "goal")]
)
PAIRS = [cell for cell in CUBE.cells if cell.count(None) == 1]
BASE = 3


def least_by_trying(limits: Limits, targets: Sequence[int], lines: Sequence[int]) -> int | None:
    """The least Σ|P − target| over every rounding of the cube's faces that some list of its eight corners counts up to."""
    options = [range(limits.lowest[CUBE.place_of_cell[cell]], limits.highest[CUBE.place_of_cell[cell]] + 1) for cell in PAIRS]
    faces = BASE * np.array(list(product(*options)), dtype=int).reshape(-1, len(PAIRS))
    column = {cell: faces[:, at] for at, cell in enumerate(PAIRS)}
    sums: dict[Cell, NDArray[np.int64]] = dict(column)
    agree = np.ones(len(faces), dtype=bool)
    for cell in [cell for cell in CUBE.cells if cell.count(None) == 2]:
        free = [at for at, value in enumerate(cell) if value is None]
        ways = [column[(*cell[:at], 0, *cell[at + 1 :])] + column[(*cell[:at], 1, *cell[at + 1 :])] for at in free]
        agree &= ways[0] == ways[1]
        sums[cell] = ways[0]
    sums[None, None, None] = sums[0, None, None] + sums[1, None, None]
    numbers = np.stack([sums[cell] for cell in CUBE.cells], axis=1)
    low, high = BASE * np.array(limits.lowest), BASE * np.array(limits.highest)
    numbers = numbers[agree & (numbers >= low).all(axis=1) & (numbers <= high).all(axis=1)]
    costs = [
        int(np.abs(row - targets).sum()) for row in numbers if has_a_list(dict(zip(CUBE.cells, row.tolist(), strict=True)), lines)
    ]
    return min(costs, default=None)


def has_a_list(numbers: dict[Cell, int], lines: Sequence[int]) -> bool:
    """Whether corners count up to the faces: one of them decides the seven others."""
    for corner in range(numbers[0, 0, None] + 1):
        z: dict[Cell, int] = {(0, 0, 0): corner, (0, 0, 1): numbers[0, 0, None] - corner, (0, 1, 0): numbers[0, None, 0] - corner}
        z[1, 0, 0] = numbers[None, 0, 0] - corner
        z[0, 1, 1] = numbers[0, 1, None] - z[0, 1, 0]
        z[1, 0, 1] = numbers[1, 0, None] - z[1, 0, 0]
        z[1, 1, 0] = numbers[1, None, 0] - z[1, 0, 0]
        z[1, 1, 1] = numbers[1, 1, None] - z[1, 1, 0]
        if all(z[leaf] >= least for leaf, least in zip(CUBE.leaves, lines, strict=True)):
            return True
    return False


corners = st.lists(st.integers(0, 5), min_size=8, max_size=8)


@given(corners, st.lists(st.integers(0, 2), min_size=8, max_size=8), st.data())
def test_the_least_sum_is_that_of_trying_everything(leaves: list[int], earlier: list[int], data: st.DataObject) -> None:
    exact = CUBE.count_up(leaves)
    small = data.draw(st.sets(st.sampled_from(range(len(exact))), max_size=2))
    limits = Limits(
        tuple(max(0, -((BASE - number) // BASE)) for number in exact),
        tuple(min((number + BASE) // BASE, 1 if cell in small else 99) for cell, number in enumerate(exact)),
    )
    targets = [number - number % BASE for number in exact]
    found = controlled_rounding(CUBE, [Wanted(base=BASE, limits=[limits], targets=[targets], lines=earlier)])
    least = least_by_trying(limits, targets, earlier)
    if isinstance(found, Unsolved):
        assert (found, least) == (Unsolved.IMPOSSIBLE, None)
    else:
        assert sum(abs(number - wanted) for number, wanted in zip(found[0][0], targets, strict=True)) == least


@given(corners, corners)
def test_a_shadow_list_counts_up_and_goes_on_from_the_earlier_one(leaves: list[int], more: list[int]) -> None:
    later = [one + other for one, other in zip(leaves, more, strict=True)]
    lists = shadow_lists(CUBE, [CUBE.count_up(leaves), CUBE.count_up(later)])
    assert isinstance(lists, tuple)
    assert [CUBE.count_up(one) for one in lists] == [CUBE.count_up(leaves), CUBE.count_up(later)]
    assert all(after >= before >= 0 for before, after in zip(*lists, strict=True))


def test_numbers_without_a_list_are_said_to_have_none() -> None:
    numbers = list(CUBE.count_up([1] * 8))
    numbers[0] += 1
    assert shadow_lists(CUBE, [numbers]) is Unsolved.IMPOSSIBLE


def answering(*statuses: int, wrong: Collection[int] = ()) -> Callable[..., OptimizeResult]:
    """The solver, which gives these statuses instead of its own, call by call; in the `wrong` calls everything is one too many."""
    real, left, calls = scipy.optimize.milp, list(statuses), count()

    def solver(cost: NDArray[np.float64], **options: object) -> OptimizeResult:
        found = real(cost, **options)
        status = left.pop(0) if left else found.status
        return OptimizeResult(status=status, x=None if found.x is None else found.x + (next(calls) in wrong))

    return solver


COUNTS = counted(two_way(2, 2), [7, 3, 12, 6])


@pytest.mark.parametrize("status", [1, 3, 4])
def test_what_is_not_optimal_is_not_released(status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scipy.optimize, "milp", answering(status, status))
    assert publish(COUNTS, COUNTS, [], KEY, base=5) == NotPossible(Why.UNDECIDED, COUNTS.name)


def test_what_is_too_large_is_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounding, "MOST_UNKNOWNS", 10)
    monkeypatch.setattr(scipy.optimize, "milp", None)
    assert publish(COUNTS, COUNTS, [], KEY, base=5) == NotPossible(Why.UNDECIDED, COUNTS.name)


def test_a_second_attempt_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = publish(COUNTS, COUNTS, [], KEY, base=5)
    monkeypatch.setattr(scipy.optimize, "milp", answering(4))
    assert isinstance(expected, Release)
    assert publish(COUNTS, COUNTS, [], KEY, base=5) == expected


@pytest.mark.parametrize("wrong", [{0}, {1}, {0, 1}])
def test_a_solver_that_errs_is_not_believed(wrong: set[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scipy.optimize, "milp", answering(wrong=wrong))
    assert publish(COUNTS, COUNTS, [], KEY, base=5) == NotPossible(Why.UNPROVEN, COUNTS.name)
