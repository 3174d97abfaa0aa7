"""Which table a sheet holds, where, and which column is which: proposed, with how sure and why. Never silent about what is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from adv.model import TableName
from adv.workbook.recognition.handed_back import SUMMARY_REASON, is_summary
from adv.workbook.recognition.layout import Layout, headers_at, is_list
from adv.workbook.recognition.notices import ColumnNotices, labels
from adv.workbook.recognition.remembered import left_out_shape
from adv.workbook.recognition.row_kinds import rows_of_data
from adv.workbook.recognition.sheet_columns import SheetColumns
from adv.workbook.recognition.table_search import TableSearch, everything
from adv.workbook.recognition.unread_columns import unread_columns, with_values
from adv.workbook.tables.findings import Severity
from adv.workbook.tables.grid import column_letters
from adv.workbook.vocabulary.fields import REQUIRED, WIDE_PREFIX, missing
from adv.workbook.vocabulary.recognition import Reason, SheetRecognition
from adv.workbook.vocabulary.words import header_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.recognition.candidates import Candidate
    from adv.workbook.recognition.street_headings import Headings
    from adv.workbook.tables.finding_log import FindingLog
    from adv.workbook.tables.grid import RawSheet
    from adv.workbook.vocabulary.knowledge import Knowledge
    from adv.workbook.vocabulary.recognition import Corrections

ENOUGH_TO_MISS: Final = 4  # recognised columns from which on a table that lacks one is reported as such
ENOUGH_TO_SAY: Final = 2  # of these from which on a sheet called "Lijst" or "Overzicht" may hold data after all
OF_ROWS: Final = frozenset(
    {"visited_on", "street", "address", "house_number", "visit_id", "booked_on", "cents", "raised_on", "held_on"}
)
UNSURE: Final = 0.3  # of a table that cannot be read
SURE_BY_NAME: Final = 0.05


class Found(Struct, frozen=True):
    """One table in a sheet, or the sheet as a whole when it holds none."""

    file: str
    sheet: RawSheet
    recognition: SheetRecognition
    layout: Layout | None = None  # None: not read
    links: tuple[tuple[str, int], ...] = ()  # blocked columns of numbers, used to join rows within this import
    in_visits: bool = False  # requests that stand in the rows of their visits
    street: str | None = None  # of all rows, when no column says it
    headings: Headings = ()  # the streets of the rows below each, when no column says it


class Recogniser:
    """Recognises the sheets of one project's workbooks."""

    def __init__(self, knowledge: Knowledge, corrections: Corrections, log: FindingLog) -> None:
        self.knowledge = knowledge
        self.corrections = corrections
        self.log = log
        self.search = TableSearch(knowledge, corrections)

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
        candidates, beside = self.search.candidates(cells)
        complete = [candidate for candidate in candidates if candidate.is_complete]
        if sheet.is_hidden:
            if complete:
                self.log.add(Severity.WARNING, "hidden_table", file, sheet.name)
            return (self._left_out(file, sheet, Reason("sheet_hidden")),)
        found = self._side_by_side(cells, complete, beside)
        if found is None:
            found = [self._table(file, sheet, candidate) for candidate in complete]
        found += [requests for visits in found for requests in self._in_visits(visits)]
        return tuple(found or [self._incomplete(file, sheet, candidates)])

    def _side_by_side(self, cells: SheetColumns, complete: list[Candidate], beside: list[tuple[int, ...]]) -> list[Found] | None:
        """The parts of a sheet that lie side by side, each as it was decided or else as it is; None when it is one whole."""
        if len(complete) + len(beside) <= 1:
            return None
        parts: dict[int, list[Found]] = {}
        for candidate in complete:
            parts[candidate.columns[0]] = self._decided_part(cells, candidate.columns) or [
                self._table(cells.file, cells.sheet, candidate)
            ]
        for columns in beside:
            parts[columns[0]] = self._decided_part(cells, columns) or [self._beside(cells, columns)]
        return [
            replace(found, recognition=replace(found.recognition, block=first)) for first, each in parts.items() for found in each
        ]

    def _decided_part(self, cells: SheetColumns, columns: tuple[int, ...]) -> list[Found]:
        """A part of a sheet as the user said that it is; nothing when nothing was said."""
        decided = self.corrections.block_of(cells.file, cells.sheet.name, columns[0])
        if decided is None:
            return []
        if decided[0] is None:
            return [self._left_out(cells.file, cells.sheet, Reason("corrected_part_out", {"columns": _span(columns)}))]
        return [self._as_table(cells, decided[0], columns)]

    def _beside(self, cells: SheetColumns, columns: tuple[int, ...]) -> Found:
        """Columns beside a table that are none themselves; said where somebody may miss them."""
        file, sheet = cells.file, cells.sheet
        if (is_list(sheet, columns) or self.search.speaks(cells, columns)) and not self._is_pivot(sheet, columns):
            self.log.add(Severity.WARNING, "columns_not_read", file, sheet.name, (), columns=_span(columns))
        return self._left_out(file, sheet, Reason("beside_table", {"columns": _span(columns)}))

    def _as_decided(self, cells: SheetColumns, table: TableName | None) -> tuple[Found, ...]:
        """What the user said that a sheet is: that table, however little speaks for it, or nothing at all."""
        file, sheet = cells.file, cells.sheet
        columns = everything(sheet)
        if table is None:
            row = self.search.rows.of_any(cells, columns)
            shape = None if row is None else left_out_shape(self.search.layout(cells, columns, row).shape, sheet.name)
            return (self._left_out(file, sheet, Reason("corrected_sheet_out"), shape),)
        found = self._as_table(cells, table, columns)
        return (found, *self._in_visits(found))

    def _as_table(self, cells: SheetColumns, table: TableName, columns: Sequence[int]) -> Found:
        """These columns as a table that the user said they are."""
        file, sheet = cells.file, cells.sheet
        row = self.search.rows.of(cells, columns, table)
        if row is None:
            return self._left_out(file, sheet, Reason("sheet_without_header"))
        candidate = self.search.candidate(cells, columns, row, table)
        if candidate.assigned.missing:
            return self._incomplete(file, sheet, [candidate], is_decided=True)
        found = self._table(file, sheet, candidate)
        return replace(found, recognition=replace(found.recognition, certainty=1.0, reason=Reason("corrected")))

    def _remembered_out(self, cells: SheetColumns) -> Found | None:
        """A sheet of this shape and name was left out before, and is so again."""
        for layout in self.search.layouts(cells, everything(cells.sheet)) if self.corrections.remembered else ():
            shape = left_out_shape(layout.shape, cells.sheet.name)
            known = self.corrections.remembered.get(shape)
            if known:
                out = self._left_out(cells.file, cells.sheet, Reason("remembered_sheet_out"), shape)
                return replace(out, recognition=replace(out.recognition, remembered=known))
        return None

    def _table(self, file: str, sheet: RawSheet, candidate: Candidate) -> Found:
        assigned, layout = candidate.assigned, candidate.layout
        notices = ColumnNotices(self.log, file, sheet, layout, assigned)
        notices.say_personal()
        notices.say_same()
        notices.say_more()
        notices.say_overlooked(candidate.overlooked)
        notices.say_unread(unread_columns(assigned, layout, sheet, self.search.tables[assigned.table]))
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
        notices.say_attempts()
        if candidate.is_by_address and not candidate.known and self.corrections.table_of(file, sheet.name) is None:
            self.log.add(Severity.WARNING, "requests_by_columns", file, sheet.name)
        return Found(file, sheet, recognition, layout, assigned.links, street=assigned.street, headings=assigned.headings)

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
            rows = rows_of_data(Found(file, sheet, recognition, best.layout), self.knowledge.words)
            return Found(file, sheet, replace(recognition, rows_left_out=len(rows)))
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


def _span(columns: Sequence[int]) -> str:
    first, last = column_letters(columns[0]), column_letters(columns[-1])
    return first if first == last else f"{first}–{last}"
