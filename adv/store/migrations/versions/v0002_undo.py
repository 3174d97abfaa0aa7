"""Column for the import that an undo takes back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add one column; the imports that were took nothing back."""
    op.add_column("imports", sa.Column("undone", sa.Integer, nullable=True))
