"""Doubts about a column as a whole though each of its cells can be read: days that were swapped, amounts in thousands."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.tables.grid import Cell

MONTHS: Final = 12
FEWEST_OF_EACH: Final = 2

_FIRST_NUMBER = re.compile(r"\D*(\d{1,2})[-/. ]\d{1,2}[-/. ]\d{2,4}")
_THOUSANDS = re.compile(
    r"(?:\bx|×|\*|\bin)\s*(?:€|eur\w*)?\s*(?:1\.?000|dui(?:zend|s)\w*)\b|\bx\s*1k\b|€\s*1\.?000\b|\bk€", re.IGNORECASE
)


def days_may_be_swapped(cells: Sequence[Cell]) -> bool:
    """Say whether a column looks as if it was opened in an American spreadsheet once.

    That takes 07-01-2019 for 1 July and makes it a day, and leaves 15-01-2019 as text, since there is no month 15. So all real days are
    in the first twelve of their month, and all texts after them: by chance that is rare.
    """
    days = [cell.day for cell in cells if isinstance(cell, date)]
    texts = [int(found[1]) for cell in cells if isinstance(cell, str) and (found := _FIRST_NUMBER.match(cell))]
    if min(len(days), len(texts)) < FEWEST_OF_EACH:
        return False
    return max(days) <= MONTHS < min(texts)


def says_thousands(header: str) -> bool:
    """Say whether a header says that its amounts are in thousands: "Bedrag (x € 1.000)"."""
    return _THOUSANDS.search(header) is not None
