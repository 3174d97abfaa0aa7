"""Own texts of the yearly account with their history, and closed accounts, in both databases."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from adv.errors import StoreError
from adv.model import Period
from adv.store.dialect import writing
from adv.store.schema import closed_reports
from adv.store.yearly_accounts import StoredPhoto
from tests.store.made import PROJECT

if TYPE_CHECKING:
    from adv.store.store import Store

YEAR, NEXT = (Period(date(number, 1, 1), date(number + 1, 1, 1)) for number in (2018, 2019))
TEXT = "Eerste regel.\n\n'Tweede' \\ <b>regel</b> 🏗 {x} %s"


def write(store: Store, text: str | None, *, slot: str = "summary", who: str = "An", is_confirmed: bool = False) -> None:
    store.write_account_text(PROJECT.name, YEAR, slot=slot, text=text, is_confirmed=is_confirmed, who=who)


def test_every_change_is_kept_the_latest_first(store: Store) -> None:
    write(store, TEXT)
    write(store, "Korter.", who="Bo")
    found = store.account_texts(PROJECT.name, YEAR)
    assert [(one.who, one.slot, one.text) for one in found] == [("Bo", "summary", "Korter."), ("An", "summary", TEXT)]
    assert found[0].at >= found[1].at


def test_saying_the_same_again_is_no_change(store: Store) -> None:
    write(store, TEXT)
    write(store, TEXT)
    write(store, None, slot="next")
    assert len(store.account_texts(PROJECT.name, YEAR)) == 1


def test_a_draft_is_confirmed_without_words_of_its_own(store: Store) -> None:
    write(store, None, slot="draft.behind", is_confirmed=True)
    assert [(one.text, one.is_confirmed) for one in store.account_texts(PROJECT.name, YEAR)] == [(None, True)]


def test_periods_and_projects_are_apart(store: Store) -> None:
    write(store, TEXT)
    assert store.account_texts(PROJECT.name, NEXT) == ()
    assert store.account_texts("another", YEAR) == ()


def test_the_account_that_was_closed_last_holds(store: Store) -> None:
    assert store.account_versions(PROJECT.name, YEAR, "own") == ()
    for content in (b"{}", b'{"a": 1}'):
        store.close_account(PROJECT.name, YEAR, reader="own", content=content, pdf=b"%PDF" + content, version=3, who="An")
    found, before = store.account_versions(PROJECT.name, YEAR, "own")
    assert before.content == b"{}"
    assert (found.number, found.content, found.pdf, found.version) == (2, b'{"a": 1}', b'%PDF{"a": 1}', 3)


def test_an_account_is_reopened_with_a_reason_that_is_no_text_of_the_next_one(store: Store) -> None:
    store.close_account(PROJECT.name, YEAR, reader="own", content=b"{}", pdf=b"%PDF", version=3, who="An")
    store.reopen_account(PROJECT.name, YEAR, number=1, reason="Een fout.", who="Bo")
    (found,) = store.account_versions(PROJECT.name, YEAR, "own")
    assert found.reopened is not None
    assert (found.reopened.who, found.reopened.text) == ("Bo", "Een fout.")
    assert store.account_words(PROJECT.name, YEAR).texts == {}


def test_a_damaged_account_is_not_read_as_something_else(store: Store) -> None:
    store.close_account(PROJECT.name, YEAR, reader="own", content=b"{}", pdf=b"", version=1, who="An")
    with writing(store.engine) as connection:
        connection.execute(update(closed_reports).values(content=b"not compressed"))
    with pytest.raises(StoreError):
        store.account_versions(PROJECT.name, YEAR, "own")


def test_each_reader_has_closed_accounts_of_its_own(store: Store) -> None:
    for reader in ("own", "municipality"):
        store.close_account(PROJECT.name, YEAR, reader=reader, content=reader.encode(), pdf=b"%PDF", version=3, who="An")
    found = [store.account_versions(PROJECT.name, YEAR, reader) for reader in ("own", "municipality", "programme")]
    assert [[one.content for one in each] for each in found] == [[b"own"], [b"municipality"], []]


def test_a_photo_takes_the_place_of_the_one_before_it_and_can_be_taken_away(store: Store) -> None:
    for slot, content in (("story.first", b"1"), ("story.second", b"2"), ("story.first", b"3")):
        store.write_account_photo(PROJECT.name, YEAR, slot=slot, photo=StoredPhoto("Een tuin", content), who="An")
    assert {slot: one.content for slot, one in store.account_photos(PROJECT.name, YEAR).items()} == {
        "story.first": b"3",
        "story.second": b"2",
    }
    assert store.account_photos(PROJECT.name, NEXT) == {}
    store.write_account_photo(PROJECT.name, YEAR, slot="story.first", photo=None, who="An")
    assert set(store.account_photos(PROJECT.name, YEAR)) == {"story.second"}
