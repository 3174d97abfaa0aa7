"""Erasing for good: one household from the data and all their history, or a whole project past its time.

An import can be undone because the rows before it are kept. What is erased here is not: rows go from every version, and the digest of
every version is that of what is left. What was published stays: it holds nobody. Backups are files of their own, and keep what they have.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from msgspec import Struct
from sqlalchemy import Connection, Update, delete, or_, select, update

from adv.model import TableName
from adv.store import copying, history, schema
from adv.store.dialect import Connected, clean_up, overwrite_erased, writing
from adv.store.importing import remove_rows
from adv.store.records import ImportRecord
from adv.store.row_encoding import digest
from adv.store.rows import NOTHING_STORED, columns_at
from adv.store.schema import drafts, import_tables, imports, rows


class Erased(Struct, frozen=True):
    """Numbers of rows that went, over all versions together."""

    visits: int
    requests: int
    addresses: int


class Erasing(Connected):
    """Erasing from the store."""

    def erase_household(self, project_name: str, visit_id: str) -> Erased | None:
        """Erase the household of a visit from the data and all their history, for good. None: no version knows that visit."""
        with self._erasing() as connection:
            return _erase_household(connection, project_name, visit_id)

    def erase_project(self, project_name: str, *, who: str) -> ImportRecord | None:
        """Erase all rows of a project, in every version, with file names and what was remembered. None: there was nothing.

        The history keeps when imports were made and their totals, and says last that the data were taken away. What was
        published stays.
        """
        with self._erasing() as connection:
            version = history.latest_version(connection, project_name)
            if not version:
                return None
            record = remove_rows(connection, project_name, version, who)
            accounts = (schema.report_texts, schema.report_photos, schema.closed_reports)
            others = (schema.remembered, schema.import_files, schema.import_findings, schema.left_out, drafts, *accounts)
            for table in (*rows.values(), *others):
                connection.execute(delete(table).where(table.c.project == project_name))
            for name in TableName:
                connection.execute(_line(project_name, name).values(digest=NOTHING_STORED[name]))
            copying.begin_generation(connection)
            return record

    @contextmanager
    def _erasing(self) -> Iterator[Connection]:
        """Open a transaction after which nothing of what went is left in the files."""
        with writing(self.engine) as connection:
            overwrite_erased(connection)
            yield connection
        clean_up(self.engine)


def _erase_household(connection: Connection, project: str, visit_id: str) -> Erased | None:
    """Erase all visits of the household, their requests and its address."""
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
    connection.execute(delete(drafts).where(drafts.c.project == project))  # a waiting upload may have the household too
    for version in connection.scalars(select(imports.c.version).where(imports.c.project == project)).all():
        for name in (TableName.VISITS, TableName.REQUESTS, TableName.ADDRESSES):
            anew = digest(name, columns_at(connection, project, name, version))
            connection.execute(_line(project, name).where(import_tables.c.version == version).values(digest=anew))
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
        if any(
            (row.version_to is None or begun < row.version_to) and (ended is None or row.version_from < ended)
            for begun, ended in intervals[row.visit_id]
        )
    ]


def _line(project: str, name: TableName) -> Update:
    return update(import_tables).where(import_tables.c.project == project, import_tables.c.table_name == name.value)
