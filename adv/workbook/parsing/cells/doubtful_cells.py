"""Amounts that are not what they seem, and cells that cost their row: asked by what stands there, else by cell, and taken from what the user says."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from msgspec import Struct, field

from adv.model import Project, TableName
from adv.workbook.recognition.evidence.amounts_in_parts import QUANTITY
from adv.workbook.tables.findings import Severity
from adv.workbook.tables.grid import Cell, Lie, NumberFormat, address, grouped
from adv.workbook.tables.table import Part, values_of
from adv.workbook.values import money_units as money
from adv.workbook.values.amounts import parse_amount, with_thousands_told
from adv.workbook.values.text import Parsed, passed_over
from adv.workbook.values.thousandths import in_thousandths, may_be_thousands
from adv.workbook.vocabulary.fields import AS_WRITTEN, LOST_DECIMALS, OF_AMOUNTS, RUNNING_TOTAL, THOUSANDTHS, Kind, kind_of
from adv.workbook.vocabulary.knowledge import MOSTLY
from adv.workbook.vocabulary.ledger import Running, running_word
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
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from adv.workbook.parsing.cell_findings import CellFindings
    from adv.workbook.parsing.rows.layout_marks import LayoutMarks
    from adv.workbook.recognition.found_table import FoundTable
    from adv.workbook.tables.table import Codes

KINDS: Final = ("category", "account", "account_name", "cost_centre")  # fields that may have a total each
TITLES: Final = 5  # rows above the headers
WITH_SIDES: Final = frozenset({"credit", "received", "side", "credit_account"})
AT_HOME: Final = frozenset({"address", "house_number", "addition", "postcode"})  # fields of which nothing may be remembered
BESIDE: Final = (Kind.ID, Kind.DAY, Kind.CENTS, Kind.STREET)  # kinds that tell a row from others, the first that it has

FEWEST_EXACT: Final = 2  # amounts with cents


class AmountReader(Struct, frozen=True, dict=True):
    """Columns of amounts of one table, with what the user said of each."""

    found: FoundTable
    findings: CellFindings
    project: Project
    marks: LayoutMarks
    options: Mapping[int, str]

    def _beside(self, at: int) -> Iterator[Cell]:
        """Give the cells of the other columns of amounts."""
        for other, name in self.found.own.items():
            if other != at and kind_of(self.found.table, name) is Kind.CENTS:
                yield from self.found.sheet.columns[other][self.found.layout.first_row :]

    def _told(self, cells: list[Cell], at: int) -> list[Cell]:
        """Read "1,250" as a thousand where the columns of amounts show it, unless the user says that they are as they stand."""
        told = {} if self.options.get(at) == AS_WRITTEN else with_thousands_told(cells, self._beside(at))
        self.findings.say_filled("amounts_comma_thousands", at, sorted(told), Severity.WARNING)
        return [told.get(row, cell) for row, cell in enumerate(cells)] if told else cells

    def _has_cents_beside(self, at: int) -> bool:
        """Say whether another column of amounts has thousands with cents: what writes these wrote no thousand as one and a quarter."""
        large = [cell for cell in self._beside(at) if isinstance(cell, float) and abs(cell) >= money.THOUSAND]
        return sum(cell != int(cell) and round(cell, 2) == cell for cell in large) >= FEWEST_EXACT

    def read(self, cells: list[Cell], at: int, name: str) -> list[Cell]:
        """Give the amounts of a column in euros, each what was spent in its own row."""
        first, sheet = self.found.layout.first_row, self.found.sheet
        cells = self._told(cells, at)
        formats = {row - first: kind for (row, column), kind in sheet.formats.items() if column == at and row >= first}
        if formats:
            cells = self._as_shown(cells, at, formats)
        budget_cents = self.project.budget_cents if self.found.table is TableName.EXPENSES else 0
        small = set() if self._has_cents_beside(at) else set(may_be_thousands(cells, budget_cents))
        self.findings.small[at] = small
        if self.options.get(at) == THOUSANDTHS:
            self.findings.say_filled("amounts_from_thousandths", at, [row for row, cell in enumerate(cells) if cell in small])
            cells = [round(cell * 1000, 2) if isinstance(cell, int | float) and cell in small else cell for cell in cells]
        if self.options.get(at) == LOST_DECIMALS:
            lacking = set(money.may_lack_decimals(cells))
            cells = [round(cell / 100, 2) if isinstance(cell, int | float) and cell in lacking else cell for cell in cells]
        if name == "cents":
            cells = self._multiplied(cells, at)
        unit = self._unit(cells, at, is_shown=len(formats) > MOSTLY * sum(not is_blank(cell) for cell in cells))
        if unit:
            cells = money.in_euros(cells, unit)
        return self._single(cells, at) if name == "cents" and self.found.table is TableName.EXPENSES else cells

    def _multiplied(self, cells: list[Cell], at: int) -> list[Cell]:
        """Take prices of one times how many there were, where a column beside them says that; where it is blank, for one."""
        counts = next((one.column for one in self.found.recognition.columns if one.reason.key == QUANTITY), None)
        if counts is None:
            return cells
        times = dict(enumerate(self.marks.cells(counts)))
        rows = [row for row, cell in enumerate(cells) if money.is_number(times[row]) and parse_amount(cell).value is not None]
        self.findings.say_filled("amounts_multiplied", at, rows, Severity.WARNING, counted=self.findings.label(counts))
        made = {row: round((parse_amount(cells[row]).value or 0) * float(times[row])) / 100 for row in rows}  # type: ignore[arg-type]  # a number
        return [made.get(row, cell) for row, cell in enumerate(cells)]

    def _as_shown(self, cells: list[Cell], at: int, formats: Mapping[int, NumberFormat]) -> list[Cell]:
        """Take amounts for what the file shows: "43,3k", or 1.250 where it was taken for one and a quarter."""
        rows = {kind: {row for row, one in formats.items() if one is kind and money.is_number(cells[row])} for kind in NumberFormat}
        small = rows[NumberFormat.THOUSANDTHS]
        others = [cell for row, cell in enumerate(cells) if row not in small]
        times = set[int]()
        if self.options.get(at) != AS_WRITTEN and small and in_thousandths([cells[row] for row in small], others):
            times = {*small}
            self.findings.say_filled("amounts_from_thousandths", at, sorted(small), Severity.WARNING)
        letters = rows[NumberFormat.WITH_K]
        if self.options.get(at) not in OF_AMOUNTS and letters:
            is_asked = money.is_unlikely([cells[row] for row in letters], money.IN_THOUSANDS, self.project.budget_cents)
            times |= set() if is_asked else letters
            code = "amounts_may_be_in_thousands" if is_asked else "amounts_with_k"
            self.findings.say_filled(code, at, sorted(letters), Severity.WARNING)
        self.findings.say_filled("amounts_shown_in_thousands", at, sorted(rows[NumberFormat.SCALED]))
        return [round(cell * 1000, 2) if row in times and isinstance(cell, int | float) else cell for row, cell in enumerate(cells)]

    def _unit(self, cells: list[Cell], at: int, *, is_shown: bool) -> str | None:
        """Tell in what amounts are when not in euros: as the user says, else as the header or a title does, unless that is unlikely.

        What is said of them is said of how they look where `is_shown`: the file keeps the whole amounts.
        """
        option = self.options.get(at)
        if option in OF_AMOUNTS:
            return option if option in money.FACTORS else None
        layout = self.found.layout
        unit = money.unit_in(self.findings.header(at)) or money.titled_unit(self.found.sheet, layout.header_row, layout.first_row)
        if unit is None and self.found.table is TableName.EXPENSES:
            others = (one.column for one in self.found.recognition.columns if not one.field)
            unit = money.unit_beside(self.found.sheet.columns[one][layout.first_row :] for one in others)
        rows = [row for row, cell in enumerate(cells) if not is_blank(cell)]
        if unit is None and self.found.table is TableName.EXPENSES and money.may_be_in_cents(cells, self.project.budget_cents):
            self.findings.say_filled("amounts_may_be_whole_cents", at, rows, Severity.WARNING)
        if unit is None or is_shown:
            return None
        is_asked = money.is_unlikely(cells, unit, self.project.budget_cents)
        self.findings.say_filled(f"amounts_may_be_{unit}" if is_asked else f"amounts_{unit}", at, rows, Severity.WARNING)
        return None if is_asked else unit

    def _single(self, cells: list[Cell], at: int) -> list[Cell]:
        """Take the steps of a running total for what was spent; where no word says that it is one, it is asked."""
        option, own = self.options.get(at), {name: column for column, name in self.found.own.items()}
        if "booked_on" not in own or WITH_SIDES & own.keys() or option not in {None, RUNNING_TOTAL}:
            return cells
        of = next((own[name] for name in KINDS if name in own), None)
        days, kinds = self.marks.cells(own["booked_on"]), None if of is None else self.marks.cells(of)
        word = None if option else self._word(at)
        if option is None and word is not Running.SURE and _rise(money.dated(cells[: money.HEAD], days, kinds)) is None:
            return cells
        read = money.dated(cells, days, kinds)
        rise = _rise(read)
        is_sure, is_likely = word is Running.SURE, word is Running.MAYBE and rise is not None and rise.is_proven(money.DOUBTFUL)
        is_read = bool(option) or (rise is not None and (is_sure or (is_likely and rise.is_from_nothing)))
        is_asked = is_sure or is_likely or (rise is not None and rise.is_told_by_itself)
        if len(read.rows) < 2 or not (is_read or is_asked):  # noqa: PLR2004 - one amount runs nowhere
            return cells
        self.findings.say_filled("amounts_running" if is_read else "amounts_may_be_running", at, read.rows, Severity.WARNING)
        steps = dict(zip(read.rows, money.steps_of(read.cents, read.days, read.kinds), strict=True)) if is_read else {}
        return [steps[row] / 100 if row in steps else cell for row, cell in enumerate(cells)]

    def _word(self, at: int) -> Running | None:
        ledger, row = self.findings.words.ledger, self.found.layout.header_row
        above = (cell for cells in self.found.sheet.columns for cell in cells[max(0, row - TITLES) : row])
        titles = (text for text in (self.found.sheet.name, *above) if isinstance(text, str))
        is_titled = any(running_word(text, ledger) is Running.SURE for text in titles)
        return running_word(self.findings.header(at), ledger) or (Running.MAYBE if is_titled else None)


def _rise(read: money.Dated) -> money.Rise | None:
    return money.running_total(read.cents, read.days, read.kinds)


class UnreadValues(Struct, frozen=True, dict=True):
    """Answers of the user about cells of one table that cannot be read, and what is still to be asked."""

    found: FoundTable
    findings: CellFindings
    asked: AskedWords
    by_row: dict[str, str] = field(default_factory=dict)  # meanings of names of cells that were answered in an earlier import

    def named(self, cells: list[Cell], at: int, kind: Kind) -> list[Cell]:
        """Put the name of each cell that was given a value by its name in its place, and note which those are."""
        name = VALUES.get(kind)
        if name is None or not self._said(name):
            return cells
        made = list(cells)
        for row in self._answered_cells(cells, at, name):
            made[row] = self._word(row, at, cells[row])
        for row, meaning in self._remembered(cells, at, name).items():
            made[row] = self._word(row, at, cells[row])
            self.by_row[word_key(self._word(row, at, cells[row]), name)] = meaning
        first = self.found.layout.first_row
        told = [(self._text(cell), self._meaning(name, cell), row + first) for row, cell in enumerate(made)]
        rows = grouped(((text, meaning), line) for text, meaning, line in told if meaning is not None)
        for (text, meaning), lines in rows.items():
            word = text if is_cell(text) else in_table(text, self.found.table)
            of_rows = [self._of_row(cells[line - first], at, line) for line in lines]
            self.asked.value(name, word, self._place(at, np.array(lines, np.intp)), of_rows, meaning=meaning)
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
        for column, named, cell, lines in self.findings.unread:
            name = VALUES.get(kind_of(part.table, named))
            word = word_of(cell)
            alone = [] if word or self.found.sheet.lie is Lie.IN_ONE else lines[:MOST_VALUES].tolist()  # more are not asked
            first = self.found.layout.first_row
            known = word and in_table(word, self.found.table)
            groups = [(known, lines)] if known else [(self._word(line - first, column), np.array([line])) for line in alone]
            for text, rows in groups if name else ():
                euros = None
                if name is WordList.DAY and cents is not None:
                    at = np.searchsorted(part.lines, rows)
                    euros = sum(value for value in values_of(cents, at) if isinstance(value, int))
                of_rows = [self._of_row(cell, column, line) for line in rows.tolist()]
                self.asked.value(name or WordList.DAY, text, self._place(column, rows), of_rows, cents=euros)
        self.findings.unread.clear()

    def _said(self, name: WordList) -> Mapping[str, str]:
        return self.asked.knowledge.own.of(name)

    def _meaning(self, name: WordList, cell: Cell) -> str | None:
        text = self._text(cell)
        own = self._said(name)
        alone = f"{text.rpartition('!')[0]}!{cell_of(text)[0]}" if is_cell(text) else text  # without what stands beside it
        keys = (word_key(one, name) for one in (text, in_table(text, self.found.table), alone))
        said = next((own[key] for key in keys if key in own), self.by_row.get(word_key(text, name)))
        return said if text else None

    def _remembered(self, cells: Sequence[Cell], at: int, name: WordList) -> dict[int, str]:
        """Find the rows that were answered in an earlier import, by what they say."""
        own, first = self._said(name), self.found.layout.first_row
        texts = {key.rpartition(BETWEEN)[0] for key in own if is_of_row(key)}
        shown = {cell: in_table(word_of(cell) or NOTHING_SHOWN, self.found.table) for cell in ({*cells} if texts else ())}
        rows = [row for row, cell in enumerate(cells) if texts and word_key(shown[cell], name) in texts]
        keys = {row: word_key(self._of_row(cells[row], at, row + first), name) for row in rows}
        return {row: own[key] for row, key in keys.items() if key in own}

    def _of_row(self, cell: Cell, at: int, line: int) -> str:
        """Name a cell by what its row says, so that the same row of another export is known again."""
        columns, fields = self.found.sheet.columns, sorted(self.found.own.items())
        beside = [(column, named) for column, named in fields if column != at and named not in AT_HOME]
        told = [f"{named}={word_of(columns[column][line]) or ''}" for column, named in beside]
        return of_row(word_of(cell) or "", self.found.table, [self.found.own.get(at, ""), *told])

    def _text(self, cell: Cell) -> str:
        return (cell if isinstance(cell, str) and is_cell(cell) else word_of(cell)) or ""

    def _answered_cells(self, cells: Sequence[Cell], at: int, name: WordList) -> list[int]:
        """Find the rows whose cell was given a value by its name."""
        sheet, first = self.found.sheet, self.found.layout.first_row
        start = f"{sheet.name}!".casefold()
        named = {key.removeprefix(start).partition(" ")[0] for key in self._said(name) if key.startswith(start)}
        if not named or sheet.lie is Lie.IN_ONE:
            return []
        there = [row for row in range(len(cells)) if address(*sheet.place(row + first, at)).casefold() in named]
        return [row for row in there if self._meaning(name, self._word(row, at, cells[row])) is not None]

    def _word(self, row: int, at: int, cell: Cell = None) -> str:
        """Name a cell with what it holds, so that the answer never outlives that; or, where that is nothing, with something of its row."""
        line = row + self.found.layout.first_row
        beside = (self.found.sheet.columns[column][line] for column in self._beside if column != at)
        said = next((one for one in (cell, *beside) if not is_blank(one) and word_of(one)), None)
        return cell_word(self.found.sheet, line, at, said)

    @cached_property
    def _beside(self) -> list[int]:
        """The columns that tell a row from others, in their order."""
        kinds = {column: kind_of(self.found.table, named) for column, named in self.found.own.items()}
        return sorted((column for column, kind in kinds.items() if kind in BESIDE), key=lambda one: (BESIDE.index(kinds[one]), one))

    def _place(self, at: int, lines: Codes) -> ColumnPlace:
        return ColumnPlace(self.findings.label(at), self.found.sheet.name, lines, at)
