"""Known words in a comment: "was toch gesprek", "later gebeld: afspraak gemaakt"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeVar

from adv.workbook.values.text import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

T = TypeVar("T")
SHORTEST: Final = 4  # letters of a word that is looked for; "nt" or "af" may be a part of anything
_NEGATION = re.compile(r"\b(?:geen|niet|nooit|zonder|no|not)\b")


def meant_in(text: str, words: Mapping[str, T]) -> T | None:
    """Find the one meaning that the known words in a text have; None when there is none, or they differ, or one is denied."""
    left, found = f" {fold(text)} ", set()
    for word in sorted(words, key=len, reverse=True):
        if len(word) < SHORTEST:
            continue
        pattern = rf"(?<!\w){re.escape(word)}(?!\w)"
        left, many = re.subn(pattern, " \x1f ", left)
        if many:
            found.add(words[word])
    return found.pop() if len(found) == 1 and not _NEGATION.search(left) else None
