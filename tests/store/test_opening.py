"""A file that is not as expected is refused with a sentence, and left as it is."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import SQLAlchemyError

from adv import data_folder
from adv.errors import StoreError
from adv.store import open_store
from adv.store.dialect import APPLICATION_ID, driver_errors
from adv.store.opening import open_store as open_impatiently
from adv.store.records import ImportMode
from adv.texts import texts
from tests.store.made import PROJECT, full, intake

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from adv.store.store import Store


def empty(path: Path) -> None:
    path.write_bytes(b"")


def of_another_kind(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04 a workbook under the wrong name" * 100)


def of_another_program(path: Path) -> None:
    raw = sqlite3.connect(path)
    raw.execute("CREATE TABLE notes (text)")
    raw.close()


def newer(path: Path) -> None:
    ours(path)
    raw = sqlite3.connect(path)
    raw.execute("PRAGMA user_version = 999")
    raw.close()


def cut_off(path: Path) -> None:
    ours(path)
    path.write_bytes(path.read_bytes()[:-8192])


def scribbled_over(path: Path) -> None:
    ours(path)
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xff" * 8192 + content[12288:])


def ours(path: Path) -> None:
    store = open_store(f"sqlite:///{path}")
    store.commit(PROJECT, full(), ImportMode.REPLACE, who="x", expected_version=0)
    store.close()


@pytest.mark.parametrize(
    ("spoil", "keys"),
    [
        (empty, {"store_empty"}),
        (of_another_kind, {"store_not_ours"}),
        (of_another_program, {"store_not_ours"}),
        (newer, {"store_newer"}),
        (cut_off, {"store_damaged"}),
        (scribbled_over, {"store_damaged"}),
    ],
    ids=["empty", "a workbook", "of another program", "of a newer version", "cut off", "scribbled over"],
)
def test_a_file_that_is_not_a_sound_database_is_refused_and_left_alone(
    database: Path, spoil: Callable[[Path], None], keys: set[str]
) -> None:
    spoil(database)
    before = database.read_bytes()
    with pytest.raises(StoreError) as caught:
        open_store(f"sqlite:///{database}")
    assert caught.value.key in keys
    assert database.read_bytes() == before


def ours_after(statement: str, database: Path) -> Store:
    """A store of our own in which somebody changed something behind its back."""
    ours(database)
    raw = sqlite3.connect(database, isolation_level=None)
    raw.execute(statement)
    raw.close()
    return open_store(f"sqlite:///{database}")


def test_data_whose_history_is_lost_is_not_taken_for_none(database: Path) -> None:
    store = ours_after("DELETE FROM import_tables", database)
    with pytest.raises(StoreError, match="store_damaged"):
        store.commit(PROJECT, full(), ImportMode.REPLACE, who="x", expected_version=1, is_sample=True)
    store.close()


def test_a_single_changed_value_is_noticed_when_it_is_read(database: Path) -> None:
    store = ours_after("UPDATE expenses SET cents = 12346 WHERE cents = 12345", database)
    with pytest.raises(StoreError, match="store_damaged"):
        store.dataset(PROJECT)
    store.close()


def test_the_file_is_marked_as_ours_and_only_the_owner_reads_it(database: Path) -> None:
    ours(database)
    raw = sqlite3.connect(database)
    assert raw.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    raw.close()
    if os.name == "posix":
        assert stat.S_IMODE(database.stat().st_mode) == 0o600


def test_making_a_database_leaves_nothing_else_behind(database: Path) -> None:
    store = open_store(f"sqlite:///{database}")
    store.version(PROJECT.name)
    assert {path.name for path in database.parent.iterdir()} <= {"adv.db", "adv.db-wal", "adv.db-shm"}


def test_the_data_folder_is_where_the_environment_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADV_DATA", str(tmp_path / "elsewhere"))
    open_store().close()
    assert data_folder.database() == tmp_path / "elsewhere" / "adv.db"
    assert data_folder.database().exists()
    assert data_folder.household_key().parent == data_folder.database().parent
    assert data_folder.household_key() != data_folder.database()


def test_a_data_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("ADV_DATA", str(tmp_path / "file" / "data"))
    with pytest.raises(StoreError, match="store_read_only"):
        open_store()


def test_a_busy_database_is_a_sentence_and_nothing_is_stored(file_store: Store, database: Path) -> None:
    impatient = open_impatiently(f"sqlite:///{database}", wait_seconds=0.05)
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="store_busy"):
        impatient.commit(PROJECT, full(), ImportMode.REPLACE, who="x", expected_version=0)
    assert impatient.version(PROJECT.name) == 0
    other.close()
    impatient.close()


def test_a_full_disk_is_a_sentence_and_nothing_is_stored(file_store: Store) -> None:
    with file_store.engine.connect() as connection:  # the connection that the pool hands out next
        connection.exec_driver_sql("PRAGMA max_page_count = 60")
    many = intake(visits=[{"visit_id": f"B{number}", "household": "f" * 24} for number in range(4000)])
    with pytest.raises(StoreError, match="store_full"):
        file_store.commit(PROJECT, many, ImportMode.REPLACE, who="x", expected_version=0)
    assert file_store.version(PROJECT.name) == 0
    assert file_store.imports(PROJECT.name) == ()
    assert file_store.commit(PROJECT, full(), ImportMode.REPLACE, who="x", expected_version=0)


def test_what_a_driver_says_about_values_goes_no_further(file_store: Store, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(StoreError) as caught, driver_errors(), file_store.engine.connect() as connection:
        connection.exec_driver_sql("INSERT INTO imports (project, who) VALUES (?, ?)", ("de-waart", "111222333"))
    assert caught.value.__suppress_context__
    assert "111222333" not in f"{caught.value} {caught.value.params} {caplog.text}"
    assert "111222333" not in str(caught.value.__context__)
    assert isinstance(caught.value.__context__, SQLAlchemyError)


def test_every_problem_of_the_store_has_its_sentence_in_both_languages() -> None:
    code = "store_busy store_full store_damaged store_empty store_not_ours store_newer store_read_only store_failed"
    for key in code.split():
        for language in ("nl", "en"):
            assert f"errors.{key}" in texts(language, "errors")


def test_telling_about_imports_does_not_cost_the_import_of_sqlalchemy() -> None:
    code = "import sys, adv.store; sys.exit('sqlalchemy' in sys.modules or 'pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
