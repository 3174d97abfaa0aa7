"""The releases of a project: count at each day, round both tables, prove the whole. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from adv.disclosure import counting
from adv.disclosure.lattice import extended
from adv.disclosure.publication import BASES, Audience, Publication, Table, sealed
from adv.disclosure.publishing import NotPossible, Why, publish
from adv.disclosure.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from adv.disclosure.counting import Counts
    from adv.disclosure.lattice import Lattice
    from adv.model import Dataset, Project


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


class _Exact(Struct, frozen=True):
    """The true numbers of one table at one day, and the households that judge what is small."""

    counts: Counts
    households: Counts


def publication_of(
    dataset: Dataset,
    project: Project,
    days: Sequence[date],
    earlier: Publication | None,
    key: bytes,
    *,
    audience: Audience = Audience.MUNICIPALITY,
    is_sample: bool = False,
) -> Published:
    """Add a release at the end of each day to what was published earlier.

    A day for which one of the tables is not possible is held back; the next ones are tried without it.

    Parameters
    ----------
    days
        At least one; in their order, all after the last release.
    earlier
        What was published so far for this audience; never for another, and never sample data before real ones.
    key
        Secret, and the same for all releases of the project.

    Raises
    ------
    ValueError
        Days out of order, what was published earlier is another project's, audience's or sample, or the key is too short.
    RuntimeError
        The whole is not proved: a mistake in the program. Nothing may be published.
    """
    wanted = counting.request_lattice(dataset, project, days[-1]), counting.household_lattice(dataset, project, days[-1])
    publication = earlier or _nothing_yet(project, audience, *wanted, is_sample=is_sample)
    if (
        publication.audience is not audience
        or publication.is_sample != is_sample
        or publication.project != project.name
        or list(days) != sorted(set(days))
    ):
        raise ValueError(audience, project.name, days)
    held, distances = [], []
    for day in days:
        shapes = extended(publication.requests.lattice, wanted[0]), extended(publication.households.lattice, wanted[1])
        if shapes[0] is None or shapes[1] is None:
            held.append(Held(day, (NotPossible(Why.OTHER_CELLS, project.name),)))
            continue
        exact = _requests(dataset, project, shapes[0], day), _households(dataset, project, shapes[1], day)
        requests, households = _grown(publication.requests, exact[0], key), _grown(publication.households, exact[1], key)
        if isinstance(requests, NotPossible) or isinstance(households, NotPossible):
            held.append(Held(day, tuple(one for one in (requests, households) if isinstance(one, NotPossible))))
            continue
        figures = (*publication.figures, counting.project_figures(dataset, day))
        publication = replace(publication, requests=requests, households=households, figures=figures)
        distances.append(_distance(day, zip((requests, households), exact, strict=True)))
    return Published(_proved(project, publication), tuple(held), tuple(distances))


def base_for(project: Project, audience: Audience) -> int:
    """The base of a new publication: the project's own for the municipality, never less than the usual one for the public."""
    return project.threshold if audience is Audience.MUNICIPALITY else max(BASES[audience], project.threshold)


def _nothing_yet(project: Project, audience: Audience, requests: Lattice, households: Lattice, *, is_sample: bool) -> Publication:
    base = base_for(project, audience)
    return Publication(
        project=project.name,
        title=project.title,
        audience=audience,
        base=base,
        requests=Table(base, requests.dimensions, requests.cells, ()),
        households=Table(base, households.dimensions, households.cells, ()),
        figures=(),
        target=project.target,
        target_unit=project.target_unit,
        budget_cents=project.budget_cents,
        is_sample=is_sample,
    )


def _requests(dataset: Dataset, project: Project, shape: Lattice, day: date) -> _Exact:
    judges = counting.households_of_requests(dataset, project, shape, day)
    return _Exact(counting.count_requests(dataset, project, shape, day), judges)


def _households(dataset: Dataset, project: Project, shape: Lattice, day: date) -> _Exact:
    counts = counting.count_households(dataset, project, shape, day)
    return _Exact(counts, counts)


def _grown(table: Table, exact: _Exact, key: bytes) -> Table | NotPossible:
    """The table with one release more."""
    release = publish(exact.counts, exact.households, table.releases, key, base=table.base)
    if isinstance(release, NotPossible):
        return release
    shape = exact.counts.lattice
    return Table(table.base, shape.dimensions, shape.cells, (*table.releases, release))


def _distance(day: date, tables: Iterable[tuple[Table, _Exact]]) -> Distance:
    errors = [
        abs(published - true)
        for table, exact in tables
        for published, true in zip(table.numbers(-1), exact.counts.numbers, strict=True)
    ]
    return Distance(day, sum(errors) / len(errors), max(errors))


def _proved(project: Project, publication: Publication) -> Publication | None:
    """The publication under today's title and targets, sealed and checked as any reader can check it."""
    if not publication.figures:
        return None
    made = sealed(
        replace(
            publication,
            title=project.title,
            target=project.target,
            target_unit=project.target_unit,
            budget_cents=project.budget_cents,
        )
    )
    if refusals := verify(made).refusals:
        raise RuntimeError(*sorted({refusal.reason.value for refusal in refusals}))
    return made
