"""A table of a publication without names and days, as the reference cases and other programs write it. Pure.

``{"b": 5, "releases": [{"P": [[5, 0], [10, 5]], "Z": [[5, 0], [10, 5]]}]}``: P and Z as nested lists over all leaves. With ``"cells"``, P
lists those instead. ``{"b": 5, "cells": […], "P": [[…], …]}`` has no shadow lists: they are looked for, which needs the solver.
"""

from __future__ import annotations

from datetime import date
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any, Final

import msgspec
from msgspec import Struct, field

from adv.disclosure.lattice import MOST_LEAVES, Cell, Dimension, Lattice
from adv.disclosure.publication import Release, Table, shadow_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

STATUS: Final = 3  # the place of the dimension that moves, in cells of four


class BareRelease(Struct, frozen=True):
    """One release: numbers, and the shadow list if it is given."""

    numbers: list[Any] = field(name="P")
    shadow: list[Any] | None = field(name="Z", default=None)


class BareTable(Struct, frozen=True):
    """Releases in a row."""

    base: int = field(name="b")
    cells: tuple[Cell, ...] | None = None
    releases: tuple[BareRelease, ...] = ()
    numbers: tuple[list[int], ...] = field(name="P", default=())  # instead of releases


def table_of(bare: BareTable) -> Table:
    """The table, with names and days made for it.

    Raises
    ------
    ValueError, IndexError, msgspec.ValidationError
        Its lists do not belong together.
    """
    releases = bare.releases or tuple(map(BareRelease, bare.numbers))
    sizes = _sizes(bare.cells) if bare.cells else _shape(releases[0].numbers)
    if not 0 < prod(sizes) <= MOST_LEAVES:
        raise ValueError(sizes)
    dimensions = tuple(Dimension(str(at), tuple(map(str, range(size))), at == STATUS) for at, size in enumerate(sizes))
    shape = Lattice(dimensions, bare.cells or tuple(product(*map(range, sizes))))
    numbers = [tuple(flat(release.numbers)) for release in releases]
    given = [tuple(flat(release.shadow)) for release in releases if release.shadow is not None]
    shadows = given or _looked_for(shape, numbers)
    rows = [shadow_rows(shape, shadow) for shadow in shadows]
    days = map(date.fromordinal, range(1, len(releases) + 1))
    made = tuple(Release(day, published, shadow) for day, published, shadow in zip(days, numbers, rows, strict=True))
    return msgspec.convert(msgspec.to_builtins(Table(bare.base, shape.dimensions, shape.cells, made)), Table)


def flat(nested: object) -> Iterator[Any]:
    """The values of nested lists and mappings, in their order."""
    if isinstance(nested, dict):
        nested = list(nested.values())
    if isinstance(nested, list | tuple):
        for value in nested:
            yield from flat(value)
    else:
        yield nested


def _looked_for(shape: Lattice, numbers: Sequence[tuple[int, ...]]) -> Sequence[tuple[int, ...]]:
    """Shadow lists for the numbers; empty ones, which count up to nothing, where there are none."""
    from adv.disclosure.rounding import Unsolved, shadow_lists  # noqa: PLC0415 - numpy and scipy take long

    found = shadow_lists(shape, numbers)
    return [(0,) * len(shape.leaves)] * len(numbers) if isinstance(found, Unsolved) else found


def _sizes(cells: tuple[Cell, ...]) -> list[int]:
    return [max((value for value in values if value is not None), default=0) + 1 for values in zip(*cells, strict=True)]


def _shape(nested: object) -> list[int]:
    return [len(nested), *_shape(nested[0])] if isinstance(nested, list) and nested else []
