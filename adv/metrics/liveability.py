"""Liveability (leefbaarheid): the marks that residents give for the neighbourhood and for their home, and how they change."""

from __future__ import annotations

import math
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from adv.metrics.chance import Mean, mean_of
from adv.metrics.frames import as_known_on, whole
from adv.metrics.values import NotAvailable, lacking, needs

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd
    from numpy.typing import NDArray

    from adv.metrics.source_rows import Values
    from adv.model import Dataset, Project, TableName

LOWEST, HIGHEST = 1, 10


class Mark(StrEnum):
    """Subject that residents give a mark for; the value is the column."""

    NEIGHBOURHOOD = "neighbourhood_score"
    HOME = "home_score"


class Change(StrEnum):
    """Verdict on a mean change: that it is there, that it is not shown, or nothing."""

    UP = "up"
    DOWN = "down"
    NOT_SHOWN = "not_shown"  # the interval holds 0
    NO_MARGIN = "no_margin"  # one household, or all changed equally


class PairedChange(Struct, frozen=True):
    """Change of households that gave a mark on two days or more: the last day's mark less the first's."""

    before: float  # means over these households
    after: float
    change: Mean  # its count is the households
    higher: int  # households
    same: int
    lower: int

    @property
    def verdict(self) -> Change:
        """Give what the interval says."""
        interval = self.change.interval
        if isinstance(interval, NotAvailable):
            return Change.NO_MARGIN
        low, high = interval
        return Change.UP if low > 0 else Change.DOWN if high < 0 else Change.NOT_SHOWN


class Liveability(Struct, frozen=True):
    """Mean mark per year, from the first year with a mark to the last, and the change of households that gave two."""

    mark: Mark
    years: tuple[int, ...]
    means: tuple[Mean | NotAvailable, ...]  # not available: a year in between without marks
    paired: PairedChange | NotAvailable

    @property
    def latest(self) -> tuple[int, Mean] | NotAvailable:
        """Give the last year and its mean."""
        if not self.years:
            return NotAvailable("no_marks_there")
        last = self.means[-1]
        return last if isinstance(last, NotAvailable) else (self.years[-1], last)


@needs("visits", "visits.{}")
def liveability(dataset: Dataset, project: Project, as_of: date, mark: Mark) -> Liveability:
    """Means and paired change of one of the marks. Each mark given at a visit counts once."""
    visits = as_known_on(dataset, as_of).visits
    given = visits[is_mark(whole(visits[mark.value]))]
    marks = given[mark.value].groupby(given["visited_on"].dt.year)
    per_year = {int(year): mean_of(found.tolist(), LOWEST, HIGHEST) for year, found in marks}
    years = tuple(range(min(per_year), max(per_year) + 1)) if per_year else ()
    means = tuple(per_year.get(year, NotAvailable("no_marks_there")) for year in years)
    return Liveability(mark, years, means, lacking(dataset, "visits.household") or _paired(given, mark))


def is_mark(marks: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell which of a column's numbers are a mark; 0 is a missing one."""
    found: NDArray[np.bool_] = (marks >= LOWEST) & (marks <= HIGHEST)
    return found


def _paired(given: pd.DataFrame, mark: Mark) -> PairedChange | NotAvailable:
    """Compare each household's marks on its last day with those on its first: the mean, where it gave several."""
    per_day = given.groupby(["household", "visited_on"], observed=True)[mark.value].mean().reset_index()  # rising
    is_first, is_last = (~per_day["household"].duplicated(keep=side) for side in ("first", "last"))
    before, after = (per_day.loc[is_one & ~is_other, mark.value] for is_one, is_other in ((is_first, is_last), (is_last, is_first)))
    if not len(before):
        return NotAvailable("none_marked_twice")
    changes = (after.to_numpy(dtype=float) - before.to_numpy(dtype=float)).tolist()
    change = mean_of(changes, LOWEST - HIGHEST, HIGHEST - LOWEST)
    if isinstance(change, NotAvailable):
        return change
    return PairedChange(
        before=math.fsum(before) / len(changes),
        after=math.fsum(after) / len(changes),
        change=change,
        higher=sum(difference > 0 for difference in changes),
        same=changes.count(0),
        lower=sum(difference < 0 for difference in changes),
    )


def with_mark(known: Dataset, table: TableName, as_of: date, values: Values) -> NDArray[np.bool_]:
    """Mark visits at which one of these marks was given."""
    found = np.zeros(len(known.table(table)), dtype=bool)
    for mark in values:
        found |= is_mark(whole(known.table(table)[mark]))
    return found
