"""Days of six figures without signs, as a bank writes them: 190115. The project's period tells whether the year or the day comes first."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from adv.workbook.values.text import parse_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.tables.grid import Cell

_SIX = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{2})")


def compact_days(cells: Sequence[Cell], start: date, end: date) -> dict[Cell, date]:
    """Give the day that each of some cells is, where all are six figures that in one order are days from `start` up to `end`."""
    if not cells or not _SIX.fullmatch(parse_text(cells[0]).value or ""):
        return {}
    texts = {cell: _SIX.fullmatch(parse_text(cell).value or "") for cell in cells if isinstance(cell, str | int | float)}
    if len(texts) < len({*cells}) or not all(texts.values()):
        return {}
    for year, day in ((1, 3), (3, 1)):
        days = {cell: _day(int(found[year]), int(found[2]), int(found[day])) for cell, found in texts.items() if found}
        known: dict[Cell, date] = {cell: one for cell, one in days.items() if one is not None and start <= one < end}
        if len(known) == len(texts):
            return known
    return {}


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(2000 + year, month, day)
    except ValueError:
        return None
