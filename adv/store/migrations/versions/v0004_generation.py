"""Life of the database: another one after a backup was put back."""

from __future__ import annotations

import secrets

import sqlalchemy as sa
from alembic import op

from adv.store.migrations.tables import create, filled

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add one table with one row."""
    op.bulk_insert(create("lives", "generation", *filled(sa.Text, "generation")), [{"generation": secrets.token_hex(8)}])
