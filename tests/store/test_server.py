"""PostgreSQL: where it is, what is refused, and what is said when it is not there."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine

from adv import data_folder
from adv.cli import main
from adv.errors import SettingsError, StoreError
from adv.store import open_store
from adv.store.location import address_of
from adv.store.opening import open_store as open_impatiently
from adv.store.records import ImportMode, ImportRecord
from tests.store.made import PROJECT, VISITS, full, intake

if TYPE_CHECKING:
    from pathlib import Path

    from tests.store.cluster import Cluster

REPLACE = ImportMode.REPLACE
SECRET = "geheim-wachtwoord"  # noqa: S105 - that it is never told is what is tested


def execute(url: str, *statements: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


@pytest.mark.parametrize("beginning", ["postgresql", "postgres", "postgresql+psycopg"])
def test_the_ways_to_write_an_address_mean_the_same_driver(beginning: str) -> None:
    address = address_of(f"{beginning}://adv:p%40ss@db.example/visits")
    assert (address.drivername, address.password, address.database) == ("postgresql+psycopg", "p@ss", "visits")


@pytest.mark.parametrize(
    "setting",
    [
        f"adv:{SECRET}@db.example/visits",
        f"postgresql://adv:{SECRET}@db.example",
        f"postgresql://adv:{SECRET}@db.example:poort/visits",
        f"mysql://adv:{SECRET}@db.example/visits",
        f"postgresql+asyncpg://adv:{SECRET}@db.example/visits",
        f"sqlite:///{SECRET}.db",
    ],
    ids=["no scheme", "no database", "no port", "another server", "another driver", "a file"],
)
def test_what_is_no_address_is_one_sentence_without_what_it_said(
    setting: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SettingsError, match="wrong_database"):
        address_of(setting)
    monkeypatch.setenv("ADV_DATA", str(tmp_path))
    monkeypatch.setenv("ADV_DATABASE", setting)
    assert main(["history"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("ADV_DATABASE is geen adres van een PostgreSQL-database.")
    assert SECRET not in told.err
    assert len(told.err.splitlines()) == 1


@pytest.mark.parametrize(
    "address",
    [f"postgresql://adv:{SECRET}@localhost:1/visits", f"postgresql://adv:{SECRET}@nergens.invalid/visits"],
    ids=["nobody listens", "no such machine"],
)
def test_a_server_that_is_not_there_is_one_sentence(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ADV_DATA", str(tmp_path))
    monkeypatch.setenv("ADV_DATABASE", address)
    assert main(["history"]) == 2
    told = capsys.readouterr()
    assert told.err.startswith("De databaseserver is niet bereikbaar")
    assert SECRET not in told.err + told.out
    assert len(told.err.splitlines()) == 1


def test_a_database_that_is_not_there_and_a_login_that_is_refused_are_that_sentence_too(cluster: Cluster) -> None:
    for address in (cluster.url("nergens"), cluster.url("postgres").replace("adv@", "vreemde@")):
        with pytest.raises(StoreError, match="store_unreachable"):
            open_store(address)


def test_the_environment_says_which_database(cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADV_DATA", str(tmp_path))
    monkeypatch.setenv("ADV_DATABASE", cluster.new().replace("+psycopg", ""))
    store = open_store()
    store.commit(PROJECT, full(), REPLACE, who="x", expected_version=0)
    store.close()
    again = open_store()
    assert len(again.dataset(PROJECT).visits) == len(VISITS)
    again.close()
    assert not data_folder.database().exists()


def test_a_database_with_tables_of_another_program_is_left_alone(cluster: Cluster) -> None:
    address = cluster.new()
    execute(address, "CREATE TABLE imports (notes text)", "CREATE TABLE others (notes text)")
    with pytest.raises(StoreError) as caught:
        open_store(address)
    assert caught.value.key == "store_not_ours_server"
    execute(address, "INSERT INTO imports VALUES ('as it was')")


def test_a_database_of_a_newer_version_is_left_alone(cluster: Cluster) -> None:
    address = cluster.new()
    open_store(address).close()
    execute(address, "UPDATE alembic_version SET version_num = '0999'")
    with pytest.raises(StoreError, match="store_newer"):
        open_store(address)


def test_a_user_who_may_not_write_is_told(cluster: Cluster) -> None:
    address = cluster.new()
    cluster.sql("DROP ROLE IF EXISTS reader")
    cluster.sql("CREATE ROLE reader LOGIN")
    as_reader = address.replace("adv@", "reader@")
    with pytest.raises(StoreError, match="store_no_rights"):
        open_store(as_reader)
    open_store(address).close()
    execute(address, "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader")
    store = open_store(as_reader)
    assert store.version(PROJECT.name) == 0
    with pytest.raises(StoreError, match="store_no_rights"):
        store.commit(PROJECT, full(), REPLACE, who="x", expected_version=0)
    store.close()


def test_two_first_starts_at_once_make_one_database(cluster: Cluster) -> None:
    address, problems = cluster.new(), list[Exception]()

    def begin() -> None:
        try:
            open_store(address).close()
        except Exception as error:  # noqa: BLE001 - a thread's exception must reach the test
            problems.append(error)

    threads = [threading.Thread(target=begin) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    store = open_store(address)
    assert store.version(PROJECT.name) == 0
    store.close()


def test_while_somebody_else_writes_the_second_is_told_and_nothing_is_stored(cluster: Cluster) -> None:
    address = cluster.emptied()
    impatient, other = open_impatiently(address, wait_seconds=0.05), create_engine(address)
    with other.begin() as connection:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({0x41447631})")
        with pytest.raises(StoreError, match="store_busy"):
            impatient.commit(PROJECT, full(), REPLACE, who="x", expected_version=0)
        assert impatient.version(PROJECT.name) == 0
    assert isinstance(impatient.commit(PROJECT, full(), REPLACE, who="x", expected_version=0), ImportRecord)
    impatient.close()
    other.dispose()


def test_a_store_goes_on_after_its_connections_were_ended(cluster: Cluster) -> None:
    store = open_store(cluster.emptied())
    assert store.version(PROJECT.name) == 0
    cluster.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND usename = 'adv'")
    assert store.version(PROJECT.name) == 0
    store.close()


def test_a_single_changed_value_is_noticed_when_it_is_read(cluster: Cluster) -> None:
    address = cluster.emptied()
    store = open_store(address)
    store.commit(PROJECT, full(), REPLACE, who="x", expected_version=0)
    store.close()
    execute(address, "UPDATE expenses SET cents = 12346 WHERE cents = 12345")
    store = open_store(address)
    with pytest.raises(StoreError, match="store_damaged"):
        store.dataset(PROJECT)
    store.close()


def test_what_the_server_says_about_values_goes_no_further(cluster: Cluster) -> None:
    store = open_store(cluster.emptied())
    with pytest.raises(StoreError) as caught:
        store.commit(PROJECT, intake(visits=[{"visit_id": "111222333\x00"}]), REPLACE, who="x", expected_version=0)
    assert caught.value.key == "store_failed"
    assert "111222333" not in f"{caught.value} {caught.value.params}"
    assert caught.value.__suppress_context__
    store.close()


def test_the_throw_away_server_is_as_careful_as_a_real_one(cluster: Cluster) -> None:
    for name in ("fsync", "full_page_writes", "synchronous_commit", "data_checksums"):
        assert cluster.sql(f"SHOW {name}") == [("on",)]
