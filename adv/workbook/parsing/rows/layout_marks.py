"""Marks of the layout on the rows and cells of one table: struck out, hidden, with a comment. What it costs is said, and can be said otherwise."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, TypeVar

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from adv.workbook.parsing.rows.colour_marks import WORDS_OF_CODES, ColourMarks, coded_columns
from adv.workbook.recognition.legends.colour_legend import is_left_out, left_out_word
from adv.workbook.tables.findings import Severity
from adv.workbook.values.amounts import parse_amount
from adv.workbook.values.dates import parse_date
from adv.workbook.values.remarks import days_of
from adv.workbook.values.text import Parsed, clean, error, fold, plain
from adv.workbook.values.yearless import with_year
from adv.workbook.vocabulary.canonical_form import OUTCOME_WORDS
from adv.workbook.vocabulary.fields import REQUIRED, Kind, kind_of
from adv.workbook.vocabulary.streets import points_at_somebody
from adv.workbook.vocabulary.word_lists import COUNTS, NOTHING, LayoutWord, WordList, word_key
from adv.workbook.vocabulary.words import is_blank

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from adv.workbook.parsing.cell_findings import CellFindings
    from adv.workbook.recognition.found_table import EncodedColumn, FoundTable
    from adv.workbook.recognition.places.row_kinds import RowKinds
    from adv.workbook.tables.grid import Cell, Looks, Place, RawSheet
    from adv.workbook.tables.table import Codes, Part
    from adv.workbook.vocabulary.knowledge import Knowledge
    from adv.workbook.vocabulary.unknown_words import AskedWords

T = TypeVar("T")
SHORTEST_WORD: Final = 4  # letters of one that is looked for in a comment; "nt" or "af" may be a part of anything
_CORRECTS = re.compile(
    r"\b(?:moet|moest|eigenlijk|is|wordt|ipv|i\.p\.v|in plaats van|fout|klopt niet|correctie|gecorrigeerd|should|actually|instead|wrong|correct\w*)\b"
)
_AMOUNT = re.compile(r"(?<![\w,.\-/])(?:€ ?)?\d[\d.]*(?:,\d{2}|,-)?(?![\w/\-])")
_AROUND = re.compile(r"\b(?:toch|moet|zijn|was|is|wordt|nu|eigenlijk|should|be|actually)\b")
_NEGATION = re.compile(r"\b(?:geen|niet|nooit|zonder|no|not)\b")
LONGEST_NOTE_ON_MARK: Final = 100  # characters
_MARK: Final = r"[*†‡#°^+~]{1,3}|\([*ox]\)"
_MARKED: Final = re.compile(rf".*?[\w)]\s*(?P<mark>{_MARK})\s*")
_NOTE: Final = re.compile(rf"\s*(?P<mark>{_MARK})\s*[=:)–-]?\s*(?P<note>[^\W\d_].+)", re.DOTALL)


class LayoutMarks(Struct, frozen=True, dict=True):
    """The layout of one table's rows, with what the user said that it means."""

    found: FoundTable
    fields: Mapping[int, str]  # of all columns that are read
    knowledge: Knowledge

    @property
    def looks(self) -> Looks:
        """Give what the layout of the sheet says."""
        return self.found.sheet.looks

    @cached_property
    def colours(self) -> ColourMarks:
        """Give what the colours of the rows say."""
        return ColourMarks(self.found, self.fields, self.knowledge)

    def said(self, word: str) -> str | None:
        """Give what the user said about a kind of layout; None when nothing."""
        return self.knowledge.own.of(WordList.LAYOUT).get(word_key(word))

    @cached_property
    def _strokes(self) -> frozenset[Place]:
        """Give the cells that are struck out, in the columns that are read; none when the user said that they count."""
        if self.said(LayoutWord.STRUCK) == COUNTS:
            return frozenset()
        return frozenset(place for place in self.looks.struck if place[1] in self.fields and self._is_under_header(place))

    @cached_property
    def _struck_out(self) -> frozenset[int]:
        """Find the rows that are struck out: in all filled cells of the columns that such a row cannot do without."""
        needed = {name for alternatives in REQUIRED[self.found.table] for name in alternatives}
        added = self.looks.colour_column  # nobody can strike that out
        columns = [column for column, name in self.fields.items() if name in needed and column != added]
        cells = self.found.sheet.columns
        rows = {row for row, column in self._strokes if column in columns}
        others = {  # a cell that goes on below is not of this row alone
            (top, at) for top, left, bottom, right in self.found.sheet.merged if bottom > top for at in range(left, right + 1)
        }
        return frozenset(
            row
            for row in rows
            if all((row, at) in self._strokes or (row, at) in others or is_blank(cells[at][row]) for at in columns)
        )

    @cached_property
    def stroke_says(self) -> Mapping[Place, str]:
        """Find the cells of the outcome or status that a stroke changes, where the legend has a known word for strokes."""
        if self._coded_column is None or self.looks.struck_means is None:
            return {}
        coded, kind, known = self._coded_column
        meant = known.get(word_key(self.looks.struck_means))
        return {} if meant is None else {(row, coded): WORDS_OF_CODES[kind][meant] for row in self._struck_out}

    @property
    def struck(self) -> frozenset[Place]:
        """Give the cells that are struck out and therefore count as empty."""
        return frozenset() if self.stroke_says else self._strokes

    @property
    def struck_rows(self) -> frozenset[int]:
        """Give the rows that are struck out and therefore do not count."""
        return frozenset() if self.stroke_says else self._struck_out

    @cached_property
    def _coded_column(self) -> tuple[int, Kind, Mapping[str, str]] | None:
        """Find the first column with the outcome or the status, with its kind and the words that are known for it."""
        return next(coded_columns(self.found.table, self.fields, self.knowledge), None)

    @property
    def instead(self) -> Mapping[Place, Cell]:
        """Give the values that comments seem to put instead of what their cells say: an outcome or status as the project calls it, a day, an amount."""
        return dict(self._corrections.values())

    @cached_property
    def _corrections(self) -> Mapping[Place, tuple[Place, Cell]]:
        """Find the comments that contradict a cell of their row, "moet 14-3 zijn", with that cell and the value that they say."""
        by_comment: dict[Place, tuple[Place, Cell]] = {}
        for (row, column), text in self._comments.items():
            kind, cell = kind_of(self.found.table, self.fields[column]), self.found.sheet.columns[column][row]
            corrected = corrected_by(text, kind, cell) if kind in {Kind.DAY, Kind.CENTS} else None
            if corrected is not None:
                by_comment[row, column] = (row, column), corrected
        if self._coded_column is None:
            return by_comment
        coded, kind, known = self._coded_column
        for (row, column), text in self._comments.items():
            at = column if kind_of(self.found.table, self.fields[column]) is kind else coded
            cell = self.found.sheet.columns[at][row]
            meant, own_meaning = meant_in(text, known), known.get(word_key(cell) if isinstance(cell, str) else "")
            if (row, column) not in by_comment and meant is not None and meant != own_meaning:
                by_comment[row, column] = (row, at), WORDS_OF_CODES[kind][meant]
        return by_comment

    @cached_property
    def _comments(self) -> Mapping[Place, str]:
        comments = self.looks.comments.items()
        return {place: text for place, text in comments if place[1] in self.fields and self._is_under_header(place)}

    @cached_property
    def left_out(self) -> Mapping[Place, str]:
        """Find the comments that seem to say that their row does not count, each with the known words that say so."""
        words = ((place, left_out_word(text, self.knowledge.words)) for place, text in self._comments.items())
        return {place: word for place, word in words if word is not None}

    def cells(self, column: int) -> list[Cell]:
        """Give the cells of a column under its header: blank where they are struck out, and as their comment says where comments count."""
        first, whole = self.found.layout.first_row, self.found.sheet.columns[column]
        cells = whole[first:]
        for row, at in self.struck:
            if at == column and row not in self.struck_rows:
                cells[row - first] = None
        instead: dict[Place, Cell] = {
            **self.colours.instead,
            **self.colours.back,
            **self.stroke_says,
            **(self.instead if self.said(LayoutWord.COMMENT) == COUNTS else {}),
        }
        for (row, at), word in instead.items():
            if at == column:
                cells[row - first] = word
        return cells

    def settle(self, kinds: RowKinds, findings: CellFindings, asked: AskedWords) -> RowKinds:
        """Take away the rows that do not count, and say so; ask about what may mean something else."""
        data = frozenset(kinds.data.tolist())
        out = self.struck_rows & data
        hidden = self.looks.hidden_rows & data - out
        hidden_count = self.said(LayoutWord.HIDDEN) != NOTHING
        if not self.found.in_visits:
            self._say_struck(data, findings, asked)
            findings.say_places(Severity.INFO, "rows_hidden" if hidden_count else "rows_hidden_out", self._at_start(hidden))
            self._ask(asked, LayoutWord.HIDDEN, len(hidden), COUNTS)
            self._say_comments(data - out, findings, asked)
            self.colours.say(data - out, findings, asked)
        gone = out | self.colours.out(data) | (frozenset() if hidden_count else hidden)
        return replace(kinds, data=kinds.data[~np.isin(kinds.data, sorted(gone))]) if gone else kinds

    def _say_struck(self, data: frozenset[int], findings: CellFindings, asked: AskedWords) -> None:
        rows = self.struck_rows & data
        findings.say_places(Severity.WARNING, "rows_struck_out", self._at_start(rows))
        changed = [place for place in self.stroke_says if place[0] in data]
        findings.say_places(Severity.INFO, "rows_struck_mean", changed, meant=next(iter(self.stroke_says.values()), ""))
        columns = self.found.sheet.columns
        cells = [place for place in self.struck if place[0] in data - rows and not is_blank(columns[place[1]][place[0]])]
        findings.say_places(Severity.WARNING, "cells_struck_out", cells)
        amended = [place for place in self.looks.amended if place[0] in data and place[1] in self.fields]
        findings.say_places(Severity.INFO, "cells_amended", amended)
        many = len(rows) + len({row for row, _ in cells})
        if self.said(LayoutWord.STRUCK) == COUNTS:
            many = len({row for row, column in self.looks.struck if row in data and column in self.fields})
        self._ask(asked, LayoutWord.STRUCK, many, NOTHING)

    def _say_comments(self, data: frozenset[int], findings: CellFindings, asked: AskedWords) -> None:
        headers = {header.column for header in self.found.layout.headers}
        instead = {place: word for place, word in self.instead.items() if place[0] in data}
        counts = self.said(LayoutWord.COMMENT) == COUNTS
        corrected = [place for place, word in instead.items() if not isinstance(word, str)]
        findings.say_places(Severity.WARNING, "comment_corrected" if counts else "comment_corrects", corrected)
        for word in dict.fromkeys(word for word in instead.values() if isinstance(word, str)):
            places = [place for place, meant in instead.items() if meant == word]
            findings.say_places(Severity.WARNING, "comment_counts" if counts else "comment_differs", places, meant=word)
        understood = self._corrections.keys() | self.left_out.keys()
        others = [place for place in self.looks.comments.keys() - understood if place[0] in data and place[1] in headers]
        findings.say_places(Severity.WARNING, "cells_with_comment", others)
        self._ask(asked, LayoutWord.COMMENT, len({row for row, _ in instead}), None)

    def _ask(self, asked: AskedWords, word: LayoutWord, rows: int, usual: str | None) -> None:
        if rows:
            asked.layout(word, rows, self.found.sheet.name, usual)

    def _at_start(self, rows: Iterable[int]) -> list[Place]:
        first = min(self.found.own, default=0)
        return [(row, first) for row in rows]

    def _is_under_header(self, place: Place) -> bool:
        return self.found.layout.first_row <= place[0] < self.found.sheet.row_count


