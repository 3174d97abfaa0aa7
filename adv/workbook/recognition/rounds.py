"""Rounds of visits as columns: their day, week or month is the header, and what came of each visit stands below it, as words, letters or colours.

Every cell gets its day, so that it says what a cell with a day and its outcome says.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from adv.model import TableName
from adv.workbook.recognition.days_elsewhere import HOME
from adv.workbook.recognition.layout import ROWS_SEARCHED, headers_at
from adv.workbook.values.amounts import parse_whole
from adv.workbook.values.date_forms import MONTH_NUMBERS
from adv.workbook.values.dates import parse_date
from adv.workbook.values.remarks import days_of
from adv.workbook.values.text import parse_yes_no, plain
from adv.workbook.values.yearless import WEEKS, is_week, on_weekday, years_in
from adv.workbook.vocabulary.fields import Kind
from adv.workbook.vocabulary.knowledge import MOSTLY, sample_of
from adv.workbook.vocabulary.legends import code_of
from adv.workbook.vocabulary.words import LONGEST_HEADER, is_blank

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

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


def rounds_in(sheet: RawSheet, codes: AbstractSet[str] = frozenset()) -> Rounds | None:
    """Find a row of days, weeks or months with no days or numbers below them, but for `codes`, and something else before them."""
    year = _only_year(sheet.name)
    for row in range(min(sheet.row_count - 1, ROWS_SEARCHED)):
        cells = [column[row] for column in sheet.columns]
        year = year or next(filter(None, map(_only_year, cells)), None)
        if any(isinstance(cell, date) and not _are_words_below(sheet, row, at, codes) for at, cell in enumerate(cells)):
            continue  # a list's own column of days: no need to read the texts beside it
        weeks = _numbers_of_weeks(sheet, row)
        found = {at: said for at, cell in enumerate(cells) if (said := _day_in(weeks.get(at, cell), year))}
        days = {at: day for at, (day, _) in found.items() if _are_words_below(sheet, row, at, codes)}
        is_first = any(not is_blank(column[row]) for column in sheet.columns[: min(days, default=0)])
        if len(days) >= FEWEST and len(days) == len(found) and is_first:
            are_months = all(isinstance(cell := cells[at], date) and cell.day == 1 for at in days)
            return Rounds(row, days, is_vague=are_months or any(is_vague for _, is_vague in found.values()))
    return None


def _numbers_of_weeks(sheet: RawSheet, row: int) -> dict[int, str]:
    """Give the weeks of which only the numbers stand in a row, where a text in it or in the row above says that they are weeks."""
    found = {
        at: number for at, column in enumerate(sheet.columns) if (number := parse_whole(column[row], lowest=1, highest=WEEKS).value)
    }
    texts = (column[line] for column in sheet.columns for line in range(max(row - 1, 0), row + 1)) if len(found) >= FEWEST else ()
    is_said = any(isinstance(cell, str) and len(cell) <= LONGEST and "week" in plain(cell) for cell in texts)
    return {at: f"week {number}" for at, number in found.items()} if is_said else {}


def with_days_of_rounds(sheet: RawSheet, known: Known, legend: Mapping[str, str]) -> tuple[RawSheet, Rounds] | None:
    """Write the day of its round into every cell with an outcome; None where there are no such columns.

    `legend` says for which outcomes codes stand. Letters without one are outcomes where the rows are homes: they are asked about.
    """
    rounds = rounds_in(sheet, legend.keys())
    if rounds is None:
        return None
    first = rounds.header_row + 1
    cells = [cell for at in rounds.days for cell in sample_of(sheet.columns[at][first:])]
    coloured = {word for row, at in sheet.looks.worded if at in rounds.days and (word := sheet.columns[at][row])}
    words = [cell for cell in cells if cell not in coloured]
    if not cells or _are_statuses(sheet, rounds, words, known) or (words and not _say_outcomes(sheet, rounds, words, known)):
        return None
    columns = list(sheet.columns)
    for number, (at, day) in enumerate(rounds.days.items(), 1):
        dated = [None if is_blank(cell) else f"{day} {_in_words(cell, legend)}" for cell in columns[at][first:]]
        columns[at] = [*columns[at][: first - 1], f"{HEADER} {number} ({day})", *dated]
    return replace(sheet, columns=tuple(columns)), rounds


def _in_words(cell: Cell, legend: Mapping[str, str]) -> Cell:
    """Write a number by the legend: behind a day it would be a part of that. Letters are read by it later, when all sheets are in."""
    return legend.get(code_of(cell) or "", cell) if not isinstance(cell, str) or cell.strip().isdigit() else cell


def _say_outcomes(sheet: RawSheet, rounds: Rounds, words: Sequence[Cell], known: Known) -> bool:
    """Say whether what stands below the rounds may be outcomes: known words; marks where nothing else says the outcome; letters beside homes."""

    def are_outcomes(cells: Sequence[Cell]) -> bool:
        return (known.knowledge.share(sample_of(cells), Kind.OUTCOME) or 0) >= MOSTLY

    if all(parse_yes_no(cell).value is not None for cell in words):  # asked about, as a word that nobody knows
        others = (column[rounds.header_row + 1 :] for at, column in enumerate(sheet.columns) if at not in rounds.days)
        return not any(map(are_outcomes, others))
    if are_outcomes(words):
        return True
    headers = headers_at(sheet, rounds.header_row, range(min(rounds.days)))
    matches = (known.tables[TableName.VISITS].match(header, loosely=False) for header in headers)
    return any(match and match.field in HOME for match in matches) and all(map(code_of, words))


def _are_statuses(sheet: RawSheet, rounds: Rounds, words: Sequence[Cell], known: Known) -> bool:
    """Say whether the columns say how requests stood on each day ("Status per 1-3-2019"), by their headers and their words."""
    exact = known.tables[TableName.REQUESTS].exact
    headers = [plain(str(sheet.columns[at][rounds.header_row])).split() for at in rounds.days]
    named = all(any(exact.get(word, ("", 0))[0] == "status" for word in words) for words in headers)
    return named and (known.knowledge.share(sample_of(words), Kind.STATUS) or 0) >= MOSTLY


def _only_year(cell: Cell) -> int | None:
    """Give the only year of which a short text speaks."""
    years = years_in(cell) if isinstance(cell, str) and len(cell) <= LONGEST else set[int]()
    return years.pop() if len(years) == 1 else None


def _are_words_below(sheet: RawSheet, row: int, column: int, codes: AbstractSet[str]) -> bool:
    return all(_is_word(cell) or code_of(cell) in codes for cell in sheet.columns[column][row + 1 :])


def _is_word(cell: Cell) -> bool:
    """Say whether a cell holds words, a mark or nothing: no days, no amounts, no long texts."""
    return is_blank(cell) or cell == 1 or (isinstance(cell, str) and len(cell) <= LONGEST_HEADER and not days_of(cell))


def _day_in(cell: Cell, year: int | None) -> tuple[str, bool] | None:
    """Find the one day in a header, or the first of its month or week, and whether that is all that is known."""
    if isinstance(cell, date):
        return f"{cell.day}-{cell.month}-{cell.year}", False
    if not isinstance(cell, str) or len(cell) > LONGEST:
        return None
    text = plain(cell).strip(" .")
    if len(days := days_of(cell)) == 1 and not is_week(days[0]):
        return days[0], False
    if text in MONTH_NUMBERS and year is None:
        return f"1-{MONTH_NUMBERS[text]}", True
    day = parse_date(text).value or (parse_date(f"{text} {year}").value if year else None)
    return (f"{day.day}-{day.month}-{day.year}", True) if day else (week, True) if (week := _yearless_week(text)) else None


def _yearless_week(text: str) -> str | None:
    """Write a week as its first day where nothing says its year: that is found as of any other day."""
    return on_weekday(text, 1) if "w" in text and is_week(text) else None
