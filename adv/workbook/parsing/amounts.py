"""Columns of amounts that are not what they seem: in thousands or cents, thousandths, or what was spent so far."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from adv.model import TableName
from adv.workbook.tables.findings import Severity
from adv.workbook.tables.grid import NumberFormat
from adv.workbook.values import money_units as money
from adv.workbook.vocabulary.fields import LOST_DECIMALS, OF_AMOUNTS, RUNNING_TOTAL, THOUSANDTHS
from adv.workbook.vocabulary.knowledge import MOSTLY
from adv.workbook.vocabulary.ledger import Running, running_word
from adv.workbook.vocabulary.words import is_blank

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adv.model import Project
    from adv.workbook.parsing.cell_findings import CellFindings
    from adv.workbook.parsing.layout_marks import LayoutMarks
    from adv.workbook.recognition.columns import FoundTable
    from adv.workbook.tables.grid import Cell

KINDS: Final = ("category", "account", "account_name", "cost_centre")  # fields that may have a total each
TITLES: Final = 5  # rows above the headers
WITH_SIDES: Final = frozenset({"credit", "received", "side", "credit_account"})


class AmountReader(Struct, frozen=True, dict=True):
    """Columns of amounts of one table, with what the user said of each."""

    found: FoundTable
    findings: CellFindings
    project: Project
    marks: LayoutMarks
    options: Mapping[int, str]

    def read(self, cells: list[Cell], at: int, name: str) -> list[Cell]:
        """Give the amounts of a column in euros, each what was spent in its own row."""
        first, sheet = self.found.layout.first_row, self.found.sheet
        formats = {row - first: kind for (row, column), kind in sheet.formats.items() if column == at and row >= first}
        if formats:
            cells = self._as_shown(cells, at, formats)
        if self.options.get(at) == THOUSANDTHS:
            small = set(money.may_be_thousands(cells))
            self.findings.say_filled("amounts_from_thousandths", at, [row for row, cell in enumerate(cells) if cell in small])
            cells = [round(cell * 1000, 2) if isinstance(cell, int | float) and cell in small else cell for cell in cells]
        if self.options.get(at) == LOST_DECIMALS:
            lacking = set(money.may_lack_decimals(cells))
            cells = [round(cell / 100, 2) if isinstance(cell, int | float) and cell in lacking else cell for cell in cells]
        unit = self._unit(cells, at, is_shown=len(formats) > MOSTLY * sum(not is_blank(cell) for cell in cells))
        if unit:
            cells = money.in_euros(cells, unit)
        return self._single(cells, at) if name == "cents" and self.found.table is TableName.EXPENSES else cells

    def _as_shown(self, cells: list[Cell], at: int, formats: Mapping[int, NumberFormat]) -> list[Cell]:
        """Take amounts for what the file shows: "43,3k", or 1.250 where it was taken for one and a quarter."""
        rows = {kind: {row for row, one in formats.items() if one is kind and money.is_number(cells[row])} for kind in NumberFormat}
        small = rows[NumberFormat.THOUSANDTHS]
        others = [cell for row, cell in enumerate(cells) if row not in small]
        times = set[int]()
        if small and money.in_thousandths([cells[row] for row in small], others):
            times |= small
            self.findings.say_filled("amounts_from_thousandths", at, sorted(small), Severity.WARNING)
        letters = rows[NumberFormat.WITH_K]
        if self.options.get(at) not in OF_AMOUNTS and letters:
            is_asked = money.is_unlikely([cells[row] for row in letters], money.IN_THOUSANDS, self.project.budget_cents)
            times |= set() if is_asked else letters
            self.findings.say_filled(
                "amounts_may_be_in_thousands" if is_asked else "amounts_with_k", at, sorted(letters), Severity.WARNING
            )
        self.findings.say_filled("amounts_shown_in_thousands", at, sorted(rows[NumberFormat.SCALED]))
        return [round(cell * 1000, 2) if row in times and isinstance(cell, int | float) else cell for row, cell in enumerate(cells)]

    def _unit(self, cells: list[Cell], at: int, *, is_shown: bool) -> str | None:
        """Tell in what amounts are when not in euros: as the user says, else as the header or a title does, unless that is unlikely.

        What is said of them is said of how they look where `is_shown`: the file keeps the whole amounts.
        """
        option = self.options.get(at)
        if option in OF_AMOUNTS:
            return option if option in money.FACTORS else None
        unit = money.unit_in(self._header(at)) or money.titled_unit(
            self.found.sheet, self.found.layout.header_row, self.found.layout.first_row
        )
        if unit is None or is_shown:
            return None
        rows = [row for row, cell in enumerate(cells) if not is_blank(cell)]
        is_asked = money.is_unlikely(cells, unit, self.project.budget_cents)
        self.findings.say_filled(f"amounts_may_be_{unit}" if is_asked else f"amounts_{unit}", at, rows, Severity.WARNING)
        return None if is_asked else unit

    def _header(self, column: int) -> str:
        return next(header.text for header in self.found.layout.headers if header.column == column)

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
        titles = [
            self.found.sheet.name,
            *(cell for cells in self.found.sheet.columns for cell in cells[max(0, row - TITLES) : row]),
        ]
        is_titled = any(running_word(text, ledger) is Running.SURE for text in titles if isinstance(text, str))
        return running_word(self._header(at), ledger) or (Running.MAYBE if is_titled else None)


def _rise(read: money.Dated) -> money.Rise | None:
    return money.running_total(read.cents, read.days, read.kinds)
