"""Columns of amounts that are not what they seem: in thousands of euros, in cents, a hundredfold, or what was spent so far."""

from __future__ import annotations

import re
from itertools import compress, pairwise
from math import isfinite, lgamma, log
from typing import TYPE_CHECKING, Final, TypeGuard

import numpy as np
from msgspec import Struct

from adv.workbook.values.amounts import parse_amount
from adv.workbook.values.dates import parse_date

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from adv.workbook.tables.grid import Cell, RawSheet
    from adv.workbook.tables.table import Mask

IN_THOUSANDS: Final = "in_thousands"
IN_CENTS: Final = "in_cents"
FACTORS: Final = {IN_THOUSANDS: 1000, IN_CENTS: 0.01}
FAR_OVER: Final = 10  # times the budget
TITLE_ROWS_OF_UNIT: Final = 20  # rows above the headers that are looked at
MOST_UNITS: Final = 3  # ways to write one
TAIL: Final = 5  # rows at the end of a sheet, in which notes stand

_UNIT = r"(?:€|eur\w*)?\s*(?:1[.,]?000\b|dui(?:zend|s)\w*\b|thousand\w*\b)"
_THOUSANDS = re.compile(
    rf"(?:\bx|×|\*|\bin|\bkeer|\bmaal)\s*{_UNIT}|\bx\s*1k\b|\bk\s?€|€\s?k\b|\bkeuro\b|['’]000s?\b|\(000s?\)", re.IGNORECASE
)
_OF_HEADER = re.compile(
    r"(?<!boven )(?<!vanaf )(?<!onder )(?<!tot )(?<!max )(?<!max[.] )(?<![<>] )(?<![<>])€\s*1\.?000\b", re.IGNORECASE
)
_CENTS = re.compile(
    r"(?:\bin (?:hele )?)?(?<![^\W_])(?:euro)?cent(?:en|s)(?![^\W_])|[x×] ?€? ?0[.,]01\b|\beurocent\b|\bin (?:cent|ct)\b|[(\[]\s*(?:cent|ct)\s*[)\]]"
    r"|(?:bedrag|kosten|prijs|totaal|uitgaven?|eur|amount)[ _-]?(?:cent|cts?)\b",
    re.IGNORECASE,
)
_CENT = re.compile(r"(?:cent|cts?)\.?", re.IGNORECASE)  # a whole header
_EACH_CENT = re.compile(r"(?:in |eur |euro ?)?(?:cent|cents|centen|cts?)\.?", re.IGNORECASE)
_EUROS = re.compile(r"[(\[]?\s*(?:in )?(?:€|eur|euro(?:'?s)?)\s*[)\]]?", re.IGNORECASE)
_OF_MONEY = re.compile(r"€|\beur|bedrag|amount|kosten|uitga|beste+d|begrot|budget|realis|uitput|lasten", re.IGNORECASE)
_DECIMALS = re.compile(r"[0-9]([.,])[0-9]{1,2}\s*$")
_AMOUNT = re.compile(r"-?[0-9]+[.,][0-9]+")
FIRST_ROWS: Final = 500  # rows of a list that are looked at first
MOST_FALLS: Final = 0.1  # of the steps: what was paid back
FROM_NOTHING: Final = 3  # times the largest step, at most, for the first amount of a total that began at nothing
MOST_KINDS: Final = 40
UNLIKELY: Final = log(1 / 5000)  # the chance that so many amounts in any order fall so seldom
DOUBTFUL: Final = log(1 / 100)  # the same where a word says so too
FEWEST_AMOUNTS: Final = 5  # of a column of which one can seem too small
THOUSAND: Final = 1000
HUNDRED: Final = 100
MUCH_OVER: Final = 2  # times the budget
ROUND_TENS: Final = 5
MOSTLY_WITH_CENTS: Final = 0.75  # of a column's amounts have cents where one without them stands out
TIMES_OFF: Final = 10  # times larger or smaller
NOISE: Final = 1e-6  # of what binary numbers add


def unit_in(header: str) -> str | None:
    """Tell in what a header says that its amounts are: "Bedrag (x € 1.000)", "Bedrag in centen"; None: in euros."""
    if _THOUSANDS.search(header) or _OF_HEADER.search(header):
        return IN_THOUSANDS
    return IN_CENTS if _CENTS.search(header) or _CENT.fullmatch(header.strip()) else None


def is_unit(cell: Cell) -> bool:
    """Say whether a cell only says in what the amounts below it are: "x € 1.000", "(in euro)"."""
    if not isinstance(cell, str):
        return False
    said = _THOUSANDS.search(cell) or _CENTS.search(cell)
    return _EUROS.fullmatch(cell.strip()) is not None or (said is not None and _is_all(said[0], cell))


