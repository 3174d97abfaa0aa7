"""Budget: what was spent of it, on what, and when; and against the budget lines (begroting). Sums are in whole cents."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import numpy as np
import pandas as pd
from msgspec import Struct
from numpy.typing import NDArray

from adv.metrics.coverage import completed_days, curve_ends, plan_line
from adv.metrics.frames import as_known_on, day_of, days, whole
from adv.metrics.spans import Span, timeline
from adv.metrics.values import NotAvailable, needs, over, then
from adv.model import Dataset, Period, Project


class MoneyGroup(StrEnum):
    """Grouping of bookings; the value is the column."""

    CATEGORY = "category"
    ORGANISATION = "organisation"


class Budget(Struct, frozen=True):
    """Money against the project's budget. Exact: publish before showing."""

    budget_cents: int
    spent_cents: int
    completed: int | NotAvailable

    @property
    def remaining_cents(self) -> int:
        """Budget - spent; negative when overspent."""
        return self.budget_cents - self.spent_cents

    @property
    def use(self) -> float:
        """Spent / budget; may exceed 1."""
        return self.spent_cents / self.budget_cents

    @property
    def cost_per_visit(self) -> float | NotAvailable:
        """Spent / completed, in cents."""
        return then(self.completed, lambda completed: over(self.spent_cents, completed, "nothing_completed"))


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


@needs("expenses")
def budget(dataset: Dataset, project: Project, as_of: date) -> Budget:
    """Hold what was spent up to and including `as_of` against the budget."""
    spent = int(as_known_on(dataset, as_of).expenses["cents"].sum())
    return Budget(project.budget_cents, spent, then(completed_days(dataset, project, as_of), len))


@needs("expenses")
def spend_curve(dataset: Dataset, project: Project, as_of: date) -> SpendCurve:
    """Add up what was spent day by day up to `as_of`, beside the plan over the whole period."""
    expenses = as_known_on(dataset, as_of).expenses
    when = days(expenses["booked_on"])
    points = np.unique(np.concatenate([when, curve_ends(project, as_of)]))
    plan_days, plan = plan_line(project)
    return SpendCurve(
        days=tuple(day_of(point) for point in points),
        spent_cents=spent_by_day(expenses, points),
        plan_days=plan_days,
        plan_cents=tuple(project.budget_cents * count / project.target for count in plan),
        budget_cents=project.budget_cents,
        as_of=as_of,
        period=project.period,
    )


def spent_by_day(expenses: pd.DataFrame, points: NDArray[np.int64]) -> tuple[int, ...]:
    """Add up the cents spent up to and including each of some rising days, of which every day with a booking is one."""
    sums = np.zeros(len(points), dtype=np.int64)
    np.add.at(sums, np.searchsorted(points, days(expenses["booked_on"])), expenses["cents"].to_numpy())
    return tuple(sums.cumsum().tolist())


@needs("expenses", "expenses.{}")
def spent_by(dataset: Dataset, project: Project, as_of: date, group: MoneyGroup) -> SpentByGroup:
    """Add up what was spent per group, the project's own first, zero included."""
    by_category = group is MoneyGroup.CATEGORY
    expenses = as_known_on(dataset, as_of).expenses
    spent = _sums(expenses, group)
    lines = _sums(dataset.budget_lines, group) if by_category and dataset.has("budget_lines") else None
    groups = tuple(dict.fromkeys([*spent, *(lines or ())]))
    return SpentByGroup(
        group=group,
        groups=groups,
        spent_cents=tuple(spent.get(name, 0) for name in groups),
        budget_line_cents=None if lines is None else tuple(lines.get(name, 0) for name in groups),
        without_group_cents=int(expenses["cents"].sum()) - sum(spent.values()),
        other_cents=sum(spent[name] for name in spent.keys() - {*project.cost_categories, *(lines or ())}) if by_category else 0,
    )


def _sums(frame: pd.DataFrame, group: MoneyGroup) -> dict[str, int]:
    sums = frame.groupby(group.value, observed=False)["cents"].sum()
    return dict(zip(sums.index, sums.tolist(), strict=True))


