"""Coverage (bereik): how many visits and households were reached, against the target and the plan.

A plan is a line through knots (day number, completed at the end of that day), from (the day before the start, 0) to the target.
"""

from __future__ import annotations

import itertools
from datetime import date

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from adv.metrics.frames import as_known_on, conversations, day_of, days, number_of
from adv.metrics.values import NotAvailable, lacking, needs, over
from adv.model import Dataset, Period, Project, TargetUnit

Knot = tuple[int, int]


def knots(project: Project) -> tuple[Knot, ...]:
    """Give the corners of the plan's line."""
    start = (number_of(project.period.start) - 1, 0)
    end = (number_of(project.period.end) - 1, project.target)
    own = tuple((number_of(point.day), point.visits) for point in project.plan)
    return (start, *own) if own else (start, end)


def planned(project: Project, day: date) -> float:
    """Tell how many were to be completed at the end of `day`: 0 before the period, the target after it."""
    number = number_of(day)
    line = knots(project)
    if number <= line[0][0]:
        return 0.0
    for (from_day, from_count), (to_day, to_count) in itertools.pairwise(line):
        if number <= to_day:
            return from_count + (to_count - from_count) * (number - from_day) / (to_day - from_day)
    return float(project.target)


def day_planned(project: Project, completed: int) -> date:
    """Give the first day on which the plan reaches `completed`; the day it reaches the target when that is less."""
    wanted = min(completed, project.target)
    line = knots(project)
    for (from_day, from_count), (to_day, to_count) in itertools.pairwise(line):
        if wanted <= to_count:
            steps = -(-(wanted - from_count) * (to_day - from_day) // (to_count - from_count)) if wanted > from_count else 0
            return day_of(from_day + steps)
    return day_of(line[-1][0])


def time_planned(project: Project, completed: float) -> float:
    """Give the time, in days from the project's start, at which the plan reaches `completed` (at most the target)."""
    wanted = min(completed, project.target)
    line = knots(project)
    start = line[0][0]
    for (from_day, from_count), (to_day, to_count) in itertools.pairwise(line):
        if wanted <= to_count:
            part = (wanted - from_count) / (to_count - from_count) if wanted > from_count else 0.0
            return from_day - start + part * (to_day - from_day)
    return float(line[-1][0] - start)


def curve_ends(project: Project, as_of: date) -> NDArray[np.int64]:
    """Give the days that a curve up to `as_of` has in any case: the one before the period, if it is over, and `as_of`."""
    return np.array([day for day in (number_of(project.period.start) - 1, number_of(as_of)) if day <= number_of(as_of)])


def plan_line(project: Project) -> tuple[tuple[date, ...], tuple[float, ...]]:
    """Give the corners of the plan for drawing, up to the last day of the period: days, and completed at the end of each."""
    line = list(knots(project))
    last = number_of(project.period.last_day)
    if line[-1][0] < last:
        line.append((last, project.target))
    return tuple(day_of(number) for number, _ in line), tuple(float(count) for _, count in line)


@needs("visits")
def completed_days(dataset: Dataset, project: Project, as_of: date) -> NDArray[np.int64] | NotAvailable:
    """Give the days on which a visit (or household) was completed, up to and including `as_of`, rising; shape (completed,)."""
    visits = as_known_on(dataset, as_of).visits
    done = visits[conversations(visits)]
    if project.target_unit is TargetUnit.VISITS:
        return np.sort(days(done["visited_on"]))
    return lacking(dataset, "visits.household") or np.sort(days(done.groupby("household", observed=True)["visited_on"].min()))


def reached_on(done: NDArray[np.int64], project: Project) -> date | None:
    """Give the day on which the target was reached; None when it was not. `done` as `completed_days` gives it."""
    return day_of(done[project.target - 1]) if len(done) >= project.target else None


RECENT_DAYS = 8 * 7


class Pace(Struct, frozen=True):
    """Completed per week: what is needed, and what was reached lately and over the whole run."""

    needed: float | NotAvailable
    last_8_weeks: float | NotAvailable
    whole_run: float | NotAvailable


class Coverage(Struct, frozen=True):
    """Coverage: how much of the target was reached. Exact: publish before showing.

    Once the target is reached, say `reached_on` instead of `lag_days`: the plan has no day for more than the target.
    """

    as_of: date
    period: Period
    target: int
    target_unit: TargetUnit
    completed: int  # of the target's unit: visits with a conversation, or households with at least one
    visits: int  # all visits, whatever came of them
    completed_visits: int
    households_reached: int | NotAvailable
    without_household: int  # conversations at an address without a known house number: in no count of households
    planned: float  # plan at the end of as_of
    lag_days: int  # as_of - the day on which the plan reaches `completed`; negative: ahead
    reached_on: date | None  # the day on which the target was reached
    pace: Pace

    @property
    def share(self) -> float:
        """Completed / target; may exceed 1."""
        return self.completed / self.target

    @property
    def lead(self) -> float:
        """Completed - planned, in visits; negative: behind."""
        return self.completed - self.planned


class BurnUp(Struct, frozen=True):
    """Completed, cumulative, against the plan. One point per day on which something changed, and the period's ends."""

    days: tuple[date, ...]
    completed: tuple[int, ...]
    plan_days: tuple[date, ...]
    plan: tuple[float, ...]
    as_of: date
    target: int
    period: Period


def coverage(dataset: Dataset, project: Project, as_of: date) -> Coverage | NotAvailable:
    """Hold what was completed against target and plan at the end of `as_of`."""
    done = completed_days(dataset, project, as_of)
    if isinstance(done, NotAvailable):
        return done
    visits = as_known_on(dataset, as_of).visits
    conversation = conversations(visits)
    households = visits.loc[conversation, "household"]
    return Coverage(
        as_of=as_of,
        period=project.period,
        target=project.target,
        target_unit=project.target_unit,
        completed=len(done),
        visits=len(visits),
        completed_visits=int(conversation.sum()),
        households_reached=lacking(dataset, "visits.household") or households.nunique(),
        without_household=int(households.isna().sum()),
        planned=planned(project, as_of),
        lag_days=(as_of - day_planned(project, len(done))).days,
        reached_on=reached_on(done, project),
        pace=_pace(project, as_of, done, days(visits["visited_on"])),
    )


def _pace(project: Project, as_of: date, done: NDArray[np.int64], when: NDArray[np.int64]) -> Pace:
    begin = min(project.period.start, day_of(when.min())) if len(when) else project.period.start
    ran = (as_of - begin).days + 1
    lately = int((done > number_of(as_of) - RECENT_DAYS).sum())
    left = project.target - len(done)
    days_left = min(project.period.days, (project.period.end - as_of).days - 1)  # as_of itself is over
    return Pace(
        needed=over(left * 7, days_left, "period_over") if left > 0 else 0.0,
        last_8_weeks=lately / (RECENT_DAYS / 7) if ran >= RECENT_DAYS else NotAvailable("too_little_history"),
        whole_run=over(len(done) * 7, ran, "not_begun"),
    )


def burn_up(dataset: Dataset, project: Project, as_of: date) -> BurnUp | NotAvailable:
    """Count what was completed day by day up to `as_of`, beside the plan over the whole period."""
    done = completed_days(dataset, project, as_of)
    if isinstance(done, NotAvailable):
        return done
    points = np.unique(np.concatenate([done, curve_ends(project, as_of)]))
    plan_days, plan = plan_line(project)
    return BurnUp(
        days=tuple(day_of(point) for point in points),
        completed=tuple(np.searchsorted(done, points, side="right").tolist()),
        plan_days=plan_days,
        plan=plan,
        as_of=as_of,
        target=project.target,
        period=project.period,
    )
