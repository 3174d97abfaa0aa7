"""A zip file as it really is: its parts inflated and checked, never as its directory claims.

What is checked is put together again into a clean zip, and only that goes to the reader: so it reads exactly what was
checked, whatever else the file holds. Nothing is ever unpacked to disk.
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

from msgspec import Struct

from adv.errors import DamagedFile, FileTooLarge, NotASpreadsheet, ProtectedFile, UnsafeFile
from adv.workbook.reading.limits import MEGABYTE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adv.workbook.reading.limits import Limits

STORED, DEFLATED = 0, 8
PIECE = 1 << 16  # compressed bytes at a time
CHUNK = 1 << 20  # inflated bytes at a time
ENTRY = b"PK\x01\x02"
LOCAL = struct.Struct("<4s5H3I2H")
CENTRAL = struct.Struct("<4s6H3I5H2I")
END = struct.Struct("<4s4H2IH")
UTF8_NAME = 0x800
LONG = 0xFFFF_FFFF  # instead of a size: it stands elsewhere, since the file is larger than 4 GB
COMMENT = 0xFFFF  # bytes that may follow the end of the directory


class Part(Struct, frozen=True):
    """One file inside the zip, its contents still compressed."""

    name: str
    method: int
    crc: int
    size: int  # inflated
    content: bytes | memoryview


class Entry(Struct, frozen=True):
    """What the directory says about one file inside the zip."""

    name: str
    flags: int
    method: int
    crc: int
    compressed: int
    size: int
    offset: int


class Archive:
    """The parts of one zip file, by name; case does not matter, as the standard says."""

    def __init__(self, content: bytes, limits: Limits) -> None:
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
        for start in range(0, len(part.content), PIECE):
            piece: bytes | memoryview = part.content[start : start + PIECE]
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
