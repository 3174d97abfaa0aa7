"""Coverage (bereik): how many visits and households were reached, against the target and the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from adv.metrics.frames import as_known_on, conversations, day_of, days, number_of
from adv.metrics.plan import completed_days, curve_ends, day_planned, plan_line, planned, reached_on
from adv.metrics.values import NotAvailable, lacking, over

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from adv.model import Dataset, Period, Project, TargetUnit

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
    completed: int  # what counts towards the target: visits with a conversation, or households with at least one
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
    return Pace(
        needed=_needed_pace(project, as_of, len(done)),
        last_8_weeks=lately / (RECENT_DAYS / 7) if ran >= RECENT_DAYS else NotAvailable("too_little_history"),
        whole_run=over(len(done) * 7, ran, "not_begun"),
    )


def _needed_pace(project: Project, as_of: date, completed: int) -> float | NotAvailable:
    if completed >= project.target:
        return 0.0
    days_left = min(project.period.days, (project.period.end - as_of).days - 1)  # as_of itself is over
    return over((project.target - completed) * 7, days_left, "period_over")


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
