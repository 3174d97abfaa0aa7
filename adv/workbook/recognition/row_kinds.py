"""Which rows under a header are data: not blank ones, totals, repeated headers, headings between months, or the example."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np
from msgspec import Struct

from adv.workbook.tables.table import encode
from adv.workbook.values.amounts import parse_amount
from adv.workbook.values.dates import parse_date
from adv.workbook.values.parsed import EXAMPLE_MARK
from adv.workbook.values.text import fold
from adv.workbook.vocabulary.fields import REQUIRED, Kind, kind_of
from adv.workbook.vocabulary.streets import split_address
from adv.workbook.vocabulary.words import is_blank, value_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.recognition.found import FoundTable
    from adv.workbook.tables.grid import Cell
    from adv.workbook.tables.table import Codes, Mask
    from adv.workbook.vocabulary.words import Vocabulary

LONGEST_HEADING: Final = 80  # characters of a heading between the rows
LONGEST_TOTAL: Final = 60  # characters of a cell that names a total
TOTAL_TOLERANCE: Final = 1  # cent
WORDS_OF_A_REMARK: Final = 4
NO_SENTENCES: Final = frozenset({Kind.DAY, Kind.ID, Kind.NUMBER, Kind.CENTS})  # kinds whose cells are one word or number
FEWEST_WORDS: Final = 2  # of a note; one word may be what is left of a row


class RowKinds(Struct, frozen=True):
    """Rows of the sheet, from 0, by what they are."""

    data: Codes
    totals: Codes
    headings: Codes
    repeated: Codes
    examples: Codes
    elsewhere: Codes  # something, but in none of the recognised columns


class EncodedColumn(Struct, frozen=True):
    """A recognised column from the first row under the header on."""

    column: int
    field: str
    distinct: list[Cell]
    codes: Codes
    is_plain: bool = False  # every cell a plain number of a visit or request: no blank, no text, no total

    def where(self, flags: Sequence[bool]) -> Mask:
        """The rows whose value is flagged."""
        return np.fromiter(flags, bool, len(self.distinct))[self.codes]


def rows_of_data(found: FoundTable, words: Vocabulary) -> Codes:
    """The rows of data, counted from 0, of a sheet whose layout is known, also when it lacks a column without which it is not read."""
    sheet, first = found.sheet, found.layout.first_row
    fields = {column.column: column.field for column in found.recognition.columns if column.field}
    columns = [EncodedColumn(column, name, *encode(sheet.columns[column][first:])) for column, name in fields.items()]
    return sort_rows(found, columns, words).data


def sort_rows(found: FoundTable, columns: Sequence[EncodedColumn], words: Vocabulary) -> RowKinds:
    """Sort the rows of a table by what they are."""
    return _RowSorter(found, columns, words).sort()


class _RowSorter:
    """Sorts the rows of one table in one sheet."""

    def __init__(self, found: FoundTable, columns: Sequence[EncodedColumn], words: Vocabulary) -> None:
        self.layout, self.table = found.layout, found.table
        self.sheet = found.sheet
        self.in_visits = found.in_visits
        self.streets = {row for row, _ in found.headings}
        self.columns = columns
        self.fields = {column.field for column in columns}
        self.words = words
        self.rows = max(0, found.sheet.row_count - found.layout.first_row)
        self._total = re.compile("|".join(re.escape(word) for word in sorted(words.totals, key=len, reverse=True)), re.IGNORECASE)

    def sort(self) -> RowKinds:
        """The rows by kind."""
        filled = self._filled()
        by_kind: dict[str, list[int]] = {"totals": [], "headings": [], "repeated": [], "examples": []}
        is_data: Mask = filled.any(axis=0) if len(filled) else np.zeros(self.rows, bool)  # type: ignore[assignment]  # an array, given the axis
        suspect = self._suspect(filled)
        last = int(np.flatnonzero(is_data & ~suspect).max(initial=-1))
        for row in np.flatnonzero(is_data & suspect).tolist():
            kind = self._kind(row, last)
            if kind:
                by_kind[kind].append(row)
                is_data[row] = False
        for row in self._running_totals(is_data, filled):
            by_kind["totals"].append(row)
            is_data[row] = False
        elsewhere = [row for row in self._filled_elsewhere(filled) if not self._kind(row, self.rows, is_read=False)]
        first = self.layout.first_row
        rows = {kind: np.array(sorted(listed), dtype=np.intp) + first for kind, listed in by_kind.items()}
        return RowKinds(data=np.flatnonzero(is_data) + first, elsewhere=np.array(elsewhere, dtype=np.intp) + first, **rows)

    def _filled(self) -> Mask:
        """For each recognised column (axis 0) and row whether there is something."""
        filled = np.array([self._filled_in(column) for column in self.columns], dtype=bool)
        places = {column.column: number for number, column in enumerate(self.columns)}
        for row, column in self.sheet.flaws:
            if column in places and row >= self.layout.first_row:
                filled[places[column], row - self.layout.first_row] = True
        return filled

    def _filled_in(self, column: EncodedColumn) -> Mask:
        if column.is_plain:
            return np.ones(self.rows, dtype=bool)
        return ~column.where([is_blank(cell) for cell in column.distinct])

    def _suspect(self, filled: Mask) -> Mask:
        """Rows that lack something a row of data has, that speak of a total, or that repeat the header."""
        by_field: dict[str, Mask] = {}
        for number, column in enumerate(self.columns):  # of several columns for one field any will do
            by_field[column.field] = by_field.get(column.field, False) | filled[number]
        suspect = np.zeros(self.rows, dtype=bool)
        for alternatives in REQUIRED[self.table]:
            there = [by_field[name] for name in alternatives if name in by_field]
            suspect |= ~np.logical_or.reduce(there) if there else False
        headers = {header.column: header.text for header in self.layout.headers}
        for column in self.columns:
            header = headers[column.column]
            if not column.is_plain:
                suspect |= column.where([self._is_odd(cell, header) for cell in column.distinct])
        return suspect

    def _is_odd(self, cell: Cell, header: str) -> bool:
        if not isinstance(cell, str):
            return False
        return cell == header or (cell[:1] in "vV" and fold(cell[:LONGEST_TOTAL]) == EXAMPLE_MARK) or self._is_total(cell)

    def _is_total(self, cell: Cell) -> bool:
        if not isinstance(cell, str) or len(cell) > LONGEST_TOTAL or not self._total.search(cell):
            return False
        key = fold(cell).strip(" :=.-")
        first = key.split(" ", 1)[0].rstrip(":") if key else ""
        return key in self.words.totals or first in self.words.totals or key.endswith(self.words.total_endings)

    def _kind(self, row: int, last: int, *, is_read: bool = True) -> str | None:
        """What a row is when it is no data; `last` is the last row that has all that a row of data has."""
        line = row + self.layout.first_row
        if line in self.streets:
            return "headings"
        cells = {column: self.sheet.columns[column][line] for column in (header.column for header in self.layout.headers)}
        filled = {column: cell for column, cell in cells.items() if not is_blank(cell)}
        headers = {header.column: header.text for header in self.layout.headers}
        if len(filled) > 1 and all(isinstance(cell, str) and cell.strip() == headers[column] for column, cell in filled.items()):
            return "repeated"
        if any(isinstance(cell, str) and fold(cell[:LONGEST_TOTAL]) == EXAMPLE_MARK for cell in list(filled.values())[:1]):
            return "examples"
        totals = {column for column, cell in filled.items() if self._is_total(cell)}
        if totals and self._lacks_something({column for column in filled if column not in totals}):
            return "totals"
        if len(filled) == 1 and self._is_heading(
            next(iter(filled.values())), is_under=row > last or (is_read and self._is_remark(filled))
        ):
            return "totals" if totals else "headings"
        return None

    def _is_remark(self, filled: dict[int, Cell]) -> bool:
        """Whether the only text in a row is a sentence where none belongs, and the table needs more than one thing of each row."""
        ((column, cell),) = filled.items()
        field = next((one.field for one in self.columns if one.column == column), None)
        if field is None or kind_of(self.table, field) not in NO_SENTENCES or not isinstance(cell, str):
            return False
        is_sentence = len(cell.split()) >= WORDS_OF_A_REMARK and not split_address(cell)[1]
        return is_sentence and sum(any(name in self.fields for name in alternatives) for alternatives in REQUIRED[self.table]) > 1

    def _lacks_something(self, filled: set[int]) -> bool:
        fields = {column.field for column in self.columns if column.column in filled}
        return any(not fields & set(alternatives) for alternatives in REQUIRED[self.table])

    def _is_heading(self, cell: Cell, *, is_under: bool) -> bool:
        """Whether the only text in a row is a heading or a note; under the table any is that says nothing a column holds."""
        if not isinstance(cell, str):
            return False
        if is_under and not self._says_something(cell):
            return True
        if len(cell) > LONGEST_HEADING:
            return False
        key = fold(cell).strip(" :")
        return (
            key.startswith(self.words.note_starts)
            or key.split(" ", 1)[0] in self.words.months
            or bool(re.fullmatch(r"(?:19|20)\d\d", key))
        )

    def _says_something(self, cell: str) -> bool:
        key = value_key(cell)
        return (
            parse_date(cell).value is not None
            or parse_amount(cell).value is not None
            or key in self.words.outcomes
            or key in self.words.statuses
            or len(key.split()) < FEWEST_WORDS
        )

    def _running_totals(self, is_data: Mask, filled: Mask) -> list[int]:
        """Rows without a name that hold only an amount, the sum of those above it."""
        cents = next(
            (number for number, column in enumerate(self.columns) if kind_of(self.table, column.field) is Kind.CENTS), None
        )
        if cents is None:
            return []
        alone = is_data & filled[cents] & (filled.sum(axis=0) == 1)
        if not alone.any():
            return []
        amounts = [parse_amount(cell).value or 0 for cell in self.columns[cents].distinct]
        codes = self.columns[cents].codes
        found, whole, since = [], 0, 0
        for row in np.flatnonzero(is_data).tolist():
            amount = amounts[codes[row]]
            if alone[row] and amount and min(abs(amount - whole), abs(amount - since)) <= TOTAL_TOLERANCE:
                found.append(row)
                since = 0
            else:
                whole, since = whole + amount, since + amount
        return found

    def _filled_elsewhere(self, filled: Mask) -> list[int]:
        """Rows with nothing in the recognised columns, yet something beside them."""
        mine = {column.column for column in self.columns}
        others = [header.column for header in self.layout.headers if header.column not in mine]
        if not others or self.in_visits:
            return []
        nothing = ~filled.any(axis=0) if len(filled) else np.ones(self.rows, bool)
        first = self.layout.first_row
        return [
            row
            for row in np.flatnonzero(nothing).tolist()
            if any(not is_blank(self.sheet.columns[column][row + first]) for column in others)
        ]
