"""The rows of one recognised table, from cells to typed columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from msgspec.structs import replace

from adv.model import TableName
from adv.workbook.parsing.cell_findings import CellFindings
from adv.workbook.parsing.cells.coded_answers import TickedOutcomes
from adv.workbook.parsing.column import ColumnReader
from adv.workbook.parsing.column_cells import ColumnCells
from adv.workbook.parsing.ledger.rows import ledger_rows
from adv.workbook.parsing.parsers import Parsers
from adv.workbook.parsing.rows.attempts import read_attempts, read_diaries
from adv.workbook.parsing.rows.doors_in_cells import doors_apart
from adv.workbook.parsing.rows.layout_marks import LayoutMarks
from adv.workbook.parsing.rows.uncounted_rows import without_uncounted_rows
from adv.workbook.parsing.rows.visits_in_cells import visits_apart
from adv.workbook.recognition.columns.header_words import SURE_OF_MARK
from adv.workbook.recognition.evidence.by_content import FEWEST_NUMBERS, REFERENCE, are_lists, are_numbers, may_name_rows
from adv.workbook.recognition.evidence.ledger_by_content import first_day
from adv.workbook.recognition.evidence.repeated_visits import attempts_in
from adv.workbook.recognition.evidence.street_headings import unsure_headings
from adv.workbook.recognition.places.row_kinds import RowKinds, sort_rows
from adv.workbook.tables.findings import FindingLog, Severity
from adv.workbook.tables.table import CodedColumn, Part, encode, recode, translate
from adv.workbook.understood import Reason, SheetRecognition
from adv.workbook.values.date_forms import YEAR
from adv.workbook.values.text import parse_id
from adv.workbook.vocabulary.fields import DIARY, STATE
from adv.workbook.vocabulary.knowledge import Knowledge, sample_of, shown
from adv.workbook.vocabulary.ledger import Nature
from adv.workbook.vocabulary.word_lists import LayoutWord
from adv.workbook.vocabulary.words import bare_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from adv.workbook.recognition.found_table import EncodedColumn, FoundTable
    from adv.workbook.tables.table import Codes
    from adv.workbook.vocabulary.code_legends import Legends
    from adv.workbook.vocabulary.unknown_words import AskedWords

BY_LEGEND: Final[Mapping[str, Any]] = {"certainty": SURE_OF_MARK, "reason": Reason("by_legend")}  # of a column of codes
MOST_HEADINGS: Final = 6  # named in a finding
NUMBERED: Final = frozenset({TableName.VISITS, TableName.REQUESTS})
NOT_READ: Final = frozenset({"unknown", "better_column", "content_differs", "not_needed"})  # reasons of columns without a field
MOST_COLUMNS_OF_NUMBERS: Final = 8  # columns of a list
SAMPLED: Final = 200  # rows in which the values to show are looked for


def parse_table(
    found: FoundTable, legends: Legends, today: date, log: FindingLog, asked: AskedWords
) -> tuple[tuple[Part, ...], SheetRecognition]:
    """Read the rows of one table, those of each attempt apart; and its recognition, with the rows that are totals."""
    asked.begin(found.table)
    knowledge = asked.knowledge
    findings = CellFindings(found, knowledge.words, log)
    attempts = _attempts(found, log)
    of_attempts = {column: name for fields in attempts.values() for column, name in fields.items()}
    read = {**found.own, **found.links, **of_attempts}
    marks = LayoutMarks(found, read, knowledge)
    parsers = Parsers(knowledge, today, is_1904=found.sheet.is_1904)
    ticks = TickedOutcomes(knowledge) if found.is_ticked else None
    reader = ColumnReader(found, parsers, findings, asked, ticks, marks, legends)
    encoded = [ColumnCells(reader, at, name, marks.cells(at)).encoded() for at, name in read.items() if name != STATE]
    kinds = marks.settle(sort_rows(found, encoded, knowledge.words), findings, asked)
    kinds = without_uncounted_rows(found, kinds, findings, asked, marks.left_out)
    at = kinds.data - found.layout.first_row
    ledger = ledger_rows(found, encoded, at, kinds.data, knowledge)
    if ledger is not None:
        ledger.say(kinds.data, log)
        ledger.ask(found.sheet.name, asked)
        costs = ledger.of(Nature.COST)
        kinds, at = replace(kinds, data=kinds.data[costs]), at[costs]
    diaries = [column for column in encoded if column.field == DIARY]
    apart = {*of_attempts, *(column.column for column in diaries)}
    part = _whole_rows(kinds, [column for column in encoded if column.column not in apart], at, reader)
    if ledger is not None:
        ledger.apply(part, costs, parsers)
    parts: Sequence[Part] = (part,)
    if attempts:
        parts = read_attempts(part, encoded, at, attempts, reader)
    elif diaries:
        parts = read_diaries(part, diaries, at, reader)
    reader.unread.ask(part)
    parts = doors_apart(visits_apart(parts, log, marks, asked, today), findings)
    return parts, _with_rows(found, encoded, at, kinds, reader.by_legend)


def _attempts(found: FoundTable, log: FindingLog) -> Mapping[int, Mapping[int, str]]:
    """Give the columns of each attempt, "1e bezoek | uitkomst"; none where outcomes are ticked, which say nothing of one attempt."""
    attempts = attempts_in(found.recognition.columns)
    if attempts and found.is_ticked:
        log.add(Severity.WARNING, "attempts_with_marks", found.recognition.file, found.sheet.name)
        return {}
    return attempts


def _whole_rows(kinds: RowKinds, encoded: Sequence[EncodedColumn], at: Codes, reader: ColumnReader) -> Part:
    """Read what is said of whole rows: their columns, their outcome where that is ticked, and their street where it stands elsewhere."""
    found, findings = reader.found, reader.findings
    part = Part(found.table, found.recognition.file, found.sheet.name, kinds.data, {}, {}, np.ones(len(kinds.data), bool))
    part.in_visits, part.is_tally = found.in_visits, found.sheet.is_tally
    if not found.in_visits:
        findings.say_rows(part, kinds)
    fields = {column.column: column.field for column in encoded}
    findings.say_flaws(part, {at: name for at, name in fields.items() if at not in found.links})
    findings.say_odd_rows(part)
    for column in encoded:
        reader.read(part, column, at)
    part.other_numbers = _other_numbers(found, reader.parsers.knowledge, at)
    part.reference_header = next((findings.label(at) for at, name in found.own.items() if name == "visit_id"), "")
    part.is_reference_guessed = any(column.reason.key == REFERENCE for column in found.recognition.columns)
    if reader.ticks:
        reported = [findings.said_of(column.column, len(at)) for column in encoded if column.field == "outcome"]
        wrong = reader.ticks.settle(part, findings.log, reader.asked, np.logical_or.reduce(reported))
        for mask in reported:
            mask[wrong] = True
    if "received" in part.columns:  # a nought that came in says nothing about what went out
        part.columns["received"] = translate(part.columns["received"], lambda cents: cents or None)
    findings.say_missing(part, fields)
    _say_of_all(part, reader)
    return part


def _other_numbers(found: FoundTable, knowledge: Knowledge, rows: Codes) -> dict[int, CodedColumn]:
    """Read the columns that have no field and hold numbers that may be, or refer to, those of the rows; without a word about any cell."""
    numbers: dict[int, CodedColumn] = {}
    for column in found.recognition.columns if found.table in NUMBERED and not found.in_visits else ():
        unneeded = knowledge.words.unneeded.get(bare_key(column.header))
        is_free = not (column.field or column.blocked) and column.reason.key in NOT_READ and unneeded in {None, "form", "text"}
        cells = found.sheet.columns[column.column][found.layout.first_row :]
        fewest = 1 if unneeded == "form" else FEWEST_NUMBERS  # a form makes them for this
        sample = sample_of(cells) if is_free and len(numbers) < MOST_COLUMNS_OF_NUMBERS else ()
        may_name = found.table is TableName.VISITS and (are_lists(sample) or may_name_rows(sample))
        if sample and (are_numbers(sample, knowledge, fewest) or may_name):
            distinct, codes = encode(cells)
            numbers[column.column] = recode([parse_id(cell).value for cell in distinct], codes[rows])
    return numbers


def _say_of_all(part: Part, reader: ColumnReader) -> None:
    """Put what is said of all rows together, or above some of them, into columns."""
    found, nought = reader.found, np.zeros(len(part.lines), np.intp)
    for name, value in (("street", found.street), ("theme", found.theme), ("status", found.status)):
        if value:
            part.columns[name] = CodedColumn([value], nought)
    if found.theme:
        part.places["theme"] = part.places["status"]
    if found.status:
        part.places["status"] = part.places["theme"]
        if len(part.lines):  # nothing says how these requests stand
            reader.findings.log.add_rows(Severity.WARNING, "requests_without_status", part, part.lines, part.places["status"])
    if found.year:
        part.columns["booked_on"] = CodedColumn([first_day(found.year, reader.parsers.project)], nought)
        part.places["booked_on"], part.span = found.layout.headers[0].column, YEAR
    if found.headings and found.table is not TableName.EXPENSES:  # the last one above each row
        above = np.searchsorted([row for row, _ in found.headings], part.lines).astype(np.intp) - 1
        part.columns["street"] = CodedColumn([street for _, street in found.headings], above)
        _ask_headings(part, reader)


def _ask_headings(part: Part, reader: ColumnReader) -> None:
    """Ask whether the headings are streets that nobody knows as such, or that the user said something about."""
    found = reader.found
    columns = [found.sheet.columns[header.column] for header in found.layout.headers]
    unsure = unsure_headings(found.headings, columns, found.layout.first_row, reader.parsers.project)
    if unsure:
        reader.asked.layout(LayoutWord.HEADING, len(unsure), part.sheet)
        names = ", ".join(f"«{name}»" for name in [*dict.fromkeys(name for _, name in unsure)][:MOST_HEADINGS])
        if reader.marks.said(LayoutWord.HEADING) is None:
            cells = [(row, min(found.own)) for row, _ in unsure]
            reader.findings.say_places(Severity.WARNING, "headings_may_be_streets", cells, names=names)


def _with_rows(
    found: FoundTable, encoded: Sequence[EncodedColumn], at: Codes, kinds: RowKinds, by_legend: set[int]
) -> SheetRecognition:
    hidden = {known.column for known in found.recognition.columns if not known.samples}  # remarks and names, which nobody sees
    samples = {
        column.column: shown([column.distinct[code] for code in dict.fromkeys(column.codes[at[:SAMPLED]].tolist())])
        for column in encoded
        if column.column not in found.links and column.column not in hidden
    }
    columns = tuple(
        replace(column, samples=samples.get(column.column, column.samples), **(BY_LEGEND if column.column in by_legend else {}))
        for column in found.recognition.columns
    )
    return replace(found.recognition, columns=columns, total_rows=tuple((kinds.totals + 1).tolist()))
