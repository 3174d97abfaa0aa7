"""One recognised column becomes a typed one."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from msgspec import Struct, field

from adv.model import Outcome, TableName
from adv.workbook.parsing.cells import coded_answers as coded
from adv.workbook.parsing.cells.amounts import AmountReader
from adv.workbook.parsing.cells.day_cells import DayCells
from adv.workbook.parsing.cells.from_above import REFERENCES, fill_merged, requests_below
from adv.workbook.parsing.cells.unread_values import UnreadValues
from adv.workbook.parsing.rows.layout_marks import LayoutMarks, noted
from adv.workbook.recognition.evidence.by_header import RANKED
from adv.workbook.recognition.evidence.repeated_visits import QUESTION
from adv.workbook.recognition.found_table import EncodedColumn
from adv.workbook.tables.findings import Severity
from adv.workbook.tables.table import CodedColumn, Part, either, recode, united
from adv.workbook.values.text import Parsed, info, warning
from adv.workbook.vocabulary.fields import MARKED, NOT_KEPT, OF_AMOUNTS, SEVERAL, Kind, kind_of
from adv.workbook.vocabulary.project_names import without_remainders
from adv.workbook.vocabulary.unknown_words import AskedWords, ColumnPlace
from adv.workbook.vocabulary.word_lists import COUNTS, LayoutWord, WordList, word_key
from adv.workbook.vocabulary.words import bare_key, blank_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.parsing.cell_findings import CellFindings
    from adv.workbook.parsing.parsers import Parsers
    from adv.workbook.recognition.found_table import FoundTable
    from adv.workbook.tables.table import Codes
    from adv.workbook.vocabulary.code_legends import Legends

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
        return {found.column: found.option for found in columns if found.option and found.column in own}

    @cached_property
    def questions(self) -> set[int]:
        """Give the columns with what residents asked, in their own words."""
        return {found.column for found in self.found.recognition.columns if found.reason.key == QUESTION}

    @cached_property
    def days(self) -> DayCells:
        """Give what reads columns of days."""
        return DayCells(self.found, self.parsers, self.findings, self.options)

    @cached_property
    def amounts(self) -> AmountReader:
        """Give what reads columns of amounts."""
        return AmountReader(self.found, self.findings, self.parsers.project, self.marks, self.options)

    @cached_property
    def unread(self) -> UnreadValues:
        """Give the cells that cannot be read, and what the user says of them."""
        return UnreadValues(self.found, self.findings, self.asked)

    @cached_property
    def booked_rows(self) -> list[int]:
        """List the rows with a day of booking: those are data, and no headings or sums."""
        days = [at for at, name in self.found.own.items() if name == "booked_on"]
        cells = self.marks.cells(days[0]) if days else ()
        return sorted({*range(len(cells))}.difference(blank_rows(cells)))

    @property
    def has_references(self) -> bool:
        """Say whether the rows are requests that refer to visits elsewhere."""
        return self.found.table is TableName.REQUESTS and not self.found.in_visits

    @cached_property
    def requests_below(self) -> list[int]:
        """List the requests that are of the visit of the one above them: as the list shows it, or the user says so."""
        first, said = self.found.layout.first_row, self.marks.said(LayoutWord.BELOW)
        columns = {at: fill_merged(self.marks.cells(at), at, self.found.sheet, first)[0] for at in self.found.own}
        rows, is_sure = requests_below(self.found, columns)
        if rows:
            self.asked.layout(LayoutWord.BELOW, len(rows), self.found.sheet.name, COUNTS if is_sure else None)
        if rows and said is None and not is_sure:
            place = next(at for at, name in self.found.own.items() if name in REFERENCES)
            self.findings.say_filled("reference_may_be_above", place, rows, Severity.WARNING)
        return rows if said == COUNTS or (said is None and is_sure) else []

    @cached_property
    def _letters(self) -> dict[str, Outcome]:
        return coded.clear_letters(self.found, self.legends, self.parsers.knowledge)

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
        values = [value.value for value in parsed]
        if self.ticks and kind is Kind.OUTCOME:
            self.ticks.add(column, values, codes, is_marked=column.column in self.options)
            return
        if self.options.get(column.column) not in OF_AMOUNTS:
            self.findings.say_doubts(part, column, kind, codes)
        self._put(part, column, recode(values, codes))
        if kind is Kind.OUTCOME and THEMES not in self.found.own.values():
            themes = [self.parsers.words.themes_behind(cell)[1] or None for cell in column.distinct]
            if any(themes):
                self._put(part, EncodedColumn(column.column, THEMES, column.distinct, column.codes), recode(themes, codes))

    def _parsed(self, part: Part, column: EncodedColumn, kind: Kind, codes: Codes) -> list[Parsed[Any]]:
        """Parse the different cells of a column in the way that its header asks for: as ticks, marks, days, or else as words."""
        option = self.options.get(column.column)
        if option is not None and kind is Kind.OUTCOME and self.ticks:  # "Niet thuis" with a cross below it
            return [self.ticks.parse(cell, option) for cell in column.distinct]
        if option is not None and kind in SEVERAL and column.field in MARKED:  # "Thema's/Wonen" with a 1 below it
            return self._marks_for(option, column)
        if kind is Kind.DAY:
            return self.days.read(part, column, self.unread.settled(column.distinct, kind, self.parsers.of(kind, column.field)))
        if kind in coded.OF_OUTCOMES:
            self._ask_outcomes(part, column, kind, codes)
        return self._words(part, column, kind, codes)

    def _marks_for(self, option: str, column: EncodedColumn) -> list[Parsed[Any]]:
        """Read marks as the one thing that they stand for, "wonen"; the ranks of a question that asks for an order, "1, 3", are marks too."""
        columns = self.found.recognition.columns
        if any(found.column == column.column and found.reason.key == RANKED for found in columns):
            cells, ranks = column.distinct, [isinstance(cell, int | float) and bool(cell) for cell in column.distinct]
        else:
            cells = list(coded.marks_meant(column.distinct, self.legends))
            ranks = [False] * len(cells)
        marked = self.parsers.knowledge.marked
        marks = [Parsed(value=True) if is_rank else marked(cell, option) for cell, is_rank in zip(cells, ranks, strict=True)]
        return [Parsed((option,) if mark.value else None, mark.code, mark.severity, mark.params) for mark in marks]

    def _words(self, part: Part, column: EncodedColumn, kind: Kind, codes: Codes) -> list[Parsed[Any]]:
        """Read words: first all of them, by the legend, the user and the notes on the sheet; then say and ask what there is to say and ask."""
        parse, knowledge = self.parsers.of(kind, column.field), self.parsers.knowledge
        by_code = coded.decoded(column.distinct, kind, self.findings.header(column.column), self.legends, self._letters)
        cells = [by_code[place].cell if place in by_code else cell for place, cell in enumerate(column.distinct)]
        names = knowledge.names_of(kind) if kind in SEVERAL else None
        texts = without_remainders(cells, names) if names else cells  # "Werken, leren" is one answer
        answered = self.unread.settled(column.distinct, kind, parse)
        parsed = [answered.get(place) or parse(text) for place, text in enumerate(texts)]
        if kind is Kind.OUTCOME:
            parsed = noted(part, column, parsed, codes, findings=self.findings, knowledge=knowledge)
        if by_code:
            self._say_codes(part, column, codes, by_code, parsed)
        if column.column in self.questions:
            return [value if value.value or not value.code else warning(None, "question_without_theme") for value in parsed]
        where = ColumnPlace(self.findings.label(column.column), part.sheet, part.lines, column.column)
        self.asked.column(kind, where, texts, parsed, codes)
        are_joined = [text != cell for text, cell in zip(texts, cells, strict=True)]
        return [_as_answer_with_commas(value) if is_joined else value for value, is_joined in zip(parsed, are_joined, strict=True)]

    def _say_codes(
        self, part: Part, column: EncodedColumn, codes: Codes, by_code: dict[int, coded.Decoded], parsed: Sequence[Parsed[Any]]
    ) -> None:
        """Tell which cells held codes, "2" or "l", and if a legend explained them."""
        kind = kind_of(part.table, column.field)
        if kind is Kind.OUTCOME:
            by_code = coded.weighed(by_code, column.distinct, parsed, self.parsers.knowledge.words)
        are_explained = kind not in coded.OF_OUTCOMES or not self._letters
        self.findings.say_codes(part, column, codes, by_code, are_explained=are_explained)
        self.by_legend.add(column.column)

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
                elif kind is Kind.DIARY and text not in explained and (word_key(text) in own or not self._is_outcome(text)):
                    self.asked.name(WordList.OUTCOME, text, count, part.sheet, None)

    def _is_outcome(self, text: str) -> bool:
        return self.parsers.words.told(text)[0] is not None

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


def _as_answer_with_commas(parsed: Parsed[Any]) -> Parsed[Any]:
    """Say of "Werken, leren" that it was taken for one answer, unless something else is said of it."""
    if not parsed.value or parsed.code:
        return parsed
    return info(parsed.value, "answer_with_commas", meant=", ".join(parsed.value))
