"""Columns of a table: which hold numbers, that stand to the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.report.fact import Fact, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from adv.report.blocks import Cell, Table

TEXTUAL = {Kind.NAME, Kind.NAMES, Kind.DAY, Kind.PERIOD, Kind.SPAN, Kind.CODE, Kind.YEAR}


def is_text(cells: Iterable[Cell]) -> bool:
    """Tell that a column holds no numbers, nor places where one is not in the data."""
    return not any(cell is None or (isinstance(cell, Fact) and cell.kind not in TEXTUAL) for cell in cells)


def charted(block: Table) -> list[int]:
    """Choose the columns that a chart of a table compares: a budget and what was spent of it, else periods, not also their sum."""
    numbers = [place for place in range(1, len(block.heads)) if not is_text(row[place] for row in block.rows)]
    keys = [head.key for head in block.heads]
    if "report.column.budget" in keys:
        spent = "report.column.start" if "report.column.start" in keys else "report.column.spent"
        return [keys.index("report.column.budget"), keys.index(spent)]
    return [place for place in numbers if keys[place] != "report.column.start"] or numbers
