"""Cost of a completed visit over time; and the final cost: what the money will come to when the target is reached, with its range.

The range holds if the coming months are like the last twelve.
"""

from __future__ import annotations

import math
from datetime import date, timedelta

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from adv.metrics.coverage import completed_days, reached_on
from adv.metrics.earned_value import ValueCurve
from adv.metrics.frames import as_known_on, days, number_of, whole
from adv.metrics.spans import Span, Timeline, place, places, timeline
from adv.metrics.values import NotAvailable, needs
from adv.model import Dataset, Project, TargetUnit

Numbers = NDArray[np.int64]

SEED = 160  # any number, always the same one: the same data give the same range
DRAWN_ENDS = 2_000
FEWEST_MONTHS = 6
MOST_MONTHS = 12  # a whole year, so that every season is in it
HORIZON_MONTHS = 120
STANDSTILL_DAYS = 8 * 7  # after so long without a visit the coming months are not like the last
LOW, HIGH = 0.1, 0.9


class FinalCost(Struct, frozen=True):
    """Spent at the moment that the target is reached, in cents. 80 % of the paths lie from `low` to `high`, half below `middle`.

    None: too many paths do not reach the target in ten years for this number to be known.
    """

    low: float | None
    middle: float | None
    high: float | None
    chance_within_budget: float  # share of the paths that stay within the budget
    months: int  # whole past months that were drawn from
    budget_cents: int


@needs("expenses")
def final_cost(dataset: Dataset, project: Project, as_of: date) -> FinalCost | NotAvailable:
    """Draw the coming months, visits and expenses together, from the last twelve whole ones until the target is reached.

    A path first draws a past (as many months as there are, each from the real ones: they too were chance) and then its future from
    that past. The month in which the target is reached counts for the part that was needed. What fell in the month of `as_of`, when
    it is not over, is kept. Source: the bootstrap (Efron 1979, Annals of Statistics 7:1); drawing the past as well, so that what is
    not known of it widens the range: Stine, Bootstrap prediction intervals, JASA 80:1026 (1985).
    """
    done = completed_days(dataset, project, as_of)
    if isinstance(done, NotAvailable):
        return done
    known = as_known_on(dataset, as_of)
    booked = days(known.expenses["booked_on"])
    cents = whole(known.expenses["cents"])
    when = np.concatenate([days(known.visits["visited_on"]), booked])
    this = place(Span.MONTH, as_of + timedelta(days=1))
    begun = max(int(places(Span.MONTH, when).min()) if len(when) else this, this - MOST_MONTHS)
    months = Timeline(Span.MONTH, begun, max(0, this - begun))  # whole ones: `this` is the first that is not over
    visits, money = np.array(months.count(done), dtype=np.int64), np.array(months.add(booked, cents), dtype=np.int64)
    reason = _why_not(done, visits, project, as_of) if cents.any() else "no_expenses"  # else every path would cost nothing
    if reason:
        return NotAvailable(reason)
    ends = int(cents.sum()) + _paths(visits, money, project.target - len(done))
    return FinalCost(
        low=_quantile(ends, LOW),
        middle=_quantile(ends, 0.5),
        high=_quantile(ends, HIGH),
        chance_within_budget=int((ends <= project.budget_cents).sum()) / DRAWN_ENDS,
        months=months.length,
        budget_cents=project.budget_cents,
    )


def no_end(curve: ValueCurve, found: FinalCost | NotAvailable) -> NotAvailable | None:
    """Say why it cannot be told what and when the end will be; None when it can. The sentence and the figures both go by this."""
    if curve.reached_on is not None:
        return None
    if not isinstance(found, NotAvailable):
        return NotAvailable("end_too_far") if found.middle is None else None
    has_no_price = isinstance(curve.value.eac, NotAvailable) and not isinstance(curve.value.ac, NotAvailable)
    return NotAvailable("too_early_for_end") if has_no_price or curve.completed < FEWEST_COMPLETED else None


def _why_not(done: Numbers, visits: Numbers, project: Project, as_of: date) -> str:
    """Say why nothing is drawn; empty when it is."""
    if reached_on(done, project) is not None:
        return "target_reached"
    if len(visits) < FEWEST_MONTHS:
        return "too_little_history"
    if not (done > number_of(as_of) - STANDSTILL_DAYS).any():
        return "no_progress"
    return "" if visits.any() else "too_little_history"  # all there is was completed this very month


def _paths(visits: Numbers, money: Numbers, left: int) -> NDArray[np.float64]:
    """Draw what the rest costs in each path, rising; infinite where it takes more than ten years."""
    random = np.random.default_rng(SEED)
    months = len(visits)
    past = random.integers(0, months, (DRAWN_ENDS, months), dtype=np.int32)
    cost = np.full(DRAWN_ENDS, math.inf)
    still = np.arange(DRAWN_ENDS)
    so_far, done = np.zeros(DRAWN_ENDS, dtype=np.int64), np.zeros(DRAWN_ENDS, dtype=np.int64)
    for _ in range(HORIZON_MONTHS):
        drawn = past[still, random.integers(0, months, len(still))]
        more, spent = visits[drawn], money[drawn]
        there = done[still] + more >= left
        ready = still[there]
        cost[ready] = so_far[ready] + spent[there] * ((left - done[ready]) / more[there])
        done[still] += more
        so_far[still] += spent
        still = still[~there]
        if not len(still):
            break
    return np.sort(cost)


def _quantile(ends: NDArray[np.float64], share: float) -> float | None:
    value = float(ends[math.ceil(share * DRAWN_ENDS) - 1])
    return value if math.isfinite(value) else None


FEWEST_COMPLETED = 5  # completed in a span: below that one booking more or less decides what a visit seems to cost


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
        return self.completed[place] < FEWEST_COMPLETED


@needs("expenses")
def visit_cost(dataset: Dataset, project: Project, as_of: date, span: Span = Span.QUARTER) -> VisitCost | NotAvailable:
    """Divide what was spent by what was completed, per span from the first visit or booking to `as_of`; of the whole project."""
    done = completed_days(dataset, project, as_of)
    if isinstance(done, NotAvailable):
        return done
    expenses = as_known_on(dataset, as_of).expenses
    booked = days(expenses["booked_on"])
    line = timeline(span, np.concatenate([done, booked]), as_of)
    spent = line.add(booked, whole(expenses["cents"]))
    completed = line.count(done)
    so_far = zip(np.cumsum(spent).tolist(), np.cumsum(completed).tolist(), strict=True)
    return VisitCost(
        span=span,
        starts=line.starts,
        spent_cents=spent,
        completed=completed,
        per_span=tuple(cents / count if count else None for cents, count in zip(spent, completed, strict=True)),
        so_far=tuple(cents / count if count else None for cents, count in so_far),
        planned_cents=project.budget_cents / project.target,
        target_unit=project.target_unit,
        as_of=as_of,
    )
