"""Legends: what the colours in a workbook mean, as its maker wrote it down on any of its sheets, and what people call a colour."""

from __future__ import annotations

import re
from colorsys import rgb_to_hls
from itertools import islice, takewhile
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from adv.workbook.tables.grid import MANNERS
from adv.workbook.values.text import clean, fold
from adv.workbook.vocabulary.word_lists import COLOUR
from adv.workbook.vocabulary.words import Vocabulary, header_key, is_blank, value_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from adv.workbook.recognition.legends.coloured_area import ColouredArea
    from adv.workbook.tables.grid import Cell, Place

GREYISH: Final = 0.12  # strength of a colour below which it is a grey
WHITISH: Final = 0.97  # lightness
BLACKISH: Final = 0.1
LIGHT: Final = 0.72
DARK: Final = 0.35
GOLD: Final = 40  # degrees: from here on what is pale is yellow
PALE: Final = 0.6
BRIGHTEST: Final = 255
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
STROKE: Final = "struck"  # a line through a row, which a legend may explain as it does a colour
LONGEST_MEANING: Final = 60  # characters of a meaning
LONGEST_NOTE: Final = 400  # characters of a text in which colours are explained
SHORTEST_CODE: Final = 3  # characters before a sign that are only the code of a colour: "G = gesprek"
COUNT_WITHIN: Final = 2  # columns right of a legend, in which its counts stand
SIGN: Final = r"\s*(?:=+>?|:|->|→|–|—|\s-\s|\bis\b|\bbetekent\b)\s*"
_MEANS = re.compile(rf"^(?P<name>.+?){SIGN}(?P<meaning>.+)$")
_BARE = re.compile(r"^(?P<name>\w+) (?P<meaning>.+)$")  # "groen gesprek gevoerd / rood niet thuis"
_BEHIND = re.compile(r"^(?P<meaning>.+?)\s*\((?P<name>\w+)\)$")  # "Gesprek gevoerd (groen)"
_REST = re.compile(
    rf"^(?:(?:en )?de )?(?:rest|overigen?|anderen?)(?:{SIGN}|\s+)(?P<meaning>.+)$", re.IGNORECASE
)  # "rest niet thuis"
_TITLE = re.compile(r"^(?:legenda|legende|kleur(?:en|code|codes)?|betekenis(?: kleuren)?)\s*:\s*", re.IGNORECASE)
_INSIDE = re.compile(r"\S\s*\(([^()]+)\)")  # "Kosten 2019 (rood = terug ontvangen)": the rest of it is a title
_PARTS = re.compile(r"[;,|\n/]|\s{3,}")


def codes_of(rgb: str) -> tuple[str, ...]:
    """Give what a colour may be called, the likeliest first, as codes of the words: ``("pink", "red")``."""
    hue, light, strength = rgb_to_hls(*(int(rgb[at : at + 2], 16) / BRIGHTEST for at in (0, 2, 4)))
    if light >= WHITISH or light <= BLACKISH:
        return ("white",) if light >= WHITISH else (MANNERS.get(rgb, "black"),)
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


class Legend(Struct):
    """Meanings of colours: exactly these ones, and those that are called so."""

    exact: dict[str, list[str]] = field(default_factory=dict)
    named: dict[str, list[str]] = field(default_factory=dict)
    places: dict[Place, set[str]] = field(default_factory=dict)  # cells that hold it, with the meanings that they say

    def over(self, other: Legend) -> Legend:
        """Put this one before another: of what both explain this one counts."""
        return Legend({**other.exact, **self.exact}, {**other.named, **self.named}, self.places)

    def meaning(self, rgb: str | None, others: Iterable[str], words: Vocabulary) -> str | None:
        """Give what a colour means: a swatch of it explains it, or its name ("groen = gesprek") when no colour of `others` is called so too.

        None is no colour at all: the legend may explain white, or the rest.
        """
        if rgb is None:
            return _best(self.named.get("white", []), words)
        exact = self.exact.get(rgb, [])
        names = [code for code in codes_of(rgb) if [one for one in others if one == rgb or codes_of(one)[0] == code] == [rgb]]
        named = next((self.named[code] for code in names if code in self.named), [])
        tinted = [] if exact or named or not names else self._of_other_tint(rgb, set(others))
        return _best([*exact, *named, *tinted], words) or _best(exact, words) or _best(named, words)

    def has_word_for(self, colours: Iterable[str | None], words: Vocabulary) -> bool:
        """Say whether one of some colours has a meaning that is a known word: green is "gesprek gevoerd"."""
        different = [colour for colour in dict.fromkeys(colours) if colour]
        return any(_is_known(self.meaning(colour, different, words) or "", words) for colour in different)

    def of_stroke(self, words: Vocabulary) -> str | None:
        """Give what it means that something is struck out."""
        return _best(self.named.get(STROKE, []), words)

    def _of_other_tint(self, rgb: str, others: set[str]) -> list[str]:
        """Give the meanings of the only swatch with the name of a colour, in another tint: light green, of green rows."""
        swatches = [one for one in self.exact if codes_of(one)[0] == codes_of(rgb)[0]]
        return self.exact[swatches[0]] if len(swatches) == 1 and swatches[0] not in others else []


