"""The styles of an .ods, as far as people mean something by them: strokes, colours, and sheets that are hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from adv.errors import FileRefused
from adv.workbook.reading.xlsx_styles import BLACK, WHITE, Look, hex_of, telling
from adv.workbook.reading.zipped_xml import Archive, attribute, local, scan

if TYPE_CHECKING:
    from collections.abc import Mapping

DEEPEST_STYLE: Final = 10  # styles that are made of each other
COLOUR: Final = len("#92d050")


class _Style(Struct):
    family: str
    parent: str
    is_struck: bool | None = None
    fill: str | None = None
    font: str | None = None
    is_hidden: bool = False


class DocumentStyles:
    """The styles of a document by their names, while its XML goes by."""

    def __init__(self) -> None:
        self.found: dict[str, _Style] = {}
        self.is_partial = False
        self._style = _Style("", "")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take in a tag."""
        match local(name):
            case "style":
                self._style = _Style(attribute(attributes, "family") or "", attribute(attributes, "parent-style-name") or "")
                self.found[attribute(attributes, "name") or ""] = self._style
            case "table-properties":
                self._style.is_hidden = attribute(attributes, "display") == "false"
            case "table-cell-properties":
                self._style.fill = _colour(attribute(attributes, "background-color"))
            case "text-properties":
                self._style.font = _colour(attributes.get("fo:color"))
                stroke = attribute(attributes, "text-line-through-style") or attribute(attributes, "text-line-through-type")
                self._style.is_struck = None if stroke is None else stroke != "none"

    def telling(self) -> Mapping[str, Look]:
        """Keep the styles of cells that mean something."""
        return telling({name: self._look(style) for name, style in self.found.items() if style.family == "table-cell"})

    def is_struck(self, name: str) -> bool | None:
        """Say whether a style of a part of a text strikes out; None: as the cell does."""
        style = self.found.get(name)
        return style.is_struck if style and style.family == "text" else None

    def is_hidden(self, name: str | None) -> bool:
        """Say whether a style hides a sheet."""
        style = self.found.get(name or "")
        return style is not None and style.is_hidden

    def _look(self, style: _Style) -> Look:
        is_struck, fill, font = style.is_struck, style.fill, style.font
        for _ in range(DEEPEST_STYLE):
            parent = self.found.get(style.parent)
            if parent is None:
                break
            style = parent
            is_struck = style.is_struck if is_struck is None else is_struck
            fill, font = fill or style.fill, font or style.font
        return Look(bool(is_struck), None if fill == WHITE else fill, None if font == BLACK else font)


def shared_styles(archive: Archive) -> DocumentStyles:
    """Read the styles that a document shares with others, which no figure needs: what cannot be read of them is said."""
    styles, inflated = DocumentStyles(), archive.inflated
    try:
        if "styles.xml" in archive:
            scan(archive.chunks("styles.xml"), styles.start)
    except FileRefused:
        styles.is_partial = True
    archive.inflated = inflated
    return styles


def _colour(written: str | None) -> str | None:
    return hex_of(written[1:]) if written and len(written) == COLOUR and written.startswith("#") else None
