"""Lists below each other on one sheet: another list's headers, after a row that is empty, begin a list of their own."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from adv.workbook.recognition.header_match import MARK, Known
from adv.workbook.recognition.layout import ROWS_WITH_LISTS, headers_at
from adv.workbook.vocabulary.fields import missing
from adv.workbook.vocabulary.words import is_blank

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adv.workbook.tables.grid import Cell, RawSheet

MOST: Final = 20  # places at which a list may begin; a sheet with more is one list with empty rows
TITLES: Final = 2  # rows between the empty row and the headers


def lists_below(sheet: RawSheet, known: Known) -> list[tuple[int, RawSheet]]:
    """Divide a sheet where the headers of another list begin: each part with its first row, in its place, and empty elsewhere."""
    begins: list[int] = []
    tables: list[frozenset[str]] = [table] if (table := _first_table(sheet, known)) else []
    if not tables:
        return [(0, sheet)]
    for row in _after_empty_rows(sheet):
        for at in range(row, min(row + TITLES, sheet.row_count)):
            if (named := tables_at(sheet, at, known)) and not named & tables[-1]:
                begins.append(row)
                tables.append(named)
                break
    edges = [0, *begins, sheet.row_count]
    return [(start, _rows(sheet, start, end)) for start, end in pairwise(edges)] if begins else [(0, sheet)]


def _first_table(sheet: RawSheet, known: Known) -> frozenset[str]:
    """Name the tables whose headers the sheet begins with."""
    return next((named for row in range(min(sheet.row_count, MOST)) if (named := tables_at(sheet, row, known))), frozenset())


def _after_empty_rows(sheet: RawSheet) -> Iterator[int]:
    """Give the rows after one that is empty, unless there are too many."""
    rows = min(sheet.row_count, ROWS_WITH_LISTS)
    empty = [all(is_blank(column[row]) for column in sheet.columns) for row in range(rows)]
    found = [row for row in range(1, rows) if empty[row - 1] and not empty[row]]
    yield from found if len(found) <= MOST else ()


def tables_at(sheet: RawSheet, row: int, known: Known) -> frozenset[str]:
    """Name the tables of which a row's texts are all that is needed, each a known word."""
    texts = [at for at, column in enumerate(sheet.columns) if isinstance(column[row], str)]
    headers = headers_at(sheet, row, texts)
    fields = {
        table: frozenset(
            match.field for header in headers if (match := words.match(header, loosely=False)) and match.certainty >= MARK
        )
        for table, words in known.tables.items()
    }
    return frozenset(table.value for table, named in fields.items() if named and not missing(table, named))


def _rows(sheet: RawSheet, start: int, end: int) -> RawSheet:
    """Keep some rows of a sheet, in their place."""

    def kept(column: list[Cell]) -> list[Cell]:
        return [cell if start <= row < end else None for row, cell in enumerate(column[:end])]

    flaws = {place: flaw for place, flaw in sheet.flaws.items() if start <= place[0] < end}
    return replace(sheet, columns=tuple(map(kept, sheet.columns)), flaws=flaws)
