"""Datasets written down as records, for tests and measurements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.dataset import build, contract
from adv.model import TableName

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from adv.dataset import Column
    from adv.model import Dataset, Project

    Record = Mapping[str, object]


def make_dataset(project: Project, **records: Iterable[Record]) -> Dataset:
    """Make a dataset from records, one iterable of mappings per table: ``make_dataset(project, visits=[{"visit_id": "B1", …}])``.

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
        for column in ("household", "area"):
            row.setdefault(column, visit.get(column))
        row.setdefault("raised_on", visit.get("visited_on"))
    return build(project, {name: _columns_of(name, table) for name, table in rows.items()})


def _columns_of(name: TableName, rows: Sequence[Record]) -> dict[str, Column]:
    columns: dict[str, Column] = {column: [row.get(column) for row in rows] for column in contract(name)}
    columns["row"] = [row.get("row", number) for number, row in enumerate(rows, start=1)]
    return columns
