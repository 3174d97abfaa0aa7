"""What happens to machines: writes that fail, a full disk, a lock, a connection that is lost, a server that stops."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import tempfile
import time
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace
from sqlalchemy import create_engine, make_url

from adv.store.dialect import ADVISORY_LOCK
from tests.endure.no_sync import can_refuse
from tests.endure.places import Files, Server
from tests.endure.trial import Database, Tally, heard, start

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.endure.places import Place
    from tests.endure.trial import Running

KIB, MIB = 1024, 1024 * 1024
MOST_FREE = 1536 * KIB  # on a disk that is nearly full: more than an import needs


def faults(place: Place, times: int, seed: int) -> Iterator[Tally]:
    """So many of each kind; a server that stops takes long, of that a quarter."""
    chance = random.Random(seed)
    if isinstance(place, Files):
        yield _refused_writes(place, times, chance)
        yield _no_more_pages(place, times, chance)
        yield _locked_file(place, max(times // 10, 1))
        if can_refuse():
            yield _failing_syncs(place, times, chance)
    if isinstance(place, Server):
        yield _ended_connections(place, times, chance)
        yield _refused_server_writes(place, max(times // 4, 1), chance)
        for how in ("fast", "immediate"):
            yield _stopped_server(place, max(times // 4, 1), chance, how)
        yield _killed_server_process(place, max(times // 4, 1), chance)
        yield _locked_server(place, max(times // 10, 1))
    yield _two_at_once(place, max(times // 4, 1))


def full_disks(place: Place, times: int, seed: int) -> Iterator[Tally]:
    """A disk that is really full: a small one is mounted, which only root may.

    Raises
    ------
    OSError
        It may not be mounted here.
    """
    chance = random.Random(seed)
    size = 5 * MIB if isinstance(place, Files) else 32 * MIB
    with _small_disk(size) as disk, _place_on(disk, place) as there:
        database, tally = Database(there), Tally(f"{place.name}: disk full")
        filler = disk / "filler"

        def fill() -> None:
            free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
            filler.write_bytes(b"x" * max(free - chance.randrange(MOST_FREE), 0))

        def free(running: Running) -> None:
            running.process.join()
            filler.unlink()

        while tally.trials < times:
            database.attempt(tally, database.next_import(), free, fill)
        yield tally


def _refused_writes(place: Place, times: int, chance: random.Random) -> Tally:
    """The system refuses to write beyond a size of file: at another place of the work each time."""
    database, tally = Database(place), Tally(f"{place.name}: a write fails")
    while tally.trials < times:
        database.attempt(tally, replace(database.next_import(), largest_file=chance.randrange(1200 * KIB)))
    return tally


def _no_more_pages(place: Place, times: int, chance: random.Random) -> Tally:
    database, tally = Database(place), Tally(f"{place.name}: no page more")
    while tally.trials < times:
        with closing(sqlite3.connect(make_url(database.address).database or "")) as raw:
            (pages,) = raw.execute("PRAGMA page_count").fetchone()
        database.attempt(tally, replace(database.next_import(), most_pages=pages + chance.randrange(200)))
    return tally


def _failing_syncs(place: Place, times: int, chance: random.Random) -> Tally:
    """What was written does not get to the disk, from a random moment on, and the system says so."""
    database, tally = Database(place), Tally(f"{place.name}: fsync fails")
    span = database.seconds(database.next_import())
    while tally.trials < times:
        what = database.next_undo() if tally.trials % 2 else database.next_import()
        database.attempt(tally, replace(what, no_sync_after=chance.uniform(0, 1.1) * span))
    return tally


def _locked_file(place: Place, times: int) -> Tally:
    database, tally = Database(place), Tally(f"{place.name}: locked by another")
    for _ in range(times):
        with closing(sqlite3.connect(make_url(database.address).database or "", isolation_level=None)) as other:
            what = replace(database.next_import(), wait_seconds=0.05)
            database.attempt(tally, what, _ended(other.rollback), lambda: other.execute("BEGIN IMMEDIATE"))
    return tally


def _locked_server(place: Place, times: int) -> Tally:
    database, tally = Database(place), Tally(f"{place.name}: locked by another")
    for _ in range(times):
        engine = create_engine(database.address)
        with engine.connect() as other:
            what = replace(database.next_import(), wait_seconds=0.05)
            lock = f"SELECT pg_advisory_xact_lock({ADVISORY_LOCK})"
            database.attempt(tally, what, _ended(other.rollback), lambda: other.exec_driver_sql(lock))  # noqa: B023 - used at once
        engine.dispose()
    return tally


def _ended(then: Callable[[], object]) -> Callable[[Running], object]:
    def wait(running: Running) -> None:
        running.process.join()
        then()

    return wait


def _two_at_once(place: Place, times: int) -> Tally:
    database, tally = Database(place), Tally(f"{place.name}: two at once")
    for _ in range(times):
        first = database.next_import()
        both = [(what, *start(what)) for what in (first, replace(first, mark=first.mark + 1))]
        for _, _, pipe in both:
            pipe.send(database.version)
        database.judge(tally, [(what, heard(running, pipe)) for what, running, pipe in both])
    return tally


def _disturbed(place: Place, title: str, times: int, chance: random.Random, do: Callable[[Running], object]) -> Tally:
    """Imports, and every second time an undo or redo, with something that happens at a random moment."""
    database, tally = Database(place), Tally(f"{place.name}: {title}")
    span = database.seconds(database.next_import())

    def disturb(running: Running) -> None:
        time.sleep(chance.uniform(0, 1.1) * span)
        do(running)

    while tally.trials < times:
        database.attempt(tally, database.next_undo() if tally.trials % 2 else database.next_import(), disturb)
    return tally


def _ended_connections(place: Server, times: int, chance: random.Random) -> Tally:
    def end(running: Running) -> None:
        place.cluster.sql(f"SELECT pg_terminate_backend({running.server_process})")

    return _disturbed(place, "the connection is ended", times, chance, end)


def _stopped_server(place: Server, times: int, chance: random.Random, how: str) -> Tally:
    def restart(_: Running) -> None:
        place.cluster.stop(how)
        place.cluster.start()

    return _disturbed(place, f"the server stops ({how}) and starts again", times, chance, restart)


def _killed_server_process(place: Server, times: int, chance: random.Random) -> Tally:
    """The server's own process for this connection: all others are ended, and the server recovers."""

    def kill(running: Running) -> None:
        try:
            os.kill(running.server_process, signal.SIGKILL)
        except ProcessLookupError:
            return  # the work had ended

    return _disturbed(place, "the server crashes", times, chance, kill)


