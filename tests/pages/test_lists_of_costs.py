"""Bookkeeping files one after the other on the page Gegevens: the longer same one asks nothing, another one does, with both totals."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from adv.model import TableName
from adv.store.records import ImportMode
from adv.texts import texts
from adv.ui import view
from adv.ui.data_page.recognised_sheets import named
from adv.workbook.understood import ColumnRecognition, Reason
from adv.workbook.vocabulary.fields import FIELDS, Kind, options_of
from tests.pages.test_pages import html
from tests.pages.test_upload import asked_now, confirm, upload
from tests.test_cli import write

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    from tests.test_cli import Cell

NL = texts("nl")


def book(folder: Path, name: str, count: int, euros: int, category: str) -> Path:
    rows: list[Sequence[Cell]] = [["Datum", "Kostensoort", "Bedrag"]]
    rows += [[date(2019, 1, 7) + timedelta(days=5 * at), category, euros + at] for at in range(count)]
    return write(folder / name, {"Boekingen": rows})


def spent() -> int:
    return view.store().imports("de-waart")[0].totals.spent_cents // 100


@pytest.fixture
def begun(tmp_path: Path, app: Callable[..., AppTest]) -> AppTest:
    return confirm(upload(app("data"), book(tmp_path, "jan.xlsx", 20, 50, "Personeel")))


def test_the_same_export_with_more_rows_comes_in_with_no_question(tmp_path: Path, begun: AppTest) -> None:
    opened = upload(begun, book(tmp_path, "feb.xlsx", 26, 50, "Personeel"))
    assert not [one for one in opened.radio if one.key == "adv_mode"]
    assert not opened.warning
    confirm(opened)
    assert spent() == sum(50 + at for at in range(26))


@pytest.mark.parametrize("mode", [ImportMode.ADD, ImportMode.REPLACE])
def test_another_list_is_asked_about_with_both_totals(tmp_path: Path, begun: AppTest, mode: ImportMode) -> None:
    opened = upload(begun, book(tmp_path, "partner.xlsx", 10, 31, "Overig"))
    first, second = sum(50 + at for at in range(20)), sum(31 + at for at in range(10))
    said = [one.replace("\\", "").replace("\xa0", " ") for one in opened.radio(key="adv_mode").proto.captions]
    assert f"Daarna: € {second}." in said[0]
    assert f"Daarna: € {first + second:,}.".replace(",", ".") in said[1]
    assert NL("pages.data.other_list") in html(opened)
    confirm(opened.radio(key="adv_mode").set_value(mode).run())
    assert spent() == second + (first if mode is ImportMode.ADD else 0)


def test_a_newer_export_of_one_of_two_lists_leaves_the_other_without_a_question(tmp_path: Path, begun: AppTest) -> None:
    opened = confirm(upload(begun, book(tmp_path, "partner.xlsx", 10, 31, "Overig")))
    opened = upload(opened, book(tmp_path, "feb.xlsx", 26, 50, "Personeel"))
    assert [one.label for one in opened.expander].count(NL("pages.data.mode_clear")) == 1
    confirm(opened)
    assert spent() == sum(50 + at for at in range(26)) + sum(31 + at for at in range(10))


def test_what_one_answer_leaves_open_stays_asked_and_can_be_altered_later(tmp_path: Path, app: Callable[..., AppTest]) -> None:
    rows: list[Sequence[Cell]] = [
        ["Datum", "Naam / Omschrijving", "Rekening", "Tegenrekening", "Af Bij", "Bedrag (EUR)", "Mededelingen"]
    ]
    said = ("koffie buurtmiddag", "taart opening", "koffie buurtmiddag", "drukwerk hal", "taart opening", "drukwerk hal")
    rows += [[date(2019, 3, n), "Winkel", "NL12INGB0001234567", "", "Af", 10 + n, what] for n, what in enumerate(said, 1)]
    book = write(tmp_path / "bank.xlsx", {"Blad1": rows})

    def answer(opened: AppTest, word: str, meaning: str) -> AppTest:
        (box,) = [box for box in opened.selectbox if box.label == NL("intake.is", what=word)]
        return box.select(meaning).run()

    opened = answer(upload(app("data"), book), "koffie buurtmiddag", "Activiteiten")
    assert [box.label for box in opened.selectbox if "taart" in box.label or "drukwerk" in box.label]
    opened = answer(answer(opened, "taart opening", "Activiteiten"), "drukwerk hal", "Materiaal")
    assert not asked_now(opened)
    confirm(opened)
    again = upload(app("data"), book)
    assert NL("pages.data.nothing_changes") in html(again)
    altered = again.button(key="adv_alter").click().run()
    assert NL("intake.answer", what="«drukwerk hal»", meaning="Materiaal") in html(altered)
    altered = altered.button(key="adv_change_1").click().run()
    altered = answer(altered, "drukwerk hal", "Communicatie")
    altered = answer(answer(altered, "koffie buurtmiddag", "Activiteiten"), "taart opening", "Activiteiten")
    confirm(altered)
    expenses = view.store().dataset(view.project("de-waart")).expenses
    assert expenses.groupby("category", observed=True)["cents"].sum().to_dict() == {"Activiteiten": 51_00, "Communicatie": 30_00}


def test_every_answer_about_a_column_is_said_in_words(app: Callable[..., AppTest]) -> None:
    app("data")
    project = view.project("de-waart")
    for table, fields in FIELDS.items():
        for field in fields:
            for option in options_of(field, project.period):
                column = ColumnRecognition(0, "Kop", field, 1.0, Reason("by_name"), option=option)
                assert not set(option).intersection("_") or option not in named(column, table, NL), (field, option)
    asked = {field for field, kind in FIELDS[TableName.EXPENSES].items() if kind is Kind.CENTS}
    assert all({"as_written", "thousandths"} <= {*options_of(field, project.period)} for field in asked)
