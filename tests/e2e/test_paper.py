"""A page on paper: only the page, nothing cut off; and the button asks for it once charts are as wide as the sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e import look
from tests.e2e.paper import A4

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.e2e.app import App

pytestmark = pytest.mark.browser


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
