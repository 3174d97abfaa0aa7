"""Accounts closed for each of their readers, and photos beside the stories of an account."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from adv.store.migrations.tables import act_in_account, create, filled

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Say of closed accounts for whom they were (until now: the project itself), and add a table; there were no photos before."""
    with op.batch_alter_table("closed_reports") as table:
        table.add_column(sa.Column("reader", sa.Text, nullable=False, server_default="own"))
    create("report_photos", "project number", *act_in_account(), *filled(sa.Text, "slot alt"), *filled(sa.LargeBinary, "content"))
