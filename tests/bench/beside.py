"""What others notice while somebody's heavy file is read: the reruns of one visitor at rest, and beside a browser that uploads.

    python -m tests.bench.beside FOLDER     prints milliseconds: median and p95 at rest, median and p95 beside, and seconds of reading

The file has 40 sheets of 500 columns, each of which could be a list: the dearest thing to recognise that is known (582 kB).
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import xlsxwriter

from tests.bench.session import Server, serve, session
from tests.e2e import look
from tests.e2e.app import ROOT, chromium_browser, visitor

if TYPE_CHECKING:
    from playwright.sync_api import Page

SHEETS, COLUMNS, ROWS = 40, 500, 20
AT_REST = 60  # reruns
PATIENCE = 60_000  # milliseconds until the page says what came of it


def wide_workbook(path: Path) -> Path:
    """Write sheets with headers that nobody knows over days, words and numbers."""
    with xlsxwriter.Workbook(path) as book:
        for number in range(SHEETS):
            sheet = book.add_worksheet(f"Blad {number}")
            sheet.write_row(0, 0, [f"Vraag {number} {column}" for column in range(COLUMNS)])
            for row in range(1, ROWS):
                sheet.write_row(row, 0, [("ja", row, "Waartplein", f"{row}-3-2019")[column % 4] for column in range(COLUMNS)])
    return path


async def reruns(server: Server, done: threading.Event, most: int) -> list[float]:
    """Milliseconds of each rerun of the first page, one after the other, until `done` or so many."""
    waits: list[float] = []
    async with session(server) as one:
        for _ in range(4):
            await one.rerun()
        while len(waits) < most and not done.is_set():
            start = time.perf_counter()
            await one.rerun()
            waits.append((time.perf_counter() - start) * 1000)
            await asyncio.sleep(0.05)
    return waits


def told(waits: list[float]) -> tuple[float, float]:
    """Median and p95."""
    ordered = sorted(waits)
    return ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]


def main() -> None:
    """Measure and print."""
    file = wide_workbook(Path(sys.argv[1]) / "wide.xlsx")
    with tempfile.TemporaryDirectory() as data, serve(ROOT / "dashboard.py", {"ADV_DATA": data}, cwd=ROOT) as server:
        rest = told(asyncio.run(reruns(server, threading.Event(), AT_REST)))
        done, beside = threading.Event(), list[float]()
        others = threading.Thread(target=lambda: beside.extend(asyncio.run(reruns(server, done, sys.maxsize))))
        with chromium_browser() as browser, visitor(browser) as page:
            page.goto(f"http://localhost:{server.port}/gegevens")
            page.get_by_test_id("stFileUploaderDropzoneInput").wait_for(state="attached")
            others.start()
            start = time.perf_counter()
            look.upload(page, file)
            read(page)
            seconds = time.perf_counter() - start
            done.set()
            others.join()
    print(*(f"{figure:.1f}" for figure in (*rest, *told(beside), seconds)))


def read(page: Page) -> None:
    """Wait until the page says what came of the file: something to confirm, a question, or why it was refused."""
    page.locator(".st-key-adv_question, .st-key-adv_confirm_bar, [data-testid=stAlert]").first.wait_for(timeout=PATIENCE)


if __name__ == "__main__":
    main()
