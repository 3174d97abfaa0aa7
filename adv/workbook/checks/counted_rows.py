"""Rows of each sheet that were read and left out, counted when all checks are done; a list of which none counts is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from adv.workbook.tables.findings import Severity
from adv.workbook.tables.table import cents_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from adv.model import TableName
    from adv.workbook.tables.findings import FindingLog
    from adv.workbook.tables.table import Part, Table
    from adv.workbook.understood import SheetRecognition
    from adv.workbook.vocabulary.unknown_words import AskedWords

ROWS_OUT = ("rows_", "tab_")  # starts of codes of findings about rows that are left out


def with_counts(
    known: Sequence[tuple[SheetRecognition, tuple[Part, ...]]],
    tables: Mapping[TableName, Table],
    asked: AskedWords,
    log: FindingLog,
) -> tuple[SheetRecognition, ...]:
    """Count the rows of each sheet, `known` with its parts; an upload of which no row counts must not pass for an empty one."""
    kept, missing, out = (dict[int, int]() for _ in range(3))
    for table in tables.values():
        for number, part in enumerate(table.parts):
            mine = table.part_of == number
            wrong = mine & ~table.keep & ~table.is_passed  # of those that the user leaves out nothing need be told again
            kept[id(part)], missing[id(part)] = (int(rows.sum()) for rows in (mine & table.keep, wrong))
            out[id(part)] = cents_of(table, wrong)
    sheets = []
    for recognition, parts in known:
        read, lost = ({False: 0, True: 0} for _ in range(2))  # rows of the list, and requests in them
        for part in parts:
            read[part.in_visits] += kept[id(part)]
            lost[part.in_visits] += missing[id(part)]
        rows = {"rows_read": read[False], "rows_left_out": lost[False], "requests_left_out": lost[True]}
        cents = sum(out[id(part)] for part in parts)
        sheets.append(replace(recognition, **rows, cents_left_out=cents) if parts else recognition)
    empty = [sheet for sheet, (_, parts) in zip(sheets, known, strict=True) if parts]
    if not any(sheet.rows_read or sheet.rows_left_out for sheet in empty):
        asked_about = {word.sheet for word in asked.words({}) if word.rows and word.meaning is None}
        for sheet in empty:
            has_rows = sheet.sheet in asked_about or log.says(ROWS_OUT, sheet.file, sheet.sheet)
            log.add(Severity.WARNING, "no_row_counts" if has_rows else "no_rows", sheet.file, sheet.sheet)
    return tuple(sheets)
