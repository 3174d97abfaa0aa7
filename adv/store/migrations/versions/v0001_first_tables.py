"""First tables: imports with their files, tables and findings, and the rows of data.

A migration names its columns itself: it must do the same in ten years, whatever the model has become by then.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from adv.store.column_types import IsoDay, Moment

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them in an empty database."""
    _history()
    text, whole, flag = sa.Text, sa.Integer, sa.SmallInteger
    _rows(
        "visits",
        sa.Column("visit_id", text),
        sa.Column("visited_on", IsoDay),
        sa.Column("household", text),
        sa.Column("street", text),
        sa.Column("area", text),
        sa.Column("outcome", text),
        sa.Column("organisations", text),
        sa.Column("attempt", whole),
        sa.Column("themes", text),
        sa.Column("becomes_active", flag),
        sa.Column("home_score", whole),
        sa.Column("neighbourhood_score", whole),
    )
    _rows(
        "requests",
        *(sa.Column(name, text) for name in ("request_id", "visit_id", "theme", "goal", "status", "owner")),
        sa.Column("raised_on", IsoDay),
        sa.Column("closed_on", IsoDay),
    )
    _rows(
        "expenses",
        sa.Column("booked_on", IsoDay),
        sa.Column("cents", sa.BigInteger, nullable=False),
        sa.Column("category", text),
        sa.Column("organisation", text),
    )
    _rows(
        "budget_lines",
        sa.Column("category", text),
        sa.Column("year", whole),
        sa.Column("cents", sa.BigInteger, nullable=False),
    )
    _rows(
        "activities",
        sa.Column("held_on", IsoDay),
        sa.Column("kind", text),
        sa.Column("area", text),
        sa.Column("participants", whole),
    )
    _rows("addresses", sa.Column("household", text), sa.Column("street", text), sa.Column("area", text))


def _history() -> None:
    op.create_table(
        "imports",
        sa.Column("project", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("mode", sa.Text, nullable=False),
        sa.Column("is_sample", sa.Boolean, nullable=False),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("visits", "completed", "requests", "open_requests")),
        sa.Column("spent_cents", sa.BigInteger, nullable=False),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("errors", "warnings", "rows_left_out")),
        sa.PrimaryKeyConstraint("project", "version", name="pk_imports"),
    )
    _part("import_files", _number(), *(sa.Column(name, sa.Text, nullable=False) for name in ("name", "sha256")))
    _part(
        "import_tables",
        sa.Column("table_name", sa.Text, nullable=False),
        sa.Column("is_touched", sa.Boolean, nullable=False),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("new", "changed", "gone", "same")),
        sa.Column("digest", sa.Text, nullable=False),
    )
    _part(
        "import_findings",
        _number(),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("severity", "code", "file")),
        sa.Column("sheet", sa.Text),
        sa.Column("cells", sa.Text, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
    )


def _number() -> sa.Column[Any]:
    return sa.Column("number", sa.Integer, nullable=False, autoincrement=False)


def _part(name: str, key: sa.Column[Any], *columns: sa.Column[Any]) -> None:
    """Make a table of what belongs to one import."""
    op.create_table(
        name,
        sa.Column("project", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False, autoincrement=False),
        key,
        *columns,
        sa.PrimaryKeyConstraint("project", "version", key.name, name=f"pk_{name}"),
        _of_an_import(name, "version"),
    )


def _rows(name: str, *content: sa.Column[Any]) -> None:
    """Make a table of data, with the versions in which each row holds and where it came from."""
    op.create_table(
        name,
        sa.Column("row_id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Column("project", sa.Text, nullable=False),
        sa.Column("version_from", sa.Integer, nullable=False),
        sa.Column("version_to", sa.Integer),
        sa.Column("position", sa.Integer, nullable=False),
        *content,
        sa.Column("file", sa.Text),
        sa.Column("sheet", sa.Text),
        sa.Column("row", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("row_id", name=f"pk_{name}"),
        _of_an_import(name, "version_from"),
        _of_an_import(name, "version_to"),
        sa.CheckConstraint("version_to > version_from", name=op.f(f"ck_{name}_interval")),
    )
    op.create_index(f"ix_{name}_project_version_to_position", name, ["project", "version_to", "position"])


def _of_an_import(table: str, column: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_project_{column}"
    return sa.ForeignKeyConstraint(["project", column], ["imports.project", "imports.version"], name=name)
