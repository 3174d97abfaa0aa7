"""Messages to and from a worker process: plain data, each with its length in front.

A worker reads bytes of unknown origin. So what it says is only ever one of the structs here, flat and of these types; anything else is
an error, and never made into objects.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from msgspec import Struct, msgpack

from adv.workbook.reading.limits import Limits  # noqa: TC001 (decoding needs it)
from adv.workbook.tables.grid import NO_LOOKS, Looks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LENGTH_BYTES = 4
OddRow: TypeAlias = Literal["row_too_long", "row_too_short"]
Remark: TypeAlias = Literal["other_kind", "hidden_rows", "links", "macros", "layout"]
# The reasons for which a worker may refuse a file, by the parameters of their sentences.
_REASONS: Final = {
    "": "damaged incomplete part_missing rows_lost sheet_twice protected unsafe_xml nothing_in_it empty_file no_text"
    " not_a_spreadsheet old_format save_again zip_behind_other outside_part part_twice",
    "sheet": "outside_grid row_twice",
    "limit": "text_too_long too_large too_large_inside too_many_lines too_many_sheets too_many_parts",
    "sheet limit": "too_many_cells too_many_flaws too_many_merges",
    "sheet limit column": "too_many_columns",
    "sheet limit row": "too_many_rows",
    "row": "open_quote",
}
REFUSED: Final[Mapping[str, frozenset[str]]] = {
    key: frozenset(params.split()) for params, keys in _REASONS.items() for key in keys.split()
}
Plain: TypeAlias = str | int | float | bool | None


class Order(Struct, frozen=True):
    """The first message to a worker: what it may use, and how it is to read."""

    limits: Limits
    extension: str = ""  # of the file's name
    is_trusting: bool = False  # read a sheet while it is being checked


class SheetHead(Struct, frozen=True, tag="sheet", forbid_unknown_fields=True):
    """A sheet as far as it is no cells; its columns follow. Rows and columns count from 0."""

    name: str
    width: int
    height: int
    is_hidden: bool
    flaws: list[tuple[int, int, str]]  # row, column, code
    hidden_columns: list[int]
    merged: list[tuple[int, int, int, int]]  # first row, first column, last row, last column
    odd_rows: list[tuple[int, OddRow]]
    is_1904: bool
    is_grid: bool = True
    looks: Looks = NO_LOOKS
    computed: list[tuple[int, int]] = []  # row, column
    thousandths: list[tuple[int, int]] = []


class PackedColumn(Struct, frozen=True, tag="column", forbid_unknown_fields=True):
    """The cells of a column: all of them, or the different ones and, in `places`, for each cell which of them it is."""

    kinds: bytes  # a letter a value, or one letter for all of them (`cells`)
    values: list[Plain]
    width: str = ""  # of a place, as `array` has it; empty where there are none
    places: bytes = b""


class Refusal(Struct, frozen=True, tag="refused", forbid_unknown_fields=True):
    """The reason why the file is not read."""

    kind: str  # of FileRefused
    key: str  # of `REFUSED`
    params: dict[str, str | int | float]


class Finished(Struct, frozen=True, tag="finished", forbid_unknown_fields=True):
    """The last message: nothing more follows."""

    remarks: list[Remark] = []


class Piece(Struct, frozen=True, tag="piece", forbid_unknown_fields=True):
    """A part of a workbook that was made."""

    content: bytes


Answer: TypeAlias = SheetHead | PackedColumn | Refusal | Finished | Piece
_encoder = msgpack.Encoder()
_decoder: msgpack.Decoder[Answer] = msgpack.Decoder(Answer)


def framed(message: object) -> bytes:
    """Encode a message as it travels. Raises `OverflowError` when it is longer than four bytes can say."""
    said = _encoder.encode(message)
    return len(said).to_bytes(LENGTH_BYTES, "big") + said


class Inbox:
    """Answers, as their bytes come in in pieces of any size."""

    def __init__(self) -> None:
        self._bytes = bytearray()

    def feed(self, piece: bytes) -> Iterator[Answer]:
        """Yield the answers that are whole with this piece.

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
