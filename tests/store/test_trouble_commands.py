"""The command line while the database is locked, gone or out of space: one sentence on standard error, and no success."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine

from adv import data_folder
from adv.cli import main
from adv.store import open_store, opening
from adv.store.dialect import ADVISORY_LOCK
from adv.texts import texts

if TYPE_CHECKING:
    from tests.store.cluster import Cluster

ROOT = Path(__file__).parents[2]
SAMPLE = str(ROOT / "sample_data" / "voorbeeld-de-waart-2018-2020.xlsx")
NL = texts("nl", "errors")


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADV_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(opening.open_store, "__kwdefaults__", {"wait_seconds": 0.05})


def refused(capfd: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The sentence: all that is said, by this program and by every library under it."""
    assert main(list(arguments)) == 2
    told = capfd.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    return told.err.strip()


def test_a_file_that_is_locked(capfd: pytest.CaptureFixture[str]) -> None:
    open_store().close()
    other = sqlite3.connect(data_folder.database(), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert refused(capfd, "import", SAMPLE) == NL("errors.store_busy")
    other.close()
    assert main(["import", SAMPLE]) == 0


def test_a_disk_that_refuses_to_write_at_the_very_end() -> None:
    """What one write of the last ones leaves behind nobody can know: the sentence says where to look."""
    open_store().close()
    command = f'ulimit -f 64; exec "{sys.executable}" -m adv import "{SAMPLE}"'
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False, env=os.environ.copy())
    assert (done.returncode, done.stdout, done.stderr.strip()) == (2, "", NL("errors.store_uncertain"))
    store = open_store()
    assert store.version("de-waart") == 0
    store.close()


@pytest.mark.parametrize(
    "command",
    [["import", SAMPLE], ["history"], ["undo", "1", "--yes"], ["backup"], ["restore", SAMPLE]],
    ids=lambda command: str(command[0]),
)
def test_a_server_that_is_gone(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], command: list[str]
) -> None:
    monkeypatch.setenv("ADV_DATABASE", cluster.emptied())
    if command[0] == "restore":
        store = open_store()
        store.backup(data_folder.data_folder() / "copy.db")
        store.close()
        command = ["restore", str(data_folder.data_folder() / "copy.db")]
    cluster.stop("immediate")
    try:
        assert refused(capfd, *command) == NL("errors.store_unreachable")
    finally:
        cluster.start()


def test_a_backup_of_a_server_and_back(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("ADV_DATABASE", cluster.emptied())
    assert main(["import", SAMPLE]) == 0
    assert main(["backup", str(tmp_path / "copy.db")]) == 0
    assert main(["undo", "1", "--yes"]) == 0
    capsys.readouterr()
    assert main(["restore", str(tmp_path / "copy.db")]) == 0
    told = capsys.readouterr().out.splitlines()
    assert "na de eerstvolgende klik" in told[0]
    assert ".replaced-" in told[1]
    assert main(["history"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_somebody_else_who_is_writing_on_the_server(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ADV_DATABASE", cluster.emptied())
    engine = create_engine(cluster.emptied())
    with engine.connect() as other:
        other.exec_driver_sql(f"SELECT pg_advisory_lock({ADVISORY_LOCK})")
        assert refused(capfd, "import", SAMPLE) == NL("errors.store_busy")
    engine.dispose()
