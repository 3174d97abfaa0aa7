"""Own texts of the yearly account, and accounts that were closed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from adv.store.column_types import IsoDay, Moment

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add two tables; nothing was written before."""
    op.create_table(
        "report_texts",
        sa.Column("project", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("first", IsoDay, nullable=False),
        sa.Column("last", IsoDay, nullable=False),
        sa.Column("slot", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=True),
        sa.Column("is_confirmed", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("project", "number", name="pk_report_texts"),
    )
    op.create_table(
        "closed_reports",
        sa.Column("project", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("first", IsoDay, nullable=False),
        sa.Column("last", IsoDay, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("pdf", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("project", "number", name="pk_closed_reports"),
    )
