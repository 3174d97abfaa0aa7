"""A cell becomes a day. Dutch: the day comes first, unless the column as a whole says otherwise (`day_columns`).

Forms are tried from the strictest to the loosest, and none guesses: what fits none is reported. Of a moment the day counts as it is
written, never rounded; of one with its time zone ("2019-02-01T23:00Z") the day that it was here.
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time, timedelta, timezone
from enum import StrEnum
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from adv.workbook.values import date_forms as forms
from adv.workbook.values.text import EMPTY_WORDS, Parsed, error, info, plain, says_number, warning

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adv.workbook.tables.grid import Cell

EARLIEST: Final = date(1990, 1, 1)  # no home visit, booking or request is older: such a day is a mistake
LATEST: Final = date(2099, 12, 31)
EPOCH_1900: Final = date(1899, 12, 30)  # right from 1 March 1900 on: Excel counts a 29 February 1900
EPOCH_1904: Final = date(1904, 1, 1)
HERE: Final = ZoneInfo("Europe/Amsterdam")
HOURS_OF_HALF: Final = 12
CENTURY_TURN: Final = 70  # years written as 00-69 are 2000-2069, as Excel has it for the Netherlands up to 2069


class Order(StrEnum):
    """The order of the numbers in the days of one column."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"
    YEAR_FIRST = "year_first"  # in two digits; with four of them no order is needed


_PLACES: Final = {
    Order.DAY_FIRST: ("third", "second_number", "first"),
    Order.MONTH_FIRST: ("third", "first", "second_number"),
    Order.YEAR_FIRST: ("first", "second_number", "third"),
}


