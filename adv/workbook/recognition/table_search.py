"""Search for the tables in a sheet: in the whole of it, or in blocks of columns that lie side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from adv.workbook.recognition.candidates import candidate, remembered_candidate
from adv.workbook.recognition.layout import blocks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.recognition.candidates import Candidate
    from adv.workbook.recognition.header_match import Known
    from adv.workbook.recognition.sheet_columns import SheetColumns


class SheetPart(Struct, frozen=True):
    """Columns of a sheet that belong together, and the table that they are or come near to."""

    columns: tuple[int, ...]
    nearest: Candidate | None

    @property
    def table(self) -> Candidate | None:
        """The table, when it is a whole one."""
        return self.nearest if self.nearest and self.nearest.is_complete else None


def parts_of(sheet: SheetColumns, known: Known) -> list[SheetPart]:
    """Divide a sheet: into blocks where one is a table by itself, the tables before the others; else all of it is one part."""
    groups = blocks(sheet.sheet)
    whole = tuple(column for group in groups for column in group)
    if before := remembered_candidate(sheet, whole, known):
        return [SheetPart(whole, before)]
    if len(groups) > 1:
        alone = [SheetPart(group, candidate(sheet, group, known)) for group in groups]
        tables = [part for part in alone if part.table]
        if tables:
            return _joined(sheet, tables, [part for part in alone if not part.table], known)
    return [SheetPart(whole, candidate(sheet, whole, known))]


def _joined(sheet: SheetColumns, tables: Sequence[SheetPart], rest: Sequence[SheetPart], known: Known) -> list[SheetPart]:
    """Join blocks to the first table that only carry it on: other fields, under the same header row."""
    main, *others = tables
    beside = []
    for part in rest:
        together = (*main.columns, *part.columns)
        joined = SheetPart(together, candidate(sheet, together, known))
        if _carries_on(main.nearest, joined.table, part.columns):
            main = joined
        else:
            beside.append(part)
    return [main, *others, *beside]


def _carries_on(main: Candidate | None, joined: Candidate | None, columns: Sequence[int]) -> bool:
    """Say whether further columns make a table longer: none of them repeats a field of it, and some give a new one."""
    if main is None or joined is None or joined.table is not main.table or joined.layout.header_row != main.layout.header_row:
        return False
    fields = {column.column: column.field for column in joined.found.columns}
    repeats = any(fields.get(column) in main.found.fields for column in columns)
    return bool(joined.found.fields - main.found.fields) and not repeats
