"""The first start: a project to look at, said to be invented, and gone for ever with one click."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e import look
from tests.e2e.app import running_app, settle

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.e2e.app import App

pytestmark = pytest.mark.browser
IS_SAMPLE = "Voorbeeldgegevens: verzonnen."


SECONDS = {
    "(0.4 seconds)": "(0,4 seconden)",
    "(1 minute, 2.0 seconds)": "(1 minuut, 2,0 seconden)",
    "(3 minutes, 12.5 seconds)": "(3 minuten, 12,5 seconden)",
}


def test_how_long_a_slow_step_takes_is_told_in_dutch(app: App, reader: Page) -> None:
    look.visit(reader, app, "gegevens")
    told = reader.evaluate(
        """async (texts) => Promise.all(texts.map(async (text) => {
            const beside = document.querySelector("[data-testid=stMain]").appendChild(document.createElement("span"));
            beside.append("(0.0 seconds)");
            await new Promise((done) => setTimeout(done, 100));
            beside.firstChild.data = text;  // as Streamlit counts on
            await new Promise((done) => setTimeout(done, 100));
            const told = beside.innerText;
            beside.remove();
            return told;
        }))""",
        [*SECONDS],
    )
    assert told == [*SECONDS.values()]


def test_the_start_says_where_the_dashboard_is(app: App) -> None:
    assert app.url in app.output.read_text()


def test_the_sample_leaves_with_one_click_and_a_restart_does_not_bring_it_back(tmp_path: Path, page: Page) -> None:
    with running_app(tmp_path / "data") as app:
        look.visit(page, app, "overzicht")
        page.get_by_role("button", name="Verwijder de voorbeeldgegevens").click()
        expect(page.get_by_text("De voorbeeldgegevens zijn verwijderd.")).to_be_visible()
        assert IS_SAMPLE not in look.main_text(page)
        _is_empty_and_leads_to_data(page)
        page.goto("about:blank")
    with running_app(tmp_path / "data") as app:
        look.visit(page, app, "overzicht")
        assert IS_SAMPLE not in look.main_text(page)
        _is_empty_and_leads_to_data(page)
        page.goto("about:blank")


def _is_empty_and_leads_to_data(page: Page) -> None:
    settle(page)
    assert look.answer(page) == "Er zijn nog geen gegevens van de Waart."
    assert not page.locator(".js-plotly-plot").count()
    page.get_by_role("link", name="Naar Gegevens").click()
    expect(page.get_by_role("heading", level=1, name="Gegevens")).to_be_visible()
    settle(page)
