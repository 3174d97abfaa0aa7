"""The child process that marks a workbook: markings and bytes in on standard input, the marked workbook out on standard output.

The same limits hold as for reading: this too takes apart a file of unknown origin.
"""

from __future__ import annotations

import gc
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import msgpack

from adv.errors import FileRefused
from adv.workbook.annotate.editing import Unsuited
from adv.workbook.annotate.markings import LENGTH_BYTES, Markings
from adv.workbook.annotate.xlsx import annotate_xlsx
from adv.workbook.child import answer, keep_within, rows_of
from adv.workbook.limits import Limits
from adv.workbook.precheck import check_zip, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from adv.workbook.facts import SheetFacts

PIECE = 1 << 20
NOT_CHANGED_IN_PLACE = (Unsuited, FileRefused, ValueError, LookupError)


def main() -> None:
    """Mark one file; the limits are on the command line."""
    limits = Limits.unpacked(sys.argv[1])
    keep_within(limits)
    gc.disable()  # as in the reader
    answer(lambda: _said(limits))


def _said(limits: Limits) -> Iterator[dict[str, object]]:
    length = int.from_bytes(sys.stdin.buffer.read(LENGTH_BYTES), "big")
    markings = Markings.unpacked(msgpack.unpackb(sys.stdin.buffer.read(length)))
    made = annotated(sys.stdin.buffer.read(limits.upload + 1), markings, limits)
    for start in range(0, len(made), PIECE):
        yield {"piece": made[start : start + PIECE]}
    yield {"length": len(made)}


def annotated(content: bytes, markings: Markings, limits: Limits) -> bytes:
    """The workbook, marked: a copy where it is an .xlsx put together as usual, otherwise a plain one with its values.

    Raises
    ------
    FileRefused
        It is not safe to read.
    """
    if kind_of(content, limits) == "zip":
        try:
            return annotate_xlsx(content, markings, limits)
        except NOT_CHANGED_IN_PLACE:  # the values can still be read, or else that says why not
            return _of_values(content, markings, limits)
    return _of_values(content, markings, limits)


def _of_values(content: bytes, markings: Markings, limits: Limits) -> bytes:
    from adv.workbook.annotate.fresh import fresh_workbook, sheet_names  # noqa: PLC0415 (most files do not need it)

    read = [(facts.name, rows, facts.flaws) for facts, rows in _values(content, markings, limits)]
    names = sheet_names([name for name, _, _ in read], markings.nameless)
    new = dict(zip((name for name, _, _ in read), names, strict=True))
    copy = fresh_workbook((name, rows, flaws) for name, (_, rows, flaws) in zip(names, read, strict=True))
    lines = tuple(replace(line, sheet=new.get(line.sheet, line.sheet)) for line in markings.lines)
    cells = {new[name]: marks for name, marks in markings.cells.items() if name in new}
    return annotate_xlsx(copy, replace(markings, lines=lines, cells=cells), limits, only_values=True)


def _values(content: bytes, markings: Markings, limits: Limits) -> Iterator[tuple[SheetFacts, Sequence[Sequence[Any]]]]:
    kind = kind_of(content, limits)
    if kind == "csv":
        from adv.workbook.csv_reading import read_csv  # noqa: PLC0415 (only what this file needs)

        facts, columns, odd = read_csv(content, limits)
        rows: list[Sequence[Any]] = list(zip(*columns, strict=True))
        for row, code in odd:
            if code == "row_too_long" and 0 <= markings.shifted_from <= row:
                rows[row] = [";".join(map(str, rows[row])).rstrip(";")]  # in columns of its own it would look sound
        yield facts, rows
    elif kind == "xls":
        from adv.workbook.precheck_xls import check_xls  # noqa: PLC0415

        yield from rows_of(check_xls(content, limits))
    else:
        yield from rows_of(check_zip(content, limits)[1])
