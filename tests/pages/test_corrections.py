"""On the page the user says what a sheet is and what words mean, and sees at once what that does."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from adv.model import TableName
from adv.texts import texts
from adv.ui import view
from adv.ui.data_page import corrections as decided
from adv.workbook.understood import Corrections
from tests.pages.test_pages import html
from tests.pages.test_upload import asked_now, confirm, upload
from tests.test_cli import write

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    from tests.test_cli import Cell

NL = texts("nl")
DAY = date(2019, 3, 4)
HEADERS = ["Bezoeknummer", "Datum", "Straat", "Huisnummer", "Uitkomst"]
VISITS: list[Sequence[Cell]] = [HEADERS, ["B1", DAY, "Waartplein", 3, "gesprek"], ["B2", DAY, "Waartplein", 5, "Praatje gemaakt"]]
STRANGE: list[Sequence[Cell]] = [["Moment", "Waarvoor", "Hoeveel"], [DAY, "Koffie", 12.5], [DAY, "Zaal", 80], [DAY, "Zaal", 75]]


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    return write(tmp_path / "eigen.xlsx", {"Bezoeken": VISITS, "Blad2": STRANGE})


def decide(app: AppTest, made: Corrections) -> AppTest:
    """As a choice in one of the tables does, which cannot be clicked here."""
    app.session_state[decided.KEY] = made
    app.session_state[decided.COUNT_KEY] = 1
    return app.run()


def frames(app: AppTest) -> list[Any]:
    return [frame.value for frame in app.dataframe]


def test_unknown_words_are_shown_with_their_rows_and_what_they_cost(workbook: Path, app: Callable[..., AppTest]) -> None:
    opened = upload(app("data"), workbook)
    assert not opened.exception
    assert NL("intake.ask.outcome") in html(opened)
    assert "Nu telt daardoor 1 rij niet mee." in html(opened)
    assert "«Praatje gemaakt»</strong>" in html(opened)
    assert "rij 3 van blad Bezoeken, kolom «Uitkomst»" in html(opened)
    (box,) = [box for box in opened.selectbox if box.label == NL("intake.is", what="Praatje gemaakt")]
    assert box.value is None
    assert "gesprek gevoerd (1 gesprek erbij)" in box.options
    assert "niet thuis (1 keer aangebeld erbij)" in box.options


def test_a_word_that_was_given_a_meaning_counts_at_once(workbook: Path, app: Callable[..., AppTest]) -> None:
    opened = upload(app("data"), workbook)
    (box,) = [box for box in opened.selectbox if box.label == NL("intake.is", what="Praatje gemaakt")]
    opened = box.select("conversation").run()
    assert not asked_now(opened)
    (words,) = [frame for frame in frames(opened) if NL("memory.list.outcome") in frame]
    assert words.iloc[0].tolist()[:3] == ["Praatje gemaakt", "1", NL("words.outcome.conversation")]
    confirm(opened)
    assert view.store().imports("de-waart")[0].totals.completed == 2


def test_of_several_cost_centres_the_page_asks_which_one_counts_with_its_euros(tmp_path: Path, app: Callable[..., AppTest]) -> None:
    rows: list[Sequence[Cell]] = [["Datum", "Kostenplaats", "Kostensoort", "Bedrag"]]
    rows += [[DAY, "310", "Personeel", 200], [DAY, "320", "Personeel", 1000], [DAY, "310", "Subsidie gemeente", 5000]]
    opened = upload(app("data"), write(tmp_path / "kosten.xlsx", {"Uitgaven": rows}))
    assert NL("intake.ask.project") in html(opened)
    assert "«320»</strong> in 1 rij (€\xa01.000)" in html(opened)
    (box,) = [box for box in opened.selectbox if box.label == NL("intake.is", what="310")]
    assert [option.split(" (")[0] for option in box.options] == [NL("memory.words.ours"), NL("memory.words.not_ours")]
    opened = box.select("this_project").run()
    assert not asked_now(opened)
    kinds = {str(frame.iloc[0, 0]): frame.iloc[0].tolist()[3] for frame in frames(opened) if NL("memory.words.euros") in frame}
    assert kinds["Subsidie gemeente"] == NL("memory.words.income")
    confirm(opened)
    assert view.store().imports("de-waart")[0].totals.spent_cents == 200_00


def test_every_page_says_that_rows_do_not_count_until_they_do(workbook: Path, app: Callable[..., AppTest]) -> None:
    opened = confirm(upload(app("data"), workbook))
    said = NL.count("intake.still_out", 1, number="1")
    assert NL.count("intake.still_out_where", 1, number="1", files="eigen.xlsx") in html(opened)
    assert "Bezoeken: E3" in html(opened)
    for page in ("overview", "coverage"):
        assert said in html(app(page))
    opened = upload(app("data"), workbook)
    (box,) = [box for box in opened.selectbox if box.label == NL("intake.is", what="Praatje gemaakt")]
    confirm(box.select("conversation").run())
    assert said not in html(app("overview"))


def test_another_list_does_not_hush_what_does_not_count_of_the_first(
    workbook: Path, tmp_path: Path, app: Callable[..., AppTest]
) -> None:
    confirm(upload(app("data"), workbook))
    other: list[Sequence[Cell]] = [HEADERS, *([n, DAY, "Componistenlaan", n + 20, "gesprek"] for n in (1, 2, 3))]
    opened = confirm(upload(app("data"), write(tmp_path / "Karin.xlsx", {"Blad1": other})))
    assert view.store().imports("de-waart")[0].totals.visits == 4
    said = NL.count("intake.still_out", 1, number="1")
    assert NL.count("intake.still_out_where", 1, number="1", files="eigen.xlsx") in html(opened)
    assert said in html(app("coverage"))
    assert NL("report.annex.left_out.one") in html(app("report"))
    opened.button(key="adv_on_purpose").click().run()
    assert said not in html(app("coverage"))


def test_what_each_answer_would_do_is_worked_out_when_asked_for(tmp_path: Path, app: Callable[..., AppTest]) -> None:
    days = [date(2018, 12, 1) + timedelta(3 * number) for number in range(20)]
    typed = [day.replace(year=2018) if date(2018, 12, 31) < day < date(2019, 1, 9) else day for day in days]
    rows: list[Sequence[Cell]] = [[f"B{at}", day, "Waartplein", at, "gesprek"] for at, day in enumerate(typed, 1)]
    opened = upload(app("data"), write(tmp_path / "eigen.xlsx", {"Bezoeken": [HEADERS, *rows]}))
    opened = opened.button(key="adv_effects_ask").click().run()
    assert not opened.exception
    assert NL("intake.effects_comes") in html(opened)


def test_a_sheet_that_was_not_recognised_becomes_a_table_and_is_read(workbook: Path, app: Callable[..., AppTest]) -> None:
    opened = upload(app("data"), workbook)
    tables = {("eigen.xlsx", "Blad2"): TableName.EXPENSES}
    made = Corrections({("eigen.xlsx", "Blad2", 0): "booked_on", ("eigen.xlsx", "Blad2", 2): "cents"}, tables=tables)
    confirm(decide(opened, made))
    assert view.store().imports("de-waart")[0].totals.spent_cents == 167_50


@pytest.mark.parametrize(
    ("language", "day", "amount"), [("nl", "4\xa0mrt\xa02019", "€\xa01.234,50"), ("en", "4\xa0Mar\xa02019", "€1,234.50")]
)
def test_values_of_a_column_are_shown_in_the_users_way(
    tmp_path: Path, language: str, day: str, amount: str, app: Callable[..., AppTest]
) -> None:
    rows: list[Sequence[Cell]] = [["Datum", "Bedrag", "Nr", "Kletskoek"], [DAY, 1234.5, 2019, 0.75], [DAY, -8, 2020, 1.5]]
    opened = upload(app("data", taal=language), write(tmp_path / "eigen.xlsx", {"Uitgaven": rows}))
    said = texts(language)
    (columns,) = [frame for frame in frames(opened) if said("pages.data.column.samples") in frame]
    minus = {"nl": "−\xa0€\xa08", "en": "−€8"}[language]
    mark = {"nl": ",", "en": "."}[language]
    shown = [day, f"{amount} · {minus}", "2019 · 2020", f"0{mark}75 · 1{mark}5"]
    assert columns[said("pages.data.column.samples")].tolist() == shown


def test_each_of_two_tables_side_by_side_has_its_own_drop_down(tmp_path: Path, app: Callable[..., AppTest]) -> None:
    costs: list[Sequence[Cell]] = [["Datum", "Bedrag"], [DAY, 12.5], [DAY, 80]]
    both: list[Sequence[Cell]] = [[*left, None, *right] for left, right in zip(VISITS, costs, strict=True)]
    opened = upload(app("data"), write(tmp_path / "eigen.xlsx", {"Bezoeken": both}))
    boxes = [box for box in opened.selectbox if box.label == NL("memory.sheet.is")]
    assert [box.value for box in boxes] == [TableName.VISITS, TableName.EXPENSES]
    opened = boxes[1].select_index(len(boxes[1].options) - 1).run()
    assert not opened.exception
    assert [box.value for box in opened.selectbox if box.label == NL("memory.sheet.is")] == [TableName.VISITS]
    (left_out,) = [frame for frame in frames(opened) if NL("memory.sheet.is") in frame]
    assert left_out.iloc[0].tolist() == [
        "Bezoeken",
        NL("memory.sheet.not_read"),
        NL("recognition.corrected_part_out", columns="G–H"),
    ]


def test_a_sheet_that_is_not_to_be_used_is_left_out_by_its_drop_down(workbook: Path, app: Callable[..., AppTest]) -> None:
    opened = upload(app("data"), workbook)
    (choice,) = [box for box in opened.selectbox if box.label == NL("memory.sheet.is")]
    assert choice.value is TableName.VISITS
    opened = choice.select_index(len(choice.options) - 1).run()
    assert not opened.exception
    assert NL("memory.sheet.nothing") in opened.error[0].value.replace("\\", "")
    assert not [button for button in opened.button if button.key == "adv_confirm"]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_workbook_without_a_table_asks_what_its_sheets_are(tmp_path: Path, language: str, app: Callable[..., AppTest]) -> None:
    opened = upload(app("data", taal=language), write(tmp_path / "eigen.xlsx", {"Blad1": [["Aap", "Noot"], ["x", "y"]]}))
    assert len(opened.error) == 1
    (sheets,) = frames(opened)
    assert sheets.iloc[0].tolist()[0] == "Blad1"
    assert view.store().version("de-waart") == 0


def test_what_was_decided_is_gone_with_the_file(workbook: Path, app: Callable[..., AppTest]) -> None:
    opened = decide(upload(app("data"), workbook), replace(Corrections(), tables={("eigen.xlsx", "Bezoeken"): None}))
    opened.file_uploader[0].set_value([]).run()
    assert decided.KEY not in opened.session_state
