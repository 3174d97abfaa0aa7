"""What the pre-check learns about a file, beside that it is safe: what calamine would lose, and what it must come back with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct, field

from adv.errors import DamagedFile, FileTooLarge, UnsafeFile
from adv.workbook.tables.grid import column_letters

if TYPE_CHECKING:
    from collections.abc import Callable

    from adv.workbook.reading.limits import Limits
    from adv.workbook.reading.protocol import Remark

GRID_ROWS, GRID_COLUMNS = 1_048_576, 16_384  # Excel's grid
REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")


class SheetFacts(Struct):
    """One sheet. Rows and columns count from 0; `last_row` and `last_column` are of cells that hold something, −1 for none."""

    name: str
    limits: Limits
    is_hidden: bool = False
    is_grid: bool = True  # False: a chart or a macro sheet, which has no cells
    last_row: int = -1
    last_column: int = -1
    filled: int = 0  # cells that hold something
    flaws: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_columns: set[int] = field(default_factory=set)
    has_hidden_rows: bool = False
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)

    def reach(self, row: int, column: int) -> None:
        """A cell here holds something, and the reader must come back with it.

        Raises
        ------
        FileRefused
            Outside the grid or over a limit.
        """
        self.last_row = max(row, self.last_row)
        self.last_column = max(column, self.last_column)
        self.allow(row, column)

    def allow(self, row: int, column: int) -> None:
        """A cell here is within the limits, whether or not the reader comes back with it."""
        rows, columns = max(row, self.last_row) + 1, max(column, self.last_column) + 1
        if row >= self.limits.rows or column >= self.limits.columns or rows * columns > self.limits.cells:
            self._refuse(row, column)

    def _refuse(self, row: int, column: int) -> None:
        if row >= GRID_ROWS or column >= GRID_COLUMNS:
            raise DamagedFile("outside_grid", sheet=self.name)
        if row >= self.limits.rows:
            raise FileTooLarge("too_many_rows", sheet=self.name, limit=self.limits.rows // 1000, row=row + 1)
        if column >= self.limits.columns:
            raise FileTooLarge("too_many_columns", sheet=self.name, limit=self.limits.columns, column=column_letters(column))
        raise FileTooLarge("too_many_cells", sheet=self.name, limit=self.limits.cells // 1_000_000)

    def flaw(self, row: int, column: int, code: str) -> None:
        """A cell here has no usable value."""
        self.allow(row, column)
        self.flaws[row, column] = code
        if len(self.flaws) > self.limits.flaws:
            raise FileTooLarge("too_many_flaws", sheet=self.name, limit=self.limits.flaws // 1000)

    def merge(self, reference: str) -> None:
        """A merged range, as a reference such as ``A1:B2``."""
        first, _, last = reference.partition(":")
        (row, column), (last_row, last_column) = self.place(first), self.place(last or first)
        self.merged.append((row, column, last_row, last_column))
        if len(self.merged) > self.limits.merges:
            raise UnsafeFile("too_many_merges", sheet=self.name, limit=self.limits.merges)

    def place(self, reference: str) -> tuple[int, int]:
        """Row and column of a reference such as ``C14``."""
        match = REFERENCE.fullmatch(reference)
        if match is None:
            raise DamagedFile("outside_grid", sheet=self.name)
        place = int(match[2]) - 1, column_number(match[1])
        if place[0] >= GRID_ROWS or place[1] >= GRID_COLUMNS:
            raise DamagedFile("outside_grid", sheet=self.name)
        return place


class Checked(Struct, frozen=True):
    """A file whose outlines are sound. `readable` is what calamine gets: for a zip, only the parts that were named here.

    `look` finishes the check of one sheet and fills in its facts: only then does it count what calamine reads of it. It gives
    other bytes to read that sheet from, where calamine would stumble over these.
    """

    readable: bytes
    sheets: tuple[SheetFacts, ...]
    is_1904: bool = False
    remarks: frozenset[Remark] = frozenset()
    look: Callable[[SheetFacts], bytes | None] = lambda _facts: None


def column_number(letters: str) -> int:
    """The column of these letters, from 0: A is 0, AB is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1
