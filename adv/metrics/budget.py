"""Budget: what was spent of it, on what, and when. Sums are in whole cents."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from adv.metrics.spans import Span
    from adv.metrics.values import NotAvailable
    from adv.model import Dataset, Period, Project


class MoneyGroup(StrEnum):
    """What bookings are added up by; the value is the column."""

    CATEGORY = "category"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Budget:
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
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class SpendCurve:
    """Spent, cumulative, against the plan (the budget spread as the visits are planned). Cents."""

    days: tuple[date, ...]
    spent_cents: tuple[int, ...]
    plan_days: tuple[date, ...]
    plan_cents: tuple[float, ...]
    budget_cents: int
    as_of: date
    period: Period


@dataclass(frozen=True, slots=True)
class SpentByGroup:
    """Spent per category or organisation; beside it the budget lines where there are some (by category only)."""

    group: MoneyGroup
    groups: tuple[str, ...]
    spent_cents: tuple[int, ...]
    budget_line_cents: tuple[int, ...] | None
    without_group_cents: int  # bookings that do not say


@dataclass(frozen=True, slots=True)
class SpentOverTime:
    """Spent per month, quarter or year, every span from the first booking to `as_of`; per year the budget lines beside it."""

    span: Span
    starts: tuple[date, ...]
    spent_cents: tuple[int, ...]
    budget_line_cents: tuple[int, ...] | None


def budget(dataset: Dataset, project: Project, as_of: date) -> Budget | NotAvailable:
    """Spent up to and including `as_of` against the budget."""
    raise NotImplementedError


def spend_curve(dataset: Dataset, project: Project, as_of: date) -> SpendCurve | NotAvailable:
    """Spent day by day up to `as_of`, beside the plan over the whole period."""
    raise NotImplementedError


def spent_by(dataset: Dataset, project: Project, as_of: date, group: MoneyGroup) -> SpentByGroup | NotAvailable:
    """Spent per group, the project's own first, zero included."""
    raise NotImplementedError


def spent_over_time(
    dataset: Dataset, project: Project, as_of: date, span: Span, period: Period | None = None
) -> SpentOverTime | NotAvailable:
    """Spent per span from the first booking to `as_of`, empty spans included; with `period`, only the spans that touch it."""
    raise NotImplementedError
