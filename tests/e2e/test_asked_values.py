"""What cannot be read is written on the page: a sentence says what is no amount, and what is one counts in the totals above."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e import look
from tests.e2e.app import settle
from tests.test_cli import write

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.e2e.app import App

pytestmark = pytest.mark.browser


def test_an_amount_is_typed_and_its_row_counts(app: App, page: Page, tmp_path: Path) -> None:
    rows = [[date(2019, 4, day), "Personeel", amount] for day, amount in ((1, 12.5), (2, "40 à 50"), (3, None))]
    file = write(tmp_path / "uitgaven.xlsx", {"Uitgaven": [["Datum", "Kostensoort", "Bedrag"], *rows]})
    look.visit(page, app, "gegevens")
    look.upload(page, file)
    box = page.get_by_label("40 à 50")
    box.fill("veertig")
    box.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="Dit is geen bedrag.")).to_be_visible()
    page.get_by_role("button", name="€ 50").click()
    expect(box).to_have_count(0)
    settle(page)
    assert look.cards(page)["Uitgaven"] == "€ 62,50"
    box = page.get_by_label("Cel C4, naast «3-4-2019»")
    box.fill("35")
    box.press("Enter")
    expect(box).to_have_count(0)
    settle(page)
    assert look.cards(page)["Uitgaven"] == "€ 97,50"
