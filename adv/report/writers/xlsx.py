"""The account's tables in Excel: a sheet per table, numbers as numbers, days as days; the first sheet lists them."""

from __future__ import annotations

import io
import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import xlsxwriter

from adv.formats import NBSP
from adv.palette import DEEP, LIGHT, NOTE, PALE, RULE
from adv.report.blocks import Draft, Heading, Listing, Paragraph, Said, Table
from adv.report.fact import Fact, FactKind

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from adv.report.blocks import Cell
    from adv.report.outline import Report

LETTER, BLUE = "Calibri", DEEP
FORMATS = {
    FactKind.COUNT: "#,##0",
    FactKind.CENTS: "€ #,##0.00",
    FactKind.EUROS: "€ #,##0",
    FactKind.MARK: "0.0",
    FactKind.DAY: "d mmm yyyy",
}
COLUMN = 19  # wide, when no text asks for more
LONGEST_SHEET_NAME = 31  # of a sheet's name
HEAD = 2  # the row of the heads
CHARTED = "categories"
CHART_ROWS = 24  # covered by the chart
A4 = 9


def write(report: Report) -> bytes:
    """Write the workbook. The same report gives the same bytes."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        _Writer(report, book).write()
    return made.getvalue()


class _Writer:
    """One workbook being written."""

    def __init__(self, report: Report, book: Workbook) -> None:
        self.report, self.words, self.book = report, report.words, book
        self.known: dict[tuple[tuple[str, Any], ...], Format] = {}
        self.names: set[str] = set()

    def write(self) -> None:
        report = self.report
        created = datetime.combine(report.as_of, datetime.min.time())
        self.book.set_properties({"title": report.title, "author": report.author, "subject": report.project, "created": created})
        first = self._sheet(self.words.texts("report.contents"))
        sheets: list[tuple[str, Worksheet]] = []
        chapter = ""
        for block in report.shown:
            if isinstance(block, Heading):
                chapter = self.words.chapter(block, chapter)
            elif isinstance(block, Table) and not block.has_room:
                title = f"{chapter}{self.words.say(block.caption)}"
                sheets.append((title, self._sheet(title)))
                self._table(block, title, sheets[-1][1])
        self._contents(first, sheets)

    def look(self, **wanted: Any) -> Format:  # noqa: ANN401 - whatever Excel's formats take
        """Give a format; each one is made once."""
        key = tuple(sorted(wanted.items()))
        if key not in self.known:
            self.known[key] = self.book.add_format({"font_name": LETTER, "font_size": 11, "valign": "top", **wanted})
        return self.known[key]

    def _sheet(self, wanted: str) -> Worksheet:
        """Add a sheet, under a name that Excel takes and no other has."""
        name = re.sub(r"[\[\]:*?/\\]", " ", wanted.replace("'", "’")).strip()  # a straight one would end the name in a formula
        name = stem = name if len(name) <= LONGEST_SHEET_NAME else f"{name[: LONGEST_SHEET_NAME - 1].strip()}…"
        number = 1
        while name.casefold() in self.names:
            number += 1
            name = f"{stem[: LONGEST_SHEET_NAME - 4]} ({number})"
        self.names.add(name.casefold())
        sheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L{self.report.project.replace('&', '&&')} – {self.report.title}&R&P / &N")
        return sheet

    def _contents(self, sheet: Worksheet, sheets: list[tuple[str, Worksheet]]) -> None:
        sheet.fit_to_pages(1, 1)
        sheet.set_column(0, 0, 46)
        sheet.set_column(1, 1, 60)
        sheet.write_string(0, 0, self.report.title, self.look(bold=True, font_size=16, font_color=BLUE))
        row = 2
        for block in self.report.title_page:
            for name, value in block.items if isinstance(block, Listing) else ():
                sheet.write_string(row, 0, self.words.say(name), self.look(font_color=NOTE))
                sheet.write_string(row, 1, self.words.cell(value), self.look())
                row += 1
        for title, target in sheets:
            row += 1
            sheet.write_url(row, 0, f"internal:'{target.get_name()}'!A1", self.look(font_color=BLUE, underline=1), title)
        row += 2
        for text in self._sentences():
            sheet.write_string(row, 0, text, self.look())
            row += 1

    def _sentences(self) -> list[str]:
        """Give what the summary says, the drafts, and where the figures come from: for who opens the workbook only."""
        found: list[Said] = []
        is_told = True
        for block in self.report.shown:
            if isinstance(block, Heading) and block.said.key == "report.head.origin":
                is_told = True
            elif isinstance(block, Table):
                is_told = False
            found += block.sentences if isinstance(block, Paragraph) and is_told else ()
        drafts = [self.words.say(block.said) for block in self.report.shown if isinstance(block, Draft) and block.text is None]
        return [*map(self.words.say, found), *drafts]

    def _table(self, block: Table, title: str, sheet: Worksheet) -> None:
        sheet.write_string(0, 0, title, self.look(bold=True, font_size=14, font_color=BLUE))
        right = block.right
        sheet.set_row(HEAD, 32)
        for place, head in enumerate(block.heads):
            align = "right" if right[place] else "left"
            style = self.look(
                bold=True, bg_color=PALE, bottom=1, top=2, border_color=BLUE, text_wrap=True, align=align, valign="bottom"
            )
            sheet.write_string(HEAD, place, self.words.say(head), style)
        for number, row in enumerate(block.rows):
            is_total = block.has_total and number == len(block.rows) - 1
            for place, cell in enumerate(row):
                self._cell(sheet, (HEAD + 1 + number, place), cell, is_strong=is_total, is_right=right[place])
        last = HEAD + len(block.rows)
        for number, note in enumerate(block.notes):
            sheet.write_string(last + 2 + number, 0, self.words.say(note), self.look(font_color=NOTE))
        sheet.set_column(0, 0, 44)
        for place in range(1, len(block.heads)):
            told = [self.words.cell(row[place]) for row in block.rows if isinstance(row[place], Said)]
            sheet.set_column(place, place, max([COLUMN, *map(len, told)]))
        sheet.freeze_panes(HEAD + 1, 1)
        sheet.repeat_rows(HEAD)
        is_charted = block.key == CHARTED and block.has_total and len(block.rows) > 1
        below = CHART_ROWS if is_charted else len(block.notes)
        sheet.print_area(0, 0, last + 2 + below, len(block.heads) - 1)
        area = f"='{sheet.get_name()}'!{xlsxwriter.utility.xl_range_abs(HEAD, 0, last, len(block.heads) - 1)}"
        self.book.define_name(f"tabel_{block.key}", area)
        if is_charted:
            self._chart(block, sheet, last)

    def _cell(self, sheet: Worksheet, place: tuple[int, int], cell: Cell, *, is_strong: bool, is_right: bool) -> None:
        more: dict[str, Any] = {"bold": True, "top": 1, "border_color": BLUE} if is_strong else {}
        align = "right" if is_right else "left"
        form = self._form(cell) if isinstance(cell, Fact) else ""
        if isinstance(cell, Fact) and form:
            style = self.look(num_format=form, align=align, **more)
            if isinstance(cell.value, date):
                sheet.write_datetime(*place, datetime.combine(cell.value, datetime.min.time()), style)
            else:
                sheet.write_number(*place, cell.plain, style)
        elif cell is None:
            sheet.write_blank(*place, None, self.look(**more))
            sheet.write_comment(*place, self.words.cell(None))
        else:
            sheet.write_string(*place, self.words.cell(cell), self.look(align=align, text_wrap=True, **more))

    def _form(self, fact: Fact) -> str:
        """Give the form of a number or day; a share has a decimal, and a space before its sign, where the other files have them."""
        if fact.kind is not FactKind.PERCENT:
            return FORMATS.get(fact.kind, "")
        told = self.words.cell(fact)
        return f"{'0.0' if {',', '.'} & set(told) else '0'}{' ' * told.endswith(f'{NBSP}%')}%"

    def _chart(self, block: Table, sheet: Worksheet, last: int) -> None:
        """Draw the categories as bars of Excel's own: set aside beside spent."""
        chart = self.book.add_chart({"type": "bar"})
        for place, color in zip(block.charted, (RULE, BLUE), strict=False):
            name = sheet.get_name()
            chart.add_series(
                {
                    "name": [name, HEAD, place],
                    "categories": [name, HEAD + 1, 0, last - 1, 0],
                    "values": [name, HEAD + 1, place, last - 1, place],
                    "fill": {"color": color},
                    "gap": 60,
                }
            )
        chart.set_title({"name": self.words.say(block.caption), "name_font": {"size": 12}})
        chart.set_y_axis({"reverse": True})
        chart.set_x_axis(
            {"num_format": "€ #,##0", "crossing": "min", "major_gridlines": {"visible": True, "line": {"color": LIGHT.grid}}}
        )
        chart.set_legend({"position": "top"})
        described = f"{self.words.say(block.caption)}: {', '.join(self.words.cell(row[0]) for row in block.rows)}"
        sheet.insert_chart(last + 4, 0, chart, {"x_scale": 1.5, "y_scale": 1.2, "description": described})
