"""Verantwoording: what is written is kept, drafts are confirmed, and a closed account says what has changed since."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import TYPE_CHECKING, Any

import pytest
import streamlit as st

from adv.accounts import report_of
from adv.model import Period
from adv.publications import making
from adv.report.blocks import Draft, OwnText, Paragraph
from adv.report.facts import About
from adv.report.outline import make, make_published
from adv.store.yearly_accounts import StoredPhoto
from adv.texts import texts
from adv.ui import view
from adv.ui.downloads import MIMES
from adv.workbook.reading.photo import photo
from tests.pages.conftest import DE_WAART, some_data
from tests.report.test_returned import edited, write
from tests.workbook.reading.test_photo import taken

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    from adv.report.outline import Report

YEAR = Period(date(2018, 1, 1), date(2019, 1, 1))
NL = texts("nl")
DOCX = MIMES["docx"]
STORY = "Fatima woont op Kerkstraat 12. <b>Zij</b> drinkt *koffie*."


def html(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def key(slot: str, *, taken: int = 0) -> str:
    return f"adv_account_text_de-waart-2018_{slot}_{taken}"


@pytest.fixture
def opened(app: Callable[..., AppTest], stored: Callable[..., None]) -> AppTest:
    stored(some_data())
    page = app("report")
    assert not page.exception
    assert not page.error
    return page


def plain_of(report: Report) -> list[str]:
    """The paragraphs of a report, as HTML writes them."""
    return [
        escape(report.words.all(block.sentences)) for block in report.blocks if isinstance(block, Paragraph) and block.sentences
    ]


def drawn() -> Report:
    own = view.store().account_words("de-waart", YEAR)
    return make(some_data(), DE_WAART, YEAR, About(texts=own.texts, confirmed=own.confirmed), NL)


def uploader(page: AppTest) -> Any:  # noqa: ANN401 - streamlit's tests have no type for it
    return page.file_uploader(key="adv_account_back_de-waart-2018_0")


def finish(page: AppTest) -> None:
    """Write what is wanted and confirm every draft."""
    for block in drawn().unfinished:
        match block:
            case OwnText():
                page.text_area(key=key(block.slot)).set_value("Hier is onze uitleg.").run()
            case Draft():
                page.checkbox(key=f"adv_account_confirm_de-waart-2018_{block.slot}_0").check().run()
    assert not page.exception


def test_the_page_shows_the_sentences_and_tables_of_the_report(opened: AppTest) -> None:
    shown = html(opened)
    assert "In 2018 rondde het kernteam 9 bezoeken af." in shown
    assert "<caption>Afspraak en resultaat</caption>" in shown
    assert 'src="data:image/svg+xml;base64,' in shown


def test_what_is_written_is_kept_and_stands_in_the_report(opened: AppTest) -> None:
    opened.text_area(key=key("summary")).set_value("  Wat een jaar.  ").run()
    assert view.store().account_words("de-waart", YEAR).texts == {"summary": "Wat een jaar."}
    assert any(isinstance(block, OwnText) and block.text == "Wat een jaar." for block in drawn().blocks)
    opened.text_area(key=key("summary")).set_value("").run()
    assert view.store().account_words("de-waart", YEAR).texts == {}
    assert len(view.store().account_texts("de-waart", YEAR)) == 2  # the history


def test_a_fold_is_the_same_one_after_a_text_that_brings_a_line_along(opened: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    made, folds = st.expander, dict[str, str]()

    def noted(label: str, *, key: str = "", **more: Any) -> Any:  # noqa: ANN401 - streamlit's own
        folds[label] = key
        return made(label, key=key or None, **more)

    monkeypatch.setattr(st, "expander", noted)
    opened.run()
    before = dict(folds)
    opened.text_area(key=key("hours")).set_value("Twee medewerkers.").run()
    assert "Uren en bezetting:" in html(opened)
    assert len(before) >= 8
    assert {label: folds[label] for label in before} == before  # by its key the browser knows it again, and leaves it open


def test_a_story_with_a_name_and_an_address_is_warned_of_and_kept(opened: AppTest) -> None:
    opened.text_area(key=key("story.first")).set_value(STORY).run()
    assert "Kerkstraat" in opened.warning[0].value
    assert view.store().account_words("de-waart", YEAR).texts["story.first"] == STORY


def test_it_is_closed_only_when_nothing_is_left_to_write(opened: AppTest) -> None:
    assert opened.button(key="adv_account_close").disabled
    finish(opened)
    assert not opened.button(key="adv_account_close").disabled
    opened.button(key="adv_account_close").click().run()
    assert not opened.exception
    assert not opened.error
    (closed,) = view.store().account_versions("de-waart", YEAR, "own")
    assert closed.pdf.startswith(b"%PDF")
    assert NL("report.page_text.same") in html(opened)
    assert [area.key for area in opened.text_area] == ["adv_account_reason"]


def test_a_closed_account_says_what_the_data_tell_otherwise_since(
    opened: AppTest, app: Callable[..., AppTest], stored: Callable[..., None]
) -> None:
    finish(opened)
    opened.button(key="adv_account_close").click().run()
    data = some_data()
    stored(data.with_tables(visits=data.visits[data.visits["visit_id"] != "B1"]))
    shown = html(app("report"))
    assert "<td >Afspraak en resultaat</td>" in shown or "Afspraak en resultaat</th>" in shown
    assert '<td class="adv-number">9</td><td class="adv-number">8</td>' in shown


def test_a_new_version_is_begun_with_a_reason_and_the_closed_one_stays(opened: AppTest) -> None:
    finish(opened)
    opened.button(key="adv_account_close").click().run()
    assert opened.button(key="adv_account_again").disabled
    opened.text_area(key="adv_account_reason").set_value("Twee bezoeken stonden er dubbel in.").run()
    opened.button(key="adv_account_again").click().run()
    assert not opened.exception
    assert opened.text_area(key=key("summary"))
    assert "Reden: Twee bezoeken stonden er dubbel in." in html(opened)
    opened.button(key="adv_account_close").click().run()
    last, first = view.store().account_versions("de-waart", YEAR, "own")
    assert (first.reopened and first.reopened.text, last.reopened) == ("Twee bezoeken stonden er dubbel in.", None)
    assert first.pdf != last.pdf


def test_what_is_left_to_write_is_named_with_how_far_one_is(opened: AppTest) -> None:
    left = drawn().unfinished
    assert html(opened).count("<li>Ondertekening: Wie heeft dit verslag opgesteld?") == 1
    opened.text_area(key=key("author")).set_value("A. Voorbeeld").run()
    assert "Ondertekening: Wie" not in html(opened)
    assert len(drawn().unfinished) == len(left) - 1


def test_the_files_are_made_and_go_when_a_text_changes(opened: AppTest) -> None:
    opened.button(key="adv_account_make").click().run()
    assert not opened.exception
    assert not opened.error
    assert len(opened.get("download_button")) == 4
    opened.text_area(key=key("summary")).set_value("Anders.").run()
    assert not opened.get("download_button")


def test_texts_of_an_edited_document_are_shown_and_then_kept(opened: AppTest) -> None:
    content = edited(drawn(), write("next", "Ons plan voor Fatima."))
    uploader(opened).upload("verslag.docx", content, DOCX).run()
    assert not opened.exception
    assert "Ons plan voor Fatima." in html(opened)
    assert any("Fatima" in warning.value for warning in opened.warning)
    assert view.store().account_words("de-waart", YEAR).texts == {}
    opened.button(key="adv_account_take").click().run()
    assert view.store().account_words("de-waart", YEAR).texts == {"next": "Ons plan voor Fatima."}
    assert opened.text_area(key=key("next", taken=1)).value == "Ons plan voor Fatima."


def test_what_was_taken_over_stays_when_the_user_goes_on_before_the_page_is_drawn_anew(opened: AppTest) -> None:
    """The browser then sends what stood in the fields before."""
    uploader(opened).upload("verslag.docx", edited(drawn(), write("next", "Ons plan.")), DOCX).run()
    before, summary = opened._tree.get_widget_states(), opened.text_area(key=key("summary")).id
    opened.button(key="adv_account_take").click().run()
    next(one for one in before.widgets if one.id == summary).string_value = "Een goed jaar."
    opened._run(before)
    assert view.store().account_words("de-waart", YEAR).texts == {"next": "Ons plan.", "summary": "Een goed jaar."}


def test_a_conclusion_in_own_words_is_not_confirmed_as_well_nor_the_other_way_round(opened: AppTest) -> None:
    slot = next(block.slot for block in drawn().blocks if isinstance(block, Draft))
    confirm = f"adv_account_confirm_de-waart-2018_{slot}_0"
    opened.checkbox(key=confirm).check().run()
    opened.text_area(key=f"{key(slot)}_").set_value("Onze eigen zin.").run()
    assert not opened.checkbox(key=f"{confirm}_").value
    opened.checkbox(key=f"{confirm}_").check().run()
    assert opened.text_area(key=f"{key(slot)}_").value == ""
    assert view.store().account_words("de-waart", YEAR).confirmed == {slot}


@pytest.mark.parametrize(("content", "error"), [(b"PK no zip", "account_file"), (b"", "account_file")])
def test_a_document_that_cannot_be_read_is_refused_with_a_sentence(opened: AppTest, content: bytes, error: str) -> None:
    uploader(opened).upload("verslag.docx", content, DOCX).run()
    assert not opened.exception
    assert NL(f"errors.{error}", file="verslag.docx")[:12] in opened.error[0].value.replace("\\", "")


@pytest.mark.parametrize("reader", ["municipality", "programme"])
def test_others_get_nothing_before_something_is_published(reader: str, opened: AppTest) -> None:
    opened.selectbox(key="adv_account_reader_nl").select(reader).run()
    assert not opened.exception
    assert NL("errors.report_without_publication").split(".")[0] in opened.info[0].value.replace("\\", "")
    assert "kernteam" not in html(opened)


def test_the_municipality_s_account_is_of_the_publication_with_words_of_its_own(
    app: Callable[..., AppTest], stored: Callable[..., None]
) -> None:
    stored(some_data())
    now = making.situation(view.store(), DE_WAART)
    made = making.prepare(view.store(), now, [date(2018, 6, 30)])
    publication = making.publish(view.store(), made, who="test").publication
    opened = app("report")
    opened.selectbox(key="adv_account_reader_nl").select("municipality").run()
    assert not opened.exception
    opened.text_area(key="adv_account_text_de-waart-2018-gemeente_municipality.summary_0").set_value("Voor de gemeente.").run()
    own = view.store().account_words("de-waart", YEAR)
    assert own.texts == {"municipality.summary": "Voor de gemeente."}
    shown = html(opened)
    written = plain_of(make_published(publication, DE_WAART, About(texts=own.texts), period=YEAR, texts=NL))
    assert all(line in shown for line in written)
    assert "<caption>Alle vakken van hoogstens 5, op 30 juni 2018</caption>" in shown.replace("\u00a0", " ")
    opened.selectbox(key="adv_account_reader_nl").select("programme").run()
    assert not opened.exception
    assert "Dit verslag gaat over één wijk." in html(opened)


def test_the_municipality_s_account_is_closed_as_one_s_own_and_stays_so(
    app: Callable[..., AppTest], stored: Callable[..., None]
) -> None:
    stored(some_data())
    made = making.prepare(view.store(), making.situation(view.store(), DE_WAART), [date(2018, 6, 30)])
    making.publish(view.store(), made, who="test")
    opened = app("report")
    opened.selectbox(key="adv_account_reader_nl").select("municipality").run()
    report = report_of(view.store(), "municipality", "de-waart", YEAR, NL)
    for block in report.unfinished:
        view.store().write_account_text("de-waart", YEAR, slot=block.slot, text="Onze uitleg.", who="test")
    opened.run()
    opened.button(key="adv_account_close").click().run()
    assert not opened.exception
    assert not opened.error
    assert "Vastgesteld op" in html(opened)
    assert NL("report.page_text.same") in html(opened)
    assert [area.key for area in opened.text_area] == ["adv_account_reason"]
    opened.selectbox(key="adv_account_reader_nl").select("own").run()
    assert opened.button(key="adv_account_close")  # this one is open


def test_a_photo_is_kept_with_what_it_shows_only_when_who_is_on_it_agreed(opened: AppTest) -> None:
    place = "adv_account_photo_de-waart-2018_story.first"
    opened.file_uploader(key=f"{place}_0").upload("plein.jpg", taken(), "image/jpeg").run()
    opened.text_input(key=f"{place}_alt").set_value("Een plein").run()
    assert opened.button(key=f"{place}_keep").disabled
    opened.checkbox(key=f"{place}_consent").check().run()
    opened.button(key=f"{place}_keep").click().run()
    assert not opened.exception
    assert 'alt="Een plein"' in html(opened)
    (kept,) = view.store().account_photos("de-waart", YEAR).values()
    assert b"GEHEIM" not in kept.content
    opened.button(key=f"{place}_away").click().run()
    assert view.store().account_photos("de-waart", YEAR) == {}
    assert 'alt="Een plein"' not in html(opened)


def test_a_photo_in_a_closed_account_can_be_taken_out_and_the_account_says_so(opened: AppTest) -> None:
    small = StoredPhoto("Een plein", photo(taken()))
    view.store().write_account_photo("de-waart", YEAR, slot="story.first", photo=small, who="test")
    finish(opened)
    opened.button(key="adv_account_close").click().run()
    assert 'alt="Een plein"' in html(opened)
    (closed,) = view.store().account_versions("de-waart", YEAR, "own")
    opened.button(key=f"adv_account_withdraw_{closed.number}_story.first").click().run()
    assert not opened.exception
    assert not opened.error
    assert 'alt="Een plein"' not in html(opened)
    assert "Hier stond een foto." in html(opened)
    assert NL("report.page_text.photo_withdrawn") in html(opened)


def test_with_ones_own_account_closed_only_the_municipality_s_own_words_can_be_written(
    app: Callable[..., AppTest], stored: Callable[..., None]
) -> None:
    stored(some_data())
    opened = app("report")
    finish(opened)
    opened.button(key="adv_account_close").click().run()
    made = making.prepare(view.store(), making.situation(view.store(), DE_WAART), [date(2018, 6, 30)])
    making.publish(view.store(), made, who="test")
    opened.selectbox(key="adv_account_reader_nl").select("municipality").run()
    assert not opened.exception
    assert opened.button(key="adv_account_close")  # this one is open
    assert {str(area.key).partition("gemeente_")[2].partition(".")[0] for area in opened.text_area} == {"municipality"}


def test_in_english_it_is_an_english_report(app: Callable[..., AppTest], stored: Callable[..., None]) -> None:
    stored(some_data())
    assert "The core team completed 9 visits in 2018." in html(app("report", taal="en"))
