"""Evidence of columns that say of their own row that it does not count, or of which project it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from adv.model import TableName
from adv.workbook.recognition.header_match import Match
from adv.workbook.vocabulary.fields import CENTRE, STATE, YES_COUNTS, YES_VOIDS, is_field
from adv.workbook.vocabulary.knowledge import MOSTLY
from adv.workbook.vocabulary.recognition import Reason
from adv.workbook.vocabulary.words import RowWords, value_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adv.workbook.recognition.assignment import Assignment, Column

SAYS_SO: Final = 0.9  # how sure a column is whose header and cells both say it
OF_A_PROJECT: Final = frozenset({TableName.VISITS, TableName.REQUESTS})  # those of money are cost centres


def row_states(so_far: Assignment) -> Assignment:
    """Take the columns that say whether their row counts for that, and one that says of which project it is."""
    if not is_field(so_far.words.table, STATE):
        return so_far
    words, found = so_far.knowledge.words.rows, dict[int, Match]()
    for at, column in so_far.columns.items():
        if at in so_far.matches or at in so_far.left_out or not column.header.bare:
            continue
        bare = column.header.bare
        if option := yes_means(bare, words, is_form=so_far.words.table is TableName.VISITS):
            if column.sample and all(so_far.knowledge.yes_no(cell).value is not None for cell in column.sample):
                found[at] = Match(STATE, SAYS_SO, Reason("says_if_it_counts"), option)
        elif bare in words.state_headers:
            if _is_state(column, states_of(words, so_far.words.table)):
                found[at] = Match(STATE, SAYS_SO, Reason("says_if_it_counts"))
        elif bare in words.project_headers and so_far.words.table in OF_A_PROJECT and CENTRE not in so_far.named and _names(column):
            found[at] = Match(CENTRE, SAYS_SO, Reason("says_whose"))
    return so_far.having(found) if found else so_far


def yes_means(bare: str, words: RowWords, *, is_form: bool = True) -> str | None:
    """Give what a yes under a header says of its row; None where that asks for no yes or no."""
    if bare in words.counting_headers or (is_form and bare in words.finished_headers):
        return YES_COUNTS
    return YES_VOIDS if bare in words.voiding_headers else None


def states_of(words: RowWords, table: TableName) -> Mapping[str, bool]:
    """Give the known words for how a row stands, each with whether the row counts."""
    is_money = table is TableName.EXPENSES
    out, counted = (
        words.voids | (words.planned if is_money else frozenset()),
        words.stands | (words.booked if is_money else frozenset()),
    )
    return dict.fromkeys(counted, True) | dict.fromkeys(out, False)


def _is_state(column: Column, states: Mapping[str, bool]) -> bool:
    known = sum(isinstance(cell, str) and value_key(cell) in states for cell in column.sample)
    return bool(column.sample) and known >= MOSTLY * len(column.sample)


def _names(column: Column) -> bool:
    return bool(column.sample) and all(isinstance(cell, str) for cell in column.sample) and column.repeats
