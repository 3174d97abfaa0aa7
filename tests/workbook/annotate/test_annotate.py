"""The user's own workbook comes back with its cells marked, and for the rest as it was."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from adv.errors import FileRefused
from adv.sample import FOLDER
from adv.texts import texts
from adv.workbook.annotate.annotator import annotate
from adv.workbook.annotate.styles import FILLS
from adv.workbook.intake import read_files
from adv.workbook.tables.findings import Finding, Severity
from adv.workbook.tables.grid import Upload
from tests.workbook import evil
from tests.workbook.sheets import HEADERS, KEY, PROJECT, TODAY, visit

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from adv.workbook.understood import Intake

NL = texts("nl")
RED, YELLOW, BLUE = (colour.decode() for colour in FILLS)


def finding(cell: str = "", sheet: str | None = "Bezoeken", severity: Severity = Severity.ERROR, file: str = "w.xlsx") -> Finding:
    return Finding(severity, "unreadable_date", file, sheet, tuple(cell.split()))


def marked(content: bytes, *findings: Finding, name: str = "w.xlsx") -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(annotate(Upload(name, content), findings, NL)))


def understood(content: bytes, name: str = "w.xlsx") -> Intake:
    return read_files([Upload(name, content)], PROJECT, KEY, TODAY)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def a_book() -> Workbook:
    """A workbook with something of everything that must stay."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Bezoeken"
    sheet.append(HEADERS)
    for number in range(1, 12):
        sheet.append(visit(number))
    sheet["B5"] = "geen datum"
    sheet["F7"] = "xyzzy"
    for row in sheet.iter_rows(min_row=2, min_col=2, max_col=2):
        row[0].number_format = "d mmm yyyy"
    for cell in sheet[1]:
        cell.font = Font(bold=True, color="FFFFFFFF", name="Arial")
        cell.fill = PatternFill("solid", fgColor="FF203864")
        cell.border = Border(bottom=Side("thin"))
        cell.alignment = Alignment(wrap_text=True)
    sheet.column_dimensions["C"].width = 31
    sheet.row_dimensions[3].height = 40
    sheet["K2"] = "=COUNTA(A2:A12)"
    sheet["C3"].comment = Comment("van mijzelf", "Coördinator")
    sheet.freeze_panes = "A2"
    rule = DataValidation("list", '"ja,nee"')
    rule.add("H2:H20")
    sheet.add_data_validation(rule)
    sheet.merge_cells("M1:N2")
    other = book.create_sheet("It's 'n blad")
    other["A1"], other["B2"] = "=Bezoeken!K2*2", "blijft"
    other.column_dimensions["B"].width = 44
    other["B2"].fill = PatternFill("solid", fgColor="FF00B050")
    book.active = 1
    sheet.defined_names["Lokaal"] = DefinedName("Lokaal", attr_text="Bezoeken!$A$1:$B$2")
    other.print_area = "A1:B2"
    return book


def look(sheet: Worksheet, without: frozenset[str]) -> dict[str, Any]:
    """All that a cell has, except for those in `without`."""
    return {
        cell.coordinate: (
            *(cell.value, cell.number_format, cell.font.b, cell.font.name, cell.alignment.wrap_text),
            *(cell.border.bottom.style, cell.fill.fgColor.rgb, cell.comment.text if cell.comment else None),
        )
        for row in sheet.iter_rows()
        for cell in row
        if cell.coordinate not in without and type(cell).__name__ == "Cell" and (cell.value is not None or cell.has_style)
    }


