"""Files that somebody could send, out of malice or by accident, each with what must become of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from tests.hostile.made import (
    BASE,
    VISITS,
    appended,
    big_rows,
    book,
    bookings,
    chain,
    headers,
    inline,
    line,
    linked_to,
    many_visits,
    nested_zip,
    number_format,
    one_part_twice,
    open_document,
    rows,
    shared,
    streamed,
    text_file,
    twice_in_directory,
    wide_rows,
    with_comment,
    with_offset,
    with_part,
    with_text,
    xls_loop,
    zip64,
)
from tests.workbook import evil

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

REFUSED: Final = -1  # instead of a number of visits


class Kind(Struct, frozen=True):
    """One file. `visits`: how many may come out of it, any of these; `REFUSED` for a sentence and nothing else."""

    name: str
    file: str
    make: Callable[[], bytes]
    visits: frozenset[int]


def _three(*more: int) -> frozenset[int]:
    return frozenset({VISITS, *more})


READ, NOT = _three(), frozenset({REFUSED})
EITHER: Final = _three(REFUSED)


def kinds() -> Iterator[Kind]:
    """All of them."""
    for name, file, make, visits in (*_containers(), *_xml(), *_structure(), *_values(), *_others()):
        yield Kind(name, file, make, visits)


Row = tuple[str, str, "Callable[[], bytes]", frozenset[int]]


def _containers() -> list[Row]:
    x = "a.xlsx"
    return [
        ("one byte", x, lambda: b"P", NOT),
        ("the first four bytes of a zip", x, lambda: b"PK\x03\x04", NOT),
        ("only the end of a zip", x, lambda: b"PK\x05\x06" + bytes(18), NOT),
        ("a zip within a zip", x, nested_zip, NOT),
        ("zeros behind the zip", x, appended, EITHER),
        ("a comment with the mark of an end", x, with_comment, EITHER),
        ("a part twice in the directory", x, twice_in_directory, NOT),
        ("large file fields without need", x, zip64, EITHER),
        ("written as a stream", x, streamed, READ),
        ("a directory that points one byte further", x, lambda: with_offset(1), EITHER),
        ("a directory that points one byte back", x, lambda: with_offset(-1), EITHER),
        ("a part with a line end in its name", x, lambda: evil.zipped({**BASE.parts(), "a\n../b": b"x"}), READ),
        ("parts with backslashes", x, lambda: evil.zipped({name.replace("/", "\\"): text for name, text in BASE.parts().items()}), EITHER),
        ("a part that is an absolute path", x, lambda: evil.zipped({**BASE.parts(), "/etc/passwd": b"x"}), READ),
        ("no list of kinds of parts", x, lambda: evil.zipped({k: v for k, v in BASE.parts().items() if k != "[Content_Types].xml"}), EITHER),
        ("no workbook part", x, lambda: evil.zipped({k: v for k, v in BASE.parts().items() if k != "xl/workbook.xml"}), NOT),
        ("a Word document", "a.xlsx", lambda: evil.zipped({"[Content_Types].xml": b"<x/>", "_rels/.rels": f'<r><Relationship Id="a" Type="{evil.OFFICE}/officeDocument" Target="word/document.xml"/></r>'.encode(), "word/document.xml": b"<document/>"}), NOT),
        ("an .xlsx called .xls", "a.xls", BASE.zipped, READ),
        ("an .xlsx called .csv", "a.csv", BASE.zipped, READ),
        ("an .xlsx without a name", "", BASE.zipped, READ),
        ("an .xlsx that is called a program", "naam.xlsx.exe", BASE.zipped, NOT),
        ("an old file of zeros", "a.xls", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000), NOT),
        ("an old file whose chain turns back", "a.xls", xls_loop, NOT),
        ("a picture called .xlsx", x, lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), NOT),
        ("a page of the web called .xls", "a.xls", lambda: b"<html><body><table><tr><td>Datum</td></tr></table>", NOT),
    ]  # fmt: skip


def _xml() -> list[Row]:
    x, sheet = "a.xlsx", "xl/worksheets/sheet1.xml"
    entity = '<!DOCTYPE a [<!ENTITY b "niet thuis">]>'
    return [
        ("an entity of its own in the texts", x, lambda: evil.Book(sheets=BASE.sheets, texts=f"{entity}<sst><si><t>&b;</t></si></sst>").zipped(), NOT),
        ("an entity of its own in the styles", x, lambda: with_part("xl/styles.xml", f"{entity}<styleSheet/>".encode()), NOT),
        ("an entity of its own in the links", x, lambda: with_part("_rels/.rels", f"{entity}<Relationships/>".encode()), NOT),
        ("a parameter entity", x, lambda: with_part(sheet, b'<!DOCTYPE a [<!ENTITY % b SYSTEM "http://127.0.0.1:9/x">%b;]><worksheet/>'), NOT),
        ("a style sheet to process", x, lambda: with_part(sheet, b'<?xml-stylesheet href="http://127.0.0.1:9/x"?>' + evil.sheet(rows(), declaration="").encode()), EITHER),
        ("an include", x, lambda: book(rows(), after='<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>'), EITHER),
        ("no UTF-8", x, lambda: with_part(sheet, evil.sheet(rows(outcome="gespr\u00e8k")).encode("latin-1")), NOT),
        ("UTF-16 with a mark", x, lambda: with_part(sheet, evil.sheet(rows(), declaration="").encode("utf-16")), NOT),
        ("UTF-7 by name", x, lambda: book(rows(), declaration='<?xml version="1.0" encoding="UTF-7"?>'), NOT),
        ("a comment around the rows", x, lambda: book(f"<!--{rows()}-->" + rows()), _three(REFUSED)),
        ("rows as character data", x, lambda: book(f"<![CDATA[{rows()}]]>" + rows()), _three(REFUSED)),
        ("a text of character data", x, lambda: with_text("<![CDATA[niet]]> thuis"), READ),
        ("deep nesting in a sheet", x, lambda: book(rows() + chain(100_000)), EITHER),
        ("deep nesting in a text", x, lambda: with_text(chain(50_000)), _three(VISITS - 1, REFUSED)),
        ("a million attributes", x, lambda: book('<row r="1"' + "".join(f' a{n}=""' for n in range(200_000)) + "/>"), NOT),
        ("an attribute of ten megabytes", x, lambda: book(f'<row r="1" a="{"x" * 10_000_000}"/>' + rows().replace('<row r="1">', '<row r="1">')), NOT),
        ("a space of names that is another", x, lambda: with_part(sheet, evil.sheet(rows()).replace(evil.MAIN, "urn:other").encode()), EITHER),
        ("an element of another space of names", x, lambda: book(rows() + '<z:row xmlns:z="urn:z" r="9"><z:c r="A9"><z:v>1</z:v></z:c></z:row>'), _three(REFUSED, VISITS)),
        ("a second root", x, lambda: with_part(sheet, evil.sheet(rows()).encode() + b"<worksheet/>"), NOT),
        ("nothing but a declaration", x, lambda: with_part(sheet, evil.DECLARATION.encode()), NOT),
    ]  # fmt: skip


def _structure() -> list[Row]:
    x = "a.xlsx"
    repeated = f"{headers()}{line(2)}{line(3)}{line(4)}"
    return [
        ("a number of a row of a thousand digits", x, lambda: book(repeated + f'<row r="{"9" * 1000}"/>'), NOT),
        ("row zero", x, lambda: book(repeated.replace('<row r="1">', '<row r="0">')), NOT),
        ("rows that go back", x, lambda: book(headers() + line(3) + line(2)), NOT),
        ("a cell in another row than it says", x, lambda: book(repeated.replace('r="C3"', 'r="C4"')), NOT),
        ("cells that go back", x, lambda: book(headers() + '<row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>1</v></c></row>'), frozenset({0, REFUSED})),
        ("a blank formatted cell in every row", x, lambda: book(big_rows(200_000, '<c r="A{r}" s="1"/>')), READ),
        ("a space in every row", x, lambda: book(big_rows(100_000, '<c r="A{r}" t="inlineStr"><is><t> </t></is></c>')), READ),
        ("a column of spaces far away", x, lambda: book(rows(more='<c r="ZZ4" t="inlineStr"><is><t> </t></is></c>')), READ),
        ("two thousand columns of headers", x, lambda: book("<row>" + "".join(f'<c t="inlineStr"><is><t>Datum {n}</t></is></c>' for n in range(1900)) + "</row>"), frozenset({0, REFUSED})),
        ("merged cells over everything", x, lambda: book(rows(), after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'), _three(REFUSED)),
        ("merged cells that overlap", x, lambda: book(rows(), after="<mergeCells>" + '<mergeCell ref="C2:C4"/>' * 3 + "</mergeCells>"), READ),
        ("a merged range that goes back", x, lambda: book(rows(), after='<mergeCells><mergeCell ref="C4:A2"/></mergeCells>'), _three(REFUSED)),
        ("a sheet whose name is a formula", x, lambda: evil.Book(sheets={"=cmd|' /C calc'!A0": evil.sheet(rows())}).zipped(), READ),
        ("a sheet without a name", x, lambda: evil.Book(sheets={"": evil.sheet(rows())}).zipped(), EITHER),
        ("a sheet with a name of ten thousand letters", x, lambda: evil.Book(sheets={"x" * 10_000: evil.sheet(rows())}).zipped(), EITHER),
        ("two sheets from one part", x, lambda: with_part("xl/_rels/workbook.xml.rels", one_part_twice()), _three(REFUSED, 2 * VISITS)),
        ("a sheet that is the list of sheets", x, lambda: with_part("xl/_rels/workbook.xml.rels", linked_to("workbook.xml")), NOT),
        ("a sheet on a server", x, lambda: with_part("xl/_rels/workbook.xml.rels", linked_to("http://127.0.0.1:9/x")), NOT),
        ("a sheet on a share of files", x, lambda: with_part("xl/_rels/workbook.xml.rels", linked_to("\\\\127.0.0.1\\x\\y.xml")), NOT),
        ("a style that is not there", x, lambda: book(rows().replace('s="1"', 's="99999"')), _three(REFUSED, 0)),
        ("a number format of ten thousand letters", x, lambda: number_format("yyyy" * 2500), _three(REFUSED, 0)),
        ("a number format that is broken", x, lambda: number_format('[$-413]"open'), _three(REFUSED, 0)),
    ]  # fmt: skip


def _values() -> list[Row]:
    x, two = "a.xlsx", frozenset({VISITS - 1})
    return [
        ("a day of minus one", x, lambda: book(rows(day="<v>-1</v>")), two),
        ("a day past all calendars", x, lambda: book(rows(day="<v>99999999</v>")), two),
        ("a number too large for any machine", x, lambda: book(rows(day="<v>1e999</v>")), _three(REFUSED, VISITS - 1)),
        ("a number of ten thousand digits", x, lambda: book(rows(day=f"<v>{'9' * 10_000}</v>")), _three(REFUSED, VISITS - 1)),
        ("a number in letters", x, lambda: book(rows(day="<v>vandaag</v>")), two),
        ("a formula without outcome for the day", x, lambda: book(rows(day="<f>TODAY()</f>")), two),
        ("a formula that calls a program", x, lambda: with_text("=cmd|'/C calc'!A0"), two),
        ("a script", x, lambda: with_text("&lt;script&gt;alert(1)&lt;/script&gt;"), two),
        ("a street that is a script", x, lambda: book(rows(street="&lt;img src=x onerror=alert(1)&gt;")), READ),
        ("a street of thirty thousand letters", x, lambda: book(rows(street="a" * 30_000)), _three(VISITS - 1)),
        ("a street that makes patterns slow", x, lambda: book(rows(street="1 a " * 7000)), _three(VISITS - 1)),
        ("an outcome that makes patterns slow", x, lambda: with_text("- " * 15_000), two),
        ("twenty thousand different outcomes", x, lambda: book(many_visits(lambda row: {"outcome": f"uitkomst {row} z"})), frozenset({0, REFUSED})),
        ("twenty thousand different streets", x, lambda: book(many_visits(lambda row: {"street": f"Wartplein {row}{row}x"})), frozenset({19_998, REFUSED})),
        ("twenty thousand different kinds of cost", x, lambda: bookings(20_000), frozenset({0, REFUSED})),
        ("a header in the last column", x, lambda: book(rows().replace("</row>", '<c r="XFD1" t="str"><v>Kop</v></c></row>', 1)), READ),
        ("a text with a negative place", x, lambda: shared(rows(more=f'<c r="F{VISITS + 1}" t="s"><v>-1</v></c>')), READ),
        ("an outcome with a negative place", x, lambda: shared(rows().replace(inline(f"E{VISITS + 1}", "niet thuis"), f'<c r="E{VISITS + 1}" t="s"><v>-1</v></c>')), frozenset({VISITS - 1})),
        ("forty thousand different headers", x, lambda: book(wide_rows(1900, 22, lambda row, column: f"Datum van {row} {column}")), frozenset({0, REFUSED})),
        ("two thousand columns of days and outcomes", x, lambda: book(headers() + wide_rows(1900, 90, lambda row, column: f"{row % 28 + 1}-1-2019 niet thuis {column}")), frozenset({0, REFUSED})),
        ("escapes of characters that cannot be", x, lambda: with_text("niet_x0000_ _xFFFF_thuis"), _three(VISITS - 1)),
        ("text from right to left", x, lambda: with_text("\u202esiuht tein\u202c"), two),
        ("five hundred marks on one letter", x, lambda: with_text("niet thuis" + "\u0301" * 500), _three(VISITS - 1)),
        ("half of a character", x, lambda: with_text("niet thuis&#xD83D;"), NOT),
        ("a character that is none", x, lambda: with_text("niet thuis&#xFFFE;"), _three(REFUSED, VISITS - 1)),
    ]  # fmt: skip


def _others() -> list[Row]:
    c, o = "a.csv", "a.ods"
    plain = text_file()
    return [
        ("UTF-16", c, lambda: text_file(encoding="utf-16"), READ),
        ("UTF-16 without a mark", c, lambda: text_file(encoding="utf-16-le"), READ),
        ("UTF-32", c, lambda: text_file(encoding="utf-32"), NOT),
        ("bars between the fields", c, lambda: text_file(separator="|"), READ),
        ("the separator said in the first line", c, lambda: text_file(first="sep=;\r\n"), READ),
        ("lines that end as on an old Mac", c, lambda: plain.replace(b"\r\n", b"\r"), EITHER),
        ("a hundred thousand separators in one line", c, lambda: text_file(";" * 100_000), _three(REFUSED)),
        ("a million empty lines", c, lambda: plain + b"\r\n" * 1_000_000, _three(REFUSED)),
        ("quotes within quotes without end", c, lambda: text_file('B9;02-03-2018;"' + '""' * 200_000), NOT),
        ("a field that begins with an equals sign", c, lambda: text_file("=1+1;02-03-2018;Waartplein;9;niet thuis"), _three(VISITS + 1)),
        ("zeros behind the text", c, lambda: plain + bytes(1000), NOT),
        ("an open document", o, open_document, READ),
        ("a cell repeated too often", o, lambda: open_document('<table:table-cell table:number-columns-repeated="2147483647" office:value-type="float" office:value="1"/>'), NOT),
        ("an empty cell repeated too often", o, lambda: open_document('<table:table-cell table:number-columns-repeated="2147483647"/>'), EITHER),
        ("rows repeated too often", o, lambda: evil.ods('<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="float" office:value="1"/></table:table-row>'), NOT),
        ("a count that is no number", o, lambda: open_document('<table:table-cell table:number-columns-repeated="1e9"/>'), NOT),
        ("a table in a cell", o, lambda: open_document('<table:table-cell><table:table table:name="x"/></table:table-cell>'), NOT),
        ("an entity in an open document", o, lambda: open_document().replace(b"<office:document-content", b"<!DOCTYPE a [<!ENTITY b 'c'>]><office:document-content"), NOT),
        ("an object linked from elsewhere", o, lambda: open_document('<table:table-cell office:value-type="string"><text:p><text:a xlink:href="http://127.0.0.1:9/">x</text:a></text:p></table:table-cell>', before=""), EITHER),
        ("no mimetype", o, lambda: evil.zipped({"content.xml": b"<x/>"}), NOT),
        ("another kind of open document", o, lambda: evil.zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}), NOT),
    ]  # fmt: skip
