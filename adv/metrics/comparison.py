"""Neighbourhoods compared: the same few measures of each, with their intervals, and which differences are more than chance.

A side is one project, or one area of a project. What a side's data cannot give is not available, and the others are compared.
`Recorded` counts what the data hold, so that the last import can be compared with what was before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum

from msgspec import Struct

from adv.metrics.budget import budget
from adv.metrics.chance import count_interval, difference_interval, funnel_limits, z_of
from adv.metrics.coverage import coverage, planned
from adv.metrics.frames import as_known_on, conversations
from adv.metrics.households import activation, contact_rates
from adv.metrics.requests import requests_raised
from adv.metrics.selection import Selection, select
from adv.metrics.values import NotAvailable, Rate, lacking, needs, then, wilson
from adv.model import Dataset, Period, Project, Status

SURE_OF_ALL = 0.95  # of all sentences about differences together
INNER, OUTER = 0.95, 0.998  # the limits of a funnel plot: about two and three standard deviations
FEWEST_SIDES = 2  # sides that can be compared
ENOUGH_FOR_FUNNEL = 5  # sides from which a funnel plot tells more than the shares themselves
SIZES = 60  # points of a funnel's lines


class Measure(StrEnum):
    """Measures by which sides are compared."""

    COVERAGE = "coverage"
    RESPONSE = "response"
    RESOLVED = "resolved"
    ACTIVATED = "activated"
    REQUESTS = "requests"  # per conversation
    COST = "cost"  # per completed visit


TESTED_SHARES = (
    Measure.RESPONSE,
    Measure.RESOLVED,
    Measure.ACTIVATED,
)  # parts of a whole: chance is known, a difference can be tested


class Measured(Struct, frozen=True):
    """One measure of one side with its 95 % interval. Shares and ratios as they are, cost in cents."""

    numerator: int
    denominator: int
    denominator_name: str  # a key under ``metrics.denominator.``
    value: float
    low: float
    high: float


class Side(Struct, frozen=True):
    """One project or area and what was measured of it. Exact: publish before showing."""

    name: str  # as people know it: the neighbourhood or the area
    as_of: date
    measured: Mapping[Measure, Measured | NotAvailable]
    planned_share: float | None  # of the target, on `as_of`; None for an area
    period: Period | None = None  # of the project; None for an area

    @property
    def days(self) -> int | None:
        """Count how long the project had run at the end of `as_of`."""
        return None if self.period is None else (self.as_of - self.period.start).days + 1

    @property
    def is_running(self) -> bool:
        """Tell whether `as_of` is before the project's last day."""
        return self.period is not None and self.as_of < self.period.last_day

    def known(self, measure: Measure) -> Measured | None:
        """Give a measure that is available, or None."""
        found = self.measured[measure]
        return found if isinstance(found, Measured) else None


class Difference(Struct, frozen=True):
    """A share that differs from that of the other sides together by more than chance explains."""

    measure: Measure
    name: str
    value: float
    others: float

    @property
    def is_higher(self) -> bool:
        """Tell whether it is above the others."""
        return self.value > self.others


class Point(Struct, frozen=True):
    """A side in a funnel plot, and beyond which of the limits for its own size it lies: 0,95, 0,998 or neither (0)."""

    name: str
    measured: Measured
    beyond: float

    @property
    def share(self) -> float:
        """Give where it stands."""
        return self.measured.value


class FunnelPlot(Struct, frozen=True):
    """Shares against the number they are a part of, around the share of all sides together (Spiegelhalter 2005)."""

    measure: Measure
    joint: Rate
    points: tuple[Point, ...]
    sizes: tuple[int, ...]
    inner: tuple[tuple[float, float], ...]  # 95 % limits per size
    outer: tuple[tuple[float, float], ...]  # 99,8 % limits per size


def compared(dataset: Dataset, project: Project, as_of: date) -> Side | NotAvailable:
    """Measure a project by everything."""
    reached, cost = coverage(dataset, project, as_of), budget(dataset, project, as_of)
    # visits with a conversation, whatever a project's target counts: one unit for all sides
    visits = lacking(dataset, "visits") or int(conversations(as_known_on(dataset, as_of).visits).sum())
    found: dict[Measure, Measured | NotAvailable] = {
        Measure.COVERAGE: then(reached, lambda reached: _per(reached.completed, reached.target, "target")),
        **_of_people(dataset, project, as_of),
        Measure.COST: then(cost, lambda cost: _cost(cost.spent_cents, visits)),
    }
    if not any(isinstance(value, Measured) for value in found.values()):
        return NotAvailable("no_visits")
    ordered = {measure: found[measure] for measure in Measure}
    return Side(project.neighbourhood, as_of, ordered, planned(project, as_of) / project.target, project.period)


@needs("visits", "visits.area")
def areas_compared(dataset: Dataset, project: Project, as_of: date) -> tuple[Side, ...]:
    """Measure each area, as far as areas have the measure, in the project's order. A household belongs to where it was visited."""
    return tuple(
        Side(name, as_of, _of_people(select(dataset, Selection(areas=(name,))), project, as_of), None)
        for name in project.area_names
    )


def differences(sides: Sequence[Side], measures: Iterable[Measure] = TESTED_SHARES) -> tuple[Difference, ...]:
    """Find the shares that differ from those of the other sides together by more than chance, the surest first.

    Newcombe's interval of the difference, at a level that makes all of these sentences true together in 95 of 100 cases
    (Bonferroni): with twelve neighbourhoods some would differ by chance alone.
    """
    tests = [test for measure in measures for test in _tests(sides, measure)]
    if not tests:
        return ()
    z = z_of(1 - (1 - SURE_OF_ALL) / len(tests))
    found = [(sureness, difference) for difference, sureness in (_against(test, z) for test in tests) if sureness > 1]
    return tuple(difference for _, difference in sorted(found, key=lambda pair: -pair[0]))


