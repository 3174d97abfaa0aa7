"""Texts around values: days in a running text, each with what is said of it ("12/3 nt; 20/3 gesprek"), and remarks beside an amount or an answer.

A value counts where the remark leaves no doubt which one it is. Of an amount there may be only one; what a remark takes back ("retour",
"offerte") is not read, and what may change it ("excl. btw", "p.p.") is said.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from adv.workbook.tables.findings import Severity
from adv.workbook.values.amounts import parse_amount
from adv.workbook.values.date_forms import MONTH_NAMES, WEEKDAY_NAMES
from adv.workbook.values.text import Parsed, error, fold, info, parse_yes_no, plain, warning

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from adv.workbook.tables.grid import Cell

LONGEST_DIARY: Final = 400  # characters; more is a story
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
DAY_FORM: Final = (
    r"(?:\d{1,2}[-/.]\d{1,2}(?:[-/.](?:\d{4}|'?\d\d))?|\d{1,2} " + MONTH_NAME + r"(?: (?:\d{4}|'?\d\d))?)"
)  # within other words
CLOCK = re.compile(r"(?:\bom |\bat )?\b[0-2]?\d(?::[0-5]\d(?::[0-5]\d)?\b(?: ?(?:uur|u|h|[ap]m)\b)?|\.[0-5]\d ?(?:uur|u|h)\b)\.?")
_BETWEEN = r"[\s;,.:()|/\[\]=>→+&-]+"
_NUMBERING = r"\b(?:\d{1,2}(?:e|ste|de|st|nd|rd|th)?(?: (?:keer|poging|bezoek|x|time|visit|attempt))?|(?:keer|poging|bezoek|attempt|visit) \d{1,2})(?=[\s:.)]*$)"
_TAIL = re.compile(rf"(?:{_BETWEEN}|\b(?:{WEEKDAY_NAMES})\b\.?|{_NUMBERING}|\b(?:en|and|daarna|toen|then|op|on)\b)+$")
_HEAD = re.compile(rf"^(?:{_BETWEEN})+")
_JOINED = re.compile(r"[;,+&|\n]|\d\s*/\s|\s/\s*\d|\b(?:en|and|of|or)\b", re.IGNORECASE)
_EITHER = re.compile(r"\b(?:of|or)\b")
_JOIN = re.compile(r"[\s;,.:]*(?:en|and|\+|&)[\s:]*(?:(?:op|on) )?")
_JOIN_BEHIND = re.compile(r"[\s]*(?:en|and|\+|&|,)[\s:]*(?:(?:op|on) )?")
_NOUGHT = re.compile(  # words for no amount, and no more than words behind them: "gratis (sponsor)", "€ -"
    r"(?:€ ?|euro )?(?:-{1,2}|(?:nihil|nul|gratis|kosteloos|om niet|geen kosten|zonder kosten|nil|free|free of charge|no charge)(?:[\s,;:(-][^0-9€]*)?)(?: ?€)?"
)
LONGEST_REMARKED: Final = 80  # characters of a cell; more is a story
_NO_AMOUNT = re.compile(  # numbers that are none: a share of tax, the number or the day of a bill
    rf"[0-9]+(?:[.,][0-9]+)? ?%|\b(?:bon|factuur|fact|nota|nr|nummer|no|week|wk|receipt|invoice)\b\.?(?:nr|nummer)?\.? ?[0-9][-/0-9]*"
    r"|(?<![€.,] )(?<![€.,])\b20[12][0-9]\b(?![.,-])"
    rf"|\b[0-9]{{1,2}}[-/][0-9]{{1,2}}(?:[-/](?:[0-9]{{2}}){{1,2}})?(?![0-9])|\b[0-9]{{1,2}} {MONTH_NAMES}\b(?:\.? ?[0-9]{{4}})?"
)
_AMOUNT = re.compile(
    r"(?P<amount>(?:€|\beur(?:o)?\b\.?)? ?[-+]?(?<![0-9a-z])(?P<digits>[0-9][0-9.]*(?: [0-9]{3})*(?:,[0-9]+|,-{1,2}|,=|-(?![0-9]))?)(?: ?(?:€|eur\b|euro\b))?)"
)
_IS_MONEY = re.compile(r"€|eur|[.,](?:[0-9]{2}|-{1,2}|=)(?![0-9])")
_TAKEN_BACK = re.compile(
    r"\b(?:retour\w*|terug\w*|restitutie|credit\w*|storn\w*|korting|niet|geen|nog|offerte|begroot|begroting|concept|vervallen|geannuleerd"
    r"|refund\w*|returned|back|discount|not|quote|budgeted|cancelled|unpaid|usd|gbp|dollars?|pond|pounds?|euro ?cents?|cents?|k|mln|miljoen)\b|[$£+]"
)
_MAY_CHANGE = re.compile(
    r"\b(?:ex|excl|exclusief|excluding|per|p/?p|p\.p|p/?[mwud]|max\w*|min|minimaal|tot(?!\.)|up to|voorschot|aanbetaling|deposit|vanaf|from|deel\w*)\b"
)
_GUESSED = re.compile(r"\?|\b(?:geschat|schatting|ongeveer|circa|ca|estimated?|approx)\b")
_BEHIND = re.compile(r"^\s*[(\[,;:/*?–-]")
_YES = re.compile(r"(?:ja+|jawel|jazeker|yes|zeker|natuurlijk|graag|wil (?:wel|graag)|absoluut)\b")
_NO = re.compile(
    r"(?:nee|neen|no|(?:liever|wil|absoluut|zeker|nog|not) niet|not yet|(?:geen|no) (?:interesse|behoefte|tijd|zin|interest|time|need))\b"
    r"|niet (?:geinteresseerd|nodig|nu)\b"
)
_OPEN = re.compile(
    r"(?:nu )?(?:nog )?(?:misschien|wellicht|mogelijk|eventueel|twijfelt?|later|weet (?:ik )?(?:het )?(?:nog )?niet|denkt (?:er )?(?:nog )?over"
    r"|(?:niet|not) (?:gevraagd|besproken|bekend|ingevuld|beantwoord|asked|discussed|known|answered)|(?:geen|no) (?:idee|antwoord|idea|answer)"
    r"|maybe|perhaps|undecided|don't know)\b.*"
)
_IF = re.compile(
    r"\b(?:maar|mits|als|indien|tenzij|later|misschien|wellicht|ooit|nog|niet|geen|nee|but|if|unless|not|no|later|maybe)\b|[/?]"
)
_YET = re.compile(r"\b(?:ja|wel|misschien|wellicht|yes|maybe)\b|[/?]")


class Entry(Struct, frozen=True):
    """One day in a text, and what is said of it; both as they are written, folded."""

    day: str
    what: str


def entries_in(cell: str) -> tuple[Entry, ...]:
    """Take apart a text of days with something said of each; nothing where one of them says nothing."""
    text = CLOCK.sub(" ", plain(cell[: LONGEST_DIARY + 1]))
    found = list(_DAY.finditer(text))
    if not found or len(text) > LONGEST_DIARY or len(found) > MOST_DAYS:
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
    text = CLOCK.sub(" ", plain(cell[: LONGEST_DIARY + 1]))
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


def amount_in(cell: Cell) -> Parsed[int]:
    """Read euros in whole cents, as `parse_amount` does, or the only amount in a cell that holds a remark too.

    Codes
    -----
    amount_nought: A word or a dash that says that nothing was paid (good to know).
    amount_with_remark: One amount, and words beside it (good to know).
    amount_remark_differs
        The words may change what was paid: without tax, each, at most; the amount is taken as it stands (a warning).
    amount_about: As of `parse_amount`: the words say that it is a guess.
    """
    parsed = parse_amount(cell)
    if isinstance(cell, str) and parsed.code == "unreadable_amount" and _NOUGHT.fullmatch(plain(cell)):
        parsed = info(0, "amount_nought")
    if parsed.code != "unreadable_amount" or not isinstance(cell, str) or len(cell) > LONGEST_REMARKED:
        return parsed
    text = plain(cell)
    bare = _NO_AMOUNT.sub(" ", text)
    found = list(_AMOUNT.finditer(bare))
    if len(found) != 1 or len(re.findall(r"[0-9]+", bare)) != len(re.findall(r"[0-9]+", found[0]["amount"])):
        return parsed
    before, behind = bare[: found[0].start()], bare[found[0].end() :]
    is_money = _IS_MONEY.search(found[0]["amount"]) is not None
    if not is_money and (before.strip() or (behind.strip() and not _BEHIND.match(behind))):  # "12 uur", "flyers 150"
        return parsed
    amount = parse_amount(found[0]["amount"].strip())
    words = f"{before} {behind}"
    if amount.value is None or _TAKEN_BACK.search(words):
        return parsed if amount.value is not None else error(amount.code or "unreadable_amount", **amount.params)
    if _GUESSED.search(words):
        return warning(amount.value, "amount_about")
    return warning(amount.value, "amount_remark_differs") if _MAY_CHANGE.search(words) else info(amount.value, "amount_with_remark")


def yes_no_in(cell: Cell) -> Parsed[bool]:
    """Read yes or no, as `parse_yes_no` does, or what an answer of a few words begins with.

    Codes
    -----
    yes_no_with_remark: Yes or no, and words that leave it so (good to know).
    yes_no_open: "misschien later": neither; no value (good to know).
    """
    parsed = parse_yes_no(cell)
    if parsed.code is None or not isinstance(cell, str) or len(cell) > LONGEST_REMARKED:
        return parsed
    text = fold(plain(cell)).strip(" .!")
    if _OPEN.fullmatch(text):
        return Parsed(None, "yes_no_open", Severity.INFO)
    for form, against, value in ((_YES, _IF, True), (_NO, _YET, False)):
        if (said := form.match(text)) and not against.search(text[said.end() :]):
            return info(value, "yes_no_with_remark")
    return parsed
