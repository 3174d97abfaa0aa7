"""Rows that say of themselves that they do not count, or that are of another project: left out where that is sure, else asked. Always said."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from adv.model import TableName
from adv.workbook.parsing.rows.remark_words import RemarkWords
from adv.workbook.recognition.evidence.row_states import states_of, yes_means
from adv.workbook.tables.findings import Severity
from adv.workbook.tables.grid import Cell, grouped
from adv.workbook.understood import Claimed
from adv.workbook.values.amounts import parse_amount, plain_euros
from adv.workbook.values.text import parse_text
from adv.workbook.vocabulary.fields import CENTRE, STATE, YES_VOIDS, Kind, kind_of
from adv.workbook.vocabulary.ledger import names_project
from adv.workbook.vocabulary.own_values import word_of
from adv.workbook.vocabulary.word_lists import COUNTS, NOT_OURS, NOTHING, OURS, WordList, word_key
from adv.workbook.vocabulary.words import bare_key, is_blank, value_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from adv.workbook.parsing.cell_findings import CellFindings
    from adv.workbook.recognition.found_table import FoundTable
    from adv.workbook.recognition.places.row_kinds import RowKinds
    from adv.workbook.tables.grid import Place
    from adv.workbook.vocabulary.knowledge import Knowledge
    from adv.workbook.vocabulary.unknown_words import AskedWords

SIGNS: Final = {"cents": 1, "credit": -1}
NAMING: Final = frozenset({Kind.STREET, Kind.ID, Kind.NAME})
MEANINGS_OF_OTHERS: Final = frozenset({NOT_OURS, NOTHING})


def without_uncounted_rows(
    found: FoundTable, kinds: RowKinds, findings: CellFindings, asked: AskedWords, comments: Mapping[Place, str]
) -> RowKinds:
    """Take away the rows that do not count; say which, and ask about those that may not."""
    uncounted = UncountedRows(found, kinds.data.tolist(), findings, asked, comments)
    gone = uncounted.by_tab() or uncounted.by_rows()
    return replace(kinds, data=kinds.data[~np.isin(kinds.data, sorted(gone))]) if gone else kinds


class UncountedRows(Struct, frozen=True, dict=True):
    """The rows of one table that may not count: by their tab, a column, a remark or a comment."""

    found: FoundTable
    rows: list[int]  # of data, from 0
    findings: CellFindings
    asked: AskedWords
    comments: Mapping[Place, str]  # on cells, with the known words in them by which their row may not count

    @property
    def knowledge(self) -> Knowledge:
        """Give the words, with what the user said of them."""
        return self.asked.knowledge

    @cached_property
    def own(self) -> Mapping[str, str]:
        """Give the words of which the user said whether their rows count."""
        return self.knowledge.own.of(WordList.ROWS)

    def by_rows(self) -> set[int]:
        """Leave out the rows of which a column, a remark or a comment says that they do not count."""
        return {*self._by_states(), *self._by_areas(), *self._by_projects(), *self._by_remarks(), *self._by_comments()}

    def by_tab(self) -> set[int]:
        """Leave out all rows of a tab whose name says that they do not belong, "Voorbeeld" or "Archief"."""
        claim = self.found.tab
        if claim is None or not self.rows:
            return set()
        is_place = claim.what is Claimed.PLACE
        self._ask(WordList.PROJECT if is_place else WordList.ROWS, claim.word, self.rows, claim.meaning)
        if claim.counts:
            return set()
        if is_place:
            self._say_project(self.rows, is_open=claim.meaning is None)
        else:
            codes = {Claimed.PLANNED: "tab_planned", Claimed.AGAIN: "tab_of_same_invoices"}
            self._say(codes.get(claim.what, "tab_not_counted"), self.rows, self._first)
        return {*self.rows}

    def _by_states(self) -> set[int]:
        """Leave out the rows of which a column says that they do not count; ask about words in it that nobody knows."""
        columns = (column for column in self.found.recognition.columns if column.field == STATE)
        return {row for column in columns for row in self._by_state(column.column, column.header, column.option)}

    def _by_state(self, at: int, header: str, option: str | None) -> set[int]:
        """Leave out the rows of which one column says so: "nee" under "Telt mee", or "geannuleerd"."""
        by_word: dict[str, list[int]] = {}
        says_it_counts: dict[str, bool | None] = {}
        yes_says = option or yes_means(bare_key(header), self.knowledge.words.rows)
        for row in self.rows:
            cell = self.found.sheet.columns[at][row]
            if is_blank(cell):
                continue
            word, says_it_counts_here = self._state_of(cell, header, yes_says)
            if word is not None:
                by_word.setdefault(word, []).append(row)
                says_it_counts[word] = says_it_counts_here
        gone = set[int]()
        for word, rows in by_word.items():
            answer = self.own.get(word_key(word))
            counts = says_it_counts[word] if answer is None else answer == COUNTS
            if counts is not True or answer is not None:
                meaning = answer if answer is not None else None if counts is None else NOTHING
                self._ask(WordList.ROWS, word, rows, meaning, places=[(row, at) for row in rows])
            if counts is None:
                self._say("rows_may_not_count", rows, at)
            gone |= set(rows) if counts is False else set()
        self._say("rows_not_counted", [row for row in self.rows if row in gone], at)
        return gone

    @cached_property
    def _states(self) -> Mapping[str, bool]:
        return states_of(self.knowledge.words.rows, self.found.table)

    def _state_of(self, cell: Cell, header: str, yes_says: str | None) -> tuple[str | None, bool | None]:
        """Give the word by which a cell may be asked about, and if it says that its row counts (None: nobody knows).

        A mark is asked about by its header, "Telt mee"; one that only says that its row counts has no word.
        """
        mark = self.knowledge.yes_no(cell).value if yes_says or not isinstance(cell, str) else None
        if mark is None or word_key(str(cell)) in self.own:
            word = parse_text(cell).value or ""
            return word, self._states.get(value_key(word))
        counts = mark is not (yes_says == YES_VOIDS)
        return (None if counts else header), counts

    def _by_remarks(self) -> set[int]:
        """Ask about remarks, and tests instead of a name, by which a row may not count; leave out those of which the user said so."""
        gone, open_rows = set[int](), dict[int, list[int]]()
        by_word: dict[str, list[Place]] = {}
        for at in (*self.found.remarks, *self._naming_columns):
            cells = self.found.sheet.columns[at]
            words = self._words_in(at)
            here = (
                [(row, words[cell]) for row in self.rows if isinstance(cell := cells[row], str) and cell in words] if words else []
            )
            for row, word in here:
                by_word.setdefault(word, []).append((row, at))
                answer = self.own.get(word_key(word))
                if answer is None:
                    open_rows.setdefault(at, []).append(row)
                elif answer == NOTHING:
                    gone.add(row)
            self._say("rows_not_counted", [row for row, _ in here if row in gone], at)
        for word, places in by_word.items():
            self._ask_of_remark(word, places)
        for at, rows in open_rows.items():
            self._say("rows_may_not_count", rows, at)
        return gone

    def _words_in(self, at: int) -> dict[str, str]:
        """Give the texts of a column that may say that their row does not count, with the words that say it."""
        cells = self.found.sheet.columns[at][self.found.layout.first_row :]
        texts = {cell for cell in cells if isinstance(cell, str)}
        if at in self.found.remarks:
            return {text: word for text in texts if (word := self._remarks.mark_in(text))}
        if not self._remarks.may_hold_test("\n".join(texts)):
            return {}
        return {text: word for text in texts if (word := self._remarks.test_in(text))}

    def _by_comments(self) -> set[int]:
        """Ask about comments that may mean that their row does not count; give the rows of which the user said so."""
        of_data = {*self.rows}
        gone = set[int]()
        for word, places in grouped((word, place) for place, word in self.comments.items() if place[0] in of_data).items():
            answer = self.own.get(word_key(word))
            self._ask_of_remark(word, places)
            if answer != COUNTS and not self.found.in_visits:
                code = "comment_may_leave_out" if answer is None else "comment_leaves_out"
                self.findings.say_places(Severity.WARNING, code, places)
            gone |= {row for row, _ in places} if answer == NOTHING else set()
        return gone

    def _ask_of_remark(self, word: str, places: list[Place]) -> None:
        rows = sorted({row for row, _ in places})
        self._ask(WordList.ROWS, word, rows, self.own.get(word_key(word)), likely=NOTHING, places=places)

    @cached_property
    def _remarks(self) -> RemarkWords:
        return RemarkWords(self.knowledge.words.rows, self.own, self._is_money)

    @cached_property
    def _naming_columns(self) -> list[int]:
        """List the columns of names and numbers: "TEST" as a street says that the row is a test."""
        own = [at for at, name in self.found.own.items() if kind_of(self.found.table, name) in NAMING]
        blocked = [one.column for one in self.found.recognition.columns if one.blocked]
        return [] if self.found.table is TableName.ACTIVITIES else sorted({*own, *blocked})

    def _by_areas(self) -> set[int]:
        """Leave out the rows with an area of which the user said that it is none of the project's."""
        own = self.knowledge.own.of(WordList.AREA)
        others = {word for word, meaning in own.items() if meaning in MEANINGS_OF_OTHERS}
        gone = set[int]()
        for at, name in self.found.own.items() if others else ():
            if kind_of(self.found.table, name) is Kind.AREA:
                cells = self.found.sheet.columns[at]
                rows = [row for row in self.rows if isinstance(cell := cells[row], str) and word_key(cell) in others]
                for word, mine in grouped((str(cells[row]), row) for row in rows).items():
                    self._ask(WordList.AREA, word, mine, own[word_key(word)])
                self._say("rows_of_others", rows, at)
                gone |= set(rows)
        return gone

    def _by_projects(self) -> set[int]:
        """Leave out the visits and requests of another project; none of several counts until it is known which one is this."""
        at = next((at for at, name in self.found.own.items() if name == CENTRE), None)
        if at is None or self.found.table is TableName.EXPENSES:
            return set()
        named = ((parse_text(self.found.sheet.columns[at][row]).value, row) for row in self.rows)
        by_name = grouped((text, row) for text, row in named if text)
        own = self.knowledge.own.of(WordList.PROJECT)
        answers = {name: own.get(word_key(name)) for name in by_name}
        if len(by_name) == 1 and not any(answers.values()):
            return set()
        areas, project = self.knowledge.areas, self.knowledge.project
        ours = ours_among(answers, lambda name: names_project(name, project) or areas.find(name))
        gone = {row for name in by_name.keys() - ours for row in by_name[name]}
        for name, rows in by_name.items():
            is_of_others = bool(ours) or answers[name] in MEANINGS_OF_OTHERS
            self._ask(WordList.PROJECT, name, rows, OURS if name in ours else NOT_OURS if is_of_others else None)
        self._say_project(
            [row for row in self.rows if row in gone],
            is_open=not ours and not MEANINGS_OF_OTHERS.issuperset(answers.values()),
            at=at,
        )
        return gone

    @property
    def _first(self) -> int:
        return min(self.found.own, default=0)

    def _cents(self, rows: Iterable[int]) -> int:
        """Add up the amounts in some rows of money."""
        columns = [(at, SIGNS[name]) for at, name in self.found.own.items() if name in SIGNS]
        cells: list[tuple[Cell, int]] = [(self.found.sheet.columns[at][row], sign) for row in rows for at, sign in columns]
        return sum((parse_amount(cell).value or 0) * sign for cell, sign in cells)

    def _say_project(self, rows: list[int], *, is_open: bool, at: int | None = None) -> None:
        codes = ("rows_other_project", "unknown_project") if self._is_money else ("rows_of_others", "rows_of_unknown")
        self._say(codes[is_open], rows, self._first if at is None else at)

    @property
    def _is_money(self) -> bool:
        return self.found.table is TableName.EXPENSES

    def _say(self, code: str, rows: list[int], at: int) -> None:
        if not rows or self.found.in_visits:
            return
        if self._is_money and code in {"rows_not_counted", "rows_may_not_count", "tab_not_counted"}:
            code = f"{code}_money"
        params = {"euros": plain_euros(abs(self._cents(rows)))} if self._is_money else {}
        self.findings.say_places(Severity.WARNING, code, [(row, at) for row in rows], **params)

    def _ask(
        self,
        name: WordList,
        word: str,
        rows: list[int],
        meaning: str | None,
        *,
        likely: str | None = None,
        places: Sequence[Place] = (),
    ) -> None:
        if not self.found.in_visits:
            cents = self._cents(rows) if self._is_money else None
            sheet, header, whole = self.found.sheet.name, "", ""
            if places:
                row, at = places[0]
                header = next((one.header for one in self.found.recognition.columns if one.column == at), "")
                text = word_of(self.found.sheet.columns[at][row]) or ""
                whole = "" if word_key(text) == word_key(word) else text
            self.asked.apart(
                name, word, len(rows), sheet,
                cents=cents, meaning=meaning, likely=likely, places=places, header=header, whole=whole,
            )  # fmt: skip


def ours_among(answers: Mapping[str, str | None], is_called_so: Callable[[str], object]) -> set[str]:
    """Find which of several projects or cost centres is this one: as the user answered, else by its name, else the only one that is left."""
    left = {name for name, meaning in answers.items() if meaning not in MEANINGS_OF_OTHERS}
    ours = {name for name in left if answers[name] == OURS} or {name for name in left if is_called_so(name)}
    return ours or (left if len(left) == 1 < len(answers) else set())
