"""Comments on cells: the old notes, and the conversations of newer programs. Their texts are only compared with known words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.workbook.reading.safe_xml import Markup, local
from adv.workbook.tables.grid import place_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from adv.workbook.tables.looks import Place

LONGEST = 400  # characters that are kept of a comment
HOLDERS = frozenset({"comment", "threadedComment"})
TEXTS = frozenset({"t", "text"})


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
            said = " ".join("".join(text).split())
            found[place] = f"{found[place]} / {said}"[:LONGEST] if place in found else said[:LONGEST]

    markup = Markup(start, end)
    markup.run(chunks)
    return found
