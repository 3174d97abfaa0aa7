"""Every page of the sample, looked at in all ways: its figures, on paper, and with axe-core at any width, light in Dutch, dark in English."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.e2e import look
from tests.e2e.accessibility import WIDTHS, violations_at
from tests.e2e.app import ROOT, settle
from tests.e2e.paper import on_paper
from tests.e2e.test_first_start import IS_SAMPLE
from tests.e2e.workbook import dutch_amount

if TYPE_CHECKING:
    from collections.abc import Iterable

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
    "prognose": ["zijn waarschijnlijk rond 24 januari 2021 klaar", "uiterlijk in de week van 21 februari 2021"],
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
FORMS = ("verantwoording", "publiceren", "gegevens")  # without panels, and nobody prints them
MENU = "[data-testid=stPopover], [data-testid=stPopoverBody]"
PANELS = [name for name in look.PAGES if name not in FORMS]


def looked_at(names: Iterable[str], *schemes: str) -> pytest.MarkDecorator:
    """Ask something of pages; all that is asked of one is asked by one process, which opens it once for each theme."""
    looks = [
        pytest.param((name, scheme), marks=pytest.mark.xdist_group(name), id=f"{name}-{scheme}")
        for name in names
        for scheme in schemes
    ]
    return pytest.mark.parametrize("what", looks, scope="module")


@pytest.fixture(scope="module")
def shown(app: App, reader: Page, what: tuple[str, str]) -> Page:
    name, scheme = what
    reader.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of its two
    reader.set_viewport_size({"width": WIDTHS[0], "height": 900})
    look.visit(reader, app, name, "?taal=en" if scheme == "dark" else "")
    return reader


@looked_at(look.PAGES, "light")
def test_it_says_that_it_is_the_sample_and_shows_its_golden_figures(shown: Page, what: tuple[str, str]) -> None:
    text = look.main_text(shown)
    assert IS_SAMPLE in text
    for sentence in TO_READ[what[0]]:
        assert sentence in text


@looked_at(look.PAGES, "dark")
def test_it_is_as_english_in_either_theme(shown: Page, what: tuple[str, str]) -> None:
    for scheme in ("light", "dark"):
        shown.emulate_media(color_scheme=scheme)
        settle(shown)
        assert shown.locator("html").get_attribute("lang") == "en"
        assert "Bezoeken" not in look.main_text(shown).replace("Bezoeken-", "").replace(
            "Bezoeken · row", ""
        )  # its file's own name of a sheet


@looked_at(PANELS, "light")
def test_on_paper_there_is_the_page_only_and_nothing_is_cut_off(shown: Page, what: tuple[str, str]) -> None:
    assert on_paper(shown) == {"seen": [], "wide": [], "over": 0}


@looked_at(look.PAGES, "light", "dark")
def test_it_has_no_violation_at_any_width(shown: Page, what: tuple[str, str]) -> None:
    assert violations_at(shown, is_dark=what[1] == "dark") == {}


@looked_at(PANELS, "light", "dark")
def test_it_has_no_violation_with_a_menu_open(shown: Page, what: tuple[str, str]) -> None:
    shown.set_viewport_size({"width": WIDTHS[0], "height": 900})
    settle(shown)
    look.last_menu(shown)
    assert violations_at(shown, within=MENU) == {}
    assert shown.get_by_test_id("stPopoverBody").is_visible()
