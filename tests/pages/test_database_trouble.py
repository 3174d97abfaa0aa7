"""A database that is locked, gone, damaged or full: one sentence on the page, nothing stored, and it works again afterwards."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine

from adv import data_folder
from adv.sample import FILES, FOLDER
from adv.store import opening
from adv.store.dialect import ADVISORY_LOCK
from adv.texts import texts
from adv.ui import view
from tests.pages.conftest import forget
from tests.pages.test_pages import html
from tests.pages.test_upload import confirm, upload

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    from tests.store.cluster import Cluster

NL = texts("nl")
SAMPLE = FOLDER / FILES["de-waart"]


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening.open_store, "__kwdefaults__", {"wait_seconds": 0.05})


@pytest.fixture
def server(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> Cluster:
    """The dashboard's data is on a server."""
    monkeypatch.setenv("ADV_DATABASE", cluster.emptied())
    data_folder.database().unlink()
    return cluster


def only_error(app: AppTest) -> str:
    assert not app.exception
    assert not app.success
    assert len(app.error) == 1
    return str(app.error[0].value).replace("\\", "")


def test_a_file_that_is_locked(app: Callable[..., AppTest]) -> None:
    opened = upload(app("data"), SAMPLE)
    other = sqlite3.connect(data_folder.database(), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert only_error(confirm(opened)) == NL("errors.store_busy")
    other.close()
    assert view.store().version("de-waart") == 0
    assert confirm(opened).success
    assert view.store().version("de-waart") == 1


def test_a_file_that_cannot_grow(app: Callable[..., AppTest]) -> None:
    opened = upload(app("data"), SAMPLE)
    with view.store().engine.connect() as connection:
        (pages,) = connection.exec_driver_sql("PRAGMA page_count").one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    assert only_error(confirm(opened)) == NL("errors.store_full")
    assert view.store().version("de-waart") == 0


@pytest.mark.parametrize(("content", "key"), [(b"", "store_empty"), (b"PK\x03\x04" * 2000, "store_not_ours")])
def test_a_file_that_is_no_database(app: Callable[..., AppTest], content: bytes, key: str) -> None:
    data_folder.database().write_bytes(content)
    assert only_error(app("overview")) == NL(f"errors.{key}", file="adv.db")
    assert data_folder.database().read_bytes() == content
    data_folder.database().unlink()  # the next store is opened anew


def test_data_that_is_not_what_was_stored(app: Callable[..., AppTest], tmp_path: Path) -> None:
    confirm(upload(app("data"), SAMPLE))
    with sqlite3.connect(data_folder.database()) as raw:
        raw.execute("UPDATE visits SET outcome = 'refused' WHERE row_id = 3")
    raw.close()
    view.store().close()
    forget()
    opened = app("overview")
    assert only_error(opened) == NL("errors.store_damaged")
    assert "157" not in html(opened)


def test_a_server_that_is_gone_and_comes_back(server: Cluster, app: Callable[..., AppTest]) -> None:
    opened = upload(app("data"), SAMPLE)
    server.stop("immediate")
    try:
        assert only_error(confirm(opened)) == NL("errors.store_unreachable")
        assert only_error(app("overview")) == NL("errors.store_unreachable")
    finally:
        server.start()
    assert view.store().version("de-waart") == 0
    assert confirm(upload(app("data"), SAMPLE)).success
    assert view.store().version("de-waart") == 1
    assert not data_folder.database().exists()


def test_a_server_that_is_not_there_when_the_dashboard_starts(server: Cluster, app: Callable[..., AppTest]) -> None:
    server.stop()
    try:
        view.prepare()
        assert only_error(app("overview")) == NL("errors.store_unreachable")
    finally:
        server.start()
    assert not app("overview").error


def test_somebody_else_who_is_writing_on_the_server(server: Cluster, app: Callable[..., AppTest]) -> None:
    opened = upload(app("data"), SAMPLE)
    engine = create_engine(server.emptied())
    with engine.connect() as other:
        other.exec_driver_sql(f"SELECT pg_advisory_lock({ADVISORY_LOCK})")
        assert only_error(confirm(opened)) == NL("errors.store_busy")
    engine.dispose()
    assert view.store().version("de-waart") == 0
