"""Calendars: days side by side as headings, week below week, and below each day the addresses with what came of the visit there.

The column of each day becomes a list of its own right of the sheet: the day, the address and the outcome ("ma 4 mrt" over
"Waartplein 12: niet thuis") stand in the row of their cell.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from adv.workbook.recognition.places.layout import ROWS_SEARCHED
from adv.workbook.recognition.shapes.laid_out import LaidOut
from adv.workbook.tables.findings import Severity
from adv.workbook.values.remarks import days_of
from adv.workbook.vocabulary.fields import Kind
from adv.workbook.vocabulary.knowledge import AGREES, MOSTLY, sample_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from adv.workbook.recognition.known import Known
    from adv.workbook.tables.grid import Cell, RawSheet

FEWEST_DAYS: Final = 2  # side by side in a calendar
FEWEST_ENTRIES: Final = 4  # visits in one
LONGEST_ENTRY: Final = 100  # characters of a cell
ENTRY_HEADERS: Final = ("Datum", "Adres", "Uitkomst")
_ENTRY: Final = re.compile(
    r"(?:\d{1,2}[:.]\d\d\s*(?:uur|u)?\s*[-–]?\s*)?(?P<address>[^\W\d][^:]*?\s\d{1,4}\s?-?[A-Za-z]?)\s*(?:[:=(]|\s[-–>]+\s)\s*(?P<what>[^\W\d].*?)\)?"
)


class _Entry(Struct, frozen=True):
    """One cell below a day: the day, and the address and the outcome in it; a cell that is no visit has no outcome."""

    day: Cell
    address: str
    outcome: str | None

    @property
    def cells(self) -> tuple[Cell, str, str | None]:
        """Give the cells of its row, in the order of `ENTRY_HEADERS`."""
        return self.day, self.address, self.outcome


def with_calendar(sheet: RawSheet, known: Known) -> LaidOut | None:
    """Lay out the visits of a calendar as lists; None where a sheet is none."""
    first = next((row for row in range(min(sheet.row_count, ROWS_SEARCHED)) if len(_days_at(sheet, row)) >= FEWEST_DAYS), None)
    if first is None:
        return None
    columns = _days_at(sheet, first)
    entries = {at: _entries_below(sheet.columns[at], first) for at in columns}
    texts = sum(isinstance(cell, str) and not _day_of(cell) for at in columns for cell in sheet.columns[at][first:])
    outcomes = [entry.outcome for rows in entries.values() for entry in rows.values() if entry.outcome is not None]
    are_outcomes = (known.knowledge.share(sample_of(outcomes), Kind.OUTCOME) or 0) >= MOSTLY if outcomes else False
    if len(outcomes) < max(FEWEST_ENTRIES, AGREES * texts) or not are_outcomes:
        return None
    cells = tuple(sorted((row, at) for at, rows in entries.items() for row in rows))
    made = _side_by_side(sheet, first, [rows for rows in entries.values() if rows])
    return LaidOut(made, Severity.INFO, "visits_in_calendar", cells)


def _days_at(sheet: RawSheet, row: int) -> Sequence[int]:
    return [at for at, column in enumerate(sheet.columns) if _day_of(column[row])]


def _day_of(cell: Cell) -> Cell:
    """Give the one day that a heading names: "ma 4 mrt"."""
    if isinstance(cell, date):
        return cell
    days = days_of(cell) if isinstance(cell, str) and len(cell) <= LONGEST_ENTRY and _ENTRY.fullmatch(cell.strip()) is None else []
    return days[0] if len(days) == 1 else None


def _entries_below(column: Sequence[Cell], first: int) -> dict[int, _Entry]:
    """Give what each cell below the first heading says, by its row: "Waartplein 12: niet thuis" on the day above it."""
    found: dict[int, _Entry] = {}
    day: Cell = None
    for row in range(first, len(column)):
        cell = column[row]
        if (heading := _day_of(cell)) is not None:
            day = heading
        elif isinstance(cell, str) and cell.strip():
            said = _ENTRY.fullmatch(cell.strip()) if len(cell) <= LONGEST_ENTRY else None
            found[row] = _Entry(day, said["address"], said["what"]) if said else _Entry(day, cell, None)
    return found


def _side_by_side(sheet: RawSheet, first: int, lists: Sequence[Mapping[int, _Entry]]) -> RawSheet:
    """Write the list of each day right of all columns, an empty one between them, under headers in the row of the first days."""
    count = sheet.row_count
    made: list[list[Cell]] = [[*column[:first], *([None] * (count - first))] for column in sheet.columns]
    for rows in lists:
        made.append([None] * count)
        for part, header in enumerate(ENTRY_HEADERS):
            made.append([header if row == first else rows[row].cells[part] if row in rows else None for row in range(count)])
    return replace(sheet, columns=tuple(made), flaws={}, merged=())
