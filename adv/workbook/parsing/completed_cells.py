"""Cells that leave a part to others: what stands above them (merged, "idem", blank, named once), and the year of days and weeks that lack theirs."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from adv.workbook.values.dates import parse_date
from adv.workbook.values.day_columns import DayOption, turn_of, year_of
from adv.workbook.values.remarks import days_in, days_of, entries_in, with_days
from adv.workbook.values.text import fold, plain
from adv.workbook.values.year_turn import years_turned
from adv.workbook.values.yearless import is_week, is_yearless, only_year, says_year, with_year, year_said, years_in
from adv.workbook.vocabulary.fields import DIARY, YEAR, Kind
from adv.workbook.vocabulary.words import bare_key, blank_rows, is_blank

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from adv.workbook.recognition.columns import FoundTable
    from adv.workbook.tables.grid import Cell, RawSheet

TITLE_ROWS: Final = 12  # above the headers, in which a title is looked for
HALF_A_YEAR: Final = timedelta(days=183)
_YEAR_ALONE = re.compile(r"(?:jaar |year )?((?:19|20)[0-9]{2})(?:\.0)?:?")
FEWEST: Final = 3  # days with their year that speak for the others of their column
DITTO: Final = frozenset(
    ['"', "''", ",,", "〃", "idem", "id.", "ditto", "dito", '-"-', "id", "zie boven", "als boven", "zelfde", "hetzelfde"]
)
LONGEST_DITTO: Final = 9
FEWEST_SECTIONS: Final = 2
ONCE: Final[Mapping[str, tuple[str, ...]]] = {  # what is said once for several rows, and what beside it
    "visited_on": ("street",),
    "street": ("visited_on",),
    "organisations": ("visited_on", "street"),
}
FEWEST_BLANKS: Final = 3
FEWEST_TOGETHER: Final = 2  # where several things are said once, in the same rows
LEAST_BLANK: Final = 0.25  # share of the rows
FEWEST_BESIDE: Final = 2  # other cells that make a row one of data
# Never a number or an amount: there each row has its own.
REPEATED: Final = frozenset(
    [Kind.DAY, Kind.STREET, Kind.NUMBER, Kind.AREA, Kind.OUTCOME, Kind.STATUS, Kind.PARTNERS, Kind.NAME, Kind.CATEGORY]
)


class Years:
    """Years that one table names for its days."""

    def __init__(self, found: FoundTable, reach: tuple[date, date]) -> None:
        self.found = found
        self.reach = reach
        column = next((at for at, name in found.own.items() if name == YEAR), None)
        self.own = _from_headings(found) if column is None else _filled_down(found, column)

    def complete(self, cells: Sequence[Cell], column: int) -> tuple[Sequence[Cell], dict[int, list[int]]]:
        """Write the year with the days and weeks of a column that lack theirs; and list by year the rows that got it."""
        known = next(one for one in self.found.recognition.columns if one.column == column)
        if (said := year_of(known.option)) and column == self.found.sheet.days_column:
            return [_in_year(cell, said) for cell in cells], {}
        option, days_of_cell = known.option, entries_in if known.field == DIARY else days_in
        several = {cell for cell in set(cells) if isinstance(cell, str) and days_of_cell(cell)}
        are_weeks = (year_of(option) or turn_of(option)) is not None and all(is_blank(cell) or is_week(cell) for cell in cells)
        as_weeks = option == DayOption.WEEK or are_weeks
        if not any(is_week(cell) if as_weeks else is_yearless(cell) or cell in several for cell in set(cells)):
            return cells, {}
        year, turned = self.of_sheet(column, option, cells, is_week_column=as_weeks)
        year = year or (None if turned else _only_year_of(cells))
        filled = [
            with_days(str(cell), partial(self._dated, year=self.of_row(row) or year)) if cell in several else cell
            for row, cell in enumerate(cells)
        ]
        added: dict[int, list[int]] = {}
        for row, cell in enumerate(cells):
            if cell in several and (got := _added(str(cell), str(filled[row]))) and self.of_row(row) is None:
                added.setdefault(got, []).append(row)
            if not (is_week(cell) if as_weeks else is_yearless(cell)):
                continue
            has_own = as_weeks and says_year(cell)
            found = self.of_row(row) or year or turned.get(row) or only_year(cell, *self.reach, is_week=as_weeks)
            text = with_year(cell, found or 0, is_week=as_weeks) if found or has_own else None
            filled[row] = text or (f"week {cell}" if as_weeks else cell)
            if text and found and not has_own and self.of_row(row) is None:
                added.setdefault(found, []).append(row)
        return filled, added

    def _dated(self, days: Sequence[str], year: int | None) -> list[str]:
        """Give the days of one text with their years: their own, that of the row or sheet, of a day beside them, or the only one that can be."""
        own = [parse_date(day).value for day in days]
        said = next((day.year for day in own if day), None)
        dated: list[str] = []
        before: date | None = None
        for text, with_own in zip(days, own, strict=True):
            known = year or said or only_year(text, *self.reach, is_week=False)
            day = with_own or (parse_date(with_year(text, known, is_week=False) or "").value if known else None)
            if day and before and not with_own and before - day > HALF_A_YEAR:  # "20/12 nt; 8/1 gesprek"
                day = parse_date(with_year(text, day.year + 1, is_week=False) or "").value
            before = day or before
            dated.append(day.isoformat() if day else text)
        return dated

    def of_row(self, row: int) -> int | None:
        """Give the year that the row's own column says."""
        return self.own[row] if row < len(self.own) else None

    def of_sheet(
        self, column: int, option: str | None, cells: Sequence[Cell], *, is_week_column: bool
    ) -> tuple[int | None, dict[int, int]]:
        """Give the year of all rows, as the user said or a header, a title, or the name of the sheet or file; or of each, where two are said."""
        if year := year_of(option):
            return year, {}
        said = turn_of(option)
        for years in ({said, said + 1},) if said else map(years_in, self._texts(column)):
            if len(years) == 1:
                return years.pop(), {}
            is_turn = len(years) == len("12") and max(years) - min(years) == 1
            if is_turn and (turned := years_turned(cells, min(years), is_week_column=is_week_column)):
                return None, turned
        return None, {}

    def _texts(self, column: int) -> Iterator[str]:
        found = self.found
        yield next(one.header for one in found.recognition.columns if one.column == column)
        above = range(max(0, found.layout.header_row - TITLE_ROWS), found.layout.header_row)
        yield " ".join(str(cells[row]) for row in above for cells in found.sheet.columns if isinstance(cells[row], str | int))
        yield found.sheet.name
        yield found.recognition.file


