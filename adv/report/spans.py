"""The three times that one report tells of (its period, the year before it, everything up to its day), and what may stand side by side.

The data know the status of a request as it is today. What is dated (a visit, a booking, the day on which a request was raised or
closed) can be told of any period; how many were open or referred on a day of the past cannot. So only dated figures have a period.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

from adv.formats import CENTS
from adv.indicators.entry import Measured
from adv.metrics.budget import against_lines
from adv.metrics.frames import as_known_on
from adv.metrics.requests import ended_in, requests_raised
from adv.metrics.selection import Selection, last_day, select
from adv.metrics.values import NotAvailable, then
from adv.model import Period, Status
from adv.report.fact import When, is_year

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from adv.model import Dataset, Project

# Figures that have a day of their own: these alone may be asked of a period, and compared between two.
DATED = frozenset(
    [
        "visits.completed",
        "visits.total",
        "visits.by_outcome",
        "visits.completed_by_area",
        "visits.completed_by_theme",
        "visits.completed_by_organisation",
        "requests.total",
        "requests.by_theme",
        "requests.by_goal",
        "requests.closed",
        "requests.withdrawn",
        "requests.unfinished",
        "budget.spent",
        "budget.cost_per_visit",
        "budget.by_category",
        "budget.by_partner",
        "outcomes.activities",
        "outcomes.participants",
        "outcomes.activities_by_kind",
        "core_team.visits_by_organisation",
        "core_team.joint_visits",
        "households.reached_in",
        "themes.share_of_conversations",
        "budget.set_aside",
    ]
)
# Figures that go by the status of today: of the last day in the data only.
OF_TODAY = frozenset(
    [
        "requests.by_status",
        "requests.taken_up",
        "requests.ageing",
        "requests.waiting",
        "core_team.waiting_by_owner",
        "households.funnel",
    ]
)


class Spans(Struct, frozen=True):
    """Period of a report, the year before it where there was one, and the day up to which things are known."""

    project: Project
    dataset: Dataset  # as it was known on that day
    period: Period
    before: Period | None
    as_of: date
    is_latest: bool  # the day is the last one in the data: statuses are those of that day

    def of(self, when: When) -> Period | None:
        """Give the period itself; None: everything."""
        return {When.NOW: self.period, When.BEFORE: self.before}.get(when)

    @property
    def everything(self) -> Period:
        """Give all days up to the report's day."""
        return Period(date.min, self.as_of + timedelta(days=1))

    @property
    def is_first(self) -> bool:
        """Tell that the project had not begun before this period."""
        return self.project.period.start >= self.period.start

    @property
    def is_partial(self) -> bool:
        """Tell that the period is not over on the report's day: it cannot stand beside a whole year."""
        return self.as_of < self.period.last_day

    @property
    def is_last(self) -> bool:
        """Tell that the project ends within this period or before it."""
        return self.project.period.end <= self.period.end

    def measured(self, when: When) -> Measured | None:
        """Give the metrics of a time; None where there is no such period."""
        period = self.of(when)
        if period is None:
            return None
        chosen = select(self.dataset, Selection(period=period, as_of=min(self.as_of, period.last_day)))
        return Measured(chosen, self.project, min(self.as_of, period.last_day))


def spans_of(dataset: Dataset, project: Project, period: Period) -> Spans:
    """Put a report's period beside the data and the project. The report's day is its last one, or the last one in the data."""
    latest = last_day(dataset)
    as_of = max(period.start, min(period.last_day, latest or period.last_day))
    year_before = year(period.start.year - 1)
    has_before = is_year(period) and project.period.start < period.start
    return Spans(
        project=project,
        dataset=as_known_on(dataset, as_of),
        period=period,
        before=year_before if has_before else None,
        as_of=as_of,
        is_latest=latest is None or latest <= as_of,
    )


def year(number: int) -> Period:
    """Give a calendar year as a period."""
    return Period(date(number, 1, 1), date(number + 1, 1, 1))


def _ended(status: Status) -> Callable[[Spans, Measured, When], object]:
    """Count what was closed or withdrawn: in a period by its day, since the start by its status, so that what has no day counts."""

    def count(spans: Spans, measured: Measured, when: When) -> object:
        period = spans.of(when)
        ever = _of_status(spans, measured, status)
        if ever == 0 or (ever is not None and period is None):
            return ever
        return ended_in(spans.dataset, spans.project, spans.as_of, status, period or spans.everything)

    return count


def _of_status(spans: Spans, measured: Measured, status: Status) -> int | None:
    found = measured(requests_raised)
    return None if isinstance(found, NotAvailable) or not spans.dataset.has("requests.status") else found.by_status[status]


def _undated(spans: Spans, measured: Measured, _: When) -> object:
    """Count what was closed or withdrawn on a day that the data do not have."""
    none = 0
    for status in (Status.CLOSED, Status.WITHDRAWN):
        dated = ended_in(spans.dataset, spans.project, spans.as_of, status, spans.everything)
        if isinstance(dated, NotAvailable):
            return dated
        none += (_of_status(spans, measured, status) or dated) - dated
    return none


def _unfinished(spans: Spans, _: Measured, when: When) -> object:
    """Count what was not closed or withdrawn at the end: everything raised before it counts, not only what was raised in that time."""
    period = spans.of(when)
    day = min(spans.as_of, period.last_day) if period else spans.as_of
    return then(requests_raised(spans.dataset, spans.project, day), lambda found: found.unfinished)


def _waiting(_: Spans, measured: Measured, __: When) -> object:
    ageing = measured(requests_raised)
    return then(ageing, lambda found: found.by_status[Status.OPEN] + found.by_status[Status.IN_PROGRESS])


def _set_aside(spans: Spans, measured: Measured, when: When) -> object:
    """Give the budget lines of the year; of everything: all of them. Euros, as the catalogue writes amounts."""
    found = measured(against_lines)
    period = spans.of(when)
    if isinstance(found, NotAvailable):
        return found
    if period is None:
        return found.lines_cents / CENTS
    years = {line.name: line.set_aside for line in found.years}
    here = years.get(str(period.start.year)) if is_year(period) else None
    return None if not here else here / CENTS


# Dated figures that the catalogue has for the whole project only, counted for the times of a report.
OWN: Mapping[str, Callable[[Spans, Measured, When], object]] = {
    "requests.closed": _ended(Status.CLOSED),
    "requests.withdrawn": _ended(Status.WITHDRAWN),
    "requests.undated": _undated,
    "requests.unfinished": _unfinished,
    "requests.waiting": _waiting,
    "budget.set_aside": _set_aside,
}
