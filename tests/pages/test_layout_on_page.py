"""What the layout of a workbook says, on the page: asked where it may mean something, and to be said otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font

from adv.texts import texts
from adv.ui import view
from tests.pages.test_pages import html
from tests.pages.test_upload import confirm, upload
from tests.workbook.layouts import GREY, HEADERS, WIDTH, book, coloured, filled, paint, put, visit_rows

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl import Workbook
    from streamlit.testing.v1 import AppTest

NL = texts("nl")


def with_grey_rows() -> Workbook:
    made, sheet = coloured(outcome=True, columns=())
    for row in (4, 9):
        paint(sheet, row, filled(GREY), range(1, WIDTH + 1))
    return made


def without_a_legend() -> Workbook:
    return coloured()[0]


def of_a_tab_that_says_no_street() -> Workbook:
    made, sheet = book("Blok C")
    put(sheet, 1, ["Huisnr", "Datum", "Uitkomst"])
    for number, row in enumerate(visit_rows()):
        put(sheet, 2 + number, [row[3], row[1], row[4]])
    return made


@pytest.mark.parametrize(
    ("made", "word", "meaning", "talks"),
    [
        (with_grey_rows, "kleur grijs", "", 3),  # two of the five do not count
        (without_a_legend, "kleur groen", "conversation", 5),
        (of_a_tab_that_says_no_street, "Blok C", "Waartplein", 5),
    ],
    ids=["a row", "an outcome", "a street"],
)
def test_what_the_layout_may_mean_is_asked_and_answered_on_the_page(
    made: Callable[[], Workbook], word: str, meaning: str, talks: int, tmp_path: Path, app: Callable[..., AppTest]
) -> None:
    made().save(tmp_path / "eigen.xlsx")
    opened = upload(app("data"), tmp_path / "eigen.xlsx")
    (box,) = [box for box in opened.selectbox if box.label == NL("intake.is", what=word)]
    assert ("adv-swatch" in html(opened)) is word.startswith("kleur")  # the colour is shown
    opened = box.select(meaning).run()
    assert not opened.exception
    confirm(opened)
    assert view.store().imports("de-waart")[0].totals.completed == talks


def test_rows_that_are_struck_out_can_be_counted_after_all(tmp_path: Path, app: Callable[..., AppTest]) -> None:
    made, sheet = coloured(outcome=True, columns=())
    paint(sheet, 2, Font(strike=True), range(1, WIDTH + 1))
    made.save(tmp_path / "eigen.xlsx")
    opened = upload(app("data"), tmp_path / "eigen.xlsx")
    assert not opened.exception
    (words,) = [frame.value for frame in opened.dataframe if NL("memory.list.layout") in frame.value]
    assert words.iloc[0].tolist()[:3] == ["doorgestreept", "1", NL("memory.words.struck_counts_not")]
    assert NL("intake.whole") not in html(opened)


def test_what_a_comment_says_of_its_row_is_proposed_as_an_answer_of_its_own(tmp_path: Path, app: Callable[..., AppTest]) -> None:
    made, sheet = book()
    put(sheet, 1, list(HEADERS))
    for number, row in enumerate(visit_rows()):
        put(sheet, 2 + number, row)
    sheet.cell(row=4, column=2).comment = Comment("dubbel ingevoerd, niet meetellen", "x")
    made.save(tmp_path / "eigen.xlsx")
    opened = upload(app("data"), tmp_path / "eigen.xlsx")
    (proposed,) = [button for button in opened.button if "tellen niet mee" in button.label]
    assert proposed.label.replace("\\", "").startswith("Nee, deze rijen tellen niet mee")
    confirm(proposed.click().run())
    assert view.store().imports("de-waart")[0].totals.visits == len(visit_rows()) - 1
