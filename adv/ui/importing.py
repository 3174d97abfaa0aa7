"""The way of a workbook on the page Gegevens: upload, how it was understood, what is wrong with it, what will change, confirm.

What stands in a cell is shown through `st.dataframe` only. Nothing is stored before the user confirms, and what was read is
dropped with the session.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import streamlit as st
from msgspec import Struct

from adv.access import computer_user
from adv.errors import ImportRefused
from adv.paths import household_key
from adv.store import ImportMode, NothingChanged
from adv.store.drafts import Draft
from adv.ui import view as views
from adv.ui.annotated import ROUND_KEY, uploader_key
from adv.ui.changes import by_kind, differences, rows_table, totals_table, warn_of_loss
from adv.ui.corrections import corrections, corrections_made, forget_corrections
from adv.ui.errors import user_errors
from adv.ui.front import FLASH_KEY
from adv.ui.html import plain, write
from adv.ui.questions import forget_passed
from adv.ui.running_imports import running_imports
from adv.workbook.apart.process import understand_apart
from adv.workbook.checks.stored_visits import stored_visits
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
    from adv.workbook.recognition.remembered import Memory
    from adv.workbook.vocabulary.recognition import Intake, SheetRecognition

TYPES = ("xlsx", "xlsm", "xls", "ods", "csv")
LARGEST = 30  # MB, as in .streamlit/config.toml; the reader checks again
MODE_KEY = "adv_mode"
READING_KEY = "adv_reading"
PREVIEW_KEY = "adv_preview"
DRAFT_KEY = "adv_draft"  # one that waited, as it was read from the database
KEPT_AS_KEY = "adv_kept_as"  # of what this visitor has read, and what that was
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


class Reading(Struct, frozen=True):
    """Workbooks that were read and not yet stored, and what they were read from."""

    source: tuple[object, ...]
    intake: Intake


class Preview(Struct, frozen=True):
    """The changes that storing an intake would bring."""

    intake: Intake
    mode: ImportMode
    generation: str
    changes: Changes


def upload(view: View) -> Intake | None:
    """Let the user choose files, and give what came out of them, or None while there are none."""
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
        _take_away()
        return None
    return _read(view, files)


def is_reading() -> bool:
    """Tell if a workbook lies on the page, read and not yet stored."""
    return READING_KEY in st.session_state


def waiting(view: View) -> None:
    """Show an import that was read and never confirmed, because the dashboard was restarted or the page was left."""
    texts, token = view.texts, views.store().latest_draft(view.project.name)
    kept = st.session_state.get(DRAFT_KEY)
    if token is None:
        return
    if not isinstance(kept, Draft) or kept.token != token:
        kept = st.session_state[DRAFT_KEY] = views.store().draft(view.project, token)
    if kept is None:
        return
    at = kept.at.astimezone(AMSTERDAM)
    files = view.context.formats.joined(list(kept.intake.sha256))
    said = texts("pages.data.waiting", files=files, who=kept.who, day=view.context.formats.day(at.date()), time=f"{at:%H:%M}")
    with st.container(key="adv_waiting"):
        st.info(plain(said), icon=":material/hourglass_top:")
        confirm(view, kept.intake, kept)
        st.button(texts("pages.data.waiting_away"), key="adv_waiting_away", on_click=_drop, args=(view, token))


def _drop(view: View, token: str) -> None:
    with user_errors(view.texts):
        views.store().remove_draft(token)
        st.session_state.pop(DRAFT_KEY, None)


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
        today = datetime.now(AMSTERDAM).date()
        intake = understand_apart(uploads, view.project, key, today, how, stored=stored, meanwhile=_Progress(view))
    st.session_state[READING_KEY] = Reading(source, intake)
    return intake


class _Progress:
    """How long reading takes so far, and the button that ends it.

    Drawing it is also where Streamlit ends a run that is not wanted any more, because its visitor clicked elsewhere or left; the
    worker goes with it.
    """

    def __init__(self, view: View) -> None:
        self.texts = view.texts
        self.place = st.empty()
        self.shown = 0

    def __call__(self, seconds: float) -> None:
        """Draw it anew, once a second."""
        if int(seconds) <= self.shown:
            self.place.empty()
            return
        self.shown = int(seconds)
        with self.place.container(horizontal=True, vertical_alignment="center"):
            write('<p class="adv-text" data-adv>{text}</p>', text=self.texts("pages.data.reading_since", seconds=self.shown))
            st.button(self.texts("pages.data.stop_reading"), key=f"adv_stop_reading_{self.shown}", on_click=_stop_reading)


def _stop_reading() -> None:
    """Empty the uploader: nothing of what was being read is kept."""
    st.session_state[ROUND_KEY] += 1


def confirm(view: View, intake: Intake, draft: Draft | None = None) -> None:
    """Show what storing it would change, and the button that does it, always in view. `draft`: it was read earlier, and waited."""
    texts = view.texts
    mode = _mode(view)
    changes, is_as_shown = _preview(view, intake, mode)
    if changes.is_nothing and not changes.replaces_sample:
        write('<p class="adv-answer" data-adv>{text}</p>', text=_nothing(view, intake))
        return
    _warn(view, intake, changes)
    fold = st.expander(texts("intake.changes"), key="adv_changes", on_change="rerun", icon=":material/compare_arrows:")
    if fold.open:
        with fold:
            _show_changes(view, intake, changes)
    memory = draft.memory if draft else learnt(intake, corrections(), datetime.now(AMSTERDAM).date())
    token = draft.token if draft else _kept_as(view, intake, memory)
    with st.container(key="adv_confirm_bar", horizontal=True, vertical_alignment="center"):
        write("<p data-adv>{text}</p>", text=_sentence(view, changes))
        is_confirmed = st.button(texts("pages.data.confirm"), type="primary", key="adv_confirm", icon=":material/save:")
    if is_confirmed:
        if not is_as_shown:
            raise ImportRefused("import_overtaken")
        _store(view, intake, changes, memory, token)


def _mode(view: View) -> ImportMode:
    """Ask if the file takes the place of what is there or is added to it; only where there is something of one's own."""
    if view.facts.last_day is None or view.facts.is_sample:
        return ImportMode.REPLACE
    texts = view.texts
    return st.radio(
        texts("pages.data.mode"),
        [ImportMode.REPLACE, ImportMode.ADD],
        format_func=lambda option: texts(f"pages.data.choose_{option.value}"),
        key=MODE_KEY,
    )


