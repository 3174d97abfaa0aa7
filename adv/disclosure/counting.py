"""The exact numbers of a project at the end of a day, in the cells that are published, some of them merged. Exact: publish before showing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from adv.disclosure.lattice import Dimension, Lattice, lattice
from adv.disclosure.publication import Merging, ProjectFigures, dimension
from adv.metrics.frames import as_known_on, conversations
from adv.metrics.households import RANKS, dispositions
from adv.model import Area, Dataset, Outcome, Project, Status

REQUEST_MARGINS = (("area", "theme"), ("area", "goal"), ("theme", "goal"), ("theme", "status"), ("goal", "status"))
HOUSEHOLD_MARGINS = (("area", "outcome"),)


class Counts(Struct, frozen=True):
    """Numbers in each cell of a table at the end of a day. Exact: publish before showing."""

    name: str  # of the table, with its project: the hash of a cell's name begins with it
    day: date
    lattice: Lattice
    numbers: tuple[int, ...]  # per cell


def request_lattice(dataset: Dataset, project: Project, day: date) -> Lattice:
    """Area × theme × goal × status: the project's own values, what else occurs up to `day`, and "not given" where that occurs."""
    requests = as_known_on(dataset, day).requests
    known = {"area": project.area_names, "theme": project.themes, "goal": project.goals, "status": tuple(map(str, Status))}
    return lattice([_dimension(name, values, requests[name]) for name, values in known.items()], REQUEST_MARGINS)


def household_lattice(dataset: Dataset, project: Project, day: date) -> Lattice:
    """Area × outcome of the households that were visited. Once there was a conversation, that stays a household's outcome."""
    homes = _households(as_known_on(dataset, day).visits)
    outcomes = tuple(map(str, Outcome))
    dimensions = [_dimension("area", project.area_names, homes["area"]), _dimension("outcome", outcomes, homes["outcome"])]
    return lattice(dimensions, HOUSEHOLD_MARGINS)


def count_requests(dataset: Dataset, project: Project, shape: Lattice, day: date) -> Counts:
    """Count the requests raised up to `day`, by their status at its end."""
    requests = as_known_on(dataset, day).requests
    return Counts(f"{project.name}/requests", day, shape, _numbers(_cells(requests, shape), shape))


def households_of_requests(dataset: Dataset, project: Project, shape: Lattice, day: date) -> Counts:
    """Count the different households with a request in each cell: by them it is judged what is small; they are never published.

    Requests of one visit without a household count as one household; a request without a visit as one by itself.
    """
    requests = as_known_on(dataset, day).requests
    visit = requests["visit_id"].map("visit {}".format, na_action="ignore").astype(object)
    row = pd.Series([f"row {number}" for number in range(len(requests))], index=requests.index, dtype=object)
    home = requests["household"].astype(object)
    household, _ = home.where(home.notna(), visit.where(visit.notna(), row)).factorize()
    pairs = np.unique(household[:, None] * len(shape.cells) + _cells(requests, shape))
    return Counts(f"{project.name}/households of requests", day, shape, _numbers(pairs % len(shape.cells), shape))


def count_households(dataset: Dataset, project: Project, shape: Lattice, day: date) -> Counts:
    """Count the households visited up to `day`, by area and by how it ended with them so far."""
    homes = _households(as_known_on(dataset, day).visits)
    return Counts(f"{project.name}/households", day, shape, _numbers(_cells(homes, shape), shape))


def project_figures(dataset: Dataset, day: date) -> ProjectFigures:
    """Add up the conversations held and the euros spent up to the end of `day`."""
    known = as_known_on(dataset, day)
    return ProjectFigures(day, int(conversations(known.visits).sum()), int(known.expenses["cents"].sum()))


def _dimension(name: str, values: Sequence[str], column: pd.Series[Any]) -> Dimension:
    others = sorted(set(column.dropna().astype(str)) - set(values))
    not_given = (None,) if column.isna().any() else ()
    return dimension(name, (*values, *others, *not_given))


def _cells(records: pd.DataFrame, shape: Lattice) -> NDArray[np.intp]:
    """The cells that count each record; shape (records, margins)."""
    leaf = np.zeros(len(records), dtype=np.intp)
    for one in shape.dimensions:
        place = {value: number for number, value in enumerate(one.values)}
        column = records[one.name].astype(object)
        codes = [place[None if missing else str(value)] for value, missing in zip(column.tolist(), column.isna(), strict=True)]
        leaf = leaf * len(one.values) + np.array(codes, dtype=np.intp)
    return np.array(shape.cells_of, dtype=np.intp)[leaf]


def _numbers(cells: NDArray[np.intp], shape: Lattice) -> tuple[int, ...]:
    return tuple(np.bincount(cells.ravel(), minlength=len(shape.cells)).tolist())


def _households(visits: pd.DataFrame) -> pd.DataFrame:
    """Make one row per household: the area where it was first met, and how it ended so far."""
    known = visits[visits["household"].notna()]
    number, names = known["household"].factorize()
    outcomes = {rank: outcome.value for outcome, rank in RANKS.items()}
    ended = pd.Series(dispositions(known, number, len(names))).map(outcomes)  # missing where no visit says
    first = known.sort_values(["visited_on", "area"]).groupby("household", sort=False, observed=True)["area"].first()
    return first.reindex(names).rename("area").rename_axis("household").reset_index().assign(outcome=ended)


def merged(dataset: Dataset, project: Project, merging: Merging) -> tuple[Dataset, Project]:
    """Take some areas or themes together, in the requests and visits and in the settings: to publish from and for nothing else.

    The cells of a publication are fixed by its first release, so merging is chosen before it or not at all, and holds for all after it.
    """
    requests = dataset.requests.assign(**{merging.dimension: _renamed(dataset.requests[merging.dimension], merging)})
    if merging.dimension == "theme":
        return dataset.with_tables(requests=requests), replace(project, themes=_names(project.themes, merging))
    visits = dataset.visits.assign(area=_renamed(dataset.visits["area"], merging))
    areas = [area for area in project.areas if area.name in merging.together]
    streets = tuple(street for area in areas for street in area.streets)
    made = Area(merging.name, streets, any(area.is_rest for area in areas))
    known = {area.name: area for area in (*project.areas, made)}
    names = _names(project.area_names, merging)
    return dataset.with_tables(requests=requests, visits=visits), replace(project, areas=tuple(known[name] for name in names))


def possible_mergings(dataset: Dataset, project: Project, dimension: str, day: date) -> Iterator[Merging]:
    """List the mergings of areas or of themes, the least first: those with the fewest requests are taken together."""
    names = project.area_names if dimension == "area" else project.themes
    counts = as_known_on(dataset, day).requests[dimension].value_counts()
    smallest_first = sorted(names, key=lambda name: int(counts.get(name, 0)))
    for count in range(2, len(names) + 1):
        chosen = set(smallest_first[:count])
        yield Merging(dimension, tuple(name for name in names if name in chosen))


def _names(names: Sequence[str], merging: Merging) -> tuple[str, ...]:
    """The names, with the merged name in the place of the first of its parts."""
    return tuple(dict.fromkeys(merging.name if name in merging.together else name for name in names))


def _renamed(column: pd.Series[Any], merging: Merging) -> pd.Series[Any]:
    known = [str(name) for name in column.cat.categories]
    values = column.astype(object).where(~column.isin(merging.together), merging.name)
    return values.astype(pd.CategoricalDtype(list(_names(known, merging))))
