"""What if: what one would change stands in the address, and whoever opens that address sees the same dates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e import look
from tests.e2e.accessibility import violations
from tests.e2e.app import settle

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.e2e.app import App

pytestmark = pytest.mark.browser
HALFWAY = "?peildatum=2019-10-22"


def fan(page: Page) -> str:
    """The sentence above the fan."""
    return look.plainly(page.locator(".st-key-adv_fan .adv-chart p").first.inner_text())


def test_what_one_would_change_is_in_the_address_and_moves_the_dates_for_another_too(app: App, window: Callable[..., Page]) -> None:
    page = window()
    look.visit(page, app, "prognose", HALFWAY)
    assert fan(page).startswith("In 1 van de 10 gevallen is het doel uiterlijk")
    page.locator(".st-key-adv_what_if summary").click()
    more = page.get_by_label("Gesprekken per week erbij")
    more.fill("2")
    more.press("Enter")
    expect(page.locator(".st-key-adv_fan .adv-chart p").first).to_contain_text("Stel: 2 gesprekken per week meer")
    settle(page)
    expect(page).to_have_url(re.compile(re.escape("erbij=2")))
    other = window(width=400, dark=True)
    other.goto(page.url)
    settle(other)
    assert fan(other) == fan(page)
    expect(other.get_by_label("Gesprekken per week erbij")).to_be_visible()  # one sees at once what was changed
    for visitor in (page, other):
        assert not violations(visitor)


def test_behind_earlier_forecasts_are_the_visits_they_are_held_against(app: App, reader: Page) -> None:
    look.visit(reader, app, "prognose", "?paneel=looking_back")
    look.menu(reader, "backtest")
    reader.locator(".st-key-open_rows_backtest button").click()
    part = reader.locator(".st-key-rows_of_backtest")
    expect(part.locator("table tbody tr").first).to_contain_text("gesprek gevoerd")
