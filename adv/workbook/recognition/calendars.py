"""Calendars: days as headings side by side, week below week, and below each day the addresses with what came of the visit there.

Each day's column becomes a list of its own right of the sheet, with the day, the address and the outcome in the row of their cell.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from adv.workbook.recognition.cards import Cards
from adv.workbook.recognition.layout import ROWS_SEARCHED
from adv.workbook.values.remarks import days_of
from adv.workbook.vocabulary.fields import Kind
from adv.workbook.vocabulary.knowledge import AGREES, MOSTLY, sample_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.recognition.header_match import Known
    from adv.workbook.tables.grid import Cell, RawSheet

FEWEST_DAYS: Final = 2  # side by side
FEWEST: Final = 4  # visits
LONGEST: Final = 100  # characters of a cell
HEADERS: Final = ("Datum", "Adres", "Uitkomst")
_ENTRY: Final = re.compile(
    r"(?:\d{1,2}[:.]\d\d\s*(?:uur|u)?\s*[-–]?\s*)?(?P<address>[^\W\d][^:]*?\s\d{1,4}\s?-?[A-Za-z]?)\s*(?:[:=(]|\s[-–>]+\s)\s*(?P<what>[^\W\d].*?)\)?"
)


def with_calendar(sheet: RawSheet, known: Known) -> Cards | None:
    """Lay out the visits of a calendar as lists; None where a sheet is none."""
    if sheet.is_hidden or not sheet.is_grid:
        return None
    first = next((row for row in range(min(sheet.row_count, ROWS_SEARCHED)) if len(_days_at(sheet, row)) >= FEWEST_DAYS), None)
    if first is None:
        return None
    columns = _days_at(sheet, first)
    found = {at: _entries(column, first) for at, column in enumerate(sheet.columns) if at in columns}
    texts = sum(isinstance(cell, str) and not _day_of(cell) for at in columns for cell in sheet.columns[at][first:])
    said = [what for rows in found.values() for _, _, what in rows.values() if what is not None]
    are_outcomes = (known.knowledge.share(sample_of(said), Kind.OUTCOME) or 0) >= MOSTLY if said else False
    if len(said) < max(FEWEST, AGREES * texts) or not are_outcomes:
        return None
    cells = tuple(sorted((row, at) for at, rows in found.items() for row in rows))
    return Cards(_as_lists(sheet, first, [rows for rows in found.values() if rows]), cells)


def _days_at(sheet: RawSheet, row: int) -> Sequence[int]:
    return [at for at, column in enumerate(sheet.columns) if _day_of(column[row])]


def _day_of(cell: Cell) -> Cell:
    """Give the one day that a heading names: "ma 4 mrt"."""
    if isinstance(cell, date):
        return cell
    days = days_of(cell) if isinstance(cell, str) and len(cell) <= LONGEST and _ENTRY.fullmatch(cell.strip()) is None else []
    return days[0] if len(days) == 1 else None


def _entries(column: Sequence[Cell], first: int) -> dict[int, tuple[Cell, str, str | None]]:
    """Give the day, the address and the outcome of each cell below the first heading; a cell that is none of these has no outcome."""
    found: dict[int, tuple[Cell, str, str | None]] = {}
    day: Cell = None
    for row in range(first, len(column)):
        cell = column[row]
        if (own := _day_of(cell)) is not None:
            day = own
        elif isinstance(cell, str) and cell.strip():
            entry = _ENTRY.fullmatch(cell.strip()) if len(cell) <= LONGEST else None
            found[row] = (day, entry["address"], entry["what"]) if entry else (day, cell, None)
    return found


def _as_lists(sheet: RawSheet, first: int, lists: Sequence[dict[int, tuple[Cell, str, str | None]]]) -> RawSheet:
    """Write the list of each day right of all columns, an empty one between them, under headers in the row of the first days."""
    count = sheet.row_count
    made: list[list[Cell]] = [[*column[:first], *([None] * (count - first))] for column in sheet.columns]
    for rows in lists:
        made.append([None] * count)
        for part, header in enumerate(HEADERS):
            made.append([header if row == first else rows[row][part] if row in rows else None for row in range(count)])
    return replace(sheet, columns=tuple(made), flaws={}, merged=())
