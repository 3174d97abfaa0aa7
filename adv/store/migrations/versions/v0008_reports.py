"""Own texts of the yearly account, and accounts that were closed."""

from __future__ import annotations

import sqlalchemy as sa

from adv.store.migrations.tables import act_in_account, create, filled, may_lack

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add two tables; nothing was written before."""
    said = [*filled(sa.Text, "slot"), *may_lack(sa.Text, "text"), *filled(sa.Boolean, "is_confirmed")]
    create("report_texts", "project number", *act_in_account(), *said)
    kept = [*filled(sa.Integer, "version"), *filled(sa.LargeBinary, "content pdf")]
    create("closed_reports", "project number", *act_in_account(), *kept)
