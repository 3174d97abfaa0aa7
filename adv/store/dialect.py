"""Differences between SQLite and PostgreSQL: connecting, taking the lock, writing quickly, and what a driver's error means."""

from __future__ import annotations

import gc
import logging
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, Select, Table, column, create_engine, event, func, insert, select, table
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError

from adv.errors import StoreError
from adv.store.row_encoding import Value
from adv.store.schema import SCHEMA_VERSION

WAIT_SECONDS = 5.0  # for another import that is being written
WRITING = "adv_writing"
ROWS_IN_STATEMENT = 20  # rows in a statement: a fifth less time, and few enough values for any SQLite
APPLICATION_ID = 0x41447631  # "ADv1", in the header of every SQLite file that is ours
ADVISORY_LOCK = APPLICATION_ID

# Starts of SQLite's own names and PostgreSQL's SQLSTATE of failures; anything else is store_failed
MEANINGS = {
    "store_busy": ("SQLITE_BUSY", "SQLITE_LOCKED", "40", "55P03"),  # two transactions in each other's way, or a lock for too long
    "store_full": ("SQLITE_FULL", "53100"),
    "store_damaged": ("SQLITE_CORRUPT", "XX001", "XX002"),  # a checksum that is wrong
    "store_not_ours": ("SQLITE_NOTADB",),
    "store_read_only": ("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM"),
    "store_disk": ("SQLITE_IOERR", "58"),  # said by the server's system
    "store_unreachable": ("08", "57P0"),  # connection lost; the server stops, crashes or is starting
    "store_no_rights": ("25006", "42501"),  # 25006: a server that only reads
}
CERTAINLY_NOT = {"store_busy", "store_full", "store_no_rights"}  # failures of COMMIT after which nothing was stored

# A server that is gone without a word is noticed in half a minute instead of two hours
KEEP_ALIVE = {"keepalives_idle": 15, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 30_000}


def make_engine(url: URL, *, wait_seconds: float = WAIT_SECONDS, foreign_keys: bool = True) -> Engine:
    """Connect safely: a snapshot for reading, one writer at a time, on disk before success is said, no values in errors."""
    if url.get_backend_name() != "sqlite":
        return _server_engine(url, wait_seconds)
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": wait_seconds})

    @event.listens_for(engine, "connect")
    def _prepare(connection: DBAPIConnection, _record: object) -> None:
        connection.isolation_level = None  # the driver must not open transactions of its own: `_begin` does
        cursor = connection.cursor()
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # IMMEDIATE takes the write lock before anything is read: what is compared is what will be changed
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get(WRITING) else "BEGIN")

    return engine


@contextmanager
def connected(url: URL, *, wait_seconds: float = WAIT_SECONDS, foreign_keys: bool = True) -> Iterator[Engine]:
    """Connect for the length of a block."""
    engine = make_engine(url, wait_seconds=wait_seconds, foreign_keys=foreign_keys)
    try:
        yield engine
    finally:
        engine.dispose()


class Connected:
    """Part of the store: methods that are one transaction each."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine


def next_line(connection: Connection, table: Table[Any], project: str, who: str) -> dict[str, Any]:
    """Number the next line of a project in a table of what was done on a page."""
    latest = connection.scalar(select(func.max(table.c.number)).where(table.c.project == project)) or 0
    return {"project": project, "number": latest + 1, "at": datetime.now(UTC), "who": who}


def execute_outside(engine: Engine, *statements: str, values: tuple[str, ...] = ()) -> None:
    """Execute what SQLite does outside a transaction only."""
    with driver_errors(), engine.connect() as connection:
        cursor = connection.connection.cursor()
        for statement in statements:
            cursor.execute(statement, values).fetchall()


def _server_engine(url: URL, wait_seconds: float) -> Engine:
    logging.getLogger("psycopg").setLevel(
        logging.CRITICAL
    )  # beside our sentence it would log that it could not close the connection
    engine = create_engine(
        url,
        hide_parameters=True,
        pool_pre_ping=True,  # a server that was restarted is connected to anew
        isolation_level="REPEATABLE READ",
        connect_args={"connect_timeout": 10, **KEEP_ALIVE},
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if connection.get_execution_options().get(WRITING):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(wait_seconds * 1000)}")
            connection.exec_driver_sql("SET LOCAL synchronous_commit = on")  # COMMIT waits for the disk, however the server is set
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ADVISORY_LOCK})")

    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Read from one snapshot, however many queries."""
    with driver_errors(), engine.connect() as connection:
        yield connection


