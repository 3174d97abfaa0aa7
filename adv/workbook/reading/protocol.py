"""What goes to a child process and comes back: plain data, each message with its length in front.

A child reads bytes of unknown origin. So what it says is only ever one of the structs here, flat and of these types; anything else is
an error, and never made into objects.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from msgspec import Struct, msgpack

from adv.workbook.reading.limits import Limits  # noqa: TC001 (decoding needs it)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LENGTH_BYTES = 4
OddRow: TypeAlias = Literal["row_too_long", "row_too_short"]
Remark: TypeAlias = Literal["other_kind", "hidden_rows", "links", "macros"]
# Why a child may refuse a file, each with what its sentence says.
REFUSED: Final[Mapping[str, frozenset[str]]] = {
    **dict.fromkeys(("damaged", "incomplete", "part_missing", "rows_lost", "sheet_twice", "protected", "unsafe_xml"), frozenset()),
    **dict.fromkeys(
        ("nothing_in_it", "empty_file", "no_text", "not_a_spreadsheet", "old_format", "save_again", "zip_behind_other"), frozenset()
    ),
    **dict.fromkeys(("outside_part", "part_twice"), frozenset()),
    **dict.fromkeys(("outside_grid", "row_twice"), frozenset({"sheet"})),
    **dict.fromkeys(("text_too_long", "too_large", "too_large_inside", "too_many_lines"), frozenset({"limit"})),
    **dict.fromkeys(("too_many_sheets", "too_many_parts"), frozenset({"limit"})),
    **dict.fromkeys(("too_many_cells", "too_many_flaws", "too_many_merges"), frozenset({"sheet", "limit"})),
    "too_many_columns": frozenset({"sheet", "limit", "column"}),
    "too_many_rows": frozenset({"sheet", "limit", "row"}),
    "open_quote": frozenset({"row"}),
}
Plain: TypeAlias = str | int | float | bool | None


class Order(Struct, frozen=True):
    """The first message to a child: what it may use, and how it is to read."""

    limits: Limits
    extension: str = ""  # of the file's name
    is_trusting: bool = False  # read a sheet while it is being checked


class SheetHead(Struct, frozen=True, tag="sheet", forbid_unknown_fields=True):
    """What is known of a sheet; its columns follow. Rows and columns count from 0."""

    name: str
    width: int
    height: int
    is_hidden: bool
    flaws: list[tuple[int, int, str]]  # row, column, code
    hidden_columns: list[int]
    merged: list[tuple[int, int, int, int]]  # first row, first column, last row, last column
    odd_rows: list[tuple[int, OddRow]]
    is_1904: bool


class PackedColumn(Struct, frozen=True, tag="column", forbid_unknown_fields=True):
    """The cells of a column: all of them, or the different ones and, in `places`, for each cell which of them it is."""

    kinds: bytes  # a letter a value, or one letter for all of them (`cells`)
    values: list[Plain]
    width: str = ""  # of a place, as `array` has it; empty where there are none
    places: bytes = b""


class Refusal(Struct, frozen=True, tag="refused", forbid_unknown_fields=True):
    """Why the file is not read."""

    kind: str  # of FileRefused
    key: str  # of `REFUSED`
    params: dict[str, str | int | float]


class Finished(Struct, frozen=True, tag="finished", forbid_unknown_fields=True):
    """All sheets were said."""

    remarks: list[Remark]


class Piece(Struct, frozen=True, tag="piece", forbid_unknown_fields=True):
    """A part of a workbook that was made."""

    content: bytes


class Made(Struct, frozen=True, tag="made", forbid_unknown_fields=True):
    """All of it was said."""

    length: int


Answer: TypeAlias = SheetHead | PackedColumn | Refusal | Finished | Piece | Made
_encoder = msgpack.Encoder()
_decoder: msgpack.Decoder[Answer] = msgpack.Decoder(Answer)


def framed(message: object) -> bytes:
    """A message as it travels.

    Raises
    ------
    OverflowError
        It is longer than four bytes can say.
    """
    said = _encoder.encode(message)
    return len(said).to_bytes(LENGTH_BYTES, "big") + said


class Inbox:
    """Answers, as their bytes come in in pieces of any size."""

    def __init__(self) -> None:
        self._bytes = bytearray()

    def feed(self, piece: bytes) -> Iterator[Answer]:
        """The answers that are whole with this piece.

        Raises
        ------
        msgspec.DecodeError
            These bytes are no answer.
        """
        self._bytes += piece
        while len(self._bytes) >= LENGTH_BYTES:
            end = LENGTH_BYTES + int.from_bytes(self._bytes[:LENGTH_BYTES], "big")
            if len(self._bytes) < end:
                return
            with memoryview(self._bytes) as whole, whole[LENGTH_BYTES:end] as said:
                message = _decoder.decode(said)
            del self._bytes[:end]
            yield message
