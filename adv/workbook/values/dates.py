"""A cell becomes a day. Dutch: the day comes first, always.

Forms are tried from the strictest to the loosest, and none guesses: what fits none is reported. Of a moment the day as it is
written counts; it is never rounded, nor moved to another time zone.
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from adv.workbook.values.parsed import EMPTY_WORDS, Parsed, error, warning
from adv.workbook.values.text import plain

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell

EARLIEST: Final = date(1990, 1, 1)  # no home visit, booking or request is older: such a day is a mistake
LATEST: Final = date(2099, 12, 31)
EPOCH_1900: Final = date(1899, 12, 30)  # right from 1 March 1900 on: Excel counts a 29 February 1900
EPOCH_1904: Final = date(1904, 1, 1)
CENTURY_TURN: Final = 70  # years written as 00-69 are 2000-2069, as Excel has it for the Netherlands up to 2069

_MONTH_WORDS = (
    "jan januari january",
    "feb febr februari february",
    "mrt maart mar march",
    "apr april",
    "mei may",
    "jun juni june",
    "jul juli july",
    "aug augustus august",
    "sep sept september",
    "okt oktober oct october",
    "nov november",
    "dec december",
)
MONTH_NUMBERS: Final = {word: number for number, words in enumerate(_MONTH_WORDS, start=1) for word in words.split()}
_WEEKDAY_WORDS = (
    "ma maandag mon monday",
    "di dinsdag tue tues tuesday",
    "wo woensdag woe wed wednesday",
    "do donderdag don thu thur thurs thursday",
    "vr vrijdag vrij fri friday",
    "za zaterdag zat sat saturday",
    "zo zondag zon sun sunday",
)
_WEEKDAYS = {word: number for number, words in enumerate(_WEEKDAY_WORDS) for word in words.split()}


def _one_of(words: dict[str, int]) -> str:
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


_CLOCK = r"(?:t|,? ?(?:om )?)[0-2]?[0-9][:.][0-5][0-9](?:[:.][0-5][0-9](?:[.,][0-9]+)?)?"
_ZONE = r" ?(?:z|[+-][0-9]{2}:?[0-9]{2})?"
_TIME = rf"(?:{_CLOCK} ?(?:uur|u\.?|h)?{_ZONE})?"
_TIME_AM_PM = rf"(?:{_CLOCK} ?(?:[ap]\.?m\.?|uur|u\.?|h)?{_ZONE})?"  # never after 2/1/2019: who writes PM puts the month first
_WEEKDAY = rf"(?:(?P<weekday>{_one_of(_WEEKDAYS)})\.?,? )?"
_MONTH = rf"(?P<month>{_one_of(MONTH_NUMBERS)})\.?"
_YEAR = r"(?P<year>[0-9]{4}|'?[0-9]{2})"
_DAY = r"(?P<day>[0-3]?[0-9])"
_DATE_FORMS = (  # compiled by the first text that is looked at: most dates are no text
    rf"{_WEEKDAY}{_DAY} ?[-/.] ?(?P<month>[0-9]{{1,2}}) ?[-/.] ?{_YEAR}{_TIME}",
    rf"{_WEEKDAY}(?P<year>[0-9]{{4}}) ?[-/.] ?(?P<month>[0-9]{{1,2}}) ?[-/.] ?{_DAY}{_TIME_AM_PM}",
    rf"{_WEEKDAY}{_DAY}(?:e|ste|de|st|nd|rd|th|\.)?[- /.]{{0,2}}{_MONTH}[- /.,]{{0,2}}{_YEAR}{_TIME_AM_PM}",
    rf"{_WEEKDAY}{_MONTH} {_DAY}(?:st|nd|rd|th)?,? {_YEAR}{_TIME_AM_PM}",
    rf"(?P<year>[0-9]{{4}})(?P<month>[01][0-9])(?P<day>[0-3][0-9]){_TIME}",
)
_MONTH_FORMS = (
    rf"(?:(?:begin|half|medio|midden|eind|einde|ca\.?|rond|early|mid|late) )?{_MONTH}[- /.]{{0,2}}(?P<year>[0-9]{{4}}|'[0-9]{{2}})",
    r"(?P<month>[0-9]{1,2}) ?[-/] ?(?P<year>[0-9]{4})",
    r"(?P<year>[0-9]{4}) ?[-/] ?(?P<month>[0-9]{1,2})",
)
_NO_YEAR = rf"{_WEEKDAY}{_DAY}(?:e|ste|de)?(?: ?[-/.] ?[0-9]{{1,2}}|[- ]?{_MONTH}){_TIME}"
_SERIAL = r"([0-9]{5})(?:[.,][0-9]+)?"


def parse_date(cell: Cell, *, is_1904: bool = False) -> Parsed[date]:
    """Read the day that a cell names.

    Parameters
    ----------
    cell
        A date, Excel's number of a day, or text.
    is_1904
        Numbers count from 1904, as old Excel for the Mac has it.

    Codes
    -----
    unreadable_date
        No day: a bare time, a word, a day that does not exist.
    month_first_date
        Only possible with the month first (02/25/2019); no value, since then 02/03/2019 in the same column means another day.
    date_without_year
        A day and a month; no value.
    unlikely_date
        Before `EARLIEST` or after `LATEST`; no value.
    date_without_day
        Only a month; its first day is taken (a warning).
    weekday_differs
        The day of the week does not fit the date; the date is taken (a warning).
    """
    if cell is None:
        return Parsed(None)
    if isinstance(cell, str):
        return _from_text(cell, is_1904=is_1904)
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
    """Read Excel's number of a day; or 20190201, which is no number of any day."""
    if not math.isfinite(number):
        return error("unreadable_date")
    epoch = EPOCH_1904 if is_1904 else EPOCH_1900
    if (EARLIEST - epoch).days <= number < (LATEST - epoch).days + 1:
        return Parsed(epoch + timedelta(days=math.floor(number)))
    if number == int(number) and 10**7 <= number < 10**8:
        return _from_text(str(int(number)), is_1904=is_1904)
    return error("unreadable_date")


