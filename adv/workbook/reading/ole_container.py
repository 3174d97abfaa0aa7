"""The streams of an OLE file, such as an .xls is, along the file's chains of sectors; and the one that is the workbook."""

from __future__ import annotations

import struct
from functools import cached_property

from msgspec import Struct

from adv.errors import DamagedFile, NotASpreadsheet, ProtectedFile

HEADER = struct.Struct("<8s16x5H6x9I")
LAST_SECTOR = 0xFFFF_FFFA  # numbers from here on are marks, not sectors
ENTRY = 128  # bytes of one entry of the directory
SMALL_STREAM = 4096  # streams shorter than this lie in the small sectors
SECRET = frozenset({"encryptedpackage", "encryptioninfo"})
BOOK, OLDER_BOOK = "Workbook", "Book"  # names of the stream, which are compared without case (MS-CFB 2.6.1)
KIND, SIBLINGS, CHILD, PLACE = 64, 68, 76, 116  # bytes into an entry of the directory
NOBODY = "_"  # the first letter of an entry that calamine must not take for the workbook's
STREAM = 2
USED = frozenset({STREAM, 5})  # a stream, or the root of them all


class Entry(Struct, frozen=True, eq=False):
    """One entry of the directory."""

    name: str
    kind: int
    siblings: tuple[int, int]
    child: int
    place: tuple[int, int]  # the first sector, and the size
    offset: int  # in the file


class Container:
    """The streams of an OLE file."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        _, _, _, order, shift, small_shift, *numbers = HEADER.unpack_from(content)
        _, self.fat_count, self.root, _, self.cutoff, self.small_fat, _, self.more_fat, _ = numbers
        if order != 0xFFFE or shift not in {9, 12} or small_shift != 6 or self.cutoff != SMALL_STREAM:  # noqa: PLR2004 (MS-CFB 2.2)
            raise DamagedFile("damaged")
        self.size = 1 << shift
        self.count = len(content) // self.size  # sectors that there can be at most
        self.fat = self._numbers(self._fat_sectors())

    def _fat_sectors(self) -> list[int]:
        sectors = list(struct.unpack_from("<109I", self.content, 76))
        following, seen = self.more_fat, 0
        while following < LAST_SECTOR:
            *numbers, following = self._numbers([following])
            sectors += numbers
            seen += 1
            if seen > self.count:
                raise DamagedFile("damaged")
        used = [number for number in sectors if number < LAST_SECTOR]
        if len(used) > self.count:
            raise DamagedFile("damaged")
        return used

    def _joined(self, sectors: list[int]) -> bytes:
        pieces = [self.content[(number + 1) * self.size : (number + 2) * self.size] for number in sectors]
        if any(number >= LAST_SECTOR for number in sectors) or any(len(piece) != self.size for piece in pieces):
            raise DamagedFile("damaged")
        return b"".join(pieces)

    def _numbers(self, sectors: list[int]) -> list[int]:
        joined = self._joined(sectors)
        return list(struct.unpack(f"<{len(joined) // 4}I", joined))

    def chain(self, start: int, following: list[int]) -> list[int]:
        """List the sectors of a stream in their order; a chain that turns back on itself is damage."""
        sectors: list[int] = []
        while start < LAST_SECTOR:
            sectors.append(start)
            if len(sectors) > len(following):
                raise DamagedFile("damaged")
            start = following[start]
        return sectors

    @cached_property
    def entries(self) -> list[Entry]:
        """List the streams and storages in the order of the directory."""
        sectors = self.chain(self.root, self.fat)
        directory = self._joined(sectors)
        found = []
        for at in range(0, len(directory), ENTRY):
            length, kind = struct.unpack_from("<HB", directory, at + KIND)
            used = kind in USED and 2 <= length <= 64  # noqa: PLR2004 (a name of up to 31 characters and its end)
            name = directory[at : at + length - 2].decode("utf-16-le") if used else ""
            siblings, place = struct.unpack_from("<II", directory, at + SIBLINGS), struct.unpack_from("<II", directory, at + PLACE)
            offset = (sectors[at // self.size] + 1) * self.size + at % self.size
            found.append(Entry(name, kind, siblings, struct.unpack_from("<I", directory, at + CHILD)[0], place, offset))
        return found

    def outermost(self) -> list[Entry]:
        """List the entries that lie in no folder: a workbook inside the workbook has streams of the same names."""
        entries = self.entries
        found, waiting, seen = [], [entries[0].child] if entries else [], set()
        while waiting:
            number = waiting.pop()
            if number < len(entries) and number not in seen:
                seen.add(number)
                found.append(entries[number])
                waiting += entries[number].siblings
        return found

    def stream(self, start: int, size: int, root: tuple[int, int]) -> bytes:
        """Put together the contents of a stream."""
        if size < SMALL_STREAM:
            store = self._joined(self.chain(root[0], self.fat))
            small_fat = self._numbers(self.chain(self.small_fat, self.fat))
            joined = b"".join(store[number * 64 : number * 64 + 64] for number in self.chain(start, small_fat))
        else:
            joined = self._joined(self.chain(start, self.fat))
        if len(joined) < size:
            raise DamagedFile("damaged")
        return joined[:size]


def book_stream(content: bytes) -> tuple[bytes, bytes]:
    """Find the workbook, and give it with the file as calamine finds the same one.

    Calamine takes the first entry of a name that it knows, wherever that lies.
    """
    container = Container(content)
    streams = [entry for entry in container.outermost() if entry.kind == STREAM]
    if any(entry.name.casefold() in SECRET for entry in streams):
        raise ProtectedFile("protected")
    called = {name: [entry for entry in streams if entry.name.casefold() == name.casefold()] for name in (BOOK, OLDER_BOOK)}
    if len(called[BOOK]) != 1:
        raise NotASpreadsheet("old_format" if called[OLDER_BOOK] else "not_a_spreadsheet")
    book = called[BOOK][0]
    readable = content
    for entry in container.entries:
        if entry.kind == STREAM and entry.name.casefold() == BOOK.casefold():
            name = BOOK if entry is book else NOBODY + BOOK[1:]
            if entry.name != name:
                end = entry.offset + 2 * len(name)
                readable = readable[: entry.offset] + name.encode("utf-16-le") + readable[end:]
    return container.stream(*book.place, container.entries[0].place), readable
