"""Which table a sheet holds, where, and which column is which: proposed, with how sure and why. Never silent about what is left out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from adv.model import TableName
from adv.workbook.annotate import SUMMARY_REASON, is_summary
from adv.workbook.assign import assign
from adv.workbook.assigned import SheetColumns
from adv.workbook.candidates import Candidate, best_of
from adv.workbook.columns import HeaderWords, header_words
from adv.workbook.fields import REQUIRED, WIDE_PREFIX, missing
from adv.workbook.findings import Severity
from adv.workbook.grid import column_letters
from adv.workbook.header_rows import HeaderRows
from adv.workbook.layout import Header, Layout, blocks, headers_at, is_list, layout_at, layouts
from adv.workbook.memory import left_out_shape
from adv.workbook.notices import ColumnNotices, labels
from adv.workbook.recognition import Reason, SheetRecognition
from adv.workbook.unread import unread_columns, with_values
from adv.workbook.words import header_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.evidence import Knowledge
    from adv.workbook.grid import RawSheet
    from adv.workbook.log import FindingLog
    from adv.workbook.recognition import Corrections

ENOUGH_TO_MISS: Final = 4  # recognised columns from which on a table that lacks one is reported as such
ENOUGH_TO_SAY: Final = 2  # of these from which on a sheet called "Lijst" or "Overzicht" may hold data after all
OF_ROWS: Final = frozenset(
    {"visited_on", "street", "address", "house_number", "visit_id", "booked_on", "cents", "raised_on", "held_on"}
)
UNSURE: Final = 0.3  # of a table that cannot be read
SURE_BY_NAME: Final = 0.05


@dataclass(frozen=True, slots=True)
class Found:
    """One table in a sheet, or the sheet as a whole when it holds none."""

    file: str
    sheet: RawSheet
    recognition: SheetRecognition
    layout: Layout | None = None  # None: not read
    links: tuple[tuple[str, int], ...] = ()  # blocked columns of numbers, used to join rows within this import
    in_visits: bool = False  # requests that stand in the rows of their visits
    street: str | None = None  # of all rows, when no column says it


class Recogniser:
    """Recognises the sheets of one project's workbooks."""

    def __init__(self, knowledge: Knowledge, corrections: Corrections, log: FindingLog) -> None:
        self.knowledge = knowledge
        self.corrections = corrections
        self.log = log
        self.tables = {table: header_words(table, knowledge) for table in TableName}
        self.rows = HeaderRows(self.tables, corrections)

    def sheet(self, file: str, sheet: RawSheet) -> tuple[Found, ...]:
        """The tables of one sheet; one entry without a table when it holds none."""
        if not sheet.row_count:
            return (self._left_out(file, sheet, Reason("sheet_empty")),)
        if is_summary(sheet):
            return (self._left_out(file, sheet, Reason(SUMMARY_REASON)),)
        decided = self.corrections.table_of(file, sheet.name)
        if decided is not None:
            return self._as_decided(SheetColumns(file, sheet), *decided)
        cells = SheetColumns(file, sheet)
        out = None if sheet.is_hidden else self._remembered_out(cells)
        if out is not None:
            return (out,)
        candidates, beside = self._candidates(cells)
        complete = [candidate for candidate in candidates if candidate.is_complete]
        if sheet.is_hidden:
            if complete:
                self.log.add(Severity.WARNING, "hidden_table", file, sheet.name)
            return (self._left_out(file, sheet, Reason("sheet_hidden")),)
        found = [self._table(file, sheet, candidate) for candidate in complete]
        found += [requests for visits in found for requests in self._in_visits(visits)]
        if not found:
            found = [self._incomplete(file, sheet, candidates)]
        for columns in beside:
            if (is_list(sheet, columns) or self._speaks(cells, columns)) and not self._is_pivot(sheet, columns):
                self.log.add(Severity.WARNING, "columns_not_read", file, sheet.name, (), columns=_span(columns))
            found.append(self._left_out(file, sheet, Reason("beside_table", {"columns": _span(columns)})))
        return tuple(found)

    def _as_decided(self, cells: SheetColumns, table: TableName | None) -> tuple[Found, ...]:
        """What the user said that a sheet is: that table, however little speaks for it, or nothing at all."""
        file, sheet = cells.file, cells.sheet
        columns = _everything(sheet)
        if table is None:
            row = self.rows.of_any(cells, columns)
            shape = None if row is None else left_out_shape(self._layout(cells, columns, row).shape, sheet.name)
            return (self._left_out(file, sheet, Reason("corrected_sheet_out"), shape),)
        row = self.rows.of(cells, columns, table)
        if row is None:
            return (self._left_out(file, sheet, Reason("sheet_without_header")),)
        candidate = self._candidate(cells, columns, row, table)
        if candidate.assigned.missing:
            return (self._incomplete(file, sheet, [candidate], is_decided=True),)
        found = self._table(file, sheet, candidate)
        found = replace(found, recognition=replace(found.recognition, certainty=1.0, reason=Reason("corrected")))
        return (found, *self._in_visits(found))

    def _candidate(self, cells: SheetColumns, columns: Sequence[int], row: int, table: TableName) -> Candidate:
        layout = self._layout(cells, columns, row)
        return Candidate(assign(self.tables[table], layout, cells, self.corrections), layout, named=False)

    def _layout(self, cells: SheetColumns, columns: Sequence[int], row: int) -> Layout:
        visits = self.tables[TableName.VISITS]
        return layout_at(cells.sheet, row, columns, lambda header: _is_mark(visits, header))

    def _remembered(self, cells: SheetColumns, columns: Sequence[int]) -> Candidate | None:
        """As a list of this shape was read before; None when there was none."""
        for layout in layouts(cells.sheet, columns) if self.corrections.remembered else ():
            known = self.corrections.remembered.get(layout.shape)
            if known and known.table:
                assigned = assign(self.tables[known.table], layout, cells, self.corrections, known)
                return Candidate(assigned, layout, named=self._named(cells.sheet.name) is known.table, known=known)
        return None

    def _remembered_out(self, cells: SheetColumns) -> Found | None:
        """A sheet of this shape and name was left out before, and is so again."""
        for layout in layouts(cells.sheet, _everything(cells.sheet)) if self.corrections.remembered else ():
            shape = left_out_shape(layout.shape, cells.sheet.name)
            known = self.corrections.remembered.get(shape)
            if known:
                out = self._left_out(cells.file, cells.sheet, Reason("remembered_sheet_out"), shape)
                return replace(out, recognition=replace(out.recognition, remembered=known))
        return None

    def _candidates(self, cells: SheetColumns) -> tuple[list[Candidate], list[tuple[int, ...]]]:
        """The best table of the whole sheet, or those of its blocks where they are complete by themselves; and the other blocks."""
        groups, everything = blocks(cells.sheet), _everything(cells.sheet)
        known = self._remembered(cells, everything)
        if known:
            return [known], []
        if len(groups) > 1:
            alone = [(group, self._best(cells, group)) for group in groups]
            whole = [(group, best) for group, best in alone if best and best.is_complete]
            if whole:
                return self._joined(cells, whole, [group for group, best in alone if not (best and best.is_complete)])
        best = self._best(cells, everything)
        return ([best] if best else []), []

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
        layout = self._layout(cells, columns, row)
        named = self._named(cells.sheet.name)
        found = [
            Candidate(assign(words, layout, cells, self.corrections), layout, named is table)
            for table, words in self.tables.items()
        ]
        return best_of(found)

    def _speaks(self, cells: SheetColumns, columns: Sequence[int]) -> bool:
        """Whether a block has columns of a table that is known here: then it is no note, however short it is."""
        best = self._best(cells, columns)
        return best is not None and len(best.assigned.fields) > 1

    def _named(self, name: str) -> TableName | None:
        """The table that a sheet's name speaks of: "Bezoeken", "Bezoeken 2019", "overzicht hulpvragen de Waart"."""
        known = self.knowledge.words.sheets
        words = [word for word in header_key(name).split() if not word.isdigit()]
        spans = (" ".join(words[start:end]) for start in range(len(words)) for end in range(len(words), start, -1))
        return next((known[span] for span in spans if span in known), None)

    def _table(self, file: str, sheet: RawSheet, candidate: Candidate) -> Found:
        assigned, layout = candidate.assigned, candidate.layout
        notices = ColumnNotices(self.log, file, sheet, layout, assigned)
        notices.say_personal()
        notices.say_same()
        notices.say_more()
        notices.say_overlooked(candidate.overlooked)
        notices.say_unread(unread_columns(assigned, layout, sheet, self.tables[assigned.table]))
        certainties = [
            max(
                (column.certainty for column in assigned.columns if column.field in alternatives or not column.field),
                default=UNSURE,
            )
            for alternatives in REQUIRED[assigned.table]
        ]
        certainty = min(0.99, sum(certainties) / len(certainties) + SURE_BY_NAME * candidate.named)
        how = "remembered" if candidate.known else "table_named" if candidate.named else "table_by_columns"
        recognition = SheetRecognition(
            file,
            sheet.name,
            assigned.table,
            round(certainty, 2),
            Reason(how, {"columns": len(assigned.fields)}),
            layout.header_row + 1,
            with_values(assigned, layout, sheet, self.knowledge),
            shape=layout.shape,
            remembered=candidate.known,
        )
        notices.say_street(self.knowledge.project)
        return Found(file, sheet, recognition, layout, assigned.links, street=assigned.street)

    def _in_visits(self, visits: Found) -> list[Found]:
        """The requests that stand in the visits' own rows, one table for each number: "Hulpvraag 1", "Hulpvraag 2"."""
        wide = [column for column in visits.recognition.columns if (column.field or "").startswith(WIDE_PREFIX)]
        found = []
        for number in dict.fromkeys(column.option for column in wide):
            columns = tuple(
                replace(column, field=str(column.field).removeprefix(WIDE_PREFIX), option=None)
                for column in wide
                if column.option == number
            )
            lacking = missing(TableName.REQUESTS, frozenset({"visit_id", *(str(column.field) for column in columns)}))
            if lacking:
                params = {"number": str(number), "missing": labels(TableName.REQUESTS, lacking)}
                self.log.add(Severity.WARNING, "request_columns_missing", visits.file, visits.sheet.name, (), **params)
                continue
            recognition = replace(visits.recognition, table=TableName.REQUESTS, columns=columns)
            found.append(replace(visits, recognition=recognition, links=(), in_visits=True))
        return found

    def _incomplete(self, file: str, sheet: RawSheet, candidates: list[Candidate], *, is_decided: bool = False) -> Found:
        """A sheet without a complete table: one that lacks a column is reported, anything else is left out and said."""
        name = header_key(sheet.name)
        best = candidates[0] if candidates else None
        if best and (is_decided or self._is_meant(best, name)):
            assigned = best.assigned
            lacking = tuple(name for name in assigned.missing if name not in {name for name, *_ in assigned.same})
            notices = ColumnNotices(self.log, file, sheet, best.layout, assigned)
            notices.say_same()
            if lacking or not assigned.same:
                notices.say_missing(lacking or ("year",))
            notices.say_personal()
            reason = Reason("columns_missing" if lacking or not assigned.same else "same_columns")
            columns = with_values(assigned, best.layout, sheet, self.knowledge)
            recognition = SheetRecognition(file, sheet.name, assigned.table, UNSURE, reason, best.layout.header_row + 1, columns)
            return Found(file, sheet, recognition)
        if self._is_pivot(sheet, range(len(sheet.columns))):
            return self._left_out(file, sheet, Reason("sheet_pivot"))
        kind = self.knowledge.words.not_data.get(name)
        if is_list(sheet, range(len(sheet.columns))) and (
            not kind or (best and len(best.assigned.fields & OF_ROWS) >= ENOUGH_TO_SAY)
        ):
            self.log.add(Severity.WARNING, "sheet_not_read", file, sheet.name)
        return self._left_out(file, sheet, Reason(f"sheet_{kind}" if kind else "sheet_unknown"))

    def _is_meant(self, candidate: Candidate, name: str) -> bool:
        if candidate.named:
            return True
        return name not in self.knowledge.words.not_data and len(candidate.assigned.fields) >= ENOUGH_TO_MISS

    def _is_pivot(self, sheet: RawSheet, columns: Sequence[int]) -> bool:
        starts = self.knowledge.words.pivot_headers
        return any(
            header.key.startswith(starts) for row in range(min(sheet.row_count, 10)) for header in headers_at(sheet, row, columns)
        )

    def _left_out(self, file: str, sheet: RawSheet, reason: Reason, shape: str | None = None) -> Found:
        return Found(file, sheet, SheetRecognition(file, sheet.name, None, 1.0, reason, shape=shape))


def _everything(sheet: RawSheet) -> tuple[int, ...]:
    return tuple(column for group in blocks(sheet) for column in group)


def _is_mark(words: HeaderWords, header: Header) -> bool:
    match = words.match(header, loosely=False)
    return match is not None and match.option is not None and not match.field.startswith(WIDE_PREFIX)


def _span(columns: Sequence[int]) -> str:
    first, last = column_letters(columns[0]), column_letters(columns[-1])
    return first if first == last else f"{first}–{last}"
