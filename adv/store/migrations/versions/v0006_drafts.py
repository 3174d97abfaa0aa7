"""Imports that were read and not yet confirmed."""

from __future__ import annotations

import sqlalchemy as sa

from adv.store.column_types import Moment
from adv.store.migrations.tables import create, filled

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add one table; nothing waited before."""
    known = [*filled(sa.Text, "token project"), *filled(Moment, "at"), *filled(sa.Text, "who")]
    create("drafts", "token", *known, *filled(sa.LargeBinary, "content"))
