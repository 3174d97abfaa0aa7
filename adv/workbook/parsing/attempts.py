"""Several visits in one row, each of them a row of its own."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import numpy as np
from msgspec.structs import replace

from adv.model import Outcome, TableName
from adv.workbook.recognition.evidence.repeated_visits import OUTCOME, WHO
from adv.workbook.tables.table import CodedColumn, Part, recode, values_of
from adv.workbook.vocabulary.canonical_form import FORM_OF, Asked
from adv.workbook.vocabulary.fields import WIDE_PREFIX
from adv.workbook.vocabulary.words import is_blank

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from adv.workbook.parsing.column import ColumnReader
    from adv.workbook.recognition.row_kinds import EncodedColumn
    from adv.workbook.tables.table import Codes, Mask, Part

TALKED_LEFT_OUT: Final = 2  # what speaks for a conversation that does not count, one less than for one that does
# What a row says of the visit at which people talked, and not of every attempt.
OF_THE_TALK: Final = ("visit_id", *(column.field for column in FORM_OF[TableName.VISITS].asked(Asked.TALK)))


def read_attempts(
    row: Part, encoded: Sequence[EncodedColumn], at: Codes, attempts: Mapping[int, Mapping[int, str]], reader: ColumnReader
) -> tuple[Part, ...]:
    """Read each attempt's own columns; `row` holds what the rows say in common. An address that nobody has been to yet has none."""
    of_each = {number: [column for column in encoded if column.column in fields] for number, fields in attempts.items()}
    filled = {number: _filled(columns, row, at, reader) for number, columns in of_each.items()}
    return _read_apart(row, at, {number: (attempts[number], of_each[number], filled[number]) for number in attempts}, reader)


def read_diaries(row: Part, diaries: Sequence[EncodedColumn], at: Codes, reader: ColumnReader) -> tuple[Part, ...]:
    """Read columns with a day and its outcome in each cell, every column apart; `row` holds what the rows say in common."""
    return _read_apart(
        row,
        at,
        {number: ({column.column: column.field}, [column], _given(column)[at]) for number, column in enumerate(diaries, 1)},
        reader,
    )


def _read_apart(
    row: Part,
    at: Codes,
    attempts: Mapping[int, tuple[Mapping[int, str], Sequence[EncodedColumn], Mask]],
    reader: ColumnReader,
) -> tuple[Part, ...]:
    """Read attempts by their number: of each its fields by column, its columns, and the rows in which it was made."""
    visited: Mask = np.logical_or.reduce([filled for *_, filled in attempts.values()])
    says_more = _says_more(row, reader) & ~visited  # who was talked to was visited: what lacks is said of the first attempt
    parts = []
    for number, (fields, columns, filled) in attempts.items():
        rows = np.flatnonzero(filled | says_more if number == 1 else filled)
        part = replace(taken(row, rows), other_numbers={})
        part.columns.setdefault("attempt", CodedColumn([number], np.zeros(len(rows), np.intp)))
        reader.findings.say_flaws(part, fields)
        for column in columns:
            reader.read(part, column, at[rows])
        reader.findings.say_missing(part, fields)
        parts.append(part)
    several = np.flatnonzero(np.bincount(np.concatenate([part.lines for part in parts])) > 1)
    reader.findings.say_attempts(row, row.lines[~visited & ~says_more & row.keep], several)
    return tuple(parts)


def _given(column: EncodedColumn) -> Mask:
    """Flag the rows in which a column is filled."""
    return column.where([not is_blank(cell) for cell in column.distinct])


def _filled(columns: Sequence[EncodedColumn], row: Part, at: Codes, reader: ColumnReader) -> Mask:
    """Find the rows with a day or an outcome in some of the columns."""
    filled = np.zeros(len(at), dtype=bool)
    for column in columns:
        if column.field != WHO:
            flawed = [line for line, place in reader.found.sheet.flaws if place == column.column]
            filled |= _given(column)[at] | np.isin(row.lines, flawed)
    return filled


def _says_more(row: Part, reader: ColumnReader) -> Mask:
    """Find the rows with an answer or a question in them."""
    says = np.zeros(len(row.lines), dtype=bool)
    for name in OF_THE_TALK:
        if name in row.columns and name != "visit_id":
            says |= row.columns[name].codes >= 0
    for column in reader.found.recognition.columns:
        if column.field and column.field.startswith(WIDE_PREFIX):
            cells = reader.found.sheet.columns[column.column]
            says |= np.array([not is_blank(cells[line]) for line in row.lines.tolist()], dtype=bool)
    return says


def taken(part: Part, at: Codes) -> Part:
    """Take some rows of a part."""
    columns, links, others = (
        {name: CodedColumn(column.distinct, column.codes[at]) for name, column in some.items()}
        for some in (part.columns, part.links, part.other_numbers)
    )
    is_main, is_vague = (None if flags is None else flags[at] for flags in (part.is_main, part.is_vague))
    rows = {"lines": part.lines[at], "keep": part.keep[at], "is_main": is_main, "is_vague": is_vague}
    own = {"places": dict(part.places), "plain": set(part.plain)}
    return replace(part, columns=columns, links=links, other_numbers=others, **rows, **own)


def settle(attempts: Sequence[Part]) -> None:
    """Leave what is said of the talk in place with one attempt of each row, and number the attempts where a row has several.

    That is the first conversation that counts, else one that is left out (which is said), else the last attempt that counts.
    """
    main: dict[int, tuple[int, int]] = {}  # of each line: how much speaks for an attempt, and which one it is
    count: Counter[int] = Counter()
    seen: Counter[int] = Counter()
    for number, part in enumerate(attempts):
        count.update(part.lines.tolist())
        for line, rank in zip(part.lines.tolist(), _ranks(part).tolist(), strict=True):
            best = main.get(line, (-1, 0))[0]
            if rank > best or (rank == best and rank < TALKED_LEFT_OUT):
                main[line] = (rank, number)
    for number, part in enumerate(attempts):
        part.is_main = np.array([main[line][1] == number for line in part.lines.tolist()], dtype=bool)
        for columns in (part.columns, part.links):
            for name in OF_THE_TALK:
                if name in columns:
                    columns[name] = CodedColumn(columns[name].distinct, np.where(part.is_main, columns[name].codes, -1))
        _number(part, count, seen)


def _number(part: Part, count: Counter[int], seen: Counter[int]) -> None:
    """Number the attempts of rows that have several, in their order."""
    own = part.columns.get("attempt")
    said = [None] * len(part.lines) if own is None else values_of(own, np.arange(len(part.lines), dtype=np.intp))
    numbers = []
    for line, attempt in zip(part.lines.tolist(), said, strict=True):
        seen[line] += 1
        numbers.append(seen[line] if count[line] > 1 else attempt)
    part.columns["attempt"] = recode(numbers, np.arange(len(numbers), dtype=np.intp))


def _ranks(part: Part) -> Codes:
    """Rank each row: 3 a conversation that counts, 2 one that does not, 1 another attempt that counts."""
    outcome = part.columns[OUTCOME]
    flags = np.array([*(value == Outcome.CONVERSATION for value in outcome.distinct), False], dtype=bool)
    return np.where(flags[outcome.codes], TALKED_LEFT_OUT, 0) + part.keep
