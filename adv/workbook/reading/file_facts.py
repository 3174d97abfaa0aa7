"""Facts that the pre-check learns about a file: what calamine would lose, and what it must come back with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from adv.errors import DamagedFile, FileTooLarge, UnsafeFile
from adv.workbook.tables.grid import NO_LOOKS, Looks, NumberFormat, column_letters, place_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from adv.workbook.reading.limits import FileLimits
    from adv.workbook.reading.protocol import Remark

GRID_ROWS, GRID_COLUMNS = 1_048_576, 16_384  # Excel's grid


class SheetFacts(Struct):
    """One sheet. Rows and columns count from 0; `last_row` and `last_column` are of cells that hold something, −1 for none."""

    name: str
    limits: FileLimits
    is_hidden: bool = False
    is_grid: bool = True  # False: a chart or a macro sheet, which has no cells
    last_row: int = -1
    last_column: int = -1
    filled: int = 0  # cells that hold something, of an .xlsx
    flaws: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_columns: set[int] = field(default_factory=set)
    has_hidden_rows: bool = False
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    looks: Looks = NO_LOOKS
    texts: dict[tuple[int, int], str] = field(default_factory=dict)  # the rest of texts of which a part was struck out
    computed: set[tuple[int, int]] = field(default_factory=set)  # formulas whose outcome was not in the file
    formats: dict[tuple[int, int], NumberFormat] = field(default_factory=dict)  # of numbers that seem to be others

    def reach(self, row: int, column: int) -> None:
        """Note that a cell here holds something: the reader must come back with it."""
        self.last_row = max(row, self.last_row)
        self.last_column = max(column, self.last_column)
        self.allow(row, column)

    def allow(self, row: int, column: int) -> None:
        """Refuse the file when a cell here is over a limit, whether or not the reader comes back with it."""
        rows, columns = max(row, self.last_row) + 1, max(column, self.last_column) + 1
        if row < self.limits.rows and column < self.limits.columns and rows * columns <= self.limits.cells:
            return
        if row >= GRID_ROWS or column >= GRID_COLUMNS:
            raise DamagedFile("outside_grid", sheet=self.name)
        if row >= self.limits.rows:
            raise FileTooLarge("too_many_rows", sheet=self.name, limit=self.limits.rows // 1000, row=row + 1)
        if column >= self.limits.columns:
            raise FileTooLarge("too_many_columns", sheet=self.name, limit=self.limits.columns, column=column_letters(column))
        raise FileTooLarge("too_many_cells", sheet=self.name, limit=self.limits.cells // 1_000_000)

    def flaw(self, row: int, column: int, code: str) -> None:
        """Note that a cell here has no usable value."""
        self.allow(row, column)
        self.flaws[row, column] = code
        if len(self.flaws) > self.limits.flaws:
            raise FileTooLarge("too_many_flaws", sheet=self.name, limit=self.limits.flaws // 1000)

    def merge(self, reference: str) -> None:
        """Note a merged range, given as a reference such as ``A1:B2``."""
        first, _, last = reference.partition(":")
        self.merged.append((*self.place(first), *self.place(last or first)))
        if len(self.merged) > self.limits.merges:
            raise UnsafeFile("too_many_merges", sheet=self.name, limit=self.limits.merges)

    def place(self, reference: str) -> tuple[int, int]:
        """Row and column of a reference such as ``C14``, inside the grid."""
        place = place_of(reference)
        if place is None or place[0] >= GRID_ROWS or place[1] >= GRID_COLUMNS:
            raise DamagedFile("outside_grid", sheet=self.name)
        return place


class SecondLook(Struct):
    """Formulas without an outcome, or with 0 for one, and numbers whose style makes them seem to be others; by row and column, from 0."""

    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    formats: dict[tuple[int, int], NumberFormat] = field(default_factory=dict)
    has_outcomes: bool = False  # of some formulas: then 0 may well be the outcome of another


class Checked(Struct, frozen=True):
    """A file whose outlines are sound. `readable` is what calamine gets: for a zip, only the parts that were named here.

    `look` finishes the check of one sheet and fills in its facts: only then does it count what calamine reads of it. It gives
    other bytes to read that sheet from, where calamine would stumble over these. `look_closely` is for an .xlsx of which calamine came back
    with fewer cells than `look` counted: it refuses the file when the same cell stands in it twice, so that one of them was lost.
    `look_again` finds what calamine does not give, where the first look saw a sign of it.
    """

    kind: str  # "xlsx", "xls" or "ods"
    readable: bytes
    sheets: tuple[SheetFacts, ...]
    is_1904: bool = False
    remarks: frozenset[Remark] = frozenset()
    look: Callable[[SheetFacts], bytes | None] = lambda _facts: None
    look_closely: Callable[[SheetFacts], None] = lambda _facts: None
    look_again: Callable[[SheetFacts], SecondLook | None] = lambda _facts: None
