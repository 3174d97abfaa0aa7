"""Comparison of what was read with what is stored: what it would change when it takes the place of that, or is added to it."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st
from msgspec import Struct
from msgspec.structs import replace

from adv.model import TableName
from adv.store.records import Changes, ImportMode
from adv.ui import view as views
from adv.ui.data_page.changes import counted, losses, warn_of_loss
from adv.ui.data_page.effects import LIST_KEY, MODE_KEY, is_addition
from adv.ui.html import plain, write
from adv.ui.view import View
from adv.workbook.checks.visits_of_requests import stored_visits
from adv.workbook.understood import IN_SEVERAL_LISTS, MAY_BE_STORED, Intake

PREVIEW_KEY = "adv_preview"
OVERTAKEN_KEY = "adv_overtaken"  # somebody else has stored something since the changes were shown
WHOLE_KEY = "adv_whole"  # changes by the last reading, in the place of the stored data or beside them
CHOSEN_KEY = "adv_mode_chosen"  # the files of which the user, and not the program, chose whether they replace or are added


class Preview(Struct, frozen=True):
    """The changes that storing an intake would bring."""

    intake: Intake
    mode: ImportMode
    generation: str
    changes: Changes
    is_as_shown: bool = True  # False: somebody else has stored something since the user looked


def preview(view: View, intake: Intake) -> Preview:
    """Ask what is to be done with the file, and warn of what would be lost: before the questions, so that it is in view."""
    compared = _compared(view, intake, _mode(view, intake))
    if st.session_state.pop(OVERTAKEN_KEY, False):
        st.error(plain(view.texts("errors.import_overtaken")))
    warn_of_loss(view, compared.changes)
    return compared


def _compared(view: View, intake: Intake, mode: ImportMode) -> Preview:
    """Give what storing would change, and say if that is what its user looked at: not when somebody else has stored something since."""
    shown: Preview | None = st.session_state.get(PREVIEW_KEY)
    made = st.session_state[PREVIEW_KEY] = Preview(intake, mode, view.generation, _would(view, intake, mode))
    if shown is None or (shown.mode, shown.intake.sha256) != (mode, intake.sha256):
        return made
    return replace(made, is_as_shown=(shown.generation, shown.changes.version) == (view.generation, view.version))


def _mode(view: View, intake: Intake) -> ImportMode:
    """Ask if the file takes the place of what is there or is added to it; nothing is asked where replacing loses nothing.

    A file beside another list that is stored is added, unless its user says otherwise: nothing goes by default.
    """
    if view.facts.last_day is None or view.facts.is_sample:
        return ImportMode.REPLACE
    texts = view.texts
    whole = _in_place(view, intake)
    may_be_stored = any(finding.code in MAY_BE_STORED for finding in intake.findings)
    if not (whole.is_other_list or may_be_stored or is_addition(view) or losses(view, whole)):
        return ImportMode.REPLACE
    named = {mode: texts(f"pages.data.choose_{mode.value}") for mode in (ImportMode.REPLACE, ImportMode.ADD)}
    told = [_what_goes(view, whole), texts("pages.data.what_stays")]
    if not may_be_stored:  # requests of stored visits are not known before they are read so
        told = [f"{said} {_then(view, _would(view, intake, mode))}" for said, mode in zip(told, named, strict=True)]
    is_clear = whole.is_other_list and not whole.is_unknown_list and not may_be_stored
    place = st.expander(texts("pages.data.mode_clear"), key="adv_mode_fold") if is_clear else st.container()
    mode = place.radio(
        texts("pages.data.mode"), list(named), key=MODE_KEY, format_func=named.__getitem__, captions=told,
        on_change=st.session_state.update, args=({CHOSEN_KEY: frozenset(intake.sha256.values())},),
    )  # fmt: skip
    if not is_clear and whole.is_other_list and mode is ImportMode.ADD:
        write('<p class="adv-note" data-adv>{text}</p>', text=texts("pages.data.other_list"))
    if mode is ImportMode.REPLACE and may_be_stored:
        write('<p class="adv-note" data-adv>{text}</p>', text=texts("pages.data.add_hint"))
    if mode is ImportMode.ADD:
        _ask_list(view, intake)
    return mode


def _ask_list(view: View, intake: Intake) -> None:
    """Ask of which stored list of visits requests are whose numbers several lists have, where nothing in the file says so."""
    if st.session_state.get(LIST_KEY) is None and not any(one.code == IN_SEVERAL_LISTS for one in intake.findings):
        return
    lists = stored_visits(views.dataset(view.project.name, view.version, view.generation).visits).lists()

    def called(place: int) -> str:
        first, last = map(view.context.formats.day, lists[place])
        return view.texts("pages.data.list_of_days", place=place, first=first, last=last)

    st.radio(view.texts("pages.data.which_list"), list(lists), index=None, format_func=called, key=LIST_KEY)


def _in_place(view: View, intake: Intake) -> Changes:
    """Work out what a file would do in the place of what is there; where that loses another list, add it until its user chooses.

    That may show only after an answer, so the choice is made anew at every reading.
    """
    files = frozenset(intake.sha256.values())
    whole = _would(view, intake, ImportMode.REPLACE)
    of_stored = any(finding.code in MAY_BE_STORED for finding in intake.findings) and not len(intake.dataset.visits)
    if st.session_state.get(CHOSEN_KEY) != files and (whole.is_other_list or of_stored) and not is_addition(view):
        st.session_state[MODE_KEY] = ImportMode.ADD
        shown = st.session_state.get(PREVIEW_KEY)
        st.session_state[OVERTAKEN_KEY] = isinstance(shown, Preview) and shown.intake.sha256 == intake.sha256
        st.rerun()  # requests are read with the visits that are stored
    return whole


def _would(view: View, intake: Intake, mode: ImportMode) -> Changes:
    """Work out, once, what a file would do; anew when somebody else has stored something."""
    of = (intake, view.generation, view.version)
    kept_of, kept = st.session_state.get(WHOLE_KEY, (None, {}))
    kept = kept if kept_of == of else {}
    if mode not in kept:
        with st.spinner(view.texts("pages.data.comparing"), show_time=True):
            kept[mode] = views.store().preview(view.project, intake, mode)
    st.session_state[WHOLE_KEY] = of, kept
    changes: Changes = kept[mode]
    return changes


def _then(view: View, changes: Changes) -> str:
    """Say what there is of the lists of a file after it."""
    named = {TableName.VISITS: "talks", TableName.REQUESTS: "requests", TableName.EXPENSES: "spent"}
    said = counted(view, changes.after)
    known = [said[what] for name, what in named.items() if name in changes.tables]
    return plain(view.texts("pages.data.then", parts=view.context.formats.joined(known))) if known else ""


def _what_goes(view: View, whole: Changes) -> str:
    """Say of which lists only this file remains, how many rows go, and which lists it leaves alone."""
    texts, context = view.texts, view.context

    def called(names: Iterable[TableName]) -> str:
        return context.formats.joined([texts(f"pages.data.table.{name.value}").lower() for name in names])

    gone = sum(table.gone for table in whole.tables.values())
    there = [name for name, table in whole.tables.items() if table.changed or table.gone or table.same]
    said = [texts("pages.data.what_is_replaced", lists=called(there))] if there else []
    said += [context.count("pages.data.what_goes", gone, number=gone)] if gone else []
    return plain(" ".join([*said, *([texts("pages.data.what_is_left", lists=called(whole.kept))] if whole.kept else [])]))


def forget_comparison() -> None:
    """Drop what was compared and chosen."""
    for key in (PREVIEW_KEY, WHOLE_KEY, CHOSEN_KEY, MODE_KEY, LIST_KEY):
        st.session_state.pop(key, None)