def parse_date(cell: Cell, *, is_1904: bool = False, order: Order | None = None) -> Parsed[date]:
    """Read the day that a cell names.

    Parameters
    ----------
    cell
        A date, Excel's number of a day, or text.
    is_1904
        Numbers count from 1904, as old Excel for the Mac has it.
    order
        Of the numbers, where the whole column says it. None: the day comes first, and a clock with AM or PM is a reason to doubt that.

    Codes
    -----
    unreadable_date: No day: a bare time, a word, a day that does not exist.
    month_first_date
        Only possible with the month first (02/25/2019); no value, since then 02/03/2019 in the same column means another day.
    date_without_year: A day and a month; no value.
    unlikely_date: Before `EARLIEST` or after `LATEST`; no value.
    date_without_day: Only a month; its first day is taken (a warning).
    date_about: A day with a doubt ("ca.", "?"); the day is taken (a warning).
    date_of_week: Only a week, as ISO 8601 numbers them; its Monday is taken (a warning).
    weekday_differs: The day of the week does not fit the date; the date is taken (a warning).
    moment_elsewhere: A moment with a time zone, on another day there than here; the day here is taken (good to know).
    """
    if cell is None:
        return Parsed(None)
    if isinstance(cell, str):
        return _from_text(cell, is_1904=is_1904, order=order)
    if isinstance(cell, datetime):
        return _likely(cell.date())
    if isinstance(cell, date):
        return _likely(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _from_number(cell, is_1904=is_1904)
    return error("unreadable_date")


def _likely(day: date, or_else: Parsed[date] | None = None) -> Parsed[date]:
    if not EARLIEST <= day <= LATEST:
        return error("unlikely_date", earliest=EARLIEST.year, latest=LATEST.year)
    return or_else or Parsed(day)


def _from_number(number: float, *, is_1904: bool) -> Parsed[date]:
    """Read Excel's number of a day; or 20190201 and 1022019, which are no numbers of any day."""
    if not math.isfinite(number):
        return error("unreadable_date")
    epoch = EPOCH_1904 if is_1904 else EPOCH_1900
    if (EARLIEST - epoch).days <= number < (LATEST - epoch).days + 1:
        return Parsed(epoch + timedelta(days=math.floor(number)))
    if number == int(number) and number >= 10**6:
        return _from_text(str(int(number)), is_1904=is_1904, order=None)
    return error("unreadable_date")


def _from_text(cell: str, *, is_1904: bool, order: Order | None) -> Parsed[date]:
    text = plain(cell)
    if not text or text in EMPTY_WORDS:
        return Parsed(None)
    if not says_number(text) and not re.match(forms.PART_OF_MONTH, text):  # a day has one; most texts that are no day have none
        return error("unreadable_date")
    text = forms.ROMAN.sub(lambda month: f"-{forms.ROMANS.index(month[1]) + 1}-", text)
    found = _exactly(text, is_1904=is_1904, order=order)
    if found.code != "unreadable_date":
        return found
    bare = without_remarks(text)
    parsed = _exactly(bare, is_1904=is_1904, order=order) if bare != text else found
    if parsed.value is None:
        return parsed if parsed.code == "date_without_year" else _first_of_week(text) or found
    return warning(parsed.value, "date_about") if forms.ABOUT_WORDS.search(text) else parsed


def _first_of_week(text: str) -> Parsed[date] | None:
    """Read the first of the days that a text names from and up to, where they lie in one week; in that which it names too."""
    if named := forms.WEEK_WITH_DAYS.fullmatch(text):
        days, year = named["days"] or named["days_before"], named["year"] or named["year_behind"]
        tried = (days, f"{days} {year}") if year else (days,)
        parsed = [one for text in tried if (one := _one_day(text) or _first_of_week(text))]
        week = int(named["week"] or named["week_behind"])
        return next((one for one in parsed if one.value and one.value.isocalendar().week == week), None)
    found = forms.DAYS_OF_WEEK.fullmatch(text)
    last = _exactly(found["to"], is_1904=False, order=None).value if found else None
    if found is None or last is None:
        return None
    own = found["from"]
    written = (f"{own}-{last.month}-{last.year}",) if own.isdigit() else (own, f"{own} {last.year}", f"{own}-{last.year}")
    first = next((day for text in written if (day := _exactly(text, is_1904=False, order=None).value)), None)
    return warning(first, "date_of_week") if first and timedelta() < last - first < timedelta(days=7) else None


def _one_day(text: str) -> Parsed[date] | None:
    found = _exactly(text, is_1904=False, order=None)
    return found if found.value and found.code in {None, "date_of_week"} else None


def is_number_of_day(cell: Cell) -> bool:
    """Say whether a cell has a spreadsheet's number of a day, as a number or as text."""
    return forms.SERIAL.fullmatch(plain(cell)) is not None if isinstance(cell, str) else not isinstance(cell, bool | date)


def without_remarks(text: str) -> str:
    """Leave out what people write around a day: "rond 12 maart", "12 april (middag)", "12 mrt jl"."""
    return forms.BEHIND.sub("", forms.ABOUT_WORDS.sub("", text)).strip(" ()")


def _exactly(text: str, *, is_1904: bool, order: Order | None) -> Parsed[date]:
    if order and (numbers := re.fullmatch(forms.ORDERED, text)):
        return _in_order(numbers, order)
    for form in forms.DATE_FORMS:
        if parts := re.fullmatch(form, text):
            return _from_parts(parts)
    if is_number_of_day(text):
        return _from_number(float(text.replace(",", ".")), is_1904=is_1904)
    for form in (*forms.MONTH_FORMS, *forms.WEEK_FORMS):
        if parts := re.fullmatch(form, text):
            return _from_month(parts) if form in forms.MONTH_FORMS else _from_week(parts)
    return error("date_without_year" if re.fullmatch(forms.LACKS_YEAR, text) else "unreadable_date")


def _in_order(numbers: re.Match[str], order: Order) -> Parsed[date]:
    year, month, day = (numbers[place] for place in _PLACES[order])
    found = day_or_none(_year(year), int(month), int(day))
    return _checked(numbers, found) if found else error("unreadable_date")


def _from_parts(parts: re.Match[str]) -> Parsed[date]:
    year, month, number = _year(parts["year"]), _month(parts["month"]), int(parts["day"])
    if day := day_or_none(year, month, number):
        return _checked(parts, day)
    is_month_first = parts.start("day") < parts.start("month") < parts.start("year") and day_or_none(year, number, month)
    return error("month_first_date" if is_month_first else "unreadable_date")


def _checked(parts: re.Match[str], day: date) -> Parsed[date]:
    said = parts.groupdict()
    weekday = said.get("weekday")
    if weekday and forms.WEEKDAYS[weekday] != day.weekday():
        return _likely(day, warning(day, "weekday_differs"))
    here = _here(day, said) if said.get("zone") else day
    return _likely(here, info(here, "moment_elsewhere") if here != day else None)


def _here(day: date, said: Mapping[str, str]) -> date:
    clock, zone = clock_of(said), re.sub("[^0-9+-]", "", said["zone"])
    if clock is None or day.year < EARLIEST.year:
        return day
    offset = timedelta(hours=int(zone[1:3] or 0), minutes=int(zone[3:] or 0))
    if offset >= timedelta(days=1):
        return day
    there = timezone(-offset if zone.startswith("-") else offset)
    return datetime.combine(day, clock, there).astimezone(HERE).date()


def clock_of(said: Mapping[str, str]) -> time | None:
    """Give the time of day among the parts of a text; None when it does not exist."""
    hour, half = int(said["hour"]), (said.get("half") or "")[:1]
    if half in {"a", "p"}:
        hour = hour % HOURS_OF_HALF + (HOURS_OF_HALF if half == "p" else 0)
    return time(hour, int(said["minute"]), int(said.get("second") or 0)) if hour < 2 * HOURS_OF_HALF else None


def _from_month(parts: re.Match[str]) -> Parsed[date]:
    day = day_or_none(_year(parts["year"]), _month(parts["month"]), 1)
    return _likely(day, warning(day, "date_without_day")) if day else error("unreadable_date")


def _from_week(parts: re.Match[str]) -> Parsed[date]:
    weekday = parts.groupdict().get("weekday_number")
    try:
        day = date.fromisocalendar(_year(parts["year"]), int(parts["week"]), int(weekday or 1))
    except ValueError:
        return error("unreadable_date")
    return _likely(day, None if weekday else warning(day, "date_of_week"))


def _year(digits: str) -> int:
    digits = digits.removeprefix("'")
    year = int(digits)
    if len(digits) > 2:  # noqa: PLR2004 -- two digits are a year without its century
        return year
    return year + (2000 if year < CENTURY_TURN else 1900)


def _month(text: str) -> int:
    return forms.MONTH_NUMBERS[text] if text in forms.MONTH_NUMBERS else int(text)


def day_or_none(year: int, month: int, day: int) -> date | None:
    """Give a day, where there is such a one."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
