"""The worker process: bytes in on standard input, cells out on standard output, and nothing else.

Everything that touches a file of unknown origin happens here, within limits that the operating system keeps. Where the reader
itself crashes, this process is all that is lost. Started by `reader`; imports only what it needs.
"""

from __future__ import annotations

import io
import os
import sys
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import msgspec

from adv.errors import DamagedFile, FileRefused, NothingToRead, ProtectedFile
from adv.workbook.reading.background_thread import Attempt, keep_within
from adv.workbook.reading.precheck import EXTENSIONS, check, kind_of
from adv.workbook.reading.protocol import LENGTH_BYTES, Column, Finished, Order, Refusal, SheetHead, columns_of, framed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from python_calamine import CalamineWorkbook

    from adv.workbook.reading.file_facts import Checked, SecondLook, SheetFacts
    from adv.workbook.reading.formulas import Cells
    from adv.workbook.reading.limits import FileLimits
    from adv.workbook.reading.protocol import Answer, OddRow, Remark

    Columns = Sequence[Sequence[Any]]
    Rows = list[list[Any]]

T = TypeVar("T")
AHEAD = "ahead"  # as `worker_process` has it
MOST_KEPT = 500_000  # cells of all sheets that formulas of other sheets may point at
SWITCH = 0.001  # seconds after which a thread that computes lets the others have a turn


def main() -> None:
    """Read one file."""
    if sys.argv[1] == AHEAD:
        get_ready()
    order = begin()
    sys.setswitchinterval(SWITCH)
    answer(lambda: read(received_file(order.limits), order))


def get_ready() -> None:
    """Import what nearly every file needs, while there is no file yet."""
    import python_calamine  # noqa: F401, PLC0415 (as above)

    from adv.workbook.reading import zipped_xml  # noqa: F401, PLC0415
    from adv.workbook.reading.xlsx_sheet_scan import get_ready  # noqa: PLC0415

    get_ready()


def begin() -> Order:
    """Wait for the order, and be held to its limits from then on."""
    order = received(Order)
    if order is None:
        os._exit(0)  # whoever started this one is gone, or needs it no longer
    keep_within(order.limits.seconds, order.limits.memory)
    return order


def received(kind: type[T]) -> T | None:
    """Wait for the next message; None when there is no more."""
    pipe = sys.stdin.buffer
    length = pipe.read(LENGTH_BYTES)
    said = pipe.read(int.from_bytes(length, "big")) if len(length) == LENGTH_BYTES else b""
    return msgspec.msgpack.decode(said, type=kind) if said else None


def received_file(limits: FileLimits) -> bytes:
    """Wait for the bytes of the file, which come last; of one that is too large one byte more than the limit."""
    return sys.stdin.buffer.read(limits.upload + 1)


def answer(work: Callable[[], Iterable[Answer]]) -> NoReturn:
    """Send back what comes of some work, each message at once, or why it was refused; then end."""
    answers = sys.stdout.buffer

    def say(message: Answer) -> None:
        answers.write(framed(message))
        answers.flush()

    try:
        for message in work():
            say(message)
    except FileRefused as refusal:
        say(Refusal(type(refusal).__name__, refusal.key, refusal.params))
    except MemoryError:
        say(Refusal("FileTooLarge", "too_heavy", {}))
    os._exit(0)  # no time lost on giving memory back, nor on threads that still work on a refused file


