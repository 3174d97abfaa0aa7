"""A cell becomes euros in whole cents, a whole number or a score. Dutch: 1.234,56.

What two readers would read differently is not read: "1,234" may be one euro or a thousand, so it is reported. "1.234" in a
Dutch sheet is a thousand: a point before exactly three digits separates thousands, before one or two it is decimal.
"""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from math import isfinite
from typing import TYPE_CHECKING, Final

import numpy as np

from adv.workbook.values.text import EMPTY_WORDS, Parsed, error, info, plain, warning

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from adv.workbook.tables.grid import Cell

MOST_CENTS: Final = 10**9  # ten million euro (the text of absurd_amount says so too): more than any project of this kind has
PLAIN_EUROS: Final = 10**6  # a binary number below this is off by far less than
WHOLE_CENT: Final = 1e-6  # this much of a cent, which therefore is noise
LOWEST_SCORE: Final = 1
HIGHEST_SCORE: Final = 10
FIRST_YEAR, LAST_YEAR = 1990, 2099
MOST_WHOLE: Final = 10**6  # nobody counts further, by hand, in a neighbourhood

_NOISE = Decimal("0.0001")  # in cents: what binary numbers add to an exact amount is far smaller
_MINUS = re.compile(r"-\s?/\s?-")  # as bookkeepers write it
_EURO = re.compile(r"€|\beuro(?:'?s)?\b|\beur\b\.?")
_NO_CENTS = re.compile(r"(?<=[0-9])[.,](?:-{1,2}|=)$")
_CREDIT = r"(?:credit|cr|c|bij)"
_SIDE = re.compile(
    rf"(?P<before>{_CREDIT}|debet|debit|dr|db|d|af)\.? (?=[0-9€(-])|(?<=[0-9)=,-]) ?(?P<after>{_CREDIT}|debet|debit|dr|db|d|af)\.?$"
)
_ADDED = re.compile(r"\s*(?P<sign>\+|\ben\b|&|\bplus\b|\bmin(?:us)?\b|-\s?/\s?-)\s*(?=[€0-9(])")
_TAKEN_OFF = frozenset("m-")  # first signs of an amount that is taken off
_EACH = r" ?(?:[x×*à@]|keer|maal|stuks|st\.?)(?: ?[à@])? ?"
_TIMES = re.compile(
    rf"(?P<count>[1-9][0-9]?){_EACH}(?P<each>[€0-9][^x×*]*)|(?P<each_before>[€1-9][^x×*]*?) ?(?:[x×*]|keer|maal) ?(?P<behind>[1-9][0-9]?)"
)
_RANGE = re.compile(r"[0-9]+ ?à.*")  # "40 à 50": between the two, where they are of one size
MOST_APART: Final = 3  # times that the upper end of a range is the lower one
_TOTAL = re.compile(r"\s*=\s*(?=[€0-9(])")
# Words for what an amount was spent on: "75 min 15 statiegeld", "12,50 (parkeren)".
_WHAT_FOR = re.compile(r"(?<=[0-9-]) (?:(?!(?:credit|debet|debit)\b)[a-z]{3,}|\([^()0-9]+\))$")
_ABOUT = re.compile(r"^(?:±|~|\+/-|ca\b\.?|circa|ongeveer|ong\.|rond|about|approx\.?)\s*(?=[€0-9])")
MOST_AMOUNTS_IN_CELL: Final = 6  # amounts in one cell; more is something else
_THOUSANDS_COMMA = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+\.[0-9]{1,2}|[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}")
_THOUSANDS_POINT = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_THOUSANDS_SPACE = re.compile(r"[1-9][0-9]{0,2}(?:[ '][0-9]{3})+(?:[.,][0-9]+)?")
_DECIMAL = re.compile(r"[0-9]*[.,][0-9]+|[0-9]+")
_AMBIGUOUS = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")
_CENTS_BEHIND_COMMA = re.compile(r"[0-9. ']*,[0-9]{1,2}")
_OF_CENTS = re.compile(r"(?P<cents>[0-9]{1,7}) ?(?:euro)?(?:ct|cts|cent|centen)\.?")
_ORDINAL = re.compile(r"([0-9]+)(?:e|de|ste)")


