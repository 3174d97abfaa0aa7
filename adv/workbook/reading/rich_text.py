"""Texts of which only a part is struck out: a word that no longer holds, and the new one behind it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from adv.workbook.reading.safe_xml import Markup, local
from adv.workbook.reading.xlsx_styles import is_on

if TYPE_CHECKING:
    from collections.abc import Iterable

    Runs = tuple["Run", ...]

# What stood between the old word and the new one.
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
    """Read the texts that have several fonts, by their place among all texts (each in an element `holder`).

    Raises
    ------
    FileRefused
        As `scan` does.
    """
    reader = _Reader(holder)
    reader.markup.run(chunks)
    return reader.found


class _Reader:
    """Texts while they are read."""

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
