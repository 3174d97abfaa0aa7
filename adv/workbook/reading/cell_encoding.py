"""The form in which cells travel from the worker: column by column, quick to pack and to unpack, and nothing but data.

A column with fewer different values than cells is those, then for each cell the number of its value. That form also makes equal texts one object, so that memory stays small and later look-ups by text are quick.
"""

from __future__ import annotations

from array import array
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from adv.workbook.reading.protocol import PackedColumn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from adv.workbook.reading.protocol import Plain
    from adv.workbook.tables.grid import Cell

EMPTY = ""  # what calamine gives for an empty cell
NUMBERS = frozenset({float, int, bool})  # True == 1 == 1.0: never in one dictionary
SAMPLE = 4096  # cells that tell whether a column repeats itself
WIDTHS = (("B", 1 << 8), ("H", 1 << 16), ("I", 1 << 32))

PLAIN = b"s"[0]  # for a cell that travels as it is
AS_TEXT: tuple[
    tuple[type, bytes, Callable[[Any], str], Callable[[str], Cell]], ...
] = (  # others, with their letter, and the way back
    (date, b"d", date.isoformat, date.fromisoformat),
    (datetime, b"t", datetime.isoformat, datetime.fromisoformat),
    (time, b"h", time.isoformat, time.fromisoformat),
    (
        timedelta,
        b"p",
        lambda span: f"{span.days} {span.seconds} {span.microseconds}",
        lambda text: timedelta(*map(int, text.split())),
    ),
)
KIND_OF = {kind: letter[0] for kind, letter, _, _ in AS_TEXT}
PACK = {letter[0]: pack for _, letter, pack, _ in AS_TEXT}
UNPACK = {letter[0]: unpack for _, letter, _, unpack in AS_TEXT}


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
        different = self.cells if self.numbers is None else self.numbers
        if max((len(cell) for cell in different if type(cell) is str), default=0) <= length:
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
    start = cells[:SAMPLE]
    if len(set(start)) * 2 > len(start):
        return None
    numbers = dict.fromkeys(cells)
    if (0 in numbers or 1 in numbers) and len(NUMBERS.intersection(map(type, cells))) > 1:
        return None
    return dict(zip(numbers, range(len(numbers)), strict=True))


def unpack_column(packed: PackedColumn) -> list[Cell]:
    """Unpack the cells of what `Column.packed` gave.

    Raises
    ------
    ValueError, TypeError, KeyError, IndexError
        It did not: the worker was led astray.
    """
    values = _unpack_values(packed.kinds, packed.values)
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
    if len(types) == 1:
        return kinds[:1], list(map(PACK[kinds[0]], values))
    return kinds, [PACK[kind](value) if kind in PACK else value for kind, value in zip(kinds, values, strict=True)]


def _unpack_values(kinds: bytes, values: list[Any]) -> list[Cell]:
    if kinds == b"s":
        return values
    if len(kinds) == 1:
        return list(map(UNPACK[kinds[0]], values))
    return [UNPACK[kind](value) if kind in UNPACK else value for kind, value in zip(kinds, values, strict=True)]


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
