"""Colours of rows in a table that has its outcome or status in words: they do nothing, as long as they only say it again."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from adv.model import TableName
from adv.workbook.recognition.legends.colour_legend import is_left_out
from adv.workbook.recognition.legends.colours_as_words import WITHOUT
from adv.workbook.tables.findings import Severity
from adv.workbook.tables.grid import Cell, Place, grouped
from adv.workbook.values.amounts import parse_amount
from adv.workbook.vocabulary.canonical_form import OUTCOME_WORDS, STATUS_WORDS
from adv.workbook.vocabulary.fields import Kind, kind_of
from adv.workbook.vocabulary.ledger import sayings, worded
from adv.workbook.vocabulary.unknown_words import HEADERS, AskedWords
from adv.workbook.vocabulary.word_lists import COUNTS, NOTHING, WordList, word_key
from adv.workbook.vocabulary.words import is_blank

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from adv.workbook.parsing.cell_findings import CellFindings
    from adv.workbook.recognition.found_table import FoundTable
    from adv.workbook.vocabulary.knowledge import Knowledge

WORDS_OF_CODES: Final[Mapping[Kind, Mapping[Any, str]]] = {Kind.OUTCOME: OUTCOME_WORDS, Kind.STATUS: STATUS_WORDS}
FEWEST_COLOURED_ROWS: Final = 3  # that repeat what others say, so that a column and the colours are seen to go together


class ColourMarks(Struct, frozen=True, dict=True):
    """The colours of one table's rows, as words in the column that the recognition added for them."""

    found: FoundTable
    fields: Mapping[int, str]  # of all columns that are read
    knowledge: Knowledge

    @cached_property
    def words(self) -> Mapping[int, str]:
        """Give the word for the colour of each row; none where there are no colours, or the table is not about these columns."""
        at, first = self.found.sheet.looks.colour_column, self.found.layout.first_row
        if not any(header.column == at for header in self.found.layout.headers):
            return {}
        cells = self.found.sheet.columns[at]
        return {row: cell for row in range(first, len(cells)) if isinstance(cell := cells[row], str)}

    @property
    def is_read(self) -> bool:
        """Say whether the colours are the outcome or the status themselves."""
        return self.found.sheet.looks.colour_column in self.fields

    @cached_property
    def _coded(self) -> tuple[int, Kind, Mapping[str, str]] | None:
        coded = coded_columns(self.found.table, self.fields, self.knowledge)
        return next((one for one in coded if one[0] != self.found.sheet.looks.colour_column), None)

    @cached_property
    def instead(self) -> Mapping[Place, str]:
        """Find the empty cells of the outcome or status that a colour fills, as the project calls what it means."""
        if self.is_read or self._coded is None:
            return {}
        column, kind, known = self._coded
        cells = self.found.sheet.columns[column]
        rows = {row: word for row, word in self.words.items() if is_blank(cells[row]) and word_key(word) in known}
        return {(row, column): WORDS_OF_CODES[kind][known[word_key(word)]] for row, word in rows.items()}

    @cached_property
    def back(self) -> Mapping[Place, float]:
        """Find the amounts that came back as their colour says, red for "retour", with a minus; not where the user says that they count as they are."""
        cents = [column for column, name in self.fields.items() if name == "cents"]
        if self.found.table is not TableName.EXPENSES or self.is_read or len(cents) != 1:
            return {}
        own, says = self.knowledge.own.of(WordList.LAYOUT), sayings(self.knowledge.words.ledger).back
        rows = [row for row, word in self.words.items() if says.search(worded(word)) and own.get(word_key(word)) != COUNTS]
        amounts = {row: parse_amount(self.found.sheet.columns[cents[0]][row]).value or 0 for row in rows}
        return {(row, cents[0]): -amount / 100 for row, amount in amounts.items() if amount > 0}

    def out(self, data: AbstractSet[int]) -> frozenset[int]:
        """Find the rows that do not count: the user said so, or the legend."""
        rows, own = {} if self.is_read else self.words, self.knowledge.own.of(WordList.LAYOUT)
        return frozenset(row for row in data & rows.keys() if own.get(word_key(rows[row]), self._usual(rows[row])) == NOTHING)

    def _usual(self, word: str) -> str | None:
        """Give what a colour means as the legend says; None where it may mean anything, so that it is asked."""
        return NOTHING if is_left_out(word, self.knowledge.words) and not self._is_known(word) else None

    def say(self, data: AbstractSet[int], findings: CellFindings, asked: AskedWords) -> None:
        """Say what the colours did, and ask about those that may mean something."""
        rows = {row: word for row, word in self.words.items() if row in data}
        looks, at = self.found.sheet.looks, self.found.sheet.looks.colour_column
        odd = [place for place in looks.odd if place[0] in data]
        findings.say_places(Severity.WARNING, "cells_of_other_colour", odd)
        worded = [(row, column) for row, column in looks.worded if column in self.fields and row in data]
        labels = (HEADERS.get(self.fields[column], HEADERS["outcome"]) for _, column in worded)
        for label, places in grouped(zip(labels, worded, strict=True)).items():
            headers = [(self.found.layout.header_row, column) for column in sorted({column for _, column in places})]
            many = len({row for row, _ in places})  # the headers, for when the cells are marked their colours are lost
            findings.say_places(Severity.INFO, "colours_read", headers, column=label, rows=many)
        if not rows or self.is_read:
            return
        out = self.out(data)
        findings.say_places(Severity.WARNING, "rows_coloured_out", self._places(out))
        findings.say_places(Severity.INFO, "cells_by_colour", [place for place in self.instead if place[0] in data])
        came_back = [place for place in self.back if place[0] in data]
        findings.say_places(Severity.WARNING, "amounts_back_by_colour", came_back)
        differ = self._differing(rows)
        findings.say_places(Severity.WARNING, "colour_differs", [(row, self._coded[0] if self._coded else at) for row in differ])
        left = {row: word for row, word in rows.items() if word != WITHOUT and row not in {place[0] for place in came_back}}
        is_said = self._is_said_otherwise(rows)
        unread = [row for row, word in left.items() if row not in out and not is_said and not self._is_known(word)]
        findings.say_places(Severity.WARNING, "colours_not_read", self._places(unread))
        own = self.knowledge.own.of(WordList.LAYOUT)
        decided = {row for row, word in left.items() if word_key(word) in own}
        for word in dict.fromkeys(rows[row] for row in sorted({*unread, *out, *decided, *(row for row, _ in came_back)})):
            asked.layout(word, sum(other == word for other in rows.values()), self.found.sheet.name, self._usual(word))

    def _is_known(self, word: str) -> bool:
        """Say whether a colour's word is an outcome or a status; rows that say another one themselves are named apart."""
        return self._coded is not None and word_key(word) in self._coded[2]

    def _differing(self, rows: Mapping[int, str]) -> list[int]:
        if self._coded is None:
            return []
        column, _, known = self._coded
        cells = self.found.sheet.columns[column]
        written: dict[int, Cell] = {row: cells[row] for row in rows}
        meant = {row: (known.get(_key(cell)), known.get(word_key(rows[row]))) for row, cell in written.items()}
        return [row for row, (own_word, colour) in meant.items() if own_word and colour and own_word != colour]

    def _is_said_otherwise(self, rows: Mapping[int, str]) -> bool:
        """Say whether a column with a few words says all that the colours say: every "niet thuis" is red."""
        for column in self.fields:
            cells = self.found.sheet.columns[column]
            pairs = {(_key(cells[row]), word) for row, word in rows.items()}
            values = {value for value, _ in pairs}
            again = sum(word != WITHOUT for word in rows.values()) - sum(word != WITHOUT for _, word in pairs)
            if len(pairs) == len(values) > 1 and again >= FEWEST_COLOURED_ROWS:
                return True
        return False

    def _places(self, rows: Mapping[int, str] | frozenset[int] | list[int]) -> list[Place]:
        return [(row, self.found.sheet.looks.colour_column) for row in rows]


def coded_columns(
    table: TableName, fields: Mapping[int, str], knowledge: Knowledge
) -> Iterator[tuple[int, Kind, Mapping[str, str]]]:
    """Give the columns with the outcome or the status, each with its kind and the words that are known for it."""
    words = knowledge.words
    for column, name in fields.items():
        kind = kind_of(table, name)
        if kind in WORDS_OF_CODES:
            yield column, kind, words.outcomes if kind is Kind.OUTCOME else words.statuses


def _key(cell: Cell) -> str:
    return word_key(cell) if isinstance(cell, str) else str(cell or "")
