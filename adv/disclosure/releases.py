"""The releases of a project: count at each day, round both tables, prove the whole. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from msgspec import UNSET, Struct
from msgspec.structs import replace

from adv.disclosure import counting
from adv.disclosure.lattice import extended
from adv.disclosure.publication import MERGED, PUBLIC_BASE, Audience, Merging, Publication, Table, sealed
from adv.disclosure.publishing import Exact, NotPossible, Why, limits_of, publish_together
from adv.disclosure.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from adv.disclosure.lattice import Lattice
    from adv.model import Dataset, Project

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


class _New(Struct, frozen=True):
    """The true numbers of days that are released now, for both tables."""

    requests: tuple[Exact, ...] = ()
    households: tuple[Exact, ...] = ()


def unheard(done: int, of: int) -> None:
    """Tell nobody how far it is."""


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
    told: Callable[[int, int], object] = unheard,
) -> Published:
    """Add a release at the end of each day to what was published earlier.

    Where the rules contradict each other, new releases before it are chosen again with it, further and further back. A day that
    is not possible even so is held back; the next ones are tried without it.

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
    told
        Is called with how many days are done, of how many: the solver takes its time.

    Raises
    ------
    ValueError
        Days out of order, or what was published earlier is another's or merged otherwise, or the key is too short.
    RuntimeError
        The whole is not proved: a mistake in the program. Nothing may be published.
    """
    mergings = earlier.mergings if earlier else (merging,) if merging else ()
    dataset, project = as_published(dataset, project, mergings)
    wanted = counting.request_lattice(dataset, project, days[-1]), counting.household_lattice(dataset, project, days[-1])
    publication = earlier or _nothing_yet(project, audience, *wanted, is_sample=is_sample, mergings=mergings)
    _agree(publication, project, audience, days, merging, is_sample=is_sample)
    held, new = [], _New()
    for done, day in enumerate(days):
        told(done, len(days))
        step = _one_more(dataset, project, publication, wanted, new, day=day, key=key)
        if isinstance(step, Held):
            held.append(step)
        else:
            publication, new = step
    return Published(_proved(project, publication), tuple(held), tuple(_distances(publication, new)))


def _agree(
    publication: Publication,
    project: Project,
    audience: Audience,
    days: Sequence[date],
    merging: Merging | None,
    *,
    is_sample: bool,
) -> None:
    """Refuse to go on with what was published of another project, for others, merged otherwise, or of sample data beside real ones."""
    series = publication.project, publication.audience, publication.is_sample
    is_other = series != (project.name, audience, is_sample) or merging not in {None, *publication.mergings}
    if is_other or list(days) != sorted(set(days)):
        raise ValueError(audience, project.name, days)


def _one_more(
    dataset: Dataset,
    project: Project,
    publication: Publication,
    wanted: tuple[Lattice, Lattice],
    new: _New,
    *,
    day: date,
    key: bytes,
) -> tuple[Publication, _New] | Held:
    """Add the release of one day, or say why there is none."""
    shapes = extended(publication.requests.lattice, wanted[0]), extended(publication.households.lattice, wanted[1])
    if shapes[0] is None or shapes[1] is None:
        return Held(day, (NotPossible(Why.OTHER_CELLS, project.name),))
    more = _New(
        (*new.requests, _requests(dataset, project, shapes[0], day)),
        (*new.households, _households(dataset, project, shapes[1], day)),
    )
    requests = _grown(publication.requests, more.requests, key)
    households = _grown(publication.households, more.households, key)
    if isinstance(requests, NotPossible) or isinstance(households, NotPossible):
        return Held(day, tuple(one for one in (requests, households) if isinstance(one, NotPossible)))
    figures = (*publication.figures, counting.project_figures(dataset, day))
    return replace(publication, requests=requests, households=households, figures=figures), more


def as_published(dataset: Dataset, project: Project, mergings: Iterable[Merging]) -> tuple[Dataset, Project]:
    """Data and settings as a publication counts them: with what it counts as one."""
    for merging in mergings:
        dataset, project = counting.merged(dataset, project, merging)
    return dataset, project


def mergings_that_help(
    dataset: Dataset,
    project: Project,
    days: Sequence[date],
    key: bytes,
    *,
    audience: Audience = Audience.MUNICIPALITY,
    told: Callable[[int, int], object] = unheard,
) -> tuple[Merging, ...]:
    """Find the least merging of areas, and that of themes, with which the first releases are possible on every day.

    Empty when neither helps.
    """
    tried = [list(counting.possible_mergings(dataset, project, dimension, days[-1])) for dimension in MERGED]
    found, done, of = [], 0, sum(map(len, tried))
    for mergings in tried:
        for merging in mergings:
            told(done, of)
            done += 1
            if _helps(dataset, project, days, key, audience=audience, merging=merging):
                found.append(merging)
                break
    return tuple(found)


def _helps(dataset: Dataset, project: Project, days: Sequence[date], key: bytes, *, audience: Audience, merging: Merging) -> bool:
    """Tell whether every day is possible; where the limits of single cells forbid one, the solver is not asked."""
    coarse, settings = as_published(dataset, project, (merging,))
    shape, base = counting.request_lattice(coarse, settings, days[-1]), base_for(project, audience)
    nothing = Table(base, shape.dimensions, shape.cells, ())
    if any(isinstance(limits_of(_requests(coarse, settings, shape, day), nothing), NotPossible) for day in days):
        return False
    return not publication_of(dataset, project, days, None, key, audience=audience, merging=merging).held


def base_for(project: Project, audience: Audience) -> int:
    """The base of a new publication: the project's own for the municipality, never less than the usual one for the public."""
    return project.threshold if audience is Audience.MUNICIPALITY else max(PUBLIC_BASE, project.threshold)


