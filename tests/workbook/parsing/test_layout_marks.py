"""Rows and cells that are struck out, hidden or commented: left out, counted or asked about, and always said."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
import xlsxwriter
import xlwt
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from adv.workbook.intake import read_files
from adv.workbook.parsing.rows.layout_marks import meant_in
from adv.workbook.tables.findings import Severity
from adv.workbook.tables.grid import Upload
from adv.workbook.vocabulary.word_lists import WordList
from adv.workbook.vocabulary.words import vocabulary
from tests.workbook.layouts import (
    COUNTED,
    HEADERS,
    OUTCOMES,
    WIDTH,
    WORDS,
    book,
    coloured,
    outcomes,
    paint,
    put,
    read,
    said,
    visit_rows,
)
from tests.workbook.sheets import KEY, PROJECT, TODAY, codes, column, found

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

STRUCK = Font(strike=True)


def plain() -> tuple[Workbook, Worksheet]:
    return coloured(outcome=True, columns=())


def half_struck(old: str, new: str) -> CellRichText:
    return CellRichText(TextBlock(InlineFont(strike=True), old), TextBlock(InlineFont(b=True), new))


@pytest.mark.parametrize("columns", [range(1, WIDTH + 1), range(2, 7), (2, 3, 5)], ids=["all", "not the number", "what is needed"])
def test_rows_that_are_struck_out_do_not_count_and_are_said(columns: range) -> None:
    made, sheet = plain()
    paint(sheet, 2, STRUCK, columns)
    paint(sheet, 6, STRUCK, columns)
    result = read(made)
    assert outcomes(result) == {**COUNTED, "conversation": 4, "not_at_home": 3}
    assert found(result, "rows_struck_out").total == 2
    assert result.words[0].text == "doorgestreept"
    assert result.rows_left_out == 0  # nothing is wrong with them


def test_rows_that_are_struck_out_count_when_the_user_says_so() -> None:
    made, sheet = plain()
    paint(sheet, 2, STRUCK, range(1, WIDTH + 1))
    result = read(made, said(WordList.LAYOUT, {"doorgestreept": "counts"}))
    assert outcomes(result) == COUNTED
    assert "rows_struck_out" not in codes(result)
    assert [(word.text, word.meaning) for word in result.words] == [("doorgestreept", "counts")]


def test_of_a_cell_in_which_a_word_is_struck_out_the_rest_is_read() -> None:
    made, sheet = plain()
    sheet["E3"] = half_struck("niet thuis", " / gesprek gevoerd")
    sheet["E6"] = half_struck("niet thuis", " -> afspraak gemaakt")
    result = read(made)
    assert outcomes(result) == {**COUNTED, "conversation": 6, "not_at_home": 2, "appointment": 2}
    assert found(result, "cells_amended").cells == ("E3", "E6")


def test_a_struck_cell_counts_as_empty() -> None:
    made, sheet = plain()
    sheet["E2"].font = STRUCK  # a visit without an outcome is none
    sheet["F4"].font = STRUCK  # a theme can be missed
    sheet["F5"].value = None  # of what is not there nothing is missed
    sheet["F5"].font = STRUCK
    result = read(made)
    assert outcomes(result) == {**COUNTED, "conversation": 4}
    assert sum(bool(themes) for themes in column(result, "visits", "themes")) == 5 - 2
    assert found(result, "cells_struck_out").cells == ("E2", "F4")
    assert found(result, "value_missing").severity is Severity.ERROR


def test_struck_amounts_in_a_list_of_expenses() -> None:
    made, sheet = book("Uitgaven")
    put(sheet, 1, ["Datum", "Omschrijving", "Kostensoort", "Bedrag"])
    for number in range(5):
        put(sheet, 2 + number, [datetime(2019, 2, 1 + number), "bon", "Materiaal", 100 + number])  # noqa: DTZ001 - as in a spreadsheet
    sheet["D3"].font = STRUCK  # 101 is withdrawn
    sheet["D4"] = half_struck("102,00", "  130,50")
    paint(sheet, 6, STRUCK, range(1, 5))  # 104 with its whole row
    result = read(made)
    assert sorted(column(result, "expenses", "cents")) == [100_00, 103_00, 130_50]
    assert {"rows_struck_out", "cells_struck_out", "cells_amended"} <= codes(result)


def test_a_request_in_the_row_of_a_struck_visit_goes_with_it() -> None:
    made, sheet = plain()
    put(sheet, 1, [*HEADERS, "Hulpvraag 1: thema", "Hulpvraag 1: status"])
    for row in (2, 4, 7):
        sheet.cell(row, 8, "wonen")
        sheet.cell(row, 9, "open")
    paint(sheet, 2, STRUCK, range(1, WIDTH + 1))  # the question itself is not struck out
    paint(sheet, 4, STRUCK, range(1, WIDTH + 3))
    assert len(read(made).dataset.requests) == 1


def test_a_merged_street_need_not_be_struck_out_with_its_row() -> None:
    made, sheet = book()
    put(sheet, 1, ["Straat", "Huisnr", "Datum", "Uitkomst"])
    for number in range(6):
        day = datetime(2019, 3, 1 + number)  # noqa: DTZ001 - as in a spreadsheet
        put(sheet, 2 + number, ["Waartplein" if number == 0 else None, 10 + number, day, ("gesprek", "niet thuis")[number % 2]])
    sheet.merge_cells("A2:A7")
    paint(sheet, 2, STRUCK, (2, 3, 4))
    paint(sheet, 4, STRUCK, (2, 3, 4))
    result = read(made)
    assert outcomes(result) == {"conversation": 1, "not_at_home": 3}
    assert found(result, "rows_struck_out").total == 2


def test_a_column_that_is_struck_out_gives_way_to_the_one_that_took_its_place() -> None:
    made, sheet = book()
    put(sheet, 1, ["Nr", "Datum", "Straat", "Huisnr", "Uitkomst", "Uitkomst nieuw"])
    for number, row in enumerate(visit_rows()):
        put(sheet, 2 + number, [*row[:4], "woning leeg", row[4]])
        sheet.cell(2 + number, 5).font = STRUCK
    result = read(made)
    assert outcomes(result) == COUNTED
    assert found(result, "columns_struck_out").params == {"columns": "E"}


def test_a_legend_may_say_what_it_means_to_be_struck_out() -> None:
    made, _ = plain()
    other = made.create_sheet("Hulpvragen")
    other["A1"] = "doorgestreept = afgerond"
    put(other, 3, ["Nr", "Bezoek nr", "Thema", "Status"])
    for number, visit in enumerate((1, 3, 6)):
        put(other, 4 + number, [number + 1, visit, "wonen", "open"])
    paint(other, 5, STRUCK, range(1, 5))
    result = read(made)
    assert column(result, "requests", "status") == ["open", "closed", "open"]
    assert found(result, "rows_struck_mean").params == {"meant": "afgerond"}


def test_strokes_are_seen_in_texts_that_stand_in_the_cells_themselves() -> None:
    content = io.BytesIO()
    made = xlsxwriter.Workbook(content, {"constant_memory": True})
    sheet, stroke = made.add_worksheet("Bezoeken"), made.add_format({"font_strikeout": True})
    sheet.write_row(0, 0, HEADERS)
    for number, row in enumerate(visit_rows()):
        for at, cell in enumerate(row):
            form = stroke if number == 3 else None
            if isinstance(cell, datetime):
                sheet.write_datetime(
                    1 + number, at, cell, made.add_format({"num_format": "dd-mm-yyyy", "font_strikeout": number == 3})
                )
            elif number == 1 and at == 4:
                sheet.write_rich_string(2, 4, stroke, "niet thuis", " / ", "gesprek gevoerd")
            elif cell is not None:
                sheet.write(1 + number, at, cell, form)
    made.close()
    result = read_files([Upload("werkmap.xlsx", content.getvalue())], PROJECT, KEY, TODAY)
    assert outcomes(result) == {"conversation": 6, "not_at_home": 3, "refused": 1, "vacant": 1}


def test_an_old_excel_file_says_the_same_by_its_looks() -> None:
    made = xlwt.Workbook()
    sheet = made.add_sheet("Bezoeken")
    looks = [xlwt.easyxf(f"pattern: pattern solid, fore_colour {name}") for name in ("lime", "red", "yellow", "sky_blue", "gray25")]
    stroke = xlwt.easyxf("font: struck_out on")
    for at, header in enumerate(header for header in HEADERS if header != "Uitkomst"):
        sheet.write(0, at, header)
    for number, row in enumerate(visit_rows(outcome=False)):
        for at, cell in enumerate(row):
            shown = f"{cell:%d-%m-%Y}" if isinstance(cell, datetime) else cell
            sheet.write(1 + number, at, shown, stroke if number == 3 else looks[OUTCOMES[number]])  # the one appointment
    for place, word in enumerate(WORDS):
        sheet.write(1 + place, 9, word, looks[place])
    sheet.row(5).hidden = True
    content = io.BytesIO()
    made.save(content)
    result = read_files([Upload("werkmap.xls", content.getvalue())], PROJECT, KEY, TODAY)
    assert outcomes(result) == {outcome: many for outcome, many in COUNTED.items() if outcome != "appointment"}
    assert {"rows_struck_out", "colours_read", "rows_hidden"} <= codes(result)


def test_hidden_rows_and_columns_are_read_and_said() -> None:
    made, sheet = plain()
    sheet.row_dimensions[5].hidden = sheet.row_dimensions[6].hidden = True
    sheet.column_dimensions["G"].hidden = True
    result = read(made)
    assert outcomes(result) == COUNTED
    assert found(result, "rows_hidden").cells == ("A5", "A6")
    assert found(result, "columns_hidden").params == {"columns": "G"}
    left = read(made, said(WordList.LAYOUT, {"verborgen rij": None}))
    assert outcomes(left) == {"conversation": 5, "not_at_home": 3, "refused": 1, "vacant": 1}
    assert found(left, "rows_hidden_out").total == 2


def commented() -> Workbook:
    made, sheet = plain()
    sheet["B3"].comment = Comment("was 13 januari", "Jan")
    sheet["E3"].comment = Comment("Jan:\nwas later toch gesprek", "Jan")
    sheet["E4"].comment = Comment("gesprek gevoerd met de buurvrouw", "Jan")  # as the cell says
    sheet["E6"].comment = Comment("toch geen gesprek", "Jan")
    sheet["E1"].comment = Comment("kies uit de lijst", "Jan")
    return made


def test_comments_are_said_by_cell_and_never_what_is_in_them() -> None:
    result = read(commented())
    assert outcomes(result) == COUNTED
    assert found(result, "comment_differs").cells == ("E3",)
    assert found(result, "comment_differs").params == {"meant": "gesprek gevoerd"}
    assert found(result, "cells_with_comment").cells == ("B3", "E4", "E6")
    assert not any("januari" in str(finding) or "buurvrouw" in str(finding) for finding in result.findings)


def test_a_comment_holds_instead_of_its_cell_when_the_user_says_so() -> None:
    result = read(commented(), said(WordList.LAYOUT, {"opmerking bij een cel": "counts"}))
    assert outcomes(result) == {**COUNTED, "conversation": 6, "not_at_home": 3}
    assert found(result, "comment_counts").cells == ("E3",)


def test_a_conversation_about_a_cell_is_a_comment_too() -> None:
    made, sheet = plain()
    sheet["E3"].comment = Comment("[Threaded comment] Your version of Excel allows you to read this", "tc={1}")
    plain_file, with_talk = io.BytesIO(), io.BytesIO()
    made.save(plain_file)
    talk = (
        '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        '<threadedComment ref="E3" id="{1}"><text>was toch gesprek</text></threadedComment>'
        '<threadedComment ref="E3" id="{2}" parentId="{1}"><text>ok</text></threadedComment></ThreadedComments>'
    )
    link = '<Relationship Id="t1" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" Target="../threadedComments/t.xml"/>'
    with zipfile.ZipFile(plain_file) as old, zipfile.ZipFile(with_talk, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(
                name, part.replace(b"</Relationships>", f"{link}</Relationships>".encode()) if "sheet1.xml.rels" in name else part
            )
        new.writestr("xl/threadedComments/t.xml", talk)
    result = read_files([Upload("werkmap.xlsx", with_talk.getvalue())], PROJECT, KEY, TODAY)
    assert found(result, "comment_differs").cells == ("E3",)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("was toch gesprek", "conversation"),
        ("later teruggebeld: toch gesprek gevoerd", "conversation"),
        ("Niet thuis!", "not_at_home"),
        ("toch geen gesprek", None),
        ("gesprek, en een afspraak gemaakt", None),
        ("hond", None),
        ("gesprekken", None),
    ],
)
def test_a_comment_means_what_its_one_known_word_means(text: str, meant: str | None) -> None:
    assert meant_in(text, vocabulary().outcomes) == meant


def test_comments_that_say_their_row_does_not_count_are_asked_about() -> None:
    made, sheet = plain()
    sheet["C3"].comment = Comment("Jan:\ndubbel, telt niet mee", "Jan")
    sheet["C4"].comment = Comment("niet dubbel bellen", "Jan")
    result = read(made)
    assert outcomes(result) == COUNTED
    assert found(result, "comment_may_leave_out").cells == ("C3",)
    assert found(result, "cells_with_comment").cells == ("C4",)
    (asked,) = result.words
    assert (asked.list, asked.text, asked.rows, asked.suggestion, asked.cells) == (WordList.ROWS, "telt niet mee", 1, "", ("C3",))
    left = read(made, said(WordList.ROWS, {"telt niet mee": ""}))
    assert outcomes(left) == {**COUNTED, "not_at_home": 3}
    assert found(left, "comment_leaves_out").total == 1


def test_a_word_beside_a_struck_one_in_those_rows_alone_counts_for_it() -> None:
    made, sheet = plain()
    sheet["H1"] = "Correctie"
    for row in (2, 4):
        sheet.cell(row, 5).font = STRUCK
        sheet.cell(row, 8).value = "niet thuis"
    result = read(made)
    assert outcomes(result) == {**COUNTED, "conversation": 3, "not_at_home": 6}
    assert found(result, "corrections_beside").total == 2
