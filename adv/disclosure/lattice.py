"""The cells of a table that is published, the leaves of its shadow list, and which sums of leaves only grow. Pure, no libraries.

A leaf is one value of every dimension (area × theme × goal × status), a cell is a margin: some dimensions have a value, the
others are summed over. Values go by their places: ``(2, None, 1, None)`` is the third area with the second goal.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import product

from msgspec import Struct

MOST_LEAVES = 20_000  # more than any project has; a file may claim anything
Cell = tuple[int | None, ...]
Leaf = tuple[int, ...]


class Dimension(Struct, frozen=True, forbid_unknown_fields=True):
    """One way in which records differ. A value of None gathers the records that do not say."""

    name: str
    values: tuple[str | None, ...]
    moves: bool = False  # a record may have another value in a later release: a status
    stays: int | None = None  # of a dimension that moves: the value that no record leaves again


class Lattice(Struct, frozen=True, dict=True):
    """The dimensions of a table and the cells of it that are published, in their order."""

    dimensions: tuple[Dimension, ...]
    cells: tuple[Cell, ...]

    @cached_property
    def leaves(self) -> tuple[Leaf, ...]:
        """Every combination of values, the last dimension running fastest."""
        return tuple(product(*(range(len(dimension.values)) for dimension in self.dimensions)))

    @cached_property
    def place_of_leaf(self) -> dict[Leaf, int]:
        """Place of each leaf among the leaves."""
        return {leaf: place for place, leaf in enumerate(self.leaves)}

    @cached_property
    def place_of_cell(self) -> dict[Cell, int]:
        """Place of each cell among the cells."""
        return {cell: place for place, cell in enumerate(self.cells)}

    @cached_property
    def cells_of(self) -> tuple[tuple[int, ...], ...]:
        """Places of the cells that count each leaf."""
        patterns = sorted({tuple(value is not None for value in cell) for cell in self.cells})
        margins = (
            (tuple(value if shown else None for value, shown in zip(leaf, pattern, strict=True)) for pattern in patterns)
            for leaf in self.leaves
        )
        place = self.place_of_cell
        return tuple(tuple(place[cell] for cell in those if cell in place) for those in margins)

    @cached_property
    def leaves_of(self) -> tuple[tuple[int, ...], ...]:
        """Places of the leaves that each cell counts."""
        return _turned(self.cells_of, len(self.cells))

    @cached_property
    def line_of(self) -> tuple[int, ...]:
        """Number of the line of each leaf: leaves that differ only in what moves are on one line."""
        numbers: dict[Leaf, int] = {}
        return tuple(numbers.setdefault(self._fixed(leaf), len(numbers)) for leaf in self.leaves)

    @cached_property
    def lines(self) -> tuple[tuple[int, ...], ...]:
        """Groups of leaves whose sum never falls: leaves that differ only in what moves, then each leaf that no record leaves."""
        whole = _turned([(line,) for line in self.line_of], max(self.line_of, default=-1) + 1)
        return (*whole, *((leaf,) for leaf, stays in enumerate(self.stays) if stays))

    @cached_property
    def lines_of(self) -> tuple[tuple[int, ...], ...]:
        """Numbers of the lines that each leaf is on: one, or two where no record leaves it."""
        return _turned(self.lines, len(self.leaves))

    @cached_property
    def stays(self) -> tuple[bool, ...]:
        """Mark of each leaf that no record leaves."""
        return tuple(any(d.stays == value for d, value in zip(self.dimensions, leaf, strict=True)) for leaf in self.leaves)

    @cached_property
    def grows(self) -> tuple[bool, ...]:
        """Mark of each cell that only grows: it adds up everything that moves, or holds leaves that no record leaves."""
        return tuple(
            all(not d.moves or value is None or value == d.stays for d, value in zip(self.dimensions, cell, strict=True))
            for cell in self.cells
        )

    def count_up(self, leaves: Sequence[int]) -> list[int]:
        """The cells that a list of leaves counts up to."""
        cells = [0] * len(self.cells)
        for count, places in zip(leaves, self.cells_of, strict=True):
            if count:
                for cell in places:
                    cells[cell] += count
        return cells

    def name_of(self, place: int) -> str:
        """A cell in words for the keyed hash, such as ``area=Waartplein|theme=werken``; the total is empty."""
        return "|".join(
            f"{dimension.name}={'' if dimension.values[value] is None else dimension.values[value]}"
            for dimension, value in zip(self.dimensions, self.cells[place], strict=True)
            if value is not None
        )

    def values_of(self, place: int) -> tuple[str | None, ...]:
        """The values that a cell has, of the dimensions that it does not sum over; none for the total."""
        pairs = zip(self.dimensions, self.cells[place], strict=True)
        return tuple(dimension.values[value] for dimension, value in pairs if value is not None)

    def _fixed(self, leaf: Leaf) -> Leaf:
        return tuple(value for dimension, value in zip(self.dimensions, leaf, strict=True) if not dimension.moves)


def lattice(dimensions: Sequence[Dimension], margins: Iterable[Sequence[str]]) -> Lattice:
    """The lattice of some margins and everything that they add up to, down to the total.

    Cells come in the order of the margins, sums before their parts, each once.
    """
    cells: dict[Cell, None] = {}
    for margin in margins:
        choices = ((None, *range(len(d.values))) if d.name in margin else (None,) for d in dimensions)
        cells |= dict.fromkeys(product(*choices))
    return Lattice(tuple(dimensions), tuple(cells))


def extended(earlier: Lattice, wanted: Lattice) -> Lattice | None:
    """Add to the earlier lattice what only `wanted` has; what was published keeps its place. None: they do not fit.

    Both count by the same dimensions and margins; values that only the earlier one has stay.
    """
    are_alike = [(d.name, d.moves) for d in earlier.dimensions] == [(d.name, d.moves) for d in wanted.dimensions]
    if not are_alike or _margins(earlier) != _margins(wanted):
        return None
    pairs = zip(earlier.dimensions, wanted.dimensions, strict=True)
    dimensions = [Dimension(old.name, (*dict.fromkeys(old.values + new.values),), old.moves, old.stays) for old, new in pairs]
    names = [[dimensions[at].name for at in margin] for margin in _margins(wanted)]
    made = lattice(dimensions, names)
    return Lattice(made.dimensions, tuple(dict.fromkeys(earlier.cells + made.cells)))


def _turned(groups: Iterable[Sequence[int]], count: int) -> tuple[tuple[int, ...], ...]:
    """Turn the members of each group into the groups of each member."""
    found: list[list[int]] = [[] for _ in range(count)]
    for group, members in enumerate(groups):
        for member in members:
            found[member].append(group)
    return tuple(map(tuple, found))


def _margins(of: Lattice) -> list[tuple[int, ...]]:
    return sorted({tuple(at for at, value in enumerate(cell) if value is not None) for cell in of.cells})
