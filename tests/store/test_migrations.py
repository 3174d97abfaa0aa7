"""Every database, however old, becomes one of today with all it held."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import make_url

from adv.store import open_store
from adv.store.dialect import make_engine, writing
from adv.store.location import FOLDER, file_url, upgrade
from adv.store.schema import SCHEMA_VERSION, metadata

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import URL, Connection

    from tests.store.cluster import Cluster


def revisions() -> list[str]:
    """From the oldest to the newest."""
    return [revision.revision for revision in ScriptDirectory(FOLDER).walk_revisions()][::-1]


def assert_is_of_today(connection: Connection) -> None:
    context = MigrationContext.configure(connection, opts={"compare_type": True, "target_metadata": metadata})
    assert compare_metadata(context, metadata) == []


def test_the_schema_version_counts_the_revisions() -> None:
    assert revisions() == [f"{number:04}" for number in range(1, SCHEMA_VERSION + 1)]


@pytest.fixture(params=["sqlite", "postgresql"])
def nothing(request: pytest.FixtureRequest, tmp_path: Path) -> URL:
    """A database without tables, of each kind."""
    if request.param == "sqlite":
        return file_url(tmp_path / "old.db")
    cluster: Cluster = request.getfixturevalue("cluster")
    return make_url(cluster.new())


@pytest.mark.parametrize("revision", ["base", *revisions()])
def test_a_database_of_each_earlier_revision_becomes_one_of_today(nothing: URL, revision: str) -> None:
    engine = make_engine(nothing, foreign_keys=False)
    with writing(engine, any_schema=True) as connection:
        if revision != "base":
            upgrade(connection, revision)
    with writing(engine, any_schema=True) as connection:
        upgrade(connection)
    with writing(engine, any_schema=True) as connection:
        assert_is_of_today(connection)
    engine.dispose()


def test_upgrading_twice_is_upgrading_once(database: Path) -> None:
    open_store(f"sqlite:///{database}").close()
    before = database.read_bytes()
    open_store(f"sqlite:///{database}").close()
    assert database.read_bytes() == before


def test_an_upgrade_keeps_a_copy_of_what_was_there(database: Path) -> None:
    open_store(f"sqlite:///{database}").close()
    with sqlite3.connect(database) as raw:
        raw.execute("PRAGMA user_version = 0")
    raw.close()
    open_store(f"sqlite:///{database}").close()
    assert (database.parent / "adv.before-upgrade-from-0.db").exists()


def test_no_table_has_a_column_for_what_is_never_kept() -> None:
    columns = {column.name for table in metadata.tables.values() for column in table.columns}
    assert not columns & {"house_number", "addition", "postcode", "address", "name_of_resident", "description", "phone", "email"}
