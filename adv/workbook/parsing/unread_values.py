"""Days, amounts and house numbers that cost their row: asked by what stands there, else by cell, and taken from what the user says."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from msgspec import Struct

from adv.workbook.tables.grid import Lie, address
from adv.workbook.tables.table import values_of
from adv.workbook.values.text import Parsed, passed_over
from adv.workbook.vocabulary.fields import Kind, kind_of
from adv.workbook.vocabulary.own_values import VALUES, cell_of, cell_word, is_cell, value_of, word_of
from adv.workbook.vocabulary.unknown_words import MOST_ASKED, ColumnPlace
from adv.workbook.vocabulary.word_lists import WordList, word_key
from adv.workbook.vocabulary.words import is_blank

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from adv.workbook.parsing.cell_findings import CellFindings
    from adv.workbook.recognition.columns import FoundTable
    from adv.workbook.tables.grid import Cell
    from adv.workbook.tables.table import Codes, Part
    from adv.workbook.vocabulary.unknown_words import AskedWords

BESIDE: Final = (Kind.ID, Kind.DAY, Kind.CENTS, Kind.STREET)  # what tells a row from others, the first that it has


class UnreadValues(Struct, frozen=True, dict=True):
    """What the user says of cells of one table that cannot be read, and what is still to be asked."""

    found: FoundTable
    findings: CellFindings
    asked: AskedWords

    def named(self, cells: list[Cell], at: int, kind: Kind) -> list[Cell]:
        """Put the name of each cell that was given a value by its name in its place, and note which those are."""
        name = VALUES.get(kind)
        if name is None or not self._said(name):
            return cells
        made = list(cells)
        for row in self._answered_cells(cells, at, name):
            made[row] = self._word(row, at)
        first = self.found.layout.first_row
        rows: dict[tuple[str, str], list[int]] = {}
        for row, cell in enumerate(made):
            if (meaning := self._meaning(name, cell)) is not None:
                rows.setdefault((self._text(cell), meaning), []).append(row + first)
        for (text, meaning), lines in rows.items():
            self.asked.value(name, text, self._place(at, np.array(lines, np.intp)), meaning=meaning)
            self.findings.settled.update((line, at) for line in lines)
        return made

    def filled(self, cells: list[Cell], named: Sequence[Cell], kind: Kind) -> list[Cell]:
        """Put amounts and house numbers where the user said them; days wait until their column was read as a whole."""
        name = VALUES.get(kind)
        if name is None or kind is Kind.DAY or not self._said(name):
            return cells
        meant = [self._meaning(name, cell) for cell in named]
        return [value_of(name, what) if what else cell for what, cell in zip(meant, cells, strict=True)]

    def settled(self, distinct: Sequence[Cell], kind: Kind, parse: Callable[[Cell], Parsed[Any]]) -> dict[int, Parsed[Any]]:
        """Read the different cells that the user gave a day, or said to leave out, by their place."""
        name = VALUES.get(kind)
        if name is None or not self._said(name):
            return {}
        meant = {place: what for place, cell in enumerate(distinct) if (what := self._meaning(name, cell)) is not None}
        return {place: parse(value_of(name, what)) if what else passed_over() for place, what in meant.items()}

    def ask(self, part: Part) -> None:
        """Ask about what could not be read and cost a row of this part, alike cells together."""
        cents = part.columns.get("cents")
        for column, field, cell, lines in self.findings.unread:
            name = VALUES.get(kind_of(part.table, field))
            word = word_of(cell)
            alone = [] if word or self.found.sheet.lie is Lie.IN_ONE else lines[:MOST_ASKED].tolist()  # more are not asked
            first = self.found.layout.first_row
            groups = [(word, lines)] if word else [(self._word(line - first, column), np.array([line])) for line in alone]
            for text, rows in groups if name else ():
                euros = None
                if name is WordList.DAY and cents is not None:
                    at = np.searchsorted(part.lines, rows)
                    euros = sum(value for value in values_of(cents, at) if isinstance(value, int))
                self.asked.value(name or WordList.DAY, text, self._place(column, rows), cents=euros)
        self.findings.unread.clear()

    def _said(self, name: WordList) -> Mapping[str, str]:
        return self.asked.knowledge.own.of(name)

    def _meaning(self, name: WordList, cell: Cell) -> str | None:
        text = self._text(cell)
        own = self._said(name)
        alone = f"{text.rpartition('!')[0]}!{cell_of(text)[0]}" if is_cell(text) else text  # without what stands beside it
        return own.get(word_key(text, name), own.get(word_key(alone, name))) if text else None

    def _text(self, cell: Cell) -> str:
        return (cell if isinstance(cell, str) and is_cell(cell) else word_of(cell)) or ""

    def _answered_cells(self, cells: Sequence[Cell], at: int, name: WordList) -> list[int]:
        """Find the rows whose cell was given a value by its name, and still holds nothing that has one."""
        sheet, first = self.found.sheet, self.found.layout.first_row
        start = f"{sheet.name}!".casefold()
        named = {key.removeprefix(start).partition(" ")[0] for key in self._said(name) if key.startswith(start)}
        if not named or sheet.lie is Lie.IN_ONE:
            return []
        rows = [row for row, cell in enumerate(cells) if (is_blank(cell) or isinstance(cell, str)) and word_of(cell) is None]
        there = [row for row in rows if address(*sheet.place(row + first, at)).casefold() in named]
        return [row for row in there if self._meaning(name, self._word(row, at)) is not None]

    def _word(self, row: int, at: int) -> str:
        line = row + self.found.layout.first_row
        beside = (self.found.sheet.columns[column][line] for column in self._beside if column != at)
        return cell_word(self.found.sheet, line, at, next((cell for cell in beside if word_of(cell)), None))

    @cached_property
    def _beside(self) -> list[int]:
        """The columns that tell a row from others, in their order."""
        kinds = {column: kind_of(self.found.table, field) for column, field in self.found.own.items()}
        return sorted((column for column, kind in kinds.items() if kind in BESIDE), key=lambda one: (BESIDE.index(kinds[one]), one))

    def _place(self, at: int, lines: Codes) -> ColumnPlace:
        return ColumnPlace(self.findings.label(at), self.found.sheet.name, lines, at)
