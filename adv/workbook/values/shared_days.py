"""Days in one cell that share their month or their year: "12 of 13 maart 2019", "3/2, 8/2-2019"."""

from __future__ import annotations

import re
from typing import Final

from adv.workbook.values.date_forms import MONTH_NAMES, MONTH_NUMBERS
from adv.workbook.values.text import plain, says_number

LONGEST: Final = 60  # characters; more is a story

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


def are_one_of(cell: str) -> bool:
    """Say whether a text names several days of which only one can be meant: "12-3-2019 of 13-3-2019"."""
    return _EITHER.search(cell) is not None


def spelled_out(cell: str) -> str:
    """Write each day of a text with the month and the year that it shares with the others; any other text stays as it is."""
    if len(cell) > LONGEST or not says_number(cell):
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
