"""Everybody can use it: no violation of WCAG 2.2 AA that axe-core knows, on any page, and everything within reach of the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.e2e import look
from tests.e2e.accessibility import WIDTHS, violations, violations_at
from tests.e2e.app import ROOT, settle

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.e2e.app import App

pytestmark = pytest.mark.browser
WORKBOOK = ROOT / "sample_data/voorbeeld-de-waart-zelf-bijgehouden.xlsx"


both_themes = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])


@both_themes
@pytest.mark.parametrize("name", ["overzicht", "gegevens"])
def test_a_page_without_data_has_no_violation(empty_app: App, window: Callable[..., Page], name: str, *, dark: bool) -> None:
    page = window(dark=dark)
    look.visit(page, empty_app, name)
    assert violations_at(page, is_dark=dark) == {}


@both_themes
def test_no_step_of_an_upload_has_a_violation(app: App, window: Callable[..., Page], *, dark: bool) -> None:
    page = window(dark=dark)
    look.visit(page, app, "gegevens")
    look.upload(page, WORKBOOK)
    page.locator(".st-key-adv_confirm button").wait_for()
    settle(page)
    assert violations_at(page, is_dark=dark) == {}, "in the middle"
    for fold in ("adv_understood", "adv_findings", "adv_changes"):
        look.unfold(page, fold)
    assert violations_at(page, WIDTHS[::-1], is_dark=dark) == {}, "with everything open"
    look.visit(page, app, "gegevens")
    page.locator(".st-key-adv_waiting").wait_for()
    assert violations_at(page, is_dark=dark) == {}, "one that waits"
    page.locator(".st-key-adv_waiting_look button").click()
    page.get_by_role("button", name="Gooi dit weg").wait_for()
    settle(page)
    assert violations_at(page, WIDTHS[::-1], is_dark=dark) == {}, "one that waited, opened"
    page.get_by_role("button", name="Gooi dit weg").click()  # else it waits for the next visitor
    page.locator(".st-key-adv_waiting").wait_for(state="detached")


def test_axe_finds_what_is_wrong(empty_app: App, reader: Page) -> None:
    look.visit(reader, empty_app, "overzicht")
    reader.evaluate("document.querySelector('h1').insertAdjacentHTML('afterend', '<button></button>')")
    assert [one.rule for one in violations(reader)] == ["button-name"]


FOCUSED = """() => {
    const at = document.activeElement, box = at.getBoundingClientRect(), style = getComputedStyle(at);
    const rings = [at, at.parentElement, at.parentElement?.parentElement].map((one) => one && getComputedStyle(one));
    return {
        name: (at.getAttribute('aria-label') || at.innerText || at.title || '').trim(),
        tag: at.tagName,
        where: at.closest('[data-testid=stSidebar]') ? 'choice' : at.closest('[data-testid=stHeader]') ? 'pages'
            : at.closest('[class*=st-key-menu_]') ? 'menu' : at.closest('[data-testid=stMain]') ? 'main' : 'other',
        seen: rings.some((look) => look && (look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) > 0
            || look.boxShadow !== 'none' || look.borderColor !== 'rgba(0, 0, 0, 0)' && parseFloat(look.borderWidth) > 0)),
        size: [box.width, box.height],
    };
}"""


def test_the_keyboard_reaches_pages_choices_and_menus_and_one_sees_where_one_is(app: App, page: Page) -> None:
    look.visit(page, app, "bereik")
    stops = []
    for _ in range(60):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(FOCUSED))
    names = [stop["name"] for stop in stops]
    for name in [*look.PAGES.values(), "Waartplein", "Politie", "English", "Verwijder de voorbeeldgegevens"]:
        assert any(name in one for one in names), name
    assert {"pages", "choice", "main", "menu"} <= {stop["where"] for stop in stops}
    assert not [(stop["tag"], stop["name"]) for stop in stops if not stop["seen"] and stop["tag"] != "BODY"]


def test_enter_opens_a_menu_and_from_it_a_table_whose_rows_can_be_reached(app: App, page: Page) -> None:
    look.visit(page, app, "bereik")
    page.locator(".st-key-menu_outcomes button").focus()
    page.keyboard.press("Enter")
    page.locator(".st-key-open_table_outcomes button").focus()
    page.keyboard.press("Enter")
    page.locator(".st-key-table_of_outcomes .adv-table").wait_for()
    settle(page)
    page.locator(".st-key-table_of_outcomes .adv-table").focus()
    assert page.evaluate("document.activeElement.className") == "adv-table"
