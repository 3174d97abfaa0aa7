"""Files through the whole way: worker process, limits and all."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from adv import errors
from adv.errors import DamagedFile, FileRefused, FileTooLarge, NotASpreadsheet, NothingToRead, ProtectedFile, UnsafeFile
from adv.texts import LANGUAGES, texts
from adv.workbook.reading import reader as reading
from adv.workbook.reading.limits import FILE
from adv.workbook.reading.reader import Reading, shown_name
from adv.workbook.tables.grid import Upload
from tests.workbook import evil
from tests.workbook.evil import read_here, read_workbook

if TYPE_CHECKING:
    from adv.workbook.reading.limits import FileLimits
    from adv.workbook.tables.grid import RawSheet, RawWorkbook

ROOT = Path(errors.__file__).parents[1]
DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
BOOK = evil.Book()
TWO = evil.Book(sheets={"Blad1": evil.sheet(), "Blad2": evil.sheet()})
TEXT_CELL = '<row r="1"><c r="A1" t="s"><v>{}</v></c></row>'


def read(content: bytes, name: str = "bezoeken.xlsx", limits: FileLimits = FILE) -> tuple[RawSheet, ...]:
    return read_here(Upload(name, content), limits).sheets


REFUSED: list[tuple[str, type[FileRefused], bytes]] = [
    ("empty_file", NotASpreadsheet, b""),
    ("not_a_spreadsheet", NotASpreadsheet, b"%PDF-1.7 ..."),
    ("not_a_spreadsheet", NotASpreadsheet, evil.zipped({"hello.txt": b"hello"})),
    ("not_a_spreadsheet", NotASpreadsheet, bytes(range(256)) * 4),
    ("not_a_spreadsheet", NotASpreadsheet, evil.xls(evil.number(0, 0, 1), stream="WordDocument")),
    ("old_format", NotASpreadsheet, b'<?xml version="1.0"?><Workbook/>'),
    ("old_format", NotASpreadsheet, b"<html><table><tr><td>1</td></tr></table></html>"),
    ("old_format", NotASpreadsheet, evil.xls(evil.number(0, 0, 1), stream="Book")),
    ("old_format", NotASpreadsheet, evil.xls(evil.number(0, 0, 1), version=0x0500)),
    ("zip_behind_other", NotASpreadsheet, b"MZ" + BOOK.zipped()),
    ("save_again", NotASpreadsheet, BOOK.zipped(zipfile.ZIP_LZMA)),
    ("save_again", NotASpreadsheet, evil.Book(more={"xl/worksheets/sheet1.xml": evil.sheet().encode("utf-16")}).zipped()),
    ("save_again", NotASpreadsheet, evil.xlsx(declaration='<?xml version="1.0" encoding="ISO-8859-1"?>')),
    ("damaged", DamagedFile, BOOK.zipped()[:-200]),
    ("damaged", DamagedFile, evil.with_sizes(BOOK.zipped(), 10)),
    ("damaged", DamagedFile, evil.xls(evil.number(0, 0, 1))[:2000]),
    ("damaged", DamagedFile, evil.xls((0x00FD, b"\0\0\0\0\0\0\x05\0\0\0"))),
    ("damaged", DamagedFile, evil.Book(sheets={"Blad1": evil.sheet(TEXT_CELL.format(9))}, texts=evil.shared("a", "b")).zipped()),
    ("damaged", DamagedFile, evil.xlsx(before='<dimension ref="nonsense"/>')),
    ("incomplete", DamagedFile, evil.Book(more={"xl/worksheets/sheet1.xml": evil.sheet().encode()[:300]}).zipped()),
    ("incomplete", DamagedFile, evil.Book(texts=evil.shared("a", attributes=' count="4294967295" uniqueCount="4294967295"')).zipped()),
    ("incomplete", DamagedFile, evil.ods(evil.ODS_ROWS.replace("<table:table-cell", '<table:table-cell table:number-columns-repeated="-1"', 1))),
    ("row_twice", DamagedFile, evil.xlsx(evil.ROWS + '<row r="3"><c r="A3"><v>9</v></c></row>')),
    ("row_twice", DamagedFile, evil.xlsx('<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>1</v></c><c r="A1"><v>2</v></c></row>')),
    ("row_twice", DamagedFile, evil.xls(evil.number(0, 0, 1), evil.number(0, 0, 2))),
    ("sheet_twice", DamagedFile, evil.Book(sheets={"Blad1": evil.sheet(), "blad1": evil.sheet()}).zipped()),
    ("part_missing", DamagedFile, evil.Book(missing=frozenset({"xl/worksheets/sheet1.xml"})).zipped()),
    ("outside_grid", DamagedFile, evil.xlsx('<row r="1"><c r="XFE1"><v>1</v></c></row>')),
    ("part_twice", UnsafeFile, evil.zipped({**BOOK.parts(), "XL/workbook.xml": b"<x/>"})),
    ("outside_part", UnsafeFile, evil.Book(more={"xl/_rels/workbook.xml.rels": f'<r><Relationship Id="rId1" Type="{evil.OFFICE}/worksheet" Target="https://example.org/x.xml" TargetMode="External"/></r>'.encode()}).zipped()),
    ("protected", ProtectedFile, evil.with_flag(BOOK.zipped(), 1)),
    ("protected", ProtectedFile, evil.xls(evil.number(0, 0, 1), book=((0x002F, bytes(54)),))),
    ("protected", ProtectedFile, evil.xls(evil.number(0, 0, 1), stream="EncryptedPackage")),
    ("protected", ProtectedFile, evil.ods(manifest="<manifest:encryption-data/>")),
    ("unsafe_xml", UnsafeFile, evil.xlsx(declaration=DOCTYPE)),
    ("unsafe_xml", UnsafeFile, evil.Book(more={"xl/workbook.xml": b"<!DOCTYPE x SYSTEM 'http://example.org/x.dtd'><workbook/>"}).zipped()),
    ("unsafe_xml", UnsafeFile, evil.Book(texts=DOCTYPE + "<sst/>").zipped()),
    ("too_many_parts", UnsafeFile, evil.zipped({**BOOK.parts(), **{f"x{n}": b"" for n in range(2000)}})),
    ("too_many_merges", UnsafeFile, evil.xlsx(after='<mergeCell ref="A5:A6"/>' * 20_001)),
    ("too_many_rows", FileTooLarge, evil.xlsx('<row r="1048576"><c r="A1048576"><v>1</v></c></row>')),
    ("too_many_rows", FileTooLarge, evil.ods(evil.ODS_ROWS.replace("<table:table-row>", '<table:table-row table:number-rows-repeated="900000">'))),
    ("text_too_long", FileTooLarge, evil.Book(texts=evil.shared("x" * 8 * 32_768)).zipped()),
    ("text_too_long", FileTooLarge, evil.ods(evil.ODS_ROWS.replace("Datum", '<text:s text:c="2000000000"/>'))),
    ("too_many_sheets", FileTooLarge, evil.Book(sheets={f"Blad{n}": evil.sheet("") for n in range(401)}).zipped()),
    ("nothing_in_it", NothingToRead, evil.xlsx("")),
    ("nothing_in_it", NothingToRead, b"\n\n\n"),
    ("no_text", NotASpreadsheet, b"Datum;Uitkomst\n02-03-2018;Ge\x00sprek\n"),
    ("open_quote", DamagedFile, b'Datum;Uitkomst\n1;"Gesprek\n2;x\n'),
]  # fmt: skip


@pytest.mark.parametrize(("key", "kind", "content"), REFUSED, ids=[f"{at}-{key}" for at, (key, _, _) in enumerate(REFUSED)])
def test_a_file_that_is_not_to_be_read_gets_one_sentence(key: str, kind: type[FileRefused], content: bytes) -> None:
    with pytest.raises(FileRefused) as refusal:
        read(content)
    assert (refusal.value.key, type(refusal.value)) == (key, kind)
    for language in LANGUAGES:
        sentence = texts(language, "errors")(f"errors.{key}", **refusal.value.params)
        assert "bezoeken.xlsx" in sentence
        assert "\n" not in sentence


READ = [
    ("as Excel writes it", BOOK.zipped()),
    ("stored without compression", BOOK.zipped(zipfile.ZIP_STORED)),
    ("capitals in the names of parts", evil.zipped({name.upper(): content for name, content in BOOK.parts().items()})),
    ("a part with a path that leads away", evil.zipped({**BOOK.parts(), "../../etc/cron.d/x": b"x"})),
    ("dimension of the whole grid", evil.xlsx(before='<dimension ref="A1:XFD1048576"/>')),
    ("a count of texts that is too low", evil.Book(texts=evil.shared("a", "b", attributes=' count="0" uniqueCount="0"')).zipped()),
    ("white space between rows", evil.xlsx(evil.ROWS.replace("<row", "\n  <row"))),
    ("a prefix on every element", evil.Book(more={"xl/worksheets/sheet1.xml": evil.sheet(declaration="").replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x=").encode()}).zipped()),
]  # fmt: skip


@pytest.mark.parametrize("content", [content for _, content in READ], ids=[name for name, _ in READ])
def test_a_sound_file_is_read_however_it_was_written(content: bytes) -> None:
    (sheet,) = read(content)
    assert sheet.columns == (["Datum", dt.date(2018, 3, 2), dt.date(2018, 3, 3)], ["Bedrag", 12.5, 7.0])
    assert not sheet.flaws


def test_what_a_file_is_follows_from_its_contents_and_a_wrong_name_is_remarked() -> None:
    assert read_workbook(Upload("bezoeken.csv", BOOK.zipped())).remarks == ("other_kind",)
    assert read_workbook(Upload("bezoeken.xls", b"a;b\n1;2\n")).remarks == ("other_kind",)
    assert read_workbook(Upload("bezoeken.XLSX", BOOK.zipped())).remarks == ()


def test_error_cells_and_formulas_without_outcome_are_flaws_and_not_blanks() -> None:
    cells = [
        '<c r="A2" t="e"><v>#N/A</v></c>',
        '<c r="B2" t="e"><v>#SPILL!</v></c>',
        '<c r="C2"><f>NOW()</f></c>',
        '<c r="D2"><v>NaN</v></c>',
    ]
    (sheet,) = read(evil.xlsx('<row r="1"><c r="A1"><v>1</v></c></row>' + evil.row(2, *cells)))
    assert sheet.flaws == {(1, 0): "#N/A", (1, 1): "#SPILL!", (1, 2): "formula", (1, 3): "number"}
    assert [column[1] for column in sheet.columns] == [None, None, None, None]


def test_a_formula_without_outcome_below_everything_else_still_has_a_place() -> None:
    (sheet,) = read(evil.xlsx(evil.ROWS + '<row r="9"><c r="D9"><f>VLOOKUP(B2,B2:B3,1)</f></c></row>'))
    assert sheet.flaws == {(8, 3): "formula"}
    assert (len(sheet.columns), sheet.row_count) == (4, 9)


def test_empty_texts_are_no_lost_cells() -> None:
    rows = TEXT_CELL.format(0) + '<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2" t="str"><f>A1</f><v></v></c></row>'
    (sheet,) = read(evil.Book(sheets={"Blad1": evil.sheet(rows)}, texts=evil.shared("a", "")).zipped())
    assert sheet.columns == (["a"],)


def test_a_text_longer_than_a_cell_can_be_is_a_flaw() -> None:
    (sheet,) = read(evil.xlsx(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"x" * 32_768}</t></is></c><c r="B1"><v>1</v></c></row>'))
    assert sheet.flaws == {(0, 0): "too_long"}
    assert sheet.columns == ([None], [1.0])


def test_hidden_sheets_columns_rows_and_merged_cells_are_passed_on() -> None:
    first = evil.sheet(evil.ROWS.replace('<row r="3"', '<row r="3" hidden="1"'), before='<cols><col min="2" max="2" hidden="1"/></cols>',
                       after='<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="A900:B900"/></mergeCells>')  # fmt: skip
    book = evil.Book(
        sheets={"Blad1": first, "Oud": evil.sheet()},
        states={"Oud": ' state="veryHidden"'},
        book_attributes='<workbookPr date1904="1"/>',
    )
    raw = read_workbook(Upload("a.xlsx", book.zipped()))
    assert [sheet.is_hidden for sheet in raw.sheets] == [False, True]
    assert raw.sheets[0].hidden_columns == {1}
    assert raw.sheets[0].merged == ((1, 0, 2, 0),)
    assert raw.sheets[0].is_1904
    assert raw.sheets[0].looks.hidden_rows == {2}
    assert raw.remarks == ()


def test_an_open_document_is_read_with_its_errors_and_hidden_sheets() -> None:
    bad = '<table:table-cell table:formula="of:=NA()" office:value-type="string" calcext:value-type="error"><text:p>#N/B</text:p></table:table-cell>'
    blank = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    styles = '<style:style style:name="ta1" style:family="table"><style:table-properties table:display="false"/></style:style>'
    content = evil.ods(
        f"{evil.ODS_ROWS}<table:table-row>{bad}</table:table-row>{blank}", styles=styles, table=' table:style-name="ta1"'
    )
    (sheet,) = read(content, "a.ods")
    assert sheet.columns == (["Datum", dt.date(2018, 3, 2), None], ["Bedrag", 12.5, None])
    assert sheet.flaws == {(2, 0): "#N/B"}
    assert sheet.is_hidden


def test_an_old_workbook_is_read_with_its_errors() -> None:
    raw = read_workbook(Upload("a.xls", evil.xls(evil.number(0, 0, 1), evil.error(1, 1, 0x2A), book=((0x0022, b"\1\0"),))))
    assert raw.sheets[0].columns == ([1.0, None], [None, None])
    assert raw.sheets[0].flaws == {(1, 1): "#N/A"}
    assert raw.sheets[0].is_1904


TIGHT: list[tuple[str, dict[str, Any]]] = [
    ("too_large", {"upload": 100}),
    ("too_large_inside", {"inflated": 500}),
    ("too_many_rows", {"rows": 2}),
    ("too_many_columns", {"columns": 1}),
    ("too_many_cells", {"cells": 5}),
    ("too_many_parts", {"parts": 3}),
    ("too_slow", {"clock": 0.001}),
    ("too_heavy", {"answer": 10}),
]
APART = {"too_slow", "too_heavy"}  # which only a worker can tell


@pytest.mark.parametrize(("key", "limits"), TIGHT, ids=[key for key, _ in TIGHT])
def test_every_limit_holds_and_has_its_sentence(key: str, limits: dict[str, Any]) -> None:
    with pytest.raises(FileTooLarge if key != "too_many_parts" else UnsafeFile) as refusal:
        (read_workbook if key in APART else read_here)(Upload("a.xlsx", BOOK.zipped()), replace(FILE, **limits))
    assert refusal.value.key == key
    for language in LANGUAGES:
        assert texts(language, "errors")(f"errors.{key}", **refusal.value.params)


@pytest.mark.parametrize(("key", "kind", "content"), REFUSED, ids=[f"{at}-{key}" for at, (key, _, _) in enumerate(REFUSED)])
def test_what_is_read_while_it_is_checked_is_refused_for_the_same_reason(
    key: str, kind: type[FileRefused], content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "LARGE_FILE", 0)
    with pytest.raises(kind) as refusal:
        read_workbook(Upload("bezoeken.xlsx", content))  # apart: calamine may bring its process down
    assert refusal.value.key == key


def test_a_large_file_that_brings_the_reader_down_is_checked_first_after_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Calamine may come down before the check, which runs beside it, has said what is wrong; the sheets before that are given once."""
    monkeypatch.setattr(reading, "LARGE_FILE", 0)
    tried: list[bool] = []
    read_book = reading.Answers.book

    def watched(answers: reading.Answers) -> RawWorkbook:
        tried.append(answers.is_trusting)
        book = read_book(answers)
        if answers.is_trusting:
            raise DamagedFile("crashed")
        return book

    monkeypatch.setattr(reading.Answers, "book", watched)
    running = Reading(Upload("bezoeken.xlsx", TWO.zipped()))
    assert [sheet.name for sheet in running.sheets()] == ["Blad1", "Blad2"]
    assert tried == [True, False]


