"""Place of the database: its address, whether what is there is ours and whole, and its way to the tables of today.

One that does not pass the checks is left as it is.
"""

from __future__ import annotations

import threading
from pathlib import Path

from sqlalchemy import URL, Connection, column, inspect, make_url, select, table
from sqlalchemy.exc import ArgumentError

from adv import data_folder
from adv.errors import SettingsError, StoreError
from adv.store.dialect import APPLICATION_ID, connected, reading, writing
from adv.store.schema import SCHEMA_VERSION

SERVERS = ("postgresql", "postgres", "postgresql+psycopg")  # as they stand at the beginning of an address
DRIVER = "postgresql+psycopg"
SIGNATURE = b"SQLite format 3\x00"
FOLDER = Path(__file__).parent / "migrations"
_ONE_AT_A_TIME = threading.Lock()  # Alembic keeps the migration that runs in a global


def address_of(setting: str | None) -> URL:
    """Read what ADV_DATABASE says; None: the file in the data folder.

    Raises `SettingsError`, which does not repeat it, for there may be a password in it: no address of a PostgreSQL database.
    """
    if setting is None:
        return file_url(data_folder.database())
    try:
        address = make_url(setting)
    except (ArgumentError, ValueError):
        raise SettingsError("wrong_database") from None
    if address.drivername not in SERVERS or not address.database:
        raise SettingsError("wrong_database")
    return address.set(drivername=DRIVER)


def file_url(path: Path) -> URL:
    """Give the address of an SQLite file."""
    return URL.create("sqlite", database=str(path))


def check_file(path: Path, *, thorough: bool = False) -> int:
    """Check that a file is a sound database of this program, and give the version of its schema.

    Raises `StoreError`: empty, not a database, of another program, of a newer version, or damaged.
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
    with connected(file_url(path)) as engine, reading(engine) as connection:
        if _pragma(connection, "application_id") != APPLICATION_ID:
            raise StoreError("store_not_ours", file=path.name)
        version = _pragma(connection, "user_version")
        if version > SCHEMA_VERSION:
            raise StoreError("store_newer", file=path.name)
        check = "integrity_check" if thorough else "quick_check"
        if connection.exec_driver_sql(f"PRAGMA {check}(1)").scalar() != "ok":
            raise StoreError("store_damaged")
    return version


def check_server(address: URL, wait_seconds: float) -> int:
    """Give the version of a server's schema; 0: it is empty. `StoreError`: of another program, or of a newer version."""
    name = address.database or ""
    with connected(address, wait_seconds=wait_seconds) as engine, reading(engine) as connection:
        found = set(inspect(connection).get_table_names())
        revision = "0"
        if {"alembic_version", "imports"} <= found:
            revision = connection.scalar(select(column("version_num")).select_from(table("alembic_version"))) or "0"
    if found and (not revision.isdecimal() or int(revision) == 0):
        raise StoreError("store_not_ours_server", database=name)
    if int(revision) > SCHEMA_VERSION:
        raise StoreError("store_newer", file=name)
    return int(revision)


def _pragma(connection: Connection, name: str) -> int:
    return int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())


def migrate(url: URL) -> None:
    """Bring a database, also an empty one, to the schema of today, in one transaction."""
    # foreign keys are off while tables are rebuilt: dropping the old one would be refused, or take its dependants along
    with connected(url, foreign_keys=False) as engine, _ONE_AT_A_TIME, writing(engine, any_schema=True) as connection:
        upgrade(connection)
        if connection.dialect.name == "sqlite":
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise StoreError("store_damaged")
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Run the migrations that the database has not had, in the transaction that `connection` is in."""
    from alembic import command  # noqa: PLC0415 - takes 0.2 s to import; most starts have nothing to migrate
    from alembic.config import Config  # noqa: PLC0415 - as above

    config = Config()  # there is no file with settings
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
