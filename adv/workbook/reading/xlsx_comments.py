"""Comments on cells, the old notes and the conversations of newer programs, and text boxes. Their texts are only compared with known words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.workbook.reading.safe_xml import Markup, local
from adv.workbook.tables.grid import place_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from adv.workbook.tables.grid import Place

LONGEST = 400  # characters that are kept of a comment
MOST_BOXES = 50  # text boxes of a sheet
BETWEEN = "; "  # instead of the end of a line
HOLDERS = frozenset({"comment", "threadedComment"})
TEXTS = frozenset({"t", "text"})


def in_one_line(text: str) -> str:
    """Give a text of several lines as one, so that it still shows where each of them ended."""
    return BETWEEN.join(" ".join(line.split()) for line in text.splitlines() if line.strip())


def read_boxes(chunks: Iterable[bytes]) -> tuple[str, ...]:
    """Read the texts of the text boxes in one part with drawings. Raises `FileRefused` as `scan` does."""
    found: list[str] = []
    text: list[str] = []

    def start(tag: str, _attributes: dict[str, str]) -> None:
        kind = local(tag)
        if kind == "txBody":
            text.clear()
        elif kind == "t":
            markup.parser.CharacterDataHandler = text.append

    def end(tag: str) -> None:
        kind = local(tag)
        markup.parser.CharacterDataHandler = None
        if kind in {"p", "br"}:
            text.append("\n")
        elif kind == "txBody" and len(found) < MOST_BOXES and (said := in_one_line("".join(text))):
            found.append(said[:LONGEST])

    markup = Markup(start, end)
    markup.run(chunks)
    return tuple(found)


def read_comments(chunks: Iterable[bytes]) -> dict[Place, str]:
    """Read the comments of one part by their cells; several on one cell are one. Raises `FileRefused` as `scan` does."""
    found: dict[Place, str] = {}
    place: Place | None = None
    text: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal place
        kind = local(tag)
        if kind in HOLDERS:
            place = place_of(attributes.get("ref", ""))
            text.clear()
        elif kind in TEXTS:
            markup.parser.CharacterDataHandler = text.append

    def end(tag: str) -> None:
        kind = local(tag)
        if kind in TEXTS:
            markup.parser.CharacterDataHandler = None
        elif kind in HOLDERS and place is not None:
            said = in_one_line("".join(text))
            found[place] = f"{found[place]} / {said}"[:LONGEST] if place in found else said[:LONGEST]

    markup = Markup(start, end)
    markup.run(chunks)
    return found
