"""Budget: what was spent of it, on what, and when. Sums are in whole cents."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from adv.metrics.frames import as_known_on, day_of, days, members, number_of, whole
from adv.metrics.plan import plan_line
from adv.metrics.progress import completed_days
from adv.metrics.spans import Span, timeline
from adv.metrics.values import NotAvailable, over

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from adv.model import Dataset, Period, Project


class MoneyGroup(StrEnum):
    """What bookings are added up by; the value is the column."""

    CATEGORY = "category"
    ORGANISATION = "organisation"


class Budget(Struct, frozen=True):
    """Money against the project's budget up to `as_of`. Exact: publish before showing."""

    as_of: date
    budget_cents: int
    spent_cents: int
    target: int
    completed: int | NotAvailable
    budget_lines_cents: int | NotAvailable  # all budget lines together; other than the budget: say so

    @property
    def remaining_cents(self) -> int:
        """Budget - spent; negative when overspent."""
        return self.budget_cents - self.spent_cents

    @property
    def use(self) -> float:
        """Spent / budget; may exceed 1."""
        return self.spent_cents / self.budget_cents

    @property
    def planned_cost_per_visit(self) -> float:
        """Budget / target, in cents."""
        return self.budget_cents / self.target

    @property
    def cost_per_visit(self) -> float | NotAvailable:
        """Spent / completed, in cents."""
        if isinstance(self.completed, NotAvailable):
            return self.completed
        return over(self.spent_cents, self.completed, "nothing_completed")


class SpendCurve(Struct, frozen=True):
    """Spent, cumulative, against the plan (the budget spread as the visits are planned). Cents."""

    days: tuple[date, ...]
    spent_cents: tuple[int, ...]
    plan_days: tuple[date, ...]
    plan_cents: tuple[float, ...]
    budget_cents: int
    as_of: date
    period: Period


class SpentByGroup(Struct, frozen=True):
    """Spent per category or organisation; beside it the budget lines where there are some (by category only)."""

    group: MoneyGroup
    groups: tuple[str, ...]
    spent_cents: tuple[int, ...]
    budget_line_cents: tuple[int, ...] | None
    without_group_cents: int  # bookings that do not say
    other_cents: int = 0  # in categories that are neither the project's nor a budget line's


class SpentOverTime(Struct, frozen=True):
    """Spent per month, quarter or year, every span from the first booking to `as_of`; per year the budget lines beside it."""

    span: Span
    starts: tuple[date, ...]
    spent_cents: tuple[int, ...]
    budget_line_cents: tuple[int, ...] | None


def budget(dataset: Dataset, project: Project, as_of: date) -> Budget | NotAvailable:
    """Spent up to and including `as_of` against the budget."""
    if not dataset.has("expenses"):
        return NotAvailable("no_expenses")
    done = completed_days(dataset, project, as_of)
    lines = dataset.has("budget_lines")
    return Budget(
        as_of=as_of,
        budget_cents=project.budget_cents,
        spent_cents=int(whole(as_known_on(dataset, as_of).expenses["cents"]).sum()),
        target=project.target,
        completed=done if isinstance(done, NotAvailable) else len(done),
        budget_lines_cents=int(whole(dataset.budget_lines["cents"]).sum()) if lines else NotAvailable("no_budget_lines"),
    )


def spend_curve(dataset: Dataset, project: Project, as_of: date) -> SpendCurve | NotAvailable:
    """Spent day by day up to `as_of`, beside the plan over the whole period."""
    if not dataset.has("expenses"):
        return NotAvailable("no_expenses")
    expenses = as_known_on(dataset, as_of).expenses
    when = days(expenses["booked_on"])
    ends = [day for day in (number_of(project.period.start) - 1, number_of(as_of)) if day <= number_of(as_of)]
    points, place = np.unique(np.concatenate([when, np.array(ends, dtype=np.int64)]), return_inverse=True)
    per_point = np.zeros(len(points), dtype=np.int64)
    np.add.at(per_point, place[: len(when)], whole(expenses["cents"]))
    plan_days, plan = plan_line(project)
    return SpendCurve(
        days=tuple(day_of(point) for point in points),
        spent_cents=tuple(per_point.cumsum().tolist()),
        plan_days=plan_days,
        plan_cents=tuple(project.budget_cents * count / project.target for count in plan),
        budget_cents=project.budget_cents,
        as_of=as_of,
        period=project.period,
    )


def spent_by(dataset: Dataset, project: Project, as_of: date, group: MoneyGroup) -> SpentByGroup | NotAvailable:
    """Spent per group, the project's own first, zero included."""
    if not dataset.has("expenses"):
        return NotAvailable("no_expenses")
    if not dataset.has(f"expenses.{group.value}"):
        return NotAvailable(f"no_{group.value}")
    by_category = group is MoneyGroup.CATEGORY
    expenses = as_known_on(dataset, as_of).expenses
    spent = _sums(expenses, group.value, project.cost_categories if by_category else project.partners)
    lines = _sums(dataset.budget_lines, "category", ()) if by_category and dataset.has("budget_lines") else None
    groups = tuple(dict.fromkeys([*spent, *(lines or ())]))
    return SpentByGroup(
        group=group,
        groups=groups,
        spent_cents=tuple(spent.get(name, 0) for name in groups),
        budget_line_cents=None if lines is None else tuple(lines.get(name, 0) for name in groups),
        without_group_cents=int(whole(expenses["cents"]).sum()) - sum(spent.values()),
        other_cents=sum(spent[name] for name in spent.keys() - {*project.cost_categories, *(lines or ())}) if by_category else 0,
    )


def _sums(frame: pd.DataFrame, column: str, first: tuple[str, ...]) -> dict[str, int]:
    """Cents per category, in whole numbers."""
    groups = members(frame[column], first)
    sums = np.zeros(len(groups.names), dtype=np.int64)
    np.add.at(sums, groups.groups, whole(frame["cents"])[groups.rows])
    return dict(zip(groups.names, sums.tolist(), strict=True))


def spent_over_time(
    dataset: Dataset,
    project: Project,  # noqa: ARG001 - one signature for all
    as_of: date,
    span: Span,
    period: Period | None = None,
) -> SpentOverTime | NotAvailable:
    """Spent per span from the first booking to `as_of`, empty spans included; with `period`, only the spans that touch it."""
    if not dataset.has("expenses"):
        return NotAvailable("no_expenses")
    expenses = as_known_on(dataset, as_of).expenses
    when = days(expenses["booked_on"])
    line = timeline(span, when, as_of, period)
    starts = line.starts
    lines = None
    if span is Span.YEAR and dataset.has("budget_lines.year"):
        years, cents = whole(dataset.budget_lines["year"]), whole(dataset.budget_lines["cents"])
        lines = tuple(int(cents[years == start.year].sum()) for start in starts)
    return SpentOverTime(span, starts, line.add(when, whole(expenses["cents"])), lines)