def test_what_is_not_marked_is_as_it_was() -> None:
    content = saved(a_book())
    before = openpyxl.load_workbook(io.BytesIO(content))
    after = marked(content, finding("B5 J30"), finding("F7", severity=Severity.WARNING))
    assert after.sheetnames == ["Meldingen", *before.sheetnames]
    for name in before.sheetnames:
        old, new = before[name], after[name]
        touched = frozenset({"B5", "F7", "J30"}) if name == "Bezoeken" else frozenset()
        assert look(new, touched) == look(old, touched)
        assert {key: item.width for key, item in new.column_dimensions.items()} == {
            key: item.width for key, item in old.column_dimensions.items()
        }
        assert {key: item.height for key, item in new.row_dimensions.items() if item.height} == {
            key: item.height for key, item in old.row_dimensions.items() if item.height
        }
        assert new.freeze_panes == old.freeze_panes
        assert new.merged_cells.ranges == old.merged_cells.ranges
        assert new.print_area == old.print_area
        assert [str(rule.sqref) for rule in new.data_validations.dataValidation] == [
            str(rule.sqref) for rule in old.data_validations.dataValidation
        ]
    assert after["Bezoeken"].defined_names["Lokaal"].attr_text == "Bezoeken!$A$1:$B$2"


def test_a_marked_cell_keeps_its_own_look_and_gets_a_fill_and_a_comment() -> None:
    sheet = marked(saved(a_book()), finding("B5"), finding("B6", severity=Severity.WARNING), finding("B7", severity=Severity.INFO))[
        "Bezoeken"
    ]
    assert [sheet[cell].fill.fgColor.rgb for cell in ("B5", "B6", "B7")] == [RED, YELLOW, BLUE]
    assert [sheet[cell].number_format for cell in ("B5", "B6", "B7")] == ["d mmm yyyy"] * 3
    assert sheet["B5"].value == "geen datum"
    assert sheet["B6"].value == datetime(2019, 1, 6)  # noqa: DTZ001
    said = sheet["B5"].comment.text
    assert said.startswith("Fout: In één cel staat geen datum")
    assert NL("findings.unreadable_date.action") in said


def test_a_comment_of_the_user_stays_and_ours_comes_under_it() -> None:
    sheet = marked(saved(a_book()), finding("C3 C4"))["Bezoeken"]
    assert sheet["C3"].comment.text.startswith("van mijzelf\n\nFout: ")
    assert sheet["C3"].comment.author == "Coördinator"
    assert sheet["C4"].comment.author == NL("annotate.author")


def test_comments_stand_in_the_one_drawing_that_a_sheet_has_for_them() -> None:
    out = annotate(Upload("w.xlsx", saved(a_book())), [finding("C3 C4")], NL)
    with zipfile.ZipFile(io.BytesIO(out)) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml")
    assert xml.count(b"<legacyDrawing ") == 1
    assert sorted(vml_of(out)) == [(b"2", b"2"), (b"3", b"2")]


def test_a_cell_that_is_not_there_yet_looks_as_its_row_or_else_its_column_says() -> None:
    book = a_book()
    sheet = book["Bezoeken"]
    for number in (16, 18):
        sheet.column_dimensions["ABCDEFGHIJKLMNOPQR"[number - 1]].number_format = "d mmm yyyy"
    sheet.row_dimensions[30].number_format = "0.000"
    after = marked(saved(book), finding("P20 Q20 R20 P30"))["Bezoeken"]
    shown = [after[cell].number_format for cell in ("P20", "Q20", "R20", "P30")]
    assert shown == ["d mmm yyyy", "General", "d mmm yyyy", "0.000"]


def test_light_letters_turn_dark_on_a_light_fill() -> None:
    sheet = marked(saved(a_book()), finding("A1"))["Bezoeken"]
    assert (sheet["A1"].font.color.rgb, sheet["B1"].font.color.rgb) == ("FF000000", "FFFFFFFF")
    assert sheet["A1"].font.b


def test_two_findings_on_one_cell_are_both_told_in_the_colour_of_the_worst() -> None:
    sheet = marked(saved(a_book()), finding("B5", severity=Severity.INFO), finding("B5"))["Bezoeken"]
    assert sheet["B5"].fill.fgColor.rgb == RED
    assert "Ter info: " in sheet["B5"].comment.text
    assert "Fout: " in sheet["B5"].comment.text


def test_a_mark_inside_a_merged_range_goes_to_the_cell_that_shows() -> None:
    sheet = marked(saved(a_book()), finding("N2"))["Bezoeken"]
    assert sheet["M1"].comment is not None
    assert sheet["M1"].fill.fgColor.rgb == RED


