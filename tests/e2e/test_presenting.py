"""A page in a meeting: one panel at a time, by keyboard and mouse, in both themes; and what a phone has for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e import look
from tests.e2e.accessibility import violations

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.e2e.app import App

pytestmark = pytest.mark.browser
SHOWN = """() => {
    const {left, top, right, bottom, width} = document.querySelector('[data-adv-shown]').getBoundingClientRect();
    const charts = [...document.querySelectorAll('[data-adv-shown] .main-svg')].map((one) => one.getBoundingClientRect().width);
    const text = Math.min(...[...document.querySelectorAll('[data-adv-shown] :is(text, p)')].map((one) => parseFloat(getComputedStyle(one).fontSize)));
    const scale = parseFloat(document.querySelector('[data-adv-shown]').style.getPropertyValue('--adv-scale'));
    return {text: text * scale, fits: left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight - 48, width, wide: charts.filter((one) => one > width + 1).length};
}"""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_panels_are_shown_one_by_one_large_until_escape(app: App, window: Callable[..., Page], *, dark: bool) -> None:
    page = window(dark=dark, width=1440)
    look.visit(page, app, "bereik")
    start, place = page.get_by_role("button", name="Presenteren"), page.locator(".adv-place")
    narrow = page.locator(".st-key-adv_outcomes").bounding_box()
    start.click()
    expect(place).to_have_text("1 van 4")
    expect(page.locator("[data-adv-shown]")).to_contain_text("huisbezoeken")  # the answer comes first
    for number, key in enumerate(("ArrowRight", "PageDown", "ArrowDown"), start=2):
        page.keyboard.press(key)
        expect(place).to_have_text(f"{number} van 4")
        found = page.evaluate(SHOWN)
        assert (found["fits"], found["wide"]) == (True, 0), number
    assert narrow is not None
    assert found["width"] > 1.2 * narrow["width"]
    assert found["text"] >= 22  # pixels: read at three metres
    for _ in range(2):
        page.keyboard.press("ArrowRight")
        expect(place).to_have_text("4 van 4")
        assert page.evaluate(SHOWN) == found  # the last one stays, as large
    assert page.get_by_role("heading", level=1).is_hidden()  # nothing else is read aloud
    assert not violations(page)
    page.get_by_role("button", name="Vorige").click()
    expect(place).to_have_text("3 van 4")
    page.keyboard.press("Escape")
    expect(place).to_be_hidden()
    expect(start).to_be_focused()
    assert page.get_by_role("heading", level=1).is_visible()


def test_a_phone_says_where_the_pages_are_and_gives_a_link_to_what_one_sees(app: App, window: Callable[..., Page]) -> None:
    page = window(width=400)
    page.context.grant_permissions(["clipboard-read"])
    look.visit(page, app, "bereik", "?gebied=Waartplein")
    menu = page.get_by_role("button", name="Menu openen")
    assert menu.evaluate("(button) => getComputedStyle(button, '::after').content") == '"Menu"'
    link = page.locator(".adv-tools").get_by_role("button", name="Kopieer link")
    link.click()
    expect(page.get_by_role("button", name="Link gekopieerd")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == look.address(app, "bereik", "?gebied=Waartplein")
    menu.click()
    expect(page.get_by_role("link", name="Hulpvragen")).to_be_visible()
