"""EDGE: the only SQL. Schema, migrations, imports (preview, commit), queries.

paths           where the data lives (`adv.paths`)
opening         url in, Store out: makes, checks and migrates the database
store           what the rest of the house asks: version, dataset, preview, commit, undo, imports
importing       one import into an open transaction
planning        stored rows and incoming rows in, what changes out: pure
differences     the same row by row, for people to look at: pure
undoing         what taking one import back does
keys            what an entry of the memory is called
remembering     what is remembered of how workbooks are read
row_encoding    frames to plain values and back: pure
history         the imports that were
backup          a copy that is whole, and back
copying         all data from one database into another, of whichever kind
schema          the tables of today; migrations/ is how each database gets there
dialect         what differs between SQLite and PostgreSQL, and errors of a driver as sentences
records         what imports change and changed, as the rest of the house sees it
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.store.keys import MemoryKey, sheet_key, word_entry_key
from adv.store.records import (
    Changes,
    ImportedFile,
    ImportMode,
    ImportRecord,
    NothingChanged,
    Restored,
    RowDifference,
    RowKind,
    TableChanges,
    TableDifferences,
    Totals,
    Undoing,
)

if TYPE_CHECKING:
    from pathlib import Path

    from adv.store.store import Store

__all__ = [
    "Changes",
    "ImportMode",
    "ImportRecord",
    "ImportedFile",
    "MemoryKey",
    "NothingChanged",
    "Restored",
    "RowDifference",
    "RowKind",
    "TableChanges",
    "TableDifferences",
    "Totals",
    "Undoing",
    "open_store",
    "restore",
    "sheet_key",
    "word_entry_key",
]


def open_store(url: str | None = None) -> Store:
    """Open the database, made and migrated when need be.

    Parameters
    ----------
    url
        A SQLAlchemy address; None: the SQLite file in `adv.paths.data_folder`.

    Raises
    ------
    StoreError
        The file is empty, damaged, of another program or of a newer version; or busy, or on a full disk. It is left as it is.
    """
    from adv.store import opening  # noqa: PLC0415 - SQLAlchemy takes 0.4 s to import; records must not cost that

    return opening.open_store(url)


def restore(copy: Path) -> Restored:
    """Put a backup in the place of what the database holds; that is kept beside it.

    Raises
    ------
    StoreError
        The copy is not a sound backup, or the database cannot be written. Nothing has changed then.
    """
    from adv.store import restoring  # noqa: PLC0415 - as above

    return restoring.restore(copy)
