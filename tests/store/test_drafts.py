"""An import that was read and not yet confirmed waits in the database, and is then the same import."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from adv.model import TableName
from adv.store import drafts, open_store
from adv.store.records import ImportMode, ImportRecord
from adv.workbook.memory import NOTHING_REMEMBERED, Memory, RememberedWord
from adv.workbook.tables.findings import Finding, Severity
from adv.workbook.understood import Intake, Reason, RememberedSheet, SheetRecognition
from adv.workbook.vocabulary.word_lists import WordList
from tests.store.made import PROJECT, full

if TYPE_CHECKING:
    from adv.store.store import Store

DAY = date(2020, 5, 6)
MEMORY = Memory(
    {"abc": RememberedSheet(TableName.VISITS, ((0, "visited_on", None), (1, None, None), (2, "themes", "wonen")), "Blad1", DAY)},
    {(WordList.OUTCOME, "praatje"): RememberedWord("conversation", DAY)},
)


def read() -> Intake:
    findings = (Finding(Severity.ERROR, "unreadable_date", "maart.xlsx", "Bezoeken", ("B7", "B9"), {"value": "geheim"}, total=2),)
    sheets = (SheetRecognition("maart.xlsx", "Bezoeken", TableName.VISITS, 1.0, Reason("by_name"), rows_read=3, rows_left_out=2),)
    made = full()
    return Intake(made.dataset, sheets, findings, made.sha256)


def committed(store: Store, intake: Intake, draft: str | None = None) -> ImportRecord:
    done = store.commit(PROJECT, intake, ImportMode.REPLACE, who="An", expected_version=0, memory=MEMORY, draft=draft)
    assert isinstance(done, ImportRecord)
    return done


def test_what_waited_is_stored_as_if_it_had_just_been_read(address: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    first = open_store(address)
    first.keep_draft(PROJECT, "een", read(), MEMORY, who="An")
    first.close()
    second = open_store(address)  # after a restart, or on the machine that takes over
    assert second.latest_draft(PROJECT.name) == "een"
    waiting = second.draft(PROJECT, "een")
    assert waiting is not None
    assert (waiting.memory, waiting.who) == (MEMORY, "An")
    stored = committed(second, waiting.intake, draft="een")

    at_once = open_store(f"sqlite:///{tmp_path_factory.mktemp('other') / 'adv.db'}")
    assert replace(committed(at_once, read()), at=stored.at) == stored
    for name in TableName:
        assert second.dataset(PROJECT).table(name).equals(at_once.dataset(PROJECT).table(name))
    assert second.memory(PROJECT.name) == at_once.memory(PROJECT.name)
    assert second.latest_draft(PROJECT.name) is None
    second.close()
    at_once.close()


def test_another_reading_takes_the_place_of_the_first(store: Store) -> None:
    store.keep_draft(PROJECT, "een", read(), MEMORY, who="An")
    store.keep_draft(PROJECT, "een", full(), NOTHING_REMEMBERED, who="An")
    found = store.draft(PROJECT, "een")
    assert found is not None
    assert (found.intake.findings, found.memory) == ((), NOTHING_REMEMBERED)
    store.remove_draft("een")
    assert store.draft(PROJECT, "een") is None


def test_what_another_window_read_of_the_same_file_waits_no_longer(store: Store) -> None:
    store.keep_draft(PROJECT, "hers", read(), MEMORY, who="An")
    store.keep_draft(PROJECT, "earlier", read(), MEMORY, who="An")
    other = replace(read(), sha256={"april.xlsx": "f" * 64})
    store.keep_draft(PROJECT, "other", other, MEMORY, who="Bo")
    committed(store, read(), draft="hers")
    assert [token for token in ("hers", "earlier", "other") if store.draft(PROJECT, token)] == ["other"]


@pytest.mark.parametrize(("age", "is_there"), [(timedelta(hours=23), True), (timedelta(hours=25), False)])
def test_after_a_day_it_is_gone(store: Store, monkeypatch: pytest.MonkeyPatch, age: timedelta, is_there: bool) -> None:  # noqa: FBT001
    store.keep_draft(PROJECT, "een", read(), MEMORY, who="An")

    class Later(datetime):
        @classmethod
        def now(cls, tz: object = UTC) -> datetime:  # type: ignore[override]  # it is always UTC
            del tz
            return datetime.now(UTC) + age

    monkeypatch.setattr(drafts, "datetime", Later)
    assert (store.latest_draft(PROJECT.name) is not None) is is_there
    store.keep_draft(PROJECT, "twee", full(), MEMORY, who="Bo")
    assert (store.draft(PROJECT, "een") is not None) is is_there


def test_nothing_of_a_cell_is_in_it(store: Store) -> None:
    store.keep_draft(PROJECT, "een", read(), MEMORY, who="An")
    found = store.draft(PROJECT, "een")
    assert found is not None
    assert found.intake.findings[0].params == {}
    assert found.intake.sheets[0].columns == ()
