"""The quick way through an .ods finds what the parser finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import asdict

from adv.errors import FileRefused
from adv.workbook.reading.limits import FileLimits
from adv.workbook.reading.ods_looks import DocumentStyles
from adv.workbook.reading.precheck_ods import PLAIN_ROW, DocumentScan, last_column
from tests.workbook import evil

if TYPE_CHECKING:
    from collections.abc import Iterator

LIMITS = FileLimits(rows=1000, columns=50)
CELLS = {
    "text": '<table:table-cell office:value-type="string" calcext:value-type="string"><text:p>caf\u00e9 &amp; thee</text:p></table:table-cell>',
    "number": '<table:table-cell table:style-name="ce1" office:value-type="float" office:value="-1.5E+3" calcext:value-type="float"><text:p>-1.500</text:p></table:table-cell>',
    "day": '<table:table-cell office:value-type="date" office:date-value="2018-03-02"><text:p>2-3-18</text:p></table:table-cell>',
    "tick": '<table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>WAAR</text:p></table:table-cell>',
    "euro": '<table:table-cell office:value-type="currency" office:currency="EUR" office:value="3"><text:p>\u20ac 3</text:p></table:table-cell>',
    "formula": '<table:table-cell table:formula="of:=SUM([.A1:.A2])" office:value-type="float" office:value="3"><text:p>3</text:p></table:table-cell>',
    "no outcome": '<table:table-cell table:formula="of:=A1"/>',
    "error": '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>',
    "empty": "<table:table-cell/>",
    "many empty": '<table:table-cell table:number-columns-repeated="9"/>',
    "repeated": '<table:table-cell table:number-columns-repeated="3" office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell>',
    "spanned": '<table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="1" office:value-type="string"><text:p>x</text:p></table:table-cell><table:covered-table-cell/>',
    "spaces": '<table:table-cell office:value-type="string"><text:p>a<text:s text:c="5"/>b</text:p></table:table-cell>',
    "two lines": '<table:table-cell office:value-type="string"><text:p>a</text:p><text:p>b</text:p></table:table-cell>',
    "long": f'<table:table-cell office:value-type="string"><text:p>{"x" * 32_768}</text:p></table:table-cell>',
    "far": '<table:table-cell table:number-columns-repeated="60"/><table:table-cell office:value-type="float" office:value="1"/>',
    "twice": '<table:table-cell office:value-type="float" office:value="1" office:value="2"/>',
    "control": '<table:table-cell office:value-type="string"><text:p>a\x01b</text:p></table:table-cell>',
    "entity": '<table:table-cell office:value-type="string"><text:p>&geheim;</text:p></table:table-cell>',
}
ROWS = ["<table:table-row>", '<table:table-row table:style-name="ro1">', '<table:table-row table:visibility="filter">',
        '<table:table-row table:number-rows-repeated="3">']  # fmt: skip
PLAIN = ["text", "number", "day", "tick", "euro", "formula", "empty", "many empty"]


def document(rows: list[tuple[int, list[str]]]) -> bytes:
    body = "".join(f"{ROWS[row]}{''.join(CELLS[cell] for cell in cells)}</table:table-row>" for row, cells in rows)
    return (
        f'<office:document-content {evil.ODS_SPACES}><office:body><office:spreadsheet><table:table table:name="Blad1">'
        f"{body}</table:table></office:spreadsheet></office:body></office:document-content>"
    ).encode()


def pieces(content: bytes, size: int) -> Iterator[bytes]:
    return (content[start : start + size] for start in range(0, len(content), size))


def quickly(content: bytes, size: int) -> list[dict[str, Any]] | str:
    scan = DocumentScan(LIMITS, DocumentStyles())
    try:
        scan.run(pieces(content, size))
    except FileRefused as refusal:
        return refusal.key
    return [asdict(facts) for facts in scan.sheets]


def closely(content: bytes) -> list[dict[str, Any]] | str:
    scan = DocumentScan(LIMITS, DocumentStyles())
    try:
        scan.markup.feed(content)
        scan.markup.close()
    except FileRefused as refusal:
        return refusal.key
    return [asdict(facts) for facts in scan.sheets]


@pytest.mark.parametrize("cell", CELLS)
def test_every_kind_of_cell_is_found_in_both_ways(cell: str) -> None:
    content = document([(0, ["text", "number"]), (1, ["text", cell, "day"]), (0, ["empty", "number"])])
    assert quickly(content, 1 << 20) == closely(content)


@pytest.mark.parametrize("cell", CELLS)
def test_only_rows_without_surprises_go_the_quick_way(cell: str) -> None:
    row = f"{ROWS[1]}{CELLS['text']}{CELLS[cell]}</table:table-row>".encode()
    taken = PLAIN_ROW.match(row)
    assert (taken is not None and taken.end() == len(row)) is (cell in PLAIN)


@given(
    st.lists(st.tuples(st.integers(0, 3), st.lists(st.sampled_from([*CELLS]), min_size=1, max_size=6)), max_size=8),
    st.integers(1, 4000),
)
def test_whatever_the_rows_and_the_pieces_both_ways_agree(rows: list[tuple[int, list[str]]], size: int) -> None:
    content = document(rows)
    assert quickly(content, size) == closely(content)


@pytest.mark.parametrize("cut", [b"</table:table-row>", b"</text:p>", b"<table:table-cell/>"])
def test_a_document_that_is_cut_off_is_refused(cut: bytes) -> None:
    content = document([(0, ["text", "empty"]), (0, ["text", "number", "empty"])])
    assert quickly(content[: content.rfind(cut) + len(cut)], 1 << 20) == "incomplete"


def test_text_in_no_encoding_is_refused() -> None:
    assert quickly(document([(0, ["text", "number"])]).replace(b"caf\xc3\xa9", b"caf\xe9"), 1 << 20) == "incomplete"


@pytest.mark.parametrize(
    ("row", "last"),
    [
        ("<table:table-row><table:table-cell/></table:table-row>", -1),
        (f"<table:table-row>{CELLS['number']}</table:table-row>", 0),
        (f"<table:table-row>{CELLS['empty']}{CELLS['number']}{CELLS['empty']}</table:table-row>", 1),
        (f"<table:table-row>{CELLS['many empty']}{CELLS['number']}</table:table-row>", 9),
        (f"<table:table-row>{CELLS['number']}{CELLS['many empty']}</table:table-row>", 0),
    ],
)
def test_the_last_value_of_a_row_is_found_behind_cells_that_stand_for_many(row: str, last: int) -> None:
    assert last_column(row.encode(), 0, len(row.encode())) == last
