"""Rows of the data as a table that people read: their words for outcomes and statuses, and where each row stands in which workbook."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pandas as pd

from adv.charts.chart_context import ChartContext
from adv.formats import CENTS
from adv.metrics.frames import NO_DAY, days, holds, number_of
from adv.metrics.source_rows import DAY_OF
from adv.model import WAITS, TableName

# Columns that are shown of each table: its own, and ``waiting``. A column that names a household is not among them.
COLUMNS_SHOWN = {
    TableName.VISITS: ("visit_id", "visited_on", "street", "area", "outcome", "organisations", "themes"),
    TableName.REQUESTS: ("request_id", "visit_id", "theme", "goal", "status", "owner", "raised_on", "closed_on", "waiting"),
    TableName.EXPENSES: ("booked_on", "category", "organisation", "cents"),
    TableName.BUDGET_LINES: ("category", "year", "cents"),
    TableName.ADDRESSES: ("street", "area"),
    TableName.ACTIVITIES: ("held_on", "kind", "area", "participants"),
}
HEADS = {"visited_on": "day", "booked_on": "day", "held_on": "day", "cents": "amount"}  # days and sums
CODED = {"outcome": "words.outcome", "status": "words.status"}  # columns of codes, and the texts of their values


def rows_table(
    rows: pd.DataFrame, table: TableName, context: ChartContext, as_of: date, *, most: int | None = None
) -> pd.DataFrame:
    """Write the rows by day, in words; at most `most` of them, with their source in one column. Without `most` all, to download.

    Days are days and amounts euros, so that whoever shows them writes them as the user does.
    """
    if table in DAY_OF:
        rows = rows.sort_values(DAY_OF[table], kind="stable")
    if most is not None:
        rows = rows.head(most)
    columns = {_head(name, context): _told(rows, name, context, as_of) for name in COLUMNS_SHOWN[table]}
    if most is None:
        columns |= {_head(name, context): rows[name] for name in ("file", "sheet", "row")}
    else:
        places = zip(rows["file"], rows["sheet"], rows["row"], strict=True)
        columns[_head("source", context)] = [_place(names, row, context) for *names, row in places]
    return pd.DataFrame(columns)


def _head(name: str, context: ChartContext) -> str:
    return context.text("behind.column", by=HEADS.get(name, name))


def _told(rows: pd.DataFrame, name: str, context: ChartContext, as_of: date) -> Any:  # noqa: ANN401 - a column of any kind
    if name == "waiting":
        return _waiting(rows, as_of)
    column = rows[name]
    if name == "cents":
        return column / CENTS
    if name in CODED:
        return column.cat.rename_categories({code: context.text(CODED[name], by=code) for code in column.cat.categories})
    if column.dtype == object:  # several names
        return column.map(", ".join)
    if name == "year":
        return column.astype("str")  # 2019 is no amount: not 2.019
    return column


def _waiting(rows: pd.DataFrame, as_of: date) -> Any:  # noqa: ANN401 - a column of whole numbers, or missing
    """Count the days since a request was raised that is open or in progress."""
    raised = days(rows["raised_on"])
    waits = (raised != NO_DAY) & holds(rows["status"], WAITS)
    return pd.Series(number_of(as_of) - raised, index=rows.index, dtype="Int64").where(waits)


def stands(sheet: str | None, row: int | None, context: ChartContext) -> str:
    """Say on which sheet and in which row something stands, as far as that is known."""
    return _place((sheet,), row, context) or "–"


def _place(names: Iterable[object], row: int | None, context: ChartContext) -> str:
    known = [name for name in names if isinstance(name, str) and name]
    return " · ".join([*known, *([context.texts("behind.row", row=row)] if row is not None else [])])
