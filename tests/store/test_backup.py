"""A backup is whole, and comes back as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adv.errors import StoreError
from adv.store import ImportMode, open_store
from adv.store.backup import restore
from tests.store.made import PROJECT, VISITS, full, intake

if TYPE_CHECKING:
    from pathlib import Path

    from adv.store.store import Store

REPLACE = ImportMode.REPLACE


def visits_in(path: Path) -> int:
    store = open_store(f"sqlite:///{path}")
    count = len(store.dataset(PROJECT).visits)
    store.close()
    return count


def test_a_backup_holds_what_is_still_in_the_log(file_store: Store, tmp_path: Path) -> None:
    file_store.commit(PROJECT, full(), REPLACE, who="x", expected_version=0)
    file_store.backup(tmp_path / "copy.db")
    assert visits_in(tmp_path / "copy.db") == len(VISITS)
    assert not list(tmp_path.glob(".*"))


def test_a_backup_overwrites_nothing(file_store: Store, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("precious")
    with pytest.raises(StoreError, match="backup_exists"):
        file_store.backup(tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "precious"


def test_a_backup_to_a_folder_that_is_not_there_is_a_sentence(file_store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="backup_not_written"):
        file_store.backup(tmp_path / "nowhere" / "copy.db")


def test_a_restored_backup_is_as_it_was_and_the_other_is_set_aside(file_store: Store, database: Path, tmp_path: Path) -> None:
    file_store.commit(PROJECT, full(), REPLACE, who="x", expected_version=0)
    file_store.backup(tmp_path / "copy.db")
    file_store.commit(PROJECT, intake(visits=VISITS[:1]), REPLACE, who="x", expected_version=1)
    file_store.close()
    aside = restore(tmp_path / "copy.db", database)
    assert visits_in(database) == len(VISITS)
    assert aside is not None
    assert visits_in(aside) == 1


def test_a_backup_comes_back_where_there_is_nothing(file_store: Store, tmp_path: Path) -> None:
    file_store.commit(PROJECT, full(), REPLACE, who="x", expected_version=0)
    file_store.backup(tmp_path / "copy.db")
    assert restore(tmp_path / "copy.db", tmp_path / "new.db") is None
    assert visits_in(tmp_path / "new.db") == len(VISITS)


def test_a_backup_comes_back_over_a_damaged_database(file_store: Store, database: Path, tmp_path: Path) -> None:
    file_store.commit(PROJECT, full(), REPLACE, who="x", expected_version=0)
    file_store.backup(tmp_path / "copy.db")
    file_store.close()
    database.write_bytes(b"\x00" * 5000)
    aside = restore(tmp_path / "copy.db", database)
    assert visits_in(database) == len(VISITS)
    assert aside is not None
    assert aside.read_bytes() == b"\x00" * 5000


def test_nothing_is_restored_while_the_dashboard_runs(file_store: Store, database: Path, tmp_path: Path) -> None:
    file_store.commit(PROJECT, full(), REPLACE, who="x", expected_version=0)
    file_store.backup(tmp_path / "copy.db")
    with pytest.raises(StoreError, match="store_busy"):
        restore(tmp_path / "copy.db", database)
    assert len(file_store.dataset(PROJECT).visits) == len(VISITS)


@pytest.mark.parametrize("content", [b"", b"not a database" * 100], ids=["empty", "something else"])
def test_what_is_no_backup_is_not_restored(file_store: Store, database: Path, tmp_path: Path, content: bytes) -> None:
    file_store.close()
    (tmp_path / "copy.db").write_bytes(content)
    before = database.read_bytes()
    with pytest.raises(StoreError):
        restore(tmp_path / "copy.db", database)
    assert database.read_bytes() == before
    assert not list(tmp_path.glob(".*"))


def test_a_backup_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="backup_not_found"):
        restore(tmp_path / "copy.db", tmp_path / "adv.db")
