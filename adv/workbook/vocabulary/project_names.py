"""A project's own names (themes, goals, partners, areas) found in what people write; also names that hold a comma themselves."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from adv.workbook.values.text import EMPTY_WORDS, fold
from adv.workbook.vocabulary.likeness import (
    CONTRARY,
    LONGEST_TO_COMPARE,
    NEAR,
    NEGATIONS,
    SHORTEST_SLIP,
    SLIP,
    FewCompared,
    nearest,
    squash,
    telling_words,
)
from adv.workbook.vocabulary.words import WORD

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from adv.workbook.tables.grid import Cell

    Beside = Mapping[str, tuple[frozenset[str], frozenset[str], int]]

SHORTEST_ABBREVIATION: Final = 2  # letters
LONGEST_ABBREVIATION: Final = 4
SHORTEST_BEGINNING: Final = 3  # letters
MOST_SPACED: Final = 40  # words of a cell in which names are looked for that only spaces divide
MOST_WORDS_OF_NAME: Final = 6  # words
_STRONG = re.compile(r"[;,|\n\r\t]+|\s[-–]\s")
_WEAK = re.compile(r"[/+&]|\b(?:en|and)\b")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_LATER = re.compile(r"\s[-–]\s(?=(?:ja|nee|neen|geen|nvt|n\.v\.t\.?|yes|no)\b)", re.IGNORECASE)  # "wonen - nee"
_DENIAL = r"nee|neen|geen|niet|niet besproken|niet van toepassing|n\.?v\.?t\.?|no|none|n/?a|not applicable|onwaar|false"
_ANSWERED = re.compile(
    rf"(?P<what>.+?)(?:\s*[:=(\[]\s*(?:(?P<no>{_DENIAL}|0|-)|(?P<yes>ja|yes|1|x|v|✓|✔|waar|true))[)\]]?|\s+(?P<not>{_DENIAL}))\s*[.!]?",
    re.IGNORECASE,
)
_AFTER_ANSWER = re.compile(rf"([:=]\s*(?:{_DENIAL}|ja|yes|[01x✓✔-]))\s+(?=\w)", re.IGNORECASE)  # "wonen: ja werken: nee"
_NEGATED = re.compile(
    r"(?:^|(?P<sign>[/+&]|\b(?:en|and|maar|but)\b)\s*)(?:geen|niet|zonder|no|not|without)\s+(?P<what>.+)", re.IGNORECASE
)
_NUMBERING = re.compile(r"\(?\d{1,2}(?:\s*[.)=:]|\s+[-–])\s*(?=[^\W\d])")
FEWEST_TOGETHER: Final = 2  # different cells in which two pieces stand together
LONGEST_CELL: Final = 500  # characters of a cell
_STRONGER: Final = re.compile(r"[;|\n\r\t]+")


def unnumbered(text: str) -> str:
    """Drop the number before an answer of a list: "1. Wonen", "2 - niet thuis", "(3) zorg"."""
    found = _NUMBERING.match(text)
    return text[found.end() :] if found else text


def strong_pieces(text: str) -> list[str]:
    """Split a cell at the signs that stand between its values; not within brackets, where they belong to one of them."""
    ends = [0]
    within = [match.span() for match in _BRACKETS.finditer(text)]
    for sign in _STRONG.finditer(text):
        if not any(start < sign.start() < end for start, end in within):
            ends += [sign.start(), sign.end()]
    ends.append(len(text))
    return [piece for start, end in zip(ends[::2], ends[1::2], strict=True) if (piece := text[start:end].strip())]


def answered(text: str) -> tuple[str, bool] | None:
    """Take an answer apart that says of one name whether it is so: "zorg en welzijn: nee", "werken (ja)"; None for any other."""
    found = _ANSWERED.fullmatch(text.strip())
    return (found["what"].strip(), bool(found["yes"])) if found else None


class Names:
    """The names that one project has for something, and the words that stand for them."""

    def __init__(
        self,
        names: Sequence[str],
        same: Iterable[Sequence[str]] = (),
        *,
        may_be_short: bool = False,
        own: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.names = tuple(names)
        self._compared = FewCompared()
        self._own = {squash(word): meaning for word, meaning in own.items()}
        self._may_be_short = may_be_short  # "LEV" for LEVgroep, where no other name begins so
        self._by_key = {squash(name): name for name in names}
        for name in names:
            self._by_key.setdefault("".join(WORD.findall(fold(name))), name)  # "zorgenwelzijn", as codes of forms are written
        for group in same:
            keys = [squash(word) for word in group]
            owners = {self._by_key[key] for key in keys if key in self._by_key}
            if len(owners) == 1:  # a group that two names of the project share says nothing
                (owner,) = owners
                for key in keys:
                    self._by_key.setdefault(key, owner)

    def cut_short(self, text: str) -> str | None:
        """The only name whose words begin with these: "zorg/welz." for zorg en welzijn."""
        pieces = telling_words(text)
        if not pieces or any(len(piece) < SHORTEST_BEGINNING for piece in pieces):
            return None
        named = ((name, telling_words(name)) for name in self.names)
        fitting = [name for name, words in named if len(words) == len(pieces) and all(map(str.startswith, words, pieces))]
        return fitting[0] if len(fitting) == 1 else None

    def find(self, text: str) -> str | None:
        """The project's name for what the text says."""
        key = squash(text)
        if self._own.get(key) in self.names:
            return self._own[key]
        if key in self._by_key or not self._may_be_short or len(key) < SHORTEST_BEGINNING:
            return self._by_key.get(key)
        begun = {name for known, name in self._by_key.items() if known.startswith(key)}
        return begun.pop() if len(begun) == 1 else None

    def shortened(self, text: str) -> tuple[str, ...]:
        """The names in a cell of which only the beginning stands there: "LEV", "Woonp."."""
        if not self._may_be_short:
            return ()
        keys = {squash(piece): piece for piece in self.pieces(text)}
        found = [self.find(piece) for key, piece in keys.items() if key not in self._by_key and key not in self._own]
        return tuple(name for name in self.names if name in found)

    def is_passed_over(self, text: str) -> bool:
        """Say whether the user said that this word stands for nothing."""
        return bool(self._own) and self._own.get(squash(text)) == ""

    def has_meaning(self, text: str) -> bool:
        """Say whether the user said what this word stands for, a name of the project or nothing of the kind."""
        return squash(text) in self._own

    def likely(self, text: str) -> str | None:
        """The project's name that a text is but for a slip of the pen; None in the least doubt."""
        key = squash(text)
        if not SHORTEST_SLIP <= len(key) <= LONGEST_TO_COMPARE or text not in self._compared:
            return None
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - only for what is left over

        near = process.extract(key, list(self._by_key), scorer=fuzz.ratio, score_cutoff=SLIP, limit=None)
        meant = {self._by_key[known] for known, *_ in near}
        return meant.pop() if len(meant) == 1 else None

    def abbreviated(self, text: str) -> str | None:
        """The only name that begins as a few letters do and has the others in their order: "WP" for Woonpartners."""
        key = squash(text)
        if not SHORTEST_ABBREVIATION <= len(key) <= LONGEST_ABBREVIATION or not key.isalpha():
            return None
        form = re.compile(".*".join(key))
        fitting = [name for name in self.names if form.match(squash(name))]
        return fitting[0] if len(fitting) == 1 else None

    def nearest(self, text: str, least: int = NEAR) -> str | None:
        """The project's name that looks most like the text."""
        return nearest(text, self.names, least) if text in self._compared else None

    def split(self, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Find every name in a cell with several, in the project's order, and the pieces that are none."""
        found: set[str] = set()
        unknown: list[str] = []
        for piece in strong_pieces(_AFTER_ANSWER.sub(r"\1; ", _LATER.sub(": ", text))):
            self._answered(piece, found, unknown)
        return tuple(name for name in self.names if name in found), tuple(unknown)

    def pieces(self, text: str) -> list[str]:
        """The pieces of a cell with several, and what stands between lighter signs within each."""
        strong = strong_pieces(text)
        weak = [part.strip() for piece in strong for part in _WEAK.split(piece) if part.strip()]
        return list(dict.fromkeys([*strong, *weak]))

    def _answered(self, piece: str, found: set[str], unknown: list[str]) -> None:
        """Read a piece that may say that a name is so, or is not; what is denied counts for nothing."""
        said = None if self.find(piece) else answered(piece)
        if said and (self.find(said[0]) or self.cut_short(said[0]) or not self._rest(said[0])):
            if said[1]:
                self._piece(said[0], found, unknown)
            return
        denied = None if said or self.find(piece) else _NEGATED.search(piece)
        if denied and not self._rest(denied["what"]):
            self._piece(piece[: denied.start()].strip(), found, unknown)
        elif said or denied:
            unknown.append(piece)
        else:
            self._piece(piece, found, unknown)

    def _rest(self, text: str) -> list[str]:
        unknown: list[str] = []
        found: set[str] = set()
        self._piece(text, found, unknown)
        return unknown or ([] if found else [text])

    def _piece(self, piece: str, found: set[str], unknown: list[str]) -> None:
        if not piece or fold(piece) in EMPTY_WORDS or self.is_passed_over(piece):
            return
        if names := self._answer(piece) or self._spaced(piece):
            found.update(names)
            return
        parts = [part.strip() for part in _WEAK.split(piece) if part.strip()]
        each = [self.find(part) for part in parts]
        if len(parts) > 1 and any(each):
            found.update(name for name in each if name)
            unknown.extend(part for part, name in zip(parts, each, strict=True) if not name and not self.is_passed_over(part))
        else:
            unknown.append(piece)

    def _answer(self, piece: str) -> tuple[str, ...]:
        """Find the name that an answer of a form is: with its number before it, or with what it adds in brackets behind it.

        What stands in brackets must not be another name, nor deny the first.
        """
        text = unnumbered(piece)
        if name := self.find(piece) or self.find(text):
            return (name,)
        name = self.find(_BRACKETS.sub(" ", text)) if _BRACKETS.search(text) else None
        added = [_BRACKETS.sub(lambda match: match[0][1:-1], match[0]) for match in _BRACKETS.finditer(text)]
        others = {other for more in added for other in self.split(more)[0]} - {name}
        turned = (NEGATIONS | CONTRARY) & {word for more in added for word in telling_words(more)}
        return () if name is None or others or turned else (name,)

    def _spaced(self, piece: str) -> tuple[str, ...]:
        """Find the names in a piece that is nothing but names with spaces between them: "wonen zorg_en_welzijn"."""
        words = piece.split()
        if not 1 < len(words) <= MOST_SPACED:
            return ()
        reached: dict[int, tuple[str, ...]] = {0: ()}  # the names that the first so many words are
        for end in range(1, len(words) + 1):
            for start in range(max(0, end - MOST_WORDS_OF_NAME), end):
                key = squash(" ".join(words[start:end]))
                name = self._own[key] if key in self._own else self._by_key.get(key)
                if name and start in reached and end not in reached:
                    reached[end] = (*reached[start], name)
        return reached.get(len(words), ())


def without_remainders(cells: Sequence[Cell], names: Names) -> list[Cell]:
    """Drop from cells what belongs to the answer that it stands beside.

    A piece that is no name belongs to the name beside it when neither stands anywhere without the other: then they are one answer
    of the form. A name by itself is never dropped.
    """
    texts = {
        cell: [strong_pieces(part) for part in _STRONGER.split(cell) if part.strip()]  # at its stronger signs, then at its commas
        for cell in cells
        if isinstance(cell, str) and "," in cell and len(cell) <= LONGEST_CELL
    }
    if not texts:
        return list(cells)
    every = [answers for cell in cells if isinstance(cell, str) for answers in texts.get(cell) or [[cell.strip()]]]
    beside = _neighbours(every)
    split = {piece: names.split(piece) for answers in every for piece in answers}
    is_name = {fold(piece): bool(found) and not unknown for piece, (found, unknown) in split.items()}
    return [_without(cell, texts[cell], is_name, beside) if isinstance(cell, str) and cell in texts else cell for cell in cells]


def _neighbours(every: Sequence[Sequence[str]]) -> Beside:
    """Give for each piece what stands before and behind it ("" for nothing), and in how many cells it is."""
    before: dict[str, set[str]] = {}
    behind: dict[str, set[str]] = {}
    times: dict[str, int] = {}
    for answers in every:
        keys = ["", *map(fold, answers), ""]
        for left, key, right in zip(keys, keys[1:], keys[2:], strict=False):
            before.setdefault(key, set()).add(left)
            behind.setdefault(key, set()).add(right)
            times[key] = times.get(key, 0) + 1
    return {key: (frozenset(before[key]), frozenset(behind[key]), times[key]) for key in times}


def _without(text: str, parts: Sequence[Sequence[str]], is_name: Mapping[str, bool], beside: Beside) -> str:
    kept: list[str] = []
    for answers in parts:
        keys = [fold(piece) for piece in answers]
        kept += [piece for at, piece in enumerate(answers) if is_name[keys[at]] or not _belongs(keys, at, is_name, beside)]
    return text if len(kept) == sum(map(len, parts)) else "; ".join(kept)


def _belongs(keys: Sequence[str], at: int, is_name: Mapping[str, bool], beside: Beside) -> bool:
    """Say whether a piece and the ones up to the nearest name on one side always stand so together."""
    for step in (-1, 1):
        place = at
        while 0 <= place + step < len(keys):
            here, there = keys[place], keys[place + step]
            first, second = (there, here) if step < 0 else (here, there)
            if beside[second][0] != {first} or beside[first][1] != {second} or beside[here][2] < FEWEST_TOGETHER:
                break
            if is_name[there]:
                return True
            place += step
    return False
