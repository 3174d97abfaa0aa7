"""Second look through a sheet of an .xlsx, at what calamine does not give: formulas without an outcome, and amounts shown with three decimals.

It costs as much as a parser does, so only sheets in which the first look saw a sign of either get one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from adv.workbook.reading.safe_xml import Markup, local, scan
from adv.workbook.tables.grid import place_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Place = tuple[int, int]

NOT_COMPUTED: Final = b"f><v>0<"  # the end of a formula, and 0 for its outcome
MOST_CELLS: Final = 500_000  # filled ones of a sheet that is looked at again for zeros: a larger one is no hand's work
THREE_DECIMALS: Final = re.compile(r"^[^;]*[0#?]\.000(?![0#?E])")
LONGEST_FORMAT: Final = 200


class Signs(Struct):
    """Signs in the bytes of a sheet that a second look is worth it."""

    styles: frozenset[str]  # numbers of the cell styles that show three decimals
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
    """Formulas without an outcome, or with 0 for one, and cells whose style shows three decimals; by row and column, from 0."""

    styles: frozenset[str]
    formulas: dict[Place, str] = field(default_factory=dict)
    thousandths: set[Place] = field(default_factory=set)
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
            if attributes.get("s") in self.styles and attributes.get("t", "n") == "n":
                self.thousandths.add(self._place)
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


def three_decimal_styles(chunks: Iterable[bytes]) -> frozenset[str]:
    """List the numbers of the cell styles that show a number with three decimals, as the part with styles has them."""
    shown: set[str] = set()
    styles: list[str] = []
    inside = ""

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        tag = local(name)
        if tag == "numFmt" and THREE_DECIMALS.match(attributes.get("formatCode", "")[:LONGEST_FORMAT]):
            shown.add(attributes.get("numFmtId", ""))
        elif tag in {"cellXfs", "cellStyleXfs"}:
            inside = tag
        elif tag == "xf" and inside == "cellXfs":
            styles.append(attributes.get("numFmtId", ""))

    scan(chunks, start)
    return frozenset(str(number) for number, kind in enumerate(styles) if kind in shown)
