"""Styles of an .xlsx, as far as people mean something by them: text that is struck out, the colour of a cell and of its text."""

from __future__ import annotations

import re
from colorsys import hls_to_rgb, rgb_to_hls
from typing import TYPE_CHECKING, Final, TypeVar

from msgspec import Struct, field

from adv.workbook.reading.zipped_xml import attribute, local, scan
from adv.workbook.tables.grid import MANNERS, NumberFormat

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# The order in which a cell counts the theme's colours is not that in which the theme lists them.
_NAMES = "lt1 dk1 lt2 dk2 accent1 accent2 accent3 accent4 accent5 accent6 hlink folHlink"
_OFFICE = "FFFFFF 000000 E7E6E6 44546A 4472C4 ED7D31 A5A5A5 FFC000 5B9BD5 70AD47 0563C1 954F72"
THEME_ORDER: Final = tuple(_NAMES.split())
OFFICE: Final[Mapping[str, str]] = dict(zip(THEME_ORDER, _OFFICE.split(), strict=True))
_FIRST = "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF"
_REST = (
    "800000 008000 000080 808000 800080 008080 C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF"
    " 000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99"
    " 3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 003366 339966 003300 333300 993300 993366 333399 333333"
)
PALETTE: Final = tuple(f"{_FIRST} {_FIRST} {_REST}".split())
RGB: Final = 6  # digits
BRIGHTEST: Final = 255
Name = TypeVar("Name")
SETTINGS: Final = {"b": "bold", "i": "italic", "u": "underlined"}
# A text that explains bold, italics or underlining: "vet = gesprek", "cursief: telt niet mee".
MANNER = rb"(?:vet|dik|bold|cursie[fv]e?|schuine?|italics?|onderstreepte?|underlined?)(?:[- ]?gedrukte?)?"
EXPLAINED = re.compile(
    rb"(?<!\w)" + MANNER + rb"(?!\w)[^<>]{0,20}?(?:=|:|&gt;|\bis\b|\bbetekent\b)|[=:]\s*" + MANNER + rb"(?!\w)", re.IGNORECASE
)
OFF = frozenset({"0", "false", "off"})
WHITE, BLACK = "FFFFFF", "000000"
LINKS = frozenset({"10", "11"})  # the theme's colours of a link: nobody chose those
SECTIONS = frozenset({"fonts", "fills", "cellXfs", "indexedColors", "dxfs", "cellStyleXfs"})
AUTOMATIC = "64"  # in the palette: the system's own colour
UNFILLED = frozenset({"none", "gray125"})
_SHOWN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')  # in a format: what is shown as it stands
FORMS_OF_NUMBERS: Final = {
    NumberFormat.SCALED: re.compile(r"[0#?],+$"),
    NumberFormat.THOUSANDTHS: re.compile(r"[0#?]\.000(?![0#?E])"),
}
K: Final = re.compile(r'[0#?] ?(?:"[^"\w]*(?:k|x ?1[.,]?000|dzd|duizend|thousand)[^"\w]*"|\\?k)', re.IGNORECASE)
LONGEST_FORMAT: Final = 200
Written = dict[str, str]  # the attributes of a colour


class Colours(Struct, frozen=True):
    """The colours that a workbook's numbers stand for."""

    theme: Mapping[str, str] = field(default_factory=lambda: OFFICE)
    palette: Sequence[str] = PALETTE

    def of(self, written: Mapping[str, str] | None) -> str | None:
        """Give the colour that the attributes of an element say; None where they leave it to the program."""
        if not written:
            return None
        found = None
        if rgb := written.get("rgb"):
            found = hex_of(rgb)
        elif "theme" in written:
            number = _number(written["theme"])
            found = self.theme.get(THEME_ORDER[number]) if number is not None and number < len(THEME_ORDER) else None
        elif "indexed" in written:
            number = _number(written["indexed"])
            found = hex_of(self.palette[number]) if number is not None and number < len(self.palette) else None
        return _tinted(found, written.get("tint")) if found else None


def theme_of(chunks: Iterable[bytes]) -> dict[str, str]:
    """Read the colours of a theme, the usual ones where it leaves some out. Raises `FileRefused` as `scan` does."""
    found = dict(OFFICE)
    name = ""

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal name
        kind = local(tag)
        if kind in OFFICE:
            name = kind
        elif kind in {"srgbClr", "sysClr"} and name:
            rgb = hex_of(attribute(attributes, "lastClr") or attribute(attributes, "val") or "")
            found[name] = rgb or found[name]
            name = ""

    scan(chunks, start)
    return found


def hex_of(text: str) -> str | None:
    """Give the last six digits of a colour, as RRGGBB; None where these are none."""
    digits = text.upper()[-RGB:]
    return digits if len(digits) == RGB and all(char in "0123456789ABCDEF" for char in digits) else None


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and text.isascii() and len(text) < RGB else None


