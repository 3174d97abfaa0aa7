"""Money against work day by day: what was planned, what the work done is worth of the budget, and what was spent."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from adv.metrics.budget import spent_by_day
from adv.metrics.earned_value import earned_value
from adv.metrics.frames import as_known_on, day_of, days
from adv.metrics.plan import curve_ends, day_planned, plan_line
from adv.metrics.progress import completed_days, reached_on
from adv.metrics.values import NotAvailable, over, then

if TYPE_CHECKING:
    from datetime import date

    from adv.metrics.earned_value import EarnedValue
    from adv.model import Dataset, Period, Project, TargetUnit


class ValueCurve(Struct, frozen=True):
    """PV, EV and AC, cumulative, at the end of each day on which something changed. Cents; of the whole project."""

    days: tuple[date, ...]
    earned_cents: tuple[float, ...]
    spent_cents: tuple[int, ...] | NotAvailable
    plan_days: tuple[date, ...]
    plan_cents: tuple[float, ...]
    as_of: date
    period: Period
    target: int
    target_unit: TargetUnit
    completed: int
    reached_on: date | None  # the day on which the target was reached
    lag_days: int  # since the plan was to have earned what is earned; negative: ahead. Stands still once the target is reached
    value: EarnedValue  # at the end of as_of, in cents

    @property
    def earned_day(self) -> date:
        """Give the day on which the plan was to have earned what is earned: earned schedule, as a day."""
        return (self.reached_on or self.as_of) - timedelta(days=self.lag_days)

    @property
    def cost_per_visit(self) -> float | NotAvailable:
        """Spent / completed, in cents."""
        return then(self.value.ac, lambda spent: over(spent, self.completed, "nothing_completed"))

    @property
    def planned_cost_per_visit(self) -> float:
        """Budget / target, in cents."""
        return self.value.bac / self.target


def value_curve(dataset: Dataset, project: Project, as_of: date) -> ValueCurve | NotAvailable:
    """Follow what was planned, earned and spent up to `as_of`, with the earned value of that day."""
    value, done = earned_value(dataset, project, as_of), completed_days(dataset, project, as_of)
    if isinstance(value, NotAvailable):
        return value
    if isinstance(done, NotAvailable):
        return done
    expenses = as_known_on(dataset, as_of).expenses
    points = np.unique(np.concatenate([done, days(expenses["booked_on"]), curve_ends(project, as_of)]))
    earned = np.minimum(np.searchsorted(done, points, side="right"), project.target)
    plan_days, plan = plan_line(project)
    reached = reached_on(done, project)
    return ValueCurve(
        days=tuple(day_of(point) for point in points),
        earned_cents=tuple((earned * (project.budget_cents / project.target)).tolist()),
        spent_cents=value.ac if isinstance(value.ac, NotAvailable) else spent_by_day(expenses, points),
        plan_days=plan_days,
        plan_cents=tuple(project.budget_cents * count / project.target for count in plan),
        as_of=as_of,
        period=project.period,
        target=project.target,
        target_unit=project.target_unit,
        completed=len(done),
        reached_on=reached,
        lag_days=((reached or as_of) - day_planned(project, len(done))).days,
        value=value,
    )
