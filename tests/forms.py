"""One dataset in its two forms: coded columns, as they come out of workbooks, and pandas' frames, as the store gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pandas as pd
from msgspec.structs import replace

from adv.coded import Coded, CodedFrame, coded_dataset
from adv.dataset import build
from adv.model import COLUMNS, SOURCE_COLUMNS, TableName

if TYPE_CHECKING:
    from adv.model import Dataset, Project
    from adv.workbook.vocabulary.recognition import Intake


def as_coded(dataset: Dataset, project: Project) -> Dataset:
    """A dataset of frames as coded columns."""
    tables = {
        name: {column: _coded(dataset.table(name)[column]) for column in (*COLUMNS[name], *SOURCE_COLUMNS)} for name in TableName
    }
    return coded_dataset(project, tables)


def as_frames(dataset: Dataset, project: Project) -> Dataset:
    """A dataset of coded columns as frames."""
    return build(project, {name: cast("CodedFrame", dataset.table(name)).columns for name in TableName})


def in_frames(intake: Intake, project: Project) -> Intake:
    """What came out of a workbook, its dataset in frames."""
    return replace(intake, dataset=as_frames(intake.dataset, project))


def _coded(column: pd.Series[Any]) -> Coded:
    values: dict[object, int] = {}
    plain = [value.date() if isinstance(value, pd.Timestamp) else value for value in column.tolist()]
    missing = [value is None or (not isinstance(value, tuple) and pd.isna(value)) for value in plain]
    codes = [-1 if gone else values.setdefault(value, len(values)) for value, gone in zip(plain, missing, strict=True)]
    return Coded(list(values), np.array(codes, dtype=np.intp))
