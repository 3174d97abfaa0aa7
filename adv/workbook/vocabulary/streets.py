"""Streets and doors: one spelling for each street, the area that follows from it, and house numbers apart from it."""

from __future__ import annotations

import re
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from adv.disclosure.identifiers import identifies, names_a_person
from adv.workbook.values.text import clean, fold
from adv.workbook.vocabulary.likeness import LONGEST_TO_COMPARE

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from adv.model import Project

LONGEST_INITIAL: Final = 2  # characters: a letter, and its full stop
LONG_NAME: Final = 14  # letters from which on one slip does not make another street of it
REMOTELY: Final = 55  # of 100: from here on it may be
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
_SINGLE = re.compile(r"(.)\1+")
_SIGNS = re.compile(r"[\s\-/.,_()]+")
_SOUNDS_LIKE_A_STREET = re.compile(r"^(?:\d{1,2}e\s)?[^\W\d_][^\W\d_'’.\- ]*(?:[ '’.\-]+[^\W\d_]+)*(?: (?:I{1,3}|IV|V))?\.?$")
_DIGITS = re.compile(r"[\d_()]+")
# Parts of a street that is listed in several: "Waartplein (even)", "Waartplein, oneven nummers", "Waartplein vervolg".
_PART = re.compile(
    r"[\s,(:\-]*\b(?:(?:on)?even(?:\s?(?:kant|zijde|huis)?\s?(?:nrs?|nummers|nummering)?)|vervolg|deel|nrs?\.?|huisnummers?|nummers)\b[\s)]*$",
    re.IGNORECASE,
)
_ENDING_APART = re.compile(r"(?<=[a-z])\s+((?:straat|str|laan|ln|plein|pln?|hof|weg|pad)\b\.?)$")
_SHORT = re.compile(
    r"(?P<name>[a-z. ]+?)[. ]*(?:(?P<straat>straat|str)|(?P<laan>laan|ln)|(?P<plein>plein|pln?)|(?P<hof>hof|hf)|(?P<weg>weg|wg)|(?P<pad>pad))\.?"
)
_VOWELS = frozenset("aeiouy")
MOST_INITIALS: Final = 3  # letters that may be all that is left of a name
SHORTEST_BEGINNING: Final = 5  # letters of a street's name that are enough, when no other street begins so
LONGEST_STREET: Final = 60
STREET_ENDINGS: Final = re.compile(
    r"(?:straat|str\.?|laan|plein|weg|hof|pad|dreef|dijk|kade|singel|steeg|gracht|plantsoen|erf|baan|park)\b", re.IGNORECASE
)
# Four digits are a year.
_HOME = re.compile(STREET_ENDINGS.pattern + r"[\s,.]*(?:nr\.?|no\.?|nummer)?\s*\d{1,3}(?!\d)", re.IGNORECASE)
_LABELLED = re.compile(  # "Straat: Waartplein 12", a line of an address
    r"(?:^|[\n\r;,|])\s*(?:(?P<street>straat(?:naam)?(?: en huisnummer)?|adres(?:regel)?(?: ?1)?|street(?: ?address| ?name)?"
    r"|address(?: ?line)?(?: ?1)?)|huisnummer|huisnr|nr|nummer|house ?number|number|toevoeging|addition)"
    r"\.?\s*[:=][ \t]*(?P<said>[^\n\r;,|]*)",
    re.IGNORECASE,
)


def street_key(text: str) -> str:
    """A street as it is compared: folded, abbreviations written out, hyphens as spaces."""
    key = fold(text)
    for pattern, word in _ABBREVIATIONS:
        key = pattern.sub(word, key)
    return " ".join(key.replace("-", " ").replace(".", ". ").split())


def without_postcode(text: str) -> str:
    """An address without its postcode and place."""
    return _POSTCODE.sub("", clean(text))


def of_labelled_lines(text: str) -> str:
    """Take street and door out of an address of which every line says what it is: "Straat: Waartplein 12 / Postcode: 5701 AB"."""
    lines = list(_LABELLED.finditer(text)) if ":" in text or "=" in text else []
    return " ".join(line["said"].strip() for line in lines) if lines and lines[0]["street"] else text


def split_address(text: str) -> tuple[str, str]:
    """Street and door of an address in one cell: "Waartplein 12 a, 5701 AB Helmond" is "Waartplein" and "12 a"."""
    text = without_postcode(text)
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
    """Say whether a text may be shown as the name of a street: words only, and not long."""
    return len(text) <= LONGEST_STREET and bool(_SOUNDS_LIKE_A_STREET.match(text))


