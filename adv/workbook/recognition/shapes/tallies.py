"""Tally lists: how often each outcome came, in whole numbers, per evening and street. Each of them is a visit without an address.

Columns called after outcomes hold the counts. A list of homes, or one with an outcome in words, is none; nor is one of which no row counts
more than one. What the counts say is put into one column of outcomes ("turf: 6x niet thuis; 2x gesprek gevoerd") before the list is recognised.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from adv.model import Outcome, TableName
from adv.workbook.recognition.places.layout import ROWS_SEARCHED, Header, headers_at
from adv.workbook.recognition.shapes.laid_out import LaidOut
from adv.workbook.tables.findings import Severity
from adv.workbook.values.amounts import parse_whole
from adv.workbook.vocabulary.canonical_form import OUTCOME_WORDS
from adv.workbook.vocabulary.fields import DIARY, decided_as
from adv.workbook.vocabulary.knowledge import MOSTLY
from adv.workbook.vocabulary.several import MOST_TALLIED, TALLY
from adv.workbook.vocabulary.words import header_key, is_blank, value_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from adv.workbook.recognition.known import Known
    from adv.workbook.tables.grid import Cell, Place, RawSheet

OUTCOME_HEADER: Final = "Uitkomst"
FEWEST_OUTCOMES: Final = 2  # different outcomes that have a column
_STROKES: Final = re.compile(r"[|¦/\\]+|I+|l+")
_TIMES: Final = re.compile(r"(?P<count>\d{1,3})[xX×]")
OF_ONE_HOME: Final = frozenset({"outcome", "house_number", "addition", "visit_id", "address", DIARY})


def with_tallies(sheet: RawSheet, known: Known) -> LaidOut | None:
    """Put the visits that a list counts into a column; None where there are no such columns."""
    for row in range(min(sheet.row_count - 1, ROWS_SEARCHED)):
        texts = [at for at, column in enumerate(sheet.columns) if isinstance(column[row], str)]
        if len(texts) <= FEWEST_OUTCOMES:
            continue
        headers = headers_at(sheet, row, texts)
        counted = {header.column: outcome for header in headers if (outcome := _outcome_of(header, known))}
        if len(set(counted.values())) >= FEWEST_OUTCOMES:
            return _written(sheet, row, headers, counted, known)
    return None


def _outcome_of(header: Header, known: Known) -> Outcome | None:
    words, key = known.knowledge.words, value_key(header.bare)
    for start in words.tally_starts:
        key = key.removeprefix(start)
    key = key.strip()
    return words.tallied.get(key) or (words.outcomes.get(key) if key not in words.statuses else None)


def _written(sheet: RawSheet, row: int, headers: Sequence[Header], counted: Mapping[int, Outcome], known: Known) -> LaidOut | None:
    others = [header for header in headers if header.column not in counted]
    are_strokes = any(strokes_in(cell) for at in counted for cell in sheet.columns[at][row + 1 :])
    if not _are_evenings(sheet, row, others, known, are_strokes=are_strokes):
        return None
    numbers = {at: _numbers(sheet.columns[at], row) for at in counted}
    if any(one is None for one in numbers.values()):
        return None
    rows = {line: {at: of[line] for at, of in numbers.items() if of and of[line]} for line in range(row + 1, sheet.row_count)}
    made = {line: found for line, found in rows.items() if found and not _is_total(sheet, line, known)}
    sums = {line: sum(found.values()) for line, found in made.items()}
    if not sums or sum(number > 1 for number in sums.values()) < MOSTLY * len(sums):
        return None
    if max(max(found.values()) for found in made.values()) == 1:
        return None
    totals = [header.column for header in others if value_key(header.bare) in known.knowledge.words.tally_totals]
    places = tuple((line, at) for line, found in made.items() for at in found)
    changed = _changed(sheet, row, {*counted, *totals}, {line: _said(found, counted) for line, found in made.items()})
    said = {"visits": sum(sums.values())}
    return LaidOut(changed, Severity.WARNING, "tallies_counted", places, said, _differing(sheet, totals, sums))


def _are_evenings(sheet: RawSheet, row: int, others: Sequence[Header], known: Known, *, are_strokes: bool) -> bool:
    """Say whether each row is an evening ("Datum | Straat | Gesprek | Niet thuis"), or strokes by street; no row has a door."""
    words = known.tables[TableName.VISITS]
    fields: set[str] = set()
    for header in others:
        decided = decided_as(known.decided.get(header.key) or "")[0]
        match = words.match(header, loosely=False)
        field = decided or (match.field if match else "")
        is_of_rows = field == "visit_id" and all(
            isinstance(cell, float | int) or is_blank(cell) for cell in sheet.columns[header.column][row + 1 :]
        )
        is_beside = is_of_rows and header.column and header_key(str(sheet.columns[header.column - 1][row])) in words.exact
        fields |= set() if is_of_rows and not is_beside else {field}
    has_day = (
        (are_strokes and "street" in fields)
        or "visited_on" in fields
        or any(header.bare in known.knowledge.words.weeks for header in others)
    )
    return has_day and OF_ONE_HOME.isdisjoint(fields)


def _numbers(column: Sequence[Cell], row: int) -> dict[int, int] | None:
    """Read the counts of a column; None where a cell is none. Headers that are repeated are passed over."""
    found: dict[int, int] = {}
    for line in range(row + 1, len(column)):
        cell = column[line]
        strokes = strokes_in(cell)
        is_none = not strokes and (is_blank(cell) or cell == column[row])
        number = 0 if is_none else strokes or parse_whole(cell, lowest=0, highest=MOST_TALLIED * MOST_TALLIED).value
        if number is None or isinstance(cell, bool):
            return None
        found[line] = number
    return found


def strokes_in(cell: Cell) -> int:
    """Count the strokes of a tally, a fifth one across four others too, or read "5x"; 0 where a cell is neither."""
    if not isinstance(cell, str):
        return 0
    text = "".join(cell.split())
    times = _TIMES.fullmatch(text)
    return int(times["count"]) if times else len(text) if text and _STROKES.fullmatch(text) else 0


def _is_total(sheet: RawSheet, line: int, known: Known) -> bool:
    texts = (column[line] for column in sheet.columns)
    return any(isinstance(cell, str) and header_key(cell).split(" ", 1)[0] in known.knowledge.words.totals for cell in texts)


def _said(found: Mapping[int, int], counted: Mapping[int, Outcome]) -> str:
    return f"{TALLY} " + "; ".join(f"{number}x {OUTCOME_WORDS[counted[at]]}" for at, number in found.items())


def _changed(sheet: RawSheet, row: int, gone: AbstractSet[int], made: Mapping[int, str]) -> RawSheet:
    """Write the visits of each row right of all columns, and empty the columns of counts; a row of noughts is none.

    Their headers become a space: that is no word, and no empty column between two lists either.
    """
    columns: list[list[Cell]] = []
    for at, column in enumerate(sheet.columns):
        head: list[Cell] = [*column[:row], " " if at in gone else column[row]]
        columns.append(
            [*head, *(column[line] if at not in gone and line in made else None for line in range(row + 1, len(column)))]
        )
    said: list[Cell] = [OUTCOME_HEADER if line == row else made.get(line) for line in range(sheet.row_count)]
    return replace(sheet, columns=(*columns, said), is_tally=True)


def _differing(sheet: RawSheet, totals: Sequence[int], sums: Mapping[int, int]) -> tuple[Place, ...]:
    """List the cells of a column of totals that are not the sum of the counts beside them."""
    numbers = ((line, at, parse_whole(sheet.columns[at][line], lowest=0).value) for at in totals for line in sums)
    return tuple((line, at) for line, at, number in numbers if number is not None and number != sums[line])
