"""A recognised table's cells become typed columns. Every different cell is parsed once; problems are said with all their cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from msgspec.structs import replace

from adv.coded import Coded
from adv.workbook.recognition.column_doubts import days_may_be_swapped, says_thousands
from adv.workbook.recognition.ditto_cells import any_ditto, fill_ditto, fill_merged
from adv.workbook.recognition.layout import is_blank
from adv.workbook.recognition.outcome_ticks import MarkedOutcomes
from adv.workbook.recognition.repeated_visits import OF_THE_TALK, attempt_of, attempts_in, settle
from adv.workbook.recognition.row_kinds import EncodedColumn, RowSorter
from adv.workbook.recognition.street_headings import streets_below
from adv.workbook.tables.findings import Severity
from adv.workbook.tables.grid import column_letters
from adv.workbook.tables.table import Part, encode, recode, united
from adv.workbook.values.amounts import parse_amount
from adv.workbook.values.parsed import PASSED_OVER, Parsed
from adv.workbook.vocabulary.fields import BESIDE, REQUIRED, SEVERAL, WIDE_PREFIX, Kind, kind_of
from adv.workbook.vocabulary.knowledge import shown
from adv.workbook.vocabulary.parsers import Parsers, are_plain_ids
from adv.workbook.vocabulary.words import bare_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from adv.model import TableName
    from adv.workbook.recognition.row_kinds import RowKinds
    from adv.workbook.recognition.sheet import Found
    from adv.workbook.tables.finding_log import FindingLog
    from adv.workbook.tables.table import Codes, Mask
    from adv.workbook.vocabulary.knowledge import Knowledge
    from adv.workbook.vocabulary.recognition import ColumnRecognition, SheetRecognition
    from adv.workbook.vocabulary.unknown_words import AskedWords

FLAWS: Final = {"formula": "cell_formula", "number": "cell_number", "too_long": "cell_too_long"}
SAMPLED: Final = 200  # rows in which the values to show are looked for
KEPT_WITHOUT: Final = frozenset({Kind.THEME})  # required, yet a row with an unknown one still counts
SAID_ROWS: Final = (
    ("totals", "rows_total"),
    ("headings", "rows_heading"),
    ("repeated", "rows_header"),
    ("examples", "rows_example"),
)


def parse_sheet(
    found: Found, knowledge: Knowledge, today: date, log: FindingLog, asked: AskedWords
) -> tuple[tuple[Part, ...], SheetRecognition]:
    """The rows of one recognised table, those of each attempt apart, and its recognition with the rows that are not data."""
    return _SheetParser(found, knowledge, today, log, asked).parse()


class _SheetParser:
    def __init__(self, found: Found, knowledge: Knowledge, today: date, log: FindingLog, asked: AskedWords) -> None:
        if found.layout is None or found.recognition.table is None:
            raise ValueError(found.sheet.name)
        self.found = found
        self.layout = found.layout
        self.table: TableName = found.recognition.table
        self.knowledge = knowledge
        self.log = log
        self.asked = asked
        self.parsers = Parsers(knowledge, today, is_1904=found.sheet.is_1904)
        self.recognised: dict[int, ColumnRecognition] = {column.column: column for column in found.recognition.columns}
        self.reported: dict[int, Mask] = {}
        is_marked = any(column.field == "outcome" and column.option for column in found.recognition.columns)
        self.marks = MarkedOutcomes(knowledge) if is_marked else None
        self.fields = {
            column.column: column.field
            for column in found.recognition.columns
            if column.field and not column.field.startswith(BESIDE)  # those are read as rows of their own
        }
        self.attempts = {} if self.marks else attempts_in(found.recognition.columns)
        if self.marks and attempts_in(found.recognition.columns):
            log.add(Severity.WARNING, "attempts_with_marks", found.file, found.sheet.name)

    def parse(self) -> tuple[tuple[Part, ...], SheetRecognition]:
        of_attempts = {column: name for fields in self.attempts.values() for column, name in fields.items()}
        encoded = [self._encoded(column, name) for column, name in {**self.fields, **self._linked(), **of_attempts}.items()]
        kinds = RowSorter(self.found, encoded, self.knowledge.words).sort()
        part = Part(self.table, self.found.file, self.found.sheet.name, kinds.data, {}, {}, np.ones(len(kinds.data), bool))
        if self.found.in_visits:
            part.in_visits = True
        else:
            self._say_rows(part, kinds)
        at = kinds.data - self.layout.first_row
        row = {column: name for column, name in self.fields.items() if column not in of_attempts}
        self._flawed(part, row)
        self._odd_rows(part)
        for column in encoded:
            if column.column not in of_attempts:
                self._column(part, column, at)
        if self.marks:
            reports = [self._report(column.column, len(part.lines)) for column in encoded if column.field == "outcome"]
            wrong = self.marks.settle(part, self.log, self.asked, np.logical_or.reduce(reports))
            for report in reports:
                report[wrong] = True
        self._missing(part, {**row, **self._linked()})
        if self.found.street:
            part.columns["street"] = Coded([self.found.street], np.zeros(len(part.lines), np.intp))
        if self.found.headings:
            part.columns["street"] = streets_below(self.found.headings, part.lines)
        parts = self._parts(part, encoded, at) if self.attempts else (part,)
        samples = {
            column.column: shown([column.distinct[code] for code in dict.fromkeys(column.codes[at[:SAMPLED]].tolist())])
            for column in encoded
            if column.column in {**self.fields, **of_attempts}
        }
        columns = tuple(
            replace(column, samples=samples[column.column]) if column.column in samples else column
            for column in self.found.recognition.columns
        )
        recognition = replace(self.found.recognition, columns=columns, total_rows=tuple((kinds.totals + 1).tolist()))
        return parts, recognition

    def _parts(self, row: Part, encoded: Sequence[EncodedColumn], at: Codes) -> tuple[Part, ...]:
        """The attempts in the rows: an address that nobody has been to yet has none."""
        parts = []
        of_each = {number: [column for column in encoded if column.column in fields] for number, fields in self.attempts.items()}
        filled = {number: self._filled(columns, row, at) for number, columns in of_each.items()}
        visited: Mask = np.logical_or.reduce(list(filled.values()))
        says_more = self._says_more(row) & ~visited
        filled[1] |= says_more  # who was talked to was visited: what lacks is said
        for number, fields in self.attempts.items():
            columns, rows = of_each[number], np.flatnonzero(filled[number])
            part = attempt_of(row, number, rows)
            self._flawed(part, fields)
            for column in columns:
                self._column(part, column, at[rows])
            self._missing(part, fields)
            parts.append(part)
        settle(parts)
        waiting = row.lines[~visited & ~says_more & row.keep]
        if len(waiting):
            self.log.add_rows(Severity.INFO, "rows_not_visited", row, waiting, min(self.fields, default=0))
        several = np.flatnonzero(np.bincount(np.concatenate([part.lines for part in parts])) > 1)
        if len(several):
            self.log.add_rows(Severity.INFO, "attempts_in_rows", row, several, min(self.fields, default=0))
        return tuple(parts)

    def _filled(self, columns: Sequence[EncodedColumn], row: Part, at: Codes) -> Mask:
        """The rows with a day or an outcome in some of the columns."""
        filled = np.zeros(len(at), dtype=bool)
        for column in columns:
            if column.field != "organisations":
                flawed = [line for line, place in self.found.sheet.flaws if place == column.column]
                filled |= ~column.where([is_blank(cell) for cell in column.distinct])[at] | np.isin(row.lines, flawed)
        return filled

    def _says_more(self, row: Part) -> Mask:
        """The rows with an answer or a question in them."""
        says = np.zeros(len(row.lines), dtype=bool)
        for name in OF_THE_TALK:
            if name in row.columns and name != "visit_id":
                says |= row.columns[name].codes >= 0
        for column in self.found.recognition.columns:
            if column.field and column.field.startswith(WIDE_PREFIX):
                cells = self.found.sheet.columns[column.column]
                says |= np.array([not is_blank(cells[line]) for line in row.lines.tolist()], dtype=bool)
        return says

    def _linked(self) -> dict[int, str]:
        return {column: name for name, column in self.found.links}

    def _encoded(self, column: int, name: str) -> EncodedColumn:
        kind, first = kind_of(self.table, name), self.layout.first_row
        cells, covered = fill_merged(self.found.sheet.columns[column][first:], column, self.found.sheet, first)
        self._say_filled("merged_filled", column, covered)
        distinct, codes = encode(cells)
        if any_ditto(distinct):
            cells, repeated = fill_ditto(cells, kind)
            self._say_filled("ditto_filled", column, repeated)
            distinct, codes = encode(cells)
        return EncodedColumn(column, name, distinct, codes, is_plain=kind is Kind.ID and are_plain_ids(distinct))

    def _say_filled(self, code: str, column: int, rows: Sequence[int]) -> None:
        if rows:
            cells = [(row + self.layout.first_row, column) for row in rows]
            where = self.found.file, self.found.sheet.name
            self.log.add(Severity.INFO, code, *where, cells, column=self._label(column))

    def _label(self, column: int) -> str:
        return self.recognised[column].header or column_letters(column)

    def _say_rows(self, part: Part, kinds: RowKinds) -> None:
        first = min(self.fields, default=0)
        if self.found.headings:
            streets = np.array([row for row, _ in self.found.headings], dtype=np.intp)
            self.log.add_rows(Severity.INFO, "street_from_headings", part, streets, first)
        for name, code in SAID_ROWS:
            rows: Codes = getattr(kinds, name)
            rows = rows[~np.isin(rows, [row for row, _ in self.found.headings])]
            if len(rows):
                self.log.add_rows(Severity.INFO, code, part, rows, first)
        if len(kinds.elsewhere):
            self.log.add_rows(Severity.WARNING, "rows_elsewhere", part, kinds.elsewhere, first)

    def _flawed(self, part: Part, fields: Mapping[int, str]) -> None:
        """Cells of data rows, in some of the columns, that hold an error or nothing usable."""
        data = {line: at for at, line in enumerate(part.lines.tolist())} if self.found.sheet.flaws else {}
        for (row, column), flaw in self.found.sheet.flaws.items():
            name = fields.get(column)
            if name is None or row not in data:
                continue
            required = self._is_needed(name)
            self._report(column, len(part.lines))[data[row]] = True
            code = FLAWS.get(flaw, "cell_error")
            extra = {"error": flaw} if code == "cell_error" else {}
            severity = Severity.ERROR if required else Severity.WARNING
            self.log.add(severity, code, part.file, part.sheet, [(row, column)], column=self._label(column), **extra)
            if required:
                part.keep[data[row]] = False

    def _is_needed(self, name: str) -> bool:
        """Whether a row cannot do without this field: nothing else that is here could stand for it."""
        here = {*self.fields.values(), *self._linked().values()}
        return any(here & set(alternatives) == {name} for alternatives in REQUIRED[self.table])

    def _report(self, column: int, rows: int) -> Mask:
        """The rows in which something was said about a column's cell."""
        return self.reported.setdefault(column, np.zeros(rows, dtype=bool))

    def _odd_rows(self, part: Part) -> None:
        """Lines of a .csv with another number of fields than the rest: with one too many, nothing in them can be trusted."""
        for row, code in self.found.sheet.odd_rows:
            at = int(np.searchsorted(part.lines, row))
            if at < len(part.lines) and part.lines[at] == row:
                too_long = code == "row_too_long"
                part.keep[at] &= not too_long
                self.log.add(Severity.ERROR if too_long else Severity.WARNING, code, part.file, part.sheet, [(row, 0)])

    def _column(self, part: Part, column: EncodedColumn, at: Codes) -> None:
        name = column.field
        kind = kind_of(self.table, name)
        option = self.recognised[column.column].option if column.column in self.fields else None
        codes = column.codes[at] if len(at) != len(column.codes) else column.codes
        if kind is Kind.UNUSED:
            return
        if kind is Kind.ID and column.is_plain:
            part.plain.add(name)
            self._put(part, column, Coded(column.distinct, codes))
            return
        if name == "outcome" and self.marks:
            self._outcome(part, column, codes, option)
            return
        if kind in SEVERAL and option is not None:
            parsed: list[Parsed[Any]] = [_mark(self.parsers.of(Kind.YES_NO, name)(cell), option) for cell in column.distinct]
        else:
            parse = self.parsers.of(kind, name)
            parsed = [parse(cell) for cell in column.distinct]
            self.asked.column(kind, (self._label(column.column), part.sheet), column.distinct, parsed, codes)
        self._say_problems(part, column, parsed, codes)
        self._say_doubts(part, column, kind)
        self._put(part, column, recode([one.value for one in parsed], codes))

    def _outcome(self, part: Part, column: EncodedColumn, codes: Codes, option: str | None) -> None:
        """One of the columns that together say the outcome."""
        if self.marks is None:
            return
        marks, words = self.marks, self.parsers.of(Kind.OUTCOME, "outcome")
        parsed: list[Parsed[Any]] = [marks.parse(cell, option) if option else words(cell) for cell in column.distinct]
        self._say_problems(part, column, parsed, codes)
        if option is None:
            self.asked.column(Kind.OUTCOME, (self._label(column.column), part.sheet), column.distinct, parsed, codes)
        marks.add(column, [one.value for one in parsed], codes, is_marked=option is not None)

    def _say_doubts(self, part: Part, column: EncodedColumn, kind: Kind) -> None:
        """What only the column as a whole gives away; each of its cells is read as it stands."""
        label = self._label(column.column)
        if kind is Kind.DAY and days_may_be_swapped(column.distinct):
            self.log.add_rows(Severity.WARNING, "days_may_be_swapped", part, part.lines, column.column, column=label)
        if kind is Kind.CENTS and says_thousands(label):
            self.log.add_rows(Severity.WARNING, "amounts_in_thousands", part, part.lines, column.column, column=label)

    def _put(self, part: Part, column: EncodedColumn, made: Coded) -> None:
        name = column.field
        if column.column in self._linked():
            part.links[name] = made
            return
        part.columns[name] = united(part.columns[name], made) if name in part.columns else made
        part.places.setdefault(name, column.column)

    def _say_problems(self, part: Part, column: EncodedColumn, parsed: Sequence[Parsed[Any]], codes: Codes) -> None:
        """Group the cells with a problem by what is wrong; rows without a value that they need are left out."""
        if all(one.code is None for one in parsed):
            return
        kind = kind_of(self.table, column.field)
        required = self._is_needed(column.field) and kind not in KEPT_WITHOUT
        groups: dict[tuple[Severity, str, tuple[tuple[str, str | int], ...]], list[int]] = {}
        for number, one in enumerate(parsed):
            if one.code is not None:
                key = (self._severity(one, required=required), one.code, tuple(sorted(one.params.items())))
                groups.setdefault(key, []).append(number)
        label = self._label(column.column)
        for (severity, code, params), numbers in groups.items():
            flags = np.zeros(len(parsed), dtype=bool)
            flags[numbers] = True
            hit = flags[codes]
            if not hit.any():
                continue
            if code == "date_without_day" and column.field == "raised_on":
                part.is_vague = hit if part.is_vague is None else part.is_vague | hit
            if parsed[numbers[0]].value is None:
                self._report(column.column, len(hit))[hit] = True
            if severity is Severity.ERROR or (required and code == PASSED_OVER):
                part.keep &= ~hit
            extra = {"column": label, **dict(params)}
            self.log.add_rows(severity, code, part, part.lines[hit], column.column, **extra)

    def _severity(self, one: Parsed[Any], *, required: bool) -> Severity:
        """An unreadable value costs the row only where the row cannot do without it; a day that cannot be does so anywhere."""
        if one.value is not None:
            return one.severity or Severity.WARNING
        if one.code == PASSED_OVER:
            return Severity.INFO
        return Severity.ERROR if required or one.code == "date_in_future" else Severity.WARNING

    def _missing(self, part: Part, fields: Mapping[int, str]) -> None:
        """Rows in which a required value is empty in some of the columns (and not merely unreadable, which has been said)."""
        places = {name: column for column, name in fields.items()}
        for alternatives in REQUIRED[self.table]:
            names = [name for name in alternatives if name in places]
            lacking: Mask = np.ones(len(part.lines), dtype=bool)
            for name in names:
                made = part.columns[name] if name in part.columns else part.links[name]
                lacking &= made.codes < 0
                if len(names) == 1:  # what is unreadable cost the row already; of several it did not
                    lacking &= ~self._report(places[name], len(part.lines))
            if names and lacking.any():
                part.keep &= ~lacking
                lacking &= ~self._came_in(part, names)
            if names and lacking.any():
                place = places[names[0]]
                self.log.add_rows(Severity.ERROR, "value_missing", part, part.lines[lacking], place, column=self._label(place))

    def _came_in(self, part: Part, names: Sequence[str]) -> Mask:
        """Rows of a cash book whose only amount is one that came in: the finding about its column says what became of them."""
        found: Mask = np.zeros(len(part.lines), dtype=bool)
        if names != ["cents"]:
            return found
        for column in self.recognised.values():
            if column.field is None and column.reason.key == "unknown" and bare_key(column.header) in self.knowledge.words.incoming:
                cells = self.found.sheet.columns[column.column]
                found |= np.array([bool(parse_amount(cells[line]).value) for line in part.lines.tolist()], dtype=bool)
        return found


def _mark(parsed: Parsed[bool], option: str) -> Parsed[tuple[str, ...]]:
    """An x in a column per theme means that theme."""
    return Parsed((option,) if parsed.value else None, parsed.code, parsed.severity, parsed.params)
