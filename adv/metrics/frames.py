"""Shortcuts into frames: days as numbers, several values in one cell, and the data as of a day.

Days are counted from 1970-01-01 in int64; a missing day is `NO_DAY`, smaller than any other.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from msgspec import Struct

from adv.model import Outcome, Status

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from numpy.typing import NDArray

    from adv.model import Dataset

    Column = pd.Series[Any]

EPOCH = date(1970, 1, 1).toordinal()
MOST_CELLS = 5_000_000  # bytes of a table of values by groups
NO_DAY: int = int(np.iinfo(np.int64).min)


def number_of(day: date) -> int:
    """Give a day as its number."""
    return day.toordinal() - EPOCH


def day_of(number: int) -> date:
    """Give the day with this number."""
    return date.fromordinal(int(number) + EPOCH)


def days(column: Column) -> NDArray[np.int64]:
    """Give a column of days as their numbers, shape (rows,)."""
    return column.to_numpy().astype("datetime64[D]").astype(np.int64)


def whole(column: Column) -> NDArray[np.int64]:
    """Give a column of whole numbers, 0 where missing."""
    return column.fillna(0).to_numpy(dtype=np.int64)


def is_known(column: Column) -> NDArray[np.bool_]:
    """Which rows of a column hold a value."""
    return column.notna().to_numpy(dtype=bool)


def truths(column: Column) -> NDArray[np.bool_]:
    """Give which rows of a column of yes and no say yes."""
    return column.fillna(value=False).to_numpy(dtype=bool)


def values_at(column: Column, rows: NDArray[np.intp]) -> list[Any]:
    """What a column of texts or categories holds in some rows, None where missing."""
    taken = column.iloc[rows]
    return [None if gone else value for value, gone in zip(taken.tolist(), taken.isna().tolist(), strict=True)]


def codes(column: Column) -> NDArray[np.intp]:
    """A column of categories as the places of its values among them, -1 where missing."""
    return column.cat.codes.to_numpy().astype(np.intp)


def names(column: Column) -> list[str]:
    """The categories of a column, used or not, in their order."""
    return column.cat.categories.tolist()


def holds(column: Column, wanted: Collection[str]) -> NDArray[np.bool_]:
    """Which rows of a column of categories hold one of the wanted values."""
    places = np.array([*(name in wanted for name in names(column)), False], dtype=bool)
    return places[codes(column)]  # code -1 takes the last place


def conversations(visits: pd.DataFrame) -> NDArray[np.bool_]:
    """Which visits were a conversation: completed."""
    return holds(visits["outcome"], (Outcome.CONVERSATION.value,))


def household_codes(*columns: Column) -> tuple[list[NDArray[np.intp]], int]:
    """Households of one or several frames as numbers from 0, the same in all of them, -1 where unknown; and how many."""
    numbers, distinct = pd.factorize(columns[0] if len(columns) == 1 else pd.concat(columns, ignore_index=True))
    return np.split(numbers, np.cumsum([len(column) for column in columns])[:-1]), len(distinct)


class Members(Struct, frozen=True):
    """Which rows belong to which group; a row may belong to several. One pair (``rows[i]``, ``groups[i]``) per membership."""

    names: tuple[str, ...]
    rows: NDArray[np.intp]
    groups: NDArray[np.intp]
    without: int  # rows that belong to none

    def count(self, chosen: NDArray[np.bool_] | None = None) -> NDArray[np.intp]:
        """Rows per group, of the chosen ones."""
        groups = self.groups if chosen is None else self.groups[chosen[self.rows]]
        return np.bincount(groups, minlength=len(self.names))

    def distinct(self, values: NDArray[np.intp], chosen: NDArray[np.bool_]) -> NDArray[np.intp]:
        """Different values >= 0 per group among the chosen rows."""
        taken = (chosen & (values >= 0))[self.rows]
        width = max(1, len(self.names))
        pairs = values[self.rows[taken]] * width + self.groups[taken]
        cells = (int(values.max(initial=0)) + 1) * width
        if cells > MOST_CELLS:
            return np.bincount(np.unique(pairs) % width, minlength=len(self.names))
        seen = np.zeros(cells, dtype=bool)  # ten times as fast as looking for the different ones
        seen[pairs] = True
        counts: NDArray[np.intp] = seen.reshape(-1, width).sum(axis=0)[: len(self.names)]
        return counts


def members(column: Column, first: Iterable[str] = (), *, only_used: bool = False) -> Members:
    """Groups of a column of categories or of tuples: `first` in its order, then what else occurs, by name.

    Categories that no row uses stay, unless `only_used`.
    """
    if holds_tuples(column):
        return _tuple_members(column, tuple(first))
    found, used = names(column), codes(column)
    occurring = set(np.unique(used).tolist()) if only_used else range(len(found))
    kept = [name for number, name in enumerate(found) if number in occurring]
    order = (*first, *(name for name in kept if name not in set(first)))
    place = {name: number for number, name in enumerate(order)}
    numbers = np.array([*(place.get(name, -1) for name in found), -1], dtype=np.intp)[used]
    rows = np.flatnonzero(numbers >= 0)
    return Members(order, rows, numbers[rows], len(numbers) - len(rows))


def holds_tuples(column: Column) -> bool:
    """Whether a row of this column may hold several values."""
    return column.dtype == object


def _tuple_members(column: Column, first: tuple[str, ...]) -> Members:
    numbers, distinct = tuple_codes(column)
    others = sorted({name for several in distinct for name in several} - set(first))
    order = (*first, *others)
    belongs = np.array([[name in several for name in order] for several in distinct], dtype=bool).reshape(len(distinct), len(order))
    per_group = [np.flatnonzero(belongs[numbers, group]) for group in range(len(order))]
    rows = np.concatenate([np.empty(0, dtype=np.intp), *per_group])
    groups = np.repeat(np.arange(len(order)), [len(found) for found in per_group])
    nowhere = np.array([not several for several in distinct], dtype=bool)
    return Members(order, rows, groups, int(nowhere[numbers].sum()))


def tuple_codes(column: Column) -> tuple[NDArray[np.intp], list[tuple[str, ...]]]:
    """A column of tuples as the places of its values among the distinct ones that occur, and those."""
    numbers, distinct = pd.factorize(column)
    return numbers, list(distinct)


def as_known_on(dataset: Dataset, as_of: date) -> Dataset:
    """The data as they were at the end of `as_of`: what is dated later is left out.

    A request closed or withdrawn later is still in progress. Requests without a day stay: nothing says that they are later.
    Frames in which nothing is later are handed on as they are.
    """
    limit = number_of(as_of)
    return dataset.with_tables(
        visits=_until(dataset.visits, "visited_on", limit),
        requests=_not_closed_after(_until(dataset.requests, "raised_on", limit, dated=False), limit),
        expenses=_until(dataset.expenses, "booked_on", limit),
        activities=_until(dataset.activities, "held_on", limit),
    )


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
    reopened = later & holds(requests["status"], (Status.CLOSED.value, Status.WITHDRAWN.value))
    return requests.assign(
        status=requests["status"].mask(reopened, Status.IN_PROGRESS.value), closed_on=requests["closed_on"].mask(later)
    )
