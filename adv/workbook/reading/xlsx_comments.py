"""What stands beside the cells of an .xlsx: comments, text boxes, and rules that give cells a colour by what is in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from adv.errors import FileRefused
from adv.workbook.reading.safe_xml import Markup, local
from adv.workbook.tables.grid import ColourRule, place_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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


MOST_RULES: Final = 50  # rules of a sheet
BLOCK: Final = re.compile(
    rb"""<(?:[\w.-]+:)?conditionalFormatting\s(?:[^<>]*\s)?sqref\s*=\s*["']([^"'<>]{1,2000})["'].*?</(?:[\w.-]+:)?conditionalFormatting>""",
    re.DOTALL,
)


def rules_in(piece: bytes, fills: Sequence[str | None]) -> tuple[ColourRule, ...]:
    """Read the rules in what stands behind the rows of a sheet, those first that go before others; `fills` are their colours by number."""
    found: list[tuple[int, ColourRule]] = []
    for block in BLOCK.finditer(piece):
        areas = tuple(filter(None, map(_area, block[1].decode("utf-8", "ignore").split())))
        try:
            rules = _rules_of(block[0])
        except FileRefused:
            continue  # these were never needed to read a file
        for attributes, formulas in rules:
            number = attributes.get("dxfId", "")
            fill = fills[int(number)] if number.isdecimal() and int(number) < len(fills) else None
            order = attributes.get("priority", "")
            kind, sign = attributes.get("type", ""), attributes.get("operator", "")
            rule = ColourRule(areas, kind, sign, tuple(formulas), attributes.get("text", ""), fill)
            found.append((int(order) if order.isdecimal() else 0, rule))
    return tuple(rule for _, rule in sorted(found[:MOST_RULES], key=lambda one: one[0]))


def _area(reference: str) -> tuple[int, int, int, int] | None:
    first, _, last = reference.partition(":")
    start, end = place_of(first), place_of(last or first)
    return (*start, *end) if start and end else None


def _rules_of(block: bytes) -> list[tuple[dict[str, str], list[str]]]:
    rules: list[tuple[dict[str, str], list[str]]] = []
    text: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        text.clear()
        if local(tag) == "cfRule":
            rules.append((attributes, []))

    def end(tag: str) -> None:
        if local(tag) == "formula" and rules:
            rules[-1][1].append("".join(text))

    Markup(start, end, text.append).run([block])
    return rules
