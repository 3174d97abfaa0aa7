"""The releases of a project: count at each day, round both tables, prove the whole. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, Final

from msgspec import UNSET, Struct
from msgspec.structs import replace

from adv.disclosure import counting
from adv.disclosure.lattice import Lattice, extended
from adv.disclosure.publication import PUBLIC_BASE, Audience, Chosen, Merging, Publication, Table, is_of, sealed
from adv.disclosure.publishing import Asked, Exact, NotPossible, Why, keeps, limits_of, publish_together
from adv.disclosure.verify import verify
from adv.model import Dataset, Project

CHOSEN_AT_ONCE: Final = (1, 2, 4, 8, 16)  # new releases: more of them only when the rules contradict each other with fewer


class Held(Struct, frozen=True):
    """A day without a release, and why. For the coordinator only."""

    day: date
    why: tuple[NotPossible, ...]


class Distance(Struct, frozen=True):
    """Distance of the published numbers of one release from the true ones. For the coordinator only."""

    day: date
    mean: float
    largest: int


class Published(Struct, frozen=True):
    """The publication with its new releases, the days that were held back, and how far the new numbers are from the truth."""

    publication: Publication | None  # None: not a single release so far
    held: tuple[Held, ...]
    distances: tuple[Distance, ...]
    chosen: Chosen = Chosen()  # to go on from, also for the other readers


class _New(Struct, frozen=True):
    """The true numbers of a day that is chosen now, by table, and whether the public may have it too."""

    exact: dict[str, Exact]
    is_public: bool


def unheard(done: int, of: int) -> None:
    """Take no notice of how far the work is."""


def publication_of(
    dataset: Dataset,
    project: Project,
    days: Sequence[date],
    earlier: Publication | None,
    key: bytes,
    *,
    audience: Audience = Audience.MUNICIPALITY,
    is_sample: bool = False,
    merging: Merging | None = None,
    chosen: Chosen | None = None,
    told: Callable[[int, int], object] = unheard,
) -> Published:
    """Add a release at the end of each day to what was published earlier.

    Where the rules contradict each other, new releases before it are chosen again with it, further and further back. A day that is
    not possible even so is held back; the next ones are tried without it. Raises `ValueError`: days out of order, or what was
    published earlier is another's or merged otherwise, or the key is too short. Raises `RuntimeError`: the whole is not proved: a
    mistake in the program. Nothing may be published.

    Parameters
    ----------
    days
        At least one; in their order, all after the last release.
    earlier
        What was published so far for this audience; never for another, and never sample data before real ones.
    key
        Secret, and the same for all releases of the project.
    merging
        What is counted as one, here and in all releases after it. For the first releases only; later ones keep to theirs.
    chosen
        What was chosen so far, with `earlier` in it; nothing but that when it is not given.
    told
        Is called with how many days are done, of how many: the solver takes its time.
    """
    before = chosen or Chosen(**({audience.value: earlier} if earlier else {}))
    work = _begun(
        dataset, project, days, before=before, earlier=earlier, key=key, audience=audience, merging=merging, is_sample=is_sample
    )
    held, given = [], [*(earlier.days if earlier else ())]
    for done, day in enumerate(days):
        told(done, len(days))
        if why := work.choose(day):
            held.append(Held(day, why))
        else:
            given.append(day)
    publication = _proved(work.project, work.of[audience].on(given)) if given else None
    distances = [work.distance(publication, day) for day in given if publication and not (earlier and day in earlier.days)]
    return Published(publication, tuple(held), tuple(distances), work.chosen())


def _begun(
    dataset: Dataset,
    project: Project,
    days: Sequence[date],
    *,
    before: Chosen,
    earlier: Publication | None,
    key: bytes,
    audience: Audience,
    merging: Merging | None,
    is_sample: bool,
) -> _Work:
    """Go on from what was chosen and published, or from nothing; `ValueError` when these do not fit."""
    known = [one for one in (earlier, before.municipality, before.public) if one]
    mergings = known[0].mergings if known else (merging,) if merging else ()
    dataset, project = as_published(dataset, project, mergings)
    wanted = {
        "requests": counting.request_lattice(dataset, project, days[-1]),
        "households": counting.household_lattice(dataset, project, days[-1]),
    }
    start = {one: _nothing_yet(project, one, wanted, is_sample=is_sample, mergings=mergings) for one in Audience}
    of = {one: getattr(before, one.value) or start[one] for one in Audience}
    mine = earlier or of[audience]
    is_other = (mine.project, mine.audience, mine.is_sample) != (project.name, audience, is_sample)
    if is_other or merging not in {None, *mine.mergings} or list(days) != sorted(set(days)):
        raise ValueError(audience, project.name, days)
    return _Work(dataset, project, key, audience, wanted, of)


class _Work(Struct):
    """Choosing releases day by day, for both kinds of readers."""

    dataset: Dataset
    project: Project
    key: bytes
    audience: Audience
    wanted: dict[str, Lattice]  # by table, the cells that have to be counted
    of: dict[Audience, Publication]
    new: list[_New] = []  # all after what was chosen before

    def chosen(self) -> Chosen:
        """Give what is chosen now, sealed."""
        return Chosen(**{one.value: sealed(made) for one, made in self.of.items() if made.days})

    def choose(self, day: date) -> tuple[NotPossible, ...]:
        """Choose the release of a day, or take the one that was chosen before; give why not."""
        municipality, public = (self.of[one] for one in Audience)
        mine = self.of[self.audience]
        first = public if public.days and not municipality.days else municipality
        if day in mine.days:
            return self._still_near(mine, day)
        exact = {}
        for name, table in first.tables.items():
            shape = extended(table.lattice, self.wanted[name])
            if shape is None:
                return (NotPossible(Why.OTHER_CELLS, self.project.name),)
            exact[name] = exact_at(self.dataset, self.project, shape, day)
        begins = all(_begins(public.tables[name], one.counts.lattice) for name, one in exact.items())
        may_be_public = not public.days or (public.days[-1] < day and begins)
        if (municipality.days and day <= municipality.days[-1]) or not (may_be_public or mine is municipality):
            return (NotPossible(Why.BESIDE, self.project.name),)
        held: tuple[NotPossible, ...] = ()
        for is_public in (*([True] if may_be_public else []), *([False] if mine is municipality else [])):
            self.new.append(_New(exact, is_public))
            grown = {name: self._grown(name) for name in exact}
            held = tuple(one for one in grown.values() if isinstance(one, NotPossible))
            if not held:
                self._keep(grown, day)
                break
            self.new.pop()
        return held

    def _keep(self, grown: dict[str, Any], day: date) -> None:
        figures = counting.project_figures(self.dataset, day)
        for place, audience in enumerate(Audience):
            made = self.of[audience]
            if audience is Audience.MUNICIPALITY or self.new[-1].is_public:
                made = replace(made, figures=(*made.figures, figures))
            self.of[audience] = replace(made, **{name: tables[place] for name, tables in grown.items()})

    def _grown(self, name: str) -> tuple[Table, ...] | NotPossible:
        """Both tables with the last of the new days; the earlier new ones are chosen again when they have to."""
        shape, held = self.new[-1].exact[name].counts.lattice, None
        both = [self.of[audience].tables[name] for audience in Audience]
        for count in sorted({min(count, len(self.new)) for count in CHOSEN_AT_ONCE}):
            some = self.new[-count:]
            asked = []
            for table, new in zip(both, (some, [one for one in some if one.is_public]), strict=True):
                again = len(new) - bool(new and new[-1] is some[-1])  # so many of these days have a release already
                asked.append(Asked([one.exact[name] for one in new], table.releases[: len(table.releases) - again], table.base))
            found = publish_together([one for one in asked if one.exact], self.key)
            if not isinstance(found, NotPossible):
                made = (*found, ())[: len(asked)]
                return tuple(
                    Table(one.base, shape.dimensions, shape.cells, (*one.earlier, *new)) if new else table
                    for one, new, table in zip(asked, made, both, strict=True)
                )
            held = held or found
            if found.why is not Why.CONTRADICTION:
                break
        return held or NotPossible(Why.CONTRADICTION, name)

    def _still_near(self, made: Publication, day: date) -> tuple[NotPossible, ...]:
        """Check a release that was chosen earlier against the numbers of now, which may have been corrected."""
        held = []
        for table in made.tables.values():
            exact = exact_at(self.dataset, self.project, table.lattice, day)
            limits = limits_of(exact, replace(table, releases=()))
            if isinstance(limits, NotPossible):
                held.append(limits)
            elif not keeps(limits, table.numbers(made.days.index(day)), made.base):
                held.append(NotPossible(Why.CORRECTED, exact.counts.name))
        return tuple(held)

    def distance(self, made: Publication, day: date) -> Distance:
        """Measure how far a release is from the truth."""
        errors = []
        for table in made.tables.values():
            exact = exact_at(self.dataset, self.project, table.lattice, day).counts.numbers
            errors += [abs(one - true) for one, true in zip(table.numbers(made.days.index(day)), exact, strict=True)]
        return Distance(day, sum(errors) / len(errors), max(errors))


def _begins(table: Table, shape: Lattice) -> bool:
    """Tell whether a lattice has the cells of a table first, and its values."""
    pairs = [(table.cells, shape.cells), *((a.values, b.values) for a, b in zip(table.dimensions, shape.dimensions, strict=True))]
    return all(first == every[: len(first)] for first, every in pairs)


def exact_at(dataset: Dataset, project: Project, shape: Lattice, day: date) -> Exact:
    """Count a table at the end of a day: that of requests, or of households."""
    if is_of("requests", shape.dimensions):
        judges = counting.households_of_requests(dataset, project, shape, day)
        return Exact(counting.count_requests(dataset, project, shape, day), judges)
    counts = counting.count_households(dataset, project, shape, day)
    return Exact(counts, counts, counting.project_figures(dataset, day).visits)


def as_published(dataset: Dataset, project: Project, mergings: Iterable[Merging]) -> tuple[Dataset, Project]:
    """Data and settings as a publication counts them: with what it counts as one."""
    for merging in mergings:
        dataset, project = counting.merged(dataset, project, merging)
    return dataset, project


def base_for(project: Project, audience: Audience) -> int:
    """The base of a new publication: the project's own for the municipality, never less than the usual one for the public."""
    return project.threshold if audience is Audience.MUNICIPALITY else max(PUBLIC_BASE, project.threshold)


def _nothing_yet(
    project: Project, audience: Audience, wanted: dict[str, Lattice], *, is_sample: bool, mergings: tuple[Merging, ...]
) -> Publication:
    base = base_for(project, audience)
    tables: dict[str, Any] = {name: Table(base, shape.dimensions, shape.cells, ()) for name, shape in wanted.items()}
    return Publication(
        project=project.name,
        audience=audience,
        base=base,
        **tables,
        figures=(),
        is_sample=is_sample,
        merged=mergings or UNSET,
        **_told(project),
    )


def _told(project: Project) -> dict[str, Any]:
    """Give what stands beside the numbers, exact and public, as the settings say it today."""
    return {name: getattr(project, name) for name in ("title", "target", "target_unit", "budget_cents")}


def _proved(project: Project, publication: Publication) -> Publication:
    """The publication under today's title and targets, sealed and checked as any reader can check it."""
    made = sealed(replace(publication, **_told(project)))
    if refusals := verify(made).refusals:
        raise RuntimeError(*sorted({refusal.reason.value for refusal in refusals}))
    return made