@needs("expenses")
def spent_over_time(dataset: Dataset, project: Project, as_of: date, span: Span, period: Period | None = None) -> SpentOverTime:
    """Add up what was spent per span from the first booking to `as_of`, empty spans included; with `period`, those that touch it."""
    expenses = as_known_on(dataset, as_of).expenses
    when = days(expenses["booked_on"])
    line = timeline(span, when, as_of, period)
    lines = None
    if span is Span.YEAR and dataset.has("budget_lines.year"):
        per_year = dataset.budget_lines.groupby("year")["cents"].sum()
        lines = tuple(int(per_year.get(start.year, 0)) for start in line.starts)
    return SpentOverTime(span, line.starts, line.add(when, whole(expenses["cents"])), lines)


NO_YEAR = 0  # of a budget line that does not say its year
NO_CATEGORY = ""


class Line(Struct, frozen=True):
    """Money for one thing: what was set aside for it, and what was spent on it up to `as_of`. Cents."""

    name: str  # a category, or a year
    set_aside: int
    spent: int

    @property
    def is_over(self) -> bool:
        """Tell that more was spent than set aside, of something that has a line."""
        return self.spent > self.set_aside > 0

    @property
    def has_no_line(self) -> bool:
        """Tell that it was spent on, though nothing was set aside for it."""
        return self.spent > 0 and self.set_aside <= 0

    @property
    def is_untouched(self) -> bool:
        """Tell that nothing was spent of what was set aside."""
        return self.set_aside > 0 and self.spent <= 0


class AgainstLines(Struct, frozen=True):
    """All money against all budget lines. Of the whole project, up to `as_of`."""

    as_of: date
    budget_cents: int
    lines_cents: int  # all budget lines together
    spent_cents: int
    categories: tuple[Line, ...]  # the project's own first; () when neither lines nor bookings name one
    years: tuple[Line, ...]  # from the first to the last with a line or a booking; () when the lines do not say their year
    cells: tuple[tuple[tuple[int, int], ...], ...]  # per category and year: set aside, spent
    lines_without_category: int
    spent_without_category: int
    lines_without_year: int

    @property
    def difference_cents(self) -> int:
        """Budget lines together - the project's budget; not 0: say so."""
        return self.lines_cents - self.budget_cents


@needs("budget_lines")
def against_lines(dataset: Dataset, project: Project, as_of: date) -> AgainstLines:
    """Hold what was spent against the budget lines; without bookings all of it is yet to be spent."""
    lines, booked = dataset.budget_lines, as_known_on(dataset, as_of).expenses
    set_aside, spent = _table(lines, lines["year"]), _table(booked, booked["booked_on"].dt.year)
    found = {*set_aside.columns, *spent.columns} - {NO_YEAR}
    years = list(range(min(found), max(found) + 1)) if found else []
    others = sorted({*set_aside.index, *spent.index} - {NO_CATEGORY, *project.cost_categories})
    rows, columns = [*project.cost_categories, *others, NO_CATEGORY], [NO_YEAR, *years]
    set_aside, spent = (table.reindex(index=rows, columns=columns, fill_value=0).astype("int64") for table in (set_aside, spent))
    names = [name for name in rows[:-1] if set_aside.loc[name].any() or spent.loc[name].any()]
    return AgainstLines(
        as_of=as_of,
        budget_cents=project.budget_cents,
        lines_cents=int(lines["cents"].sum()),
        spent_cents=int(booked["cents"].sum()),
        categories=_lines(set_aside.loc[names].sum(axis=1), spent.loc[names].sum(axis=1)),
        years=_lines(set_aside[years].sum(), spent[years].sum()) if dataset.has("budget_lines.year") else (),
        cells=tuple(tuple(zip(*(table.loc[name, years].tolist() for table in (set_aside, spent)), strict=True)) for name in names),
        lines_without_category=int(lines.loc[lines["category"].isna(), "cents"].sum()),
        spent_without_category=int(booked.loc[booked["category"].isna(), "cents"].sum()),
        lines_without_year=int(set_aside[NO_YEAR].sum()),
    )


def _table(frame: pd.DataFrame, years: pd.Series[int]) -> pd.DataFrame:
    category = frame["category"].astype("str").fillna(NO_CATEGORY)
    # pivot_table would do the same, ten times as slowly
    return frame.groupby([category, years.fillna(NO_YEAR).astype("int64")])["cents"].sum().unstack(fill_value=0)  # noqa: PD010 - as above


def _lines(set_aside: pd.Series[int], spent: pd.Series[int]) -> tuple[Line, ...]:
    return tuple(Line(str(name), *cents) for name, *cents in zip(set_aside.index, set_aside.tolist(), spent.tolist(), strict=True))
