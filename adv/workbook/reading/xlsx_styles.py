"""Styles of an .xlsx, as far as people mean something by them: text that is struck out, the colour of a cell, the colour of its text."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct, field

from adv.workbook.reading.safe_xml import local, scan

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from adv.workbook.reading.colours import Colours

Name = TypeVar("Name")
OFF = frozenset({"0", "false", "off"})
WHITE, BLACK = "FFFFFF", "000000"
LINKS = frozenset({"10", "11"})  # the theme's colours of a link: nobody chose those
SECTIONS = frozenset({"fonts", "fills", "cellXfs", "indexedColors", "dxfs", "cellStyleXfs"})
AUTOMATIC = "64"  # in the palette: the system's own colour
UNFILLED = frozenset({"none", "gray125"})

Written = dict[str, str]  # the attributes of a colour


class Font(Struct):
    """A font: whether its text is struck out, and its colour as it is written."""

    is_struck: bool = False
    colour: Written = field(default_factory=dict)


class Look(Struct, frozen=True):
    """What a style says of a cell."""

    is_struck: bool = False
    fill: str | None = None
    font: str | None = None


def telling(looks: Mapping[Name, Look]) -> dict[Name, Look]:
    """Keep the styles that mean something."""
    return {name: look for name, look in looks.items() if look.is_struck or look.fill or look.font}


class Styles(Struct):
    """The styles of a workbook as they are written; the colours are worked out once somebody wants to know them."""

    fonts: list[Font] = field(default_factory=list)
    fills: list[Written] = field(default_factory=list)
    cells: list[tuple[str, str]] = field(default_factory=list)  # of each style the numbers of its font and its fill
    palette: list[str] = field(default_factory=list)
    by_rule: list[Written] = field(default_factory=list)  # colours that rules give to cells
    awaits_colour: bool = False  # while they are read: the fill shows its first colour

    @property
    def is_telling(self) -> bool:
        """Say whether any style could mean something, so that the sheets must be looked through for it."""
        return any(self.fills) or any(font.is_struck or font.colour for font in self.fonts)

    def rule_fills(self, colours: Colours) -> list[str | None]:
        """Give the colours that rules give to cells, by their numbers; white is none."""
        return [None if (colour := colours.of(written)) == WHITE else colour for written in self.by_rule]

    def looks(self, colours: Colours) -> dict[int, Look]:
        """Give the styles that mean something, by their numbers."""
        fonts = {str(number): (font.is_struck, _of_text(font.colour, colours)) for number, font in enumerate(self.fonts)}
        fills = {str(number): colours.of(written) for number, written in enumerate(self.fills)}
        looks = {}
        for number, (font, fill) in enumerate(self.cells):
            (is_struck, colour), ground = fonts.get(font, (False, None)), fills.get(fill)
            looks[number] = Look(is_struck, None if ground == WHITE else ground, colour)
        return telling(looks)


def _of_text(written: Written, colours: Colours) -> str | None:
    colour = None if written.get("theme") in LINKS else colours.of(written)
    return None if colour == BLACK else colour


def is_on(attributes: Written) -> bool:
    """Say whether a property that is named is meant: ``<strike/>`` and ``<strike val="1"/>`` are, ``<strike val="0"/>`` is not."""
    return attributes.get("val", "1") not in OFF


def read_styles(chunks: Iterable[bytes]) -> Styles:
    """Read the fonts, fills and styles of a workbook. Raises `FileRefused` as `scan` does."""
    styles = Styles()
    section = ""

    def start(tag: str, attributes: Written) -> None:
        nonlocal section
        kind = local(tag)
        if kind in SECTIONS:
            section = kind
        elif section == "fonts":
            _add_font(styles, kind, attributes)
        elif section == "fills":
            _add_fill(styles, kind, attributes)
        elif section == "cellXfs" and kind == "xf":
            styles.cells.append((attributes.get("fontId", ""), attributes.get("fillId", "")))
        elif section == "dxfs":
            _add_by_rule(styles, kind, attributes)
        elif section == "indexedColors" and kind == "rgbColor":
            styles.palette.append(attributes.get("rgb", ""))

    def end(tag: str) -> None:
        nonlocal section
        if local(tag) == section:
            section = ""

    scan(chunks, start, end)
    return styles


def _add_by_rule(styles: Styles, kind: str, attributes: Written) -> None:
    """Take in the colour of a rule: that of the ground, which in a rule is written as the one behind the pattern."""
    if kind == "dxf":
        styles.by_rule.append({})
    elif styles.by_rule and (kind == "bgColor" or (kind == "fgColor" and not styles.by_rule[-1])) and "auto" not in attributes:
        styles.by_rule[-1] = attributes


def _add_font(styles: Styles, kind: str, attributes: Written) -> None:
    if kind == "font":
        styles.fonts.append(Font())
    elif styles.fonts and kind == "strike":
        styles.fonts[-1].is_struck = is_on(attributes)
    elif styles.fonts and kind == "color" and attributes.get("theme") != "1" and "auto" not in attributes:
        styles.fonts[-1].colour = attributes  # the theme's first dark colour is that of plain text


def _add_fill(styles: Styles, kind: str, attributes: Written) -> None:
    if kind == "fill":
        styles.fills.append({})
        styles.awaits_colour = False
    elif kind == "patternFill":
        styles.awaits_colour = attributes.get("patternType", "none") not in UNFILLED
    elif kind == "gradientFill":
        styles.awaits_colour = True
    elif styles.fills and styles.awaits_colour and kind in {"fgColor", "color"} and attributes.get("indexed") != AUTOMATIC:
        styles.fills[-1], styles.awaits_colour = attributes, False
