"""Messages to and from a worker process: plain data, each with its length in front.

A worker reads bytes of unknown origin. So what it says is only ever one of the structs here, flat and of these types; anything else is
an error, and never made into objects. Cells travel column by column: one with fewer different values than cells is those, then for each
cell the number of its value. That form also makes equal texts one object, so that memory stays small and later look-ups are quick.
"""

from __future__ import annotations

from array import array
from datetime import date, datetime, time, timedelta
from types import GenericAlias
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from msgspec import Struct, convert, msgpack, to_builtins

from adv.workbook.reading.limits import FileLimits  # noqa: TC001 (decoding needs it)
from adv.workbook.tables.grid import Looks, NumberFormat, Place  # noqa: TC001 (as above)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from adv.workbook.tables.grid import Cell

LENGTH_BYTES = 4
OddRow: TypeAlias = Literal["row_too_long", "row_too_short"]
Remark: TypeAlias = Literal["other_kind", "web_page", "hidden_rows", "links", "macros", "layout"]
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
EMPTY = ""  # an empty cell, as calamine gives it
NUMBERS = frozenset({float, int, bool})  # True == 1 == 1.0: never in one dictionary
CELLS_LOOKED_AT = 4096  # cells that tell whether a column repeats itself
WIDTHS = (("B", 1 << 8), ("H", 1 << 16), ("I", 1 << 32))

PLAIN = b"s"[0]  # the letter of a cell that travels as it is; others travel as text (ISO 8601)
TYPES: Final[Mapping[int, type]] = {b"d"[0]: date, b"t"[0]: datetime, b"h"[0]: time, b"p"[0]: timedelta}
KIND_OF: Final = {kind: letter for letter, kind in TYPES.items()}
_encoder = msgpack.Encoder()


class Order(Struct, frozen=True):
    """The first message to a worker: what it may use, and how it is to read."""

    limits: FileLimits
    extension: str = ""  # of the file's name
    is_trusting: bool = False  # read a sheet while it is being checked


class SheetHead(Struct, frozen=True, tag="sheet", forbid_unknown_fields=True):
    """A sheet as far as it is no cells; its columns follow. Rows and columns count from 0."""

    name: str
    width: int
    height: int
    is_hidden: bool
    flaws: dict[Place, str]
    hidden_columns: frozenset[int]
    merged: tuple[tuple[int, int, int, int], ...]  # first row, first column, last row, last column
    odd_rows: tuple[tuple[int, OddRow], ...]
    is_1904: bool
    is_grid: bool
    looks: Looks
    computed: frozenset[Place]
    formats: dict[Place, NumberFormat]


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
        """Yield the answers that are whole with this piece. Raises `msgspec.DecodeError`: these bytes are no answer."""
        self._bytes += piece
        while len(self._bytes) >= LENGTH_BYTES:
            end = LENGTH_BYTES + int.from_bytes(self._bytes[:LENGTH_BYTES], "big")
            if len(self._bytes) < end:
                return
            with memoryview(self._bytes) as whole, whole[LENGTH_BYTES:end] as said:
                message = _decoder.decode(said)
            del self._bytes[:end]
            yield message


class Column:
    """One column on its way out. An empty text will become None."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        self.cells = cells
        self.numbers = _numbered(cells)

    def count_filled(self) -> int:
        """Count cells that hold something."""
        if self.numbers is not None and EMPTY not in self.numbers:
            return len(self.cells)
        return len(self.cells) - self.cells.count(EMPTY)

    def longer_than(self, length: int) -> list[int]:
        """List the rows with a text longer than this."""
        texts = [cell for cell in (self.cells if self.numbers is None else self.numbers) if type(cell) is str]
        if max(map(len, texts), default=0) <= length:
            return []
        return [row for row, cell in enumerate(self.cells) if type(cell) is str and len(cell) > length]

    def packed(self) -> PackedColumn:
        """Pack the column for the way."""
        if self.numbers is None:
            return PackedColumn(*_pack_values(self.cells))
        kinds, values = _pack_values(list(self.numbers))
        width = next(code for code, above in WIDTHS if len(self.numbers) <= above)
        return PackedColumn(kinds, values, width, array(width, list(map(self.numbers.__getitem__, self.cells))).tobytes())


def _numbered(cells: Sequence[Cell]) -> dict[Cell, int] | None:
    """Number the different values; None when that would not pay, or would confuse 1 with True."""
    start = cells[:CELLS_LOOKED_AT]
    if len(set(start)) * 2 > len(start):
        return None
    numbers = dict.fromkeys(cells)
    if (0 in numbers or 1 in numbers) and len(NUMBERS.intersection(map(type, cells))) > 1:
        return None
    return dict(zip(numbers, range(len(numbers)), strict=True))


def unpack_column(packed: PackedColumn) -> list[Cell]:
    """Unpack the cells of what `Column.packed` gave.

    Raises `ValueError`, `TypeError`, `KeyError`, `IndexError` where it did not: the worker was led astray.
    """
    kinds = packed.kinds
    values: list[Any] = packed.values
    if len(kinds) == 1 and kinds != b"s":
        values = convert(values, GenericAlias(list, TYPES[kinds[0]]))
    elif kinds != b"s":
        values = [convert(value, TYPES[kind]) if kind in TYPES else value for kind, value in zip(kinds, values, strict=True)]
    if not packed.width:
        return values
    numbers = array(packed.width)
    numbers.frombytes(packed.places)
    return list(map(values.__getitem__, numbers))


def _pack_values(cells: Sequence[Cell]) -> tuple[bytes, list[Plain]]:
    values: list[Any] = [None if cell == EMPTY else cell for cell in cells] if EMPTY in cells else list(cells)
    types = set(map(type, values))
    if types.isdisjoint(KIND_OF):
        return b"s", values
    kinds = bytes(KIND_OF.get(type(value), PLAIN) for value in values)
    return kinds[:1] if len(types) == 1 else kinds, to_builtins(values)


def columns_of(rows: Iterable[Sequence[Cell]]) -> list[tuple[Cell, ...]]:
    """Turn rows to columns, blank rows and columns at the end left away."""
    kept = list(rows)
    blank = {EMPTY}
    while kept and set(kept[-1]) <= blank:
        kept.pop()
    columns = list(zip(*kept, strict=True))
    while columns and set(columns[-1]) <= blank:
        columns.pop()
    return columns
