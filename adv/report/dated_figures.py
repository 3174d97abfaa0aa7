"""Dated figures that the catalogue has for the whole project only, counted for the views of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.metrics.budget import against_lines
from adv.metrics.requests import ended_in, requests_raised
from adv.metrics.values import NotAvailable, then
from adv.model import Status
from adv.report.fact import CENTS, View, is_year

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from adv.indicators.entry import Measured
    from adv.report.spans import Spans


def _ended(status: Status) -> Callable[[Spans, Measured, View], object]:
    """Count what was closed or withdrawn: in a period by its day, since the start by its status, so that what has no day counts."""

    def count(spans: Spans, measured: Measured, view: View) -> object:
        period, ever = spans.of(view), _of_status(spans, measured, status)
        if ever == 0 or (ever is not None and period is None):
            return ever
        return ended_in(spans.dataset, spans.project, spans.as_of, status, period or spans.everything)

    return count


def _of_status(spans: Spans, measured: Measured, status: Status) -> int | None:
    found = measured(requests_raised)
    return None if isinstance(found, NotAvailable) or not spans.dataset.has("requests.status") else found.by_status[status]


def _undated(spans: Spans, measured: Measured, _: View) -> object:
    """Count what was closed or withdrawn on a day that the data do not have."""
    none = 0
    for status in (Status.CLOSED, Status.WITHDRAWN):
        dated = ended_in(spans.dataset, spans.project, spans.as_of, status, spans.everything)
        if isinstance(dated, NotAvailable):
            return dated
        none += (_of_status(spans, measured, status) or dated) - dated
    return none


def _unfinished(spans: Spans, _: Measured, view: View) -> object:
    """Count what was not closed or withdrawn at the end of the view: everything raised before counts, not the view's own."""
    period = spans.of(view)
    day = min(spans.as_of, period.last_day) if period else spans.as_of
    return then(requests_raised(spans.dataset, spans.project, day), lambda found: found.pending)


def _waiting(_: Spans, measured: Measured, __: View) -> object:
    ageing = measured(requests_raised)
    return then(ageing, lambda found: found.by_status[Status.OPEN] + found.by_status[Status.IN_PROGRESS])


def _set_aside(spans: Spans, measured: Measured, view: View) -> object:
    """Give the budget lines of a view's year; of everything: all of them. Euros, as the catalogue writes amounts."""
    found, period = measured(against_lines), spans.of(view)
    if isinstance(found, NotAvailable):
        return found
    if period is None:
        return found.lines_cents / CENTS
    years = {line.name: line.set_aside for line in found.years}
    here = years.get(str(period.start.year)) if is_year(period) else None
    return None if not here else here / CENTS


OWN: Mapping[str, Callable[[Spans, Measured, View], object]] = {
    "requests.closed": _ended(Status.CLOSED),
    "requests.withdrawn": _ended(Status.WITHDRAWN),
    "requests.undated": _undated,
    "requests.unfinished": _unfinished,
    "requests.waiting": _waiting,
    "budget.set_aside": _set_aside,
}
