"""Columns of a table that no field was found for, and of which somebody may miss what is in them."""

from __future__ import annotations

import re
from collections import Counter
from datetime import time, timedelta
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from adv.model import TableName
from adv.workbook.recognition.columns.header_words import HeaderWords, counts_visits
from adv.workbook.recognition.evidence.counted_visits import EITHER
from adv.workbook.recognition.places.layout import MOST_WEIGHED, Header
from adv.workbook.values.amounts import parse_whole
from adv.workbook.values.remarks import entries_in
from adv.workbook.vocabulary.code_legends import code_of
from adv.workbook.vocabulary.fields import DAYS, Kind, request_part
from adv.workbook.vocabulary.knowledge import AGREES, LONGEST_KIND, MOSTLY, Knowledge, sample_of, shown
from adv.workbook.vocabulary.ledger import begins_with
from adv.workbook.vocabulary.several import times_in
from adv.workbook.vocabulary.unknown_words import may_be_asked
from adv.workbook.vocabulary.words import bare_key, numberless

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from adv.workbook.recognition.columns.assignment import Column
    from adv.workbook.recognition.columns.table_columns import TableColumns
    from adv.workbook.tables.grid import Cell
    from adv.workbook.understood import ColumnRecognition

ASKED_IN: Final = frozenset({TableName.VISITS, TableName.REQUESTS, TableName.EXPENSES})
# Refunds stand in a column of their own now and then, and a cash book without a known column of amounts looks like activities.
WITHOUT_OTHER_MONEY: Final = frozenset({TableName.EXPENSES, TableName.ACTIVITIES})
FEWEST_FILLED: Final = 3  # filled cells, to be asked about
LEAST_FILLED: Final = 0.1  # of the rows
OWN_EACH: Final = 0.9  # share of different values from which on whole numbers only number the rows
OF_A_KIND: Final = 3  # times that a word stands in a column of kinds, before it may be shown
LONGEST_LETTER: Final = 2
WORDED: Final = (Kind.OUTCOME, Kind.STATUS, Kind.THEME, Kind.GOAL)
LEFT_OUT: Final = "column_left_out"  # the code of what is only said
FEW_CELLS: Final = "few_cells"  # the same, of what looks like something that is counted
REPEATED: Final = 2  # times that a word stands in a column of kinds, on average
DESCRIBING: Final = frozenset({"omschrijving", "description", "memo"})
_TIME = re.compile(r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s*(?:u|uur|h))?", re.IGNORECASE)


def unread_columns(found: TableColumns, columns: Mapping[int, Column], words: HeaderWords) -> Iterator[tuple[int, int, str]]:
    """Give the columns that were not recognised, each with how many of its cells are filled, and why it is asked about or only said."""
    said = {other for _, other in found.more}
    unknown = [column.column for column in found.columns if column.reason.key == "unknown" and column.column not in said]
    rows = max((len(columns[one.column].filled) for one in found.columns if one.field), default=0) if unknown else 0
    series = Counter(numberless(columns[at].header.bare) for at in unknown if columns[at].filled)
    for at in unknown:
        if code := _code(columns[at], rows, found, words):
            yield at, len(columns[at].filled), code
        elif columns[at].filled and not _says_day_too(columns[at].header, found, words):
            if found.table is TableName.ADDRESSES:  # "wk 3", "wk 4", "wk 5": rounds along the doors
                is_missed = series[numberless(columns[at].header.bare)] >= FEWEST_FILLED
            else:
                is_of_bank = _is_of_bank(columns[at].header, found, words)
                is_missed = found.table in ASKED_IN and not is_of_bank and _may_be_missed(columns[at].filled, words.knowledge)
            yield at, len(columns[at].filled), FEW_CELLS if is_missed else LEFT_OUT
    if found.table is TableName.VISITS:
        yield from _of_visits(found, columns, words, {*said, *unknown})


def _of_visits(
    found: TableColumns, columns: Mapping[int, Column], words: HeaderWords, others: AbstractSet[int]
) -> Iterator[tuple[int, int, str]]:
    """Give the columns that are left out, remarks too, and tell of further visits: days with outcomes, or how often somebody came."""
    has_requests = any(request_part(column.field) for column in found.columns)
    for column in found.columns:
        if column.reason.key == EITHER:
            yield column.column, len(columns[column.column].filled), EITHER
            continue
        is_question = not (column.field or has_requests) and words.question(columns[column.column].header) is not None
        filled = columns[column.column].filled if is_question else ()
        are_counts = any((parse_whole(cell).value or 0) > 0 for cell in filled)
        if are_counts or any(words.knowledge.yes_no(cell).value for cell in filled):
            yield column.column, len(filled), "column_counts_requests" if are_counts else "column_marks_requests"
            continue
        header = words.knowledge.words.unneeded.get(columns[column.column].header.bare, "text")
        if column.field or column.blocked or header != "text":
            continue
        texts = [cell for cell in columns[column.column].filled if isinstance(cell, str)]
        diaries = sum(bool(entries_in(cell)) for cell in texts)
        if diaries >= FEWEST_FILLED and diaries >= MOSTLY * len(texts) and column.column not in others:
            yield column.column, diaries, "diary_not_read"
        elif sum(code_of(cell) is not None for cell in texts) >= len(texts) / 2:
            continue  # "g", "nt", "nt 2x": outcomes, not remarks; with a meaning for its letters each of the times counts
        elif times := sum((times_in(cell, must_say=True) or 0) > 1 for cell in texts):
            yield column.column, times, "times_not_read"


