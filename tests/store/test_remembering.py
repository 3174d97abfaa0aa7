"""What is remembered comes with an import, goes with its undo, and is forgotten for good when somebody asks."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from unittest.mock import create_autospec

import pytest
from sqlalchemy import func, select

from adv.cli import main
from adv.model import TableName
from adv.store import importing, open_store
from adv.store.dialect import reading
from adv.store.records import ImportMode, ImportRecord, sheet_key, word_entry_key
from adv.store.schema import remembered
from adv.workbook.memory import Memory, RememberedWord
from adv.workbook.understood import RememberedSheet
from adv.workbook.vocabulary.word_lists import WordList
from tests.store.made import PROJECT, VISITS, full, intake
from tests.test_cli import VISITS as SHEET
from tests.test_cli import run, write

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from adv.store.store import Store
    from tests.test_cli import Cell

NOW, TODAY = datetime(2021, 3, 9, 23, 30, tzinfo=UTC), date(2021, 3, 10)  # past midnight in Helmond


@pytest.fixture(autouse=True)
def the_clock_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Imports are done at half past midnight, whenever the tests are run and however long they take."""
    clock = create_autospec(datetime)
    clock.now.return_value = NOW
    monkeypatch.setattr(importing, "datetime", clock)


def a_sheet(field: str = "outcome", name: str = "Lijst", on: date = TODAY) -> RememberedSheet:
    return RememberedSheet(
        TableName.VISITS, ((0, "visited_on", None), (1, field, None), (2, None, None), (3, "themes", "wonen")), name, on
    )


def memory(field: str = "outcome", **words: str) -> Memory:
    said = {(WordList.OUTCOME, word): RememberedWord(meaning, TODAY) for word, meaning in words.items()}
    return Memory({"shape": a_sheet(field)}, said)


def put(store: Store, taught: Memory, number: int = 3) -> int:
    """Import the first visits, and say what is remembered of it."""
    imported = intake(visits=VISITS[:number])
    done = store.commit(
        PROJECT, imported, ImportMode.REPLACE, who="test", expected_version=store.version(PROJECT.name), memory=taught
    )
    assert isinstance(done, ImportRecord)
    return done.version


def undo(store: Store, version: int) -> int:
    done = store.undo(PROJECT.name, version, who="test", expected_version=store.version(PROJECT.name))
    assert isinstance(done, ImportRecord)
    return done.version


def test_what_was_remembered_comes_back_as_it_was(store: Store) -> None:
    left_out = RememberedSheet(None, (), "Oud", TODAY)
    taught = Memory({"shape": a_sheet(), "other": left_out}, {(WordList.STATUS, "staat nog"): RememberedWord("", TODAY)})
    assert not store.memory(PROJECT.name)
    put(store, taught)
    assert store.memory(PROJECT.name) == taught
    assert not store.memory("annawijk")


def test_an_import_that_is_confirmed_anew_takes_the_place_of_the_older_one(store: Store) -> None:
    put(store, memory(praatje="conversation"), 1)
    put(store, memory("area", bezoek="refused"), 2)
    now = store.memory(PROJECT.name)
    assert now.sheets["shape"] == a_sheet("area")
    assert {word: known.meaning for (_, word), known in now.words.items()} == {"praatje": "conversation", "bezoek": "refused"}


def test_an_undo_forgets_what_the_import_taught_and_an_undo_of_that_remembers_it_again(store: Store) -> None:
    version = put(store, memory(praatje="conversation"))
    taught = store.memory(PROJECT.name)
    assert store.preview_undo(PROJECT.name, version).forgets == 2
    undone = undo(store, version)
    assert not store.memory(PROJECT.name)
    undo(store, undone)
    assert store.memory(PROJECT.name) == taught


def test_an_undo_brings_back_what_was_remembered_before_the_import(store: Store) -> None:
    put(store, memory(), 1)
    before = store.memory(PROJECT.name)
    undo(store, put(store, memory("area", praatje="refused"), 2))
    assert store.memory(PROJECT.name) == before


def test_an_undo_of_an_older_import_leaves_what_a_later_one_confirmed(store: Store) -> None:
    first = put(store, memory(praatje="conversation"), 1)
    put(store, memory("area"), 2)
    now = store.preview_undo(PROJECT.name, first)
    assert now.forgets == 1  # the word
    if not now.is_nothing:
        undo(store, first)
    assert store.memory(PROJECT.name).sheets == {"shape": a_sheet("area")}


def test_what_is_forgotten_is_wiped_and_no_undo_brings_it_back(store: Store) -> None:
    put(store, memory(), 1)
    later = put(store, memory("area", praatje="conversation"), 2)
    store.forget(PROJECT.name, [sheet_key("shape"), word_entry_key(WordList.OUTCOME, "praatje")])
    assert not store.memory(PROJECT.name)
    undo(store, later)
    assert not store.memory(PROJECT.name)
    with reading(store.engine) as connection:
        assert connection.scalar(select(func.count()).select_from(remembered)) == 0


def test_forgetting_leaves_the_data_and_their_version_alone(store: Store) -> None:
    version = put(store, memory())
    store.forget(PROJECT.name, [sheet_key("shape")])
    assert store.version(PROJECT.name) == version
    assert len(store.dataset(PROJECT).visits) == len(VISITS)


def test_an_import_that_changes_nothing_teaches_nothing(store: Store) -> None:
    put(store, Memory())
    store.commit(PROJECT, intake(visits=VISITS), ImportMode.REPLACE, who="test", expected_version=1, memory=memory())
    assert not store.memory(PROJECT.name)


def test_a_refused_import_teaches_nothing(store: Store) -> None:
    put(store, Memory())
    with pytest.raises(Exception, match="import_overtaken"):
        store.commit(PROJECT, full(), ImportMode.REPLACE, who="test", expected_version=7, memory=memory())
    assert not store.memory(PROJECT.name)


OWN: list[Sequence[Cell]] = [*SHEET, ["B9", SHEET[1][1], "Waartplein", 2, "Praatje gemaakt", None, None, None]]
NEXT: list[Sequence[Cell]] = [*OWN, ["B10", SHEET[1][1], "Waartplein", 4, "Praatje gemaakt", None, None, None]]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ADV_DATA", str(tmp_path / "data"))
    return tmp_path


def test_the_import_command_uses_and_teaches_the_memory_unless_told_not_to(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = write(data / "a.xlsx", {"2019": OWN}), write(data / "b.xlsx", {"2020": NEXT})
    assert run(capsys, "import", first, "--map", "Uitkomst:praatje gemaakt=conversation")[0] == 0
    assert run(capsys, "import", second, "--no-memory", "--dry-run")[0] == 1
    assert run(capsys, "import", second)[0] == 0
    store = open_store()
    assert len(store.memory("de-waart").words) == 1
    assert len(store.memory("de-waart").sheets) == 1
    store.close()


@pytest.mark.parametrize("command", ["check", "summary"])
def test_check_and_summary_read_without_memory(command: str, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = write(data / "a.xlsx", {"2019": OWN})
    assert main(["import", str(file), "--map", "Uitkomst:praatje gemaakt=conversation"]) == 0
    assert run(capsys, command, file, "--json")[0] == 1
