"""Corrections in a column beside: an outcome is struck out, and what holds stands in the same row of a column that is else empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from adv.workbook.recognition.shapes.laid_out import LaidOut
from adv.workbook.tables.findings import Severity
from adv.workbook.vocabulary.words import is_blank, value_key

if TYPE_CHECKING:
    from adv.workbook.recognition.known import Known
    from adv.workbook.tables.grid import Cell, RawSheet


def with_corrections(sheet: RawSheet, known: Known) -> LaidOut | None:
    """Put corrections in the place of the cells that were struck out for them, and list those; None where there are none."""
    by_row: dict[int, list[int]] = {}
    for row, at in sheet.looks.struck:
        if row < sheet.row_count and at < len(sheet.columns) and not is_blank(sheet.columns[at][row]):
            by_row.setdefault(row, []).append(at)
    alone = {row: columns[0] for row, columns in by_row.items() if len(columns) == 1}  # of a whole row nothing is left
    for struck in sorted(set(alone.values())):
        rows = {row for row, at in alone.items() if at == struck}
        if rows >= _filled_below(sheet.columns[struck]):
            continue  # a column that is struck out gives way as a whole
        for at, cells in enumerate(sheet.columns):
            if at != struck and _filled_below(cells) == rows and _say_alike(cells, sheet.columns[struck], rows, known):
                places = tuple(sorted((row, struck) for row in rows))
                return LaidOut(_corrected(sheet, rows, at, struck), Severity.WARNING, "corrections_beside", places)
    return None


def _filled_below(cells: list[Cell]) -> set[int]:
    return {*[row for row, cell in enumerate(cells) if not is_blank(cell)][1:]}


def _say_alike(cells: list[Cell], struck: list[Cell], rows: set[int], known: Known) -> bool:
    words = known.knowledge.words
    new, old = ({value_key(str(column[row])) for row in rows} for column in (cells, struck))
    return any(new <= listed.keys() and old <= listed.keys() for listed in (words.outcomes, words.statuses))


def _corrected(sheet: RawSheet, rows: set[int], source: int, target: int) -> RawSheet:
    columns = list(sheet.columns)
    columns[target] = [columns[source][row] if row in rows else cell for row, cell in enumerate(columns[target])]
    columns[source] = [None if row in rows else cell for row, cell in enumerate(columns[source])]
    struck = frozenset(place for place in sheet.looks.struck if place not in {(row, target) for row in rows})
    return replace(sheet, columns=tuple(columns), looks=replace(sheet.looks, struck=struck))
