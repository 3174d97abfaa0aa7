"""The layout of a sheet as the worker reads it: colours in every way of writing them, strokes, comments, and what cannot be read of it."""

from __future__ import annotations

import pytest

from adv.workbook.reading.found_looks import Run, kept_of
from adv.workbook.reading.limits import FileLimits
from adv.workbook.reading.xlsx_styles import Colours, theme_of
from adv.workbook.tables.grid import Looks, RawSheet, RawWorkbook, Upload
from tests.workbook import evil
from tests.workbook.evil import read_here

STYLES = (
    f'{evil.DECLARATION}<styleSheet xmlns="{evil.MAIN}">'
    '<fonts count="4"><font><color theme="1"/></font><font><strike/></font><font><strike val="0"/><color rgb="FFC00000"/></font>'
    '<font><color theme="10"/></font></fonts>'
    '<fills count="5"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor theme="4" tint="0.4"/><bgColor indexed="64"/></patternFill></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFFFFFFF"/></patternFill></fill>'
    '<fill><gradientFill><stop position="0"><color indexed="10"/></stop><stop position="1"><color indexed="12"/></stop></gradientFill></fill>'
    "</fills>"
    '<cellXfs count="8"><xf fontId="0" fillId="0"/><xf fontId="1" fillId="0"/><xf fontId="2" fillId="0"/><xf fontId="3" fillId="0"/>'
    '<xf fontId="0" fillId="2"/><xf fontId="0" fillId="3"/><xf fontId="0" fillId="4"/><xf fontId="0" fillId="1"/></cellXfs>'
    '<dxfs count="1"><dxf><font><strike/></font><fill><patternFill><bgColor rgb="FFFF0000"/></patternFill></fill></dxf></dxfs></styleSheet>'
)
CELLS = "".join(f'<c r="{letter}1" s="{number}"><v>{number}</v></c>' for number, letter in enumerate("ABCDEFGH"))


def workbook(
    rows: str, *, texts: str | None = None, limits: FileLimits | None = None, more: dict[str, bytes] | None = None
) -> RawWorkbook:
    book = evil.Book({"Blad1": evil.sheet(rows)}, texts=texts, more={"xl/styles.xml": STYLES.encode()} | (more or {}))
    return read_here(Upload("a.xlsx", book.zipped()), *([limits] if limits else []))


def looks(rows: str, **given: object) -> Looks:
    return workbook(rows, **given).sheets[0].looks  # type: ignore[arg-type]  # as above


def test_only_styles_that_mean_something_are_passed_on() -> None:
    seen = looks(f'<row r="1">{CELLS}</row>')
    assert seen.struck == {(0, 1)}
    assert seen.fonts == {(0, 2): "C00000"}  # not a link, not plain text
    assert seen.fills == {(0, 4): "8FAADC", (0, 6): "FF0000"}  # not white, not the pattern that every file has


@pytest.mark.parametrize("quote", ['"', "'"])
def test_cells_are_found_however_their_attributes_stand(quote: str) -> None:
    cell = '<c t="n" s="1" r="C2"><v>1</v></c>'.replace('"', quote)
    assert looks(f'<row r="1"><c r="A1"><v>1</v></c></row><row r="2">{cell}</row>').struck == {(1, 2)}


def test_what_a_cell_says_is_no_style() -> None:
    assert looks('<row r="1"><c r="A1" t="inlineStr"><is><t>zie s="1" en hidden="1"</t></is></c></row>') == Looks()


def test_cells_that_do_not_say_where_they_are_make_the_layout_partial() -> None:
    book = workbook('<row><c s="1"><v>1</v></c></row>')
    assert book.sheets[0].looks.is_partial
    assert book.remarks == ("layout",)


def test_more_coloured_cells_than_can_be_kept_are_said() -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}" s="4"><v>1</v></c></row>' for row in range(1, 6))
    book = workbook(rows, limits=FileLimits(looks=3))
    assert len(book.sheets[0].looks.fills) == 3
    assert book.remarks == ("layout",)


def test_of_a_shared_text_the_struck_part_is_left_away_in_every_cell() -> None:
    old, new = "<rPr><strike/></rPr><t>niet thuis</t>", '<rPr><b/></rPr><t xml:space="preserve"> gesprek</t>'
    texts = evil.shared("Datum").replace("</sst>", f"<si><r>{old}</r><r>{new}</r></si><si><r>{old}</r></si></sst>")
    rows = "".join(
        f'<row r="{row}"><c r="A{row}" t="s"><v>1</v></c><c r="B{row}" t="s"><v>2</v></c><c r="C{row}" t="s"><v>0</v></c></row>'
        for row in (1, 2)
    )
    sheet: RawSheet = workbook(rows, texts=texts).sheets[0]
    assert sheet.columns == (["gesprek"] * 2, ["niet thuis"] * 2, ["Datum"] * 2)
    assert sheet.looks.amended == {(0, 0), (1, 0)}
    assert sheet.looks.struck == {(0, 1), (1, 1)}


@pytest.mark.parametrize("part", ["<comments>", '<!DOCTYPE comments [<!ENTITY a "b">]><comments/>', "\x00"])
def test_a_damaged_part_with_comments_does_not_refuse_the_file(part: str) -> None:
    links = f'<Relationships xmlns="{evil.PACKAGE}"><Relationship Id="c" Type="{evil.OFFICE}/comments" Target="../comments1.xml"/></Relationships>'
    more = {"xl/worksheets/_rels/sheet1.xml.rels": links.encode(), "xl/comments1.xml": part.encode()}
    book = workbook(evil.ROWS, more=more)
    assert book.sheets[0].row_count == 3
    assert book.remarks == ("layout",)


