"""Weeks, months, quarters and years: the spans that figures over time are counted in; seasons, and school holidays by week."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import IntEnum, StrEnum
from typing import Any

import numpy as np
import pandas as pd
from msgspec import Struct
from numpy.typing import NDArray

from adv.metrics.frames import day_of, number_of
from adv.model import Period

MONDAY_BEFORE_1970 = -3  # 29 December 1969
MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}


class Span(StrEnum):
    """A stretch of the calendar. Weeks are ISO weeks: from Monday up to and including Sunday."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


def places(span: Span, when: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give for each day the number of the span it lies in; consecutive spans have consecutive numbers."""
    if span is Span.WEEK:
        return (when - MONDAY_BEFORE_1970) // 7
    months: NDArray[np.int64] = when.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return months // MONTHS_IN[span]


def place(span: Span, day: date) -> int:
    """Give the number of the span that a day lies in."""
    return int(places(span, np.array([number_of(day)], dtype=np.int64))[0])


def first_day(span: Span, number: int) -> date:
    """Give the first day of the span with this number."""
    if span is Span.WEEK:
        return day_of(number * 7 + MONDAY_BEFORE_1970)
    year, month = divmod(number * MONTHS_IN[span], 12)
    return date(1970 + year, month + 1, 1)


class Timeline(Struct, frozen=True):
    """Consecutive spans, from number `first` on; empty ones included."""

    span: Span
    first: int
    length: int

    @property
    def starts(self) -> tuple[date, ...]:
        """Give the first day of each span."""
        return tuple(first_day(self.span, self.first + step) for step in range(self.length))

    def index(self, when: NDArray[np.int64]) -> NDArray[np.int64]:
        """Tell for each day which of the spans it lies in, counted from 0; -1 when in none."""
        index = places(self.span, when) - self.first
        return np.where((index >= 0) & (index < self.length), index, -1)

    def column(self, when: NDArray[np.int64]) -> pd.Series[Any]:
        """Give for each day the place of its span, as a column of categories; missing when it lies in none."""
        return pd.Series(pd.Categorical.from_codes(self.index(when), dtype=pd.CategoricalDtype(list(range(self.length)))))

    def count(self, when: NDArray[np.int64]) -> tuple[int, ...]:
        """Count days per span."""
        index = self.index(when)
        return tuple(np.bincount(index[index >= 0], minlength=self.length).tolist())

    def add(self, when: NDArray[np.int64], amounts: NDArray[np.int64]) -> tuple[int, ...]:
        """Add up amounts per span, in whole numbers."""
        index = self.index(when)
        sums = np.zeros(self.length, dtype=np.int64)
        np.add.at(sums, index[index >= 0], amounts[index >= 0])
        return tuple(sums.tolist())


def timeline(span: Span, when: NDArray[np.int64], as_of: date, period: Period | None = None) -> Timeline:
    """Give the spans from the first of the days `when` to `as_of`; with a period all spans that touch it, up to `as_of`."""
    end = place(span, as_of)
    if period is not None:
        start = place(span, period.start)
        end = min(end, place(span, period.last_day))
    elif len(when):
        start = int(places(span, when.min(keepdims=True))[0])
    else:
        start = end + 1
    return Timeline(span, start, max(0, end - start + 1))


MONTHS_IN_SEASON = 3
DECEMBER = 12


class SeasonName(StrEnum):
    """Part of the year of three whole months; winter begins in December."""

    WINTER = "winter"
    SPRING = "spring"
    SUMMER = "summer"
    AUTUMN = "autumn"


class Season(Struct, frozen=True):
    """One season; winter has the year in which it ends."""

    name: SeasonName
    year: int


def season_of(day: date) -> Season:
    """Give the season that a day lies in."""
    return Season(list(SeasonName)[day.month % DECEMBER // MONTHS_IN_SEASON], day.year + (day.month == DECEMBER))


LONG_HOLIDAY = 14  # a holiday of two weeks or more empties a neighbourhood otherwise than one of a week
MIDDLE = 2  # Wednesday: a week is a holiday when its middle is
DAYS_IN_WEEK = 7


class Off(IntEnum):
    """Kinds of weeks without visits."""

    NOT = 0
    LONG = 1  # in a holiday of two weeks or more: summer, Christmas
    SHORT = 2  # in a shorter one: carnival, May, autumn


def weeks_off(holidays: Sequence[Period], first: int, length: int) -> NDArray[np.int8]:
    """Tell of each week from number `first` on which `Off` it is; shape (length,)."""
    wednesday = first * DAYS_IN_WEEK + MONDAY_BEFORE_1970 + MIDDLE
    found = np.zeros(length, dtype=np.int8)
    for holiday in holidays:
        start, end = (max(0, -((wednesday - number_of(day)) // DAYS_IN_WEEK)) for day in (holiday.start, holiday.end))
        found[start:end] = Off.LONG if holiday.days >= LONG_HOLIDAY else Off.SHORT
    return found
