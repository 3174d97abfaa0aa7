"""Colours of a workbook as RRGGBB, from the four ways in which an .xlsx writes them: plain, of the theme, of the palette, automatic."""

from __future__ import annotations

from colorsys import hls_to_rgb, rgb_to_hls
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from adv.workbook.reading.safe_xml import attribute, local, scan

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
MOST: Final = 255


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
    hue, light, strength = rgb_to_hls(*(int(rgb[at : at + 2], 16) / MOST for at in (0, 2, 4)))
    light = light * (1 + share) if share < 0 else light * (1 - share) + share
    return "".join(f"{round(part * MOST):02X}" for part in hls_to_rgb(hue, light, strength))
