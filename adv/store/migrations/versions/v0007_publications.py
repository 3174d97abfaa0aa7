"""Ledger of publications."""

from __future__ import annotations

import sqlalchemy as sa

from adv.store.column_types import Moment
from adv.store.migrations.tables import create, filled

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add one table; nothing was published before."""
    series = [*filled(sa.Text, "project audience"), *filled(sa.Boolean, "is_sample"), *filled(sa.Integer, "number")]
    line = [*filled(Moment, "at"), *filled(sa.Text, "who"), *filled(sa.Integer, "version"), *filled(sa.LargeBinary, "content")]
    create("publications", "project audience is_sample number", *series, *line)
