"""Days of bookings of which only a period stands there: a month or quarter, with its year beside it or in a title, or a year alone."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from adv.model import TableName
from adv.workbook.recognition.candidates import table_named
from adv.workbook.recognition.evidence.ledger_content import only_year, speaks
from adv.workbook.recognition.layout import ROWS_SEARCHED, Header, headers_at
from adv.workbook.values.amounts import parse_whole, parse_year
from adv.workbook.values.date_forms import QUARTER, YEAR, parse_span
from adv.workbook.values.remarks import days_of
from adv.workbook.values.text import parse_text
from adv.workbook.vocabulary.knowledge import AGREES
from adv.workbook.vocabulary.words import header_key, is_blank

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from adv.workbook.recognition.header_match import HeaderWords, Known
    from adv.workbook.tables.grid import Cell, RawSheet

LOOKED_AT: Final = 20  # cells that tell whether a column has days
MONTHS: Final = 12
_WHOLE = re.compile(r"(?P<year>(?:19|20)[0-9]{2})(?:[-/.]?[0p]?)(?P<month>0[1-9]|1[0-2])", re.IGNORECASE)


def with_days(sheet: RawSheet, known: Known) -> tuple[RawSheet, tuple[tuple[int, int], ...]]:
    """Put days into the column of the periods, and list their cells; the same sheet and none when it has a day, or no such columns."""
    words = known.tables[TableName.EXPENSES]
    for row in range(min(sheet.row_count, ROWS_SEARCHED)):
        headers = headers_at(sheet, row, range(len(sheet.columns)))
        pair = _year_and_period(headers, words)
        if pair is not None:
            is_quarter = any(one.column == pair[1] and one.bare in words.knowledge.words.ledger.quarters for one in headers)
            return _dated(sheet, row + 1, *pair, months=QUARTER if is_quarter else 1)
    return sheet, ()


def _year_and_period(headers: tuple[Header, ...], words: HeaderWords) -> tuple[int | None, int] | None:
    """Find the columns of the year and the period, beside one of amounts and none of days; without one of the year the period may say it."""
    ledger = words.knowledge.words.ledger
    called = {header.bare: header.column for header in headers if header.text}
    years, periods = ([at for bare, at in called.items() if bare in known] for known in (ledger.years, ledger.periods))
    fields = {words.exact[bare][0] for bare in called if bare in words.exact}
    has_amounts = "cents" in fields or bool(called.keys() & ledger.debit_headers)
    return (next(iter(years), None), periods[0]) if periods and has_amounts and "booked_on" not in fields else None


def _dated(
    sheet: RawSheet, first: int, year: int | None, period: int, *, months: int
) -> tuple[RawSheet, tuple[tuple[int, int], ...]]:
    titles = (cell for cells in sheet.columns for cell in cells[: first - 1] if isinstance(cell, str))
    whole = only_year((sheet.name, *titles)) if year is None else None
    years: list[Cell] = [whole] * sheet.row_count if year is None else sheet.columns[year]
    cells = sheet.columns[period]
    if (year is None or months > 1) and any(_are_days(column[first:]) for column in sheet.columns if column is not cells):
        return sheet, ()
    days = {row: day for row in range(first, sheet.row_count) if (day := _day(years[row], cells[row], months))}
    if len(days) < AGREES * sum(not is_blank(cell) for cell in sheet.columns[period][first:]):
        return sheet, ()
    cells = [days.get(row, cell) for row, cell in enumerate(sheet.columns[period])]
    columns = tuple(cells if at == period else column for at, column in enumerate(sheet.columns))
    return replace(sheet, columns=columns), tuple((row, period) for row in days)


def _are_days(cells: Sequence[Cell]) -> bool:
    filled = [cell for cell in cells if not is_blank(cell)]
    return bool(filled) and sum(isinstance(cell, date) or bool(days_of(str(cell))) for cell in filled[:LOOKED_AT]) >= AGREES * len(
        filled[:LOOKED_AT]
    )


def _day(year: Cell, period: Cell, months: int) -> date | None:
    if match := _WHOLE.fullmatch(parse_text(period).value or ""):
        return date(int(match["year"]), int(match["month"]), 1)
    span = parse_span(period) if isinstance(period, str) else None
    span = None if span and span.months == YEAR else span
    number = parse_whole(period, lowest=1, highest=MONTHS // months).value
    month = span.month if span else (number - 1) * months + 1 if number else None
    when = (span.year if span else None) or parse_year(year).value
    return date(when, month, 1) if when and month else None


def with_days_of_years(sheet: RawSheet, known: Known) -> tuple[RawSheet, tuple[tuple[int, int], ...]]:
    """Write the years of rows with sums that were spent as days, and list their cells; the same sheet and none where it has no such rows.

    That is said by what was planned beside them, or by the name of the sheet.
    """
    words, fields = known.knowledge.words, known.tables[TableName.EXPENSES].exact
    ledger = words.ledger
    for row in range(min(sheet.row_count, ROWS_SEARCHED)):
        heads = {at: cell for at, cells in enumerate(sheet.columns) if isinstance(cell := cells[row], str)}
        has_amounts = any(_field(text, fields) == "cents" for text in heads.values())
        is_called_so = has_amounts and table_named(sheet.name, known) is TableName.EXPENSES
        planned = [at for at, text in heads.items() if speaks((text,), ledger.planned)]
        spent = [at for at, text in heads.items() if speaks((text,), ledger.realised) and at not in planned]
        years = [at for at, text in heads.items() if header_key(text) in ledger.years]
        of_part = words.weeks | words.months_apart | words.month_days | ledger.periods  # of a year
        has_days = any(_field(text, fields) == "booked_on" or header_key(text) in of_part for text in heads.values())
        if len(years) == 1 and not has_days and ((planned and spent) or (is_called_so and not planned)):
            return _with_first_days(sheet, row, years[0])
    return sheet, ()


def _field(head: str, fields: Mapping[str, tuple[str, int]]) -> str:
    return fields.get(header_key(head), ("", 0))[0]


def _with_first_days(sheet: RawSheet, head: int, year: int) -> tuple[RawSheet, tuple[tuple[int, int], ...]]:
    cells = sheet.columns[year]
    days = {row: date(when, 1, 1) for row in range(head + 1, sheet.row_count) if (when := parse_year(cells[row]).value)}
    if not days:
        return sheet, ()
    made = [days.get(row, cell) for row, cell in enumerate(cells)]
    columns = tuple(made if at == year else column for at, column in enumerate(sheet.columns))
    return replace(sheet, columns=columns), tuple((row, year) for row in days)
