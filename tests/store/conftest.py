"""A store in a folder of its own, and one on a server of our own."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pytest

from adv.store import open_store
from tests.store.empty import put_empty_database

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from adv.store.store import Store
    from tests.store.cluster import Cluster

FreshStore: TypeAlias = "Callable[[], AbstractContextManager[Store]]"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "adv.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Of a database without data, of each kind."""
    if request.param == "sqlite":
        return put_empty_database(tmp_path / "adv.db")
    running: Cluster = request.getfixturevalue("cluster")
    return running.emptied()


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    opened = open_store(address)
    yield opened
    opened.close()


@pytest.fixture
def file_store(database: Path) -> Iterator[Store]:
    opened = open_store(put_empty_database(database))
    yield opened
    opened.close()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def fresh_store(request: pytest.FixtureRequest) -> FreshStore:
    """Gives a store without data as often as it is asked: Hypothesis does with one function what fixtures do with many."""

    @contextmanager
    def fresh() -> Iterator[Store]:
        with tempfile.TemporaryDirectory() as folder:
            if request.param == "sqlite":
                address = put_empty_database(Path(folder) / "adv.db")
            else:
                cluster: Cluster = request.getfixturevalue("cluster")
                address = cluster.emptied()
            store = open_store(address)
            yield store
            store.close()

    return fresh
