"""Encodings of text files: said by a mark at the beginning, or found by what makes words of the letters with accents."""

from __future__ import annotations

import re
from typing import Final

from adv.errors import NotASpreadsheet
from adv.workbook.values.text import encoded_once

SAMPLE: Final = 20_000  # characters among which control characters are counted
MOST_CONTROLS: Final = 0.01  # share of them above which it is no text
CONTROLS: Final = dict.fromkeys([*range(9), 11, *range(14, 32), 127])
MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
MOSTLY_EMPTY: Final = 0.4  # share of every second byte that is zero, from which on letters take two bytes
RARELY: Final = 0.5  # what a letter counts that Dutch hardly has
MOST_OUTSIDE: Final = 0.3  # share of characters outside ASCII
ODD_ONES: Final = 4_000  # letters outside ASCII that are weighed: a file of nothing else must not take long

# One byte a letter: Windows, an old Mac, DOS. Of equals the first.
BYTE_ENCODINGS: Final = ("cp1252", "mac_roman", "cp850")

_DUTCH: Final = "éëèêïöüçáóä"
_OTHER: Final = "íìîòôúùûàâãåñøæœß"
# What people write: an accented letter, a capital one at the beginning of a word or among capitals, a sign where such a sign stands.
_USUAL: Final = re.compile(
    rf"[{_DUTCH}](?![A-Z])|(?<![a-z{_DUTCH}])[{_DUTCH.upper()}]"
    r"|(?<=\w)’|’(?=[nst]\b)|(?<!\w)[‘“„«](?=\w)|(?<=[\w.!?])[”»](?!\w)|[€£](?=[\s\d.,;)]|$)"
    r"|(?<!\w)[–—•·…](?!\w)|(?<=\d)[–—](?=\d)|(?<=\w)…|[°²³½¼¾±×÷©®™§µ\u00a0]"
)
_RARE: Final = re.compile(
    rf"[{_OTHER}](?![A-Z])|(?<![a-z{_OTHER}])[{_OTHER.upper()}]"
)  # in Dutch; of an old Mac these are often signs of Windows
_OUTSIDE: Final = re.compile(r"[^\x00-\x7f]")


def decoded(content: bytes) -> str:
    """Decode the bytes of a text file.

    Raises
    ------
    NotASpreadsheet
        No text, whatever the encoding.
    """
    encoding = _marked(content) or _wide(content)
    text = _in(content, encoding) if encoding else _in(content, "utf-8") or _bytewise(content)
    if text is None:
        raise NotASpreadsheet("not_a_spreadsheet")
    if "\x00" in text:
        raise NotASpreadsheet("no_text")
    start = text[:SAMPLE]
    if len(start) - len(start.translate(CONTROLS)) > MOST_CONTROLS * len(start):
        raise NotASpreadsheet("not_a_spreadsheet")
    return encoded_once(text)


def _marked(content: bytes) -> str | None:
    return next((name for mark, name in MARKS if content.startswith(mark)), None)


def _wide(content: bytes) -> str | None:
    """Tell text of two bytes a letter that has no mark: every second byte of nearly all letters is zero."""
    start = content[: 2 * SAMPLE]
    for encoding, zeros, others in (("utf-16-le", start[1::2], start[::2]), ("utf-16-be", start[::2], start[1::2])):
        if zeros and zeros.count(0) > MOSTLY_EMPTY * len(zeros) and not others.count(0):
            return encoding
    return None


def _in(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _bytewise(content: bytes) -> str | None:
    """Decode text of a byte a letter as that of which most letters outside ASCII stand as in words; the bytes themselves do not tell."""
    readings = [text for encoding in BYTE_ENCODINGS if (text := _in(content, encoding)) is not None and _is_western(text)]
    return max(readings, key=_likely, default=None)


def _is_western(text: str) -> bool:
    """Say whether most of the beginning are letters without accents, as in any language of these encodings."""
    start = text[:SAMPLE]
    return len(_OUTSIDE.findall(start)) <= MOST_OUTSIDE * len(start)


def _likely(text: str) -> float:
    """Compute which share of the characters outside ASCII stands as people write them."""
    outside = [match.start() for _, match in zip(range(ODD_ONES), _OUTSIDE.finditer(text), strict=False)]
    points = [1 if _USUAL.match(text, at) else RARELY if _RARE.match(text, at) else 0 for at in outside]
    return sum(points) / len(points) if points else 1.0
