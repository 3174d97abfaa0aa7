"""Names of colours: what people call them, in a legend and when they are asked about one."""

from __future__ import annotations

from colorsys import rgb_to_hls
from typing import TYPE_CHECKING, Final

from adv.workbook.vocabulary.word_lists import COLOUR

if TYPE_CHECKING:
    from collections.abc import Iterable

    from adv.workbook.vocabulary.words import Vocabulary

GREYISH: Final = 0.12  # strength of a colour below which it is a grey
WHITISH: Final = 0.97  # lightness
BLACKISH: Final = 0.1
LIGHT: Final = 0.72
DARK: Final = 0.35
GOLD: Final = 40  # degrees: from here on what is pale is yellow
PALE: Final = 0.6
MOST: Final = 255
# Up to which hue, in degrees, a colour has a name; what else it may be called there.
HUES: Final = (
    (14, "red", ("pink",)),
    (45.9, "orange", ("yellow", "brown")),
    (68, "yellow", ("orange", "green")),
    (168, "green", ("turquoise",)),
    (190, "turquoise", ("blue", "green")),
    (258, "blue", ("turquoise", "purple")),
    (298, "purple", ("blue", "pink")),
    (344, "pink", ("purple", "red")),
    (361, "red", ("pink",)),
)


def codes_of(rgb: str) -> tuple[str, ...]:
    """Give what a colour may be called, the likeliest first, as codes of the words: ``("pink", "red")``."""
    hue, light, strength = rgb_to_hls(*(int(rgb[at : at + 2], 16) / MOST for at in (0, 2, 4)))
    if light >= WHITISH or light <= BLACKISH:
        return ("white",) if light >= WHITISH else ("black",)
    if strength <= GREYISH:
        return ("grey",)
    code, others = next((code, others) for most, code, others in HUES if hue * 360 < most)
    if code == "red" and light > LIGHT:
        return ("pink", "red")
    if code == "orange" and hue * 360 > GOLD and light > PALE:
        return ("yellow", "orange")
    if code == "orange" and light < DARK:
        return ("brown", "orange")
    return (code, *others)


def names_of(colours: Iterable[str], words: Vocabulary) -> dict[str, str]:
    """Name colours so that no two have the same name: "kleur groen", "kleur groen 2"."""
    shown: dict[str, str] = {}
    for name, code in words.colours.items():
        shown.setdefault(code, name)
    found: dict[str, str] = {}
    for rgb in colours:
        name = f"{COLOUR} {shown[codes_of(rgb)[0]]}"
        alike = sum(other.startswith(name) for other in found.values())
        found[rgb] = f"{name} {alike + 1}" if alike else name
    return found
