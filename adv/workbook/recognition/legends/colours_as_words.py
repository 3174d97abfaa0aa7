"""Colours of rows, or of the days of attempts in a row, become words, so that all that is done with words can be done with them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from adv.workbook.recognition.legends.colour_legend import Legend, legend_in, names_of, without_colour_legend
from adv.workbook.recognition.legends.coloured_area import SEVERAL, ColouredArea, RowColours, area_of, is_mark
from adv.workbook.values.remarks import days_of
from adv.workbook.vocabulary.fields import Kind
from adv.workbook.vocabulary.knowledge import MOSTLY, sample_of
from adv.workbook.vocabulary.words import Vocabulary, header_key, is_blank, numberless

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from adv.workbook.recognition.known import Known
    from adv.workbook.tables.grid import Cell, Place, RawSheet

COLOUR_HEADER: Final = "Kleur"
WITHOUT: Final = "zonder kleur"
SEVERAL_COLOURS: Final = "meer kleuren"  # in one row
FEWEST_ATTEMPTS: Final = 2  # columns of attempts, and different colours in them
MOST_COLOURED_BESIDE: Final = 0.2  # coloured cells in other columns, for each coloured day


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
    words = known.knowledge.words
    if attempts := _attempts(area, known):
        return _with_attempts(area, attempts, own, legend, words)
    signal, struck = _signal(area, own, legend, words), legend.of_stroke(words)
    if signal is None:
        return replace(area.sheet, looks=replace(area.looks, struck_means=struck)) if struck else area.sheet
    colours = [colour for colour in dict.fromkeys(signal.rows.values()) if colour]
    said, columns = _said(colours, legend, words), tuple(map(list, area.sheet.columns))
    without_colour_legend(area, columns, own, set(said.values()))
    carrier = area.marked_column(signal, is_explained=any(legend.meaning(colour, colours, words) for colour in colours))
    at, columns = (carrier, columns) if carrier is not None else _with_column(area, columns)
    filled = [row for row, colour in signal.rows.items() if carrier is None or (colour and is_mark(columns[at][row]))]
    for row in filled:
        columns[at][row] = said[signal.rows[row]]
    worded = frozenset((row, at) for row in filled)
    swatches, shown = {said[colour]: colour for colour in colours}, at if carrier is None else -1
    looks = replace(area.looks, colour_column=shown, swatches=swatches, worded=worded, odd=signal.odd, struck_means=struck)
    return replace(area.sheet, columns=columns, looks=looks)


def _said(colours: Sequence[str], legend: Legend, words: Vocabulary) -> dict[str | None, str]:
    """Give the word for each colour, and for none: as the legend says, else its name."""
    said: dict[str | None, str] = {None: WITHOUT, SEVERAL: SEVERAL_COLOURS}
    said.update(names_of(colours, words))
    for colour in (*colours, None):
        said[colour] = legend.meaning(colour, colours, words) or said[colour]
    return said


def _attempts(area: ColouredArea, known: Known) -> dict[Place, str | None]:
    """Find the days of attempts in columns that are called alike, each with its own colour.

    None where rows are coloured, or a column says in words what the colours could mean.
    """
    days, cells = _columns_of_days(area), area.sheet.columns
    others = [at for at in area.columns if at not in days]
    samples = [sample_of([cells[at][row] for row in area.rows]) for at in others] if len(days) >= FEWEST_ATTEMPTS else []
    if any((known.knowledge.share(sample, kind) or 0) >= MOSTLY for sample in samples for kind in (Kind.OUTCOME, Kind.STATUS)):
        return {}
    for colours in (area.looks.fills, area.looks.fonts):
        found = {(row, at): colours.get((row, at)) for row in area.rows for at in days if not is_blank(cells[at][row])}
        own = [(at, colour) for (_, at), colour in found.items() if colour]
        beside = sum((row, at) in colours for row in {row for row, _ in found} for at in others)
        if (
            beside <= MOST_COLOURED_BESIDE * len(own)
            and all(len({*parts}) >= FEWEST_ATTEMPTS for parts in zip(*own, strict=True))
            and own
        ):
            return found
    return {}


def _columns_of_days(area: ColouredArea) -> list[int]:
    """List the columns called alike but for a number, "1e bezoek" and "2e bezoek", with only days in the rows of data."""
    called: dict[str, list[int]] = {}
    for at in area.columns:
        column = area.sheet.columns[at]
        cells, header = [column[row] for row in area.rows if not is_blank(column[row])], column[area.header_row or 0]
        if cells and all(isinstance(cell, date) or (isinstance(cell, str) and len(days_of(cell)) == 1) for cell in cells):
            called.setdefault(numberless(header_key(header)) if isinstance(header, str) else "", []).append(at)
    return max(called.values(), key=len, default=[])


def _with_attempts(
    area: ColouredArea, attempts: dict[Place, str | None], own: Legend, legend: Legend, words: Vocabulary
) -> RawSheet:
    colours = [colour for colour in dict.fromkeys(attempts.values()) if colour]
    said, columns = _said(colours, legend, words), tuple(map(list, area.sheet.columns))
    without_colour_legend(area, columns, own, set(said.values()))
    for (row, at), colour in attempts.items():
        cell = columns[at][row]
        columns[at][row] = f"{cell:%d-%m-%Y} {said[colour]}" if isinstance(cell, date) else f"{cell} {said[colour]}"
    swatches = {said[colour]: colour for colour in colours}
    looks = replace(area.looks, fills={}, fonts={}, swatches=swatches, worded=frozenset(attempts))
    return replace(area.sheet, columns=columns, looks=looks)


def _signal(area: ColouredArea, own: Legend, legend: Legend, words: Vocabulary) -> RowColours | None:
    """Choose between the colours of cells and those of their texts: what the legend explains, else the cells, unless they only look nice."""
    found = [area.row_colours(colours, own.places.keys()) for colours in (area.looks.fills, area.looks.fonts)]
    found = [one for one in found if one and not (one.looks_nice and not legend.has_word_for(one.rows.values(), words))]
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
    columns[at][area.header_row or 0] = COLOUR_HEADER
    return at, columns
