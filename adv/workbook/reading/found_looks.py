"""Layout of one sheet, collected while the sheet is looked through: the same for every kind of file.

Of a text of which only a part is struck out, such as a word that no longer holds before the new one, the rest is kept.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct, field

from adv.workbook.reading.xlsx_styles import Look, is_on
from adv.workbook.reading.zipped_xml import Markup, local
from adv.workbook.tables.grid import Looks, Place

if TYPE_CHECKING:
    from collections.abc import Iterable

    Runs = tuple["Run", ...]

# Signs between the old word and the new one.
SEPARATORS = re.compile(r"^(?:[\s/,;|→]|->|=>|[-–—=](?=\s))+|(?:[\s/,;|→]|->|=>|(?<=\s)[-–—=])+$")


class Run(Struct, frozen=True):
    """A part of a text in one font. `is_struck` None: in the font of the cell."""

    text: str
    is_struck: bool | None


def kept_of(runs: Runs, *, is_struck: bool) -> str:
    """Give what is left of a text; `is_struck` says whether the cell's own font strikes out."""
    kept = "".join(run.text for run in runs if not (is_struck if run.is_struck is None else run.is_struck))
    return SEPARATORS.sub("", kept)


def rich_texts(chunks: Iterable[bytes], holder: str = "si") -> dict[int, Runs]:
    """Read the texts that have several fonts, by their place among all texts (each in an element `holder`)."""
    reader = _Reader(holder)
    reader.markup.run(chunks)
    return reader.found


class _Reader:
    def __init__(self, holder: str) -> None:
        self.holder = holder
        self.found: dict[int, Runs] = {}
        self.markup = Markup(self._start, self._end)
        self._count = 0  # of texts before this one
        self._runs: list[Run] = []
        self._text: list[str] = []
        self._is_struck: bool | None = None
        self._phonetic = 0

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        kind = local(tag)
        if kind == "r":
            self._is_struck = None
            self._text.clear()
        elif kind == "rPr":
            self._is_struck = False
        elif kind == "strike":
            self._is_struck = is_on(attributes)
        elif kind == "rPh":
            self._phonetic += 1
        elif kind == "t" and not self._phonetic:
            self.markup.parser.CharacterDataHandler = self._text.append

    def _end(self, tag: str) -> None:
        kind = local(tag)
        if kind == "t":
            self.markup.parser.CharacterDataHandler = None
        elif kind == "rPh":
            self._phonetic -= 1
        elif kind == "r":
            self._runs.append(Run("".join(self._text), self._is_struck))
        elif kind == self.holder:
            if any(run.is_struck is not False for run in self._runs):
                self.found[self._count] = tuple(self._runs)
            self._runs.clear()
            self._count += 1


class FoundLooks(Struct):
    """The looks of cells as they are found. `texts` gets what is left of texts of which a part was struck out."""

    most: int  # cells of which a look is kept
    texts: dict[Place, str]
    struck: set[Place] = field(default_factory=set)
    amended: set[Place] = field(default_factory=set)
    fills: dict[Place, str] = field(default_factory=dict)
    fonts: dict[Place, str] = field(default_factory=dict)
    manners: dict[Place, str] = field(default_factory=dict)  # of texts, as colours: they count where a text explains them
    comments: dict[Place, str] = field(default_factory=dict)
    boxes: tuple[str, ...] = ()
    hidden_rows: set[int] = field(default_factory=set)
    is_partial: bool = False
    has_rules: bool = False

    def note(self, place: Place, look: Look) -> None:
        """Keep what a style says of a cell, up to the limit."""
        if len(self.fills) + len(self.fonts) + len(self.struck) >= self.most:
            self.is_partial = True
            return
        if look.is_struck:
            self.struck.add(place)
        if look.fill:
            self.fills[place] = look.fill
        if look.manner and len(self.manners) < self.most:
            self.manners[place] = look.manner
        if look.font:
            self.fonts[place] = look.font

    def amend(self, place: Place, runs: Runs) -> None:
        """Take in a text of several looks; its cell's own style has been noted before."""
        kept = kept_of(runs, is_struck=place in self.struck)
        if not any(map(str.isalnum, kept)):
            self.struck.add(place)
            return
        self.struck.discard(place)
        if kept != "".join(run.text for run in runs).strip():
            self.amended.add(place)
            self.texts[place] = kept

    def looks(self) -> Looks:
        """Give all of it."""
        struck, amended, hidden = frozenset(self.struck), frozenset(self.amended), frozenset(self.hidden_rows)
        beside = (self.comments, hidden, self.is_partial, self.boxes, self.has_rules)
        return Looks(struck, amended, self.fills, self.fonts, *beside)
