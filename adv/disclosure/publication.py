"""Published numbers, as a type of their own, the releases that they come from, and their JSON. Pure.

Charts, tables, sentences and files for programme managers take `PublishedCount`, `PublishedShare` and `ProjectFigures` only; an
exact figure there is a type error. A publication carries its own proof: the shadow list Z of every release, which counts up to its
published numbers P. The names P, Z and b in the JSON are those of the proof in docs/privacy.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from typing import Final

import msgspec
from msgspec import UNSET, Struct, UnsetType, field
from msgspec.structs import replace

from adv.disclosure.lattice import Cell, Dimension, Lattice
from adv.model import LEAST_BASE, Outcome, TargetUnit

FORMAT: Final = "adv-publication/1"
PUBLIC_BASE: Final = 10  # for the public at least; for the municipality the project's settings say it
LEAST_DENOMINATOR: Final = 50  # below this a share of rounded numbers is off by too much
TALKED_TO: Final = Outcome.CONVERSATION.value  # households with this outcome are those that were reached
# Dimensions that move, each with the value that stays: fixed by their names, so that a publication that claims otherwise is refused.
MOVING: Final[Mapping[str, str | None]] = {"status": None, "outcome": TALKED_TO}
DIMENSIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "requests": ("area", "theme", "goal", "status"),
    "households": ("area", "outcome"),
}
MERGED: Final = ("area", "theme")  # of these some values may be counted as one


class Audience(StrEnum):
    """Readers of a publication."""

    MUNICIPALITY = "municipality"
    PUBLIC = "public"


class PublishedCount(Struct, frozen=True, order=True):
    """A published number: a multiple of the base, at most one base away from the true one.

    Raises `ValueError`: no multiple of the base: an exact number that somebody took for a published one.
    """

    value: int
    base: int

    def __post_init__(self) -> None:
        if self.base < LEAST_BASE or self.value % self.base:
            raise ValueError(self.base)


class PublishedShare(Struct, frozen=True):
    """A share of published numbers; "ongeveer" belongs before it."""

    part: PublishedCount
    whole: PublishedCount

    @property
    def share(self) -> float:
        """Part / whole, from 0 to 1."""
        return min(self.part.value / self.whole.value, 1.0)


class TooFew(Struct, frozen=True):
    """No share: the whole is too small for one."""

    whole: PublishedCount


def published_share(part: PublishedCount, whole: PublishedCount) -> PublishedShare | TooFew:
    """Part of a whole, when the whole is at least `LEAST_DENOMINATOR`."""
    return TooFew(whole) if whole.value < LEAST_DENOMINATOR else PublishedShare(part, whole)


class ProjectFigures(Struct, frozen=True, forbid_unknown_fields=True):
    """Exact and public figures of a whole project: conversations held and money spent up to the end of a day."""

    day: date
    visits: int
    cents: int


class Release(Struct, frozen=True, forbid_unknown_fields=True):
    """The stocks of one table at the end of a day, everything up to and including it."""

    day: date
    numbers: tuple[int, ...] = field(name="P")  # per cell; cells that came later are not in it
    shadow: tuple[tuple[int, ...], ...] = field(
        name="Z"
    )  # rows: the values of a leaf and how many records it holds; leaves without records are left out


class Table(Struct, frozen=True, dict=True, forbid_unknown_fields=True):
    """All releases of one table, oldest first."""

    base: int = field(name="b")
    dimensions: tuple[Dimension, ...]
    cells: tuple[Cell, ...]
    releases: tuple[Release, ...]

    @cached_property
    def lattice(self) -> Lattice:
        """The cells and leaves of the newest release."""
        return Lattice(self.dimensions, self.cells)

    def numbers(self, release: int) -> tuple[int, ...]:
        """P of one release for all cells, 0 in those that came later."""
        numbers = self.releases[release].numbers
        return numbers + (0,) * (len(self.cells) - len(numbers))

    def shadow(self, release: int) -> list[int]:
        """Z of one release for all leaves. Raises `KeyError`: a row names a leaf that there is not."""
        leaves = [0] * len(self.lattice.leaves)
        for *leaf, count in self.releases[release].shadow:
            leaves[self.lattice.place_of_leaf[tuple(leaf)]] += count
        return leaves

    def count(self, release: int, **values: str | None) -> PublishedCount:
        """The published number of one cell: ``count(-1, area="Waartplein", theme="werken")``; without values the total.

        Raises `KeyError`: no such cell is published.
        """
        return PublishedCount(self.numbers(range(len(self.releases))[release])[self._place(values)], self.base)

    def line(self, **values: str | None) -> tuple[PublishedCount, ...]:
        """The published numbers of one cell, release after release."""
        return tuple(self.count(release, **values) for release in range(len(self.releases)))

    def _place(self, values: dict[str, str | None]) -> int:
        if unknown := values.keys() - {dimension.name for dimension in self.dimensions}:
            raise KeyError(*unknown)
        cell = tuple(_place_of(values[d.name], d) if d.name in values else None for d in self.dimensions)
        return self.lattice.place_of_cell[cell]


class Merging(Struct, frozen=True, forbid_unknown_fields=True):
    """Values of one dimension that are counted as one, from the first release on."""

    dimension: str  # area or theme
    together: tuple[str, ...]

    @property
    def name(self) -> str:
        """The value that stands for them."""
        return " + ".join(self.together)


class Publication(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A series of releases of one project for one audience, with what is exact and public, and what proves the rest."""

    format: str = FORMAT
    project: str
    title: str
    audience: Audience
    base: int = field(name="b")
    requests: Table
    households: Table
    figures: tuple[ProjectFigures, ...]  # one a release
    target: int
    target_unit: TargetUnit  # of households only the published number may stand beside it
    budget_cents: int
    is_sample: bool = False  # counted in invented data
    merged: tuple[Merging, ...] | UnsetType = UNSET  # nothing is merged, as before merging was possible
    digest: str = ""  # of everything else: shows damage by mistake; who changes numbers on purpose can compute it anew

    @property
    def tables(self) -> dict[str, Table]:
        """The tables by their names."""
        return {"requests": self.requests, "households": self.households}

    @property
    def mergings(self) -> tuple[Merging, ...]:
        """The values that are counted as one."""
        return () if isinstance(self.merged, UnsetType) else self.merged

    @property
    def days(self) -> tuple[date, ...]:
        """The days at the end of which there is a release."""
        return tuple(figures.day for figures in self.figures)

    def up_to(self, day: date) -> Publication:
        """Give what was published up to a day, to look at: its digest is that of all of it."""
        return self.on([one for one in self.days if one <= day])

    def on(self, days: Sequence[date]) -> Publication:
        """Give the releases of some days, at least one, without values that came only later."""
        places = [place for place, day in enumerate(self.days) if day in days]
        tables = {name: _on(table, places) for name, table in self.tables.items()}
        return replace(self, **tables, figures=tuple(self.figures[place] for place in places))


