"""Words in remarks by which a row may not count: "DUBBEL", "dubbel ingevoerd", "niet meetellen", "test"."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from adv.workbook.values.text import fold
from adv.workbook.vocabulary.word_lists import word_key
from adv.workbook.vocabulary.words import as_test

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adv.workbook.vocabulary.words import RowWords

LONGEST_REMARK: Final = 200  # characters
_AROUND: Final = " .!?*()[]<>=–-:;,\"'"
_TO_SPACES: Final = str.maketrans(dict.fromkeys(".,:;/()!?*[]<>=–-_\"'", " "))
_PARTS: Final = re.compile(r"[,;:/().!–]| - ")


class RemarkWords(Struct, frozen=True, dict=True):
    """Words that remarks in one kind of list may say."""

    words: RowWords
    own: Mapping[str, str]  # remarks of which the user said whether their rows count
    is_money: bool

    def may_hold_test(self, text: str) -> bool:
        """Say whether a word for a test may stand in a text: quickly seen, and nearly never so."""
        return self._any_test.search(text.casefold()) is not None

    def test_in(self, text: str) -> str | None:
        """Give a text that is only a word for a test, "proef 2"."""
        return as_test(text, self.words)

    def mark_in(self, text: str) -> str | None:
        """Give the known words in a remark by which its row may not count."""
        if len(text) > LONGEST_REMARK:
            return None
        if self.own and word_key(text) in self.own:
            return text
        if test := self.test_in(text):
            return test
        if self._telling.isdisjoint(text.lower().translate(_TO_SPACES).split()):
            return None  # most remarks: the dear questions are for the others
        key = fold(text).replace("_", " ")
        first = _PARTS.split(key, maxsplit=1)[0].strip(_AROUND) if key[:1].isalnum() else key.strip(_AROUND)
        for piece in (key.strip(_AROUND), first):
            if piece in self._marks:
                return piece
        phrase = _any_phrase(self.words.phrases).search(key)
        return phrase[0] if phrase else None

    @cached_property
    def _any_test(self) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, sorted(self.words.tests))))

    @cached_property
    def _marks(self) -> frozenset[str]:
        """Give the words that say it alone, or before anything else: "dubbel", and of money "offerte"."""
        return self.words.marks | self.words.planned if self.is_money else self.words.marks

    @cached_property
    def _telling(self) -> frozenset[str]:
        """Give of each known phrase its longest word: a remark without any of them, as nearly all are, needs no closer look."""
        known = (word.translate(_TO_SPACES).split() for word in self._marks | self.words.phrases)
        return frozenset(max(pieces, key=len) for pieces in known)


@lru_cache
def _any_phrase(phrases: frozenset[str]) -> re.Pattern[str]:
    """Make one pattern of all phrases, the longest first."""
    known = "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{known})(?!\w)")