def _code(column: Column, rows: int, found: TableColumns, words: HeaderWords) -> str | None:
    """Find what is to be asked about an unknown column of a table with so many rows; None when nobody misses it."""
    filled, knowledge = column.filled, words.knowledge
    if _says_day_too(column.header, found, words) or _is_of_bank(column.header, found, words):
        return None
    if code := _weighs(column, found, words):
        return code
    has_cents = any(isinstance(cell, float) and cell != int(cell) for cell in filled if cell == cell)  # noqa: PLR0124 - NaN
    may_be = found.table in WITHOUT_OTHER_MONEY and (has_cents or knowledge.fits(sample_of(filled), Kind.CENTS))
    if not may_be and found.table in ASKED_IN:
        is_much = len(filled) >= max(FEWEST_FILLED, LEAST_FILLED * rows)
        may_be = (bool(filled) and _is_meant(column.header, words)) or (is_much and _may_be_missed(filled, knowledge))
    return "column_not_recognised" if may_be else None


def _is_of_bank(header: Header, found: TableColumns, words: HeaderWords) -> bool:
    """Say whether nobody misses a column of a ledger or a bank's statement: "Omschrijving", "Saldo", "Naam tegenpartij"."""
    of_bank, said = words.knowledge.words.ledger.of_bank, header.bare.replace("-", " ").split()
    return found.table is TableName.EXPENSES and (begins_with(header.key, of_bank) or not DESCRIBING.isdisjoint(said))


def _says_day_too(header: Header, found: TableColumns, words: HeaderWords) -> bool:
    """Say whether a column is a week or a year ("Week", "Jaar") beside another one that has the day."""
    known = words.knowledge.words
    return header.bare in known.weeks | known.years and bool(found.fields & DAYS)


def with_values(found: TableColumns, columns: Mapping[int, Column], knowledge: Knowledge) -> tuple[ColumnRecognition, ...]:
    """Add a few values to the columns that are left out: for who may want one after all.

    Days, numbers, marks, words that are known, and words that come back in row after row: any other word may be a resident's name.
    """
    hidden = {at for at, column in columns.items() if column.header.bare in knowledge.words.unneeded}
    hidden |= {column for column, _ in found.personal} | {column.column for column in found.columns if column.field}
    telling = {} if len(found.columns) > MOST_WEIGHED else {at: column for at, column in columns.items() if at not in hidden}
    values = {at: shown(_of_nobody(column, knowledge)) for at, column in telling.items()}
    return tuple(replace(one, samples=values[one.column]) if one.column in values else one for one in found.columns)


def _of_nobody(column: Column, knowledge: Knowledge) -> list[Cell]:
    kinds = Counter(cell.casefold() for cell in column.filled if isinstance(cell, str))
    are_kinds = len(kinds) * OF_A_KIND <= len(column.filled)

    def is_kind(cell: Cell) -> bool:  # often there, one word, and written like no name, small or as a letter
        if not are_kinds or not isinstance(cell, str) or kinds[cell.casefold()] < OF_A_KIND:
            return False
        return ((cell[:1].islower() and " " not in cell.strip()) or len(cell) <= LONGEST_LETTER) and may_be_asked(cell)

    known = [any(knowledge.share([cell], kind) == 1 for kind in WORDED) for cell in column.sample]
    pairs = zip(column.sample, known, strict=True)
    return [cell for cell, is_known in pairs if is_known or knowledge.says_nobody(cell) or is_kind(cell)]


def _may_be_missed(filled: Sequence[Cell], knowledge: Knowledge) -> bool:
    """Say whether cells look like something that is counted: days, amounts, "huur" again and again; no remarks or row numbers."""
    sample, many = sample_of(filled), len(filled)
    times = (_TIME.fullmatch(cell.strip()) if isinstance(cell, str) else isinstance(cell, time | timedelta) for cell in filled)
    if sum(map(bool, times)) > MOSTLY * many:
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


def _weighs(column: Column, found: TableColumns, words: HeaderWords) -> str | None:
    """Tell whether a column says how often a row counts ("Aantal bezoeken"): that is not read, and totals would differ."""
    known, header, filled = words.knowledge.words, column.header, column.filled
    amounts = (bare_key(one.header) for one in found.columns if one.field == "cents")
    if found.table is TableName.EXPENSES and known.each.isdisjoint(amounts):
        return None
    pieces = set(header.bare.split())
    if found.table is TableName.VISITS and pieces & known.how_many and pieces & known.wide_prefixes:
        return "column_counts_requests" if any((parse_whole(cell).value or 0) > 0 for cell in filled) else None
    of_visits = found.table is TableName.VISITS and counts_visits(header.bare, known)
    is_counting = of_visits or (found.table is TableName.EXPENSES and header.bare in known.counts)
    numbers = {parse_whole(cell).value for cell in filled} if is_counting else set()
    if not numbers - {None, 0, 1}:
        return None
    return "column_counts_visits" if of_visits else "column_counts"


def _is_meant(header: Header, words: HeaderWords) -> bool:
    """Say whether a header says what it is, and what is in the column does not fit: a theme, or a part of a request ("Stand 1")."""
    if words.table is not TableName.VISITS:
        return False
    match = words.match(header, loosely=False)
    if match is not None and match.option is not None:
        return True
    name, known = numberless(header.bare), words.knowledge.words
    return name != header.bare and (name in known.wide or name in known.wide_prefixes)
