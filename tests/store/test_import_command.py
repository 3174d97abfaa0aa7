"""The command that stores workbooks, on the sample's own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from adv.cli import main
from adv.store import open_store

SAMPLE = str(Path(__file__).parent.parent.parent / "sample_data" / "voorbeeld-de-waart-2018-2020.xlsx")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ADV_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def test_a_workbook_is_stored_once_and_the_second_time_nothing_changes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", SAMPLE, "--who", "Fatima"]) == 0
    assert "Opgeslagen als versie 1." in capsys.readouterr().out
    assert main(["import", SAMPLE]) == 0
    assert "Er is niets veranderd: deze gegevens stonden er al." in capsys.readouterr().out
    store = open_store()
    assert [record.who for record in store.imports("de-waart")] == ["Fatima"]
    store.close()


def test_a_dry_run_tells_and_stores_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", SAMPLE, "--dry-run", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["version"] is None
    assert told["tables"]["visits"]["new"] > 0
    store = open_store()
    assert store.version("de-waart") == 0
    store.close()


def test_a_file_that_is_not_read_stores_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "leeg.xlsx").write_bytes(b"")
    assert main(["import", str(tmp_path / "leeg.xlsx")]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 1
