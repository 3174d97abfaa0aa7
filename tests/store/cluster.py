"""A PostgreSQL server of our own, to be thrown away: as safe with the disk as a real one, and nobody else's."""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import URL, create_engine

from adv.store import open_store
from adv.store.copying import remove_data

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

USER = "adv"
SERVICE_USERS = ("postgres", "nobody")  # who runs it when root does the tests: PostgreSQL refuses to be root
NAMES = itertools.count(1)
LOG_SHOWN = 2_000  # characters of the server's log, when it does not start
SETTINGS = {
    "listen_addresses": "",  # a socket in its own folder only
    "fsync": "on",
    "full_page_writes": "on",
    "shared_buffers": "32MB",
    "max_connections": "40",
    "log_min_messages": "fatal",
    "restart_after_crash": "on",
}


class Cluster:
    """One server in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._programs = programs()
        self._who = _service_user()
        self._shared: str | None = None
        if self._who is not None:
            os.chown(folder, *self._who)
        self._run("initdb", "--pgdata", f"{folder}/data", "--auth=trust", f"--username={USER}", *CHECKED)
        lines = [f"{name} = '{value}'" for name, value in {**SETTINGS, "unix_socket_directories": folder}.items()]
        with (folder / "data" / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write("\n".join([*lines, ""]))

    def start(self) -> None:
        """And wait until it can be connected to."""
        try:
            self._run(
                "pg_ctl", "start", "--wait", "--timeout=300", "--pgdata", f"{self.folder}/data", "--log", f"{self.folder}/log"
            )
        except subprocess.CalledProcessError as problem:
            problem.add_note((self.folder / "log").read_text(errors="replace")[-LOG_SHOWN:])
            raise

    def stop(self, how: str = "fast") -> None:
        """`how`: ``fast`` ends connections and writes all; ``immediate`` is as if the machine failed."""
        self._run("pg_ctl", "stop", "--wait", "--pgdata", f"{self.folder}/data", "--mode", how)

    def url(self, database: str) -> str:
        """The address of one database."""
        query = {"host": str(self.folder)}
        return URL.create("postgresql+psycopg", username=USER, database=database, query=query).render_as_string()

    def new(self, tablespace: str = "pg_default") -> str:
        """The address of a new database, without tables."""
        name = f"d{next(NAMES)}"
        self.sql(f"CREATE DATABASE {name} TABLESPACE {tablespace}")
        return self.url(name)

    def emptied(self) -> str:
        """The address of one database of ours, always the same, without data: copying one for each test writes 8 MB."""
        if self._shared is None:
            self._shared = self.new()
            open_store(self._shared).close()
        engine = create_engine(self._shared)
        with engine.begin() as connection:
            remove_data(connection)
        engine.dispose()
        return self._shared

    def sql(self, statement: str) -> Sequence[Sequence[object]]:
        """Do one thing as the one who owns the server."""
        engine = create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        try:
            with engine.connect() as connection:
                result = connection.exec_driver_sql(statement)
                return [tuple(row) for row in result] if result.returns_rows else []
        finally:
            engine.dispose()

    def limit(self, process: int, largest_file: int) -> None:
        """Let the system refuse one of the server's processes to write beyond so many bytes of any file."""
        self._run_as("prlimit", "--pid", str(process), f"--fsize={largest_file}", check=False)  # it may have ended

    def _run(self, program: str, *arguments: str) -> None:
        self._run_as(str(self._programs / program), *arguments)

    def _run_as(self, *command: str, check: bool = True) -> None:
        who = {} if self._who is None else {"user": self._who[0], "group": self._who[1], "extra_groups": []}
        # its output goes to a file: a server would keep a pipe open, and we would wait for its end
        with (self.folder / "said").open("ab") as said:
            subprocess.run(command, check=check, cwd="/", stdin=subprocess.DEVNULL, stdout=said, stderr=said, **who)  # type: ignore[call-overload]  # a dict of its options


CHECKED = ("--data-checksums", "--encoding=UTF8", "--locale=C", "--wal-segsize=1")


@contextmanager
def running_cluster() -> Iterator[Cluster]:
    """A server that is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="adv-pg-"))  # short: the path of a socket has a limit
    try:
        cluster = Cluster(folder)
        cluster.start()
        try:
            yield cluster
        finally:
            cluster.stop("immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def programs() -> Path:
    """The folder with the server's programs.

    Raises
    ------
    RuntimeError
        They are not installed. The tests fail then: a database that is not tested is not supported.
    """
    places = [Path(os.environ["POSTGRES_BIN"])] if "POSTGRES_BIN" in os.environ else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda place: -int(place.parent.name))
    places += [Path(found).resolve().parent for found in [shutil.which("initdb")] if found]
    for place in places:
        if (place / "initdb").exists():
            return place
    raise RuntimeError("PostgreSQL's server programs are needed: sudo apt-get install postgresql, or set POSTGRES_BIN")


def _service_user() -> tuple[int, int] | None:
    if os.geteuid() != 0:
        return None
    for name in SERVICE_USERS:
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return found.pw_uid, found.pw_gid
    raise RuntimeError("PostgreSQL does not run as root, and there is no user postgres or nobody")
