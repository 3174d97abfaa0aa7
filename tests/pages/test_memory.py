"""A second workbook of the same shape is read as the first was confirmed; the page says so, and forgets it on request."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from adv.formats import formats
from adv.texts import texts
from adv.ui import view
from adv.workbook.understood import Corrections
from adv.workbook.vocabulary.word_lists import OwnWords, WordList
from tests.pages.test_corrections import decide
from tests.pages.test_pages import html
from tests.pages.test_upload import confirm, upload
from tests.test_cli import write

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    from tests.test_cli import Cell

NL = texts("nl")
HEADERS = ["Bezoeknummer", "Datum", "Straat", "Huisnummer", "Uitkomst", "Kletskoek"]

VISITS_WITH_A_STRANGE_DAY: list[Sequence[Cell]] = [
    ["Bezoeknummer", "Datum", "Straat", "Huisnummer", "Uitkomst"],
    ["B1", "3-3-2019", "Waartplein", 3, "gesprek gevoerd"],
    ["B2", "31-2-2019", "Waartplein", 5, "niet thuis"],
]


def workbook(folder: Path, year: int, visits: int) -> Path:
    rows: list[Sequence[Cell]] = [
        [f"{year}-{number}", date(year, 3, number), "Waartplein", number, "Praatje gemaakt", "wonen"]
        for number in range(1, visits + 1)
    ]
    return write(folder / f"bezoeken {year}.xlsx", {f"Jaar {year}": [HEADERS, *rows]})


def confirmed(folder: Path, app: AppTest) -> AppTest:
    file = workbook(folder, 2018, 2)
    made = Corrections(
        {(file.name, "Jaar 2018", 5): "themes"}, words=OwnWords({WordList.OUTCOME: {"praatje gemaakt": "conversation"}})
    )
    return confirm(decide(upload(app, file), made))


def test_nothing_is_remembered_at_first(app: Callable[..., AppTest]) -> None:
    assert NL("memory.nothing") in html(app("data"))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_next_workbook_of_the_shape_is_read_that_way_at_once(
    tmp_path: Path, language: str, app: Callable[..., AppTest]
) -> None:
    opened = confirmed(tmp_path, app("data", taal=language))
    assert not opened.exception
    assert texts(language)("memory.title") in html(opened)
    opened = upload(opened, workbook(tmp_path, 2019, 3))
    assert not opened.exception
    on = next(iter(view.store().memory("de-waart").sheets.values())).on
    assert texts(language)("memory.used", day=formats(language).day(on)) in html(opened)
    confirm(opened)
    totals = view.store().imports("de-waart")[0].totals
    assert (totals.visits, totals.completed) == (3, 3)
    assert list(view.store().dataset(view.project("de-waart")).visits["themes"]) == [("wonen",)] * 3


def test_forgetting_a_sheet_reads_the_open_workbook_anew(tmp_path: Path, app: Callable[..., AppTest]) -> None:
    opened = upload(confirmed(tmp_path, app("data")), workbook(tmp_path, 2019, 3))
    (button,) = [button for button in opened.button if button.label == NL("memory.forget")]
    opened = button.click().run()
    assert not opened.exception
    assert "Zo gelezen als op" not in html(opened)
    assert view.store().memory("de-waart").sheets == {}
    assert len(view.store().memory("de-waart").words) == 1


def test_a_word_is_forgotten_from_the_list(tmp_path: Path, app: Callable[..., AppTest]) -> None:
    opened = confirmed(tmp_path, app("data"))
    (choice,) = [box for box in opened.multiselect if box.label == NL("memory.choose")]
    word = next(option for option in choice.options if "praatje gemaakt" in option)
    opened = choice.select(word).run()
    opened = opened.button(key="adv_forget_chosen").click().run()
    assert not opened.exception
    assert view.store().memory("de-waart").words == {}
    assert len(view.store().memory("de-waart").sheets) == 1


def test_two_sheets_of_one_name_can_be_told_apart_in_what_is_remembered(tmp_path: Path, app: Callable[..., AppTest]) -> None:
    rows: list[Sequence[Cell]] = [["1", date(2018, 3, 1), "Waartplein", 1, "gesprek gevoerd"]]
    opened = app("data")
    for header in ("Datum", "Bezoekdatum"):
        file = write(
            tmp_path / f"{header}.xlsx", {"Bezoeken": [["Bezoeknummer", header, "Straat", "Huisnummer", "Uitkomst"], *rows]}
        )
        opened = upload(opened, file)
        rows.append(["2", date(2018, 3, 2), "Waartplein", 2, "gesprek gevoerd"])
        opened = confirm(opened)
    assert not opened.exception
    (choice,) = [box for box in opened.multiselect if box.label == NL("memory.choose")]
    assert sorted(option[-3:] for option in choice.options) == ["(1)", "(2)"]


def test_undoing_the_import_says_that_its_memory_goes_too(tmp_path: Path, app: Callable[..., AppTest]) -> None:
    opened = confirmed(tmp_path, app("data"))
    (choice,) = [box for box in opened.selectbox if box.label == NL("pages.data.undo")]
    opened = choice.select_index(0).run()
    assert NL("memory.undo") in html(opened)
    opened = opened.button(key="adv_undo_confirm").click().run()
    assert not opened.exception
    assert NL("memory.nothing") in html(opened)


def test_a_csv_file_is_called_by_its_name_where_a_workbook_has_a_sheet(tmp_path: Path, app: Callable[..., AppTest]) -> None:
    file = tmp_path / "bezoeken.csv"
    file.write_text("Datum;Straat;Huisnummer;Uitkomst\n2-3-2019;Waartplein;1;niet thuis\n", encoding="utf-8")
    opened = upload(app("data"), file)
    assert ">bezoeken.csv → <" in html(opened)
    opened = confirm(opened)
    assert "CSV-bestand met 4 kolommen" in html(opened)
    assert "«»" not in html(opened)


def test_an_answer_about_one_row_is_remembered_in_words(tmp_path: Path, app: Callable[..., AppTest]) -> None:
    app("data")
    book = write(tmp_path / "eigen.xlsx", {"Bezoeken": VISITS_WITH_A_STRANGE_DAY})
    opened = upload(app("data"), book)
    (box,) = [box for box in opened.text_input if box.key and box.key.startswith("adv_value_day")]
    opened = confirm(box.set_value("12-3-2019").run())
    (choice,) = [box for box in opened.multiselect if box.label == NL("memory.choose")]
    assert NL("memory.a_row", word="31-2-2019", list=NL("memory.list.day")) in choice.options
