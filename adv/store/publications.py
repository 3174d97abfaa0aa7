"""Publications as a ledger: each act of publishing is a line with the whole publication after it; the last one holds.

Lines are added and never changed: what was published is out, and the next release has to fit it. Undoing an import touches none.
What was published of sample data is a series of its own, since it says nothing about real households.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Row, insert, select

from adv.disclosure.publication import Audience, Publication, digest_of
from adv.errors import PublishingRefused, StoreError
from adv.store.dialect import Connected, reading, writing
from adv.store.history import is_sample_at, latest_version
from adv.store.schema import publications


class Series(Struct, frozen=True):
    """Which series of releases: of a project, for some readers, of real or of sample data."""

    project: str
    audience: Audience
    is_sample: bool


class PublicationLine(Struct, frozen=True):
    """One act of publishing, and all that was published up to then."""

    number: int  # from 1
    at: datetime
    who: str
    version: int  # of the data that the new releases were counted in
    publication: Publication


class Publications(Connected):
    """Publications in the store."""

    def publications(self, series: Series) -> tuple[PublicationLine, ...]:
        """Read what was published in a series, act by act, the latest first; `StoreError` when a line is damaged."""
        with reading(self.engine) as connection:
            return tuple(_lines(connection, series))

    def last_published(self, series: Series) -> PublicationLine | None:
        """Read the last act of a series, which holds all that was published in it."""
        with reading(self.engine) as connection:
            return next(_lines(connection, series), None)

    def published(self, name: str) -> Publication | None:
        """Give what the municipality has of a project so far; None: nothing was published."""
        with reading(self.engine) as connection:
            is_sample = is_sample_at(connection, name, latest_version(connection, name))
            line = next(_lines(connection, Series(name, Audience.MUNICIPALITY, is_sample)), None)
        return line.publication if line else None

    def publish(self, publication: Publication, *, after: int, version: int, who: str) -> PublicationLine:
        """Add releases to the ledger, for good: all of it or nothing.

        Raises
        ------
        PublishingRefused
            The ledger is no longer at line `after`, or the data no longer at `version`: what was shown is not what would be published.
        ValueError
            It does not go on from what was published: a mistake in the program.
        """
        series = Series(publication.project, publication.audience, publication.is_sample)
        with writing(self.engine) as connection:
            known = next(_lines(connection, series), None)
            if (known.number if known else 0) != after or latest_version(connection, publication.project) != version:
                raise PublishingRefused("publishing_overtaken")
            if known and not goes_on(known.publication, publication):
                raise ValueError(after)
            line = PublicationLine(after + 1, datetime.now(UTC), who, version, publication)
            content = zlib.compress(msgspec.json.encode(publication))
            record = {"number": line.number, "at": line.at, "who": who, "version": version, "content": content}
            connection.execute(insert(publications), [msgspec.to_builtins(series) | record])
        return line


def _lines(connection: Connection, series: Series) -> Iterator[PublicationLine]:
    """Read a series from its last line on; each is read back and held against its digest when it is asked for."""
    of = publications.c
    mine = of.project == series.project, of.audience == series.audience.value, of.is_sample == series.is_sample
    return map(_decoded, connection.execute(select(publications).where(*mine).order_by(of.number.desc())))


def goes_on(earlier: Publication, later: Publication) -> bool:
    """Tell whether a publication has every release of an earlier one as it was, cell by cell, and at least one more."""
    tables = [(earlier.tables[name], later.tables[name]) for name in earlier.tables]
    return (
        later.figures[: len(earlier.figures)] == earlier.figures
        and len(later.figures) > len(earlier.figures)
        and all(new.releases[: len(old.releases)] == old.releases for old, new in tables)
        and all(new.cells[: len(old.cells)] == old.cells and new.base == old.base for old, new in tables)
    )


def _decoded(row: Row[tuple[object, ...]]) -> PublicationLine:
    try:
        publication = msgspec.json.decode(zlib.decompress(row.content), type=Publication)
    except (zlib.error, msgspec.DecodeError):
        raise StoreError("store_damaged") from None
    if publication.digest != digest_of(publication):
        raise StoreError("store_damaged")
    return PublicationLine(row.number, row.at, row.who, row.version, publication)
