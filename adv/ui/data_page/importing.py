"""Workbooks from the uploader, read once: what came out of them lies in the session until it is stored or taken away.

Who has none yet gets the empty workbook.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from adv.ui.data_page.confirming import READING_KEY, withdraw
from adv.ui.data_page.corrections import corrections, corrections_made
from adv.ui.data_page.effects import LIST_KEY, is_addition, understood_with
from adv.ui.data_page.findings import ROUND_KEY, empty_uploader, uploader_key
from adv.ui.downloads import file_button
from adv.ui.html import write
from adv.ui.view import View
from adv.workbook.reading.limits import UPLOAD_MEGABYTES
from adv.workbook.template import template
from adv.workbook.understood import Intake

TYPES = ("xlsx", "xlsm", "xls", "ods", "csv")


def upload(view: View) -> Intake | None:
    """Let the user choose files, and give what came out of them, or None while there are none."""
    texts = view.texts
    st.session_state.setdefault(ROUND_KEY, 0)
    label = texts("pages.data.upload")
    explained = texts("pages.data.upload_help")
    most = UPLOAD_MEGABYTES
    files = st.file_uploader(label, TYPES, accept_multiple_files=True, key=uploader_key(), max_upload_size=most, help=explained)
    if files:
        return _read(view, files)
    if is_reading():
        withdraw()
    return None


def template_download(view: View) -> None:
    """Offer the empty workbook."""
    texts, project = view.texts, view.project
    write("<p data-adv>{text}</p>", text=texts("pages.data.template_text"))
    make = partial(template, project, texts.language)
    file_button(texts("pages.data.template"), make, f"sjabloon-{project.name}.xlsx", "adv_template")


def is_reading() -> bool:
    """Tell if a workbook lies on the page, read and not yet stored."""
    return READING_KEY in st.session_state


def _read(view: View, files: Sequence[UploadedFile]) -> Intake:
    """Read once per set of files; a rerun takes what was read."""
    now = (view.project.name, view.version, view.generation)
    added = (now, st.session_state.get(LIST_KEY)) if is_addition(view) else None
    source = (view.project.name, added, corrections_made(), *(file.file_id for file in files))
    kept: tuple[object, Intake] | None = st.session_state.pop(READING_KEY, None)
    if kept is None or kept[0] != source:
        with st.spinner(view.texts("pages.data.reading"), show_time=True):
            kept = source, understood_with(view, files, corrections(), meanwhile=_progress(view))
    st.session_state[READING_KEY] = kept
    return kept[1]


def _progress(view: View) -> Callable[[float], None]:
    """Show how long reading takes so far, drawn anew once a second, and the button that ends it.

    Drawing it is also where Streamlit ends a run that is not wanted any more, because its visitor clicked elsewhere or left; the
    worker goes with it.
    """
    texts = view.texts
    place = st.empty()
    shown = 0

    def told(seconds: float) -> None:
        nonlocal shown
        if int(seconds) <= shown:
            place.empty()
            return
        shown = int(seconds)
        with place.container(horizontal=True, vertical_alignment="center"):
            write('<p class="adv-text" data-adv>{text}</p>', text=texts("pages.data.reading_since", seconds=shown))
            st.button(texts("pages.data.stop_reading"), key=f"adv_stop_reading_{shown}", on_click=empty_uploader)

    return told
