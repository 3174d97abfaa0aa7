"""Findings about sheets before a row is read: what is left out and why; people in columns, names twice, columns that lack."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from adv.disclosure.identifiers import Identifier
from adv.model import Project, TableName
from adv.texts import LANGUAGES, texts
from adv.workbook.memory import left_out_shape
from adv.workbook.recognition.columns.unread_columns import FEW_CELLS, LEFT_OUT
from adv.workbook.recognition.evidence.doubts import BRANCH, EARLIER
from adv.workbook.recognition.evidence.ledger_by_content import first_day
from adv.workbook.recognition.evidence.repeated_visits import incomplete_attempts
from adv.workbook.recognition.evidence.row_states import STRUCK_COLUMN
from adv.workbook.recognition.evidence.which_counts import GIVES_WAY
from adv.workbook.recognition.places.header_rows import layout_of, possible_layouts
from adv.workbook.recognition.places.layout import Layout, filled_columns, headers_at, is_list
from adv.workbook.recognition.shapes.month_matrix import month_matrix
from adv.workbook.tables.findings import FindingLog, Severity
from adv.workbook.tables.grid import RawSheet, column_letters
from adv.workbook.understood import ASKED_BELOW, Reason, RememberedSheet, SheetRecognition
from adv.workbook.vocabulary.canonical_form import FORM
from adv.workbook.vocabulary.fields import MARKED
from adv.workbook.vocabulary.words import header_key, numberless

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from adv.workbook.recognition.columns.assignment import SheetColumns
    from adv.workbook.recognition.columns.table_columns import TableColumns
    from adv.workbook.recognition.known import Known
    from adv.workbook.recognition.places.candidates import SheetPart

MOST_NAMED: Final = 20  # columns listed in a finding
LONGEST_NAMED: Final = 40  # characters of each
ROWS_OF_PIVOT = 10  # among which its words are looked for
FORMER = ("Bevindingen bij ", "Fouten: ")  # as it began until the word became "melding"
SUMMARY_REASON = "sheet_findings"  # of a sheet that is left out because it sums up


class Notices(Struct, frozen=True):
    """Findings about the columns of one table in one sheet."""

    log: FindingLog
    file: str
    sheet: str
    layout: Layout
    found: TableColumns

    def say_all(
        self, project: Project, overlooked: Sequence[int], unread: Iterable[tuple[int, int, str]], hidden: AbstractSet[int]
    ) -> None:
        """Say what there is to say about the columns of a table that is read; `overlooked` are those of a register that seem to be about visits."""
        self.say_personal()
        self.say_same()
        if guessed := [
            one.column for one in self.found.columns if one.certainty < ASKED_BELOW and one.reason.key == "header_phrase"
        ]:
            self.say("columns_guessed", *guessed, columns=self._named(guessed))
        self._say_more()
        self._say_gave_way()
        for column, rows in self.found.differing:
            cells = [(row, column) for row in rows]
            self.log.add(Severity.WARNING, "answers_differ", self.file, self.sheet, cells, column=self._label(column))
        for name in dict.fromkeys(column.field for column in self.found.columns if column.reason.key == BRANCH):
            columns = [column.column for column in self.found.columns if column.field == name]
            self.say("branches_merged", *columns, severity=Severity.INFO, column=self._label(columns[0]))
        ticked = [column.column for column in self.found.columns if column.option and column.field == "outcome"]
        if len(ticked) > 1:
            self.say("outcomes_ticked", *ticked, severity=Severity.INFO)
        self._say_letters("register_with_visits", overlooked)
        self._say_unread(unread)
        if street := self.found.street:  # from the sheet's name alone; one that is of no area may be misspelt
            is_known = any(street in area.streets for area in project.areas)
            code, severity = ("street_from_sheet", Severity.INFO) if is_known else ("street_from_sheet_unsure", Severity.WARNING)
            self.say(code, severity=severity, street=street)
        for number, names in incomplete_attempts(self.found.columns).items():
            self.say("attempt_columns_missing", number=str(number), missing=labels(TableName.VISITS, names))
        if self.found.year:
            day = first_day(self.found.year, project)
            self.say("days_from_year", self.layout.headers[0].column, day=f"{day:%d-%m-%Y}")
        self.say_struck()
        read = [column.column for column in self.found.columns if column.field and column.column in hidden]
        self._say_letters("columns_hidden", read, Severity.INFO)

    def say_personal(self) -> None:
        """Name the columns that identify people, but for those that are read: of these it is said cell by cell."""
        read = {column.column for column in self.found.columns if column.field}
        for column, verdict in self.found.personal:
            if column not in read or verdict.identifier is Identifier.NAME:
                self.say(f"column_with_{verdict.identifier.value}", column, column=self._label(column))

    def say_same(self) -> None:
        """Name two columns under one header that say different things: neither is used, nor the table when it needs one."""
        for name, first, other in self.found.same:
            header = next(column.header for column in self.found.columns if column.column == first)
            if name in self.found.missing:
                self.say("same_columns", first, other, severity=Severity.ERROR, column=header)
            else:
                self.say("same_columns_optional", first, other, column=header)

    def _say_more(self) -> None:
        """Name the columns that seem to mean the same as one that was chosen, and say something else: only that one is read.

        Those that are called alike but for a number may be of further visits; of others the user says which counts.
        """
        rivals: dict[int, list[int]] = {}
        marks = {column.column for column in self.found.columns if column.option and column.field in MARKED}
        for chosen, other in self.found.more:
            if chosen in marks or numberless(header_key(self._label(chosen))) == numberless(header_key(self._label(other))):
                self.say("more_columns", other, used=self._label(chosen))
            else:
                rivals.setdefault(chosen, []).append(other)
        for chosen, others in rivals.items():
            self.say("which_counts", chosen, *others, used=self._label(chosen), others=self._named(others))

    def _say_gave_way(self) -> None:
        """Name the columns that do not count, or only where another is empty, because of what their headers say."""
        for key, code in ((GIVES_WAY, "columns_gave_way"), (EARLIER, "columns_earlier")):
            columns: dict[str | int, list[int]] = {}
            for column in self.found.columns:
                if column.reason.key == key:
                    columns.setdefault(column.reason.params["header"], []).append(column.column)
            for used, others in columns.items():
                self.say(code, *others, severity=Severity.INFO, used=used, others=self._named(others))

    def _say_unread(self, columns: Iterable[tuple[int, int, str]]) -> None:
        """Name the columns that were not recognised, with how many of their cells are filled, by the finding about each."""
        unread = list(columns)
        for column, filled, code in unread:
            if code not in {LEFT_OUT, FEW_CELLS}:
                self.say(code, column, column=self._label(column)[:LONGEST_NAMED], filled=filled)
        for told, severity in ((FEW_CELLS, Severity.WARNING), (LEFT_OUT, Severity.INFO)):
            others = [column for column, _, code in unread if code == told]
            if others:
                self.say(LEFT_OUT, *others, severity=severity, columns=self._named(others))

    def say_struck(self) -> None:
        """Name the columns that are not read because all of their cells are struck out."""
        self._say_letters(
            "columns_struck_out", [column.column for column in self.found.columns if column.reason.key == STRUCK_COLUMN]
        )

    def say_missing(self, names: Sequence[str]) -> None:
        """Name the columns that the table needs, and those that there are."""
        present = [column.header[:LONGEST_NAMED] for column in self.found.columns if column.header]
        more = ["…"] if len(present) > MOST_NAMED else []
        params = {"missing": labels(self.found.table, names), "present": ", ".join([*present[:MOST_NAMED], *more])}
        self.say("columns_missing", self.layout.headers[0].column, severity=Severity.ERROR, **params)

    def say(self, code: str, *columns: int, severity: Severity = Severity.WARNING, **params: str | int) -> None:
        """Add a finding about some headers."""
        cells = [(self.layout.header_row, column) for column in columns]
        self.log.add(severity, code, self.file, self.sheet, cells, **params)

    def _say_letters(self, code: str, columns: Sequence[int], severity: Severity = Severity.WARNING) -> None:
        if columns:
            self.say(code, *columns, severity=severity, columns=", ".join(map(column_letters, columns[:MOST_NAMED])))

    def _named(self, columns: Sequence[int]) -> str:
        return ", ".join(self._label(column)[:LONGEST_NAMED] for column in columns[:MOST_NAMED])

    def _label(self, column: int) -> str:
        return next(one.header for one in self.found.columns if one.column == column) or column_letters(column)


def labels(table: TableName, names: Sequence[str]) -> str:
    """Name some fields as the template does."""
    known = {column.field: column.header for form in FORM if form.table is table for column in form.columns}
    return ", ".join(known[name] for name in names)


def left_out(
    sheet: SheetColumns, key: str, shape: str | None = None, remembered: RememberedSheet | None = None, **params: str
) -> SheetRecognition:
    """Say that a sheet, or a part of it, is no data."""
    reason = Reason(key, params)
    return SheetRecognition(sheet.file, sheet.sheet.name, None, 1.0, reason, shape=shape, remembered=remembered)


def left_out_at_sight(sheet: SheetColumns, known: Known) -> SheetRecognition | None:
    """Leave out what is empty or has no cells, what `annotate` made, and what the user left out, now or when a sheet like it was confirmed."""
    raw, corrections = sheet.sheet, known.corrections
    if not raw.is_grid:
        return left_out(sheet, "sheet_chart")
    if not raw.row_count:
        return left_out(sheet, "sheet_empty")
    if is_summary(raw):
        return left_out(sheet, SUMMARY_REASON)
    decided = corrections.table_of(sheet.file, raw.name)
    if decided == (None,):
        layout, matrix = layout_of(sheet, filled_columns(raw), known), month_matrix(sheet.file, raw, known)
        shape = matrix.shape if matrix else layout.shape if layout else None
        return left_out(sheet, "corrected_sheet_out", left_out_shape(shape, raw.name) if shape else None)
    if decided or raw.is_hidden or not corrections.remembered:
        return None
    shapes = (left_out_shape(layout.shape, raw.name) for layout in possible_layouts(sheet, filled_columns(raw), known))
    shape = next((shape for shape in shapes if shape in corrections.remembered), None)
    return left_out(sheet, "remembered_sheet_out", shape, corrections.remembered[shape]) if shape else None


def beside_tables(sheet: SheetColumns, part: SheetPart, known: Known, log: FindingLog) -> SheetRecognition:
    """Leave out columns beside a table that are none themselves."""
    raw, columns = sheet.sheet, span(part.columns)
    speaks = part.nearest is not None and len(part.nearest.found.fields) > 1  # then it is no note, however short it is
    if (speaks or is_list(raw, part.columns)) and not _is_pivot(raw, part.columns, known):
        log.add(Severity.WARNING, "columns_not_read", sheet.file, raw.name, (), columns=columns)
    return left_out(sheet, "beside_table", columns=columns)


def without_table(sheet: SheetColumns, known: Known, log: FindingLog, *, says_something: bool) -> SheetRecognition:
    """Leave out a sheet that comes near to no table, as far as known for what it is."""
    raw, everything = sheet.sheet, range(len(sheet.sheet.columns))
    if _is_pivot(raw, everything, known):
        return left_out(sheet, "sheet_pivot")
    kind = known.knowledge.words.not_data.get(header_key(raw.name))
    if is_list(raw, everything) and (says_something or not kind):
        log.add(Severity.WARNING, "sheet_not_read", sheet.file, raw.name)
    return left_out(sheet, f"sheet_{kind}" if kind else "sheet_unknown")


def span(columns: Sequence[int]) -> str:
    """Name columns from the first to the last: "H–K"."""
    first, last = column_letters(columns[0]), column_letters(columns[-1])
    return first if first == last else f"{first}–{last}"


def _is_pivot(raw: RawSheet, columns: Sequence[int], known: Known) -> bool:
    starts, rows = known.knowledge.words.pivot_headers, range(min(raw.row_count, ROWS_OF_PIVOT))
    return any(header.key.startswith(starts) for row in rows for header in headers_at(raw, row, columns))


def is_summary(sheet: RawSheet) -> bool:
    """Say whether this is the first sheet of a workbook that was handed back ("Meldingen bij …"): it holds no data of the user."""
    lines = [str(cell) for cell in sheet.columns[0][:2]] if sheet.row_count else []
    starts = _starts() if len(lines) > 1 else ()
    return any(all(map(str.startswith, lines, beginnings)) for beginnings in starts)


@lru_cache
def _starts() -> tuple[tuple[str, str], ...]:
    """Give the beginnings of the first two lines of a summary, in each language."""
    words = [texts(language, "annotate").entries for language in LANGUAGES]
    known = [tuple(entries[f"annotate.{line}"].partition("{")[0] for line in ("title", "counts")) for entries in words]
    return (*((title, counts) for title, counts in known), FORMER)
