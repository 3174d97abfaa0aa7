"""A coordinator's first five minutes: her own workbook in, and the right numbers on every page."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from msgspec import Struct
from playwright.sync_api import expect

from tests.e2e import look
from tests.e2e.app import forked_app, settle
from tests.e2e.workbook import Truth, dutch_amount, unseen_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.e2e.app import App

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("upload")]
STATUS_WORDS = {
    "open": "open",
    "in_progress": "in behandeling",
    "referred": "doorverwezen",
    "closed": "afgerond",
    "withdrawn": "vervallen",
}
OUTCOMES = ["conversation", "not_at_home", "refused", "appointment", "vacant"]
LONG_MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()  # noqa: SIM905


class Uploaded(Struct, frozen=True):
    """What was uploaded, and what the page said on the way."""

    file: Path
    truth: Truth
    at_once: str  # what one reads without opening anything
    before: str  # what one reads before confirming, with everything open
    after: str


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """A dashboard with the sample, that others need not see replaced."""
    with forked_app(tmp_path_factory.mktemp("sample")) as running:
        yield running


@pytest.fixture(scope="module")
def uploaded(app: App, reader: Page, tmp_path_factory: pytest.TempPathFactory) -> Uploaded:
    """The workbook, uploaded over the sample."""
    seed = random.SystemRandom().randrange(10**6)
    data, truth = unseen_workbook(seed)
    file = tmp_path_factory.mktemp("workbook") / "Bezoeken t-m mei (def).xlsx"
    file.write_bytes(data)
    look.visit(reader, app, "gegevens")
    look.upload(reader, file)
    confirm = reader.locator(".st-key-adv_confirm button")
    confirm.wait_for()
    settle(reader)
    expect(confirm).to_be_in_viewport()
    at_once = look.main_text(reader)
    for fold in ("adv_understood", "adv_findings", "adv_changes"):
        look.unfold(reader, fold)
    before = look.main_text(reader)
    confirm.click()
    reader.get_by_text("Opgeslagen:").wait_for()
    settle(reader)
    expect(reader.get_by_text("Opgeslagen:")).to_be_in_viewport()
    return Uploaded(file, truth, at_once, before, look.main_text(reader))


def test_before_confirming_one_reads_how_it_was_understood_and_what_will_change(uploaded: Uploaded) -> None:
    truth, text = uploaded.truth, uploaded.before
    assert "→ Bezoeken" in text
    assert "→ Hulpvragen" in text
    assert "→ Uitgaven" in text
    assert f"{truth.completed} gesprekken van {truth.visits} keer aangebeld" in uploaded.at_once, (
        f"seed {truth.seed}: {uploaded.at_once}"
    )
    assert dutch_amount(truth.spent_cents) in uploaded.at_once
    assert "is een totaal en telt niet mee" in uploaded.at_once
    assert "tellen niet mee" not in uploaded.at_once
    assert "De voorbeeldgegevens verdwijnen." in text
    assert f"Gesprekken 157 {truth.completed}" in text, f"seed {truth.seed}: {text}"
    assert f"Uitgaven € 62.481,24 {dutch_amount(truth.spent_cents)}" in text, f"seed {truth.seed}: {text}"


def test_after_confirming_it_says_what_is_stored_and_the_sample_is_gone(uploaded: Uploaded) -> None:
    truth, text = uploaded.truth, uploaded.after
    stored = (
        f"Er zijn nu {truth.completed} gesprekken ({truth.visits} keer aangebeld), {truth.requests} hulpvragen"
        f" en {dutch_amount(truth.spent_cents)} aan uitgaven."
    )
    assert stored in text, f"seed {truth.seed}: {text}"
    assert "Voorbeeldgegevens: verzonnen." not in text
    assert uploaded.file.name in text
    assert "per file" not in text


def test_the_overview_has_the_visits_the_euros_and_what_is_open(app: App, reader: Page, uploaded: Uploaded) -> None:
    truth = uploaded.truth
    statuses = truth.requests_by_status
    look.visit(reader, app, "overzicht")
    assert look.cards(reader) == {
        "Huisbezoeken": f"{truth.completed} van 160",
        "Besteed": dutch_amount(truth.spent_cents),
        "Lopende hulpvragen": f"{truth.waiting} van {truth.requests}",
        "Hulpvragen afgerond": f"{statuses['closed']} van {truth.requests}",
    }, f"seed {truth.seed}"
    day = truth.last_day
    assert f"Stand op {day.day} {LONG_MONTHS[day.month - 1]} {day.year}" in look.main_text(reader)


def test_coverage_has_every_area_and_partner(app: App, reader: Page, uploaded: Uploaded) -> None:
    truth = uploaded.truth
    look.visit(reader, app, "bereik")
    assert f"{truth.completed} van de 160 huisbezoeken" in look.answer(reader)
    of_all, *of_areas = look.behind(reader, "outcomes")
    assert look.numbers(of_areas, 1) == truth.completed_by_area, f"seed {truth.seed}"
    assert of_all == ["Alle gebieden", *(str(truth.visits_by_outcome[code]) for code in OUTCOMES)], f"seed {truth.seed}"
    look.visit(reader, app, "bereik", "?waar=organisatie")
    assert look.numbers(look.behind(reader, "coverage_by_partner"), 1) == truth.completed_by_partner, f"seed {truth.seed}"


def test_the_budget_has_every_cent(app: App, reader: Page, uploaded: Uploaded) -> None:
    truth = uploaded.truth
    look.visit(reader, app, "budget")
    assert dutch_amount(truth.spent_cents) in look.main_text(reader)
    spent = {name: round(100 * amount) for name, amount in look.numbers(look.behind(reader, "spent_by_category"), 1).items()}
    assert spent == truth.cents_by_category, f"seed {truth.seed}"


def test_the_themes_have_the_conversations_they_came_up_in(app: App, reader: Page, uploaded: Uploaded) -> None:
    look.visit(reader, app, "themas")
    truth = uploaded.truth
    assert look.numbers(look.behind(reader, "theme_shares"), 1) == truth.conversations_by_theme, f"seed {truth.seed}"


def test_the_requests_have_their_status_theme_and_goal(app: App, reader: Page, uploaded: Uploaded) -> None:
    truth = uploaded.truth
    look.visit(reader, app, "hulpvragen")
    statuses = {STATUS_WORDS[code]: count for code, count in truth.requests_by_status.items()}
    table = reader.locator(".adv-table", has_text="Samen")
    totals = next(row for row in look.rows(table) if row[0] == "Samen")
    heads = [head.lower() for head in table.locator("thead th").all_inner_texts()]
    assert {head: total for head, total in list(zip(heads, totals, strict=True))[1:-1] if total != "0"} == {
        word: str(count) for word, count in statuses.items() if count
    }, f"seed {truth.seed}"
    for code, chart, counts in (
        ("thema", "requests_by_theme", truth.requests_by_theme),
        ("doel", "requests_by_goal", truth.requests_by_goal),
    ):
        look.visit(reader, app, "hulpvragen", f"?naar={code}")
        assert look.numbers(look.behind(reader, chart), -1) == counts, f"seed {truth.seed}"


def imported(reader: Page) -> list[list[str]]:
    """The import history as it stands on the page."""
    return look.rows(reader.locator(".adv-table", has_text="Eerdere imports, de laatste bovenaan"))


def test_the_same_file_again_changes_nothing_and_says_so(app: App, reader: Page, uploaded: Uploaded) -> None:
    look.visit(reader, app, "gegevens")
    earlier = imported(reader)
    assert [row[2].startswith(uploaded.file.name) for row in earlier][:1] == [True]
    look.upload(reader, uploaded.file)
    expect(reader.get_by_text("Dit bestand verandert niets")).to_be_visible()
    expect(reader.locator(".st-key-adv_confirm button")).to_have_count(0)
    look.visit(reader, app, "gegevens")
    assert imported(reader) == earlier


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("notulen.xlsx", b"%PDF-1.7 nothing to count here", id="a PDF with another name"),
        pytest.param("leeg.xlsx", b"", id="empty"),
        pytest.param("afgebroken.xlsx", b"PK\x03\x04 cut off", id="cut off"),
    ],
)
def test_a_file_that_is_no_workbook_gets_one_sentence_and_the_page_goes_on(
    app: App, reader: Page, uploaded: Uploaded, tmp_path: Path, name: str, data: bytes
) -> None:
    look.visit(reader, app, "gegevens")
    earlier = imported(reader)
    (tmp_path / name).write_bytes(data)
    look.upload(reader, tmp_path / name)
    said = reader.get_by_test_id("stAlert")
    said.wait_for()
    settle(reader)
    assert said.count() == 1
    assert name in said.inner_text()
    assert reader.locator(".st-key-adv_confirm button").count() == 0
    assert imported(reader) == earlier
    look.visit(reader, app, "overzicht")
    assert look.cards(reader)["Huisbezoeken"] == f"{uploaded.truth.completed} van 160"