def _in_year(cell: Cell, year: int) -> Cell:
    """Move a day to the year that the user says; 29 February of another year becomes a text, which is told of further on."""
    day = cell if isinstance(cell, date) else parse_date(cell).value
    if day is None:
        return cell if isinstance(cell, str) and (text := with_year(cell, year, is_week=False)) is None else text
    written = f"{day.day}-{day.month}-{year}"
    return parse_date(written).value or written


def _only_year_of(cells: Sequence[Cell]) -> int | None:
    days = {day for cell in set(cells) if (day := cell if isinstance(cell, date) else parse_date(cell).value)}
    years = {day.year for day in days}
    return years.pop() if len(years) == 1 and len(days) >= FEWEST else None


def _filled_down(found: FoundTable, column: int) -> list[int | None]:
    """List the year of every row; one that stands once above several rows is that of them all."""
    years: list[int | None] = []
    for cell in found.sheet.columns[column][found.layout.first_row :]:
        years.append(year_said(cell) if not is_blank(cell) or not years else years[-1])
    return years


def _from_headings(found: FoundTable) -> list[int | None]:
    """List the year of every row below a heading that is only a year; nothing where there is none."""
    columns = [cells[found.layout.first_row :] for cells in found.sheet.columns]
    fullest = sorted(columns, key=lambda cells: cells.count(None))[:2]  # a heading leaves one of the two empty
    said: dict[int, int] = {}
    for row in sorted({row for cells in fullest for row in blank_rows(cells)}) if len(columns) > 1 else range(len(*columns)):
        filled = [column[row] for column in columns if not is_blank(column[row])]
        is_alone = len(filled) == 1 and isinstance(filled[0], str | int | float)
        if is_alone and (year := _YEAR_ALONE.fullmatch(plain(str(filled[0])))):
            said[row] = int(year[1])
    years: list[int | None] = []
    for row in range(len(fullest[0]) if said else 0):
        years.append(said.get(row, years[-1] if years else None))
    return years


def _added(before: str, after: str) -> int | None:
    """Give the year that the first day of a text got that had none."""
    for said, dated in zip(days_of(before), days_of(after), strict=True):
        day = parse_date(dated).value
        if day and parse_date(said).value is None:
            return day.year
    return None


def any_ditto(cells: Iterable[Cell]) -> bool:
    """Say whether one of the cells only says that it is as above."""
    short = (cell for cell in cells if isinstance(cell, str) and len(cell) <= LONGEST_DITTO and not cell[:1].isdecimal())
    return any(fold(cell) in DITTO for cell in short)


def fill_ditto(cells: Sequence[Cell], kind: Kind, *, is_reference: bool = False) -> tuple[list[Cell], list[int]]:
    """Fill in what ditto marks stand for, and list their places; a number too where it `is_reference`, and not the row's own."""
    filled = list(cells)
    places: list[int] = []
    above: Cell = None
    for place, cell in enumerate(cells if kind in REPEATED or is_reference else ()):
        if not any_ditto((cell,)):
            above = above if cell is None else cell
        elif above is not None:
            filled[place] = above
            places.append(place)
    return filled, places