def parse_amount(cell: Cell) -> Parsed[int]:
    """Read euros in whole cents, rounded half away from zero.

    Codes
    -----
    unreadable_amount
        Not an amount: a word, a date, yes or no, an error, a number in scientific notation (it may have lost digits).
    ambiguous_amount: Text such as "1,234": a thousand in English, one euro in Dutch; no value.
    absurd_amount: Over `MOST_CENTS`; no value.
    amount_rounded: There was more than whole cents (good to know).
    amount_about: An amount with "ca." or "±" before it; it is taken (a warning).
    amounts_added: Several amounts with a plus between them; their sum (good to know).
    """
    if isinstance(cell, str):
        return _amount_from_text(cell)
    if cell is None:
        return Parsed(None)
    if type(cell) is float and abs(cell) < PLAIN_EUROS:  # nearly all of a column, at a tenth of the time
        cents = round(cell * 100)
        if abs(cell * 100 - cents) < WHOLE_CENT:
            return Parsed(cents)
    if isinstance(cell, bool | date | time | timedelta) or not isfinite(cell):
        return error("unreadable_amount")
    return _cents(Decimal(repr(cell)))


def _amount_from_text(cell: str) -> Parsed[int]:
    text = plain(cell)
    if not text:
        return Parsed(None)
    if in_cents := _OF_CENTS.fullmatch(text):
        return Parsed(int(in_cents["cents"]))
    bare, signs = _without_signs(text)
    if signs <= 1 and _AMBIGUOUS.fullmatch(bare):
        return error("ambiguous_amount")
    number = _number(bare)
    if number is None and (about := _ABOUT.match(text)):
        found = _amount_from_text(text[about.end() :])
        return found if found.value is None else warning(found.value, "amount_about")
    if signs > 1 or number is None:
        return _added(text)
    return _cents(-number if signs else number)


def with_thousands_told(cells: Sequence[Cell], beside: Iterable[Cell] = ()) -> dict[int, str]:
    """Write the texts such as "1,250" without their comma, by place, where others or cells `beside` show that it separates thousands.

    One of "2,031.36" shows it, and one with a comma before its cents, "12,50", that it does not.
    """
    bare = {place: _without_signs(plain(cell))[0] for place, cell in enumerate(cells) if isinstance(cell, str) and "," in cell}
    doubtful = [place for place, text in bare.items() if _AMBIGUOUS.fullmatch(text)]
    if not doubtful:
        return {}
    shown = {*bare.values(), *(_without_signs(plain(cell))[0] for cell in beside if isinstance(cell, str) and "," in cell)}
    is_thousand = any("." in text and _THOUSANDS_COMMA.fullmatch(text) for text in shown)
    is_decimal = any(_CENTS_BEHIND_COMMA.fullmatch(text) for text in shown)
    return {place: str(cells[place]).replace(",", "") for place in doubtful} if is_thousand and not is_decimal else {}


def _added(text: str) -> Parsed[int]:
    """Work out a cell with several amounts: "120,50 + 35,00", "2 x 45,00 + 10", "75 min 15", "120 + 35 = 155" where that is right."""
    text, *total = _TOTAL.split(text) if "=" in text else (text,)
    signs = [found["sign"] for found in _ADDED.finditer(text)]
    pieces = _ADDED.sub("\n", text).split("\n")
    if len(pieces) > MOST_AMOUNTS_IN_CELL or len(total) > 1 or (len(pieces) == 1 and not _TIMES.fullmatch(text)):
        return error("unreadable_amount")
    amounts = [_each(_WHAT_FOR.sub("", piece) if len(pieces) > 1 else piece) for piece in pieces]
    cents = [
        amount if sign[0] not in _TAKEN_OFF else -amount
        for sign, amount in zip(["+", *signs], amounts, strict=True)
        if amount is not None
    ]
    if len(cents) < len(amounts) or (total and _amount_from_text(total[0]).value != sum(cents)):
        return error("unreadable_amount")
    return info(sum(cents), "amounts_added")


def _each(piece: str) -> int | None:
    times = _TIMES.fullmatch(piece)
    if times is None:
        return _amount_from_text(piece).value
    each = _amount_from_text(times["each"] or times["each_before"]).value
    count = int(times["count"] or times["behind"])
    is_range = each is not None and _RANGE.match(piece) and count <= each / 100 < MOST_APART * count
    return None if each is None or is_range else count * each


