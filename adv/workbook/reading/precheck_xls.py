"""The check that an .xls (Excel 97 to 2003) is sound and safe to read, along its list of records."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from adv.errors import DamagedFile, FileTooLarge, NotASpreadsheet, ProtectedFile
from adv.workbook.reading.file_facts import Checked, SheetFacts
from adv.workbook.reading.found_looks import FoundLooks
from adv.workbook.reading.ole_container import book_stream
from adv.workbook.reading.xlsx_styles import BLACK, PALETTE, WHITE, Look, telling

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from adv.workbook.reading.limits import FileLimits

BOF, EOF, FILEPASS, BOUNDSHEET, DATEMODE, SST = 0x0809, 0x000A, 0x002F, 0x0085, 0x0022, 0x00FC
FORMULA, BOOLERR, MULRK, LABELSST, COLINFO, ROW, MERGED = 0x0006, 0x0205, 0x00BD, 0x00FD, 0x007D, 0x0208, 0x00E5
OF_LAYOUT = frozenset({ROW, COLINFO, MERGED})
VALUES = frozenset({0x0203, 0x027E, LABELSST, 0x0204, 0x00D6, FORMULA, BOOLERR})
FONT, XF, COLOURS = 0x0031, 0x00E0, 0x0092
OF_BOOK = frozenset({FONT, XF, COLOURS, BOF, FILEPASS, BOUNDSHEET, DATEMODE, SST})
BLANK, MULBLANK, NOTE = 0x0201, 0x00BE, 0x001C
BIFF8 = 0x0600
LAST_COLUMN = 255  # of the grid of this kind of file, from 0
ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
MALFORMED = (struct.error, IndexError, UnicodeDecodeError)

Record = tuple[int, bytes]
STRUCK: Final = 0x0008  # in the flags of a font
MISSING_FONT: Final = 4  # no font has this number
FIRST_OWN: Final = 8  # colour of the palette that a workbook may change
SOLID: Final = 1  # pattern of a fill; others are the patterns of a printer without colours


def check_xls(content: bytes, limits: FileLimits) -> Checked:
    """Look through the workbook; refuse it for whatever makes it unsound or unsafe, as the first thing found."""
    try:
        stream, readable = book_stream(content)
        return _check_book(readable, stream, limits)
    except MALFORMED:
        raise DamagedFile("damaged") from None


def _records(stream: bytes, at: int) -> Iterator[Record]:
    """Yield the records of one part, from its beginning up to its end mark."""
    depth = 0
    while True:
        kind, length = struct.unpack_from("<HH", stream, at)
        body = stream[at + 4 : at + 4 + length]
        if len(body) != length or (depth == 0 and kind != BOF):
            raise DamagedFile("damaged")
        depth += (kind == BOF) - (kind == EOF)
        if depth == 0:
            return
        yield kind, body
        at += 4 + length


def _check_book(content: bytes, stream: bytes, limits: FileLimits) -> Checked:
    records = [record for record in _records(stream, 0) if record[0] in OF_BOOK]
    if any(kind == FILEPASS for kind, _ in records):
        raise ProtectedFile("protected")
    if struct.unpack_from("<H", records[0][1])[0] != BIFF8:
        raise NotASpreadsheet("old_format")
    is_1904 = any(kind == DATEMODE and struct.unpack_from("<H", body)[0] == 1 for kind, body in records)
    texts = max((struct.unpack_from("<I", body, 4)[0] for kind, body in records if kind == SST), default=0)
    places = [_sheet_place(body, limits) for kind, body in records if kind == BOUNDSHEET]
    if texts > len(stream) or not places:
        raise DamagedFile("damaged")
    if len(places) > limits.sheets:
        raise FileTooLarge("too_many_sheets", limit=limits.sheets)
    try:
        looks = looks_of(records)
    except struct.error:  # calamine reads the values all the same
        looks = {}
    for place, facts in places:
        _SheetRecords(facts, texts, looks).run(_records(stream, place))
    sheets = tuple(facts for _, facts in places)
    if len({facts.name.casefold() for facts in sheets}) != len(sheets):
        raise DamagedFile("sheet_twice")
    return Checked("xls", content, sheets, is_1904)


def _sheet_place(body: bytes, limits: FileLimits) -> tuple[int, SheetFacts]:
    place, state, kind, length, is_wide = struct.unpack_from("<IBBBB", body)
    name = body[8 : 8 + length * 2].decode("utf-16-le") if is_wide & 1 else body[8 : 8 + length].decode("latin-1")
    return place, SheetFacts(name, limits, is_hidden=bool(state & 3), is_grid=kind == 0)


class _SheetRecords:
    def __init__(self, facts: SheetFacts, texts: int, looks: Mapping[int, Look]) -> None:
        self.facts = facts
        self.texts = texts
        self.looks = looks
        self.found = FoundLooks(facts.limits.looks, facts.texts)
        self.seen: set[int] = set()

    def run(self, records: Iterator[Record]) -> None:
        depth = 0
        for kind, body in records:
            depth += (kind == BOF) - (kind == EOF)
            if depth > 1:  # a chart on the sheet: not its cells
                continue
            if kind in VALUES:
                self._value(kind, body)
            elif kind == MULRK:
                row, first = struct.unpack_from("<HH", body)
                for column in range(first, first + (len(body) - 6) // 6):
                    self._fill(row, column)
            elif kind in OF_LAYOUT and self.facts.is_grid:
                self._layout(kind, body)
            if self.looks or kind == NOTE:
                self._look(kind, body)
        self.facts.looks = self.found.looks()

    def _look(self, kind: int, body: bytes) -> None:
        """Keep how cells look, and that there is a comment on them; a text of several looks is read as it stands."""
        if kind == NOTE and len(body) > 4:  # noqa: PLR2004 - a row and a column
            row, column = struct.unpack_from("<HH", body)
            self.found.comments[row, column] = ""
        elif kind in VALUES or kind == BLANK:
            row, column = struct.unpack_from("<HH", body)
            self._note(row, column, body, 4)
        elif kind in {MULRK, MULBLANK}:
            row, first = struct.unpack_from("<HH", body)
            width = 6 if kind == MULRK else 2
            for number in range((len(body) - 6) // width):
                self._note(row, first + number, body, 4 + number * width)

    def _note(self, row: int, column: int, body: bytes, at: int) -> None:
        if look := self.looks.get(struct.unpack_from("<H", body, at)[0]):
            self.found.note((row, column), look)

    def _layout(self, kind: int, body: bytes) -> None:
        if kind == ROW:
            if struct.unpack_from("<H", body, 12)[0] & 0x20:
                self.facts.has_hidden_rows = True
                self.found.hidden_rows.add(struct.unpack_from("<H", body)[0])
        elif kind == COLINFO:
            first, last, _, _, flags = struct.unpack_from("<5H", body)
            if flags & 1:
                self.facts.hidden_columns.update(range(first, min(last, LAST_COLUMN) + 1))
        else:
            for area in struct.iter_unpack("<4H", body[2 : 2 + 8 * struct.unpack_from("<H", body)[0]]):
                self.facts.merged.append((area[0], area[2], area[1], area[3]))

    def _value(self, kind: int, body: bytes) -> None:
        row, column = struct.unpack_from("<HH", body)
        if kind == LABELSST and struct.unpack_from("<I", body, 6)[0] >= self.texts:
            raise DamagedFile("damaged")
        if not self.facts.is_grid:
            self._once(row, column)
        elif kind == BOOLERR and body[7]:
            self._once(row, column)
            self.facts.flaw(row, column, ERRORS.get(body[6], "#"))
        elif kind == FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2:  # noqa: PLR2004 (an error: MS-XLS 2.5.133)
            self._once(row, column)
            self.facts.flaw(row, column, ERRORS.get(body[8], "#"))
        elif kind == FORMULA and body[12:14] == b"\xff\xff" and body[6] in {0, 3}:  # a text, which may be empty
            self._once(row, column)
            self.facts.allow(row, column)
        else:
            self._fill(row, column)

    def _fill(self, row: int, column: int) -> None:
        self._once(row, column)
        if self.facts.is_grid:
            self.facts.reach(row, column)

    def _once(self, row: int, column: int) -> None:
        place = row << 16 | column
        if column > LAST_COLUMN:
            raise DamagedFile("outside_grid", sheet=self.facts.name)
        if not self.facts.is_grid:  # a chart has its points twice, as values and labels; calamine makes room for them all the same
            self.facts.allow(row, column)
        elif place in self.seen:
            raise DamagedFile("row_twice", sheet=self.facts.name)
        self.seen.add(place)


def looks_of(records: Iterable[tuple[int, bytes]]) -> dict[int, Look]:
    """Give the styles that mean something, by their numbers. Raises `struct.error` for a record that is too short."""
    fonts: list[tuple[bool, int]] = []
    cells: list[tuple[int, int, int]] = []
    palette = list(PALETTE)
    for kind, body in records:
        if kind == FONT:
            flags, colour = struct.unpack_from("<HH", body, 2)
            fonts.append((bool(flags & STRUCK), colour))
        elif kind == XF:
            (font,), (pattern, colours) = struct.unpack_from("<H", body), struct.unpack_from("<IH", body, 14)
            cells.append((font, pattern >> 26, colours & 0x7F))
        elif kind == COLOURS:
            own = [
                f"{red:02X}{green:02X}{blue:02X}"
                for red, green, blue, _ in struct.iter_unpack("<4B", body[2 : 2 + (len(body) - 2) // 4 * 4])
            ]
            palette[FIRST_OWN : FIRST_OWN + len(own)] = own
    looks = {}
    for number, (font, pattern, colour) in enumerate(cells):
        place = font - (font > MISSING_FONT)
        is_struck, text = fonts[place] if place < len(fonts) else (False, 0)
        fill = _colour(palette, colour, WHITE) if pattern == SOLID else None
        looks[number] = Look(is_struck, fill, _colour(palette, text, BLACK))
    return telling(looks)


def _colour(palette: Sequence[str], number: int, plain: str) -> str | None:
    """Give a colour of the palette; None for the system's own, and for the one that is no choice."""
    colour = palette[number] if number < len(palette) else None
    return None if colour == plain else colour
