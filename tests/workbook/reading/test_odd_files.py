"""Files that are odd and sound: a chart on a tab of its own, names in capitals, links by other ways. They are read, or a true sentence says why not."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from adv.errors import AdvError
from adv.settings import load_project
from adv.workbook.intake import read_files
from adv.workbook.tables.grid import Upload
from tests.workbook import evil
from tests.workbook.evil import Book, XlsSheet, error, label, number, ole, read_here, xls_stream, zipped
from tests.workbook.sheets import KEY, TODAY

SPENT = (
    *(label(0, column, text) for column, text in enumerate(("Datum", "Bedrag", "Kostensoort"))),
    *(cell for row in range(1, 4) for cell in (number(row, 0, 43160 + row), number(row, 1, 12.5), label(row, 2, "Overig"))),
)
UITGAVEN = XlsSheet("Uitgaven", SPENT)
POINTS = (number(0, 0, 1.0), number(1, 0, 2.0))
CHART = XlsSheet("Grafiek1", (*POINTS, *POINTS, error(2, 0, 0x2A), number(60_000, 0, 1.0)), kind=evil.CHART)
LINKS, BOOK, SHEET = "xl/_rels/workbook.xml.rels", "xl/workbook.xml", "xl/worksheets/sheet1.xml"


def understood(content: bytes, name: str = "werkmap.xls") -> tuple[list[tuple[str, str | None, str]], int]:
    """Each sheet with its table and why, and the expenses that were read."""
    found = read_files([Upload(name, content)], load_project("de-waart"), KEY, TODAY, needs_table=False)
    said = [(one.sheet, one.table.value if one.table else None, one.reason.key) for one in found.sheets]
    return said, len(found.dataset.expenses)


def refusal(content: bytes, name: str) -> str:
    with pytest.raises(AdvError) as refused:
        understood(content, name)
    return refused.value.key


@pytest.mark.parametrize("kind", [evil.CHART, 1, 6])
def test_a_chart_or_macro_on_a_tab_of_an_xls_is_left_out_and_said(kind: int) -> None:
    chart = XlsSheet("Grafiek1", CHART.records, kind=kind)
    sheets, expenses = understood(ole({"Workbook": xls_stream(chart, UITGAVEN)}))
    assert sheets == [("Grafiek1", None, "sheet_chart"), ("Uitgaven", "expenses", "table_named")]
    assert expenses == 3


def test_a_chart_is_held_to_the_limits_of_a_sheet() -> None:
    wide = XlsSheet("Grafiek1", (number(65_535, 300, 1.0),), kind=evil.CHART)
    assert refusal(ole({"Workbook": xls_stream(wide, UITGAVEN)}), "werkmap.xls") == "outside_grid"


@pytest.mark.parametrize("name", ["Workbook", "WORKBOOK", "workbook"])
def test_the_case_of_the_streams_name_does_not_matter(name: str) -> None:
    assert understood(ole({name: xls_stream(UITGAVEN)}))[1] == 3


def test_the_root_of_the_file_may_be_called_anything() -> None:
    assert understood(ole({"Workbook": xls_stream(UITGAVEN)}, root="R"))[1] == 3


def test_a_workbook_inside_the_workbook_is_not_taken_for_it() -> None:
    other = xls_stream(XlsSheet("Anders", SPENT[:6]))
    sheets, expenses = understood(ole({"Workbook": xls_stream(UITGAVEN)}, inside={"Workbook": other}))
    assert sheets == [("Uitgaven", "expenses", "table_named")]
    assert expenses == 3


def test_a_workbook_inside_another_kind_of_file_is_not_read() -> None:
    inside = {"Workbook": xls_stream(UITGAVEN)}
    assert refusal(ole({"WordDocument": b"x"}, inside=inside), "brief.xls") == "not_a_spreadsheet"


@pytest.mark.parametrize("name", ["Book", "BOOK"])
def test_a_workbook_of_excel_95_is_of_another_form_and_no_other_kind_of_file(name: str) -> None:
    assert refusal(ole({name: xls_stream(UITGAVEN, version=0x0500)}), "werkmap.xls") == "old_format"


def test_a_cell_beyond_the_grid_of_an_xls_is_called_that() -> None:
    assert refusal(evil.xls(number(0, 256, 1.0)), "werkmap.xls") == "outside_grid"


def _changed(part: str, old: str, new: str, moved: dict[str, str] | None = None) -> bytes:
    """The .xlsx with another text in one part, and parts in other places."""
    parts = Book(sheets={"Uitgaven": evil.sheet()}).parts()
    assert old in parts[part].decode()
    parts[part] = parts[part].decode().replace(old, new).encode()
    return zipped({(moved or {}).get(name, name): content for name, content in parts.items()})


AS_LINKED = "worksheets/sheet1.xml"
TEXTS = f'<Relationship Id="t" Type="{evil.OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'


@pytest.mark.parametrize(
    "content",
    [
        _changed(LINKS, AS_LINKED, "../bladen/een.xml", {SHEET: "bladen/een.xml"}),
        _changed(LINKS, AS_LINKED, "worksheets/sheet%201.xml", {SHEET: "xl/worksheets/sheet 1.xml"}),
        _changed("_rels/.rels", "xl/workbook.xml", "./xl/workbook.xml"),
        _changed(LINKS, "</Relationships>", TEXTS),
        zipped({name.replace("/", "\\"): part for name, part in Book(sheets={"Uitgaven": evil.sheet()}).parts().items()}),
        zipped({f"/{name}": part for name, part in Book(sheets={"Uitgaven": evil.sheet()}).parts().items()}),
    ],
    ids=["up and away", "space", "dot", "no shared texts", "backslashes", "slash in front"],
)
def test_an_xlsx_is_read_however_its_parts_are_named_and_linked(content: bytes) -> None:
    sheets, expenses = understood(content, "werkmap.xlsx")
    assert sheets == [("Uitgaven", "expenses", "table_named")]
    assert expenses == 2


def test_a_cell_that_refers_to_shared_texts_that_are_not_there_is_not_read_as_empty() -> None:
    cells = evil.ROWS + '<row r="4"><c r="A4" t="s"><v>0</v></c><c r="B4"><v>3</v></c></row>'
    parts = Book(sheets={"Uitgaven": evil.sheet(cells)}).parts()
    parts[LINKS] = parts[LINKS].decode().replace("</Relationships>", TEXTS).encode()
    assert refusal(zipped(parts), "werkmap.xlsx") in {"damaged", "part_missing"}


@pytest.mark.parametrize("kind", ["chartsheet", "xlMacrosheet"])
def test_a_chart_or_macro_on_a_tab_of_an_xlsx_is_left_out_and_said(kind: str) -> None:
    parts = Book(sheets={"Uitgaven": evil.sheet(), "Grafiek": f'<x xmlns="{evil.MAIN}"/>'}).parts()
    old = f'Type="{evil.OFFICE}/worksheet" Target="worksheets/sheet2.xml"'
    space = "http://schemas.microsoft.com/office/2006/relationships" if kind == "xlMacrosheet" else evil.OFFICE
    parts[LINKS] = parts[LINKS].decode().replace(old, f'Type="{space}/{kind}" Target="worksheets/sheet2.xml"').encode()
    sheets, expenses = understood(zipped(parts), "werkmap.xlsx")
    assert sheets == [("Uitgaven", "expenses", "table_named"), ("Grafiek", None, "sheet_chart")]
    assert expenses == 2


@pytest.mark.parametrize("missing", ["mimetype", "META-INF/manifest.xml"])
def test_an_ods_is_read_without_the_parts_that_only_describe_it(missing: str) -> None:
    with zipfile.ZipFile(io.BytesIO(evil.ods())) as whole:
        parts = {name: whole.read(name) for name in whole.namelist() if name != missing}
    assert understood(zipped(parts), "werkmap.ods")[1] == 1


@pytest.mark.parametrize(
    ("outcome", "cell", "flaw"),
    [
        (struct.pack("<d", 12.5), 12.5, None),
        (b"\1\0\1\0\0\0\xff\xff", True, None),
        (b"\2\0\x2a\0\0\0\xff\xff", None, "#N/A"),
        (b"\3\0\0\0\0\0\xff\xff", None, None),
    ],
    ids=["a number", "true", "an error", "an empty text"],
)
def test_the_outcome_of_a_formula_in_an_xls_is_what_the_file_keeps(outcome: bytes, cell: object, flaw: str | None) -> None:
    formula = 0x0006, struct.pack("<HHH8sHIH", 1, 0, 0, outcome, 0, 0, 0)
    (sheet,) = read_here(Upload("a.xls", evil.xls(label(0, 0, "Kop"), formula, label(2, 0, "einde")))).sheets
    assert sheet.columns[0] == ["Kop", cell, "einde"]
    assert dict(sheet.flaws) == ({(1, 0): flaw} if flaw else {})
