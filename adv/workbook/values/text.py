"""Text as it is meant: without what cannot be seen, and as a key for comparing. Yes and no, and the numbers of visits and requests."""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Generic, TypeVar, cast

from msgspec import Struct, field

from adv.workbook.tables.findings import Severity
from adv.workbook.tables.grid import Cell, encoded_once

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


T = TypeVar("T")
PASSED_OVER: Final = "word_passed_over"

# A row whose first filled cell folds (`text.fold`) to this is the template's example, not data.
EXAMPLE_MARK: Final = "voorbeeld"

# Words that people write where there is nothing to write, folded. Never an amount: there such a word is reported.
EMPTY_WORDS: Final = frozenset(
    ["-", "--", "---", ".", "?", "n.v.t.", "n.v.t", "nvt", "n.b.", "nb", "onbekend", "unknown", "n/a", "null", "none", "geen"]
)
LONGEST_TEXT: Final = 500  # no name, street or list of themes is longer; Excel allows 32 767
EXACT_WHOLE: Final = 2**53  # from here on a number in Excel has lost digits
BETWEEN_CODES: Final = re.compile(r"\s*(?:[;,/+&|\s]|\b(?:en|and)\b)\s*")  # between several codes in a cell
LONGEST_ID: Final = 60
LONGEST_KEPT: Final = 60  # characters of a name or a street; a longer one is shortened
_DIGIT = re.compile(r"\d")
_PLAIN_ID = re.compile(r"[A-Za-z]{0,3}[-_./]?[0-9]{1,7}")
_PLAIN_IDS = re.compile(rf"(?:{_PLAIN_ID.pattern}\n)*")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")  # OOXML's way to write characters that XML does not allow
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}  # control, format (zero width, byte order mark), surrogates, unassigned
_ALIKE = str.maketrans(
    {chr(0xFF01 + offset): chr(0x21 + offset) for offset in range(94)}  # full-width forms
    | dict.fromkeys("‘’‚‛′`´ʼʹ\uff07\uff40", "'")
    | dict.fromkeys("“”„‟″«»\uff02", '"')
    | dict.fromkeys("‐‑‒–—―−﹘﹣\uff0d", "-")  # dashes, minus signs and their forms
    | {"ĳ": "ij", "Ĳ": "ij"}
)
# Words of tools for forms for an answer that was ticked, and for one that was not.
_CHOSEN = frozenset(
    ["gekozen", "geselecteerd", "aangevinkt", "aangekruist", "besproken", "genoemd", "selected", "checked", "chosen", "ticked"]
)
_CHOSEN |= {"aan bod", "aan bod gekomen", "aan de orde", "discussed", "mentioned"}
_NOT_CHOSEN = frozenset(
    [*(f"{no} {word}" for word in _CHOSEN for no in ("niet", "not")), "unselected", "unchecked", "niet ingevuld", "not answered"]
)
_YES = _CHOSEN | frozenset(
    ["ja", "j", "yes", "y", "x", "xx", "v", "✓", "✔", "√", "☑", "☒", "✅", "waar", "true", "1", "1.0", "on", "wel"]
)
_NO = frozenset(["nee", "neen", "n", "no", "onwaar", "false", "0", "0.0", "off", "niet", "☐", "❌"]) | _NOT_CHOSEN


