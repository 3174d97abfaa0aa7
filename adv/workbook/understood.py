"""Structs that say how a workbook was understood (`Intake`, `SheetRecognition`, `Reason`), and what the user decided (`Corrections`)."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 (decoding needs it, as what follows)
from datetime import date  # noqa: TC003
from enum import StrEnum
from typing import Any

from msgspec import Struct, field

from adv.model import Dataset, TableName  # noqa: TC001
from adv.workbook.tables.findings import Finding, Severity
from adv.workbook.tables.grid import Lie, column_letters
from adv.workbook.vocabulary.word_lists import COUNTS, NO_WORDS, OURS, AskedWord, OwnWords

ANY_FILE = ""
ASKED_BELOW = 0.6  # of a column: below it, its user is asked
# Keys of reasons that are compared with.
STREET_MISSING = "street_missing"  # of a list that is not read because nobody knows of which street it is
SHEET_UNKNOWN = "sheet_unknown"  # of a sheet of which nobody knows which list it is
COLUMN_UNKNOWN = "unknown"  # of a column of which nobody knows what stands in it
# Codes of findings that are compared with.
WHICH_COUNTS = "which_counts"  # several columns of one field, and nothing says which counts
IN_SEVERAL_LISTS = "visit_in_several_lists"  # the number of a visit, which several stored lists have
MAY_BE_STORED = frozenset({"visit_unknown", "address_not_visited"})  # a visit that an earlier import may have brought
UNREAD = frozenset(  # findings that say that data may be left
    [
        *("columns_beyond", "columns_not_read", "column_not_recognised", "column_counts", "column_counts_visits"),
        *("column_counts_requests", "column_marks_requests", "more_columns", WHICH_COUNTS),
        *("request_columns_missing", "attempt_columns_missing", "attempts_with_marks", "same_columns_optional", "hidden_table"),
        *("sheet_not_read", "sheet_foreign", "diary_not_read", "times_not_read", "rows_incoming", "rows_elsewhere"),
        *("unknown_project", "rows_of_unknown", "rows_may_not_count", "rows_may_not_count_money", "books_balanced"),
    ]
)
LAYOUT_OUT = frozenset(  # findings that say that the layout keeps something from counting, or may
    [
        *("rows_struck_out", "cells_struck_out", "columns_struck_out", "rows_hidden_out", "rows_coloured_out", "colours_not_read"),
        *("comment_differs", "comment_corrects", "later_day", "other_day", "comment_may_leave_out", "headings_may_be_streets"),
        "reference_may_be_above",
    ]
)
NOT_COUNTED = frozenset(  # findings, no errors, that say that rows of data do not count
    [
        *("rows_total", "rows_example", "rows_elsewhere", "row_twice", "rows_summed", "rows_balance", "rows_other_account"),
        *("rows_moved", "rows_income", "rows_payment", "rows_void", "rows_incoming", "rows_other_project", "matrix_beside_list"),
        *("unknown_project", "rows_of_unknown", "rows_of_others", "rows_not_counted", "rows_not_counted_money", "tab_planned"),
        *("tab_not_counted", "tab_not_counted_money", "tab_of_same_invoices", "comment_leaves_out"),
        *("rows_struck_out", "rows_hidden_out", "rows_coloured_out", "rows_passed_over"),
    ]
)
NEVER_A_TABLE = frozenset({"sheet_empty", "sheet_chart", "sheet_findings", "sheet_without_header", "beside_table"})


class Reason(Struct, frozen=True):
    """Reason why something was understood so: a key under ``recognition.`` and safe parameters (header words, field names)."""

    key: str
    params: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def is_corrected(self) -> bool:
        """Say whether the user decided it now."""
        return self.key.startswith("corrected")

    @property
    def is_remembered(self) -> bool:
        """Say whether it was decided when a list of this shape was confirmed."""
        return self.key.startswith("remembered")


class ColumnRecognition(Struct, frozen=True):
    """One column of a recognised table. `field` is a canonical field (see `fields.py`) or None for a column left out."""

    column: int  # from 0
    header: str
    field: str | None
    certainty: float  # 0-1
    reason: Reason
    samples: tuple[Any, ...] = ()  # cells: up to three values to show; empty when the column is blocked or known to be of no need
    blocked: bool = False  # identifies people: never shown, stored or logged
    option: str | None = None  # for a column per theme or organisation: which one an x in it means


class SheetRecognition(Struct, frozen=True):
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
    requests_left_out: int = 0  # of visits: requests in their rows that do not count
    cents_left_out: int = 0  # in those rows, as far as their amounts can be read
    total_rows: tuple[int, ...] = ()  # from 1: totals and subtotals, recognised as not data
    shape: str | None = None  # by which the reading can be remembered; None: there is nothing to remember it by
    remembered: RememberedSheet | None = None  # it was read as was confirmed before
    lie: Lie = Lie.IN_ROWS
    only: int = 0  # the one column that holds a list whose rows stand in single cells ("2019-03-04;Waartplein;niet thuis")
    block: int | None = None  # the first of its columns, where several tables or notes lie side by side; None: the whole sheet

    @property
    def place(self) -> str:
        """Name where its file is known: a CSV file has no sheets, so it is called by its own name."""
        return self.sheet or self.file

    def name_of(self, column: ColumnRecognition) -> str:
        """Name a column as the file does: by its letters, or by the number of its row in a list on its side."""
        if self.lie is Lie.TURNED:
            return str(column.column + 1)
        return column_letters(self.only if self.lie is Lie.IN_ONE else column.column)

    @property
    def can_be_asked(self) -> bool:
        """Say whether the user could say that it is a table after all: something stands in it, and it is the whole of its sheet."""
        return self.reason.key not in NEVER_A_TABLE


class RememberedSheet(Struct, frozen=True):
    """Reading of a sheet of some shape as it was last confirmed."""

    table: TableName | None  # None: left out
    columns: tuple[tuple[int, str | None, str | None], ...]  # column from 0, its field (None: left out), its option
    sheet: str  # name of the tab then, so that people know which one it is
    on: date  # the day on which that was confirmed


class Corrections(Struct, frozen=True):
    """Decisions of the user instead of the proposal.

    `fields` maps (file, sheet, column counted from 0) to a field, or to None to leave the column out. `headers` does the same
    for every column with such a header, in any sheet; compared without case and stray spaces. `tables` maps (file, sheet) to
    the table that the sheet is, or to None to leave it out; a file "" stands for any. `blocks` does the same, with the first
    column, for one of several tables that lie side by side. `words` says what words mean.
    `remembered` is what was decided before, by the shape of the sheet (`adv.workbook.memory`): all of the above goes before it.
    """

    fields: Mapping[tuple[str, str, int], str | None] = field(default_factory=dict)
    headers: Mapping[str, str | None] = field(default_factory=dict)
    tables: Mapping[tuple[str, str], TableName | None] = field(default_factory=dict)
    blocks: Mapping[tuple[str, str, int], TableName | None] = field(default_factory=dict)
    words: OwnWords = NO_WORDS
    remembered: Mapping[str, RememberedSheet] = field(default_factory=dict)

    def table_of(self, file: str, sheet: str) -> tuple[TableName | None] | None:
        """Give what was decided about a sheet, in a tuple; None when nothing."""
        return next(((self.tables[name, sheet],) for name in (file, ANY_FILE) if (name, sheet) in self.tables), None)

    def block_of(self, file: str, sheet: str, first: int) -> tuple[TableName | None] | None:
        """Give what was decided about the part of a sheet that begins at a column, in a tuple; None when nothing."""
        return next(((self.blocks[name, sheet, first],) for name in (file, ANY_FILE) if (name, sheet, first) in self.blocks), None)


class Claimed(StrEnum):
    """Kinds that a tab may be of, by its name."""

    VOID = "void"  # an example, a copy, an old version
    PLANNED = "planned"  # money that is not spent
    AGAIN = "again"  # invoices that another list of costs has too
    PLACE = "place"  # of another neighbourhood or project


class TabClaim(Struct, frozen=True):
    """Claim of a tab's name about all its rows, and what it is taken for."""

    what: Claimed
    word: str  # by which the user is asked
    meaning: str | None  # said or assumed; None: it is asked, and the rows do not count until then

    @property
    def counts(self) -> bool:
        """Say whether its rows count."""
        return self.meaning in {COUNTS, OURS}


