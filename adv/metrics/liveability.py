"""Liveability (leefbaarheid): the marks that residents give for the neighbourhood and for their home, and how they change."""

from __future__ import annotations

import math
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from adv.metrics.frames import as_known_on, days, household_codes, whole
from adv.metrics.means import Mean, mean_of
from adv.metrics.spans import Span, places
from adv.metrics.values import NotAvailable

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from adv.metrics.source_rows import Values
    from adv.model import Dataset, Project, TableName

LOWEST, HIGHEST = 1, 10
EPOCH_YEAR = 1970


class Mark(StrEnum):
    """What residents give a mark for; the value is the column."""

    NEIGHBOURHOOD = "neighbourhood_score"
    HOME = "home_score"


class Change(StrEnum):
    """What can be said of a mean change: that it is there, that it is not shown, or nothing."""

    UP = "up"
    DOWN = "down"
    NOT_SHOWN = "not_shown"  # the interval holds 0
    NO_MARGIN = "no_margin"  # one household, or all changed equally


class PairedChange(Struct, frozen=True):
    """Of households that gave a mark on two days or more: the last day's mark less the first's."""

    before: float  # means over these households
    after: float
    change: Mean  # its count is the households
    higher: int  # households
    same: int
    lower: int

    @property
    def verdict(self) -> Change:
        """What the interval says."""
        interval = self.change.interval
        if isinstance(interval, NotAvailable):
            return Change.NO_MARGIN
        low, high = interval
        return Change.UP if low > 0 else Change.DOWN if high < 0 else Change.NOT_SHOWN


class Liveability(Struct, frozen=True):
    """The mean mark per year, from the first year with a mark to the last, and the change of households that gave two."""

    mark: Mark
    years: tuple[int, ...]
    means: tuple[Mean | NotAvailable, ...]  # not available: a year in between without marks
    paired: PairedChange | NotAvailable

    @property
    def latest(self) -> tuple[int, Mean] | NotAvailable:
        """The last year and its mean."""
        if not self.years:
            return NotAvailable("no_marks_there")
        last = self.means[-1]
        return last if isinstance(last, NotAvailable) else (self.years[-1], last)


def liveability(dataset: Dataset, project: Project, as_of: date, mark: Mark) -> Liveability | NotAvailable:  # noqa: ARG001 - one signature for all
    """Means and paired change of one of the marks. Each mark given at a visit counts once."""
    if not dataset.has("visits"):
        return NotAvailable("no_visits")
    if not dataset.has(f"visits.{mark.value}"):
        return NotAvailable(f"no_{mark.value}")
    visits = as_known_on(dataset, as_of).visits
    marks, when = whole(visits[mark.value]), days(visits["visited_on"])
    given = is_mark(marks)
    (households,), count = household_codes(visits["household"])
    known = given & (households >= 0)
    years, means = _per_year(marks[given], when[given])
    if not dataset.has("visits.household"):
        return Liveability(mark, years, means, NotAvailable("no_households"))
    return Liveability(mark, years, means, _paired(marks[known], when[known], households[known], count))


def is_mark(marks: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which of a column's numbers are a mark; 0 is a missing one."""
    found: NDArray[np.bool_] = (marks >= LOWEST) & (marks <= HIGHEST)
    return found


def _per_year(marks: NDArray[np.int64], when: NDArray[np.int64]) -> tuple[tuple[int, ...], tuple[Mean | NotAvailable, ...]]:
    if not len(marks):
        return (), ()
    in_year = places(Span.YEAR, when) + EPOCH_YEAR
    years = range(int(in_year.min()), int(in_year.max()) + 1)
    return tuple(years), tuple(_mean_mark(marks[in_year == year]) for year in years)


def _mean_mark(marks: NDArray[np.int64]) -> Mean | NotAvailable:
    return mean_of(marks.tolist(), LOWEST, HIGHEST)


def _paired(
    marks: NDArray[np.int64], when: NDArray[np.int64], households: NDArray[np.intp], count: int
) -> PairedChange | NotAvailable:
    first = np.full(count, np.iinfo(np.int64).max, dtype=np.int64)
    last = np.full(count, np.iinfo(np.int64).min, dtype=np.int64)
    np.minimum.at(first, households, when)
    np.maximum.at(last, households, when)
    twice = first < last
    if not twice.any():
        return NotAvailable("none_marked_twice")
    before = _on_day(marks, when == first[households], households, count)[twice]
    after = _on_day(marks, when == last[households], households, count)[twice]
    changes = (after - before).tolist()
    change = mean_of(changes, LOWEST - HIGHEST, HIGHEST - LOWEST)
    if isinstance(change, NotAvailable):
        return change
    return PairedChange(
        before=math.fsum(before.tolist()) / len(changes),
        after=math.fsum(after.tolist()) / len(changes),
        change=change,
        higher=sum(difference > 0 for difference in changes),
        same=changes.count(0),
        lower=sum(difference < 0 for difference in changes),
    )


def _on_day(marks: NDArray[np.int64], rows: NDArray[np.bool_], households: NDArray[np.intp], count: int) -> NDArray[np.float64]:
    """The mark of each household on its day: the mean, where it gave several."""
    sums = np.bincount(households[rows], marks[rows], count)
    counts = np.bincount(households[rows], minlength=count)
    return sums / np.maximum(counts, 1)


def with_mark(known: Dataset, table: TableName, as_of: date, values: Values) -> NDArray[np.bool_]:  # noqa: ARG001 - one signature for all
    """Visits at which one of these marks was given."""
    found = np.zeros(len(known.table(table)), dtype=bool)
    for mark in values:
        found |= is_mark(whole(known.table(table)[mark]))
    return found
