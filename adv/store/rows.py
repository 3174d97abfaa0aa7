"""Rows of data in the database: as of a version, and what a plan changes in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, bindparam, or_, select, update

from adv.model import TableName
from adv.store.dialect import fetch_rows, insert_rows
from adv.store.planning import StoredRows, TablePlan, no_rows, to_columns
from adv.store.row_encoding import EncodedColumns, Value, digest
from adv.store.schema import rows, stored_columns

NOTHING_STORED = {name: digest(name, no_rows(name).columns) for name in TableName}  # the digests of empty tables


def current_rows(connection: Connection, project: str, name: TableName) -> StoredRows:
    """Read the rows of one table as it is now, in their order, with what it takes to close them."""
    table = rows[name]
    wanted = [table.c.row_id, table.c.position, *(table.c[column] for column in stored_columns(name))]
    found = fetch_rows(connection, select(*wanted).where(_valid(name, project, None)).order_by(table.c.position))
    if not found:
        return no_rows(name)
    ids, positions, *columns = zip(*found, strict=True)
    return StoredRows(ids, positions, dict(zip(stored_columns(name), columns, strict=True)))


def columns_at(connection: Connection, project: str, name: TableName, version: int | None = None) -> EncodedColumns:
    """Read the columns of one table as of a version; None: now."""
    table = rows[name]
    wanted: list[ColumnElement[Any]] = [table.c[column] for column in stored_columns(name)]
    found = fetch_rows(connection, select(*wanted).where(_valid(name, project, version)).order_by(table.c.position))
    return to_columns(name, found)


def orphans_after(connection: Connection, project: str, plans: Mapping[TableName, TablePlan]) -> int:
    """Count the requests that will have no visit once the plans have been carried out."""
    if not {TableName.VISITS, TableName.REQUESTS} & plans.keys():
        return 0
    numbers: list[Sequence[Value]] = []
    for name in (TableName.VISITS, TableName.REQUESTS):
        stored = select(rows[name].c.visit_id).where(_valid(name, project, None))
        numbers.append(plans[name].after["visit_id"] if name in plans else [found for (found,) in fetch_rows(connection, stored)])
    there = set(numbers[0])
    return sum(number is not None and number not in there for number in numbers[1])


def write_plan(connection: Connection, project: str, version: int, name: TableName, plan: TablePlan) -> None:
    """Close and write what the plan says, as of `version`."""
    table = rows[name]
    if plan.close and len(plan.close) == plan.stored:  # one statement instead of one a row
        connection.execute(update(table).where(_valid(name, project, None)).values(version_to=version))
    elif plan.close:
        close = update(table).where(table.c.row_id == bindparam("closed")).values(version_to=version)
        connection.execute(close, [{"closed": row_id} for row_id in plan.close])
    columns = ("project", "version_from", "position", *stored_columns(name))
    insert_rows(connection, table, columns, [(project, version, position, *row) for position, row in plan.write])


def _valid(name: TableName, project: str, version: int | None) -> ColumnElement[bool]:
    table = rows[name]
    if version is None:
        return and_(table.c.project == project, table.c.version_to.is_(None))
    ends_later = or_(table.c.version_to.is_(None), table.c.version_to > version)
    return and_(table.c.project == project, table.c.version_from <= version, ends_later)
