"""Rival series: they fit everything published, so each may be the true one. Of each small number one rival makes 0, another a large one. Pure.

They are made from the shadow lists by leaving out, adding or moving at most a base of records, so that no number moves by more than a
base; `adv.disclosure.verify` adds them up. There is a pair for every published number of at most a base, and for every difference
of at most a base between two releases: for all of them alike, whatever was small in truth.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct

from adv.disclosure.lattice import Lattice


class Of(StrEnum):
    """Subjects of a rival."""

    LEVEL = "level"  # the number of one release
    GROWTH = "growth"  # its difference with the release before


class Side(StrEnum):
    """Values that a rival gives to its subject."""

    LOWER = "lower"  # 0
    HIGHER = "higher"  # at least a base


class Rival(Struct, frozen=True):
    """Another series of lists, told by its difference with the shadow lists."""

    of: Of
    side: Side
    release: int
    cell: int
    changes: tuple[Mapping[int, int], ...]  # per release: records that the rival has more, by leaf


class Series(Struct, frozen=True):
    """Published numbers and the shadow lists that count up to them, oldest first."""

    base: int
    lattice: Lattice
    numbers: tuple[tuple[int, ...], ...]  # per release, per cell
    shadows: tuple[tuple[int, ...], ...]  # per release, per leaf


def rivals(series: Series, cells: Sequence[int]) -> Iterator[Rival]:
    """Make the rivals of every number and every difference of at most a base; `cells` says how many each release publishes."""
    for release, numbers in enumerate(series.numbers):
        for cell, number in enumerate(numbers[: cells[release]]):
            if number <= series.base:
                yield Rival(Of.LEVEL, Side.LOWER, release, cell, _without(series, release, cell))
                yield Rival(Of.LEVEL, Side.HIGHER, release, cell, _with_more(series, release, cell))
            if release and abs(number - series.numbers[release - 1][cell]) <= series.base:
                yield Rival(Of.GROWTH, Side.LOWER, release, cell, _standing_still(series, release, cell))
                yield Rival(Of.GROWTH, Side.HIGHER, release, cell, _moving(series, release, cell))


def _with_more(series: Series, release: int, cell: int) -> tuple[Mapping[int, int], ...]:
    """Add a base of records to one leaf of the cell, from that release on."""
    return _from(series, release, {next(iter(series.lattice.leaves_of[cell])): series.base})


def _without(series: Series, release: int, cell: int) -> tuple[Mapping[int, int], ...]:
    """Take away the records that the cell has in that release.

    They are left out of all releases; those of a cell of one status get another status instead.
    """
    shape, shadow = series.lattice, series.shadows[release]
    leaves = shape.leaves_of[cell]
    if _is_still(shape, cell):
        lines = {shape.line_of[leaf] for leaf in leaves}
        fewer = {line: sum(shadow[leaf] for leaf in shape.lines[line]) for line in lines}
        return tuple(_left_out(series, now, fewer) for now in range(len(series.shadows)))
    first = 0 if shape.grows[cell] else release  # a cell that no record leaves: its records must not have entered it earlier either
    return tuple(
        _elsewhere(series, {leaf: series.shadows[now][leaf] for leaf in leaves}) if first <= now <= release else {}
        for now in range(len(series.shadows))
    )


def _standing_still(series: Series, release: int, cell: int) -> tuple[Mapping[int, int], ...]:
    """Take away the difference: the new records are left out from that release on.

    In a cell of one status they get another status instead; where the number fell, the records left a release earlier.
    """
    shape, before, after = series.lattice, series.shadows[release - 1], series.shadows[release]
    leaves = shape.leaves_of[cell]
    if _is_still(shape, cell):
        fewer = {
            line: sum(after[leaf] - before[leaf] for leaf in shape.lines[line]) for line in {shape.line_of[leaf] for leaf in leaves}
        }
        return tuple(_left_out(series, now, fewer) if now >= release else {} for now in range(len(series.shadows)))
    if shape.grows[cell]:
        return _only(series, release, _elsewhere(series, {leaf: after[leaf] - before[leaf] for leaf in leaves}))
    difference = series.numbers[release][cell] - series.numbers[release - 1][cell]
    where = release if difference > 0 else release - 1
    return _only(series, where, _elsewhere(series, _some(series.shadows[where], leaves, abs(difference))))


def _moving(series: Series, release: int, cell: int) -> tuple[Mapping[int, int], ...]:
    """Make a difference of at least a base: a base more from that release on, or nothing where a base has left already."""
    fell = series.numbers[release][cell] < series.numbers[release - 1][cell]
    return _from(series, release, {}) if fell else _with_more(series, release, cell)


def _is_still(shape: Lattice, cell: int) -> bool:
    """Tell whether a cell holds whole lines: all values of what moves."""
    return all(value is None for value, dimension in zip(shape.cells[cell], shape.dimensions, strict=True) if dimension.moves)


def _from(series: Series, release: int, change: Mapping[int, int]) -> tuple[Mapping[int, int], ...]:
    return tuple(change if now >= release else {} for now in range(len(series.shadows)))


def _only(series: Series, release: int, change: Mapping[int, int]) -> tuple[Mapping[int, int], ...]:
    return tuple(change if now == release else {} for now in range(len(series.shadows)))


def _left_out(series: Series, now: int, fewer: Mapping[int, int]) -> dict[int, int]:
    """Leave out so many records of each line, or all where there are no more: first those that may leave their value."""
    shape, shadow = series.lattice, series.shadows[now]
    change: dict[int, int] = {}
    for line, count in fewer.items():
        leaves = sorted(shape.lines[line], key=lambda leaf: shape.stays[leaf])
        for leaf, taken in _some(shadow, leaves, count).items():
            change[leaf] = -taken
    return change


def _elsewhere(series: Series, moved: Mapping[int, int]) -> dict[int, int]:
    """Put so many records of each leaf in another leaf of its line, one that they may leave again."""
    shape = series.lattice
    change: dict[int, int] = {}
    for leaf, count in moved.items():
        others = (other for other in shape.lines[shape.line_of[leaf]] if other not in moved and not shape.stays[other])
        other = next(others, None)
        if count and other is not None:
            change[leaf] = change.get(leaf, 0) - count
            change[other] = change.get(other, 0) + count
    return change


def _some(shadow: Sequence[int], leaves: Iterable[int], count: int) -> dict[int, int]:
    """Take at most `count` records, from these leaves in their order."""
    found: dict[int, int] = {}
    for leaf in leaves:
        taken = min(shadow[leaf], count)
        if taken > 0:
            found[leaf] = taken
            count -= taken
    return found