def _tinted(rgb: str, tint: str | None) -> str:
    """Make a colour lighter or darker by a tint between -1 and 1, as the standard says (ECMA-376, 18.8.19)."""
    try:
        share = max(-1.0, min(1.0, float(tint or 0)))
    except ValueError:
        return rgb
    if not share or share != share:  # noqa: PLR0124 - NaN
        return rgb
    hue, light, strength = rgb_to_hls(*(int(rgb[at : at + 2], 16) / BRIGHTEST for at in (0, 2, 4)))
    light = light * (1 + share) if share < 0 else light * (1 - share) + share
    return "".join(f"{round(part * BRIGHTEST):02X}" for part in hls_to_rgb(hue, light, strength))


class Font(Struct):
    """A font: whether its text is struck out, its colour as it is written, and in which manner it is set."""

    is_struck: bool = False
    manner: str | None = None  # bold, italic or underlined
    colour: Written = field(default_factory=dict)


class Look(Struct, frozen=True):
    """Look of a cell, by its style."""

    is_struck: bool = False
    fill: str | None = None
    font: str | None = None
    manner: str | None = None  # as a colour


def _format_of(code: str) -> NumberFormat | None:
    """Tell what a number format makes of numbers: `0.0,"k"` divides them by a thousand, `0.0"k"` only writes a letter behind them."""
    first = code[:LONGEST_FORMAT].partition(";")[0]
    bare = _SHOWN.sub("", first).strip()
    found = next((kind for kind, pattern in FORMS_OF_NUMBERS.items() if pattern.search(bare)), None)
    return found or (NumberFormat.WITH_K if K.search(first) else None)


def telling(looks: Mapping[Name, Look]) -> dict[Name, Look]:
    """Keep the styles that mean something."""
    return {name: look for name, look in looks.items() if look.is_struck or look.fill or look.font or look.manner}


class Styles(Struct):
    """The styles of a workbook as they are written; the colours are worked out once somebody wants to know them."""

    fonts: list[Font] = field(default_factory=list)
    fills: list[Written] = field(default_factory=list)
    cells: list[tuple[str, str, str]] = field(default_factory=list)  # of each style the numbers of its font, fill and format
    shown: dict[str, NumberFormat | None] = field(default_factory=dict)  # formats, by number, that make numbers seem to be others
    palette: list[str] = field(default_factory=list)
    awaits_colour: bool = False  # while they are read: the fill shows its first colour

    @property
    def is_telling(self) -> bool:
        """Say whether any style could mean something, so that the sheets must be looked through for it."""
        return any(self.fills) or any(font.is_struck or font.colour for font in self.fonts)

    @property
    def has_manners(self) -> bool:
        """Say whether a font is bold, italic or underlined."""
        return any(font.manner for font in self.fonts)

    @property
    def formats(self) -> dict[str, NumberFormat]:
        """Find the styles, by their numbers, that make numbers seem to be others."""
        return {str(number): shown for number, (*_, kind) in enumerate(self.cells) if (shown := self.shown.get(kind))}

    def looks(self, colours: Colours, *, with_manners: bool = False) -> dict[int, Look]:
        """Give the styles that mean something, by their numbers; also the manners of text, which stand for colours of their own."""
        fonts = {str(number): (font.is_struck, _of_text(font.colour, colours)) for number, font in enumerate(self.fonts)}
        by_manner = {manner: colour for colour, manner in MANNERS.items()} if with_manners else {}
        manners = {str(number): by_manner.get(font.manner or "") for number, font in enumerate(self.fonts)}
        fills = {str(number): colours.of(written) for number, written in enumerate(self.fills)}
        looks = {}
        for number, (font, fill, _) in enumerate(self.cells):
            (is_struck, colour), ground = fonts.get(font, (False, None)), fills.get(fill)
            looks[number] = Look(is_struck, None if ground == WHITE else ground, colour, manners.get(font))
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
    adding = {"fonts": _add_font, "fills": _add_fill}

    def start(tag: str, attributes: Written) -> None:
        nonlocal section
        kind = local(tag)
        if kind in SECTIONS:
            section = kind
        elif kind == "numFmt":
            styles.shown[attributes.get("numFmtId", "")] = _format_of(attributes.get("formatCode", ""))
        elif section in adding:
            adding[section](styles, kind, attributes)
        elif section == "cellXfs" and kind == "xf":
            styles.cells.append((attributes.get("fontId", ""), attributes.get("fillId", ""), attributes.get("numFmtId", "")))
        elif section == "indexedColors" and kind == "rgbColor":
            styles.palette.append(attributes.get("rgb", ""))

    def end(tag: str) -> None:
        nonlocal section
        if local(tag) == section:
            section = ""

    scan(chunks, start, end)
    return styles


def _add_font(styles: Styles, kind: str, attributes: Written) -> None:
    if kind == "font":
        styles.fonts.append(Font())
    elif styles.fonts and kind == "strike":
        styles.fonts[-1].is_struck = is_on(attributes)
    elif styles.fonts and kind in SETTINGS and is_on(attributes) and attributes.get("val") != "none":
        styles.fonts[-1].manner = styles.fonts[-1].manner or SETTINGS[kind]
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
