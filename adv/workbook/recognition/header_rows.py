"""Search for the row of a sheet that holds the headers: by the words in it, else by the shape of the sheet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from adv.model import TableName
from adv.workbook.recognition.layout import (
    FEWEST_HEADERS,
    FEWEST_IN_LIST,
    MOST_WEIGHED,
    ROWS_SEARCHED,
    Header,
    HeaderRows,
    Layout,
    first_filled,
    header_of,
    headers_at,
    layout_at,
    layouts,
)
from adv.workbook.tables.grid import RawSheet, column_letters
from adv.workbook.values.dates import parse_date
from adv.workbook.vocabulary.fields import BESIDE, decided_as, is_field, missing
from adv.workbook.vocabulary.knowledge import AGREES
from adv.workbook.vocabulary.words import LONGEST_HEADER, is_blank

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from adv.workbook.recognition.assignment import SheetColumns
    from adv.workbook.recognition.header_match import HeaderWords, Known

LONGEST_BOOKED: Final = 20  # characters of a day or an amount
MARK_WEIGHT: Final = 0.5  # what a column per theme weighs in finding the header row
ENOUGH_TO_STOP: Final = 3  # recognised columns of a header row after which none better is looked for
_CENTS = re.compile(r"[+-]?[0-9.]*[0-9],[0-9]{2}|[+-]?[0-9,]*[0-9]\.[0-9]{2}")


def layout_of(cells: SheetColumns, columns: Sequence[int], known: Known) -> Layout | None:
    """Lay out a table whatever it is; None when no row looks like one of headers."""
    row = _row_by_words(cells.sheet, columns, known, known.tables)
    if row is None and any(place[:2] == (cells.file, cells.sheet.name) for place in known.corrections.fields):
        row = _fullest_row(cells.sheet, columns)
    elif row is None:
        row = _row_by_shape(cells.sheet, columns)
        if row is not None and not _hints(cells.sheet, row, columns, known) and _hints(cells.sheet, row + 1, columns, known):
            row += 1  # a row of groups stands above it
    return None if row is None else _layout(cells, columns, row, known)


def layout_as(cells: SheetColumns, columns: Sequence[int], known: Known, table: TableName) -> Layout | None:
    """Lay out a table that is known: by its words, else by the shape of the sheet, else under the row with most texts."""
    row = _row_by_words(cells.sheet, columns, known, {table: known.tables[table]})
    row = _row_by_shape(cells.sheet, columns) if row is None else row
    row = _fullest_row(cells.sheet, columns) if row is None else row
    return None if row is None else _layout(cells, columns, row, known)


def possible_layouts(cells: SheetColumns, columns: Sequence[int], known: Known) -> Iterator[Layout]:
    """Give every layout that the table could have."""
    if _is_booking(cells.sheet, 0, columns):
        yield _without_headers(0, columns)
    yield from layouts(cells.sheet, columns, lambda group: _is_request(group, known))


def _is_booking(sheet: RawSheet, row: int, columns: Sequence[int]) -> bool:
    """Say whether a row has a day and an amount in cents, as no row of headers has: a bank's statement that comes without."""
    cells = [sheet.columns[column][row] for column in columns if row < sheet.row_count]
    texts = [cell.strip() for cell in cells if isinstance(cell, str) and len(cell) <= LONGEST_BOOKED]
    return any(map(_CENTS.fullmatch, texts)) and any(parse_date(text).value for text in texts)


def _without_headers(row: int, columns: Sequence[int]) -> Layout:
    return Layout(row, row, tuple(header_of(column, f"Kolom {column_letters(column)}") for column in columns))


def _layout(cells: SheetColumns, columns: Sequence[int], row: int, known: Known) -> Layout:
    if _is_booking(cells.sheet, row, columns):
        while row and _is_booking(cells.sheet, row - 1, columns):
            row -= 1
        return _without_headers(row, columns)
    visits = known.tables[TableName.VISITS]
    rows = HeaderRows(
        lambda header: _is_mark(visits, header) or header.key.startswith(known.knowledge.words.other_answers),
        lambda upper, lower: any(_say_the_same(words, upper, lower) for words in known.tables.values()),
        lambda header: _is_known(header, known),
        lambda group: _is_request(group, known),
    )
    return layout_at(cells.sheet, row, columns, rows)


