"""A workbook as it was understood, sheet by sheet and column by column, with a drop-down wherever the user can say otherwise.

Headers, samples and names of sheets come from the spreadsheet: they go through `choice_table` and escaped HTML only.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from adv.formats import CENTS, formats
from adv.model import Outcome, TableName
from adv.texts import Texts
from adv.ui.data_page.corrections import choice_table, correct, correct_sheet, corrections_made
from adv.ui.data_page.remembered import said_remembered
from adv.ui.html import fill, html_table, write
from adv.ui.view import View
from adv.workbook.questions import alike, can_be_said, may_be_table
from adv.workbook.tables.grid import Cell
from adv.workbook.understood import COLUMN_UNKNOWN, ColumnRecognition, Intake, Reason, SheetRecognition
from adv.workbook.values.day_columns import DayOption, turn_of
from adv.workbook.vocabulary import fields as known
from adv.workbook.vocabulary.fields import ATTEMPT_PREFIX, FIELDS, STATE, WIDE_PREFIX, marks_for

SAMPLES = 3
REQUESTS_IN_A_ROW = 3  # choices for a column of a visit, beside those that were recognised
MORE_ATTEMPTS = (2, 3)  # choices for a column; those that were recognised are among them too
SURE_FROM = 0.85  # from here on the recognition is "zeker"
LIKELY_FROM = 0.6
WIDTHS = {"header": 150, "field": 180, "certainty": 110, "samples": 340}  # pixels: on a telephone one sees the first two
LETTER, MOST_FOR_FIELD, AROUND = 6, 380, 28  # pixels: of a letter, for a long field at the cost of samples, beside it
SHEET_WIDTH, LEFT_OUT_WIDTH = 220, 200  # pixels of the drop-down with what a sheet is


def understood(view: View, intake: Intake) -> None:
    """Show of each sheet which table it is, and of each column as what it is read, how surely, and three of its values."""
    texts = view.texts
    several = len(intake.sha256) > 1
    tables = [sheet for sheet in intake.sheets if sheet.table is not None]
    if tables:
        write("<p data-adv>{text}</p>", text=texts("pages.data.correct_hint"))
    for sheet in tables:
        _sheet(view, sheet, alike(sheet, tables), is_asked=can_be_said(sheet, intake.sheets), with_file=several)
    left_out = [sheet for sheet in intake.sheets if sheet.table is None]
    for is_asked in (False, True):
        mine = [sheet for sheet in left_out if may_be_table(sheet, intake.sheets) is is_asked]
        _left_out(view, mine, with_file=several, is_asked=is_asked)


def _sheet(view: View, sheet: SheetRecognition, parts: Sequence[SheetRecognition], *, is_asked: bool, with_file: bool) -> None:
    texts, name = view.texts, list_of(sheet).value
    place = f"{sheet.file} · {sheet.sheet}" if with_file and sheet.sheet else sheet.place
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        beside, unseen = ("adv-beside", "adv-unseen") if is_asked else ("", "")
        heading = '<h3 class="adv-sheet {beside}" data-adv>{place} → <span class="{unseen}">{table}</span></h3>'
        table = texts(f"pages.data.table.{name}")
        st.html(fill(heading, place=place, table=table, beside=beside, unseen=unseen), width="content")
        if is_asked:
            choose_table(view, sheet, "read", is_beside=True)
    rows = view.context.count(f"intake.counted.{name}", sheet.rows_read, number=sheet.rows_read)
    out = view.context.count("intake.rows_out", sheet.rows_left_out, number=sheet.rows_left_out)
    key = "intake.rows_read" if sheet.rows_left_out else "intake.rows_read_all"
    how = texts(key, rows=rows, left_out=out, header=sheet.header_row or 1)
    write("<p data-adv>{how} {why}</p>", how=how, why="" if sheet.remembered else why(sheet.reason, texts))
    said_remembered(view, sheet)
    _columns(view, sheet, parts)


def list_of(sheet: SheetRecognition) -> TableName:
    """Give the list that a sheet is, of one that is known to be a list."""
    return TableName(sheet.table or "")


def choose_table(view: View, sheet: SheetRecognition, where: str, *, is_beside: bool = False) -> None:
    """Draw what the sheet is, as a drop-down: another choice is read at once."""
    texts = view.texts
    key = f"adv_{where}_sheet_{corrections_made()}_{sheet.file}_{sheet.sheet}_{sheet.block}"
    options = [*TableName, None]

    def called(table: TableName | None) -> str:
        return texts("memory.sheet.not_read" if table is None else f"pages.data.table.{table.value}")

    look = {"label_visibility": "collapsed", "width": SHEET_WIDTH} if is_beside else {}
    told: dict[str, Any] = {"placeholder": texts("memory.words.choose"), "format_func": called, "key": key, **look}
    place = options.index(sheet.table) if sheet.table else None
    st.selectbox(
        texts("memory.sheet.is"), options, index=place, on_change=lambda: correct_sheet(sheet, st.session_state[key]), **told
    )


def _left_out(view: View, sheets: Sequence[SheetRecognition], *, with_file: bool, is_asked: bool) -> None:
    """List the sheets that were left out and why; with a drop-down where they may be a table after all."""
    if not sheets:
        return
    texts = view.texts
    file = {texts("pages.data.column.file"): [sheet.file for sheet in sheets]} if with_file else {}
    name = {texts("pages.data.column.sheet"): [sheet.place for sheet in sheets]}
    reason = {texts("pages.data.column.why"): [why(sheet.reason, texts) for sheet in sheets]}
    if not is_asked:
        write("<p data-adv>{text}</p>", text=texts.count("pages.data.left_out", len(sheets)))
        st.html(html_table(pd.DataFrame(file | name | reason), texts("pages.data.left_out_table"), texts.language))
        return
    for sheet in sheets:
        said_remembered(view, sheet)
    as_what, no = texts("memory.sheet.is"), texts("memory.sheet.not_read")
    tables = {texts(f"pages.data.table.{table.value}"): table for table in TableName}
    frame = pd.DataFrame(file | name | {as_what: [no] * len(sheets)} | reason)

    def choose(row: int, chosen: str) -> None:
        if chosen in tables:
            correct_sheet(sheets[row], tables[chosen])

    write("<p data-adv>{text}</p>", text=texts.count("memory.sheet.left_out", len(sheets)))
    key = f"adv_left_out_{corrections_made()}"
    alt = texts("pages.data.left_out_table")
    choice_table(frame, as_what, [no, *tables], choose, key=key, alt=alt, widths={as_what: LEFT_OUT_WIDTH})


def _columns(view: View, sheet: SheetRecognition, parts: Sequence[SheetRecognition]) -> None:
    """Draw the columns as a table in which "understood as" is a drop-down: another choice is read at once, in all sheets alike."""
    texts = view.texts
    table = list_of(sheet)
    as_what = texts("pages.data.column.field")
    options = column_options(view, sheet, table)
    frame = pd.DataFrame([_column(sheet, column, table, texts) for column in sheet.columns])
    more = min(MOST_FOR_FIELD, AROUND + LETTER * int(frame[as_what].str.len().max())) - WIDTHS["field"]
    widths = WIDTHS | ({"field": WIDTHS["field"] + more, "samples": WIDTHS["samples"] - more} if more > 0 else {})

    def choose(row: int, chosen: str) -> None:
        column = sheet.columns[row]
        if not column.blocked:
            for other in parts:
                correct((other.file, other.sheet, column.column), options.get(chosen))

    key = f"adv_understood_{corrections_made()}_{sheet.file}_{sheet.sheet}_{sheet.columns[0].column}"
    alt = texts("pages.data.understood_table", sheet=sheet.sheet)
    wide = {texts(f"pages.data.column.{name}"): width for name, width in widths.items()}
    choice_table(frame, as_what, list(options), choose, key=key, alt=alt, widths=wide)


def column_options(view: View, sheet: SheetRecognition, table: TableName) -> dict[str, str | None]:
    """List what a column can be, as it is shown and as it is written down; of visits also the marks of each theme and outcome."""
    texts, fields = view.texts, FIELDS[table]
    found: list[tuple[str, str | None]] = [(field, None) for field in fields]
    found += [(field, option) for field in fields for option in known.options_of(field, view.project.period)]
    if table is TableName.VISITS:
        wide = [column.option or "1" for column in sheet.columns if (column.field or "").startswith(WIDE_PREFIX)]
        numbers = dict.fromkeys([*map(str, range(1, REQUESTS_IN_A_ROW + 1)), *wide])
        found += [("themes", theme) for theme in view.project.themes]
        found += [("outcome", outcome) for outcome in Outcome]
        found += [(f"{ATTEMPT_PREFIX}{name}", str(number)) for number in MORE_ATTEMPTS for name in known.OF_AN_ATTEMPT]
        found += [(f"{WIDE_PREFIX}{name}", number) for number in numbers for name in known.WIDE]
    found += [(column.field, column.option) for column in sheet.columns if column.field]
    none = {texts("pages.data.not_used"): None} | {named(one, table, texts): None for one in sheet.columns if not one.field}
    return none | {_named(field, option, table, texts): marks_for(field, option) if option else field for field, option in found}


def _column(sheet: SheetRecognition, column: ColumnRecognition, table: TableName, texts: Texts) -> dict[str, str]:
    return {
        texts("pages.data.column.header"): f"{sheet.name_of(column)} · {column.header}",
        texts("pages.data.column.field"): named(column, table, texts),
        texts("pages.data.column.certainty"): texts(f"pages.data.certainty.{_certainty(column)}"),
        texts("pages.data.column.samples"): " · ".join(sample(column, table, cell, texts) for cell in column.samples[:SAMPLES]),
    }


def sample(column: ColumnRecognition, table: TableName, cell: Cell, texts: Texts) -> str:
    """Write a value as the user does: days and amounts in the user's way, numbers of houses and visits as they are."""
    write = formats(texts.language)
    if isinstance(cell, date):
        return write.day(cell)
    if not isinstance(cell, int | float):
        return str(cell)
    if column.field and known.kind_of(table, column.field) is known.Kind.CENTS:
        return write.euro(cell * CENTS)
    return str(int(cell)) if cell == int(cell) else repr(cell).replace(".", write.separators[0])


