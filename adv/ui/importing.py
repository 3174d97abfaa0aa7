"""The way of a workbook on the page Gegevens: upload, how it was understood, what is wrong with it, what will change, confirm.

What stands in a cell is shown through `st.dataframe` only. Nothing is stored before the user confirms, and what was read is
dropped with the session.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import streamlit as st
from msgspec import Struct

from adv.access import computer_user
from adv.errors import ImportRefused
from adv.paths import household_key
from adv.store import ImportMode, NothingChanged
from adv.ui import view as views
from adv.ui.annotated import ROUND_KEY, uploader_key
from adv.ui.changes import by_kind, differences, rows_table, totals_table, warn_of_loss
from adv.ui.corrections import corrections, corrections_made, forget_corrections
from adv.ui.front import FLASH_KEY
from adv.ui.html import plain, write
from adv.ui.running_imports import running_imports
from adv.workbook.checks.stored_visits import stored_visits
from adv.workbook.intake import read_files
from adv.workbook.recognition.remembered import learnt, with_memory
from adv.workbook.tables.grid import Upload
from adv.workbook.vocabulary.own_words import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from adv.model import TableName
    from adv.store import Changes
    from adv.ui.changes import Found
    from adv.ui.view import View
    from adv.workbook.vocabulary.recognition import Intake

TYPES = ("xlsx", "xlsm", "xls", "ods", "csv")
LARGEST = 30  # MB, as in .streamlit/config.toml; the reader checks again
MODE_KEY = "adv_mode"
READING_KEY = "adv_reading"
PREVIEW_KEY = "adv_preview"
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


class Reading(Struct, frozen=True):
    """Workbooks that were read and not yet stored, and what they were read from."""

    source: tuple[object, ...]
    intake: Intake


class Preview(Struct, frozen=True):
    """What storing an intake would change."""

    intake: Intake
    mode: ImportMode
    generation: str
    changes: Changes


def upload(view: View) -> Intake | None:
    """Let the user choose files; what came out of them, or None while there are none."""
    texts = view.texts
    st.session_state.setdefault(ROUND_KEY, 0)
    files = st.file_uploader(
        texts("pages.data.upload"),
        type=TYPES,
        accept_multiple_files=True,
        key=uploader_key(),
        max_upload_size=LARGEST,
        help=texts("pages.data.upload_help"),
    )
    if not files:
        _forget()
        return None
    return _read(view, files)


def _read(view: View, files: Sequence[UploadedFile]) -> Intake:
    """Read once per set of files; a rerun takes what was read."""
    decided = corrections()
    now = (view.project.name, view.version, view.generation)
    adds = st.session_state.get(MODE_KEY) == ImportMode.ADD and not views.facts(*now).is_sample
    source = (view.project.name, now if adds else None, corrections_made(), *(file.file_id for file in files))
    kept = st.session_state.get(READING_KEY)
    if isinstance(kept, Reading) and kept.source == source:
        return kept.intake
    st.session_state.pop(READING_KEY, None)

    with st.spinner(view.texts("pages.data.reading"), show_time=True):
        uploads = [Upload(file.name, file.getvalue()) for file in files]
        key = views.store().household_key(household_key())
        how = with_memory(decided, views.store().memory(view.project.name), view.project, words_of(view.project))
        stored = stored_visits(views.dataset(*now).visits) if adds else None
        intake = read_files(uploads, view.project, key, datetime.now(AMSTERDAM).date(), how, needs_table=False, stored=stored)
    st.session_state[READING_KEY] = Reading(source, intake)
    return intake


def confirm(view: View, intake: Intake) -> None:
    """What storing it would change, and the button that does it."""
    texts = view.texts
    mode = st.radio(
        texts("pages.data.mode"),
        [ImportMode.REPLACE, ImportMode.ADD],
        format_func=lambda option: texts(f"pages.data.mode_{option.value}"),
        captions=[texts("pages.data.mode_replace_help"), texts("pages.data.mode_add_help")],
        key=MODE_KEY,
    )
    changes, is_as_shown = _preview(view, intake, mode)
    if changes.is_nothing and not changes.replaces_sample:
        write('<p class="adv-answer" data-adv>{text}</p>', text=_nothing(view, intake))
        return
    _show_changes(view, intake, changes)
    if st.button(texts("pages.data.confirm"), type="primary", key="adv_confirm", icon=":material/save:"):
        if not is_as_shown:
            raise ImportRefused("import_overtaken")
        _store(view, intake, mode, changes)


def _preview(view: View, intake: Intake, mode: ImportMode) -> tuple[Changes, bool]:
    """What would change, and whether that is what the user has been looking at.

    Compared once: again only for another mode, or when somebody else has stored something. The latter is not what was shown.
    """
    kept = st.session_state.get(PREVIEW_KEY)
    is_of_this = isinstance(kept, Preview) and kept.intake is intake and kept.mode is mode
    now = (view.generation, view.version)
    if isinstance(kept, Preview) and is_of_this and (kept.generation, kept.changes.version) == now:
        return kept.changes, True
    with st.spinner(view.texts("pages.data.comparing"), show_time=True):
        changes = views.store().preview(view.project, intake, mode)
    st.session_state[PREVIEW_KEY] = Preview(intake, mode, view.generation, changes)
    return changes, not is_of_this


def _store(view: View, intake: Intake, mode: ImportMode, changes: Changes) -> None:
    """Store, say so only when it is on disk, and drop what was read."""
    texts = view.texts
    with st.spinner(texts("pages.data.storing"), show_time=True):
        memory = learnt(intake, corrections(), datetime.now(AMSTERDAM).date())
        with running_imports.one():
            done = views.store().commit(
                view.project, intake, mode, who=computer_user(), expected_version=changes.version, memory=memory
            )
    if isinstance(done, NothingChanged):
        said = _nothing(view, intake)
    else:
        number = view.look.formats.number
        said = texts(
            "pages.data.stored",
            visits=number(done.totals.visits),
            requests=number(done.totals.requests),
            spent=view.look.formats.euro(done.totals.spent_cents),
        )
    st.session_state[FLASH_KEY] = said
    st.session_state[ROUND_KEY] += 1
    _forget()
    st.rerun()


def _show_changes(view: View, intake: Intake, changes: Changes) -> None:
    texts = view.texts
    write('<p class="adv-answer" data-adv>{text}</p>', text=_sentence(view, changes))
    warn_of_loss(view, changes)
    unread = [sheet for sheet in intake.sheets if sheet.table and sheet.rows_left_out and not sheet.rows_read]
    if unread:
        names = _tables(view, [sheet.table for sheet in unread if sheet.table])
        sheets = view.look.formats.joined([f"«{sheet.place}»" for sheet in unread])
        said = texts.count("pages.data.unread_sheets", len(unread), sheets=sheets, tables=names)
        st.warning(plain(said), icon=":material/warning:")
    kept = [name for name in changes.kept if name not in {sheet.table for sheet in unread}]
    if kept:
        write("<p data-adv>{text}</p>", text=texts("pages.data.kept", tables=_tables(view, kept)))
    if changes.orphans:
        said = texts.count("memory.orphans", changes.orphans, number=view.look.formats.number(changes.orphans))
        st.warning(plain(said), icon=":material/warning:")
    left, right = st.columns(2, gap="large")
    left.html(rows_table(view, changes.tables))
    right.html(totals_table(view, changes.before, changes.after))
    counts = by_kind(changes.tables)

    def fetch(most: int) -> Found:
        return views.store().differences(view.project, intake, changes.mode, most=most)

    differences(view, changes, counts, fetch, where="import")


def _tables(view: View, names: Sequence[TableName]) -> str:
    return view.look.formats.joined([view.texts(f"pages.data.table.{name.value}").lower() for name in dict.fromkeys(names)])


def _nothing(view: View, intake: Intake) -> str:
    """That nothing changes, and whether that is all there is to it."""
    return view.texts("pages.data.nothing_changes" if intake.is_whole else "pages.data.nothing_changes_in_part")


def _sentence(view: View, changes: Changes) -> str:
    count = {kind: sum(getattr(table, kind) for table in changes.tables.values()) for kind in ("new", "changed", "gone")}
    number = view.look.formats.number
    if changes.replaces_sample:
        return view.texts("pages.data.replaces_sample", new=number(count["new"]))
    return view.texts("pages.data.will_change", **{kind: number(value) for kind, value in count.items()})


def _forget() -> None:
    """Drop what was read and decided: it is stored, or taken away."""
    st.session_state.pop(READING_KEY, None)
    st.session_state.pop(PREVIEW_KEY, None)
    forget_corrections()
