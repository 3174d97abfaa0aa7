"""Forms in which people write days, months and weeks, as patterns of folded text: from the strictest to the loosest."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from adv.workbook.values.text import fold

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell

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
SHORTEST_MONTH_NAME: Final = 3  # letters of the name of a month


def _with_beginnings(months: dict[str, int]) -> dict[str, int]:
    """Add every beginning of a name that no other month has, "maa" and "septem"; "maar" is a word of its own."""
    beginnings = {(word[:end], number) for word, number in months.items() for end in range(SHORTEST_MONTH_NAME, len(word))}
    others = {
        (word, number) for word, number in beginnings for other, of in months.items() if of != number and other.startswith(word)
    }
    return {word: number for word, number in beginnings - others if word != "maar"} | months


MONTH_NUMBERS: Final = _with_beginnings(
    {word: number for number, words in enumerate(_MONTH_WORDS, start=1) for word in words.split()}
)
_WEEKDAY_WORDS = (
    "ma maandag mon monday",
    "di dinsdag tue tues tuesday",
    "wo woensdag woe wed wednesday",
    "do donderdag don thu thur thurs thursday",
    "vr vrijdag vrij fri friday",
    "za zaterdag zat sat saturday",
    "zo zondag zon sun sunday",
)
WEEKDAY_NAMES: Final = "|".join(" ".join(_WEEKDAY_WORDS).split())
WEEKDAYS: Final = {word: number for number, words in enumerate(_WEEKDAY_WORDS) for word in words.split()}
_CLOCK = r"(?:t|,? ?(?:om )?)(?P<hour>[0-2]?[0-9])[:.u](?P<minute>[0-5][0-9])(?:[:.](?P<second>[0-5][0-9])(?:[.,][0-9]+)?)?"
_ZONE = r" ?(?P<zone>z|(?:utc|gmt)(?![+-])|(?:utc|gmt)?[+-][0-9]{2}(?::?[0-9]{2})?)?(?: ?\([a-z +0-9:]+\))?"
_TIME = rf"(?:{_CLOCK} ?(?:uur|u\.?|h)?{_ZONE})?"
_TIME_AM_PM = rf"(?:{_CLOCK} ?(?P<half>[ap]\.?m\.?|uur|u\.?|h)?{_ZONE})?"  # after 2/1/2019 only in a column that says its order
_PART_OF_DAY = "(?:ochtend|morgen|middag|avond|morning|afternoon|evening)"
_YEAR = r"(?P<year>[0-9]{4}|'?[0-9]{2})"
_DAY = r"(?P<day>[0-3]?[0-9])"
PART_OF_MONTH = (
    r"(?:begin|half|medio|midden|eind|einde|ca\.?|rond|early|mid|late"
    r"|(?:[1-5]e|eerste|tweede|derde|vierde|laatste|first|second|last) (?:helft|week|half)(?: van| of)?) "
)
WEEK: Final = r"(?:(?:kalender|calendar )?week(?:nr\.?|nummer| no\.?| number)?|wk\.?|w|cw)"
_YEAR_OF_WEEK = r"(?P<year>(?:19|20)[0-9]{2}|'[0-9]{2})"
_YEARS = "(?:19|20)[0-9]{2}"
WEEK_FORMS = (
    rf"{WEEK} ?(?P<week>[0-5]?[0-9])(?:-(?P<weekday_number>[1-7]))?(?:[- /,.(]|van|of| ){{0,3}}{_YEAR_OF_WEEK}\)?",
    rf"{_YEAR_OF_WEEK}[- /,.]{{0,2}}{WEEK} ?(?P<week>[0-5]?[0-9])(?:-(?P<weekday_number>[1-7]))?",
    rf"{_YEAR_OF_WEEK} ?\({WEEK} ?(?P<week>[0-5]?[0-9])\)",
)
# Words around a day: a doubt, the day of the week behind it, the part of the day.
ABOUT_WORDS = re.compile(r"(?:±|~|ca\b\.?|circa|rond|omstreeks|ongeveer|about|around)\s*|\s*\?+$")
SERIAL = re.compile(r"[0-9]{5}(?:[.,][0-9]+)?")
LONGEST_PERIOD: Final = 40  # characters of a header that names one
MONTH, QUARTER, HALF, YEAR = 1, 3, 6, 12  # months in each
_ORDINALS = {"eerste": 1, "first": 1, "i": 1, "tweede": 2, "second": 2, "ii": 2, "derde": 3, "third": 3, "iii": 3}
_ORDINALS |= {"vierde": 4, "fourth": 4, "iv": 4}
_NTH = r"(?P<nth>[1-4]|eerste|tweede|derde|vierde|first|second|third|fourth|i{1,3}|iv)"
_AFTER = r"(?:e|de|ste|st|nd|rd|th)?"
_OF = {
    QUARTER: r"(?:q|k|kw|kwart|kwartaal|kwartalen|quarter|qtr)",
    HALF: r"(?:h|halfjaar|half jaar|jaarhelft|semester|half year|half)",
}
_FORMS = [(months, re.compile(rf"{word}\.?\s*-?{_NTH}")) for months, word in _OF.items()]
_FORMS += [(months, re.compile(rf"{_NTH}{_AFTER}\s*-?{word}\.?")) for months, word in _OF.items()]
_PERIOD = re.compile(r"(?:p|per|periode|period|maand|month|mnd)\.?\s*0?(?P<nth>1[0-2]|[1-9])")
_NAME = re.compile(r"[a-z]+")
_NUMBERS = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2})[-/](?P<month>0?[1-9]|1[0-2])|(?P<first>0?[1-9]|1[0-2])[-/](?P<last>(?:19|20)[0-9]{2})"
)
_YEAR_ALONE = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_SHORT_YEAR = re.compile(r"(?<=[a-z.])[\s\-/']+([0-9]{2})$")


def _one_of(words: dict[str, int]) -> str:
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


_WEEKDAY = rf"(?:(?P<weekday>{_one_of(WEEKDAYS)})(?: ?{_PART_OF_DAY})?\.?,? )?"
MONTH_NAMES: Final = _one_of(MONTH_NUMBERS)
_MONTH = rf"(?P<month>{MONTH_NAMES})\.?"
ROMANS: Final = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
ROMAN: Final = re.compile(
    rf"(?<=[0-9]) ?[-/. ] ?({'|'.join(sorted(ROMANS, key=len, reverse=True))})\.? ?[-/. ] ?(?='?(?:[0-9]{{2}}){{1,2}}$)"
)  # 12-III-2019
DATE_FORMS = (  # compiled by the first text that is looked at: most dates are no text
    rf"{_WEEKDAY}{_DAY} ?[-/.] ?(?P<month>[0-9]{{1,2}}) ?[-/.] ?{_YEAR}{_TIME}",
    rf"{_WEEKDAY}(?P<year>[0-9]{{4}}) ?[-/.] ?(?P<month>[0-9]{{1,2}}) ?[-/.] ?{_DAY}{_TIME_AM_PM}",
    rf"{_WEEKDAY}{_DAY}(?:e|ste|de|st|nd|rd|th|\.)?[- /.]{{0,2}}{_MONTH}[- /.,]{{0,2}}{_YEAR}{_TIME_AM_PM}",
    rf"{_WEEKDAY}{_MONTH} {_DAY}(?:st|nd|rd|th)?,? {_YEAR}{_TIME_AM_PM}",
    rf"(?P<year>(?:19|20)[0-9]{{2}})(?P<month>[01][0-9])(?P<day>[0-3][0-9]){_TIME}",
    rf"(?P<day>[0-3]?[0-9])(?P<month>[01][0-9])(?P<year>(?:19|20)[0-9]{{2}}){_TIME}",
    rf"{_WEEKDAY}{_DAY} (?P<month>[0-9]{{1,2}}) (?P<year>[0-9]{{4}}){_TIME}",
)
MONTH_FORMS = (
    rf"(?:{PART_OF_MONTH})?{_MONTH}[- /.]{{0,2}}(?P<year>[0-9]{{4}}|'[0-9]{{2}})",
    rf"{PART_OF_MONTH}{_MONTH} (?P<year>[0-9]{{2}})",
    rf"{_MONTH}-?(?P<year>[0-9]{{2}})",  # as a spreadsheet shows a month: "mrt-19"
    rf"(?P<year>[0-9]{{4}}) {_MONTH}",
    r"(?P<month>[0-9]{1,2}) ?[-/] ?(?P<year>[0-9]{4})",
    r"(?P<year>[0-9]{4}) ?[-/] ?(?P<month>[0-9]{1,2})",
)
ORDERED = (  # of a column that says which number is which
    rf"{_WEEKDAY}(?P<first>[0-9]{{1,2}}) ?[-/.] ?(?P<second_number>[0-9]{{1,2}}) ?[-/.] ?(?P<third>'?[0-9]{{2}}|[0-9]{{4}}){_TIME_AM_PM}"
)
_NO_YEAR = rf"{_WEEKDAY}{_DAY}(?:e|ste|de)?(?: ?[-/.] ?[0-9]{{1,2}}|[- ]?{_MONTH}){_TIME}"
LACKS_YEAR: Final = rf"{_NO_YEAR}|{PART_OF_MONTH}{MONTH_NAMES}\.?|{WEEK} ?[0-5]?[0-9](?:-[1-7])?"
# Days of one week: "4 t/m 8 maart 2019", "29 april - 3 mei 2019"; the first may leave its month and year to the last.
DAYS_OF_WEEK = re.compile(
    rf"{_WEEKDAY}(?P<from>{_DAY}(?:[-/.](?:0?[1-9]|1[0-2])|[ -]?{MONTH_NAMES}\.?)?(?:[-/. ]{_YEAR})?)"
    rf" ?(?:t/m|t\.?e?\.?m\.?|tot en met|tot|until|to|-|(?<= )-(?= )) ?(?P<to>.+)"
)
# A week with its days, or the first of them: "week 2 (7 jan - 11 jan 2019)", "7-11 jan 2019 (wk 2)".
_WEEK_ALONE = rf"{WEEK} ?(?P<{{name}}>[0-5]?[0-9])"
WEEK_WITH_DAYS = re.compile(
    rf"(?:(?P<year>{_YEARS})[- ]?)?{_WEEK_ALONE.format(name='week')}(?: (?P<year_behind>{_YEARS}))?[ :,;(-]+(?P<days>.+?)\)?"
    rf"|(?P<days_before>.+?)[ ,;(-]+{_WEEK_ALONE.format(name='week_behind')}\)?"
)
BEHIND = re.compile(
    rf"[\s,]*\(?\s*(?:in de |'s )?\b(?:{_one_of(WEEKDAYS)}|{_PART_OF_DAY}s?|vm|nm|vroeg|laat|j\.?l|l\.?l|(?:om )?[0-2]?[0-9] ?(?:uur|u|h))\.?\s*\)?$"
)


class Span(Struct, frozen=True):
    """A month, or several; the year only where it is said."""

    year: int | None
    month: int  # the first one
    months: int


def parse_span(cell: Cell) -> Span | None:
    """Read what a header says; None where it names no such thing. A year alone is one only as a text of that."""
    if isinstance(cell, date):
        is_whole = cell.day == 1 or (cell + timedelta(days=1)).day == 1
        return Span(cell.year, cell.month, MONTH) if is_whole else None
    if not isinstance(cell, str) or not cell or len(cell) > LONGEST_PERIOD:
        return None
    text = fold(cell).strip(" .:")
    if match := _NUMBERS.fullmatch(text):
        return Span(int(match["year"] or match["last"]), int(match["month"] or match["first"]), MONTH)
    year, rest = (None, text) if _PERIOD.fullmatch(text) else without_year(text)
    first, months = (1, YEAR) if year is not None and not rest else _named(rest)
    return Span(year, first, months) if first else None


def _named(text: str) -> tuple[int | None, int]:
    """Give the first month of what a text names without its year, and how many months that is."""
    if _NAME.fullmatch(text):
        return MONTH_NUMBERS.get(text), MONTH
    if match := _PERIOD.fullmatch(text):
        return int(match["nth"]), MONTH
    for months, form in _FORMS:
        if match := form.fullmatch(text):
            nth = int(match["nth"]) if match["nth"].isdigit() else _ORDINALS[match["nth"]]
            return ((nth - 1) * months + 1 if nth * months <= YEAR else None), months
    return None, MONTH


def years_in(text: str) -> list[int]:
    """List the years in a text."""
    return [int(year) for year in _YEAR_ALONE.findall(text)]


def without_year(text: str) -> tuple[int | None, str]:
    """Split off the only year in a text that is folded; also as "'19" behind a name."""
    years = _YEAR_ALONE.findall(text)
    if len(years) == 1:
        return int(years[0]), " ".join(_YEAR_ALONE.sub(" ", text).split()).strip(" .:-/'")
    short = _SHORT_YEAR.search(text)
    return (2000 + int(short[1]), text[: short.start()].strip(" .")) if short else (None, text)
