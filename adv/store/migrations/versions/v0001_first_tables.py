"""First tables: imports with their files, tables and findings, and the rows of data.

A migration names its columns itself: it must do the same in ten years, whatever the model has become by then.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from adv.store.column_types import IsoDay, Moment
from adv.store.migrations.tables import create, filled, may_lack, of_an_import, of_its_interval, row_id

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make them in an empty database."""
    _history()
    text, whole, day = sa.Text, sa.Integer, IsoDay
    visit = [
        *may_lack(text, "visit_id"),
        *may_lack(day, "visited_on"),
        *may_lack(text, "household street area outcome organisations"),
    ]
    asked = [*may_lack(whole, "attempt"), *may_lack(text, "themes"), *may_lack(sa.SmallInteger, "becomes_active")]
    _rows("visits", *visit, *asked, *may_lack(whole, "home_score neighbourhood_score"))
    _rows("requests", *may_lack(text, "request_id visit_id theme goal status owner"), *may_lack(day, "raised_on closed_on"))
    _rows("expenses", *may_lack(day, "booked_on"), *filled(sa.BigInteger, "cents"), *may_lack(text, "category organisation"))
    _rows("budget_lines", *may_lack(text, "category"), *may_lack(whole, "year"), *filled(sa.BigInteger, "cents"))
    _rows("activities", *may_lack(day, "held_on"), *may_lack(text, "kind area"), *may_lack(whole, "participants"))
    _rows("addresses", *may_lack(text, "household street area"))


def _history() -> None:
    create(
        "imports",
        "project version",
        *filled(sa.Text, "project"),
        *filled(sa.Integer, "version"),
        *filled(Moment, "at"),
        *filled(sa.Text, "who mode"),
        *filled(sa.Boolean, "is_sample"),
        *filled(sa.Integer, "visits completed requests open_requests"),
        *filled(sa.BigInteger, "spent_cents"),
        *filled(sa.Integer, "errors warnings rows_left_out"),
    )
    _part("import_files", "number", *filled(sa.Integer, "number"), *filled(sa.Text, "name sha256"))
    counts = [*filled(sa.Integer, "new changed gone same"), *filled(sa.Text, "digest")]
    _part("import_tables", "table_name", *filled(sa.Text, "table_name"), *filled(sa.Boolean, "is_touched"), *counts)
    where = [*filled(sa.Text, "severity code file"), *may_lack(sa.Text, "sheet"), *filled(sa.Text, "cells")]
    _part("import_findings", "number", *filled(sa.Integer, "number"), *where, *filled(sa.Integer, "count"))


def _part(name: str, key: str, *columns: sa.Column[Any]) -> None:
    """Make a table of what belongs to one import."""
    mine = [*filled(sa.Text, "project"), *filled(sa.Integer, "version"), *columns]
    create(name, f"project version {key}", *mine, of_an_import(name, "version"))


def _rows(name: str, *content: sa.Column[Any]) -> None:
    """Make a table of data, with the versions in which each row holds and where it came from."""
    held = [*filled(sa.Text, "project"), *filled(sa.Integer, "version_from"), *may_lack(sa.Integer, "version_to")]
    source = [*may_lack(sa.Text, "file sheet"), *filled(sa.BigInteger, "row")]
    create(name, "row_id", row_id(), *held, *filled(sa.Integer, "position"), *content, *source, *of_its_interval(name))
    op.create_index(f"ix_{name}_project_version_to_position", name, ["project", "version_to", "position"])
