"""Streets that stand as headings between the rows, with the doors below them: a list per street in one sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from adv.coded import Coded
from adv.workbook.recognition.layout import is_blank
from adv.workbook.vocabulary.streets import street_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.model import Project
    from adv.workbook.recognition.layout import Layout
    from adv.workbook.tables.grid import Cell, RawSheet
    from adv.workbook.tables.table import Codes

MOST_WORDS: Final = 4  # of a heading; more is a remark in which a street occurs
Headings = tuple[tuple[int, str], ...]  # row of the sheet, from 0, and the street that stands alone in it


def street_headings(sheet: RawSheet, layout: Layout, door: int, project: Project) -> Headings:
    """The headings that name a street; none when a door stands above the first of them, whose street would not be known."""
    columns = [sheet.columns[header.column] for header in layout.headers]
    found: list[tuple[int, str]] = []
    for row in range(layout.first_row, sheet.row_count):
        if _is_door(sheet.columns[door][row]):
            if not found:
                return ()
        elif street := _street(row, columns, project):
            found.append((row, street))
    return tuple(found)


def _is_door(cell: Cell) -> bool:
    return cell is not None and not (isinstance(cell, str) and not cell.strip()[:1].isdigit())


def _street(row: int, columns: Sequence[Sequence[Cell]], project: Project) -> str | None:
    filled = [cells[row] for cells in columns if not is_blank(cells[row])]
    if len(filled) != 1 or not isinstance(filled[0], str) or len(filled[0].split()) > MOST_WORDS:
        return None
    return street_in(filled[0], project)


def streets_below(headings: Headings, lines: Codes) -> Coded:
    """The street of each row: that of the last heading above it."""
    rows = np.array([row for row, _ in headings], dtype=np.intp)
    return Coded([street for _, street in headings], np.searchsorted(rows, lines).astype(np.intp) - 1)