def titled_unit(sheet: RawSheet, header_row: int, first_row: int) -> str | None:
    """Tell the same of the name of a sheet, a text above its headers or below them, or one under the list."""
    last = max(first_row, sheet.row_count - TAIL)
    rows = (*range(min(header_row, TITLE_ROWS_OF_UNIT)), *range(header_row + 1, first_row), *range(last, sheet.row_count))
    texts = (column[row] for row in rows for column in sheet.columns)
    notes = (text for (row, _), text in sheet.looks.comments.items() if row == header_row)
    return next((unit for text in (sheet.name, *texts, *notes) if isinstance(text, str) and (unit := _titled(text))), None)


def unit_beside(columns: Iterable[Sequence[Cell]]) -> str | None:
    """Tell the same of a column that says in each row that its amount is in cents: "ct", "EUR cent"."""
    for cells in columns:
        said = {cell for cell in cells if cell}
        if 0 < len(said) <= MOST_UNITS and all(isinstance(cell, str) and _EACH_CENT.fullmatch(cell.strip()) for cell in said):
            return IN_CENTS
    return None


def _titled(text: str) -> str | None:
    for unit, pattern in ((IN_THOUSANDS, _THOUSANDS), (IN_CENTS, _CENTS)):
        said = pattern.search(text)
        if said and (_OF_MONEY.search(text) or _is_all(said[0], text)):
            return unit
    return None


def _is_all(part: str, text: str) -> bool:
    return not any(map(str.isalnum, text.replace(part, "")))


def in_euros(cells: Sequence[Cell], unit: str) -> list[Cell]:
    """Give the amounts of a column in euros; of a text with three decimals the other amounts tell which sign is the decimal one."""
    signs = {sign[1] for cell in cells if isinstance(cell, str) and (sign := _DECIMALS.search(cell))} or {","}
    return [_in_euros(cell, FACTORS[unit], signs) for cell in cells]


def _in_euros(cell: Cell, factor: float, signs: set[str]) -> Cell:
    if isinstance(cell, str) and len(signs) == 1 and _AMOUNT.fullmatch(cell.strip()) and (signs & {*cell}):
        return round(float(cell.replace(",", ".")) * factor, 2)
    if isinstance(cell, int | float) and not isinstance(cell, bool) and isfinite(cell):
        return round(cell * factor, 2)
    cents = parse_amount(cell).value if isinstance(cell, str) else None
    return cell if cents is None else round(cents * factor / 100, 2)


def is_unlikely(cells: Iterable[Cell], unit: str, budget_cents: int) -> bool:
    """Say whether amounts are hardly in what is said of them: thousands that come to far more than the budget, cents with decimals."""
    cents = [parse_amount(cell).value or 0 for cell in cells]
    if unit == IN_CENTS:
        return any(amount % 100 for amount in cents)
    return bool(budget_cents) and sum(map(abs, cents)) * FACTORS[unit] > FAR_OVER * budget_cents


def may_be_in_cents(cells: Iterable[Cell], budget_cents: int) -> bool:
    """Say whether amounts are whole numbers that come to far more than the budget, and as cents would not: "1250" for 12,50."""
    cents = [amount for cell in cells if (amount := parse_amount(cell).value) is not None]
    whole = sum(map(abs, cents))
    are_whole_numbers = len(cents) >= FEWEST_AMOUNTS and not any(amount % HUNDRED for amount in cents)
    if not are_whole_numbers or not budget_cents or not MUCH_OVER * budget_cents < whole <= HUNDRED * MUCH_OVER * budget_cents:
        return False
    return any(amount // HUNDRED % ROUND_TENS for amount in cents)  # hundreds and tens alone were hardly counted in cents


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


def may_lack_decimals(cells: Sequence[Cell]) -> Sequence[Cell]:
    """Find the whole amounts of a column that may have lost their decimal sign: far above all others, which have cents, and like them by the hundredth."""
    numbers = [cell for cell in cells if is_number(cell) and cell]
    sizes = np.abs(np.array(numbers, dtype=np.float64))
    is_whole = are_whole(sizes)
    with_cents = np.sort(sizes[~is_whole])
    if len(with_cents) < max(FEWEST_AMOUNTS, MOSTLY_WITH_CENTS * len(sizes)):
        return []
    middle = float(with_cents[len(with_cents) // 2])
    is_far_above = is_whole & (sizes >= TIMES_OFF * with_cents[-1]) & (sizes / HUNDRED <= middle * TIMES_OFF)
    return list(compress(numbers, is_far_above & ~are_whole(sizes / HUNDRED)))


def is_number(cell: Cell) -> TypeGuard[float]:
    """Say whether a cell holds a number that can be counted with."""
    return isinstance(cell, int | float) and not isinstance(cell, bool) and isfinite(cell)


def are_whole(numbers: NDArray[np.float64] | float) -> Mask:
    """Flag whole numbers, as far as binary ones can be."""
    return np.abs(numbers - np.rint(numbers)) < NOISE
