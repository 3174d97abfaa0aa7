"""Findings in a workbook, shown before anything is stored.

Names of files and sheets come from the spreadsheet: they go through escaped HTML only.
"""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from adv.ui.annotated import marked_workbooks
from adv.ui.downloads import table_buttons
from adv.ui.html import write
from adv.ui.solved import since_before
from adv.ui.tables import Note, html_table
from adv.workbook.tables.findings import Severity, alike

if TYPE_CHECKING:
    from adv.texts import Texts
    from adv.ui.view import View
    from adv.workbook.vocabulary.recognition import Intake

CELLS_NAMED = 12
SEVERITY_KEY = "adv_severity"
MOST_SHOWN = 200  # findings on the screen; the download has all


def findings(view: View, intake: Intake) -> None:
    """Show what is wrong: a table that filters by severity, and the same as a download."""
    texts = view.texts
    counts = Counter(group.findings[0].severity for group in alike(intake.findings))
    present = [severity for severity in Severity if counts[severity]]
    write('<p class="adv-answer" data-adv>{text}</p>', text=_counted(view, intake))
    since_before(view, intake)
    if st.session_state.get(f"{SEVERITY_KEY}_of") != present:  # read anew: what was not there before is not hidden
        st.session_state[f"{SEVERITY_KEY}_of"] = st.session_state[SEVERITY_KEY] = present
    chosen = st.pills(
        texts("pages.data.severity"),
        present,
        selection_mode="multi",
        format_func=lambda severity: f"{texts(f'pages.data.severity_{severity.value}')} ({counts[severity]})",
        key=SEVERITY_KEY,
    )
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