def _from_text(cell: str, *, is_1904: bool) -> Parsed[date]:
    text = plain(cell)
    if not text or text in EMPTY_WORDS:
        return Parsed(None)
    for form in _DATE_FORMS:
        if parts := re.fullmatch(form, text):
            return _from_parts(parts)
    if re.fullmatch(_SERIAL, text):
        return _from_number(float(text.replace(",", ".")), is_1904=is_1904)
    for form in _MONTH_FORMS:
        if parts := re.fullmatch(form, text):
            return _from_month(parts)
    return error("date_without_year" if re.fullmatch(_NO_YEAR, text) else "unreadable_date")


def _from_parts(parts: re.Match[str]) -> Parsed[date]:
    year, month, number = _year(parts["year"]), _month(parts["month"]), int(parts["day"])
    if not _exists(year, month, number):
        is_month_first = parts.start("day") < parts.start("month") < parts.start("year") and _exists(year, number, month)
        return error("month_first_date" if is_month_first else "unreadable_date")
    day = date(year, month, number)
    weekday = parts.re.groupindex.get("weekday") and parts["weekday"]
    if weekday and _WEEKDAYS[weekday] != day.weekday():
        return _likely(day, warning(day, "weekday_differs"))
    return _likely(day)


def _from_month(parts: re.Match[str]) -> Parsed[date]:
    year, month = _year(parts["year"]), _month(parts["month"])
    if not _exists(year, month, 1):
        return error("unreadable_date")
    day = date(year, month, 1)
    return _likely(day, warning(day, "date_without_day"))


def _year(digits: str) -> int:
    digits = digits.removeprefix("'")
    year = int(digits)
    if len(digits) > 2:  # noqa: PLR2004 -- two digits are a year without its century
        return year
    return year + (2000 if year < CENTURY_TURN else 1900)


def _month(text: str) -> int:
    return MONTH_NUMBERS[text] if text in MONTH_NUMBERS else int(text)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
