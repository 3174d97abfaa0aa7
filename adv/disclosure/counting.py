"""The exact numbers of a project at the end of a day, in the cells that are published. Exact: publish before showing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec import Struct

from adv.disclosure.lattice import Dimension, Lattice, lattice
from adv.metrics.frames import as_known_on
from adv.metrics.households import RANKS, dispositions
from adv.model import Outcome, Status

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import pandas as pd
    from numpy.typing import NDArray

    from adv.model import Dataset, Project

REQUEST_MARGINS = (("area", "theme"), ("area", "goal"), ("theme", "goal"), ("theme", "status"), ("goal", "status"))
HOUSEHOLD_MARGINS = (("area", "outcome"),)


class Counts(Struct, frozen=True):
    """What one table counts at the end of a day, and the different households in each cell. Exact: publish before showing."""

    lattice: Lattice
    numbers: tuple[int, ...]  # per cell
    households: tuple[int, ...]  # per cell; judge what is small, are never published


class ProjectFigures(Struct, frozen=True):
    """What is exact and public about a whole project: conversations held and money spent up to the end of a day."""

    day: date
    visits: int
    cents: int


def request_lattice(dataset: Dataset, project: Project, day: date) -> Lattice:
    """Area × theme × goal × status: the project's own values, what else occurs up to `day`, and "not given" where that occurs."""
    requests = as_known_on(dataset, day).requests
    known = {"area": project.area_names, "theme": project.themes, "goal": project.goals, "status": tuple(map(str, Status))}
    return lattice([_dimension(name, values, requests[name]) for name, values in known.items()], REQUEST_MARGINS)


def household_lattice(dataset: Dataset, project: Project, day: date) -> Lattice:
    """Area × outcome of the households that were visited. Who had a conversation keeps that outcome."""
    homes = _households(as_known_on(dataset, day).visits)
    outcomes = tuple(map(str, Outcome))
    dimensions = [_dimension("area", project.area_names, homes["area"]), _dimension("outcome", outcomes, homes["outcome"])]
    return lattice(dimensions, HOUSEHOLD_MARGINS)


def count_requests(dataset: Dataset, shape: Lattice, day: date) -> Counts:
    """Count the requests raised up to `day`, by their status at its end.

    A request without a household counts as its visit's, one without a visit as its own.
    """
    requests = as_known_on(dataset, day).requests
    rows = requests.index.to_series().map("row {}".format)
    homes = requests["household"].fillna(requests["visit_id"].map("visit {}".format, na_action="ignore")).fillna(rows)
    return _count(requests, homes, shape)


def count_households(dataset: Dataset, shape: Lattice, day: date) -> Counts:
    """Count the households visited up to `day`, by area and by how it ended with them so far."""
    homes = _households(as_known_on(dataset, day).visits)
    return _count(homes, homes["household"], shape)


def project_figures(dataset: Dataset, day: date) -> ProjectFigures:
    """Add up the conversations held and the euros spent up to the end of `day`."""
    known = as_known_on(dataset, day)
    visits = (known.visits["outcome"] == Outcome.CONVERSATION.value).sum()
    return ProjectFigures(day, int(visits), int(known.expenses["cents"].sum()))


def _dimension(name: str, values: Sequence[str], column: pd.Series[Any]) -> Dimension:
    others = sorted(set(column.dropna().astype(str)) - set(values))
    not_given = (None,) if column.isna().any() else ()
    moves = name in {"status", "outcome"}
    return Dimension(name, (*values, *others, *not_given), moves, values.index(Outcome.CONVERSATION) if name == "outcome" else None)


def _count(records: pd.DataFrame, homes: pd.Series[Any], shape: Lattice) -> Counts:
    leaf = np.zeros(len(records), dtype=np.intp)
    for dimension in shape.dimensions:
        place = {value: number for number, value in enumerate(dimension.values)}
        column = records[dimension.name].astype(object)
        codes = [place[None if missing else str(value)] for value, missing in zip(column, column.isna(), strict=True)]
        leaf = leaf * len(dimension.values) + np.array(codes, dtype=np.intp)
    cells = np.array(shape.cells_of, dtype=np.intp)[leaf]
    household, _ = homes.factorize()
    return Counts(shape, _tally(cells, len(shape.cells)), _distinct(cells, np.asarray(household), len(shape.cells)))


def _tally(cells: NDArray[np.intp], count: int) -> tuple[int, ...]:
    return tuple(np.bincount(cells.ravel(), minlength=count).tolist())


def _distinct(cells: NDArray[np.intp], household: NDArray[np.intp], count: int) -> tuple[int, ...]:
    pairs = np.unique(household[:, None] * count + cells)
    return tuple(np.bincount(pairs % count, minlength=count).tolist())


def _households(visits: pd.DataFrame) -> pd.DataFrame:
    """One row per household: the area where it was first met, and how it ended so far."""
    known = visits[visits["household"].notna()]
    number, names = known["household"].factorize()
    called = {rank: outcome.value for outcome, rank in RANKS.items()}
    ended = dispositions(known, number, len(names))
    first = known.sort_values(["visited_on", "area"]).groupby("household", sort=False, observed=True)["area"].first()
    homes = first.reindex(names).rename("area").rename_axis("household").reset_index()
    return homes.assign(outcome=[called.get(int(rank)) for rank in ended])
