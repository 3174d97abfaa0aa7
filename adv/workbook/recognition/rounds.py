"""Rounds of visits as columns: their day or month is the header, and what came of each visit stands below it, in words or as a colour.

Every cell gets its day, so that it says what a cell with a day and its outcome says.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from adv.workbook.recognition.layout import ROWS_SEARCHED
from adv.workbook.values.dates import MONTH_NUMBERS, parse_date
from adv.workbook.values.diary import days_of
from adv.workbook.values.text import parse_yes_no, plain
from adv.workbook.values.yearless import years_in
from adv.workbook.vocabulary.fields import Kind
from adv.workbook.vocabulary.knowledge import MOSTLY, sample_of
from adv.workbook.vocabulary.words import LONGEST_HEADER, is_blank

if TYPE_CHECKING:
    from adv.workbook.recognition.header_match import Known
    from adv.workbook.tables.grid import Cell, RawSheet

HEADER: Final = "Datum bezoek"
FEWEST: Final = 2  # rounds
LONGEST: Final = 60  # characters of a header


class Rounds(Struct, frozen=True):
    """Columns of rounds below one row of headers: the day of each, and whether only its month or week is known."""

    header_row: int
    days: dict[int, str]
    is_vague: bool


def rounds_in(sheet: RawSheet) -> Rounds | None:
    """Find a row of days or months with no days or numbers below them, and something else before them."""
    year = _only_year(sheet.name)
    for row in range(min(sheet.row_count - 1, ROWS_SEARCHED)):
        cells = [column[row] for column in sheet.columns]
        year = year or next(filter(None, map(_only_year, cells)), None)
        if any(isinstance(cell, date) and not _are_words_below(sheet, row, at) for at, cell in enumerate(cells)):
            continue  # a list's own column of days: no need to read the texts beside it
        found = {at: said for at, cell in enumerate(cells) if (said := _day_in(cell, year))}
        days = {at: day for at, (day, _) in found.items() if _are_words_below(sheet, row, at)}
        is_first = any(not is_blank(column[row]) for column in sheet.columns[: min(days, default=0)])
        if len(days) >= FEWEST and len(days) == len(found) and is_first:
            return Rounds(row, days, is_vague=any(is_vague for _, is_vague in found.values()))
    return None


def with_days_of_rounds(sheet: RawSheet, known: Known) -> tuple[RawSheet, Rounds] | None:
    """Write the day of its round into every cell with an outcome; None where there are no such columns."""
    rounds = rounds_in(sheet)
    if rounds is None:
        return None
    first = rounds.header_row + 1
    cells = [cell for at in rounds.days for cell in sample_of(sheet.columns[at][first:])]
    coloured = {word for row, at in sheet.looks.worded if at in rounds.days and (word := sheet.columns[at][row])}
    words = [cell for cell in cells if cell not in coloured]
    are_marks = bool(words) and all(
        parse_yes_no(cell).value is not None for cell in words
    )  # asked about, as a word that nobody knows
    others = [column[first:] for at, column in enumerate(sheet.columns) if at not in rounds.days] if are_marks else [words]
    says_outcome = any((known.knowledge.share(sample_of(other), Kind.OUTCOME) or 0) >= MOSTLY for other in others)
    if not cells or (words and says_outcome is are_marks):
        return None
    columns = list(sheet.columns)
    for number, (at, day) in enumerate(rounds.days.items(), 1):
        dated = [None if is_blank(cell) else f"{day} {cell}" for cell in columns[at][first:]]
        columns[at] = [*columns[at][: first - 1], f"{HEADER} {number} ({day})", *dated]
    return replace(sheet, columns=tuple(columns)), rounds


def _only_year(cell: Cell) -> int | None:
    """Give the only year of which a short text speaks."""
    years = years_in(cell) if isinstance(cell, str) and len(cell) <= LONGEST else set[int]()
    return years.pop() if len(years) == 1 else None


def _are_words_below(sheet: RawSheet, row: int, column: int) -> bool:
    return all(map(_is_word, sheet.columns[column][row + 1 :]))


def _is_word(cell: Cell) -> bool:
    """Say whether a cell holds words, a mark or nothing: no days, no amounts, no long texts."""
    return is_blank(cell) or cell == 1 or (isinstance(cell, str) and len(cell) <= LONGEST_HEADER and not days_of(cell))


def _day_in(cell: Cell, year: int | None) -> tuple[str, bool] | None:
    """Find the one day in a header, or the first of its month or week, and whether that is all that is known."""
    if isinstance(cell, date):
        return f"{cell.day}-{cell.month}-{cell.year}", False
    if not isinstance(cell, str) or len(cell) > LONGEST:
        return None
    if len(days := days_of(cell)) == 1:
        return days[0], False
    text = plain(cell).strip(" .")
    if text in MONTH_NUMBERS and year is None:
        return f"1-{MONTH_NUMBERS[text]}", True
    day = parse_date(text).value or (parse_date(f"{text} {year}").value if year else None)
    return (f"{day.day}-{day.month}-{day.year}", True) if day else None
