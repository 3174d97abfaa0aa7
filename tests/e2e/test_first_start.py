"""The first start: a project to look at, said to be invented, and gone for ever with one click."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e import look
from tests.e2e.app import ROOT, running_app, settle
from tests.e2e.workbook import dutch_amount

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.e2e.app import App

pytestmark = pytest.mark.browser
GOLDEN = json.loads((ROOT / "tests/golden/voorbeeld-de-waart-2018-2020.json").read_text())
VISITS, REQUESTS, OUTCOMES = GOLDEN["visits"], GOLDEN["requests"], GOLDEN["outcomes"]
FIRST_GOALS = ("meedoen", "rondkomen")
STATUS = REQUESTS["by_status"]
SPENT = dutch_amount(round(100 * GOLDEN["budget"]["spent"]))
TO_READ = {
    "overzicht": [
        f"{VISITS['completed']} van 160",
        SPENT,
        f"{STATUS['open'] + STATUS['in_progress']} van {REQUESTS['total']}",
        f"{STATUS['closed']} van {REQUESTS['total']}",
    ],
    "bereik": [f"zijn {VISITS['completed']} van de 160 huisbezoeken gedaan", "Stand op 31 december 2020"],
    "budget": ["onder het budget van € 65.750", "€ 398; begroot was € 411", f"is {SPENT} besteed"],
    "themas": [f"in {VISITS['completed_by_theme']['wonen']} van de {VISITS['completed']} gesprekken"],
    "hulpvragen": [
        f"{STATUS['open'] + STATUS['in_progress']} van de {REQUESTS['total']} hulpvragen lopen nog",
    ],
    "prognose": ["zijn waarschijnlijk rond 24 januari 2021 klaar", "uiterlijk in de week van 28 februari 2021"],
    "resultaten": [
        f"{STATUS['closed']} van de {REQUESTS['total']} hulpvragen zijn afgerond",
        f"Daarmee zijn {OUTCOMES['households_helped']} huishoudens geholpen",
    ],
    "kernteam": [f"{GOLDEN['core_team']['visits_by_organisation']['LEVgroep']} van de {VISITS['total']}"],
    "wijken": ["Annawijk loopt nog"],
    "publiceren": ["Er is nog niets gepubliceerd.", "Laat zien hoe het wordt"],
    "verantwoording": [
        f"Sinds de start zijn {VISITS['completed']} van de 160 afgesproken bezoeken afgerond",
        "Van het budget van € 65.750 is",
    ],
    "gegevens": [f"0 → {VISITS['total']}", f"0 → {REQUESTS['total']}", f"→ {SPENT}"],
}
IS_SAMPLE = "Voorbeeldgegevens: verzonnen."


@pytest.mark.parametrize("name", look.PAGES)
def test_every_page_says_that_it_is_the_sample_and_shows_its_golden_figures(app: App, reader: Page, name: str) -> None:
    look.visit(reader, app, name)
    text = look.main_text(reader)
    assert IS_SAMPLE in text
    for sentence in TO_READ[name]:
        assert sentence in text


@pytest.mark.parametrize(
    ("english", "dutch"),
    [
        ("(0.4 seconds)", "(0,4 seconden)"),
        ("(1 minute, 2.0 seconds)", "(1 minuut, 2,0 seconden)"),
        ("(3 minutes, 12.5 seconds)", "(3 minuten, 12,5 seconden)"),
    ],
)
def test_how_long_a_slow_step_takes_is_told_in_dutch(app: App, reader: Page, english: str, dutch: str) -> None:
    look.visit(reader, app, "gegevens")
    told = reader.evaluate(
        """async (text) => {
            const beside = document.querySelector("[data-testid=stMain]").appendChild(document.createElement("span"));
            beside.append("(0.0 seconds)");
            await new Promise((done) => setTimeout(done, 100));
            beside.firstChild.data = text;  // as Streamlit counts on
            await new Promise((done) => setTimeout(done, 100));
            const told = beside.innerText;
            beside.remove();
            return told;
        }""",
        english,
    )
    assert told == dutch


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
