"""On the page the user writes what a cell that cannot be read should say, and its row counts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from adv.texts import texts
from adv.ui import view
from tests.pages.test_pages import html
from tests.pages.test_upload import asked_now, confirm, upload
from tests.test_cli import write

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    from tests.test_cli import Cell

NL = texts("nl")
HEADERS = ["Datum", "Kostensoort", "Bedrag"]
SPENT: list[Cell] = [12.5, "n.t.b.", "120,50 en ook 35,00", "n.t.b.", None, "bel 06-12345678"]


def workbook(folder: Path, amounts: Sequence[Cell], last: Cell = date(2019, 4, 30)) -> Path:
    rows: list[Sequence[Cell]] = [[date(2019, 4, day), "Personeel", amount] for day, amount in enumerate(amounts, 1)]
    return write(folder / "uitgaven.xlsx", {"Uitgaven": [HEADERS, *rows, [last, "Personeel", 1]]})


def typed(opened: AppTest, what: str, text: str) -> AppTest:
    (box,) = [box for box in opened.text_input if box.label == NL("intake.is", what=what)]
    return box.input(text).run()


def pressed(opened: AppTest, label: str) -> AppTest:
    return next(button for button in opened.button if button.label.replace("\\", "") == label).click().run()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_cannot_be_read_is_asked_with_its_rows_and_nothing_of_a_person_is_shown(
    tmp_path: Path, language: str, app: Callable[..., AppTest]
) -> None:
    opened, said = upload(app("data", taal=language), workbook(tmp_path, SPENT)), texts(language)
    assert not opened.exception
    assert said("intake.ask.amount") in html(opened)
    assert said.count("memory.words.cost", 5, number="5") in html(opened)
    named = [said("intake.quoted", text=text) for text in ("n.t.b.", "120,50 en ook 35,00")]
    named += [said("intake.value.beside", cell=cell, beside=day) for cell, day in (("C6", "5-4-2019"), ("C7", "6-4-2019"))]
    for_all = said.count("intake.all.same", 5)
    assert [box.label for box in opened.text_input] == [for_all, *(said("intake.is", what=what) for what in named)]
    assert "12345678" not in html(opened)


def test_every_row_comes_to_count_without_touching_the_file(tmp_path: Path, app: Callable[..., AppTest]) -> None:
    opened = upload(app("data"), workbook(tmp_path, SPENT))
    opened = typed(opened, NL("intake.quoted", text="n.t.b."), "20")
    assert "€\xa053,50" in html(opened)  # twice 20, and what counted already
    opened = pressed(opened, NL("intake.value.sum", amount="€\xa0155,50"))
    opened = typed(opened, NL("intake.value.beside", cell="C6", beside="5-4-2019"), "1.000")
    assert NL("intake.ask.amount") in asked_now(opened)
    opened = pressed(opened, "Laat rij 7 van blad Uitgaven weg")
    assert not asked_now(opened)
    (words,) = [frame.value for frame in opened.dataframe if NL("memory.list.amount") in frame.value]
    means = dict(zip(words[NL("memory.list.amount")], words[NL("memory.words.means")], strict=True))
    assert means["n.t.b."] == "€\xa020"
    assert means["120,50 en ook 35,00"] == "€\xa0155,50"
    confirm(opened)
    assert view.store().imports("de-waart")[0].totals.spent_cents == 1250 + 2 * 2000 + 15550 + 100000 + 100
    opened = upload(app("data"), workbook(tmp_path, [*SPENT, 80.0]))
    assert NL("intake.ask.amount") not in html(opened)  # the next export asks nothing
    opened = upload(app("data"), workbook(tmp_path, [*SPENT, "n.t.b."]))
    assert NL("intake.ask.amount") in html(opened)  # of another row nobody said what it is


@pytest.mark.parametrize(
    ("text", "key"),
    [("morgen", "no_day"), ("31-2-2019", "no_day"), ("1-1-2015", "outside_period"), ("1-1-2099", "in_future")],
)
def test_what_is_no_day_is_said_as_it_is_typed(tmp_path: Path, text: str, key: str, app: Callable[..., AppTest]) -> None:
    opened = upload(app("data"), workbook(tmp_path, [12.5], "weet niet"))
    assert NL("intake.ask.day") in html(opened)
    opened = typed(opened, NL("intake.quoted", text="weet niet"), text)
    assert NL(f"intake.value.{key}").partition("{")[0] in html(opened)
    opened = typed(opened, NL("intake.quoted", text="weet niet"), "12-4-2019")
    assert not asked_now(opened)
