"""Order of the numbers in the days of a column: which of them is the day, the month and the year, as the column as a whole says it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from itertools import pairwise
from operator import gt, lt, ne
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from adv.workbook.values.dates import Order, parse_date
from adv.workbook.values.text import plain

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from adv.workbook.tables.grid import Cell

    Reach = tuple[date, date] | None  # from and up to which day the days should lie

MONTHS: Final = 12
FEWEST_OF_EACH: Final = 2  # days and texts from which on a column looks swapped
LEAST_MONTH_FIRST: Final = 0.2  # share of the dates that can only be month-first; of those of a year it is 0.6
FEWEST_EITHER: Final = 5  # different days of which the order says something
LEAST_IN_ORDER: Final = 0.9  # share of the days that do not lie before the one above them
CLEARLY_MORE_IN_ORDER: Final = 0.15  # more of them
FEWEST_IN_ORDER: Final = 10  # days from which on a list has an order
MOST_OUT_OF_ORDER: Final = 0.2  # share of them
A_MONTH: Final = timedelta(days=31)
LEAP_DAY: Final = (2, 29)
EITHER_ORDER: Final = (Order.DAY_FIRST, Order.MONTH_FIRST)

_NUMBERS = re.compile(r"\D*?(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+('?\d{2}|\d{4})(?!\d)(.*)")
_LETTERS = re.compile(r"\b(?:m{1,2}([-/.])d{1,2}|d{1,2}([-/.])m{1,2}|(?:yy|jj)([-/.])m{1,2}\3d{1,2})\b")
_HALF = re.compile(r"[ap]\.?m\b")


def order_said(header: str) -> Order | None:
    """Find the order that a header says in letters: "Datum (mm/dd/jjjj)"."""
    found = _LETTERS.search(plain(header))
    return {"d": Order.DAY_FIRST, "m": Order.MONTH_FIRST}.get(found[0][0], Order.YEAR_FIRST) if found else None


def numbers_in(cells: Collection[Cell]) -> list[re.Match[str]]:
    """Find the texts of three numbers."""
    return [numbers for cell in cells if isinstance(cell, str) and (numbers := _NUMBERS.match(plain(cell)))]


def order_of(cells: Collection[Cell], today: date, reach: Reach, numbers: list[re.Match[str]] | None = None) -> Order | None:
    """Find the order in which numbers stand in the texts of a column; None where nothing speaks against the day first."""
    found = numbers_in(cells) if numbers is None else numbers
    firsts, seconds = _firsts(found), _seconds(found)
    has_half = any(_HALF.search(one[4]) for one in found)
    if seconds and not firsts and (has_half or (seconds >= FEWEST_OF_EACH and seconds >= LEAST_MONTH_FIRST * len(found))):
        return Order.MONTH_FIRST
    if has_half and not seconds:
        return Order.DAY_FIRST if firsts else Order.MONTH_FIRST
    if firsts >= FEWEST_OF_EACH and reach and _are_year_first([one for one in found if len(one[3]) == len("19")], reach, today):
        return Order.YEAR_FIRST
    return None


def order_of_sheet(columns: Iterable[Sequence[Cell]], today: date) -> Order | None:
    """Tell whether days in the columns of a sheet have the month first: one shows it, and none that it does not."""
    found = [numbers for cells in columns if (numbers := numbers_in(cells))]
    is_day_first = any(map(_firsts, found))
    shows_it = any(order_of((), today, None, numbers) is Order.MONTH_FIRST for numbers in found)
    return Order.MONTH_FIRST if shows_it and not is_day_first else None


def only_order(numbers: Sequence[re.Match[str]]) -> Order | None:
    """Give the order of the texts of a column, when every one of them can be read in that order only."""
    if numbers and all(int(one[1]) > MONTHS >= int(one[2]) for one in numbers):
        return Order.DAY_FIRST
    if numbers and all(int(one[2]) > MONTHS >= int(one[1]) for one in numbers):
        return Order.MONTH_FIRST
    return None


def show_no_order(numbers: Sequence[re.Match[str]]) -> bool:
    """Say whether the texts of a column can be read in either order, every one of them."""
    return bool(numbers) and all(int(one[1]) <= MONTHS and int(one[2]) <= MONTHS for one in numbers)


def are_in_both_orders(numbers: Sequence[re.Match[str]]) -> bool:
    """Say whether some texts can only be read with the day first, and some only with the month."""
    return bool(_firsts(numbers) and _seconds(numbers))


class LikelierOrder(Struct, frozen=True):
    """Order of days that can be read in either; None where they have the day first, as is usual here."""

    order: Order | None = None
    may_be_month_first: bool = False


class _Reading(Struct, frozen=True):
    """Days of a column as they are in one of the two orders."""

    days: list[date]
    outside: int  # number in the future, or outside the project
    in_order: float  # share that do not lie before the day above


def likelier_order(numbers: Sequence[re.Match[str]], today: date, reach: Reach) -> LikelierOrder:
    """Weigh the two orders of texts that can be read in either, "3/4/2019": the likelier one, and if that may as well be the other.

    An American writes slashes. What counts is in which order fewer days lie outside the project, and in which the rows are in order.
    """
    as_day_first, as_month_first = ([day for one in numbers if (day := _read(one, order))] for order in EITHER_ORDER)
    are_all_read = len(as_day_first) == len(as_month_first)
    if not are_all_read or sum(map(ne, as_day_first, as_month_first)) < FEWEST_EITHER:
        return LikelierOrder()
    day_first, month_first = (
        _Reading(days, lie_wrong(days, today, reach), _share_in_order(days)) for days in (as_day_first, as_month_first)
    )
    if _is_surely_month_first(day_first, month_first):
        return LikelierOrder(Order.MONTH_FIRST)
    has_slashes = any("/" in one[0] for one in numbers)
    is_doubtful = month_first.outside < day_first.outside or (has_slashes and not _is_surely_day_first(day_first, month_first))
    return LikelierOrder(may_be_month_first=is_doubtful)


def _is_surely_month_first(day_first: _Reading, month_first: _Reading) -> bool:
    """Say whether days only fit the project with the month first; or whether they then fit no worse, are in order, and one of the two is better."""
    if not month_first.outside and day_first.outside >= FEWEST_OF_EACH:
        return True
    is_better = month_first.outside < day_first.outside or month_first.in_order - day_first.in_order >= CLEARLY_MORE_IN_ORDER
    is_no_worse = month_first.outside <= day_first.outside and month_first.in_order >= max(day_first.in_order, LEAST_IN_ORDER)
    return is_better and is_no_worse


def _is_surely_day_first(day_first: _Reading, month_first: _Reading) -> bool:
    """Say whether days with the day first are of one month, fit the project better, or are clearly better in order."""
    are_of_a_month = len({day.replace(day=1) for day in day_first.days}) == 1
    are_in_order = day_first.in_order >= LEAST_IN_ORDER and day_first.in_order - month_first.in_order >= CLEARLY_MORE_IN_ORDER
    return are_of_a_month or day_first.outside < month_first.outside or are_in_order


def swapped(days: Sequence[date]) -> list[date]:
    """Give days with month and day in each other's place."""
    return [day.replace(month=day.day, day=day.month) for day in days]


