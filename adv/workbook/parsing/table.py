"""The rows of one recognised table, from cells to typed columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from adv.workbook.parsing.attempts import read_attempts
from adv.workbook.parsing.cell_findings import CellFindings
from adv.workbook.parsing.column import ColumnReader
from adv.workbook.parsing.ticked_outcomes import TickedOutcomes
from adv.workbook.recognition.evidence.repeated_visits import attempts_in
from adv.workbook.recognition.row_kinds import sort_rows
from adv.workbook.tables.coded_column import CodedColumn
from adv.workbook.tables.findings import Severity
from adv.workbook.tables.table import Part
from adv.workbook.vocabulary.fields import BESIDE
from adv.workbook.vocabulary.knowledge import shown
from adv.workbook.vocabulary.parsers import Parsers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from adv.workbook.recognition.columns import FoundTable
    from adv.workbook.recognition.row_kinds import EncodedColumn, RowKinds
    from adv.workbook.tables.finding_log import FindingLog
    from adv.workbook.tables.table import Codes
    from adv.workbook.vocabulary.knowledge import Knowledge
    from adv.workbook.vocabulary.recognition import SheetRecognition
    from adv.workbook.vocabulary.unknown_words import AskedWords

SAMPLED: Final = 200  # rows in which the values to show are looked for


class ReadColumns(Struct, frozen=True):
    """The columns of a table that are read, each with its field."""

    own: Mapping[int, str]  # of the row, or of the first visit in it
    links: Mapping[int, str]
    attempts: Mapping[int, Mapping[int, str]]  # by their number, when a row holds several visits

    @property
    def of_attempts(self) -> dict[int, str]:
        """The columns of all attempts."""
        return {column: name for fields in self.attempts.values() for column, name in fields.items()}

    @property
    def shared(self) -> dict[int, str]:
        """The columns that say something of the whole row."""
        return {column: name for column, name in self.own.items() if column not in self.of_attempts}


def parse_table(
    found: FoundTable, knowledge: Knowledge, today: date, log: FindingLog, asked: AskedWords
) -> tuple[tuple[Part, ...], SheetRecognition]:
    """Read the rows of one table, those of each attempt apart; and its recognition, with the rows that are totals."""
    columns = _columns_of(found)
    reader = _reader(found, columns, Parsers(knowledge, today, is_1904=found.sheet.is_1904), log, asked)
    encoded = [reader.encoded(at, name) for at, name in {**columns.own, **columns.links, **columns.of_attempts}.items()]
    kinds = sort_rows(found, encoded, knowledge.words)
    at = kinds.data - found.layout.first_row
    part = _rows(kinds, encoded, at, columns, reader)
    parts = read_attempts(part, encoded, at, columns.attempts, reader) if columns.attempts else (part,)
    shown_columns = [column for column in encoded if column.column not in columns.links]
    return parts, _with_rows(found.recognition, shown_columns, at, kinds)


def _columns_of(found: FoundTable) -> ReadColumns:
    columns = found.recognition.columns
    own = {
        one.column: one.field for one in columns if one.field and not one.field.startswith(BESIDE)
    }  # those are rows of their own
    attempts = {} if _are_ticked(found) else attempts_in(columns)
    return ReadColumns(own, {column: name for name, column in found.links}, attempts)


def _are_ticked(found: FoundTable) -> bool:
    return any(column.field == "outcome" and column.option for column in found.recognition.columns)


def _reader(found: FoundTable, columns: ReadColumns, parsers: Parsers, log: FindingLog, asked: AskedWords) -> ColumnReader:
    are_ticked = _are_ticked(found)
    if are_ticked and attempts_in(found.recognition.columns):
        log.add(Severity.WARNING, "attempts_with_marks", found.recognition.file, found.sheet.name)
    fields = frozenset({*columns.own.values(), *columns.links.values()})
    findings = CellFindings(found, fields, min(columns.own, default=0), parsers.knowledge.words, log)
    options = {one.column: one.option for one in found.recognition.columns if one.option and one.column in columns.own}
    ticks = TickedOutcomes(parsers.knowledge) if are_ticked else None
    return ColumnReader(found, parsers, findings, asked, options, frozenset(columns.links), ticks)


def _rows(kinds: RowKinds, encoded: Sequence[EncodedColumn], at: Codes, columns: ReadColumns, reader: ColumnReader) -> Part:
    """Read what is said of whole rows: their columns, their outcome where that is ticked, and their street where it stands elsewhere."""
    found, findings = reader.found, reader.findings
    part = Part(found.table, found.recognition.file, found.sheet.name, kinds.data, {}, {}, np.ones(len(kinds.data), bool))
    part.in_visits = found.in_visits
    if not found.in_visits:
        findings.say_rows(part, kinds)
    findings.say_flaws(part, columns.shared)
    findings.say_odd_rows(part)
    for column in encoded:
        if column.column not in columns.of_attempts:
            reader.read(part, column, at)
    if reader.ticks:
        said = [findings.said_of(column.column, len(at)) for column in encoded if column.field == "outcome"]
        wrong = reader.ticks.settle(part, findings.log, reader.asked, np.logical_or.reduce(said))
        for mask in said:
            mask[wrong] = True
    findings.say_missing(part, {**columns.shared, **columns.links})
    if found.street:
        part.columns["street"] = CodedColumn([found.street], np.zeros(len(at), np.intp))
    if found.headings:  # the last one above each row
        above = np.searchsorted([row for row, _ in found.headings], part.lines).astype(np.intp) - 1
        part.columns["street"] = CodedColumn([street for _, street in found.headings], above)
    return part


def _with_rows(recognition: SheetRecognition, encoded: Sequence[EncodedColumn], at: Codes, kinds: RowKinds) -> SheetRecognition:
    """Add a few values of each column that is read, and which rows are totals."""
    samples = {
        column.column: shown([column.distinct[code] for code in dict.fromkeys(column.codes[at[:SAMPLED]].tolist())])
        for column in encoded
    }
    columns = tuple(replace(column, samples=samples.get(column.column, column.samples)) for column in recognition.columns)
    return replace(recognition, columns=columns, total_rows=tuple((kinds.totals + 1).tolist()))
