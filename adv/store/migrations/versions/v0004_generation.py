"""Life of the database: another one after a backup was put back."""

from __future__ import annotations

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add one table with one row."""
    table = op.create_table(
        "lives", sa.Column("generation", sa.Text, nullable=False), sa.PrimaryKeyConstraint("generation", name="pk_lives")
    )
    op.bulk_insert(table, [{"generation": secrets.token_hex(8)}])
