"""The commands of the store, as they are typed."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from adv.cli import main
from adv.commands import backup
from adv.store import open_store
from adv.store.records import ImportMode
from tests.store.made import PROJECT, VISITS, full, intake

if TYPE_CHECKING:
    from datetime import tzinfo
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with one import in it."""
    monkeypatch.setenv("ADV_DATA", str(tmp_path / "data"))
    store = open_store()
    store.commit(PROJECT, full(), ImportMode.REPLACE, who="Fatima", expected_version=0)
    store.close()
    return tmp_path / "data"


def test_the_history_tells_each_import_in_the_users_language(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["history"]) == 0
    dutch = capsys.readouterr().out
    assert main(["history", "--language", "en"]) == 0
    english = capsys.readouterr().out
    assert "Fatima" in dutch
    assert "maart.xlsx: 8 nieuw, 0 gewijzigd, 0 verdwenen" in dutch
    assert "8 new, 0 changed, 0 gone" in english


def test_the_history_as_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["history", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["project"] == "de-waart"
    assert told["imports"][0]["tables"]["visits"] == {"new": 3, "changed": 0, "gone": 0, "same": 0}
    assert told["imports"][0]["totals"]["spent"] == 23.45


def test_an_empty_history_says_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["history", "--project", "annawijk"]) == 0
    assert capsys.readouterr().out.startswith("Voor Achter de voordeur, Annawijk is nog niets")


def test_a_backup_and_back(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backup", str(tmp_path / "copy.db")]) == 0
    assert "household.key" in capsys.readouterr().out
    store = open_store()
    store.commit(PROJECT, intake(visits=VISITS[:1]), ImportMode.REPLACE, who="x", expected_version=1)
    store.close()
    assert main(["restore", str(tmp_path / "copy.db")]) == 0
    store = open_store()
    assert len(store.dataset(PROJECT).visits) == len(VISITS)
    store.close()


def test_a_backup_without_a_name_has_the_date_in_it(folder: Path) -> None:
    assert main(["backup"]) == 0
    assert len(list((folder / "backups").glob("adv-20*.db"))) == 1


def test_a_backup_is_named_by_the_clock_of_the_pages_wherever_the_server_stands(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Evening(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime(2019, 7, 1, 22, 30, 5, tzinfo=UTC).astimezone(tz)

    monkeypatch.setattr(backup, "datetime", Evening)
    assert main(["backup"]) == 0
    assert [file.name for file in (folder / "backups").iterdir()] == ["adv-2019-07-02-003005.db"]


def test_where_there_is_no_database_nothing_is_backed_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADV_DATA", str(tmp_path / "elsewhere"))
    assert main(["backup", str(tmp_path / "copy.db")]) == 2
    assert not (tmp_path / "copy.db").exists()


def test_what_cannot_be_restored_is_one_sentence(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["restore", "nergens.db"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == "De reservekopie nergens.db is er niet. Controleer de map en de naam.\n"


def test_an_undo_is_told_first_and_done_when_it_is_confirmed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = open_store()
    store.commit(PROJECT, intake(visits=VISITS[1:]), ImportMode.REPLACE, who="x", expected_version=1)
    assert main(["undo", "2"]) == 0
    told = capsys.readouterr().out
    assert "Bezoeken: 1 terug, 0 met hun vorige waarden, 0 weg, 2 gelijk" in told
    assert "Gesprekken: 0 → 1" in told
    assert store.version(PROJECT.name) == 2
    assert main(["undo", "2", "--yes", "--who", "Fatima", "--language", "en"]) == 0
    assert "Done; this is now version 3." in capsys.readouterr().out
    assert len(store.dataset(PROJECT).visits) == len(VISITS)
    store.close()


def test_an_undo_of_nothing_changes_nothing_and_says_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["undo", "1", "--yes"]) == 0
    assert main(["undo", "1", "--yes"]) == 0
    assert "niets meer over" in capsys.readouterr().out
    assert main(["history"]) == 0
    told = capsys.readouterr().out
    assert len(told.splitlines()) == 2
    assert "import 1 ongedaan gemaakt" in told
    assert "Bezoeken 3 → 0" in told


def test_an_undo_of_what_never_was_is_one_sentence(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["undo", "7"]) == 2
    assert capsys.readouterr().err == "Er is geen import met nummer 7. Kijk in de geschiedenis welke er zijn.\n"


def test_a_redo_is_called_that_in_the_history(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for version in ("1", "2"):
        assert main(["undo", version, "--yes"]) == 0
    assert main(["history"]) == 0
    assert "import 2 opnieuw doorgevoerd" in capsys.readouterr().out
