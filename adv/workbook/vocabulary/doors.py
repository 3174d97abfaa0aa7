"""Several doors in one cell: house numbers, "12 en 14" or "12 t/m 16", and addresses, "Kerkstraat 12-14".

A cell is taken apart only when every piece of it can be a door.
"""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from adv.workbook.values.text import fold
from adv.workbook.vocabulary.streets import without_postcode

MOST_DOORS: Final = 24  # of one cell; more is a list of something else
FARTHEST_DOORS: Final = 60  # between the first and the last number of a row of doors
FARTHEST_BY_SIGN: Final = 12  # with only a dash or a stroke between them, which may also lead to an addition
_HOUSE = r"[1-9]\d{0,4}"
_DOOR = rf"{_HOUSE} ?[a-z]?"
_AND = r"(?: ?(?:,|;|\+|&) ?(?:(?:en|and) )?| (?:en|and|plus) )"
_UP_TO = r"(?: ?t ?/ ?m ?\.? ?| ?t\.m\. ?| ?tm ?| tot | to | through | until )"
_LABEL = r"(?:(?:nrs?|nummers?|no|nos|huisnummers?|numbers?)[.:]? ?)?"
_DOOR_PIECE = rf"(?:{_DOOR}|[a-z])(?:{_UP_TO}(?:{_DOOR}|[a-z]))?"
_LIST = re.compile(rf"{_LABEL}(?P<list>{_DOOR}(?:{_UP_TO}(?:{_DOOR}|[a-z]))?(?:{_AND}{_DOOR_PIECE})*)")
_BY_SIGN = re.compile(rf"{_LABEL}(?P<first>{_HOUSE}) ?(?P<sign>[-/.]) ?(?P<last>{_HOUSE})")
_LETTERS = re.compile(rf"{_LABEL}(?P<number>{_HOUSE}) ?(?P<first>[a-z]) ?(?P<sign>[-/]) ?(?:(?P=number) ?)?(?P<last>[a-z])")
_STREET = re.compile(rf"(?P<street>.*?[^\W\d_][^\d]*?)[\s,]+(?P<doors>{_LABEL}{_HOUSE}.*)", re.IGNORECASE)
_SIDE = re.compile(
    r" ?\(?(?:(?:alleen )?(?:even|oneven)(?: (?:kant|zijde|nummers|nrs))?|(?:even|odd)(?: numbers)?)\)?$"
)  # as two by two says already
_SPLIT_AND = re.compile(_AND)
_SPLIT_UP_TO = re.compile(_UP_TO)
_PARTS = re.compile(r"(\d*) ?([a-z]?)")


class Doors(Struct, frozen=True):
    """House numbers that one cell names, and how sure that is."""

    numbers: tuple[str, ...]
    are_counted: bool  # a row of doors of which only the first and the last are named: one side of the street is taken
    is_doubtful: bool  # with a dash or a stroke, "12-14": that may also be what is added to a number


def several_doors(text: str) -> Doors | None:
    """Give the house numbers of a cell that names several; None when it names one."""
    if text.isdecimal():
        return None  # as most cells do
    key = _SIDE.sub("", fold(text).replace("tot en met", "tot"))
    if found := _LIST.fullmatch(key):
        numbers = _listed(found["list"])
        is_row = _SPLIT_UP_TO.search(found["list"]) is not None
        return Doors(tuple(numbers), is_row, is_doubtful=False) if 1 < len(numbers) <= MOST_DOORS else None
    if found := _LETTERS.fullmatch(key):
        number, first, last = found["number"], found["first"], found["last"]
        numbers = _between(number, first, number, last) if found["sign"] == "-" else [number + first, number + last]
        return Doors(tuple(numbers), are_counted=False, is_doubtful=False) if 1 < len(set(numbers)) <= MOST_DOORS else None
    found = _BY_SIGN.fullmatch(key)
    if found is None or not 0 < int(found["last"]) - int(found["first"]) <= FARTHEST_BY_SIGN:
        return None
    first, last = int(found["first"]), int(found["last"])
    if (last - first) % 2:
        return None
    numbers = _row(first, last) if found["sign"] == "-" else [str(first), str(last)]
    return Doors(tuple(numbers), found["sign"] == "-", is_doubtful=True)


def several_addresses(text: str) -> tuple[tuple[str, ...], Doors] | None:
    """Give the addresses of a cell that names several doors of a street; None when it names one."""
    found = _STREET.fullmatch(without_postcode(text))
    doors = several_doors(found["doors"]) if found else None
    return (tuple(f"{found['street']} {number}" for number in doors.numbers), doors) if found and doors else None


def has_addition_by_sign(text: str) -> bool:
    """Say whether a number has something added to it behind a dash or a stroke that is no other door: "12-2"."""
    return _BY_SIGN.fullmatch(fold(text)) is not None and several_doors(text) is None


def _listed(text: str) -> list[str]:
    """List the doors; nothing where a piece of it cannot be."""
    numbers: list[str] = []
    before = ""
    for piece in _SPLIT_AND.split(text):
        ends = [_PARTS.fullmatch(end) for end in _SPLIT_UP_TO.split(piece)]
        if not all(ends):
            return []
        (first, letter), (last, other) = ((end[1], end[2]) for end in (ends[0], ends[-1]) if end)
        first = first or before
        last = last or first
        found = [first + letter] if len(ends) == 1 else _between(first, letter, last, other)
        if not found:
            return []
        numbers, before = numbers + found, last
    return list(dict.fromkeys(numbers))


def _between(first: str, letter: str, last: str, other: str) -> list[str]:
    """List the doors from one to another: of one number by their letters, else of one side of the street."""
    if first == last:
        return [first + chr(code) for code in range(ord(letter), ord(other) + 1)] if letter and letter < other else []
    if letter or other or not 0 < int(last) - int(first) <= FARTHEST_DOORS:
        return []
    return _row(int(first), int(last))


def _row(first: int, last: int) -> list[str]:
    """List the numbers of one side of the street; of both where one end is even and the other is not."""
    return [str(number) for number in range(first, last + 1, 1 if (last - first) % 2 else 2)]
