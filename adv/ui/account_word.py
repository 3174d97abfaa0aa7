"""The account and Word: its files made step by step, an organisation's own template, and a document that was edited and comes back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from adv.access import computer_user
from adv.errors import AdvError
from adv.report.blocks import Draft
from adv.report.facts import LONGEST
from adv.report.returned import Returned, returned
from adv.report.writers import FORMATS, writer
from adv.settings import read_template
from adv.ui import view as views
from adv.ui.account_blocks import asked, rows_as_html, warn
from adv.ui.downloads import file_button
from adv.ui.errors import user_errors
from adv.ui.html import plain
from adv.ui.page_elements import paragraph
from adv.workbook.reading.limits import MEGABYTE
from adv.workbook.reading.reader import shown_name
from adv.workbook.reading.word_file import LIMITS, controls, template

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from adv.report.outline import Report
    from adv.ui.view import View

NAMES = {"docx": "Word", "pdf": "PDF", "pptx": "PowerPoint", "xlsx": "Excel"}  # names of their own
LARGEST = LIMITS.upload // MEGABYTE
MADE, ROUND = "adv_account_made", "adv_account_round"


def files(view: View, report: Report) -> None:
    """Make the four files, telling how far it is, and offer them until the account says something else."""
    place, own = st.container(), _own_template(view)
    with place:
        if st.button(view.texts("report.page_text.make"), key="adv_account_make", icon=":material/description:"):
            st.session_state[MADE] = (report, own, _made(view, report, own))
    made_of, template_of, made = st.session_state.get(MADE, (None, None, {}))
    if made_of is report and template_of == own:
        with place, st.container(horizontal=True, key="adv_account_files"):
            for form, content in made.items():
                file_button(NAMES[form], partial(bytes, content), f"{report.name}.{form}", f"adv_account_{form}")


def _made(view: View, report: Report, own: bytes | None) -> dict[str, bytes]:
    made = {}
    bar = st.progress(0.0)
    try:
        for number, form in enumerate(FORMATS):
            bar.progress(number / len(FORMATS), text=view.texts("report.page_text.making", file=NAMES[form]))
            write = writer(form)
            made[form] = write(report, own) if form == "docx" and own is not None else write(report)  # type: ignore[call-arg]  # its own
    finally:
        bar.empty()
    return made


def _own_template(view: View) -> bytes | None:
    """Let the user choose a template for now; else the one of the settings. What it lacks is said."""
    texts, own = view.texts, None
    with st.expander(texts("report.page_text.template")), user_errors(texts):
        paragraph(texts("report.page_text.template_help"))
        chosen = st.file_uploader(
            texts("report.page_text.template_file"), type=["docx", "dotx"], key="adv_account_template", max_upload_size=LARGEST
        )
        content = chosen.getvalue() if chosen else read_template(view.project)
        if content is not None:
            from adv.report.writers.docx import missing  # noqa: PLC0415 - the page must not wait for the library

            own = template(content)
            lacking = missing(own)
            told = texts("report.page_text.lacking", names=", ".join(lacking)) if lacking else texts("report.page_text.whole")
            st.info(plain(told))
    return own


def from_word(view: View, report: Report) -> None:
    """Take a document back that was edited in Word: what would change is shown, and kept only when the user says so."""
    texts = view.texts
    with st.expander(texts("report.page_text.back")), user_errors(texts):
        paragraph(texts("report.page_text.back_help"))
        key = f"adv_account_back_{report.name}_{st.session_state.get(ROUND, 0)}"
        file: UploadedFile | None = st.file_uploader(
            texts("report.page_text.back_file"), type=["docx"], key=key, max_upload_size=LARGEST
        )
        if file is None:
            return
        found = _read(report, file)
        if found.homeless:
            st.warning(plain(texts("report.page_text.homeless", texts=view.context.formats.joined(found.homeless))))
        if not found.edits:
            paragraph(texts("report.page_text.no_edits"), "adv-answer")
            return
        _shown(view, report, found)
        st.button(
            texts.count("report.page_text.take", len(found.edits)),
            key="adv_account_take",
            on_click=_take,
            args=(view, report, found),
        )


def _read(report: Report, file: UploadedFile) -> Returned:
    found = returned(report, controls(file.getvalue(), shown_name(file.name)))
    if any(len(edit.after) > LONGEST for edit in found.edits):
        raise AdvError("account_long", limit=LONGEST)
    return found


def _shown(view: View, report: Report, found: Returned) -> None:
    """Put each text as it is beside what it would be, with a warning for what may point at a person."""
    texts = view.texts
    nothing = texts("report.page_text.nothing")
    rows = [[asked(report, edit.block), edit.before or nothing, edit.after or nothing] for edit in found.edits]
    heads = [texts("report.page_text.part"), texts("words.now"), texts("report.page_text.becomes")]
    st.html(rows_as_html(texts("report.page_text.back"), heads, rows, right=[False] * 3))
    for edit in found.edits:
        warn(view, edit.after)


def _take(view: View, report: Report, found: Returned) -> None:
    """Keep the texts, each as a line of its history; an emptied draft is taken out, an emptied text is not written."""
    with user_errors(view.texts):
        for edit in found.edits:
            text = edit.after if edit.after or isinstance(edit.block, Draft) else None
            views.store().write_account_text(view.project.name, report.period, slot=edit.block.slot, text=text, who=computer_user())
        st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1  # an empty place for the next document
        for key in [key for key in st.session_state if str(key).startswith(f"adv_account_text_{report.name}_")]:
            del st.session_state[key]  # the fields take what is kept now
