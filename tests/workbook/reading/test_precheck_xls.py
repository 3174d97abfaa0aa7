"""What an .xls says beside its values: strokes, colours, comments, and what is hidden or merged."""

from __future__ import annotations

import struct

from adv.workbook.reading.limits import FileLimits
from adv.workbook.tables.grid import Upload
from tests.workbook import evil
from tests.workbook.evil import read_here

FONT, XF, COLOURS = 0x0031, 0x00E0, 0x0092
BLANK, NOTE, ROW, COLINFO, MERGED = 0x0201, 0x001C, 0x0208, 0x007D, 0x00E5
RED, OWN, SYSTEM = 10, 8, 64  # in the palette: one that stays, the first that a workbook may change, and the system's


def font(flags: int = 0, colour: int = 0x7FFF) -> tuple[int, bytes]:
    return FONT, struct.pack("<HHH", 220, flags, colour) + bytes(8)


def style(font_number: int = 0, pattern: int = 0, fill: int = SYSTEM) -> tuple[int, bytes]:
    return XF, struct.pack("<HHHHHHIH", font_number, 0, 0, 0, 0, 0, 0, 0)[:14] + struct.pack("<IH", pattern << 26, fill)


BOOK = (
    *(font(), font(0x0008), font(0, RED), font(), font(0x0008, RED)),  # no font has the number 4: the last one is 5
    (COLOURS, struct.pack("<H", 1) + bytes([0x92, 0xD0, 0x50, 0])),
    *(style(), style(1), style(2), style(5), style(0, 1, OWN), style(0, 2, RED), style(0, 1, 9), style(99)),
)  # fmt: skip


def cells(kind: int, row: int, first: int, *styles: int) -> tuple[int, bytes]:
    """Several cells beside each other: of numbers, or empty."""
    value = bytes(4) if kind == 0x00BD else b""
    return kind, struct.pack("<HH", row, first) + b"".join(struct.pack("<H", one) + value for one in styles) + struct.pack(
        "<H", first + len(styles) - 1
    )


def test_styles_that_mean_something_are_kept_by_their_cells() -> None:
    records = (cells(0x00BD, 0, 0, *range(8)), cells(0x00BE, 1, 2, 0, 4), (BLANK, struct.pack("<HHH", 2, 1, 1)))
    looks = read_here(Upload("a.xls", evil.xls(*records, book=BOOK))).sheets[0].looks
    assert looks.struck == {(0, 1), (0, 3), (2, 1)}
    assert looks.fonts == {(0, 2): "FF0000", (0, 3): "FF0000"}
    assert looks.fills == {(0, 4): "92D050", (1, 3): "92D050"}  # not a pattern, not white


def test_a_style_that_is_cut_off_costs_the_looks_and_not_the_values() -> None:
    (sheet,) = read_here(Upload("a.xls", evil.xls(cells(0x00BD, 0, 0, 1), book=(*BOOK, (XF, bytes(4)))))).sheets
    assert (sheet.row_count, sheet.looks.struck) == (1, frozenset())


def test_comments_and_what_is_hidden_or_merged_are_noted() -> None:
    records = (
        *(evil.number(0, 0, 1.5), evil.number(3, 2, 2.5), (NOTE, struct.pack("<HHHH", 3, 2, 0, 1)), (NOTE, b"\0\0\0\0")),
        (ROW, struct.pack("<8H", 3, 0, 1, 255, 0, 0, 0x20, 0)),
        (ROW, struct.pack("<8H", 2, 0, 1, 255, 0, 0, 0x1DF, 0)),
        (COLINFO, struct.pack("<6H", 1, 1, 0, 0, 1, 0)),
        (COLINFO, struct.pack("<6H", 254, 256, 0, 0, 1, 0)),
        (COLINFO, struct.pack("<6H", 2, 3, 0, 0, 0x1000, 0)),
        (MERGED, struct.pack("<9H", 2, 0, 1, 0, 1, 3, 3, 2, 4)),
    )
    (sheet,) = read_here(Upload("a.xls", evil.xls(*records))).sheets
    assert sheet.looks.comments == {(3, 2): ""}
    assert sheet.looks.hidden_rows == {3}
    assert sheet.hidden_columns == {1, 254, 255}
    assert sheet.merged == ((0, 0, 1, 1), (3, 2, 3, 4))


def test_more_looks_than_can_be_kept_are_said() -> None:
    book = read_here(Upload("a.xls", evil.xls(cells(0x00BD, 0, 0, 1, 1, 1), book=BOOK)), FileLimits(looks=2))
    assert (len(book.sheets[0].looks.struck), book.remarks) == (2, ("layout",))