def corrected_by(text: str, kind: Kind, cell: Cell) -> date | float | None:
    """Find the one other day or amount that a comment gives, "moet 14-3 zijn"; a day without its year is of the year of its cell."""
    comment = plain(text)
    if not _CORRECTS.search(comment):
        return None
    if kind is Kind.DAY:
        own = parse_date(cell).value
        dated = [(own and with_year(day, own.year, is_week=False)) or day for day in days_of(comment)]
        days = {day for text_of_day in dated if (day := parse_date(text_of_day).value)} - {own}
        return days.pop() if len(days) == 1 else None
    amounts_read = (parse_amount(amount).value for amount in _AMOUNT.findall(comment))
    amounts = {cents for cents in amounts_read if cents is not None} - {parse_amount(cell).value}
    return amounts.pop() / 100 if len(amounts) == 1 else None


def meant_in(text: str, words: Mapping[str, T]) -> T | None:
    """Find the one meaning of the known words in a text; None when there is none, they differ, or one is denied, "geen gesprek"."""
    bare = _AROUND.sub("", fold(text)).strip(" :.,!")
    if bare in words:  # "toch nt"
        return words[bare]
    left, found = f" {fold(text)} ", set()
    for word in sorted(words, key=len, reverse=True):
        if len(word) < SHORTEST_WORD:
            continue
        pattern = rf"(?<!\w){re.escape(word)}(?!\w)"
        left, many = re.subn(pattern, " \x1f ", left)
        if many:
            found.add(words[word])
    return found.pop() if len(found) == 1 and not _NEGATION.search(left) else None


