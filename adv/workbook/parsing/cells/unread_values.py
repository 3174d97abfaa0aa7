"""Values that cannot be read and cost their row: asked by what stands there, else by cell, and taken from what the user says."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from msgspec import Struct, field

from adv.workbook.tables.grid import Cell, Lie, address, grouped
from adv.workbook.tables.table import Part, values_of
from adv.workbook.values.text import Parsed, passed_over
from adv.workbook.vocabulary.fields import Kind, kind_of
from adv.workbook.vocabulary.own_values import (
    NOTHING_SHOWN,
    VALUES,
    cell_of,
    cell_word,
    in_table,
    is_cell,
    is_of_row,
    of_row,
    value_of,
    word_of,
)
from adv.workbook.vocabulary.unknown_words import MOST_VALUES, AskedWords, ColumnPlace
from adv.workbook.vocabulary.word_lists import BETWEEN, WordList, word_key
from adv.workbook.vocabulary.words import is_blank

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from adv.workbook.parsing.cell_findings import CellFindings
    from adv.workbook.recognition.found_table import FoundTable
    from adv.workbook.tables.table import Codes

AT_HOME: Final = frozenset({"address", "house_number", "addition", "postcode"})  # fields of which nothing may be remembered
KINDS_THAT_NAME_ROWS: Final = (Kind.ID, Kind.DAY, Kind.CENTS, Kind.STREET)  # tell a row from others, the first that it has


class UnreadValues(Struct, frozen=True, dict=True):
    """Answers of the user about cells of one table that cannot be read, and what is still to be asked."""

    found: FoundTable
    findings: CellFindings
    asked: AskedWords
    by_row: dict[str, str] = field(default_factory=dict)  # meanings of names of cells that were answered in an earlier import

    def named(self, cells: list[Cell], at: int, kind: Kind) -> list[Cell]:
        """Put the name of each cell that was given a value by its name, "Uitgaven!C7", in its place, and note which those are."""
        name = VALUES.get(kind)
        if name is None or not self._answers(name):
            return cells
        named = list(cells)
        for row in self._answered_cells(cells, at, name):
            named[row] = self._name_of_cell(row, at, cells[row])
        for row, meaning in self._remembered(cells, at, name).items():
            named[row] = cell_name = self._name_of_cell(row, at, cells[row])
            self.by_row[word_key(cell_name, name)] = meaning
        self._note_answered(named, cells, at, name)
        return named

    def _note_answered(self, named: Sequence[Cell], cells: Sequence[Cell], at: int, name: WordList) -> None:
        """Keep what was answered among the questions, so that it can be answered otherwise; alike cells together."""
        first = self.found.layout.first_row
        answers = [(self._text(cell), self._meaning(name, cell), line) for line, cell in enumerate(named, first)]
        by_answer = grouped(((text, meaning), line) for text, meaning, line in answers if meaning is not None)
        for (text, meaning), lines in by_answer.items():
            word = text if is_cell(text) else in_table(text, self.found.table)
            of_rows = [self._of_row(cells[line - first], at, line) for line in lines]
            self.asked.value(name, word, self._column_place(at, np.array(lines, np.intp)), of_rows, meaning=meaning)
            self.findings.settled.update((line, at) for line in lines)

    def filled(self, cells: list[Cell], named: Sequence[Cell], kind: Kind) -> list[Cell]:
        """Put amounts and house numbers where the user said them; days wait until their column was read as a whole."""
        name = VALUES.get(kind)
        if name is None or kind is Kind.DAY or not self._answers(name):
            return cells
        meant = [self._meaning(name, cell) for cell in named]
        return [value_of(name, what) if what else cell for what, cell in zip(meant, cells, strict=True)]

    def settled(self, distinct: Sequence[Cell], kind: Kind, parse: Callable[[Cell], Parsed[Any]]) -> dict[int, Parsed[Any]]:
        """Read the different cells that the user gave a day, or said to leave out, by their place."""
        name = VALUES.get(kind)
        if name is None or not self._answers(name):
            return {}
        meant = {place: what for place, cell in enumerate(distinct) if (what := self._meaning(name, cell)) is not None}
        return {place: parse(value_of(name, what)) if what else passed_over() for place, what in meant.items()}

    def ask(self, part: Part) -> None:
        """Ask about what could not be read and cost a row of this part, alike cells together."""
        for column, named, cell, lines in self.findings.unread:
            name = VALUES.get(kind_of(part.table, named))
            for text, rows in self._asked_as(cell, column, lines) if name else ():
                cents = _cents_in(part, rows) if name is WordList.DAY else None
                of_rows = [self._of_row(cell, column, line) for line in rows.tolist()]
                self.asked.value(name or WordList.DAY, text, self._column_place(column, rows), of_rows, cents=cents)
        self.findings.unread.clear()

    def _asked_as(self, cell: Cell, column: int, lines: Codes) -> list[tuple[str, Codes]]:
        """Give by what cells are asked: all that say "zie bon" by that; of those without a word each by its own name, as far as there are few."""
        if word := word_of(cell):
            return [(in_table(word, self.found.table), lines)]
        if self.found.sheet.lie is Lie.IN_ONE:
            return []
        first = self.found.layout.first_row
        return [(self._name_of_cell(line - first, column), np.array([line])) for line in lines[:MOST_VALUES].tolist()]

    def _answers(self, name: WordList) -> Mapping[str, str]:
        return self.asked.knowledge.own.of(name)

    def _meaning(self, name: WordList, cell: Cell) -> str | None:
        """Give what the user said of a cell by its text or its name, else in an earlier import of its row; None when nothing."""
        text = self._text(cell)
        answers = self._answers(name)
        alone = f"{text.rpartition('!')[0]}!{cell_of(text)[0]}" if is_cell(text) else text  # without what stands beside it
        keys = (word_key(way, name) for way in (text, in_table(text, self.found.table), alone))
        meaning = next((answers[key] for key in keys if key in answers), self.by_row.get(word_key(text, name)))
        return meaning if text else None

    def _remembered(self, cells: Sequence[Cell], at: int, name: WordList) -> dict[int, str]:
        """Find the rows that were answered in an earlier import, by what they say."""
        own, first = self._answers(name), self.found.layout.first_row
        texts = {key.rpartition(BETWEEN)[0] for key in own if is_of_row(key)}
        shown = {cell: in_table(word_of(cell) or NOTHING_SHOWN, self.found.table) for cell in ({*cells} if texts else ())}
        rows = [row for row, cell in enumerate(cells) if texts and word_key(shown[cell], name) in texts]
        keys = {row: word_key(self._of_row(cells[row], at, row + first), name) for row in rows}
        return {row: own[key] for row, key in keys.items() if key in own}

    def _of_row(self, cell: Cell, at: int, line: int) -> str:
        """Name a cell by what its row says, so that the same row of another export is known again."""
        columns, fields = self.found.sheet.columns, sorted(self.found.own.items())
        beside = [(column, named) for column, named in fields if column != at and named not in AT_HOME]
        words_beside = [f"{named}={word_of(columns[column][line]) or ''}" for column, named in beside]
        return of_row(word_of(cell) or "", self.found.table, [self.found.own.get(at, ""), *words_beside])

    def _text(self, cell: Cell) -> str:
        return (cell if isinstance(cell, str) and is_cell(cell) else word_of(cell)) or ""

    def _answered_cells(self, cells: Sequence[Cell], at: int, name: WordList) -> list[int]:
        """Find the rows whose cell was given a value by its name."""
        sheet, first = self.found.sheet, self.found.layout.first_row
        start = f"{sheet.name}!".casefold()
        named = {key.removeprefix(start).partition(" ")[0] for key in self._answers(name) if key.startswith(start)}
        if not named or sheet.lie is Lie.IN_ONE:
            return []
        there = [row for row in range(len(cells)) if address(*sheet.place(row + first, at)).casefold() in named]
        return [row for row in there if self._meaning(name, self._name_of_cell(row, at, cells[row])) is not None]

    def _name_of_cell(self, row: int, at: int, cell: Cell = None) -> str:
        """Name a cell with what it holds, so that the answer never outlives that; or, where that is nothing, with something of its row."""
        line = row + self.found.layout.first_row
        beside = (self.found.sheet.columns[column][line] for column in self._columns_that_name_rows if column != at)
        shown = next((text for text in (cell, *beside) if not is_blank(text) and word_of(text)), None)
        return cell_word(self.found.sheet, line, at, shown)

    @cached_property
    def _columns_that_name_rows(self) -> list[int]:
        """The columns that tell a row from others, in their order."""
        kinds = {column: kind_of(self.found.table, named) for column, named in self.found.own.items()}
        return [column for kind in KINDS_THAT_NAME_ROWS for column in sorted(kinds) if kinds[column] is kind]

    def _column_place(self, at: int, lines: Codes) -> ColumnPlace:
        return ColumnPlace(self.findings.label(at), self.found.sheet.name, lines, at)


def _cents_in(part: Part, lines: Codes) -> int | None:
    """Add up the amounts in some rows, which tell how much a question is worth; None in a list without any."""
    cents = part.columns.get("cents")
    if cents is None:
        return None
    return sum(amount for amount in values_of(cents, np.searchsorted(part.lines, lines)) if isinstance(amount, int))
