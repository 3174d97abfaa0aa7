"""Rounds of visits as columns: the day, week or month of each is its header, and what came of each visit stands below it.

That may be words, letters or colours: every cell gets its day.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from adv.model import TableName
from adv.workbook.recognition.places.layout import ROWS_SEARCHED, headers_at
from adv.workbook.recognition.shapes.days_elsewhere import OF_A_HOME
from adv.workbook.recognition.shapes.laid_out import LaidOut
from adv.workbook.tables.findings import Severity
from adv.workbook.values.amounts import parse_whole
from adv.workbook.values.date_forms import MONTH_NUMBERS
from adv.workbook.values.dates import parse_date
from adv.workbook.values.remarks import days_of
from adv.workbook.values.text import parse_yes_no, plain
from adv.workbook.values.yearless import WEEKS, is_week, on_weekday, years_in
from adv.workbook.vocabulary.code_legends import code_of
from adv.workbook.vocabulary.fields import Kind
from adv.workbook.vocabulary.knowledge import MOSTLY, sample_of
from adv.workbook.vocabulary.words import LONGEST_HEADER, is_blank

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from adv.workbook.recognition.known import Known
    from adv.workbook.tables.grid import Cell, Place, RawSheet

DAY_OF_ROUND: Final = "Datum bezoek"
FEWEST_ROUNDS: Final = 2  # rounds
LONGEST_ROUND: Final = 60  # characters of a header of one
MOST_WORDS: Final = 8  # unknown ones, below rounds beside homes: they are asked about
MOST_PARTS_OF_WORD: Final = 3  # parts of one
LEAP: Final = 2020  # a year in which every day of a month without one may lie
_BETWEEN: Final = re.compile(r"\s*[;,\n+&]\s*|\s+(?:en|and|/)\s+")
_ONE: Final = r"[0-3]?[0-9]"
_DAY_BEFORE: Final = re.compile(rf"(?P<day>{_ONE})(?:e|ste|de)?\.?\s*[:.)–-]*\s*(?P<what>(?!x\b|keer\b|maal\b)[^\W\d].*)")
_DAY_BEHIND: Final = re.compile(rf"(?P<what>[^\W\d].*?)\s*[:(–-]*\s*\b(?P<day>{_ONE})(?:e|ste|de)?\)?")
_X: Final = r"\s*(?:x|×|keer|maal)(?![a-z])"
_COUNTED: Final = re.compile(
    rf"\(?(?P<first>[2-9]){_X}\)?\s*(?P<what>[^\d]+)|(?P<before>[^\d]+?)\s*\(?(?P<last>[2-9]){_X}\)?", re.IGNORECASE
)
_DAY_AND_MONTH: Final = re.compile(r"1-(?P<rest>[0-9]{1,2}(?:-(?P<year>[0-9]{4}))?)")


class Rounds(Struct, frozen=True):
    """Columns of rounds below one row of headers: the day of each, and whether only its month or week is known."""

    header_row: int
    days: dict[int, str]
    is_vague: bool


def rounds_in(sheet: RawSheet, codes: AbstractSet[str] = frozenset()) -> Rounds | None:
    """Find a row of days, weeks or months ("Straat | Nr | wk 12 | wk 14") with words below them, or `codes`: no days, no other numbers."""
    year = _only_year(sheet.name)
    for row in range(min(sheet.row_count - 1, ROWS_SEARCHED)):
        cells = [column[row] for column in sheet.columns]
        year = year or next(filter(None, map(_only_year, cells)), None)
        if any(isinstance(cell, date) and not _are_words_below(sheet, row, at, codes) for at, cell in enumerate(cells)):
            continue  # a list's own column of days: no need to read the texts beside it
        weeks = _numbers_of_weeks(sheet, row)
        found = {at: said for at, cell in enumerate(cells) if (said := _day_in(weeks.get(at, cell), year))}
        days = {at: day for at, (day, _) in found.items() if _are_words_below(sheet, row, at, codes)}
        headers = _header_row(sheet, row, days)
        if len(days) >= FEWEST_ROUNDS and len(days) == len(found) and headers is not None:
            are_months = all(isinstance(cell := cells[at], date) and cell.day == 1 for at in days)
            return Rounds(headers, days, is_vague=are_months or any(is_vague for _, is_vague in found.values()))
    return None


def _header_row(sheet: RawSheet, row: int, days: Collection[int]) -> int | None:
    """Find the row with the headers of rounds: that of their days, or the one below it where only there something stands before them."""

    def is_before(at: int) -> bool:
        return any(not is_blank(column[at]) for column in sheet.columns[: min(days, default=0)])

    if is_before(row):
        return row
    below = row + 1
    are_called = below < sheet.row_count and all(isinstance(sheet.columns[at][below], str) for at in days)
    return below if are_called and is_before(below) else None


def _numbers_of_weeks(sheet: RawSheet, row: int) -> dict[int, str]:
    """Give the weeks of which only the numbers stand in a row, where a text in it or in the row above says that they are weeks."""
    numbers = {at: parse_whole(column[row], lowest=1, highest=WEEKS).value for at, column in enumerate(sheet.columns)}
    found = {at: number for at, number in numbers.items() if number}
    texts = (
        (column[line] for column in sheet.columns for line in range(max(row - 1, 0), row + 1))
        if len(found) >= FEWEST_ROUNDS
        else ()
    )
    is_said = any(isinstance(cell, str) and len(cell) <= LONGEST_ROUND and "week" in plain(cell) for cell in texts)
    return {at: f"week {number}" for at, number in found.items()} if is_said else {}


def with_days_of_rounds(sheet: RawSheet, known: Known, legend: Mapping[str, str]) -> LaidOut | None:
    """Write the day of its round into every cell with an outcome; None where there are no such columns.

    `legend` says for which outcomes codes stand. Letters without one are outcomes where the rows are homes: they are asked about.
    """
    rounds = rounds_in(sheet, legend.keys())
    if rounds is None:
        return None
    first = rounds.header_row + 1
    words = [cell for at in rounds.days for cell in sample_of(sheet.columns[at][first:])]
    own = {
        at: {cell: said for cell in {*sheet.columns[at][first:]} if (said := _own_days(cell, day))}
        for at, day in rounds.days.items()
    }
    are_dated = rounds.is_vague and sum(map(len, own.values())) >= MOSTLY * len(words)
    may_be = bool(words) and not _are_statuses(sheet, rounds, words, known)
    if not may_be or not (are_dated or _say_outcomes(sheet, rounds, words, known)):
        return None
    columns, write = list(sheet.columns), _each_time if rounds.is_vague else "{} {}".format
    for number, (at, day) in enumerate(rounds.days.items(), 1):
        days = own[at] if are_dated else {}
        dated = [None if is_blank(cell) else days.get(cell) or write(day, _in_words(cell, legend)) for cell in columns[at][first:]]
        columns[at] = [*columns[at][: first - 1], f"{DAY_OF_ROUND} {number} ({day})", *dated]
    changed = replace(sheet, columns=tuple(columns), rounds=(*rounds.days,))
    return LaidOut(changed, *_told(sheet, rounds, own if are_dated else {}))


def _each_time(day: str, said: Cell) -> str:
    """Write the day of a month or week before each visit that a cell counts: "2x nt" is two of them."""
    pieces = [piece for piece in _BETWEEN.split(said) if piece] if isinstance(said, str) and len(said) <= LONGEST_ROUND else []
    counted = [_COUNTED.fullmatch(piece) for piece in pieces]
    if not any(counted):
        return f"{day} {said}"
    times = [
        (int(found["first"] or found["last"]), found["what"] or found["before"]) if found else (1, piece)
        for found, piece in zip(counted, pieces, strict=True)
    ]
    return "; ".join(f"{day} {what}" for count, what in times for _ in range(count))


def _told(sheet: RawSheet, rounds: Rounds, own: Mapping[int, Mapping[Cell, str]]) -> tuple[Severity, str, tuple[Place, ...]]:
    """Give how sure rounds are, with which code that is told, and where; `own` is what cells say of days of their month or week."""
    heads = tuple((rounds.header_row, at) for at in rounds.days)
    if not own:
        return (Severity.WARNING, "days_from_months", heads) if rounds.is_vague else (Severity.INFO, "days_from_rounds", heads)
    cells = ((row, at) for at in own for row in range(rounds.header_row + 1, sheet.row_count))
    without = tuple((row, at) for row, at in cells if not is_blank(cell := sheet.columns[at][row]) and cell not in own[at])
    return (Severity.WARNING, "days_not_in_rounds", without) if without else (Severity.INFO, "days_in_rounds", heads)


def _own_days(cell: Cell, day: str) -> str | None:
    """Write what a cell says of days of its month or week ("14 n", "nt (14), 20 gesprek", "ma nt") with those days; None when it names none.

    `day` is the first day of the month or week, with or without its year.
    """
    pieces = (
        [piece for piece in _BETWEEN.split(plain(cell)) if piece] if isinstance(cell, str) and len(cell) <= LONGEST_ROUND else []
    )
    found = [_with_day(piece, day) for piece in pieces]
    return "; ".join(one for one in found if one) if found and all(found) else None


def _with_day(piece: str, first: str) -> str | None:
    said = _DAY_BEFORE.fullmatch(piece) or _DAY_BEHIND.fullmatch(piece)
    if said is None:
        return None
    text, month = said["day"], _DAY_AND_MONTH.fullmatch(first)
    if month is None or not text.isdigit():
        return None
    written = f"{int(text)}-{month['rest']}"
    is_one = parse_date(written if month["year"] else f"{written}-{LEAP}").value is not None
    return f"{written} {said['what']}" if is_one else None


def _in_words(cell: Cell, legend: Mapping[str, str]) -> Cell:
    """Write a number by the legend: behind a day it would be a part of that. Letters are read by it later, when all sheets are in."""
    return legend.get(code_of(cell) or "", cell) if not isinstance(cell, str) or cell.strip().isdigit() else cell


def _say_outcomes(sheet: RawSheet, rounds: Rounds, words: Sequence[Cell], known: Known) -> bool:
    """Say whether cells below rounds may be outcomes: "niet thuis"; "x" where nothing else says one; "nt" beside homes."""

    def are_outcomes(cells: Sequence[Cell]) -> bool:
        return (known.knowledge.share(sample_of(cells), Kind.OUTCOME) or 0) >= MOSTLY

    if _are_marks(words):  # asked about, as a word that nobody knows
        others = (column[rounds.header_row + 1 :] for at, column in enumerate(sheet.columns) if at not in rounds.days)
        return not any(map(are_outcomes, others))
    if are_outcomes(words):
        return True
    headers = headers_at(sheet, rounds.header_row, range(min(rounds.days)))
    matches = (known.tables[TableName.VISITS].match(header, loosely=False) for header in headers)
    is_few = len(set(words)) <= MOST_WORDS and all(
        isinstance(cell, str) and len(cell.split()) <= MOST_PARTS_OF_WORD for cell in words
    )
    return any(match and match.field in OF_A_HOME for match in matches) and (is_few or all(map(code_of, words)))


def _are_marks(words: Sequence[Cell]) -> bool:
    return all(parse_yes_no(cell).value is not None for cell in words)


def _are_statuses(sheet: RawSheet, rounds: Rounds, words: Sequence[Cell], known: Known) -> bool:
    """Say whether the columns say how requests stood on each day ("Status per 1-3-2019"), by their headers and their words."""
    exact = known.tables[TableName.REQUESTS].exact
    headers = [plain(str(sheet.columns[at][rounds.header_row])).split() for at in rounds.days]
    named = all(any(exact.get(word, ("", 0))[0] == "status" for word in words) for words in headers)
    return named and (known.knowledge.share(sample_of(words), Kind.STATUS) or 0) >= MOSTLY


def _only_year(cell: Cell) -> int | None:
    years = years_in(cell) if isinstance(cell, str) and len(cell) <= LONGEST_ROUND else set[int]()
    return years.pop() if len(years) == 1 else None


def _are_words_below(sheet: RawSheet, row: int, column: int, codes: AbstractSet[str]) -> bool:
    def is_word(cell: Cell) -> bool:  # words, a mark or nothing: no days, no amounts, no long texts
        return is_blank(cell) or cell == 1 or (isinstance(cell, str) and len(cell) <= LONGEST_HEADER and not days_of(cell))

    return all(is_word(cell) or code_of(cell) in codes for cell in sheet.columns[column][row + 1 :])


def _day_in(cell: Cell, year: int | None) -> tuple[str, bool] | None:
    """Find the one day in a header, or the first of its month or week, and whether that is all that is known."""
    if isinstance(cell, date):
        return f"{cell.day}-{cell.month}-{cell.year}", False
    if not isinstance(cell, str) or len(cell) > LONGEST_ROUND:
        return None
    text = plain(cell).strip(" .")
    if len(days := days_of(cell)) == 1 and not is_week(days[0]):
        return days[0], False
    if text in MONTH_NUMBERS and year is None:
        return f"1-{MONTH_NUMBERS[text]}", True
    day = parse_date(text).value or (parse_date(f"{text} {year}").value if year else None)
    week = on_weekday(text, 1) if "w" in text and is_week(text) else None  # its year is found as of any other day
    return (f"{day.day}-{day.month}-{day.year}", True) if day else (week, True) if week else None