def noted(
    part: Part, column: EncodedColumn, parsed: Sequence[Parsed[Any]], codes: Codes, *, findings: CellFindings, knowledge: Knowledge
) -> list[Parsed[Any]]:
    """Say what notes on the sheet ("* = later alsnog gesproken") say of the outcomes with that mark; where it is another one, it is asked."""
    texts = {place: cell for place, cell in enumerate(column.distinct) if isinstance(cell, str)}
    marks = {place: match["mark"] for place, cell in texts.items() if (match := _MARKED.fullmatch(cell))}
    values, notes = list(parsed), _notes(findings.found.sheet) if marks else {}
    own, words = knowledge.own.of(WordList.OUTCOME), knowledge.words
    for mark in dict.fromkeys(mark for mark in marks.values() if mark in notes):
        note = notes[mark]
        places = [place for place, mark_of_cell in marks.items() if mark_of_cell == mark]
        lines = part.lines[np.isin(codes, places) & part.keep]
        shown = "…" if points_at_somebody(note) else note
        cells = [(line, column.column) for line in lines.tolist()]
        findings.say_places(Severity.WARNING, "marks_with_note", cells, mark=mark, note=shown)
        meant, is_out = meant_in(note, words.outcomes), is_left_out(note, words)
        for place in places:
            is_decided = word_key(str(column.distinct[place])) in own
            if not is_decided and values[place].value is not None and (is_out or (meant and meant != values[place].value)):
                values[place] = error("unknown_outcome", known=", ".join(OUTCOME_WORDS.values()))
    return values


def _notes(sheet: RawSheet) -> dict[str, str]:
    """List the notes of a sheet by their mark, "* = later gesproken"; without marks that two notes explain."""
    texts = (cell for cells in sheet.columns for cell in cells if isinstance(cell, str) and len(cell) <= LONGEST_NOTE_ON_MARK)
    found: dict[str, set[str]] = {}
    for match in filter(None, map(_NOTE.fullmatch, texts)):
        found.setdefault(match["mark"], set()).add(clean(match["note"]))
    return {mark: notes.pop() for mark, notes in found.items() if len(notes) == 1}
