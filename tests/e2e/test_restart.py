"""What a server that is killed leaves behind: what was read can still be confirmed, and another household key is noticed."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest

from adv.households import KEY_BYTES
from tests.e2e import look
from tests.e2e.app import ROOT, forked_app

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
SAMPLE = ROOT / "sample_data/voorbeeld-de-waart-2018-2020.xlsx"


def test_what_was_read_is_confirmed_after_a_restart_and_another_key_stops_the_next_import(browser: Browser, tmp_path: Path) -> None:
    page = browser.new_context(locale="nl-NL").new_page()
    confirm = page.locator(".st-key-adv_confirm button")
    with forked_app(tmp_path, "--no-sample") as app:
        look.visit(page, app, "gegevens")
        look.upload(page, SAMPLE)
        confirm.wait_for()
        os.kill(app.pid, signal.SIGKILL)
    with forked_app(tmp_path, "--no-sample") as app:
        look.visit(page, app, "gegevens")
        page.locator(".st-key-adv_waiting_look button").click()
        confirm.click()
        page.get_by_text("Opgeslagen").first.wait_for()
        (tmp_path / "household.key").write_bytes(b"x" * KEY_BYTES)
        look.visit(page, app, "gegevens")
        look.upload(page, SAMPLE)
        said = page.get_by_text("household.key in de gegevensmap hoort niet bij deze gegevens")
        said.wait_for()
        output = app.output.read_text()
    page.context.close()
    assert "refused: StoreError (household_key_other)" in output
