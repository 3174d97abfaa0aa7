"""A backup is whole, and comes back as it was: of a file and of a server, into a file and into a server."""

from __future__ import annotations

import os
import sqlite3
from typing import TYPE_CHECKING

import pytest

from adv.errors import StoreError
from adv.store import copying, open_store
from adv.store.dialect import APPLICATION_ID, make_engine, writing
from adv.store.location import file_url, upgrade
from adv.store.opening import restore
from adv.store.records import ImportMode, Restored
from tests.store.made import PROJECT, VISITS, full, intake
from tests.store.test_imports import assert_same

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from adv.store.store import Store
    from tests.store.cluster import Cluster

REPLACE = ImportMode.REPLACE


def visits_in(path: Path) -> int:
    store = open_store(f"sqlite:///{path}")
    count = len(store.dataset(PROJECT).visits)
    store.close()
    return count


def test_a_backup_holds_what_is_still_in_the_log(store: Store, tmp_path: Path) -> None:
    store.commit(PROJECT, full(), REPLACE, who="x", expected_version=0)
    store.backup(tmp_path / "copy.db")
    assert visits_in(tmp_path / "copy.db") == len(VISITS)
    assert not list(tmp_path.glob(".*"))


def test_a_backup_overwrites_nothing(store: Store, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("precious")
    with pytest.raises(StoreError, match="backup_exists"):
        store.backup(tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "precious"


def test_a_backup_to_a_folder_that_is_not_there_is_a_sentence(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="backup_not_written"):
        store.backup(tmp_path / "nowhere" / "copy.db")


def test_a_restored_backup_is_as_it_was_and_what_was_there_is_set_aside(store: Store, address: str, tmp_path: Path) -> None:
    store.commit(PROJECT, full(), REPLACE, who="x", expected_version=0)
    before, history = store.dataset(PROJECT), store.imports(PROJECT.name)
    store.backup(tmp_path / "copy.db")
    store.commit(PROJECT, intake(visits=VISITS[:1]), REPLACE, who="x", expected_version=1)
    done = restore(tmp_path / "copy.db", address)
    assert not done.is_file_replaced
    assert_same(store.dataset(PROJECT), before)  # read by who had it open all the time
    assert store.imports(PROJECT.name) == history
    assert done.aside is not None
    assert visits_in(done.aside) == 1
    assert not list(tmp_path.glob(".*"))


def test_after_a_backup_was_put_back_work_goes_on(store: Store, address: str, tmp_path: Path) -> None:
    store.commit(PROJECT, full(), REPLACE, who="x", expected_version=0)
    store.commit(PROJECT, intake(visits=VISITS[:2]), REPLACE, who="x", expected_version=1)
    store.backup(tmp_path / "copy.db")
    restore(tmp_path / "copy.db", address)
    assert_same(store.dataset(PROJECT, version=1), full().dataset)
    store.undo(PROJECT.name, 2, who="x", expected_version=2)
    store.commit(PROJECT, intake(visits=VISITS[2:]), REPLACE, who="x", expected_version=3)
    assert len(store.dataset(PROJECT).visits) == 1


def test_a_version_of_before_a_restore_is_told_apart_from_one_after(store: Store, address: str, tmp_path: Path) -> None:
    store.commit(PROJECT, full(), REPLACE, who="x", expected_version=0)
    store.backup(tmp_path / "copy.db")
    generations = {store.generation()}
    for _ in range(2):
        restore(tmp_path / "copy.db", address)
        generations.add(store.generation())
        assert store.version(PROJECT.name) == 1
    assert len(generations - {""}) == 3


def test_a_backup_moves_to_the_other_kind_of_database_and_back(file_store: Store, cluster: Cluster, tmp_path: Path) -> None:
    file_store.commit(PROJECT, full(), REPLACE, who="Fatima", expected_version=0)
    file_store.undo(PROJECT.name, 1, who="x", expected_version=1)
    file_store.undo(PROJECT.name, 2, who="x", expected_version=2)
    file_store.backup(tmp_path / "from-file.db")
    address = cluster.new()
    assert restore(tmp_path / "from-file.db", address).aside is None
    server = open_store(address)
    server.backup(tmp_path / "from-server.db")
    restore(tmp_path / "from-server.db", f"sqlite:///{tmp_path / 'again.db'}")
    again = open_store(f"sqlite:///{tmp_path / 'again.db'}")
    for there in (server, again):
        assert there.imports(PROJECT.name) == file_store.imports(PROJECT.name)
        for version in range(4):
            assert_same(there.dataset(PROJECT, version=version), file_store.dataset(PROJECT, version=version))
        there.close()


def test_a_restore_that_fails_on_the_way_changes_nothing(
    store: Store, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.commit(PROJECT, full(), REPLACE, who="x", expected_version=0)
    store.backup(tmp_path / "copy.db")
    store.commit(PROJECT, intake(visits=VISITS[:1]), REPLACE, who="x", expected_version=1)
    generation = store.generation()

    def fails(_: object) -> None:
        raise StoreError("store_full")

    monkeypatch.setattr(copying, "begin_generation", fails)
    with pytest.raises(StoreError, match="store_full"):
        restore(tmp_path / "copy.db", address)
    assert (len(store.dataset(PROJECT).visits), store.generation()) == (1, generation)


@pytest.mark.parametrize("revision", ["0001", "0002"])
def test_a_backup_of_an_older_version_is_brought_up(address: str, tmp_path: Path, revision: str) -> None:
    engine = make_engine(file_url(tmp_path / "old.db"), foreign_keys=False)
    with writing(engine, any_schema=True) as connection:
        upgrade(connection, revision)
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {int(revision)}")
    engine.dispose()
    restore(tmp_path / "old.db", address)
    store = open_store(address)
    assert store.generation()
    store.close()


def test_what_a_killed_restore_left_behind_goes_at_the_next_one(file_store: Store, tmp_path: Path) -> None:
    """It is a copy of everything; one of this hour may be of a restore that is going on."""
    file_store.commit(PROJECT, full(), REPLACE, who="x", expected_version=0)
    file_store.backup(tmp_path / "copy.db")
    file_store.close()
    old, recent = tmp_path / ".restored.0a1b.new-wal", tmp_path / ".restored.2c3d.new"
    for leftover in (old, recent):
        leftover.write_bytes(b"x")
    os.utime(old, (0, 0))
    restore(tmp_path / "copy.db", f"sqlite:///{tmp_path}/data.db")
    assert list(tmp_path.glob(".restored.*")) == [recent]


def test_a_backup_comes_back_where_there_is_nothing(file_store: Store, tmp_path: Path) -> None:
    file_store.commit(PROJECT, full(), REPLACE, who="x", expected_version=0)
    file_store.backup(tmp_path / "copy.db")
    assert restore(tmp_path / "copy.db", f"sqlite:///{tmp_path / 'new.db'}") == Restored(None, is_file_replaced=True)
    assert visits_in(tmp_path / "new.db") == len(VISITS)


def zeros(path: Path) -> None:
    path.write_bytes(b"\x00" * 5000)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def scribbled_over(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xff" * 8192 + content[12288:])


@pytest.mark.parametrize("spoil", [zeros, empty, scribbled_over])
def test_a_backup_comes_back_over_a_damaged_database(
    spoil: Callable[[Path], None], file_store: Store, database: Path, tmp_path: Path
) -> None:
    file_store.commit(PROJECT, full(), REPLACE, who="x", expected_version=0)
    file_store.backup(tmp_path / "copy.db")
    file_store.close()
    spoil(database)
    spoilt = database.read_bytes()
    done = restore(tmp_path / "copy.db", f"sqlite:///{database}")
    assert visits_in(database) == len(VISITS)
    assert done.is_file_replaced
    assert done.aside is not None
    assert done.aside.read_bytes()[4096:] == spoilt[4096:]  # its first page tells how it was opened


def test_a_backup_comes_back_over_data_that_is_not_what_was_stored(store: Store, address: str, tmp_path: Path) -> None:
    store.commit(PROJECT, full(), REPLACE, who="x", expected_version=0)
    store.backup(tmp_path / "copy.db")
    with writing(store.engine) as connection:
        connection.exec_driver_sql("UPDATE expenses SET cents = 12346 WHERE cents = 12345")
    fresh = open_store(address)
    with pytest.raises(StoreError, match="store_damaged"):
        fresh.dataset(PROJECT)
    restore(tmp_path / "copy.db", address)
    assert_same(fresh.dataset(PROJECT), full().dataset)
    fresh.close()


@pytest.mark.parametrize(
    ("content", "key"),
    [(b"", "store_empty"), (b"not a database" * 100, "store_not_ours")],
    ids=["empty", "something else"],
)
def test_what_is_no_backup_is_not_restored(store: Store, address: str, tmp_path: Path, content: bytes, key: str) -> None:
    store.commit(PROJECT, full(), REPLACE, who="x", expected_version=0)
    (tmp_path / "copy.db").write_bytes(content)
    with pytest.raises(StoreError, match=key):
        restore(tmp_path / "copy.db", address)
    assert len(store.dataset(PROJECT).visits) == len(VISITS)
    assert not list(tmp_path.glob(".*"))


def test_a_backup_with_a_single_changed_value_is_not_restored(store: Store, address: str, tmp_path: Path) -> None:
    store.commit(PROJECT, full(), REPLACE, who="x", expected_version=0)
    store.backup(tmp_path / "copy.db")
    with sqlite3.connect(tmp_path / "copy.db") as raw:
        raw.execute("UPDATE expenses SET cents = 12346 WHERE cents = 12345")
    raw.close()
    generation = store.generation()
    with pytest.raises(StoreError, match="backup_damaged"):
        restore(tmp_path / "copy.db", address)
    assert store.generation() == generation


def test_a_backup_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="backup_not_found"):
        restore(tmp_path / "copy.db", f"sqlite:///{tmp_path / 'adv.db'}")
