"""Tables on the screen and as files: Dutch numbers, nothing that runs."""

from __future__ import annotations

import csv
import io
from datetime import date

import openpyxl
import pandas as pd
import pytest

from adv.charts.chart import table
from adv.charts.chart_context import ChartContext
from adv.texts import texts
from adv.ui.downloads import Note, csv_bytes, xlsx_bytes
from adv.ui.html import fill, html_table, plain, shown

HOSTILE = ["=1+1", "+31612345678", "-2", "@SUM(A1)", "\tx", "http://example.com", "<script>alert(1)</script>"]
NL = ChartContext(texts("nl"))
TABLE = pd.DataFrame({"Naam": HOSTILE, "Aantal": range(7), "=Kop": [1.5] * 7})


@pytest.mark.parametrize(
    ("value", "dutch", "english"),
    [
        (1234, "1.234", "1,234"),
        (1234.5, "1.234,50", "1,234.50"),
        (3.0, "3,00", "3.00"),
        (date(2019, 3, 3), "3\u00a0mrt\u00a02019", "3\u00a0Mar\u00a02019"),
        (pd.Timestamp(2019, 3, 3), "3\u00a0mrt\u00a02019", "3\u00a0Mar\u00a02019"),
        (None, "–", "–"),
        (float("nan"), "–", "–"),
        (pd.NaT, "–", "–"),
        ("wonen", "wonen", "wonen"),
    ],
    ids=str,
)
def test_a_value_is_written_as_the_user_writes_it(value: object, dutch: str, english: str) -> None:
    assert (shown(value, "nl"), shown(value, "en")) == (dutch, english)


def test_a_table_on_the_screen_is_text() -> None:
    found = html_table(TABLE, "Wie & wat", "nl")
    assert "<script>" not in found
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in found
    assert "<caption>Wie &amp; wat</caption>" in found


def test_the_decimals_of_a_column_stand_under_each_other() -> None:
    assert ">1,00<" in html_table(pd.DataFrame({"a": [1.0, 2.5]}), "x", "nl")
    assert ">1<" in html_table(pd.DataFrame({"a": [1.0, 2.0]}), "x", "nl")


def test_a_column_that_says_so_has_one_decimal_on_the_screen_and_all_in_a_file() -> None:
    found = table(NL, {"coverage.column.share": [160 / 3, 12.5]}, ["coverage.column.share"])
    assert [text in html_table(found.head(9), "x", "nl") for text in (">53,3<", ">12,5<", ",30<")] == [True, True, False]
    assert "53,333333" in csv_bytes(found, "nl").decode()
    assert ">50<" in html_table(table(NL, {"coverage.column.share": [50.0]}, ["coverage.column.share"]), "x", "nl")


def test_numbers_stand_to_the_right_and_names_do_not() -> None:
    found = html_table(TABLE, "x", "nl")
    assert '<th scope="col" class="adv-number">Aantal</th>' in found
    assert '<th scope="col" >Naam</th>' in found


def test_no_cell_of_a_csv_begins_as_a_formula() -> None:
    rows = list(csv.reader(io.StringIO(csv_bytes(TABLE, "nl").decode("utf-8-sig")), delimiter=";"))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t"))]
    assert rows[0][2] == "'=Kop"
    assert rows[1] == ["'=1+1", "0", "1,5"]


def test_a_negative_number_in_a_csv_stays_a_number() -> None:
    assert b"\r\n-5,25\r\n" in csv_bytes(pd.DataFrame({"Bedrag": [-5.25]}), "nl")


def test_an_english_csv_has_commas() -> None:
    assert csv_bytes(pd.DataFrame({"a": [1.5], "b": ["x"]}), "en").decode("utf-8-sig") == "a,b\r\n1.5,x\r\n"


def test_a_workbook_keeps_text_as_text_and_numbers_as_numbers() -> None:
    content = xlsx_bytes(TABLE, "Bezoeken: per gebied?", [Note("Titel", "=1+1")], "Toelichting")
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["Bezoeken per gebied"]
    assert [sheet.cell(row, 1).value for row in range(2, 9)] == HOSTILE
    assert {cell.data_type for row in sheet.iter_rows(min_row=2, max_col=1) for cell in row} == {"s"}
    assert [sheet.cell(row, 2).value for row in range(2, 9)] == list(range(7))
    assert not [cell for row in sheet for cell in row if cell.hyperlink]
    assert book["Toelichting"]["B1"].data_type == "s"


def test_days_in_a_workbook_are_days() -> None:
    content = xlsx_bytes(pd.DataFrame({"Dag": [date(2019, 3, 3), None]}), "x", [], "y")
    sheet = openpyxl.load_workbook(io.BytesIO(content))["x"]
    assert (sheet["A2"].is_date, sheet["A3"].value) == (True, None)


@pytest.mark.parametrize("text", ["*vet*", "![x](http://a/b.png)", "<b>", ":red[x]", "$a$", "# kop", "`code`", "a\\b"])
def test_text_for_a_label_has_no_markdown_left(text: str) -> None:
    escaped = plain(text)
    assert escaped.replace("\\", "") == text.replace("\\", "")
    assert all(escaped[place - 1] == "\\" for place, letter in enumerate(escaped) if letter in "*![]()<>:$#`")


def test_a_placeholder_is_always_escaped() -> None:
    assert fill("<p>{text}</p>", text='<i title="x">') == "<p>&lt;i title=&quot;x&quot;&gt;</p>"
