"""Coarser tables, for when a release is not possible: small areas or themes counted as one. Pure.

The cells of a publication are fixed by its first release, so merging is chosen before it or not at all, and holds for all after it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
from msgspec import Struct
from msgspec.structs import replace

from adv.disclosure.publication import Merging
from adv.metrics.frames import as_known_on
from adv.model import Area

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from adv.model import Dataset, Project


class Coarser(Struct, frozen=True):
    """Data and settings with a merging done, to publish from and for nothing else."""

    dataset: Dataset
    project: Project


def merged(coarser: Coarser, merging: Merging) -> Coarser:
    """Take some areas or themes together, in the requests and visits and in the settings."""
    dataset, project = coarser.dataset, coarser.project
    requests = dataset.requests.assign(**{merging.dimension: _renamed(dataset.requests[merging.dimension], merging)})
    if merging.dimension == "theme":
        return Coarser(dataset.with_tables(requests=requests), replace(project, themes=_names(project.themes, merging)))
    visits = dataset.visits.assign(area=_renamed(dataset.visits["area"], merging))
    areas = [area for area in project.areas if area.name in merging.together]
    streets = tuple(street for area in areas for street in area.streets)
    made = Area(merging.name, streets, any(area.is_rest for area in areas))
    known = {area.name: area for area in (*project.areas, made)}
    names = _names(project.area_names, merging)
    project = replace(project, areas=tuple(known[name] for name in names))
    return Coarser(dataset.with_tables(requests=requests, visits=visits), project)


def possible_mergings(dataset: Dataset, project: Project, dimension: str, day: date) -> Iterator[Merging]:
    """List the mergings of areas or of themes, the least first: those with the fewest requests are taken together."""
    names = project.area_names if dimension == "area" else project.themes
    counts = as_known_on(dataset, day).requests[dimension].value_counts()
    smallest_first = sorted(names, key=lambda name: int(counts.get(name, 0)))
    for count in range(2, len(names) + 1):
        chosen = set(smallest_first[:count])
        yield Merging(dimension, tuple(name for name in names if name in chosen))


def _names(names: Sequence[str], merging: Merging) -> tuple[str, ...]:
    """The names with the merged one in the place of its first."""
    return tuple(dict.fromkeys(merging.name if name in merging.together else name for name in names))


def _renamed(column: pd.Series[Any], merging: Merging) -> pd.Series[Any]:
    known = [str(name) for name in column.cat.categories]
    values = column.astype(object).where(~column.isin(merging.together), merging.name)
    return values.astype(pd.CategoricalDtype(list(_names(known, merging))))
