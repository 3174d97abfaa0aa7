"""Checks before a database is used: ours, of a version we know, and whole. One that is not is left as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import column, inspect, select, table

from adv.errors import StoreError
from adv.store.dialect import APPLICATION_ID, make_engine, reading
from adv.store.location import file_url
from adv.store.schema import SCHEMA_VERSION

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import URL, Connection

SIGNATURE = b"SQLite format 3\x00"


def check_file(path: Path, *, thorough: bool = False) -> int:
    """Check that a file is a sound database of this program, and give the version of its schema.

    Raises
    ------
    StoreError
        Empty, not a database, of another program, of a newer version, or damaged.
    """
    _check_beginning(path)
    engine = make_engine(file_url(path))
    try:
        with reading(engine) as connection:
            if _pragma(connection, "application_id") != APPLICATION_ID:
                raise StoreError("store_not_ours", file=path.name)
            version = _pragma(connection, "user_version")
            if version > SCHEMA_VERSION:
                raise StoreError("store_newer", file=path.name)
            check = "integrity_check" if thorough else "quick_check"
            if connection.exec_driver_sql(f"PRAGMA {check}(1)").scalar() != "ok":
                raise StoreError("store_damaged")
    finally:
        engine.dispose()
    return version


def check_server(address: URL, wait_seconds: float) -> int:
    """Check that a server's database is ours, and give the version of its schema; 0: there is nothing in it.

    Raises
    ------
    StoreError
        The tables are of another program, or of a newer version of this one.
    """
    name = address.database or ""
    engine = make_engine(address, wait_seconds=wait_seconds)
    try:
        with reading(engine) as connection:
            found = set(inspect(connection).get_table_names())
            revision = "0"
            if {"alembic_version", "imports"} <= found:
                revision = connection.scalar(select(column("version_num")).select_from(table("alembic_version"))) or "0"
    finally:
        engine.dispose()
    if found and (not revision.isdecimal() or int(revision) == 0):
        raise StoreError("store_not_ours_server", database=name)
    if int(revision) > SCHEMA_VERSION:
        raise StoreError("store_newer", file=name)
    return int(revision)


def _check_beginning(path: Path) -> None:
    try:
        with path.open("rb") as file:
            beginning = file.read(len(SIGNATURE))
    except OSError as error:
        raise StoreError("store_read_only") from error
    if not beginning:
        raise StoreError("store_empty", file=path.name)
    if beginning != SIGNATURE:
        raise StoreError("store_not_ours", file=path.name)


def _pragma(connection: Connection, name: str) -> int:
    return int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())