def test_the_first_sheet_sums_up_and_links_to_the_cells() -> None:
    book = marked(
        saved(a_book()),
        finding("B5 B6 B7"),
        finding("B2", sheet="It's 'n blad", severity=Severity.INFO),
        finding("A1", file="other.xlsx"),
    )
    sheet = book.worksheets[0]
    rows = [row for row in sheet.iter_rows(values_only=True) if row[0] in {"Fout", "Ter info"}]
    assert [row[:4] for row in rows] == [("Fout", 3, "Bezoeken", "B5"), ("Ter info", 1, "It's 'n blad", "B2")]
    assert rows[0][4] == "In 3 cellen staat geen datum die te lezen is."
    assert rows[0][6] == "B6, B7"
    links = [sheet.cell(row, 4).hyperlink.location for row in (7, 8)]
    assert links == ["'Bezoeken'!B5", "'It''s ''n blad'!B2"]
    assert book.active is sheet
    assert sheet.freeze_panes == "A7"
    assert [sheet.column_dimensions[letter].width for letter in "AEG"] == [13, 60, 34]
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage) == (
        "landscape",
        0,
        True,
    )
    assert [sheet["A1"].font.b, sheet["A1"].alignment.wrap_text, sheet["E7"].alignment.wrap_text] == [True, None, True]
    assert [one.title for one in book.worksheets if one.sheet_view.tabSelected] == ["Meldingen"]


def test_a_sheet_of_that_name_is_left_alone() -> None:
    book = a_book()
    book.create_sheet("meldingen")
    assert marked(saved(book), finding("B5")).sheetnames == ["Meldingen (2)", "Bezoeken", "It's 'n blad", "meldingen"]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_mended_workbook_comes_back_without_what_was_solved(language: str) -> None:
    content = saved(a_book())
    first = understood(content)
    assert {"B5", "F7"} <= {cell for one in first.findings for cell in one.cells}
    book = openpyxl.load_workbook(io.BytesIO(annotate(Upload("w.xlsx", content), first.findings, texts(language))))
    book["Bezoeken"]["B5"], book["Bezoeken"]["F7"] = datetime(2019, 5, 6), "niet thuis"  # noqa: DTZ001
    again = understood(saved(book))
    assert not {"B5", "F7"} & {cell for one in again.findings for cell in one.cells}
    assert again.rows_left_out == 0
    assert (again.sheets[0].table, again.sheets[0].reason.key) == (None, "sheet_findings")
    assert len(again.findings) < len(first.findings)


@pytest.mark.parametrize("through_openpyxl", [False, True], ids=["as it came", "saved by another program"])
def test_marks_of_an_earlier_time_go(through_openpyxl: bool) -> None:  # noqa: FBT001 - a table of two
    content = saved(a_book())
    first = annotate(Upload("w.xlsx", content), [finding("B5 B6 C3 J40"), finding("A1")], NL)
    if through_openpyxl:
        first = saved(openpyxl.load_workbook(io.BytesIO(first)))
    sheets = understood(first).sheets
    assert sheets[0].reason.key == "sheet_findings"
    again = annotate(Upload("w.xlsx", first), [finding("B6 B7")], texts("en"), sheets)
    book = openpyxl.load_workbook(io.BytesIO(again))
    assert book.sheetnames == ["Meldingen", "Bezoeken", "It's 'n blad"]
    assert book.worksheets[0]["A1"].value == "Findings in w.xlsx"
    sheet = book["Bezoeken"]
    comments = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment}
    assert comments == {"B6", "B7", "C3"}
    assert {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.fill.fgColor.rgb == RED} - {"C3"} == {"B6", "B7"}
    assert sheet["B5"].number_format == "d mmm yyyy"
    shapes = vml_of(again)
    assert len(shapes) == len(set(shapes)) == 3


