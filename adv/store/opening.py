"""Opening the database: make it, or check that it is ours and whole, and bring it to the schema of today.

A database that is not as expected is refused and left as it is. A new file is built under another name and appears under its own
only when it is complete: a start that is cut off leaves nothing half made behind. On a server that is one transaction.
"""

from __future__ import annotations

import os
import secrets
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import URL, inspect, make_url, select, table
from sqlalchemy import column as a_column
from sqlalchemy.exc import ArgumentError

from adv import paths
from adv.errors import SettingsError, StoreError
from adv.store.dialect import APPLICATION_ID, WAIT_SECONDS, driver_errors, make_engine, reading, writing
from adv.store.schema import SCHEMA_VERSION
from adv.store.store import Store

if TYPE_CHECKING:
    from sqlalchemy import Connection

SERVERS = ("postgresql", "postgres", "postgresql+psycopg")  # as they stand at the beginning of an address
DRIVER = "postgresql+psycopg"
SIGNATURE = b"SQLite format 3\x00"
_ONE_AT_A_TIME = threading.Lock()  # Alembic keeps the migration that runs in a global


def open_store(url: str | URL | None = None, *, wait_seconds: float = WAIT_SECONDS) -> Store:
    """Open the database at a SQLAlchemy address; None: the one of this installation. See `adv.store.open_store`."""
    address = address_of(paths.database_address()) if url is None else make_url(url)
    if address.get_backend_name() == "sqlite":
        _prepare_file(Path(address.database or ""), wait_seconds)
    else:
        _prepare_server(address, wait_seconds)
    return Store(make_engine(address, wait_seconds=wait_seconds))


def address_of(setting: str | None) -> URL:
    """Where the database is, from what ADV_DATABASE says; None: the file in the data folder.

    Raises
    ------
    SettingsError
        It is no address of a PostgreSQL database. What it says is not told: there may be a password in it.
    """
    if setting is None:
        return file_url(paths.database())
    try:
        address = make_url(setting)
    except (ArgumentError, ValueError):
        raise SettingsError("wrong_database") from None
    if address.drivername not in SERVERS or not address.database:
        raise SettingsError("wrong_database")
    return address.set(drivername=DRIVER)


def file_url(path: Path) -> URL:
    """The address of an SQLite file."""
    return URL.create("sqlite", database=str(path))


def _prepare_file(path: Path, wait_seconds: float) -> None:
    if not path.exists():
        _make(path)
    check_file(path)
    engine = make_engine(file_url(path), wait_seconds=wait_seconds)
    try:
        with reading(engine) as connection:
            version = _pragma(connection, "user_version")
        if version < SCHEMA_VERSION:
            _keep_copy(path, version)
            migrate(file_url(path))
        with driver_errors(), engine.connect() as connection:
            connection.connection.cursor().execute("PRAGMA journal_mode = WAL")  # outside a transaction; stays with the file
    finally:
        engine.dispose()


def _prepare_server(address: URL, wait_seconds: float) -> None:
    engine = make_engine(address, wait_seconds=wait_seconds)
    try:
        with reading(engine) as connection:
            version = _server_version(connection, address.database or "")
    finally:
        engine.dispose()
    if version < SCHEMA_VERSION:
        migrate(address)


def _server_version(connection: Connection, name: str) -> int:
    """The number of the schema in a server's database; 0: there is nothing in it.

    Raises
    ------
    StoreError
        The tables are of another program, or of a newer version of this one.
    """
    found = set(inspect(connection).get_table_names())
    if not found:
        return 0
    revision = "0"
    if {"alembic_version", "imports"} <= found:
        revision = connection.scalar(select(a_column("version_num")).select_from(table("alembic_version"))) or "0"
    if not revision.isdecimal() or int(revision) == 0:
        raise StoreError("store_not_ours_server", database=name)
    if int(revision) > SCHEMA_VERSION:
        raise StoreError("store_newer", file=name)
    return int(revision)


def check_file(path: Path, *, thorough: bool = False) -> None:
    """See that a file is a sound database of this program.

    Raises
    ------
    StoreError
        Empty, not a database, of another program, of a newer version, or damaged.
    """
    try:
        with path.open("rb") as file:
            beginning = file.read(len(SIGNATURE))
    except OSError as error:
        raise StoreError("store_read_only") from error
    if not beginning:
        raise StoreError("store_empty", file=path.name)
    if beginning != SIGNATURE:
        raise StoreError("store_not_ours", file=path.name)
    engine = make_engine(file_url(path))
    try:
        with reading(engine) as connection:
            if _pragma(connection, "application_id") != APPLICATION_ID:
                raise StoreError("store_not_ours", file=path.name)
            if _pragma(connection, "user_version") > SCHEMA_VERSION:
                raise StoreError("store_newer", file=path.name)
            check = "integrity_check" if thorough else "quick_check"
            if connection.exec_driver_sql(f"PRAGMA {check}(1)").scalar() != "ok":
                raise StoreError("store_damaged")
    finally:
        engine.dispose()


def _pragma(connection: Connection, name: str) -> int:
    return int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())


def _make(path: Path) -> None:
    """Build a database beside `path` and give it its name when it is whole."""
    new = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        os.close(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        migrate(file_url(new))
        _name(new, path)
    except OSError as error:
        raise StoreError("store_read_only") from error
    finally:
        new.unlink(missing_ok=True)


def _name(new: Path, path: Path) -> None:
    try:
        os.link(new, path)  # unlike a rename it never takes the place of what another process has just made
    except FileExistsError:
        return
    except OSError:  # a disk that knows no links
        if not path.exists():
            new.rename(path)


def migrate(url: URL) -> None:
    """Bring a database to the schema of today, in one transaction."""
    from adv.store.migrate import upgrade  # noqa: PLC0415 - Alembic takes 0.2 s to import; most starts have nothing to migrate

    # off while tables are rebuilt: dropping the old one would be refused, or take its dependants along
    engine = make_engine(url, foreign_keys=False)
    try:
        with _ONE_AT_A_TIME, writing(engine) as connection:
            upgrade(connection)
            if connection.dialect.name == "sqlite":
                if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                    raise StoreError("store_damaged")
                connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
    finally:
        engine.dispose()


def _keep_copy(path: Path, version: int) -> None:
    """What was there before an upgrade, beside it."""
    from adv.store.backup import write_copy  # noqa: PLC0415 - backup checks files with this module

    copy = path.with_name(f"{path.stem}.before-upgrade-from-{version}{path.suffix}")
    if copy.exists():
        return
    engine = make_engine(file_url(path))
    try:
        write_copy(engine, copy)
    finally:
        engine.dispose()
