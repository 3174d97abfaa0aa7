"""Numbers that come in beside those that are stored: of the same list, or of another one that begins anew at 1. Pure.

A list is what stands in one file, or on its tabs of one year. Lists with a numbering of their own are told apart by what their rows say: a
number of which both the day and the address differ is another visit. One such row may be a correction; where most are so, it is another list.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, count
from typing import TypeAlias

from msgspec import Struct

from adv.model import TableName
from adv.store.row_encoding import EncodedColumns, Value
from adv.store.schema import KEYS, content_columns
from adv.workbook.checks.row_identifiers import root_of

# File, year or number in the name of the tab, and the place of the list among those in that file and tab with the same numbers.
ListKey: TypeAlias = tuple[Value, str, int]
Says: TypeAlias = tuple[Value, Value, Value]  # of a row: its day, its household or owner, and its street or area

SAYS = {TableName.VISITS: ("visited_on", "household", "street"), TableName.REQUESTS: ("raised_on", "visit_id", "visit_id")}
SAME_LIST = 0.5  # share of a list's numbers that agree, from which on it is the same list
FEWEST_OF_A_LIST = 3  # rows from which on a stored list is one: two may be one number typed twice
LEAST_STEPS = 3  # different numbers of days between two rounds of visits: a correction of wrong days moves all by one number or two
_MADE = re.compile(r"[BH]-[0-9a-f]{12}(-\d+)?")


class Numbered(Struct, frozen=True):
    """Numbers for the rows that come in: a stored row's when it is that row, else one that is free."""

    numbers: Mapping[Value, Value]  # those that differ from what the file says
    others: tuple[Value, ...] = ()  # numbers of the file that another list has
    is_other_list: bool = False  # storing this would remove a list, and nothing says that this is a newer version of it
    has_same: bool = True  # at least one row is one that is stored


AS_THEY_ARE = Numbered({})


def numbered(name: TableName, stored: EncodedColumns, incoming: EncodedColumns) -> Numbered:
    """Tell which rows that come in are rows that are stored, by their numbers and by what they say."""
    key = KEYS[name]
    theirs, ours = stored[key], incoming[key]
    if not theirs or not _are_apart(theirs) or not _are_apart(ours):
        return AS_THEY_ARE
    both = _Both(name, stored, incoming)
    homes = both.all_homes()
    at_home = set().union(*homes.values())
    elsewhere = [rows for place, rows in both.stored.items() if place not in at_home]
    large = [rows for rows in elsewhere if len(rows) >= FEWEST_OF_A_LIST or len(rows) == len(theirs)]
    is_other_list = any(at_home or both.shares(rows) or both.are_strange(rows) for rows in large)
    if not elsewhere and not both.again:
        return AS_THEY_ARE
    found = both.matched(homes)
    made: dict[Value, Value] = {ours[row]: theirs[match] for row, match in found.items() if theirs[match] != ours[row]}
    taken = {*theirs, *(number for row, number in enumerate(ours) if row not in found and number not in both.known)}
    others: list[Value] = []
    for place, rows in both.incoming.items():
        alone = [ours[row] for row in rows if row not in found and ours[row] in both.known]
        order = _free(homes[place], alone, taken)
        made |= {number: f"{number}-{order}" for number in alone}
        taken.update(made[number] for number in alone)
        others += alone
    return Numbered(made, tuple(others), is_other_list=is_other_list, has_same=bool(found))


def same_as_made(stored: EncodedColumns, incoming: EncodedColumns) -> dict[Value, Value]:
    """Find for each request whose number was made from its visit's the stored one that is the same but for its number."""
    name = TableName.REQUESTS
    theirs, ours = stored["request_id"], incoming["request_id"]
    known, here = set(theirs), set(ours)
    lost = [row for row, number in enumerate(ours) if number not in known and _MADE.fullmatch(str(number))] if known else []
    if not lost:
        return {}
    columns = [column for column in content_columns(name) if column != "request_id"]
    free: dict[tuple[Value, ...], list[Value]] = defaultdict(list)
    for number, *says in zip(theirs, *(stored[column] for column in columns), strict=True):
        if number not in here and _MADE.fullmatch(str(number)):
            free[tuple(says)].append(number)
    found: dict[Value, Value] = {}
    for row in lost:
        numbers = free[tuple(incoming[column][row] for column in columns)]
        if numbers:
            found[ours[row]] = numbers.pop(0)
    return found


