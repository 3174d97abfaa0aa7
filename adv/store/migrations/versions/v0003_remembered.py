"""Memory of how workbooks are read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from adv.store.column_types import Moment
from adv.store.migrations.tables import create, filled, may_lack, of_its_interval, row_id

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add one table; nothing was remembered before."""
    entry = [row_id(), *filled(sa.Text, "project kind key value"), *filled(Moment, "at")]
    held = [*filled(sa.Integer, "version_from"), *may_lack(sa.Integer, "version_to")]
    create("remembered", "row_id", *entry, *held, *of_its_interval("remembered"))
    op.create_index("ix_remembered_project_version_to", "remembered", ["project", "version_to"])
