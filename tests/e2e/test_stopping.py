"""A server that is told to stop while an import is being stored: the import ends first, and then the server."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.bench.session import free_port, wait_until_up
from tests.e2e import look
from tests.e2e.app import PATIENCE, ROOT, App, settle
from tests.store.empty import put_empty_database

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
SAMPLE = ROOT / "sample_data/voorbeeld-de-waart-2018-2020.xlsx"
# As `python -m adv run`, but it waits long enough for the lock that this test holds, however slow the machine is.
RUN = """
import sys
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
    environment = {**os.environ, "ADV_DATA": str(tmp_path)}
    with subprocess.Popen([sys.executable, "-c", RUN, str(port)], cwd=ROOT, env=environment) as server:
        try:
            wait_until_up(port, PATIENCE)
            look.visit(page, App(f"http://localhost:{port}", tmp_path, tmp_path), "gegevens")
            look.upload(page, SAMPLE)
            page.get_by_role("button", name="Bevestigen en opslaan").wait_for()
            settle(page)
            with closing(sqlite3.connect(database, isolation_level=None)) as other:
                other.execute("BEGIN IMMEDIATE")  # somebody else writes: the import has to wait
                page.get_by_role("button", name="Bevestigen en opslaan").click()
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
