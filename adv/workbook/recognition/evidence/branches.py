"""Evidence of one question on several branches of a form: columns of which each row fills in one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from adv.workbook.recognition.header_match import Match
from adv.workbook.values.parsed import EMPTY_WORDS
from adv.workbook.values.text import fold
from adv.workbook.vocabulary.fields import BESIDE, SEVERAL
from adv.workbook.vocabulary.recognition import Reason
from adv.workbook.vocabulary.words import is_blank, numberless

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.recognition.assignment import Assignment
    from adv.workbook.recognition.sheet_columns import Column
    from adv.workbook.tables.grid import Cell

BRANCH: Final = "branch"  # the reason of a further column of the same question
FEWEST: Final = 2  # rows that each branch fills in
MOST_BOTH: Final = 0.1  # share of the rows in which two branches may differ, where they are called alike; these are said


def branches(so_far: Assignment) -> Assignment:
    """Take the columns of one question together where each row fills in one of them: they are the same question on several branches."""
    claims: dict[tuple[str, str | None], list[int]] = {}
    for at, match in so_far.matches.items():
        if not match.field.startswith(BESIDE) and so_far.kind(match.field) not in SEVERAL:
            claims.setdefault((match.field, match.option), []).append(at)
    read = {numberless(_name(so_far.columns[at])): at for at in list(so_far.matches)[::-1]}
    for at, column in so_far.columns.items():
        first = read.get(numberless(_name(column))) if column.header.bare and so_far.is_free(column) else None
        if first is not None and (so_far.matches[first].field, so_far.matches[first].option) in claims:
            claims[so_far.matches[first].field, so_far.matches[first].option].append(at)
    for (name, option), places in claims.items():
        first, *others = sorted(places, key=lambda at: (-_certainty(so_far, at), at))
        together = [first]
        for other in others:
            if all(_are_branches(so_far, so_far.columns[at], so_far.columns[other]) for at in together):
                together.append(other)
        if len(together) == 1 and _fill_every_row(so_far, places):
            together = [first, *others]
        found = {
            at: Match(name, so_far.matches[first].certainty, Reason(BRANCH, {"header": so_far.columns[first].header.shown}), option)
            for at in together[1:]
        }
        so_far = so_far.having(found)
    return so_far


def _certainty(so_far: Assignment, at: int) -> float:
    return so_far.matches[at].certainty if at in so_far.matches else 0


def _are_branches(so_far: Assignment, first: Column, other: Column) -> bool:
    """Say whether two columns are filled in in turn: never in one row and together in all, or hardly ever when they are called alike."""
    rows = [pair for pair in zip(first.cells, other.cells, strict=True) if any(map(_says, pair))]
    one, two = (sum(_says(pair[side]) for pair in rows) for side in (0, 1))
    both = [pair for pair in rows if all(map(_says, pair))]
    if min(one, two) - len(both) < FEWEST:
        return False
    if numberless(_name(first)) == numberless(_name(other)):
        return sum(here != there for here, there in both) <= MOST_BOTH * min(one, two)
    filled = sum(any(_says(column.cells[row]) for column in so_far.columns.values()) for row in range(len(first.cells)))
    return not both and one + two == filled


def _fill_every_row(so_far: Assignment, places: Sequence[int]) -> bool:
    """Say whether every row of the table fills in exactly one of the columns, and each of them is filled in more than once."""
    cells = [so_far.columns[at].cells for at in places]
    rows = range(len(cells[0]))
    many = [
        sum(_says(column[row]) for column in cells) for row in rows if any(_says(one.cells[row]) for one in so_far.columns.values())
    ]
    return set(many) == {1} and all(sum(map(_says, column)) >= FEWEST for column in cells)


def _says(cell: Cell) -> bool:
    return not is_blank(cell) and not (isinstance(cell, str) and fold(cell) in EMPTY_WORDS)


def _name(column: Column) -> str:
    """The name of a column's question, without its groups and the number that a spreadsheet puts behind a second one."""
    return column.header.bare.rpartition("/")[2].strip().rstrip("0123456789")


def is_branch(match: Match) -> bool:
    """Say whether a column is a further one of a question that another is read for too."""
    return match.reason.key == BRANCH
