"""Check values of keys that are kept beside the database, and milestones that were set on the page."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from adv.store.column_types import Moment

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add two tables; `adv.store.milestones` takes over what stood in files."""
    op.create_table(
        "keys",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("check_value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_keys"),
    )
    op.create_table(
        "milestone_lists",
        sa.Column("project", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("milestones", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("project", "number", name="pk_milestone_lists"),
    )
