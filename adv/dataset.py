"""Frames in the column contracts of `adv.model`, made from records, from columns, or empty. Pure."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pandas as pd

from adv.coded import Coded, categories, in_categories
from adv.model import COLUMNS, SOURCE_COLUMNS, Dataset, TableName

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray
    from pandas.api.extensions import ExtensionArray

    from adv.model import Project

    Array: TypeAlias = ExtensionArray | NDArray[Any]
    Column: TypeAlias = "Sequence[object] | NDArray[Any] | pd.Categorical | Coded"
    Record = Mapping[str, object]

__all__ = ["Coded", "build", "categories", "empty_dataset", "make_dataset"]
JOINED = ("household", "area")  # what a request has from its visit


def empty_dataset(project: Project) -> Dataset:
    """A project without a single row: every frame has its columns and dtypes."""
    return build(project, {})


def build(project: Project, tables: Mapping[TableName, Mapping[str, Column]]) -> Dataset:
    """A dataset from columns; `given` follows from what they hold.

    Parameters
    ----------
    project
        Gives the categories of area, theme, goal and the rest.
    tables
        Per table its columns by name, all equally long. A column that is not named is missing throughout. Missing values
        are None, NaT or NA (in columns of tuples the empty tuple).

    Raises
    ------
    KeyError
        A column that no contract knows.
    """
    made = {name: _arrays(project, name, tables.get(name, {})) for name in TableName}
    return Dataset(**{name.value: pd.DataFrame(arrays, copy=False) for name, arrays in made.items()}, given=_given(made))


def make_dataset(project: Project, **records: Iterable[Record]) -> Dataset:
    """A dataset from records, one iterable of mappings per table: ``make_dataset(project, visits=[{"visit_id": "B1", …}])``.

    What a record does not name is missing, with these exceptions: a visit or request without a number gets one, a request
    has household, area and raised_on from its visit, and rows are numbered from 1.
    """
    rows = {TableName(name): [dict(record) for record in given_rows] for name, given_rows in records.items()}
    for name, key, letter in ((TableName.VISITS, "visit_id", "B"), (TableName.REQUESTS, "request_id", "H")):
        for number, row in enumerate(rows.get(name, ()), start=1):
            row.setdefault(key, f"{letter}{number}")
    visits = {row["visit_id"]: row for row in rows.get(TableName.VISITS, ())}
    for row in rows.get(TableName.REQUESTS, ()):
        visit = visits.get(row.get("visit_id"), {})
        for column in JOINED:
            row.setdefault(column, visit.get(column))
        row.setdefault("raised_on", visit.get("visited_on"))
    return build(project, {name: _columns_of(name, table) for name, table in rows.items()})


def _columns_of(name: TableName, rows: Sequence[Record]) -> dict[str, Column]:
    columns: dict[str, Column] = {column: [row.get(column) for row in rows] for column in (*COLUMNS[name], *SOURCE_COLUMNS)}
    columns["row"] = [row.get("row", number) for number, row in enumerate(rows, start=1)]
    return columns


def _arrays(project: Project, name: TableName, columns: Mapping[str, Column]) -> dict[str, Array]:
    """The columns of one table's contract, in its dtypes."""
    contract = {**COLUMNS[name], **SOURCE_COLUMNS}
    unknown = set(columns) - set(contract)
    if unknown:
        raise KeyError(*sorted(unknown))
    rows = max((len(column) for column in columns.values()), default=0)
    return {
        column: _array(columns[column] if column in columns else _missing(dtype, rows), dtype, categories(project, name, column))
        for column, dtype in contract.items()
    }


def _given(tables: Mapping[TableName, Mapping[str, Array]]) -> frozenset[str]:
    """What the data can tell about: tables with a row, and columns with a value."""
    with_rows = {name.value for name, columns in tables.items() if len(next(iter(columns.values())))}
    with_values = {
        f"{name.value}.{column}" for name, columns in tables.items() for column in COLUMNS[name] if _has_value(columns[column])
    }
    return frozenset(with_rows | with_values)


def _missing(dtype: str, rows: int) -> Column:
    if dtype == "int64":
        return np.zeros(rows, dtype="int64")
    return Coded((), np.full(rows, -1, dtype=np.intp))


def _has_value(column: Array) -> bool:
    if isinstance(column, np.ndarray):
        return any(column) if column.dtype == object else len(column) > 0  # tuples, of which one is empty; or whole numbers
    return not column.isna().all()


def _array(column: Column, dtype: str, known: tuple[str, ...] | None) -> Array:
    if known is not None:
        return _categorical(column, known)
    if dtype == "object":
        return _tuples(column)
    if isinstance(column, Coded):
        distinct = _typed(column.distinct, dtype)
        if dtype == "int64":
            if (column.codes < 0).any():
                raise ValueError(dtype)  # a whole number that must be there; -1 would pick the last one
            return np.asarray(distinct)[column.codes]
        return pd.api.extensions.take(distinct, column.codes, allow_fill=True)
    return _typed(column, dtype)


def _typed(values: Any, dtype: str) -> ExtensionArray:  # noqa: ANN401 - whatever numpy and pandas take
    if dtype == "datetime64[s]" and not isinstance(values, np.ndarray):
        values = np.array([None if value is None or value is pd.NaT else value for value in values], dtype="datetime64[s]")
    return pd.array(values, dtype=dtype, copy=False)


def _tuples(column: Column) -> NDArray[np.object_]:
    coded = column if isinstance(column, Coded) else _code(column)
    distinct: NDArray[np.object_] = np.empty(len(coded.distinct) + 1, dtype="object")
    for place, value in enumerate([*coded.distinct, ()]):
        distinct[place] = value
    return distinct[coded.codes]  # code -1 is the last one: the empty tuple


def _categorical(column: Column, known: tuple[str, ...]) -> pd.Categorical:
    if isinstance(column, pd.Categorical):
        column = Coded(list(column.categories), np.asarray(column.codes, dtype=np.intp))
    coded = in_categories(column if isinstance(column, Coded) else _code(column), known)
    return pd.Categorical.from_codes(coded.codes, dtype=_categories(tuple(map(str, coded.distinct))))


@lru_cache(maxsize=200)
def _categories(names: tuple[str, ...]) -> pd.CategoricalDtype:
    """The type of a column of categories; nearly always the same few, and slow to make."""
    return pd.CategoricalDtype(pd.Index(names, dtype="str"))


def _code(column: Any) -> Coded:  # noqa: ANN401 - any sequence
    values: dict[object, int] = {}
    codes = np.fromiter(
        (-1 if _is_missing(value) else values.setdefault(value, len(values)) for value in column), np.intp, len(column)
    )
    return Coded(tuple(values), codes)


def _is_missing(value: object) -> bool:
    return value is None or value is pd.NA or value is pd.NaT or value != value  # noqa: PLR0124 - NaN is the value that differs from itself
