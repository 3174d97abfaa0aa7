"""A small sound workbook with visits, and what can be wrong with it: the writers of hostile files."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final

from tests.workbook import evil

if TYPE_CHECKING:
    from collections.abc import Callable

VISITS: Final = 3
HEADER: Final = ("Bezoeknummer", "Datum", "Straat", "Huisnummer", "Uitkomst")


def inline(place: str, text: str, *, space: str = "") -> str:
    """A cell with its text in it."""
    return f'<c r="{place}" t="inlineStr"><is><t{space}>{text}</t></is></c>'


def line(row: int, *, day: str = "<v>43161</v>", outcome: str = "niet thuis", street: str = "Waartplein", more: str = "") -> str:
    """One visit."""
    cells = inline(f"A{row}", f"B{row}") + f'<c r="B{row}" s="1">{day}</c>' + inline(f"C{row}", street)
    return f'<row r="{row}">{cells}<c r="D{row}"><v>{row}</v></c>{inline(f"E{row}", outcome)}{more}</row>'


def headers() -> str:
    """The first row."""
    cells = "".join(inline(f"{letter}1", text) for letter, text in zip("ABCDE", HEADER, strict=True))
    return f'<row r="1">{cells}</row>'


def rows(count: int = VISITS, **change: str) -> str:
    """A header and so many visits, the last one with something changed."""
    lines = [line(row) for row in range(2, count + 1)]
    return headers() + "".join(lines) + line(count + 1, **change)


def many_visits(change: Callable[[int], dict[str, str]]) -> str:
    """Twenty thousand visits, each with something of its own."""
    return headers() + "".join(line(row, **change(row)) for row in range(2, 20_000))


def wide_rows(columns: int, count: int, text: Callable[[int, int], str]) -> str:
    """Rows of very many texts."""
    cells = '<c t="inlineStr"><is><t>{}</t></is></c>'
    return "".join(f"<row>{''.join(cells.format(text(row, column)) for column in range(columns))}</row>" for row in range(count))


def bookings(count: int) -> bytes:
    """Bookings, each of a kind of its own."""
    first = "".join(inline(f"{letter}1", text) for letter, text in zip("ABC", ("Datum", "Bedrag", "Kostensoort"), strict=True))
    lines = "".join(
        f'<row r="{row}"><c r="A{row}" s="1"><v>43161</v></c><c r="B{row}"><v>1</v></c>{inline(f"C{row}", f"Materiaal {row}")}</row>'
        for row in range(2, count)
    )
    return evil.Book(sheets={"Uitgaven": evil.sheet(f'<row r="1">{first}</row>{lines}')}).zipped()


BASE: Final = evil.Book(sheets={"Bezoeken": evil.sheet(rows())})


def book(content: str, **more: str) -> bytes:
    """A workbook whose one sheet has these rows."""
    return evil.Book(sheets={"Bezoeken": evil.sheet(content, **more)}).zipped()


def shared(content: str) -> bytes:
    """A workbook whose sheets share a text, which would be an outcome."""
    texts = f'<sst xmlns="{evil.MAIN}"><si><t>gesprek gevoerd</t></si></sst>'
    return evil.Book(sheets={"Bezoeken": evil.sheet(content)}, texts=texts).zipped()


def with_part(name: str, content: bytes) -> bytes:
    """The sound workbook with one part put in its place."""
    return evil.zipped({**BASE.parts(), name: content})


def with_text(text: str) -> bytes:
    """The sound workbook with this outcome in its last visit."""
    return book(rows(outcome=text))


def nested_zip() -> bytes:
    return evil.zipped({"inner.xlsx": BASE.zipped()})


def appended() -> bytes:
    return BASE.zipped() + b"\0" * 5000


def with_comment() -> bytes:
    out = io.BytesIO(BASE.zipped())
    with zipfile.ZipFile(out, "a") as archive:
        archive.comment = b"PK\x05\x06" + b"x" * 60_000
    return out.getvalue()


def twice_in_directory() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in BASE.parts().items():
            archive.writestr(name, content)
        info = zipfile.ZipInfo("xl/worksheets/sheet1.xml")
        info.filename = "xl/worksheets/sheet1.xml"
        archive.NameToInfo.pop(info.filename)
        archive.writestr(info, evil.sheet(rows(9)))
    return out.getvalue()


def zip64() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in BASE.parts().items():
            with archive.open(zipfile.ZipInfo(name), "w", force_zip64=True) as part:
                part.write(content)
    return out.getvalue()


def streamed() -> bytes:
    """As programs write that do not know the sizes beforehand: these come after each part."""

    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.pieces: list[bytes] = []

        def writable(self) -> bool:
            return True

        def write(self, piece: object) -> int:
            self.pieces.append(bytes(piece))  # type: ignore[call-overload]  # a buffer of any kind
            return len(self.pieces[-1])

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in BASE.parts().items():
            archive.writestr(name, content)
    return b"".join(pipe.pieces)


def with_offset(change: int) -> bytes:
    """The directory points beside the parts."""
    content = bytearray(BASE.zipped())
    start = content.find(b"PK\x01\x02")
    content[start + 42] = (content[start + 42] + change) % 256
    return bytes(content)


def open_document(*lines: str, **more: str) -> bytes:
    def cell(text: str) -> str:
        if text[:1] == "@":
            return (
                f'<table:table-cell office:value-type="date" office:date-value="{text[1:]}"><text:p>x</text:p></table:table-cell>'
            )
        return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'

    first = "".join(map(cell, HEADER))
    visits = "".join(
        "".join(map(cell, ("B1", "@2018-03-02", "Waartplein", str(door), "niet thuis"))) + "</table:table-row><table:table-row>"
        for door in range(VISITS)
    )
    return evil.ods(
        f"<table:table-row>{first}</table:table-row><table:table-row>{visits}{''.join(lines) or '<table:table-cell/>'}</table:table-row>",
        **more,
    )


def text_file(*lines: str, encoding: str = "utf-8", separator: str = ";", first: str = "") -> bytes:
    head = separator.join(HEADER)
    visits = [separator.join((f"B{door}", "02-03-2018", "Waartplein", str(door), "niet thuis")) for door in range(1, VISITS + 1)]
    return (first + "\r\n".join([head, *visits, *lines]) + "\r\n").encode(encoding)


def big_rows(count: int, cell: str) -> str:
    return (
        headers()
        + "".join(line(row) for row in range(2, 5))
        + "".join(f'<row r="{row}">{cell.format(r=row)}</row>' for row in range(5, count))
    )


def chain(depth: int) -> str:
    return "<x>" * depth + "</x>" * depth


def xls_loop() -> bytes:
    content = bytearray(evil.xls(evil.number(0, 0, 1)))
    content[512 + 8 : 512 + 12] = (2).to_bytes(4, "little")  # the first sector of the workbook follows itself
    return bytes(content)


def linked_to(target: str) -> bytes:
    return f'<Relationships xmlns="{evil.PACKAGE}"><Relationship Id="rId1" Type="{evil.OFFICE}/worksheet" Target="{target}"/></Relationships>'.encode()


def one_part_twice() -> bytes:
    return linked_to("worksheets/sheet1.xml").replace(
        b"</Relationships>",
        f'<Relationship Id="rId2" Type="{evil.OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'.encode(),
    )


def number_format(code: str) -> bytes:
    escaped = code.replace('"', "&quot;")
    styles = f'<styleSheet xmlns="{evil.MAIN}"><numFmts count="1"><numFmt numFmtId="170" formatCode="{escaped}"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs></styleSheet>'
    return with_part("xl/styles.xml", styles.encode())
