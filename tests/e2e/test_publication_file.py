"""The file for programme managers in a real browser, without any network: readable without a script, counts itself again, sees a change."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from adv.disclosure.releases import publication_of
from adv.publications.mailed_file import page as written_page
from tests.disclosure.samples import read_sample
from tests.disclosure.small import KEY
from tests.e2e.accessibility import violations

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    sample = read_sample("de-waart", 2018, 2019)
    made = publication_of(sample.dataset, sample.project, sample.days, None, KEY, is_sample=True).publication
    assert made is not None
    path = tmp_path_factory.mktemp("publication") / "p.html"
    path.write_text(written_page(made, "nl"), encoding="utf-8")
    return path


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(offline=True, locale="nl-NL")
    yield opened
    opened.close()


def opened(context: BrowserContext, file: Path) -> tuple[Page, list[str]]:
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(file.as_uri())
    return page, said


@pytest.mark.parametrize("width", [1200, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_accessible_fits_the_screen_and_breaks_none_of_its_own_rules(
    browser: Browser, file: Path, width: int, scheme: str
) -> None:
    context = browser.new_context(offline=True, viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]  # one of the two
    page, said = opened(context, file)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert said == []
    context.close()


def test_it_counts_itself_again(context: BrowserContext, file: Path) -> None:
    page, said = opened(context, file)
    page.get_by_role("button", name="Tel alles na").click()
    expect(page.locator("#outcome .verdict")).to_have_text("Alles klopt.")
    expect(page.locator("#outcome li")).to_have_count(5)
    assert all(line.startswith("✓") for line in page.locator("#outcome li").all_inner_texts())
    assert said == []


@pytest.mark.parametrize(
    ("pattern", "other", "wrong"),
    [
        (r'("P":\[)(\d+)', r"\g<1>95", "De verzonnen lijst"),
        (r'("P":\[)(\d+)', r"\g<1>7", "Elk gepubliceerd getal"),
        (r'("b":)5', r"\g<1>1", "Elk gepubliceerd getal"),
        (r'("stays":)\d', r"\g<1>null", "Wat alleen kan groeien"),
        (r'("visits":)\d+', r"\g<1>999", "Er is niets veranderd"),
        (r'(data-p="requests/7/\d+">)(\d+)', r"\g<1>35791", "De tabellen op deze pagina"),
    ],
)
def test_it_sees_another_number(context: BrowserContext, file: Path, pattern: str, other: str, wrong: str) -> None:
    tampered = file.with_name("other.html")
    tampered.write_text(re.sub(pattern, other, file.read_text(encoding="utf-8"), count=1), encoding="utf-8")
    page, _ = opened(context, tampered)
    page.get_by_role("button", name="Tel alles na").click()
    expect(page.locator("#outcome .verdict")).to_have_text("Er klopt iets niet. Vraag om een nieuw bestand.")
    assert [line for line in page.locator("#outcome li").all_inner_texts() if line.startswith(f"✗ Niet waar: {wrong}")]


def test_it_is_read_without_a_script(browser: Browser, file: Path) -> None:
    context = browser.new_context(offline=True, java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("figure svg").first).to_be_visible()
    expect(page.locator("#no-script")).to_be_visible()
    expect(page.locator("#count")).to_be_hidden()
    page.locator("summary").first.click()
    expect(page.locator("table").first).to_be_visible()
    context.close()


def test_the_policy_stops_what_somebody_puts_in(context: BrowserContext, file: Path) -> None:
    foreign = file.with_name("foreign.html")
    written = file.read_text(encoding="utf-8").replace("</main>", "<script>document.title = 'mine'</script></main>")
    foreign.write_text(written, encoding="utf-8")
    page, said = opened(context, foreign)
    assert page.title() != "mine"
    assert any("Content Security Policy" in line for line in said)
