"""Kinds of rows under a header: data, or not, as blank ones, totals, repeated headers, headings between months, or the example."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np
from msgspec import Struct

from adv.model import TableName
from adv.workbook.recognition.found_table import EncodedColumn
from adv.workbook.tables.table import encode
from adv.workbook.values.amounts import parse_amount
from adv.workbook.values.dates import parse_date
from adv.workbook.values.text import EXAMPLE_MARK, fold
from adv.workbook.vocabulary.fields import REQUIRED, Kind, kind_of
from adv.workbook.vocabulary.ledger import section_of
from adv.workbook.vocabulary.streets import STREET_ENDINGS, split_address
from adv.workbook.vocabulary.words import Vocabulary, is_blank, value_key

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from adv.workbook.recognition.found_table import FoundTable
    from adv.workbook.tables.grid import Cell
    from adv.workbook.tables.table import Codes, Mask

LONGEST_ROW_HEADING: Final = 80  # characters of a heading between the rows
MOST_TITLES: Final = 12  # rows above the headers
LONGEST_TOTAL: Final = 60  # characters of a cell that names a total
TOTAL_TOLERANCE: Final = 1  # cent
WORDS_OF_A_REMARK: Final = 4
NO_SENTENCES: Final = frozenset({Kind.DAY, Kind.ID, Kind.NUMBER, Kind.CENTS})  # kinds whose cells are one word or number
FEWEST_WORDS: Final = 2  # of a note; one word may be what is left of a row
KINDS: Final = ("totals", "headings", "repeated", "examples", "elsewhere")
_COUNTED = re.compile(
    r"\b\d+ (?:huisbezoeken|bezoeken|gesprekken|hulpvragen|adressen|woningen|deuren|huishoudens|visits|conversations|requests)\b",
    re.IGNORECASE,
)  # "mei: 8 bezoeken"
_PAGE = re.compile(r"([a-z]+)[.: ]*[0-9]+(?: ?(?:van|/|of) ?[0-9]+)?")
_NUMBERS = re.compile(r"[0-9]+(?:[-/.:][0-9]+)*")
_YEAR = re.compile(r"(?:19|20)\d\d")


class RowKinds(Struct, frozen=True):
    """Rows of the sheet, from 0, by what they are."""

    data: Codes
    totals: Codes
    headings: Codes
    repeated: Codes
    examples: Codes
    elsewhere: Codes  # something, but in none of the recognised columns


def rows_of_data(found: FoundTable, words: Vocabulary) -> Codes:
    """Find the rows of data, counted from 0, also of a table that lacks a column without which it is not read."""
    fields = {column.column: column.field for column in found.recognition.columns if column.field}
    first, cells = found.layout.first_row, found.sheet.columns
    columns = [EncodedColumn(column, name, *encode(cells[column][first:])) for column, name in fields.items()]
    return sort_rows(found, columns, words).data


def sort_rows(found: FoundTable, columns: Sequence[EncodedColumn], words: Vocabulary) -> RowKinds:
    """Sort the rows of a table by what they are."""
    return _RowSorter(found, columns, words).sort()


class _RowSorter:
    """The rows of one table, counted from the first one under its headers."""

    def __init__(self, found: FoundTable, columns: Sequence[EncodedColumn], words: Vocabulary) -> None:
        self.found = found
        self.cells = found.sheet.columns
        self.first = found.layout.first_row
        self.headers = {header.column: header.text for header in found.layout.headers}
        self.streets = {row for row, _ in found.headings}
        self.columns = columns
        self.fields = {column.column: column.field for column in columns}
        self.required = REQUIRED[found.table]
        self.words = words
        self.total = re.compile("|".join(re.escape(word) for word in sorted(words.totals, key=len, reverse=True)), re.IGNORECASE)
        of_ledger = words.ledger.carried | words.ledger.balances | words.ledger.results
        self.carried = of_ledger if found.table is TableName.EXPENSES else frozenset[str]()
        self.titles = self._titles()
        self.filled = self._filled()

    def sort(self) -> RowKinds:
        """Sort the rows; among those of data only suspect ones are looked at one by one."""
        is_data: Mask = self.filled.any(axis=0)  # type: ignore[assignment]  # an array, given the axis
        suspect = self._suspect()
        last = int(np.flatnonzero(is_data & ~suspect).max(initial=-1))
        elsewhere = {row: "elsewhere" for row in self._filled_elsewhere() if not self._kind(row, len(is_data), is_read=False)}
        kinds = {row: kind for row in np.flatnonzero(is_data & suspect).tolist() if (kind := self._kind(row, last))}
        is_data[list(kinds)] = False
        totals = self._running_totals(is_data)
        is_data[totals] = False
        kinds |= dict.fromkeys(totals, "totals") | elsewhere
        rows = {name: np.array(sorted(row for row in kinds if kinds[row] == name), dtype=np.intp) + self.first for name in KINDS}
        return RowKinds(np.flatnonzero(is_data) + self.first, **rows)

    def _filled(self) -> Mask:
        filled = np.ones((len(self.columns), max(0, self.found.sheet.row_count - self.first)), dtype=bool)
        for number, column in enumerate(self.columns):
            if not column.is_plain:
                filled[number] = ~column.where([is_blank(cell) for cell in column.distinct])
        places = {at: number for number, at in enumerate(self.fields)}
        for row, at in self.found.sheet.flaws:
            if at in places and row >= self.first:
                filled[places[at], row - self.first] = True
        return filled

    def _suspect(self) -> Mask:
        """Flag rows that lack something a row of data has, that speak of a total, or that repeat the header."""
        suspect = np.zeros(self.filled.shape[1], dtype=bool)
        for alternatives in self.required:  # of several columns for one field any will do
            there = [number for number, name in enumerate(self.fields.values()) if name in alternatives]
            suspect |= ~self.filled[there].any(axis=0) if there else False
        for column in (column for column in self.columns if not column.is_plain):
            header = self.headers[column.column]
            says: Sequence[Callable[[str], bool]] = (header.__eq__, _is_example, self._is_total, self._is_carried, self._is_printed)
            odd = (isinstance(cell, str) and any(one(cell) for one in says) for cell in column.distinct)
            suspect |= column.where(list(odd))
        return suspect

    def _is_repeated(self, filled: Mapping[int, Cell]) -> bool:
        """Say whether a row is the headers again ("Datum | Straat | Uitkomst"), or a title or "Pagina 2", printed on every page."""
        if not filled or not all(isinstance(cell, str) for cell in filled.values()):
            return False
        if len(filled) > 1 and all(str(cell).strip() == self.headers[at] for at, cell in filled.items()):
            return True
        is_printed = self.found.table is TableName.EXPENSES and any(map(self._is_page, filled.values()))
        return is_printed or _without_numbers(filled) in self.titles

    def _is_printed(self, cell: str) -> bool:
        return self._is_page(cell) or any(_numberless(cell) == text for title in self.titles for _, text in title)

    def _is_page(self, cell: Cell) -> bool:
        """Say whether a cell is the number of a page: "Pagina 2", "Blad 3 van 5"."""
        found = _PAGE.fullmatch(fold(cell)) if isinstance(cell, str) and len(cell) <= LONGEST_TOTAL else None
        return found is not None and found[1] in self.words.ledger.pages

    def _titles(self) -> set[tuple[tuple[int, str], ...]]:
        """Give the rows of texts above the headers, without their numbers: they may be printed on every page, with the number of it."""
        rows = range(max(0, self.found.layout.header_row - MOST_TITLES), self.found.layout.header_row)
        above = ({at: cell for at in self.headers if not is_blank(cell := self.cells[at][row])} for row in rows)
        return {_without_numbers(filled) for filled in above if filled and all(isinstance(cell, str) for cell in filled.values())}

    def _is_carried(self, cell: Cell) -> bool:
        """Say whether a cell names a balance that is carried on, or a result, and no cost: "Transport", "Beginsaldo"."""
        may_be = bool(self.carried) and isinstance(cell, str) and len(cell) <= LONGEST_TOTAL
        return may_be and fold(str(cell)).strip(" :=.-") in self.carried

    def _is_total(self, cell: Cell) -> bool:
        """Say whether a cell names a total: "Totaal maart:", "mei: 8 bezoeken"."""
        if not isinstance(cell, str) or len(cell) > LONGEST_TOTAL:
            return False
        if self.found.table is not TableName.EXPENSES and _COUNTED.search(cell):
            return True
        key = fold(cell).strip(" :=.-") if self.total.search(cell) else ""
        totals, endings = self.words.totals, self.words.total_endings
        return bool(key) and (bool(totals & {key, key.split(" ")[0].rstrip(":")}) or key.endswith(endings))

    def _kind(self, row: int, last: int, *, is_read: bool = True) -> str | None:
        """Tell what a row is when it is no data; `last` is the last row that has all that a row of data has."""
        line = row + self.first
        if line in self.streets:
            return "headings"
        filled = {column: cell for column in self.headers if not is_blank(cell := self.cells[column][line])}
        if self._is_repeated(filled):
            return "repeated"
        if any(isinstance(cell, str) and _is_example(cell) for cell in list(filled.values())[:1]):
            return "examples"
        totals = {column for column, cell in filled.items() if self._is_total(cell)}
        if all(not isinstance(cell, str) or self._is_carried(cell) or parse_amount(cell).value for cell in filled.values()):
            totals |= {column for column, cell in filled.items() if self._is_carried(cell)}  # and nothing else in words
        fields = {self.fields.get(column) for column in filled.keys() - totals}
        if totals and any(fields.isdisjoint(alternatives) for alternatives in self.required):
            return "totals"
        if len(filled) > 1 or not filled:
            return None
        ((column, cell),) = filled.items()
        is_apart = is_read and self._is_word_apart(column, cell, is_under=row > last)
        is_remark = isinstance(cell, str) and len(cell.split()) >= WORDS_OF_A_REMARK and not split_address(cell)[1]
        is_under = row > last or (is_read and is_remark and self._is_out_of_place(column))
        is_heading = is_apart or self._is_heading(cell, is_under=is_under)
        return ("totals" if totals else "headings") if is_heading else None

    def _is_word_apart(self, column: int, cell: Cell, *, is_under: bool) -> bool:
        """Say whether the only thing in a row is a word among days, numbers or streets ("zomervakantie"): nothing of a row is left in it.

        Below the list it must be none that its column holds elsewhere; among streets nowhere, and nothing that sounds like one.
        """
        if not isinstance(cell, str) or not cell[:1].isalpha() or any(map(str.isdigit, cell)):
            return False
        is_among_streets = kind_of(self.found.table, self.fields[column]) is Kind.STREET if column in self.fields else False
        if is_under or is_among_streets:
            is_known = STREET_ENDINGS.search(cell) or self.cells[column].count(cell) > 1
            if is_known or value_key(cell) in self.words.outcomes or value_key(cell) in self.words.statuses:
                return False
        return self._is_out_of_place(column, NO_SENTENCES | {Kind.STREET})

    def _is_out_of_place(self, column: int, kinds: AbstractSet[Kind] = NO_SENTENCES) -> bool:
        """Say whether a text does not belong in its column: "vakantie" among days, in a table that needs more than days."""
        field = self.fields.get(column)
        if field is None or kind_of(self.found.table, field) not in kinds:
            return False
        return sum(not set(alternatives).isdisjoint(self.fields.values()) for alternatives in self.required) > 1

    def _is_heading(self, cell: Cell, *, is_under: bool) -> bool:
        """Say whether the only text in a row is a heading ("maart 2019") or a note; under the table nearly any text is one."""
        if not isinstance(cell, str):
            return False
        if is_under and not self._says_something(cell):
            return True
        if self.found.table is TableName.EXPENSES and section_of(cell, self.words.ledger):
            return True
        key = fold(cell).strip(" :") if len(cell) <= LONGEST_ROW_HEADING else ""
        is_begun_so = key.startswith(self.words.note_starts) or key.split(" ", 1)[0] in self.words.months
        return is_begun_so or bool(_YEAR.fullmatch(key))

    def _says_something(self, cell: str) -> bool:
        key = value_key(cell)
        is_value = parse_date(cell).value is not None or parse_amount(cell).value is not None
        return is_value or key in self.words.outcomes or key in self.words.statuses or len(key.split()) < FEWEST_WORDS

    def _running_totals(self, is_data: Mask) -> list[int]:
        """Find rows without a name that hold only an amount, the sum of those above it."""
        kinds = [kind_of(self.found.table, column.field) for column in self.columns]
        if Kind.CENTS not in kinds:
            return []
        cents = kinds.index(Kind.CENTS)
        alone = is_data & self.filled[cents] & (self.filled.sum(axis=0) == 1)
        if not alone.any():
            return []
        amounts = [parse_amount(cell).value or 0 for cell in self.columns[cents].distinct]
        found, whole, since = [], 0, 0
        for row in np.flatnonzero(is_data).tolist():
            amount = amounts[self.columns[cents].codes[row]]
            if alone[row] and amount and min(abs(amount - whole), abs(amount - since)) <= TOTAL_TOLERANCE:
                found.append(row)
                since = 0
            else:
                whole, since = whole + amount, since + amount
        return found

    def _filled_elsewhere(self) -> list[int]:
        others = [] if self.found.in_visits else [self.cells[at] for at in self.headers if at not in self.fields]
        nothing = np.flatnonzero(~self.filled.any(axis=0)).tolist() if others else ()
        return [row for row in nothing if any(not is_blank(cells[row + self.first]) for cells in others)]


def _without_numbers(filled: Mapping[int, Cell]) -> tuple[tuple[int, str], ...]:
    return tuple((at, _numberless(cell) if isinstance(cell, str) else "") for at, cell in filled.items())


def _numberless(cell: str) -> str:
    return _NUMBERS.sub("#", fold(cell[:LONGEST_ROW_HEADING]))


def _is_example(cell: str) -> bool:
    return cell[:1] in "vV" and fold(cell[:LONGEST_TOTAL]) == EXAMPLE_MARK
