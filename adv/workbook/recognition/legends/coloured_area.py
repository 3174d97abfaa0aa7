"""The list in a coloured sheet: its columns, its rows of data, and the colour of each row; and what lies outside it."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from adv.workbook.recognition.columns.assignment import SheetColumns
from adv.workbook.recognition.places.header_rows import layout_of
from adv.workbook.recognition.places.layout import blocks, filled_columns, is_list
from adv.workbook.values.text import clean, parse_yes_no
from adv.workbook.vocabulary.words import header_key, is_blank

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from adv.workbook.recognition.known import Known
    from adv.workbook.tables.grid import Cell, Looks, Place, RawSheet

FEWEST_FILLED: Final = 3  # cells of a row of data; a legend under the list has fewer
FEWEST_NARROW: Final = 2  # the same in a list of so few columns that three would be nearly all
COLUMNS_OF_NARROW: Final = 3
NEARLY_ALL: Final = 0.8  # share of the rows in which a column is filled that every row of data has
SEVERAL: Final = ""  # instead of a colour, of a row in which none is ahead
MOST_IN_LEGEND: Final = 15  # cells of a column that holds a legend


class RowColours(Struct, frozen=True):
    """The colours of the rows of one sheet, the columns whose cells have them, and the cells that have another."""

    rows: Mapping[int, str | None]
    columns: tuple[int, ...]
    odd: frozenset[Place]
    looks_nice: bool = False  # rows that take turns, or one colour from top to bottom: means nothing unless a legend says so


class ColouredArea(Struct, frozen=True, dict=True):
    """One sheet with colours. `header_row` None: no list was found in it, so all of it is outside."""

    sheet: RawSheet
    header_row: int | None
    first_row: int
    columns: tuple[int, ...]  # of the list
    lists: frozenset[int] = frozenset()  # columns of other lists beside it

    @property
    def looks(self) -> Looks:
        """Give what the layout of the sheet says."""
        return self.sheet.looks

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """Find the rows of data: those with enough in them, and those with all that nearly every row has, "Straat" and "Datum".

        A legend below the list has less in a row, or texts where the list has days.
        """
        filled = self._filled_by_row()
        core = {at for at in self.columns if sum(at in columns for columns in filled.values()) >= NEARLY_ALL * len(filled)}
        usual = {at: self._usual_type(at, [row for row in filled if at in filled[row]]) for at in core}
        fewest = FEWEST_FILLED if len(self.columns) > COLUMNS_OF_NARROW else FEWEST_NARROW

        def is_whole(row: int) -> bool:
            has_all = len(core) > 1 and core <= filled[row]
            return has_all and all(type(self.sheet.columns[at][row]) is usual[at] for at in core)

        return tuple(row for row, columns in filled.items() if len(columns) >= fewest or is_whole(row))

    def _filled_by_row(self) -> dict[int, set[int]]:
        """Give the filled columns of each row below the headers, of rows with more than a remark in them."""
        below = range(self.first_row, self.sheet.row_count)
        filled = {row: {at for at in self.columns if not is_blank(self.sheet.columns[at][row])} for row in below}
        return {row: columns for row, columns in filled.items() if len(columns) >= FEWEST_NARROW}

    def _usual_type(self, at: int, rows: Sequence[int]) -> type | None:
        """Give the type that most of some cells of a column have: a day, a text, a number."""
        types = Counter(type(self.sheet.columns[at][row]) for row in rows)
        return types.most_common(1)[0][0] if types else None

    @cached_property
    def _data(self) -> frozenset[int]:
        return frozenset(self.rows)

    def is_beside(self, place: Place) -> bool:
        """Say whether a cell lies outside the list and its headers; a heading between its rows ("maart 2019") lies within."""
        if self.header_row is None:
            return True
        row, column = place
        if column in self.lists:
            return False
        is_in_columns = min(self.columns) <= column <= max(self.columns)
        return not is_in_columns or row < self.header_row or row > max(self.rows, default=self.header_row)

    def is_outside(self, place: Place) -> bool:
        """Say whether a cell may be of a legend; a coloured cell without text right beside a row of data is a mark of that row."""
        row, column = place
        if self.header_row is None or not self.is_beside(place):
            return self.header_row is None
        is_at_edge = row in self._data and column in {min(self.columns) - 1, max(self.columns) + 1} and not self.text(place)
        return not is_at_edge or (column > max(self.columns) and bool(self.text((row, column + 1))))

    def colour(self, place: Place) -> str | None:
        """Give a cell's colour, else that of its text."""
        return self.looks.fills.get(place) or self.looks.fonts.get(place)

    def text(self, place: Place) -> str:
        """Give the text in a cell; empty where there is none."""
        row, column = place
        if not (0 <= column < len(self.sheet.columns) and 0 <= row < self.sheet.row_count):
            return ""
        cell = self.sheet.columns[column][row]
        return clean(cell) if isinstance(cell, str) and not is_blank(cell) else ""

    def texts_outside(self) -> Iterator[tuple[Place, str]]:
        """Give all texts that may be of a legend."""
        rows = range(self.sheet.row_count)
        others = [row for row in rows if not self.rows or not self.rows[0] <= row <= self.rows[-1]]
        for column, cells in enumerate(self.sheet.columns):
            is_inside = self.columns and min(self.columns) <= column <= max(self.columns)
            for row in others if is_inside else rows:
                cell = cells[row]
                if isinstance(cell, str) and cell and self.is_beside((row, column)):
                    yield (row, column), clean(cell)

    def row_colours(self, colours: Mapping[Place, str], legend: AbstractSet[Place]) -> RowColours | None:
        """Give the colour of each row of data; None where there are none. The cells of a legend beside them are of no row."""
        if not colours or not self.rows:
            return None
        columns = range(max(0, min(self.columns) - 1), max(self.columns) + 2)
        seen = {at: [None if (row, at) in legend else colours.get((row, at)) for row in self.rows] for at in columns}
        telling = {at: found for at, found in seen.items() if len(set(found)) > 1}
        shown = telling or {at: found for at, found in seen.items() if found[0]}
        if not shown:
            return None
        rows = {row: _most([found[number] for found in shown.values()]) for number, row in enumerate(self.rows)}
        odd = {(row, at) for at, its in telling.items() for row, own in zip(rows, its, strict=True) if own not in {None, rows[row]}}
        turns = [set(list(rows.values())[start::2]) for start in (0, 1)]
        take_turns = len(rows) > FEWEST_FILLED and all(len(turn) == 1 for turn in turns)
        return RowColours(rows, tuple(shown), frozenset(odd), not telling or take_turns)

    def marked_column(self, signal: RowColours, *, is_explained: bool) -> int | None:
        """Find the only column that is coloured, where most coloured cells are empty: "Uitkomst" with green cells, whose colour is the word.

        Cells with a mark ("x") count as empty when a legend explains the colours.
        """
        if len(signal.columns) != 1 or signal.columns[0] not in self.columns or self.header_row is None:
            return None
        cells = self.sheet.columns[signal.columns[0]]
        coloured = [cells[row] for row, colour in signal.rows.items() if colour]
        is_free = is_mark if is_explained else is_blank
        has_header = not is_blank(cells[self.header_row])
        return signal.columns[0] if has_header and sum(map(is_free, coloured)) * 2 > len(coloured) else None


