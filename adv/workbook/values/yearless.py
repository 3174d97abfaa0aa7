"""Days and weeks that do not say their year: "12 mrt", "wk 12", and the bare number of a week. The year stands elsewhere in the sheet."""

from __future__ import annotations

import re
from math import isfinite
from typing import TYPE_CHECKING, Final

from adv.workbook.values.amounts import FIRST_YEAR, LAST_YEAR, parse_year
from adv.workbook.values.date_forms import LACKS_YEAR, WEEK
from adv.workbook.values.dates import CENTURY_TURN, parse_date, without_remarks
from adv.workbook.values.text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from adv.workbook.tables.grid import Cell

WEEKS: Final = 53
MONTHS: Final = 12

_BARE_WEEK = re.compile(rf"(?:{WEEK} ?)?(?P<week>[0-5]?[0-9])")
_DAY_OF_WEEK = re.compile(rf"(?:(?P<year>(?:19|20)[0-9]{{2}})-)?{WEEK} ?(?P<week>[0-5]?[0-9])-(?P<weekday>[1-7])")
_WEEK_OF_YEAR = re.compile(rf"(?P<year>(?:19|20)[0-9]{{2}})[-/ .]?(?:{WEEK})? ?(?P<week>[0-5]?[0-9])")
_YEAR_OF_WEEK = re.compile(rf"(?:{WEEK} ?)?(?P<week>[0-5]?[0-9])[-/ .]+(?P<year>(?:19|20)[0-9]{{2}})")
_NUMBER_OF_YEAR = re.compile(r"(?P<week>[0-5]?[0-9]) ?[-/.] ?(?:19|20)[0-9]{2}|(?:19|20)[0-9]{2} ?[-/.] ?(?P<behind>[0-5]?[0-9])")
_CLOCK = re.compile(r"[ ,]+(?:om )?[0-2]?\d(?::[0-5]\d.*|[.u][0-5]\d ?(?:uur|u|h)?)$")
_IN_BRACKETS = re.compile(r" ?\([^()]*\d[^()]*\)$")  # the days of a week, which its number says too
_SIGN = re.compile(r"\d ?([-/.]) ?\d")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_SHORT_YEAR = re.compile(r"(?<!\w)'(\d\d)(?!\w)")


def is_week(cell: Cell) -> bool:
    """Say whether a cell under the header of weeks is one, with its year or without."""
    return _week(cell) is not None


def are_weeks(cells: Sequence[Cell]) -> bool:
    """Say whether "14-2019" is a week in a column of such texts: some of the numbers are of no month."""
    found = [one for cell in cells if isinstance(cell, str) and (one := _NUMBER_OF_YEAR.fullmatch(plain(cell)))]
    numbers = [int(one["week"] or one["behind"]) for one in found]
    return len(found) == len(cells) and MONTHS < max(numbers, default=0) <= WEEKS


def is_yearless(cell: Cell) -> bool:
    """Say whether a text is a day or a week that lacks only its year."""
    if not isinstance(cell, str) or _YEAR.search(cell):
        return False
    text = plain(cell)
    lacks_year = re.fullmatch(LACKS_YEAR, text) or re.fullmatch(LACKS_YEAR, without_remarks(text))
    return lacks_year is not None and parse_date(cell).value is None  # "07.01.19" is no time of a day


def years_in(text: str) -> set[int]:
    """List the years that a title, a name or a header speaks of."""
    short = [2000 + int(found) for found in _SHORT_YEAR.findall(plain(text))]
    return {year for found in (*_YEAR.findall(text), *short) if FIRST_YEAR <= (year := int(found)) <= LAST_YEAR}


def year_said(cell: Cell) -> int | None:
    """Give the year that a cell of a column of years says, in four digits or in two."""
    text = plain(cell).removeprefix("'") if isinstance(cell, str) else cell
    if isinstance(text, str):
        text = int(text) if text.isascii() and text.isdigit() and len(text) <= len("2019") else text
    is_short = isinstance(text, int | float) and not isinstance(text, bool) and 0 <= text < CENTURY_TURN
    return parse_year(2000 + text if is_short and isinstance(text, int | float) else text).value


def with_year(cell: Cell, year: int, *, is_week: bool) -> str | None:
    """Write a day or week with the year that it lacks; None when it lacks none. Weeks that say theirs are written as such too."""
    if is_week or (isinstance(cell, str) and _DAY_OF_WEEK.fullmatch(plain(cell))):
        found = _week(cell)
        return f"{found[0] or year}-W{found[1]:02}{found[2]}" if found else None
    if not isinstance(cell, str) or not is_yearless(cell):
        return None
    text = _CLOCK.sub("", without_remarks(plain(cell))).rstrip(".-/ ")
    sign = _SIGN.search(text)
    return f"{text}{sign[1] if sign else ' '}{year}"


def says_year(cell: Cell) -> bool:
    """Say whether a cell under the header of weeks has its own year."""
    found = _week(cell)
    return found is not None and found[0] is not None


def only_year(cell: Cell, start: date, end: date, *, is_week: bool) -> int | None:
    """Find the one year in which a day without a year lies from `start` up to `end`; None where there are more, or none."""
    found = []
    for year in range(start.year, end.year + 1):
        text = with_year(cell, year, is_week=is_week)
        day = parse_date(text).value if text else None
        if day and start <= day < end:
            found.append(year)
    return found[0] if len(found) == 1 else None


def _week(cell: Cell) -> tuple[int | None, int, str] | None:
    """Give the year, where it is said, the number of a week, and the day of it as "-3" where that stands with it."""
    if isinstance(cell, bool) or not isinstance(cell, int | float | str) or (isinstance(cell, float) and not isfinite(cell)):
        return None
    text = _IN_BRACKETS.sub("", plain(cell)) if isinstance(cell, str) else str(int(cell)) if cell == int(cell) else ""
    for form in (_BARE_WEEK, _WEEK_OF_YEAR, _YEAR_OF_WEEK, _DAY_OF_WEEK):
        if found := form.fullmatch(text):
            said, week = found.groupdict(), int(found["week"])
            year, day = said.get("year"), said.get("weekday")
            return (int(year) if year else None, week, f"-{day}" if day else "") if 1 <= week <= WEEKS else None
    return None


def on_weekday(cell: Cell, weekday: int) -> str | None:
    """Write a week with one of its days, 1 for Monday: "week 12-3", or "2019-W12-3" where it says its year; None of what is no week."""
    found = _week(cell)
    return None if found is None else f"{found[0]}-W{found[1]:02}-{weekday}" if found[0] else f"week {found[1]}-{weekday}"
