"""A page as it would be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

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
