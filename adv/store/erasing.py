"""Erasing for good: one household from the data and all their history, or a whole project past its time.

An import can be undone because the rows before it are kept. What is erased here is not: rows go from every version, and the digest of
every version is that of what is left. What was published stays: it holds nobody. Backups are files of their own, and keep what they have.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from msgspec import Struct
from sqlalchemy import Connection, Update, delete, or_, select, update

from adv.model import TableName
from adv.store import copying, history
from adv.store.importing import remove_rows
from adv.store.records import ImportRecord
from adv.store.row_encoding import digest
from adv.store.rows import NOTHING_STORED, columns_at
from adv.store.schema import (
    closed_reports,
    drafts,
    import_files,
    import_findings,
    import_tables,
    imports,
    remembered,
    report_photos,
    report_texts,
    rows,
)


class Erased(Struct, frozen=True):
    """How many rows went, over all versions together."""

    visits: int
    requests: int
    addresses: int


def erase_household(connection: Connection, project: str, visit_id: str) -> Erased | None:
    """Erase the household of a visit: all its visits, their requests and its address. None: no version knows that visit."""
    visits, requests, addresses = (rows[name] for name in (TableName.VISITS, TableName.REQUESTS, TableName.ADDRESSES))
    named = select(visits.c.household).where(visits.c.project == project, visits.c.visit_id == visit_id)
    households = [found for found in connection.scalars(named.distinct()) if found is not None]
    theirs = or_(visits.c.visit_id == visit_id, visits.c.household.in_(households))
    wanted = select(visits.c.row_id, visits.c.visit_id, visits.c.version_from, visits.c.version_to)
    found = connection.execute(wanted.where(visits.c.project == project, theirs)).all()
    if not found:
        return None
    asked = _requests_of(connection, project, found)
    connection.execute(delete(visits).where(visits.c.row_id.in_([row.row_id for row in found])))
    connection.execute(delete(requests).where(requests.c.row_id.in_(asked)))
    gone = delete(addresses).where(addresses.c.project == project, addresses.c.household.in_(households))
    where = connection.execute(gone).rowcount
    connection.execute(delete(drafts).where(drafts.c.project == project))  # what waits may have the household too
    for version in connection.scalars(select(imports.c.version).where(imports.c.project == project)).all():
        _digest_anew(connection, project, version)
    copying.begin_generation(connection)  # nothing that was kept of a version holds any longer
    return Erased(len(found), len(asked), where)


def _requests_of(connection: Connection, project: str, visits: Iterable[object]) -> list[int]:
    """Find the requests of visits that were there at the same time: a number may be another household's in another version."""
    intervals = defaultdict(list)
    for row in visits:
        intervals[row.visit_id].append((row.version_from, row.version_to))  # type: ignore[attr-defined]  # a row of the query above
    requests = rows[TableName.REQUESTS]
    wanted = select(requests.c.row_id, requests.c.visit_id, requests.c.version_from, requests.c.version_to)
    found = connection.execute(wanted.where(requests.c.project == project, requests.c.visit_id.in_(list(intervals))))
    return [
        row.row_id
        for row in found
        if any(_meet((row.version_from, row.version_to), interval) for interval in intervals[row.visit_id])
    ]


def _meet(one: tuple[int, int | None], other: tuple[int, int | None]) -> bool:
    return (one[1] is None or other[0] < one[1]) and (other[1] is None or one[0] < other[1])


def _digest_anew(connection: Connection, project: str, version: int) -> None:
    for name in (TableName.VISITS, TableName.REQUESTS, TableName.ADDRESSES):
        anew = digest(name, columns_at(connection, project, name, version))
        connection.execute(_line(project, name).where(import_tables.c.version == version).values(digest=anew))


def erase_project(connection: Connection, project: str, *, who: str) -> ImportRecord | None:
    """Erase all rows of a project, in every version, with file names and what was remembered. None: there was nothing.

    The history keeps when imports were made and their totals, and says last that the data were taken away.
    """
    version = history.latest_version(connection, project)
    if not version:
        return None
    record = remove_rows(connection, project, version, who)
    for table in (*rows.values(), remembered, import_files, import_findings, drafts, report_texts, report_photos, closed_reports):
        connection.execute(delete(table).where(table.c.project == project))
    for name in TableName:
        connection.execute(_line(project, name).values(digest=NOTHING_STORED[name]))
    copying.begin_generation(connection)
    return record


def _line(project: str, name: TableName) -> Update:
    return update(import_tables).where(import_tables.c.project == project, import_tables.c.table_name == name.value)
