"""Which tables the blocks of columns of a sheet may be: the best of each, and which blocks belong together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.model import TableName
from adv.workbook.recognition.assignment import assign
from adv.workbook.recognition.candidates import Candidate, best_of
from adv.workbook.recognition.header_match import HeaderWords, header_words
from adv.workbook.recognition.header_rows import HeaderRows
from adv.workbook.recognition.layout import Header, Layout, blocks, layout_at, layouts, under_groups
from adv.workbook.vocabulary.fields import BESIDE
from adv.workbook.vocabulary.words import header_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from adv.workbook.recognition.sheet_columns import SheetColumns
    from adv.workbook.tables.grid import RawSheet
    from adv.workbook.vocabulary.knowledge import Knowledge
    from adv.workbook.vocabulary.recognition import Corrections


class TableSearch:
    """Looks for tables in sheets, with the words of every table."""

    def __init__(self, knowledge: Knowledge, corrections: Corrections) -> None:
        self.knowledge = knowledge
        self.corrections = corrections
        self.tables = {table: header_words(table, knowledge) for table in TableName}
        self.rows = HeaderRows(self.tables, corrections)

    def candidates(self, cells: SheetColumns) -> tuple[list[Candidate], list[tuple[int, ...]]]:
        """The best table of the whole sheet, or those of its blocks where they are complete by themselves; and the other blocks."""
        groups, whole_sheet = blocks(cells.sheet), everything(cells.sheet)
        known = self._remembered(cells, whole_sheet)
        if known:
            return [known], []
        if len(groups) > 1:
            alone = [(group, self._best(cells, group)) for group in groups]
            whole = [(group, best) for group, best in alone if best and best.is_complete]
            if whole:
                return self._joined(cells, whole, [group for group, best in alone if not (best and best.is_complete)])
        best = self._best(cells, whole_sheet)
        return ([best] if best else []), []

    def candidate(self, cells: SheetColumns, columns: Sequence[int], row: int, table: TableName) -> Candidate:
        """One table under a header row, however little speaks for it."""
        layout = self.layout(cells, columns, row)
        return Candidate(assign(self.tables[table], layout, cells, self.corrections), layout, named=False)

    def layout(self, cells: SheetColumns, columns: Sequence[int], row: int) -> Layout:
        """How the table under a header row lies."""
        visits = self.tables[TableName.VISITS]
        layout = layout_at(cells.sheet, row, columns, lambda header: _is_mark(visits, header))
        return under_groups(cells.sheet, layout, self._is_request)

    def _is_request(self, group: str) -> bool:
        """Whether what stands over several headers says that they are about one of several requests: "Vraag 2"."""
        name, _, number = group.rpartition(" ")
        return name in self.knowledge.words.wide_prefixes and number.isdigit()

    def layouts(self, cells: SheetColumns, columns: Sequence[int]) -> Iterator[Layout]:
        """Every layout that the table could have."""
        return (under_groups(cells.sheet, layout, self._is_request) for layout in layouts(cells.sheet, columns))

    def speaks(self, cells: SheetColumns, columns: Sequence[int]) -> bool:
        """Whether a block has columns of a table that is known here: then it is no note, however short it is."""
        best = self._best(cells, columns)
        return best is not None and len(best.assigned.fields) > 1

    def _remembered(self, cells: SheetColumns, columns: Sequence[int]) -> Candidate | None:
        """As a list of this shape was read before; None when there was none."""
        for layout in self.layouts(cells, columns) if self.corrections.remembered else ():
            known = self.corrections.remembered.get(layout.shape)
            if known and known.table:
                assigned = assign(self.tables[known.table], layout, cells, self.corrections, known)
                return Candidate(assigned, layout, named=self._named(cells.sheet.name) is known.table, known=known)
        return None

    def _joined(
        self,
        cells: SheetColumns,
        whole: list[tuple[tuple[int, ...], Candidate]],
        rest: list[tuple[int, ...]],
    ) -> tuple[list[Candidate], list[tuple[int, ...]]]:
        """Blocks that only carry on a complete table (other fields, the same header row) are joined to it."""
        (columns, main), *others = whole
        beside = []
        for group in rest:
            joined = self._best(cells, (*columns, *group))
            further = joined.assigned.fields - main.assigned.fields if joined else frozenset()
            mine = {column.column: column.field for column in joined.assigned.columns} if joined else {}
            repeats = any(mine.get(column) in main.assigned.fields for column in group)
            is_same = joined and joined.assigned.table is main.assigned.table and joined.layout.header_row == main.layout.header_row
            if joined and is_same and joined.is_complete and further and not repeats:
                columns, main = (*columns, *group), joined
            else:
                beside.append(group)
        return [main, *(candidate for _, candidate in others)], beside

    def _best(self, cells: SheetColumns, columns: Sequence[int]) -> Candidate | None:
        known = self._remembered(cells, columns)
        if known:
            return known
        row = self.rows.of_any(cells, columns)
        if row is None:
            return None
        layout = self.layout(cells, columns, row)
        named = self._named(cells.sheet.name)
        called_so = self._as(named, layout, cells, is_named=True) if named else None
        if called_so and called_so.is_beyond_doubt:
            return called_so
        return best_of([(called_so if table is named else None) or self._as(table, layout, cells) for table in self.tables])

    def _as(self, table: TableName, layout: Layout, cells: SheetColumns, *, is_named: bool = False) -> Candidate:
        return Candidate(assign(self.tables[table], layout, cells, self.corrections), layout, is_named)

    def _named(self, name: str) -> TableName | None:
        """The table that a sheet's name speaks of: "Bezoeken", "Bezoeken 2019", "overzicht hulpvragen de Waart"."""
        known = self.knowledge.words.sheets
        words = [word for word in header_key(name).split() if not word.isdigit()]
        spans = (" ".join(words[start:end]) for start in range(len(words)) for end in range(len(words), start, -1))
        return next((known[span] for span in spans if span in known), None)


def everything(sheet: RawSheet) -> tuple[int, ...]:
    """All columns that hold something."""
    return tuple(column for group in blocks(sheet) for column in group)


def _is_mark(words: HeaderWords, header: Header) -> bool:
    match = words.match(header, loosely=False)
    return match is not None and match.option is not None and not match.field.startswith(BESIDE)
