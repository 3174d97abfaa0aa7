"""Functions of days in formulas, as spreadsheets compute them; a day is the ordinal of a date."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Final

# What each takes: of one letter each, a day or a number.
OF_DAYS: Final = {"DATE": "nnn", "EDATE": "dn", "EOMONTH": "dn", "YEAR": "d", "MONTH": "d", "DAY": "d"}
FIRST_YEAR: Final = 1900  # of spreadsheets, which take a smaller one for years since


def of_day(name: str, first: int, months: int = 0, days: int = 0) -> date | int:
    """Compute one of `OF_DAYS`. Raises `ValueError` and `OverflowError` for days that cannot be."""
    match name:
        case "DATE":
            return _month(first if first >= FIRST_YEAR else first + FIRST_YEAR, months) + timedelta(days=days - 1)
        case "YEAR":
            return date.fromordinal(first).year
        case "MONTH":
            return date.fromordinal(first).month
        case "DAY":
            return date.fromordinal(first).day
    day = date.fromordinal(first)
    month = _month(day.year, day.month + months)
    last = monthrange(month.year, month.month)[1]
    return month.replace(day=last if name == "EOMONTH" else min(day.day, last))


def _month(year: int, month: int) -> date:
    """Give the first day of a month; the thirteenth is the first of the next year."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
