"""Days of bookings of which only the year and the month are known: one of "Boekjaar | Periode" or 201903 is of the first day of its month."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from adv.model import TableName
from adv.workbook.recognition.layout import ROWS_SEARCHED, Header, headers_at
from adv.workbook.values.amounts import parse_whole, parse_year
from adv.workbook.values.date_forms import MONTH_NUMBERS
from adv.workbook.values.text import fold, parse_text
from adv.workbook.vocabulary.knowledge import AGREES
from adv.workbook.vocabulary.words import is_blank

if TYPE_CHECKING:
    from adv.workbook.recognition.header_match import HeaderWords, Known
    from adv.workbook.tables.grid import Cell, RawSheet

MONTHS: Final = 12
# 201903, 2019/003, 2019P03
_WHOLE = re.compile(r"(?P<year>(?:19|20)[0-9]{2})(?:[-/.]?[0p]?)(?P<month>0[1-9]|1[0-2])", re.IGNORECASE)


def with_days(sheet: RawSheet, known: Known) -> tuple[RawSheet, tuple[tuple[int, int], ...]]:
    """Put days into the column of the periods, and list their cells; the same sheet and none when it has a day, or no such columns."""
    words = known.tables[TableName.EXPENSES]
    for row in range(min(sheet.row_count, ROWS_SEARCHED)):
        pair = _year_and_period(headers_at(sheet, row, range(len(sheet.columns))), words)
        if pair is not None:
            return _dated(sheet, row + 1, *pair)
    return sheet, ()


def _year_and_period(headers: tuple[Header, ...], words: HeaderWords) -> tuple[int | None, int] | None:
    """Find the columns of the year and the period, beside one of amounts and none of days; without one of the year the period may say it."""
    ledger = words.knowledge.words.ledger
    called = {header.bare: header.column for header in headers if header.text}
    years, periods = ([at for bare, at in called.items() if bare in known] for known in (ledger.years, ledger.periods))
    fields = {words.exact[bare][0] for bare in called if bare in words.exact}
    has_amounts = "cents" in fields or bool(called.keys() & ledger.debit_headers)
    return (next(iter(years), None), periods[0]) if periods and has_amounts and "booked_on" not in fields else None


def _dated(sheet: RawSheet, first: int, year: int | None, period: int) -> tuple[RawSheet, tuple[tuple[int, int], ...]]:
    years: list[Cell] = [None] * sheet.row_count if year is None else sheet.columns[year]
    days = {row: day for row in range(first, sheet.row_count) if (day := _day(years[row], sheet.columns[period][row]))}
    if len(days) < AGREES * sum(not is_blank(cell) for cell in sheet.columns[period][first:]):
        return sheet, ()
    cells = [days.get(row, cell) for row, cell in enumerate(sheet.columns[period])]
    columns = tuple(cells if at == period else column for at, column in enumerate(sheet.columns))
    return replace(sheet, columns=columns), tuple((row, period) for row in days)


def _day(year: Cell, period: Cell) -> date | None:
    if match := _WHOLE.fullmatch(parse_text(period).value or ""):
        return date(int(match["year"]), int(match["month"]), 1)
    month = MONTH_NUMBERS.get(fold(period).strip(" .")) if isinstance(period, str) else None
    number = month or parse_whole(period, lowest=1, highest=MONTHS).value
    when = parse_year(year).value
    return date(when, number, 1) if when and number else None