def _best(meanings: list[str], words: Vocabulary) -> str | None:
    among = dict.fromkeys([meaning for meaning in meanings if _is_known(meaning, words)] or meanings)
    return next(iter(among)) if len(among) == 1 else None


def _is_known(meaning: str, words: Vocabulary) -> bool:
    key = value_key(meaning)
    return key in words.outcomes or key in words.statuses or is_left_out(meaning, words)


def is_left_out(meaning: str, words: Vocabulary) -> bool:
    """Say whether what a colour means is that its rows do not count: "dubbel, telt niet mee"."""
    return left_out_word(meaning, words) is not None


def left_out_word(text: str, words: Vocabulary) -> str | None:
    """Find the last known words in a text that say that rows do not count: of "dubbel, telt niet mee" those behind the comma."""
    parts = (value_key(part) for part in (text, *re.split(r"[,;:/().]", text)))
    return next((part for part in reversed([*parts]) if part in words.left_out), None)


def legend_in(area: ColouredArea, words: Vocabulary) -> Legend:
    """Find the legend of one sheet: outside the list, in a text box, or in a comment."""
    legend = Legend()
    for place, rgb in {**area.looks.fonts, **area.looks.fills}.items():
        if not area.is_outside(place):
            continue
        for at, text in _beside(area, place):
            if header_key(text).split(" ", 1)[0] in words.totals:
                break
            meaning = _meaning(text, words)
            legend.exact.setdefault(rgb, []).append(meaning)
            for one in (place, at):
                legend.places.setdefault(one, set()).add(meaning)
            break
    for place, text in area.texts_outside():
        for name, meaning in () if _in_title(text, words) else _explained(text, words) or _next_to(area, place, text, words):
            legend.named.setdefault(name, []).append(meaning)
            legend.places.setdefault(place, set()).add(meaning)
    texts = (*area.looks.boxes, *area.looks.comments.values())
    titled = [pair for _, text in area.texts_outside() for pair in _in_title(text, words)]
    for name, meaning in (*titled, *(pair for text in texts for pair in _explained(text, words))):
        legend.named.setdefault(name, []).append(meaning)
    for at, meanings in list(_titles(area, legend.places, words)):
        legend.places.setdefault(at, set()).update(meanings)
    return legend


def _beside(area: ColouredArea, place: Place) -> Iterator[tuple[Place, str]]:
    """Give the text that explains a coloured cell: its own, else the one right of it, left of it or under it."""
    row, column = place
    rgb = area.colour(place)
    across = ((row, column), (row, column + 1), (row, column + 2))
    mine = list(takewhile(lambda at: at == place or area.colour(at) in {None, rgb}, across))  # up to the next swatch
    for at in (*mine, (row, column - 1), (row + 1, column)):
        text = area.text(at)
        if text and len(text) <= LONGEST_MEANING and area.is_outside(at) and area.colour(at) in {None, rgb}:
            yield at, text


def _meaning(text: str, words: Vocabulary) -> str:
    """Take what a colour means out of "groen = gesprek gevoerd" and "G: gesprek"."""
    if (behind := _BEHIND.match(text)) and fold(behind["name"]) in words.colours:
        return clean(behind["meaning"])
    found = _MEANS.match(text)
    if found and (fold(found["name"]) in words.colours or len(found["name"].strip()) <= SHORTEST_CODE):
        return clean(found["meaning"])
    return text


