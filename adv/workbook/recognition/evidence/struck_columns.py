"""Evidence of strokes: a column that is struck out from top to bottom no longer holds; another one has taken its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from adv.workbook.recognition.assignment import CORRECTED
from adv.workbook.vocabulary.recognition import Reason
from adv.workbook.vocabulary.word_lists import COUNTS, LayoutWord, WordList, word_key
from adv.workbook.vocabulary.words import is_blank

if TYPE_CHECKING:
    from adv.workbook.recognition.assignment import Assignment
    from adv.workbook.recognition.sheet_columns import Column

FEWEST: Final = 2  # cells of a column that are struck out
STRUCK: Final = "column_struck_out"


def struck_columns(so_far: Assignment) -> Assignment:
    """Leave out the columns of which every filled cell is struck out while other columns are not; what the user decided stays."""
    looks = so_far.sheet.sheet.looks
    if not looks.struck or so_far.knowledge.own.of(WordList.LAYOUT).get(word_key(LayoutWord.STRUCK)) == COUNTS:
        return so_far
    struck = {at for at, column in so_far.columns.items() if _is_struck(at, column, so_far)}
    filled = {at for at, column in so_far.columns.items() if column.sample}
    decided = {at for at, match in so_far.matches.items() if match.reason.key == CORRECTED}
    out = struck - decided
    if not out or struck >= filled:
        return so_far
    matches = {at: match for at, match in so_far.matches.items() if at not in out}
    return replace(so_far, matches=matches, left_out={**so_far.left_out, **dict.fromkeys(out, Reason(STRUCK))})


def _is_struck(at: int, column: Column, so_far: Assignment) -> bool:
    rows = [row for row in range(column.first_row, len(column.whole)) if not is_blank(column.whole[row])]
    return len(rows) >= FEWEST and all((row, at) in so_far.sheet.sheet.looks.struck for row in rows)
