"""Facts of a report: every number once, by its path in ``summary --json``, for the three times of its spans.

They are read from the catalogue (`adv.indicators`), as `summary` reads them: so the two agree by construction. A few dated figures that
the catalogue has for the whole project only are added (`adv.report.spans.OWN`).
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct

from adv.formats import CENTS, rounded
from adv.indicators import figures
from adv.indicators.entry import Measured, as_json
from adv.metrics.coverage import coverage
from adv.metrics.forecast import Forecast, forecast
from adv.metrics.values import NotAvailable, Rate, then
from adv.model import TargetUnit
from adv.report.blocks import OwnText, Paragraph, Said, Table, said
from adv.report.fact import Fact, FactKind, When, is_year
from adv.report.spans import DATED, OF_TODAY, OWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from adv.metrics.coverage import Coverage
    from adv.model import Period
    from adv.report.blocks import Block, Cell
    from adv.report.spans import Spans

Value = int | float | None
LONGEST_OWN_TEXT = 4000  # characters of one own text
T = TypeVar("T")


class NotComparable(Exception):
    """A figure that goes by the status of today was asked of a period: a mistake in the program, not of the user."""


class Noted(Struct, frozen=True):
    """A problem that was found in a workbook: the code of its text, what that names, and how often."""

    code: str
    params: Mapping[str, str]
    count: int


class About(Struct, frozen=True):
    """Particulars of a report that the data cannot know: own texts, whether it was closed, and which files were read."""

    texts: Mapping[str, str] = {}  # by slot
    confirmed: frozenset[str] = frozenset()  # slots of drafts that were confirmed as they are
    closed_on: date | None = None
    replaces: tuple[date, str] | None = None  # day on which the version before it was closed, and the reason for a new one
    files: tuple[tuple[str, str, date], ...] = ()  # name, SHA-256 and day of every import that counts
    is_sample: bool = False
    are_words_closed: bool = False  # the texts shared with the project's own account cannot be changed: that account was closed
    photos: Mapping[str, tuple[str, bytes]] = {}  # by slot: what it shows for who cannot see it, and the JPEG
    data_version: int | None = None  # the number of the last import; None: not told
    left_out: int | None = None  # rows of the lists in the data that do not count; None: nothing was imported
    noted: tuple[Noted, ...] = ()
    reported: Table | None = None  # the requests by status as the account of the year before told them when it was closed
    more_noted: int = 0  # problems of which the store does not keep the names that stand in their text

    def text(self, slot: str) -> str:
        """Give the own text of a slot; empty when there is none."""
        return self.texts.get(slot, "").strip()


class Facts:
    """All facts of one report. A fact that the data cannot give is None: its sentence is left out, its cell says so."""

    reader = said("report.title.own")
    is_published = False
    suffix = ""  # of the names of its files

    def __init__(self, spans: Spans, about: About) -> None:
        self.spans, self.about = spans, about
        self.known: dict[str, Fact] = {}  # every one that was asked for, by its key
        self.measured = Measured(spans.dataset, spans.project, spans.as_of)  # everything up to the report's day
        self._measured = {When.START: self.measured, **{when: spans.measured(when) for when in (When.NOW, When.BEFORE)}}
        self._figures = {figure.path: figure for _, figure in figures()}

    def count(self, path: str, when: When = When.START) -> Fact | None:
        """Give a number of things."""
        return self._fact(path, when, FactKind.COUNT, self._value(path, when))

    def money(self, path: str, when: When = When.START) -> Fact | None:
        """Give an amount, in whole cents."""
        value = self._value(path, when)
        return self._fact(path, when, FactKind.CENTS, None if value is None else int(rounded(value * CENTS)))

    def share(self, path: str, when: When = When.START) -> Fact | None:
        """Give a share, between 0 and 1."""
        value = self._value(path, when)
        if isinstance(value, Rate):
            value = then(value.share, float)
        return self._fact(path, when, FactKind.PERCENT, None if isinstance(value, NotAvailable) else value)

    def counts(self, path: str, when: When = When.START) -> dict[str, Fact]:
        """Give numbers by name; none when the data cannot give them."""
        return self._each(path, when, FactKind.COUNT, lambda value: value)

    def amounts(self, path: str, when: When = When.START) -> dict[str, Fact]:
        """Give amounts by name, in whole cents."""
        return self._each(path, when, FactKind.CENTS, lambda value: int(rounded(value * CENTS)))

    def parts(self, path: str, part: str) -> dict[str, Fact]:
        """Give one count of each of several things that have more than one: the closed requests per goal."""
        found: Mapping[str, Any] = self._value(path, When.START) or {}
        values = {str(name): as_json(each)[part] for name, each in found.items()}
        return {name: self.made(f"{path}.{name}.{part}", value) for name, value in values.items() if value is not None}

    def at_times(self, ask: Callable[[str, When], T], path: str) -> list[T]:
        """Ask the same of each time that a table shows: ``at_times(facts.count, "visits.completed")``."""
        return [ask(path, when) for when in self.times]

    def fixed(self, name: str, value: float | str | date | Period | tuple[str, ...], kind: FactKind) -> Fact:
        """Give a fact that is no figure: a day, a name, what was agreed."""
        return self.keep(Fact(name, When.FIXED, value, kind))

    def name(self, group: str, name: str) -> Fact:
        """Give the name of an area, a theme, an organisation."""
        return self.fixed(f"{group}.{name}", name, FactKind.NAME)

    def area(self, name: str) -> Fact:
        """Give an area as a sentence names it: "de Matthijs Vermeulenstraat"."""
        called = next((area.in_text for area in self.spans.project.areas if area.name == name), "")
        return self.fixed(f"area.in_text.{name}", called or name, FactKind.NAME)

    def made(self, path: str, value: float, kind: FactKind = FactKind.COUNT, when: When = When.START) -> Fact:
        """Give a fact that is computed of others."""
        return self.keep(Fact(path, when, value, kind))

    def difference(self, path: str, one: Fact, other: Fact) -> Fact:
        """Give one fact less another, in their own units: cents stay whole, so that what is shown adds up."""
        value = one.number - other.number
        is_whole = isinstance(one.value, int) and isinstance(other.value, int)
        return self.keep(Fact(path, one.when, int(value) if is_whole else value, one.kind, one.base + other.base))

    def rows(
        self, group: str, names: Iterable[str], columns: Iterable[Mapping[str, Fact]], none: Fact | None = None
    ) -> list[tuple[Cell, ...]]:
        """Give a row for each name of a group, with its fact of each column."""
        found = list(columns)
        return [(self.name(group, name), *(column.get(name, none) for column in found)) for name in names]

    def added_up(
        self,
        group: str,
        columns: list[dict[str, Fact]],
        totals: list[Fact | None],
        *,
        without: Said,
        none: Fact | None = None,
    ) -> tuple[tuple[Cell, ...], ...]:
        """Give a row for each name of the last column, one for what has no name where there is some, and the total."""
        rest: list[Fact | None] = []
        for total, parts in zip(totals, columns, strict=True):
            left = int(total.number) - sum(int(part.number) for part in parts.values()) if total and parts else None
            rest.append(None if left is None or total is None else self.made(f"{total.path}.rest", left, total.kind, total.when))
        unnamed = [(without, *rest)] if any(fact and fact.number for fact in rest) else []
        return (*self.rows(group, columns[-1], columns, none), *unnamed, (said("report.total"), *totals))

    def keep(self, fact: Fact) -> Fact:
        """Add a fact that was made of others."""
        self.known[fact.key] = fact
        return fact

    def own(self, slot: str, prompt: Said, *, is_wanted: bool = False, is_title: bool = False) -> OwnText:
        """Keep a place for own words."""
        return OwnText(slot, prompt, self.about.text(slot), is_wanted, is_title)

    def answer(self, slot: str, title: Said, prompt: Said, *, is_wanted: bool = False) -> tuple[Block, ...]:
        """Keep a place for an answer, under what it is about: an answer cannot be read without its question."""
        told = (Paragraph((title,)),) if self.about.text(slot) else ()
        return (*told, self.own(slot, prompt, is_wanted=is_wanted))

    @property
    def times(self) -> tuple[When, ...]:
        """Name the times that a table of this report shows: the year before only where there was one."""
        return (*((When.BEFORE,) if self.spans.before else ()), When.NOW, When.START)

    def heads(self, first: str, *more: str) -> tuple[Said, ...]:
        """Head a table whose last columns are those of `times`."""
        before = (said("report.column.here", period=self.before),) if self.before else ()
        return (*map(said, (first, *more)), *before, self.here, said("report.column.start"))

    @property
    def here(self) -> Said:
        """Head the column of the report's own period."""
        if is_year(self.spans.period) and self.spans.is_partial:
            return said("report.column.until", day=self.day)
        return said("report.column.here", period=self.period)

    @property
    def period(self) -> Fact:
        """Give the report's own period."""
        return self.fixed("period", self.spans.period, FactKind.PERIOD)

    @property
    def before(self) -> Fact | None:
        """Give the year before it, where there was one."""
        return None if self.spans.before is None else self.fixed("before", self.spans.before, FactKind.PERIOD)

    @property
    def day(self) -> Fact:
        """Give the report's day."""
        return self.fixed("as_of", self.spans.as_of, FactKind.DAY)

    @property
    def is_over(self) -> bool:
        """Tell that the project is over on the report's day."""
        return self.spans.project.period.is_over(self.spans.as_of)

    @property
    def target(self) -> Fact:
        """Give the visits or households that were promised."""
        return self.fixed("target", self.spans.project.target, FactKind.COUNT)

    @property
    def budget(self) -> Fact:
        """Give the budget of the settings."""
        return self.fixed("budget", self.spans.project.budget_cents, FactKind.CENTS)

    @property
    def done(self) -> Fact | None:
        """Give what was completed of the target."""
        return self.count(self.by_unit("visits.completed", "visits.households_reached"))

    def by_unit(self, visits: str, households: str) -> str:
        """Choose by what was promised."""
        return visits if self.spans.project.target_unit is TargetUnit.VISITS else households

    @property
    def planned(self) -> Fact | None:
        """Give what was to be completed by the report's day, in whole visits: the lead and the lag are counted from it."""
        exact = self.coverage
        return None if isinstance(exact, NotAvailable) else self.made("coverage.planned.whole", int(rounded(exact.planned)))

    @cached_property
    def coverage(self) -> Coverage | NotAvailable:
        """Give what was reached of the target on the report's day."""
        return self.measured(coverage)

    @cached_property
    def forecast(self) -> Forecast | NotAvailable:
        """Give the forecast, seen from the report's day."""
        return self.measured(forecast)

    def _fact(self, path: str, when: When, kind: FactKind, value: Value) -> Fact | None:
        return None if value is None or isinstance(value, NotAvailable) else self.keep(Fact(path, when, value, kind))

    def _each(self, path: str, when: When, kind: FactKind, make: Callable[[Any], Any]) -> dict[str, Fact]:
        found: Mapping[str, Any] = self._value(path, when) or {}
        return {
            str(name): self.keep(Fact(f"{path}.{name}", when, make(_plain(value)), kind))
            for name, value in found.items()
            if _plain(value) is not None
        }

    def _value(self, path: str, when: When) -> Any:  # noqa: ANN401 - a number, a rate, numbers by name or nothing
        if when is not When.START and path not in DATED:
            raise NotComparable(path)
        if path in OF_TODAY and not self.spans.is_latest:
            return None
        measured = self._measured[when]
        if measured is None:
            return None
        if path in OWN:
            found = OWN[path](self.spans, self.measured, when)
        elif path in self._figures:
            found = self._figures[path].of(measured)
        else:  # a part of a figure that has several: households.register.never
            whole, _, part = path.rpartition(".")
            found = (as_json(self._value(whole, when)) or {}).get(part)
        return None if isinstance(found, NotAvailable) else found


def _plain(value: object) -> object:
    return value.numerator if isinstance(value, Rate) else value
