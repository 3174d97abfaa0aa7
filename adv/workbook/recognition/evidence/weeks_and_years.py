"""Evidence of weeks that stand for days, of a column of years, and of the year of sums that have no days: "Realisatie 2019"."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from adv.model import TableName
from adv.workbook.recognition.assignment import DOUBTED
from adv.workbook.recognition.header_match import MARK, Match
from adv.workbook.values.date_forms import years_in
from adv.workbook.values.day_columns import DayOption, year_of
from adv.workbook.values.yearless import are_weeks, is_week, is_yearless, year_said
from adv.workbook.vocabulary.fields import YEAR, Kind
from adv.workbook.vocabulary.knowledge import AGREES, MOSTLY
from adv.workbook.vocabulary.recognition import Reason
from adv.workbook.vocabulary.words import header_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from adv.model import Project
    from adv.workbook.recognition.assignment import Assignment, Column
    from adv.workbook.tables.grid import Cell

_WORDS = re.compile(r"[\W_]+")
DAY_OF: Final = {
    TableName.VISITS: "visited_on",
    TableName.REQUESTS: "raised_on",
    TableName.EXPENSES: "booked_on",
    TableName.ACTIVITIES: "held_on",
}
KINDS: Final = ("account", "account_name", "category")
AMOUNTS: Final = ("cents", "credit")
ROWS_ABOVE: Final = 8  # of the headers, in which titles stand


def weeks_and_years(so_far: Assignment) -> Assignment:
    """Take a column of weeks for the day where no column has days; and one of years beside weeks or days that lack theirs."""
    field = DAY_OF.get(so_far.words.table)
    if field is None:
        return so_far
    words, at = so_far.knowledge.words, so_far.named.get(field)
    match = so_far.matches.get(-1 if at is None else at)
    if at is not None and match and not _is_decided(so_far, at) and are_weeks(so_far.columns[at].sample):
        return so_far.having({at: replace(match, option=DayOption.WEEK.value)})
    is_week_itself = at is not None and _is_called(so_far, so_far.columns[at], words.weeks)
    if match is None or match.certainty < DOUBTED or (is_week_itself and not _is_decided(so_far, at or 0)):
        week = _only(so_far, words.weeks, is_week)
        if week is None:
            return so_far
        if at is not None and at != week:
            so_far = so_far.without((at,))
        at, match = week, Match(field, MARK, Reason("week_column"), DayOption.WEEK.value)
        so_far = so_far.having({week: match})
    is_lacking = match.option == DayOption.WEEK or _share(so_far.columns[at or 0], is_yearless) >= MOSTLY
    year = _only(so_far, words.years, lambda cell: year_said(cell) is not None) if is_lacking else None
    return so_far if year is None else so_far.having({year: Match(YEAR, MARK, Reason("year_column"))})


def _only(so_far: Assignment, called: frozenset[str], says: Callable[[Cell], bool]) -> int | None:
    """Find the one column that is called so, and holds such a thing."""
    found = [
        at
        for at, column in so_far.columns.items()
        if _is_called(so_far, column, called) and not _is_decided(so_far, at) and _share(column, says) >= AGREES
    ]
    return found[0] if len(found) == 1 else None


def _is_called(so_far: Assignment, column: Column, called: frozenset[str]) -> bool:
    words = {word for word in _WORDS.split(column.header.bare) if word and not word.isdigit()}
    known = so_far.knowledge.words
    others = known.fillers | called | (known.years if called is known.weeks else frozenset())
    return column.header.bare in called or bool(words & called and words <= others)


def _is_decided(so_far: Assignment, at: int) -> bool:
    return at in so_far.left_out or so_far.is_decided(at)


def _share(column: Column, says: Callable[[Cell], bool]) -> float:
    return sum(map(says, column.sample)) / len(column.sample) if column.sample else 0.0


def year_of_sums(so_far: Assignment) -> int | None:
    """Give the year of a list without days: as the user says, else the only one that a header, a title, the sheet or the file names.

    0 where there is none, None where these are no sums spent: what was planned, and where a column may hold days.
    """
    named = so_far.named
    if not any(name in named for name in KINDS) or any(so_far.fits(column, Kind.DAY) for column in so_far.columns.values()):
        return None
    if decided := year_of(so_far.matches[named["cents"]].option if "cents" in named else None):
        return decided
    raw, first = so_far.sheet.sheet, min(column.first_row for column in so_far.columns.values()) - 1
    above = range(max(0, first - ROWS_ABOVE), first)
    titles = [cell for cells in raw.columns for cell in cells[above.start : above.stop] if isinstance(cell, str)]
    headers = [so_far.columns[named[name]].header.text for name in AMOUNTS if name in named]
    ledger = so_far.knowledge.words.ledger
    if speaks([*titles, *headers, raw.name], ledger.planned) and not speaks([*titles, *headers, raw.name], ledger.realised):
        return None
    return next((year for texts in (headers, titles, [raw.name], [so_far.sheet.file]) if (year := only_year(texts))), 0)


def first_day(year: int, project: Project) -> date:
    """Give the day on which sums of a year are booked: its first one, or that of the project in its first year."""
    start = project.period.start
    return start if start.year == year else date(year, 1, 1)


def speaks(texts: Iterable[str], words: frozenset[str]) -> bool:
    """Say whether one of some texts has one of some words."""
    return any(word in words for text in texts for word in re.findall(r"€|[^\W\d_]+", header_key(text)))


def only_year(texts: Iterable[str]) -> int | None:
    """Give the year that some texts speak of; None where they speak of none, or of several."""
    found = {year for text in texts for year in years_in(text)}
    return found.pop() if len(found) == 1 else None
