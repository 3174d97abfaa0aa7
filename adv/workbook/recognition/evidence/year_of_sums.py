"""The year of a list of sums by account or kind of cost that has no days: "Realisatie 2019", a trial balance."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from adv.workbook.values.day_columns import year_of
from adv.workbook.values.spans import years_in
from adv.workbook.vocabulary.fields import Kind
from adv.workbook.vocabulary.words import header_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from adv.model import Project
    from adv.workbook.recognition.assignment import Assignment

KINDS: Final = ("account", "account_name", "category")
AMOUNTS: Final = ("cents", "credit")
ROWS_ABOVE: Final = 8  # of the headers, in which titles stand


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
