"""Days and weeks of one table: written in full where they lack their year or share it, and read as their whole column says."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from adv.workbook.parsing.parsers import WITHIN_PERIOD, Parsers
from adv.workbook.recognition.places.layout import MOST_WEIGHED
from adv.workbook.tables.findings import Severity
from adv.workbook.values.dates import Order, parse_date
from adv.workbook.values.day_columns import DayOption, turn_of, year_of
from adv.workbook.values.day_order import order_of_sheet, years_off
from adv.workbook.values.remarks import days_in, days_of, entries_in, with_days
from adv.workbook.values.text import plain
from adv.workbook.values.yearless import (
    compact_days,
    is_week,
    is_yearless,
    only_year,
    says_year,
    spelled_out,
    with_year,
    year_said,
    years_in,
    years_turned,
)
from adv.workbook.vocabulary.fields import DIARY, YEAR, Kind, kind_of
from adv.workbook.vocabulary.knowledge import SEARCHED
from adv.workbook.vocabulary.words import blank_rows, is_blank

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from adv.workbook.parsing.cell_findings import CellFindings
    from adv.workbook.recognition.found_table import EncodedColumn, FoundTable
    from adv.workbook.tables.grid import Cell
    from adv.workbook.tables.table import Part
    from adv.workbook.values.text import Parsed

VISITED_ON: Final = "visited_on"
TITLE_ROWS_OF_YEAR: Final = 12  # above the headers, in which a title is looked for
HALF_A_YEAR: Final = timedelta(days=183)
FEWEST_WITH_YEAR: Final = 3  # days with their year that speak for the others of their column
_YEAR_ALONE = re.compile(r"(?:jaar |year )?((?:19|20)[0-9]{2})(?:\.0)?:?")


class YearlessForm(Struct, frozen=True):
    """Form in which the cells of a column may lack their year: days, "12-3", or weeks, "wk 12" or 12."""

    is_week: bool

    def lacks_year(self, cell: Cell) -> bool:
        """Say whether a cell is a day without its year; or a week, which is written in full also where it says its year."""
        return is_week(cell) if self.is_week else is_yearless(cell)

    def says_year(self, cell: Cell) -> bool:
        """Say whether it says its year after all: week "2019-12"."""
        return self.is_week and says_year(cell)

    def with_year(self, cell: Cell, year: int | None) -> Cell:
        """Write it with its own year, or the one that was found; where there is none, a week as "week 12" and a day as it stands."""
        if year or self.says_year(cell):
            return with_year(cell, year or 0, is_week=self.is_week)
        return f"week {cell}" if self.is_week else cell

    def only_year(self, cell: Cell, start: date, end: date) -> int | None:
        """Find the only year in which it lies from `start` up to `end`."""
        return only_year(cell, start, end, is_week=self.is_week)


class Years(Struct, frozen=True):
    """Years of days that lack theirs: one for all rows, or one for each, where a list runs past New Year."""

    of_all: int | None
    by_row: Mapping[int, int] = {}


class DayCells(Struct, frozen=True, dict=True):
    """Columns of days of one table, with what the user said of each."""

    found: FoundTable
    parsers: Parsers
    findings: CellFindings
    options: Mapping[int, str]

    @cached_property
    def own(self) -> list[int | None]:
        """The year of every row that a column or a heading says."""
        column = next((at for at, name in self.found.own.items() if name == YEAR), None)
        return _from_headings(self.found) if column is None else _filled_down(self.found, column)

    @cached_property
    def _order_of_sheet(self) -> Order | None:
        """The order of the numbers in the days of this sheet, where a column shows that the month comes first and none that it does not."""
        first, columns = self.found.layout.first_row, self.found.layout.headers[:MOST_WEIGHED]
        cells = (self.found.sheet.columns[header.column][first : first + SEARCHED] for header in columns)
        return order_of_sheet(cells, self.parsers.today)

    def written(self, distinct: Sequence[Cell], cells: list[Cell], at: int, name: str) -> Sequence[Cell]:
        """Write the days of a column in full: those without signs, those that share a month or a year, those that lack their year."""
        days: dict[Cell, Cell] = {}
        if kind_of(self.found.table, name) is Kind.DAY:
            period = self.parsers.project.period
            days |= compact_days([cell for cell in distinct if not is_blank(cell)], period.start, period.end)
            self.findings.say_filled("days_without_signs", at, [row for row, cell in enumerate(cells) if days and cell in days])
        if name == VISITED_ON:
            days |= {cell: full for cell in distinct if isinstance(cell, str) and (full := spelled_out(cell)) != cell}
        cells = [days.get(cell, cell) for cell in cells] if days else cells
        completed, added = self.complete(cells, at)
        for year, rows in added.items():
            self.findings.say_filled("date_year_added", at, rows, Severity.WARNING, year=str(year))
        return self._with_years_mended(completed, at) if name in WITHIN_PERIOD else completed

    def _with_years_mended(self, cells: Sequence[Cell], at: int) -> Sequence[Cell]:
        """Name the days that jump a year in a list that is in order; where the user said so, give them the year of the rows around them."""
        option = self.options.get(at)
        if option is not None and option != DayOption.IN_ORDER:
            return cells
        days: dict[Cell, date | None] = {cell: parse_date(cell).value for cell in set(cells) if isinstance(cell, str | date)}
        off = years_off([days.get(cell) for cell in cells])
        code = "days_year_mended" if option else "days_may_be_year_off"
        self.findings.say_filled(code, at, list(off), Severity.WARNING)
        return [off.get(row, cell) for row, cell in enumerate(cells)] if off and option else cells

    def read(self, part: Part, column: EncodedColumn, answered: Mapping[int, Parsed[Any]]) -> list[Parsed[Any]]:
        """Read the different cells of a column as the whole of it says; `answered` are those that the user gave a day, by their place."""
        others = [cell for place, cell in enumerate(column.distinct) if place not in answered]
        days = self.parsers.days(
            others, column.field, self.options.get(column.column), self.findings.header(column.column), lambda: self._order_of_sheet
        )
        self.findings.say_days(part, column, days)
        parse = self.parsers.of(Kind.DAY, column.field, days)
        if column.field == VISITED_ON:
            parse = partial(self.parsers.several_days, parse)
        return [answered.get(place) or parse(cell) for place, cell in enumerate(column.distinct)]

    def complete(self, cells: Sequence[Cell], column: int) -> tuple[Sequence[Cell], dict[int, list[int]]]:
        """Write "12-3" and "wk 12" with the year that they lack; and list by year the rows that got it."""
        known = next(found for found in self.found.recognition.columns if found.column == column)
        if (year := year_of(known.option)) and column == self.found.sheet.days_column:
            return [_in_year(cell, year) for cell in cells], {}
        form = _form_of(cells, known.option)
        days_in_text = entries_in if known.field == DIARY else days_in
        texts = {cell for cell in set(cells) if isinstance(cell, str) and days_in_text(cell)}  # "12-3 nt, 14-3 gesprek"
        if not any(form.lacks_year(cell) or (cell in texts and not form.is_week) for cell in set(cells)):
            return cells, {}
        years = self._years(column, known.option, cells, form)
        filled, added = list(cells), dict[int, list[int]]()
        for row, cell in enumerate(cells):
            of_row, given = self.of_row(row), list[int | None]()
            if cell in texts:
                filled[row] = with_days(str(cell), partial(self._with_years, year=of_row or years.of_all))
                given.append(_year_added(str(cell), str(filled[row])))
            if form.lacks_year(cell):
                year = of_row or years.of_all or years.by_row.get(row) or form.only_year(cell, *self.parsers.reach)
                filled[row] = form.with_year(cell, year)
                given.append(None if form.says_year(cell) else year)
            for year in filter(None, given if of_row is None else ()):
                added.setdefault(year, []).append(row)
        return filled, added

    def _with_years(self, days: Sequence[str], year: int | None) -> list[str]:
        """Give the days of one text with their years: their own, that of the row or sheet, of a day beside them, or the only one that can be."""
        own = [parse_date(day).value for day in days]
        of_a_day_beside = next((day.year for day in own if day), None)
        dated: list[str] = []
        before: date | None = None
        for text, with_own in zip(days, own, strict=True):
            known = year or of_a_day_beside or only_year(text, *self.parsers.reach, is_week=False)
            day = with_own or (parse_date(with_year(text, known, is_week=False) or "").value if known else None)
            if day and before and not with_own and before - day > HALF_A_YEAR:  # "20/12 nt; 8/1 gesprek"
                day = parse_date(with_year(text, day.year + 1, is_week=False) or "").value
            before = day or before
            dated.append(day.isoformat() if day else text)
        return dated

    def of_row(self, row: int) -> int | None:
        """Give the year that the row's own column says."""
        return self.own[row] if row < len(self.own) else None

    def _years(self, column: int, option: str | None, cells: Sequence[Cell], form: YearlessForm) -> Years:
        """Find the years that days can take: as the user said, as a header, a title or a name says, or as other days of the column have it."""
        if year := year_of(option):
            return Years(year)
        turn = turn_of(option)
        for years in ({turn, turn + 1},) if turn else map(years_in, self._texts_with_years(column)):
            if len(years) == 1:
                return Years(years.pop())
            is_turn = len(years) == len("12") and max(years) - min(years) == 1
            if is_turn and (by_row := years_turned(cells, min(years), is_week_column=form.is_week)):
                return Years(None, by_row)
        return Years(_only_year_of(cells))

    def _texts_with_years(self, column: int) -> Iterator[str]:
        found = self.found
        yield next(known.header for known in found.recognition.columns if known.column == column)
        above = range(max(0, found.layout.header_row - TITLE_ROWS_OF_YEAR), found.layout.header_row)
        yield " ".join(str(cells[row]) for row in above for cells in found.sheet.columns if isinstance(cells[row], str | int))
        yield found.sheet.name
        yield found.recognition.file


