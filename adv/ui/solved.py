"""Problems that a second upload solved: compared with the one before in this session, else with the last import that was stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st
from msgspec import Struct
from msgspec.structs import replace

from adv.ui import view as views
from adv.ui.html import write
from adv.ui.tables import html_table
from adv.workbook.checks.resolved_findings import compare, totals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.texts import Texts
    from adv.ui.view import View
    from adv.workbook.checks.resolved_findings import Problem
    from adv.workbook.tables.findings import Finding
    from adv.workbook.vocabulary.recognition import Intake

READ_KEY = "adv_findings_read"
PARTS = ("solved.gone", "solved.left", "solved.new")


class Seen(Struct, frozen=True):
    """The findings of one upload, and how it is called. Nothing of its cells."""

    project: str
    files: frozenset[str]  # their hashes
    label: str
    findings: tuple[Finding, ...]
    has_words: bool = True  # what the store keeps has not: the names that a sentence needs stay out of it


def since_before(view: View, intake: Intake) -> None:
    """Say what became of the problems of the upload before this one."""
    earlier = _before(view, intake)
    if earlier is None:
        return
    found = intake.findings if earlier.has_words else [replace(finding, params={}) for finding in intake.findings]
    problems = compare(earlier.findings, found, {sheet.sheet for sheet in intake.sheets})
    if not problems:
        return
    texts, context = view.texts, view.context
    parts = [context.many(key, count) for key, count in zip(PARTS, totals(problems), strict=True)]
    sentence = texts("solved.sentence", before=earlier.label, parts=context.formats.joined(parts))
    write('<p class="adv-note" data-adv>{text}</p>', text=sentence)
    if earlier.has_words:
        with st.expander(texts("solved.table"), icon=":material/task_alt:"):
            st.html(html_table(_table(problems, texts), texts("solved.table"), texts.language))


def findings_seen(project: str, files: set[str]) -> tuple[Finding, ...]:
    """Give the findings of an upload of this session, by the hashes of its files; none when it was another session's."""
    kept: list[Seen] = st.session_state.get(READ_KEY, [])
    return next((seen.findings for seen in kept if seen.project == project and seen.files == files), ())


def _before(view: View, intake: Intake) -> Seen | None:
    """Find the other upload before this one; this one becomes the one before the next."""
    earlier = note_findings(view.project.name, intake)
    return earlier or _stored(view, frozenset(intake.sha256.values()))


def note_findings(project: str, intake: Intake) -> Seen | None:
    """Keep the findings of an upload for as long as the session lasts; give those of the upload before it."""
    now = Seen(project, frozenset(intake.sha256.values()), ", ".join(intake.sha256), intake.findings)
    kept: list[Seen] = st.session_state.get(READ_KEY, [])
    earlier = next((seen for seen in kept if seen.project == project and seen.files != now.files), None)
    st.session_state[READ_KEY] = [now] if earlier is None else [now, earlier]
    return earlier


def _stored(view: View, files: frozenset[str]) -> Seen | None:
    stored = views.store().last_findings(view.project.name)
    if stored is None:
        return None
    record, found = stored
    its_files = frozenset(file.sha256 for file in record.files)
    if its_files == files or record.is_sample:
        return None
    return Seen(view.project.name, its_files, ", ".join(file.name for file in record.files), found, has_words=False)


def _table(problems: Sequence[Problem], texts: Texts) -> pd.DataFrame:
    rows = [
        {
            texts("solved.what"): problem.finding.message(texts),
            texts("pages.data.column.sheet"): problem.finding.sheet,
            texts("solved.before"): problem.before,
            texts("solved.now"): problem.now,
        }
        for problem in problems
    ]
    return pd.DataFrame(rows)
