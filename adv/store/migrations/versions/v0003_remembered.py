"""Memory of how workbooks are read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from adv.store.column_types import Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add one table; nothing was remembered before."""
    op.create_table(
        "remembered",
        sa.Column("row_id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("project", "kind", "key", "value")),
        sa.Column("at", Moment, nullable=False),
        sa.Column("version_from", sa.Integer, nullable=False),
        sa.Column("version_to", sa.Integer),
        sa.PrimaryKeyConstraint("row_id", name="pk_remembered"),
        _of_an_import("version_from"),
        _of_an_import("version_to"),
        sa.CheckConstraint("version_to > version_from", name=op.f("ck_remembered_interval")),
    )
    op.create_index("ix_remembered_project_version_to", "remembered", ["project", "version_to"])


def _of_an_import(column: str) -> sa.ForeignKeyConstraint:
    name = f"fk_remembered_project_{column}"
    return sa.ForeignKeyConstraint(["project", column], ["imports.project", "imports.version"], name=name)
