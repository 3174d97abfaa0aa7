"""Cells as they were read: no meaning yet. What the child process hands over and everything else in the package reads."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Mapping

# An empty cell is None. Text is as it stands in the file. Numbers are as stored: Excel knows only floats.
Cell = str | float | int | bool | date | datetime | time | timedelta | None


class Upload(Struct, frozen=True):
    """A file as it came in. `name` is only for showing: what it is follows from `content`."""

    name: str
    content: bytes


class RawSheet(Struct, frozen=True):
    """One sheet, column by column: ``columns[c][r]`` is the cell in column c, row r, both from 0, from A1 on.

    All columns are equally long. `flaws` names cells that hold no usable value, by (row, column): an error value
    (``"#N/A"``), ``"formula"`` for a formula whose outcome the file does not keep, ``"number"`` for a number cell without
    a number, ``"too_long"`` for a text over the limit; the cell itself is then None. `odd_rows` (.csv only) names rows, from
    0, with another count of fields than most: ``"row_too_long"`` (one separator too many: the cells may have shifted, so
    nothing in that row can be trusted) or ``"row_too_short"`` (titles above the table are so too: look at data rows only).
    """

    name: str
    columns: tuple[list[Cell], ...]
    is_hidden: bool = False
    flaws: Mapping[tuple[int, int], str] = field(default_factory=dict)
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()  # first row, first column, last row, last column
    odd_rows: tuple[tuple[int, str], ...] = ()
    is_1904: bool = False  # numbers in date columns count from 1904 instead of 1900

    @property
    def row_count(self) -> int:
        """Rows down to the last one that holds something."""
        return len(self.columns[0]) if self.columns else 0


class RawWorkbook(Struct, frozen=True):
    """One file's sheets in their order. `remarks` are the keys of what was odd about the file but did no harm.

    ``"other_kind"``: its name says another kind of file than it is; ``"hidden_rows"``: rows hidden by hand or by a filter,
    read all the same; ``"links"``: formulas point to other workbooks, whose last known outcome was read; ``"macros"``: it has
    macros, never run and not kept.
    """

    file: str
    sheets: tuple[RawSheet, ...]
    sha256: str
    remarks: tuple[str, ...] = ()


def column_letters(column: int) -> str:
    """Excel's name of a column counted from 0: 0 is A, 27 is AB."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """Excel's name of a cell, row and column counted from 0: (13, 2) is C14."""
    return f"{column_letters(column)}{row + 1}"