def _refused_server_writes(place: Server, times: int, chance: random.Random) -> Tally:
    """Writes of the server's process fail, of tables or of its log; the latter makes the server crash and recover."""

    def refuse(running: Running) -> None:
        place.cluster.limit(running.server_process, chance.randrange(2 * MIB))

    return _disturbed(place, "a write fails", times, chance, refuse)


class _OnSmallDisk(Server):
    """Databases on a disk of a few megabytes."""

    def __init__(self, server: Server, disk: Path) -> None:
        super().__init__(server.cluster)
        owner = self.cluster.folder.stat()
        space = disk / "space"
        space.mkdir()
        os.chown(space, owner.st_uid, owner.st_gid)
        self.cluster.sql(f"CREATE TABLESPACE small LOCATION '{space}'")
        self._latest: str | None = None

    def fresh(self) -> str:
        if self._latest is not None:
            self.cluster.sql(f"DROP DATABASE {make_url(self._latest).database} WITH (FORCE)")
        self._latest = self.cluster.new("small")
        return self._latest

    def leave(self) -> None:
        """Take all of it off the disk, for good: a server that recovers after a crash needs every disk since its last checkpoint."""
        if self._latest is not None:
            self.cluster.sql(f"DROP DATABASE {make_url(self._latest).database} WITH (FORCE)")
        self.cluster.sql("DROP TABLESPACE small")
        self.cluster.sql("CHECKPOINT")


@contextmanager
def _place_on(disk: Path, place: Place) -> Iterator[Place]:
    """A place like this one, with its data on that disk."""
    if not isinstance(place, Server):
        yield Files(disk)
        return
    there = _OnSmallDisk(place, disk)
    try:
        yield there
    finally:
        there.leave()


@contextmanager
def _small_disk(size: int) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="adv-disk-"))
    folder.chmod(0o755)
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], capture_output=True, check=False)
    try:
        if mounted.returncode:
            raise OSError
        yield folder
    finally:
        if not mounted.returncode:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)
        folder.rmdir()
