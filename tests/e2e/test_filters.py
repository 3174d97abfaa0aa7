"""Choosing a part: the numbers follow, the address holds it, and whoever opens that address sees the same."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e import look
from tests.e2e.app import ROOT, settle

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.e2e.app import App

pytestmark = pytest.mark.browser
VISITS = json.loads((ROOT / "tests/golden/voorbeeld-de-waart-2018-2020.json").read_text())["visits"]
AREA = "Waartplein"
DONE = VISITS["completed_by_area"][AREA]


def choose(page: Page, name: str) -> None:
    """Press a choice in the side bar."""
    page.get_by_test_id("stSidebar").get_by_role("button", name=name, exact=True).click()


def says(page: Page, text: str) -> None:
    """Wait until the page's answer says something."""
    expect(page.locator(".adv-answer").first).to_contain_text(text)
    settle(page)


def test_an_area_changes_the_numbers_and_its_address_shows_the_same_to_another(app: App, window: Callable[..., Page]) -> None:
    page = window()
    look.visit(page, app, "bereik")
    says(page, f"{VISITS['completed']} van de 160")
    choose(page, AREA)
    says(page, f"{DONE} gesprekken")
    expect(page).to_have_url(re.compile(re.escape(f"gebied={AREA}")))
    assert AREA in page.locator(".adv-chips").inner_text()
    other = window()
    other.goto(page.url)
    settle(other)
    assert look.answer(other) == look.answer(page)
    assert look.behind(other, "outcomes") == look.behind(page, "outcomes")


def test_a_choice_survives_going_to_another_page_and_is_wiped_with_one_click(app: App, page: Page) -> None:
    look.visit(page, app, "bereik", f"?gebied={AREA}")
    says(page, f"{DONE} gesprekken")
    look.walk_to(page, "themas")
    says(page, f"van de {DONE} gesprekken")
    expect(page).to_have_url(re.compile(re.escape(f"gebied={AREA}")))
    look.walk_to(page, "overzicht")
    assert look.cards(page)["Gesprekken"] == str(DONE)
    look.walk_to(page, "gegevens")  # has no filters
    look.walk_to(page, "themas")
    says(page, f"van de {DONE} gesprekken")
    page.get_by_role("button", name="Wis filters").click()
    says(page, f"van de {VISITS['completed']} gesprekken")
    expect(page).not_to_have_url(re.compile(re.escape("gebied")))


def test_a_click_on_a_bar_chooses_it_and_a_second_click_lets_everything_back(app: App, page: Page) -> None:
    look.visit(page, app, "bereik")
    page.set_viewport_size({"width": 1280, "height": 2600})
    settle(page)
    _click_last_bar(page)
    says(page, f"{DONE} gesprekken")
    expect(page).to_have_url(re.compile(re.escape(f"gebied={AREA}")))
    _click_last_bar(page)
    says(page, f"{VISITS['completed']} van de 160")


def test_a_click_on_a_quarter_chooses_it_and_its_address_shows_it_to_another(app: App, window: Callable[..., Page]) -> None:
    page = window()
    look.visit(page, app, "bereik", "?paneel=over_time")
    page.set_viewport_size({"width": 1280, "height": 5000})
    settle(page)
    page.locator(".st-key-chart_visits_over_time .barlayer .point path").nth(4).click(force=True)
    expect(page.locator(".adv-chips")).to_contain_text("01-01-2019 tot en met 31-03-2019")
    settle(page)
    expect(page).to_have_url(re.compile(re.escape("periode=2019-1")))
    other = window()
    other.goto(page.url)
    settle(other)
    assert look.answer(other) == look.answer(page)


def test_a_click_on_an_owner_chooses_the_organisation(app: App, page: Page) -> None:
    look.visit(page, app, "hulpvragen")
    page.set_viewport_size({"width": 1280, "height": 5000})
    settle(page)
    page.locator(".st-key-chart_requests_by_owner .barlayer .point path").first.click(force=True)
    expect(page.locator(".adv-chips")).to_contain_text("LEVgroep")
    settle(page)
    expect(page).to_have_url(re.compile(re.escape("organisatie=LEVgroep")))


def test_a_click_on_an_owner_who_is_no_partner_chooses_it_too(app: App, page: Page) -> None:
    look.visit(page, app, "hulpvragen")
    page.set_viewport_size({"width": 1280, "height": 6500})
    settle(page)
    page.locator(".st-key-chart_requests_by_owner .barlayer .trace.bars").nth(3).locator(".point path").last.click(force=True)
    expect(page.locator(".adv-chips")).to_contain_text("Gemeente")
    expect(page).to_have_url(re.compile(re.escape("organisatie=Gemeente")))


def test_a_click_on_a_goal_chooses_it_and_a_link_keeps_it(app: App, window: Callable[..., Page]) -> None:
    page = window()
    look.visit(page, app, "resultaten")
    page.set_viewport_size({"width": 1280, "height": 3500})
    settle(page)
    page.locator(".st-key-chart_goals .barlayer .trace.bars").first.locator(".point path").nth(1).click(force=True)
    expect(page.locator(".adv-chips")).to_contain_text("rondkomen")
    settle(page)
    expect(page).to_have_url(re.compile(re.escape("doel=rondkomen")))
    look.walk_to(page, "bereik")  # a visit has no goal: nothing is left out there, and nothing says so
    assert "rondkomen" not in page.locator(".adv-chips").inner_text()
    says(page, f"{VISITS['completed']} van de 160")
    look.walk_to(page, "hulpvragen")
    expect(page.locator(".adv-chips")).to_contain_text("rondkomen")
    other = window()
    other.goto(page.url)
    settle(other)
    assert look.answer(other) == look.answer(page)
    page.get_by_role("button", name="Wis filters").click()
    settle(page)
    expect(page).not_to_have_url(re.compile(re.escape("doel")))


