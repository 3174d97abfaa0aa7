"""Workbooks made by hand, byte by byte: good ones, and each with one thing wrong."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import TYPE_CHECKING
from unittest import mock

from msgspec import Struct, field, msgpack

from adv.errors import FileRefused
from adv.workbook.reading import worker
from adv.workbook.reading.limits import FILE
from adv.workbook.reading.protocol import LENGTH_BYTES, Order, Refusal, framed
from adv.workbook.reading.reader import Reading
from adv.workbook.reading.worker_process import reserve

if TYPE_CHECKING:
    from collections.abc import Callable

    from adv.workbook.reading.limits import FileLimits
    from adv.workbook.tables.grid import RawWorkbook, Upload

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


def read_workbook(upload: Upload, limits: FileLimits = FILE) -> RawWorkbook:
    """Read a file to its end."""
    return Reading(upload, limits).result()


class Here:
    """What a worker does, done in this process: quick, and seen by whoever watches which functions a test calls."""

    def converse(self, order: bytes, _before: bytes, content: bytes, *, take: Callable[[bytes], object], **_: object) -> None:
        try:
            for message in worker.read(content, msgpack.decode(order[LENGTH_BYTES:], type=Order)):
                take(framed(message))
        except FileRefused as refusal:
            take(framed(Refusal(type(refusal).__name__, refusal.key, refusal.params)))


def read_here(upload: Upload, limits: FileLimits = FILE) -> RawWorkbook:
    """Read a file to its end, in this process."""
    with mock.patch.object(reserve, "take", return_value=Here()):
        return read_workbook(upload, limits)


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


GRID, CHART = 0, 2  # kinds of sheets of an .xls
BOF_KINDS = {GRID: 0x10, CHART: 0x20, 1: 0x40, 6: 0x06}


class XlsSheet(Struct):
    """One sheet of an .xls."""

    name: str
    records: tuple[tuple[int, bytes], ...]
    kind: int = GRID
    state: int = 0


def xls(
    *records: tuple[int, bytes], book: tuple[tuple[int, bytes], ...] = (), stream: str = "Workbook", version: int = 0x0600
) -> bytes:
    """An .xls with one sheet that holds these records."""
    return ole({stream: xls_stream(XlsSheet("Blad1", records), book=book, version=version)})


def xls_stream(*sheets: XlsSheet, book: tuple[tuple[int, bytes], ...] = (), version: int = 0x0600) -> bytes:
    """The stream of an .xls with these sheets."""
    start = _record(0x0809, struct.pack("<HHHHII", version, 5, 0, 0, 0, 0)) + b"".join(_record(*record) for record in book)
    place = len(start) + sum(4 + 8 + len(one.name) for one in sheets) + 4
    bodies = b""
    for one in sheets:
        start += _record(
            0x0085, struct.pack("<IBBBB", place + len(bodies), one.state, one.kind, len(one.name), 0) + one.name.encode("latin-1")
        )
        bodies += _record(0x0809, struct.pack("<HHHHII", version, BOF_KINDS[one.kind], 0, 0, 0, 0))
        bodies += b"".join(_record(*record) for record in one.records) + _record(0x000A, b"")
    return start + _record(0x000A, b"") + bodies


def label(row: int, column: int, text: str) -> tuple[int, bytes]:
    """A cell with a text."""
    return 0x0204, struct.pack("<HHHHB", row, column, 0, len(text), 0) + text.encode("latin-1")


def number(row: int, column: int, value: float) -> tuple[int, bytes]:
    """A cell with a number."""
    return 0x0203, struct.pack("<HHHd", row, column, 0, value)


def error(row: int, column: int, code: int) -> tuple[int, bytes]:
    """A cell with an error."""
    return 0x0205, struct.pack("<HHHBB", row, column, 0, code, 1)


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def ole(streams: dict[str, bytes], inside: dict[str, bytes] | None = None, root: str = "Root Entry") -> bytes:
    """An OLE file with these streams, and before them in the directory a folder with those that lie inside it."""
    inside = inside or {}
    body, entries, chain = b"", [], [0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFE]  # its own sector, and two of the directory
    for name, content in {**{f"/{name}": content for name, content in inside.items()}, **streams}.items():
        content = content.ljust(4096, b"\0")  # noqa: PLW2901 - at least this long, so that it lies in the large sectors
        start = len(chain)
        sectors = -(-len(content) // 512)
        chain += [*range(start + 1, start + sectors), 0xFFFFFFFE]
        body += content.ljust(sectors * 512, b"\0")
        entries.append((name.removeprefix("/"), start, len(content)))
    chain[1] = 2
    folder = 1 + len(entries) if inside else NOBODY
    directory = _entry(root, 5, 1 + len(inside), 0xFFFFFFFE, 0)
    for number, (name, start, size) in enumerate(entries, 1):
        is_last = number in {len(inside), len(entries)}
        following = number + 1 if not is_last else folder if number == len(entries) else NOBODY
        directory += _entry(name, 2, NOBODY, start, size, following)
    if inside:
        directory += _entry("MBD0001", 1, 1, 0, 0)
    fat = struct.pack("<128I", *(chain + [NOBODY] * (128 - len(chain))))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", 0, *[NOBODY] * 108)
    return header + fat + directory.ljust(1024, b"\0") + body


NOBODY = 0xFFFFFFFF


def _entry(name: str, kind: int, inside: int, start: int, size: int, following: int = NOBODY) -> bytes:
    letters = name.encode("utf-16-le")
    head = letters.ljust(64, b"\0") + struct.pack("<HBB", len(letters) + 2, kind, 1)
    return head + struct.pack("<III", NOBODY, following, inside) + bytes(36) + struct.pack("<III", start, size, 0)
