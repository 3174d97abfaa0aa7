"""Rows of files that did not count, by file and list."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from adv.store.migrations.tables import create, filled, may_lack, of_an_import

revision = "0010"
down_revision = "0009"
COUNTED = """
INSERT INTO left_out (project, version, number, file, table_name, read, rows)
SELECT project, version, 0,
    (SELECT MIN(name) FROM import_files f WHERE f.project = i.project AND f.version = i.version),
    (SELECT MIN(table_name) FROM import_tables t WHERE t.project = i.project AND t.version = i.version AND t.is_touched),
    1, rows_left_out
FROM imports i WHERE rows_left_out > 0
    AND EXISTS (SELECT 1 FROM import_files f WHERE f.project = i.project AND f.version = i.version)
    AND EXISTS (SELECT 1 FROM import_tables t WHERE t.project = i.project AND t.version = i.version AND t.is_touched)
"""


def upgrade() -> None:
    """Add a table. Of earlier imports only the sum is known: it goes with one of their files and lists."""
    mine = [*filled(sa.Text, "project"), *filled(sa.Integer, "version number"), *filled(sa.Text, "file table_name")]
    counts = [*filled(sa.Integer, "read rows"), *may_lack(sa.Text, "on_purpose")]
    create("left_out", "project version number", *mine, *counts, of_an_import("left_out", "version"))
    op.execute(COUNTED)
