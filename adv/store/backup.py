"""Backup: a copy of the database that is whole. Copying the file by hand would leave out what is still in its -wal file.

A backup is always one SQLite file, of a server's database too: it can be put back into either (`adv.store.restoring`).
"""

from __future__ import annotations

import os
import secrets
from contextlib import contextmanager
from typing import TYPE_CHECKING

from adv.errors import StoreError
from adv.store.copying import check_data, copy_data
from adv.store.dialect import driver_errors, make_engine, reading, writing
from adv.store.location import file_url
from adv.store.migrate import migrate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection, Engine


def write_copy(engine: Engine, path: Path) -> None:
    """Write the whole database to a new file, while others go on working. See `adv.store.store.Store.backup`."""
    if path.exists():
        raise StoreError("backup_exists", file=path.name)
    with new_file(path) as part:
        if engine.dialect.name == "sqlite":
            with driver_errors(), engine.connect() as connection:
                connection.connection.cursor().execute("VACUUM INTO ?", (str(part),))
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
    engine = make_engine(file_url(path))
    try:
        with writing(engine) as target:
            copy_data(source, target)
            if is_checked:
                check_data(target)
    finally:
        engine.dispose()


def onto_disk(path: Path) -> None:
    """Wait until a file is on disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
