"""Days of bookings of which only a period stands there: a month or quarter, with its year beside it or in a title, or a year alone."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from adv.model import TableName
from adv.workbook.recognition.evidence.ledger_by_content import only_year, speaks
from adv.workbook.recognition.places.layout import ROWS_SEARCHED, Header, headers_at
from adv.workbook.recognition.places.sheet_names import table_named
from adv.workbook.recognition.shapes.laid_out import LaidOut
from adv.workbook.tables.findings import Severity
from adv.workbook.values.amounts import parse_whole, parse_year
from adv.workbook.values.date_forms import QUARTER, YEAR, parse_span
from adv.workbook.values.remarks import days_of
from adv.workbook.values.text import parse_text
from adv.workbook.vocabulary.knowledge import AGREES
from adv.workbook.vocabulary.words import is_blank

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from adv.workbook.recognition.columns.header_words import HeaderWords
    from adv.workbook.recognition.known import Known
    from adv.workbook.tables.grid import Cell, RawSheet

CELLS_LOOKED_AT: Final = 20  # cells that tell whether a column has days
MONTHS: Final = 12
_WHOLE = re.compile(r"(?P<year>(?:19|20)[0-9]{2})(?:[-/.]?[0p]?)(?P<month>0[1-9]|1[0-2])", re.IGNORECASE)


def with_days_of_periods(sheet: RawSheet, known: Known) -> LaidOut | None:
    """Write periods as days, or the years of sums that were spent; None where a list has days, or no such columns."""
    words = known.tables[TableName.EXPENSES]
    for row in range(min(sheet.row_count, ROWS_SEARCHED)):
        headers = headers_at(sheet, row, range(len(sheet.columns)))
        if pair := _year_and_period(headers, words):
            return _dated(sheet, headers, row + 1, pair, known)
        if (year := _year_of_sums(headers, words, is_called_so=table_named(sheet.name, known) is TableName.EXPENSES)) is not None:
            days = {
                at: date(when, 1, 1)
                for at in range(row + 1, sheet.row_count)
                if (when := parse_year(sheet.columns[year][at]).value)
            }
            return _found(sheet, year, days, "days_from_years")
    return None


def _found(sheet: RawSheet, at: int, days: Mapping[int, date], code: str) -> LaidOut | None:
    if not days:
        return None
    cells = [days.get(row, cell) for row, cell in enumerate(sheet.columns[at])]
    columns = tuple(cells if column == at else other for column, other in enumerate(sheet.columns))
    return LaidOut(replace(sheet, columns=columns), Severity.INFO, code, tuple((row, at) for row in days))


def _year_and_period(headers: Sequence[Header], words: HeaderWords) -> tuple[int | None, int] | None:
    """Find the columns of the year and the period, beside one of amounts and none of days; without one of the year the period may say it."""
    ledger = words.knowledge.words.ledger
    called = {header.bare: header.column for header in headers if header.text}
    years, periods = ([at for bare, at in called.items() if bare in known] for known in (ledger.years, ledger.periods))
    fields = {words.exact[bare][0] for bare in called if bare in words.exact}
    has_amounts = "cents" in fields or bool(called.keys() & ledger.debit_headers)
    return (next(iter(years), None), periods[0]) if periods and has_amounts and "booked_on" not in fields else None


def _year_of_sums(headers: Sequence[Header], words: HeaderWords, *, is_called_so: bool) -> int | None:
    """Find the only column of years beside sums that were spent, as what was planned beside them says, or the name of the sheet."""
    listed = words.knowledge.words
    fields = {words.exact.get(header.key, ("", 0))[0] for header in headers if header.text}
    of_part = listed.weeks | listed.months_apart | listed.month_days | listed.ledger.periods  # of a year
    if "booked_on" in fields or any(header.key in of_part for header in headers):
        return None
    planned = {header.column for header in headers if speaks((header.text,), listed.ledger.planned)}
    is_spent = any(speaks((header.text,), listed.ledger.realised) and header.column not in planned for header in headers)
    years = [header.column for header in headers if header.key in listed.ledger.years]
    is_one = is_spent if planned else is_called_so and "cents" in fields
    return years[0] if len(years) == 1 and is_one else None


def _dated(sheet: RawSheet, headers: Sequence[Header], first: int, pair: tuple[int | None, int], known: Known) -> LaidOut | None:
    (year, period), quarters = pair, known.knowledge.words.ledger.quarters
    months = QUARTER if any(one.column == period and one.bare in quarters for one in headers) else 1
    titles = (cell for cells in sheet.columns for cell in cells[: first - 1] if isinstance(cell, str))
    whole = only_year((sheet.name, *titles)) if year is None else None
    years: list[Cell] = [whole] * sheet.row_count if year is None else sheet.columns[year]
    cells = sheet.columns[period]
    if (year is None or months > 1) and any(_are_days(column[first:]) for column in sheet.columns if column is not cells):
        return None
    days = {row: day for row in range(first, sheet.row_count) if (day := _day(years[row], cells[row], months))}
    is_told = len(days) >= AGREES * sum(not is_blank(cell) for cell in cells[first:])
    return _found(sheet, period, days, "days_from_periods") if is_told else None


def _are_days(cells: Sequence[Cell]) -> bool:
    filled = [cell for cell in cells if not is_blank(cell)]
    return bool(filled) and sum(
        isinstance(cell, date) or bool(days_of(str(cell))) for cell in filled[:CELLS_LOOKED_AT]
    ) >= AGREES * len(filled[:CELLS_LOOKED_AT])


def _day(year: Cell, period: Cell, months: int) -> date | None:
    if match := _WHOLE.fullmatch(parse_text(period).value or ""):
        return date(int(match["year"]), int(match["month"]), 1)
    span = parse_span(period) if isinstance(period, str) else None
    span = None if span and span.months == YEAR else span
    number = parse_whole(period, lowest=1, highest=MONTHS // months).value
    month = span.month if span else (number - 1) * months + 1 if number else None
    when = (span.year if span else None) or parse_year(year).value
    return date(when, month, 1) if when and month else None
