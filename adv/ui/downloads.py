"""Downloads: a table as Excel and CSV with what they say about themselves, and any file made on demand.

The rows behind a number may be 100 000: of an Excel workbook styles, headers and the sheet that explains come from xlsxwriter; the rows are
written here, each distinct value of a column once. In a file nothing is ever a formula: text stays text.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from html import escape
from itertools import islice
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pandas as pd
import streamlit as st
from msgspec import Struct

from adv.texts import Texts
from adv.ui import filters
from adv.ui.view import View, facts

OFFICE = "application/vnd.openxmlformats-officedocument"
MIMES = {"csv": "text/csv", "html": "text/html", "json": "application/json", "pdf": "application/pdf"}
MIMES |= {"xlsx": f"{OFFICE}.spreadsheetml.sheet", "docx": f"{OFFICE}.wordprocessingml.document"}
MIMES |= {"pptx": f"{OFFICE}.presentationml.presentation"}
WIDEST = 60  # characters to a column
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
SHEET_NAME = 31  # characters that Excel allows
LONGEST_TEXT = 32_767  # characters that Excel allows in a cell
ROWS_WRITTEN_AT_ONCE = 5_000  # rows written at once
FIRST_SHEET = "xl/worksheets/sheet1.xml"
DAY_ZERO = date(1899, 12, 30).toordinal()
FIRST_EXCEL_DAY = date(1900, 3, 1)  # Excel believes in 29 February 1900; before that its numbers mean other days
EMPTY = "<c/>"
# Characters that XML cannot hold, and texts that Excel would read as such an escape.
ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")


class Note(Struct, frozen=True):
    """One line of the sheet that explains a download."""

    label: str
    text: str


def table_buttons(
    texts: Texts, key: str, name: str, title: str, *, table: Callable[[], pd.DataFrame], about: Callable[[], Sequence[Note]]
) -> None:
    """Draw the buttons for any table. The files are made when they are clicked."""
    about_it, sheet = texts("ui.chart.csv_help"), texts("ui.chart.about")
    with st.container(horizontal=True):
        file_button(texts("ui.chart.xlsx"), lambda: xlsx_bytes(table(), title, about(), sheet), f"{name}.xlsx", f"xlsx_{key}")
        file_button(
            texts("ui.chart.csv"), lambda: csv_bytes(table(), texts.language), f"{name}.csv", f"csv_{key}", explained=about_it
        )


def file_button(
    label: str, make: Callable[[], bytes], name: str, key: str, *, icon: str = "download", explained: str | None = None
) -> None:
    """Draw a button that gives a file, made when it is clicked; the page does not run again."""
    mime = MIMES.get(name.rpartition(".")[2], MIMES["xlsx"])
    icon = f":material/{icon}:"
    st.download_button(label, make, name, mime, key=key, on_click="ignore", icon=icon, help=explained)


def notes(
    view: View,
    title: str,
    shows: str,
    definitions: Sequence[str] = (),
    *,
    is_across: bool = False,
    more: Sequence[tuple[str, str]] = (),
) -> list[Note]:
    """Say what the second sheet of a download tells, so that the figures are not taken for others later; and `more` of it."""
    texts = view.texts
    as_of = texts("comparison.own_day") if is_across else view.context.formats.long_day(view.as_of)
    told = [
        Note(texts("ui.about.title"), title),
        Note(texts("ui.about.project"), texts("comparison.all") if is_across else view.project.title),
        Note(texts("ui.about.as_of"), as_of),
        Note(texts("ui.about.choice"), "; ".join(filters.described(view.selection, texts)) or texts("ui.about.everything")),
        Note(texts("ui.about.shows"), shows),
    ]
    if facts(view.project.name, view.version, view.generation).is_sample:
        told.insert(0, Note(texts("ui.sample.label"), texts("ui.sample.text")))
    told += [Note(label, text) for label, text in more]
    return told + [Note(texts(f"definitions.{key}.name"), texts(f"definitions.{key}.text")) for key in definitions]


def file_name(view: View, title: str) -> str:
    """Name a file after the project, the title and the day, without anything that a file system minds."""
    letters = unicodedata.normalize("NFKD", title.lower()).encode("ascii", "ignore").decode()
    return f"{view.project.name}-{'-'.join(re.findall(r'[a-z0-9]+', letters))}-{view.as_of.isoformat()}"


def xlsx_bytes(table: pd.DataFrame, title: str, notes: Sequence[Note], notes_title: str) -> bytes:
    """Make a workbook with the table, and a second sheet that says what it is, in memory."""
    shell = ZipFile(_shell(table, title, notes, notes_title))
    found = io.BytesIO()
    with shell, ZipFile(found, "w", ZIP_DEFLATED, compresslevel=3) as book:
        for name in shell.namelist():
            if name != FIRST_SHEET:
                book.writestr(name, shell.read(name))
        before, day, after = _around_rows(shell.read(FIRST_SHEET).decode("utf-8"))
        with book.open(FIRST_SHEET, "w") as sheet:
            sheet.write(before.encode())
            for piece in _pieces(table, day):
                sheet.write(piece.encode())
            sheet.write(after.encode())
    return found.getvalue()


def _shell(table: pd.DataFrame, title: str, notes: Sequence[Note], notes_title: str) -> io.BytesIO:
    """Make the workbook with one row, a day: it shows how a day is styled."""
    import xlsxwriter  # noqa: PLC0415 - only when somebody downloads

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "d mmm yyyy"})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(_sheet_name(title))
        for place, name in enumerate(table.columns):
            sheet.write_string(0, place, str(name), bold)
            longest = max([len(str(name)), *(len(str(value)) for value in table.iloc[:, place].drop_duplicates())])
            sheet.set_column(place, place, min(WIDEST, longest + 2))
        sheet.write_number(1, 0, 0, day)
        sheet.freeze_panes(1, 0)
        about = book.add_worksheet(_sheet_name(notes_title))
        about.set_column(0, 0, 24)
        about.set_column(1, 1, 100)
        for row, note in enumerate(notes):
            about.write_string(row, 0, note.label, bold)
            about.write_string(row, 1, note.text, wrap)
    return buffer


def _around_rows(sheet: str) -> tuple[str, str, str]:
    """Split the sheet where its rows go, and find the style of a day. The size it says it has would be wrong: it is left out."""
    head, row, tail = re.split(r"(<row r=\"2\".*?</row>)", re.sub(r"<dimension [^>]*/>", "", sheet), maxsplit=1)
    style = re.search(r's="(\d+)"', row)
    return head, style[1] if style else "0", tail


def _pieces(table: pd.DataFrame, day: str) -> Iterator[str]:
    columns = [_cells(table.iloc[:, place], day) for place in range(table.shape[1])]
    rows = zip(*columns, strict=True)
    while piece := "</row><row>".join(map("".join, islice(rows, ROWS_WRITTEN_AT_ONCE))):
        yield f"<row>{piece}</row>"


def _cells(column: pd.Series[Any], day: str) -> list[str]:
    """Write the cell of each row; cells follow each other without an address, as the format allows."""
    if column.dtype == object:
        known: dict[tuple[type, object], str] = {}
        return [known.get((type(value), value)) or known.setdefault((type(value), value), _cell(value, day)) for value in column]
    codes, distinct = pd.factorize(column)
    cells = [*(_cell(value, day) for value in distinct.tolist()), EMPTY]
    return [cells[code] for code in codes.tolist()]  # code -1, missing, is the last one


def _cell(value: object, day: str) -> str:
    if value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and value != value):  # noqa: PLR0124 - NaN
        return EMPTY
    if isinstance(value, date) and (value.date() if isinstance(value, datetime) else value) >= FIRST_EXCEL_DAY:
        return f'<c s="{day}"><v>{_serial(value)}</v></c>'
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"<c><v>{value!r}</v></c>"
    text = ESCAPED.sub(lambda found: f"_x{ord(found[0]):04X}_", str(value)[:LONGEST_TEXT])
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(text, quote=False)}</t></is></c>'


def _serial(value: date) -> str:
    days = value.toordinal() - DAY_ZERO
    if not isinstance(value, datetime):
        return str(days)
    since = value.replace(tzinfo=UTC) - datetime(value.year, value.month, value.day, tzinfo=UTC)
    return f"{days + since.total_seconds() / 86_400:.10g}"


def _sheet_name(title: str) -> str:
    return "".join(letter for letter in title if letter not in "[]:*?/\\'")[:SHEET_NAME] or "1"


def csv_bytes(table: pd.DataFrame, language: str) -> bytes:
    """Write a table as Excel in that language opens it with a double click: Dutch with semicolons and decimal commas.

    A text that Excel would take for a formula gets an apostrophe in front: a CSV file has no other way to say "text".
    """
    separator, mark = (";", ",") if language == "nl" else (",", ".")
    safe = table.rename(columns=_text_only).apply(lambda column: column.map(_text_only))
    text: str = safe.to_csv(index=False, sep=separator, decimal=mark, lineterminator="\r\n")
    return text.encode("utf-8-sig")


def _text_only(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value
