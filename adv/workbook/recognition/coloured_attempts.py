"""Colours of attempts: of several visits in a row each has its own colour, on its day, or on the empty cell below the day of its round."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from adv.workbook.recognition.coloured_area import is_mark
from adv.workbook.recognition.rounds import rounds_in
from adv.workbook.values.diary import days_of
from adv.workbook.vocabulary.fields import Kind
from adv.workbook.vocabulary.knowledge import MOSTLY, sample_of
from adv.workbook.vocabulary.words import header_key, is_blank, numberless

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adv.workbook.recognition.coloured_area import ColouredArea
    from adv.workbook.recognition.header_match import Known
    from adv.workbook.tables.grid import Cell
    from adv.workbook.tables.looks import Place

FEWEST: Final = 2  # columns, and different colours
OTHERS: Final = 0.2  # share of the coloured cells of such rows that may stand in other columns


class ColouredAttempts(Struct, frozen=True):
    """The cells of attempts with their colours; None for a day without one. Below the days of rounds the cells are empty."""

    cells: Mapping[Place, str | None]
    are_days: bool


def coloured_attempts(area: ColouredArea, known: Known) -> ColouredAttempts | None:
    """Find columns of attempts of which each cell has a colour of its own.

    None where whole rows are coloured, or nothing is, or a column says in words what the colours could mean.
    """
    if area.header_row is None or any(_says_what(area, at, known) for at in area.columns):
        return None
    rounds = rounds_in(area.sheet)
    for columns, are_days in ((_days(area), True), (tuple(rounds.days) if rounds else (), False)):
        for colours in (area.looks.fills, area.looks.fonts):
            found = _cells(area, columns, colours, are_days=are_days)
            if len({at for (_, at), colour in found.items() if colour}) >= FEWEST and len({*found.values()} - {None}) >= FEWEST:
                return ColouredAttempts(found, are_days)
    return None


def written(cell: Cell, word: str, *, is_day: bool) -> str:
    """Write down what a coloured cell says."""
    if not is_day:
        return word
    return f"{cell.day}-{cell.month}-{cell.year} {word}" if isinstance(cell, date) else f"{cell} {word}"


def _days(area: ColouredArea) -> tuple[int, ...]:
    """Find the columns that are called alike and in which all that stands in the rows of data is days: "1e bezoek", "2e bezoek"."""
    found: dict[str, list[int]] = {}
    for at in area.columns:
        cells = [cell for row in area.rows if not is_blank(cell := area.sheet.columns[at][row])]
        if cells and all(map(_is_day, cells)):
            header = area.sheet.columns[at][area.header_row or 0]
            found.setdefault(numberless(header_key(header)) if isinstance(header, str) else "", []).append(at)
    most = max(found.values(), key=len, default=[])
    return tuple(most)


def _says_what(area: ColouredArea, at: int, known: Known) -> bool:
    sample = sample_of([area.sheet.columns[at][row] for row in area.rows])
    return any((known.knowledge.share(sample, kind) or 0) >= MOSTLY for kind in (Kind.OUTCOME, Kind.STATUS))


def _cells(
    area: ColouredArea, columns: tuple[int, ...], colours: Mapping[Place, str], *, are_days: bool
) -> dict[Place, str | None]:
    """Give the cells of attempts in some columns with their colours; none where as many others are coloured."""
    cells = area.sheet.columns
    rows = area.rows if are_days else range(area.first_row, area.sheet.row_count)
    found: dict[Place, str | None] = {}
    for row in rows:
        if all(is_blank(cells[at][row]) for at in area.columns if at not in columns):
            continue
        for at in columns:
            colour = colours.get((row, at))
            if (are_days and not is_blank(cells[at][row])) or (not are_days and colour and is_mark(cells[at][row])):
                found[row, at] = colour
    own = {row for (row, _), colour in found.items() if colour}
    others = sum(row in own and at in area.columns and at not in columns for row, at in colours)
    return found if others <= OTHERS * sum(map(bool, found.values())) else {}


def _is_day(cell: Cell) -> bool:
    return isinstance(cell, date) or (isinstance(cell, str) and len(days_of(cell)) == 1)