def read(content: bytes, order: Order) -> Iterator[Answer]:
    """Yield one message for each sheet, one for each of its columns, and one at the end about the whole file.

    When the order is trusting a sheet is read while it is still being checked. What was read counts only when the check is passed; but
    calamine may have brought this process down by then, so that nobody learns what is wrong with the file. After a refusal the
    messages before it are to be forgotten.
    """
    checked = check(content, order.limits)
    if checked is None:
        yield from _read_text(content, order)
        return
    remarks: set[Remark] = set(checked.remarks)
    if order.extension not in EXTENSIONS[checked.kind]:
        remarks.add("other_kind")
    has_cells = False
    for facts, packed in _read_sheets(checked, rows_of(checked, is_trusting=order.is_trusting)):
        has_cells |= bool(packed)
        yield from sheet_messages(facts, packed, (), is_1904=checked.is_1904)
    if not has_cells:
        raise NothingToRead("nothing_in_it")
    if any(facts.has_hidden_rows and not facts.looks.hidden_rows for facts in checked.sheets):
        remarks.add("hidden_rows")
    if any(facts.looks.is_partial for facts in checked.sheets):
        remarks.add("layout")
    yield Finished(sorted(remarks))


def _read_text(content: bytes, order: Order) -> Iterator[Answer]:
    kind, has_hidden = kind_of(content, order.limits), False
    remarks: list[Remark] = [] if order.extension in EXTENSIONS[kind] else ["web_page" if kind == "html" else "other_kind"]
    for facts, columns, odd_rows in sheets_of_text(content, order.limits):
        has_hidden |= facts.has_hidden_rows
        yield from sheet_messages(facts, list(map(Column, columns)), odd_rows)
    yield Finished(sorted([*remarks, "hidden_rows"] if has_hidden else remarks))


def sheets_of_text(content: bytes, limits: FileLimits) -> Iterator[tuple[SheetFacts, Columns, list[tuple[int, OddRow]]]]:
    """Yield the tables of what is only text, and the rows that have too many or too few fields."""
    if kind_of(content, limits) == "html":
        from adv.workbook.reading.html_reader import read_tables  # noqa: PLC0415 (only what this file needs)

        yield from ((facts, columns, []) for facts, columns in read_tables(content, limits))
    else:
        from adv.workbook.reading.csv_reader import read_csv  # noqa: PLC0415 (as above)

        yield read_csv(content, limits)


def rows_of(checked: Checked, *, is_trusting: bool = False) -> Iterator[tuple[SheetFacts, Rows]]:
    """Yield each sheet's rows as calamine reads them, once the sheet is checked.

    With `is_trusting` calamine, which lets others work meanwhile, reads a sheet while that is checked, and while whoever takes the
    rows of the one before is busy with those.
    """
    import python_calamine as calamine  # noqa: PLC0415 (a refused file never gets here)

    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(checked.readable))
        attempts = (Attempt(partial(_rows, book, index, facts)) for index, facts in enumerate(checked.sheets))
        attempt = next(attempts, None) if is_trusting else None
        for index, facts in enumerate(checked.sheets):
            readable = checked.look(facts)  # refused: the attempt ends with this process
            if attempt is not None:
                attempt.wait()  # two may not use a workbook at once
            if readable is not None:
                rows = _rows(calamine.CalamineWorkbook.from_filelike(io.BytesIO(readable)), index, facts)
            else:
                rows = _rows(book, index, facts) if attempt is None else attempt.result()
            attempt = next(attempts, None) if is_trusting else None
            yield facts, rows
    except (FileRefused, MemoryError, GeneratorExit):
        raise
    except calamine.PasswordError:
        raise ProtectedFile("protected") from None
    except BaseException:  # noqa: BLE001 (a panic of the reader is no Exception; nothing of what it says may get out)
        raise DamagedFile("damaged") from None


def _rows(book: CalamineWorkbook, index: int, facts: SheetFacts) -> Rows:
    if book.sheet_names[index] != facts.name:
        raise DamagedFile("rows_lost")
    return book.get_sheet_by_index(index).to_python(skip_empty_area=False) if facts.is_grid else []


