"""The releases of a project: count at each day, round both tables, prove the whole. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from msgspec import UNSET, Struct
from msgspec.structs import replace

from adv.disclosure import counting
from adv.disclosure.lattice import extended
from adv.disclosure.publication import MERGED, PUBLIC_BASE, Audience, Merging, Publication, Table, sealed
from adv.disclosure.publishing import Exact, NotPossible, Why, exact_of, limits_of, publish_together
from adv.disclosure.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from adv.disclosure.counting import Counts
    from adv.disclosure.lattice import Lattice
    from adv.disclosure.publication import ProjectFigures
    from adv.model import Dataset, Project

    _New = Mapping[str, tuple[Exact, ...]]  # by table, of the days that are released now

TOGETHER: Final = (1, 2, 4, 8, 16)  # so many new releases are chosen at once, each only when fewer contradict the rules


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


class _Source(Struct, frozen=True):
    """Numbers that releases are made of: those of the data or, for everybody, those that the municipality has."""

    dataset: Dataset
    project: Project
    finer: Publication | None

    def wanted(self, day: date) -> dict[str, Lattice]:
        """Give the cells of both tables by the data up to a day, and what the municipality has more."""
        cells = {
            "requests": counting.request_lattice(self.dataset, self.project, day),
            "households": counting.household_lattice(self.dataset, self.project, day),
        }
        if self.finer is None:
            return cells
        return {name: extended(table.lattice, cells[name]) or cells[name] for name, table in self.finer.tables.items()}

    def true(self, name: str, shape: Lattice, day: date) -> Counts:
        """Count the true numbers of a table at the end of a day."""
        count = counting.count_requests if name == "requests" else counting.count_households
        return count(self.dataset, self.project, shape, day)

    def exact(self, name: str, shape: Lattice, day: date) -> Exact:
        """Give the true numbers, and what else the rules need to know."""
        true = self.true(name, shape, day)
        if name == "households":
            return Exact(true, true, self.figures(day).visits)
        return Exact(true, counting.households_of_requests(self.dataset, self.project, shape, day))

    def figures(self, day: date) -> ProjectFigures:
        """Give what is exact and public; once it is told to the municipality, that stays."""
        if self.finer is not None:
            return self.finer.figures[self.finer.days.index(day)]
        return counting.project_figures(self.dataset, day)


def publication_of(
    dataset: Dataset,
    project: Project,
    days: Sequence[date],
    earlier: Publication | None,
    key: bytes,
    *,
    finer: Publication | None = None,
    is_sample: bool = False,
    merging: Merging | None = None,
    told: Callable[[int, int], object] | None = None,
) -> Published:
    """Add a release at the end of each day, in their order, to what these readers have; a day that is not possible is held back.

    Parameters
    ----------
    finer
        What the municipality has, with all the days. Given, the releases are for everybody, and its numbers are rounded instead of the
        true ones: who has both knows no more than the municipality.
    merging
        What is counted as one, in the first releases and all after them.
    told
        Is called with how many days are done, of how many: the solver takes its time.

    Raises
    ------
    ValueError
        Days out of order, a key that is too short, or something earlier or finer that belongs to other data.
    RuntimeError
        The whole is not proved: a mistake in the program. Nothing may be published.
    """
    before = earlier or finer
    mergings = before.mergings if before else (merging,) if merging else ()
    source = _Source(*as_published(dataset, project, mergings), finer)
    wanted = source.wanted(days[-1])
    publication = earlier or _nothing_yet(project, wanted, finer, is_sample=is_sample, mergings=mergings)
    _agree(publication, project, days, finer, merging, is_sample=is_sample)
    held: list[Held] = []
    new: _New = dict.fromkeys(wanted, ())
    for done, day in enumerate(days):
        if told:
            told(done, len(days))
        step = _one_more(source, publication, wanted, new, day=day, key=key)
        if isinstance(step, Held):
            held.append(step)
        else:
            publication, new = step
    return Published(_proved(project, publication, finer), tuple(held), tuple(_distances(source, publication, new)))


def _agree(
    publication: Publication,
    project: Project,
    days: Sequence[date],
    finer: Publication | None,
    merging: Merging | None,
    *,
    is_sample: bool,
) -> None:
    """Raise ValueError where the days and what was published do not belong together."""
    others = [publication] if finer is None else [publication, finer]
    if (
        publication.audience is not (Audience.PUBLIC if finer else Audience.MUNICIPALITY)
        or any(one.is_sample != is_sample or one.project != project.name or merging not in {None, *one.mergings} for one in others)
        or list(days) != sorted(set(days))
        or (finer is not None and (finer.audience is not Audience.MUNICIPALITY or not set(days) <= set(finer.days)))
    ):
        raise ValueError(publication.audience, project.name, days)


def _one_more(
    source: _Source, publication: Publication, wanted: Mapping[str, Lattice], new: _New, *, day: date, key: bytes
) -> tuple[Publication, _New] | Held:
    """Add the release of one day, or say why there is none."""
    more, grown, held = {}, {}, []
    for name, table in publication.tables.items():
        shape = extended(table.lattice, wanted[name])
        if shape is None:
            return Held(day, (NotPossible(Why.OTHER_CELLS, source.project.name),))
        exact = source.exact(name, shape, day)
        told = exact if source.finer is None else exact_of(source.finer, name, exact)
        more[name] = (*new[name], told) if isinstance(told, Exact) else ()
        found = told if isinstance(told, NotPossible) else _grown(table, more[name], key)
        if isinstance(found, NotPossible):
            held.append(found)
        else:
            grown[name] = found
    if held:
        return Held(day, tuple(held))
    return replace(publication, **grown, figures=(*publication.figures, source.figures(day))), more


def as_published(dataset: Dataset, project: Project, mergings: Iterable[Merging]) -> tuple[Dataset, Project]:
    """Data and settings as a publication counts them: with what it counts as one."""
    for merging in mergings:
        dataset, project = counting.merged(dataset, project, merging)
    return dataset, project


def mergings_that_help(
    dataset: Dataset, project: Project, days: Sequence[date], key: bytes, told: Callable[[int, int], object] | None = None
) -> tuple[Merging, ...]:
    """Find the least merging of areas, and that of themes, with which the first releases are possible on every day.

    Empty when neither helps.
    """
    tried = [list(counting.possible_mergings(dataset, project, dimension, days[-1])) for dimension in MERGED]
    found, done, of = [], 0, sum(map(len, tried))
    for mergings in tried:
        for merging in mergings:
            if told:
                told(done, of)
            done += 1
            if _helps(dataset, project, days, key, merging):
                found.append(merging)
                break
    return tuple(found)


def _helps(dataset: Dataset, project: Project, days: Sequence[date], key: bytes, merging: Merging) -> bool:
    """Tell whether every day is possible; where the limits of single cells forbid one, the solver is not asked."""
    source = _Source(*as_published(dataset, project, (merging,)), None)
    shape = source.wanted(days[-1])["requests"]
    nothing = Table(project.threshold, shape.dimensions, shape.cells, ())
    if any(isinstance(limits_of(source.exact("requests", shape, day), nothing), NotPossible) for day in days):
        return False
    return not publication_of(dataset, project, days, None, key, merging=merging).held


def base_for(project: Project, audience: Audience) -> int:
    """The base of a new publication: the project's own for the municipality, never less than the usual one for the public."""
    return project.threshold if audience is Audience.MUNICIPALITY else max(PUBLIC_BASE, project.threshold)


