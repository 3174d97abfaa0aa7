"""Columns as their distinct values and codes, and a dataset made of them: everything the metrics need, without pandas.

Importing pandas takes longer than reading, checking and adding up a year of visits, and making its frames longer than storing
one. What comes out of workbooks is such a dataset: `summary` adds it up, the store keeps it. What the store gives to show has
frames (`adv.dataset.build`). The metrics give the same on both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast, overload

import numpy as np
from msgspec import Struct

from adv.model import COLUMNS, SOURCE_COLUMNS, Dataset, Outcome, Status, TableName

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from adv.model import Project


class Coded(Struct, frozen=True, eq=False, weakref=True):
    """A column as its distinct values and, for each row, which of them it holds; -1 is missing. Never changed after it was made.

    Work on a column of 100 000 rows is then work on its few hundred different values.
    """

    distinct: Sequence[object]
    codes: NDArray[np.intp]

    def __len__(self) -> int:
        return len(self.codes)


class CodedFrame(Struct, frozen=True):
    """One table as coded columns, all equally long."""

    columns: Mapping[str, Coded]
    rows: int

    def __len__(self) -> int:
        return self.rows

    @overload
    def __getitem__(self, what: str) -> Coded: ...
    @overload
    def __getitem__(self, what: NDArray[np.bool_]) -> CodedFrame: ...
    def __getitem__(self, what: str | NDArray[np.bool_]) -> Coded | CodedFrame:
        """One column by its name, or the rows of a mask."""
        if isinstance(what, str):
            return self.columns[what]
        rows = np.flatnonzero(what)
        return CodedFrame({name: Coded(column.distinct, column.codes[rows]) for name, column in self.columns.items()}, len(rows))

    def assign(self, **columns: Coded) -> CodedFrame:
        """The same table with some columns replaced."""
        return CodedFrame({**self.columns, **columns}, self.rows)


def coded_dataset(project: Project, tables: Mapping[TableName, Mapping[str, Any]]) -> Dataset:
    """A dataset of coded columns; as `adv.dataset.build`, for columns that are `Coded` already.

    Its tables are `CodedFrame` where `Dataset` says `pandas.DataFrame`: only the metrics, which take both, and the store may read it.
    """
    frames = {name: _frame(project, name, tables.get(name, {})) for name in TableName}
    given = {name.value for name, frame in frames.items() if len(frame)}
    for name, frame in frames.items():
        given |= {f"{name.value}.{column}" for column in COLUMNS[name] if _has_value(frame[column])}
    return Dataset(**{name.value: cast("pd.DataFrame", frame) for name, frame in frames.items()}, given=frozenset(given))


def categories(project: Project, table: TableName, column: str) -> tuple[str, ...] | None:
    """The categories a column always has, in their order; others may follow them. None: not a column of categories."""
    dtype = COLUMNS[table].get(column) or SOURCE_COLUMNS[column]
    if dtype != "category":
        return None
    fixed: dict[str, Sequence[str]] = {
        "area": project.area_names,
        "outcome": tuple(outcome.value for outcome in Outcome),
        "theme": project.themes,
        "goal": project.goals,
        "status": tuple(status.value for status in Status),
        "owner": project.partners,
        "organisation": project.partners,
        "category": project.cost_categories,
    }
    return tuple(fixed.get(column, ()))


def _frame(project: Project, name: TableName, columns: Mapping[str, Any]) -> CodedFrame:
    rows = max((len(column) for column in columns.values()), default=0)
    nothing = Coded((), np.full(rows, -1, dtype=np.intp))
    return CodedFrame(
        {
            column: _column(columns.get(column, nothing), dtype, categories(project, name, column))
            for column, dtype in {**COLUMNS[name], **SOURCE_COLUMNS}.items()
        },
        rows,
    )


def _column(column: Coded, dtype: str, known: tuple[str, ...] | None) -> Coded:
    if dtype == "object":
        return Coded([*column.distinct, ()], np.where(column.codes < 0, len(column.distinct), column.codes))
    return column if known is None else in_categories(column, known)


def in_categories(column: Coded, known: tuple[str, ...]) -> Coded:
    """The column with `known` as its first values, used or not; what else occurs follows by name."""
    everything = [*known, *sorted({str(value) for value in column.distinct} - set(known))]
    place = {value: number for number, value in enumerate(everything)}
    return Coded(everything, np.array([*(place[str(value)] for value in column.distinct), -1], dtype=np.intp)[column.codes])


def _has_value(column: Coded) -> bool:
    used = column.codes[column.codes >= 0]
    if not len(used):
        return False
    if isinstance(column.distinct[-1], tuple):
        return any(column.distinct[code] for code in np.flatnonzero(np.bincount(used)).tolist())
    return True