def _form_of(cells: Sequence[Cell], option: str | None) -> YearlessForm:
    """Tell whether a column holds weeks: as the user said, or as all its cells can be, where the user only said the year."""
    has_year = (year_of(option) or turn_of(option)) is not None
    return YearlessForm(option == DayOption.WEEK or (has_year and all(is_blank(cell) or is_week(cell) for cell in cells)))


def _in_year(cell: Cell, year: int) -> Cell:
    """Move a day to the year that the user says; 29 February of another year becomes a text, which is told of further on."""
    day = cell if isinstance(cell, date) else parse_date(cell).value
    if day is None:
        return cell if isinstance(cell, str) and (text := with_year(cell, year, is_week=False)) is None else text
    written = f"{day.day}-{day.month}-{year}"
    return parse_date(written).value or written


def _only_year_of(cells: Sequence[Cell]) -> int | None:
    """Give the year of all days of a column that say theirs, where enough of them do."""
    days = {day for cell in set(cells) if (day := cell if isinstance(cell, date) else parse_date(cell).value)}
    years = {day.year for day in days}
    return years.pop() if len(years) == 1 and len(days) >= FEWEST_WITH_YEAR else None


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
    year_of_row: dict[int, int] = {}
    for row in sorted({row for cells in fullest for row in blank_rows(cells)}) if len(columns) > 1 else range(len(*columns)):
        filled = [column[row] for column in columns if not is_blank(column[row])]
        is_alone = len(filled) == 1 and isinstance(filled[0], str | int | float)
        if is_alone and (year := _YEAR_ALONE.fullmatch(plain(str(filled[0])))):
            year_of_row[row] = int(year[1])
    years: list[int | None] = []
    for row in range(len(fullest[0]) if year_of_row else 0):
        years.append(year_of_row.get(row, years[-1] if years else None))
    return years


def _year_added(before: str, after: str) -> int | None:
    """Give the year that the first day of a text got that had none."""
    for said, dated in zip(days_of(before), days_of(after), strict=True):
        day = parse_date(dated).value
        if day and parse_date(said).value is None:
            return day.year
    return None
