"""The empty workbook that the app hands out: drop-downs, notes, formats and one example row per sheet.

The same project and language give the same bytes. The example row has the word of `EXAMPLE_MARK` in its first cell, so that reading
it back leaves the row out.
"""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Final

import xlsxwriter

from adv.model import Outcome, Project, Status
from adv.palette import NOTE, PALE, WANTED
from adv.texts import Texts, texts
from adv.workbook.tables.grid import column_letters
from adv.workbook.values.amounts import HIGHEST_SCORE, LOWEST_SCORE, MOST_CENTS, MOST_WHOLE
from adv.workbook.values.dates import EARLIEST, LATEST
from adv.workbook.values.text import EXAMPLE_MARK
from adv.workbook.vocabulary import canonical_form as canonical

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet


CREATED: Final = datetime.fromisoformat("2021-01-01")  # fixed, so that the same template has the same bytes
LAST_ROW: Final = 5000  # of drop-downs and checks
DATE_FORMAT: Final = "d mmm yyyy"
EURO_FORMAT: Final = '"€" #,##0.00;-"€" #,##0.00'
LIMITS: Final = {  # of values that are checked: as what, the lowest and the highest, and what is said of another
    canonical.InputKind.DATE: ("date", EARLIEST, LATEST, "give_date"),
    canonical.InputKind.EURO: ("decimal", -MOST_CENTS // 100, MOST_CENTS // 100, "give_amount"),
    canonical.InputKind.SCORE: ("integer", LOWEST_SCORE, HIGHEST_SCORE, "give_score"),
    canonical.InputKind.WHOLE: ("integer", 0, MOST_WHOLE, "give_whole"),
}
WIDTHS: Final = {canonical.InputKind.CHOICES: 26, canonical.InputKind.CHOICE: 22, canonical.InputKind.TEXT: 18}
NARROW: Final = 14  # days and numbers


def template(project: Project, language: str = "nl") -> bytes:
    """The empty workbook of one project, as .xlsx.

    Sheet names, headers and choices are Dutch in every language; notes and explanation are in `language`.
    """
    return new_workbook(project, lambda book: _Writer(book, project, texts(language, "template")).write())


def new_workbook(project: Project, write: Callable[[Workbook], None]) -> bytes:
    """Make a workbook in memory, in which texts are never formulas or links."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": project.title, "created": CREATED})
        write(book)
    return target.getvalue()


class _Writer:
    def __init__(self, book: Workbook, project: Project, words: Texts) -> None:
        self.book = book
        self.project = project
        self.words = words
        self.options = canonical.options_of(project)
        self.formats = _formats(book)

    def write(self) -> None:
        for form in canonical.FORM:
            self._sheet(form)
        self._explanation()
        lists = self.book.add_worksheet(canonical.LISTS_SHEET)
        for number, choices in enumerate(self.options.values()):
            for row, choice in enumerate(choices):
                lists.write_string(row, number, choice)
        lists.hide()

    def _sheet(self, form: canonical.FormSheet) -> None:
        sheet = self.book.add_worksheet(form.name)
        sheet.freeze_panes(1, 0)
        example = example_row(form, self.project)
        for number, column in enumerate(form.columns):
            sheet.set_column(number, number, WIDTHS.get(column.kind, NARROW), self.formats.get(column.kind.value))
            sheet.write_string(0, number, column.header, self.formats["required" if column.is_required else "header"])
            sheet.write_comment(0, number, self._note(form, column), {"author": "", "x_scale": 2, "y_scale": 1.3})
            self._validation(sheet, number, column)
            self._example_cell(sheet, number, example.get(column.field))

    def _say(self, key: str, **params: str) -> str:
        return self.words(f"template.{key}", **params)

    def _note(self, form: canonical.FormSheet, column: canonical.FormColumn) -> str:
        need = self._say("required" if column.is_required else "optional")
        return f"{need} {self._say(f'{form.table}.{column.field}')}"

    def _example_cell(self, sheet: Worksheet, number: int, value: str | float | date | None) -> None:
        if isinstance(value, date):
            sheet.write_datetime(1, number, value, self.formats["example_date"])
        elif isinstance(value, str):
            sheet.write_string(1, number, value, self.formats["example"])
        elif value is not None:
            sheet.write_number(1, number, value, self.formats["example_euro" if isinstance(value, float) else "example"])

    def _validation(self, sheet: Worksheet, number: int, column: canonical.FormColumn) -> None:
        rule: Mapping[str, object] = {}
        if column.options is not None:  # several, separated, are on no list
            letter, is_one = column_letters(list(self.options).index(column.options)), column.kind is canonical.InputKind.CHOICE
            source = f"={canonical.LISTS_SHEET}!${letter}$1:${letter}${len(self.options[column.options])}"
            rule = {"validate": "list", "source": source, "show_error": is_one, "error_message": self._say("pick_from_list")}
        elif column.kind in LIMITS:
            validate, lowest, highest, message = LIMITS[column.kind]
            between = {"criteria": "between", "minimum": lowest, "maximum": highest}
            rule = {"validate": validate, **between, "error_message": self._say(message)}
        if rule:
            # Row 2 is the example. What does not fit only gets a warning: a person may know better than the form.
            shown = {"error_type": "warning", "error_title": column.header}
            sheet.data_validation(2, number, LAST_ROW - 1, number, {**shown, **rule})

    def _explanation(self) -> None:
        sheet = self.book.add_worksheet(canonical.EXPLANATION_SHEET)
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 110, self.formats["wrapped"])
        lines: list[tuple[str, str]] = [(self._say("title", project=self.project.title), "title")]
        lines += [(line, "wrapped") for line in self._say("how_to").split("\n")]
        for form in canonical.FORM:
            lines += [("", "wrapped"), (f"{form.name}: {self._say(f'{form.table}.about')}", "heading")]
            for column in form.columns:
                choices = self._say("choices", choices=", ".join(self.options[column.options])) if column.options else ""
                lines.append((f"{column.header}. {self._note(form, column)} {choices}".rstrip(), "wrapped"))
        for row, (line, style) in enumerate(lines):
            sheet.write_string(row, 0, line, self.formats[style])


def example_row(form: canonical.FormSheet, project: Project) -> Mapping[str, str | float | date | None]:
    """The example of one sheet, by field; its first cell holds the mark by which it is told from data."""
    mark = EXAMPLE_MARK.upper()
    area = project.areas[-1]
    street = area.streets[0] if area.streets else "Voorbeeldstraat"
    day = project.period.start
    home = {"street": street, "area": area.name}
    rows: Mapping[str, Mapping[str, str | float | date | None]] = {
        "visits": {
            **home,
            "visited_on": day,
            "outcome": canonical.OUTCOME_WORDS[Outcome.CONVERSATION],
            "organisations": canonical.SEPARATOR.join(project.partners[:2]),
            "themes": canonical.SEPARATOR.join(project.themes[:2]),
        },
        "requests": {
            "visit_id": mark,
            "theme": project.themes[0],
            "goal": project.goals[0],
            "status": canonical.STATUS_WORDS[Status.IN_PROGRESS],
            "owner": project.partners[0],
            "raised_on": day,
        },
        "expenses": {"category": project.cost_categories[0], "organisation": project.partners[0]},
        "budget_lines": {"year": day.year},
        "activities": {"area": area.name},
        "addresses": home,
    }
    plain = {column.field: column.example for column in form.columns if column.example is not None}
    return {**plain, **rows[form.table], form.columns[0].field: mark}


def _formats(book: Workbook) -> dict[str, Format]:
    header = {"valign": "top", "text_wrap": True, "bottom": 1}
    example = {"italic": True, "font_color": NOTE}
    return {
        "header": book.add_format({**header, "bg_color": PALE}),
        "required": book.add_format({**header, "bold": True, "bg_color": WANTED}),
        "example": book.add_format(example),
        "example_date": book.add_format({**example, "num_format": DATE_FORMAT, "align": "left"}),
        "example_euro": book.add_format({**example, "num_format": EURO_FORMAT}),
        "date": book.add_format({"num_format": DATE_FORMAT, "align": "left"}),
        "euro": book.add_format({"num_format": EURO_FORMAT}),
        "text": book.add_format({"num_format": "@"}),
        "wrapped": book.add_format({"text_wrap": True, "valign": "top"}),
        "title": book.add_format({"bold": True, "font_size": 14}),
        "heading": book.add_format({"bold": True, "text_wrap": True}),
    }