class Intake(Struct, frozen=True, eq=False, weakref=True):
    """Outcome of one or several workbooks together. Two are never equal: each is its own upload."""

    dataset: Dataset
    sheets: tuple[SheetRecognition, ...]
    findings: tuple[Finding, ...]
    sha256: Mapping[str, str]  # of each file's bytes, by file name
    words: tuple[AskedWord, ...] = ()  # unknown ones, the most frequent first

    @property
    def has_table(self) -> bool:
        """Say whether any sheet holds a table."""
        return any(sheet.table for sheet in self.sheets)

    @property
    def is_whole(self) -> bool:
        """Say whether everything that may be data came in: every row of every table, and no list or column was passed over."""
        is_unknown = any(sheet.reason.key == SHEET_UNKNOWN for sheet in self.sheets)
        is_said = any(finding.code in UNREAD | LAYOUT_OUT or finding.severity is Severity.ERROR for finding in self.findings)
        return not self.rows_left_out and not is_unknown and not is_said

    @property
    def not_counted(self) -> tuple[Finding, ...]:
        """List what says that rows do not count and need not: doubles, income, what is of another project."""
        return tuple(one for one in self.findings if one.code in NOT_COUNTED and one.severity is not Severity.ERROR)

    @property
    def rows_left_out(self) -> int:
        """Rows in error over all sheets, each request in the row of its visit as a row of its own."""
        return sum(sheet.rows_left_out + sheet.requests_left_out for sheet in self.sheets)
