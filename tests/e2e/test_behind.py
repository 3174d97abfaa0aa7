"""From a number to the cell it came from, with the mouse and with the keyboard alone."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e import look
from tests.e2e.app import ROOT, settle

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.e2e.app import App

pytestmark = pytest.mark.browser
GOLDEN = json.loads((ROOT / "tests/golden/voorbeeld-de-waart-2018-2020.json").read_text())
STANDS = re.compile(r"^voorbeeld-de-waart-2018-2020\.xlsx · (Bezoeken|Hulpvragen|Uitgaven) · rij \d+$")


def click(page: Page, bar: Locator) -> None:
    """In the middle of a bar; Plotly's own layer lies above it."""
    page.mouse.wheel(0, 1)  # who moves the page is no longer taken to the panel that the address names
    bar.evaluate("bar => bar.scrollIntoView({block: 'center'})")
    settle(page)  # what is drawn above it moves it
    box = bar.bounding_box()
    assert box
    place = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(*place)
    page.locator(".hoverlayer .hovertext").first.wait_for()  # Plotly knows of a click only what it shows under the mouse
    page.mouse.click(*place)


def rows_of(page: Page, chart: str, count: int) -> list[list[str]]:
    table = page.locator(f".st-key-rows_of_{chart} table")
    expect(table.locator("tbody tr")).to_have_count(count)
    return look.rows(table)


def test_a_click_on_a_bar_shows_the_rows_that_it_counts(app: App, page: Page) -> None:
    look.visit(page, app, "hulpvragen", "?paneel=per_household")
    bars = page.locator(".st-key-adv_per_household .barlayer path")
    click(page, bars.nth(1))  # one request
    table = page.locator(".st-key-rows_of_requests_per_household table")
    table.locator("tbody tr").first.wait_for()
    assert all(STANDS.match(row[-1]) for row in look.rows(table))


def test_a_cell_of_a_heat_map_shows_its_rows(app: App, page: Page) -> None:
    look.visit(page, app, "themas", "?paneel=by_goal")
    cell = page.locator(".st-key-adv_by_goal .scatterlayer .point").first
    click(page, cell)
    panel = page.locator(".st-key-rows_of_theme_by_goal")
    panel.locator("tbody tr").first.wait_for()
    chosen = look.plainly(panel.locator("caption").inner_text())
    rows = look.rows(panel.locator("table"))
    theme, goal = chosen.split(": ", 1)[1].split(" · ")
    assert {(row[2], row[3]) for row in rows} == {(theme, goal)}


def test_by_keyboard_one_comes_from_an_answer_to_its_rows(app: App, page: Page) -> None:
    look.visit(page, app, "overzicht")
    page.locator(".st-key-menu_answers button").focus()
    page.keyboard.press("Enter")
    page.locator(".st-key-open_rows_answers button").focus()
    page.keyboard.press("Enter")
    panel = page.locator(".st-key-rows_of_answers")
    visits = rows_of(page, "answers", GOLDEN["visits"]["completed"])
    assert {row[4] for row in visits} == {"gesprek gevoerd"}
    settle(page)
    panel.get_by_role("combobox").focus()
    page.keyboard.type("Besteed")
    page.keyboard.press("Enter")
    expect(panel.get_by_text(re.compile(r"uitgaven\. Samen €"))).to_be_visible()
    assert all(STANDS.match(row[-1]) for row in look.rows(panel.locator("table")))
