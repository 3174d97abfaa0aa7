"""What an attacker can work out from published numbers: every true table or series that fits, by trying them all or by a solver.

Shares no code with the proof: it knows the cells, the numbers and how far they may be from the truth.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.disclosure.lattice import Cell
    from adv.disclosure.publication import Table


def fitting_tables(cells: Sequence[Cell], published: Sequence[int], sizes: Sequence[int], error: int) -> np.ndarray:
    """Every list of leaves whose cells are all within `error` of the published; shape (tables, leaves)."""
    leaves = list(product(*map(range, sizes)))
    exact = {cell: number for cell, number in zip(cells, published, strict=True) if None not in cell}
    ranges = [range(max(0, exact[leaf] - error), exact[leaf] + error + 1) for leaf in leaves]
    tables = np.array(list(product(*ranges)))
    fits: np.ndarray = tables[(np.abs(tables @ incidence(cells, sizes).T - np.array(published)) <= error).all(axis=1)]
    return fits


def intervals(tables: np.ndarray, cells: Sequence[Cell], sizes: Sequence[int]) -> dict[Cell, list[int]]:
    """The least and the largest of each cell over some tables."""
    sums = tables @ incidence(cells, sizes).T
    return {cell: [int(sums[:, at].min()), int(sums[:, at].max())] for at, cell in enumerate(cells)}


def intervals_by_solver(cells: Sequence[Cell], published: Sequence[int], sizes: Sequence[int], error: int) -> dict[Cell, list[int]]:
    """The same without trying them all."""
    counts = incidence(cells, sizes)
    near = LinearConstraint(counts, np.array(published) - error, np.array(published) + error)
    found = {}
    for at, cell in enumerate(cells):
        ends = [
            milp(sign * counts[at], integrality=np.ones(counts.shape[1]), bounds=Bounds(0, np.inf), constraints=near).fun * sign
            for sign in (1, -1)
        ]
        found[cell] = [round(end) for end in ends]
    return found


def incidence(cells: Sequence[Cell], sizes: Sequence[int]) -> np.ndarray:
    """Which leaves each cell counts, as 0 and 1; shape (cells, leaves)."""
    leaves = list(product(*map(range, sizes)))
    return np.array(
        [[all(value in {None, at} for value, at in zip(cell, leaf, strict=True)) for leaf in leaves] for cell in cells], int
    )


def fitting_series(table: Table) -> list[tuple[np.ndarray, ...]]:
    """Every true series of two releases that fits all published numbers, for a table in which nothing moves."""
    sizes = [len(dimension.values) for dimension in table.dimensions]
    first, second = (fitting_tables(table.cells, table.numbers(at), sizes, table.base) for at in (0, 1))
    return [(one, two) for one in first for two in second[(second >= one).all(axis=1)]]
