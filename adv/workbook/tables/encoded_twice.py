"""Letters that were encoded twice, undone: of a file as a whole by who reads it, of a cell by who reads its text."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Final

TWICE: Final = re.compile(r"Ã[\x80-\xbf\u0152-\u2122]|â€")


def encoded_once(text: str) -> str:
    """Undo a second encoding: "RÃ¶ntgen", which some program made of "Röntgen" when it took UTF-8 for Windows' own."""
    if TWICE.search(text):
        with suppress(UnicodeError):
            return text.encode("cp1252").decode("utf-8")
    return text
