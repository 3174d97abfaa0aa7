"""Budget: what was spent of it, on what, and whether money and visits keep pace. Sums are in whole cents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from adv.metrics.values import NotAvailable
    from adv.model import Period


@dataclass(frozen=True, slots=True)
class Budget:
    """Money against the project's budget up to `as_of`. Exact: publish before showing."""

    as_of: date
    budget_cents: int
    spent_cents: int
    completed: int
    target: int

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
        """Spent / completed visits, in cents."""
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
    """Spent per category, organisation, month, quarter or year; beside it the budget lines where there are some."""

    groups: tuple[str, ...]
    spent_cents: tuple[int, ...]
    budget_line_cents: tuple[int, ...] | None
    without_group_cents: int  # bookings that do not say


@dataclass(frozen=True, slots=True)
class EarnedValue:
    """Earned value and earned schedule. Inputs in euro (or any one unit of money); every ratio may be not available.

    Source: PMI, Practice Standard for Earned Value Management; Lipke, Schedule is Different (2003), for ES.
    """

    bac: float
    pv: float
    ev: float
    ac: float


@dataclass(frozen=True, slots=True)
class SpentTotals:
    """Spent by category with names as keys, for machines."""

    by_category: Mapping[str, int]
