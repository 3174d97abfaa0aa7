"""From the uploader to the stored data, and everything that is said on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1.element_tree import Element

from adv.sample import FILES, FOLDER, add_samples
from adv.settings import load_project
from adv.store.records import ImportMode
from adv.texts import texts
from adv.ui import view
from adv.ui.data_page import corrections
from adv.workbook.understood import Corrections
from tests.pages.test_pages import html
from tests.test_cli import FULL, write

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    from tests.test_cli import Cell

NL = texts("nl")
SAMPLE = FOLDER / FILES["de-waart"]
BY_HAND = FOLDER / "voorbeeld-de-waart-zelf-bijgehouden.xlsx"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


FOLDS = ("adv_understood", "adv_findings", "adv_changes")


def upload(app: AppTest, *files: Path) -> AppTest:
    """Give files to the uploader, with everything open that lies folded."""
    for fold in FOLDS:
        app.session_state[fold] = True
    app.file_uploader[0].set_value([(file.name, file.read_bytes(), XLSX) for file in files])
    return app.run()


def download_labels(app: AppTest) -> set[str]:
    return {str(button.proto.label) for button in app.get("download_button") if isinstance(button, Element)}


def asked_now(app: AppTest) -> str:
    """Give the question that is open: the heading inside its frame."""
    return next(
        (html.proto.body for html in app.get("html") if 'id="adv-question"' in html.proto.body and "<h2" in html.proto.body), ""
    )


def confirm(app: AppTest) -> AppTest:
    return app.button(key="adv_confirm").click().run()


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("file", [SAMPLE, BY_HAND], ids=["template", "by hand"])
def test_a_workbook_is_shown_before_it_is_stored(file: Path, language: str, app: Callable[..., AppTest]) -> None:
    opened = upload(app("data", taal=language), file)
    assert not opened.exception
    assert not opened.error
    labels = [fold.label for fold in opened.expander]
    assert {texts(language)(f"intake.{name}") for name in ("understood", "changes")} <= set(labels)
    assert "157" in html(opened)  # conversations, in the verdict
    assert view.store().version("de-waart") == 0


def test_a_confirmed_workbook_is_stored_and_shown(app: Callable[..., AppTest]) -> None:
    opened = confirm(upload(app("data"), SAMPLE))
    assert not opened.exception
    stored = view.store().dataset(load_project("de-waart"))
    completed = int((stored.visits["outcome"] == "conversation").sum())
    assert completed == 157
    assert opened.success[0].value.startswith("Opgeslagen")
    assert opened.file_uploader[0].value == []  # the bytes are dropped
    assert SAMPLE.name in html(opened)  # in the history
    overview = opened.switch_page("pages/overview.py").run()
    assert "157 van 160" in html(overview).replace("\u00a0", " ")


def test_the_same_file_again_changes_nothing_and_says_so(app: Callable[..., AppTest]) -> None:
    opened = confirm(upload(app("data"), SAMPLE))
    again = upload(opened, SAMPLE)
    assert not again.exception
    assert NL("pages.data.nothing_changes") in html(again)
    assert view.store().version("de-waart") == 1


def test_a_file_of_which_a_part_did_not_come_in_is_not_said_to_be_there_already(
    tmp_path: Path, app: Callable[..., AppTest]
) -> None:
    whole = {name: FULL[name] for name in ("Bezoeken", "Hulpvragen")}
    lacking = write(
        tmp_path / "deel.xlsx", whole | {"Uitgaven": [["Kostensoort", "Organisatie", "Bedrag"], ["Materiaal", "LEVgroep", 5]]}
    )
    confirm(upload(app("data"), write(tmp_path / "heel.xlsx", whole)))
    again = html(upload(app("data"), lacking))
    assert NL("pages.data.nothing_changes_in_part") in again
    assert NL("pages.data.nothing_changes") not in again
    assert NL.count("pages.data.rows_left_out", 1, rows="1") in again


def test_a_sheet_that_did_not_come_in_is_named_before_anything_is_stored(tmp_path: Path, app: Callable[..., AppTest]) -> None:
    no_day: list[Sequence[Cell]] = [[cell for place, cell in enumerate(row) if place != 1] for row in FULL["Bezoeken"]]
    opened = upload(app("data"), write(tmp_path / "deel.xlsx", {"Bezoeken": no_day, "Uitgaven": FULL["Uitgaven"]}))
    said = html(opened)
    assert NL("intake.none_read") in said
    assert NL("intake.by_question", place=1, question=NL("intake.ask.columns")) in said
    assert "Dit staat niet in je bestand" not in html(opened)


def test_losing_rows_is_warned_about(app: Callable[..., AppTest]) -> None:
    opened = confirm(upload(app("data"), SAMPLE))
    smaller = upload(opened, FOLDER / FILES["annawijk"])
    assert smaller.radio(key="adv_mode").value is ImportMode.ADD  # another list: by default nothing of the first one goes
    assert not smaller.warning
    smaller = smaller.radio(key="adv_mode").set_value(ImportMode.REPLACE).run()
    assert len(smaller.warning) == 1
    assert "Bezoeken" in smaller.warning[0].value


def test_own_data_take_the_place_of_the_sample(app: Callable[..., AppTest]) -> None:
    assert list(add_samples(view.store())) == list(FILES)
    opened = upload(app("data"), BY_HAND)
    assert not opened.warning  # less than the sample is not a loss
    confirm(opened)
    assert not view.store().has_sample("de-waart")
    assert view.store().has_sample("annawijk")


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04 cut off"], ids=["empty", "text", "cut off"])
def test_a_file_that_cannot_be_read_is_one_sentence(content: bytes, app: Callable[..., AppTest]) -> None:
    opened = app("data")
    opened.file_uploader[0].set_value([("bezoeken.xlsx", content, XLSX)])
    opened.run()
    assert not opened.exception
    assert len(opened.error) == 1
    assert not [button for button in opened.button if button.key == "adv_confirm"]
    assert opened.file_uploader[0].label == NL("pages.data.upload")  # the page goes on
    assert view.store().version("de-waart") == 0


def test_a_correction_is_read_again(app: Callable[..., AppTest]) -> None:
    opened = upload(app("data"), SAMPLE)
    before = html(opened)
    made = Corrections({(SAMPLE.name, "Uitgaven", 1): None})  # without its amount a booking is nothing
    opened.session_state[corrections.KEY], opened.session_state[corrections.COUNT_KEY] = made, 1
    opened.run()
    assert not opened.exception
    assert html(opened) != before
    opened.file_uploader[0].set_value(None)
    opened.run()
    assert "adv_corrections" not in opened.session_state  # taken away: the next workbook starts afresh


def test_a_removed_sample_does_not_come_back() -> None:
    store = view.store()
    list(add_samples(store))
    store.remove_sample("de-waart", who="test")
    assert list(add_samples(store)) == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_workbook_with_findings_can_be_had_back_with_its_cells_marked(language: str, app: Callable[..., AppTest]) -> None:
    opened = upload(app("data", taal=language), BY_HAND)
    assert not opened.exception
    assert texts(language)("annotate.download.single") in download_labels(opened)


def test_of_several_workbooks_each_has_its_own_button(app: Callable[..., AppTest]) -> None:
    assert NL("annotate.download.several", file=BY_HAND.name) in download_labels(upload(app("data"), BY_HAND, SAMPLE))
