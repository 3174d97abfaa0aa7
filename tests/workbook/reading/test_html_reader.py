"""Tables of web pages, web archives and Excel's XML of 2003, under the name .xls."""

from __future__ import annotations

import quopri
from datetime import datetime

import pytest

from adv.errors import FileRefused, NotASpreadsheet
from adv.workbook.reading.limits import FILE, FileLimits
from adv.workbook.tables.grid import RawSheet, Upload
from tests.workbook.evil import read_here

TABLE = "<table><tr><th>Datum<th>Café</tr><tr><td>1-2-2019</td><td>a<br> b&amp;c&nbsp;d</td></tr></table>"
CELLS = (["Datum", "1-2-2019"], ["Café", "a\nb&c d"])
PAGE = f"<html><head><meta charset=utf-8><title>x</title><style>td {{color: red}}</style></head><body>{TABLE}</body></html>"


def read(content: bytes, limits: FileLimits = FILE) -> tuple[RawSheet, ...]:
    book = read_here(Upload("export.xls", content), limits)
    assert book.remarks[-1] == "web_page"
    return book.sheets


def archive(page: bytes) -> bytes:
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="--x"\r\n\r\n----x\r\nContent-Location: a.htm\r\n'
    kind = b'Content-Transfer-Encoding: quoted-printable\r\nContent-Type: text/html; charset="utf-8"\r\n\r\n'
    return head + kind + quopri.encodestring(page) + b"\r\n----x--\r\n"


@pytest.mark.parametrize(
    "content",
    [
        PAGE.encode(),
        TABLE.encode("cp1252"),
        f'<meta http-equiv=Content-Type content="text/html; charset=iso-8859-1">{TABLE}'.encode("cp1252"),
        PAGE.encode("utf-16"),
        archive(PAGE.encode()),
        f"<table><tr><td><table><tr><td>menu</td></tr></table></td><td>{TABLE}</td></tr></table>".encode(),
        f"<body>{TABLE.replace('</tr>', '').replace('</td>', '')}".encode(),
    ],
    ids=["page", "bare", "charset", "two bytes a letter", "archive", "inside another table", "left open"],
)
def test_a_table_is_read_as_it_is_shown(content: bytes) -> None:
    assert [sheet.columns for sheet in read(content)] == [CELLS]


def test_text_above_a_table_stands_above_it_and_each_table_is_a_sheet() -> None:
    first, second = read(f"<html><h2>Bezoeken 2019</h2><p>van ons</p>{TABLE}{TABLE}</html>".encode())
    assert (first.name, first.columns[0][:3], second.name) == ("Tabel 1", ["Bezoeken 2019", "van ons", "Datum"], "Tabel 2")


def test_cells_over_several_rows_and_columns_keep_the_others_in_their_place() -> None:
    rows = "<tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d<tr style='display: none'><td>e<td>f<td>g"
    book = read_here(Upload("export.xls", f"<table>{rows}</table>".encode()))
    (only,) = book.sheets
    assert only.columns == (["a", None, "e"], ["b", "c", "f"], [None, "d", "g"])
    assert sorted(only.merged) == [(0, 0, 1, 0), (0, 1, 0, 2)]
    assert book.remarks == ("hidden_rows", "web_page")


def test_the_xml_of_excel_says_what_a_cell_is_and_where() -> None:
    cells = (
        '<Row><Cell><Data ss:Type="String">Datum</Data></Cell><Cell ss:Index="3"><Data ss:Type="String">Bedrag</Data></Cell></Row>'
    )
    cells += '<Row ss:Index="3"><Cell><Data ss:Type="DateTime">2019-02-01T00:00:00.000</Data></Cell>'
    cells += '<Cell ss:Index="3"><Data ss:Type="Number">12.5</Data></Cell></Row>'
    book = f'<?xml version="1.0"?><Workbook><Worksheet ss:Name="Uitgaven"><Table>{cells}</Table></Worksheet></Workbook>'
    (only,) = read(book.encode())
    assert only.name == "Uitgaven"
    assert only.columns == (["Datum", None, datetime.fromisoformat("2019-02-01")], [None] * 3, ["Bedrag", None, 12.5])


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ("<html><frameset><frame src=sheet001.htm></frameset></html>", "old_format"),
        ("<table><tr><td>1<td>2<tr></table>", "old_format"),
        ("<table><tr><td>a<td colspan=9000>b<tr><td>c<td>d</table>", "too_many_columns"),
        ("<table>" + "<tr><td>a<td>b" * 20 + "</table>", "too_many_rows"),
        ("<table><tr><td>a<td>b<tr><td>c<td>d</table>" * 4, "too_many_sheets"),
        ("<table>" + "<tr><td rowspan=2>a<td>b" * 9 + "</table>", "too_many_cells"),
    ],
)
def test_what_has_no_table_or_too_much_is_refused(content: str, key: str) -> None:
    with pytest.raises(FileRefused) as refused:
        read_here(Upload("export.xls", content.encode()), FileLimits(rows=19, columns=99, sheets=3, merges=5))
    assert refused.value.key == key
    assert (key == "old_format") is isinstance(refused.value, NotASpreadsheet)
