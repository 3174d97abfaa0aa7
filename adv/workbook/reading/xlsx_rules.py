"""Rules of an .xlsx that give cells a colour by what is in them (conditional formatting), as far as they can be followed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from adv.errors import FileRefused
from adv.workbook.reading.safe_xml import Markup, local
from adv.workbook.tables.grid import ColourRule, place_of

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST: Final = 50  # rules of a sheet
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
            rules = _read(block[0])
        except FileRefused:
            continue  # these were never needed to read a file
        for attributes, formulas in rules:
            number = attributes.get("dxfId", "")
            fill = fills[int(number)] if number.isdecimal() and int(number) < len(fills) else None
            order = attributes.get("priority", "")
            kind, sign = attributes.get("type", ""), attributes.get("operator", "")
            rule = ColourRule(areas, kind, sign, tuple(formulas), attributes.get("text", ""), fill)
            found.append((int(order) if order.isdecimal() else 0, rule))
    return tuple(rule for _, rule in sorted(found[:MOST], key=lambda one: one[0]))


def _area(reference: str) -> tuple[int, int, int, int] | None:
    """Find the first and the last row and column of "A2:E200"."""
    first, _, last = reference.partition(":")
    start, end = place_of(first), place_of(last or first)
    return (*start, *end) if start and end else None


def _read(block: bytes) -> list[tuple[dict[str, str], list[str]]]:
    """Read the attributes and the formulas of each rule of some cells."""
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
