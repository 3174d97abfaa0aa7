"""Outcomes for Sociale Stad: requests per goal, households helped, activities, the marks of residents, and what the settings name."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum

import numpy as np
import pandas as pd
from msgspec import Struct
from numpy.typing import NDArray

from adv.metrics.chance import Mean, mean_of
from adv.metrics.frames import as_known_on, cross, used, whole
from adv.metrics.households import activation
from adv.metrics.source_rows import Values
from adv.metrics.values import NotAvailable, Rate, lacking, needs, then
from adv.model import Dataset, Project, ResultGoal, ResultIndicator, Status, TableName

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
    """Give the means and the paired change of one of the marks. Each mark given at a visit counts once."""
    visits = as_known_on(dataset, as_of).visits
    given = visits[is_mark(whole(visits[mark.value]))]
    marks = given[mark.value].groupby(given["visited_on"].dt.year)
    per_year = {int(year): mean_of(found.tolist(), LOWEST, HIGHEST) for year, found in marks}
    years = tuple(range(min(per_year), max(per_year) + 1)) if per_year else ()
    means = tuple(per_year.get(year, NotAvailable("no_marks_there")) for year in years)
    return Liveability(mark, years, means, lacking(dataset, "visits.household") or _paired(given, mark))


def is_mark(marks: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell which numbers of a column are marks; 0 stands for a missing mark."""
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


class FollowUp(Struct, frozen=True):
    """Requests, how far they came, and the different households with a closed one. Exact: publish before showing."""

    raised: int
    taken_up: int  # a status other than open
    closed: int
    resolved: Rate  # closed, of those that were not withdrawn
    households_helped: int | NotAvailable


class GoalOutcomes(Struct, frozen=True):
    """Requests per goal, the project's goals first, zero included; and all requests, with a goal or without.

    A household that was helped with two goals counts for both, and once in `every`.
    """

    goals: Mapping[str, FollowUp] | NotAvailable
    every: FollowUp
    without_goal: int


@needs("requests", "requests.status")
def goal_outcomes(dataset: Dataset, project: Project, as_of: date) -> GoalOutcomes:
    """Count requests raised, taken up and closed, and households helped: per goal, and in all."""
    requests = as_known_on(dataset, as_of).requests
    requests = requests.assign(goal=used(requests["goal"], project.goals))
    closed = requests[requests["status"] == Status.CLOSED.value]
    unknown = lacking(dataset, "requests.household")
    counts = requests["status"].value_counts(sort=False).tolist()
    every = _followed(len(requests), counts, unknown or closed["household"].nunique())
    raised = requests["goal"].value_counts(sort=False)
    per_goal = cross(requests["goal"], requests["status"]).tolist()
    helped = closed.groupby("goal", observed=False)["household"].nunique().tolist()
    goals = {
        goal: _followed(asked, counts, unknown or households)
        for goal, asked, counts, households in zip(raised.index, raised.tolist(), per_goal, helped, strict=True)
    }
    return GoalOutcomes(lacking(dataset, "requests.goal") or goals, every, int(requests["goal"].isna().sum()))


def _followed(raised: int, counts: Sequence[int], helped: int | NotAvailable) -> FollowUp:
    """Put the counts of one goal together; `counts` are per status."""
    by_status = dict(zip(Status, counts, strict=True))
    with_status = sum(counts)
    return FollowUp(
        raised=raised,
        taken_up=with_status - by_status[Status.OPEN],
        closed=by_status[Status.CLOSED],
        resolved=Rate(by_status[Status.CLOSED], with_status - by_status[Status.WITHDRAWN], "requests_not_withdrawn"),
        households_helped=helped,
    )


class Activities(Struct, frozen=True):
    """Activities up to as_of and who took part: someone who came to two of them counts twice."""

    total: int
    participants: int | NotAvailable
    without_participants: int  # activities that do not say how many came; the number above leaves them out
    kinds: tuple[str, ...]  # the most frequent first, then by name
    per_kind: tuple[int, ...]
    participants_per_kind: tuple[int, ...]  # zeros where participants are not in the data
    without_kind: int


