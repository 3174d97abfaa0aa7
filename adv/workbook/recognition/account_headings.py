"""Accounts, or kinds of cost, that stand as headings between the rows with the bookings below them: the cards of a ledger in one sheet."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from adv.workbook.values.text import clean
from adv.workbook.vocabulary.words import is_blank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.recognition.sheet_columns import Column
    from adv.workbook.recognition.street_headings import Headings
    from adv.workbook.vocabulary.project_names import Names

MOST_CELLS: Final = 4  # of a heading

_NAMED = re.compile(
    r"(?:grootboek\w*|rekening|account|ledger(?: account)?)\s*(?:nr\.?|nummer|no\.?)?\s*:?\s*([0-9]{3,6})\b\s*[-–:]?\s*(\w.*)?",
    re.IGNORECASE,
)
_BARE = re.compile(r"([0-9]{3,6})\s*[-–:]?\s+([^\W\d].*)|([0-9]{3,6})\s*[-–:]\s*([^\W\d].*)")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


def account_headings(columns: Sequence[Column], kinds: Names) -> Headings:
    """Find the headings that name an account, those above the headers among them; none when rows stand above the first one."""
    if not columns:
        return ()
    first = columns[0].first_row
    found = [(row, text) for row in range(len(columns[0].whole)) if (text := _account(columns, row, kinds, is_above=row < first))]
    above = [heading for heading in found if heading[0] < first][-1:]
    below = [heading for heading in found if heading[0] >= first]
    if not above and below and any(_is_booking(columns, row) for row in range(first, below[0][0])):
        return ()
    return (*above, *below)


def _account(columns: Sequence[Column], row: int, kinds: Names, *, is_above: bool) -> str | None:
    filled = [cell for column in columns if not is_blank(cell := column.whole[row])]
    if not 0 < len(filled) <= MOST_CELLS or any(isinstance(cell, date | bool) for cell in filled):
        return None
    text = clean(" ".join(str(int(cell)) if isinstance(cell, float) and cell == int(cell) else str(cell) for cell in filled))
    if match := _NAMED.fullmatch(text):
        return " ".join(part for part in match.groups() if part)
    if len(filled) == 1 and not is_above and kinds.find(text.rstrip(" :")):
        return text.rstrip(" :")
    match = None if is_above else _BARE.fullmatch(text)
    number, name = (match[1] or match[3], match[2] or match[4]) if match else ("", "")
    has_amount = any(isinstance(cell, float) and cell != int(cell) for cell in filled)
    is_account = match is not None and not _YEAR.fullmatch(number) and not has_amount and not re.search(r"\d[.,]\d\d\b", name)
    return f"{number} {name}" if is_account else None


def _is_booking(columns: Sequence[Column], row: int) -> bool:
    return any(isinstance(column.whole[row], date) for column in columns)