def _without_signs(text: str) -> tuple[str, int]:
    """Split an amount: its digits and separators, none where it has two euro signs, and the count of its minus signs.

    Parentheses are one, and so is a letter that says credit: "125,50 cr".
    """
    text, euros = _EURO.subn(" ", _MINUS.sub("-", text))
    if euros > 1:
        return "", 0
    text, signs = _without_side(text.strip())
    if text.startswith("(") and text.endswith(")"):
        text, signs = text[1:-1].strip(), signs + 1
    text = _NO_CENTS.sub("", text)
    if text.startswith("+"):
        return text[1:].strip(), signs
    if text.startswith("-"):
        text, signs = text[1:].strip(), signs + 1
    if text.endswith("-"):
        text, signs = text[:-1].strip(), signs + 1
    return text, signs


def _without_side(text: str) -> tuple[str, int]:
    """Take off the letter or word that says on which side an amount stands, and count 1 for credit."""
    side = _SIDE.search(text)
    if side is None or (side["before"] and side.start()):
        return text, 0
    is_credit = re.fullmatch(_CREDIT, side["before"] or side["after"]) is not None
    return (text[side.end() :] if side["before"] else text[: side.start()]).strip(), int(is_credit)


def _number(text: str) -> Decimal | None:
    if _THOUSANDS_COMMA.fullmatch(text):
        return Decimal(text.replace(",", ""))
    if _THOUSANDS_POINT.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    if _THOUSANDS_SPACE.fullmatch(text):
        return Decimal(text.replace(" ", "").replace("'", "").replace(",", "."))
    return Decimal(text.replace(",", ".")) if _DECIMAL.fullmatch(text) else None


def _cents(euros: Decimal) -> Parsed[int]:
    if abs(euros) * 100 > MOST_CENTS:
        return error("absurd_amount")
    exact = euros * 100
    cents = int(exact.quantize(Decimal(1), ROUND_HALF_UP))
    if abs(exact - cents) > _NOISE:
        return info(cents, "amount_rounded")
    return Parsed(cents)


def plain_euros(cents: int) -> str:
    """Write an amount as it stands in a sentence: 1.234,56."""
    return f"{cents / 100:,.2f}".translate(str.maketrans(",.", ".,"))


def parse_whole(cell: Cell, *, lowest: int = 0, highest: int = MOST_WHOLE) -> Parsed[int]:
    """Read a whole number: a year, a count, which attempt it was ("2e" is 2).

    Codes
    -----
    unreadable_number: Not a number, or not a whole one; no value.
    number_out_of_range: Under `lowest` or over `highest`; no value.
    """
    number = _plain_number(cell)
    if number is None:
        return Parsed(None)
    if not number.is_finite() or number != number.to_integral_value():
        return warning(None, "unreadable_number")
    if not lowest <= number <= highest:
        return warning(None, "number_out_of_range", lowest=lowest, highest=highest)
    return Parsed(int(number))


def parse_year(cell: Cell) -> Parsed[int]:
    """Read a year, with the codes of `parse_whole`."""
    return parse_whole(cell, lowest=FIRST_YEAR, highest=LAST_YEAR)


def parse_score(cell: Cell) -> Parsed[int]:
    """Read a score from 1 to 10, whole.

    Codes
    -----
    unreadable_score: Not a number; no value.
    score_not_whole: A half or the like: rounding it would change what was answered; no value.
    score_out_of_range: No value.
    """
    number = _plain_number(cell)
    if number is None:
        return Parsed(None)
    if not number.is_finite():
        return warning(None, "unreadable_score")
    if not LOWEST_SCORE <= number <= HIGHEST_SCORE:
        return warning(None, "score_out_of_range", lowest=LOWEST_SCORE, highest=HIGHEST_SCORE)
    return warning(None, "score_not_whole") if number != number.to_integral_value() else Parsed(int(number))


def _plain_number(cell: Cell) -> Decimal | None:
    """Read the number in a cell; None when the cell is empty, NaN when it is something else."""
    if isinstance(cell, bool | date | time | timedelta):
        return Decimal("NaN")
    if isinstance(cell, int | float):
        return Decimal(repr(cell))
    text = plain(cell or "")
    if not text or text in EMPTY_WORDS:
        return None
    if ordinal := _ORDINAL.fullmatch(text):
        return Decimal(ordinal[1])
    number = _number(text.removeprefix("-"))
    if number is None:
        return Decimal("NaN")
    return -number if text.startswith("-") else number


def read_cents(cells: Sequence[Cell]) -> NDArray[np.int64]:
    """Read the amounts of a column in cents: "12,50" is 1250; 0 where there is none."""
    return np.array([parse_amount(cell).value or 0 for cell in cells], dtype=np.int64)
