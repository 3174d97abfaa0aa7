"""The user's own workbook with the cells of findings marked, to download.

The bytes of an upload are kept by the uploader only: they are asked of it when the page runs, and go when it lets go of them.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import streamlit as st

from adv.ui.downloads import file_button
from adv.workbook.annotate.annotator import annotate
from adv.workbook.reading.reader import shown_name
from adv.workbook.tables.grid import Upload

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from adv.texts import Texts
    from adv.ui.view import View
    from adv.workbook.vocabulary.recognition import Intake

ROUND_KEY = "adv_upload_round"  # another key for the uploader: what it held is dropped


def uploader_key() -> str:
    """Give the key of the uploader, until what it holds is stored."""
    return f"adv_upload_{st.session_state.get(ROUND_KEY, 0)}"


def marked_workbooks(view: View, intake: Intake) -> None:
    """Draw a button for each workbook that has findings; it is marked only when somebody asks for it."""
    texts = view.texts
    named = {finding.file for finding in intake.findings}
    files: list[UploadedFile] = [file for file in st.session_state.get(uploader_key()) or () if file.name in named]
    with st.container(horizontal=True):
        for number, file in enumerate(files):
            name = shown_name(file.name)
            file_button(
                texts("annotate.download.single") if len(files) == 1 else texts("annotate.download.several", file=name),
                _marked(file, intake, texts),
                texts("annotate.download.file", name=PurePosixPath(name).stem),
                f"adv_marked_{number}",
                icon="format_color_fill",
                explained=texts("annotate.download.help"),
            )


def _marked(file: UploadedFile, intake: Intake, texts: Texts) -> Callable[[], bytes]:
    return lambda: annotate(Upload(file.name, file.getvalue()), intake.findings, texts, intake.sheets)
