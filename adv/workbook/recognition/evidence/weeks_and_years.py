"""Evidence of weeks and years: a column of weeks ("Week" over 10, 11, 12) is the day where none has days, one of years completes days without."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from adv.workbook.recognition.columns.assignment import DOUBTED, Assignment, Column
from adv.workbook.recognition.columns.header_words import SURE_OF_MARK, Match
from adv.workbook.understood import Reason
from adv.workbook.values.day_columns import DayOption
from adv.workbook.values.yearless import are_weeks, is_week, is_yearless, year_said
from adv.workbook.vocabulary.fields import FIELDS, YEAR, Kind
from adv.workbook.vocabulary.knowledge import AGREES, MOSTLY

if TYPE_CHECKING:
    from collections.abc import Callable

    from adv.workbook.tables.grid import Cell

# The first of the days that a table has.
DAY_OF: Final = {table: name for table, fields in FIELDS.items() for name, kind in [*fields.items()][::-1] if kind is Kind.DAY}
_WORDS = re.compile(r"[\W_]+")


def weeks_and_years(so_far: Assignment) -> Assignment:
    """Take a column of weeks for the day where no column has days; and one of years beside weeks or days that lack theirs."""
    field = DAY_OF.get(so_far.words.table)
    if field is None:
        return so_far
    day = so_far.named.get(field)
    if day is not None and not so_far.is_settled(day) and are_weeks(so_far.columns[day].sample):
        return so_far.having({day: replace(so_far.matches[day], option=DayOption.WEEK.value)})  # "14-2019": no month is the 14th
    if day is None or not _has_days(so_far, day):
        week = _only_one(so_far, so_far.knowledge.words.weeks, is_week)
        if week is None:
            return so_far
        so_far, day = _with_weeks(so_far, field, week, instead_of=day), week
    return _with_years(so_far, day)


def _has_days(so_far: Assignment, day: int) -> bool:
    """Say whether a column that was taken for the day is no week itself: "Week" over 10, 11, 12, or with a content that speaks against it."""
    is_called_week = _is_called(so_far, so_far.columns[day], so_far.knowledge.words.weeks)
    return so_far.matches[day].certainty >= DOUBTED and (not is_called_week or so_far.is_settled(day))


def _with_weeks(so_far: Assignment, field: str, week: int, instead_of: int | None) -> Assignment:
    """Take a column of weeks for the day, instead of the one that only seemed to have days."""
    if instead_of is not None and instead_of != week:
        so_far = so_far.without((instead_of,))
    return so_far.having({week: Match(field, SURE_OF_MARK, Reason("week_column"), DayOption.WEEK.value)})


def _with_years(so_far: Assignment, day: int) -> Assignment:
    """Take a column of years beside weeks, or beside days that lack theirs: "Jaar" beside "12 mrt"."""
    holds_weeks = so_far.matches[day].option == DayOption.WEEK
    if not holds_weeks and _share_of(so_far.columns[day], is_yearless) < MOSTLY:
        return so_far
    year = _only_one(so_far, so_far.knowledge.words.years, lambda cell: year_said(cell) is not None)
    return so_far if year is None else so_far.having({year: Match(YEAR, SURE_OF_MARK, Reason("year_column"))})


def _only_one(so_far: Assignment, called: frozenset[str], says: Callable[[Cell], bool]) -> int | None:
    may_be = ((at, one) for at, one in so_far.columns.items() if _is_called(so_far, one, called) and not so_far.is_settled(at))
    found = [at for at, column in may_be if _share_of(column, says) >= AGREES]
    return found[0] if len(found) == 1 else None


def _is_called(so_far: Assignment, column: Column, called: frozenset[str]) -> bool:
    words = {word for word in _WORDS.split(column.header.bare) if word and not word.isdigit()}
    known = so_far.knowledge.words
    others = known.fillers | called | (known.years if called is known.weeks else frozenset())
    return column.header.bare in called or bool(words & called and words <= others)


def _share_of(column: Column, says: Callable[[Cell], bool]) -> float:
    return sum(map(says, column.sample)) / len(column.sample) if column.sample else 0.0
