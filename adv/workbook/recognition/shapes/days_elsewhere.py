"""Days of visits that no column has as a whole: numbers of days below the name of a month, and days as headings, in a title or a name.

They are put into a column before the list is recognised; what lacks a year gets it as all days without one do.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from adv.model import Project, TableName
from adv.workbook.recognition.evidence.street_headings import street_in_heading
from adv.workbook.recognition.places.layout import ROWS_SEARCHED, Header, headers_at
from adv.workbook.recognition.shapes.laid_out import LaidOut
from adv.workbook.tables.findings import Severity
from adv.workbook.values.amounts import parse_whole
from adv.workbook.values.date_forms import MONTH_NAMES, MONTH_NUMBERS, WEEKDAYS
from adv.workbook.values.dates import parse_date
from adv.workbook.values.day_columns import turn_of, year_of
from adv.workbook.values.remarks import days_of
from adv.workbook.values.text import plain, says_number
from adv.workbook.values.yearless import is_week, is_yearless, on_weekday, year_said, years_in
from adv.workbook.vocabulary.fields import decided_as
from adv.workbook.vocabulary.knowledge import AGREES, MOSTLY
from adv.workbook.vocabulary.streets import street_of_tab
from adv.workbook.vocabulary.words import header_key, is_blank

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from adv.workbook.recognition.known import Known
    from adv.workbook.tables.grid import Cell, RawSheet

T = TypeVar("T")
DAY_HEADER: Final = "Datum"
OF_A_HOME: Final = frozenset({"street", "address", "house_number", "visit_id"})  # "nr" may be that of a house
FIELDS_OF_DAYS: Final = frozenset({"visited_on", "diary"})
LAST_DAY: Final = 31
ROWS_THAT_TELL: Final = 500  # rows: what holds for them, holds for a list
FEWEST_ROWS: Final = 5  # enough to show which column may have days
LAST_MONTH: Final = 12
LONGEST_DATED_HEADING: Final = 60  # characters of a heading, a title or a name
FEWEST_HEADINGS: Final = 2  # headings that make days of them
_MONTH = re.compile(rf"(?<![^\W\d_])(?P<month>{MONTH_NAMES})(?![^\W\d_])")


class _Month(Struct, frozen=True):
    number: int
    year: int | None


def with_days_from_elsewhere(sheet: RawSheet, known: Known) -> LaidOut | None:
    """Put the days of visits into a column; None where a column has them, or nothing says them."""
    if of_weeks := _on_weekdays(sheet, known):
        return of_weeks
    found = _list_without_days(sheet, known)
    if found is None:
        return None
    row, headers = found
    words, columns = known.knowledge.words, {header.bare: header.column for header in headers if header.text}
    month, year = (next((at for key, at in columns.items() if key in called), None) for called in (words.months_apart, words.years))
    day = next((header.column for header in headers if _is_day_of_month(sheet, row, header, known)), None)
    rows, titles = range(row + 1, sheet.row_count), _titles(sheet, row, known)
    if day is not None:
        return _with_months(sheet, rows, day, (month, year), titles)
    together = [at for at in rows[:ROWS_THAT_TELL] if _alone(sheet, at) is None]  # rows that are no headings
    likeliest_first = sorted(sheet.columns, key=lambda column: date not in {*map(type, column[row : row + FEWEST_ROWS])})
    if any(_share([column[at] for at in together], _tells_day) >= MOSTLY for column in likeliest_first):
        return None
    return _from_headings(sheet, rows, columns, known.knowledge.project) or _from_title(sheet, rows, columns, titles)


def _list_without_days(sheet: RawSheet, known: Known) -> tuple[int, Sequence[Header]] | None:
    words = known.tables[TableName.VISITS]
    for row in range(min(sheet.row_count, ROWS_SEARCHED)):
        headers = headers_at(sheet, row, range(len(sheet.columns)))
        others = [header for header in headers if not _is_day_of_month(sheet, row, header, known)]
        fields = {match.field for header in others if (match := words.match(header, loosely=False))}
        decided = [decided_as(known.decided.get(header.key) or "") for header in headers]
        is_decided = any(
            field in FIELDS_OF_DAYS and year_of(option) is None and turn_of(option) is None for field, option in decided
        )
        if "outcome" in fields and not OF_A_HOME.isdisjoint(fields):
            return None if is_decided or not FIELDS_OF_DAYS.isdisjoint(fields) else (row, headers)
    return None


def _on_weekdays(sheet: RawSheet, known: Known) -> LaidOut | None:
    """Write each week with its day, "wk 12" beside "dinsdag"; None where there are no such two columns, or a column has days."""
    some = (at for at, column in enumerate(sheet.columns) if any(map(_weekday, {*column[1 : ROWS_THAT_TELL + 1]})))
    named = [at for at in some if _share(sheet.columns[at][1:], _weekday) >= MOSTLY]
    if len(named) != 1:
        return None
    (day,), words = named, known.knowledge.words
    row = next(row for row, cell in enumerate(sheet.columns[day]) if _weekday(cell)) - 1
    columns = {at: column for at, column in enumerate(sheet.columns) if row >= 0 and not is_blank(column[row])}

    def is_said(header: Cell, cell: Cell) -> bool:  # a bare number is a week only below a header of weeks
        is_called_so = header_key(str(header)) in words.weeks
        return is_week(cell) and (is_called_so or (isinstance(cell, str) and "w" in plain(cell)))

    weeks = [at for at, column in columns.items() if _share(column[row + 1 :], partial(is_said, column[row])) >= AGREES]
    has_days = any(_share(column[row + 1 :], _tells_day) >= MOSTLY for at, column in columns.items() if at not in weeks)
    if len(weeks) != 1 or has_days:
        return None
    (week,), cells = weeks, list(sheet.columns[weeks[0]])
    said = [at for at in range(row + 1, sheet.row_count) if _weekday(sheet.columns[day][at])]
    for at in said:
        cells[at] = on_weekday(cells[at], _weekday(sheet.columns[day][at]) or 1) or cells[at]
    changed = _changed(sheet, {week: cells, day: [None] * sheet.row_count})  # all that it says is in the days now
    return LaidOut(changed, Severity.INFO, "days_from_parts", tuple((at, week) for at in said))


def _weekday(cell: Cell) -> int | None:
    is_word = isinstance(cell, str) and len(cell) <= LONGEST_DATED_HEADING and not says_number(cell)
    number = WEEKDAYS.get(plain(str(cell)).strip(" .")) if is_word else None
    return None if number is None else number + 1


def _is_day_of_month(sheet: RawSheet, row: int, header: Header, known: Known) -> bool:
    """Say whether a column is called as days are ("Dag"), and holds numbers that they may have in their month: 4, 12, 31."""
    match = known.tables[TableName.VISITS].match(header, loosely=False)
    is_called_so = header.bare in known.knowledge.words.month_days or (match is not None and match.field == "visited_on")
    return is_called_so and _share(sheet.columns[header.column][row + 1 :], _day_number) >= MOSTLY


def _titles(sheet: RawSheet, header_row: int, known: Known) -> list[str]:
    """Give the name of the sheet and the titles above the headers, but for one that says when the list was made: "Afgedrukt op …"."""
    starts = known.knowledge.words.made_on
    above = [column[row] for row in range(header_row) for column in sheet.columns]
    texts = [cell for cell in above if isinstance(cell, str) and not header_key(cell).startswith(starts)]
    days = [f"{cell.day}-{cell.month}-{cell.year}" for cell in above if isinstance(cell, date)]
    return [text for text in (sheet.name, *texts, *days) if len(text) <= LONGEST_DATED_HEADING]


def _with_months(
    sheet: RawSheet, rows: range, day: int, beside: tuple[int | None, int | None], titles: Sequence[str]
) -> LaidOut | None:
    """Write each number of a day with its month: beside it, in the heading above it, or that of the whole sheet."""
    month_at, year_at = beside
    whole = next((month for text in titles if (month := _month_in(text))), None)
    headings = {at: month for at in rows if (alone := _alone(sheet, at)) and (month := _month_in(alone))}
    months = _below(headings, rows)
    cells, said, filled = list(sheet.columns[day]), [], 0
    beside_it = None
    for at in rows:
        number = _day_number(cells[at])
        filled += not is_blank(cells[at]) and at not in headings
        if month_at is not None:
            beside_it = _month_of(sheet.columns[month_at][at]) or beside_it
        month = beside_it if month_at is not None else months.get(at, whole)
        year = year_said(sheet.columns[year_at][at]) if year_at is not None else None
        if number and month:
            cells[at] = _written(number, month, year)
            said.append((at, day))
    if len(said) < AGREES * filled or not said:
        return None
    changed = {day: cells}
    if month_at is not None:  # all that it says is in the days now
        changed[month_at] = [cell if row not in rows else None for row, cell in enumerate(sheet.columns[month_at])]
    return LaidOut(_changed(sheet, changed, day), Severity.INFO, "days_from_parts", tuple(said))


def _written(day: int, month: _Month, year: int | None) -> Cell:
    """Write a day; as text where it does not exist or lacks its year ("31-2", "12-3"), which is said when it is read."""
    year = year or month.year
    text = f"{day}-{month.number}-{year}" if year else f"{day}-{month.number}"
    return parse_date(text).value or text


def _from_headings(sheet: RawSheet, rows: range, columns: dict[str, int], project: Project) -> LaidOut | None:
    headings = {at: said for at in rows if (said := _day_in_heading(sheet, at))}
    if len(headings) < FEWEST_HEADINGS:
        return None
    # Headings that say a day and no street are no rows of the list.
    texts = {row: cell for row in headings if isinstance(cell := _alone(sheet, row), str)}
    alone = headings.keys() - {
        row for row, text in texts.items() if street_of_tab(text, project) or street_in_heading(text, project)
    }
    without = {at: [None if row in alone else cell for row, cell in enumerate(cells)] for at, cells in enumerate(sheet.columns)}
    changed = _with_column(_changed(sheet, without), rows, columns, _below(headings, rows))
    first = min(columns.values())
    return LaidOut(changed, Severity.INFO, "days_from_headings", tuple((row, first) for row in headings))


def _from_title(sheet: RawSheet, rows: range, columns: dict[str, int], titles: Sequence[str]) -> LaidOut | None:
    said = next((days[0] for text in titles if len(days := sorted(set(days_of(text)))) == 1), None)
    if said is None:
        return None
    changed = _with_column(sheet, rows, columns, dict.fromkeys(rows, said))
    return LaidOut(changed, Severity.WARNING, "days_from_title", ((rows.start - 1, min(columns.values())),))


def _with_column(sheet: RawSheet, rows: range, columns: dict[str, int], days: dict[int, str]) -> RawSheet:
    at = max(columns.values()) + 1
    if any(not is_blank(cell) for column in sheet.columns[at : at + 1] for cell in column):
        at = len(sheet.columns)
    cells: list[Cell] = [None] * sheet.row_count
    cells[rows.start - 1] = DAY_HEADER
    others = [sheet.columns[column] for column in columns.values()]
    for row, day in days.items():
        if sum(not is_blank(column[row]) for column in others) > 1:
            cells[row] = day
    return _changed(sheet, {at: cells}, at)


def _changed(sheet: RawSheet, columns: dict[int, list[Cell]], days: int | None = None) -> RawSheet:
    count = max(len(sheet.columns), *(at + 1 for at in columns))
    return replace(sheet, columns=tuple(columns.get(at) or sheet.columns[at] for at in range(count)), days_column=days)


def _below(headings: dict[int, T], rows: range) -> dict[int, T]:
    found: dict[int, T] = {}
    for row in rows:
        if row in headings:
            found[row] = headings[row]
        elif row - 1 in found:
            found[row] = found[row - 1]
    return found


def _alone(sheet: RawSheet, row: int) -> Cell:
    filled = [column[row] for column in sheet.columns if not is_blank(column[row])]
    return filled[0] if len(filled) == 1 else None


def _day_in_heading(sheet: RawSheet, row: int) -> str | None:
    cell = _alone(sheet, row)
    if isinstance(cell, date):
        return f"{cell.day}-{cell.month}-{cell.year}"
    days = days_of(cell) if isinstance(cell, str) and len(cell) <= LONGEST_DATED_HEADING else []
    return days[0] if len(days) == 1 else None


def _month_in(text: Cell) -> _Month | None:
    if isinstance(text, datetime):
        return _Month(text.month, text.year) if text.day == 1 else None
    if not isinstance(text, str) or len(text) > LONGEST_DATED_HEADING:
        return None
    found = {MONTH_NUMBERS[month] for month in _MONTH.findall(plain(text).replace("_", " "))}
    years = years_in(text)
    by_number = parse_date(text) if not found else None
    if by_number and by_number.value and by_number.code == "date_without_day":
        return _Month(by_number.value.month, by_number.value.year)
    return _Month(found.pop(), years.pop() if len(years) == 1 else None) if len(found) == 1 else None


def _month_of(cell: Cell) -> _Month | None:
    number = parse_whole(cell, lowest=1, highest=LAST_MONTH).value
    return _Month(number, None) if number else _month_in(cell)


def _day_number(cell: Cell) -> int | None:
    return parse_whole(cell, lowest=1, highest=LAST_DAY).value if isinstance(cell, str | int | float) else None


def _tells_day(cell: Cell) -> bool:
    """Say whether a cell tells a day, whatever else it says, with or without its year: "12 mrt niet thuis"."""
    return isinstance(cell, date) or (isinstance(cell, str) and says_number(cell) and (is_yearless(cell) or bool(days_of(cell))))


def _share(cells: Sequence[Cell], says: Callable[[Cell], object]) -> float:
    filled = [cell for cell in cells[:ROWS_THAT_TELL] if not is_blank(cell)]
    return sum(bool(says(cell)) for cell in filled) / len(filled) if filled else 0.0
