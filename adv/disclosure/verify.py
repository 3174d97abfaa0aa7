"""Check a publication by adding up: no solver, no key, no true number is needed. Pure, no libraries.

The five lines of the proof, for every table: P is a multiple of b; nothing is negative; the shadow list Z counts up to P; nothing
that only grows has fallen; every rival series fits. That P is within b of the truth only the coordinator's side can check, and does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from itertools import pairwise
from math import prod

from msgspec import Struct

from adv.disclosure.lattice import MOST_LEAVES
from adv.disclosure.publication import FORMAT, MERGED, Publication, Table, digest_of, is_of
from adv.disclosure.rivals import Of, Rival, Series, Side, rivals
from adv.model import LEAST_BASE


class Reason(StrEnum):
    """Reasons for which a publication is refused, the gravest first."""

    TWICE = "twice"  # two publications in one page
    FORMAT = "format"  # of another version
    MALFORMED = "malformed"  # cells, leaves, days or tables that do not belong together
    BASE = "base"  # protects nobody
    NOT_WHOLE = "not_whole"
    NOT_A_MULTIPLE = "not_a_multiple"
    NEGATIVE = "negative"
    NOT_COUNTED_UP = "not_counted_up"  # the shadow list gives other numbers
    FALLEN = "fallen"  # a number fell that only grows
    RIVAL = "rival"  # something small is given away
    SHOWN = "shown"  # the page of the publication shows other numbers than the publication has
    PAGE = "page"  # the page is not what the publication gives
    APART = "apart"  # too far from the publication for other readers: the two together may tell more
    DIGEST = "digest"  # changed or damaged since it was made


class Refusal(Struct, frozen=True):
    """One reason, and where as far as it is in one place: the table, the release from 0, the values of the cell."""

    reason: Reason
    table: str = ""
    release: int | None = None
    cell: tuple[str | None, ...] | None = None


class Verdict(Struct, frozen=True):
    """Outcome of adding up."""

    refusals: tuple[Refusal, ...]
    base: int = 0
    releases: int = 0
    rivals: int = 0  # tried in all

    @property
    def fits(self) -> bool:
        """No refusal: everything adds up."""
        return not self.refusals


def verify(publication: Publication) -> Verdict:
    """Check both tables of a publication, that they belong together, and that nothing was changed by mistake."""
    verdicts = [verify_table(table, name, publication.base) for name, table in publication.tables.items()]
    refusals = [refusal for verdict in verdicts for refusal in verdict.refusals]
    days = {tuple(release.day for release in table.releases) for table in publication.tables.values()}
    names_fit = all(is_of(name, table.dimensions) for name, table in publication.tables.items())
    if publication.format != FORMAT:
        refusals.append(Refusal(Reason.FORMAT))
    if days != {publication.days} or not names_fit or not _are_merged(publication):
        refusals.append(Refusal(Reason.MALFORMED))
    if min([publication.target, publication.budget_cents, *(figures.visits for figures in publication.figures)]) < 0:
        refusals.append(Refusal(Reason.NEGATIVE))
    if publication.digest != digest_of(publication):
        refusals.append(Refusal(Reason.DIGEST))
    refusals.sort(key=lambda refusal: list(Reason).index(refusal.reason))
    return Verdict(tuple(refusals), publication.base, len(publication.figures), sum(verdict.rivals for verdict in verdicts))


def _are_merged(publication: Publication) -> bool:
    """Tell whether what is said to be merged is so in every table: its name is a value there, its parts are not."""
    for merging in publication.mergings:
        of = [one for table in publication.tables.values() for one in table.dimensions if one.name == merging.dimension]
        parts = set(merging.together)
        if merging.dimension not in MERGED or not 1 < len(parts) == len(merging.together):
            return False
        if any(merging.name not in one.values or not parts.isdisjoint(one.values) for one in of):
            return False
    return True


def verify_table(table: Table, name: str = "", base: int | None = None, *, with_rivals: bool = True) -> Verdict:
    """Check one table by itself. Rivals are tried when everything else is in order."""
    if not _is_well_formed(table):
        return Verdict((Refusal(Reason.MALFORMED, name),), table.base)
    if table.base < LEAST_BASE or base not in {None, table.base}:
        return Verdict((Refusal(Reason.BASE, name),), table.base)
    series = series_of(table)
    refused = list(_not_in_order(series))
    tried = 0
    if not refused and with_rivals:
        sums = _line_sums(series)
        for rival in rivals(series, [len(release.numbers) for release in table.releases]):
            tried += 1
            if not fits(rival, series, sums):
                refused.append((Reason.RIVAL, rival.release, rival.cell))
    values = table.lattice.values_of
    found = (Refusal(reason, name, at, None if cell is None else values(cell)) for reason, at, cell in refused)
    return Verdict(tuple(found), table.base, len(table.releases), tried)


def are_beside(one: Publication, other: Publication) -> bool:
    """Tell whether two publications are of the same project, and no number of the one is too far from that of the other."""
    are_of_one = (one.project, one.is_sample) == (other.project, other.is_sample) and not {*one.days}.isdisjoint(other.days)
    return are_of_one and all(map(are_near, one.tables.values(), other.tables.values()))


def are_near(*tables: Table) -> bool:
    """Tell whether no number of one table is further from that of the other, of the same day and cell, than their bases differ.

    Then every number that the finer one allows is allowed by the coarser one too: together they exclude nothing more.
    """
    numbers = []
    for one in tables:
        names = [
            tuple(at if at is None else (d.values[at],) for at, d in zip(cell, one.dimensions, strict=True)) for cell in one.cells
        ]
        numbers.append(
            {(release.day, name): number for release in one.releases for name, number in zip(names, release.numbers, strict=False)}
        )
    return all(
        abs(one[place] - other[place]) <= abs(first.base - second.base)
        for (first, one), (second, other) in pairwise(zip(tables, numbers, strict=True))
        for place in one.keys() & other.keys()
    )


def series_of(table: Table) -> Series:
    """The published numbers and the shadow lists of all releases, as whole lists.

    Raises `KeyError`: a row of a shadow list names a leaf that there is not.
    """
    releases = range(len(table.releases))
    numbers = tuple(table.numbers(release) for release in releases)
    return Series(table.base, table.lattice, numbers, tuple(tuple(table.shadow(release)) for release in releases))


def _is_well_formed(table: Table) -> bool:
    """Tell whether cells are cells of the dimensions, shadow rows are leaves, and releases follow each other."""
    sizes = [len(dimension.values) for dimension in table.dimensions]
    if not sizes or not 0 < prod(sizes) <= MOST_LEAVES or len(set(table.cells)) != len(table.cells):
        return False
    if any(len(set(dimension.values)) != len(dimension.values) for dimension in table.dimensions):
        return False
    if any(len(cell) != len(sizes) for cell in table.cells):
        return False
    if any(at is not None and not 0 <= at < size for cell in table.cells for at, size in zip(cell, sizes, strict=True)):
        return False
    for release in table.releases:
        leaves = {row[:-1] for row in release.shadow}
        if len(leaves) < len(release.shadow) or not leaves <= table.lattice.place_of_leaf.keys():
            return False
    lengths = [len(release.numbers) for release in table.releases]
    days = [release.day for release in table.releases]
    return bool(lengths) and sorted(lengths) == lengths and lengths[-1] == len(table.cells) and days == sorted(set(days))


def _not_in_order(series: Series) -> Iterator[tuple[Reason, int, int | None]]:
    """Find what does not add up: the reason, the release and the cell, the gravest reason first."""
    shape, base = series.lattice, series.base
    every = [(at, cell, number) for at, numbers in enumerate(series.numbers) for cell, number in enumerate(numbers)]
    yield from ((Reason.NOT_A_MULTIPLE, at, cell) for at, cell, number in every if number % base)
    yield from ((Reason.NEGATIVE, at, cell) for at, cell, number in every if number < 0)
    yield from ((Reason.NEGATIVE, at, None) for at, shadow in enumerate(series.shadows) if min(shadow) < 0)
    counted = [shape.count_up(shadow) for shadow in series.shadows]
    yield from ((Reason.NOT_COUNTED_UP, at, cell) for at, cell, number in every if number != counted[at][cell])
    for at, (before, after) in enumerate(pairwise(series.numbers), start=1):
        for cell, grows in enumerate(shape.grows):
            if grows and after[cell] < before[cell]:
                yield (Reason.FALLEN, at, cell)
    for at, (sums, later) in enumerate(pairwise(_line_sums(series)), start=1):
        if any(new < old for old, new in zip(sums, later, strict=True)):
            yield (Reason.FALLEN, at, None)


def _line_sums(series: Series) -> list[list[int]]:
    return [[sum(shadow[leaf] for leaf in line) for line in series.lattice.lines] for shadow in series.shadows]


def fits(rival: Rival, series: Series, sums: list[list[int]]) -> bool:
    """Tell whether a rival series fits everything published and has what it claims; `sums` are those of the shadow lists' lines."""
    shape = series.lattice
    moved = []
    for change, shadow in zip(rival.changes, series.shadows, strict=True):
        if any(shadow[leaf] + more < 0 for leaf, more in change.items()):
            return False
        cells: Counter[int] = Counter()
        for leaf, more in change.items():
            for cell in shape.cells_of[leaf]:
                cells[cell] += more
        if any(abs(more) > series.base for more in cells.values()):
            return False
        moved.append(cells)
    return _only_grows(rival, series, sums) and _has_what_it_claims(rival, series, moved)


def _only_grows(rival: Rival, series: Series, sums: list[list[int]]) -> bool:
    """Tell whether no line falls; only lines that the rival changes need be looked at, the others are the shadow lists' own."""
    touched = {leaf for change in rival.changes for leaf in change}
    for line in {line for leaf in touched for line in series.lattice.lines_of[leaf]}:
        leaves = series.lattice.lines[line]
        heights = [
            total[line] + sum(change.get(leaf, 0) for leaf in leaves) for total, change in zip(sums, rival.changes, strict=True)
        ]
        if any(later < earlier for earlier, later in pairwise(heights)):
            return False
    return True


def _has_what_it_claims(rival: Rival, series: Series, moved: list[Counter[int]]) -> bool:
    def number(release: int) -> int:
        return series.numbers[release][rival.cell] + moved[release][rival.cell]

    value = number(rival.release)
    if rival.of is Of.GROWTH:
        value -= number(rival.release - 1)
    return value == 0 if rival.side is Side.LOWER else abs(value) >= series.base
