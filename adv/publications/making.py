"""Publishing: what would be published, beside the data that it is counted in; then the line in the ledger. Asks the store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from msgspec import Struct

from adv import data_folder
from adv.disclosure.counting import count_households, count_requests
from adv.disclosure.mergings import mergings_that_help
from adv.disclosure.publication import Audience, Chosen, Merging, Publication
from adv.disclosure.publishing import Why
from adv.disclosure.releases import Published, as_published, publication_of, unheard
from adv.errors import PublishingRefused
from adv.metrics.selection import last_day
from adv.metrics.spans import Span, first_day, place
from adv.model import Dataset, Project
from adv.store.publications import PublicationLine, Series
from adv.store.store import Store

MERGING_MAY_HELP = {Why.FEW_HOUSEHOLDS, Why.CONTRADICTION, Why.UNDECIDED}


class Situation(Struct, frozen=True):
    """Publications of a project so far, and what it would be counted in now. Exact: for the coordinator only."""

    project: Project
    series: Series
    dataset: Dataset
    version: int
    line: PublicationLine | None  # the last act of publishing
    times: int  # number of times that something was chosen, for whichever readers
    chosen: Chosen

    @property
    def acts(self) -> int:
        """Count how often was published so far."""
        return self.line.number if self.line else 0

    @property
    def earlier(self) -> Publication | None:
        """Give what was published so far."""
        return self.line.publication if self.line else None

    @property
    def is_begun(self) -> bool:
        """Tell whether something was published, for whichever readers: then nothing can be merged any more."""
        return self.chosen != Chosen()

    def quarters(self, until: date) -> tuple[date, ...]:
        """List the quarter ends up to a day that can still be published: after the last release, as far as the data go."""
        last = last_day(self.dataset)
        if last is None:
            return ()
        after = self.earlier.days[-1] if self.earlier else self.project.period.start - timedelta(days=1)
        return tuple(day for day in quarter_ends(self.project.period.start, last) if after < day <= until)


class Prepared(Struct, frozen=True):
    """Publication that would be made, and the data that it was counted in. Exact where it says how far it is from the truth."""

    situation: Situation
    days: tuple[date, ...]  # asked for
    published: Published
    merging: Merging | None = None

    @property
    def may_be_coarser(self) -> bool:
        """Tell whether something is held back that merging some values may make possible, as long as merging is possible."""
        reasons = {why.why for held in self.published.held for why in held.why}
        return not self.situation.is_begun and self.merging is None and not reasons.isdisjoint(MERGING_MAY_HELP)


def situation(
    store: Store, project: Project, audience: Audience = Audience.MUNICIPALITY, known: tuple[int, Dataset] | None = None
) -> Situation:
    """Look at what was published and at the data of now, or at those of the version that are `known`."""
    version, dataset = known or (store.version(project.name), store.dataset(project))
    series = Series(project.name, audience, store.has_sample(project.name))
    return Situation(project, series, dataset, version, store.last_published(series), *store.chosen(series))


def prepare(
    store: Store, now: Situation, days: Sequence[date], merging: Merging | None = None, told: Callable[[int, int], object] = unheard
) -> Prepared:
    """Work out the releases of some days. Nothing is written but the key, on the first time.

    `merging`: areas or themes to count as one, before anything was published. `told`: is called with how many days are done, of how
    many. Raises `StoreError`: the key for publications is lost, damaged or another one.
    """
    key = store.publication_key(data_folder.publication_key())
    series = now.series
    published = publication_of(
        now.dataset,
        now.project,
        days,
        now.earlier,
        key,
        audience=series.audience,
        is_sample=series.is_sample,
        merging=merging,
        chosen=now.chosen,
        told=told,
    )
    return Prepared(now, tuple(days), published, merging)


def what_helps(store: Store, prepared: Prepared, told: Callable[[int, int], object] = unheard) -> tuple[Merging, ...]:
    """Find what could be counted as one, so that nothing of what was prepared is held back."""
    key = store.publication_key(data_folder.publication_key())
    now = prepared.situation
    return mergings_that_help(now.dataset, now.project, prepared.days, key, audience=now.series.audience, told=told)


class Beside(Struct, frozen=True):
    """One cell of a table as it will be, beside the truth. Exact: for the coordinator only."""

    place: tuple[tuple[str, str | None], ...]  # name and value of each dimension that the cell does not sum over
    exact: int
    published: int


def beside(prepared: Prepared, name: str, day: date) -> tuple[Beside, ...]:
    """Put every cell of a table, at a day that would be published, beside the true number."""
    publication, now = prepared.published.publication, prepared.situation
    if publication is None:
        return ()
    table = publication.tables[name]
    count = count_requests if name == "requests" else count_households
    dataset, project = as_published(now.dataset, now.project, publication.mergings)
    exact = count(dataset, project, table.lattice, day).numbers
    published = table.numbers(publication.days.index(day))
    return tuple(
        Beside(
            tuple((one.name, one.values[at]) for at, one in zip(cell, table.dimensions, strict=True) if at is not None),
            true,
            number,
        )
        for cell, true, number in zip(table.cells, exact, published, strict=True)
    )


def publish(store: Store, prepared: Prepared, *, who: str) -> PublicationLine:
    """Add what was prepared to the ledger, for good.

    Raises `PublishingRefused`: there is no new release; or somebody else has published or changed the data meanwhile.
    """
    now, made = prepared.situation, prepared.published
    if made.publication is None or not made.distances:
        raise PublishingRefused("nothing_to_publish")
    return store.publish(made.publication, after=now.acts, version=now.version, who=who, chosen=(now.times, made.chosen))


def quarter_ends(first: date, last: date) -> tuple[date, ...]:
    """List the last days of the quarters from the one with `first` up to the one with `last`."""
    quarters = range(place(Span.QUARTER, first), place(Span.QUARTER, last) + 1)
    return tuple(first_day(Span.QUARTER, quarter + 1) - timedelta(days=1) for quarter in quarters)
