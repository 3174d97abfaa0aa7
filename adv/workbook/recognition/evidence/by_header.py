"""Evidence of a column's own header, that its content bears out: "Datum" over days. The user's decision goes first, then a confirmed import."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from adv.workbook.recognition.columns.assignment import CORRECTED, DOUBTED, FREE_TEXT, Assignment, Column
from adv.workbook.recognition.columns.header_words import Match
from adv.workbook.recognition.evidence.by_content import BY_CONTENT
from adv.workbook.recognition.places.layout import Header, names_of
from adv.workbook.understood import Reason
from adv.workbook.values.day_columns import DayOption, turn_of, year_of
from adv.workbook.values.yearless import compact_days, is_week, is_yearless
from adv.workbook.vocabulary.fields import MARKED, Kind, decided_as, is_field
from adv.workbook.vocabulary.knowledge import AGREES, are_marks
from adv.workbook.vocabulary.words import header_key, is_blank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.tables.grid import Cell

DIFFERS: Final = 0.2  # share under which the content speaks against the header
FEWEST_TO_DOUBT: Final = 3  # different values; fewer prove nothing
SURE_OF_REMEMBERED: Final = 0.97
RANKED: Final = "mark_ranked"  # the reason of a column of numbers that say in which order themes came up
FEWEST_RANKED: Final = 2  # columns, and rows with several of them
FEWEST_OF_TOOL: Final = 3  # columns that a tool for forms adds by itself, to know it by
FREE_FORM: Final = frozenset({Kind.CATEGORY, Kind.ID})  # another kind of cost is one too; a number may be any text


def by_header(so_far: Assignment) -> Assignment:
    """Take each column for what its header says, and leave out what is not wanted."""
    found = {at: said_by(so_far, column) for at, column in so_far.columns.items()} | _ranked(so_far)
    left_out = {at: what for at, what in found.items() if isinstance(what, Reason)}
    return replace(so_far, left_out=left_out, matches={at: what for at, what in found.items() if isinstance(what, Match)})


def said_by(so_far: Assignment, column: Column) -> Match | Reason | None:
    """Find what a column is, or why it is left out."""
    header = column.header
    if decided := _decided(so_far, column):
        return decided
    if header.column in so_far.remembered:
        name, option = so_far.remembered[header.column]
        if header.key or (name is not None and is_field(so_far.words.table, name) and bears_out(so_far, column, name)):
            return _as_remembered(so_far, column, name, option)
    match = so_far.words.match(header)
    if match and match.field == "status" and _is_of_tool(so_far, header):
        return None
    weighed = _weighed(so_far, column, match) if match else None
    return weighed or next((match for match in so_far.words.stems(header) if bears_out(so_far, column, match.field)), None)


def _is_of_tool(so_far: Assignment, header: Header) -> bool:
    """Say whether a tool for forms added a column, here with others of its own: "Progress" beside "Duration (in seconds)" is no state of a request."""
    unneeded = so_far.knowledge.words.unneeded
    of_tool = sum(unneeded.get(column.header.bare) == "form" for column in so_far.columns.values())
    return unneeded.get(header.bare) == "form" and of_tool >= FEWEST_OF_TOOL


def _ranked(so_far: Assignment) -> dict[int, Match]:
    """Find columns under names of themes that number, row by row, in which order these came up: each number is a mark."""
    marks = {at: match for at, column in so_far.columns.items() if (match := _theme_of(so_far, column))}
    if len(marks) < FEWEST_RANKED:
        return {}
    rows = [
        sorted(cell if isinstance(cell, int | float) and not isinstance(cell, bool) else 0 for cell in row if not is_blank(cell))
        for row in zip(*(so_far.columns[at].cells for at in marks), strict=True)
    ]
    filled = [row for row in rows if row]
    in_order = sum(row == list(range(1, len(row) + 1)) for row in filled)
    if sum(len(row) > 1 for row in filled) < FEWEST_RANKED or in_order < AGREES * len(filled):
        return {}
    return {at: replace(match, reason=Reason(RANKED, match.reason.params)) for at, match in marks.items()}


def _theme_of(so_far: Assignment, column: Column) -> Match | None:
    if not column.is_weighed or _decided(so_far, column):
        return None
    match = so_far.words.match(column.header, loosely=False)
    is_theme = match is not None and match.field == "themes" and match.option is not None
    before = so_far.remembered.get(column.header.column)
    return match if is_theme and (before is None or before == ("themes", match and match.option)) else None


def _decided(so_far: Assignment, column: Column) -> Match | Reason | None:
    header, sheet, known = column.header, so_far.sheet, so_far.known
    place = (sheet.file, sheet.sheet.name, header.column)
    if place in known.corrections.fields:
        decided = known.corrections.fields[place]
    else:
        names = ([header.key] if header.text else []) + [header_key(name) for name in names_of(header, sheet.sheet.name)]
        name = next((name for name in names if name in known.decided), None)
        if name is None:
            return None
        decided = known.decided[name]
    if decided is None:
        return Reason("corrected_out")
    name, option = decided_as(decided)
    if not is_field(so_far.words.table, name):
        return None
    found = so_far.words.match(header)
    return Match(name, 1.0, Reason(CORRECTED), option or (found.option if found and found.field == name else None))


def _as_remembered(so_far: Assignment, column: Column, name: str | None, option: str | None) -> Match | Reason | None:
    """Take a column as was confirmed before; where what is in it now speaks against that, it is shown."""
    if name is None:
        return Reason("remembered_out")
    if not is_field(so_far.words.table, name):
        return None
    match = Match(name, SURE_OF_REMEMBERED, Reason("remembered"), option)
    return _weighed(so_far, column, match) or replace(match, certainty=DOUBTED, reason=Reason("content_differs"))


def bears_out(so_far: Assignment, column: Column, name: str) -> bool:
    """Say whether the content of a column fits a field that a part of its header points at: days below "Ingevoerd op (datum)"."""
    kind, sample = so_far.kind(name), column.sample
    if not column.is_weighed:
        return False
    if kind in FREE_TEXT or kind is Kind.NUMBER:
        share = None if kind is Kind.CATEGORY else so_far.knowledge.share(sample, kind)
        return bool(sample) and (share is None or share >= AGREES)
    return so_far.knowledge.agrees(sample, kind) or (kind is Kind.DAY and _without_year(sample, None) >= AGREES)


def _without_year(sample: Sequence[Cell], option: str | None) -> float:
    """Compute the share of days that lack only their year; or of weeks, where the column has an option that says so, or a year."""
    says = is_week if option == DayOption.WEEK or year_of(option) or turn_of(option) else is_yearless
    return sum(says(cell) or is_yearless(cell) for cell in sample) / len(sample) if sample else 0.0


def _weighed(so_far: Assignment, column: Column, match: Match) -> Match | None:
    if match.option is not None and match.field in MARKED:
        return match if are_marks(column.cells, column.sample, so_far.knowledge, match.option) else None
    kind, sample = so_far.kind(match.field), column.sample
    share = None if kind in FREE_FORM else so_far.knowledge.share(sample, kind)
    if kind is Kind.DAY and share is not None:
        period = so_far.knowledge.project.period
        are_compact = share == 0 and bool(compact_days(sample, period.start, period.end))
        share = 1.0 if are_compact else max(share, _without_year(sample, match.option))
    if share == 0 and all(so_far.knowledge.yes_no(cell).value is not None for cell in sample):
        return _agreeing(match, 0, FEWEST_TO_DOUBT)  # marks, which are few by nature
    if kind is Kind.PARTNERS and (share or 0) >= AGREES and sum(so_far.fits(one, kind) for one in so_far.columns.values()) == 1:
        match = replace(match, certainty=max(match.certainty, BY_CONTENT))  # as sure as without a header
    return _agreeing(match, share, len(sample)) if share is not None and column.header.text else match


def _agreeing(match: Match, share: float, many: int) -> Match | None:
    if share >= AGREES:
        return replace(match, certainty=round(min(0.99, match.certainty + 0.02), 3))
    if share <= DIFFERS and match.reason.key == "header_weak":
        return None
    if share <= DIFFERS and many >= FEWEST_TO_DOUBT:
        return replace(match, certainty=min(match.certainty, DOUBTED), reason=Reason("content_differs"))
    return match
