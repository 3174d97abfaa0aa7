"""What stands in a cell is text: on every page it is read as it was written, it fetches nothing, and no download runs it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlsxwriter

from tests.e2e import look
from tests.e2e.app import forked_app, settle

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.e2e.app import App

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("hostile text")]
PICTURE = "<img src=x onerror=document.title='RUN'>"
MARKDOWN = "![x](http://example.invalid/p.png)"
FORMULA = '=HYPERLINK("http://example.invalid","klik")'
LINK = "[a](javascript:document.title='RUN')"
MATHS = ":material/home: $x^2$ **vet** &amp; </td>"
WORDS = [PICTURE, MARKDOWN, FORMULA, LINK, MATHS]
VISIT_HEADERS = ["Bezoeknummer", "Datum", "Straat", "Huisnummer", "Uitkomst", "Organisatie", "Thema's", PICTURE, MARKDOWN]
REQUEST_HEADERS = ["Bezoeknummer", "Thema", "Doel", "Status", "Actiehouder", FORMULA]


def hostile_workbook() -> bytes:
    """Sound visits, with hostile words wherever a person may write what she likes."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        visits, requests = book.add_worksheet("Bezoeken $x$ <b>"), book.add_worksheet("Hulpvragen")
        expenses, other = (
            book.add_worksheet("Uitgaven"),
            book.add_worksheet("=1+1 <img src=x> $x$ __b__"),
        )
        visits.write_row(0, 0, VISIT_HEADERS)
        requests.write_row(0, 0, REQUEST_HEADERS)
        expenses.write_row(0, 0, ["Datum", "Bedrag", "Kostensoort", "Organisatie"])
        other.write_column(0, 0, WORDS)
        for number, word in enumerate(WORDS, 1):
            visits.write_row(
                number, 0, [f"B{number}", f"0{number}-03-2019", word, number, "gesprek gevoerd", word, word, word, word]
            )
            requests.write_row(number, 0, [f"B{number}", "wonen", word, "open", word, word])
            expenses.write_row(number, 0, [f"0{number}-03-2019", 100 * number, word, word])
        expenses.write_row(6, 0, ["06-03-2019", 50, "Personeel", "LEVgroep"])  # by which the list is known as the project's
        visits.write_row(6, 0, ["B6", "06-03-2019", "Waartplein", 6, PICTURE, "LEVgroep", "wonen"])
    return buffer.getvalue()


@pytest.fixture(scope="module")
def empty_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """A dashboard without any data, that others need not see filled."""
    with forked_app(tmp_path_factory.mktemp("empty"), "--no-sample") as running:
        yield running


@pytest.fixture(scope="module")
def stored(empty_app: App, reader: Page, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The workbook, uploaded and stored; what one read before confirming. Of one file alone the page leaves the name to the uploader."""
    file = tmp_path_factory.mktemp("hostile") / "![x](http:∕∕example.invalid) <img src=x onerror=alert(1)> $x$.xlsx"
    file.write_bytes(hostile_workbook())
    look.visit(reader, empty_app, "gegevens")
    look.upload(reader, file)
    confirm = reader.locator(".st-key-adv_confirm button")
    confirm.wait_for()
    settle(reader)
    text = look.main_text(reader)
    harmless(reader)
    confirm.click()
    reader.get_by_text("Opgeslagen:").wait_for()
    settle(reader)
    assert file.name in look.main_text(reader)
    yield text
    reader.goto("about:blank")  # else it asks for a server that has stopped


def harmless(page: Page) -> None:
    """Nothing of the workbook became an element of the page. Requests to elsewhere fail by themselves."""
    assert page.title().endswith("Achter de voordeur")
    assert not page.locator(
        "[src=x], [onerror], a[href^=javascript], [src*='example.invalid'], [href*='example.invalid'], .katex"
    ).count()


def test_before_confirming_names_are_read_as_they_were_written(stored: str) -> None:
    assert "Bezoeken $x$ <b>" in stored


@pytest.mark.parametrize("name", look.PAGES)
def test_no_page_runs_what_stands_in_a_cell(reader: Page, stored: str, name: str) -> None:
    look.walk_to(reader, name)
    harmless(reader)
    if reader.get_by_test_id("stPopoverButton").count():
        reader.get_by_test_id("stPopoverButton").last.click()
        settle(reader)
        harmless(reader)
        reader.keyboard.press("Escape")
    if name == "hulpvragen":
        owners = " ".join(cell for row in look.behind(reader, "requests_by_owner") for cell in row)
        for word in (PICTURE, MARKDOWN, FORMULA, LINK):
            assert word in owners
    if name == "budget":
        assert FORMULA in " ".join(row[0] for row in look.behind(reader, "spent_by_category"))


def test_a_download_holds_no_formula(empty_app: App, reader: Page, stored: str, tmp_path: Path) -> None:
    look.visit(reader, empty_app, "budget")
    look.menu(reader, "spent_by_category")
    part = reader.get_by_test_id("stPopoverBody")
    with reader.expect_download() as excel:
        part.get_by_role("button", name="Excel").click()
    excel.value.save_as(tmp_path / "a.xlsx")
    cells = [cell for sheet in openpyxl.load_workbook(tmp_path / "a.xlsx") for row in sheet for cell in row]
    assert any(cell.value == FORMULA for cell in cells)
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    with reader.expect_download() as comma:
        part.get_by_role("button", name="CSV").click()
    comma.value.save_as(tmp_path / "a.csv")
    text = (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    assert "'=HYPERLINK" in text
    assert not any(line.lstrip('"').startswith(("=", "+", "-", "@")) for line in text.splitlines())