def points_at_somebody(text: str) -> bool:
    """Say whether a text that should be a word or a name leads to a person: a number of theirs, their name with its title, their address."""
    return identifies(text) is not None or names_a_person(text) or bool(_HOME.search(text))


def street_in(text: str, project: Project) -> str | None:
    """The street that the name of a sheet speaks of: one of the project's, whatever stands around it, else one that sounds like a street."""
    key = f" {street_key(_DIGITS.sub(' ', text))} "
    known = [street for area in project.areas for street in area.streets if f" {street_key(street)} " in key]
    if known:
        return known[0] if len(known) == 1 else None
    name = _PART.sub("", tab_text(text))
    return name if is_street_name(name) and STREET_ENDINGS.search(name) else None


def street_of_tab(name: str, project: Project, own: Mapping[str, str] = MappingProxyType({})) -> str | None:
    """The street that a sheet is called after, however it is spelled; `own` says what the user said of such names.

    "M. Vermeulen", "Waartpl." and "WAART PLEIN (2)" are a known street each, when no other one begins so; "Componisten ln" sounds like one.
    """
    text = tab_text(name)
    decided = {street_key(tab_text(said)): street for said, street in own.items()}
    if street_key(text) in decided:
        return decided[street_key(text)] or text
    found = street_in(name, project)
    known = [street for area in project.areas for street in area.streets]
    if found in known:
        return found
    begun = [street for street in known if _begins(street_key(text), street_key(street))]
    if len(begun) == 1:
        return begun[0]
    joined = street_key(_ENDING_APART.sub(r"\1", fold(text)))
    return found or (joined[:1].upper() + joined[1:] if joined != street_key(text) and STREET_ENDINGS.search(joined) else None)


def tab_text(name: str) -> str:
    """The name of a sheet without what numbers it: "Blok C (2)" and "Blok C" are one."""
    return clean(_DIGITS.sub(" ", name)).strip(" -/.,")


def _begins(key: str, official: str) -> bool:
    """Say whether a name is the beginning of a street, with or without the first names in it; both as they are compared."""
    words, known = key.replace(".", " ").split(), official.replace(".", " ").split()
    if not words:
        return False
    joined, starts = "".join(words), ["".join(known[at:]) for at in range(len(known))]
    if _has_initials(key, official) or (len(joined) >= SHORTEST_BEGINNING and any(start.startswith(joined) for start in starts)):
        return True
    firsts, last = words[:-1], words[-1]
    are_initials = len(words) == len(known) > 1 and all(full.startswith(first) for first, full in zip(firsts, known, strict=False))
    return are_initials and len(last) >= SHORTEST_BEGINNING and known[-1].startswith(last)


def _has_initials(key: str, official: str) -> bool:
    """Say whether a name is the first letters of a street's words with its ending: "MV-straat", "m.v. straat"."""
    words, ending = official.split(), STREET_ENDINGS.search(official)
    joined = re.sub(r"[\s.]", "", key)
    return len(words) > 1 and ending is not None and joined == "".join(word[0] for word in words) + ending[0]


def _is_within(letters: Sequence[str], official: str) -> bool:
    rest = iter(official)
    return letters[:1] == [official[0]] and all(letter in rest for letter in letters)


def is_same_street(key: str, official: str) -> bool:
    """Say whether an unknown street is, beyond doubt, a known one; both as they are compared.

    With its ending written apart, with an initial for a first name or for every word, with a letter doubled or single, or a long name with one slip of the pen. What else looks
    like a known street is asked about: "Waardplein" may be a square of its own.
    """
    key = _ENDING_APART.sub(r"\1", key)  # "waart plein"
    words, known = key.split(), official.split()
    if key == official:
        return True
    if len(words) == len(known) > 1 and words[-1] == known[-1]:
        pairs = list(zip(words, known, strict=True))
        if all(word == name or (word.rstrip(".") == name[:1] and len(word) <= LONGEST_INITIAL) for word, name in pairs):
            return True
    if _SINGLE.sub(r"\1", key) == _SINGLE.sub(r"\1", official) or _has_initials(key, official):
        return True
    digits = [char for char in key if char.isdigit()] == [char for char in official if char.isdigit()]
    if not digits or min(len(key), len(official)) < LONG_NAME or key[:1] != official[:1]:
        return False
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - only for what is left over

    return OSA.distance(key, official, score_cutoff=1) <= 1