class Chosen(Struct, frozen=True, forbid_unknown_fields=True):
    """Releases for both kinds of readers, chosen beside each other; each kind has those that were published for it.

    They are chosen together: whoever has both knows no more than whoever has the finer one, in whatever order they are published.
    """

    municipality: Publication | None = None
    public: Publication | None = None  # on some of the days of the other


def _on(table: Table, places: Sequence[int]) -> Table:
    releases = tuple(table.releases[place] for place in places)
    cells = table.cells[: len(releases[-1].numbers)]
    sizes = [1 + max(value for value in values if value is not None) for values in zip(*cells, strict=True)]
    dimensions = tuple(replace(one, values=one.values[:size]) for one, size in zip(table.dimensions, sizes, strict=True))
    return Table(table.base, dimensions, cells, releases)


def dimension(name: str, values: Sequence[str | None]) -> Dimension:
    """Make a dimension of a publication of its name and values."""
    kept = MOVING.get(name)
    return Dimension(name, tuple(values), name in MOVING, values.index(kept) if kept is not None and kept in values else None)


def is_of(table: str, dimensions: Sequence[Dimension]) -> bool:
    """Tell whether dimensions are those of a table, and move and stay as their names say."""
    wanted = DIMENSIONS.get(table, ())
    return [one.name for one in dimensions] == [*wanted] and all(one == dimension(one.name, one.values) for one in dimensions)


def sealed(publication: Publication) -> Publication:
    """The publication with the digest that belongs to it."""
    return replace(publication, digest=digest_of(publication))


def digest_of(publication: Publication) -> str:
    """SHA-256 of the JSON without a digest, in hexadecimal."""
    return sha256(msgspec.json.encode(replace(publication, digest=""))).hexdigest()


def to_json(publication: Publication) -> bytes:
    """The publication as JSON that may stand in the script of a page: it holds no "<"."""
    return msgspec.json.encode(publication).replace(b"<", b"\\u003c")


def shadow_rows(shape: Lattice, leaves: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """A shadow list as rows of a leaf's values and its count, without the empty leaves."""
    return tuple((*leaf, count) for leaf, count in zip(shape.leaves, leaves, strict=True) if count)


def _place_of(value: str | None, dimension: Dimension) -> int:
    if value not in dimension.values:
        raise KeyError(value)
    return dimension.values.index(value)
