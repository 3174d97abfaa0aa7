"""Evidence of cells with a day and its outcome together: "12-3 niet thuis" under "1e keer", or a diary of all visits in one cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from adv.model import TableName
from adv.workbook.recognition.assignment import CORRECTED, DOUBTED
from adv.workbook.recognition.header_match import Match
from adv.workbook.values.diary import days_of
from adv.workbook.vocabulary.fields import ATTEMPT_PREFIX, DIARY, Kind
from adv.workbook.vocabulary.knowledge import MOSTLY
from adv.workbook.vocabulary.recognition import Reason
from adv.workbook.vocabulary.words import numberless

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.recognition.assignment import Assignment
    from adv.workbook.recognition.sheet_columns import Column

TOGETHER: Final = 0.85  # how sure cells with days and outcomes are visits
DAY, OUTCOME = "visited_on", "outcome"
DECIDED: Final = frozenset({CORRECTED, "remembered"})


def diaries(so_far: Assignment) -> Assignment:
    """Take columns of days with their outcomes for the visits of a row, where no other columns say a day and an outcome."""
    if so_far.words.table is not TableName.VISITS:
        return so_far
    decided = [at for at, match in so_far.matches.items() if match.field == DIARY]
    found = decided or _columns(so_far)
    if not found or (not decided and _is_said_elsewhere(so_far, found)):
        return so_far
    reason = Reason("diary_column")
    so_far = so_far.having({at: Match(DIARY, TOGETHER, reason) for at in found if at not in decided})
    return _without_others(so_far, found)


def _columns(so_far: Assignment) -> list[int]:
    """Find the columns most of whose values are days with outcomes, and those called alike or coloured with days in them; the user's decisions stay."""
    may_be = {
        at: column
        for at, column in so_far.columns.items()
        if at not in so_far.left_out
        and column.is_weighed
        and ((match := so_far.matches.get(at)) is None or match.reason.key not in DECIDED)
    }
    found = [at for at, column in may_be.items() if (so_far.knowledge.share(column.sample, Kind.DIARY) or 0) >= MOSTLY]
    called = {name for at in found if (name := numberless(may_be[at].header.bare))}
    worded = {at for _, at in so_far.sheet.sheet.looks.worded}  # their colours stand beside the days, known or not
    alike = [
        at for at, column in may_be.items() if (at in worded or numberless(column.header.bare) in called) and _has_days(column)
    ]
    return sorted({*found, *alike})


def _has_days(column: Column) -> bool:
    """Say whether most of a column's texts name a day, whatever else they say."""
    texts = [cell for cell in column.sample if isinstance(cell, str)]
    return bool(texts) and sum(bool(days_of(cell)) for cell in texts) >= MOSTLY * len(texts)


def _is_said_elsewhere(so_far: Assignment, found: Sequence[int]) -> bool:
    """Say whether other columns name the day and the outcome of a visit."""
    sure = {match.field for at, match in so_far.matches.items() if at not in found and match.certainty > DOUBTED}
    return {DAY, OUTCOME} <= sure


def _without_others(so_far: Assignment, found: Sequence[int]) -> Assignment:
    """Leave out a day or an outcome beside the diaries: those say it of each visit."""
    others = {
        at
        for at, match in so_far.matches.items()
        if at not in found and match.field.removeprefix(ATTEMPT_PREFIX) in {DAY, OUTCOME} and match.reason.key not in DECIDED
    }
    told = Reason("better_column", {"header": so_far.columns[found[0]].header.shown})
    matches = {at: match for at, match in so_far.matches.items() if at not in others}
    return replace(so_far, matches=matches, left_out={**so_far.left_out, **dict.fromkeys(others, told)})
