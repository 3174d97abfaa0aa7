"""Evidence of outcomes that are ticked: a column per outcome with a cross in one of them, or one that says whether there was a conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from adv.model import Outcome, TableName
from adv.workbook.recognition.header_match import MARK, PHRASE, Match
from adv.workbook.values.amounts import parse_whole
from adv.workbook.vocabulary.fields import Kind
from adv.workbook.vocabulary.knowledge import are_marks, sample_of
from adv.workbook.vocabulary.recognition import Reason
from adv.workbook.vocabulary.words import is_blank, value_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.recognition.assignment import Assignment
    from adv.workbook.tables.grid import Cell

SURELY_NAMED: Final = 0.72  # from here on a header says what the column is, not what is in it or a part of a word
MOST_COUNTED: Final = 1000  # visits
FEWEST: Final = 2  # different outcomes that have a column; of one alone only "conversation" says anything


def outcome_ticks(so_far: Assignment) -> Assignment:
    """Read columns whose marks say the outcome, where no header names a column with outcomes in words.

    Marks count beside the day of a visit only: what stands beside something else, such as a total, is none. When one of the columns
    holds something else, none is read.
    """
    outcome = so_far.matches.get(so_far.named.get("outcome", -1))
    day = so_far.named.get("visited_on")
    if day is None or so_far.words.table is not TableName.VISITS or (outcome and outcome.certainty > SURELY_NAMED):
        return so_far
    meant = _outcomes_called(so_far)
    if not meant:
        return so_far
    knowledge, cells, first = so_far.knowledge, so_far.sheet.sheet.columns, so_far.columns[day].first_row
    rows = [row for row in range(first, len(cells[day])) if knowledge.share(cells[day][row : row + 1], Kind.DAY)]
    filled = {at: [cells[at][row] for row in rows if not is_blank(cells[at][row])] for at in meant}
    if not all(are_marks(found, sample_of(found), knowledge) and not _are_counts(found) for found in filled.values()):
        return so_far  # numbers of visits, days or stories
    if len(set(meant.values())) >= FEWEST:
        return so_far.having({at: _match(outcome, MARK) for at, outcome in meant.items()})
    alone = [at for at in meant if filled[at]]
    if len(alone) != 1 or set(meant.values()) != {Outcome.CONVERSATION}:
        return so_far
    return so_far.having({alone[0]: _match(Outcome.CONVERSATION, PHRASE)})


def _outcomes_called(so_far: Assignment) -> dict[int, Outcome]:
    """Find the columns that are called after an outcome, among those of which no more is known than that they look like something."""
    words = so_far.knowledge.words
    guessed = {at for at, match in so_far.matches.items() if match.reason.key == "header_like"}
    return {
        at: words.outcomes[name]
        for at, column in so_far.columns.items()
        if at in guessed or so_far.is_free(column)
        if (name := so_far.words.outcome_answer(column.header) or value_key(column.header.bare)) in words.outcomes
        and name not in words.statuses  # "afgerond" may be the request
    }


def _are_counts(cells: Sequence[Cell]) -> bool:
    counts = {parse_whole(cell, highest=MOST_COUNTED).value for cell in set(cells) if not isinstance(cell, bool)}
    return bool(counts - {None, 0, 1})


def _match(outcome: Outcome, certainty: float) -> Match:
    return Match("outcome", certainty, Reason(f"outcome_mark.{outcome.value}"), outcome.value)
