"""Where the work is done: each gives addresses of databases without data, and looks after what they stand on."""

from __future__ import annotations

import shutil
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import make_url

from adv.errors import StoreError
from adv.store.dialect import make_engine, writing
from adv.store.location import check_file
from adv.store.opening import open_store
from tests.store.cluster import Cluster, running_cluster

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 60.0  # seconds: a server finishes or takes back what a killed program had begun


class Place(Protocol):
    """One kind of database."""

    name: str

    def fresh(self) -> str:
        """The address of a database without data."""

    def settle(self, address: str) -> None:
        """Wait until nobody works in it any more."""

    def check(self, address: str) -> None:
        """Raise StoreError when the database itself is not sound."""


class Files:
    """SQLite."""

    name = "sqlite"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._made = folder / "made.db"
        open_store(f"sqlite:///{self._made}").close()

    def fresh(self) -> str:
        path = self.folder / "adv.db"
        for suffix in ("", "-wal", "-shm"):
            Path(f"{path}{suffix}").unlink(missing_ok=True)
        shutil.copyfile(self._made, path)
        return f"sqlite:///{path}"

    def settle(self, address: str) -> None:
        """The locks of a process go with it."""

    def check(self, address: str) -> None:
        check_file(Path(make_url(address).database or ""), thorough=True)


class Server:
    """PostgreSQL."""

    name = "postgresql"

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster

    def fresh(self) -> str:
        return self.cluster.emptied()

    def settle(self, address: str) -> None:
        engine = make_engine(make_url(address), wait_seconds=PATIENCE)
        until = time.monotonic() + PATIENCE
        while True:
            try:
                with writing(engine):
                    break
            except StoreError as error:
                if error.key != "store_unreachable" or time.monotonic() > until:
                    raise
                time.sleep(0.05)  # it is recovering
        engine.dispose()

    def check(self, address: str) -> None:
        """Its data checksums are checked as it reads; reading is what every trial does."""


@contextmanager
def places(wanted: str) -> Iterator[list[Place]]:
    """Those asked for: ``sqlite``, ``postgresql`` or ``both``."""
    folder = Path(tempfile.mkdtemp(prefix="adv-endure-"))
    try:
        found: list[Place] = [Files(folder)] if wanted in {"sqlite", "both"} else []
        if wanted == "sqlite":
            yield found
            return
        with running_cluster() as cluster:
            yield [*found, Server(cluster)]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