@pytest.mark.parametrize("large", [0, reading.LARGE_FILE], ids=["while it is checked", "checked first"])
def test_a_cell_in_the_farthest_corner_is_refused_whichever_is_there_first(large: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Calamine makes room for every cell up to the last one: it, or the check, may be first to stumble over that."""
    monkeypatch.setattr(reading, "LARGE_FILE", large)
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    with pytest.raises(FileTooLarge) as refusal:
        read_workbook(Upload("bezoeken.xlsx", evil.Book(sheets={"Blad1": evil.sheet(), "Blad2": evil.sheet(far)}).zipped()))
    assert refusal.value.key == "too_many_rows"


@pytest.mark.parametrize("name", ["naam.xlsx.exe", "Bezoeken.XLSX.Scr", "bezoeken.csv.js ", "lijst.bat"])
def test_a_file_that_is_called_a_program_is_refused_by_its_name(name: str) -> None:
    with pytest.raises(NotASpreadsheet) as refusal:
        read_workbook(Upload(name, BOOK.zipped()))
    assert refusal.value.key == "called_a_program"
    for language in LANGUAGES:
        assert ".xlsx" in texts(language, "errors")("errors.called_a_program", **refusal.value.params)


@pytest.mark.parametrize("name", ["bezoeken", "bezoeken.xlsx.download", "Bezoeken t/m 1.4", "export.json.xlsx"])
def test_any_other_name_will_do(name: str) -> None:
    assert read_workbook(Upload(name, BOOK.zipped())).sheets


def test_a_header_in_the_last_column_of_excel_is_read() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" t="str"><v>Kop</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>'
    (sheet,) = read(evil.Book(sheets={"Blad1": evil.sheet(rows)}).zipped())
    assert (len(sheet.columns), sheet.columns[0], sheet.columns[-1]) == (16_384, [1.0, 2.0], ["Kop", None])


@pytest.mark.parametrize("index", ["-1", "99999999999999999999999", "1.0", "x"])
def test_a_cell_that_points_at_no_text_holds_nothing_and_is_a_flaw(index: str) -> None:
    """Calamine takes the first text for it: the word of another cell."""
    rows = f'<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="2"><c r="A2" t="s"><v>{index}</v></c></row>'
    texts_part = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>Datum</t></si><si><t>Straat</t></si></sst>'
    )
    (sheet,) = read(evil.Book(sheets={"Blad1": evil.sheet(rows)}, texts=texts_part).zipped())
    assert (sheet.columns, sheet.flaws) == ((["Datum", None], ["Straat", None]), {(1, 0): "text"})


def test_a_large_file_is_read_the_same_in_both_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    content = evil.Book(
        sheets={"Blad1": evil.sheet(), "Blad2": evil.sheet('<row r="2"><c r="B2" t="e"><v>#SPILL!</v></c></row>')}
    ).zipped()
    careful = read(content)
    monkeypatch.setattr(reading, "LARGE_FILE", 0)
    assert read(content) == careful


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no such limit")
def test_a_worker_that_gets_too_little_memory_is_lost_and_nothing_else() -> None:
    with pytest.raises(FileRefused):
        read_workbook(Upload("a.xlsx", BOOK.zipped()), replace(FILE, memory=12_000_000))
    assert read_workbook(Upload("a.xlsx", BOOK.zipped())).sheets


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no such limit")
def test_a_worker_that_computes_too_long_is_stopped_and_the_sentence_says_so() -> None:
    row = '<row><c><v>1</v></c><c t="x"><v>2</v></c></row>'
    slow = evil.Book(sheets={f"Blad{number}": evil.sheet(row * 120_000) for number in range(8)})
    with pytest.raises(FileTooLarge) as refusal:
        read_workbook(Upload("a.xlsx", slow.zipped()), replace(FILE, seconds=1))
    assert refusal.value.key == "too_slow"


def test_several_files_are_read_at_the_same_time() -> None:
    readings = [Reading(Upload(f"{number}.xlsx", TWO.zipped())) for number in range(5)]
    assert [[sheet.name for sheet in reading.result().sheets] for reading in readings] == [["Blad1", "Blad2"]] * 5


def test_the_same_bytes_have_the_same_digest() -> None:
    content = BOOK.zipped()  # once: a zip holds the time at which it was made
    assert read_workbook(Upload("a.xlsx", content)).sha256 == read_workbook(Upload("b.xlsx", content)).sha256


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("C:\\Users\\jan\\bezoeken.xlsx", "bezoeken.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("a\nb\u202ec\x00.xlsx", "abc.xlsx"),
        ("x" * 200 + ".xlsx", "x" * 70 + "…xxxx.xlsx"),
    ],
)
def test_a_name_is_shown_on_one_line_and_not_too_long(name: str, shown: str) -> None:
    assert shown_name(name) == shown


def test_reading_starts_without_loading_pandas_from_any_folder(tmp_path: Path) -> None:
    (tmp_path / "bezoeken.csv").write_text("Datum;Bedrag\n1;2\n", encoding="utf-8")
    (tmp_path / "msgspec.py").write_text(
        "raise SystemExit('a file in the folder must never be imported by the worker')", encoding="utf-8"
    )
    program = (
        f"import sys; sys.path[0] = {str(ROOT)!r}\n"
        "from pathlib import Path\n"
        "from adv.workbook.tables.grid import Upload\n"
        "from adv.workbook.reading.reader import Reading\n"
        "print(Reading(Upload('bezoeken.csv', Path('bezoeken.csv').read_bytes())).result().sheets[0].columns)\n"
        "print(sorted({'pandas', 'numpy', 'openpyxl', 'python_calamine'} & set(sys.modules)))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": ""},
    )
    assert ran.stdout.splitlines() == ["(['Datum', '1'], ['Bedrag', '2'])", "[]"]


def test_sheets_come_in_one_by_one_and_a_refusal_comes_after_them() -> None:
    good = Reading(Upload("a.csv", b"Datum;Bedrag\n1-2-2019;5\n"))
    assert [sheet.row_count for sheet in good.sheets()] == [2]
    assert good.result().sheets[0].columns[1] == ["Bedrag", "5"]
    refused = Reading(Upload("a.pdf", b"%PDF-1.4"))
    with pytest.raises(FileRefused):
        list(refused.sheets())
