"""One recognised column becomes a typed one."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from msgspec import Struct, field

from adv.model import Outcome, TableName
from adv.workbook.parsing.cells import coded_answers as coded
from adv.workbook.parsing.cells import from_above as above
from adv.workbook.parsing.cells.day_cells import DayCells
from adv.workbook.parsing.cells.doubtful_cells import AmountReader, UnreadValues
from adv.workbook.parsing.rows.layout_marks import LayoutMarks, noted
from adv.workbook.recognition.evidence.amounts_in_parts import together, with_cents
from adv.workbook.recognition.evidence.by_content import PARTNERS
from adv.workbook.recognition.evidence.by_header import RANKED
from adv.workbook.recognition.evidence.repeated_visits import QUESTION
from adv.workbook.recognition.found_table import EncodedColumn
from adv.workbook.tables.findings import Severity
from adv.workbook.tables.table import CodedColumn, Part, either, encode, recode, united
from adv.workbook.values.text import EMPTY_WORDS, Parsed, are_plain_ids, fold, info, warning
from adv.workbook.vocabulary.fields import ADDED, CENT_PART, MARKED, NOT_KEPT, OF_AMOUNTS, SEVERAL, Kind, kind_of
from adv.workbook.vocabulary.project_names import without_remainders
from adv.workbook.vocabulary.unknown_words import AskedWords, ColumnPlace
from adv.workbook.vocabulary.word_lists import COUNTS, NOTHING, LayoutWord, WordList, word_key
from adv.workbook.vocabulary.words import bare_key, blank_rows, is_blank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.parsing.cell_findings import CellFindings
    from adv.workbook.recognition.found_table import FoundTable
    from adv.workbook.tables.grid import Cell
    from adv.workbook.tables.table import Codes
    from adv.workbook.vocabulary.code_legends import Legends
    from adv.workbook.vocabulary.parsers import Parsers

THEMES: Final = "themes"


class ColumnReader(Struct, frozen=True, dict=True):
    """Parsers, findings and questions with which the columns of one table are read."""

    found: FoundTable
    parsers: Parsers
    findings: CellFindings
    asked: AskedWords
    ticks: coded.TickedOutcomes | None  # for columns in which outcomes are ticked
    marks: LayoutMarks
    legends: Legends  # of the upload
    by_legend: set[int] = field(default_factory=set)  # the columns that were read by one

    @cached_property
    def options(self) -> dict[int, str]:
        """Give the meanings that a mark in a column can have."""
        columns, own = self.found.recognition.columns, self.found.own
        return {one.column: one.option for one in columns if one.option and one.column in own}

    @cached_property
    def _questions(self) -> set[int]:
        return {one.column for one in self.found.recognition.columns if one.reason.key == QUESTION}

    @cached_property
    def _days(self) -> DayCells:
        return DayCells(self.found, self.parsers, self.findings, self.options)

    @cached_property
    def _amounts(self) -> AmountReader:
        return AmountReader(self.found, self.findings, self.parsers.project, self.marks, self.options)

    @cached_property
    def unread(self) -> UnreadValues:
        """Give the cells that cannot be read, and what the user says of them."""
        return UnreadValues(self.found, self.findings, self.asked)

    @cached_property
    def _letters(self) -> dict[str, Outcome]:
        return coded.clear_letters(self.found, self.legends, self.parsers.knowledge)

    @cached_property
    def _dated(self) -> list[int]:
        days = [at for at, name in self.found.own.items() if name == "booked_on"]
        cells = self.marks.cells(days[0]) if days else ()
        return sorted({*range(len(cells))}.difference(blank_rows(cells)))

    def _is_reference(self, name: str) -> bool:
        return name in above.REFERENCES and self.found.table is TableName.REQUESTS and not self.found.in_visits

    @cached_property
    def _below(self) -> list[int]:
        """The requests that are of the visit of the one above them: where the list shows it, or the user says so."""
        first, said = self.found.layout.first_row, self.marks.said(LayoutWord.BELOW)
        columns = {at: above.fill_merged(self.marks.cells(at), at, self.found.sheet, first)[0] for at in self.found.own}
        rows, is_sure = above.requests_below(self.found, columns)
        if rows:
            self.asked.layout(LayoutWord.BELOW, len(rows), self.found.sheet.name, COUNTS if is_sure else None)
        if rows and said is None and not is_sure:
            place = next(at for at, name in self.found.own.items() if name in above.REFERENCES)
            self.findings.say_filled("reference_may_be_above", place, rows, Severity.WARNING)
        return rows if said == COUNTS or (said is None and is_sure) else []

    def encoded(self, at: int, name: str) -> EncodedColumn:
        """Take the cells under a header, with what merged ones and ditto marks stand for."""
        sheet, kind, first = self.found.sheet, kind_of(self.found.table, name), self.found.layout.first_row
        cells, covered = above.fill_merged(self.marks.cells(at), at, sheet, first)
        if self.found.in_visits:  # of a request that was not asked
            cells = [None if isinstance(cell, str) and fold(cell) in EMPTY_WORDS else cell for cell in cells]
        if at in self._questions:
            cells = self._themes_of(cells)
        named = cells = self.unread.named(cells, at, kind)
        if kind is Kind.CENTS:
            parts = [other for other, what in self.found.own.items() if what == CENT_PART]
            beside = at + 1 if at + 1 in parts else parts[0] if len(parts) == 1 and name == "cents" else None
            cells = cells if beside is None else with_cents(cells, self.marks.cells(beside))
            added = [other for other, what in self.found.own.items() if what == ADDED] if name == "cents" else []
            if added:
                cells = together(cells, [self.marks.cells(other) for other in added])
                filled = [row for row, cell in enumerate(cells) if not is_blank(cell)]
                names = ", ".join(map(self.findings.label, [at, *added]))
                self.findings.say_filled("amounts_of_columns", at, filled, Severity.WARNING, columns=names)
            cells = self._amounts.read(cells, at, name)
        cells = self.unread.filled(cells, named, kind)
        self.findings.say_filled("merged_filled", at, covered)
        as_listed = Kind.PARTNERS if name in PARTNERS else kind
        is_free = as_listed is not kind or kind is Kind.CATEGORY  # whatever stands there would count
        if is_free and (meant := coded.decoded(cells, as_listed, self.findings.header(at), self.legends)):
            cells = [meant[row].cell if row in meant else cell for row, cell in enumerate(cells)]
            self.findings.say_filled("codes_by_legend", at, sorted(meant))
            self.by_legend.add(at)
        if kind in {Kind.ACCOUNT, Kind.CATEGORY} and self._dated:
            cells, repeated = above.fill_sections(cells, self._dated)
            self.findings.say_filled("sections_filled", at, repeated)
        cells = self._repeated(cells, at, name, kind)
        distinct, codes = encode(cells)
        if kind in {Kind.DAY, Kind.DIARY}:
            completed = self._days.written(distinct, cells, at, name)
            distinct, codes = (distinct, codes) if completed is cells else encode(completed)
        return EncodedColumn(at, name, distinct, codes, is_plain=kind is Kind.ID and are_plain_ids(distinct))

    def _repeated(self, cells: list[Cell], at: int, name: str, kind: Kind) -> list[Cell]:
        """Fill in what stands above: for a ditto mark, for the visit of a request, and for what is said once for several rows."""
        if (kind in above.REPEATED or self._is_reference(name)) and above.any_ditto({*cells}):
            cells, repeated = above.fill_ditto(cells)
            self.findings.say_filled("ditto_filled", at, repeated)
        if self._is_reference(name) and self._below:
            cells = above.filled_below(cells, self._below)
            if at == min(one for one, said in self.found.own.items() if said in above.REFERENCES):
                self.findings.say_filled("reference_filled", at, self._below, Severity.WARNING)
        elif name in above.ONCE and self.found.own.get(at) == name and list(self.found.own.values()).count(name) == 1:
            cells = self._with_blanks(cells, at, name)
        return cells

    def _with_blanks(self, cells: list[Cell], at: int, name: str) -> list[Cell]:
        """Fill in the blanks of a column that says a thing once for several rows, unless the user said that a blank is one."""
        filled, blank = above.fill_once(cells, at, name, self.found, self.parsers.knowledge.words.totals)
        if blank:
            self.asked.layout(LayoutWord.ABOVE, len(blank), self.found.sheet.name, COUNTS)
        if not blank or self.marks.said(LayoutWord.ABOVE) == NOTHING:
            return cells
        self.findings.say_filled("blanks_filled", at, blank, Severity.WARNING)
        return filled

    def read(self, part: Part, column: EncodedColumn, at: Codes) -> None:
        """Parse each different value in the rows `at` of a column, and put what it says into the part."""
        kind = kind_of(part.table, column.field)
        if kind in NOT_KEPT:
            return
        codes = column.codes[at] if len(at) != len(column.codes) else column.codes
        if column.is_plain:
            part.plain.add(column.field)
            self._put(part, column, CodedColumn(column.distinct, codes))
            return
        parsed = self._parsed(part, column, kind, codes)
        self.findings.say_problems(part, column, parsed, codes)
        values = [one.value for one in parsed]
        if self.ticks and kind is Kind.OUTCOME:
            self.ticks.add(column, values, codes, is_marked=column.column in self.options)
            return
        if self.options.get(column.column) not in OF_AMOUNTS:
            self.findings.say_doubts(part, column, kind, codes)
        self._put(part, column, recode(values, codes))
        if kind is Kind.OUTCOME and THEMES not in self.found.own.values():
            themes = [self.parsers.themes_behind(cell)[1] or None for cell in column.distinct]
            if any(themes):
                self._put(part, EncodedColumn(column.column, THEMES, column.distinct, column.codes), recode(themes, codes))

    def _parsed(self, part: Part, column: EncodedColumn, kind: Kind, codes: Codes) -> list[Parsed[Any]]:
        option = self.options.get(column.column)
        if option is not None and self.ticks and kind is Kind.OUTCOME:
            return [self.ticks.parse(cell, option) for cell in column.distinct]
        if option is not None and kind in SEVERAL and column.field in MARKED:
            marked = self.parsers.knowledge.marked
            ranks = any(one.column == column.column and one.reason.key == RANKED for one in self.found.recognition.columns)
            said_so = [
                Parsed(value=True) if ranks and isinstance(cell, int | float) and cell else marked(cell, option)
                for cell in (column.distinct if ranks else coded.marks_meant(column.distinct, self.legends))
            ]
            return [Parsed((option,) if one.value else None, one.code, one.severity, one.params) for one in said_so]
        if kind is Kind.DAY:
            said = self.unread.settled(column.distinct, kind, self.parsers.of(kind, column.field))
            return self._days.read(part, column, said)
        if kind in coded.OF_OUTCOMES:
            self._ask_outcomes(part, column, kind, codes)
        parse = self.parsers.of(kind, column.field)
        meant = coded.decoded(column.distinct, kind, self.findings.header(column.column), self.legends, self._letters)
        cells = [meant[place].cell if place in meant else cell for place, cell in enumerate(column.distinct)]
        names = self.parsers.knowledge.names_of(kind) if kind in SEVERAL else None
        whole = without_remainders(cells, names) if names else cells
        said = self.unread.settled(column.distinct, kind, parse)
        parsed = [said.get(place) or parse(cell) for place, cell in enumerate(whole)]
        if kind is Kind.OUTCOME:
            parsed = noted(part, column, parsed, codes, findings=self.findings, knowledge=self.parsers.knowledge)
        if meant:
            if kind is Kind.OUTCOME:
                meant = coded.weighed(meant, column.distinct, parsed, self.parsers.knowledge.words)
            self.findings.say_codes(part, column, codes, meant, are_explained=kind not in coded.OF_OUTCOMES or not self._letters)
            self.by_legend.add(column.column)
        if column.column in self._questions:
            return [one if one.value or not one.code else warning(None, "question_without_theme") for one in parsed]
        where = ColumnPlace(self.findings.label(column.column), part.sheet, part.lines, column.column)
        self.asked.column(kind, where, whole, parsed, codes)
        return [
            info(one.value, "answer_with_commas", meant=", ".join(one.value))
            if here != cell and one.value and not one.code
            else one
            for one, here, cell in zip(parsed, whole, cells, strict=True)
        ]

    def _themes_of(self, cells: Sequence[Cell]) -> list[Cell]:
        """Give what residents asked by its theme: the one that its words name, else the only one of its visit; and nothing for "geen vraag"."""
        known, rows = self.parsers.knowledge, range(self.found.layout.first_row, self.found.sheet.row_count)
        columns = [self.found.sheet.columns[at] for at in self.found.themes]
        found: list[Cell] = []
        for row, cell in zip(rows, cells, strict=True):
            if isinstance(cell, str) and known.themes.find(cell) is None:
                named = {name for word in fold(cell).split() if (name := known.themes.find(word.strip(".,;:()?!")))}
                texts = [text for column in columns if isinstance(text := column[row], str)]
                beside = {name for text in texts for name in known.themes.split(text)[0]}
                only = named or beside
                cell = None if known.denies_question(cell) else only.pop() if len(only) == 1 else cell  # noqa: PLW2901 - as it is read
            found.append(cell)
        return found

    def _ask_outcomes(self, part: Part, column: EncodedColumn, kind: Kind, codes: Codes) -> None:
        """Ask what is said of days when it is no known outcome, and what letters mean; not of remarks, which nobody sees."""
        known = self.parsers.knowledge
        if bare_key(self.findings.label(column.column)) in known.words.unneeded:
            return
        explained, own = self.legends.of(WordList.OUTCOME), known.own.of(WordList.OUTCOME)
        counts = np.bincount(codes[codes >= 0], minlength=len(column.distinct)).tolist()
        for cell, count in zip(column.distinct, counts, strict=True):
            for text in coded.outcomes_said(cell, kind) if count and (kind is Kind.DIARY or self._letters) else ():
                if letter := self._letters.get(text):
                    self.asked.apart(WordList.OUTCOME, text, count, part.sheet, cents=None, meaning=letter)
                elif kind is Kind.DIARY and text not in explained and (self.parsers.told(text)[0] is None or word_key(text) in own):
                    self.asked.name(WordList.OUTCOME, text, count, part.sheet, None)

    def _put(self, part: Part, column: EncodedColumn, made: CodedColumn) -> None:
        name = column.field
        into = part.links if column.column in self.found.links else part.columns
        if name not in into:
            into[name] = made
        elif kind_of(part.table, name) in SEVERAL:
            into[name] = united(into[name], made)
        else:
            if column.column not in self.found.earlier:
                self.findings.say_branches_differ(part, column, into[name], made)
            into[name] = either(into[name].codes >= 0, into[name], made)
        if into is part.columns:
            part.places.setdefault(name, column.column)
