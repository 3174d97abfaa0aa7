"""How long her own file takes: `python -m tests.e2e.five_minutes` prints the clicks and seconds for workbooks of real life.

A person is played that passes over what is asked and reads nothing: the seconds are those of the program. A file that is chosen
counts as one click, and every button.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.e2e import look
from tests.e2e.app import ROOT, chromium_browser, running_app, settle, visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.e2e.app import App

FOLDER = ROOT / "tests" / "reallife"
CASES = (
    "b1_ing_af_bij",
    "b3_exact_ledger_card",
    "b7_journal_signed_both_sides",
    "c1_options_with_commas",
    "c2_microsoft_forms",
    "d3_us_dates_no_time_csv",
    "hk1_colours_with_legend",
    "k1_kobo_single_and_separate",
    "s1_rows_struck_out",
    "x1_qualtrics_three_headers",
)
MOST_QUESTIONS = 20
ANOTHER = "before => document.querySelector('.st-key-adv_question')?.innerText !== before"  # question, or none any more


def main() -> None:
    """Play every case on a database of its own."""
    print(f"{'workbook':34} {'questions':>9} {'clicks':>7} {'seconds':>8}  what is stored")
    with chromium_browser() as browser:
        for case in sys.argv[1:] or CASES:
            with tempfile.TemporaryDirectory() as data, running_app(Path(data), "--no-sample") as app:
                _play(browser, app, case)


def _play(browser: Browser, app: App, case: str) -> None:
    files = [path for path in sorted((FOLDER / case).iterdir()) if path.name != "truth.json"]
    with visitor(browser) as page:
        look.visit(page, app, "gegevens")
        start, clicks = time.perf_counter(), 1
        look.upload(page, *files)
        page.locator(".st-key-adv_question, .st-key-adv_confirm_bar, [data-testid=stAlert]").first.wait_for()
        settle(page)
        asked = _pass_over(page)
        confirm = page.locator(".st-key-adv_confirm button")
        said = "nothing can be stored"
        if confirm.count():
            confirm.click()
            page.locator(".st-key-adv_said").wait_for()
            said = look.plainly(page.locator(".st-key-adv_said [data-testid=stAlertContentSuccess] p").inner_text())
            clicks += 1
        print(f"{case:34} {asked:>9} {clicks + asked:>7} {time.perf_counter() - start:>8.1f}  {said}", flush=True)


def _pass_over(page: Page) -> int:
    """Pass over every question; say how many there were."""
    for asked in range(MOST_QUESTIONS):
        question, following = page.locator(".st-key-adv_question"), page.locator(".st-key-adv_question_next button")
        if not following.count():
            return asked
        before = question.inner_text()
        following.click()
        page.wait_for_function(ANOTHER, arg=before)
        settle(page)
    return MOST_QUESTIONS


if __name__ == "__main__":
    main()
