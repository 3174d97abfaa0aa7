"""A lost or other household key is noticed before anything is stored, on the command line and on the page."""

from __future__ import annotations

import shutil
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from adv import data_folder
from adv.cli import main
from adv.errors import StoreError
from adv.households import KEY_BYTES
from adv.store import open_store

if TYPE_CHECKING:
    from adv.store.store import Store

SAMPLE = str(Path(__file__).parents[2] / "sample_data" / "voorbeeld-de-waart-2018-2020.xlsx")
ANNAWIJK = ["--project", "annawijk", str(Path(__file__).parents[2] / "sample_data" / "voorbeeld-annawijk-2021-2022.xlsx")]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ADV_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def imported(data: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    assert main(["import", SAMPLE]) == 0
    capsys.readouterr()
    return data


def versions() -> tuple[int, int]:
    store = open_store()
    found = store.version("de-waart"), store.version("annawijk")
    store.close()
    return found


@pytest.mark.parametrize("arguments", [[SAMPLE], ANNAWIJK], ids=["the same project", "another project"])
def test_an_import_with_another_key_is_refused_and_says_what_to_do(
    imported: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    (imported / "household.key").write_bytes(b"x" * KEY_BYTES)
    assert main(["import", *arguments]) == 2
    said = capsys.readouterr().err
    assert "household.key in de gegevensmap hoort niet bij deze gegevens" in said
    assert "Zet het bestand terug" in said
    assert versions() == (1, 0)


def test_an_import_without_the_key_is_refused_and_makes_none(imported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (imported / "household.key").unlink()
    assert main(["import", SAMPLE]) == 2
    assert "household.key is er niet meer" in capsys.readouterr().err
    assert not (imported / "household.key").exists()


def test_with_the_key_back_it_goes_on(imported: Path) -> None:
    key = (imported / "household.key").read_bytes()
    (imported / "household.key").unlink()
    assert main(["import", SAMPLE]) == 2
    (imported / "household.key").write_bytes(key)
    assert main(["import", SAMPLE]) == 0


def test_a_key_from_before_the_check_is_taken_as_the_right_one_once(imported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import sqlite3  # noqa: PLC0415 - only here

    raw = sqlite3.connect(imported / "adv.db")
    with raw:
        raw.execute("DELETE FROM keys")
    raw.close()
    assert main(["import", SAMPLE]) == 0
    (imported / "household.key").write_bytes(b"x" * KEY_BYTES)
    assert main(["import", SAMPLE]) == 2
    capsys.readouterr()


def test_a_backup_that_is_put_back_beside_another_key_is_told(
    imported: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["backup", str(tmp_path / "kopie.db")]) == 0
    shutil.rmtree(imported)
    assert main(["restore", str(tmp_path / "kopie.db")]) == 0
    assert "household.key" in capsys.readouterr().out
    assert main(["import", SAMPLE]) == 2


def test_the_key_is_made_once_and_only_its_owner_reads_it(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "household.key"
    key = store.household_key(path)
    assert len(key) == KEY_BYTES
    assert store.household_key(path) == key == path.read_bytes()
    assert [file.name for file in tmp_path.glob(".household*")] == []
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_damaged_key_is_never_replaced(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "household.key"
    path.write_bytes(b"short")
    with pytest.raises(StoreError, match="household_key_damaged"):
        store.household_key(path)
    assert path.read_bytes() == b"short"


def test_whoever_asks_whether_it_is_ready_hears_of_another_key(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "household.key"
    store.check_ready(path)
    store.household_key(path)
    store.check_ready(path)
    path.write_bytes(b"x" * KEY_BYTES)
    with pytest.raises(StoreError, match="household_key_other"):
        store.check_ready(path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
def test_a_folder_and_a_key_that_others_could_read_are_closed_to_them(data: Path) -> None:
    data.mkdir(mode=0o755)
    (data / "household.key").write_bytes(b"x" * KEY_BYTES)
    (data / "household.key").chmod(0o644)
    assert data_folder.household_key() == data / "household.key"
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    assert stat.S_IMODE((data / "household.key").stat().st_mode) == 0o600
