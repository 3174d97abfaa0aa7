"""Lists below each other in one sheet: visits, an empty row, then requests under headers of their own. Each becomes a sheet by itself."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from adv.workbook.recognition.places.header_rows import tables_at
from adv.workbook.recognition.places.layout import ROWS_WITH_LISTS
from adv.workbook.vocabulary.words import blank_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adv.workbook.recognition.known import Known
    from adv.workbook.tables.grid import RawSheet

MOST_BEGINNINGS: Final = 20  # places at which a list may begin; a sheet with more is one list with empty rows
ROWS_OF_TITLE: Final = 2  # rows between the empty row and the headers


def lists_below(sheet: RawSheet, known: Known) -> list[tuple[int, RawSheet]]:
    """Divide a sheet where the headers of another list begin: each part with its first row, in its place, and empty elsewhere."""
    rows = range(min(sheet.row_count, MOST_BEGINNINGS))
    above = next((named for row in rows if (named := tables_at(sheet, row, known))), None)
    if above is None:
        return [(0, sheet)]
    begins: list[int] = []
    for start in _after_empty_rows(sheet):
        headers = (tables_at(sheet, row, known) for row in range(start, min(start + ROWS_OF_TITLE, sheet.row_count)))
        below = next((named for named in headers if named and not named & above), None)
        if below:  # headers of other tables than those of the list above: of the same it is one list with an empty row
            begins.append(start)
            above = below
    edges = [0, *begins, sheet.row_count]
    return [(start, _only_rows(sheet, start, end)) for start, end in pairwise(edges)] if begins else [(0, sheet)]


def _after_empty_rows(sheet: RawSheet) -> Iterator[int]:
    rows = min(sheet.row_count, ROWS_WITH_LISTS)
    empty = {*range(rows)}
    for column in sheet.columns:
        empty &= {*blank_rows(column[:rows])} if empty else empty
    found = [row for row in range(1, rows) if row - 1 in empty and row not in empty]
    yield from found if len(found) <= MOST_BEGINNINGS else ()


def _only_rows(sheet: RawSheet, start: int, end: int) -> RawSheet:
    kept = tuple([cell if start <= row < end else None for row, cell in enumerate(column[:end])] for column in sheet.columns)
    return replace(sheet, columns=kept, flaws={place: flaw for place, flaw in sheet.flaws.items() if start <= place[0] < end})
