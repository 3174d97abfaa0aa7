"""Text with separators, read strictly: a line that does not fit is named, never quietly shifted or swallowed."""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import TYPE_CHECKING

from adv.errors import DamagedFile, FileTooLarge, NothingToRead
from adv.workbook.reading.cell_encoding import columns_of
from adv.workbook.reading.file_facts import SheetFacts
from adv.workbook.reading.text_encoding import decoded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from adv.workbook.reading.limits import Limits
    from adv.workbook.reading.protocol import OddRow
    from adv.workbook.tables.grid import Cell

SEPARATORS = ";,\t|"
SAMPLE = 20_000  # characters to find the separator in
LINES_IN_A_CELL = 50  # more line ends than this inside quotes: a quote was never closed

Read = tuple[SheetFacts, "Sequence[Sequence[Cell]]", list[tuple[int, "OddRow"]]]


def read_csv(content: bytes, limits: Limits) -> Read:
    """Read the one sheet, its columns, and the rows with too many or too few fields.

    Raises
    ------
    FileRefused
        No text, nothing in it, a quote that is never closed, or over a limit.
    """
    text = decoded(content)
    facts = SheetFacts("", limits)
    separator, skipped = _separator(text)
    rows = list(_rows(text, separator, limits))
    if not any(map(any, rows)):
        raise NothingToRead("nothing_in_it")
    for row in rows[:skipped]:
        row.clear()
    width, widest = _usual_width(rows), max(map(len, rows))
    facts.reach(len(rows) - 1, widest - 1)
    odd: list[tuple[int, OddRow]] = [
        (number, "row_too_long" if len(row) > width else "row_too_short")
        for number, row in enumerate(rows)
        if any(row[width:]) or 0 < len(row) < width
    ]
    columns = columns_of(row if len(row) == widest else row + [""] * (widest - len(row)) for row in rows)
    return facts, columns, odd


def _separator(text: str) -> tuple[str, int]:
    """Find the character that divides the first lines most evenly, and count the lines before the table that are not of it."""
    lines = text[:SAMPLE].splitlines()
    first = lines[0] if lines else ""
    if first.lower().startswith("sep=") and len(first.strip()) == len("sep=;"):
        return first[4], 1  # as Excel itself says it
    best, best_score = SEPARATORS[0], 0
    for separator in SEPARATORS:
        counts = Counter(count for line in lines if (count := _unquoted(line).count(separator)))
        fields, same = max(counts.items(), key=lambda item: (item[1] * min(item[0], 4), item[0]), default=(0, 0))
        if same * min(fields, 4) > best_score:
            best, best_score = separator, same * min(fields, 4)
    return best, 0


def _unquoted(line: str) -> str:
    return "".join(line.split('"')[::2])


def _rows(text: str, separator: str, limits: Limits) -> Iterator[list[str]]:
    usual = csv.field_size_limit(len(text) + 1)  # of the whole process: given back, whatever else reads there
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    before = count = 0
    try:
        for row in reader:
            if reader.line_num - before > LINES_IN_A_CELL:
                raise DamagedFile("open_quote", row=before + 1)
            before = reader.line_num
            count += 1
            if count > limits.rows:
                raise FileTooLarge("too_many_lines", limit=limits.rows // 1000)
            yield row
    except csv.Error:
        raise DamagedFile("open_quote", row=before + 1) from None
    finally:
        csv.field_size_limit(usual)


def _usual_width(rows: list[list[str]]) -> int:
    """Count the fields that most rows have; among equals the widest."""
    counts = Counter(len(row) for row in rows if len(row) > 1)
    return max(counts.items(), key=lambda item: (item[1], item[0]), default=(1, 0))[0]
