"""One import, undo or redo in a process of its own: says when it is ready, waits, does it, and says what became of it."""

from __future__ import annotations

import os
import resource
from typing import TYPE_CHECKING

import psycopg  # noqa: F401 - the process that forks has it ready
from msgspec import Struct
from sqlalchemy import event

from adv.errors import AdvError
from adv.store.dialect import reading
from adv.store.opening import open_store, restore
from adv.store.records import ImportMode, ImportRecord
from tests.endure.no_sync import refuse_after
from tests.store.made import PROJECT, intake

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from pathlib import Path

    from sqlalchemy.engine.interfaces import DBAPIConnection

    from adv.store.store import Store

ROWS = 2000  # of each table: enough for many pages, few enough for hundreds of times
CACHE_PAGES = 40  # of SQLite: it writes while it works, not all at the end
DONE, NOTHING = "done", "nothing"


class Work(Struct, frozen=True):
    """What is to be done."""

    address: str
    mark: int  # of an import: what all its rows carry
    undoes: int = 0  # the version to take back; 0: import
    wait_seconds: float = 5.0
    largest_file: int | None = None  # bytes: what goes beyond is refused by the system
    most_pages: int | None = None  # of the SQLite file
    no_sync_after: float | None = None  # seconds: from then on every fsync fails


class PutBack(Struct, frozen=True):
    """A backup that is to be put back."""

    address: str
    copy: Path
    folder: Path  # where what was there is set aside


def put_back(what: PutBack, pipe: Connection) -> None:
    """As `work`, of putting a backup back."""
    os.environ["ADV_DATA"] = str(what.folder)
    pipe.send(0)
    pipe.recv()

    def do() -> str:
        restore(what.copy, what.address)
        return DONE

    pipe.send(_told(do))


def work(what: Work, pipe: Connection) -> None:
    """Do it in this process. What goes through the pipe after "go" is what a user would have been told."""
    store = open_store(what.address, wait_seconds=what.wait_seconds)
    _narrow(store, what)
    visits = [{"visit_id": f"B{number}", "attempt": what.mark} for number in range(ROWS)]
    incoming = intake(visits=visits, expenses=[{"cents": what.mark}] * ROWS)
    store.version(PROJECT.name)  # connected, as a dashboard is
    pipe.send(_server_process(store))
    expected = pipe.recv()
    if what.largest_file is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (what.largest_file, what.largest_file))
    if what.no_sync_after is not None:
        refuse_after(what.no_sync_after)

    def do() -> str:
        if what.undoes:
            done = store.undo(PROJECT.name, what.undoes, who="process", expected_version=expected)
        else:
            done = store.commit(PROJECT, incoming, ImportMode.REPLACE, who="process", expected_version=expected)
        return DONE if isinstance(done, ImportRecord) else NOTHING

    pipe.send(_told(do))


def _told(do: Callable[[], str]) -> str:
    """What a user would have been told; whatever is no sentence, the trial counts as a violation."""
    try:
        return do()
    except AdvError as error:
        return error.key
    except Exception as error:  # noqa: BLE001 - as above
        return f"bug: {type(error).__name__}"


def _narrow(store: Store, what: Work) -> None:
    if store.engine.dialect.name != "sqlite":
        return

    @event.listens_for(store.engine, "connect")
    def _prepare(connection: DBAPIConnection, _record: object) -> None:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA cache_size = {CACHE_PAGES}")
        if what.most_pages is not None:
            cursor.execute(f"PRAGMA max_page_count = {what.most_pages}")
        cursor.close()


def _server_process(store: Store) -> int:
    if store.engine.dialect.name == "sqlite":
        return 0
    with reading(store.engine) as connection:
        return int(connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one())
