"""Columns of amounts, in euros and each what was spent in its own row; where that is not how they were written, it is said or asked."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from adv.model import Project, TableName
from adv.workbook.recognition.evidence.amounts_in_parts import QUANTITY
from adv.workbook.tables.findings import Severity
from adv.workbook.tables.grid import Cell, NumberFormat
from adv.workbook.values import money_units as money
from adv.workbook.values.amounts import parse_amount, with_thousands_told
from adv.workbook.values.thousandths import in_thousandths, may_be_thousands
from adv.workbook.vocabulary.fields import AS_WRITTEN, LOST_DECIMALS, OF_AMOUNTS, RUNNING_TOTAL, THOUSANDTHS, Kind, kind_of
from adv.workbook.vocabulary.knowledge import MOSTLY
from adv.workbook.vocabulary.ledger import Running, running_word
from adv.workbook.vocabulary.words import is_blank

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from adv.workbook.parsing.cell_findings import CellFindings
    from adv.workbook.parsing.rows.layout_marks import LayoutMarks
    from adv.workbook.recognition.found_table import FoundTable

FIELDS_WITH_TOTALS: Final = ("category", "account", "account_name", "cost_centre")  # fields that may have a total each
TITLE_ROWS_OF_TOTAL: Final = 5  # rows above the headers
WITH_SIDES: Final = frozenset({"credit", "received", "side", "credit_account"})
FEWEST_EXACT: Final = 2  # amounts with cents
FEWEST_STEPS: Final = 2  # amounts of a running total: one alone runs nowhere


class Proof(IntEnum):
    """Ways in which amounts run up from row to row, from the weakest proof of a running total to the strongest."""

    NONE = 0
    WEAK = 1  # they may do so by chance
    STRONG = 2  # by hardly any chance, but the first of them is large: what was spent before?
    FROM_NOTHING = 3  # the same, from a first amount like any other step
    BY_ITSELF = 4  # the same, so clearly that it needs no word


AS_STEPS, IS_ASKED = "amounts_running", "amounts_may_be_running"  # findings: read as a running total, or asked about
# By the word for a running total in the header or a title, and by each `Proof` in its order; None: amounts stay as they stand.
BY_WORD_AND_RISE: Final[Mapping[Running | None, tuple[str | None, ...]]] = {
    Running.SURE: (IS_ASKED, AS_STEPS, AS_STEPS, AS_STEPS, AS_STEPS),  # "Uitgegeven (cumulatief)"
    Running.MAYBE: (None, None, IS_ASKED, AS_STEPS, AS_STEPS),  # "Totaal t/m"
    None: (None, None, None, None, IS_ASKED),  # "Bedrag"
}


class AmountReader(Struct, frozen=True, dict=True):
    """Columns of amounts of one table, with what the user said of each."""

    found: FoundTable
    findings: CellFindings
    project: Project
    marks: LayoutMarks
    options: Mapping[int, str]

    def _other_amounts(self, at: int) -> Iterator[Cell]:
        """Give the cells of the other columns of amounts."""
        for other, name in self.found.own.items():
            if other != at and kind_of(self.found.table, name) is Kind.CENTS:
                yield from self.found.sheet.columns[other][self.found.layout.first_row :]

    def _with_thousands_told(self, cells: list[Cell], at: int) -> list[Cell]:
        """Read "1,250" as a thousand where the columns of amounts show it, unless the user says that they are as they stand."""
        told = {} if self.options.get(at) == AS_WRITTEN else with_thousands_told(cells, self._other_amounts(at))
        self.findings.say_filled("amounts_comma_thousands", at, sorted(told), Severity.WARNING)
        return [told.get(row, cell) for row, cell in enumerate(cells)] if told else cells

    def _has_cents_beside(self, at: int) -> bool:
        """Say whether another column of amounts has thousands with cents: what writes these wrote no thousand as one and a quarter."""
        large = [cell for cell in self._other_amounts(at) if isinstance(cell, float) and abs(cell) >= money.THOUSAND]
        return sum(cell != int(cell) and round(cell, 2) == cell for cell in large) >= FEWEST_EXACT

    def read(self, cells: list[Cell], at: int, name: str) -> list[Cell]:
        """Give the amounts of a column in euros, each what was spent in its own row."""
        first, sheet = self.found.layout.first_row, self.found.sheet
        cells = self._with_thousands_told(cells, at)
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
        return self._as_steps(cells, at) if name == "cents" and self.found.table is TableName.EXPENSES else cells

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

    def _as_steps(self, cells: list[Cell], at: int) -> list[Cell]:
        """Take the steps of a running total, 100, 250, 300, for what was spent: 100, 150, 50. Where no word says that it is one, it is asked."""
        option, own = self.options.get(at), {name: column for column, name in self.found.own.items()}
        if "booked_on" not in own or WITH_SIDES & own.keys() or option not in {None, RUNNING_TOTAL}:
            return cells
        kind_column = next((own[name] for name in FIELDS_WITH_TOTALS if name in own), None)
        days, kinds = self.marks.cells(own["booked_on"]), None if kind_column is None else self.marks.cells(kind_column)
        word = None if option else self._running_word(at)
        if option is None and word is not Running.SURE and _rise(money.dated(cells[: money.FIRST_ROWS], days, kinds)) is None:
            return cells
        read = money.dated(cells, days, kinds)
        code = AS_STEPS if option else BY_WORD_AND_RISE[word][_proof(_rise(read))]
        if code is None or len(read.rows) < FEWEST_STEPS:
            return cells
        self.findings.say_filled(code, at, read.rows, Severity.WARNING)
        steps = dict(zip(read.rows, money.steps_of(read.cents, read.days, read.kinds), strict=True)) if code is AS_STEPS else {}
        return [steps[row] / 100 if row in steps else cell for row, cell in enumerate(cells)]

    def _running_word(self, at: int) -> Running | None:
        ledger, row = self.findings.words.ledger, self.found.layout.header_row
        above = (cell for cells in self.found.sheet.columns for cell in cells[max(0, row - TITLE_ROWS_OF_TOTAL) : row])
        titles = (text for text in (self.found.sheet.name, *above) if isinstance(text, str))
        is_titled = any(running_word(text, ledger) is Running.SURE for text in titles)
        return running_word(self.findings.header(at), ledger) or (Running.MAYBE if is_titled else None)


def _rise(read: money.Dated) -> money.Rise | None:
    return money.running_total(read.cents, read.days, read.kinds)


def _proof(rise: money.Rise | None) -> Proof:
    """Weigh how amounts run up."""
    if rise is None:
        return Proof.NONE
    if rise.is_told_by_itself:
        return Proof.BY_ITSELF
    if not rise.is_proven(money.DOUBTFUL):
        return Proof.WEAK
    return Proof.FROM_NOTHING if rise.is_from_nothing else Proof.STRONG
