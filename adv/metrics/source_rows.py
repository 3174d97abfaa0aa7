"""Source rows of a number: which rows of the data it counts, and those rows themselves.

A chart says of each of its bars what it counts (`Behind`); `rows_behind` gives the rows, chosen in the same way as the metrics
count them, and `number_behind` the number that they make: the one that the bar shows. A test holds every bar of every chart to it.
What only one metric knows of rows (how a household ended up, say) is a `RowTest` beside that metric.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import TypeAlias

import numpy as np
import pandas as pd
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from adv.metrics.frames import NO_DAY, Column, as_known_on, days, holds, whole
from adv.metrics.spans import MONDAY_BEFORE_1970, Span, place, places
from adv.model import CONVERSATIONS, Dataset, Project, TableName

Mask: TypeAlias = NDArray[np.bool_]


Values: TypeAlias = tuple[str, ...]
RowTest: TypeAlias = "Callable[[Dataset, TableName, date, Values], Mask]"  # of the rows of one table as they were known on a day
DAY_OF = {
    TableName.VISITS: "visited_on",
    TableName.REQUESTS: "raised_on",
    TableName.EXPENSES: "booked_on",
    TableName.ACTIVITIES: "held_on",
}
WHOLE_NUMBERS = ("attempt", "year")
WITHOUT = ""
SPANS = tuple(span.value for span in Span)


class Unit(StrEnum):
    """Unit in which a number counts its rows."""

    ROWS = "rows"
    CENTS = "cents"
    HOUSEHOLDS = "households"  # different ones
    PARTICIPANTS = "participants"


class Behind(Struct, frozen=True):
    """The rows of one table of which everything in `where` holds: that a column has one of some values, or a test of a metric.

    Beside columns there are ``week``, ``month``, ``quarter`` and ``year`` (the first day of the row's span, as ISO text),
    ``weekday`` (0 is Monday) and ``household`` (``known``). The value `WITHOUT` stands for rows that do not say.
    """

    table: TableName
    where: tuple[tuple[str | RowTest, Values], ...] = ()
    unit: Unit = Unit.ROWS

    def also(self, **where: str | Values) -> Behind:
        """Give those of these rows of which this holds as well."""
        more = tuple((name, (values,) if isinstance(values, str) else values) for name, values in where.items())
        return replace(self, where=(*self.where, *more))

    def that(self, test: RowTest, *values: str) -> Behind:
        """Give those of these rows that pass a metric's test as well."""
        return replace(self, where=(*self.where, (test, values)))

    @property
    def as_households(self) -> Behind:
        """Give the same rows where the household is known, counted by household."""
        return replace(self.also(household="known"), unit=Unit.HOUSEHOLDS)


VISITS = Behind(TableName.VISITS)
TALKED = tuple(map(str, CONVERSATIONS))
COMPLETED = VISITS.also(outcome=TALKED)
REQUESTS = Behind(TableName.REQUESTS)
EXPENSES = Behind(TableName.EXPENSES, unit=Unit.CENTS)
BUDGET_LINES = Behind(TableName.BUDGET_LINES, unit=Unit.CENTS)
ADDRESSES = Behind(TableName.ADDRESSES)
ACTIVITIES = Behind(TableName.ACTIVITIES)


def rows_behind(dataset: Dataset, project: Project, as_of: date, what: Behind) -> pd.DataFrame:
    """Give the rows that a number counts, as they were known at the end of `as_of`, in the order of the data."""
    known = as_known_on(dataset, as_of)
    frame = known.table(what.table)
    chosen = np.ones(len(frame), dtype=bool)
    for name, values in what.where:
        if not isinstance(name, str):
            chosen &= name(known, what.table, as_of, values)
        elif name in OTHER_TESTS:
            chosen &= OTHER_TESTS[name](known, what.table, as_of, values)
        elif name in SPANS and name not in frame:
            chosen &= _in_span(frame, DAY_OF[what.table], Span(name), values)
        else:
            chosen &= _has_one_of(name, frame[name], values)
    return frame if chosen.all() else frame[chosen]


def number_behind(rows: pd.DataFrame, what: Behind) -> int:
    """Give the number that the rows make: how many they are, their cents, or their households."""
    if what.unit is Unit.CENTS:
        return int(whole(rows["cents"]).sum())
    if what.unit is Unit.HOUSEHOLDS:
        return rows["household"].nunique()
    if what.unit is Unit.PARTICIPANTS:
        return int(whole(rows["participants"]).sum())
    return len(rows)


def _has_one_of(name: str, column: Column, values: Values) -> Mask:
    if name in WHOLE_NUMBERS:
        return np.isin(whole(column), [int(value) for value in values])
    found = holds(column, values)
    return found | column.isna().to_numpy() if WITHOUT in values else found


def _in_span(frame: pd.DataFrame, day: str, span: Span, starts: Values) -> Mask:
    when = days(frame[day])
    found: Mask = np.isin(places(span, when), [place(span, date.fromisoformat(start)) for start in starts]) & (when != NO_DAY)
    return found


def _on_weekday(known: Dataset, table: TableName, as_of: date, values: Values) -> Mask:
    found: Mask = np.isin((days(known.table(table)[DAY_OF[table]]) - MONDAY_BEFORE_1970) % 7, [int(value) for value in values])
    return found


def _with_household(known: Dataset, table: TableName, as_of: date, values: Values) -> Mask:
    return known.table(table)["household"].notna().to_numpy()


OTHER_TESTS: dict[str, RowTest] = {"household": _with_household, "weekday": _on_weekday}
