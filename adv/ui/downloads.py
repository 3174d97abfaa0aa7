"""The two downloads of a table, Excel and CSV, and what they say about themselves."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import streamlit as st

from adv.ui import filters
from adv.ui.tables import CSV, XLSX, Note, csv_bytes
from adv.ui.view import View, facts
from adv.ui.workbook_file import xlsx_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd


def downloads(view: View, key: str, title: str, table: Callable[[], pd.DataFrame], about: Callable[[], Sequence[Note]]) -> None:
    """The buttons. The files are made when they are clicked."""
    texts, name = view.texts, file_name(view, title)
    with st.container(horizontal=True):
        st.download_button(
            texts("ui.chart.xlsx"),
            data=lambda: xlsx_bytes(table(), title, about(), texts("ui.chart.about")),
            file_name=f"{name}.xlsx",
            mime=XLSX,
            key=f"xlsx_{key}",
            on_click="ignore",
            icon=":material/download:",
        )
        st.download_button(
            texts("ui.chart.csv"),
            data=lambda: csv_bytes(table(), texts.language),
            file_name=f"{name}.csv",
            mime=CSV,
            key=f"csv_{key}",
            on_click="ignore",
            icon=":material/download:",
            help=texts("ui.chart.csv_help"),
        )


def notes(view: View, title: str, shows: str, definitions: Sequence[str] = (), *, is_across: bool = False) -> list[Note]:
    """What the second sheet of a download says, so that the figures are not taken for others later."""
    texts = view.texts
    as_of = texts("comparison.own_day") if is_across else view.look.formats.long_day(view.as_of)
    told = [
        Note(texts("ui.about.title"), title),
        Note(texts("ui.about.project"), texts("comparison.all") if is_across else view.project.title),
        Note(texts("ui.about.as_of"), as_of),
        Note(texts("ui.about.choice"), "; ".join(filters.described(view.selection, texts)) or texts("ui.about.everything")),
        Note(texts("ui.about.shows"), shows),
    ]
    if facts(view.project.name, view.version, view.generation).is_sample:
        told.insert(0, Note(texts("ui.sample.label"), texts("ui.sample.text")))
    return told + [Note(texts(f"definitions.{key}.name"), texts(f"definitions.{key}.text")) for key in definitions]


def file_name(view: View, title: str) -> str:
    """The project, the title and the day, without anything that a file system minds."""
    letters = unicodedata.normalize("NFKD", title.lower()).encode("ascii", "ignore").decode()
    return f"{view.project.name}-{'-'.join(re.findall(r'[a-z0-9]+', letters))}-{view.as_of.isoformat()}"
