"""The sample projects as the dashboard reads them."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
from msgspec import Struct

from adv.sample import FILES, FOLDER
from adv.settings import load_project
from adv.workbook.intake import read_files
from adv.workbook.tables.grid import Upload
from adv.workbook.understood import Corrections

if TYPE_CHECKING:
    from adv.model import Dataset, Project


class Sample(Struct, frozen=True):
    """A sample project, and the last days of its quarters."""

    dataset: Dataset
    project: Project
    days: tuple[date, ...]


@cache
def read_sample(name: str, *years: int) -> Sample:
    """A sample project from its workbook."""
    project = load_project(name)
    upload = Upload(FILES[name], Path(FOLDER, FILES[name]).read_bytes())
    dataset = read_files([upload], project, b"k" * 32, date(2026, 1, 1), Corrections()).dataset
    ends = ((3, 31), (6, 30), (9, 30), (12, 31))
    return Sample(dataset, project, tuple(date(year, *end) for year in years for end in ends))


def few_in(dataset: Dataset, area: str) -> Dataset:
    """The data with eleven requests for work more, all of one household of an area."""
    visit = dataset.visits[dataset.visits["area"] == area].iloc[0]
    rows = dataset.requests[dataset.requests["theme"] == "werken"].iloc[:11]
    rows = rows.assign(
        request_id=[f"meer{at}" for at in range(11)],
        visit_id=visit["visit_id"],
        household=visit["household"],
        area=area,
        raised_on=visit["visited_on"],
    )
    more = pd.concat([dataset.requests, rows.astype(dataset.requests.dtypes)], ignore_index=True)
    return dataset.with_tables(requests=more)
