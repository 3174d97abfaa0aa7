"""Earlier imports and taking them back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from adv.access import computer_user
from adv.errors import ImportRefused
from adv.store.records import ImportMode, ImportRecord, RowKind, Undoing
from adv.ui import view as views
from adv.ui.data_page import changes
from adv.ui.data_page.changes import TOTALS, total
from adv.ui.front import FLASH_KEY
from adv.ui.html import html_table, write
from adv.ui.view import View

HASH_SHOWN = 12
ROUND_KEY = "adv_undo_round"  # another key for the choice: nothing is chosen after an undo
PREVIEW_KEY = "adv_undo_preview"


def history(view: View) -> None:
    """List every import of this project, the latest first."""
    texts = view.texts
    records = views.store().imports(view.project.name)
    if not records:
        write("<p data-adv>{text}</p>", text=texts("pages.data.no_history"))
        return
    undone = _undone_by(records)
    lines = [_line(view, record, undone.get(record.version)) for record in records]
    st.html(html_table(pd.DataFrame(lines), texts("pages.data.history_table"), texts.language, stacks=True))
    with st.expander(texts("memory.history_more"), key="adv_history_more", icon=":material/table_rows:"):
        more = pd.DataFrame([_more(view, record) for record in records])
        st.html(html_table(more, texts("memory.history_more"), texts.language, stacks=True))
    _undo(view, records)


def _line(view: View, record: ImportRecord, undone_by: int | None) -> dict[str, str]:
    """Tell when, what, and what it did to each headline number: no wider than the page beside its side bar."""
    texts = view.texts
    what = _what(view, record)
    if record.files:
        what = texts("pages.data.history_files", files=", ".join(file.name for file in record.files), how=what)
    if undone_by is not None:
        what = texts("pages.data.undone_by", what=what, version=undone_by)
    steps = {}
    for name in TOTALS:
        before, after = total(view, record.before, name), total(view, record.totals, name)
        steps[texts(f"pages.data.total.{name}")] = after if before == after else f"{before} → {after}"
    return {
        texts("pages.data.column.version"): str(record.version),
        texts("pages.data.column.at"): _moment(view, record),
        texts("pages.data.column.what"): what,
        **steps,
    }


def _more(view: View, record: ImportRecord) -> dict[str, str]:
    """Tell the rest of it: how many rows, what was found, and the fingerprint of each file."""
    texts = view.texts
    written = view.context.formats
    tables = record.tables.values()
    count = {kind: written.number(sum(getattr(table, kind) for table in tables)) for kind in ("new", "changed", "gone")}
    return {
        texts("pages.data.column.version"): str(record.version),
        texts("pages.data.column.changes"): texts("pages.data.history_changes", **count),
        texts("pages.data.column.findings"): texts("pages.data.findings_counts", errors=record.errors, warnings=record.warnings),
        texts("pages.data.column.sha256"): ", ".join(file.sha256[:HASH_SHOWN] for file in record.files) or "–",
    }


def _what(view: View, record: ImportRecord) -> str:
    texts = view.texts
    if record.undone is not None:
        return texts("pages.data.mode_undo", version=record.undone)
    if record.is_sample or record.mode is ImportMode.REMOVE:
        return texts("pages.data.sample_import" if record.is_sample else "pages.data.mode_remove")
    new, changed, gone = (any(getattr(table, kind) for table in record.tables.values()) for kind in ("new", "changed", "gone"))
    if gone:
        return texts("pages.data.mode_replace")
    if changed:
        return texts("pages.data.added_and_changed" if new else "pages.data.only_changed")
    return texts("pages.data.mode_add")


def _called(view: View, record: ImportRecord) -> str:
    what = ", ".join(file.name for file in record.files) or _what(view, record)
    return f"{record.version} · {_moment(view, record)} · {what}"


def _moment(view: View, record: ImportRecord) -> str:
    at = views.here(record.at)
    return f"{view.context.formats.day(at.date())} {at:%H:%M}"


def _undone_by(records: Sequence[ImportRecord]) -> dict[int, int]:
    """Find for each import the one that took it back, unless that was taken back in its turn. The latest record comes first."""
    undone: dict[int, int] = {}
    for record in records:
        if record.undone is not None and record.version not in undone:
            undone.setdefault(record.undone, record.version)
    return undone


def _undo(view: View, records: Sequence[ImportRecord]) -> None:
    """Let the user choose one of the imports, see what taking it back does, and confirm it."""
    texts = view.texts
    by_version = {record.version: record for record in records}
    key = f"adv_undo_{view.project.name}_{st.session_state.setdefault(ROUND_KEY, 0)}"
    which, explained = texts("pages.data.undo_choose"), texts("pages.data.undo_help")
    called = {version: _called(view, record) for version, record in by_version.items()}.__getitem__
    label = texts("pages.data.undo")
    versions = list(by_version)
    chosen = st.selectbox(label, versions, index=None, format_func=called, placeholder=which, help=explained, key=key)
    if chosen is None:
        st.session_state.pop(PREVIEW_KEY, None)
        return
    undoing, is_as_shown = _preview(view, chosen)
    _show(view, undoing)
    if undoing.is_nothing and is_as_shown:
        return
    label = texts("pages.data.undo_confirm" if by_version[chosen].undone is None else "pages.data.redo_confirm")
    if st.button(label, type="primary", key="adv_undo_confirm", icon=":material/undo:"):
        if not is_as_shown:
            raise ImportRefused("undo_overtaken")
        _take_back(view, undoing)


def _preview(view: View, chosen: int) -> tuple[Undoing, bool]:
    """Give what the undo does to the data as it is now, and say if that is what the user has been looking at."""
    kept = st.session_state.get(PREVIEW_KEY)
    is_of_this = isinstance(kept, tuple) and kept[0] == view.project.name and kept[2].undone == chosen
    if isinstance(kept, tuple) and is_of_this and (kept[1], kept[2].version) == (view.generation, view.version):
        return kept[2], True
    with st.spinner(view.texts("pages.data.comparing"), show_time=True):
        undoing = views.store().preview_undo(view.project.name, chosen)
    st.session_state[PREVIEW_KEY] = (view.project.name, view.generation, undoing)
    return undoing, not is_of_this


def _take_back(view: View, undoing: Undoing) -> None:
    """Do it, and say so only when it is on disk."""
    texts = view.texts
    with st.spinner(texts("pages.data.storing"), show_time=True):
        done = views.store().undo(view.project.name, undoing.undone, who=computer_user(), expected_version=undoing.version)
    said = texts("pages.data.undo_nothing")
    if isinstance(done, ImportRecord):
        said = texts("pages.data.undo_done", number=done.version, now=changes.said_totals(view, done.totals))
    st.session_state[FLASH_KEY] = said
    st.session_state[ROUND_KEY] += 1
    st.session_state.pop(PREVIEW_KEY, None)
    st.rerun()


def _show(view: View, undoing: Undoing) -> None:
    texts, number = view.texts, view.context.formats.number
    counts = changes.by_kind(undoing.tables)
    stays = sum(table.new + table.changed + table.gone for table in undoing.stays.values())
    told = {kind.value: number(count) for kind, count in counts.items()}
    sentences = [texts("pages.data.undo_nothing") if undoing.is_nothing else texts("pages.data.undo_will", **told)]
    if stays:
        sentences.append(view.context.count("pages.data.undo_stays", stays, number=stays))
    if undoing.orphans and not undoing.is_nothing:
        sentences.append(view.context.count("memory.orphans", undoing.orphans, number=undoing.orphans))
    if undoing.forgets and not undoing.is_nothing:
        sentences.append(texts("memory.undo"))
    if undoing.keeps_sample_away:
        sentences.append(texts("pages.data.undo_sample_away"))
    elif undoing.was_sample != undoing.is_sample and not undoing.is_nothing:
        sentences.append(texts("pages.data.undo_sample_back" if undoing.is_sample else "pages.data.undo_sample_goes"))
    write('<p class="adv-answer" data-adv>{text}</p>', text=" ".join(sentences))
    if not undoing.is_nothing:
        changes.counts_and_totals(view, undoing.tables, undoing.before, undoing.after)
    fetch = partial(views.store().undo_differences, view.project.name, undoing.undone)
    changes.differences(view, undoing, {**counts, RowKind.STAYS: stays}, fetch, where="undo")
