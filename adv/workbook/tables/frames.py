"""Rows that were read, put into frames: the seam between codes and pandas."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adv.dataset import Column
    from adv.model import Dataset, Project, TableName
    from adv.workbook.tables.coded_column import CodedColumn


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
