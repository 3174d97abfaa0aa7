"""Evidence of what a row says of itself: that it does not count, of which project it is, its colour, a line through it, its outcome as a mark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from adv.model import Outcome, TableName
from adv.workbook.recognition.columns.assignment import CORRECTED, Assignment
from adv.workbook.recognition.columns.header_words import SURE_OF_MARK, SURE_OF_PHRASE, Match
from adv.workbook.understood import Reason
from adv.workbook.values.amounts import parse_whole
from adv.workbook.vocabulary.fields import CENTRE, STATE, YES_COUNTS, YES_VOIDS, Kind, is_field
from adv.workbook.vocabulary.knowledge import MOSTLY, are_marks, sample_of
from adv.workbook.vocabulary.word_lists import COUNTS, LayoutWord, WordList, word_key
from adv.workbook.vocabulary.words import RowWords, is_blank, value_key

if TYPE_CHECKING:
    from collections.abc import Mapping


SURE_OF_STATE: Final = 0.9  # certainty of a column whose header and cells both say it
OF_A_PROJECT: Final = frozenset({TableName.VISITS, TableName.REQUESTS})  # those of money are cost centres
SURE_OF_EXPLAINED: Final = 0.9  # certainty of a colour's outcome if a legend has known words for it
SURE_OF_UNEXPLAINED: Final = 0.6
FEWEST_COLOURS: Final = 2  # different colours that say different things
NOT_ANY_LIST: Final = frozenset({"visited_on", "visit_id"})  # without any of these it may be a list of anything
SAID_BY: Final = {TableName.VISITS: "outcome", TableName.REQUESTS: "status"}
FEWEST_STRUCK: Final = 2  # cells of a column that are struck out
STRUCK_COLUMN: Final = "column_struck_out"  # the reason of a column that is struck out as a whole
SURELY_NAMED: Final = 0.72  # from here on a header says what the column is, not what is in it or a part of a word
MOST_COUNTED: Final = 1000  # visits
FEWEST_OUTCOMES: Final = 2  # different outcomes that have a column; of one alone only "conversation" says anything


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
                found[at] = Match(STATE, SURE_OF_STATE, Reason("says_if_it_counts"), option)
        elif bare in words.state_headers:
            states = states_of(words, so_far.words.table)
            known = sum(isinstance(cell, str) and value_key(cell) in states for cell in column.sample)
            if column.sample and known >= MOSTLY * len(column.sample):
                found[at] = Match(STATE, SURE_OF_STATE, Reason("says_if_it_counts"))
        elif bare in words.project_headers and so_far.words.table in OF_A_PROJECT and column.sample and column.repeats:
            found |= {} if CENTRE in so_far.named else {at: Match(CENTRE, SURE_OF_STATE, Reason("says_whose"))}
    return so_far.having(found) if found else so_far


def yes_means(bare: str, words: RowWords, *, is_form: bool = True) -> str | None:
    """Give what a yes under a header says of its row; None where that asks for no yes or no."""
    if bare in words.counting_headers or (is_form and bare in words.finished_headers):
        return YES_COUNTS
    return YES_VOIDS if bare in words.voiding_headers else None


def states_of(words: RowWords, table: TableName) -> Mapping[str, bool]:
    """Give the known words for how a row stands, each with whether the row counts."""
    is_money = table is TableName.EXPENSES
    out = words.voids | (words.planned if is_money else frozenset())
    counted = words.stands | (words.booked if is_money else frozenset())
    return dict.fromkeys(counted, True) | dict.fromkeys(out, False)


def row_colour(so_far: Assignment) -> Assignment:
    """Take the colours of rows for the outcome or status that no column says, when a legend explains them or there are several; else leave them out."""
    at = so_far.sheet.sheet.looks.colour_column
    column = so_far.columns.get(at)
    if column is None or at in so_far.matches:
        return so_far
    name = SAID_BY.get(so_far.words.table)
    if name and name not in so_far.named:
        share = so_far.knowledge.share(column.sample, so_far.kind(name)) or 0
        certainty = SURE_OF_EXPLAINED if share >= MOSTLY else SURE_OF_UNEXPLAINED
        if share >= MOSTLY or (len(column.sample) >= FEWEST_COLOURS and not so_far.named.keys().isdisjoint(NOT_ANY_LIST)):
            return so_far.having({at: Match(name, certainty, Reason("colour"))})
    return so_far.without((at,), Reason("colour_not_needed"))


def struck_columns(so_far: Assignment) -> Assignment:
    """Leave out the columns of which every filled cell is struck out while other columns are not; what the user decided stays."""
    looks = so_far.sheet.sheet.looks
    if (
        not looks.struck
        or so_far.knowledge.own.in_table(so_far.words.table).of(WordList.LAYOUT).get(word_key(LayoutWord.STRUCK)) == COUNTS
    ):
        return so_far
    struck, filled = set[int](), {at for at, column in so_far.columns.items() if column.sample}
    for at, column in so_far.columns.items():
        rows = [row for row in range(column.first_row, len(column.whole)) if not is_blank(column.whole[row])]
        if len(rows) >= FEWEST_STRUCK and all((row, at) in looks.struck for row in rows):
            struck.add(at)
    decided = {at for at, match in so_far.matches.items() if match.reason.key == CORRECTED}
    return so_far if struck >= filled else so_far.without(struck - decided, Reason(STRUCK_COLUMN))


def outcome_ticks(so_far: Assignment) -> Assignment:
    """Read columns whose marks say the outcome, where no header names a column with outcomes in words.

    Marks count beside the day of a visit only: what stands beside something else, such as a total, is none. When one of the columns
    holds something else, none is read.
    """
    outcome, day = so_far.match_of("outcome"), so_far.named.get("visited_on")
    if day is None or so_far.words.table is not TableName.VISITS or (outcome and outcome.certainty > SURELY_NAMED):
        return so_far
    meant = _outcomes_called(so_far)
    if not meant:
        return so_far
    knowledge, every, first = so_far.knowledge, so_far.sheet.sheet.columns, so_far.columns[day].first_row
    rows = [row for row in range(first, len(every[day])) if knowledge.share(every[day][row : row + 1], Kind.DAY)]
    filled = {at: [every[at][row] for row in rows if not is_blank(every[at][row])] for at in meant}
    cells = {cell for found in filled.values() for cell in found if not isinstance(cell, bool)}
    are_counts = any(parse_whole(cell, highest=MOST_COUNTED).value not in {None, 0, 1} for cell in cells)
    if are_counts or not all(are_marks(found, sample_of(found), knowledge) for found in filled.values()):
        return so_far  # numbers of visits, days or stories
    if len(set(meant.values())) >= FEWEST_OUTCOMES:
        return so_far.having({at: _ticked(outcome, SURE_OF_MARK) for at, outcome in meant.items()})
    alone = [at for at in meant if filled[at]]
    if len(alone) != 1 or set(meant.values()) != {Outcome.CONVERSATION}:
        return so_far
    return so_far.having({alone[0]: _ticked(Outcome.CONVERSATION, SURE_OF_PHRASE)})


def conversation_asked(so_far: Assignment) -> Assignment:
    """Find the one question for a conversation ("Gesprek gevoerd?" over ja and nee), beside which only the reason for none may stand.

    A column with outcomes counts for itself where it says something of a visit with a yes too: then it says all. Columns that are
    called after several outcomes say it together (`outcome_ticks`).
    """
    words, knowledge = so_far.knowledge.words, so_far.knowledge
    if len({*_outcomes_called(so_far).values()}) >= FEWEST_OUTCOMES:
        return so_far
    found: list[int] = []
    for at, column in so_far.columns.items():
        left = " ".join(word for word in value_key(column.header.bare).split() if word not in words.asked)
        is_free = so_far.is_free(column) or (at in so_far.matches and so_far.matches[at].certainty <= SURELY_NAMED)
        is_called_so = words.outcomes.get(left) is Outcome.CONVERSATION and left not in words.statuses
        if is_free and is_called_so and column.sample:
            found += (
                [at] if all(isinstance(cell, str) and knowledge.yes_no(cell).value is not None for cell in column.sample) else []
            )
    if len(found) != 1 or so_far.words.table is not TableName.VISITS or "visited_on" not in so_far.named:
        return so_far
    asked, reason = so_far.columns[found[0]], so_far.column_of("outcome")
    if reason is None:
        return so_far.having({found[0]: _ticked(Outcome.CONVERSATION, SURE_OF_PHRASE)})
    if reason is asked:
        return so_far
    rows = zip(asked.whole[asked.first_row :], reason.whole[reason.first_row :], strict=False)
    beside = [knowledge.yes_no(answer).value for answer, why in rows if not is_blank(answer) and not is_blank(why)]
    return so_far.having({found[0]: _ticked(Outcome.CONVERSATION, SURE_OF_STATE)}) if beside and not any(beside) else so_far


def _outcomes_called(so_far: Assignment) -> dict[int, Outcome]:
    """Find the columns called after an outcome, "Niet thuis", of which nothing else is known but that a header looks like a word."""
    words = so_far.knowledge.words
    guessed = {at for at, match in so_far.matches.items() if match.reason.key == "header_like"}
    return {
        at: words.outcomes[name]
        for at, column in so_far.columns.items()
        if at in guessed or so_far.is_free(column)
        if (name := so_far.words.outcome_answer(column.header) or value_key(column.header.bare)) in words.outcomes
        and name not in words.statuses  # "afgerond" may be the request
    }


def _ticked(outcome: Outcome, certainty: float) -> Match:
    return Match("outcome", certainty, Reason(f"outcome_mark.{outcome.value}"), outcome.value)