def fill_sections(cells: list[Cell], rows: Sequence[int]) -> tuple[list[Cell], list[int]]:
    """Fill in what stands in the first row of each group only, and list the places; `rows` are those that are data.

    Such a column begins filled, says everything once, and is empty in most rows: else what is empty is not known.
    """
    filled = [cells[row] for row in rows if not is_blank(cells[row])]
    is_grouped = FEWEST_SECTIONS <= len(filled) <= len(rows) / 2 and len({fold(str(cell)) for cell in filled}) == len(filled)
    return _blanks_filled(cells, rows) if is_grouped else (cells, [])


def fill_once(cells: list[Cell], at: int, name: str, found: FoundTable, totals: AbstractSet[str]) -> tuple[list[Cell], list[int]]:
    """Fill in a column of what is said once, and list the places: see `fill_blanks`.

    Who came is said once only together with the day or the street: alone, a blank says that nobody wrote it down.
    """
    if len(blank_rows(cells)) < FEWEST_TOGETHER:
        return cells, []
    columns = {other: found.sheet.columns[other][found.layout.first_row :] for other in found.own if other != at}
    beside = next((columns[other] for other, said in found.own.items() if said in ONCE[name] and other != at), None)
    odd = _rows_between(cells, columns.values(), found, totals)
    return fill_blanks(cells, list(columns.values()), beside, alone=name in {"visited_on", "street"}, odd=odd)


def fill_blanks(
    cells: list[Cell],
    others: Sequence[Sequence[Cell]],
    beside: Sequence[Cell] | None = None,
    *,
    alone: bool = True,
    odd: AbstractSet[int] = frozenset(),
) -> tuple[list[Cell], list[int]]:
    """Fill in what stands once above the rows that it is of, and list their places; nothing where blanks may as well be forgotten.

    So it is when many cells are blank, the first is not, and nothing is written twice in a row: who writes down the street at
    the first of its doors only, or the day at the first of its visits. `others` are the other columns of the list, and `odd` rows that
    are no rows of it. Fewer blanks, and the same twice, will do where `beside`, another thing that is said once, is blank in the same
    rows; `alone`: and where it is not.
    """
    blank = {*blank_rows(cells)}
    if len(blank) < FEWEST_TOGETHER:
        return cells, []
    own = [row for row in range(len(cells)) if row not in odd]
    rows = [row for row in own if sum(not is_blank(column[row]) for column in others) >= FEWEST_BESIDE]
    are_together = beside is not None and all(is_blank(beside[row]) == (row in blank) for row in rows)
    said = [(cells[row], beside[row] if beside is not None and are_together else None) for row in rows if row not in blank]
    fewest = FEWEST_TOGETHER if are_together else FEWEST_BLANKS
    is_once = (alone or are_together) and len(rows) - len(said) >= max(fewest, LEAST_BLANK * len(rows))
    is_new = not alone or all(one != other for one, other in pairwise(said))
    return _blanks_filled(cells, rows) if is_once and is_new else (cells, [])


def _rows_between(
    cells: Sequence[Cell], others: Collection[Sequence[Cell]], found: FoundTable, totals: AbstractSet[str]
) -> set[int]:
    """Find the rows without a cell of their own that are a heading with a street, or a total."""
    texts = {row: [cell for column in others if isinstance(cell := column[row], str)] for row in blank_rows(cells)}
    named = {row for row, said in texts.items() if any(bare_key(text).split(" ", 1)[0] in totals for text in said)}
    return named | {row - found.layout.first_row for row, _ in found.headings}


def _blanks_filled(cells: list[Cell], rows: Sequence[int]) -> tuple[list[Cell], list[int]]:
    """Give the blank cells of some rows what stands above them, and list their places; nothing where the first of them is blank."""
    blank = [row for row in rows if is_blank(cells[row])]
    if blank and blank[0] == rows[0]:
        return cells, []
    filled, above = list(cells), None
    for row in rows:
        above = filled[row] = above if is_blank(cells[row]) else cells[row]
    return filled, blank


def fill_merged(cells: list[Cell], column: int, sheet: RawSheet, first_row: int) -> tuple[list[Cell], list[int]]:
    """Fill in a merged cell's value in all rows of a column (from `first_row` on) that it covers, and list the places of those."""
    places: list[int] = []
    for top, left, bottom, right in sheet.merged:
        if not (left <= column <= right and bottom > top and first_row <= top < sheet.row_count):
            continue
        start, end = top - first_row, min(bottom - first_row, len(cells) - 1)
        covered = range(start + 1, end + 1)
        if cells[start] is None or not covered or any(cells[row] not in (None, "") for row in covered):
            continue
        if not places:
            cells = list(cells)
        cells[start + 1 : end + 1] = [cells[start]] * len(covered)
        places += covered
    return cells, places
