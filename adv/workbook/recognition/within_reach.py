"""The columns of a sheet that are looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from adv.workbook.tables.findings import Severity

if TYPE_CHECKING:
    from adv.workbook.tables.finding_log import FindingLog
    from adv.workbook.tables.grid import RawSheet

MOST_COLUMNS: Final = 200  # of a sheet: a web form with a column for each answer has a hundred


def within_reach(file: str, sheet: RawSheet, log: FindingLog) -> RawSheet:
    """Leave out columns beyond what a list can have, and say so: each one costs as long as a hundred rows."""
    if len(sheet.columns) <= MOST_COLUMNS:
        return sheet
    filled = [any(cell is not None and cell != "" for cell in column) for column in sheet.columns[MOST_COLUMNS:]]
    if any(filled):
        place = ((0, MOST_COLUMNS + filled.index(True)),)
        log.add(Severity.WARNING, "columns_beyond", file, sheet.name, place, beyond=sum(filled), most=MOST_COLUMNS)
    return replace(
        sheet,
        columns=sheet.columns[:MOST_COLUMNS],
        flaws={place: flaw for place, flaw in sheet.flaws.items() if place[1] < MOST_COLUMNS},
        hidden_columns=frozenset(column for column in sheet.hidden_columns if column < MOST_COLUMNS),
        merged=tuple(area for area in sheet.merged if area[3] < MOST_COLUMNS),
    )
