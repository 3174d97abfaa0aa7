"""Likeness of words: what counts as the same, as a slip of the pen, and as the nearest known word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeVar

from adv.workbook.values.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

T = TypeVar("T")

NEAR: Final = 70  # of 100: under this a "nearest" word is no help
LONGEST_TO_COMPARE: Final = 80  # characters; longer text is no misspelt word
MOST_COMPARED: Final = 400  # different unknown words of a column: further ones are unknown, without a word that looks like them
SLIP: Final = 86  # of 100: from here on a word is probably another one with a slip of the pen
SHORTEST_SLIP: Final = 5  # letters; of a shorter word every slip is another word
NEGATIONS: Final = frozenset(["geen", "niet", "nooit", "no", "not", "never", "zonder"])
CONTRARY: Final = frozenset(  # beside a word these make it mean something else
    [
        *("afgezegd", "geannuleerd", "geweigerd", "deels", "gedeeltelijk", "half", "halve", "bijna"),
        *("cancelled", "canceled", "refused", "declined", "partly", "partially", "almost"),
    ]
)
SHORTEST_TELLING: Final = 3  # letters; a shorter word ("nu") says nothing
JOINING: Final = frozenset(["en", "and"])

WORD = re.compile(r"[^\W_]+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def in_words(name: str) -> str:
    """Write a name that a form made of words as those words: "NietThuis"."""
    return _HUMP.sub(" ", name)


def squash(text: str) -> str:
    """Keep only letters and digits, and no "en": "Zorg/welzijn", "zorg & welzijn" and "zorg en welzijn" are the same."""
    return "".join(telling_words(text))


def telling_words(text: str) -> list[str]:
    """Give the words that say something."""
    return [word for word in WORD.findall(fold(in_words(text))) if word not in JOINING]


def likely_code(key: str, words: Mapping[str, T], fillers: frozenset[str]) -> T | None:
    """Find what a value means that is a known word but for small words around it or a slip of the pen; None in the least doubt.

    No word with "niet" or "geen" stands for one without, nor the other way round, and the words must agree on what it means.
    """
    if len(key) > LONGEST_TO_COMPARE:
        return None
    pieces = WORD.findall(key)
    telling = {piece for piece in pieces if piece not in fillers}
    within = [(set(WORD.findall(word)), code) for word, code in words.items()]
    within = [(known, code) for known, code in within if known and known <= set(pieces)]
    within = [(known, code) for known, code in within if not any(known < longer for longer, _ in within)]
    if telling and telling <= set().union(*(known for known, _ in within)):
        meant = {code for _, code in within}
        return meant.pop() if len(meant) == 1 else None
    if len(key) < SHORTEST_SLIP:
        return None
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only for what is left over

    negated = bool(NEGATIONS & set(pieces))
    near = process.extract(key, list(words), scorer=fuzz.ratio, score_cutoff=SLIP, limit=None)
    alike = {words[word] for word, *_ in near if bool(NEGATIONS & set(word.split())) == negated and len(word) >= SHORTEST_SLIP}
    return alike.pop() if len(alike) == 1 else None


def nearest(text: str, choices: Iterable[str], least: int = NEAR) -> str | None:
    """The known word that looks most like the text, word by word; none when nothing does, nor one that says the opposite."""
    key = fold(text)
    if not key or len(key) > LONGEST_TO_COMPARE:
        return None
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only for what is left over

    fitting = [choice for choice in choices if not _says_otherwise(key, fold(choice))]
    found = process.extract(key, fitting, scorer=fuzz.ratio, processor=fold, score_cutoff=least, limit=None)
    return next((choice for choice, *_ in found if _near_word_by_word(key, fold(choice))), None)


def _says_otherwise(key: str, known: str) -> bool:
    """Say whether one denies what the other says, or the text has a word that turns the known one around."""
    words, others = set(WORD.findall(key)), set(WORD.findall(known))
    return bool(NEGATIONS & words) != bool(NEGATIONS & others) or not (CONTRARY & words) <= others


def _near_word_by_word(key: str, known: str) -> bool:
    """Say whether every word of each has one like it in the other: one shared word ("gemaakt") is no likeness."""
    from rapidfuzz import fuzz  # noqa: PLC0415 - only for what is left over

    words, others = ([word for word in WORD.findall(one) if len(word) >= SHORTEST_TELLING] for one in (key, known))
    if len(words) != len(others) and fuzz.ratio(squash(key), squash(known)) >= SLIP:
        return True  # written as one word, or torn in two
    return all(
        any(fuzz.ratio(word, other) >= NEAR for other in there)
        for here, there in ((words, others), (others, words))
        for word in here
    )


class FewCompared:
    """Texts that may be compared with all known words: the first so many different ones.

    Comparing takes a thousand times as long as knowing. Nobody has that many words of his own; a file with 100 000 of them would
    keep a processor busy for minutes.
    """

    def __init__(self, most: int = MOST_COMPARED) -> None:
        self._most = most
        self._seen: set[str] = set()

    def __contains__(self, text: str) -> bool:
        if text not in self._seen and len(self._seen) < self._most:
            self._seen.add(text)
        return text in self._seen
