"""Small tables and projects for the tests, and a key."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from adv.disclosure.counting import REQUEST_MARGINS, Counts
from adv.disclosure.lattice import Dimension, Lattice, lattice
from adv.disclosure.publication import Release, Table
from adv.disclosure.publishing import Asked, Exact, NotPossible, publish_together

if TYPE_CHECKING:
    from collections.abc import Sequence

KEY = bytes(range(32))
START = date(2019, 1, 31)


def two_way(rows: int, columns: int) -> Lattice:
    """A table of rows and columns with its margins and total; nothing moves."""
    dimensions = (Dimension("row", tuple(map(str, range(rows)))), Dimension("column", tuple(map(str, range(columns)))))
    return lattice(dimensions, [("row", "column")])


def with_status(rows: int, statuses: int, stays: int | None = None) -> Lattice:
    """Rows by a status that moves, or that is kept once it is `stays`."""
    dimensions = (
        Dimension("row", tuple(map(str, range(rows)))),
        Dimension("status", tuple(map(str, range(statuses))), moves=True, stays=stays),
    )
    return lattice(dimensions, [("row", "status")])


def requests_by(areas: int, themes: int, goals: int, statuses: int) -> Lattice:
    """The cells of requests, for so many of each."""
    sizes = {"area": areas, "theme": themes, "goal": goals, "status": statuses}
    return lattice(
        [Dimension(name, tuple(map(str, range(size))), name == "status") for name, size in sizes.items()], REQUEST_MARGINS
    )


def counted(shape: Lattice, leaves: Sequence[int], month: int = 0, name: str = "proef/requests") -> Counts:
    """True numbers from how many there are in each leaf."""
    return Counts(name, START + timedelta(days=30 * month), shape, tuple(shape.count_up(leaves)))


def publish(counts: Counts, households: Counts, earlier: Sequence[Release], key: bytes, *, base: int) -> Release | NotPossible:
    """The release of one table at the end of one day, or why there is none."""
    found = publish_together([Asked([Exact(counts, households)], earlier, base)], key)
    return found if isinstance(found, NotPossible) else found[0][0]


def series(shape: Lattice, leaves: Sequence[Sequence[int]], base: int, key: bytes = KEY) -> tuple[Table, list[Counts]]:
    """What is published of a series in which every record is a household of its own, and the true numbers of those releases."""
    releases: list[Release] = []
    exact = []
    for month, now in enumerate(leaves):
        counts = counted(shape, now, month)
        found = publish(counts, counts, releases, key, base=base)
        if not isinstance(found, NotPossible):
            releases.append(found)
            exact.append(counts)
    return Table(base, shape.dimensions, shape.cells, tuple(releases)), exact
