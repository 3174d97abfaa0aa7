"""A copy of the database that is whole, and back. Copying the file by hand would leave out what is still in its -wal file."""

from __future__ import annotations

import os
import secrets
import shutil
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from adv import paths
from adv.errors import StoreError
from adv.store.dialect import driver_errors, make_engine

if TYPE_CHECKING:
    from sqlalchemy import Engine

SIDE_FILES = ("-wal", "-shm")


def write_copy(engine: Engine, path: Path) -> None:
    """Write the whole database to a new file, while others go on working. See `adv.store.store.Store.backup`."""
    if engine.dialect.name != "sqlite":
        raise StoreError("backup_elsewhere")
    if path.exists():
        raise StoreError("backup_exists", file=path.name)
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))  # SQLite fills an empty file, with its rights
        with driver_errors(), engine.connect() as connection:
            connection.connection.cursor().execute("VACUUM INTO ?", (str(part),))
        _onto_disk(part)
        part.rename(path)
    except OSError as error:
        raise StoreError("backup_not_written", file=path.name) from error
    finally:
        part.unlink(missing_ok=True)


def restore(copy: Path, path: Path | None = None) -> Path | None:
    """Put a backup in the place of the database; what was there is set aside, and the path of that returned.

    The copy is checked to the last page before anything is touched, and the database is taken out of use first: a dashboard
    that still runs would go on with half of the old one.
    """
    from adv.store.opening import check_file  # noqa: PLC0415 - opening makes copies with this module

    path = path or paths.database()
    if not copy.is_file():
        raise StoreError("backup_not_found", file=copy.name)
    new = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        shutil.copyfile(copy, new)
        new.chmod(0o600)
        check_file(new, thorough=True)
        aside = _set_aside(path) if path.exists() else None
        _onto_disk(new)
        new.replace(path)
    except OSError as error:
        raise StoreError("backup_not_written", file=path.name) from error
    finally:
        for suffix in ("", *SIDE_FILES):
            Path(f"{new}{suffix}").unlink(missing_ok=True)
    return aside


def _set_aside(path: Path) -> Path:
    """Copy the database that is there to a name of its own, and leave it without side files."""
    _take_out_of_use(path)
    stamp = datetime.now(ZoneInfo("Europe/Amsterdam")).strftime("%Y-%m-%d-%H%M%S")
    aside = path.with_name(f"{path.stem}.replaced-{stamp}{path.suffix}")
    for suffix in ("", *SIDE_FILES):
        part = Path(f"{path}{suffix}")
        if part.exists():
            shutil.copy2(part, f"{aside}{suffix}")
    for suffix in SIDE_FILES:  # a log of the old database must not be read into the new one
        Path(f"{path}{suffix}").unlink(missing_ok=True)
    return aside


def _take_out_of_use(path: Path) -> None:
    """Fold the -wal file into the database, which only works when nobody else has it open. A damaged one is left as it is."""
    from adv.store.opening import file_url  # noqa: PLC0415 - as above

    engine = make_engine(file_url(path), wait_seconds=0.2)
    try:
        with driver_errors(), engine.connect() as connection:
            connection.connection.cursor().execute("PRAGMA journal_mode = DELETE")
    except StoreError as error:
        if error.key in {"store_busy", "store_read_only"}:
            raise
    finally:
        engine.dispose()


def _onto_disk(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
