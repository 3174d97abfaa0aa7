"""The worker process that marks a workbook: markings and bytes in on standard input, the marked workbook out on standard output.

The same limits hold as for reading: this too takes apart a file of unknown origin.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from adv.errors import FileRefused
from adv.workbook.annotate.editing import Unsuited
from adv.workbook.annotate.markings import Markings
from adv.workbook.annotate.xlsx import annotate_xlsx
from adv.workbook.reading.precheck import check, kind_of
from adv.workbook.reading.protocol import Finished, Piece
from adv.workbook.reading.worker import answer, begin, received, received_file, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from adv.workbook.reading.file_facts import SheetFacts
    from adv.workbook.reading.limits import Limits
    from adv.workbook.reading.protocol import Answer

PIECE = 1 << 20
NOT_CHANGED_IN_PLACE = (Unsuited, FileRefused, ValueError, LookupError)


def main() -> None:
    """Mark one file."""
    limits = begin().limits
    answer(lambda: _answers(limits))


def _answers(limits: Limits) -> Iterator[Answer]:
    markings = received(Markings)
    if markings is None:
        return
    made = annotated(received_file(limits), markings, limits)
    for start in range(0, len(made), PIECE):
        yield Piece(made[start : start + PIECE])
    yield Finished()


def annotated(content: bytes, markings: Markings, limits: Limits) -> bytes:
    """Mark the workbook: a copy where it is an .xlsx put together as usual, otherwise a plain one with its values.

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
    from adv.workbook.annotate.fresh import Grid, fresh_workbook, sheet_names  # noqa: PLC0415 (most files do not need it)

    checked = check(content, limits)
    read = list(rows_of(checked)) if checked else [_csv(content, markings, limits)]
    names = sheet_names([facts.name for facts, _ in read], markings.nameless)
    new = dict(zip((facts.name for facts, _ in read), names, strict=True))
    grids = [Grid(name, rows, facts) for name, (facts, rows) in zip(names, read, strict=True)]
    copy = fresh_workbook(grids, is_1904=checked is not None and checked.is_1904)
    lines = tuple(replace(line, sheet=new.get(line.sheet, line.sheet)) for line in markings.lines)
    cells = {new[name]: marks for name, marks in markings.cells.items() if name in new}
    plain = replace(markings, lines=lines, cells=cells, earlier=new.get(markings.earlier, "") if markings.earlier else "")
    return annotate_xlsx(copy, plain, limits, only_values=True)


def _csv(content: bytes, markings: Markings, limits: Limits) -> tuple[SheetFacts, Sequence[Sequence[Any]]]:
    from adv.workbook.reading.csv_reader import read_csv  # noqa: PLC0415 (as above)

    facts, columns, odd = read_csv(content, limits)
    rows: list[Sequence[Any]] = list(zip(*columns, strict=True))
    for row, code in odd:
        if code == "row_too_long" and 0 <= markings.shifted_from <= row:
            rows[row] = [";".join(map(str, rows[row])).rstrip(";")]  # in columns of its own it would look sound
    return facts, rows
