"""Days in a running text, each with what is said of it: "12/3 nt; 20/3 gesprek", "niet thuis 12-3 en 15-3", "12-3-2019 / 20-3-2019"."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from adv.workbook.values.date_forms import MONTH_NAMES, WEEKDAY_NAMES
from adv.workbook.values.text import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LONGEST: Final = 400  # characters; more is a story
MOST_DAYS: Final = 12

MONTH_NAME: Final = rf"(?:{MONTH_NAMES})\.?"

_DAY = re.compile(
    rf"""
    (?<![\w/.\-])(?:
        (?:19|20)\d\d-\d\d-\d\d
      | (?:0?[1-9]|[12]\d|3[01])(?P<sign>[-/.])(?:0?[1-9]|1[0-2])(?:(?P=sign)(?:(?:19|20)\d\d|'?\d\d)|[-/.](?:19|20)\d\d)?
      | (?:0?[1-9]|[12]\d|3[01])(?:e|ste|de|st|nd|rd|th)?[ -]?{MONTH_NAME}(?:[ -]?(?:(?:19|20)\d\d|'\d\d)|-\d\d)?
      | {MONTH_NAME}\ (?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?:,?\ (?:19|20)\d\d)?
      | (?:week|wk\.?)\ ?[0-5]?\d(?:-[1-7])?(?:\ (?:19|20)\d\d)?
    )(?![\w/\-]|\.\d|\ ?(?:uur|u|h)\b)
    """,
    re.VERBOSE,
)
DAY: Final = (
    r"(?:\d{1,2}[-/.]\d{1,2}(?:[-/.](?:\d{4}|'?\d\d))?|\d{1,2} " + MONTH_NAME + r"(?: (?:\d{4}|'?\d\d))?)"
)  # within other words
_CLOCK = re.compile(r"(?:\bom |\bat )?\b[0-2]?\d(?::[0-5]\d(?::[0-5]\d)?\b(?: ?(?:uur|u|h|[ap]m)\b)?|\.[0-5]\d ?(?:uur|u|h)\b)\.?")
_BETWEEN = r"[\s;,.:()|/\[\]=>→+&-]+"
_NUMBERING = r"\b(?:\d{1,2}(?:e|ste|de|st|nd|rd|th)?(?: (?:keer|poging|bezoek|x|time|visit|attempt))?|(?:keer|poging|bezoek|attempt|visit) \d{1,2})(?=[\s:.)]*$)"
_TAIL = re.compile(rf"(?:{_BETWEEN}|\b(?:{WEEKDAY_NAMES})\b\.?|{_NUMBERING}|\b(?:en|and|daarna|toen|then|op|on)\b)+$")
_HEAD = re.compile(rf"^(?:{_BETWEEN})+")
_JOINED = re.compile(r"[;,+&|\n]|\d\s*/\s|\s/\s*\d|\b(?:en|and|of|or)\b", re.IGNORECASE)
_EITHER = re.compile(r"\b(?:of|or)\b")
_JOIN = re.compile(r"[\s;,.:]*(?:en|and|\+|&)[\s:]*(?:(?:op|on) )?")
_JOIN_BEHIND = re.compile(r"[\s]*(?:en|and|\+|&|,)[\s:]*(?:(?:op|on) )?")


class Entry(Struct, frozen=True):
    """One day in a text, and what is said of it; both as they are written, folded."""

    day: str
    what: str


def entries_in(cell: str) -> tuple[Entry, ...]:
    """Take apart a text of days with something said of each; nothing where one of them says nothing."""
    text = _CLOCK.sub(" ", plain(cell[: LONGEST + 1]))
    found = list(_DAY.finditer(text))
    if not found or len(text) > LONGEST or len(found) > MOST_DAYS:
        return ()
    ends = [0, *(day.end() for day in found)]
    between = [text[end:start] for end, start in zip(ends, [*(day.start() for day in found), len(text)], strict=True)]
    said = [_HEAD.sub("", _TAIL.sub("", part)) for part in between]
    what = _before(said, between) if said[0] else _behind(said, between)
    return tuple(Entry(day[0], one) for day, one in zip(found, what, strict=True)) if all(what) and what else ()


def _behind(said: Sequence[str], between: Sequence[str]) -> list[str]:
    """Give what stands behind each day; of days that are joined what stands behind the last of them."""
    what = list(said[1:])
    for place in range(len(what) - 2, -1, -1):
        if not what[place] and _JOIN.fullmatch(between[place + 1]):
            what[place] = what[place + 1]
    return what


def _before(said: Sequence[str], between: Sequence[str]) -> list[str]:
    """Give what stands before each day; of days that are joined what stands before the first of them."""
    if said[-1]:
        return []
    what = list(said[:-1])
    for place in range(1, len(what)):
        if not what[place] and _JOIN_BEHIND.fullmatch(between[place]):
            what[place] = what[place - 1]
    return what


def days_in(cell: str) -> tuple[str, ...]:
    """List the days of a text that says nothing else; a span of days ("12-3 t/m 14-3") is not read as two."""
    if not _JOINED.search(cell):  # most days stand alone
        return ()
    text = _CLOCK.sub(" ", plain(cell[: LONGEST + 1]))
    found = list(_DAY.finditer(text))
    rest = _EITHER.sub(" ", _DAY.sub(" ", text))
    if len(found) < 2 or len(found) > MOST_DAYS or _TAIL.sub("", f" {rest}").strip():  # noqa: PLR2004 - one is no several
        return ()
    is_span = any("-" in text[one.end() : other.start()] for one, other in pairwise(found))
    return () if is_span else tuple(day[0] for day in found)


def days_of(cell: str) -> list[str]:
    """List the days of a text, whatever else it says."""
    return [day[0] for day in _DAY.finditer(plain(cell))]


def with_days(cell: str, change: Callable[[Sequence[str]], Sequence[str]]) -> str:
    """Write a text with its days changed."""
    changed = iter(change(days_of(cell)))
    return _DAY.sub(lambda _: next(changed), "; ".join(map(plain, cell.splitlines())))
