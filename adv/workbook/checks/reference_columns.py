"""Columns of numbers that may refer to visits: how many of them do, to which rows, and if requests could be of those."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from adv.model import Outcome
from adv.workbook.checks.row_identifiers import id_key
from adv.workbook.checks.written_otherwise import FEWEST_REFERENCES, NEARLY_ALL
from adv.workbook.tables.table import CodedColumn, Part, holds, ordinals, recode, values_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from adv.workbook.tables.table import Codes, Mask

LEAST_DIFFERENT: Final = 0.3  # share of different values; a column of kinds or numbers of things has fewer
LEAST_LIKELY: Final = 0.8  # share of requests that were not raised before their visit, and of those that belong to a conversation
LEAST_REACH: Final = 0.5  # of the list of visits that references to it must reach


def own_numbers(part: Part) -> CodedColumn:
    """Give the numbers by which requests name the visits of a part."""
    return part.links.get("visit_id") or part.columns.get("visit_id") or CodedColumn([], np.zeros(0, np.intp))


def may_refer(column: CodedColumn) -> bool:
    """Say whether a column has the look of references: many different ones, and not the rows' own numbers one by one."""
    given = column.codes[column.codes >= 0]
    different = len(np.unique(given))
    if different < max(FEWEST_REFERENCES, LEAST_DIFFERENT * len(given)) or 2 * len(given) < len(column.codes):
        return False
    return not is_counted(column)


def is_counted(column: CodedColumn) -> bool:
    """Say whether a column counts its rows: 1, 2, 3."""
    numbers = [str(column.distinct[code]) for code in column.codes.tolist() if code >= 0]
    whole = [int(number) for number in numbers if number.isdecimal()]
    return len(whole) == len(numbers) >= FEWEST_REFERENCES and all(after - before == 1 for before, after in pairwise(whole))


def is_key(column: CodedColumn) -> bool:
    """Say whether a column has another value in nearly each row."""
    given = column.codes[column.codes >= 0]
    return len(given) >= NEARLY_ALL * len(column.codes) and len(np.unique(given)) == len(given)


def share_known(column: CodedColumn, keys: Mapping[str, int]) -> float:
    """Compute which share of the values in a column are among some numbers."""
    known = np.array([*(row_at(value, keys) >= 0 for value in column.distinct), False], dtype=bool)
    given = column.codes >= 0
    return float(known[column.codes[given]].mean()) if given.any() else 0.0


def are_likely(part: Part, rows: Codes, visits: Sequence[Part], *, is_called_so: bool) -> bool:
    """Say whether requests could belong to the visits in these rows: by the days of both, and most of them to conversations.

    A column that is called otherwise must also reach the later visits: degrees of urgency, or numbers of people, are all low.
    """
    raised = part.columns.get("raised_on")
    if raised is not None:
        on, day = ordinals(raised), days_of(visits)[rows]
        both: Mask = (on > 0) & (day > 0)
        if both.any() and float((on[both] >= day[both]).mean()) < LEAST_LIKELY:
            return False
    if is_called_so:
        return True
    outcomes = [(part.columns.get("outcome"), len(part.lines)) for part in visits]  # unknown: all may be conversations
    talked = np.concatenate(
        [np.ones(many, bool) if one is None else holds(one, lambda it: it == Outcome.CONVERSATION) for one, many in outcomes]
    )
    return float(talked[rows[rows >= 0]].mean()) >= LEAST_LIKELY and int(rows.max()) + 1 >= LEAST_REACH * len(talked)


def days_of(visits: Sequence[Part]) -> Codes:
    """Give the days of all visits as `date.toordinal`, and at last 0 for none."""
    visited = [(part.columns.get("visited_on"), len(part.lines)) for part in visits]
    days = [np.zeros(many, np.intp) if column is None else ordinals(column) for column, many in visited]
    return np.concatenate([*days, np.zeros(1, np.intp)])


def rows_referred_to(column: CodedColumn, keys: Mapping[str, int]) -> Codes:
    """Find the row of the visit that each value names; -1 where there is none."""
    rows: Codes = np.array([*(row_at(value, keys) for value in column.distinct), -1], dtype=np.intp)[column.codes]
    return rows


def row_at(value: object, keys: Mapping[str, int]) -> int:
    """Find the row of a number, with or without spaces; -1: there is none."""
    key = id_key(str(value))
    return keys.get(key, keys.get(without_spaces(key), -1))


def without_spaces(key: str) -> str:
    """Write a number without spaces."""
    return "".join(key.split())


def numbers_of(visits: Sequence[Part]) -> dict[str, int]:
    """Give the visits' own numbers as they are compared, each with its row among those of all parts, the last one that has it."""
    found: dict[str, int] = {}
    for part, first in placed(visits):
        found |= rows_of(own_numbers(part), first)
    return found


def placed(visits: Sequence[Part]) -> Iterator[tuple[Part, int]]:
    """Give the parts of the visits, each with the place of its first row among those of all."""
    return zip(visits, accumulate((len(part.lines) for part in visits), initial=0), strict=False)


def rows_of(column: CodedColumn, first: int = 0) -> dict[str, int]:
    """Give the values of a column as numbers are compared, each with its row."""
    return {id_key(str(column.distinct[code])): first + row for row, code in enumerate(column.codes.tolist()) if code >= 0}


def numbers_at(visit: Part, rows: Codes) -> CodedColumn:
    """Give the numbers of the visits in some rows; visits without numbers of their own are joined by the place of their row."""
    theirs = visit.links.get("visit_id") or visit.columns.get("visit_id")
    if theirs is None or not is_key(theirs):
        places = np.arange(len(visit.lines), dtype=np.intp)
        theirs = visit.links["visit_id"] = CodedColumn([str(row + 1) for row in places.tolist()], places)
    numbers = values_of(theirs)
    return recode([numbers[row] if row >= 0 else None for row in rows.tolist()])
