"""A short run of what ``python -m tests.endure`` does for half an hour; and that it would notice."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import make_url

from tests.endure.faults import faults, full_disks
from tests.endure.kills import kill_often
from tests.endure.places import Files, Server
from tests.endure.restores import restores_killed
from tests.endure.trial import Database, Tally
from tests.endure.work import DONE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.endure.places import Place

SEED = 20191022


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    if request.param == "sqlite":
        return Files(tmp_path)
    return Server(request.getfixturevalue("cluster"))


def test_what_is_killed_is_there_as_a_whole_or_not_at_all(place: Place) -> None:
    for tally in kill_often(place, 2, SEED):
        assert tally.violations == [], str(tally)


def test_a_backup_is_put_back_as_a_whole_or_not_at_all(place: Place) -> None:
    for tally in restores_killed(place, 2, SEED):
        assert tally.violations == [], str(tally)


def test_what_fails_is_said_and_nothing_of_it_is_stored(place: Place) -> None:
    for tally in faults(place, 2, SEED):
        assert tally.violations == [], str(tally)


def test_a_disk_that_is_really_full_is_said_too(place: Place) -> None:
    try:
        for tally in full_disks(place, 2, SEED):
            assert tally.violations == [], str(tally)
    except OSError as error:  # only root mounts a disk; without one a full disk is tried by the largest number of pages
        assert error.errno is None  # noqa: PT017 - any other OSError is a mistake of ours


def spoil(database: Database, statement: str) -> None:
    with sqlite3.connect(make_url(database.address).database or "") as raw:
        raw.execute(statement)
    raw.close()


@pytest.mark.parametrize(
    ("statement", "told", "violation"),
    [
        (None, DONE, "confirmed, and not there"),
        (None, "nothing", "nothing"),
        (None, "bug: ValueError", "bug: ValueError"),
        ("UPDATE visits SET attempt = 9 WHERE visit_id = 'B7'", "store_full", "not to be read: store_damaged"),
        ("DELETE FROM expenses WHERE position = 3", "no word", "not to be read: store_damaged"),
        ("DELETE FROM import_tables WHERE table_name = 'visits'", "no word", "not to be read: store_damaged"),
        ("UPDATE imports SET version = 7", "no word", "the history has a gap or a double"),
    ],
)
def test_what_is_lost_or_said_untruly_is_noticed(tmp_path: Path, statement: str | None, told: str, violation: str) -> None:
    database, tally = Database(Files(tmp_path)), Tally("spoilt")
    database.attempt(Tally("stored"), database.next_import())
    assert database.version == 1
    if statement is not None:
        spoil(database, statement)
    database.judge(tally, [(database.next_import(), told)])
    assert violation in tally.violations


def test_what_was_refused_and_is_there_all_the_same_is_noticed(tmp_path: Path) -> None:
    database, tally, silent = Database(Files(tmp_path)), Tally("untrue"), Tally("stored")
    what = database.next_import()
    database.attempt(silent, what)
    database.marks.pop()  # as if it had not been expected
    database.judge(tally, [(what, "store_full")])
    assert tally.violations == ["refused, and stored all the same"]