@pytest.mark.parametrize(
    ("runs", "is_struck", "kept"),
    [
        ((Run("niet thuis", is_struck=True), Run(" / gesprek", is_struck=False)), False, "gesprek"),
        ((Run("niet thuis", is_struck=None), Run(" -> gesprek", is_struck=False)), True, "gesprek"),
        ((Run("120,00", is_struck=True), Run(" -5,00", is_struck=False)), False, "-5,00"),
        ((Run("gesprek ", is_struck=False), Run("niet thuis", is_struck=True)), False, "gesprek"),
        ((Run("niet thuis", is_struck=True), Run(" - ", is_struck=False)), False, ""),
    ],
)
def test_what_stood_between_the_old_word_and_the_new_one_goes_too(runs: tuple[Run, ...], is_struck: bool, kept: str) -> None:  # noqa: FBT001 - of a table
    assert kept_of(runs, is_struck=is_struck) == kept


@pytest.mark.parametrize(
    ("written", "colour"),
    [
        ({"rgb": "FF92D050"}, "92D050"),
        ({"rgb": "92d050"}, "92D050"),
        ({"rgb": "groen"}, None),
        ({"indexed": "50"}, "99CC00"),
        ({"indexed": "900"}, None),
        ({"theme": "9"}, "70AD47"),
        ({"theme": "0", "tint": "-0.25"}, "BFBFBF"),
        ({"theme": "1", "tint": "0.5"}, "808080"),
        ({"theme": "0", "tint": "-1"}, "000000"),
        ({"theme": "0", "tint": "nan"}, "FFFFFF"),
        ({"theme": "12"}, None),
        ({"theme": "-1"}, None),
        ({"indexed": "63"}, "333333"),
        ({"indexed": "64"}, None),
        ({"auto": "1"}, None),
        ({}, None),
    ],
)
def test_colours_are_written_in_four_ways(written: dict[str, str], colour: str | None) -> None:
    assert Colours().of(written) == colour


def test_a_workbook_may_have_a_theme_of_its_own() -> None:
    part = b'<a:theme xmlns:a="x"><a:clrScheme><a:dk1><a:sysClr val="windowText" lastClr="111111"/></a:dk1><a:accent6><a:srgbClr val="00b050"/></a:accent6></a:clrScheme></a:theme>'
    theme = theme_of([part])
    assert (theme["dk1"], theme["accent6"], theme["accent1"]) == ("111111", "00B050", "4472C4")


def test_strokes_colours_comments_and_hidden_rows_of_an_open_document() -> None:
    styles = (
        '<style:style style:name="basis" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/></style:style>'
        '<style:style style:name="weg" style:family="table-cell" style:parent-style-name="basis"/>'
        '<style:style style:name="groen" style:family="table-cell"><style:table-cell-properties fo:background-color="#92d050"/></style:style>'
        '<style:style style:name="T1" style:family="text"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    )
    note = "<office:annotation><text:p>was toch gesprek</text:p></office:annotation>"
    amended = '<text:p><text:span text:style-name="T1">niet thuis</text:span> gesprek</text:p>'
    rows = (
        '<table:table-row><table:table-cell table:style-name="weg" office:value-type="string"><text:p>a</text:p></table:table-cell>'
        '<table:table-cell table:style-name="groen" table:number-columns-repeated="2"/></table:table-row>'
        f'<table:table-row table:number-rows-repeated="2" table:visibility="filter"><table:table-cell office:value-type="string">{note}<text:p>b</text:p></table:table-cell></table:table-row>'
        f'<table:table-row><table:table-cell office:value-type="string">{amended}</table:table-cell></table:table-row>'
    )
    sheet = read_here(Upload("a.ods", evil.ods(rows, styles))).sheets[0]
    assert sheet.columns[0] == ["a", "b", "b", "gesprek"]
    assert sheet.looks == Looks(
        struck=frozenset({(0, 0)}),
        amended=frozenset({(3, 0)}),
        fills={(0, 1): "92D050", (0, 2): "92D050"},
        comments={(1, 0): "was toch gesprek"},
        hidden_rows=frozenset({1, 2}),
    )


def test_a_cell_without_a_style_has_that_of_its_row_or_else_of_its_column() -> None:
    styles = "".join(
        f'<style:style style:name="{name}" style:family="table-cell"><style:table-cell-properties fo:background-color="{colour}"/></style:style>'
        for name, colour in (("groen", "#92d050"), ("rood", "#ff0000"))
    )
    cell = '<table:table-cell office:value-type="string"><text:p>a</text:p></table:table-cell>'
    columns = '<table:table-column/><table:table-column table:default-cell-style-name="groen"/>'
    rows = f'<table:table-row>{cell * 3}</table:table-row><table:table-row table:default-cell-style-name="rood">{cell}</table:table-row>'
    sheet = read_here(Upload("a.ods", evil.ods(columns + rows, styles))).sheets[0]
    assert sheet.looks.fills == {(0, 1): "92D050", (1, 0): "FF0000"}


@pytest.mark.parametrize(("text", "fonts"), [("vet = gesprek", {(1, 0)}), ("vet", set())])
def test_bold_text_is_a_colour_where_a_text_says_what_it_means(text: str, fonts: set[tuple[int, int]]) -> None:
    bold = '<fonts count="2"><font/><font><b/></font></fonts><cellXfs><xf fontId="0"/><xf fontId="1"/></cellXfs>'
    rows = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row><row r="2"><c r="A2" s="1"><v>1</v></c></row>'
    styles = f'<styleSheet xmlns="{evil.MAIN}">{bold}</styleSheet>'.encode()
    assert set(looks(rows, more={"xl/styles.xml": styles}).fonts) == fonts
