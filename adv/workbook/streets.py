"""Streets and doors: one spelling for each street, the area that follows from it, and house numbers apart from it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from adv.workbook.matching import LONGEST_TO_COMPARE
from adv.workbook.text import clean, fold

if TYPE_CHECKING:
    from adv.model import Project

MISSPELT: Final = 86  # of 100: from here on an unknown street is probably a known one, misspelt

_ABBREVIATIONS = (
    (re.compile(r"str(?:\.|$|(?=\s))"), "straat"),
    (re.compile(r"(?<=[a-z])pl(?:n\.?|\.)$"), "plein"),
    (re.compile(r"(?<=[a-z])ln\.?$"), "laan"),
)
_DOOR = re.compile(
    r"^(?P<street>.*?[^\W\d_].*?)[\s,]+(?:nr\.?|no\.?|nummer)?\s*(?P<door>\d{1,5}\b.{0,12}|\d{1,5}\s?[a-z]\b.{0,10})$",
    re.IGNORECASE,
)
_POSTCODE = re.compile(r"[\s,]*\b[1-9]\d{3}\s?[A-Z]{2}\b.*$", re.IGNORECASE)
_NUMBER = re.compile(r"^(?:nr\.?|no\.?)?\s*0*(?P<number>\d{1,6})(?:[.,]0+)?\s*(?P<addition>.*)$", re.IGNORECASE)
_SIGNS = re.compile(r"[\s\-/.,_()]+")
_SOUNDS_LIKE_A_STREET = re.compile(r"^(?:\d{1,2}e\s)?[^\W\d_][^\W\d_'’.\- ]*(?:[ '’.\-]+[^\W\d_]+)*(?: (?:I{1,3}|IV|V))?\.?$")
_DIGITS = re.compile(r"[\d_()]+")
LONGEST_STREET: Final = 60
STREET_ENDINGS: Final = re.compile(
    r"(?:straat|str\.?|laan|plein|weg|hof|pad|dreef|dijk|kade|singel|steeg|gracht|plantsoen|erf|baan|park)\b", re.IGNORECASE
)


def street_key(text: str) -> str:
    """A street as it is compared: folded, abbreviations written out, hyphens as spaces."""
    key = fold(text)
    for pattern, word in _ABBREVIATIONS:
        key = pattern.sub(word, key)
    return " ".join(key.replace("-", " ").replace(".", ". ").split())


def split_address(text: str) -> tuple[str, str]:
    """Street and door of an address in one cell: "Waartplein 12 a, 5701 AB Helmond" is "Waartplein" and "12 a"."""
    text = _POSTCODE.sub("", clean(text))
    found = _DOOR.match(text)
    return (found["street"].strip(" ,"), found["door"].strip()) if found else (text.strip(" ,"), "")


def split_door(number: str, addition: str = "") -> tuple[str, str]:
    """House number and addition as they are compared: "12.0" is 12, "12A" and "12-a" are 12 with a."""
    number, apart = fold(number), _SIGNS.sub("", fold(addition))
    found = _NUMBER.match(number)
    if not found:
        return _SIGNS.sub("", number), apart
    attached = _SIGNS.sub("", found["addition"])
    return found["number"], attached if attached == apart else attached + apart


def is_street_name(text: str) -> bool:
    """Whether a text may be shown as the name of a street: words only, and not long."""
    return len(text) <= LONGEST_STREET and bool(_SOUNDS_LIKE_A_STREET.match(text))


def street_in(text: str, project: Project) -> str | None:
    """The street that the name of a sheet speaks of: one of the project's, whatever stands around it, else one that sounds like a street."""
    key = f" {street_key(_DIGITS.sub(' ', text))} "
    known = [street for area in project.areas for street in area.streets if f" {street_key(street)} " in key]
    if known:
        return known[0] if len(known) == 1 else None
    name = clean(_DIGITS.sub(" ", text))
    return name if is_street_name(name) and STREET_ENDINGS.search(name) else None


class Streets:
    """The streets of one project.

    `key`, `address` and `door` are `street_key`, `split_address` and `split_door`, done once for each different text while
    this object lives: 100 000 rows have a few streets and a few hundred numbers. Nothing of them outlives the import.
    """

    def __init__(self, project: Project) -> None:
        self.key = cache(street_key)
        self.address = cache(split_address)
        self.door = cache(split_door)
        self.area_names = {fold(area.name): area.name for area in project.areas}
        self.rest = project.rest_area.name if project.rest_area else None
        self._official = {street_key(street): street for area in project.areas for street in area.streets}
        self._area = {street_key(street): area.name for area in project.areas for street in area.streets}

    def __contains__(self, street: str) -> bool:
        return self.key(street) in self._official

    def official(self, street: str) -> str | None:
        """A known street as the project writes it."""
        return self._official.get(self.key(street))

    def area_of(self, street: str) -> str | None:
        """The area a street lies in: the one that names it, else the rest; None when the project has no rest."""
        return self._area.get(self.key(street), self.rest)

    def looks_like(self, street: str) -> str | None:
        """The known street that an unknown one is probably meant to be."""
        key = self.key(street)
        if key in self._official or not self._official or len(key) > LONGEST_TO_COMPARE:
            return None
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - only for what is left over

        found = process.extractOne(key, list(self._official), scorer=fuzz.ratio, score_cutoff=MISSPELT)
        return self._official[found[0]] if found else None
