"""Downloads: a table as Excel and CSV with what they say about themselves, and any file made on demand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from adv.texts import Texts
from adv.ui import filters
from adv.ui.view import View, facts
from adv.ui.workbook_file import Note, csv_bytes, xlsx_bytes

OFFICE = "application/vnd.openxmlformats-officedocument"
MIMES = {"csv": "text/csv", "html": "text/html", "json": "application/json", "pdf": "application/pdf"}
MIMES |= {"xlsx": f"{OFFICE}.spreadsheetml.sheet", "docx": f"{OFFICE}.wordprocessingml.document"}
MIMES |= {"pptx": f"{OFFICE}.presentationml.presentation"}


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
    mime, icon = MIMES.get(name.rpartition(".")[2], MIMES["xlsx"]), f":material/{icon}:"
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
