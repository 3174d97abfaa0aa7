"""Colours of rows, or of attempts in a row, become words, so that all that is done with words can be done with them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from adv.workbook.recognition.coloured_area import SEVERAL, area_of, is_mark
from adv.workbook.recognition.legend import Legend, legend_in, without_legend
from adv.workbook.recognition.rounds import rounds_in
from adv.workbook.values.remarks import days_of
from adv.workbook.vocabulary.colour_names import names_of
from adv.workbook.vocabulary.fields import Kind
from adv.workbook.vocabulary.knowledge import MOSTLY, sample_of
from adv.workbook.vocabulary.words import header_key, is_blank, numberless

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from adv.workbook.recognition.coloured_area import ColouredArea, RowColours
    from adv.workbook.recognition.header_match import Known
    from adv.workbook.tables.grid import Cell, Place, RawSheet
    from adv.workbook.vocabulary.words import Vocabulary

HEADER: Final = "Kleur"
WITHOUT: Final = "zonder kleur"
MIXED: Final = "meer kleuren"  # in one row
FEWEST: Final = 2  # columns, and different colours
OTHERS: Final = 0.2  # share of the coloured cells of such rows that may stand in other columns


def with_colours(file: str, sheets: Sequence[RawSheet], known: Known, others: Sequence[RawSheet] = ()) -> Iterator[RawSheet]:
    """Read the colours of the sheets of one workbook together: a legend may stand on another sheet than the list, also on one of the `others`."""
    words = known.knowledge.words
    areas = [area_of(file, sheet, known) for sheet in sheets]
    legends = [legend_in(area, words) for area in areas]
    common = Legend()
    for legend in (*legends, *(legend_in(area_of(file, sheet, known), words) for sheet in others if sheets)):
        common = common.over(legend)
    for area, legend in zip(areas, legends, strict=True):
        yield _with_words(area, legend, legend.over(common), known)


def _with_words(area: ColouredArea, own: Legend, legend: Legend, known: Known) -> RawSheet:
    """Put the words for the colours of the rows into a column, and take the legend out of the sheet."""
    words = known.knowledge.words
    if attempts := coloured_attempts(area, known):
        return _with_worded_attempts(area, attempts, own, legend, words)
    signal = _signal(area, own, legend, words)
    struck = legend.of_stroke(words)
    if signal is None:
        return replace(area.sheet, looks=replace(area.looks, struck_means=struck)) if struck else area.sheet
    colours = [colour for colour in dict.fromkeys(signal.rows.values()) if colour]
    said = _said(colours, legend, words)
    columns = tuple(map(list, area.sheet.columns))
    without_legend(area, columns, own, set(said.values()))
    carrier = area.marked_column(signal, is_explained=any(legend.meaning(colour, colours, words) for colour in colours))
    at, columns = (carrier, columns) if carrier is not None else _with_column(area, columns)
    filled = [
        row for row, colour in signal.rows.items() if (colour and at == carrier and is_mark(columns[at][row])) or carrier is None
    ]
    for row in filled:
        columns[at][row] = said[signal.rows[row]]
    worded = frozenset((row, at) for row in filled)
    swatches = {said[colour]: colour for colour in colours}
    looks = replace(
        area.looks,
        colour_column=at if carrier is None else -1,
        swatches=swatches,
        worded=worded,
        odd=signal.odd,
        struck_means=struck,
    )
    return replace(area.sheet, columns=columns, looks=looks)


def _said(colours: Sequence[str], legend: Legend, words: Vocabulary) -> dict[str | None, str]:
    """Give the word for each colour, and for none: as the legend says, else its name."""
    said: dict[str | None, str] = {None: WITHOUT, SEVERAL: MIXED}
    said.update(names_of(colours, words))
    for colour in (*colours, None):
        said[colour] = legend.meaning(colour, colours, words) or said[colour]
    return said


def _with_worded_attempts(
    area: ColouredArea, attempts: ColouredAttempts, own: Legend, legend: Legend, words: Vocabulary
) -> RawSheet:
    """Write what its colour means into the cell of each attempt, and take the legend out of the sheet."""
    colours = [colour for colour in dict.fromkeys(attempts.cells.values()) if colour]
    said = _said(colours, legend, words)
    columns = tuple(map(list, area.sheet.columns))
    without_legend(area, columns, own, set(said.values()))
    for (row, at), colour in attempts.cells.items():
        columns[at][row] = written(columns[at][row], said[colour], is_day=attempts.are_days)
    looks = replace(
        area.looks, fills={}, fonts={}, swatches={said[colour]: colour for colour in colours}, worded=frozenset(attempts.cells)
    )
    return replace(area.sheet, columns=columns, looks=looks)


def _signal(area: ColouredArea, own: Legend, legend: Legend, words: Vocabulary) -> RowColours | None:
    """Choose between the colours of cells and those of their texts: what the legend explains, else the cells, unless they only look nice."""
    found = [area.row_colours(colours, own.places.keys()) for colours in (area.looks.fills, area.looks.fonts)]
    found = [
        signal for signal in found if signal and not (signal.looks_nice and not legend.has_word_for(signal.rows.values(), words))
    ]
    explained = [signal for signal in found if signal and any(colour in legend.exact for colour in signal.rows.values())]
    return next(iter(explained or found), None)


def _with_column(area: ColouredArea, columns: tuple[list[Cell], ...]) -> tuple[int, tuple[list[Cell], ...]]:
    """Add an empty column right of the list, where nothing stands in the way; else at the end."""
    at = max(area.columns) + 1
    next_is_free = at + 1 >= len(columns) or all(is_blank(cell) for cell in columns[at + 1])
    if at < len(columns) and not (next_is_free and all(is_blank(cell) for cell in columns[at])):
        at = len(columns)
    empty: list[list[Cell]] = [[None] * area.sheet.row_count for _ in range(at + 1 - len(columns))]
    columns = (*columns, *empty)
    columns[at][area.header_row or 0] = HEADER
    return at, columns


class ColouredAttempts(Struct, frozen=True):
    """The cells of attempts with their colours; None for a day without one. Below the days of rounds the cells are empty."""

    cells: Mapping[Place, str | None]
    are_days: bool


def coloured_attempts(area: ColouredArea, known: Known) -> ColouredAttempts | None:
    """Find columns of attempts of which each cell has a colour of its own.

    None where whole rows are coloured, or nothing is, or a column says in words what the colours could mean.
    """
    samples = [sample_of([area.sheet.columns[at][row] for row in area.rows]) for at in area.columns]
    shares = (known.knowledge.share(sample, kind) or 0 for sample in samples for kind in (Kind.OUTCOME, Kind.STATUS))
    if area.header_row is None or any(share >= MOSTLY for share in shares):
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