def vml_of(content: bytes) -> list[tuple[bytes, bytes]]:
    """Where the shapes of comments are."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        xml = b"".join(archive.read(name) for name in archive.namelist() if name.lower().endswith(".vml"))
    return re.findall(rb":Row>(\d+)<[^<>]*>\s*<[^<>]*:Column>(\d+)<", xml)


def test_a_workbook_kept_by_hand_is_read_the_same_after_it_was_marked() -> None:
    content = (FOLDER / "voorbeeld-de-waart-zelf-bijgehouden.xlsx").read_bytes()
    before = understood(content)
    after = understood(annotate(Upload("w.xlsx", content), before.findings, NL))
    assert after.findings == before.findings
    assert after.sheets[1:] == before.sheets
    assert after.dataset.visits.drop(columns="file").equals(before.dataset.visits.drop(columns="file"))


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        pytest.param(evil.ROWS, "A1 B3 D2 A9", id="cells and rows that are not there"),
        pytest.param(
            '<row><c t="inlineStr"><is><t>Datum</t></is></c><c><v>1</v></c></row><row><c><v>2</v></c></row>',
            "A1 B2 C5",
            id="without places",
        ),
        pytest.param('<row r="2" spans="1:1"/><row r="4" s="1" customFormat="1"/>', "B1 B2 B4", id="empty rows"),
        pytest.param("<!-- <row r='1'> --><row r='3'><c r='B3'><v>1</v></c><!-- c --></row>", "A3 B3 A1", id="remarks"),
        pytest.param("", "B2", id="no rows"),
        pytest.param(None, "B2 D4", id="a sheet that is one tag"),
    ],
)
@pytest.mark.filterwarnings("ignore:Workbook contains no default style")  # openpyxl, of the bare styles of this book
def test_cells_are_marked_however_the_sheet_is_written(rows: str | None, cells: str) -> None:
    more = evil.sheet('<row r="1"><c r="A1"><v>1</v></c></row>')
    types = f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{override("workbook", "sheet.main")}{override("styles", "styles")}{override("worksheets/sheet1", "worksheet")}{override("worksheets/sheet2", "worksheet")}</Types>'
    one = evil.sheet("").replace("<sheetData></sheetData>", "<sheetData />") if rows is None else evil.sheet(rows)
    book = evil.Book(sheets={"Blad1": one, "Blad2": more})
    book.more["[Content_Types].xml"] = types.encode()
    sheet = marked(book.zipped(), finding(cells, sheet="Blad1"))["Blad1"]
    assert {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment and cell.fill.fgColor.rgb == RED} == set(
        cells.split()
    )
    before = openpyxl.load_workbook(io.BytesIO(book.zipped()))["Blad1"]
    assert {cell.coordinate: cell.value for row in before.iter_rows() for cell in row if cell.value} == {
        cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value
    }


def override(part: str, kind: str) -> str:
    return f'<Override PartName="/xl/{part}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"/>'


CSV = '="1+1";=1+1;@x;-3;+31 6;"tab\tin";007\r\nDatum;Straat;Uitkomst;Bedrag;;;\r\n'.encode("cp1252")


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        pytest.param(
            CSV,
            "a.csv",
            {"A1": '="1+1"', "B1": "=1+1", "C1": "@x", "D1": "-3", "E1": "+31 6", "F1": "tab\tin", "G1": "007"},
            id="csv",
        ),
        pytest.param(evil.ods(), "a.ods", {"A1": "Datum", "A2": datetime(2018, 3, 2), "B2": 12.5}, id="ods"),  # noqa: DTZ001
        pytest.param(
            b"<table><tr><td>Datum<td>Bedrag<tr><td>1-2-2019<td>12,50</table>",
            "a.xls",
            {"A1": "Datum", "B2": "12,50"},
            id="web page",
        ),
        pytest.param(evil.xls(evil.number(0, 0, 5.5), evil.error(0, 1, 0x2A)), "a.xls", {"A1": 5.5, "B1": "#N/A"}, id="xls"),
        pytest.param(
            evil.Book(missing=frozenset({"[Content_Types].xml"})).zipped(),
            "a.xlsx",
            {"A1": "Datum", "B2": 12.5},
            id="an xlsx that Excel would not open",
        ),
    ],
)
def test_of_other_files_the_values_come_back_and_no_text_becomes_a_formula(
    content: bytes, name: str, expected: dict[str, Any]
) -> None:
    read_sheet = "" if name.endswith("csv") else "Tabel 1" if content.startswith(b"<") else "Blad1"
    book = marked(content, finding("B1", sheet=read_sheet, file=name), name=name)
    assert book.sheetnames == ["Meldingen", read_sheet or "Blad1"]
    sheet = book.worksheets[1]
    assert {place: sheet[place].value for place in expected} == expected
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert sheet["B1"].comment is not None
    assert NL("annotate.only_values") in {cell.value for cell in book.worksheets[0]["A"]}


def test_a_line_with_too_many_fields_stays_in_one_cell_and_is_not_read_as_sound() -> None:
    lines = (
        "Datum;Straat;Uitkomst\n2-3-2019;Waartplein;niet thuis\n3-3-2019;Waart;plein;niet thuis\n4-3-2019;Waartplein;niet thuis\n"
    )
    first = understood(lines.encode(), "a.csv")
    assert "row_too_long" in {one.code for one in first.findings}
    copy = annotate(Upload("a.csv", lines.encode()), first.findings, NL)
    sheet = openpyxl.load_workbook(io.BytesIO(copy))["Blad1"]
    assert [cell.value for cell in sheet[3]] == ["3-3-2019;Waart;plein;niet thuis", *[None] * (sheet.max_column - 1)]
    assert understood(copy).rows_left_out == first.rows_left_out == 1


def test_what_is_hidden_merged_or_counted_from_1904_stays_so_in_a_copy_of_values() -> None:
    book = a_book()
    book["It's 'n blad"].sheet_state = "hidden"
    book["Bezoeken"].column_dimensions["D"].hidden = True
    book.epoch = CALENDAR_MAC_1904
    with zipfile.ZipFile(io.BytesIO(saved(book))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name != "[Content_Types].xml"}
    after = marked(evil.zipped(parts), finding("B5"))
    assert NL("annotate.only_values") in {cell.value for cell in after.worksheets[0]["A"]}
    assert after["It's 'n blad"].sheet_state == "hidden"
    sheet = after["Bezoeken"]
    assert sheet.column_dimensions["D"].hidden
    assert str(sheet.merged_cells) == "M1:N2"
    assert after.epoch == CALENDAR_MAC_1904
    assert sheet["B6"].value == datetime(2019, 1, 6)  # noqa: DTZ001


def test_macros_are_not_kept() -> None:
    content = saved(a_book())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    main = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        main, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    )
    parts["xl/vbaProject.bin"] = b"macros"
    link = f'<Relationship Id="vba" Type="{evil.OFFICE}/vbaProject" Target="vbaProject.bin"/></Relationships>'
    links = parts["xl/_rels/workbook.xml.rels"]
    parts["xl/_rels/workbook.xml.rels"] = links.replace(b"</Relationships>", link.encode())
    out = annotate(Upload("w.xlsm", evil.zipped(parts)), [finding("B5", file="w.xlsm")], NL)
    with zipfile.ZipFile(io.BytesIO(out)) as archive:
        assert not [name for name in archive.namelist() if "vba" in name.lower()]
        assert b"vba" not in archive.read("xl/_rels/workbook.xml.rels")
        assert b"macroEnabled" not in archive.read("[Content_Types].xml")
    assert openpyxl.load_workbook(io.BytesIO(out))["Bezoeken"]["B5"].fill.fgColor.rgb == RED


@pytest.mark.parametrize("text", ["<b>&\"'", "=1+1", "_x0041_", "\x07bel", "regel\nregel"], ids=ascii)
def test_a_header_in_a_message_is_only_text(text: str) -> None:
    one = Finding(Severity.WARNING, "value_missing", "w.xlsx", "Bezoeken", ("B5",), {"column": text})
    sheet = marked(saved(a_book()), one).worksheets[0]
    said = sheet["E7"]
    assert said.data_type == "s"
    assert "Vul de kolom «" in sheet["F7"].value


def test_a_file_that_is_not_read_is_not_marked_either() -> None:
    with pytest.raises(FileRefused) as refused:
        annotate(Upload("w.xlsx", saved(a_book())[:-200]), [finding("B5")], NL)
    assert refused.value.params["file"] == "w.xlsx"
