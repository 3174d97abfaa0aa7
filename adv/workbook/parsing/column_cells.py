"""Cells under one header, completed before any of them is parsed: each step puts something else in the place of what stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from adv.workbook.parsing.cells import coded_answers as coded
from adv.workbook.parsing.cells import from_above as above
from adv.workbook.recognition.evidence.amounts_in_parts import together, with_cents
from adv.workbook.recognition.evidence.by_content import PARTNERS
from adv.workbook.recognition.found_table import EncodedColumn
from adv.workbook.tables.findings import Severity
from adv.workbook.tables.table import encode
from adv.workbook.values.text import EMPTY_WORDS, are_plain_ids, fold
from adv.workbook.vocabulary.fields import ADDED, CENT_PART, Kind, kind_of
from adv.workbook.vocabulary.word_lists import COUNTS, NOTHING, LayoutWord
from adv.workbook.vocabulary.words import is_blank

if TYPE_CHECKING:
    from adv.workbook.parsing.column import ColumnReader
    from adv.workbook.recognition.found_table import FoundTable
    from adv.workbook.tables.grid import Cell


class ColumnCells(Struct):
    """The cells under one header, while the steps of `encoded` rewrite them."""

    reader: ColumnReader  # of the table, with what is known of all its columns
    at: int  # number of the column
    name: str  # of its field
    cells: list[Cell]
    as_named: list[Cell] = field(default_factory=list)  # the cells by which answers of the user are found

    @property
    def kind(self) -> Kind:
        """Give the kind of values that the field has."""
        return kind_of(self.found.table, self.name)

    @property
    def found(self) -> FoundTable:
        """Give the table that the column is of."""
        return self.reader.found

    def encoded(self) -> EncodedColumn:
        """Take the steps in their order, and give the different cells that are left, with the rows of each."""
        for step in (
            self._fill_merged,
            self._blank_what_was_not_asked,
            self._put_themes_for_questions,
            self._name_answered_cells,
            self._join_parts_of_amounts,
            self._put_amounts_in_euros,
            self._put_answers,
            self._decode_by_legend,
            self._fill_sections,
            self._fill_ditto,
            self._fill_references_below,
            self._fill_what_is_said_once,
            self._complete_days,
        ):
            step()
        distinct, codes = encode(self.cells)
        return EncodedColumn(self.at, self.name, distinct, codes, is_plain=self.kind is Kind.ID and are_plain_ids(distinct))

    def _fill_merged(self) -> None:
        """Give a cell that a merged one covers the value of that: "Kerkstraat" over three rows.

        First, since to every step below it a covered cell would be a blank.
        """
        self.cells, covered = above.fill_merged(self.cells, self.at, self.found.sheet, self.found.layout.first_row)
        self.reader.findings.say_filled("merged_filled", self.at, covered)

    def _blank_what_was_not_asked(self) -> None:
        """Take "n.v.t." beside a visit for blank: a request that was not asked. Before what is blank is filled in, and asked about."""
        if self.found.in_visits:
            self.cells = [None if isinstance(cell, str) and fold(cell) in EMPTY_WORDS else cell for cell in self.cells]

    def _put_themes_for_questions(self) -> None:
        """Give what a resident asked, "Kan ik hulp krijgen bij mijn huur?", by its theme, "wonen".

        What is left of it is parsed, and asked about, like the words of any theme.
        """
        if self.at in self.reader.questions:
            self.cells = [self._theme_of(cell, row) for row, cell in enumerate(self.cells, self.found.layout.first_row)]

    def _name_answered_cells(self) -> None:
        """Put "Uitgaven!C7 zie bon" for a cell that was answered by its name, and keep all cells as the answers know them.

        Before amounts are rewritten: an answer is about what stands in the workbook.
        """
        self.cells = self.as_named = self.reader.unread.named(self.cells, self.at, self.kind)

    def _join_parts_of_amounts(self) -> None:
        """Join "12" and "50" of the columns "Euro | Cent", and add up "Loon | Materiaal". Before the unit: it is that of the whole amount."""
        if self.kind is not Kind.CENTS:
            return
        marks = self.reader.marks
        cent_part = self._column_of_cents()
        if cent_part is not None:
            self.cells = with_cents(self.cells, marks.cells(cent_part))
        added = self._columns_of(ADDED) if self.name == "cents" else []
        if added:
            self.cells = together(self.cells, [marks.cells(at) for at in added])
            filled = [row for row, cell in enumerate(self.cells) if not is_blank(cell)]
            names = ", ".join(map(self.reader.findings.label, [self.at, *added]))
            self.reader.findings.say_filled("amounts_of_columns", self.at, filled, Severity.WARNING, columns=names)

    def _put_amounts_in_euros(self) -> None:
        """Write 1,5 as 1500 under "Bedrag (x 1000)". Before the answers: an amount that the user gave is in euros as it is."""
        if self.kind is Kind.CENTS:
            self.cells = self.reader.amounts.read(self.cells, self.at, self.name)

    def _put_answers(self) -> None:
        """Put the amount or house number that the user gave for "zie bon". Before blanks are filled in: an answered cell is none."""
        self.cells = self.reader.unread.filled(self.cells, self.as_named, self.kind)

    def _decode_by_legend(self) -> None:
        """Write "2" as "Drukwerk" where a legend says so. Only where any text would count: other kinds are decoded when they are parsed.

        Before ditto marks, which then repeat the word.
        """
        as_listed = Kind.PARTNERS if self.name in PARTNERS else self.kind
        if as_listed is self.kind and self.kind is not Kind.CATEGORY:
            return
        findings, legends = self.reader.findings, self.reader.legends
        if decoded := coded.decoded(self.cells, as_listed, findings.header(self.at), legends):
            self.cells = [decoded[row].cell if row in decoded else cell for row, cell in enumerate(self.cells)]
            findings.say_filled("codes_by_legend", self.at, sorted(decoded))
            self.reader.by_legend.add(self.at)

    def _fill_sections(self) -> None:
        """Repeat "Drukwerk" in the rows below it, where a kind of cost stands in the first row of its group only.

        A column with ditto marks has no such groups: those count as filled.
        """
        if self.kind in {Kind.ACCOUNT, Kind.CATEGORY} and self.reader.booked_rows:
            self.cells, repeated = above.fill_sections(self.cells, self.reader.booked_rows)
            self.reader.findings.say_filled("sections_filled", self.at, repeated)

    def _fill_ditto(self) -> None:
        """Give "idem" the value above it. Before blanks, which then take that value and not the word."""
        if (self.kind in above.KINDS_WITH_DITTO or self._is_reference) and above.any_ditto({*self.cells}):
            self.cells, repeated = above.fill_ditto(self.cells)
            self.reader.findings.say_filled("ditto_filled", self.at, repeated)

    def _fill_references_below(self) -> None:
        """Give a request without a visit that of the request above it: "V12", then a blank that is also of V12."""
        below = self.reader.requests_below if self._is_reference else []
        if below:
            self.cells = above.filled_below(self.cells, below)
            first = min(at for at, name in self.found.own.items() if name in above.REFERENCES)
            if self.at == first:
                self.reader.findings.say_filled("reference_filled", self.at, below, Severity.WARNING)

    def _fill_what_is_said_once(self) -> None:
        """Fill in a street or a day that stands only at the first of its rows, unless the user said that a blank is one.

        After ditto marks, and not where the references of requests were filled: "Straat" may be one of those.
        """
        is_filled = self._is_reference and self.reader.requests_below
        is_only_one = self.found.own.get(self.at) == self.name and len(self._columns_of(self.name)) == 1
        if is_filled or self.name not in above.SAID_ONCE or not is_only_one:
            return
        totals = self.reader.parsers.knowledge.words.totals
        filled, blank = above.fill_once(self.cells, self.at, self.name, self.found, totals)
        if blank:
            self.reader.asked.layout(LayoutWord.ABOVE, len(blank), self.found.sheet.name, COUNTS)
        if blank and self.reader.marks.said(LayoutWord.ABOVE) != NOTHING:
            self.reader.findings.say_filled("blanks_filled", self.at, blank, Severity.WARNING)
            self.cells = filled

    def _complete_days(self) -> None:
        """Write "12-3" as "12-3-2019" where a title says the year. Last: the order of all rows tells where the year turns."""
        if self.kind in {Kind.DAY, Kind.DIARY}:
            distinct, _ = encode(self.cells)
            self.cells = list(self.reader.days.written(distinct, self.cells, self.at, self.name))

    @property
    def _is_reference(self) -> bool:
        """Say whether the column says of which visit a request is."""
        return self.name in above.REFERENCES and self.reader.has_references

    def _columns_of(self, name: str) -> list[int]:
        return [at for at, other in self.found.own.items() if other == name]

    def _column_of_cents(self) -> int | None:
        """Find the column with the cents of these euros: the next one, or the only one there is."""
        parts = self._columns_of(CENT_PART)
        if self.at + 1 in parts:
            return self.at + 1
        return parts[0] if len(parts) == 1 and self.name == "cents" else None

    def _theme_of(self, cell: Cell, row: int) -> Cell:
        """Give the theme that a question names, else the only one of its visit; nothing for "geen vraag", and the words where neither tells."""
        known = self.reader.parsers.knowledge
        if not isinstance(cell, str) or known.themes.find(cell) is not None:
            return cell
        if known.denies_question(cell):
            return None
        named = {theme for word in fold(cell).split() if (theme := known.themes.find(word.strip(".,;:()?!")))}
        texts = [text for at in self.found.themes if isinstance(text := self.found.sheet.columns[at][row], str)]
        themes = named or {theme for text in texts for theme in known.themes.split(text)[0]}
        return themes.pop() if len(themes) == 1 else cell
