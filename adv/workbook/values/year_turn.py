"""Days without a year that run on past New Year: which of them lie in the first of two years follows from their order, or from the months that lack."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from adv.workbook.values.dates import parse_date
from adv.workbook.values.yearless import is_week, is_yearless, with_year

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.tables.grid import Cell

LEAP: Final = 2020  # a year that has every day
HALF: Final = 182  # days: a list in order makes such a jump only at New Year
FREE: Final = 60  # days without a visit, by which an unordered list shows where it began
IN_ORDER: Final = 0.9  # share of the days that do not lie before the one above them


def years_turned(cells: Sequence[Cell], first: int, *, is_week_column: bool) -> dict[int, int]:
    """Give the year of each row whose day lacks its own: `first` or the next one; nothing where no order shows where the year turns."""
    said = {row: day for row, cell in enumerate(cells) if (day := _day_of_year(cell, is_week_column=is_week_column))}
    days = [*said.values()]
    later = _by_steps(days) or ([] if _is_in_order(days) else _by_gap(days))
    return {row: first + is_later for row, is_later in zip(said, later, strict=True)} if later else {}


def _day_of_year(cell: Cell, *, is_week_column: bool) -> int | None:
    if not (is_week(cell) if is_week_column else is_yearless(cell)):
        return None
    day = parse_date(with_year(cell, LEAP, is_week=is_week_column) or "").value
    return day.timetuple().tm_yday if day and day.year == LEAP else None


def _by_steps(days: Sequence[int]) -> list[bool]:
    """Tell which days lie after New Year, where each step from one day to the next is less than half a year."""
    years = [0] if days else []
    for one, other in pairwise(days):
        years.append(years[-1] + (one - other > HALF) - (other - one > HALF))
    later = [year > min(years) for year in years]
    turns = sum(one != other for one, other in pairwise(years))
    if len({*years}) != len("12"):
        return []
    before, after = ([day for day, is_later in zip(days, later, strict=True) if is_later is said] for said in (False, True))
    is_one_season = max(after) < min(before)
    return later if is_one_season or (turns == 1 and _is_in_order(before) and _is_in_order(after)) else []


def _by_gap(days: Sequence[int]) -> list[bool]:
    """Tell which days lie after New Year where no list is in order: those before the longest time without any, when that is within a year."""
    ordered = sorted({*days})
    if not ordered:
        return []
    gap, end = max(((other - one, other) for one, other in pairwise(ordered)), default=(0, 0))
    at_new_year = ordered[0] + 2 * HALF - ordered[-1]
    return [day < end for day in days] if gap >= FREE and gap > at_new_year else []


def _is_in_order(days: Sequence[int]) -> bool:
    steps = [(one <= other, one >= other) for one, other in pairwise(days)]
    return any(sum(way) >= IN_ORDER * len(steps) for way in zip(*steps, strict=True)) if steps else True
