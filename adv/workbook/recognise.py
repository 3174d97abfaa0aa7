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
from adv.workbook.fields import REQUIRED, WIDE_PREFIX, is_field, missing
from adv.workbook.findings import Severity
from adv.workbook.grid import column_letters
from adv.workbook.layout import Header, Layout, blocks, find_header, header_by_shape, headers_at, is_list, layout_at
from adv.workbook.notices import ColumnNotices, labels
from adv.workbook.recognition import Reason, SheetRecognition
from adv.workbook.words import header_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from adv.workbook.evidence import Knowledge
    from adv.workbook.grid import RawSheet
    from adv.workbook.log import FindingLog
    from adv.workbook.recognition import Corrections

MARK_WEIGHT: Final = 0.5  # what a column per theme weighs in finding the header row
ENOUGH_TO_STOP: Final = 3  # recognised columns of a header row after which none better is looked for
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
        self.decided = {header_key(text): name for text, name in corrections.headers.items() if name}

    def sheet(self, file: str, sheet: RawSheet) -> tuple[Found, ...]:
        """The tables of one sheet; one entry without a table when it holds none."""
        if not sheet.row_count:
            return (self._left_out(file, sheet, Reason("sheet_empty")),)
        if is_summary(sheet):
            return (self._left_out(file, sheet, Reason(SUMMARY_REASON)),)
        decided = self.corrections.table_of(file, sheet.name)
        if decided is not None:
            return self._as_decided(SheetColumns(file, sheet), *decided)
        candidates, beside = self._candidates(SheetColumns(file, sheet))
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
            if is_list(sheet, columns) and not self._is_pivot(sheet, columns):
                self.log.add(Severity.WARNING, "columns_not_read", file, sheet.name, (), columns=_span(columns))
            found.append(self._left_out(file, sheet, Reason("beside_table", {"columns": _span(columns)})))
        return tuple(found)

    def _as_decided(self, cells: SheetColumns, table: TableName | None) -> tuple[Found, ...]:
        """What the user said that a sheet is: that table, however little speaks for it, or nothing at all."""
        file, sheet = cells.file, cells.sheet
        if table is None:
            return (self._left_out(file, sheet, Reason("corrected_sheet_out")),)
        columns = [column for group in blocks(sheet) for column in group]
        row = self._row_for(cells, columns, table)
        if row is None:
            return (self._left_out(file, sheet, Reason("sheet_without_header")),)
        candidate = self._candidate(cells, columns, row, table)
        if candidate.assigned.missing:
            return (self._incomplete(file, sheet, [candidate], is_decided=True),)
        found = self._table(file, sheet, candidate)
        found = replace(found, recognition=replace(found.recognition, certainty=1.0, reason=Reason("corrected")))
        return (found, *self._in_visits(found))

    def _row_for(self, cells: SheetColumns, columns: Sequence[int], table: TableName) -> int | None:
        """The header row when the table is known: by its words, else by the shape of the sheet, else the row with most texts."""
        words = {table: self.tables[table]}
        for loosely in (False, True):
            row = find_header(cells.sheet, columns, lambda headers: self._weigh(headers, words, loosely=loosely))  # noqa: B023 - used at once
            if row is not None:
                return row
        row = header_by_shape(cells.sheet, columns)
        return find_header(cells.sheet, columns, lambda headers: (len(headers), False)) if row is None else row

    def _candidate(self, cells: SheetColumns, columns: Sequence[int], row: int, table: TableName) -> Candidate:
        visits = self.tables[TableName.VISITS]
        layout = layout_at(cells.sheet, row, columns, lambda header: _is_mark(visits, header))
        return Candidate(assign(self.tables[table], layout, cells, self.corrections), layout, named=False)

    def _candidates(self, cells: SheetColumns) -> tuple[list[Candidate], list[tuple[int, ...]]]:
        """The best table of the whole sheet, or those of its blocks where they are complete by themselves; and the other blocks."""
        groups = blocks(cells.sheet)
        everything = tuple(column for group in groups for column in group)
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
            if joined and joined.is_complete and further and not repeats and joined.layout.header_row == main.layout.header_row:
                columns, main = (*columns, *group), joined
            else:
                beside.append(group)
        return [main, *(candidate for _, candidate in others)], beside

    def _best(self, cells: SheetColumns, columns: Sequence[int]) -> Candidate | None:
        row = self._header_row(cells, columns)
        if row is None:
            return None
        visits = self.tables[TableName.VISITS]
        layout = layout_at(cells.sheet, row, columns, lambda header: _is_mark(visits, header))
        named = self._named(cells.sheet.name)
        found = [
            Candidate(assign(words, layout, cells, self.corrections), layout, named is table)
            for table, words in self.tables.items()
        ]
        return best_of(found)

    def _header_row(self, cells: SheetColumns, columns: Sequence[int]) -> int | None:
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
        certainties = [
            max(
                (column.certainty for column in assigned.columns if column.field in alternatives or not column.field),
                default=UNSURE,
            )
            for alternatives in REQUIRED[assigned.table]
        ]
        certainty = min(0.99, sum(certainties) / len(certainties) + SURE_BY_NAME * candidate.named)
        reason = Reason("table_named" if candidate.named else "table_by_columns", {"columns": len(assigned.fields)})
        recognition = SheetRecognition(
            file, sheet.name, assigned.table, round(certainty, 2), reason, layout.header_row + 1, assigned.columns
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
            recognition = SheetRecognition(
                file, sheet.name, assigned.table, UNSURE, reason, best.layout.header_row + 1, assigned.columns
            )
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

    def _left_out(self, file: str, sheet: RawSheet, reason: Reason) -> Found:
        return Found(file, sheet, SheetRecognition(file, sheet.name, None, 1.0, reason))


def _is_mark(words: HeaderWords, header: Header) -> bool:
    match = words.match(header, loosely=False)
    return match is not None and match.option is not None and not match.field.startswith(WIDE_PREFIX)


def _span(columns: Sequence[int]) -> str:
    first, last = column_letters(columns[0]), column_letters(columns[-1])
    return first if first == last else f"{first}–{last}"
