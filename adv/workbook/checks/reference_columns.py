"""Columns of numbers that may refer to visits: how many do and to which rows, also when they are written otherwise than the visits' own."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final

import numpy as np
from msgspec import Struct

from adv.model import is_conversation
from adv.workbook.checks.row_identifiers import id_key
from adv.workbook.tables.grid import grouped
from adv.workbook.tables.table import CodedColumn, Part, holds, ordinals, recode, values_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from adv.workbook.tables.table import Codes, Mask


LEAST_DIFFERENT: Final = 0.3  # share of different values; a column of kinds or numbers of things has fewer
LEAST_LIKELY: Final = 0.8  # share of requests that were not raised before their visit, and of those that belong to a conversation
LEAST_REACH: Final = 0.5  # of the list of visits that references to it must reach
FEWEST_REFERENCES: Final = 3  # different references; fewer may fit by chance
LEAST_REFERRING: Final = 0.95  # share of a column's rows that refer to a visit, so that it is the reference
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
_YEAR: Final = re.compile(r"20\d\d")


def own_numbers(part: Part) -> CodedColumn:
    """Give the numbers by which requests name the visits of a part."""
    return part.links.get("visit_id") or part.columns.get("visit_id") or CodedColumn([], np.zeros(0, np.intp))


def may_refer(column: CodedColumn) -> bool:
    """Say whether a column has the look of references: many different ones, and not the rows' own numbers one by one."""
    given = column.codes[column.codes >= 0]
    different = len(np.unique(given))
    if different < max(FEWEST_REFERENCES, LEAST_DIFFERENT * len(given)) or 2 * len(given) < len(column.codes):
        return False
    return not is_counted(column)


def is_counted(column: CodedColumn) -> bool:
    """Say whether a column counts its rows: 1, 2, 3."""
    numbers = [str(column.distinct[code]) for code in column.codes.tolist() if code >= 0]
    whole = [int(number) for number in numbers if number.isdecimal()]
    return len(whole) == len(numbers) >= FEWEST_REFERENCES and all(after - before == 1 for before, after in pairwise(whole))


def is_key(column: CodedColumn) -> bool:
    """Say whether a column has another value in nearly each row."""
    given = column.codes[column.codes >= 0]
    return len(given) >= LEAST_REFERRING * len(column.codes) and len(np.unique(given)) == len(given)


def share_known(column: CodedColumn, keys: Mapping[str, int]) -> float:
    """Compute which share of the values in a column are among some numbers."""
    known = np.array([*(row_at(value, keys) >= 0 for value in column.distinct), False], dtype=bool)
    given = column.codes >= 0
    return float(known[column.codes[given]].mean()) if given.any() else 0.0


def are_likely(part: Part, rows: Codes, visits: Sequence[Part], *, is_called_so: bool) -> bool:
    """Say whether requests could belong to the visits in these rows: by the days of both, and most of them to conversations.

    A column that is called otherwise must also reach the later visits: degrees of urgency, or numbers of people, are all low.
    """
    raised = part.columns.get("raised_on")
    if raised is not None:
        on, day = ordinals(raised), visit_days(visits)[rows]
        both: Mask = (on > 0) & (day > 0)
        if both.any() and float((on[both] >= day[both]).mean()) < LEAST_LIKELY:
            return False
    if is_called_so:
        return True
    outcomes = [(part.columns.get("outcome"), len(part.lines)) for part in visits]  # unknown: all may be conversations
    talked = np.concatenate([np.ones(many, bool) if one is None else holds(one, is_conversation) for one, many in outcomes])
    return float(talked[rows[rows >= 0]].mean()) >= LEAST_LIKELY and int(rows.max()) + 1 >= LEAST_REACH * len(talked)


def visit_days(visits: Sequence[Part]) -> Codes:
    """Give the days of all visits as `date.toordinal`, and at last 0 for none."""
    visited = [(part.columns.get("visited_on"), len(part.lines)) for part in visits]
    days = [np.zeros(many, np.intp) if column is None else ordinals(column) for column, many in visited]
    return np.concatenate([*days, np.zeros(1, np.intp)])


def rows_referred_to(column: CodedColumn, keys: Mapping[str, int]) -> Codes:
    """Find the row of the visit that each value names; -1 where there is none."""
    rows: Codes = np.array([*(row_at(value, keys) for value in column.distinct), -1], dtype=np.intp)[column.codes]
    return rows


def row_at(value: object, keys: Mapping[str, int]) -> int:
    """Find the row of a number, with or without spaces; -1: there is none."""
    key = id_key(str(value))
    return keys.get(key, keys.get(without_spaces(key), -1))


def without_spaces(key: str) -> str:
    """Write a number without spaces."""
    return "".join(key.split())


def numbers_of(visits: Sequence[Part]) -> dict[str, int]:
    """Give the visits' own numbers as they are compared, each with its row among those of all parts, the last one that has it."""
    found: dict[str, int] = {}
    for part, first in placed(visits):
        found |= rows_of(own_numbers(part), first)
    return found


def placed(visits: Sequence[Part]) -> Iterator[tuple[Part, int]]:
    """Give the parts of the visits, each with the place of its first row among those of all."""
    return zip(visits, accumulate((len(part.lines) for part in visits), initial=0), strict=False)


def rows_of(column: CodedColumn, first: int = 0) -> dict[str, int]:
    """Give the values of a column as numbers are compared, each with its row."""
    return {id_key(str(column.distinct[code])): first + row for row, code in enumerate(column.codes.tolist()) if code >= 0}


def numbers_at(visit: Part, rows: Codes) -> CodedColumn:
    """Give the numbers of the visits in some rows; visits without numbers of their own are joined by the place of their row."""
    theirs = visit.links.get("visit_id") or visit.columns.get("visit_id")
    if theirs is None or not is_key(theirs):
        places = np.arange(len(visit.lines), dtype=np.intp)
        theirs = visit.links["visit_id"] = CodedColumn([str(row + 1) for row in places.tolist()], places)
    numbers = values_of(theirs)
    return recode([numbers[row] if row >= 0 else None for row in rows.tolist()])


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

        def meant(one: _Apart) -> tuple[str, ...]:
            others = (other for tail in one.tails() for other in self._by_tail.get(tail, ()))
            return tuple(dict.fromkeys(key for key, other in others if one.agrees(other, say_nothing=say_nothing)))

        return {value: meant(one) for value, one in apart.items()}


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
    return found if len(found) >= LEAST_REFERRING * len(missed) else {}


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
