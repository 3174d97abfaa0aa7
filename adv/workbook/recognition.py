"""How a workbook was understood: what is proposed to the user, with how sure it is and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adv.model import Dataset, TableName
    from adv.workbook.findings import Finding


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was understood so: a key under ``recognition.`` and safe parameters (header words, field names)."""

    key: str
    params: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ColumnRecognition:
    """One column of a recognised table. `field` is a canonical field (see `fields.py`) or None for a column left out."""

    column: int  # from 0
    header: str
    field: str | None
    certainty: float  # 0-1
    reason: Reason
    samples: tuple[str, ...] = ()  # up to three values to show; empty when the column is blocked or not needed
    blocked: bool = False  # identifies people: never shown, stored or logged
    option: str | None = None  # for a column per theme or organisation: which one an x in it means


@dataclass(frozen=True, slots=True)
class SheetRecognition:
    """One sheet: which table it holds and where. `table` None: recognised as not data, and left out."""

    file: str
    sheet: str
    table: TableName | None
    certainty: float
    reason: Reason
    header_row: int | None = None  # from 1, as the spreadsheet counts
    columns: tuple[ColumnRecognition, ...] = ()
    rows_read: int = 0
    rows_left_out: int = 0
    total_rows: tuple[int, ...] = ()  # from 1: totals and subtotals, recognised as not data


@dataclass(frozen=True, slots=True)
class Corrections:
    """What the user decided instead of the proposal.

    `fields` maps (file, sheet, column counted from 0) to a field, or to None to leave the column out. `headers` does the same
    for every column with such a header, in any sheet; compared without case and stray spaces.
    """

    fields: Mapping[tuple[str, str, int], str | None] = field(default_factory=dict)
    headers: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Intake:
    """What came out of one or several workbooks together. Two are never equal: each is its own upload."""

    dataset: Dataset
    sheets: tuple[SheetRecognition, ...]
    findings: tuple[Finding, ...]
    sha256: Mapping[str, str]  # of each file's bytes, by file name

    @property
    def rows_left_out(self) -> int:
        """Rows in error over all sheets."""
        return sum(sheet.rows_left_out for sheet in self.sheets)
