"""Tables as migrations write them down. Never changed once a migration was released that uses it, as the migrations themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from adv.store.column_types import IsoDay, Moment

Kind = Any  # a type of SQLAlchemy's


def filled(kind: Kind, names: str) -> Iterator[sa.Column[Any]]:
    """Make columns that always have a value."""
    return (sa.Column(name, kind, nullable=False, autoincrement=False) for name in names.split())


def may_lack(kind: Kind, names: str) -> Iterator[sa.Column[Any]]:
    """Make columns that need not have a value."""
    return (sa.Column(name, kind) for name in names.split())


def act() -> Iterator[sa.Column[Any]]:
    """Make the columns of what somebody did for a project on a page."""
    yield from (*filled(sa.Text, "project"), *filled(sa.Integer, "number"), *filled(Moment, "at"), *filled(sa.Text, "who"))


def act_in_account() -> Iterator[sa.Column[Any]]:
    """Make the columns of what somebody did in the account of a period."""
    yield from (*act(), *filled(IsoDay, "first last"))


def row_id() -> sa.Column[Any]:
    """Make the database's own number of a row."""
    return sa.Column("row_id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False)


def of_an_import(table: str, column: str) -> sa.ForeignKeyConstraint:
    """Make a column refer to the import with that version."""
    name = f"fk_{table}_project_{column}"
    return sa.ForeignKeyConstraint(["project", column], ["imports.project", "imports.version"], name=name)


def of_its_interval(table: str) -> Iterator[sa.Constraint]:
    """Make the rules of the versions between which a row holds."""
    yield from (of_an_import(table, column) for column in ("version_from", "version_to"))
    yield sa.CheckConstraint("version_to > version_from", name=op.f(f"ck_{table}_interval"))


def create(name: str, key: str, *parts: sa.Column[Any] | sa.Constraint) -> sa.Table:
    """Create a table; `key` are the columns that tell its rows apart."""
    columns = [part for part in parts if isinstance(part, sa.Column)]
    rules = [part for part in parts if not isinstance(part, sa.Column)]
    return op.create_table(name, *columns, sa.PrimaryKeyConstraint(*key.split(), name=f"pk_{name}"), *rules)
