"""What the metrics need of frames: days as numbers, categories as masks, several values in one cell, and the data as of a day.

The one place that knows the two kinds of frames: pandas' own, and coded ones (`adv.coded`) for programs that start quickly.
Days are counted from 1970-01-01 in int64; a missing day is `NO_DAY`, smaller than any other.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias, cast
from weakref import WeakKeyDictionary

import numpy as np
from msgspec import Struct

from adv.coded import Coded, CodedFrame
from adv.model import Outcome, Status

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    import pandas as pd
    from numpy.typing import NDArray

    from adv.model import Dataset

    Column: TypeAlias = pd.Series[Any] | Coded
    Frame: TypeAlias = pd.DataFrame | CodedFrame

EPOCH = date(1970, 1, 1).toordinal()
MOST_CELLS = 5_000_000  # bytes of a table of values by groups
_days: WeakKeyDictionary[Coded, NDArray[np.int64]] = WeakKeyDictionary()  # every metric asks for them again
NO_DAY: int = int(np.iinfo(np.int64).min)


def number_of(day: date) -> int:
    """A day as its number."""
    return day.toordinal() - EPOCH


def day_of(number: int) -> date:
    """The day with this number."""
    return date.fromordinal(int(number) + EPOCH)


def days(column: Column) -> NDArray[np.int64]:
    """A column of days as their numbers, shape (rows,)."""
    if isinstance(column, Coded):
        known = _days.get(column)
        if known is None:
            numbers = [number_of(cast("date", day)) for day in column.distinct]
            known = np.array([*numbers, NO_DAY], dtype=np.int64)[column.codes]  # code -1 takes the last
            known.setflags(write=False)
            _days[column] = known
        return known
    return column.to_numpy().astype("datetime64[D]").astype(np.int64)


def whole(column: Column) -> NDArray[np.int64]:
    """A column of whole numbers, 0 where missing."""
    if isinstance(column, Coded):
        return np.array([*column.distinct, 0], dtype=np.int64)[column.codes]
    return column.fillna(0).to_numpy(dtype=np.int64)


def is_known(column: Column) -> NDArray[np.bool_]:
    """Which rows of a column hold a value."""
    if isinstance(column, Coded):
        return column.codes >= 0
    return column.notna().to_numpy(dtype=bool)


def truths(column: Column) -> NDArray[np.bool_]:
    """Which rows of a column of yes and no say yes."""
    if isinstance(column, Coded):
        return np.array([*column.distinct, False], dtype=bool)[column.codes]
    return column.fillna(value=False).to_numpy(dtype=bool)


def values_at(column: Column, rows: NDArray[np.intp]) -> list[Any]:
    """What a column of texts or categories holds in some rows, None where missing."""
    if isinstance(column, Coded):
        distinct = [*column.distinct, None]
        return [distinct[code] for code in column.codes[rows].tolist()]  # code -1 takes the last
    taken = column.iloc[rows]
    return [None if gone else value for value, gone in zip(taken.tolist(), taken.isna().tolist(), strict=True)]


def codes(column: Column) -> NDArray[np.intp]:
    """A column of categories as the places of its values among them, -1 where missing."""
    return column.codes if isinstance(column, Coded) else column.cat.codes.to_numpy().astype(np.intp)


def names(column: Column) -> list[str]:
    """The categories of a column, used or not, in their order."""
    found = column.distinct if isinstance(column, Coded) else column.cat.categories.tolist()
    return [str(name) for name in found]


def holds(column: Column, wanted: Collection[str]) -> NDArray[np.bool_]:
    """Which rows of a column of categories hold one of the wanted values."""
    places = np.array([*(name in wanted for name in names(column)), False], dtype=bool)
    return places[codes(column)]  # code -1 takes the last place


def conversations(visits: Frame) -> NDArray[np.bool_]:
    """Which visits were a conversation: completed."""
    return holds(visits["outcome"], (Outcome.CONVERSATION.value,))


def household_codes(*columns: Column) -> tuple[list[NDArray[np.intp]], int]:
    """Households of one or several frames as numbers from 0, the same in all of them, -1 where unknown; and how many."""
    coded = [column for column in columns if isinstance(column, Coded)]
    if coded:
        numbers, count = _coded_households(coded)
    else:
        import pandas as pd  # noqa: PLC0415 - the frames are pandas': it is there

        series = [column for column in columns if not isinstance(column, Coded)]
        numbers, distinct = pd.factorize(series[0] if len(series) == 1 else pd.concat(series, ignore_index=True))
        count = len(distinct)
    return np.split(numbers, np.cumsum([len(column) for column in columns])[:-1]), count


def _coded_households(columns: list[Coded]) -> tuple[NDArray[np.intp], int]:
    numbers, different = _numbered_alike(columns)
    used = np.zeros(different + 1, dtype=np.intp)
    used[numbers] = 1
    used[-1] = 0
    compact = np.cumsum(used) - 1  # households that no row has are not counted
    compact[-1] = -1
    return compact[numbers], int(used.sum())


def _numbered_alike(columns: list[Coded]) -> tuple[NDArray[np.intp], int]:
    """The rows of all columns with the same number for the same value, -1 where there is none; and how many values."""
    if all(column.distinct is columns[0].distinct for column in columns):  # also those of requests, who have theirs from the visits
        return np.concatenate([column.codes for column in columns]), len(columns[0].distinct)
    found: dict[object, int] = {}
    parts = []
    for column in columns:
        places = [found.setdefault(household, len(found)) for household in column.distinct]
        parts.append(np.array([*places, -1], dtype=np.intp)[column.codes])
    return np.concatenate(parts), len(found)


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
    if isinstance(column, Coded):
        return bool(column.distinct) and isinstance(column.distinct[-1], tuple)
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
    if isinstance(column, Coded):
        used, numbers = np.unique(column.codes, return_inverse=True)
        return numbers.astype(np.intp), [cast(tuple[str, ...], column.distinct[code]) for code in used]
    found: dict[tuple[str, ...], int] = {}
    numbers = np.fromiter((found.setdefault(several, len(found)) for several in column.tolist()), np.intp, len(column))
    return numbers, list(found)


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


def _not_closed_after(requests: Frame, limit: int) -> pd.DataFrame:
    later = days(requests["closed_on"]) > limit
    if not later.any():
        return cast("pd.DataFrame", requests)
    reopened = later & holds(requests["status"], (Status.CLOSED.value, Status.WITHDRAWN.value))
    if isinstance(requests, CodedFrame):
        status, closed = requests["status"], requests["closed_on"]
        place = names(status).index(Status.IN_PROGRESS.value)
        made = requests.assign(
            status=Coded(status.distinct, np.where(reopened, place, status.codes)),
            closed_on=Coded(closed.distinct, np.where(later, -1, closed.codes)),
        )
        return cast("pd.DataFrame", made)
    return requests.assign(
        status=requests["status"].mask(reopened, Status.IN_PROGRESS.value), closed_on=requests["closed_on"].mask(later)
    )
