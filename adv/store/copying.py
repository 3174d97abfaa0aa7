"""Copying of all data from one database into another, of whichever kind: for backups and putting them back.

A backup is always one SQLite file, of a server's database too: it can be put back into either (`adv.store.opening`). Copying the
file by hand would leave out what is still in its -wal file.

A version is only the same data in the same life of a database. Putting a backup back begins another life: whatever was kept
under "version 7" may be something else now. `generation` names the life.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, delete, insert, select

from adv.errors import StoreError
from adv.model import TableName
from adv.store import history
from adv.store.dialect import connected, execute_outside, insert_rows, reading, writing
from adv.store.location import file_url, migrate
from adv.store.row_encoding import digest
from adv.store.rows import columns_at
from adv.store.schema import drafts, imports, lives, metadata, rows

ROWS_AT_A_TIME = 10_000  # rows at a time
ROW_ID = "row_id"  # the database's own number of a row: the other database gives its own
DATA = [table for table in metadata.sorted_tables if table not in {lives, drafts}]  # tables that others refer to come first


def copy_data(source: Connection, target: Connection) -> None:
    """Copy the data of every project with all its history into a database that has none."""
    whole = {table.name for table in rows.values()}
    for table in DATA:
        columns = [column for column in table.columns if column.name != ROW_ID]
        for part in source.execute(select(*columns)).partitions(ROWS_AT_A_TIME):
            if table.name in whole:
                insert_rows(target, table, [column.name for column in columns], [tuple(row) for row in part])
            else:
                target.execute(insert(table), [dict(row._mapping) for row in part])  # noqa: SLF001 - SQLAlchemy's public name


def remove_data(connection: Connection) -> None:
    """Leave the tables empty, drafts included: they were read beside the data that go."""
    for table in (*reversed(DATA), drafts):
        connection.execute(delete(table))


def has_data(connection: Connection) -> bool:
    """Tell whether anything was ever imported."""
    return connection.scalar(select(imports.c.version).limit(1)) is not None


def check_data(connection: Connection) -> None:
    """Check that every project's data is what was stored. Raises `StoreError`: it is not: damaged."""
    for project in connection.scalars(select(imports.c.project).distinct()).all():
        digests = history.digests_at(connection, project, history.latest_version(connection, project))
        found = {name: digest(name, columns_at(connection, project, name)) for name in TableName}
        if found != digests:
            raise StoreError("store_damaged")


def generation(connection: Connection) -> str:
    """Name the life of the database."""
    return connection.scalar(select(lives.c.generation)) or ""


def begin_generation(connection: Connection) -> None:
    """Give the database another life."""
    connection.execute(delete(lives))
    connection.execute(insert(lives).values(generation=secrets.token_hex(8)))


def write_copy(engine: Engine, path: Path) -> None:
    """Write the whole database to a new file, while others go on working. See `adv.store.store.Store.backup`."""
    if path.exists():
        raise StoreError("backup_exists", file=path.name)
    with new_file(path) as part:
        if engine.dialect.name == "sqlite":
            execute_outside(engine, "VACUUM INTO ?", values=(str(part),))
        else:
            with reading(engine) as source:
                write_database(source, part, is_checked=True)


@contextmanager
def new_file(path: Path) -> Iterator[Path]:
    """Give a file to fill, that gets the name `path` when it is whole and on disk; only its owner reads it."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))  # SQLite fills an empty file, with its rights
        yield part
        onto_disk(part)
        part.rename(path)
    except OSError as error:
        raise StoreError("backup_not_written", file=path.name) from error
    finally:
        part.unlink(missing_ok=True)


def write_database(source: Connection, path: Path, *, is_checked: bool) -> None:
    """Fill an empty file with the data that a connection sees."""
    migrate(file_url(path))
    with connected(file_url(path)) as engine, writing(engine) as target:
        copy_data(source, target)
        if is_checked:
            check_data(target)


def onto_disk(path: Path) -> None:
    """Wait until a file is on disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
