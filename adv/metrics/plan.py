"""Plan and progress: how many were to be completed by which day, along the project's own milestones or evenly, and how many were.

A plan is a line through knots (day number, completed at the end of that day), from (the day before the start, 0) to the target.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np

from adv.metrics.frames import as_known_on, conversations, day_of, days, number_of
from adv.metrics.values import NotAvailable, lacking, needs
from adv.model import TargetUnit

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from adv.model import Dataset, Project

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
    """Give the day of each one that counts towards the target, up to and including `as_of`, rising; shape (completed,)."""
    visits = as_known_on(dataset, as_of).visits
    done = visits[conversations(visits)]
    if project.target_unit is TargetUnit.VISITS:
        return np.sort(days(done["visited_on"]))
    first = done.groupby("household", observed=True)["visited_on"].min()
    return lacking(dataset, "visits.household") or np.sort(days(first))


def reached_on(done: NDArray[np.int64], project: Project) -> date | None:
    """Give the day on which the target was reached; None when it was not. `done` as `completed_days` gives it."""
    return day_of(done[project.target - 1]) if len(done) >= project.target else None
