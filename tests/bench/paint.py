"""What a visitor waits for in a real browser: bytes and requests of a first visit, the first number, and the last chart.

Ours and an empty Streamlit page by turns, each time in a new window (cold) and then once more in the same one (warm: the browser
has kept what it may). Servers are warm both times.
"""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from tests.e2e.app import SETTLED, WAIT, chromium_browser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext

TURNS = 5
# Looks at every frame. A number is one in an answer: the date in the heading is none.
WATCH = """() => {
    const paint = window.advPaint = {first: null, chart: null, charts: 0};
    const number = () => [...document.querySelectorAll('[data-testid=stMain] :is(.adv-answer, .adv-value)')].some((one) => /\\d/.test(one.innerText));
    const text = () => document.querySelector('[data-testid=stMain] [data-testid=stMarkdown]')?.innerText;
    const look = () => {
        const isOurs = document.querySelector('[data-adv-language]') !== null;
        if (paint.first === null && (isOurs ? number() : text() === 'Goedemorgen')) paint.first = performance.now();
        const charts = document.querySelectorAll('.js-plotly-plot .main-svg').length;
        if (charts > paint.charts) { paint.charts = charts; paint.chart = performance.now(); }
        requestAnimationFrame(look);
    };
    look();
}"""
EMPTY_SETTLED = "() => window.advPaint.first !== null"


class Paint(Struct, frozen=True):
    """One visit: what came over the line, and milliseconds from the address to what one sees."""

    kilobytes: float
    requests: int
    first: float
    last_chart: float | None  # None on a page without charts


def visit(context: BrowserContext, address: str, settled: str) -> Paint:
    """Open an address in a new tab, and say what it took."""
    page = context.new_page()
    bytes_of: list[float] = []
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.on("Network.loadingFinished", lambda event: bytes_of.append(event["encodedDataLength"]))
    page.add_init_script(f"({WATCH})()")
    page.goto(address)
    page.wait_for_function(settled, timeout=WAIT)
    seen: dict[str, Any] = page.evaluate("window.advPaint")
    page.close()
    return Paint(sum(bytes_of) / 1000, len(bytes_of), seen["first"] or 0.0, seen["chart"])


def cold_and_warm(browser: Browser, address: str, settled: str) -> tuple[Paint, Paint]:
    """Visit an address as somebody new, and once more."""
    context = browser.new_context(locale="nl-NL", viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    try:
        return visit(context, address, settled), visit(context, address, settled)
    finally:
        context.close()


def middle(paints: list[Paint]) -> Paint:
    """The visit in the middle, per figure."""
    charts = [paint.last_chart for paint in paints if paint.last_chart is not None]
    return Paint(
        statistics.median(paint.kilobytes for paint in paints),
        round(statistics.median(paint.requests for paint in paints)),
        statistics.median(paint.first for paint in paints),
        statistics.median(charts) if charts else None,
    )


def against_empty(ours: str, empty: str) -> Iterator[tuple[str, Paint]]:
    """Visit both by turns: the middle of each, cold and warm."""
    with chromium_browser() as browser:
        cold_and_warm(browser, empty, EMPTY_SETTLED)  # servers and the browser's program wake up
        cold_and_warm(browser, ours, SETTLED)
        theirs_runs, our_runs = [], []
        for _ in range(TURNS):
            theirs_runs.append(cold_and_warm(browser, empty, EMPTY_SETTLED))
            our_runs.append(cold_and_warm(browser, ours, SETTLED))
    for at, state in enumerate(("cold", "warm")):
        yield f"empty {state}", middle([run[at] for run in theirs_runs])
        yield f"ours {state}", middle([run[at] for run in our_runs])


def each_page(addresses: dict[str, str]) -> Iterator[tuple[str, Paint]]:
    """Visit every page in one window, with what the browser has kept: its first number and its last chart."""
    with chromium_browser() as browser:
        context = browser.new_context(locale="nl-NL", viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
        visit(context, next(iter(addresses.values())), SETTLED)
        for name, address in addresses.items():
            visit(context, address, SETTLED)  # the server has made its charts
            yield name, middle([visit(context, address, SETTLED) for _ in range(3)])
        context.close()
