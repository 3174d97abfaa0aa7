"""Days of one column, read together: what the column as a whole says that no cell does by itself.

A column that is month-first throughout, days that an American spreadsheet swapped, rows pasted from a workbook that counts from 1904,
moments of a web tool just before midnight. What is beyond doubt is mended, and said; what only looks so is said.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from adv.workbook.values import day_order
from adv.workbook.values.dates import EARLIEST, EPOCH_1900, EPOCH_1904, LATEST, Order, clock_of, is_number_of_day, parse_date
from adv.workbook.values.text import Parsed, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from adv.model import Period
    from adv.workbook.tables.grid import Cell

SURELY_OF_EACH: Final = 3  # the same beyond doubt: by chance this is one in a hundred, of columns that mix days with texts at all
FEWEST_MOMENTS: Final = 3
MOSTLY_MIDNIGHT: Final = 0.8  # of the moments of a column, where it is midnight elsewhere
MANY: Final = 0.5
LATE: Final = time(22)  # midnight here in summer, in UTC
YEARS_APART: Final = EPOCH_1904 - EPOCH_1900  # days that a day moves when it is pasted between a workbook of each kind
DAY: Final = timedelta(days=1)
NEXT_DAY: Final = "moments_next_day"

_CLOCK = re.compile(
    r".*?\d[t ,]+(?:om )?(?P<hour>\d{1,2})[:.](?P<minute>[0-5]\d)(?:[:.](?P<second>[0-5]\d)(?:[.,]\d+)?)?\s*(?P<half>[ap]\.?m\.?)?\s*(?:uur|u|h)?"
)
_COLON = re.compile(r"\d[:.]\d\d")


class DayOption(StrEnum):
    """Answers that the user can give about a column of days."""

    DAY_FIRST = "day_first"  # as it is written
    MONTH_FIRST = "month_first"
    YEAR_FIRST = "year_first"
    SWAPPED = "swapped"
    NEXT_DAY = "next_day"
    FROM_1904 = "from_1904"
    WEEK = "week"
    IN_ORDER = "in_order"  # a day that jumps a year has the year of the rows around it


def day_options(period: Period) -> tuple[str, ...]:
    """List what can be said of a column of days: how they are read, or the year of those that have none."""
    turns = (f"{year}-{year + 1}" for year in range(period.start.year, period.end.year))  # from one year into the next
    return (*DayOption, *years_of(period), *turns)


def years_of(period: Period) -> tuple[str, ...]:
    """List the years that days without one can lie in."""
    return tuple(str(year) for year in range(period.start.year, period.end.year + 1))


def turn_of(option: str | None) -> int | None:
    """Give the first year of an option that says that days run on into the next one."""
    first, sign, _ = (option or "").partition("-")
    return year_of(first) if sign else None


def year_of(option: str | None) -> int | None:
    """Give the year that an option says; that of an attempt or a question is its number."""
    return int(option) if option and option.isdigit() and len(option) == len("2019") else None


class DayReading(Struct, frozen=True):
    """Reading of the days of one column, and what is to be said about it."""

    order: Order | None = None
    is_swapped: bool = False  # in real days month and day changed places
    is_next_day: bool = False  # moments just before midnight belong to the next day
    moved: timedelta = timedelta()  # distance of real days outside the period from the right ones
    period: tuple[date, date] | None = None  # from and up to, where days are moved
    said: tuple[str, ...] = ()  # codes of findings

    def parse(self, cell: Cell, *, is_1904: bool = False) -> Parsed[date]:
        """Read one cell of the column."""
        if self.is_swapped and isinstance(cell, date) and cell.day <= day_order.MONTHS:
            cell = cell.replace(month=cell.day, day=cell.month)
        parsed = parse_date(cell, is_1904=is_1904, order=self.order)
        if self.is_next_day and parsed.value and (moment := moment_of(cell)) and moment >= LATE:
            return parse_date(parsed.value + DAY)
        if self.moved and self.period and parsed.value and (isinstance(cell, date) or is_number_of_day(cell)):
            start, end = self.period
            if not start <= parsed.value < end and start <= parsed.value + self.moved < end:
                return parse_date(parsed.value + self.moved)
        return parsed


def day_reading(
    cells: Sequence[Cell],
    today: date,
    reach: tuple[date, date] | None,
    option: str | None,
    *,
    is_1904: bool,
    header: str = "",
    beside: Callable[[], Order | None] = lambda: None,
) -> DayReading:
    """Say how the different cells of a column of days are read: as the user decided, else as they show themselves.

    `reach` is from and up to which day they should lie, that of the project's period; None: they may be later.
    A `header` may say the order: "(mm/dd/jj)". `beside` gives the order of other days in the sheet, which counts where a column shows none.
    """
    if option in set(DayOption) - {DayOption.WEEK, DayOption.IN_ORDER}:
        return _decided(option, reach)
    numbers = day_order.numbers_in(cells)
    if numbers and (written := day_order.order_said(header)):
        return DayReading(written, said=() if written is Order.DAY_FIRST else (f"days_{written}",))
    order, said = _order(cells, numbers, today, reach, beside)
    days = {cell: _day_of(cell, is_1904=is_1904) for cell in cells if not isinstance(cell, str) or is_number_of_day(cell)}
    real = [day for cell, day in days.items() if day and isinstance(cell, date)]
    texts = day_order.only_order(numbers)
    is_surely = _are_swapped(real, len(numbers) if texts else 0, SURELY_OF_EACH)
    is_worse = is_surely and day_order.lie_wrong(day_order.swapped(real), today, reach) > day_order.lie_wrong(real, today, reach)
    is_swapped = is_surely and not is_worse
    if is_swapped:
        said, order = ["days_swapped"], order or (texts if texts is Order.MONTH_FIRST else None)
    elif _are_swapped(real, len(numbers) if texts else 0, day_order.FEWEST_OF_EACH):
        said.append("days_may_be_swapped")
    code = _about_midnight(cells)
    known = {cell: day for cell, day in days.items() if day}
    moved, other = _moved(known, reach) if reach and not is_swapped else (timedelta(), None)
    said += [one for one in (code, other) if one]
    return DayReading(order, is_swapped, code == NEXT_DAY, moved, reach, tuple(said))


def _order(
    cells: Sequence[Cell],
    numbers: list[re.Match[str]],
    today: date,
    reach: tuple[date, date] | None,
    beside: Callable[[], Order | None],
) -> tuple[Order | None, list[str]]:
    """Tell the order of the numbers in the texts of a column, and what is to be said of it."""
    order = day_order.order_of(cells, today, reach, numbers)
    if order is None and day_order.show_no_order(numbers):
        order, may_be = beside(), False
        if order is None and len(numbers) == len(cells):
            order, may_be = day_order.likelier_order(numbers, today, reach)
        if may_be:
            return None, ["days_may_be_month_first"]
    if order is None and day_order.are_in_both_orders(numbers):
        return None, ["days_in_both_orders"]
    return order, [f"days_{order}"] if order in {Order.MONTH_FIRST, Order.YEAR_FIRST} else []


def _decided(option: str, reach: tuple[date, date] | None) -> DayReading:
    if option in list(Order):
        return DayReading(Order(option))
    return DayReading(
        is_swapped=option == DayOption.SWAPPED,
        is_next_day=option == DayOption.NEXT_DAY,
        moved=YEARS_APART if option == DayOption.FROM_1904 else timedelta(),
        period=reach,
    )


def _are_swapped(days: Sequence[date], texts: int, fewest: int) -> bool:
    """Say whether a column looks as if it was opened in a spreadsheet of the other language once.

    An American one takes 07-01-2019 for 1 July and makes it a day, and leaves 15-01-2019 as text, since there is no month 15; a Dutch one
    does the same with 1/15/2019. So all real days are in the first twelve of their month, and all texts after them: by chance that is rare.
    """
    return min(len(days), texts) >= fewest and max(day.day for day in days) <= day_order.MONTHS


def _moved(days: Mapping[Cell, date], reach: tuple[date, date]) -> tuple[timedelta, str | None]:
    """Tell what a part of the days is off, and what to say: those outside the period would lie in it from the other kind of workbook.

    Where every day lies outside, it may as well be an older list: that is only said. Of bare numbers nothing says from when they count.
    """
    outside = [day for day in days.values() if not reach[0] <= day < reach[1]]
    for moved in (YEARS_APART, -YEARS_APART) if len(outside) >= day_order.FEWEST_OF_EACH else ():
        if all(reach[0] <= day + moved < reach[1] for day in outside):
            if len(days) - len(outside) >= day_order.FEWEST_OF_EACH or not any(isinstance(cell, date) for cell in days):
                return moved, "days_from_1904"
            return timedelta(), "days_may_be_from_1904" if moved > timedelta() else None
    return timedelta(), None


def _day_of(cell: Cell, *, is_1904: bool) -> date | None:
    day = cell.date() if isinstance(cell, datetime) else cell
    if isinstance(day, date):
        return day if EARLIEST <= day <= LATEST else None
    return parse_date(cell, is_1904=is_1904).value


def _about_midnight(cells: Sequence[Cell]) -> str | None:
    """Tell whether the moments of a column lie just before midnight: surely midnight elsewhere, or many of them."""
    moments = [moment for cell in cells if (moment := moment_of(cell))]
    if len(moments) < FEWEST_MOMENTS:
        return None
    # Midnight here in UTC, or in the local time of before 1937: 28 seconds earlier. 23:59:59 is how some write the end of a day.
    elsewhere = [one for one in moments if one in {time(22), time(23)} or time(23, 59) < one < time(23, 59, 59)]
    if len(elsewhere) >= MOSTLY_MIDNIGHT * len(moments):
        return NEXT_DAY
    return "moments_before_midnight" if sum(moment >= LATE for moment in moments) >= MANY * len(moments) else None


def moment_of(cell: Cell) -> time | None:
    """Give the time of day in a cell, when it is not midnight and has no time zone."""
    if isinstance(cell, datetime):
        return cell.time() if cell.hour or cell.minute or cell.second else None
    if not isinstance(cell, str) or not _COLON.search(cell) or (found := _CLOCK.fullmatch(plain(cell))) is None:
        return None
    clock = clock_of(found.groupdict())
    return clock if clock != time() else None
