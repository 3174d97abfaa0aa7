"""Workbooks made by hand, byte by byte: good ones, and each with one thing wrong."""

from __future__ import annotations

import io
import struct
import zipfile

from msgspec import Struct, field

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
ROWS = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Datum</t></is></c><c r="B1" t="inlineStr"><is><t>Bedrag</t></is></c></row>'
    '<row r="2"><c r="A2" s="1"><v>43161</v></c><c r="B2"><v>12.5</v></c></row>'
    '<row r="3"><c r="A3" s="1"><v>43162</v></c><c r="B3"><v>7</v></c></row>'
)
STYLES = f'{DECLARATION}<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'


def sheet(rows: str = ROWS, before: str = "", after: str = "", declaration: str = DECLARATION) -> str:
    """The XML of one sheet."""
    return f'{declaration}<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def row(number: int, *cells: str) -> str:
    """One row; ``{r}`` in a cell stands for its number."""
    return f'<row r="{number}">{"".join(cells).replace("{r}", str(number))}</row>'


def shared(*texts: str, attributes: str = "") -> str:
    """The texts that cells share."""
    return f'{DECLARATION}<sst xmlns="{MAIN}"{attributes}>{"".join(f"<si><t>{text}</t></si>" for text in texts)}</sst>'


class Book(Struct):
    """The parts of an .xlsx; change what you like before `zipped`."""

    sheets: dict[str, str] = field(default_factory=lambda: {"Blad1": sheet()})
    texts: str | None = None
    book_attributes: str = ""
    states: dict[str, str] = field(default_factory=dict)
    more: dict[str, bytes] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()
    prefix: str = ""

    def parts(self) -> dict[str, bytes]:
        """All parts by name."""
        listed = "".join(
            f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"{self.states.get(name, "")}/>'
            for number, name in enumerate(self.sheets, 1)
        )
        links = "".join(
            f'<Relationship Id="rId{number}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
            for number in range(1, len(self.sheets) + 1)
        )
        links += f'<Relationship Id="s" Type="{OFFICE}/styles" Target="styles.xml"/>'
        found = {
            "[Content_Types].xml": b"<Types/>",
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="b" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'.encode(),
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{self.book_attributes}<sheets>{listed}</sheets></workbook>'.encode(),
            "xl/styles.xml": STYLES.encode(),
        }
        for number, content in enumerate(self.sheets.values(), 1):
            found[f"xl/worksheets/sheet{number}.xml"] = content.encode()
        if self.texts is not None:
            links += f'<Relationship Id="t" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
            found["xl/sharedStrings.xml"] = self.texts.encode()
        found["xl/_rels/workbook.xml.rels"] = f'<Relationships xmlns="{PACKAGE}">{links}</Relationships>'.encode()
        found.update(self.more)
        return {name: content for name, content in found.items() if name not in self.missing}

    def zipped(self, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
        """The file."""
        return zipped(self.parts(), compression)


def zipped(parts: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """These parts in a zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def xlsx(rows: str = ROWS, **parts: str) -> bytes:
    """An .xlsx with one sheet."""
    return Book(sheets={"Blad1": sheet(rows, **parts)}).zipped()


def with_flag(content: bytes, flag: int) -> bytes:
    """The zip with a flag set on every entry, in both places."""
    changed = bytearray(content)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = changed.find(mark)
        while start >= 0:
            changed[start + at] |= flag
            start = changed.find(mark, start + 4)
    return bytes(changed)


def with_sizes(content: bytes, size: int) -> bytes:
    """The zip with another inflated size in its directory."""
    changed = bytearray(content)
    start = changed.find(b"PK\x01\x02")
    while start >= 0:
        struct.pack_into("<I", changed, start + 24, size)
        start = changed.find(b"PK\x01\x02", start + 4)
    return bytes(changed)


ODS_SPACES = (
    " ".join(f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "table", "text", "style"))
    + ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)
ODS_ROWS = (
    '<table:table-row><table:table-cell office:value-type="string"><text:p>Datum</text:p></table:table-cell>'
    '<table:table-cell office:value-type="string"><text:p>Bedrag</text:p></table:table-cell></table:table-row>'
    '<table:table-row><table:table-cell office:value-type="date" office:date-value="2018-03-02"><text:p>02-03-18</text:p></table:table-cell>'
    '<table:table-cell office:value-type="float" office:value="12.5"><text:p>12,5</text:p></table:table-cell></table:table-row>'
)


def ods(rows: str = ODS_ROWS, styles: str = "", table: str = "", before: str = "", manifest: str = "") -> bytes:
    """An .ods with one sheet."""
    body = f'<office:spreadsheet><table:table table:name="Blad1"{table}>{before}{rows}</table:table></office:spreadsheet>'
    content = f"{DECLARATION}<office:document-content {ODS_SPACES}><office:automatic-styles>{styles}</office:automatic-styles><office:body>{body}</office:body></office:document-content>"
    space = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    listing = f'<manifest:manifest {space}><manifest:file-entry manifest:full-path="content.xml">{manifest}</manifest:file-entry></manifest:manifest>'
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    return zipped(
        {"mimetype": kind, "META-INF/manifest.xml": listing.encode(), "content.xml": content.encode()}, zipfile.ZIP_STORED
    )


def xls(
    *records: tuple[int, bytes], book: tuple[tuple[int, bytes], ...] = (), stream: str = "Workbook", version: int = 0x0600
) -> bytes:
    """An .xls with one sheet that holds these records."""
    start = _record(0x0809, struct.pack("<HHHHII", version, 5, 0, 0, 0, 0)) + b"".join(_record(*record) for record in book)
    name = b"Blad1"
    place = len(start) + 4 + 8 + len(name) + 4
    start += _record(0x0085, struct.pack("<IBBBB", place, 0, 0, len(name), 0) + name) + _record(0x000A, b"")
    body = _record(0x0809, struct.pack("<HHHHII", version, 16, 0, 0, 0, 0)) + b"".join(_record(*record) for record in records)
    return _ole(stream, start + body + _record(0x000A, b""))


def number(row: int, column: int, value: float) -> tuple[int, bytes]:
    """A cell with a number."""
    return 0x0203, struct.pack("<HHHd", row, column, 0, value)


def error(row: int, column: int, code: int) -> tuple[int, bytes]:
    """A cell with an error."""
    return 0x0205, struct.pack("<HHHBB", row, column, 0, code, 1)


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _ole(name: str, content: bytes) -> bytes:
    content = content.ljust(4096, b"\0")  # at least this long, so that it lies in the large sectors
    content += b"\0" * (-len(content) % 512)
    count = len(content) // 512
    chain = [0xFFFFFFFD, 0xFFFFFFFE, *(number + 3 for number in range(count - 1)), 0xFFFFFFFE]
    fat = struct.pack("<128I", *(chain + [0xFFFFFFFF] * (128 - len(chain))))
    entries = _entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + _entry(name, 2, 0xFFFFFFFF, 2, len(content))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    return header + fat + entries.ljust(512, b"\0") + content


def _entry(name: str, kind: int, inside: int, start: int, size: int) -> bytes:
    letters = name.encode("utf-16-le")
    head = letters.ljust(64, b"\0") + struct.pack("<HBB", len(letters) + 2, kind, 1)
    return head + struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, inside) + bytes(36) + struct.pack("<III", start, size, 0)
