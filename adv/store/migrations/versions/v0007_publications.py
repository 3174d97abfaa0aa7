"""Ledger of publications."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from adv.store.column_types import Moment

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add one table; nothing was published before."""
    op.create_table(
        "publications",
        sa.Column("project", sa.Text, nullable=False),
        sa.Column("audience", sa.Text, nullable=False),
        sa.Column("is_sample", sa.Boolean, nullable=False),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("project", "audience", "is_sample", "number", name="pk_publications"),
    )
