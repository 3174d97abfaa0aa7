"""A program that was started before an upgrade writes nothing into tables that it does not know."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import make_url, text

from adv.errors import StoreError
from adv.store import open_store
from adv.store.dialect import make_engine, writing
from adv.store.records import ImportMode
from adv.store.schema import SCHEMA_VERSION
from tests.store.empty import put_empty_database
from tests.store.made import PROJECT, full, intake

if TYPE_CHECKING:
    from pathlib import Path

    from tests.store.cluster import Cluster


@pytest.fixture(params=["sqlite", "postgresql"])
def own_address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Of a database that no other test uses: it is spoilt."""
    if request.param == "sqlite":
        return put_empty_database(tmp_path / "adv.db")
    cluster: Cluster = request.getfixturevalue("cluster")
    return cluster.new()


def upgraded_by_a_newer_version(address: str) -> None:
    engine = make_engine(make_url(address))
    with writing(engine) as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
        else:
            connection.execute(text("UPDATE alembic_version SET version_num = :new"), {"new": f"{SCHEMA_VERSION + 1:04}"})
    engine.dispose()


def test_an_older_program_that_still_runs_writes_nothing(own_address: str, tmp_path: Path) -> None:
    store = open_store(own_address)
    store.commit(PROJECT, full(), ImportMode.REPLACE, who="An", expected_version=0)
    upgraded_by_a_newer_version(own_address)
    for write in (
        lambda: store.commit(PROJECT, intake(), ImportMode.REPLACE, who="An", expected_version=1),
        lambda: store.undo(PROJECT.name, 1, who="An", expected_version=1),
        lambda: store.change_milestones(PROJECT, who="An"),
        lambda: store.household_key(tmp_path / "household.key"),
        lambda: store.forget(PROJECT.name, ()),
    ):
        with pytest.raises(StoreError, match="store_newer"):
            write()
    assert store.version(PROJECT.name) == 1
    store.close()
