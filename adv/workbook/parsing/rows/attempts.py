"""Visits in columns of their own: "1e bezoek | uitkomst | 2e bezoek | uitkomst", or a day with its outcome in each cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec.structs import replace

from adv.workbook.parsing.rows.fan_out import OF_THE_TALK, VISIT_ID, taken
from adv.workbook.recognition.evidence.repeated_visits import WHO
from adv.workbook.tables.table import CodedColumn
from adv.workbook.vocabulary.fields import WIDE_PREFIX
from adv.workbook.vocabulary.words import is_blank

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from adv.workbook.parsing.column import ColumnReader
    from adv.workbook.recognition.found_table import EncodedColumn
    from adv.workbook.tables.table import Codes, Mask, Part


def read_attempts(
    row: Part, encoded: Sequence[EncodedColumn], at: Codes, attempts: Mapping[int, Mapping[int, str]], reader: ColumnReader
) -> tuple[Part, ...]:
    """Make a part of each attempt from its own columns and those of the whole row, `row`: an address nobody has been to is in none of them."""
    of_each = {number: [column for column in encoded if column.column in fields] for number, fields in attempts.items()}
    made = {number: (attempts[number], columns, _filled(columns, row, at, reader)) for number, columns in of_each.items()}
    return _read_apart(row, at, made, reader)


def read_diaries(row: Part, diaries: Sequence[EncodedColumn], at: Codes, reader: ColumnReader) -> tuple[Part, ...]:
    """Make a part of each column with a day and its outcome in a cell, "12-3 niet thuis", and of those of the whole row, `row`."""
    made = {number: ({column.column: column.field}, [column], _given(column)[at]) for number, column in enumerate(diaries, 1)}
    return _read_apart(row, at, made, reader)


def _read_apart(
    row: Part, at: Codes, attempts: Mapping[int, tuple[Mapping[int, str], Sequence[EncodedColumn], Mask]], reader: ColumnReader
) -> tuple[Part, ...]:
    """Make a part of each attempt; `attempts` has by number its fields by column, its columns, and the rows in which it was made."""
    visited: Mask = np.logical_or.reduce([filled for *_, filled in attempts.values()])
    says_of_talk = _says_of_talk(row, reader) & ~visited  # a talk is a visit: the first attempt lacks something
    parts = []
    for number, (fields, columns, filled) in attempts.items():
        rows = np.flatnonzero(filled | says_of_talk if number == 1 else filled)
        part = replace(taken(row, rows), other_numbers={})
        part.columns.setdefault("attempt", CodedColumn([number], np.zeros(len(rows), np.intp)))
        reader.findings.say_flaws(part, fields)
        for column in columns:
            reader.read(part, column, at[rows])
        reader.findings.say_missing(part, fields)
        parts.append(part)
    several = np.flatnonzero(np.bincount(np.concatenate([part.lines for part in parts])) > 1)
    reader.findings.say_attempts(row, row.lines[~visited & ~says_of_talk & row.keep], several)
    return tuple(parts)


def _given(column: EncodedColumn) -> Mask:
    """Flag the rows in which a column is filled."""
    return column.where([not is_blank(cell) for cell in column.distinct])


def _filled(columns: Sequence[EncodedColumn], row: Part, at: Codes, reader: ColumnReader) -> Mask:
    """Flag the rows in which an attempt says more than who made it; a cell with an error says something too."""
    filled = np.zeros(len(at), dtype=bool)
    for column in columns:
        if column.field != WHO:
            flawed = [line for line, place in reader.found.sheet.flaws if place == column.column]
            filled |= _given(column)[at] | np.isin(row.lines, flawed)
    return filled


def _says_of_talk(row: Part, reader: ColumnReader) -> Mask:
    """Flag the rows that say something of a talk, "Thema's: wonen", or hold a request."""
    says = np.zeros(len(row.lines), dtype=bool)
    for name in OF_THE_TALK:
        if name in row.columns and name != VISIT_ID:
            says |= row.columns[name].codes >= 0
    for column in reader.found.recognition.columns:
        if column.field and column.field.startswith(WIDE_PREFIX):
            cells = reader.found.sheet.columns[column.column]
            says |= np.array([not is_blank(cells[line]) for line in row.lines.tolist()], dtype=bool)
    return says
