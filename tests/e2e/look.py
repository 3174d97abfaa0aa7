"""What one reads on a page: the address, the answer, the cards, and the table behind a chart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from adv.texts import texts
from adv.ui import front
from tests.e2e.app import settle

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator, Page

    from tests.e2e.app import App

PAGES = {address: texts("nl")(f"pages.{file}.title") for file, address in front.PAGES.items()}


def address(app: App, name: str, query: str = "") -> str:
    """Where a page is; the first one is at the root."""
    return f"{app.url}/{'' if name == 'overzicht' else name}{query}"


def visit(page: Page, app: App, name: str, query: str = "") -> None:
    """Open a page by its address."""
    page.goto(address(app, name, query))
    settle(page)


def walk_to(page: Page, name: str) -> None:
    """Go to a page as people do: by its name at the top."""
    page.get_by_test_id("stTopNavLink").filter(has_text=PAGES[name]).click()
    page.get_by_role("heading", level=1, name=PAGES[name], exact=True).wait_for()
    settle(page)


def plainly(text: str) -> str:
    """A text with ordinary spaces only."""
    return " ".join(text.replace("\u00a0", " ").split())


def main_text(page: Page) -> str:
    """All that one reads beside the choice."""
    return plainly(page.get_by_test_id("stMain").inner_text())


def answer(page: Page) -> str:
    """The sentence that a page begins with."""
    return plainly(page.locator(".adv-answer").first.inner_text())


def cards(page: Page) -> dict[str, str]:
    """The answers at a glance: what, and how much."""
    page.locator(".adv-card").first.wait_for()
    return {
        plainly(card.locator("h2").inner_text()): plainly(card.locator(".adv-value").inner_text())
        for card in page.locator(".adv-card").all()
    }


def rows(table: Locator) -> list[list[str]]:
    """A table's rows as one reads them, without its headers."""
    table.locator("tbody tr").first.wait_for()
    return [[plainly(cell) for cell in row.locator("td").all_inner_texts()] for row in table.locator("tbody tr").all()]


def menu(page: Page, chart: str) -> None:
    """Open the menu of a panel."""
    page.locator(f".st-key-menu_{chart} button").first.click()
    page.get_by_test_id("stPopoverBody").wait_for()
    settle(page)


def last_menu(page: Page) -> None:
    """Open the menu of a page's last panel."""
    page.get_by_test_id("stPopoverButton").last.click()
    page.get_by_test_id("stPopoverBody").wait_for()
    settle(page)


def behind(page: Page, chart: str) -> list[list[str]]:
    """The rows of the table behind a chart, opened when it is closed."""
    part = page.locator(f".st-key-table_of_{chart}")
    if not part.locator("table").count():
        menu(page, chart)
        page.locator(f".st-key-open_table_{chart} button").click()
    return rows(part.locator("table"))


def numbers(table: list[list[str]], column: int) -> dict[str, float]:
    """What a column of Dutch numbers says for each row's first cell; rows without any, and the total, left out."""
    found = {
        row[0]: float(row[column].removeprefix("€ ").replace(".", "").replace(",", ".")) for row in table if row[column] != "–"
    }
    return {name: number for name, number in found.items() if number and name.lower() not in {"totaal", "samen"}}


def unfold(page: Page, key: str) -> None:
    """Open something that lies folded."""
    page.locator(f".st-key-{key} summary").first.click()
    expect(page.locator(f".st-key-{key} [data-testid=stExpanderDetails]").first).to_have_text(
        re.compile(r"\S")
    )  # what is in it comes with a run
    settle(page)


def upload(page: Page, *files: Path) -> None:
    """Give files to the uploader."""
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files([*files])
