"""Styles of an .xls, as far as people mean something by them: text that is struck out, the colour of a cell, the colour of its text."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from adv.workbook.reading.colours import PALETTE
from adv.workbook.reading.xlsx_styles import BLACK, WHITE, Look

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FONT, XF, COLOURS = 0x0031, 0x00E0, 0x0092
OF_STYLES: Final = frozenset({FONT, XF, COLOURS})
STRUCK: Final = 0x0008  # in the flags of a font
MISSING_FONT: Final = 4  # no font has this number
FIRST_OWN: Final = 8  # colour of the palette that a workbook may change
SOLID: Final = 1  # pattern of a fill; others are the patterns of a printer without colours


def looks_of(records: Iterable[tuple[int, bytes]]) -> dict[int, Look]:
    """Give the styles that mean something, by their numbers. Raises `struct.error` for a record that is too short."""
    fonts: list[tuple[bool, int]] = []
    cells: list[tuple[int, int, int]] = []
    palette = list(PALETTE)
    for kind, body in records:
        if kind == FONT:
            flags, colour = struct.unpack_from("<HH", body, 2)
            fonts.append((bool(flags & STRUCK), colour))
        elif kind == XF:
            (font,), (pattern, colours) = struct.unpack_from("<H", body), struct.unpack_from("<IH", body, 14)
            cells.append((font, pattern >> 26, colours & 0x7F))
        elif kind == COLOURS:
            own = [
                f"{red:02X}{green:02X}{blue:02X}"
                for red, green, blue, _ in struct.iter_unpack("<4B", body[2 : 2 + (len(body) - 2) // 4 * 4])
            ]
            palette[FIRST_OWN : FIRST_OWN + len(own)] = own
    found = {}
    for number, (font, pattern, colour) in enumerate(cells):
        place = font - (font > MISSING_FONT)
        is_struck, text = fonts[place] if place < len(fonts) else (False, 0)
        look = Look(is_struck, _colour(palette, colour, WHITE) if pattern == SOLID else None, _colour(palette, text, BLACK))
        if look.is_struck or look.fill or look.font:
            found[number] = look
    return found


def _colour(palette: Sequence[str], number: int, plain: str) -> str | None:
    """Give a colour of the palette; None for the system's own, and for the one that is no choice."""
    colour = palette[number] if number < len(palette) else None
    return None if colour == plain else colour
