"""Where in a sheet the tables are: blocks of columns side by side, and in each the row with the headers."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from adv.workbook.values.text import clean
from adv.workbook.vocabulary.words import bare_key, header_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from adv.workbook.tables.grid import Cell, RawSheet

SHAPE_BYTES: Final = 12
ROWS_SEARCHED: Final = 60  # a header further down is no header
MOST_WEIGHED: Final = 120  # texts of a row; a list says what it is in fewer
LONGEST_HEADER: Final = 200  # characters; longer is text, not a header
FEWEST_IN_LIST: Final = 3  # columns of a list
ROWS_OF_LIST: Final = 4  # more rows than these, its headers included, make a list
FEWEST_HEADERS: Final = 2  # recognised words in one row that make it a header


class Header(Struct, frozen=True):
    """One column under its header. `text` may be empty: a column without one."""

    column: int
    text: str
    key: str  # as it is compared
    bare: str  # the same without what stands in parentheses

    @property
    def shown(self) -> str:
        """The text without what cannot be seen, or would be obeyed."""
        return clean(self.text)


class Layout(Struct, frozen=True):
    """One table's place: its header row (from 0), the first row under it, and its columns."""

    header_row: int
    first_row: int
    headers: tuple[Header, ...]

    @property
    def shape(self) -> str:
        """A fingerprint of the headers and where they stand, the same for every list of this form; no value goes into it."""
        named = [f"{header.column}\x1f{header.key}" for header in self.headers if header.key]
        return blake2b("\x1e".join([str(self.first_row - self.header_row), *named]).encode(), digest_size=SHAPE_BYTES).hexdigest()


def is_blank(cell: Cell) -> bool:
    """Whether a cell shows nothing."""
    if not isinstance(cell, str):
        return cell is None
    return not cell[:1].isalnum() and not header_key(cell[:LONGEST_HEADER])


def blocks(sheet: RawSheet) -> tuple[tuple[int, ...], ...]:
    """The columns that hold something, in groups that lie apart by at least one empty column."""
    groups: list[list[int]] = []
    last = -2
    for column, cells in enumerate(sheet.columns):
        if all(cell is None or cell == "" for cell in cells):
            continue
        if column == last + 1:
            groups[-1].append(column)
        else:
            groups.append([column])
        last = column
    return tuple(tuple(group) for group in groups)


def headers_at(sheet: RawSheet, row: int, columns: Sequence[int]) -> tuple[Header, ...]:
    """The headers in one row."""
    return tuple(_header(column, sheet.columns[column][row]) for column in columns)


def _header(column: int, cell: Cell) -> Header:
    text = cell if isinstance(cell, str) and len(cell) <= LONGEST_HEADER else ""
    return Header(column, " ".join(text.split()), header_key(text) or text.strip(), bare_key(text))


def under_groups(sheet: RawSheet, layout: Layout, is_group: Callable[[str], bool]) -> Layout:
    """The layout with headers that say in which group they are: "onderwerp" below a merged "Vraag 1" is "Vraag 1: onderwerp"."""
    above = layout.header_row - 1
    names: dict[int, str] = {}
    for top, left, bottom, right in sheet.merged:
        if top == bottom == above and left < right < len(sheet.columns):
            cell = sheet.columns[left][above]
            if isinstance(cell, str) and is_group(header_key(cell)):
                names |= dict.fromkeys(range(left, right + 1), cell)
    if not names:
        return layout
    headers = tuple(
        _header(header.column, f"{names[header.column]}: {header.text}") if header.text and header.column in names else header
        for header in layout.headers
    )
    return Layout(layout.header_row, layout.first_row, headers)


def find_header(sheet: RawSheet, columns: Sequence[int], weigh: Callable[[Sequence[Header]], tuple[float, bool]]) -> int | None:
    """The row (from 0) among the first ones whose texts weigh most as headers, the upper one of equals; None when none does.

    `weigh` also says whether a row names all that a table needs: then no further row is looked at.
    """
    best, best_row = 0.0, None
    for row in range(min(sheet.row_count, ROWS_SEARCHED)):
        texts = [column for column in columns if isinstance(sheet.columns[column][row], str)][:MOST_WEIGHED]
        if len(texts) < FEWEST_HEADERS:
            continue
        weight, is_enough = weigh(headers_at(sheet, row, texts))
        if is_enough:
            return row
        if weight >= FEWEST_HEADERS and weight > best:
            best, best_row = weight, row
    return best_row


def header_by_shape(sheet: RawSheet, columns: Sequence[int]) -> int | None:
    """The row that stands over a list though no word of it is known: short different texts, and under it the same columns filled."""
    for row in range(min(sheet.row_count - 2, ROWS_SEARCHED)):
        cells = {column: sheet.columns[column][row] for column in columns if not is_blank(sheet.columns[column][row])}
        if len(cells) < FEWEST_IN_LIST or len(set(cells.values())) < len(cells):
            continue
        if not all(isinstance(cell, str) and len(cell) <= LONGEST_HEADER for cell in cells.values()):
            continue
        under = [not is_blank(sheet.columns[column][row + 1]) for column in cells]
        return row if sum(under) >= FEWEST_IN_LIST else None
    return None


def is_list(sheet: RawSheet, columns: Sequence[int]) -> bool:
    """Whether these columns hold rows enough that somebody may miss them."""
    rows = range(min(sheet.row_count, ROWS_SEARCHED))
    filled = sum(sum(not is_blank(sheet.columns[column][row]) for column in columns) >= FEWEST_IN_LIST for row in rows)
    return filled > ROWS_OF_LIST


def layout_at(sheet: RawSheet, row: int, columns: Sequence[int], is_sub_header: Callable[[Header], bool]) -> Layout:
    """The table under a header row; a second row of headers under it ("Thema's" over "wonen | werken") is taken with it."""
    upper = headers_at(sheet, row, columns)
    if row + 1 < sheet.row_count:
        lower = headers_at(sheet, row + 1, columns)
        filled = [header for header in lower if not is_blank(sheet.columns[header.column][row + 1])]
        if len(filled) >= FEWEST_HEADERS and all(is_sub_header(header) for header in filled):
            return _joined(row, upper, lower)
    return Layout(row, row + 1, upper)


def layouts(sheet: RawSheet, columns: Sequence[int]) -> Iterator[Layout]:
    """Every layout that these columns could have, from the top: to be compared with a remembered shape."""
    rows = [headers_at(sheet, row, columns) for row in range(min(sheet.row_count, ROWS_SEARCHED + 1))]
    for row, upper in enumerate(rows[:ROWS_SEARCHED]):
        if sum(bool(header.text) for header in upper) >= FEWEST_HEADERS:
            yield Layout(row, row + 1, upper)
            if row + 1 < len(rows):
                yield _joined(row, upper, rows[row + 1])


def _joined(row: int, upper: Sequence[Header], lower: Sequence[Header]) -> Layout:
    return Layout(row, row + 2, tuple(below if below.text else above for above, below in zip(upper, lower, strict=True)))
