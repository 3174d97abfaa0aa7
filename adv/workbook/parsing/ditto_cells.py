"""Cells that mean what stands above them: those that a merged one covers, those that say "idem", blanks, and those of a group named once."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from adv.workbook.values.text import fold
from adv.workbook.vocabulary.fields import Kind
from adv.workbook.vocabulary.words import is_blank

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from adv.workbook.tables.grid import Cell, RawSheet

DITTO: Final = frozenset(['"', "''", ",,", "〃", "idem", "id.", "ditto", '-"-'])
LONGEST_DITTO: Final = 6
FEWEST_SECTIONS: Final = 2
ONCE: Final = frozenset({"visited_on", "street"})
FEWEST_BLANKS: Final = 3
LEAST_BLANK: Final = 0.25  # share of the rows
FEWEST_BESIDE: Final = 2  # other cells that make a row one of data
# Never a number or an amount: there each row has its own.
REPEATED: Final = frozenset(
    [Kind.DAY, Kind.STREET, Kind.NUMBER, Kind.AREA, Kind.OUTCOME, Kind.STATUS, Kind.PARTNERS, Kind.NAME, Kind.CATEGORY]
)


def any_ditto(cells: Iterable[Cell]) -> bool:
    """Say whether one of the cells only says that it is as above."""
    short = (cell for cell in cells if isinstance(cell, str) and len(cell) <= LONGEST_DITTO and not cell[:1].isdecimal())
    return any(fold(cell) in DITTO for cell in short)


def fill_ditto(cells: Sequence[Cell], kind: Kind) -> tuple[list[Cell], list[int]]:
    """Fill in what ditto marks stand for, and list their places."""
    filled = list(cells)
    places: list[int] = []
    above: Cell = None
    for place, cell in enumerate(cells if kind in REPEATED else ()):
        if not any_ditto((cell,)):
            above = above if cell is None else cell
        elif above is not None:
            filled[place] = above
            places.append(place)
    return filled, places


def fill_sections(cells: list[Cell], rows: Sequence[int]) -> tuple[list[Cell], list[int]]:
    """Fill in what stands in the first row of each group only, and list the places; `rows` are those that are data.

    Such a column begins filled, says everything once, and is empty in most rows: else what is empty is not known.
    """
    named = [fold(str(cells[row])) for row in rows if not is_blank(cells[row])]
    is_grouped = FEWEST_SECTIONS <= len(named) <= len(rows) / 2 and len({*named}) == len(named)
    return _filled_down(cells, rows) if is_grouped else (cells, [])


def fill_blanks(cells: list[Cell], others: Sequence[Sequence[Cell]]) -> tuple[list[Cell], list[int]]:
    """Fill in what stands once above the rows that it is of, and list their places; nothing where blanks may as well be forgotten.

    So it is when many cells are blank, the first is not, and nothing is written twice in a row: who writes down the street at
    the first of its doors only, or the day at the first of its visits. `others` are the other columns of the list.
    """
    if sum(map(is_blank, cells)) < FEWEST_BLANKS:
        return cells, []
    rows = [row for row in range(len(cells)) if sum(not is_blank(column[row]) for column in others) >= FEWEST_BESIDE]
    written = [cells[row] for row in rows if not is_blank(cells[row])]
    is_once = len(rows) - len(written) >= max(FEWEST_BLANKS, LEAST_BLANK * len(rows))
    return _filled_down(cells, rows) if is_once and all(one != other for one, other in pairwise(written)) else (cells, [])


def _filled_down(cells: list[Cell], rows: Sequence[int]) -> tuple[list[Cell], list[int]]:
    """Give the blank cells of some rows what stands above them, and list their places; nothing where the first of them is blank."""
    blank = [row for row in rows if is_blank(cells[row])]
    if blank and blank[0] == rows[0]:
        return cells, []
    filled, above = list(cells), None
    for row in rows:
        above = filled[row] = above if is_blank(cells[row]) else cells[row]
    return filled, blank


def fill_merged(cells: list[Cell], column: int, sheet: RawSheet, first_row: int) -> tuple[list[Cell], list[int]]:
    """Fill in a merged cell's value in all rows of a column (from `first_row` on) that it covers, and list the places of those."""
    places: list[int] = []
    for top, left, bottom, right in sheet.merged:
        if not (left <= column <= right and bottom > top and first_row <= top < sheet.row_count):
            continue
        start, end = top - first_row, min(bottom - first_row, len(cells) - 1)
        covered = range(start + 1, end + 1)
        if cells[start] is None or not covered or any(cells[row] not in (None, "") for row in covered):
            continue
        if not places:
            cells = list(cells)
        cells[start + 1 : end + 1] = [cells[start]] * len(covered)
        places += covered
    return cells, places
