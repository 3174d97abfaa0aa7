"""Confirmation of what was read: what storing it would change, and the button that does it.

Nothing is stored before the user confirms. Until then what was read also waits in the database, so that a restart loses nothing.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from functools import partial

import streamlit as st
from msgspec.structs import replace

from adv.access import computer_user
from adv.errors import ImportRefused
from adv.store.drafts import Draft
from adv.store.records import Changes, NothingChanged
from adv.texts import Texts
from adv.ui import view as views
from adv.ui.data_page.changes import by_kind, counts_and_totals, differences, said_totals
from adv.ui.data_page.comparing import Preview, forget_comparison, preview
from adv.ui.data_page.corrections import KEY as CORRECTIONS_KEY
from adv.ui.data_page.corrections import corrections
from adv.ui.data_page.effects import figures, forget_shown
from adv.ui.data_page.findings import empty_uploader, findings_seen, note_findings
from adv.ui.data_page.questions_so_far import forget_questions, open_count
from adv.ui.data_page.verdict import as_it_was_read
from adv.ui.errors import safely
from adv.ui.front import FLASH_KEY
from adv.ui.html import fill, plain, write
from adv.ui.server.lifetime import running_imports
from adv.ui.view import View
from adv.workbook.memory import Memory, learnt
from adv.workbook.understood import Intake

READING_KEY = "adv_reading"
DRAFT_KEY = "adv_draft"  # one that waited and was opened, as it was read from the database
KEPT_AS_KEY = "adv_kept_as"  # of what this visitor has read: its token, and what it was


def confirm(view: View, compared: Preview, draft: Draft | None = None) -> None:
    """Show, folded, what storing it would change, and the button that does it, always in view. `draft`: it was read earlier, and waited."""
    texts, intake, changes = view.texts, compared.intake, compared.changes
    memory = draft.memory if draft else learnt(intake, corrections(), views.today())
    is_same = changes.is_nothing and not changes.replaces_sample
    if is_same and not views.store().settles(view.project.name, intake, changes, memory):
        write('<p class="adv-answer" data-adv>{text}</p>', text=_nothing(view, intake))
        return
    fold = st.expander(texts("intake.changes"), key="adv_changes", on_change="rerun", icon=":material/compare_arrows:")
    if fold.open:
        with fold:
            counts_and_totals(view, changes.tables, changes.before, changes.after)
            fetch = partial(views.store().differences, view.project, intake, compared.mode)
            differences(view, changes, by_kind(changes.tables), fetch, where="import")
    token = draft.token if draft else _kept_as(view, intake, memory)
    with st.container(key="adv_confirm_bar", horizontal=True, vertical_alignment="center"):
        _would_change(view, intake, changes)
        is_confirmed = _confirm_button(texts, draft.asked if draft else open_count(intake), is_here=draft is None)
    if is_confirmed:
        if not compared.is_as_shown:
            raise ImportRefused("import_overtaken")
        _store(view, compared, memory, token, is_own=draft is None)


def _would_change(view: View, intake: Intake, changes: Changes) -> None:
    """Say beside the button what confirming does; what goes stands apart, in the colour of a warning."""
    texts = view.texts
    goes = _what_is_gone(view, changes)
    parts = [*_parts(view, changes)] or ([] if goes else [texts("intake.only_answers")])
    said = [texts("intake.will_change", parts="; ".join(parts))] if parts else []
    said += [texts("intake.sample_goes")] if changes.replaces_sample else []
    now = " · ".join(figures(view, intake).values())
    line = '<br><strong class="adv-goes">{goes}</strong>' if goes else ""
    write(f"<p data-adv><strong>{{now}}</strong><br>{{text}}{line}</p>", now=now, text=" ".join(said), goes="".join(goes))


def _confirm_button(texts: Texts, open_ones: int, *, is_here: bool) -> bool:
    """Draw the button that stores; as long as a question is open it says so, and the way to one that is here stands before it."""
    if not open_ones:
        return st.button(texts("pages.data.confirm"), type="primary", key="adv_confirm", icon=":material/save:")
    with st.container(horizontal=True, width="content", gap="small"):
        if is_here:
            link = '<a class="adv-link" href="#adv-question" data-adv>{text}</a>'
            st.html(fill(link, text=texts("intake.to_question")), width="content")
        return st.button(texts.count("intake.confirm_open", open_ones), key="adv_confirm", icon=":material/save:")


def waiting(view: View) -> None:
    """Say that an import was read and never confirmed, and when; what it would change is shown to who asks for it.

    There is no login yet: everybody sees it. So nothing of it can be confirmed or discarded before it was opened.
    """
    texts = view.texts
    token = views.store().latest_draft(view.project.name)
    if token is None:
        return
    opened: Draft | None = st.session_state.get(DRAFT_KEY)
    kept = opened if opened and opened.token == token else views.store().draft(view.project, token)
    if kept is None:
        return
    at = views.here(kept.at)
    formats = view.context.formats
    files = formats.joined([texts("intake.quoted", text=name) for name in kept.intake.sha256])
    said = texts("pages.data.waiting", files=files, day=formats.day(at.date()), time=f"{at:%H:%M}")
    with st.container(key="adv_waiting"):
        st.info(plain(said), icon=":material/hourglass_top:")
        if kept is opened:
            as_it_was_read(view, _in_words(view, kept.intake), kept.asked)
            confirm(view, preview(view, kept.intake), kept)

            def discard() -> None:
                views.store().remove_draft(token)
                st.session_state.pop(DRAFT_KEY, None)

            st.button(texts("pages.data.waiting_away"), key="adv_waiting_away", on_click=safely, args=(texts, discard))
        else:
            label = texts("pages.data.waiting_look")
            then = {DRAFT_KEY: kept}
            st.button(label, key="adv_waiting_look", on_click=st.session_state.update, args=(then,))


def withdraw() -> None:
    """Drop what was read and decided, also where it waits: its user took the files away."""
    if token := st.session_state.get(KEPT_AS_KEY, (None,))[0]:
        views.store().remove_draft(token)
    forget()


def forget() -> None:
    """Drop what was read and decided: it is stored."""
    for key in (READING_KEY, DRAFT_KEY, KEPT_AS_KEY, CORRECTIONS_KEY):
        st.session_state.pop(key, None)
    forget_comparison()
    forget_questions()
    forget_shown()


def _in_words(view: View, intake: Intake) -> Intake:
    """Give an intake from the database with the words of its findings: as they were read in this session, else what can be said without."""
    seen = findings_seen(view.project.name, {*intake.sha256.values()})
    return replace(intake, findings=seen or tuple(finding.in_full(view.texts) for finding in intake.findings))


def _kept_as(view: View, intake: Intake, memory: Memory) -> str:
    """Keep what was read, once; give the token under which it waits. Another reading of this visitor takes its place."""
    token, of = st.session_state.get(KEPT_AS_KEY, (None, None))
    if of is not intake:
        token = token or secrets.token_hex(8)
        asked = open_count(intake)
        views.store().keep_draft(view.project, token, intake, memory, who=computer_user(), asked=asked)
        st.session_state[KEPT_AS_KEY] = token, intake
    return str(token)


def _store(view: View, compared: Preview, memory: Memory, token: str, *, is_own: bool) -> None:
    """Store, say so only when it is on disk, and drop what was read."""
    texts, intake = view.texts, compared.intake
    read = (view.project, intake, compared.mode)
    version = compared.changes.version
    with st.spinner(texts("pages.data.storing"), show_time=True), running_imports.one():
        done = views.store().commit(*read, who=computer_user(), expected_version=version, memory=memory, draft=token)
    if isinstance(done, NothingChanged):
        views.store().remove_draft(token)
        said = _nothing(view, intake)
    else:
        said = texts("pages.data.stored", parts=_told(view, compared.changes), now=said_totals(view, done.totals))
        if is_own:  # of one that waited the words are not kept
            note_findings(view.project.name, intake)
    st.session_state[FLASH_KEY] = said
    empty_uploader()
    forget()
    st.rerun()


def _nothing(view: View, intake: Intake) -> str:
    """Say that nothing changes, and if that is all there is to it."""
    if not any(sheet.rows_read for sheet in intake.sheets):
        return view.texts("intake.nothing_read")
    return view.texts("pages.data.nothing_changes" if intake.is_whole else "pages.data.nothing_changes_in_part")


def _told(view: View, changes: Changes) -> str:
    """Say what storing it changed; where the rows are the same, that the answers hold from now on."""
    return "; ".join([*_parts(view, changes), *_what_is_gone(view, changes)]) or view.texts("intake.only_answers")


def _parts(view: View, changes: Changes) -> Iterator[str]:
    """Say what comes, list by list, and how many rows change."""
    context, tables = view.context, changes.tables
    new = [context.count(f"intake.counted.{name.value}", one.new, number=one.new) for name, one in tables.items() if one.new]
    if new:
        yield view.texts("intake.comes", lists=context.formats.joined(new))
    rows = sum(table.changed for table in tables.values())
    if rows and not changes.replaces_sample:
        yield context.count("intake.changes_rows", rows, number=rows)


def _what_is_gone(view: View, changes: Changes) -> list[str]:
    """Say how many rows go; of sample data nothing."""
    rows = 0 if changes.replaces_sample else sum(table.gone for table in changes.tables.values())
    return [view.context.count("intake.goes", rows, number=rows)] if rows else []