def _say_the_same(words: HeaderWords, upper: Sequence[Header], lower: Sequence[Header]) -> bool:
    """Say whether a row names the same fields as the one above it: a form's names of its questions, and the questions."""
    pairs = [
        (words.match(above, loosely=False), words.match(below)) for above, below in zip(upper, lower, strict=True) if below.text
    ]
    both = [(above.field, below.field) for above, below in pairs if above and below and below.option is None]
    return sum(above == below for above, below in both) >= max(FEWEST_HEADERS, AGREES * len(both))


def _is_known(header: Header, known: Known) -> bool:
    ledger = known.knowledge.words.ledger
    is_side = header.key in ledger.out | ledger.back | ledger.debit_headers | ledger.credit_headers
    return is_side or any(words.match(header, loosely=False) for words in known.tables.values())


def _is_mark(words: HeaderWords, header: Header) -> bool:
    match = words.match(header, loosely=False)
    return match is not None and match.option is not None and not match.field.startswith(BESIDE)


def _is_request(group: str, known: Known) -> bool:
    """Say whether what stands over several headers names one of several requests: "Vraag 2"."""
    name, _, number = group.rpartition(" ")
    return name in known.knowledge.words.wide_prefixes and number.isdigit()


def _row_by_words(sheet: RawSheet, columns: Sequence[int], known: Known, tables: Mapping[TableName, HeaderWords]) -> int | None:
    row = _heaviest_row(sheet, columns, lambda headers: _weight(headers, tables, known, loosely=False))
    if row is not None:
        return row
    return _heaviest_row(sheet, columns, lambda headers: _weight(headers, tables, known, loosely=True))


def _fullest_row(sheet: RawSheet, columns: Sequence[int]) -> int | None:
    return _heaviest_row(sheet, columns, lambda headers: (len(headers), False))


def _heaviest_row(sheet: RawSheet, columns: Sequence[int], weigh: Callable[[Sequence[Header]], tuple[float, bool]]) -> int | None:
    """Find the row (from 0) among the first ones whose texts weigh most as headers, the upper one of equals.

    `weigh` also says whether a row names all that a table needs: then no further row is looked at.
    """
    best, best_row = 0.0, None
    first = first_filled(sheet)
    for row in range(first, min(sheet.row_count, first + ROWS_SEARCHED)):
        texts = [column for column in columns if isinstance(sheet.columns[column][row], str)][:MOST_WEIGHED]
        if len(texts) < FEWEST_HEADERS:
            continue
        weight, is_enough = weigh(headers_at(sheet, row, texts))
        if is_enough:
            return row
        if weight >= FEWEST_HEADERS and weight > best:
            best, best_row = weight, row
    return best_row


def _weight(
    headers: Sequence[Header], tables: Mapping[TableName, HeaderWords], known: Known, *, loosely: bool
) -> tuple[float, bool]:
    """Count the different fields of one table that a row names, and say whether those are all that the table needs."""
    best, enough = 0.0, False
    for table, words in tables.items():
        fields: set[str] = set()
        marks = 0
        for header in headers:
            match = words.match(header, loosely=loosely)
            decided = decided_as(known.decided.get(header.key) or "")[0]
            if match and match.option is not None:
                marks += 1
            elif match:
                fields.add(match.field)
            elif is_field(table, decided):
                fields.add(decided)
        best = max(best, len(fields) + MARK_WEIGHT * marks)
        enough |= not loosely and not missing(table, frozenset(fields)) and len(fields) >= ENOUGH_TO_STOP
    return best, enough


def _row_by_shape(sheet: RawSheet, columns: Sequence[int]) -> int | None:
    """Find the row over a list of which no word is known: short different texts, and under it the same columns filled."""
    for row in range(min(sheet.row_count - 2, ROWS_SEARCHED)):
        cells = {column: sheet.columns[column][row] for column in columns if not is_blank(sheet.columns[column][row])}
        if len(cells) < FEWEST_IN_LIST or len(set(cells.values())) < len(cells):
            continue
        if not all(isinstance(cell, str) and len(cell) <= LONGEST_HEADER for cell in cells.values()):
            continue
        under = [not is_blank(sheet.columns[column][row + 1]) for column in cells]
        return row if sum(under) >= FEWEST_IN_LIST else None
    return None


def _hints(sheet: RawSheet, row: int, columns: Sequence[int], known: Known) -> int:
    headers = headers_at(sheet, row, columns)
    return max(sum(bool(words.stems(header)) for header in headers) for words in known.tables.values())
