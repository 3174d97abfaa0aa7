"""What ends when somebody stops: reading with its visitor, the server after the import that is being stored."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.bench.beside import wide_workbook
from tests.bench.session import wait_until_up
from tests.e2e import look
from tests.e2e.app import ROOT, App, forked_app, settle
from tests.processes import PATIENCE, free_port, left_of, started, workers_below
from tests.store.empty import put_empty_database

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
SOON, MINUTE = 10.0, 60.0  # seconds
SAMPLE = ROOT / "sample_data/voorbeeld-de-waart-2018-2020.xlsx"
# As `python -m adv run`, but it waits long enough for the lock that this test holds, however slow the machine is.
RUN = """
import sys
import time
from adv import cli
from adv.store import opening
opening.open_store.__kwdefaults__["wait_seconds"] = 300.0
sys.exit(cli.main(["run", "--no-sample", "--port", sys.argv[1]]))
"""


def imports(database: Path) -> int:
    with closing(sqlite3.connect(database)) as connection:
        return int(connection.execute("SELECT count(*) FROM imports").fetchone()[0])


def test_a_running_import_ends_before_the_server_does(browser: Browser, tmp_path: Path) -> None:
    database, port = tmp_path / "adv.db", free_port()
    put_empty_database(database)
    page = browser.new_page(locale="nl-NL")  # not watched: of a server that stops it says that it cannot be reached
    with started([sys.executable, "-c", RUN, str(port)], ROOT, {"ADV_DATA": str(tmp_path)}, None) as server:
        try:
            wait_until_up(port, PATIENCE)
            look.visit(page, App(f"http://localhost:{port}", tmp_path, tmp_path, server.pid), "gegevens")
            look.upload(page, SAMPLE)
            page.locator(".st-key-adv_confirm button").wait_for()
            settle(page)
            with closing(sqlite3.connect(database, isolation_level=None)) as other:
                other.execute("BEGIN IMMEDIATE")  # somebody else writes: the import has to wait
                page.locator(".st-key-adv_confirm button").click()
                page.get_by_text("Bezig met opslaan…").wait_for()
                server.terminate()
                with pytest.raises(subprocess.TimeoutExpired):
                    server.wait(2)
                other.execute("ROLLBACK")
            server.wait(PATIENCE)
        finally:
            server.kill()
    assert imports(database) == 1
    page.close()


def press_stop(page: Page) -> None:
    page.get_by_role("button", name="Stop met lezen").dispatch_event("click")  # at once, not when the page stands still


@pytest.mark.parametrize("end", [press_stop, lambda page: page.context.close()], ids=["stopped", "left"])
def test_reading_ends_with_its_visitor(browser: Browser, tmp_path: Path, end: Callable[[Page], None]) -> None:
    file = wide_workbook(tmp_path / "breed.xlsx")
    with forked_app(tmp_path / "data", "--no-sample") as app:
        page = browser.new_context(locale="nl-NL").new_page()
        look.visit(page, app, "gegevens")
        workers = workers_below(app.pid, 2, PATIENCE)
        look.upload(page, file)
        page.get_by_role("button", name="Stop met lezen").wait_for()
        end(page)
        assert left_of(workers, SOON) == set()
        waiting = workers_below(app.pid, 2, PATIENCE)
        assert not waiting & workers
    assert left_of(waiting, SOON) == set()


def is_there(address: str) -> bool:
    try:
        with urlopen(address, timeout=PATIENCE) as answer:
            return len(answer.read()) > 0
    except HTTPError as error:
        return error.code != HTTPStatus.NOT_FOUND


def test_what_was_downloaded_is_gone_within_a_minute_of_its_visitor(browser: Browser, tmp_path: Path) -> None:
    with forked_app(tmp_path / "data", "--no-sample") as app:
        page = browser.new_context(locale="nl-NL").new_page()
        look.visit(page, app, "gegevens")
        with page.expect_download() as given:
            page.get_by_role("button", name="Leeg sjabloon").click()
        address = given.value.url
        assert is_there(address)
        page.context.close()
        until = time.monotonic() + MINUTE
        while is_there(address) and time.monotonic() < until:
            time.sleep(1)
        assert not is_there(address)
