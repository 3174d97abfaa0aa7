"""Shortcuts into frames: days as numbers, several values in one cell, households of several tables, and the data as of a day.

Days are counted from 1970-01-01 in int64; a missing day is `NO_DAY`, smaller than any other. Columns of categories have those of
the project first, in its order, used or not; what else occurs follows by name (`adv.dataset`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from msgspec.structs import replace
from numpy.typing import NDArray

from adv.model import CONVERSATIONS, Dataset, Status

Column: TypeAlias = "pd.Series[Any]"
Mask: TypeAlias = "NDArray[np.bool_]"
Numbers: TypeAlias = "NDArray[np.int64]"

EPOCH = date(1970, 1, 1).toordinal()
NO_DAY: int = int(np.iinfo(np.int64).min)


def number_of(day: date) -> int:
    """Give a day as its number."""
    return day.toordinal() - EPOCH


def day_of(number: int) -> date:
    """Give the day with this number."""
    return date.fromordinal(int(number) + EPOCH)


def days(column: Column) -> Numbers:
    """Give a column of days as their numbers, shape (rows,)."""
    return column.to_numpy().astype("datetime64[D]").astype(np.int64)


def whole(column: Column) -> Numbers:
    """Give a column of whole numbers, 0 where missing."""
    return column.fillna(0).to_numpy(dtype=np.int64)


def truths(column: Column) -> Mask:
    """Mark the rows of a column of yes and no that say yes."""
    return column.fillna(value=False).to_numpy(dtype=bool)


def holds(column: Column, wanted: Iterable[str]) -> Mask:
    """Mark the rows of a column of categories or tuples that hold a wanted value; each different value is looked at once."""
    wanted = frozenset(wanted)
    if column.dtype == object:
        numbers, distinct = tuple_codes(column)
        return np.array([not wanted.isdisjoint(several) for several in distinct], dtype=bool)[numbers]
    return np.array([*(name in wanted for name in column.cat.categories), False])[column.cat.codes]  # code -1 takes the last


def conversations(visits: pd.DataFrame) -> Mask:
    """Mark the visits that were a conversation: completed."""
    return holds(visits["outcome"], CONVERSATIONS)


def plain_rows(frame: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """Give the rows as tuples, None where a value is missing."""
    return frame.astype(object).where(frame.notna(), None).itertuples(index=False, name=None)


def used(column: Column, first: Iterable[str] = ()) -> Column:
    """Drop the categories that no row has, but for those in `first`."""
    counts = column.value_counts(sort=False)
    return column.cat.remove_categories(counts.index[(counts == 0) & ~counts.index.isin(list(first))])


def exploded(frame: pd.DataFrame, column: str, first: Sequence[str]) -> pd.DataFrame:
    """Give a row for each value in a column of tuples: ("zorg", "wonen") makes two rows, () none. The column gets categories.

    As `DataFrame.explode`, which takes four times as long, for it looks into every cell: the different ones are few.
    """
    numbers, distinct = tuple_codes(frame[column])
    names = (*first, *sorted({name for several in distinct for name in several} - set(first)))
    rows_of = [np.flatnonzero(np.array([name in several for several in distinct], dtype=bool)[numbers]) for name in names]
    places = np.repeat(np.arange(len(names)), [len(rows) for rows in rows_of])
    categories = pd.Categorical.from_codes(places, categories=pd.Index(names, dtype="str"))
    return frame.take(np.concatenate([*rows_of, np.empty(0, dtype=np.intp)])).assign(**{column: categories})


def tuple_codes(column: Column) -> tuple[NDArray[np.intp], list[tuple[str, ...]]]:
    """Number the different tuples of a column: give the number of each row, and the tuples."""
    numbers, distinct = pd.factorize(column)
    return numbers, list(distinct)


def cross(rows: Column, columns: Column) -> Numbers:
    """Count the rows of a frame by two columns of categories, shape (categories, categories): a quick `crosstab`."""
    shape = len(rows.cat.categories), len(columns.cat.categories)
    here, there = (column.cat.codes.to_numpy().astype(np.int64) for column in (rows, columns))
    known = (here >= 0) & (there >= 0)
    counts: Numbers = np.bincount(here[known] * shape[1] + there[known], minlength=shape[0] * shape[1]).reshape(shape)
    return counts


def household_codes(*columns: Column) -> tuple[list[NDArray[np.intp]], int]:
    """Number the households of one or several frames alike, from 0, -1 where unknown; also give how many there are."""
    numbers, distinct = pd.factorize(columns[0] if len(columns) == 1 else pd.concat(columns, ignore_index=True))
    return np.split(numbers, np.cumsum([len(column) for column in columns])[:-1]), len(distinct)


def as_known_on(dataset: Dataset, as_of: date) -> Dataset:
    """Give the data as they were at the end of `as_of`: what is dated later is left out.

    A request closed or withdrawn later is still in progress. Requests without a day stay: nothing says that they are later.
    Frames in which nothing is later are handed on as they are, and so are data of that day or before it.
    """
    if dataset.known_on is not None and dataset.known_on <= as_of:
        return dataset
    limit = number_of(as_of)
    known = dataset.with_tables(
        visits=_until(dataset.visits, "visited_on", limit),
        requests=_not_closed_after(_until(dataset.requests, "raised_on", limit, dated=False), limit),
        expenses=_until(dataset.expenses, "booked_on", limit),
        activities=_until(dataset.activities, "held_on", limit),
    )
    return replace(known, known_on=as_of)


def _until(frame: pd.DataFrame, column: str, limit: int, *, dated: bool = True) -> pd.DataFrame:
    when = days(frame[column])
    counts = when <= limit
    if dated:  # importing leaves out visits and bookings without a day; none slips in here
        counts &= when != NO_DAY
    return frame if counts.all() else frame[counts]


def _not_closed_after(requests: pd.DataFrame, limit: int) -> pd.DataFrame:
    later = days(requests["closed_on"]) > limit
    if not later.any():
        return requests
    reopened = later & holds(requests["status"], (Status.CLOSED, Status.WITHDRAWN))
    status = requests["status"].mask(reopened, Status.IN_PROGRESS.value)
    return requests.assign(status=status, closed_on=requests["closed_on"].mask(later))