def _explained(text: str, words: Vocabulary) -> list[tuple[str, str]]:
    """Find colours that a text explains by their names: "groen = gesprek, rood: niet thuis", or the other way round."""
    found: list[tuple[str, str]] = []
    parts = [_TITLE.sub("", _unbracketed(part.strip())) for part in _PARTS.split(text)] if len(text) <= LONGEST_NOTE else []
    bare = [pair for part in parts if (pair := _BARE.match(part)) and fold(pair["name"]) in words.colours]
    for part in parts:
        pairs = [pair for pair in (_BEHIND.match(part), _MEANS.match(part), _BARE.match(part) if len(bare) > 1 else None) if pair]
        both = [ends for pair in pairs for ends in ((pair["name"], pair["meaning"]), (pair["meaning"], pair["name"]))]
        told = (
            (code, clean(meaning)) for name, meaning in both if len(meaning) <= LONGEST_MEANING and (code := _colour(name, words))
        )
        found += [*islice(told, 1)]
        if (rest := _REST.match(part)) and _is_known(rest["meaning"], words):
            found.append(("white", clean(rest["meaning"])))
    return found


def _in_title(text: str, words: Vocabulary) -> list[tuple[str, str]]:
    return [pair for part in _INSIDE.findall(text) for pair in _explained(part, words)]


def _unbracketed(part: str) -> str:
    """Drop the halves of a bracket that was cut: "Bezoeken (groen = gesprek" is "groen = gesprek", "rood = niet thuis)" has none left."""
    opened, closed = part.count("("), part.count(")")
    return part.rpartition("(")[2] if opened > closed else part.rstrip(")") if closed > opened else part


def _next_to(area: ColouredArea, place: Place, text: str, words: Vocabulary) -> list[tuple[str, str]]:
    """Find what stands right of a colour's name: "Groen | gesprek gevoerd"."""
    code, meaning = _code_of(header_key(text), words), area.text((place[0], place[1] + 1))
    return (
        [(code, meaning)]
        if code and meaning and len(meaning) <= LONGEST_MEANING and area.is_outside((place[0], place[1] + 1))
        else []
    )


def _colour(text: str, words: Vocabulary) -> str | None:
    """Find the colour that a text names, whatever small words stand around it: "rode regel", "legenda: groen"."""
    key = fold(text).strip(" :.-")
    if code := _code_of(key, words):
        return code
    named: Mapping[str, str] = words.colours
    codes = {named[word] for word in re.findall(r"\w+", key) if word in named}
    return codes.pop() if len(codes) == 1 and len(key.split()) <= SHORTEST_CODE else None


def _code_of(key: str, words: Vocabulary) -> str | None:
    return STROKE if key in words.strokes else words.colours.get(key)


def _titles(area: ColouredArea, places: Mapping[Place, set[str]], words: Vocabulary) -> Iterator[tuple[Place, set[str]]]:
    """Find what stands over a legend, or before it: "Legenda"."""
    for (row, column), meanings in places.items():
        for at in ((row - 1, column), (row - 1, column - 1), (row, column - 1)):
            text = area.text(at)
            if text and area.is_beside(at) and not words.legends.isdisjoint(header_key(text).split()):
                yield at, meanings


def without_colour_legend(area: ColouredArea, columns: tuple[list[Cell], ...], legend: Legend, used: AbstractSet[str]) -> None:
    """Empty the lines of a legend, and the counts beside them, where a meaning of it is used: "groen = gesprek | 12" below the list.

    Lines right above or below such a line go too, whatever they say.
    """
    lines = {place for place, meanings in legend.places.items() if not meanings.isdisjoint(used)}
    for row, column in (*sorted(legend.places), *sorted(legend.places, reverse=True)):
        lines |= {(row, column)} if lines & {(row - 1, column), (row + 1, column)} else set()
    for row, column in lines:
        for at in range(column, min(column + 1 + COUNT_WITHIN, len(columns))):
            cell = columns[at][row] if row < len(columns[at]) else None
            is_count = isinstance(cell, int | float) and area.is_beside((row, at))
            if not is_blank(cell) and (at == column or is_count):
                columns[at][row] = None
