"""Facts of a report for who gets published numbers only: there are no data behind them, but a publication.

What is exact and public (conversations held, euros spent, both of the whole project) has the same paths as in one's own report, so that the
same sentences tell it. Everything else is a `PublishedCount`, and a fact that carries its base. What is not published is not there.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from adv.dataset import empty_dataset
from adv.disclosure.publication import TALKED_TO, PublishedShare, TooFew
from adv.errors import AdvError
from adv.formats import CENTS
from adv.metrics.coverage import Coverage, Pace, day_planned, planned
from adv.metrics.values import NotAvailable
from adv.model import TargetUnit
from adv.report.blocks import said
from adv.report.fact import Fact, FactKind, When, is_year
from adv.report.facts import Facts
from adv.report.spans import Spans, year

if TYPE_CHECKING:
    from adv.disclosure.publication import ProjectFigures, Publication, PublishedCount
    from adv.model import Period, Project
    from adv.report.blocks import Said
    from adv.report.facts import About

DAY = timedelta(days=1)
UNKNOWN_PACE = Pace(*[NotAvailable("too_little_history")] * 3)  # no publication tells it


class NothingPublished(AdvError):
    """No release lies within the period of a report."""

    def __init__(self) -> None:
        super().__init__("report_without_publication")


class PublishedFacts(Facts):
    """Facts of one report for the municipality, as of the last release within its period.

    Raises
    ------
    NothingPublished
        Nothing was, within the period.
    """

    reader = said("report.title.for_municipality")
    is_published = True
    suffix = "-gemeente"

    def __init__(self, publication: Publication, project: Project, period: Period, about: About) -> None:
        self.whole = publication
        self.publication = publication.up_to(period.last_day)
        days = self.publication.days
        if not days or days[-1] < period.start:
            raise NothingPublished
        self._stocks = {figures.day: figures for figures in self.publication.figures}
        begin = year(period.start.year - 1)
        has_before = is_year(period) and project.period.start < period.start and self._between(project, begin) is not None
        before = begin if has_before else None
        super().__init__(Spans(project, empty_dataset(project), period, before, days[-1], is_latest=False), about)

    @property
    def earlier(self) -> date | None:
        """The day before the period, when there is a release of it."""
        day = self.spans.period.start - DAY
        return day if day in self._stocks else None

    @property
    def base_fact(self) -> Fact:
        """Give how far a published number is from the true one at most."""
        return self.fixed("publication.base", self.publication.base, FactKind.COUNT)

    @property
    def notes(self) -> tuple[Said, ...]:
        """Say it under a table."""
        return (said("report.published.note", base=self.base_fact),)

    def value(self, dimension: str, value: str | None) -> Said | Fact:
        """Name an area, theme or goal of a table."""
        return said("words.unknown") if value is None else self.name(dimension, value)

    def cell(self, table: str, day: date | None = None, /, **values: str | None) -> Fact:
        """Give the published number of one cell, at the end of the report's day or of another day of a release."""
        release = self.publication.days.index(day or self.spans.as_of)
        name = ".".join([table, *(f"{dimension}={value}" for dimension, value in values.items())])
        when = When.BEFORE if day else When.START
        return self.rounded(name, when, self.publication.tables[table].count(release, **values))

    def rounded(self, name: str, when: When, count: PublishedCount) -> Fact:
        """Give a published number as a fact."""
        return self.keep(Fact(f"publication.{name}", when, count.value, FactKind.COUNT, count.base))

    def rounded_share(self, name: str, share: PublishedShare | TooFew) -> Fact | None:
        """Give a share of published numbers; None where there are too few for one."""
        if isinstance(share, TooFew):
            return None
        return self.keep(Fact(f"publication.{name}.share", When.START, share.share, FactKind.PERCENT, share.part.base))

    def count(self, path: str, when: When = When.START) -> Fact | None:
        """Give a number of things; of households the published number."""
        if path == "visits.households_reached" and when is When.START:
            return self.cell("households", outcome=TALKED_TO)
        return super().count(path, when)

    @cached_property
    def coverage(self) -> Coverage | NotAvailable:
        """Give what was reached of the target on the report's day, as far as it is published; not on which day it was reached."""
        project, as_of = self.spans.project, self.spans.as_of
        done = self.publication.figures[-1].visits
        if project.target_unit is TargetUnit.HOUSEHOLDS:
            done = self.publication.households.count(-1, outcome=TALKED_TO).value
        return Coverage(
            as_of=as_of,
            period=project.period,
            target=project.target,
            target_unit=project.target_unit,
            completed=done,
            visits=done,
            completed_visits=done,
            households_reached=NotAvailable("no_households"),
            without_household=0,
            planned=planned(project, as_of),
            lag_days=(as_of - day_planned(project, done)).days,
            reached_on=None,
            pace=UNKNOWN_PACE,
        )

    def _value(self, path: str, when: When) -> Any:  # noqa: ANN401 - as in `Facts`
        done = self._between(self.spans.project, self.spans.of(when))
        if done is None:
            return None
        if when is When.START:
            return self._of_everything(done).get(path)
        known = {"visits.completed": done.visits, "budget.spent": done.cents / CENTS}
        if done.visits:
            known["budget.cost_per_visit"] = done.cents / CENTS / done.visits
        return known.get(path)

    def _of_everything(self, done: ProjectFigures) -> dict[str, Any]:
        """Give what follows from visits and euros so far, and from the settings; euros, as the catalogue writes amounts."""
        project = self.spans.project
        budget = self.publication.budget_cents / CENTS
        spent = done.cents / CENTS
        known: dict[str, Any] = {
            "visits.completed": done.visits,
            "budget.spent": spent,
            "budget.budget": budget,
            "budget.use": spent / budget,
            "budget.remaining": budget - spent,
            "budget.pv": budget * planned(project, self.spans.as_of) / project.target,
            "budget.by_year": self._by_year(),
        }
        if project.target_unit is TargetUnit.VISITS and done.visits:
            known |= {"budget.cost_per_visit": spent / done.visits, "budget.planned_cost_per_visit": budget / project.target}
        return known

    def _by_year(self) -> dict[str, float]:
        """Give the euros of each year; none when there is no release at the end of one of them."""
        first, last = self.spans.project.period.start.year, self.spans.as_of.year
        each = {str(number): self._between(self.spans.project, year(number)) for number in range(first, last + 1)}
        return {name: done.cents / CENTS for name, done in each.items() if done} if all(each.values()) else {}

    def _between(self, project: Project, period: Period | None) -> ProjectFigures | None:
        """Give the public figures of a period from the releases at both its ends, None where one is missing; of everything so far."""
        last = self.publication.figures[-1]
        if period is None:
            return last
        end = last if period.last_day >= last.day else self._stocks.get(period.last_day)
        if end is None or period.start <= project.period.start:
            return end
        begin = self._stocks.get(period.start - DAY)
        return None if begin is None else type(end)(end.day, end.visits - begin.visits, end.cents - begin.cents)
