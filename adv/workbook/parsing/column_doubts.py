"""Doubts about a column as a whole though each of its cells can be read: amounts in thousands."""

from __future__ import annotations

import re

_THOUSANDS = re.compile(
    r"(?:\bx|×|\*|\bin)\s*(?:€|eur\w*)?\s*(?:1\.?000|dui(?:zend|s)\w*)\b|\bx\s*1k\b|€\s*1\.?000\b|\bk€", re.IGNORECASE
)


def says_thousands(header: str) -> bool:
    """Say whether a header says that its amounts are in thousands: "Bedrag (x € 1.000)"."""
    return _THOUSANDS.search(header) is not None
