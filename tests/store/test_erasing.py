"""Erasing: a household is in no version and in no byte of the files any more, everybody else is, and a release stays."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from adv.cli import main
from adv.commands.purge import is_past
from adv.model import Period
from adv.settings import load_project
from adv.store import open_store
from adv.store.records import ImportMode, ImportRecord
from tests.store.made import PROJECT, intake

if TYPE_CHECKING:
    from pathlib import Path

    from adv.store.store import Store

HOUSEHOLD = "fedcba9876543210fedcba98"
VISITS: list[dict[str, object]] = [
    {"visit_id": "KANARIE1", "visited_on": date(2019, 1, 5), "household": HOUSEHOLD, "area": "Waartplein", "outcome": "refused"},
    {
        "visit_id": "KANARIE2",
        "visited_on": date(2019, 2, 5),
        "household": HOUSEHOLD,
        "area": "Waartplein",
        "outcome": "conversation",
    },
    *(
        {
            "visit_id": f"B{at}",
            "visited_on": date(2019, 1, 5),
            "household": f"h{at}",
            "area": "Waartplein",
            "outcome": "conversation",
        }
        for at in range(9)
    ),
]
REQUESTS: list[dict[str, object]] = [
    {"request_id": "VRAAG1", "visit_id": "KANARIE2", "theme": "wonen", "goal": "meedoen", "status": "open"},
    {"request_id": "H1", "visit_id": "B1", "theme": "werken", "goal": "meedoen", "status": "closed"},
]


def put_in(store: Store, visits: list[dict[str, object]], requests: list[dict[str, object]]) -> None:
    found = intake(visits=visits, requests=requests, addresses=[{"household": HOUSEHOLD, "area": "Waartplein"}])
    done = store.commit(PROJECT, found, ImportMode.REPLACE, who="An", expected_version=store.version(PROJECT.name))
    assert isinstance(done, ImportRecord)


def versions(store: Store) -> None:
    """Three versions: the household raised a request, then its status changed, then it was gone from the workbook."""
    put_in(store, VISITS, REQUESTS)
    put_in(store, VISITS, [REQUESTS[0] | {"status": "closed"}, REQUESTS[1]])
    put_in(store, VISITS[1:], REQUESTS)


def test_a_household_goes_from_every_version_by_any_of_its_visits(store: Store) -> None:
    versions(store)
    before = store.generation()
    erased = store.erase_household(PROJECT.name, "KANARIE1")
    assert erased is not None
    assert (erased.visits, erased.requests, erased.addresses) == (3, 3, 1)  # rows: some moved, some changed
    assert store.generation() != before
    for version in (1, 2, 3):
        data = store.dataset(PROJECT, version=version)
        assert set(data.visits["visit_id"]) == {f"B{at}" for at in range(9)}
        assert set(data.requests["request_id"]) == {"H1"}
        assert len(data.addresses) == 0
    store.undo(PROJECT.name, 3, who="An", expected_version=3)
    assert "KANARIE1" not in set(store.dataset(PROJECT).visits["visit_id"])


def test_after_it_imports_go_on(store: Store) -> None:
    versions(store)
    store.erase_household(PROJECT.name, "KANARIE2")
    put_in(store, VISITS[2:], REQUESTS[1:])
    assert len(store.dataset(PROJECT).visits) == 9


def test_a_visit_that_nobody_knows_erases_nothing(store: Store) -> None:
    versions(store)
    assert store.erase_household(PROJECT.name, "B99") is None
    assert len(store.dataset(PROJECT).visits) == 10


def test_a_number_that_is_another_households_in_another_version_keeps_its_requests(store: Store) -> None:
    put_in(store, VISITS, REQUESTS)
    other = [{**VISITS[3], "visit_id": "KANARIE2"}]
    put_in(store, other, [REQUESTS[0] | {"request_id": "H7"}])
    store.erase_household(PROJECT.name, "KANARIE1")
    assert set(store.dataset(PROJECT, version=2).requests["request_id"]) == {"H7"}
    assert set(store.dataset(PROJECT, version=1).requests["request_id"]) == {"H1"}


def test_nothing_of_it_is_left_in_the_files(database: Path) -> None:
    store = open_store(f"sqlite:///{database}")
    versions(store)
    store.erase_household(PROJECT.name, "KANARIE1")
    files = [file for file in database.parent.glob("adv.db*") if file.is_file()]
    assert files
    content = b"".join(file.read_bytes() for file in files)
    store.close()
    assert b"B1" in content
    for trace in (HOUSEHOLD, "KANARIE1", "KANARIE2", "VRAAG1"):
        assert trace.encode() not in content


def test_a_whole_project_goes_and_its_history_says_so(store: Store) -> None:
    versions(store)
    record = store.erase_project(PROJECT.name, who="Bo")
    assert record is not None
    for version in (1, 2, 3, 4):
        assert len(store.dataset(PROJECT, version=version).visits) == 0
    history = store.imports(PROJECT.name)
    assert [(one.version, one.mode, one.who) for one in history[:1]] == [(4, ImportMode.REMOVE, "Bo")]
    assert all(one.files == () for one in history)
    assert store.erase_project("annawijk", who="Bo") is None


@pytest.mark.parametrize(("today", "past"), [(date(2022, 12, 30), False), (date(2022, 12, 31), True), (date(2023, 6, 1), True)])
def test_retention_begins_at_the_last_day(today: date, past: bool) -> None:  # noqa: FBT001 - a table
    project = replace(PROJECT, period=Period(date(2018, 1, 1), date(2021, 1, 1)))
    assert is_past(project, today, 24) is past


def test_the_command_tells_first_then_erases_and_names_the_copies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ADV_DATA", str(tmp_path / "data"))
    store = open_store()
    versions(store)
    assert main(["backup"]) == 0
    assert main(["purge", "--project", "de-waart", "--visit", "KANARIE1"]) == 0
    assert "nog niets gewist" in capsys.readouterr().out
    assert len(store.dataset(PROJECT).visits) == 10
    assert main(["purge", "--project", "de-waart", "--visit", "KANARIE1", "--yes"]) == 0
    said = capsys.readouterr().out
    assert "backups/adv-" in said.replace("\\", "/")
    assert "KANARIE" not in said
    assert len(store.dataset(PROJECT).visits) == 9
    assert main(["purge", "--project", "de-waart", "--visit", "KANARIE1", "--yes"]) == 1
    assert main(["purge", "--project", "de-waart", "--months", "9999", "--yes"]) == 2
    assert main(["purge", "--project", "de-waart", "--months", "0", "--yes"]) == 0
    assert len(store.dataset(load_project("de-waart")).visits) == 0
    store.close()
