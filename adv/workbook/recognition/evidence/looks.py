"""Evidence of looks: the colour of a row says what no column does, and a column struck out from top to bottom no longer holds."""

from __future__ import annotations

from typing import Final

from adv.model import TableName
from adv.workbook.recognition.assignment import CORRECTED, Assignment, Column
from adv.workbook.recognition.header_match import Match
from adv.workbook.vocabulary.knowledge import MOSTLY
from adv.workbook.vocabulary.recognition import Reason
from adv.workbook.vocabulary.word_lists import COUNTS, LayoutWord, WordList, word_key
from adv.workbook.vocabulary.words import is_blank

EXPLAINED: Final = 0.9  # how sure a colour says the outcome of which a legend has known words
UNEXPLAINED: Final = 0.6
FEWEST: Final = 2  # different colours that say different things
OF_ROWS: Final = frozenset({"visited_on", "visit_id"})  # without any of these it may be a list of anything
SAID_BY: Final = {TableName.VISITS: "outcome", TableName.REQUESTS: "status"}
FEWEST_STRUCK: Final = 2  # cells of a column that are struck out
STRUCK: Final = "column_struck_out"


def row_colour(so_far: Assignment) -> Assignment:
    """Take the colour for what lacks, when a legend explains it or rows of several colours leave nothing else; else leave it out."""
    at = so_far.sheet.sheet.looks.colour_column
    column = so_far.columns.get(at)
    if column is None or at in so_far.matches:
        return so_far
    name = SAID_BY.get(so_far.words.table)
    if name and name not in so_far.named:
        share = so_far.knowledge.share(column.sample, so_far.kind(name)) or 0
        certainty = EXPLAINED if share >= MOSTLY else UNEXPLAINED
        if share >= MOSTLY or (len(column.sample) >= FEWEST and not so_far.named.keys().isdisjoint(OF_ROWS)):
            return so_far.having({at: Match(name, certainty, Reason("colour"))})
    return so_far.without((at,), Reason("colour_not_needed"))


def struck_columns(so_far: Assignment) -> Assignment:
    """Leave out the columns of which every filled cell is struck out while other columns are not; what the user decided stays."""
    looks = so_far.sheet.sheet.looks
    if not looks.struck or so_far.knowledge.own.of(WordList.LAYOUT).get(word_key(LayoutWord.STRUCK)) == COUNTS:
        return so_far
    struck = {at for at, column in so_far.columns.items() if _is_struck(at, column, so_far)}
    filled = {at for at, column in so_far.columns.items() if column.sample}
    decided = {at for at, match in so_far.matches.items() if match.reason.key == CORRECTED}
    return so_far if struck >= filled else so_far.without(struck - decided, Reason(STRUCK))


def _is_struck(at: int, column: Column, so_far: Assignment) -> bool:
    rows = [row for row in range(column.first_row, len(column.whole)) if not is_blank(column.whole[row])]
    return len(rows) >= FEWEST_STRUCK and all((row, at) in so_far.sheet.sheet.looks.struck for row in rows)
