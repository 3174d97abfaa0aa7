"""Accounts closed for each of their readers, and photos beside the stories of an account."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from adv.store.column_types import IsoDay, Moment

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Say of closed accounts for whom they were (until now: the project itself), and add a table; there were no photos before."""
    with op.batch_alter_table("closed_reports") as table:
        table.add_column(sa.Column("reader", sa.Text, nullable=False, server_default="own"))
    op.create_table(
        "report_photos",
        sa.Column("project", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("first", IsoDay, nullable=False),
        sa.Column("last", IsoDay, nullable=False),
        sa.Column("slot", sa.Text, nullable=False),
        sa.Column("alt", sa.Text, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("project", "number", name="pk_report_photos"),
    )
