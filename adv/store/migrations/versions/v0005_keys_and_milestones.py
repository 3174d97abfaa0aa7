"""Check values of keys that are kept beside the database, and milestones that were set on the page."""

from __future__ import annotations

import sqlalchemy as sa

from adv.store.migrations.tables import act, create, filled

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add two tables; `adv.store.milestones` takes over what stood in files."""
    create("keys", "name", *filled(sa.Text, "name check_value"))
    create("milestone_lists", "project number", *act(), *filled(sa.Text, "milestones"))
