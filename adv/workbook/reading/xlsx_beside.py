"""Contents of an .xlsx beside its values: formulas without an outcome, numbers that seem to be others, comments and text boxes.

A second look for formulas and numbers costs as much as a parser does, so only sheets in which the first look saw a sign of either get one.
Texts of comments and boxes are only compared with known words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from adv.workbook.reading.zipped_xml import Markup, local
from adv.workbook.tables.grid import NumberFormat, Place, place_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping


NOT_COMPUTED: Final = b"f><v>0<"  # the end of a formula, and 0 for its outcome
MOST_FILLED: Final = 500_000  # filled ones of a sheet that is looked at again for zeros: a larger one is no hand's work
LONGEST_COMMENT = 400  # characters that are kept of a comment
MOST_BOXES = 50  # text boxes of a sheet
ONE_CELL: Final = re.compile(r"(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!\$?[A-Z]{1,3}\$?\d+")
_NAME = re.compile(r"""\"(?:[^\"]|\"\")*\"|'(?:[^']|'')+'!|(?<![\w$.!])[^\W\d][\w.]*(?![\w(!.$])""")
BETWEEN = "; "  # instead of the end of a line


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


def with_names(formula: str, names: Mapping[str, str]) -> str:
    """Write a formula with the cells that its names stand for; `names` are folded."""
    return _NAME.sub(lambda name: names.get(name[0].casefold(), name[0]), formula)


def in_one_line(text: str) -> str:
    """Give a text of several lines as one, so that it still shows where each of them ended."""
    return BETWEEN.join(" ".join(line.split()) for line in text.splitlines() if line.strip())


def read_boxes(chunks: Iterable[bytes]) -> tuple[str, ...]:
    """Read the texts of the text boxes in one part with drawings. Raises `FileRefused` as `scan` does."""
    return tuple(said[:LONGEST_COMMENT] for _, said in _texts_in(chunks, {"txBody"}) if said)[:MOST_BOXES]


def read_comments(chunks: Iterable[bytes]) -> dict[Place, str]:
    """Read the comments of one part by their cells; several on one cell are one. Raises `FileRefused` as `scan` does."""
    found: dict[Place, str] = {}
    for reference, said in _texts_in(chunks, {"comment", "threadedComment"}):
        if place := place_of(reference):
            found[place] = f"{found[place]} / {said}"[:LONGEST_COMMENT] if place in found else said[:LONGEST_COMMENT]
    return found


def _texts_in(chunks: Iterable[bytes], holders: Container[str]) -> list[tuple[str, str]]:
    """Give the text in each of some elements, in one line, with the cell that the element says it is of."""
    found: list[tuple[str, str]] = []
    text: list[str] = []
    reference = ""

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal reference
        kind = local(tag)
        markup.parser.CharacterDataHandler = text.append if kind in {"t", "text"} else None
        if kind in holders:
            reference = attributes.get("ref", "")
            text.clear()

    def end(tag: str) -> None:
        kind = local(tag)
        markup.parser.CharacterDataHandler = None
        if kind in {"p", "br"}:
            text.append("\n")
        elif kind in holders:
            found.append((reference, in_one_line("".join(text))))

    markup = Markup(start, end)
    markup.run(chunks)
    return found
