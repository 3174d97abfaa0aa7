"""EDGE: the only SQL. Schema, migrations, imports (preview, commit, undo), queries, backups.

`opening` gives a `Store` (store), which the rest of the house asks, or puts a backup in its place. An import is compared row by row
(planning) and written with its line in the history (importing, rows, history); undoing takes one back, erasing takes people out of all versions.
Beside the data: what is remembered of how workbooks are read (remembering), imports that wait to be confirmed (drafts), milestones, what
was published (publications), yearly accounts (yearly_accounts), and the check of the keys (kept_keys).
copying moves all of it; location brings a database to the tables of today (schema); dialect knows what differs between
SQLite and PostgreSQL; row_encoding turns frames into plain values and back; records are what is told.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from adv.store.records import Restored
    from adv.store.store import Store


def open_store(url: str | None = None) -> Store:
    """Open the database, made and migrated when need be.

    `url`: a SQLAlchemy address; None: the SQLite file in `adv.data_folder.data_folder`. Raises `StoreError`: the file is empty, damaged,
    of another program or of a newer version; or busy, or on a full disk. It is left as it is.
    """
    from adv.store import opening  # noqa: PLC0415 - SQLAlchemy takes 0.4 s to import; records must not cost that

    return opening.open_store(url)


def restore(copy: Path) -> Restored:
    """Put a backup in the place of what the database holds; that is kept beside it.

    Raises `StoreError`: the copy is not a sound backup, or the database cannot be written. Nothing has changed then.
    """
    from adv.store import opening  # noqa: PLC0415 - as above

    return opening.restore(copy)
