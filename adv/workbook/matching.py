"""A project's own names (themes, goals, partners, areas) found in what people write, and the nearest known word where not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from adv.workbook.text import fold
from adv.workbook.values import EMPTY_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NEAR: Final = 70  # of 100: under this a "nearest" word is no help
LONGEST_TO_COMPARE: Final = 80  # characters; longer text is no misspelt word
SHORTEST_BEGINNING: Final = 3  # letters
NEGATIONS: Final = frozenset(["geen", "niet", "nooit", "no", "not", "never", "zonder"])
JOINING: Final = frozenset(["en", "and"])

_STRONG = re.compile(r"[;,|\n\r\t]+|\s[-–]\s")
_WEAK = re.compile(r"[/+&]|\b(?:en|and)\b")
_WORD = re.compile(r"[^\W_]+")


def squash(text: str) -> str:
    """Only letters and digits, and no "en": "Zorg/welzijn", "zorg & welzijn" and "zorg en welzijn" are the same."""
    return "".join(word for word in _WORD.findall(fold(text)) if word not in JOINING)


def nearest(text: str, choices: Iterable[str]) -> str | None:
    """The known word that looks most like the text; none when nothing does, nor one that says the opposite."""
    key = fold(text)
    if not key or len(key) > LONGEST_TO_COMPARE:
        return None
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only for what is left over

    negated = bool(NEGATIONS & set(key.split()))
    fitting = [choice for choice in choices if bool(NEGATIONS & set(fold(choice).split())) == negated]
    found = process.extractOne(key, fitting, scorer=fuzz.ratio, processor=fold, score_cutoff=NEAR)
    return found[0] if found else None


class Names:
    """The names that one project has for something, and the words that stand for them."""

    def __init__(self, names: Sequence[str], same: Iterable[Sequence[str]] = (), *, may_be_short: bool = False) -> None:
        self.names = tuple(names)
        self._may_be_short = may_be_short  # "LEV" for LEVgroep, where no other name begins so
        self._by_key = {squash(name): name for name in names}
        for group in same:
            keys = [squash(word) for word in group]
            owners = {self._by_key[key] for key in keys if key in self._by_key}
            if len(owners) == 1:  # a group that two names of the project share says nothing
                (owner,) = owners
                for key in keys:
                    self._by_key.setdefault(key, owner)

    def find(self, text: str) -> str | None:
        """The project's name for what the text says."""
        key = squash(text)
        if key in self._by_key or not self._may_be_short or len(key) < SHORTEST_BEGINNING:
            return self._by_key.get(key)
        begun = {name for known, name in self._by_key.items() if known.startswith(key)}
        return begun.pop() if len(begun) == 1 else None

    def nearest(self, text: str) -> str | None:
        """The project's name that looks most like the text."""
        return nearest(text, self.names)

    def split(self, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Every name in a cell with several, in the project's order, and the pieces that are none."""
        found: set[str] = set()
        unknown: list[str] = []
        for piece in _STRONG.split(text):
            self._piece(piece.strip(), found, unknown)
        return tuple(name for name in self.names if name in found), tuple(unknown)

    def _piece(self, piece: str, found: set[str], unknown: list[str]) -> None:
        if not piece or fold(piece) in EMPTY_WORDS:
            return
        name = self.find(piece)
        if name:
            found.add(name)
            return
        parts = [part.strip() for part in _WEAK.split(piece) if part.strip()]
        names = [self.find(part) for part in parts]
        if len(parts) > 1 and any(names):
            found.update(name for name in names if name)
            unknown.extend(part for part, name in zip(parts, names, strict=True) if not name)
        else:
            unknown.append(piece)
