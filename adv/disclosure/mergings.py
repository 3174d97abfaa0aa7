"""Areas or themes counted as one, where that makes releases possible. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from adv.disclosure import counting
from adv.disclosure.publication import MERGED, Audience, Merging, Table
from adv.disclosure.publishing import NotPossible, limits_of
from adv.disclosure.releases import as_published, base_for, exact_at, publication_of, unheard
from adv.model import Dataset, Project


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
    found = []
    done = 0
    of = sum(map(len, tried))
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
    shape = counting.request_lattice(coarse, settings, days[-1])
    base = base_for(project, audience)
    nothing = Table(base, shape.dimensions, shape.cells, ())
    if any(isinstance(limits_of(exact_at(coarse, settings, shape, day), nothing), NotPossible) for day in days):
        return False
    return not publication_of(dataset, project, days, None, key, audience=audience, merging=merging).held
