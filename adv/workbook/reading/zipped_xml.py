"""Parts of a zip file as they really are, never as its directory claims; and XML as a spreadsheet needs it: UTF-8, complete, without entities.

What is checked is put together again into a clean zip, and only that goes to the reader: so it reads exactly what was
checked, whatever else the file holds. Nothing is ever unpacked to disk.
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING
from xml.parsers import expat

from msgspec import Struct

from adv.errors import DamagedFile, FileTooLarge, NotASpreadsheet, ProtectedFile, UnsafeFile
from adv.workbook.reading.limits import MEGABYTE, FileLimits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Start = Callable[[str, dict[str, str]], None]
    End = Callable[[str], None]

STORED, DEFLATED = 0, 8
PIECE_BYTES = 1 << 16  # compressed bytes at a time
CHUNK = 1 << 20  # inflated bytes at a time
ENTRY = b"PK\x01\x02"
LOCAL = struct.Struct("<4s5H3I2H")
CENTRAL = struct.Struct("<4s6H3I5H2I")
END = struct.Struct("<4s4H2IH")
UTF8_NAME = 0x800
LONG = 0xFFFF_FFFF  # instead of a size: it stands elsewhere, since the file is larger than 4 GB
COMMENT = 0xFFFF  # bytes that may follow the end of the directory
LONGEST_ROW = 1 << 22  # bytes: after so much without the end of a row, the parser takes over
NOT_UTF8 = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
XML_ERRORS = (expat.ExpatError, ValueError, UnicodeError)


class Part(Struct, frozen=True):
    """One file inside the zip, its contents still compressed."""

    name: str
    method: int
    crc: int
    size: int  # inflated
    content: bytes | memoryview


class Entry(Struct, frozen=True):
    """Entry of the directory about one file inside the zip."""

    name: str
    flags: int
    method: int
    crc: int
    compressed: int
    size: int
    offset: int


class Archive:
    """The parts of one zip file, by name; case does not matter, as the standard says."""

    def __init__(self, content: bytes, limits: FileLimits) -> None:
        self.limits = limits
        self.inflated = 0
        if content.count(ENTRY) > limits.parts:
            raise UnsafeFile("too_many_parts", limit=limits.parts)
        self.content = memoryview(content)
        self.entries: dict[str, Entry] = {}
        for entry in _directory(content):
            if entry.name.lower() in self.entries:
                raise UnsafeFile("part_twice")
            self.entries[entry.name.lower()] = entry

    def __contains__(self, name: str) -> bool:
        return name.lower() in self.entries

    def part(self, name: str) -> Part:
        """Find the part of this name, compressed as it stands in the file; it has no password and no unusual compression."""
        entry = self.entries.get(name.lower())
        if entry is None:
            raise DamagedFile("part_missing")
        if entry.flags & 1:
            raise ProtectedFile("protected")
        if entry.method not in {STORED, DEFLATED} or LONG in {entry.size, entry.compressed}:
            raise NotASpreadsheet("save_again")
        at = entry.offset
        if bytes(self.content[at : at + 4]) != b"PK\x03\x04" or at + LOCAL.size > len(self.content):
            raise DamagedFile("damaged")
        *_, name_length, extra_length = LOCAL.unpack_from(self.content, at)
        start = at + LOCAL.size + name_length + extra_length
        content = self.content[start : start + entry.compressed]
        if len(content) != entry.compressed:
            raise DamagedFile("damaged")
        return Part(entry.name, entry.method, entry.crc, entry.size, content)

    def chunks(self, name: str) -> Iterator[bytes]:
        """Inflate a part piece by piece, up to the limit of all parts together; size and checksum are as the directory says."""
        part = self.part(name)
        crc = size = 0
        for chunk in _inflate(part):
            size += len(chunk)
            self.inflated += len(chunk)
            if self.inflated > self.limits.inflated:
                raise FileTooLarge("too_large_inside", limit=self.limits.inflated // MEGABYTE)
            crc = zlib.crc32(chunk, crc)
            yield chunk
        if size != part.size or crc != part.crc:
            raise DamagedFile("damaged")

    def read(self, name: str) -> bytes:
        """Inflate a part at once."""
        return b"".join(self.chunks(name))


def _directory(content: bytes) -> Iterator[Entry]:
    end = content.rfind(b"PK\x05\x06", max(0, len(content) - COMMENT - END.size))
    try:
        _, _, _, _, count, _, at, _ = END.unpack_from(content, end if end >= 0 else len(content))
        for _ in range(count):
            mark, _, _, flags, method, _, _, crc, compressed, size, *lengths, _, _, _, offset = CENTRAL.unpack_from(content, at)
            name = content[at + CENTRAL.size : at + CENTRAL.size + lengths[0]]
            if mark != ENTRY or len(name) != lengths[0]:
                raise DamagedFile("damaged")
            text = name.decode("utf-8" if flags & UTF8_NAME else "cp437")
            yield Entry(text.replace("\\", "/").lstrip("/"), flags, method, crc, compressed, size, offset)
            at += CENTRAL.size + sum(lengths)
    except (struct.error, UnicodeDecodeError):
        raise DamagedFile("damaged") from None


def _inflate(part: Part) -> Iterator[bytes]:
    if part.method == STORED:
        for start in range(0, len(part.content), CHUNK):
            yield bytes(part.content[start : start + CHUNK])
        return
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for start in range(0, len(part.content), PIECE_BYTES):
            piece: bytes | memoryview = part.content[start : start + PIECE_BYTES]
            while piece and not stream.eof:
                yield stream.decompress(piece, CHUNK)
                piece = stream.unconsumed_tail
        yield stream.flush()
    except zlib.error as error:
        raise DamagedFile("damaged") from error
    if not stream.eof:
        raise DamagedFile("damaged")


def deflated(name: str, content: bytes) -> Part:
    """Make a part of this content."""
    packer = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Part(name, DEFLATED, zlib.crc32(content), len(content), packer.compress(content) + packer.flush())


def clean_zip(parts: list[Part]) -> bytes:
    """Put these parts, and nothing else, into a zip file."""
    pieces: list[bytes | memoryview] = []
    directory: list[bytes] = []
    offset = 0
    for part in parts:
        name = part.name.encode()
        sizes = (part.crc, len(part.content), part.size, len(name))
        head = LOCAL.pack(b"PK\x03\x04", 20, UTF8_NAME, part.method, 0, 33, *sizes, 0) + name
        directory.append(CENTRAL.pack(ENTRY, 20, 20, UTF8_NAME, part.method, 0, 33, *sizes, 0, 0, 0, 0, 0, offset) + name)
        pieces += [head, part.content]
        offset += len(head) + len(part.content)
    listing = b"".join(directory)
    end = END.pack(b"PK\x05\x06", 0, 0, len(parts), len(parts), len(listing), offset, 0)
    return b"".join([*pieces, listing, end])


class Markup:
    """A parser that takes XML in pieces and refuses what it must not hold."""

    def __init__(self, start: Start | None = None, end: End | None = None, text: End | None = None) -> None:
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = _no_doctype
        self.parser.XmlDeclHandler = _only_utf8
        self.parser.StartElementHandler = start
        self.parser.EndElementHandler = end
        self.parser.CharacterDataHandler = text
        self._is_first = True

    def feed(self, chunk: bytes) -> None:
        """Parse the next piece; refuse what is not well-formed, has a document type, or is encoded otherwise than in UTF-8."""
        if self._is_first and chunk:
            self._is_first = False
            if chunk.startswith(NOT_UTF8):
                raise NotASpreadsheet("save_again")
        self._parse(chunk, is_last=False)

    def close(self) -> None:
        """End the document: everything that was opened must have been closed."""
        self._parse(b"", is_last=True)

    def run(self, chunks: Iterable[bytes]) -> None:
        """Parse a whole document."""
        for chunk in chunks:
            self.feed(chunk)
        self.close()

    def _parse(self, chunk: bytes, *, is_last: bool) -> None:
        try:
            self.parser.Parse(chunk, is_last)
        except XML_ERRORS:
            raise DamagedFile("incomplete") from None  # the parser's words may hold contents


def scan(chunks: Iterable[bytes], start: Start | None = None, end: End | None = None, text: End | None = None) -> None:
    """Run through a whole part; refuse one that is not well-formed, has a document type or another encoding than UTF-8."""
    Markup(start, end, text).run(chunks)


def local(name: str) -> str:
    """Give a name without its prefix."""
    return name.rpartition(":")[2]


def attribute(attributes: dict[str, str], name: str) -> str | None:
    """Find the attribute of this name, whatever its prefix."""
    return next((value for key, value in attributes.items() if local(key) == name), None)


def end_of_rows(piece: bytes, row_end: bytes) -> int:
    """Find where the last whole row ends; 0 when none does. A very long piece without one may end after any tag."""
    cut = piece.rfind(row_end)
    if cut >= 0:
        return cut + len(row_end)
    return piece.rfind(b">") + 1 or len(piece) if len(piece) > LONGEST_ROW else 0


def whole_rows(chunks: Iterable[bytes], row_end: bytes) -> Iterator[bytes]:
    """Give the same bytes in pieces that end where a row does, but for the last one."""
    rest = b""
    for chunk in chunks:
        piece = rest + chunk if rest else chunk
        cut = end_of_rows(piece, row_end)
        yield piece[:cut]
        rest = piece[cut:]
    yield rest


def must_be_utf8(piece: bytes, start: int, end: int) -> None:
    """Refuse text that is no UTF-8: where a regular expression takes rows, the parser does not see it."""
    if not piece.isascii():
        try:
            piece[start:end].decode()
        except UnicodeDecodeError:
            raise DamagedFile("incomplete") from None


def _no_doctype(_name: str, _system: str | None, _public: str | None, _has_subset: bool) -> None:  # noqa: FBT001 (expat's order)
    raise UnsafeFile("unsafe_xml")


def _only_utf8(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding is not None and encoding.lower() not in {"utf-8", "utf8", "us-ascii", "ascii"}:
        raise NotASpreadsheet("save_again")
