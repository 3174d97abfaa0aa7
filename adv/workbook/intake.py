"""The one door into this package: workbooks in; recognitions, findings and a dataset out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from adv.errors import NothingToRead
from adv.model import Project, TableName
from adv.workbook.asked_findings import with_questions
from adv.workbook.checks.checker import Checker
from adv.workbook.checks.counted_rows import with_counts
from adv.workbook.checks.duplicates import leave_out_summaries, leave_out_tallies
from adv.workbook.checks.references import refer
from adv.workbook.parsing.cells.coded_answers import awaits_legend
from adv.workbook.parsing.ledger.matrix_rows import parse_matrix
from adv.workbook.parsing.table import parse_table
from adv.workbook.reading.reader import Reading
from adv.workbook.recognition.known import all_known
from adv.workbook.recognition.legends.code_legend_cells import without_code_legends
from adv.workbook.recognition.legends.colours_as_words import with_colours
from adv.workbook.recognition.notices import is_summary
from adv.workbook.recognition.ours.tab_claims import must_wait, with_claims
from adv.workbook.recognition.places.layout import within_reach
from adv.workbook.recognition.places.sheet_names import is_known_street, may_be_street
from adv.workbook.recognition.shapes.arranged import arranged
from adv.workbook.recognition.shapes.matrix_blocks import FoundMatrix
from adv.workbook.recognition.shapes.turned_lists import as_it_lies
from adv.workbook.recognition.sheet import recognise
from adv.workbook.tables.findings import Finding, FindingLog, Severity
from adv.workbook.tables.grid import Lie, grouped
from adv.workbook.tables.table import CodedColumn, Part, Table, columns_of, dataset_of
from adv.workbook.understood import STREET_MISSING, Corrections, Intake, SheetRecognition
from adv.workbook.values.dates import parse_date
from adv.workbook.vocabulary.code_legends import has_variables
from adv.workbook.vocabulary.knowledge import Knowledge
from adv.workbook.vocabulary.ledger import sayings
from adv.workbook.vocabulary.streets import Streets, tab_text
from adv.workbook.vocabulary.unknown_words import AskedWords
from adv.workbook.vocabulary.word_lists import AskedWord, WordList, word_key
from adv.workbook.vocabulary.words import vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from adv.workbook.checks.visits_of_requests import StoredVisits
    from adv.workbook.recognition.found_table import FoundTable
    from adv.workbook.tables.grid import RawSheet, RawWorkbook, Upload
    from adv.workbook.vocabulary.code_legends import LegendPlace

NO_CORRECTIONS = Corrections()
LONGEST_LEGEND = 100  # rows of a sheet that explains colours


def read_files(
    uploads: Sequence[Upload],
    project: Project,
    key: bytes,
    today: date,
    corrections: Corrections = NO_CORRECTIONS,
    *,
    needs_table: bool = True,
    stored: StoredVisits | None = None,
) -> Intake:
    """Read uploads and understand them together, as `understand`, into a dataset."""
    return understand(uploads, project, key, today, corrections, needs_table=needs_table, stored=stored).as_intake(project)


def get_ready() -> None:
    """Load the words and what else only the first workbook would wait for."""
    import rapidfuzz.distance  # noqa: PLC0415 - most workbooks have a street or a word that is not in the lists
    import rapidfuzz.process  # noqa: F401, PLC0415

    sayings(vocabulary().ledger)
    parse_date("1 x")  # no day: each form of one is tried, and compiled


def understand(
    uploads: Sequence[Upload],
    project: Project,
    key: bytes,
    today: date,
    corrections: Corrections,
    *,
    needs_table: bool = True,
    stored: StoredVisits | None = None,
) -> UnframedIntake:
    """Read uploads and understand them together: each sheet while the next one is read.

    Parameters
    ----------
    project
        Whose words, areas, period and budget count.
    key
        Of the keyed hash that tells households apart.
    today
        Nothing can have happened after it.
    corrections
        What the user decided.
    needs_table
        False: also when no table is recognised, to ask about.
    stored
        Visits to which requests may be added; without, a request needs its visit in the same upload.

    Raises `FileRefused`: one of the files is not read at all, then none is; or no sheet looks like a table that is known here.
    """
    running = [Reading(upload) for upload in uploads]
    understanding = Understanding(project, key, today, corrections)
    for reading in running:
        understanding.file(reading.file, reading.sheets(), reading.result)
    return understanding.finish(needs_table=needs_table, stored=stored)


class UnframedIntake(Struct, frozen=True):
    """Outcome of workbooks, before it is put into frames: see `Intake`."""

    tables: Mapping[TableName, Mapping[str, CodedColumn]]
    sheets: tuple[SheetRecognition, ...]
    findings: tuple[Finding, ...]
    sha256: Mapping[str, str]
    words: tuple[AskedWord, ...]

    def as_intake(self, project: Project) -> Intake:
        """Make the dataset."""
        return Intake(dataset_of(self.tables, project), self.sheets, self.findings, self.sha256, self.words)


class Understanding:
    """Workbooks while they are understood: first sheet by sheet, at the end all rows together."""

    def __init__(self, project: Project, key: bytes, today: date, corrections: Corrections) -> None:
        self.project = project
        self.key = key
        self.today = today
        self.log = FindingLog()
        self.known = all_known(Knowledge(project, corrections.words), corrections)
        self.asked = AskedWords(self.known.knowledge)
        self.parts: list[Part] = []
        self.sheets: list[tuple[SheetRecognition, tuple[Part, ...]]] = []  # no part: nothing of it is read
        self.sha256: dict[str, str] = {}
        self.legends = self.known.legends
        self.explained: dict[tuple[str, str], list[LegendPlace]] = {}  # the legends of each sheet
        self.held_tables: list[tuple[int, FoundTable]] = []  # tables of which a sheet further on may tell more

    def file(self, file: str, sheets: Iterable[RawSheet], whole: Callable[[], RawWorkbook]) -> None:
        """Take in a file that is being read, each sheet while the next one is read; and say what concerns it as a whole."""
        self._sheets_of(file, sheets)
        workbook = whole()
        for remark in workbook.remarks:
            self.log.add(Severity.INFO, f"file_{remark}", workbook.file)
        self.sha256[workbook.file] = workbook.sha256

    def _sheets_of(self, file: str, sheets: Iterable[RawSheet]) -> None:
        """Understand the sheets of a file as they come in, at the end those that others may explain; keep the order of the file."""
        sheets_before, parts_before = len(self.sheets), len(self.parts)
        names: list[str] = []
        held_sheets: list[RawSheet] = []  # until the last sheet is in: it may explain their colours, their codes or their names
        short: list[RawSheet] = []  # other ones, which may be what explains colours
        is_handed_back = False
        for sheet in sheets:
            names.append(sheet.name)
            if is_summary(sheet):  # the file was handed back; what this sheet says of colours is no legend
                is_handed_back = True
                self.sheet(file, sheet)
                continue
            reached = self._within_reach(file, sheet)
            reached = replace(reached, looks=reached.looks.without_marks()) if is_handed_back else reached
            has_colours = reached.looks.are_in(reached.row_count)
            if has_colours or may_be_street(sheet.name, self.known) or has_variables(reached):
                held_sheets.append(reached)
                continue
            short += [reached] if reached.row_count <= LONGEST_LEGEND else []
            self.sheet(file, reached)
        for sheet in with_colours(file, held_sheets, self.known, short):
            self.asked.swatches |= {word_key(word): colour for word, colour in sheet.looks.swatches.items()}
            is_street = may_be_street(sheet.name, self.known) and any(is_known_street(name, self.known) for name in names)
            self.sheet(file, replace(sheet, is_street=is_street))
        self._held_tables_of(file)
        self.sheets[sheets_before:] = sorted(self.sheets[sheets_before:], key=lambda known: names.index(known[0].sheet))
        self.parts[parts_before:] = sorted(self.parts[parts_before:], key=lambda part: names.index(part.sheet))

    def _within_reach(self, file: str, sheet: RawSheet) -> RawSheet:
        """Learn what a sheet explains to others, and give the part of it that is read, laid out as a list."""
        self.explained[file, sheet.name] = self.legends.learn(sheet)
        self.known.code_book.learn(sheet, self.known.knowledge.words)
        return within_reach(file, self._laid_out(file, sheet), self.log)

    def _held_tables_of(self, file: str) -> None:
        """Parse the tables that waited for the other sheets; of the residents' questions none, where requests have a list."""
        for place, found in sorted(with_claims(self.held_tables, self.parts, self.known), key=lambda one: one[1].has_questions):
            if found.has_questions and any(part.table is TableName.REQUESTS and not part.in_visits for part in self.parts):
                place_of_them = [(found.layout.header_row, min(found.own))]
                self.log.add(Severity.INFO, "questions_listed_apart", file, found.sheet.name, place_of_them)
            else:
                self._rows(place, found)
        self.held_tables.clear()

    def _laid_out(self, file: str, sheet: RawSheet) -> RawSheet:
        """Lay out a list that lies on its side, or in one column; it is said."""
        made = as_it_lies(sheet, self.known)
        if made is not sheet:
            self.log.laid_out[file, made.name] = made
            self.log.add(Severity.INFO, f"list_{made.lie}", file, made.name, [(0, 0)])
        return made

    def sheet(self, file: str, sheet: RawSheet) -> None:
        """Recognise a sheet's tables and parse their rows."""
        if (legends := self.explained.get((file, sheet.name))) and sheet.lie is Lie.IN_ROWS:
            sheet = without_code_legends(sheet, legends)
        within = arranged(file, sheet, self.known, self.legends.of(WordList.OUTCOME), self.log)
        for found in recognise(file, within, self.known, self.log):
            if isinstance(found, SheetRecognition):
                if found.reason.key == STREET_MISSING:
                    self._ask_street(sheet.name, found.rows_left_out, None)
                self.sheets.append((found, ()))
                continue
            if isinstance(found, FoundMatrix):
                parts, recognition = parse_matrix(found, self.known.knowledge, self.today, self.log, self.asked)
                self.parts.extend(parts)
                self.sheets.append((recognition, parts))
                continue
            if found.in_visits:  # those columns are shown with the visits
                where = (found.recognition.file, found.recognition.sheet, found.recognition.block)
                visits = ((at, one) for at, (one, _) in enumerate(self.sheets) if one.table is TableName.VISITS)
                place = {(one.file, one.sheet, one.block): at for at, one in visits}[where]
            else:
                self.sheets.append((found.recognition, ()))
                place = len(self.sheets) - 1
            if awaits_legend(found, self.legends) or must_wait(found, self.known) or found.has_questions:
                self.held_tables.append((place, found))
            else:
                self._rows(place, found)

    def _rows(self, place: int, found: FoundTable) -> None:
        parts, recognition = parse_table(found, self.legends, self.today, self.log, self.asked)
        self.parts.extend(parts)
        known, others = self.sheets[place]
        self.sheets[place] = (known if found.in_visits else recognition, (*others, *parts))
        if found.street and not (
            recognition.block is not None and found.street in Streets(self.project)
        ):  # of a part a title says it
            self._ask_street(found.sheet.name, len(parts[0].lines), found.street)

    def _ask_street(self, name: str, rows: int, taken: str | None) -> None:
        """Ask of which street a sheet is that is called after none of the project's, and show what others were taken for."""
        streets, text = Streets(self.project, self.known.knowledge.own.of(WordList.STREET)), tab_text(name)
        known = taken if taken and taken in streets and not streets.is_decided(text) else None
        self.asked.name(WordList.STREET, text, rows, name, None if known else streets.looks_like(taken or text), taken=known)

    def finish(self, *, needs_table: bool = True, stored: StoredVisits | None = None) -> UnframedIntake:
        """Check what only shows between rows and tables, and keep the rows that count.

        Raises `NothingToRead`: no sheet held a table; and either one is needed, or there is not even a sheet to ask about.
        """
        if not any(recognition.table or (recognition.can_be_asked and not needs_table) for recognition, _ in self.sheets):
            raise NothingToRead("nothing_to_read", file=", ".join(self.sha256))
        leave_out_summaries(self.parts, self.log)
        leave_out_tallies(self.parts, self.log)
        refer(self.parts, self.log, self.asked, is_addition=stored is not None)
        tables = {name: Table(name, [part for part in self.parts if part.table is name]) for name in TableName}
        Checker(self.project, self.key, self.log, stored, self.asked).check(tables)
        self._say_beside()
        laid_out = self.log.laid_out
        sheets = tuple(
            replace(one, lie=lies.lie, only=lies.only) if (lies := laid_out.get((one.file, one.sheet))) else one
            for one in with_counts(self.sheets, tables, self.asked, self.log)
        )
        kept = {name: columns_of(table) for name, table in tables.items()}
        found = UnframedIntake(kept, sheets, self.log.findings(), self.sha256, self.asked.words(laid_out))
        return replace(found, findings=with_questions(found))

    def _say_beside(self) -> None:
        """Say where a list stands in parts beside each other: all of them count."""
        parts = ((one.file, one.sheet, one.table, one.header_row or 1, one.block) for one, _ in self.sheets if one.table)
        places = grouped(((file, sheet, table), (row - 1, block)) for file, sheet, table, row, block in parts if block is not None)
        for (file, sheet, _), beside in places.items():
            if len(beside) > 1:
                self.log.add(Severity.INFO, "lists_beside", file, sheet, beside)
