"""Opening of the database: make it or check it, and bring it to the schema of today; and putting a backup in its place.

A new file is built under another name and appears under its own only when it is complete: a start that is cut off leaves
nothing half made behind. On a server that is one transaction. A restore is one too, in which everything that was there goes, so
that a dashboard may go on running; only where there is no sound database to write to does the file itself take its place.
"""

from __future__ import annotations

import os
import secrets
import shutil
import time
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL, make_url

from adv import data_folder
from adv.access import HERE
from adv.errors import StoreError
from adv.settings import read_milestones
from adv.store import copying
from adv.store.dialect import WAIT_SECONDS, connected, execute_outside, make_engine, reading, writing
from adv.store.location import address_of, check_file, check_server, file_url, migrate
from adv.store.records import Restored
from adv.store.schema import SCHEMA_VERSION
from adv.store.store import Store


def open_store(url: str | URL | None = None, *, wait_seconds: float = WAIT_SECONDS) -> Store:
    """Open the database at a SQLAlchemy address; None: the one of this installation. See `adv.store.open_store`."""
    address = address_of(data_folder.database_address()) if url is None else make_url(url)
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
    for file in sorted(data_folder.own_milestones().glob("*.toml")):
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
        copy = path.with_name(f"{path.stem}.before-upgrade-from-{version}{path.suffix}")
        if not copy.exists():
            with connected(file_url(path)) as engine:
                copying.write_copy(engine, copy)
        migrate(file_url(path))
    with connected(file_url(path), wait_seconds=wait_seconds) as engine:
        execute_outside(engine, "PRAGMA journal_mode = WAL")  # stays with the file


def _make(path: Path) -> None:
    """Build a database beside `path` and give it its name when it is whole."""
    new = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        os.close(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        migrate(file_url(new))
        data_folder.name_new_file(new, path)
    except OSError as error:
        raise StoreError("store_read_only") from error
    finally:
        new.unlink(missing_ok=True)


SIDE_FILES = ("-wal", "-shm")
REPLACEABLE = {"store_empty", "store_not_ours", "store_damaged", "store_newer"}  # a file that no transaction can be written to
LONGEST_RESTORE = 3600  # seconds


def restore(copy: Path, url: str | None = None) -> Restored:
    """Put a backup in the place of what the database (default: of this installation) holds. See `adv.store.restore`.

    The copy is checked to the last page and the last value before anything is touched.
    """
    address = address_of(data_folder.database_address()) if url is None else make_url(url)
    if not copy.is_file():
        raise StoreError("backup_not_found", file=copy.name)
    file = Path(address.database or "") if address.get_backend_name() == "sqlite" else None
    folder = file.parent if file else data_folder.data_folder()
    _remove_leftovers(folder)
    new = folder / f".restored.{secrets.token_hex(4)}.new"
    try:
        _check_and_bring_up(copy, new)
        if file is None or _is_sound(file):
            try:
                return Restored(_replace_data(new, address, folder), is_file_replaced=False)
            except StoreError as error:  # some damage shows only when all of it is read
                if file is None or error.key != "store_damaged":
                    raise
        aside = _set_aside(file) if file.exists() else None
        copying.onto_disk(new)
        new.replace(file)
        return Restored(aside, is_file_replaced=True)
    except OSError as error:
        raise StoreError("backup_not_written", file=file.name if file else copy.name) from error
    finally:
        for suffix in ("", *SIDE_FILES):
            Path(f"{new}{suffix}").unlink(missing_ok=True)


def _remove_leftovers(folder: Path) -> None:
    """Remove copies that earlier restores left when they were killed; those of the last hour may be in use."""
    for leftover in folder.glob(".restored.*.new*"):
        if time.time() - leftover.stat().st_mtime > LONGEST_RESTORE:
            leftover.unlink(missing_ok=True)


def _check_and_bring_up(copy: Path, new: Path) -> None:
    """Make a database with today's schema of a backup, in a new life of the database."""
    shutil.copyfile(copy, new)
    new.chmod(0o600)
    try:
        check_file(new, thorough=True)
        migrate(file_url(new))
        with connected(file_url(new)) as engine, writing(engine) as connection:
            copying.check_data(connection)
            copying.begin_generation(connection)
    except StoreError as error:
        raise StoreError("backup_damaged", file=copy.name) if error.key == "store_damaged" else error from None


def _is_sound(file: Path) -> bool:
    if not file.exists():
        return False
    try:
        check_file(file)
    except StoreError as error:
        if error.key not in REPLACEABLE:
            raise
        return False
    return True


def _replace_data(new: Path, address: URL, folder: Path) -> Path | None:
    open_store(address).close()  # to the schema of today
    aside = None
    with connected(address) as live, connected(file_url(new)) as backup, reading(backup) as source, writing(live) as connection:
        if copying.has_data(connection):
            aside = _aside(folder / "adv.db")
            with copying.new_file(aside) as part:
                copying.write_database(connection, part, is_checked=False)  # as it is, damage included
        copying.remove_data(connection)
        copying.copy_data(source, connection)
        copying.begin_generation(connection)
    return aside


def _aside(path: Path) -> Path:
    stamp = datetime.now(HERE).strftime("%Y-%m-%d-%H%M%S")
    aside = path.with_name(f"{path.stem}.replaced-{stamp}{path.suffix}")
    return aside if not aside.exists() else aside.with_name(f"{aside.stem}-{secrets.token_hex(2)}{aside.suffix}")


def _set_aside(path: Path) -> Path:
    """Copy the file that is there to a name of its own, and leave it without side files."""
    _take_out_of_use(path)
    aside = _aside(path)
    for suffix in ("", *SIDE_FILES):
        part = Path(f"{path}{suffix}")
        if part.exists():
            shutil.copy2(part, f"{aside}{suffix}")
    for suffix in SIDE_FILES:  # a log of the old database must not be read into the new one
        Path(f"{path}{suffix}").unlink(missing_ok=True)
    return aside


def _take_out_of_use(path: Path) -> None:
    """Fold the -wal file into the database, which only works when nobody else has it open. A damaged one is left as it is."""
    try:
        with connected(file_url(path), wait_seconds=0.2) as engine:
            execute_outside(engine, "PRAGMA journal_mode = DELETE")
    except StoreError as error:
        if error.key in {"store_busy", "store_read_only"}:
            raise