def can_be_compared(sides: Sequence[Side], measures: Iterable[Measure] = TESTED_SHARES) -> tuple[Measure, ...]:
    """Give the shares that at least two sides have."""
    return tuple(measure for measure in measures if _tests(sides, measure))


def funnel_plot(sides: Sequence[Side], measure: Measure) -> FunnelPlot | NotAvailable:
    """Place each side's share among the limits within which chance keeps it; not available for fewer than two sides."""
    known, done, of = _known(sides, measure)
    if len(known) < FEWEST_SIDES:
        return NotAvailable("nothing_to_compare")
    joint = Rate(done, of, known[0][1].denominator_name)
    share, last = done / of, max(value.denominator for _, value in known) * 1.15  # a little beyond the largest
    sizes = tuple(sorted({max(1, round(last * (step / SIZES) ** 2)) for step in range(1, SIZES + 1)}))  # close where limits bend
    return FunnelPlot(
        measure=measure,
        joint=joint,
        points=tuple(Point(name, value, _beyond(value, share)) for name, value in known),
        sizes=sizes,
        inner=tuple(funnel_limits(size, share, INNER) for size in sizes),
        outer=tuple(funnel_limits(size, share, OUTER) for size in sizes),
    )


def _of_people(dataset: Dataset, project: Project, as_of: date) -> dict[Measure, Measured | NotAvailable]:
    asked = requests_raised(dataset, project, as_of)
    return {
        Measure.RESPONSE: then(contact_rates(dataset, project, as_of), lambda contact: _share(contact.response)),
        Measure.RESOLVED: then(asked, lambda asked: _share(asked.resolved)),
        Measure.ACTIVATED: then(activation(dataset, project, as_of), _share),
        Measure.REQUESTS: then(asked, lambda asked: then(asked.conversations, lambda of: _per(asked.total, of, "conversations"))),
    }


def _share(rate: Rate) -> Measured | NotAvailable:
    share = rate.share
    interval = rate.interval()
    if isinstance(share, NotAvailable) or isinstance(interval, NotAvailable):
        return NotAvailable("empty_denominator")
    return Measured(rate.numerator, rate.denominator, rate.denominator_name, share, *interval)


def _per(count: int, of: int, name: str) -> Measured | NotAvailable:
    """Divide a count by a number that is fixed."""
    if of == 0:
        return NotAvailable("no_conversations")
    low, high = count_interval(count)
    return Measured(count, of, name, count / of, low / of, high / of)


def _cost(cents: int, completed: int | NotAvailable) -> Measured | NotAvailable:
    """Tell what a completed visit cost. The money is known to the cent; chance is in how many were completed for it."""
    if isinstance(completed, NotAvailable):
        return completed
    if completed == 0:
        return NotAvailable("nothing_completed")
    if cents <= 0:
        return NotAvailable("nothing_spent")
    low, high = count_interval(completed)
    return Measured(cents, completed, "completed_visits", cents / completed, cents / high, cents / low)


def _known(sides: Sequence[Side], measure: Measure) -> tuple[list[tuple[str, Measured]], int, int]:
    """Give the sides that have a measure, and the numerator and the denominator of all these together."""
    known = [(side.name, value) for side in sides if (value := side.known(measure)) is not None]
    return known, sum(value.numerator for _, value in known), sum(value.denominator for _, value in known)


def _tests(sides: Sequence[Side], measure: Measure) -> list[tuple[Measure, str, Measured, int, int]]:
    """Pit each side against all others together; of two sides once, the higher against the lower."""
    known, done, of = _known(sides, measure)
    if len(known) < FEWEST_SIDES:
        return []
    if len(known) == FEWEST_SIDES:
        known = [max(known, key=lambda pair: pair[1].value)]
    return [(measure, name, value, done - value.numerator, of - value.denominator) for name, value in known]


def _against(test: tuple[Measure, str, Measured, int, int], z: float) -> tuple[Difference, float]:
    """Give a difference, and how many times larger it is than chance explains."""
    measure, name, value, done, of = test
    others = done / of
    limits = wilson(value.numerator, value.denominator, z), wilson(done, of, z)
    low, high = difference_interval(value.value, limits[0], others, limits[1])
    gap = value.value - others
    room = gap - low if gap > 0 else high - gap
    return Difference(measure, name, value.value, others), abs(gap) / room if room else 0.0


def _beyond(value: Measured, share: float) -> float:
    for level in (OUTER, INNER):
        low, high = funnel_limits(value.denominator, share, level)
        if not low <= value.value <= high:
            return level
    return 0.0


class Recorded(Struct, frozen=True):
    """Counts up to a day. None: the data do not hold it."""

    rung: int | None
    conversations: int | None
    active: int | None  # households in which someone becomes active
    requests: int | None
    pending: int | None  # open or in progress
    closed: int | None
    spent_cents: int | None


def recorded(dataset: Dataset, project: Project, as_of: date) -> Recorded:
    """Count what a data set holds."""
    known = as_known_on(dataset, as_of)
    active = activation(dataset, project, as_of)
    raised = requests_raised(dataset, project, as_of)
    has_visits = dataset.has("visits")
    asked = None if isinstance(raised, NotAvailable) else raised
    return Recorded(
        rung=len(known.visits) if has_visits else None,
        conversations=int(conversations(known.visits).sum()) if has_visits else None,
        active=None if isinstance(active, NotAvailable) else active.numerator,
        requests=asked.total if asked else None,
        pending=asked.waiting if asked else None,
        closed=asked.by_status[Status.CLOSED] if asked else None,
        spent_cents=int(known.expenses["cents"].sum()) if dataset.has("expenses") else None,
    )
