"""What will change row by row, and taking an import back, on the page Gegevens."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from adv.metrics.selection import Selection
from adv.model import TableName
from adv.sample import FILES, FOLDER, add_samples
from adv.store.records import ImportMode, RowKind
from adv.texts import texts
from adv.ui import view
from adv.ui.data_page.changes import frame
from adv.ui.data_page.effects import MODE_KEY
from tests.datasets import make_dataset
from tests.pages.conftest import DE_WAART, some_data
from tests.pages.test_pages import html
from tests.pages.test_upload import confirm, upload

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    from adv.model import Dataset

NL = texts("nl")
SAMPLE = FOLDER / FILES["de-waart"]
NAME = "de-waart"


def visit(number: int, **more: object) -> dict[str, Any]:
    return {"visit_id": f"B{number}", "visited_on": date(2018, 1, 5), "area": "Waartplein", "household": "geheim", **more}


def some(*visits: dict[str, Any]) -> Dataset:
    return make_dataset(DE_WAART, visits=visits)


def choose(app: AppTest, version: int) -> AppTest:
    return app.selectbox(key="adv_undo_de-waart_0").select(version).run()


def take_back(app: AppTest) -> AppTest:
    return app.button(key="adv_undo_confirm").click().run()


def said(app: AppTest) -> str:
    return html(app).replace("\u00a0", " ")


def test_the_day_that_nobody_chose_follows_the_data(app: Callable[..., AppTest], stored: Callable[..., None]) -> None:
    def day_after(*days: date, is_sample: bool = False) -> object:
        stored(some(*(visit(number, visited_on=day) for number, day in enumerate(days))), is_sample=is_sample)
        return opened.run().date_input(key="peildatum").value

    opened = app()
    assert day_after(date(2020, 12, 31), is_sample=True) == date(2020, 12, 31)
    opened.date_input(key="peildatum").set_value(date(2020, 6, 1)).run()
    assert day_after(date(2019, 12, 10)) == date(2019, 12, 10)  # another day was chosen among what was invented
    assert day_after(date(2019, 12, 10), date(2020, 1, 20)) == date(2020, 1, 20)
    opened.date_input(key="peildatum").set_value(date(2019, 12, 31)).run()
    assert day_after(date(2019, 12, 10), date(2020, 2, 3)) == date(2019, 12, 31)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_import_is_taken_back_after_it_was_shown(
    language: str, app: Callable[..., AppTest], stored: Callable[..., None]
) -> None:
    known = texts(language)
    stored(some(visit(1, outcome="conversation"), visit(2, outcome="refused")))
    stored(some(visit(1, outcome="conversation"), visit(3, outcome="vacant")))
    opened = choose(app("data", taal=language), 2)
    assert not opened.exception
    assert known("pages.data.undo_will", gone=1, new=1, changed=0) in said(opened)
    assert view.store().version(NAME) == 2
    done = take_back(opened)
    assert not done.exception
    assert not done.error
    assert sorted(view.store().dataset(DE_WAART).visits["visit_id"]) == ["B1", "B2"]
    assert known("pages.data.undo_done", now="", number=3).split("  ")[-1] in done.success[0].value
    assert known_euro(language) in done.success[0].value
    assert known("pages.data.mode_undo", version=2) in html(done)
    assert not [button for button in done.button if button.key == "adv_undo_confirm"]


def known_euro(language: str) -> str:
    return "€\u00a00" if language == "nl" else "€0"


def test_taking_back_an_undo_does_it_again(app: Callable[..., AppTest], stored: Callable[..., None]) -> None:
    stored(some(visit(1)))
    stored(some(visit(1), visit(2)))
    opened = take_back(choose(app("data"), 2))
    again = opened.selectbox(key="adv_undo_de-waart_1").select(3).run()
    assert again.button(key="adv_undo_confirm").label == NL("pages.data.redo_confirm")
    take_back(again)
    assert len(view.store().dataset(DE_WAART).visits) == 2


def test_what_stays_is_said_and_shown(app: Callable[..., AppTest], stored: Callable[..., None]) -> None:
    stored(some(visit(1), visit(2)))
    stored(some(visit(1, home_score=5), visit(2, home_score=5)))
    stored(some(visit(1, home_score=5), visit(2, home_score=9)))
    opened = choose(app("data"), 2)
    assert NL("pages.data.undo_stays.one", number=1) in said(opened)
    opened.session_state["adv_undo_stays"] = True
    opened.run()
    assert not opened.exception
    assert NL("pages.data.rows_table_stays") in html(opened)
    take_back(opened)
    assert list(view.store().dataset(DE_WAART).visits["home_score"].fillna(0)) == [0, 9]


def test_who_is_overtaken_is_told_and_nothing_happens(app: Callable[..., AppTest], stored: Callable[..., None]) -> None:
    stored(some(visit(1)))
    stored(some(visit(1), visit(2)))
    opened = choose(app("data"), 2)
    stored(some(visit(1), visit(2), visit(3)))  # somebody else
    told = take_back(opened)
    assert len(told.error) == 1
    assert "Iemand anders" in told.error[0].value
    assert view.store().version(NAME) == 3
    take_back(told)  # now it is what is shown
    assert sorted(view.store().dataset(DE_WAART).visits["visit_id"]) == ["B1", "B3"]


def test_an_import_that_was_overtaken_is_told_and_nothing_happens(app: Callable[..., AppTest], stored: Callable[..., None]) -> None:
    opened = upload(app("data"), SAMPLE)
    stored(some(visit(1)))
    told = confirm(opened)
    assert len(told.error) == 1
    assert view.store().version(NAME) == 1
    assert not confirm(told).error
    assert view.store().version(NAME) == 2


def test_an_import_of_which_nothing_is_left_cannot_be_confirmed(app: Callable[..., AppTest], stored: Callable[..., None]) -> None:
    stored(some(visit(1)))
    stored(some(visit(2)))
    view.store().undo(NAME, 2, who="test", expected_version=2)
    opened = choose(app("data"), 2)
    assert NL("pages.data.undo_nothing") in html(opened)
    assert not [button for button in opened.button if button.key == "adv_undo_confirm"]


def test_the_sample_comes_back_marked_as_sample(app: Callable[..., AppTest], stored: Callable[..., None]) -> None:
    list(add_samples(view.store()))
    stored(some_data())
    opened = choose(app("data"), 2)
    assert NL("pages.data.undo_sample_back") in html(opened)
    done = take_back(opened)
    assert view.store().has_sample(NAME)
    assert NL("ui.sample.label") in html(done)


def test_the_history_says_what_each_import_did_to_the_numbers(app: Callable[..., AppTest], stored: Callable[..., None]) -> None:
    stored(some(visit(1, outcome="conversation")))
    stored(some(visit(1, outcome="conversation"), visit(2, outcome="conversation")))
    shown = said(app("data"))
    assert ">0 → 1</td>" in shown
    assert ">1 → 2</td>" in shown


def test_changed_rows_are_shown_in_words_with_old_and_new(app: Callable[..., AppTest], stored: Callable[..., None]) -> None:
    stored(some(visit(1, outcome="conversation"), visit(2)))
    seen = view.View(
        "data", NL, is_dark=False, project=DE_WAART, version=1, generation="", selection=Selection(), as_of=date(2020, 1, 1)
    )
    stored(some(visit(1, outcome="refused", household="ander", becomes_active=True, themes=("<b>wonen</b>",)), visit(4)))
    found = view.store().undo_differences(NAME, 2)
    assert set(found) == {TableName.VISITS}
    changed = frame(seen, RowKind.CHANGED, found)
    told = list(changed[["Nummer", "Wat", "Nu", "Straks"]].itertuples(index=False, name=None))
    assert told == [
        ("B1", "Adres", "een adres", "een ander adres"),
        ("B1", "Uitkomst", "wil niet", "gesprek gevoerd"),
        ("B1", "Thema's", "<b>wonen</b>", "–"),
        ("B1", "Wordt actief", "ja", "–"),
    ]
    assert list(frame(seen, RowKind.NEW, found)["Wat er staat"]) == ["Datum bezoek: 5\u00a0jan\u00a02018; Gebied: Waartplein"]
    opened = choose(app("data"), 2)
    opened.session_state["adv_undo_changed"] = True
    opened.run()
    assert not opened.exception
    assert "&lt;b&gt;wonen&lt;/b&gt;" in html(opened)
    assert "<b>wonen" not in html(opened)
    assert "geheim" not in html(opened)


def replacing(opened: AppTest) -> AppTest:
    """Let the file take the place of the other list that is stored: it would be added."""
    return opened.radio(key=MODE_KEY).set_value(ImportMode.REPLACE).run()


def test_what_an_upload_changes_is_shown_row_by_row(app: Callable[..., AppTest]) -> None:
    opened = confirm(upload(app("data"), SAMPLE))
    smaller = upload(opened, FOLDER / FILES["annawijk"])
    assert "adv_differences_import" not in smaller.session_state  # fetched only when it is opened
    for kind in ("new", "gone"):
        smaller.session_state[f"adv_import_{kind}"] = True
    replacing(smaller)
    assert not smaller.exception
    assert NL("pages.data.rows_table_new") in html(smaller)
    assert NL("pages.data.rows_table_gone") in html(smaller)


def test_each_list_that_shrinks_is_named_with_its_numbers(app: Callable[..., AppTest], stored: Callable[..., None]) -> None:
    stored(make_dataset(DE_WAART, visits=[visit(number) for number in range(900, 1900)], expenses=[{"cents": 10**9}]))
    opened = replacing(upload(app("data"), SAMPLE))
    warning = opened.warning[0].value.replace("\\", "")
    assert "Bezoeken: van de 1.000 rijen van nu verdwijnen er 1.000; er komen 316 nieuwe." in warning
    assert "De uitgaven dalen van € 10.000.000 naar " in warning.replace("\u00a0", " ")
    assert len(opened.warning) == 1
