"""Months, quarters, halves and years as headers say them: "mrt 2019", "Q1", "2e kwartaal 2019", "periode 3", "Realisatie 2019"."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from adv.workbook.values.date_forms import MONTH_NUMBERS
from adv.workbook.values.text import fold

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell

LONGEST: Final = 40  # characters of a header that names one
SHORTEST_NAME: Final = 3  # letters of the name of a month
MONTH, QUARTER, HALF, YEAR = 1, 3, 6, 12  # months in each
FIRST_YEAR, LAST_YEAR = 1990, 2099

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
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_SHORT_YEAR = re.compile(r"(?<=[a-z.])[\s\-/']+([0-9]{2})$")


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
    if not isinstance(cell, str) or not cell or len(cell) > LONGEST:
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
        return month_of(text), MONTH
    if match := _PERIOD.fullmatch(text):
        return int(match["nth"]), MONTH
    for months, form in _FORMS:
        if match := form.fullmatch(text):
            nth = int(match["nth"]) if match["nth"].isdigit() else _ORDINALS[match["nth"]]
            return ((nth - 1) * months + 1 if nth * months <= YEAR else None), months
    return None, MONTH


def month_of(name: str) -> int | None:
    """Give the number of a month by its name, or by a beginning of it that no other has: "maa"."""
    if name in MONTH_NUMBERS or len(name) < SHORTEST_NAME:
        return MONTH_NUMBERS.get(name)
    begun = {number for word, number in MONTH_NUMBERS.items() if word.startswith(name)}
    return begun.pop() if len(begun) == 1 else None


def years_in(text: str) -> list[int]:
    """List the years in a text."""
    return [int(year) for year in _YEAR.findall(text)]


def without_year(text: str) -> tuple[int | None, str]:
    """Split off the only year in a text that is folded; also as "'19" behind a name."""
    years = _YEAR.findall(text)
    if len(years) == 1:
        return int(years[0]), " ".join(_YEAR.sub(" ", text).split()).strip(" .:-/'")
    short = _SHORT_YEAR.search(text)
    return (2000 + int(short[1]), text[: short.start()].strip(" .")) if short else (None, text)
