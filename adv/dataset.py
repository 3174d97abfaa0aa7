"""Frames in the column contracts of `adv.model`, made from columns, from codes, or empty. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.api.extensions import ExtensionArray

from adv.model import COLUMNS, SOURCE_COLUMNS, Dataset, Outcome, Project, Status, TableName

Array: TypeAlias = ExtensionArray | NDArray[Any]
Column: TypeAlias = Sequence[object] | Array
Codes: TypeAlias = NDArray[np.intp]

OUTCOMES, STATUSES = (tuple(kind.value for kind in kinds) for kinds in (Outcome, Status))


def empty_dataset(project: Project) -> Dataset:
    """Make a project without a single row: every frame has its columns and dtypes."""
    return build(project, {})


def build(project: Project, tables: Mapping[TableName, Mapping[str, Column]]) -> Dataset:
    """Make a dataset from columns; `given` follows from what they hold.

    Raises `KeyError`: a column that no contract knows.

    Parameters
    ----------
    project
        Gives the categories of area, theme, goal and the rest.
    tables
        Per table its columns by name, all equally long: arrays in the contract's dtypes (`from_codes` makes them), or plain values.
        A column that is not named is missing throughout. Missing values are None, NaT or NA (in columns of tuples the empty tuple).
    """
    made = {name: _arrays(project, name, tables.get(name, {})) for name in TableName}
    _share_households(made)
    frames = {name.value: pd.DataFrame(arrays, copy=False) for name, arrays in made.items()}
    with_rows = {name.value for name, columns in made.items() if len(next(iter(columns.values())))}
    filled = {f"{name.value}.{column}" for name, held in made.items() for column in COLUMNS[name] if _has_value(held[column])}
    return Dataset(**frames, given=frozenset(with_rows | filled), known_on=None)


def contract(name: TableName) -> Mapping[str, str]:
    """Give the dtype of each column of a table, those of the source included."""
    return {**COLUMNS[name], **SOURCE_COLUMNS}


def from_codes(project: Project, name: TableName, column: str, values: Sequence[Any], codes: Codes) -> Array:
    """Make a column from the values that it may hold and, for each row, the place of its value among them; -1 is missing.

    Work on a column of 100 000 rows is then work on its few hundred different values. Raises `ValueError`: a whole number that must
    be there is missing.
    """
    dtype = contract(name)[column]
    if column == "household":  # as they come: there are many, and nobody reads them
        places, names = pd.factorize(np.array(values, dtype="object"))
        return pd.Categorical.from_codes(np.append(places, -1)[codes], categories=pd.Index(names, dtype="str"))
    if dtype == "category":
        return _categorical(values, codes, _first_categories(project, column))
    if dtype == "object":
        return _tuples(values, codes)
    if dtype == "int64":
        if (codes < 0).any():
            raise ValueError(dtype)  # -1 would pick the last value
        return np.asarray(values, dtype="int64")[codes]
    return pd.api.extensions.take(_typed(values, dtype), codes, allow_fill=True)


def _arrays(project: Project, name: TableName, columns: Mapping[str, Column]) -> dict[str, Array]:
    """Give the columns of one table's contract, in its dtypes."""
    unknown = set(columns) - set(contract(name))
    if unknown:
        raise KeyError(*sorted(unknown))
    rows = max((len(column) for column in columns.values()), default=0)
    nothing = np.full(rows, -1, dtype=np.intp)
    made: dict[str, Array] = {}
    for column, dtype in contract(name).items():
        found = columns.get(column)
        if found is None:
            made[column] = np.zeros(rows, "int64") if dtype == "int64" else from_codes(project, name, column, (), nothing)
        elif isinstance(found, (np.ndarray, ExtensionArray)) and found.dtype == dtype:
            made[column] = found
        elif dtype in {"category", "object"}:
            made[column] = from_codes(project, name, column, *_code(found))
        else:
            made[column] = _typed(found, dtype)
    return made


def _share_households(tables: Mapping[TableName, dict[str, Array]]) -> None:
    """Give the households of all tables the same categories: what compares households of two tables then compares codes."""
    columns = {name: pd.Categorical(arrays["household"]) for name, arrays in tables.items() if "household" in arrays}
    first, *others = (column.categories for column in columns.values())
    everyone = first.append(others).unique()
    for name, column in columns.items():
        tables[name]["household"] = column.set_categories(everyone)


def _has_value(column: Array) -> bool:
    if isinstance(column, np.ndarray):
        return any(column) if column.dtype == object else len(column) > 0  # tuples, of which one is empty; or whole numbers
    return not column.isna().all()


def _typed(values: Any, dtype: str) -> ExtensionArray:  # noqa: ANN401 - whatever numpy and pandas take
    if dtype == "datetime64[s]" and not isinstance(values, np.ndarray):
        values = np.array([None if value is None or value is pd.NaT else value for value in values], dtype="datetime64[s]")
    return pd.array(values, dtype=dtype, copy=False)


def _tuples(values: Sequence[object], codes: Codes) -> NDArray[np.object_]:
    several: NDArray[np.object_] = np.empty(len(values) + 1, dtype="object")
    for place, value in enumerate([*values, ()]):
        several[place] = value
    return several[codes]  # code -1 is the last one: the empty tuple


def _categorical(values: Sequence[object], codes: Codes, first: Sequence[str]) -> pd.Categorical:
    """Make a column of categories: `first`, used or not; what else occurs follows by name."""
    names = [str(value) for value in values]
    categories = (*first, *sorted(set(names).difference(first)))
    place = {category: number for number, category in enumerate(categories)}
    places = np.array([*(place[name] for name in names), -1], dtype=np.intp)
    return pd.Categorical.from_codes(places[codes], dtype=_category_dtype(categories))  # code -1 takes the last place


def _first_categories(project: Project, column: str) -> Sequence[str]:
    fixed: dict[str, Sequence[str]] = {
        "area": project.area_names,
        "outcome": OUTCOMES,
        "theme": project.themes,
        "goal": project.goals,
        "status": STATUSES,
        "owner": project.partners,
        "organisation": project.partners,
        "category": project.cost_categories,
    }
    return fixed.get(column, ())


@lru_cache(maxsize=200)
def _category_dtype(names: tuple[str, ...]) -> pd.CategoricalDtype:
    """Give the type of a column of categories; nearly always the same few, and slow to make."""
    return pd.CategoricalDtype(pd.Index(names, dtype="str"))


def _code(column: Iterable[Any]) -> tuple[list[object], Codes]:
    """Give the different values of a column, and for each row the place of its own."""
    places: dict[object, int] = {}
    codes = [
        -1
        if value is None or value is pd.NA or value is pd.NaT or value != value  # noqa: PLR0124 - NaN differs from itself
        else places.setdefault(value, len(places))
        for value in column
    ]
    return list(places), np.array(codes, dtype=np.intp)
