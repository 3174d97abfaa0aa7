"""Rows that were read, put into frames: the seam between codes and pandas."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from adv.model import COLUMNS, TableName
from adv.workbook.tables.coded_column import CodedColumn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adv.dataset import Column
    from adv.model import Dataset, Project
    from adv.workbook.tables.table import Mask, Table


def cents_of(table: Table, rows: Mask) -> int:
    """Add up the amounts in rows of a list of expenses."""
    if table.name is not TableName.EXPENSES or not rows.any():
        return 0
    amounts = table.column("cents")
    return sum(amounts.distinct[code] for code in amounts.codes[rows].tolist() if code >= 0)


def columns_of(table: Table) -> dict[str, CodedColumn]:
    """Take the rows of a table that count, in the columns of the contract."""
    rows = np.flatnonzero(table.keep)
    whole = {column: table.column(column) for column in COLUMNS[table.name]}
    kept = {column: CodedColumn(coded.distinct, coded.codes[rows]) for column, coded in whole.items()}
    for source in ("file", "sheet"):
        kept[source] = CodedColumn([getattr(part, source) for part in table.parts], table.part_of[rows])
    lines = (table.lines[rows] + 1).tolist()
    return {**kept, "row": CodedColumn(lines, np.arange(len(rows), dtype=np.intp))}


def dataset_of(tables: Mapping[TableName, Mapping[str, CodedColumn]], project: Project) -> Dataset:
    """Put rows into frames."""
    from adv.dataset import build, from_codes  # noqa: PLC0415 - pandas comes in while a worker reads

    made: dict[TableName, dict[str, Column]] = {}
    for name, columns in tables.items():
        whole: dict[str, Column] = {
            column: from_codes(project, name, column, coded.distinct, coded.codes)
            for column, coded in columns.items()
            if column != "row"
        }
        row = columns["row"]
        made[name] = whole | {"row": np.asarray(row.distinct, dtype="int64")[row.codes]}
    return build(project, made)
