"""Facts of a report: every number once, by its path in ``summary --json``, for the three views of its spans.

They are read from the catalogue (`adv.indicators`), as `summary` reads them: so the two agree by construction. A few dated figures that
the catalogue has for the whole project only are added here (`OWN`).
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from adv.formats import rounded
from adv.indicators import figures
from adv.indicators.entry import as_json
from adv.metrics.budget import against_lines
from adv.metrics.coverage import coverage
from adv.metrics.forecast import Forecast, forecast
from adv.metrics.requests import ended_in, requests_raised
from adv.metrics.values import NotAvailable, Rate, then
from adv.model import Status, TargetUnit
from adv.report.blocks import said
from adv.report.fact import CENTS, Fact, Kind, View, is_year
from adv.report.spans import DATED, OF_TODAY

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from adv.indicators.entry import Measured
    from adv.metrics.coverage import Coverage
    from adv.model import Period
    from adv.report.setting import About
    from adv.report.spans import Spans

Value = int | float | None
DONE = {TargetUnit.VISITS: "visits.completed", TargetUnit.HOUSEHOLDS: "visits.households_reached"}


class NotComparable(Exception):
    """A figure that goes by the status of today was asked of a period: a mistake in the program, not of the user."""


class Facts:
    """All facts of one report. A fact that the data cannot give is None: its sentence is left out, its cell says so."""

    reader = said("report.title.own")
    is_published = False
    suffix = ""  # of the names of its files

    def __init__(self, spans: Spans, about: About) -> None:
        self.spans, self.about = spans, about
        self.known: dict[str, Fact] = {}  # every one that was asked for, by its key
        self._figures = {figure.path: figure for _, figure in figures()}
        self._measured = {view: spans.measured(view) for view in (View.NOW, View.BEFORE, View.START)}

    def count(self, path: str, view: View = View.START) -> Fact | None:
        """Give a number of things."""
        return self._fact(path, view, Kind.COUNT, self._value(path, view))

    def money(self, path: str, view: View = View.START) -> Fact | None:
        """Give an amount, in whole cents."""
        value = self._value(path, view)
        return self._fact(path, view, Kind.CENTS, None if value is None else int(rounded(value * CENTS)))

    def share(self, path: str, view: View = View.START) -> Fact | None:
        """Give a share, between 0 and 1."""
        value = self._value(path, view)
        if isinstance(value, Rate):
            value = then(value.share, float)
        return self._fact(path, view, Kind.PERCENT, None if isinstance(value, NotAvailable) else value)

    def counts(self, path: str, view: View = View.START) -> dict[str, Fact]:
        """Give numbers by name; none when the data cannot give them."""
        return self._each(path, view, Kind.COUNT, lambda value: value)

    def amounts(self, path: str, view: View = View.START) -> dict[str, Fact]:
        """Give amounts by name, in whole cents."""
        return self._each(path, view, Kind.CENTS, lambda value: int(rounded(value * CENTS)))

    def parts(self, path: str, part: str) -> dict[str, Fact]:
        """Give one count of each of several things that have more than one: the closed requests per goal."""
        found: Mapping[str, Any] = self._value(path, View.START) or {}
        values = {str(name): as_json(each)[part] for name, each in found.items()}
        return {
            name: self.keep(Fact(f"{path}.{name}.{part}", View.START, value, Kind.COUNT))
            for name, value in values.items()
            if value is not None
        }

    def fixed(self, name: str, value: float | str | date | Period | tuple[str, ...], kind: Kind) -> Fact:
        """Give a fact that is no figure: a day, a name, what was agreed."""
        return self.keep(Fact(name, View.FIXED, value, kind))

    def keep(self, fact: Fact) -> Fact:
        """Add a fact that was made of others."""
        self.known[fact.key] = fact
        return fact

    @cached_property
    def coverage(self) -> Coverage | NotAvailable:
        """What was reached of the target on the report's day."""
        return self.measured(View.START)(coverage)

    @cached_property
    def forecast(self) -> Forecast | NotAvailable:
        """When the target will be reached, seen from the report's day."""
        return self.measured(View.START)(forecast)

    def measured(self, view: View) -> Measured:
        """Give the metrics of a view that there is.

        Raises
        ------
        NotComparable
            There is no such view.
        """
        found = self._measured[view]
        if found is None:
            raise NotComparable(view)
        return found

    def _fact(self, path: str, view: View, kind: Kind, value: Value) -> Fact | None:
        return None if value is None or isinstance(value, NotAvailable) else self.keep(Fact(path, view, value, kind))

    def _each(self, path: str, view: View, kind: Kind, make: Callable[[Any], Any]) -> dict[str, Fact]:
        found: Mapping[str, Any] = self._value(path, view) or {}
        return {
            str(name): self.keep(Fact(f"{path}.{name}", view, make(_plain(value)), kind))
            for name, value in found.items()
            if _plain(value) is not None
        }

    def _value(self, path: str, view: View) -> Any:  # noqa: ANN401 - a number, a rate, numbers by name or nothing
        if view is not View.START and path not in DATED:
            raise NotComparable(path)
        if path in OF_TODAY and not self.spans.is_latest:
            return None
        measured = self._measured[view]
        if measured is None:
            return None
        if path in OWN:
            found = OWN[path](self, view)
        elif path in self._figures:
            found = self._figures[path].of(measured)
        else:  # a part of a figure that has several: households.register.never
            whole, _, part = path.rpartition(".")
            found = (as_json(self._value(whole, view)) or {}).get(part)
        return None if isinstance(found, NotAvailable) else found


def _plain(value: object) -> object:
    return value.numerator if isinstance(value, Rate) else value


def _ended(status: Status) -> Callable[[Facts, View], object]:
    def count(facts: Facts, view: View) -> object:
        spans = facts.spans
        return ended_in(spans.dataset, spans.project, spans.as_of, status, spans.of(view) or spans.everything)

    return count


def _unfinished(facts: Facts, view: View) -> object:
    """Count what was not closed or withdrawn at the end of the view: everything raised before counts, not the view's own."""
    spans = facts.spans
    period = spans.of(view)
    day = min(spans.as_of, period.last_day) if period else spans.as_of
    return then(requests_raised(spans.dataset, spans.project, day), lambda found: found.pending)


def _waiting(facts: Facts, _: View) -> object:
    ageing = facts.measured(View.START)(requests_raised)
    return then(ageing, lambda found: found.by_status[Status.OPEN] + found.by_status[Status.IN_PROGRESS])


def _set_aside(facts: Facts, view: View) -> object:
    """Give the budget lines of a view's year; of everything: all of them. Euros, as the catalogue writes amounts."""
    found, period = facts.measured(View.START)(against_lines), facts.spans.of(view)
    if isinstance(found, NotAvailable):
        return found
    if period is None:
        return found.lines_cents / CENTS
    years = {line.name: line.set_aside for line in found.years}
    here = years.get(str(period.start.year)) if is_year(period) else None
    return None if not here else here / CENTS


OWN: Mapping[str, Callable[[Facts, View], object]] = {
    "requests.closed": _ended(Status.CLOSED),
    "requests.withdrawn": _ended(Status.WITHDRAWN),
    "requests.unfinished": _unfinished,
    "requests.waiting": _waiting,
    "budget.set_aside": _set_aside,
}
