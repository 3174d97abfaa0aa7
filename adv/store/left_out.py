"""Rows of files that do not count: kept per file and list, and said until they are solved.

They are solved by a newer import of that file, by one that takes the place of the whole list, by the undo of their own import, or by
somebody who says that they are left out on purpose.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from sqlalchemy import Connection, RowMapping, insert, select, update

from adv.model import TableName
from adv.store.dialect import Connected, reading, writing
from adv.store.history import History, records_at
from adv.store.records import ImportMode, ImportRecord
from adv.store.schema import left_out, rows
from adv.workbook.understood import Intake


class LeftOut(Struct, frozen=True):
    """Rows of one list of one file that do not count."""

    version: int  # of the import that left them out
    number: int
    file: str
    table: TableName
    read: int  # rows of it that count
    rows: int


class LeavingOut(History, Connected):
    """Rows that do not count, in the store."""

    def left_out(self, project_name: str) -> tuple[LeftOut, ...]:
        """Tell which rows of the lists that are in the data now do not count yet, the latest import first."""
        with reading(self.engine) as connection:
            return left_out_at(connection, project_name)

    def leave_out_on_purpose(self, project_name: str, *, who: str) -> None:
        """Note that somebody leaves these rows out on purpose: nothing is said of them any more."""
        found = self.left_out(project_name)
        with writing(self.engine) as connection:
            for one in found:
                mine = (left_out.c.project == project_name, left_out.c.version == one.version, left_out.c.number == one.number)
                connection.execute(update(left_out).where(*mine).values(on_purpose=who))


def left_out_at(connection: Connection, project_name: str) -> tuple[LeftOut, ...]:
    """Tell in an open transaction which rows of the lists that are in the data now do not count yet."""
    of = left_out.c
    wanted = select(left_out).where(of.project == project_name, of.on_purpose.is_(None)).order_by(of.version.desc(), of.number)
    kept = [_told(row) for row in connection.execute(wanted).mappings()]
    if not kept:
        return ()
    there = {table: _files_of(connection, project_name, table) for table in {one.table for one in kept}}
    kept = [one for one in kept if not one.read or one.file in there[one.table]]
    return tuple(_unsolved(records_at(connection, project_name), kept))


def counted(intake: Intake) -> dict[tuple[str, TableName], int]:
    """Count the rows of each file and list that do not count; requests in rows of visits are of the list of requests."""
    found: dict[tuple[str, TableName], int] = {}
    for sheet in intake.sheets:
        parts = {sheet.table: sheet.rows_left_out, TableName.REQUESTS: sheet.requests_left_out}
        if sheet.table is TableName.REQUESTS:
            parts = {TableName.REQUESTS: sheet.rows_left_out + sheet.requests_left_out}
        for table, out in parts.items():
            if table and out:
                found[sheet.file, table] = found.get((sheet.file, table), 0) + out
    return found


def write(connection: Connection, project: str, version: int, intake: Intake) -> None:
    """Write which rows of an import do not count."""
    for number, ((file, table), out) in enumerate(counted(intake).items()):
        read = int((intake.dataset.table(table)["file"] == file).sum())
        one = {"project": project, "version": version, "number": number, "file": file, "table_name": table.value}
        connection.execute(insert(left_out), [one | {"read": read, "rows": out}])


def _unsolved(records: Sequence[ImportRecord], of: Sequence[LeftOut]) -> Iterator[LeftOut]:
    """Go back through the imports that hold, the latest first: rows left out of a list that a later one replaced are solved."""
    undone, newer, whole = set[int](), set[str](), set[TableName]()
    for record in records if records and not records[0].is_sample else ():
        if record.version in undone or record.is_sample:
            continue
        if record.mode is ImportMode.REMOVE:
            return
        if record.undone is not None:
            undone.add(record.undone)
        yield from (one for one in of if one.version == record.version and one.table not in whole and one.file not in newer)
        newer |= {file.name for file in record.files}
        whole |= set(record.tables) if record.mode is ImportMode.REPLACE else set()


def _told(row: RowMapping) -> LeftOut:
    names = ("version", "number", "file", "read", "rows")
    return LeftOut(**{name: row[name] for name in names}, table=TableName(row["table_name"]))


def _files_of(connection: Connection, project: str, name: TableName) -> frozenset[str]:
    """Name the files of which a list has rows now."""
    table = rows[name]
    wanted = select(table.c.file).where(table.c.project == project, table.c.version_to.is_(None)).distinct()
    return frozenset(connection.scalars(wanted))
