"""Lists that lie in another way than in rows and columns: on their side, with headers in a column, or each row as a text in one column."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from adv.workbook.recognition.places.header_rows import tables_at
from adv.workbook.recognition.places.layout import ROWS_SEARCHED, filled_columns
from adv.workbook.tables.grid import NO_LOOKS, Lie
from adv.workbook.values.dates import parse_date
from adv.workbook.vocabulary.words import is_blank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.recognition.known import Known
    from adv.workbook.tables.grid import Cell, RawSheet

SEPARATORS: Final = ";\t|,"
LINES_FOR_SEPARATOR: Final = 50  # lines that tell the separator
FEWEST_LINES: Final = 3  # with a separator, that are a list
FEWEST_FIELDS: Final = 3  # in a line
EVENLY_DIVIDED: Final = 0.8  # share of the lines that have as many fields as most
FEWEST_RECORDS: Final = 2  # of a list on its side; one beside names may be anything
HEADERS_IN: Final = 3  # columns in which the headers of one may stand
NEARLY_ALL_DAYS: Final = 0.8  # share of the cells beside the header of a day


def as_it_lies(sheet: RawSheet, known: Known) -> RawSheet:
    """Lay out a list in rows and columns; a sheet that is none of these stays as it is."""
    if not sheet.is_grid or sheet.is_hidden or not sheet.columns:
        return sheet
    filled = filled_columns(sheet)
    if len(filled) == 1:
        return _divided(sheet, filled[0], known)
    is_wide = len(filled) > FEWEST_RECORDS and sheet.row_count <= ROWS_SEARCHED
    return _turned(sheet, known) if is_wide else sheet


def _divided(sheet: RawSheet, column: int, known: Known) -> RawSheet:
    """Take the cells of the only column for lines of text with separators, where that makes a list."""
    cells = sheet.columns[column]
    texts = [cell for cell in cells if isinstance(cell, str) and cell.strip()]
    for separator in SEPARATORS:
        if sum(separator in text for text in texts[:LINES_FOR_SEPARATOR]) < FEWEST_LINES:
            continue
        rows = [_fields(cell, separator) for cell in cells]
        counts = [len(row) for row in rows if len(row) > 1]
        usual = max(counts, key=counts.count, default=0)
        if usual < FEWEST_FIELDS or counts.count(usual) < EVENLY_DIVIDED * len(texts):
            continue
        columns = tuple([row[at] if at < len(row) else None for row in rows] for at in range(max(map(len, rows))))
        made = replace(sheet, columns=columns, lie=Lie.IN_ONE, only=column, looks=NO_LOOKS, merged=(), flaws={})
        if any(tables_at(made, row, known) for row in range(min(made.row_count, ROWS_SEARCHED))):
            return made
    return sheet


def _fields(cell: Cell, separator: str) -> Sequence[Cell]:
    if not isinstance(cell, str):
        return [cell]
    line = cell.replace("\n", " ").replace("\r", " ")
    return [field.strip() or None for field in next(csv.reader([line], delimiter=separator), [])]


def _turned(sheet: RawSheet, known: Known) -> RawSheet:
    """Turn a sheet of which a column, and no row, has all the headers of a list, and days beside one of them."""
    made = _on_its_side(sheet)
    for at in range(min(HEADERS_IN, made.row_count)):
        if not tables_at(made, at, known):
            continue
        if any(tables_at(sheet, row, known) for row in range(sheet.row_count)):
            return sheet
        return made if any(_are_days(column[at + 1 :], is_1904=sheet.is_1904) for column in made.columns) else sheet
    return sheet


def _are_days(cells: Sequence[Cell], *, is_1904: bool) -> bool:
    filled = [cell for cell in cells if not is_blank(cell)]
    days = sum(parse_date(cell, is_1904=is_1904).value is not None and not isinstance(cell, int | float) for cell in filled)
    return days >= max(FEWEST_RECORDS, NEARLY_ALL_DAYS * len(filled))


def _on_its_side(sheet: RawSheet) -> RawSheet:
    looks = sheet.looks
    return replace(
        sheet,
        columns=tuple([column[row] for column in sheet.columns] for row in range(sheet.row_count)),
        flaws={(column, row): flaw for (row, column), flaw in sheet.flaws.items()},
        hidden_columns=looks.hidden_rows,
        merged=tuple((left, top, right, bottom) for top, left, bottom, right in sheet.merged),
        odd_rows=(),
        looks=replace(
            looks,
            struck=_swapped(looks.struck),
            amended=_swapped(looks.amended),
            fills={(column, row): fill for (row, column), fill in looks.fills.items()},
            fonts={(column, row): font for (row, column), font in looks.fonts.items()},
            comments={(column, row): text for (row, column), text in looks.comments.items()},
            hidden_rows=sheet.hidden_columns,
        ),
        computed=_swapped(sheet.computed),
        formats={(column, row): kind for (row, column), kind in sheet.formats.items()},
        lie=Lie.TURNED,
    )


def _swapped(places: frozenset[tuple[int, int]]) -> frozenset[tuple[int, int]]:
    return frozenset((column, row) for row, column in places)