def is_mark(cell: Cell) -> bool:
    """Say whether a cell only shows that something is so, "x", or nothing."""
    return is_blank(cell) or parse_yes_no(cell).value is True


def _most(colours: Sequence[str | None]) -> str | None:
    """Give the colour that most of the coloured cells of a row have; `SEVERAL` when none does."""
    found = Counter(colour for colour in colours if colour)
    first = max(found, key=lambda colour: found[colour], default=None)
    return first if first is None or found[first] * 2 > found.total() else SEVERAL


def area_of(file: str, sheet: RawSheet, known: Known) -> ColouredArea:
    """Find the list in a sheet: the block of columns with most headers, without a legend that is attached to it."""
    groups = blocks(sheet)
    layout = layout_of(SheetColumns(file, sheet), filled_columns(sheet), known) if groups else None
    if layout is None:
        return ColouredArea(sheet, None, 0, ())
    row = layout.header_row
    group = max(groups, key=lambda columns: sum(not is_blank(sheet.columns[column][row]) for column in columns))
    columns = list(group)
    while len(columns) > COLUMNS_OF_NARROW and _is_legend(columns[-1], columns[:-1], row, sheet, known):
        columns.pop()
    lists = frozenset(at for other in groups if other is not group and is_list(sheet, other) for at in other)
    return ColouredArea(sheet, row, layout.first_row, tuple(columns), lists)


def _is_legend(column: int, others: Sequence[int], header_row: int, sheet: RawSheet, known: Known) -> bool:
    """Say whether the last column of a block is a legend: "gesprek", "niet thuis", each in another colour than its row."""
    cells, fills = sheet.columns[column], sheet.looks.fills
    filled = [row for row in range(header_row, sheet.row_count) if not is_blank(cells[row])]
    under = [row for row in filled if row > header_row]
    if not under or len(under) > MOST_IN_LEGEND or len({str(cells[row]) for row in under}) < len(under):
        return False
    header = cells[header_row]
    is_called_so = isinstance(header, str) and not known.knowledge.words.legends.isdisjoint(header_key(header).split())
    own = [fills.get((row, column)) for row in under]
    differs = sum(colour not in {fills.get((row, at)) for at in others} for row, colour in zip(under, own, strict=True))
    return is_called_so or (len({*own}) == len(own) > 1 and None not in own and differs * 2 >= len(own))
