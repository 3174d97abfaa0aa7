"""Values in formulas: numbers, days and texts, how signs join and compare them, functions of days, and what is unknown or an error."""

from __future__ import annotations

import operator
from calendar import monthrange
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import TYPE_CHECKING, Any, Final, NoReturn

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

COMPARED: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "=": operator.eq, "<>": operator.ne, "<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge
}  # fmt: skip
# Parameters of each, by a letter: a day or a number.
OF_DAYS: Final = {"DATE": "nnn", "EDATE": "dn", "EOMONTH": "dn", "YEAR": "d", "MONTH": "d", "DAY": "d"}
SECONDS_A_DAY: Final = 86_400
FIRST_YEAR: Final = 1900  # of spreadsheets, which take a smaller one for years since


class UnknownFormula(Exception):
    """Formula of a kind that is not computed."""


class FormulaError(UnknownFormula):
    """Formula whose outcome is an error in any spreadsheet."""


class Value(Struct, frozen=True):
    """A number; of a day the number of the day, which a number can be added to."""

    number: float
    is_day: bool = False
    is_empty: bool = False  # an empty cell, which counts for 0


def unknown() -> NoReturn:
    """Give up: nothing is known of such a formula."""
    raise UnknownFormula


def fail() -> NoReturn:
    """Give up: any spreadsheet shows an error here."""
    raise FormulaError


def number_of(value: Value | str) -> float:
    """Give a number; a text with letters is an error wherever one is asked for."""
    if isinstance(value, str):
        return unknown() if any(map(str.isdigit, value)) else fail()
    return unknown() if value.is_day else value.number


def _holds(left: Value | str, sign: str, right: Value | str) -> bool:
    """Compare two numbers, two days or two texts; an empty cell is as a text without letters."""
    if isinstance(left, str) or isinstance(right, str):
        texts = ["" if isinstance(side, Value) and side.is_empty else side for side in (left, right)]
        if sign not in {"=", "<>"}:
            unknown()
        if not all(isinstance(text, str) for text in texts):
            return sign == "<>"  # a number is no text
        return COMPARED[sign](*(str(text).casefold() for text in texts))
    if left.is_day != right.is_day and not (left.is_empty or right.is_empty):
        unknown()
    return COMPARED[sign](left.number, right.number)


def joined(left: Value | str, sign: str, right: Value | str) -> Value:
    """Compute one sign: 1 for a comparison that holds, 0 for another; a day and a number make a day."""
    if sign in COMPARED:
        return Value(float(_holds(left, sign, right)))
    if sign in "*/":
        one, other = number_of(left), number_of(right)
        return Value(one * other if sign == "*" else one / other)
    if isinstance(left, str) or isinstance(right, str) or (right.is_day and (sign == "+") == left.is_day):
        unknown()  # a text, two days together, or a number less a day
    return Value(left.number + (right.number if sign == "+" else -right.number), is_day=left.is_day != right.is_day)


def of_day(name: str, first: int, months: int = 0, days: int = 0) -> date | int:
    """Compute one of `OF_DAYS`, as spreadsheets do; a day is the ordinal of a date. Raises `ValueError` and `OverflowError` for days that cannot be."""
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


def as_cell(value: Value | str) -> float | date | str:
    """Write an outcome as a cell has it."""
    if isinstance(value, str):
        return value
    if not isfinite(value.number):
        unknown()
    if not value.is_day:
        return value.number
    day, fraction = divmod(value.number, 1)
    moment = datetime.fromordinal(int(day)) + timedelta(seconds=round(fraction * SECONDS_A_DAY))
    return moment if fraction else moment.date()


def from_cell(cell: object) -> Value | str | None:
    """Read a cell; None where it is empty, and a text for whatever is no number."""
    if isinstance(cell, str):
        return cell or None
    if isinstance(cell, date):
        share = _share_of_day(cell.time()) if isinstance(cell, datetime) else 0
        return Value(cell.toordinal() + share, is_day=True)
    if isinstance(cell, time):
        return Value(_share_of_day(cell))
    if isinstance(cell, timedelta):
        return Value(cell.total_seconds() / SECONDS_A_DAY)
    return Value(float(cell)) if isinstance(cell, int | float) and not isinstance(cell, bool) else unknown()


def _share_of_day(clock: time) -> float:
    return (clock.hour * 3600 + clock.minute * 60 + clock.second) / SECONDS_A_DAY
