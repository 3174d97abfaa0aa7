"""Coarser tables, for when no release is possible: small areas or themes taken together before the first release. Pure.

The cells of a publication are fixed by its first release, so merging is chosen before it or not at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
from msgspec import Struct
from msgspec.structs import replace

from adv.disclosure.publication import Audience
from adv.disclosure.releases import publication_of
from adv.metrics.frames import as_known_on
from adv.model import Area

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from adv.model import Dataset, Project


class Merging(Struct, frozen=True):
    """Values of one dimension that are published as one."""

    dimension: str  # area or theme
    together: tuple[str, ...]  # values of the project, in its order

    @property
    def name(self) -> str:
        """The merged value's name."""
        return " + ".join(self.together)


class Coarser(Struct, frozen=True):
    """Data and settings with a merging done, to publish from and for nothing else."""

    dataset: Dataset
    project: Project


def merged(dataset: Dataset, project: Project, merging: Merging) -> Coarser:
    """Take some areas or themes together, in the requests and visits and in the settings."""
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


def mergings_that_help(
    dataset: Dataset, project: Project, days: Sequence[date], key: bytes, *, audience: Audience = Audience.MUNICIPALITY
) -> tuple[Merging, ...]:
    """Find the least merging of areas, and that of themes, with which a first release is possible on every day.

    Those with the fewest requests are taken together first. Empty when neither helps.
    """
    found = []
    for dimension in ("area", "theme"):
        for merging in _mergings(dataset, project, dimension, days[-1]):
            coarser = merged(dataset, project, merging)
            if not publication_of(coarser.dataset, coarser.project, days, None, key, audience=audience).held:
                found.append(merging)
                break
    return tuple(found)


def _mergings(dataset: Dataset, project: Project, dimension: str, day: date) -> Iterator[Merging]:
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
