"""Findings in a workbook before anything is stored: as a table, as marked cells, and what a second upload solved of them.

Names of files and sheets come from the spreadsheet: they go through escaped HTML only.
"""

from __future__ import annotations

from collections import Counter
from functools import partial
from pathlib import PurePosixPath

import pandas as pd
import streamlit as st
from msgspec import Struct
from msgspec.structs import replace
from streamlit.runtime.uploaded_file_manager import UploadedFile

from adv.texts import Texts
from adv.ui import view as views
from adv.ui.downloads import Note, file_button, table_buttons
from adv.ui.html import html_table, write
from adv.ui.view import View
from adv.workbook.annotate.annotator import annotate
from adv.workbook.reading.reader import shown_name
from adv.workbook.tables.findings import Finding, Severity, alike, compare, totals
from adv.workbook.tables.grid import Upload
from adv.workbook.understood import Intake

CELLS_NAMED = 12
SEVERITY_KEY = "adv_severity"
MOST_SHOWN = 200  # findings on the screen; the download has all
READ_KEY = "adv_findings_read"
PARTS = ("solved.gone", "solved.left", "solved.new")
ROUND_KEY = "adv_upload_round"  # another key for the uploader: what it held is dropped


def findings(view: View, intake: Intake) -> None:
    """Show what is wrong: a table that filters by severity, and the same as a download."""
    texts = view.texts
    counts = Counter(group.findings[0].severity for group in alike(intake.findings))
    present = [severity for severity in Severity if counts[severity]]
    write('<p class="adv-answer" data-adv>{text}</p>', text=_counted(view, intake))
    since_before(view, intake)
    is_new = SEVERITY_KEY not in st.session_state  # the choice goes when the fold is closed
    if is_new or st.session_state.get(f"{SEVERITY_KEY}_of") != present:  # read anew: what was not there before is not hidden
        st.session_state[f"{SEVERITY_KEY}_of"] = st.session_state[SEVERITY_KEY] = present
    called = {one: f"{texts(f'pages.data.severity_{one.value}')} ({counts[one]})" for one in present}.__getitem__
    label = texts("pages.data.severity")
    chosen = st.pills(label, present, selection_mode="multi", format_func=called, key=SEVERITY_KEY)
    table = _findings_table(intake, texts, chosen)
    if len(intake.sha256) == 1:
        table = table.drop(columns=texts("pages.data.column.file"), errors="ignore")
    # A real table and no data frame: its sentences wrap, so that one reads them whole.
    with st.container(key="adv_findings_table"):
        st.html(html_table(table.head(MOST_SHOWN), texts("pages.data.findings_table"), texts.language))
    if len(table) > MOST_SHOWN:
        number = view.context.formats.number
        write("<p data-adv>{text}</p>", text=texts("pages.data.first_findings", shown=number(MOST_SHOWN), count=number(len(table))))
    everything = partial(_findings_table, intake, texts, list(Severity))
    title = texts("pages.data.step.findings")
    about = [Note(texts("ui.about.title"), title), *(Note(texts("pages.data.column.file"), name) for name in intake.sha256)]
    table_buttons(texts, "adv_findings", "meldingen", title, table=everything, about=lambda: about)
    marked_workbooks(view, intake)


def _counted(view: View, intake: Intake) -> str:
    texts, number = view.texts, view.context.formats.number
    left_out = intake.rows_left_out
    if left_out:
        return texts.count("pages.data.rows_left_out", left_out, rows=number(left_out))
    if intake.is_whole and intake.not_counted:
        return texts("pages.data.all_rows_but")
    return texts("pages.data.all_rows" if intake.is_whole else "pages.data.all_rows_of_what_was_read")


def _findings_table(intake: Intake, texts: Texts, severities: list[Severity]) -> pd.DataFrame:
    groups = [(group, group.whole) for group in alike(intake.findings) if group.findings[0].severity in severities]
    rows = [
        {
            texts("pages.data.column.severity"): texts(f"pages.data.severity_{whole.severity.value}"),
            texts("pages.data.column.message"): whole.message(texts),
            texts("pages.data.column.action"): whole.action(texts),
            texts("pages.data.column.cells"): group.places(CELLS_NAMED),
            texts("pages.data.column.count"): whole.count,
            texts("pages.data.column.file"): ", ".join(dict.fromkeys(one.file for one in group.findings)),
        }
        for group, whole in sorted(groups, key=lambda both: list(Severity).index(both[1].severity))
    ]
    return pd.DataFrame(rows)