@contextmanager
def writing(engine: Engine, *, any_schema: bool = False) -> Iterator[Connection]:
    """Write in one transaction that nobody else writes beside; committed when the block ends, undone when it raises.

    A program that was started before an upgrade must not write to tables that it does not know; only what brings a database to the
    schema of today may find another one (`any_schema`). Raises `StoreError`: nothing was stored, for one because the schema is of a
    newer version; or, as ``store_uncertain``, the answer to COMMIT never came.
    """
    options: dict[str, object] = {WRITING: True}
    if engine.dialect.name != "sqlite":
        options["isolation_level"] = "READ COMMITTED"  # a read after the lock must not be from before it
    with driver_errors(), engine.execution_options(**options).connect() as connection:
        connection.begin()  # closing the connection takes back what was not committed
        if not any_schema:
            check_schema(connection)
        yield connection
        try:
            connection.commit()
        except DBAPIError as error:
            meaning = _meaning(error.orig)
            raise meaning if meaning.key in CERTAINLY_NOT else StoreError("store_uncertain") from None


def check_schema(connection: Connection) -> None:
    """Check that the tables are those of today; `StoreError` when another version of the program changed them meanwhile."""
    if connection.dialect.name == "sqlite":
        found = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    else:
        found = connection.scalar(select(column("version_num")).select_from(table("alembic_version")))
    if int(found or 0) != SCHEMA_VERSION:
        raise StoreError("store_newer", file=(connection.engine.url.database and Path(connection.engine.url.database).name) or "")


@contextmanager
def driver_errors() -> Iterator[None]:
    """Turn what a driver raises into a `StoreError`: busy, full, damaged, read-only, out of reach, or something else.

    The message of the driver itself may quote values and goes no further.
    """
    try:
        yield
    except DBAPIError as error:
        raise _meaning(error.orig) from None
    except sqlite3.Error as error:  # from a connection that is being prepared, where SQLAlchemy does not stand between
        raise _meaning(error) from None


def _meaning(error: object) -> StoreError:
    code = getattr(error, "sqlite_errorname", None) or getattr(error, "sqlstate", None)
    if code is None and type(error).__name__ in {"OperationalError", "InterfaceError"}:
        # SQLite's driver without a code: text that is none. PostgreSQL's: a connection that is not made, or lost
        return StoreError("store_damaged" if isinstance(error, sqlite3.Error) else "store_unreachable")
    code = str(code or type(error).__name__)
    meant = next((key for key, beginnings in MEANINGS.items() if code.startswith(beginnings)), None)
    return StoreError(meant) if meant else StoreError("store_failed", code=code)


def overwrite_erased(connection: Connection) -> None:
    """Have SQLite overwrite what is deleted from now on, instead of leaving it in the file. PostgreSQL's vacuum does so in its own time."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete = ON")


def clean_up(engine: Engine) -> None:
    """Leave nothing of what was erased in the files: the log is folded in and emptied, free pages go.

    Others may be reading just now: then the log is emptied at the next turn, and what it holds is overwritten already.
    """
    if engine.dialect.name != "sqlite":
        return
    with suppress(StoreError):
        execute_outside(engine, "PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)")


def fetch_rows(connection: Connection, statement: Select[*tuple[Any, ...]]) -> Sequence[Sequence[Any]]:
    """Fetch all rows of a query of plain values. SQLite's are as the driver gives them: none needs SQLAlchemy's conversion."""
    result = connection.execute(statement)
    if connection.dialect.name == "sqlite":
        found = result.cursor.fetchall()
        result.close()
        return found
    return result.fetchall()


@contextmanager
def without_collecting() -> Iterator[None]:
    """Leave the garbage collector off while hundreds of thousands of rows are made.

    They all stay, and it would look at each of them again and again, for a fifth of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def insert_rows(connection: Connection, table: Table[Any], columns: Sequence[str], rows: Sequence[tuple[Value, ...]]) -> None:
    """Write many rows, each a tuple in the order of `columns`.

    In SQLite the tuples go to the driver as they are, several in a statement: SQLAlchemy's way by mappings takes several times as long.
    """
    if not rows:
        return
    if connection.dialect.name != "sqlite":
        connection.execute(insert(table), [dict(zip(columns, row, strict=True)) for row in rows])
        return
    names = ", ".join(connection.dialect.identifier_preparer.quote(column) for column in columns)
    marks = ", ".join("?" * len(columns))
    whole = len(rows) - len(rows) % ROWS_IN_STATEMENT
    for some, together in ((rows[:whole], ROWS_IN_STATEMENT), (rows[whole:], 1)):
        statement = f"INSERT INTO {table.name} ({names}) VALUES {', '.join([f'({marks})'] * together)}"  # noqa: S608 - names of the schema
        values = [tuple(chain.from_iterable(some[at : at + together])) for at in range(0, len(some), together)]
        if values:
            connection.exec_driver_sql(statement, values)
