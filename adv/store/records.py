"""What the store tells about imports: what one would change, and what each one did."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from adv.model import TableName


class ImportMode(StrEnum):
    """How an import relates to what is there."""

    REPLACE = "replace"  # the export is the whole truth of the tables it holds
    ADD = "add"
    REMOVE = "remove"  # only in the history: the sample data was taken away


@dataclass(frozen=True, slots=True)
class Totals:
    """The headline numbers before or after an import."""

    visits: int
    completed: int
    requests: int
    open_requests: int  # open or in progress
    spent_cents: int


@dataclass(frozen=True, slots=True)
class TableChanges:
    """Rows of one table that an import adds, alters, removes and leaves."""

    new: int
    changed: int
    gone: int
    same: int


@dataclass(frozen=True, slots=True)
class Changes:
    """What an import would change. Made against `version`; committing it against another one is refused.

    `tables` holds the tables of which the upload has rows. `kept` are those that have rows in the store but none in the upload:
    they stay as they are, whatever the mode.
    """

    version: int
    mode: ImportMode
    tables: Mapping[TableName, TableChanges]
    before: Totals
    after: Totals
    replaces_sample: bool  # what is there is sample data, and the import takes its place
    kept: tuple[TableName, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Whether the data would be the same as it is now."""
        return not any(table.new or table.changed or table.gone for table in self.tables.values())


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """One file of an import: its name and the SHA-256 of its bytes."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """One import in the history."""

    version: int  # of the project's data, after it
    at: datetime  # with time zone
    who: str
    mode: ImportMode
    files: tuple[ImportedFile, ...]
    tables: Mapping[TableName, TableChanges]
    totals: Totals  # after it
    errors: int  # findings, by severity
    warnings: int
    rows_left_out: int
    is_sample: bool


@dataclass(frozen=True, slots=True)
class NothingChanged:
    """The outcome of an import that holds what the store holds already: nothing was written, also not to the history."""

    version: int  # of the project's data, as it was
