"""Cost of a completed visit, over time: in each span by itself, and of everything so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from adv.metrics.frames import as_known_on, days, whole
from adv.metrics.plan import completed_days
from adv.metrics.spans import Span, timeline
from adv.metrics.values import NotAvailable, needs

if TYPE_CHECKING:
    from datetime import date

    from adv.model import Dataset, Project, TargetUnit

FEWEST = 5  # completed in a span: below that one booking more or less decides what a visit seems to cost


class VisitCost(Struct, frozen=True):
    """Spent / completed per span, and at the end of each of everything so far; in cents. None: nothing was completed."""

    span: Span
    starts: tuple[date, ...]
    spent_cents: tuple[int, ...]
    completed: tuple[int, ...]
    per_span: tuple[float | None, ...]
    so_far: tuple[float | None, ...]
    planned_cents: float  # budget / target
    target_unit: TargetUnit
    as_of: date

    def is_few(self, place: int) -> bool:
        """Tell whether so little was completed in a span that its cost by itself says little."""
        return self.completed[place] < FEWEST


@needs("expenses")
def visit_cost(dataset: Dataset, project: Project, as_of: date, span: Span = Span.QUARTER) -> VisitCost | NotAvailable:
    """Divide what was spent by what was completed, per span from the first visit or booking to `as_of`; of the whole project."""
    done = completed_days(dataset, project, as_of)
    if isinstance(done, NotAvailable):
        return done
    expenses = as_known_on(dataset, as_of).expenses
    booked = days(expenses["booked_on"])
    line = timeline(span, np.concatenate([done, booked]), as_of)
    spent, completed = line.add(booked, whole(expenses["cents"])), line.count(done)
    so_far = zip(np.cumsum(spent).tolist(), np.cumsum(completed).tolist(), strict=True)
    return VisitCost(
        span=span,
        starts=line.starts,
        spent_cents=spent,
        completed=completed,
        per_span=tuple(_each(cents, count) for cents, count in zip(spent, completed, strict=True)),
        so_far=tuple(_each(cents, count) for cents, count in so_far),
        planned_cents=project.budget_cents / project.target,
        target_unit=project.target_unit,
        as_of=as_of,
    )


def _each(cents: int, completed: int) -> float | None:
    return cents / completed if completed else None
