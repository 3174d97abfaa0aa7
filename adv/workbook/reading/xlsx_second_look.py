"""Second look through a sheet of an .xlsx, at what calamine does not give: formulas without an outcome, and numbers that seem to be others.

It costs as much as a parser does, so only sheets in which the first look saw a sign of either get one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from adv.workbook.reading.safe_xml import Markup, local, scan
from adv.workbook.tables.grid import NumberFormat, place_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    Place = tuple[int, int]

NOT_COMPUTED: Final = b"f><v>0<"  # the end of a formula, and 0 for its outcome
MOST_CELLS: Final = 500_000  # filled ones of a sheet that is looked at again for zeros: a larger one is no hand's work
_TEXT = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')  # in a format: what is shown as it stands
FORMATS: Final = {NumberFormat.SCALED: re.compile(r"[0#?],+$"), NumberFormat.THOUSANDTHS: re.compile(r"[0#?]\.000(?![0#?E])")}
K: Final = re.compile(r'[0#?] ?(?:"[^"\w]*(?:k|x ?1[.,]?000|dzd|duizend|thousand)[^"\w]*"|\\?k)', re.IGNORECASE)
LONGEST_FORMAT: Final = 200


class Signs(Struct):
    """Signs in the bytes of a sheet that a second look is worth it."""

    styles: Mapping[str, NumberFormat]  # of the cell styles that make numbers seem to be others
    has_zeros: bool = False  # formulas with 0 for their outcome
    is_styled: bool = False

    def watch(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """Pass on what is read, with an eye on it."""
        marks = [f' s="{style}"'.encode() for style in self.styles]
        for chunk in chunks:
            self.has_zeros = self.has_zeros or NOT_COMPUTED in chunk
            self.is_styled = self.is_styled or any(mark in chunk for mark in marks)
            yield chunk


class SecondLook(Struct):
    """Formulas without an outcome, or with 0 for one, and numbers whose style makes them seem to be others; by row and column, from 0."""

    styles: Mapping[str, NumberFormat]
    formulas: dict[Place, str] = field(default_factory=dict)
    formats: dict[Place, NumberFormat] = field(default_factory=dict)
    has_outcomes: bool = False  # of some formulas: then 0 may well be the outcome of another
    _place: Place = (-1, -1)
    _tag: str = ""
    _formula: str = ""
    _value: str = ""

    def run(self, chunks: Iterable[bytes]) -> SecondLook:
        """Look through all of it, which was found to be sound before."""
        markup = Markup(self._start, self._end)
        markup.parser.CharacterDataHandler = self._text
        markup.run(chunks)
        return self

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._tag = local(name)
        if self._tag == "row":
            number = attributes.get("r")
            self._place = (int(number) - 1 if number else self._place[0] + 1, -1)
        elif self._tag == "c":
            self._place = place_of(attributes.get("r", "")) or (self._place[0], self._place[1] + 1)
            self._formula = self._value = ""
            style = self.styles.get(attributes.get("s", ""))
            if style and attributes.get("t", "n") == "n":
                self.formats[self._place] = style
        elif self._tag == "f" and attributes.get("t", "normal") not in {"normal", "shared"}:
            self._tag = ""  # an array or a table of data: of another kind

    def _text(self, text: str) -> None:
        if self._tag == "f":
            self._formula += text
        elif self._tag == "v":
            self._value += text

    def _end(self, name: str) -> None:
        self._tag = ""
        if local(name) == "c" and self._formula:
            if self._value.strip() in {"", "0"}:
                self.formulas[self._place] = self._formula
            else:
                self.has_outcomes = True


def format_of(code: str) -> NumberFormat | None:
    """Tell what a number format makes of numbers: `0.0,"k"` divides them by a thousand, `0.0"k"` only writes a letter behind them."""
    first = code[:LONGEST_FORMAT].partition(";")[0]
    bare = _TEXT.sub("", first).strip()
    found = next((kind for kind, pattern in FORMATS.items() if pattern.search(bare)), None)
    return found or (NumberFormat.WITH_K if K.search(first) else None)


def telling_styles(chunks: Iterable[bytes]) -> dict[str, NumberFormat]:
    """Find the cell styles, by their numbers, that make numbers seem to be others, as the part with styles has them."""
    shown: dict[str, NumberFormat] = {}
    styles: list[str] = []
    inside = ""

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        tag = local(name)
        if tag == "numFmt" and (kind := format_of(attributes.get("formatCode", ""))):
            shown[attributes.get("numFmtId", "")] = kind
        elif tag in {"cellXfs", "cellStyleXfs"}:
            inside = tag
        elif tag == "xf" and inside == "cellXfs":
            styles.append(attributes.get("numFmtId", ""))

    scan(chunks, start)
    return {str(number): shown[kind] for number, kind in enumerate(styles) if kind in shown}
