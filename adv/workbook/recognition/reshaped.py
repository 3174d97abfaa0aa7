"""Lists that lie otherwise than in rows below their headers: below each other, on their side, in one cell, or corrected in a column beside."""

from __future__ import annotations

import csv
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from adv.workbook.recognition.header_match import MARK, Known
from adv.workbook.recognition.layout import ROWS_SEARCHED, ROWS_WITH_LISTS, filled_columns, headers_at
from adv.workbook.tables.grid import NO_LOOKS, Cell, Lie, Place, RawSheet
from adv.workbook.values.dates import parse_date
from adv.workbook.vocabulary.fields import missing
from adv.workbook.vocabulary.words import is_blank, value_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


MOST_BEGINNINGS: Final = 20  # places at which a list may begin; a sheet with more is one list with empty rows
TITLES: Final = 2  # rows between the empty row and the headers
SEPARATORS: Final = ";\t|,"
FEWEST_LINES: Final = 3  # with a separator, that are a list
FEWEST_FIELDS: Final = 3
EVEN: Final = 0.8  # share of the lines that have as many fields as most
FEWEST_RECORDS: Final = 2  # of a list on its side; one beside names may be anything
HEADERS_IN: Final = 3  # columns in which the headers of one may stand
LOOKED_AT: Final = 50  # lines that tell the separator


def lists_below(sheet: RawSheet, known: Known) -> list[tuple[int, RawSheet]]:
    """Divide a sheet where the headers of another list begin: each part with its first row, in its place, and empty elsewhere."""
    begins: list[int] = []
    first = (named for row in range(min(sheet.row_count, MOST_BEGINNINGS)) if (named := tables_at(sheet, row, known)))
    tables = [*islice(first, 1)]
    if not tables:
        return [(0, sheet)]
    for row in _after_empty_rows(sheet):
        for at in range(row, min(row + TITLES, sheet.row_count)):
            if (named := tables_at(sheet, at, known)) and not named & tables[-1]:
                begins.append(row)
                tables.append(named)
                break
    edges = [0, *begins, sheet.row_count]
    return [(start, _only_rows(sheet, start, end)) for start, end in pairwise(edges)] if begins else [(0, sheet)]


def _after_empty_rows(sheet: RawSheet) -> Iterator[int]:
    rows = min(sheet.row_count, ROWS_WITH_LISTS)
    empty = [all(is_blank(column[row]) for column in sheet.columns) for row in range(rows)]
    found = [row for row in range(1, rows) if empty[row - 1] and not empty[row]]
    yield from found if len(found) <= MOST_BEGINNINGS else ()


def tables_at(sheet: RawSheet, row: int, known: Known) -> frozenset[str]:
    """Name the tables of which a row's texts are all that is needed, each a known word."""
    texts = [at for at, column in enumerate(sheet.columns) if isinstance(column[row], str)]
    headers = headers_at(sheet, row, texts)
    matches = {table: [words.match(header, loosely=False) for header in headers] for table, words in known.tables.items()}
    fields = {table: frozenset(one.field for one in said if one and one.certainty >= MARK) for table, said in matches.items()}
    return frozenset(table.value for table, named in fields.items() if named and not missing(table, named))


def _only_rows(sheet: RawSheet, start: int, end: int) -> RawSheet:
    def kept(column: list[Cell]) -> list[Cell]:
        return [cell if start <= row < end else None for row, cell in enumerate(column[:end])]

    flaws = {place: flaw for place, flaw in sheet.flaws.items() if start <= place[0] < end}
    return replace(sheet, columns=tuple(map(kept, sheet.columns)), flaws=flaws)


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
        if sum(separator in text for text in texts[:LOOKED_AT]) < FEWEST_LINES:
            continue
        rows = [_fields(cell, separator) for cell in cells]
        counts = [len(row) for row in rows if len(row) > 1]
        usual = max(counts, key=counts.count, default=0)
        if usual < FEWEST_FIELDS or counts.count(usual) < EVEN * len(texts):
            continue
        width = max(map(len, rows))
        columns = tuple([row[at] if at < len(row) else None for row in rows] for at in range(width))
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
    return days >= max(FEWEST_RECORDS, EVEN * len(filled))


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


def with_corrections(sheet: RawSheet, known: Known) -> tuple[RawSheet, tuple[Place, ...]] | None:
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
                return _corrected(sheet, rows, at, struck), tuple(sorted((row, struck) for row in rows))
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