def named(column: ColumnRecognition, table: TableName, texts: Texts) -> str:
    """Name what a column was understood as; with the option for a column per theme, or per request in the row."""
    if column.blocked:
        return texts("pages.data.blocked")
    if column.field is None:
        return texts("pages.data.not_known" if column.reason.key == COLUMN_UNKNOWN else "pages.data.not_used")
    return _named(column.field, column.option, table, texts)


def _named(field: str, option: str | None, table: TableName, texts: Texts) -> str:
    """Name a field as it may be chosen: of a later visit or a request in the row, with its number."""
    name = texts(f"fields.{table.value}.{field}")
    if option and field.startswith(known.BESIDE):
        return name.replace(":", f" {option}:", 1)
    return f"{name} ({_said(field, option, texts)})" if option else name


def _said(field: str, option: str, texts: Texts) -> str:
    """Name what the option of a column says: an outcome, how its days are read, or a name as it is."""
    if field == "outcome":
        return texts(f"words.outcome.{option}")
    if field in known.AMOUNTS and not option.isdigit():
        return texts(f"fields.amount.{option}")
    if field in known.DOORS or field == STATE:
        return texts(f"fields.{field if field == STATE else 'door'}.{option}")
    if field in known.DAYS and (first := turn_of(option)):
        return texts("fields.day.turned", first=first, last=first + 1)
    return texts(f"fields.day.{option}") if field in known.DAYS and option in list(DayOption) else option


def _certainty(column: ColumnRecognition) -> str:
    if column.field is None:
        return "none"
    return "sure" if column.certainty >= SURE_FROM else "likely" if column.certainty >= LIKELY_FROM else "guess"


def why(reason: Reason, texts: Texts) -> str:
    """Write a reason as a sentence."""
    return texts(f"recognition.{reason.key}", **reason.params)