def _click_last_bar(page: Page) -> None:
    bars = page.locator(".st-key-chart_outcomes .barlayer .trace.bars").last
    bars.locator(".point path").last.click(force=True)


def test_another_period_and_day_change_the_numbers(app: App, page: Page) -> None:
    look.visit(page, app, "bereik", "?periode=2019&peildatum=2020-06-30")
    answer = look.answer(page)
    assert "160 huisbezoeken" not in answer
    text = look.main_text(page)
    assert "Stand op 30 juni 2020" in text
    assert "01-01-2019 tot en met 31-12-2019" in text


def test_english_is_one_click_away_and_stays(app: App, page: Page) -> None:
    look.visit(page, app, "bereik", "?periode=2019-1")
    expect(page.locator(".adv-chips")).to_contain_text("01-01-2019 tot en met 31-03-2019")
    page.get_by_role("button", name="English").click()
    expect(page.locator(".adv-chips")).to_contain_text("01-01-2019 up to and including 31-03-2019")
    expect(page).to_have_url(re.compile(re.escape("periode=2019-1")))
    page.get_by_role("button", name="Clear filters").click()
    says(page, f"{VISITS['completed']} of the 160")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_url(re.compile(re.escape("taal=en")))
    page.get_by_test_id("stTopNavLink").filter(has_text="Budget").click()
    says(page, "A conversation costs €398 on average; €411 was budgeted")
    page.get_by_role("button", name="Nederlands").click()
    says(page, "Een gesprek kost gemiddeld € 398; begroot was € 411")
    expect(page).not_to_have_url(re.compile(re.escape("taal")))


def test_a_link_to_a_period_shows_it_in_either_language(app: App, page: Page) -> None:
    look.visit(page, app, "bereik", "?periode=2019-1&taal=en")
    expect(page.locator(".adv-chips")).to_contain_text("01-01-2019 up to and including 31-03-2019")
    page.get_by_test_id("stTopNavLink").filter(has_text="Requests").click()
    expect(page.locator(".adv-chips")).to_contain_text("01-01-2019 up to and including 31-03-2019")
    settle(page)
    expect(page).to_have_url(re.compile(re.escape("periode=2019-1")))


def test_another_project_has_its_own_numbers_and_the_address_holds_it(app: App, page: Page) -> None:
    look.visit(page, app, "bereik", f"?gebied={AREA}")
    page.get_by_role("combobox", name="Project").click()
    page.get_by_role("option", name="Annawijk").click()
    expect(page.locator(".adv-chips")).to_contain_text("Annawijk")
    settle(page)
    assert AREA not in look.main_text(page)
    expect(page).to_have_url(re.compile(re.escape("project=annawijk")))
    answer = look.answer(page)
    page.reload()
    settle(page)
    assert look.answer(page) == answer


@pytest.mark.parametrize(
    "query",
    [
        "?gebied=Nergens",
        "?project=niets",
        "?peildatum=gisteren",
        "?peildatum=1900-01-01",
        "?periode=1999",
        "?taal=fy",
        "?organisatie=%3Cimg%20src=x%3E",
    ],
)
def test_an_address_that_asks_for_what_is_not_there_shows_everything(app: App, reader: Page, query: str) -> None:
    look.visit(reader, app, "bereik", query)
    assert f"{VISITS['completed']} van de 160" in look.answer(reader)


def test_a_link_with_a_projects_code_shows_it_and_it_stays_on_the_next_page(app: App, page: Page) -> None:
    look.visit(page, app, "bereik", "?project=annawijk")
    expect(page.locator(".adv-chips")).to_contain_text("Annawijk")
    look.walk_to(page, "budget")
    expect(page.locator(".adv-chips")).to_contain_text("Annawijk")
    expect(page).to_have_url(
        re.compile(re.escape("project=annawijk"))
    )  # so that the address of this page shows the same to another
    page.reload()
    settle(page)
    expect(page.locator(".adv-chips")).to_contain_text("Annawijk")


def test_a_period_survives_a_page_without_filters_and_not_another_project(app: App, page: Page) -> None:
    look.visit(page, app, "bereik", "?project=de%20Waart&periode=2019")
    look.walk_to(page, "gegevens")
    look.walk_to(page, "themas")
    expect(page.locator(".adv-chips")).to_contain_text("01-01-2019 tot en met 31-12-2019")
    look.walk_to(page, "gegevens")
    page.get_by_role("combobox", name="Project").click()
    page.get_by_role("option", name="Annawijk").click()
    settle(page)
    look.walk_to(page, "themas")
    expect(page.locator(".adv-chips")).to_contain_text("Annawijk")
    assert "tot en met" not in page.locator(".adv-chips").inner_text()


def test_an_unknown_project_in_the_address_is_said(app: App, page: Page) -> None:
    look.visit(page, app, "bereik", "?project=niets")
    expect(page.get_by_test_id("stSidebar")).to_contain_text("Het adres vraagt om project “niets”, maar dat is er niet.")
