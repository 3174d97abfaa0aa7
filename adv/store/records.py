"""Structs in which the store tells about imports: what one would change, and what each one did."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

from adv.model import TableName
from adv.workbook.vocabulary.word_lists import WordList

MemoryKey: TypeAlias = tuple[str, str]
SHEET, WORD = "sheet", "word"
BETWEEN = "\n"  # list and word in a key; no word has a line break


class ImportMode(StrEnum):
    """Ways in which an import relates to what is there."""

    REPLACE = "replace"  # the export is the whole truth of the tables it holds
    ADD = "add"
    REMOVE = "remove"  # only in the history: the sample data was taken away
    UNDO = "undo"  # only in the history: an earlier import was taken back


class Totals(Struct, frozen=True):
    """Headline numbers before or after an import."""

    visits: int
    completed: int
    requests: int
    open_requests: int  # open or in progress
    spent_cents: int


class TableChanges(Struct, frozen=True):
    """Rows of one table that an import adds, alters, removes and leaves."""

    new: int
    changed: int
    gone: int
    same: int


class Changes(Struct, frozen=True):
    """Changes that an import would make. Planned against `version`; committing it against another one is refused.

    `tables` holds the tables of which the upload has rows. `kept` are those that have rows in the store but none in the upload:
    they stay as they are, whatever the mode.
    """

    version: int
    mode: ImportMode
    tables: Mapping[TableName, TableChanges]
    before: Totals
    after: Totals
    replaces_sample: bool  # there is sample data, and the import takes its place
    kept: tuple[TableName, ...] = ()
    orphans: int = 0  # requests whose visit would not be there (any more): they count, but belong to no area and no household
    others: int = 0  # visits whose number stays and which become another visit
    renumbered: int = 0  # rows that come with the number of another list's row, and get one of their own
    is_other_list: bool = False  # replacing takes away a list that this file is no newer version of
    is_unknown_list: bool = False  # it is no newer version of any stored list

    @property
    def is_nothing(self) -> bool:
        """Tell whether the data would be the same as it is now."""
        return not any(table.new or table.changed or table.gone for table in self.tables.values())


class RowKind(StrEnum):
    """Kinds of change of one row."""

    CHANGED = "changed"
    GONE = "gone"
    NEW = "new"
    STAYS = "stays"  # of an undo: it was altered again since, and remains as it is


class RowDifference(Struct, frozen=True):
    """Difference of one row: what it holds before and after, by column, as Python knows it (days, tuples, whole numbers).

    Of a row that stays, `old` is what it was before the import that is taken back and `new` what it is now.
    """

    kind: RowKind
    number: str | None  # of the visit or the request; None: the table has none, or the row
    old: Mapping[str, object] | None  # None: there is no such row
    new: Mapping[str, object] | None
    file: str | None  # file in which the row stands, or stood
    sheet: str | None
    row: int

    @property
    def columns(self) -> tuple[str, ...]:
        """Name the columns that differ; of a row that comes or goes, those that hold something."""
        old, new = self.old or {}, self.new or {}
        differ = (column for column in (old or new) if old.get(column) != new.get(column))
        return tuple(column for column in differ if any(row.get(column) not in {None, ()} for row in (old, new)))


class TableDifferences(Struct, frozen=True):
    """Rows of one table that change: how many of each kind, and the first of each."""

    counts: Mapping[RowKind, int]
    rows: tuple[RowDifference, ...]


class Undoing(Changes, frozen=True, kw_only=True):
    """Changes that taking back one import would make. Planned against `version`; an undo against another one is refused.

    `stays` counts, per table, the rows that the import added, altered or removed and that remain as they are now, since a
    later import altered them again.
    """

    mode: ImportMode = ImportMode.UNDO
    replaces_sample: bool = False
    undone: int
    stays: Mapping[TableName, TableChanges]
    was_sample: bool  # there is sample data now
    is_sample: bool  # after it
    keeps_sample_away: bool  # the import took the place of sample data, which stays away: other data remain
    forgets: int = 0  # memories of how workbooks are read that came with that import, forgotten with it


class ImportedFile(Struct, frozen=True):
    """One file of an import: its name and the SHA-256 of its bytes."""

    name: str
    sha256: str


class ImportRecord(Struct, frozen=True):
    """One import in the history."""

    version: int  # of the project's data, after it
    at: datetime  # with time zone
    who: str
    mode: ImportMode
    files: tuple[ImportedFile, ...]
    tables: Mapping[TableName, TableChanges]
    before: Totals
    totals: Totals  # after it
    errors: int  # findings, by severity
    warnings: int
    rows_left_out: int
    is_sample: bool
    undone: int | None = None  # the version that this one takes back


class Sources(Struct, frozen=True):
    """Files that the data of a project come from: those of every import that was not taken back, the first one first."""

    files: tuple[tuple[str, str, date], ...]  # name, SHA-256, and the day on which it was imported
    is_sample: bool


class NothingChanged(Struct, frozen=True):
    """Outcome of an import that holds what the store holds already: nothing was written, also not to the history."""

    version: int  # of the project's data, as it was


class Restored(Struct, frozen=True):
    """Outcome of putting a backup back."""

    aside: Path | None  # copy of the database of before; None: there was none
    is_file_replaced: bool  # a dashboard that runs has the old file open, and is to be started again


def sheet_key(shape: str) -> MemoryKey:
    """Name the entry of a sheet."""
    return SHEET, shape


def word_entry_key(name: WordList, word: str) -> MemoryKey:
    """Name the entry of a word."""
    return WORD, f"{name.value}{BETWEEN}{word}"
