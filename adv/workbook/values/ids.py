"""A cell becomes the number or code of a visit or request."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, cast

from adv.workbook.values.parsed import Parsed, warning
from adv.workbook.values.text import parse_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.tables.grid import Cell

LONGEST_ID: Final = 60

_PLAIN_ID = re.compile(r"[A-Za-z]{0,3}[-_./]?[0-9]{1,7}")
_PLAIN_IDS = re.compile(rf"(?:{_PLAIN_ID.pattern}\n)*")


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
