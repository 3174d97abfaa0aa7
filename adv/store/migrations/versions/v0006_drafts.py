"""Imports that were read and not yet confirmed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from adv.store.column_types import Moment

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add one table; nothing waited before."""
    op.create_table(
        "drafts",
        sa.Column("token", sa.Text, nullable=False),
        sa.Column("project", sa.Text, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("token", name="pk_drafts"),
    )
