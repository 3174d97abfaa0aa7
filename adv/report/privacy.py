"""Traces of a person in an own text: an address, a telephone number, a name. A warning to the writer, never a block."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from adv.disclosure.identifiers import Identifier, identifies, names_a_person

if TYPE_CHECKING:
    from adv.model import Project

MOST_TOLD = 5  # told at most; who sees five looks for more
_PARTS = re.compile(r"(?<=[.!?:;])\s+|\n+")
_ADDRESS = re.compile(
    r"\b[^\W\d_][\w’'-]*(?:straat|laan|weg|plein|hof|kade|dreef|singel|steeg|pad|park|gracht|street|road|lane|avenue)\s+\d{1,4}(?:\s?[a-zA-Z])?\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"\b[A-ZÀ-Þ][a-zà-ÿ’'-]+\b")
_GOES_ON = re.compile(r"[\w,;] $")  # a sentence, before a word whose capital is then its own


class Trace(StrEnum):
    """Kinds of what may point at a person."""

    ADDRESS = "address"
    CONTACT = "contact"  # a telephone number, mail address, account or citizen's number
    NAME = "name"


class Found(Struct, frozen=True):
    """One trace, and what was written there."""

    trace: Trace
    words: str


def traces(text: str, project: Project) -> tuple[Found, ...]:
    """Find what may point at a resident; names of the project itself (areas, streets, partners) do not."""
    own = _own_words(project)
    found = [Found(Trace.ADDRESS, match[0]) for match in _ADDRESS.finditer(text)]
    for part in _PARTS.split(text):
        identifier = identifies(part)
        if identifier is not None and identifier is not Identifier.NAME:
            found.append(Found(Trace.CONTACT, part))
        if names_a_person(part):
            found.append(Found(Trace.NAME, part))
        for match in _NAME.finditer(part):
            word = match[0].casefold()
            if word not in own and (_GOES_ON.search(part, 0, match.start()) or word in _first_names()):
                found.append(Found(Trace.NAME, match[0]))
    told = dict.fromkeys(found)
    return tuple(one for one in told if not any(one.words in other.words for other in told if other != one))[:MOST_TOLD]


@cache
def _first_names() -> frozenset[str]:
    """Read names that are seen at the beginning of a sentence too; those that are a word as well ("Roos") are not among them."""
    return frozenset((Path(__file__).parent / "first_names.txt").read_text(encoding="utf-8").casefold().split())


def _own_words(project: Project) -> frozenset[str]:
    named = (
        project.title,
        project.neighbourhood,
        project.municipality,
        *project.partners,
        *project.area_names,
        *(street for area in project.areas for street in area.streets),
    )
    return frozenset(word.casefold().strip(",.") for name in named for word in name.split())
