"""Columns of a table: which hold numbers, that stand to the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.report.fact import Fact, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from adv.report.blocks import Cell

TEXTUAL = {Kind.NAME, Kind.NAMES, Kind.DAY, Kind.PERIOD, Kind.SPAN, Kind.CODE, Kind.YEAR}


def is_text(cells: Iterable[Cell]) -> bool:
    """Tell that a column holds no numbers."""
    return not any(isinstance(cell, Fact) and cell.kind not in TEXTUAL for cell in cells)
