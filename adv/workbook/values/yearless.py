"""Days that do not say all that they are: without their year ("12 mrt", "wk 12"), sharing a month ("12 of 13 maart 2019"), without signs (190115)."""

from __future__ import annotations

import re
from itertools import pairwise
from math import isfinite
from typing import TYPE_CHECKING, Final

from adv.workbook.values.amounts import FIRST_YEAR, LAST_YEAR, parse_year
from adv.workbook.values.date_forms import LACKS_YEAR, MONTH_NAMES, MONTH_NUMBERS, WEEK
from adv.workbook.values.dates import CENTURY_TURN, day_or_none, parse_date, without_remarks
from adv.workbook.values.text import parse_text, plain, says_number

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from adv.workbook.tables.grid import Cell

WEEKS: Final = 53
MONTHS: Final = 12
LEAP_YEAR: Final = 2020  # a year that has every day
HALF_A_YEAR: Final = 182  # days: a list in order makes such a jump only at New Year
LEAST_IN_ORDER: Final = 0.9  # share of the days that do not lie before the one above them

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
_SEASON = re.compile(r"(?<!\d)(?P<century>19|20)(?P<first>\d\d) ?[-/–_] ?(?P<last>\d\d)(?!\d)")  # "2018/19"
LONGEST_OF_DAYS: Final = 60  # characters; more is a story
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_EITHER = re.compile(r"\b(?:of|or)\b", re.IGNORECASE)
_PIECE = re.compile(
    rf"""
    (?P<day>{_DAY})(?:e|ste|de|st|nd|rd|th)?
    (?:
        (?:[ ]?[-/.][ ]?(?P<month>0?[1-9]|1[0-2])|[ -]?(?P<name>{MONTH_NAMES})\.?)
        (?:[-/.,\ ]{{1,2}}\(?(?P<year>(?:19|20)\d\d|'\d\d)\)?)?
    )?
    """,
    re.VERBOSE,
)
_SPAN = re.compile(rf"({_DAY}) ?- ?({_DAY}[ -]?{MONTH_NAMES}\b.*)")
_WORDS = r"\b(?:en|and|of|or)\b"
_SPLITS = (re.compile(rf"\s*(?:[,;+&|]|\s/\s|{_WORDS})\s*"), re.compile(rf"\s*(?:[,;+&|/]|{_WORDS})\s*"))
_SIX = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{2})")


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
    seasons = (one for one in _SEASON.finditer(text) if MONTHS < int(one["last"]) == int(one["first"]) + 1)
    short += [int(one["century"] + one["last"]) for one in seasons]
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


def are_one_of(cell: str) -> bool:
    """Say whether a text names several days of which only one can be meant: "12-3-2019 of 13-3-2019"."""
    return _EITHER.search(cell) is not None


def spelled_out(cell: str) -> str:
    """Write each day of a text with the month and the year that it shares with the others; any other text stays as it is."""
    if len(cell) > LONGEST_OF_DAYS or not says_number(cell):
        return cell
    text = _SPAN.sub(r"\1 of \2", plain(cell))
    for split in _SPLITS:
        pieces = [_PIECE.fullmatch(piece) for piece in split.split(text)]
        days = [piece.groupdict() for piece in pieces if piece]
        if len(days) == len(pieces):
            return _written(days, " of " if are_one_of(text) else ", ") if len(days) > 1 and _month(days[-1]) else cell
    return cell


def _written(days: list[dict[str, str | None]], sign: str) -> str:
    """Fill in from right to left what a day leaves to the next one; a year that only the first one says holds for all."""
    month, first = 0, next((day["year"] for day in days if day["year"]), None)
    year = days[-1]["year"] or first
    written = []
    for day in reversed(days):
        own = _month(day) or month
        if day["year"]:
            year = day["year"]
        elif own > month > 0 and year and days[-1]["year"]:  # "31/12 of 2/1-2019"
            year = f"'{(int(year[1:]) - 1) % 100:02}" if year.startswith("'") else str(int(year) - 1)
        month = own
        written.append("-".join(part for part in (day["day"], str(month), year) if part))
    return sign.join(reversed(written))


def _month(day: dict[str, str | None]) -> int:
    return MONTH_NUMBERS[day["name"]] if day["name"] else int(day["month"] or 0)


def compact_days(cells: Sequence[Cell], start: date, end: date) -> dict[Cell, date]:
    """Give the day that each of some cells is, where all are six figures that in one order are days from `start` up to `end`."""
    if not cells or not _SIX.fullmatch(parse_text(cells[0]).value or ""):
        return {}
    texts = {cell: _SIX.fullmatch(parse_text(cell).value or "") for cell in cells if isinstance(cell, str | int | float)}
    if len(texts) < len({*cells}) or not all(texts.values()):
        return {}
    for year, day in ((1, 3), (3, 1)):
        parts = ((cell, int(found[year]), int(found[2]), int(found[day])) for cell, found in texts.items() if found)
        days = {cell: day_or_none(2000 + of_year, month, of_month) for cell, of_year, month, of_month in parts}
        known: dict[Cell, date] = {cell: one for cell, one in days.items() if one is not None and start <= one < end}
        if len(known) == len(texts):
            return known
    return {}


def years_turned(cells: Sequence[Cell], first: int, *, is_week_column: bool) -> dict[int, int]:
    """Give the year of each row whose day lacks its own: `first` or the next one; nothing where no order shows where the year turns."""
    said = {row: day for row, cell in enumerate(cells) if (day := _day_of_year(cell, is_week_column=is_week_column))}
    return {row: first + is_later for row, is_later in zip(said, _after_new_year([*said.values()]), strict=False)}


def _day_of_year(cell: Cell, *, is_week_column: bool) -> int | None:
    if not (is_week(cell) if is_week_column else is_yearless(cell)):
        return None
    day = parse_date(with_year(cell, LEAP_YEAR, is_week=is_week_column) or "").value
    return day.timetuple().tm_yday if day and day.year == LEAP_YEAR else None


def _after_new_year(days: Sequence[int]) -> list[bool]:
    """Tell which days lie after New Year, where each step from one day to the next is less than half a year."""
    years = [0] if days else []
    for one, other in pairwise(days):
        years.append(years[-1] + (one - other > HALF_A_YEAR) - (other - one > HALF_A_YEAR))
    if len({*years}) != len("12"):
        return []
    later = [year > min(years) for year in years]
    before, after = ([day for day, is_later in zip(days, later, strict=True) if is_later is said] for said in (False, True))
    turns = sum(one != other for one, other in pairwise(years))
    is_one_season = max(after) < min(before)
    return later if is_one_season or (turns == 1 and _is_in_order(before) and _is_in_order(after)) else []


def _is_in_order(days: Sequence[int]) -> bool:
    steps = [(one <= other, one >= other) for one, other in pairwise(days)]
    return any(sum(way) >= LEAST_IN_ORDER * len(steps) for way in zip(*steps, strict=True)) if steps else True