def _kept_as(view: View, intake: Intake, memory: Memory) -> str:
    """Keep what was read, once; give the token under which it waits. Another reading of this visitor takes its place."""
    token, of = st.session_state.get(KEPT_AS_KEY, (None, None))
    if of is not intake:
        token = token or secrets.token_hex(8)
        views.store().keep_draft(view.project, token, intake, memory, who=computer_user())
        st.session_state[KEPT_AS_KEY] = token, intake
    return str(token)


def _preview(view: View, intake: Intake, mode: ImportMode) -> tuple[Changes, bool]:
    """Give what would change, and say if that is what the user has been looking at.

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


def _store(view: View, intake: Intake, changes: Changes, memory: Memory, token: str) -> None:
    """Store, say so only when it is on disk, and drop what was read."""
    texts = view.texts
    with st.spinner(texts("pages.data.storing"), show_time=True), running_imports.one():
        done = views.store().commit(
            view.project,
            intake,
            changes.mode,
            who=computer_user(),
            expected_version=changes.version,
            memory=memory,
            draft=token,
        )
    if isinstance(done, NothingChanged):
        views.store().remove_draft(token)
        said = _nothing(view, intake)
    else:
        number = view.context.formats.number
        said = texts(
            "pages.data.stored",
            visits=number(done.totals.visits),
            requests=number(done.totals.requests),
            spent=view.context.formats.euro(done.totals.spent_cents),
        )
    st.session_state[FLASH_KEY] = said
    st.session_state[ROUND_KEY] += 1
    st.session_state.pop(KEPT_AS_KEY, None)
    _forget()
    st.rerun()


def _warn(view: View, intake: Intake, changes: Changes) -> None:
    """Warn of what would be lost, and of lists of which nothing comes in."""
    texts = view.texts
    warn_of_loss(view, changes)
    unread = _unread(intake)
    if unread:
        names = _tables(view, [sheet.table for sheet in unread if sheet.table])
        sheets = view.context.formats.joined([f"«{sheet.place}»" for sheet in unread])
        said = texts.count("pages.data.unread_sheets", len(unread), sheets=sheets, tables=names)
        st.warning(plain(said), icon=":material/warning:")
    if changes.orphans:
        said = texts.count("memory.orphans", changes.orphans, number=view.context.formats.number(changes.orphans))
        st.warning(plain(said), icon=":material/warning:")


def _unread(intake: Intake) -> list[SheetRecognition]:
    return [sheet for sheet in intake.sheets if sheet.table and sheet.rows_left_out and not sheet.rows_read]


def _show_changes(view: View, intake: Intake, changes: Changes) -> None:
    """Show rows and totals before and after, and each row that changes."""
    unread = {sheet.table for sheet in _unread(intake)}
    kept = [name for name in changes.kept if name not in unread]
    if kept:
        write("<p data-adv>{text}</p>", text=view.texts("pages.data.kept", tables=_tables(view, kept)))
    left, right = st.columns(2, gap="large")
    left.html(rows_table(view, changes.tables))
    right.html(totals_table(view, changes.before, changes.after))
    counts = by_kind(changes.tables)

    def fetch(most: int) -> Found:
        return views.store().differences(view.project, intake, changes.mode, most=most)

    differences(view, changes, counts, fetch, where="import")


def _tables(view: View, names: Sequence[TableName]) -> str:
    return view.context.formats.joined([view.texts(f"pages.data.table.{name.value}").lower() for name in dict.fromkeys(names)])


def _nothing(view: View, intake: Intake) -> str:
    """Say that nothing changes, and if that is all there is to it."""
    if not any(sheet.rows_read for sheet in intake.sheets):
        return view.texts("intake.nothing_read")
    return view.texts("pages.data.nothing_changes" if intake.is_whole else "pages.data.nothing_changes_in_part")


def _sentence(view: View, changes: Changes) -> str:
    count = {kind: sum(getattr(table, kind) for table in changes.tables.values()) for kind in ("new", "changed", "gone")}
    number = view.context.formats.number
    if changes.replaces_sample:
        return view.texts("pages.data.replaces_sample", new=number(count["new"]))
    return view.texts("pages.data.will_change", **{kind: number(value) for kind, value in count.items()})


def _take_away() -> None:
    """Drop what was read, also where it waited: its user took the files away."""
    if READING_KEY not in st.session_state:
        return
    token, _ = st.session_state.pop(KEPT_AS_KEY, (None, None))
    if token:
        views.store().remove_draft(token)
    _forget()


def _forget() -> None:
    """Drop what was read and decided: it is stored, or taken away."""
    for key in (READING_KEY, PREVIEW_KEY, DRAFT_KEY):
        st.session_state.pop(key, None)
    forget_corrections()
    forget_passed()
