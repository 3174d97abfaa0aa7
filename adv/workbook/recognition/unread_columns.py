"""Columns of a table that no field was found for, and of which somebody may miss what is in them."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from adv.model import TableName
from adv.workbook.recognition.layout import MOST_WEIGHED, is_blank
from adv.workbook.values.amounts import parse_whole
from adv.workbook.vocabulary.fields import Kind
from adv.workbook.vocabulary.knowledge import AGREES, LONGEST_KIND, MOSTLY, sample_of, shown
from adv.workbook.vocabulary.words import bare_key, numberless, value_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from adv.workbook.recognition.header_match import HeaderWords
    from adv.workbook.recognition.layout import Header, Layout
    from adv.workbook.recognition.sheet_columns import Assigned
    from adv.workbook.tables.grid import Cell, RawSheet
    from adv.workbook.vocabulary.knowledge import Knowledge
    from adv.workbook.vocabulary.recognition import ColumnRecognition

ASKED_IN: Final = frozenset({TableName.VISITS, TableName.REQUESTS, TableName.EXPENSES})
# What came back stands in a column of its own now and then, and a cash book without a known column of amounts looks like activities.
WITHOUT_OTHER_MONEY: Final = frozenset({TableName.EXPENSES, TableName.ACTIVITIES})
FEWEST: Final = 3  # filled cells
LEAST: Final = 0.1  # of the rows
OWN_EACH: Final = 0.9  # share of different values from which on whole numbers only number the rows
REPEATED: Final = 2  # times that a word stands in a column of kinds, on average

_TIME = re.compile(r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s*(?:u|uur|h))?", re.IGNORECASE)


def unread_columns(assigned: Assigned, layout: Layout, sheet: RawSheet, words: HeaderWords) -> Iterator[tuple[int, int, str]]:
    """The columns that were not recognised and should be asked about, each with how many of its cells are filled, and why."""
    if assigned.table not in ASKED_IN | WITHOUT_OTHER_MONEY:
        return
    said = {other for _, other in assigned.more}
    unknown = {column.column for column in assigned.columns if column.reason.key == "unknown"} - said
    rows = _rows(assigned, layout, sheet) if unknown else 0
    for header in layout.headers:
        if header.column not in unknown:
            continue
        filled = _filled(sheet, layout, header.column)
        if code := _weighs(header, filled, assigned, words):
            yield header.column, len(filled), code
            continue
        if assigned.table in WITHOUT_OTHER_MONEY and _are_amounts(filled, words.knowledge):
            yield header.column, len(filled), "column_not_recognised"
            continue
        if assigned.table not in ASKED_IN:
            continue
        is_meant = bool(filled) and _is_meant(header, words)
        is_much = len(filled) >= max(FEWEST, LEAST * rows)
        if is_meant or (is_much and may_be_missed(filled, words.knowledge)):
            yield header.column, len(filled), "column_not_recognised"


def with_values(assigned: Assigned, layout: Layout, sheet: RawSheet, knowledge: Knowledge) -> tuple[ColumnRecognition, ...]:
    """The columns of a table, those that are left out with a few values too: for who may want one after all.

    Days, numbers and marks only: a word in a column that nobody knows may be a name.
    """
    hidden = {header.column for header in layout.headers if header.bare in knowledge.words.unneeded}
    hidden |= {column for column, _ in assigned.personal}
    return tuple(
        column
        if column.field or column.column in hidden or len(assigned.columns) > MOST_WEIGHED
        else replace(column, samples=shown([cell for cell in _sample(sheet, layout, column.column) if knowledge.says_nobody(cell)]))
        for column in assigned.columns
    )


def _sample(sheet: RawSheet, layout: Layout, column: int) -> tuple[Cell, ...]:
    return sample_of(sheet.columns[column][layout.first_row :], sheet.columns[column][layout.first_row - 1])


def may_be_missed(filled: Sequence[Cell], knowledge: Knowledge) -> bool:
    """Whether cells look like something that is counted: days, amounts, marks, a few words again and again; not remarks or numbers of rows."""
    sample, many = sample_of(filled), len(filled)
    if sum(map(_is_time, filled)) > MOSTLY * many:
        return False
    if (knowledge.share([cell for cell in sample if not isinstance(cell, int | float)], Kind.DAY) or 0) >= AGREES:
        return True
    numbers = [cell for cell in filled if isinstance(cell, int | float)]
    if len(numbers) > MOSTLY * many:
        return len(set(numbers)) < OWN_EACH * len(numbers) or any(number != int(number) for number in numbers)
    if knowledge.fits(sample, Kind.CENTS):
        return True
    short = [cell for cell in filled if not isinstance(cell, str) or len(cell) <= LONGEST_KIND]
    return len(short) >= AGREES * many and len({str(cell).casefold() for cell in short}) * REPEATED <= many


def _weighs(header: Header, filled: Sequence[Cell], assigned: Assigned, words: HeaderWords) -> str | None:
    """Whether a column says how often a row counts, or whether money came or went; nothing of that is read, and totals would differ."""
    known = words.knowledge.words
    if assigned.table is TableName.EXPENSES:
        said = {value_key(cell) if isinstance(cell, str) else "" for cell in filled}
        if len(said) > 1 and said <= known.directions:
            return "column_direction"
        if header.bare in known.incoming and (words.knowledge.share(sample_of(filled), Kind.CENTS) or 0) >= AGREES:
            return "column_incoming"
        amounts = [column.header for column in assigned.columns if column.field == "cents"]
        if not any(bare_key(amount) in known.each for amount in amounts):
            return None
    is_counting = assigned.table in {TableName.VISITS, TableName.EXPENSES} and header.bare in known.counts
    numbers = {parse_whole(cell).value for cell in filled} if is_counting else set()
    return "column_counts" if numbers - {None, 0, 1} else None


def _are_amounts(filled: Sequence[Cell], knowledge: Knowledge) -> bool:
    """Whether cells hold euros: with a sign for them, or with cents."""
    with_cents = any(isinstance(cell, float) and cell != int(cell) for cell in filled if cell == cell)  # noqa: PLR0124 - NaN
    return with_cents or knowledge.fits(sample_of(filled), Kind.CENTS)


def _is_meant(header: Header, words: HeaderWords) -> bool:
    """Whether a header says what it is, and what is in the column does not fit: a theme, or a part of a request ("Stand 1")."""
    if words.table is not TableName.VISITS:
        return False
    match = words.match(header, loosely=False)
    if match is not None and match.option is not None:
        return True
    name, known = numberless(header.bare), words.knowledge.words
    return name != header.bare and (name in known.wide or name in known.wide_prefixes)


def _rows(assigned: Assigned, layout: Layout, sheet: RawSheet) -> int:
    """How many rows the table has, by the fullest of the columns that are read."""
    return max((len(_filled(sheet, layout, column.column)) for column in assigned.columns if column.field), default=0)


def _filled(sheet: RawSheet, layout: Layout, column: int) -> list[Cell]:
    cells = sheet.columns[column]
    header = cells[layout.first_row - 1]  # which may be repeated further down
    return [cell for cell in cells[layout.first_row :] if cell != header and not is_blank(cell)]


def _is_time(cell: Cell) -> bool:
    if isinstance(cell, str):
        return _TIME.fullmatch(cell.strip()) is not None
    return isinstance(cell, time | timedelta) and not isinstance(cell, date)
