"""One story in one layout: the sheets of its workbooks, and their truth, counted from the story and never from the cells."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from tests.corpus.columns import Pen
from tests.corpus.forms import AMOUNTS, MONTHS
from tests.corpus.truth import Case, SheetTruth, Truth
from tests.corpus.writing import Grid, write

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from tests.corpus.columns import Column
    from tests.corpus.layout import Layout
    from tests.corpus.story import Story
    from tests.corpus.writing import Cell

TITLES = ("{name} de Waart", "Achter de voordeur, bijgehouden door het kernteam", "Stand per 31 december 2020", "", "Vertrouwelijk")
DAY_OF = {"visits": "day", "requests": "raised", "expenses": "day"}
SIDE_GAP = 2


def draw(layout: Layout, voice: dict[str, Any], story: Story, chance: Random) -> Case:
    """The upload and its truth."""
    return _Drawing(layout, voice, story, chance).case()


class _Drawing:
    def __init__(self, layout: Layout, voice: dict[str, Any], story: Story, chance: Random) -> None:
        self.layout, self.voice, self.story, self.chance = layout, voice, story, chance
        self.pen = Pen(layout, voice, chance)
        self.truth = Truth()
        self.files: list[tuple[str, list[Grid]]] = []
        self.extension = "csv" if layout.kind.startswith("csv") else layout.kind.removesuffix("1904")

    def case(self) -> Case:
        count(self.story, self.layout, self.truth)
        self._cover()
        for table in self.layout.tables:
            if table == "expenses" and self.layout.side_by_side:
                continue
            rows = getattr(self.story, table)
            name = self.chance.choice(self.voice["sheets"][table])
            for year, group in self._by_year(table, rows):
                self._sheet(table, f"{name} {year}" if year else name, group)
        self._more_sheets()
        kind = "xlsx" if self.layout.kind == "xlsm" else self.layout.kind
        return Case(self.layout.name, tuple((file, write(kind, grids)) for file, grids in self.files), self.truth)

    def _by_year(self, table: str, rows: Sequence[Any]) -> list[tuple[int | None, list[Any]]]:
        if not self.layout.per_year or table == "requests":
            return [(None, list(rows))]
        return [(year, list(group)) for year, group in groupby(rows, lambda row: getattr(row, DAY_OF[table]).year)]

    def _grid(self, name: str) -> tuple[Grid, SheetTruth]:
        """A new sheet, in a file of its own where that is the custom."""
        if not self.files or self.layout.per_file:
            file = f"{name if self.layout.per_file else 'Werkmap'}.{self.extension}"
            self.files.append((file, []))
        grid = Grid(name)
        self.files[-1][1].append(grid)
        sheet = SheetTruth(self.files[-1][0], "" if self.extension == "csv" else name)
        self.truth.sheets.append(sheet)
        return grid, sheet

    def _sheet(self, table: str, name: str, rows: list[Any]) -> None:
        grid, truth = self._grid(name)
        columns = {"visits": lambda: self.pen.visits(self.story), "requests": self.pen.requests, "expenses": self.pen.expenses}[
            table
        ]()
        for row in range(self.layout.top):
            grid.put(row, self.layout.left, TITLES[row % len(TITLES)].format(name=name) or None)
        if self.layout.merged_title and self.layout.top:
            grid.merged.append((0, self.layout.left, 0, self.layout.left + len(columns) - 1))
        end = self._table(grid, truth, table, columns, rows, self.layout.left)
        if table == "visits" and self.layout.side_by_side:
            bookings = self.pen.expenses()
            self._table(grid, truth, "expenses", bookings, self.story.expenses, end + SIDE_GAP)
        if table == "visits" and "beside" in self.layout.extra:
            self._pivot(grid, self.layout.top, end + SIDE_GAP)

    def _table(self, grid: Grid, truth: SheetTruth, table: str, columns: list[Column], rows: list[Any], left: int) -> int:
        """Write one table; the last column it takes."""
        line = self.layout.top
        if self.layout.group_headers:
            for place, text in ((0, "Algemeen"), (len(columns) // 2, "Gegevens"), (len(columns) - 1, "Overig")):
                grid.put(line, left + place, text)
            line += 1
        for place, column in enumerate(columns, left):
            grid.put(line, place, column.above or column.header)
            truth.columns[place] = column.field
        if any(column.above for column in columns):
            line += 1
            for place, column in enumerate(columns, left):
                if column.above:
                    grid.put(line, place, column.header)
        header = line
        truth.rows[table] = len(rows)
        for number, row in enumerate(rows):
            line = self._between(grid, table, columns, rows, number, left, line, header)
            for place, column in enumerate(columns, left):
                grid.put(line, place, column.cell(row))
        self._under(grid, table, columns, rows, left, line)
        return left + len(columns) - 1

    def _between(
        self, grid: Grid, table: str, columns: list[Column], rows: list[Any], number: int, left: int, line: int, header: int
    ) -> int:
        """The line of the next row, after a blank one, a month's total or the headers again."""
        day = DAY_OF[table]
        this, last = getattr(rows[number], day), getattr(rows[number - 1], day)
        if number and (this.year, this.month) != (last.year, last.month) and table != "requests":
            if self.layout.month_totals:
                mine = [
                    row for row in rows[:number] if (getattr(row, day).year, getattr(row, day).month) == (last.year, last.month)
                ]
                label = self.chance.choice(self.voice["totals"]["month"]).format(month=MONTHS[last.month - 1])
                line += 1
                self._total(grid, line, left, columns, label, table, mine)
            if self.layout.blank_rows:
                line += 1
        if self.layout.repeated_header and number and number % 20 == 0:
            line += 1
            for place, column in enumerate(columns, left):
                grid.put(line, place, grid.rows[header][place] if place < len(grid.rows[header]) else column.header)
        return line + 1

    def _total(self, grid: Grid, line: int, left: int, columns: list[Column], label: str, table: str, rows: list[Any]) -> None:
        """A total with its name in the first column that is not the amount's."""
        at = [column.field for column in columns].index("cents") if table == "expenses" else 1
        grid.put(line, left + (1 if at == 0 else 0), label)
        total = AMOUNTS[self.layout.amount](sum(row.cents for row in rows)) if table == "expenses" else len(rows)
        grid.put(line, left + at, total)

    def _under(self, grid: Grid, table: str, columns: list[Column], rows: list[Any], left: int, line: int) -> None:
        words = self.voice["totals"]
        if self.layout.grand_total:
            line += 1 + self.layout.blank_rows
            self._total(grid, line, left, columns, self.chance.choice(words["grand"]), table, rows)
        if self.layout.count_row:
            line += 1
            grid.put(line, left, self.chance.choice(words["count"]).format(n=len(rows)))
        if self.layout.notes:
            for number, note in enumerate(words["notes"]):
                grid.put(line + 2 + number, left, note)

    def _cover(self) -> None:
        if "cover" in self.layout.extra:
            grid, _ = self._grid(self.voice["sheets"]["cover"][0])
            for row, text in enumerate(
                ["Achter de voordeur", "Datum: 1 maart 2020", "Deze werkmap wordt bijgehouden door het kernteam."]
            ):
                grid.put(row, 0, text)

    def _more_sheets(self) -> None:
        sheets = self.voice["sheets"]
        if "lists" in self.layout.extra:
            grid, _ = self._grid(sheets["lists"][0])
            for column, kind in enumerate(("outcome", "status", "themes")):
                grid.put(0, column, self.pen.chosen[kind])
                for row, words in enumerate(self.voice[kind].values(), 1):
                    grid.put(row, column, words[0])
        if "pivot" in self.layout.extra:
            grid, _ = self._grid(sheets["pivot"][0])
            self._pivot(grid, 2, 0)
        if "hidden" in self.layout.extra:
            grid, _ = self._grid("Oud")
            grid.is_hidden = True
            columns = self.pen.visits(self.story)
            lines: list[list[Cell]] = [[column.header for column in columns]]
            lines += [[column.cell(visit) for column in columns] for visit in self.story.visits[:9]]
            for row, cells in enumerate(lines):
                for place, cell in enumerate(cells):
                    grid.put(row, place, cell)

    def _pivot(self, grid: Grid, top: int, left: int) -> None:
        by_area: dict[str, int] = {}
        for visit in self.story.visits:
            by_area[visit.area] = by_area.get(visit.area, 0) + 1
        rows: list[tuple[str, Cell]] = [
            ("Rijlabels", "Aantal van bezoeken"),
            *by_area.items(),
            ("Eindtotaal", len(self.story.visits)),
        ]
        for row, (label, number) in enumerate(rows, top):
            grid.put(row, left, label)
            grid.put(row, left + 1, number)


def count(story: Story, layout: Layout, truth: Truth) -> None:
    """What every total must come to, as far as this person keeps it."""
    if "visits" in layout.tables:
        for visit in story.visits:
            spoke = visit.outcome == "conversation"
            truth.count("visits")
            truth.count("visits_by_month", f"{visit.day:%Y-%m}")
            truth.count("visits_by_outcome", visit.outcome)
            truth.count("completed", number=spoke)
            truth.count("activated", number=bool(visit.active))
            truth.count("completed_by_area", visit.area, spoke)
            for theme in visit.themes:
                truth.count("conversations_by_theme", theme)
            for partner in visit.partners:
                truth.count("visits_by_partner", partner)
    if "requests" in layout.tables or layout.in_visits:
        for request in story.requests:
            truth.count("requests")
            truth.count("requests_by_status", request.status)
            truth.count("requests_by_theme", request.theme)
            if "goal" not in layout.without:
                truth.count("requests_by_goal", request.goal)
    if "expenses" in layout.tables:
        for booking in story.expenses:
            truth.count("spent", number=booking.cents)
            truth.count("spent_by_month", f"{booking.day:%Y-%m}", booking.cents)
            truth.count("spent_by_category", booking.category, booking.cents)