class Seen(Struct, frozen=True):
    """The findings of one upload, and how it is called. Nothing of its cells."""

    project: str
    files: frozenset[str]  # their hashes
    label: str
    findings: tuple[Finding, ...]
    shapes: frozenset[str | None]  # of its sheets: only files of one kind are compared
    has_words: bool = True  # False: from the store, without the names that a sentence needs


def since_before(view: View, intake: Intake) -> None:
    """Say what became of the problems of the upload before this one in the session, else of the last import that was stored."""
    earlier = note_findings(view.project.name, intake) or _stored(view, intake)
    if earlier is None or earlier.shapes != _shapes(intake):
        return
    found = intake.findings if earlier.has_words else [replace(finding, params={}) for finding in intake.findings]
    problems = compare(earlier.findings, found, {sheet.sheet for sheet in intake.sheets})
    if not problems:
        return
    texts, context = view.texts, view.context
    parts = [context.count(key, count, number=count) for key, count in zip(PARTS, totals(problems), strict=True) if count]
    sentence = texts("solved.sentence", before=earlier.label, parts=context.formats.joined(parts))
    write('<p class="adv-note" data-adv>{text}</p>', text=sentence)
    if earlier.has_words:
        with st.expander(texts("solved.table"), icon=":material/task_alt:"):
            heads = [texts("solved.what"), texts("pages.data.column.sheet"), texts("solved.before"), texts("solved.now")]
            rows = [(one.finding.message(texts), one.finding.sheet, one.before, one.now) for one in problems]
            st.html(html_table(pd.DataFrame(rows, columns=heads), texts("solved.table"), texts.language))


def findings_seen(project: str, files: set[str]) -> tuple[Finding, ...]:
    """Give the findings of an upload of this session, by the hashes of its files; none when it was another session's."""
    kept: list[Seen] = st.session_state.get(READ_KEY, [])
    return next((seen.findings for seen in kept if seen.project == project and seen.files == files), ())


def note_findings(project: str, intake: Intake) -> Seen | None:
    """Keep the findings of an upload for as long as the session lasts; give those of the upload before it."""
    now = Seen(project, frozenset(intake.sha256.values()), ", ".join(intake.sha256), intake.findings, _shapes(intake))
    kept: list[Seen] = st.session_state.get(READ_KEY, [])
    earlier = next((seen for seen in kept if seen.project == project and seen.files != now.files), None)
    st.session_state[READ_KEY] = [now] if earlier is None else [now, earlier]
    return earlier


def _shapes(intake: Intake) -> frozenset[str | None]:
    return frozenset(sheet.shape for sheet in intake.sheets if sheet.table)


def _stored(view: View, intake: Intake) -> Seen | None:
    """Give the last import, when it had the same lists and every list of this file has a shape that is remembered; else None."""
    stored = views.store().last_findings(view.project.name)
    files = frozenset(intake.sha256.values())
    if stored is None:
        return None
    record, found = stored
    lists = {sheet.table for sheet in intake.sheets if sheet.table}
    its_files = frozenset(file.sha256 for file in record.files)
    is_known = all(sheet.remembered for sheet in intake.sheets if sheet.table)
    if its_files == files or record.is_sample or not is_known or lists != set(record.tables):
        return None
    label = ", ".join(file.name for file in record.files)
    return Seen(view.project.name, its_files, label, found, _shapes(intake), has_words=False)


def empty_uploader() -> None:
    """Empty the uploader: nothing of its files is kept."""
    st.session_state[ROUND_KEY] += 1


def uploader_key() -> str:
    """Give the key of the uploader, until what it holds is stored."""
    return f"adv_upload_{st.session_state.get(ROUND_KEY, 0)}"


def marked_workbooks(view: View, intake: Intake) -> None:
    """Draw a button for each workbook that has findings; it is marked only when somebody asks for it.

    The bytes of an upload are kept by the uploader only: they are asked of it here, and go when it lets go of them.
    """
    texts = view.texts
    named = {finding.file for finding in intake.findings}
    files: list[UploadedFile] = [file for file in st.session_state.get(uploader_key()) or () if file.name in named]
    with st.container(horizontal=True):
        for number, file in enumerate(files):
            name = shown_name(file.name)
            explained = texts("annotate.download.help")
            label = texts("annotate.download.single") if len(files) == 1 else texts("annotate.download.several", file=name)
            stored = texts("annotate.download.file", name=PurePosixPath(name).stem)
            key = f"adv_marked_{number}"
            file_button(label, partial(_marked, file, intake, texts), stored, key, icon="format_color_fill", explained=explained)


def _marked(file: UploadedFile, intake: Intake, texts: Texts) -> bytes:
    return annotate(Upload(file.name, file.getvalue()), intake.findings, texts, intake.sheets)