def _nothing_yet(
    project: Project, shapes: Mapping[str, Lattice], finer: Publication | None, *, is_sample: bool, mergings: tuple[Merging, ...]
) -> Publication:
    audience = Audience.PUBLIC if finer else Audience.MUNICIPALITY
    base = base_for(project, audience)
    empty = {name: Table(base, shape.dimensions, shape.cells, ()) for name, shape in shapes.items()}
    return Publication(
        project=project.name,
        audience=audience,
        base=base,
        figures=(),
        is_sample=is_sample,
        merged=mergings or UNSET,
        requests=empty["requests"],
        households=empty["households"],
        **_told(project),
    )


def _told(project: Project) -> dict[str, Any]:
    """Give what stands beside the numbers, exact and public, as the settings say it today."""
    targets = {"target": project.target, "target_unit": project.target_unit, "budget_cents": project.budget_cents}
    return {"title": project.title, **targets}


def _grown(table: Table, new: Sequence[Exact], key: bytes) -> Table | NotPossible:
    """The table with one release more, for the last of the new days.

    Where the rules contradict each other, the new releases before it are chosen again together with it, further and further back.
    """
    shape = new[-1].counts.lattice
    held: NotPossible | None = None
    for count in sorted({min(count, len(new)) for count in TOGETHER}):
        kept = table.releases[: len(table.releases) - count + 1]
        found = publish_together(new[-count:], kept, key, base=table.base)
        if not isinstance(found, NotPossible):
            return Table(table.base, shape.dimensions, shape.cells, (*kept, *found))
        held = held or found
        if found.why is not Why.CONTRADICTION:
            break
    return held or NotPossible(Why.CONTRADICTION, new[-1].counts.name)


def _distances(source: _Source, publication: Publication, new: _New) -> Iterator[Distance]:
    """Measure how far every new release is from the truth."""
    for day in publication.days[len(publication.days) - len(new["requests"]) :]:
        at = publication.days.index(day)
        errors = [
            abs(published - true)
            for name, table in publication.tables.items()
            for published, true in zip(table.numbers(at), source.true(name, table.lattice, day).numbers, strict=True)
        ]
        yield Distance(day, sum(errors) / len(errors), max(errors))


def _proved(project: Project, publication: Publication, finer: Publication | None) -> Publication | None:
    """The publication under today's title and targets, sealed and checked as any reader can check it."""
    if not publication.figures:
        return None
    made = sealed(replace(publication, **_told(project), finer=finer.base if finer else UNSET))
    if refusals := verify(made).refusals:
        raise RuntimeError(*sorted({refusal.reason.value for refusal in refusals}))
    return made
