"""Styles of an .ods, as far as people mean something by them: text that is struck out, the colour of a cell, the colour of its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from adv.workbook.reading.colours import hex_of
from adv.workbook.reading.safe_xml import Markup, attribute, local
from adv.workbook.reading.xlsx_styles import BLACK, WHITE, Look

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

DEEPEST = 10  # styles that are made of each other
COLOUR = 7  # characters of "#92d050"


class TextStyles(Struct, frozen=True):
    """Styles of parts of a text: those that say whether they strike out, and the names by which those that do are found."""

    struck: Mapping[str, bool] = field(default_factory=dict)
    names: frozenset[bytes] = frozenset()


class DocumentStyles(Struct, frozen=True):
    """The styles of a document that mean something, by their names."""

    cells: Mapping[str, Look]
    texts: TextStyles


class _Style(Struct):
    family: str
    parent: str
    is_struck: bool | None = None
    fill: str | None = None
    font: str | None = None


def read_styles(head: bytes, named: Iterable[bytes]) -> DocumentStyles:
    """Read the styles that a document begins with, and those that they are made of.

    Raises
    ------
    FileRefused
        Not well-formed, or not UTF-8.
    """
    styles = _Styles()
    for markup in (styles.reading(),) if named else ():
        markup.run(named)
    styles.reading().feed(head)
    cells = {}
    for name, style in styles.found.items():
        look = styles.look(style)
        if style.family == "table-cell" and (look.is_struck or look.fill or look.font):
            cells[name] = look
    struck = {
        name: style.is_struck for name, style in styles.found.items() if style.family == "text" and style.is_struck is not None
    }
    return DocumentStyles(cells, TextStyles(struck, frozenset(name.encode() for name, is_struck in struck.items() if is_struck)))


class _Styles:
    """Styles while they are read."""

    def __init__(self) -> None:
        self.found: dict[str, _Style] = {}
        self._style: _Style | None = None

    def reading(self) -> Markup:
        """Make a parser that adds to these styles."""
        return Markup(self._start, self._end)

    def look(self, style: _Style) -> Look:
        """Put together what a style says itself and what those say that it is made of."""
        is_struck, fill, font = style.is_struck, style.fill, style.font
        for _ in range(DEEPEST):
            parent = self.found.get(style.parent)
            if parent is None:
                break
            style = parent
            is_struck = style.is_struck if is_struck is None else is_struck
            fill, font = fill or style.fill, font or style.font
        return Look(bool(is_struck), None if fill == WHITE else fill, None if font == BLACK else font)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        kind = local(name)
        if kind == "style":
            self._style = _Style(attribute(attributes, "family") or "", attribute(attributes, "parent-style-name") or "")
            self.found[attribute(attributes, "name") or ""] = self._style
        elif self._style is not None and kind == "table-cell-properties":
            self._style.fill = _colour(attribute(attributes, "background-color"))
        elif self._style is not None and kind == "text-properties":
            self._style.font = _colour(attributes.get("fo:color"))
            stroke = attribute(attributes, "text-line-through-style") or attribute(attributes, "text-line-through-type")
            self._style.is_struck = None if stroke is None else stroke != "none"

    def _end(self, name: str) -> None:
        if local(name) == "style":
            self._style = None


def _colour(written: str | None) -> str | None:
    return hex_of(written[1:]) if written and len(written) == COLOUR and written.startswith("#") else None
