"""Numbers of visits as another list writes them: with other signs, as another kind of cell, or with more or less around the number."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from adv.workbook.checks.row_identifiers import id_key
from adv.workbook.tables.grid import grouped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

FEWEST_REFERENCES: Final = 3  # different references; fewer may fit by chance
NEARLY_ALL: Final = 0.95  # share of a column's rows that refer to a visit, so that it is the reference
LARGEST_WHOLE: Final = 10**15
BEFORE_NUMBERS: Final = frozenset(  # words that say of a number only what it is of
    [
        *("bezoek", "bezoeknr", "bezoeknummer", "huisbezoek", "bzk", "visit", "nr", "no", "nummer", "number", "volgnr"),
        *("volgnummer", "regel", "regelnr", "rij", "rijnr", "row", "line", "zie", "see", "bij", "van", "lijst"),
    ]
)
_PIECES: Final = re.compile(r"[^\W\d_]+|\d+")
_WHOLE: Final = re.compile(r"\d+[.,]0+")
_DAY: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})")  # as a cell is written that a spreadsheet made a day of
_THOUSANDS: Final = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_CENTURY: Final = re.compile(r"^20(?=\d\d$)")  # "12-19" is "12-2019"
_SCIENTIFIC: Final = re.compile(r"\d{1,6}(?:\.\d{1,6})?e\+?\d{1,2}")
_ROW: Final = re.compile(r"(?:zie |see )?(?P<word>(?:rij|regel|row|line|r)(?:nr|nummer)?\.?)? ?(?P<row>\d{1,6})(?:\.0)?")
_YEAR: Final = re.compile(r"20\d\d")


class Keys(Struct, frozen=True, dict=True):
    """Numbers of visits as they are compared, each with its row, and whatever else each may be written as."""

    rows: Mapping[str, int]

    @cached_property
    def _by_form(self) -> Mapping[tuple[str, ...], Sequence[str]]:
        return grouped((form, key) for key in self.rows for form in forms(key))

    @cached_property
    def _by_tail(self) -> Mapping[tuple[str, tuple[str, ...]], Sequence[tuple[str, _Apart]]]:
        return grouped((tail, (key, apart)) for key in self.rows if (apart := _apart(key)) for tail in apart.tails())

    @cached_property
    def _letters(self) -> frozenset[tuple[str, ...]]:
        return frozenset(apart.letters for found in self._by_tail.values() for _, apart in found) - {()}

    def surely(self, missed: Sequence[str]) -> dict[str, str]:
        """Find which number each of some that are none of these must be: "2E3" is 2000, "B-012" is B12."""
        may_be = {value: {key for form in forms(id_key(value)) for key in self._by_form.get(form, ())} for value in missed}
        sure = {value: found.pop() for value, found in may_be.items() if len(found) == 1}
        return sure or _without_rest(missed, list(self.rows))

    def loosely(self, missed: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Find which numbers each of some may be that write only the end of it, or put more before it: "012" and "regel 12" for 2019-012."""
        apart = {value: found for value in missed if (found := _apart(value.casefold()))}
        alone = {one.letters for one in apart.values()} - {()}
        say_nothing = len(alone) == 1 and len(self._letters) <= 1  # every one begins with the same letters, and so do these
        return {
            value: tuple(
                dict.fromkeys(
                    key
                    for tail in one.tails()
                    for key, other in self._by_tail.get(tail, ())
                    if one.agrees(other, say_nothing=say_nothing)
                )
            )
            for value, one in apart.items()
        }


class _Apart(Struct, frozen=True):
    """A number taken apart: letters before the last digits, all digits, and letters behind them."""

    letters: tuple[str, ...]
    digits: tuple[str, ...]
    behind: tuple[str, ...]

    def tails(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Give the digits by which it may be called alone: the last ones, and of "12-2019" the first."""
        yield self.digits[-1], self.behind
        if len(self.digits) == 2 and _YEAR.fullmatch(self.digits[-1]):  # noqa: PLR2004 - a number and its year
            yield self.digits[0], self.behind

    def agrees(self, other: _Apart, *, say_nothing: bool) -> bool:
        """Tell if nothing in the one contradicts the other: what stands in both is the same."""
        mine, theirs = ({_CENTURY.sub("", piece) for piece in one.digits} for one in (self, other))
        same_digits = mine <= theirs or theirs <= mine
        return same_digits and (say_nothing or not (self.letters and other.letters) or self.letters == other.letters)


def row_said(text: str, *, is_known: bool) -> int | None:
    """Give the row of a list that a text names, "rij 14"; a number alone names one where it `is_known` that they are rows."""
    found = _ROW.fullmatch(text.strip().casefold())
    return int(found["row"]) if found and (found["word"] or is_known) else None


def _apart(key: str) -> _Apart | None:
    pieces = [piece.lstrip("0") or "0" if piece.isdigit() else piece for piece in _PIECES.findall(key)]
    last = max((at for at, piece in enumerate(pieces) if piece.isdigit()), default=None)
    if last is None:
        return None
    letters = tuple(piece for piece in pieces[:last] if not piece.isdigit() and piece not in BEFORE_NUMBERS)
    return _Apart(letters, tuple(piece for piece in pieces if piece.isdigit()), tuple(pieces[last + 1 :]))


def forms(key: str) -> set[tuple[str, ...]]:
    """Give the ways in which a number may be meant: its letters and digits without signs and leading zeros, its value as a number, and what became a day."""
    pieces = [piece.lstrip("0") or "0" if piece.isdigit() else piece for piece in _PIECES.findall(key)]
    found = {tuple(pieces)} | ({tuple(_CENTURY.sub("", piece) for piece in pieces)} if len(pieces) > 1 else set())
    if _THOUSANDS.fullmatch(key):
        found.add((key.replace(".", ""),))
    if _WHOLE.fullmatch(key) or _SCIENTIFIC.fullmatch(key):
        number = float(key.replace(",", "."))
        if number == int(number) and number < LARGEST_WHOLE:
            found.add((str(int(number)),))
    if of_day := _DAY.fullmatch(key):
        year, month, day = (piece.lstrip("0") for piece in of_day.groups())
        found |= {(day, month), (day, month, year), (day, month, year[2:].lstrip("0"))}
        found |= {(year, month), (month, year), (month, year[2:].lstrip("0"))} if day == "1" else set()
    return found - {()}


def _without_rest(missed: Sequence[str], keys: Sequence[str]) -> dict[str, str]:
    """Match references by the only thing in them that differs with numbers of which that is so too: "BZK-12" and 12, 12 and "12/2019"."""
    theirs, own = _by_number(missed), _by_number(keys)
    found = {value: own[number] for number, value in theirs.items() if number in own} if len(theirs) >= FEWEST_REFERENCES else {}
    return found if len(found) >= NEARLY_ALL * len(missed) else {}


def _by_number(values: Sequence[str]) -> dict[str, str]:
    """Give values by the number in them, when all else is the same in each of them, and no two have the same number."""
    pieces = [_PIECES.findall(id_key(value)) for value in values]
    if len({len(found) for found in pieces}) != 1:
        return {}
    differ = [place for place in range(len(pieces[0])) if len({found[place] for found in pieces}) > 1]
    if len(differ) != 1:
        return {}
    found = {found[differ[0]].lstrip("0"): value for found, value in zip(pieces, values, strict=True) if found[differ[0]].isdigit()}
    return found if len(found) == len(values) else {}
