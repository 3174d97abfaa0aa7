"""Cells of a legend of codes, "1 = gesprek", that stands beside a list or below it: they are no cells of that list."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from adv.workbook.recognition.places.layout import blocks
from adv.workbook.vocabulary.code_legends import codes_in
from adv.workbook.vocabulary.knowledge import AGREES
from adv.workbook.vocabulary.words import is_blank

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from adv.workbook.tables.grid import Cell, RawSheet
    from adv.workbook.vocabulary.code_legends import LegendPlace

ROWS_OF_TITLE: Final = 3  # rows above a legend with its headers and its name
FEWEST_CODED: Final = 3  # cells with codes that a legend may be of
FEWEST_BELOW: Final = 2  # rows by which a list is longer than the legend beside it


def without_code_legends(sheet: RawSheet, places: Sequence[LegendPlace]) -> RawSheet:
    """Empty the cells of legends ("1 = gesprek") that stand apart from the list, where a column of the list holds their codes."""
    groups = blocks(sheet)
    for place in places:
        cells = _cells(sheet, place, groups)
        if cells and _is_used(sheet, place, cells):
            columns = tuple(
                [None if (row, at) in cells else cell for row, cell in enumerate(column)]
                if at in {at for _, at in cells}
                else column
                for at, column in enumerate(sheet.columns)
            )
            sheet = replace(sheet, columns=columns)
            groups = blocks(sheet)
    return sheet


def _cells(sheet: RawSheet, place: LegendPlace, groups: Sequence[Sequence[int]]) -> set[tuple[int, int]]:
    """Give the cells of a legend and of what stands over it; none where it is part of a list.

    It is a block of columns by itself, or columns that hold nothing else beside a longer list, or rows by themselves below an empty one.
    """
    last, above = place.last, range(max(0, place.first - ROWS_OF_TITLE), place.first)
    if any(is_blank(sheet.columns[at][row]) for at in place.columns for row in range(place.first, last + 1)):
        return set()  # a legend of colours too, that was taken away with these
    block = next(group for group in groups if place.columns[0] in group)
    for columns in (block, tuple(sorted(place.columns))):
        others = [at for group in groups for at in group if at not in columns]
        is_beside = others and _are_alone(sheet, columns, above.start, last) and _are_texts(sheet, columns, above)
        if is_beside and (tuple(columns) == tuple(block) or _goes_on(sheet, others, last)):
            return {(row, at) for at in columns for row in range(sheet.row_count)}
    others = [at for group in groups for at in group if at not in place.columns]
    empty = next((row for row in reversed(above) if all(is_blank(column[row]) for column in sheet.columns)), None)
    rows = range(place.first if empty is None else empty + 1, last + 1)
    is_below = empty is not None and all(is_blank(sheet.columns[at][row]) for at in others for row in rows)
    return (
        {(row, at) for at in place.columns for row in rows}
        if is_below and _are_texts(sheet, place.columns, rows[: -len(place.codes)])
        else set()
    )


def _are_alone(sheet: RawSheet, columns: Sequence[int], first: int, last: int) -> bool:
    """Say whether columns are empty above and below the rows of a legend: "1 = gesprek" with nothing under it."""
    outside = ((*sheet.columns[at][last + 1 :], *sheet.columns[at][:first]) for at in columns)
    return all(is_blank(cell) for cells in outside for cell in cells)


def _goes_on(sheet: RawSheet, others: Sequence[int], last: int) -> bool:
    """Say whether the list beside a legend goes on below its last row, by two rows at least."""
    rows = (row for row in range(last + 1, sheet.row_count) if any(not is_blank(sheet.columns[at][row]) for at in others))
    return sum(1 for _ in islice(rows, FEWEST_BELOW)) == FEWEST_BELOW


def _are_texts(sheet: RawSheet, columns: Sequence[int], rows: Sequence[int]) -> bool:
    return all(isinstance(cell := sheet.columns[at][row], str) or is_blank(cell) for at in columns for row in rows)


def _is_used(sheet: RawSheet, place: LegendPlace, cells: AbstractSet[tuple[int, int]]) -> bool:
    """Say whether a column outside the legend holds its codes ("1", "2") and hardly anything else below its header."""
    return any(
        _are_coded([cell for row, cell in enumerate(column) if (row, at) not in cells], place)
        for at, column in enumerate(sheet.columns)
    )


def _are_coded(cells: Sequence[Cell], place: LegendPlace) -> bool:
    filled = [cell for cell in cells if not is_blank(cell)]
    coded = sum(bool(codes := codes_in(cell)) and place.codes.issuperset(codes) for cell in filled)
    return coded >= max(FEWEST_CODED, AGREES * (len(filled) - ROWS_OF_TITLE))