class Parsed(Struct, Generic[T], frozen=True):
    """The value that a cell holds. No value and no code: the cell is empty. A value with a code: read, but look at it.

    `severity` is meant for a required column. In an optional one a caller may keep the row and report a warning instead.
    """

    value: T | None
    code: str | None = None  # of the finding
    severity: Severity | None = None
    params: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Tell a cell that holds nothing at all from one that holds something that cannot be read."""
        return self.value is None and self.code is None


def error(code: str, **params: str | int) -> Parsed[T]:
    """Make a result of a cell that holds something that is no such value."""
    return Parsed(None, code, Severity.ERROR, params)


def warning(value: T | None, code: str, **params: str | int) -> Parsed[T]:
    """Make a result that was read with a doubt; or was left out while the row can do without it."""
    return Parsed(value, code, Severity.WARNING, params)


def info(value: T, code: str, **params: str | int) -> Parsed[T]:
    """Make a result about which something is good to know."""
    return Parsed(value, code, Severity.INFO, params)


def passed_over() -> Parsed[T]:
    """Make the result of a word that the user said is to be passed over."""
    return Parsed(None, PASSED_OVER, Severity.INFO)


def clean(text: str) -> str:
    """Put a text in NFC, without what cannot be seen; every kind of space is one space, none at the ends."""
    if not text.isascii() or not text.isprintable() or "_x" in text:
        text = _ESCAPE.sub(lambda escape: " " if chr(int(escape[1], 16)).isspace() else "", encoded_once(text))
        text = "".join(
            " " if char.isspace() else char
            for char in unicodedata.normalize("NFC", text)
            if char.isspace() or unicodedata.category(char) not in _UNSEEN
        )
    return " ".join(text.split())


@lru_cache(maxsize=4096)  # a small workbook has 700 different texts, and its rules ask for them 23 000 times
def fold(text: str) -> str:
    """Make a key for comparing: clean, without case and accents, with one kind of quote and of dash. Never shown.

    Superscripts stay what they are: 12² and 122 are different doors.
    """
    text = clean(text)
    if not text.isascii():
        text = unicodedata.normalize("NFD", unicodedata.normalize("NFD", text.translate(_ALIKE)).casefold())
        text = "".join(char for char in text if not unicodedata.combining(char))
        return " ".join(text.split())
    return text.translate(_ALIKE).casefold()


def untidiness(text: str) -> tuple[bool, bool]:
    """Rank spellings of one name, the neatest lowest: "Kerkstraat", then "KERKSTRAAT", then "kerkstraat"."""
    return not text[:1].isupper(), text.isupper()


def plain(text: str) -> str:
    """Make text that may say a number ready for a pattern: clean, lower case, plain digits, hyphens and quotes, accents kept."""
    text = clean(text).translate(_ALIKE).casefold()
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)


def says_number(text: str) -> bool:
    """Say whether a digit is in a text: a quick question before a dear one."""
    return _DIGIT.search(text) is not None


def parse_text(cell: Cell) -> Parsed[str]:
    """Read a cell as text: a whole number without its ".0", a date in ISO form.

    Codes
    -----
    unreadable_text: Not a number (NaN, infinite).
    text_too_long: Over `LONGEST_TEXT` characters; no value.
    number_lost_digits: A number so long that Excel rounded it: an identifier in it cannot be trusted.
    """
    if isinstance(cell, str):
        text = clean(cell)
        return warning(None, "text_too_long", limit=LONGEST_TEXT) if len(text) > LONGEST_TEXT else Parsed(text or None)
    if isinstance(cell, bool):
        return Parsed("ja" if cell else "nee")
    if isinstance(cell, int | float):
        return _number_as_text(cell)
    if isinstance(cell, datetime):
        return Parsed(cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" "))
    if isinstance(cell, date | time):
        return Parsed(cell.isoformat())
    return Parsed(str(cell) if isinstance(cell, timedelta) else None)


def _number_as_text(number: float) -> Parsed[str]:
    if not math.isfinite(number):
        return warning(None, "unreadable_text")
    if abs(number) >= EXACT_WHOLE:
        return warning(str(int(number)), "number_lost_digits")
    return Parsed(str(int(number)) if number == int(number) else repr(number))


def parse_yes_no(cell: Cell) -> Parsed[bool]:
    """Read yes or no, in the ways people mark it: ja, j, x, ✓, WAAR, 1; nee, n, ONWAAR, 0.

    Codes
    -----
    unreadable_yes_no: Something else; no value, and the row can do without.
    """
    if cell is None or isinstance(cell, bool):
        return Parsed(cell)
    if isinstance(cell, int | float) and cell in {0, 1}:
        return Parsed(bool(cell))
    if isinstance(cell, str):
        word = fold(plain(cell)).rstrip(".!")
        if word in _YES or word in _NO:
            return Parsed(word in _YES)
        if not word or word in EMPTY_WORDS:
            return Parsed(None)
    return warning(None, "unreadable_yes_no")


def parse_id(cell: Cell) -> Parsed[str]:
    """Read a number or code as text; what is longer than `LONGEST_ID` is none (`text_too_long`)."""
    if type(cell) is str and is_plain_id(cell):
        return Parsed(cell)
    found = parse_text(cell)
    if found.value is not None and len(found.value) > LONGEST_ID:
        return warning(None, "text_too_long", limit=LONGEST_ID)
    return found


def is_plain_id(text: str) -> bool:
    """Say whether an id is only a number with a few letters: nobody's name, address or citizen number."""
    return bool(_PLAIN_ID.fullmatch(text))


def are_plain_ids(values: Sequence[object]) -> bool:
    """Say so of a whole column: one look instead of one at each of 100 000 cells."""
    return set(map(type, values)) == {str} and bool(_PLAIN_IDS.fullmatch("\n".join(cast("Sequence[str]", values)) + "\n"))