def years_off(days: Sequence[date | None]) -> dict[int, date]:
    """Find the days of a list in order that jump back or ahead a year, by their row, with the day that fits between the rows around them.

    Nothing where more than a fifth of the days is out of order: then the list has no order.
    """
    known = [day for day in days if day]
    back, ahead = (sum(map(is_past, known, known[1:])) for is_past in (gt, lt))
    is_latest_first = back * 2 > len(known)
    if (ahead if is_latest_first else back) > 2 * MOST_OUT_OF_ORDER * len(known):  # of two such neighbours one is out of order
        return {}
    filled = [(row, day) for row, day in enumerate(days) if day]
    if is_latest_first:
        filled.reverse()
    ordered = _longest_in_order([day for _, day in filled])
    if len(filled) < FEWEST_IN_ORDER or len(filled) - len(ordered) > MOST_OUT_OF_ORDER * len(filled):
        return {}
    kept, found = set(ordered), dict[int, date]()
    for place, (row, day) in enumerate(filled):
        if place in kept:
            continue
        before = max((filled[one][1] for one in ordered[: bisect_left(ordered, place)]), default=None)
        after = next((filled[one][1] for one in ordered[bisect_left(ordered, place) :]), None)
        for year in (day.year + 1, day.year - 1):
            moved = day.replace(year=year) if (day.month, day.day) != LEAP_DAY else None
            if moved and before and (before <= moved <= (after or before + A_MONTH)):
                found[row] = moved
    return found


def _longest_in_order(days: Sequence[date]) -> list[int]:
    last: list[date] = []  # the earliest day on which so many of them can end
    at: list[int] = []
    before: list[int | None] = []
    for place, day in enumerate(days):
        length = bisect_right(last, day)
        before.append(at[length - 1] if length else None)
        last[length : length + 1], at[length : length + 1] = [day], [place]
    places: list[int] = []
    here = at[-1] if at else None
    while here is not None:
        places.append(here)
        here = before[here]
    return places[::-1]


def lie_wrong(days: Sequence[date], today: date, reach: Reach) -> int:
    """Count the days in the future, or outside the period."""
    return sum(day > today or (reach is not None and not reach[0] <= day < reach[1]) for day in days)


def _share_in_order(days: Sequence[date]) -> float:
    """Give the share of days that do not lie before the one above, or after it where the list has the latest first."""
    pairs = list(pairwise(days))
    down = sum(one >= other for one, other in pairs)
    return max(down, sum(one <= other for one, other in pairs)) / len(pairs)


def _read(numbers: re.Match[str], order: Order) -> date | None:
    return parse_date(f"{numbers[1]}-{numbers[2]}-{numbers[3]}", order=order).value


def _firsts(numbers: Sequence[re.Match[str]]) -> int:
    return sum(int(one[1]) > MONTHS for one in numbers)


def _seconds(numbers: Sequence[re.Match[str]]) -> int:
    return sum(int(one[2]) > MONTHS >= int(one[1]) for one in numbers)


def _are_year_first(found: Sequence[re.Match[str]], reach: tuple[date, date], today: date) -> bool:
    """Say whether "19-03-28" has its year first: read so all days lie in the period, with the day first none, or some after today."""
    years_first, days_first = ([_read(one, order) for one in found] for order in (Order.YEAR_FIRST, Order.DAY_FIRST))
    is_in_reach = all(day and reach[0] <= day < reach[1] for day in years_first)
    is_outside = not any(day and reach[0] <= day < reach[1] for day in days_first)
    return bool(found) and is_in_reach and (is_outside or sum(day is None or day > today for day in days_first) >= FEWEST_OF_EACH)
