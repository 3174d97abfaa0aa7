"""How questions are asked: proposals to click, numbers that stay, answers that stay in view and can be taken back, and what they changed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from adv.texts import texts
from adv.ui import view
from tests.pages.conftest import DE_WAART
from tests.pages.test_pages import html
from tests.pages.test_upload import asked_now, confirm, upload
from tests.test_cli import write

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    from tests.test_cli import Cell

NL = texts("nl")


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """A street that is nearly a known one, an amount and a day that are none, and three columns that nobody needs."""
    streets = {0: "Waarplein", 1: "Waartplein", 2: "Zweersstraat"}
    visits: list[Sequence[Cell]] = [["Nr", "Datum", "Straat", "Huisnr", "Uitkomst", "Administratie", "Hond", "Opm."]]
    for number in range(1, 13):
        outcome = "gesprek" if number % 3 else "niet thuis"
        visits.append(
            [number, date(2019, 3, number), streets[number % 3], number, outcome, 10, "ja" if number % 2 else "nee", "hond"]
        )
    costs: list[Sequence[Cell]] = [["Datum", "Kostensoort", "Bedrag"]]
    costs += [[date(2019, 4, 1), "Personeel", 100], ["31-2-2019", "Personeel", 20], [date(2019, 4, 3), "Personeel", "n.t.b."]]
    return write(tmp_path / "eigen.xlsx", {"Bezoeken": visits, "Uitgaven": costs})


def label_of(opened: AppTest, key: str) -> str:
    return str(opened.button(key=key).label.replace("\\", ""))


def left(opened: AppTest) -> AppTest:
    return opened.button(key="adv_question_next").click().run()


def pressed(opened: AppTest, label: str) -> AppTest:
    return next(one for one in opened.button if one.label.replace("\\", "") == label).click().run()


def test_numbers_stay_and_what_was_answered_stays_in_view_until_it_is_taken_back(
    workbook: Path, app: Callable[..., AppTest]
) -> None:
    opened = upload(app("data"), workbook)
    assert NL("intake.number", place=1, count=4) in asked_now(opened)
    assert "€\xa0100 " not in html(opened)
    opened = pressed(opened, "Laat rij 4 van blad Uitgaven weg")
    assert NL("intake.number", place=2, count=4) in asked_now(opened)
    assert "«n.t.b.»: laat de rij weg" in html(opened)
    (box,) = opened.text_input
    opened = box.input("28-2-2019").run()
    assert "nu €\xa0120 (eerst: €\xa0100)" in html(opened)
    assert NL("intake.number", place=3, count=4) in asked_now(opened)
    opened = opened.button(key="adv_change_1").click().run()
    assert NL("intake.number", place=1, count=4) in asked_now(opened)
    assert "«31-2-2019»: 28\xa0feb\xa02019" in html(opened)
    (box,) = opened.text_input
    opened = box.input("35").run()
    assert "nu €\xa0155 (eerst: €\xa0120)" in html(opened)
    assert NL("intake.number", place=3, count=4) in asked_now(opened)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_street_that_is_nearly_known_is_proposed_and_never_becomes_one_of_its_own_in_silence(
    workbook: Path, language: str, app: Callable[..., AppTest]
) -> None:
    said = texts(language)
    opened = left(left(upload(app("data", taal=language), workbook)))
    assert said("intake.ask.street") in asked_now(opened)
    own = said("intake.kept.street.one", words=said("intake.quoted", text="Waarplein"))
    kept = said("intake.kept.in_area", kept=own, area="de Waart")
    assert label_of(opened, "adv_question_next") == said("intake.leave", what=kept)
    opened = left(opened)
    assert kept in html(opened)
    opened = opened.button(key="adv_change_3").click().run()
    (yes,) = [one for one in opened.button if one.label.replace("\\", "").startswith(said("intake.yes", meaning="Waartplein"))]
    opened = yes.click().run()
    assert kept not in html(opened)
    assert said("intake.changed_nothing") in html(opened)
    confirm(opened)
    streets = view.store().dataset(DE_WAART).visits["street"]
    assert set(streets) == {"Waartplein", "Zweersstraat"}


def test_columns_of_no_need_are_one_question_and_hold_nothing_up(workbook: Path, app: Callable[..., AppTest]) -> None:
    opened = left(left(left(upload(app("data"), workbook))))
    assert NL.count("intake.ask.unused", 3) in asked_now(opened)
    for header, shown in (("Administratie", "10"), ("Hond", "ja · nee"), ("Opm.", "hond")):
        assert f"<strong>{header}</strong>" in html(opened)
        assert NL("intake.values", values=shown) in html(opened)
    opened = left(opened)
    assert not asked_now(opened)
    assert "«Administratie», «Hond», «Opm.» niet bewaren" in html(opened)
    assert NL("intake.answered", place=4, question=NL.count("intake.ask.unused", 3)) in html(opened)


def test_the_list_of_answers_begins_with_what_the_values_look_like(tmp_path: Path, app: Callable[..., AppTest]) -> None:
    rows: list[Sequence[Cell]] = [["Datum", "Straat", "Huisnr", "Uitkomst", "Opm."]]
    rows += [[date(2019, 3, number), "Waartplein", number, "gesprek", "hond" if number % 4 else "wonen"] for number in range(1, 9)]
    opened = upload(app("data"), write(tmp_path / "eigen.xlsx", {"Bezoeken": rows}))
    (box,) = [box for box in opened.selectbox if box.label == NL("intake.is", what="Opm.")]
    assert box.options[0] == NL("fields.visits.themes")
    assert not any(NL("fields.day.from_1904") in option for option in box.options)
    assert f"{NL('fields.visits.request.theme')}".replace(":", " 2:") in box.options


def test_storing_with_an_open_question_says_so_and_stands_second(workbook: Path, app: Callable[..., AppTest]) -> None:
    opened = upload(app("data"), workbook)
    assert label_of(opened, "adv_confirm") == NL.count("intake.confirm_open", 3)
    assert opened.button(key="adv_confirm").proto.type == "secondary"
    opened = left(opened)  # passed over: its row does not count, so it stays open
    assert label_of(opened, "adv_confirm") == NL.count("intake.confirm_open", 3)
    opened = pressed(opened, "Laat rij 3 van blad Uitgaven weg")
    opened = left(opened)
    assert label_of(opened, "adv_confirm") == NL.count("intake.confirm_open", 1)
    opened = opened.button(key="adv_change_1").click().run()
    opened = pressed(opened, "Laat rij 4 van blad Uitgaven weg")
    assert label_of(opened, "adv_confirm") == NL("pages.data.confirm")
    assert opened.button(key="adv_confirm").proto.type == "primary"
    assert "12 keer aangebeld · 8 gesprekken · €\xa0100" in html(opened)


def test_an_answer_that_leads_nowhere_says_so(tmp_path: Path, app: Callable[..., AppTest]) -> None:
    rows: list[Sequence[Cell]] = [["Datum", "Huisnr", "Uitslag", "Rondje"]]
    rows += [[date(2019, 3, number), number, "gesprek", "A"] for number in range(1, 9)]
    opened = upload(app("data"), write(tmp_path / "eigen.xlsx", {"Bezoeken": rows}))
    assert NL("intake.ask.columns") in asked_now(opened)
    box = next(box for box in opened.selectbox if box.label == NL("intake.is", what="Rondje"))
    opened = box.select("organisations").run()
    assert NL("intake.changed_not_yet", out=NL.count("intake.rows_out", 8, number="8")) in html(opened)
