"""Publications as a ledger: each act of publishing is a line with the whole publication after it; the last one holds.

Lines are added and never changed: what was published is out, and the next release has to fit it. Undoing an import touches none.
What was published of sample data is a series of its own, since it says nothing about real households. What is chosen for other readers
beside it (`Chosen`) is in lines of the same table, and given to nobody until it is published for them.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, Row, Select, insert, select

from adv.disclosure.publication import Audience, Chosen, Publication, digest_of
from adv.errors import PublishingRefused, StoreError
from adv.store.dialect import Connected, reading, writing
from adv.store.history import is_sample_at, latest_version
from adv.store.schema import publications

CHOSEN: Final = "chosen"  # in the column of the audience
Content = TypeVar("Content", Publication, Chosen)


class Series(Struct, frozen=True):
    """Series of releases: of a project, for some readers, of real or of sample data."""

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

    def chosen(self, series: Series) -> tuple[int, Chosen]:
        """Read what was chosen for all readers, and how often; before the first time it is what was published."""
        with reading(self.engine) as connection:
            found = connection.execute(_newest(series, CHOSEN)).first()
            if found:
                return found.number, _read(found, Chosen)
            lines = {one: next(_lines(connection, replace(series, audience=one)), None) for one in Audience}
        return 0, Chosen(**{one.value: line.publication for one, line in lines.items() if line})

    def publish(
        self, publication: Publication, *, after: int, version: int, who: str, chosen: tuple[int, Chosen] | None = None
    ) -> PublicationLine:
        """Add releases to the ledger, for good: all of it or nothing; with what is chosen now, and how often it was before.

        Raises `PublishingRefused`: the ledger is no longer at line `after`, or the data no longer at `version`: what was shown is
        not what would be published. Raises `ValueError`: it does not go on from what was published: a mistake in the program.
        """
        series = Series(publication.project, publication.audience, publication.is_sample)
        with writing(self.engine) as connection:
            known = next(_lines(connection, series), None)
            times = getattr(connection.execute(_newest(series, CHOSEN)).first(), "number", 0)
            acts = known.number if known else 0, latest_version(connection, publication.project), times
            if acts != (after, version, chosen[0] if chosen else times):
                raise PublishingRefused("publishing_overtaken")
            if known and not goes_on(known.publication, publication):
                raise ValueError(after)
            line = PublicationLine(after + 1, datetime.now(UTC), who, version, publication)
            added = [(line.number, publication.audience.value, publication), *([(times + 1, CHOSEN, chosen[1])] if chosen else [])]
            record = msgspec.to_builtins(series) | {"at": line.at, "who": who, "version": version}
            for number, audience, made in added:
                row = {"number": number, "audience": audience, "content": zlib.compress(msgspec.json.encode(made))}
                connection.execute(insert(publications), [record | row])
        return line


def _lines(connection: Connection, series: Series) -> Iterator[PublicationLine]:
    """Read a series from its last line back; each line is decoded and checked against its digest only when it is asked for."""
    return map(_decoded, connection.execute(_newest(series, series.audience.value)))


def _newest(series: Series, audience: str) -> Select[Any]:
    columns = publications.c
    wanted = columns.project == series.project, columns.audience == audience, columns.is_sample == series.is_sample
    return select(publications).where(*wanted).order_by(columns.number.desc())


def goes_on(earlier: Publication, later: Publication) -> bool:
    """Tell whether a publication has every release of an earlier one as it was, cell by cell, and at least one more."""
    tables = [(earlier.tables[name], later.tables[name]) for name in earlier.tables]
    return (
        later.figures[: len(earlier.figures)] == earlier.figures
        and len(later.figures) > len(earlier.figures)
        and all(new.releases[: len(old.releases)] == old.releases for old, new in tables)
        and all(new.cells[: len(old.cells)] == old.cells and new.base == old.base for old, new in tables)
    )


def _decoded(row: Row[Any]) -> PublicationLine:
    publication = _read(row, Publication)
    if publication.digest != digest_of(publication):
        raise StoreError("store_damaged")
    return PublicationLine(row.number, row.at, row.who, row.version, publication)


def _read(row: Row[Any], kind: type[Content]) -> Content:
    try:
        return msgspec.json.decode(zlib.decompress(row.content), type=kind)
    except (zlib.error, msgspec.DecodeError):
        raise StoreError("store_damaged") from None
