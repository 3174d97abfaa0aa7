"""Text with separators, read strictly: a line that does not fit is named, never quietly shifted or swallowed.

Its encoding is said by a mark at the beginning, or found by what makes words of the letters with accents.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from adv.errors import DamagedFile, FileTooLarge, NotASpreadsheet, NothingToRead
from adv.workbook.reading.file_facts import SheetFacts
from adv.workbook.reading.protocol import OddRow, columns_of
from adv.workbook.tables.grid import Cell, encoded_once

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from adv.workbook.reading.limits import FileLimits

SEPARATORS = ";,\t|"
LINES_IN_A_CELL = 50  # more line ends than this inside quotes: a quote was never closed

START_LOOKED_AT: Final = 20_000  # characters at the beginning that tell the separator, and whether it is text
MOST_CONTROLS: Final = 0.01  # share of them above which it is no text
CONTROLS: Final = dict.fromkeys([*range(9), 11, *range(14, 32), 127])
MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
MOSTLY_EMPTY: Final = 0.4  # share of every second byte that is zero, from which on letters take two bytes
RARELY: Final = 0.5  # weight of a letter that Dutch hardly has
MOST_OUTSIDE: Final = 0.3  # share of characters outside ASCII
ODD_ONES: Final = 4_000  # letters outside ASCII that are weighed: a file of nothing else must not take long

# One byte a letter: Windows, an old Mac, DOS. Of equals the first.
BYTE_ENCODINGS: Final = ("cp1252", "mac_roman", "cp850")

_DUTCH: Final = "éëèêïöüçáóä"
_OTHER: Final = "íìîòôúùûàâãåñøæœß"
# Characters as people write them: an accented letter, a capital one at the beginning of a word or among capitals, a sign where such a sign stands.
_USUAL: Final = re.compile(
    rf"[{_DUTCH}](?![A-Z])|(?<![a-z{_DUTCH}])[{_DUTCH.upper()}]"
    r"|(?<=\w)’|’(?=[nst]\b)|(?<!\w)[‘“„«](?=\w)|(?<=[\w.!?])[”»](?!\w)|[€£](?=[\s\d.,;)]|$)"
    r"|(?<!\w)[–—•·…](?!\w)|(?<=\d)[–—](?=\d)|(?<=\w)…|[°²³½¼¾±×÷©®™§µ\u00a0]"
)
# In Dutch; of an old Mac these are often signs of Windows.
_RARE: Final = re.compile(rf"[{_OTHER}](?![A-Z])|(?<![a-z{_OTHER}])[{_OTHER.upper()}]")
_OUTSIDE: Final = re.compile(r"[^\x00-\x7f]")

Read = tuple[SheetFacts, "Sequence[Sequence[Cell]]", list[tuple[int, "OddRow"]]]


def read_csv(content: bytes, limits: FileLimits) -> Read:
    """Read the one sheet, its columns, and the rows with too many or too few fields."""
    text = decoded(content)
    facts = SheetFacts("", limits)
    separator, skipped = _separator(text)
    rows = list(_rows(text, separator, limits))
    if not any(map(any, rows)):
        raise NothingToRead("nothing_in_it")
    for row in rows[:skipped]:
        row.clear()
    counts, widest = Counter(len(row) for row in rows if len(row) > 1), max(map(len, rows))
    width = max(counts.items(), key=lambda item: (item[1], item[0]), default=(1, 0))[0]  # of most rows
    facts.reach(len(rows) - 1, widest - 1)
    odd: list[tuple[int, OddRow]] = [
        (number, "row_too_long" if len(row) > width else "row_too_short")
        for number, row in enumerate(rows)
        if any(row[width:]) or 0 < len(row) < width
    ]
    columns = columns_of(row if len(row) == widest else row + [""] * (widest - len(row)) for row in rows)
    return facts, columns, odd


def _separator(text: str) -> tuple[str, int]:
    """Find the character that divides the first lines most evenly, and count the lines before the table that are not of it."""
    lines = text[:START_LOOKED_AT].splitlines()
    first = lines[0] if lines else ""
    if first.lower().startswith("sep=") and len(first.strip()) == len("sep=;"):
        return first[4], 1  # as Excel itself says it
    best, best_score = SEPARATORS[0], 0
    for separator in SEPARATORS:
        outside = ("".join(line.split('"')[::2]) for line in lines)  # of quotes
        counts = Counter(count for line in outside if (count := line.count(separator)))
        fields, same = max(counts.items(), key=lambda item: (item[1] * min(item[0], 4), item[0]), default=(0, 0))
        if same * min(fields, 4) > best_score:
            best, best_score = separator, same * min(fields, 4)
    return best, 0


def _rows(text: str, separator: str, limits: FileLimits) -> Iterator[list[str]]:
    usual = csv.field_size_limit(len(text) + 1)  # of the whole process: given back, whatever else reads there
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    before = count = 0
    try:
        for row in reader:
            if reader.line_num - before > LINES_IN_A_CELL:
                raise DamagedFile("open_quote", row=before + 1)
            before = reader.line_num
            count += 1
            if count > limits.rows:
                raise FileTooLarge("too_many_lines", limit=limits.rows // 1000)
            yield row
    except csv.Error:
        raise DamagedFile("open_quote", row=before + 1) from None
    finally:
        csv.field_size_limit(usual)


def decoded(content: bytes) -> str:
    """Decode the bytes of a text file; refuse what is no text, whatever the encoding."""
    encoding = next((name for mark, name in MARKS if content.startswith(mark)), None) or _wide(content)
    text = _in(content, encoding) if encoding else _in(content, "utf-8") or _bytewise(content)
    if text is None:
        raise NotASpreadsheet("not_a_spreadsheet")
    if "\x00" in text:
        raise NotASpreadsheet("no_text")
    start = text[:START_LOOKED_AT]
    if len(start) - len(start.translate(CONTROLS)) > MOST_CONTROLS * len(start):
        raise NotASpreadsheet("not_a_spreadsheet")
    return encoded_once(text)


def _wide(content: bytes) -> str | None:
    """Tell text of two bytes a letter that has no mark: every second byte of nearly all letters is zero."""
    start = content[: 2 * START_LOOKED_AT]
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
    readings = [text for encoding in BYTE_ENCODINGS if (text := _in(content, encoding)) is not None]
    # Most of the beginning of any language of these encodings are letters without accents.
    western = (
        text for text in readings if len(_OUTSIDE.findall(text[:START_LOOKED_AT])) <= MOST_OUTSIDE * len(text[:START_LOOKED_AT])
    )
    return max(western, key=_likely, default=None)


def _likely(text: str) -> float:
    """Compute which share of the characters outside ASCII stands as people write them."""
    outside = [match.start() for _, match in zip(range(ODD_ONES), _OUTSIDE.finditer(text), strict=False)]
    points = [1 if _USUAL.match(text, at) else RARELY if _RARE.match(text, at) else 0 for at in outside]
    return sum(points) / len(points) if points else 1.0
