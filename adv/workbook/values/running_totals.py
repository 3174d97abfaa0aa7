"""Amounts that are what was spent so far: how surely they are, and what was spent in each row."""

from __future__ import annotations

from itertools import pairwise
from math import lgamma, log
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from adv.workbook.values.amounts import parse_amount
from adv.workbook.values.dates import parse_date

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence
    from datetime import date

    from adv.workbook.tables.grid import Cell

HEAD: Final = 500  # rows of a list that are looked at first
MOST_FALLS: Final = 0.1  # of the steps: what was paid back
FROM_NOTHING: Final = 3  # times the largest step, at most, for the first amount of a total that began at nothing
MOST_KINDS: Final = 40
UNLIKELY: Final = log(1 / 5000)  # the chance that so many amounts in any order fall so seldom
DOUBTFUL: Final = log(1 / 100)  # the same where a word says so too


class Rise(Struct, frozen=True):
    """Amounts as a running total: the step to each of them, in their own order, and what speaks for it."""

    steps: tuple[int, ...]
    moves: int
    falls: int
    chance: float  # the logarithm of it
    is_from_nothing: bool

    @property
    def is_likely(self) -> bool:
        """Say whether nearly all steps go up."""
        return self.moves > 1 and self.falls <= MOST_FALLS * self.moves

    def is_proven(self, chance: float = UNLIKELY) -> bool:
        """Say whether they hardly could run up so by chance."""
        return self.is_likely and self.chance < chance

    @property
    def is_told_by_itself(self) -> bool:
        """Say whether no word is needed to take them for one."""
        return self.is_proven() and self.is_from_nothing


class Dated(Struct, frozen=True):
    """Rows of a list with an amount and a day, and what the amount of each is for."""

    rows: list[int]
    cents: list[int]
    days: list[date]
    kinds: list[Cell]


def dated(cells: Sequence[Cell], days: Sequence[Cell], kinds: Sequence[Cell] | None) -> Dated:
    """Read the amounts and days of a list."""
    read = [(row, parse_amount(cell).value, parse_date(days[row]).value) for row, cell in enumerate(cells) if cell is not None]
    rows = [(row, cents, day) for row, cents, day in read if cents is not None and day is not None]
    at = [row for row, _, _ in rows]
    return Dated(at, [cents for _, cents, _ in rows], [day for *_, day in rows], [kinds[row] if kinds else None for row in at])


def running_total(cents: Sequence[int], days: Sequence[date], kinds: Sequence[Hashable]) -> Rise | None:
    """Find the way in which amounts run up: all of them, those of each year, of each kind, or of each kind in a year; None where none does."""
    order = _in_order(days)
    ways = [_rise(cents, days, order, keys) for keys in _groups(days, kinds)]
    likely = []
    for rise, by_year in zip(ways[::2], ways[1::2], strict=True):
        begins_anew = by_year.is_likely and by_year.is_from_nothing and by_year.falls < rise.falls
        likely += [one for one in (by_year if begins_anew else rise, by_year) if one.is_likely][:1]
    return min(likely, key=lambda rise: rise.chance, default=None)


def steps_of(cents: Sequence[int], days: Sequence[date], kinds: Sequence[Hashable]) -> tuple[int, ...]:
    """Give what was spent in each row of amounts that are said to be a running total."""
    found = running_total(cents, days, kinds)
    return found.steps if found else _rise(cents, days, _in_order(days), [None] * len(days)).steps


def _in_order(days: Sequence[date]) -> list[int]:
    """List the rows from old to new; those of one day as they stand there, or the other way round in a list with the newest first."""
    falls = sum(after < before for before, after in pairwise(days))
    rises = sum(after > before for before, after in pairwise(days))
    rows = range(len(days))
    return sorted(reversed(rows) if falls > rises else rows, key=lambda row: days[row])


def _groups(days: Sequence[date], kinds: Sequence[Hashable]) -> Iterator[list[Hashable]]:
    """Give to which total each row may belong."""
    yield [None] * len(days)
    yield [day.year for day in days]
    if 1 < len(set(kinds)) <= MOST_KINDS:
        yield list(kinds)
        yield [(kind, day.year) for kind, day in zip(kinds, days, strict=True)]


def _rise(cents: Sequence[int], days: Sequence[date], order: Sequence[int], keys: Sequence[Hashable]) -> Rise:
    last: dict[Hashable, int] = {}
    firsts: dict[Hashable, int] = {}
    largest: dict[Hashable, int] = {}
    ups: dict[Hashable, int] = {}
    steps = list(cents)
    falls = moves = 0
    for row in order:
        key = keys[row]
        before = last.get(key)
        last[key] = row
        if before is None:
            firsts[key] = cents[row]
            continue
        step = steps[row] = cents[row] - cents[before]
        moves, falls = moves + 1, falls + (step < 0)
        if step > 0 and days[row] != days[before]:
            ups[key] = ups.get(key, 0) + 1
        largest[key] = max(step, largest.get(key, 0))
    # Of all orders of n amounts at most (k + 1)ⁿ have k falls: an Eulerian number is no more than that.
    chance = sum((up + 1) * log(falls + 1) - lgamma(up + 2) for up in ups.values())
    is_from_nothing = all(0 <= first <= FROM_NOTHING * largest.get(key, first) for key, first in firsts.items())
    return Rise(tuple(steps), moves, falls, chance, is_from_nothing)