@needs("activities")
def activities(dataset: Dataset, project: Project, as_of: date) -> Activities:
    """Count activities and participants, in all and per kind."""
    held = as_known_on(dataset, as_of).activities
    people = held["participants"]
    kinds = held.groupby("kind", observed=True)["participants"].agg(["size", "sum"])
    kinds = kinds.sort_values("size", ascending=False, kind="stable")
    return Activities(
        total=len(held),
        participants=lacking(dataset, "activities.participants") or int(people.sum()),
        without_participants=int(people.isna().sum()),
        kinds=tuple(kinds.index.tolist()),
        per_kind=tuple(kinds["size"].tolist()),
        participants_per_kind=tuple(kinds["sum"].tolist()),
        without_kind=int(held["kind"].isna().sum()),
    )


class TargetStanding(StrEnum):
    """Standing of what was realised against the target."""

    REACHED = "reached"
    NOT_REACHED = "not_reached"
    TOO_CLOSE = "too_close"  # the margin of a mean mark holds the target, or there is no margin
    UNKNOWN = "unknown"


class Realised(Struct, frozen=True):
    """Realised value, in the indicator's unit. Marks are those of the last year that has any, with their margin."""

    value: float
    interval: tuple[float, float] | NotAvailable | None = None  # None: counted, not a sample
    year: int | None = None
    of: int | None = None  # the denominator of a share, the number of marks


class Result(Struct, frozen=True):
    """One goal of the project and what came of it."""

    goal: ResultGoal
    realised: Realised | NotAvailable

    @property
    def standing(self) -> TargetStanding:
        """Compare with the target. A mean of marks is above or below the target only when its margin is."""
        if isinstance(self.realised, NotAvailable):
            return TargetStanding.UNKNOWN
        low = high = self.realised.value
        if isinstance(self.realised.interval, NotAvailable):
            return TargetStanding.TOO_CLOSE
        if self.realised.interval is not None:
            low, high = self.realised.interval
        if low >= self.goal.target:
            return TargetStanding.REACHED
        return TargetStanding.NOT_REACHED if high < self.goal.target else TargetStanding.TOO_CLOSE


def results(dataset: Dataset, project: Project, as_of: date) -> tuple[Result, ...] | NotAvailable:
    """Give every result that the project's settings name, in their order."""
    if not project.results:
        return NotAvailable("no_results")
    return tuple(Result(goal, _realised(dataset, project, as_of, goal.indicator)) for goal in project.results)


def _realised(dataset: Dataset, project: Project, as_of: date, indicator: ResultIndicator) -> Realised | NotAvailable:
    if indicator.is_score:
        latest = then(liveability(dataset, project, as_of, Mark(indicator.value)), lambda given: given.latest)
        return then(latest, lambda last: Realised(last[1].mean, last[1].interval, last[0], last[1].count))
    if indicator in {ResultIndicator.ACTIVITIES, ResultIndicator.PARTICIPANTS}:
        held = activities(dataset, project, as_of)
        count = then(held, lambda held: held.total if indicator is ResultIndicator.ACTIVITIES else held.participants)
        return then(count, lambda count: Realised(float(count)))
    if indicator is ResultIndicator.HOUSEHOLDS_HELPED:
        helped = then(goal_outcomes(dataset, project, as_of), lambda outcomes: outcomes.every.households_helped)
        return then(helped, lambda count: Realised(float(count)))
    if indicator is ResultIndicator.ACTIVATED_SHARE:
        rate = activation(dataset, project, as_of)
    else:
        rate = then(goal_outcomes(dataset, project, as_of), lambda outcomes: outcomes.every.resolved)
    return then(rate, lambda rate: then(rate.share, lambda share: Realised(share, of=rate.denominator)))