def renumber(columns: EncodedColumns, column: str, numbers: Mapping[Value, Value]) -> EncodedColumns:
    """Write other numbers in a column."""
    return {**columns, column: [numbers.get(number, number) for number in columns[column]]} if numbers else columns


def become_others(name: TableName, pairs: Iterable[tuple[Sequence[Value], Sequence[Value]]], rows: int) -> int:
    """Count rows whose number becomes another visit's: day and address differ; where most of `rows` change, one is enough."""
    at = [content_columns(name).index(column) for column in SAYS[name]]
    said = [(_says(old, at), _says(new, at)) for old, new in pairs]
    differ = [(old[0] != new[0], not _is_same_owner(old, new)) for old, new in said]
    moved = sum(day or owner for day, owner in differ)
    return moved if moved > SAME_LIST * rows else sum(day and owner for day, owner in differ)


class _Both:
    """Stored and incoming rows of one table, by number and by list."""

    def __init__(self, name: TableName, stored: EncodedColumns, incoming: EncodedColumns) -> None:
        self.is_of_visits = name is TableName.REQUESTS
        self.theirs, self.ours = stored[KEYS[name]], incoming[KEYS[name]]
        self.known = {number: row for row, number in enumerate(self.theirs)}
        all_numbers = self.known.keys() | set(self.ours)
        roots = ((number, root_of(str(number), all_numbers)) for number in all_numbers)
        self.again = {number: root for number, root in roots if root[1] > 1}
        self.was, self.now = (list(zip(*(part[column] for column in SAYS[name]), strict=True)) for part in (stored, incoming))
        self.stored, self.incoming = self._lists(stored, self.theirs), self._lists(incoming, self.ours, is_one=True)
        self.family: dict[Value, list[int]] = defaultdict(list)
        for row, number in enumerate(self.theirs):
            self.family[self.root(number)].append(row)
        self.roots_here = {self.root(number) for number in self.ours}

    def root(self, number: Value) -> Value:
        """Give the number as the file has it, without the mark that tells it from other lists' numbers."""
        found = self.again.get(number)
        return number if found is None else found[0]

    def shares(self, rows: Sequence[int]) -> bool:
        """Tell whether any number of these stored rows comes in too."""
        return any(self.root(self.theirs[row]) in self.roots_here for row in rows)

    def are_strange(self, rows: Sequence[int]) -> bool:
        """Tell whether most of these stored rows have addresses (or else days and streets) that do not come in."""
        known = {said[1] for said in self.now} - {None}
        days = {(said[0], said[2]) for said in self.now if said[1] is None}
        said = [self.was[row] for row in rows]
        return sum(one[1] in known or (one[1] is None and (one[0], one[2]) in days) for one in said) < SAME_LIST * len(rows)

    def all_homes(self) -> dict[ListKey, set[ListKey]]:
        """Find for each incoming list the stored lists of which it is a newer version; a small list follows the rest of its file."""
        found = {place: self._homes(place) for place in self.incoming}
        files = {(place[0], home[0]) for place, homes in found.items() for home in homes}
        for place, homes in found.items():
            for home, rows in self.stored.items():
                if len(rows) < FEWEST_OF_A_LIST and (place[0], home[0]) in files and place[:2] == home[:2]:
                    homes.add(home)
        return found

    def _homes(self, place: ListKey) -> set[ListKey]:
        """Find the stored lists whose numbers, as far as they come in, are mostly of the same visits."""
        by_root: dict[Value, list[int]] = defaultdict(list)
        for row in self.incoming[place]:
            by_root[self.root(self.ours[row])].append(row)
        said = {self.now[row][:2] for row in self.incoming[place]}
        found = set()
        for home, rows in self.stored.items():
            shared = [(row, by_root[root]) for row in rows if (root := self.root(self.theirs[row])) in by_root]
            are_same = [any(self._agree(row, mine) for mine in ours) for row, ours in shared]
            same = sum(are_same)
            moved = sum(self.was[row][:2] in said and not is_same for (row, _), is_same in zip(shared, are_same, strict=True))
            if shared and same + moved >= SAME_LIST * len(shared) and not self._is_next_round(shared):
                found.add(home)
        return found

    def _agree(self, row: int, mine: int) -> bool:
        """Tell whether two rows with one number may be one: visits by their day or address, requests by their visit where both name one.

        Two years of requests without days ("H1" of visit 1 in each) have nothing but their visits to tell them apart. A number that was
        made of what the request says ("H-2169a424723e") tells them apart itself, also when a later visit takes the request over.
        """
        old, new = self.was[row], self.now[mine]
        if self.is_of_visits and None not in {old[1], new[1]} and not _MADE.fullmatch(str(self.ours[mine])):
            return bool(old[1] == new[1])
        return old[0] == new[0] or _is_same_owner(old, new)

    def _is_next_round(self, shared: Sequence[tuple[int, Sequence[int]]]) -> bool:
        """Tell whether it is another round at the same addresses: all days are later, or all earlier, by various numbers of days."""
        pairs = [(_day(self.was[row][0]), _day(self.now[mine][0])) for row, ours in shared for mine in ours]
        days = [(old, new) for old, new in pairs if old and new]
        if not days:
            return False
        olds, news = zip(*days, strict=True)
        is_apart = max(olds) < min(news) or max(news) < min(olds)
        return is_apart and len({new - old for old, new in days}) >= LEAST_STEPS

    def matched(self, homes: Mapping[ListKey, set[ListKey]]) -> dict[int, int]:
        """Pair rows that come in with stored ones of their own lists, the likeliest pairs first."""
        found: dict[int, int] = {}
        used = set[int]()
        for row, match in sorted(self._candidates(homes), key=lambda pair: self._unlikeness(*pair)):
            if row not in found and match not in used:
                found[row] = match
                used.add(match)
        return found

    def _candidates(self, homes: Mapping[ListKey, set[ListKey]]) -> Iterator[tuple[int, int]]:
        """Yield each incoming row with each stored row of its own lists that the file numbers alike: 12 with 12 and with 12-2."""
        place_of = {row: place for place, rows in self.stored.items() for row in rows}
        for place, rows in self.incoming.items():
            for row in rows:
                for match in self.family.get(self.root(self.ours[row]), ()):
                    if place_of[match] in homes[place]:
                        yield row, match

    def _unlikeness(self, row: int, match: int) -> tuple[int, bool, int, int]:
        """Rank a pair, the likeliest lowest: first by what the two rows say, then by the number as it stands, then in their order."""
        old, new = self.was[match], self.now[row]
        differences = (old[0] != new[0]) + (not _is_same_owner(old, new))
        return differences, self.theirs[match] != self.ours[row], row, match

    def _lists(self, columns: EncodedColumns, numbers: Sequence[Value], *, is_one: bool = False) -> dict[ListKey, list[int]]:
        found: dict[ListKey, list[int]] = defaultdict(list)
        for row, (number, file, sheet) in enumerate(zip(numbers, columns["file"], columns["sheet"], strict=True)):
            again = self.again.get(number)
            order = 1 if again is None or is_one else again[1]
            found[file, "".join(filter(str.isdigit, str(sheet))), order].append(row)
        return found


def _are_apart(numbers: Sequence[Value]) -> bool:
    """Tell whether each row has a number of its own, as rows of a workbook have."""
    return None not in numbers and len(set(numbers)) == len(numbers)


def _free(homes: set[ListKey], numbers: Sequence[Value], taken: set[Value]) -> int:
    """Give the mark for numbers that other lists have too: the one that the list's other rows have, else the first free one."""
    candidates = chain(sorted(order for _, _, order in homes if order > 1), count(2))
    return next(order for order in candidates if not any(f"{number}-{order}" in taken for number in numbers))


def _says(row: Sequence[Value], at: Sequence[int]) -> Says:
    day, owner, where = (row[place] for place in at)
    return day, owner, where


def _is_same_owner(old: Says, new: Says) -> bool:
    """Compare the households of two rows; where the house is not known, their streets."""
    if None in {old[1], new[1]}:
        return old[2] == new[2] and old[2] is not None
    return old[1] == new[1]


def _day(text: Value) -> int:
    return date.fromisoformat(text).toordinal() if isinstance(text, str) else 0