def abbreviates(key: str, official: str) -> bool:
    """Say whether a name may be short for a street; both as they are compared.

    Its ending fits, and what stands before is the beginning of the name ("W.plein", "Vermeul.str"), the beginning of each of its parts
    ("M.Verm.str"), its beginning and its end ("M.meulenstr"), or it without vowels ("Wrtpln").
    """
    short = _SHORT.fullmatch(key)
    if short is None or not official.endswith(ending := short.lastgroup or ""):
        return False
    words = official.removesuffix(ending).split()
    parts, name = short["name"].replace(".", " ").split(), "".join(words)
    joined = "".join(parts)
    if not joined or joined[0] != name[:1]:
        return False
    is_cut = "." in key or len(joined) <= MOST_INITIALS
    begins = is_cut and (name.startswith(joined) or (len(parts) > 1 and name.startswith(parts[0]) and name.endswith(parts[-1])))
    each = is_cut and len(parts) == len(words) and all(word.startswith(part) for part, word in zip(parts, words, strict=True))
    rest = iter(name)
    return begins or each or (_VOWELS.isdisjoint(joined) and all(letter in rest for letter in joined))


class Streets:
    """The streets of one project. `own` says of texts which street they are; an empty one: a street of its own.

    `visited` are streets of a list of visits, known too to who looks there for the visit of a request.
    `key`, `address` and `door` are `street_key`, `split_address` and `split_door`, done once for each different text while
    this object lives: 100 000 rows have a few streets and a few hundred numbers. Nothing of them outlives the import.
    """

    def __init__(
        self, project: Project, own: Mapping[str, str] = MappingProxyType({}), visited: Collection[str] = frozenset()
    ) -> None:
        self.own = {street_key(text): street for text, street in own.items()}
        self.key = cache(street_key)
        self.address = cache(split_address)
        self.door = cache(split_door)
        self.rest = project.rest_area.name if project.rest_area else None
        self.visited = frozenset(map(street_key, visited))
        known = [(street, area.name) for area in project.areas for street in area.streets]
        self._official = {street_key(street): street for street in (*sorted(visited), *(street for street, _ in known))}
        self._area = {street_key(street): area for street, area in known}

    def __contains__(self, street: str) -> bool:
        return self.key(street) in self._official

    def official(self, street: str) -> str | None:
        """Spell a known street as the project does."""
        return self._official.get(self.key(street))

    def area_of(self, street: str) -> str | None:
        """The area a street lies in: the one that names it, else the rest; None when the project has no rest."""
        return self._area.get(self.key(street), self.rest)

    def meant(self, street: str) -> str | None:
        """The known street that a text which is none stands for, because the user said so or beyond doubt."""
        key = self.key(street)
        if key in self._official or len(key) > LONGEST_TO_COMPARE:
            return None
        if key in self.own:
            return self.own[key] or None
        found = [name for official, name in self._official.items() if is_same_street(key, official)]
        found = found or [name for official, name in self._official.items() if official in self.visited and _begins(key, official)]
        return found[0] if len(found) == 1 else None

    def shortened(self, street: str) -> str | None:
        """Give the only visited street of which a text has some letters in their order, from the first on: "Comp.ln" is Componistenlaan."""
        letters = [char for char in self.key(street) if char.isalpha()]
        found = [name for official, name in self._official.items() if official in self.visited and _is_within(letters, official)]
        return found[0] if len(found) == 1 and len(letters) >= SHORTEST_BEGINNING else None

    def resembling(self, street: str) -> str | None:
        """Give the visited street that a text looks like most, however little."""
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - only for what is left over

        key, among = self.key(street), list(self.visited)
        is_short = len(key) <= LONGEST_TO_COMPARE
        found = process.extractOne(key, among, scorer=fuzz.ratio, score_cutoff=REMOTELY) if is_short else None
        return self._official[found[0]] if found else None

    def is_decided(self, street: str) -> bool:
        """Say whether the user said which street a text is."""
        return self.key(street) in self.own

    def abbreviated(self, street: str) -> tuple[str, ...]:
        """The known streets that an unknown one may be short for."""
        key = self.key(street)
        is_open = key not in self._official and key not in self.own and len(key) <= LONGEST_TO_COMPARE
        return tuple(name for official, name in self._official.items() if abbreviates(key, official)) if is_open else ()

    def looks_like(self, street: str) -> str | None:
        """The known street that an unknown one is probably meant to be."""
        key = self.key(street)
        if key in self._official or key in self.own or not self._official or len(key) > LONGEST_TO_COMPARE:
            return None
        without_first_names = [name for official, name in self._official.items() if official.endswith(f" {key}")]
        if len(without_first_names) == 1:
            return without_first_names[0]
        if short := self.abbreviated(street):  # "W.plein" may be another square that begins so
            return short[0] if len(short) == 1 else None
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - only for what is left over

        found = process.extractOne(key, list(self._official), scorer=fuzz.ratio, score_cutoff=MISSPELT)
        return self._official[found[0]] if found else None
