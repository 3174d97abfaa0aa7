"""A page on paper: only the page, nothing cut off; and the button asks for it once charts are as wide as the sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e import look

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.e2e.app import App

pytestmark = pytest.mark.browser
A4 = 703  # pixels between the margins
ON_PAPER = """() => {
    const seen = [...document.querySelectorAll('[data-testid=stSidebar], [data-testid=stHeader], button, summary')].filter((one) => one.offsetHeight);
    const parts = document.querySelectorAll('.svg-container, .main-svg, .adv-table table, .adv-card, .adv-chart, .adv-heading');
    const wide = [...parts].filter((one) => one.getBoundingClientRect().right > innerWidth + 1);
    const charts = [...document.querySelectorAll('.svg-container')].map((one) => one.getBoundingClientRect());
    const texts = [...document.querySelectorAll('.adv-chart')].map((one) => one.getBoundingClientRect());
    const over = charts.filter((chart) => texts.some((text) => text.top < chart.bottom - 1 && text.bottom > chart.top + 1
        && text.left < chart.right && text.right > chart.left));
    return {seen: seen.map((one) => one.innerText || one.dataset.testid), wide: wide.map((one) => one.className.baseVal ?? one.className), over: over.length};
}"""


def on_paper(page: Page) -> object:
    """What is wrong with a page as it would be printed."""
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": A4, "height": 900})
    found: object = page.evaluate(ON_PAPER)
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    return found


def test_on_paper_there_is_the_page_only_and_nothing_is_cut_off(app: App, reader: Page) -> None:
    found, pages = {}, [name for name in look.PAGES if name not in {"verantwoording", "publiceren", "gegevens"}]  # forms
    for name in pages:
        look.visit(reader, app, name)
        found[name] = on_paper(reader)
    assert found == {name: {"seen": [], "wide": [], "over": 0} for name in pages}


def test_a_page_in_the_dark_theme_is_printed_dark_on_white(app: App, window: Callable[..., Page]) -> None:
    page = window(dark=True)
    look.visit(page, app, "budget")
    page.emulate_media(media="print")
    look_of = (
        "(one) => { const {color, backgroundColor, filter} = getComputedStyle(one); return [color, backgroundColor, filter]; }"
    )
    assert page.locator("body").evaluate(look_of)[1] == "rgb(255, 255, 255)"
    assert page.get_by_test_id("stApp").evaluate(look_of)[1] == "rgb(255, 255, 255)"
    assert page.locator(".adv-answer").first.evaluate(look_of)[0] == "rgb(31, 41, 51)"
    assert page.locator(".js-plotly-plot").first.evaluate(look_of)[2].startswith("invert(1)")


def test_charts_take_over_another_theme_of_the_system(app: App, window: Callable[..., Page]) -> None:
    page = window()
    look.visit(page, app, "budget")
    text = page.locator(".js-plotly-plot .main-svg text").first
    expect(text).to_have_css("fill", "rgb(31, 41, 51)")
    page.emulate_media(color_scheme="dark")
    expect(text).to_have_css("fill", "rgb(238, 241, 245)")


def test_the_button_prints_once_charts_are_as_wide_as_the_sheet_and_the_page_is_as_before_after(
    app: App, window: Callable[..., Page]
) -> None:
    page = window()
    look.visit(page, app, "bereik")
    page.evaluate("void (window.print = () => { window.advPrinted = document.querySelector('.svg-container').offsetWidth; })")
    page.get_by_role("button", name="Bewaar als PDF").click()
    page.wait_for_function("() => window.advPrinted")
    assert page.evaluate("window.advPrinted") <= A4
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.wait_for_function("() => document.querySelector('.svg-container').offsetWidth > 720")
    assert page.locator(".main-svg[viewBox]").count() == 0