def _read_sheets(checked: Checked, sheets: Iterable[tuple[SheetFacts, Rows]]) -> Iterator[tuple[SheetFacts, list[Column]]]:
    """Yield the columns of each sheet; from the first one with a formula that points at another sheet on, once all were read."""
    from adv.workbook.reading.formulas import Cells  # noqa: PLC0415 (a refused file never gets here)

    kept: dict[str, Cells] = {}
    waiting: list[tuple[SheetFacts, Rows, SecondLook | None]] = []
    room = MOST_KEPT
    for facts, rows in sheets:
        if len(rows) <= facts.last_row:
            raise DamagedFile("rows_lost")
        _mark_flaws(facts, rows)
        found = checked.look_again(facts)
        formulas = found.formulas if found else {}
        room -= sum(map(len, rows))
        if room >= 0:
            kept[facts.name] = Cells(formulas, list(rows))
        if waiting or any("!" in formula for formula in formulas.values()):  # points at another sheet
            waiting.append((facts, rows, found))
        else:
            yield facts, _columns(checked, facts, rows, found, {})
    for facts, rows, found in waiting:
        yield facts, _columns(checked, facts, rows, found, kept)


def _columns(
    checked: Checked, facts: SheetFacts, rows: Rows, found: SecondLook | None, others: Mapping[str, Cells]
) -> list[Column]:
    for (row, column), text in facts.texts.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = text
    flawed = len(facts.flaws)
    _fill_in(facts, rows, found, others)
    columns = list(map(Column, columns_of(rows)))
    rows.clear()
    if sum(column.count_filled() for column in columns) - flawed < facts.filled:
        checked.look_closely(facts)  # those may be empty texts, which do no harm, or cells that were lost
    return columns


def _mark_flaws(facts: SheetFacts, rows: Rows) -> None:
    """Put None into cells without a usable value, which have a place even where calamine saw nothing."""
    if not facts.flaws:
        return
    width = max(len(rows[0]) if rows else 0, 1 + max(column for _, column in facts.flaws))
    rows.extend([] for _ in range(len(rows), 1 + max(row for row, _ in facts.flaws)))
    for cells in rows:
        if len(cells) < width:
            cells.extend([""] * (width - len(cells)))
    for row, column in facts.flaws:
        rows[row][column] = None


def _fill_in(facts: SheetFacts, rows: Rows, found: SecondLook | None, others: Mapping[str, Cells]) -> None:
    """Compute formulas whose outcome the file does not keep, and note which numbers are shown with three decimals."""
    if found is None:
        return
    from adv.workbook.reading.formulas import Cells, computed  # noqa: PLC0415 (only what this file needs)

    facts.formats = found.formats
    outcomes = computed(Cells(found.formulas, rows), others)
    for row, column in found.formulas:
        place = row, column
        if place in outcomes and (place in facts.flaws or outcomes[place] != 0):
            facts.flaws.pop(place, None)
            facts.computed.add(place)
            rows[row][column] = outcomes[place]
        elif place not in outcomes and not found.has_outcomes:
            facts.flaw(row, column, "formula")  # the 0 that stands there is no outcome
            rows[row][column] = None


def sheet_messages(
    facts: SheetFacts, columns: Sequence[Column], odd_rows: Sequence[tuple[int, OddRow]], *, is_1904: bool = False
) -> Iterator[Answer]:
    """Yield a sheet, then its columns one by one."""
    columns = [_shortened(column, number, facts) for number, column in enumerate(columns)]
    height = len(columns[0].cells) if columns else 0
    merged = tuple(area for area in facts.merged if area[0] < height)
    said: dict[str, Any] = {name: getattr(facts, name) for name in ("name", "is_hidden", "is_grid", "flaws", "looks", "formats")}
    said |= {"hidden_columns": frozenset(facts.hidden_columns), "computed": frozenset(facts.computed), "merged": merged}
    yield SheetHead(width=len(columns), height=height, odd_rows=tuple(odd_rows), is_1904=is_1904, **said)
    for column in columns:
        yield column.packed()


def _shortened(column: Column, number: int, facts: SheetFacts) -> Column:
    """Take out texts that are longer than a cell can be: those become flaws."""
    rows = column.longer_than(facts.limits.text)
    if not rows:
        return column
    cells = list(column.cells)
    for row in rows:
        cells[row] = None
        facts.flaw(row, number, "too_long")
    return Column(cells)
