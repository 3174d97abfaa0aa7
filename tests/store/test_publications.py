"""The ledger of publications: whole or not at all, never changed, whatever becomes of the data, in backups and restored ones."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from sqlalchemy import make_url

from adv.disclosure.publication import Audience, Publication, sealed
from adv.disclosure.releases import publication_of
from adv.errors import PublishingRefused, StoreError
from adv.households import KEY_BYTES
from adv.store import open_store, restore
from adv.store.dialect import make_engine, writing
from adv.store.location import file_url, upgrade
from adv.store.publications import Series
from adv.store.records import ImportMode, ImportRecord
from tests.store.made import PROJECT, intake

if TYPE_CHECKING:
    from pathlib import Path

    from adv.store.store import Store

KEY = b"k" * KEY_BYTES
SERIES = Series(PROJECT.name, Audience.MUNICIPALITY, is_sample=False)
QUARTERS = (date(2019, 3, 31), date(2019, 6, 30))
VISITS = [
    {
        "visit_id": f"B{at}",
        "visited_on": date(2019, 1, 5 + at % 20),
        "household": f"h{at}",
        "area": "Waartplein",
        "outcome": "conversation",
    }
    for at in range(40)
]
REQUESTS = [
    {"request_id": f"H{at}", "visit_id": f"B{at}", "theme": "wonen", "goal": "meedoen", "status": "open"} for at in range(40)
]


def import_everything(store: Store, visits: int = 40) -> int:
    found = intake(visits=VISITS[:visits], requests=REQUESTS[:visits])
    done = store.commit(PROJECT, found, ImportMode.REPLACE, who="An", expected_version=store.version(PROJECT.name))
    assert isinstance(done, ImportRecord)
    return done.version


def next_release(store: Store, quarter: int, earlier: Publication | None = None) -> Publication:
    made = publication_of(store.dataset(PROJECT), PROJECT, QUARTERS[quarter : quarter + 1], earlier, KEY).publication
    assert made is not None
    return made


def test_what_was_published_is_read_back_act_by_act(store: Store) -> None:
    version = import_everything(store)
    first = next_release(store, 0)
    second = next_release(store, 1, first)
    store.publish(first, after=0, version=version, who="An")
    store.publish(second, after=1, version=version, who="Bo")
    lines = store.publications(SERIES)
    assert [(line.number, line.who, line.version) for line in lines] == [(2, "Bo", version), (1, "An", version)]
    assert [line.publication for line in lines] == [second, first]


def test_two_who_publish_the_same_quarter_at_once_publish_it_once(address: str) -> None:
    one, other = open_store(address), open_store(address)
    version = import_everything(one)
    made = next_release(one, 0)
    one.publish(made, after=0, version=version, who="An")
    with pytest.raises(PublishingRefused, match="publishing_overtaken"):
        other.publish(made, after=0, version=version, who="Bo")
    assert len(other.publications(SERIES)) == 1
    one.close()
    other.close()


def test_nothing_is_published_of_data_that_have_changed_since_it_was_shown(store: Store) -> None:
    version = import_everything(store)
    made = next_release(store, 0)
    import_everything(store, 39)
    with pytest.raises(PublishingRefused, match="publishing_overtaken"):
        store.publish(made, after=0, version=version, who="An")
    assert store.publications(SERIES) == ()


def test_a_release_that_was_published_is_never_replaced(store: Store) -> None:
    version = import_everything(store)
    first = next_release(store, 0)
    store.publish(first, after=0, version=version, who="An")
    other = next_release(store, 1)  # without the first release
    for wrong in (other, first, sealed(replace(next_release(store, 1, first), figures=other.figures * 2))):
        with pytest.raises(ValueError, match="1"):
            store.publish(wrong, after=1, version=version, who="An")
    assert [line.publication for line in store.publications(SERIES)] == [first]


def test_undoing_an_import_changes_no_release(store: Store) -> None:
    version = import_everything(store)
    made = next_release(store, 0)
    store.publish(made, after=0, version=version, who="An")
    store.undo(PROJECT.name, version, who="An", expected_version=version)
    assert len(store.dataset(PROJECT).visits) == 0
    assert [line.publication for line in store.publications(SERIES)] == [made]


def test_sample_data_and_other_readers_have_series_of_their_own(store: Store) -> None:
    version = import_everything(store)
    invented = publication_of(store.dataset(PROJECT), PROJECT, QUARTERS[:1], None, KEY, is_sample=True).publication
    public = publication_of(store.dataset(PROJECT), PROJECT, QUARTERS[:1], None, KEY, audience=Audience.PUBLIC).publication
    assert invented is not None
    assert public is not None
    store.publish(invented, after=0, version=version, who="An")
    store.publish(public, after=0, version=version, who="An")
    assert store.publications(SERIES) == ()
    assert [line.publication for line in store.publications(replace(SERIES, is_sample=True))] == [invented]
    assert [line.publication for line in store.publications(replace(SERIES, audience=Audience.PUBLIC))] == [public]


def test_a_backup_holds_the_ledger_and_the_check_of_its_key(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    version = import_everything(store)
    made = next_release(store, 0)
    store.publish(made, after=0, version=version, who="An")
    store.publication_key(tmp_path / "publication.key")
    store.backup(tmp_path / "kopie.db")
    monkeypatch.setenv("ADV_DATA", str(tmp_path / "elders"))
    restore(tmp_path / "kopie.db")
    put_back = open_store()
    assert [line.publication for line in put_back.publications(SERIES)] == [made]
    with pytest.raises(StoreError, match="publication_key_lost"):
        put_back.publication_key(tmp_path / "elders" / "publication.key")
    put_back.close()


def test_the_key_is_made_once_is_known_again_and_is_never_replaced(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "publication.key"
    key = store.publication_key(path)
    assert store.publication_key(path) == key == path.read_bytes()
    assert key != store.household_key(tmp_path / "household.key")
    path.write_bytes(b"x" * KEY_BYTES)
    with pytest.raises(StoreError, match="publication_key_other"):
        store.publication_key(path)
    path.write_bytes(b"short")
    with pytest.raises(StoreError, match="publication_key_damaged"):
        store.publication_key(path)
    path.unlink()
    with pytest.raises(StoreError, match="publication_key_lost"):
        store.publication_key(path)
    assert not path.exists()


def test_a_line_that_was_tampered_with_is_told(database: Path) -> None:
    store = open_store(f"sqlite:///{database}")
    version = import_everything(store)
    store.publish(next_release(store, 0), after=0, version=version, who="An")
    raw = sqlite3.connect(database)
    with raw:
        raw.execute("UPDATE publications SET content = substr(content, 1, 100)")
    raw.close()
    with pytest.raises(StoreError, match="store_damaged"):
        store.publications(SERIES)
    store.close()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_database_of_before_publications_keeps_its_keys_and_can_publish(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = file_url(tmp_path / "old.db") if kind == "sqlite" else make_url(request.getfixturevalue("cluster").new())
    engine = make_engine(url, foreign_keys=False)
    with writing(engine, any_schema=True) as connection:
        upgrade(connection, "0006")
        connection.exec_driver_sql("INSERT INTO keys (name, check_value) VALUES ('household', 'aa')")
    with writing(engine, any_schema=True) as connection:
        upgrade(connection)
        assert connection.exec_driver_sql("SELECT name, check_value FROM keys").fetchall() == [("household", "aa")]
        assert connection.exec_driver_sql("SELECT * FROM publications").fetchall() == []
    engine.dispose()