def _nothing_yet(
    project: Project, audience: Audience, requests: Lattice, households: Lattice, *, is_sample: bool, mergings: tuple[Merging, ...]
) -> Publication:
    base = base_for(project, audience)
    return Publication(
        project=project.name,
        audience=audience,
        base=base,
        requests=Table(base, requests.dimensions, requests.cells, ()),
        households=Table(base, households.dimensions, households.cells, ()),
        figures=(),
        is_sample=is_sample,
        merged=mergings or UNSET,
        **_told(project),
    )


def _told(project: Project) -> dict[str, Any]:
    """Give what stands beside the numbers, exact and public, as the settings say it today."""
    targets = {"target": project.target, "target_unit": project.target_unit, "budget_cents": project.budget_cents}
    return {"title": project.title, **targets}


def _requests(dataset: Dataset, project: Project, shape: Lattice, day: date) -> Exact:
    judges = counting.households_of_requests(dataset, project, shape, day)
    return Exact(counting.count_requests(dataset, project, shape, day), judges)


def _households(dataset: Dataset, project: Project, shape: Lattice, day: date) -> Exact:
    counts = counting.count_households(dataset, project, shape, day)
    return Exact(counts, counts, counting.project_figures(dataset, day).visits)


def _grown(table: Table, new: Sequence[Exact], key: bytes) -> Table | NotPossible:
    """The table with one release more, for the last of the new days; the earlier new ones are chosen again when they have to."""
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


def _distances(publication: Publication, new: _New) -> Iterator[Distance]:
    """Measure how far every new release is from the truth."""
    first = len(publication.figures) - len(new.requests)
    for at, exact in enumerate(zip(new.requests, new.households, strict=True), start=first):
        tables = zip((publication.requests, publication.households), exact, strict=True)
        errors = [
            abs(published - true)
            for table, one in tables
            for published, true in zip(table.numbers(at), one.counts.numbers, strict=True)
        ]
        yield Distance(exact[0].counts.day, sum(errors) / len(errors), max(errors))


def _proved(project: Project, publication: Publication) -> Publication | None:
    """The publication under today's title and targets, sealed and checked as any reader can check it."""
    if not publication.figures:
        return None
    made = sealed(replace(publication, **_told(project)))
    if refusals := verify(made).refusals:
        raise RuntimeError(*sorted({refusal.reason.value for refusal in refusals}))
    return made
