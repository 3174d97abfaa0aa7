"""Opening of the database: make it or check it, and bring it to the schema of today.

A new file is built under another name and appears under its own only when it is complete: a start that is cut off leaves
nothing half made behind. On a server that is one transaction.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from sqlalchemy import URL, make_url

from adv import paths
from adv.errors import StoreError
from adv.settings import read_milestones
from adv.store.copying import write_copy
from adv.store.dialect import WAIT_SECONDS, connected, execute_outside, make_engine
from adv.store.location import check_file, check_server, file_url, installed, migrate
from adv.store.schema import SCHEMA_VERSION
from adv.store.store import Store


def open_store(url: str | URL | None = None, *, wait_seconds: float = WAIT_SECONDS) -> Store:
    """Open the database at a SQLAlchemy address; None: the one of this installation. See `adv.store.open_store`."""
    address = installed() if url is None else make_url(url)
    if address.get_backend_name() == "sqlite":
        _prepare_file(Path(address.database or ""), wait_seconds)
    elif check_server(address, wait_seconds) < SCHEMA_VERSION:
        migrate(address)
    store = Store(make_engine(address, wait_seconds=wait_seconds))
    if url is None:
        _take_over_milestones(store)
    return store


def _take_over_milestones(store: Store) -> None:
    """Put milestones that an older version kept in files into the database, and set the files aside."""
    for file in sorted(paths.own_milestones().glob("*.toml")):
        store.adopt_milestones(file.stem, read_milestones(file))
        try:
            file.rename(file.with_suffix(".toml.in-database"))
        except OSError as error:
            raise StoreError("store_read_only") from error


def _prepare_file(path: Path, wait_seconds: float) -> None:
    if not path.exists():
        _make(path)
    version = check_file(path)
    if version < SCHEMA_VERSION:
        _keep_copy(path, version)
        migrate(file_url(path))
    with connected(file_url(path), wait_seconds=wait_seconds) as engine:
        execute_outside(engine, "PRAGMA journal_mode = WAL")  # stays with the file


def _make(path: Path) -> None:
    """Build a database beside `path` and give it its name when it is whole."""
    new = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        os.close(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        migrate(file_url(new))
        paths.name_new_file(new, path)
    except OSError as error:
        raise StoreError("store_read_only") from error
    finally:
        new.unlink(missing_ok=True)


def _keep_copy(path: Path, version: int) -> None:
    """Copy a database beside itself before it is upgraded."""
    copy = path.with_name(f"{path.stem}.before-upgrade-from-{version}{path.suffix}")
    if not copy.exists():
        with connected(file_url(path)) as engine:
            write_copy(engine, copy)
