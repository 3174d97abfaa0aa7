"""Which row of a sheet holds the headers: by the words in it, else by the shape of the sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from adv.workbook.recognition.layout import find_header, header_by_shape, headers_at
from adv.workbook.vocabulary.fields import decided_as, is_field, missing
from adv.workbook.vocabulary.words import header_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from adv.model import TableName
    from adv.workbook.recognition.header_match import HeaderWords
    from adv.workbook.recognition.layout import Header
    from adv.workbook.recognition.sheet_columns import SheetColumns
    from adv.workbook.vocabulary.recognition import Corrections

MARK_WEIGHT: Final = 0.5  # what a column per theme weighs in finding the header row
ENOUGH_TO_STOP: Final = 3  # recognised columns of a header row after which none better is looked for


class HeaderRows:
    """Finds the header rows of sheets, with the words of every table."""

    def __init__(self, tables: Mapping[TableName, HeaderWords], corrections: Corrections) -> None:
        self.tables = tables
        self.corrections = corrections
        self.decided = {header_key(text): decided_as(name)[0] for text, name in corrections.headers.items() if name}

    def of_any(self, cells: SheetColumns, columns: Sequence[int]) -> int | None:
        """The header row (from 0) whatever the table is; None when no row looks like one."""
        for loosely in (False, True):
            row = find_header(cells.sheet, columns, lambda headers: self._weigh(headers, self.tables, loosely=loosely))  # noqa: B023 - used at once
            if row is not None:
                return row
        if self._is_corrected(cells):
            return find_header(cells.sheet, columns, lambda headers: (len(headers), False))
        row = header_by_shape(cells.sheet, columns)
        if row is None:
            return None
        this, below = (self._hints(headers_at(cells.sheet, place, columns)) for place in (row, row + 1))
        return row if this or not below else row + 1  # a row of groups may stand above it

    def _hints(self, headers: Sequence[Header]) -> int:
        """For how many headers parts of words point at a field."""
        return max(sum(bool(words.stems(header)) for header in headers) for words in self.tables.values())

    def _is_corrected(self, cells: SheetColumns) -> bool:
        return any(place[:2] == (cells.file, cells.sheet.name) for place in self.corrections.fields)

    def _weigh(self, headers: Sequence[Header], tables: Mapping[TableName, HeaderWords], *, loosely: bool) -> tuple[float, bool]:
        """How many different fields of one table a row names, and whether those are all that the table needs."""
        best, enough = 0.0, False
        for table, words in tables.items():
            fields: set[str] = set()
            marks = 0
            for header in headers:
                match = words.match(header, loosely=loosely)
                decided = self.decided.get(header.key, "")
                if match and match.option is not None:
                    marks += 1
                elif match:
                    fields.add(match.field)
                elif is_field(table, decided):
                    fields.add(decided)
            best = max(best, len(fields) + MARK_WEIGHT * marks)
            enough |= not loosely and not missing(table, frozenset(fields)) and len(fields) >= ENOUGH_TO_STOP
        return best, enough

    def of(self, cells: SheetColumns, columns: Sequence[int], table: TableName) -> int | None:
        """The header row when the table is known: by its words, else by the shape of the sheet, else the row with most texts."""
        words = {table: self.tables[table]}
        for loosely in (False, True):
            row = find_header(cells.sheet, columns, lambda headers: self._weigh(headers, words, loosely=loosely))  # noqa: B023 - used at once
            if row is not None:
                return row
        row = header_by_shape(cells.sheet, columns)
        return find_header(cells.sheet, columns, lambda headers: (len(headers), False)) if row is None else row
