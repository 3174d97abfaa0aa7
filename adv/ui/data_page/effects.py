"""Totals of a reading, what the last answer did to them, and what each likely answer would do.

For the latter the files are read again for every likely answer, when somebody asks for it. Headers come from the spreadsheet: they go through escaped HTML only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import pandas as pd
import streamlit as st
from msgspec import Struct
from msgspec.structs import replace
from streamlit.runtime.uploaded_file_manager import UploadedFile

from adv.data_folder import household_key
from adv.errors import AdvError
from adv.metrics.frames import conversations
from adv.model import TableName
from adv.store.records import ImportMode
from adv.ui import view as views
from adv.ui.data_page.corrections import corrections, corrections_made, with_open_answers
from adv.ui.data_page.findings import uploader_key
from adv.ui.data_page.recognised_sheets import column_options, list_of
from adv.ui.html import html_table, write
from adv.ui.view import View
from adv.workbook.apart.process import understand_apart
from adv.workbook.checks.visits_of_requests import stored_visits
from adv.workbook.memory import with_memory
from adv.workbook.questions import Question, Subject, Whole, likely_answers
from adv.workbook.tables.grid import Upload
from adv.workbook.understood import Corrections, Intake
from adv.workbook.values.day_columns import years_of
from adv.workbook.vocabulary.own_values import words_of

MODE_KEY = "adv_mode"
LIST_KEY = "adv_requests_of"  # the stored list of visits that requests are of, by its place
EFFECTS_KEY = "adv_effects"  # the question that was looked at, and what each answer to it would give
SHOWN_KEY = "adv_figures_shown"


def is_addition(view: View) -> bool:
    """Tell if the files are added to what is stored."""
    return st.session_state.get(MODE_KEY) == ImportMode.ADD and not view.facts.is_sample


def understood_with(
    view: View, files: Sequence[UploadedFile], made: Corrections, *, meanwhile: Callable[[float], object]
) -> Intake:
    """Read files with these decisions of the user, and with what was remembered before."""
    uploads = [Upload(file.name, file.getvalue()) for file in files]
    key = views.store().household_key(household_key())
    how = with_memory(made, with_open_answers(views.store().memory(view.project.name)), view.project, words_of(view.project))
    now = (view.project.name, view.version, view.generation)
    stored = stored_visits(views.dataset(*now).visits, st.session_state.get(LIST_KEY)) if is_addition(view) else None
    return understand_apart(uploads, view.project, key, views.today(), how, stored=stored, meanwhile=meanwhile)


def effects(view: View, question: Question, intake: Intake) -> None:
    """Offer to work out what each likely answer to a question would do to the totals, and show it when it was asked for."""
    texts = view.texts
    files = st.session_state.get(uploader_key())
    answers = likely_answers(question, intake, years_of(view.project.period))
    if not files or not answers:
        return
    of = (question.key, corrections_made())
    kept_of, rows = st.session_state.get(EFFECTS_KEY, (None, []))
    if kept_of != of:
        if not st.button(texts("intake.effects"), key="adv_effects_ask", type="tertiary", icon=":material/calculate:"):
            return
        with st.spinner(texts("intake.effects_reading"), show_time=True):
            place = st.empty()  # to be emptied while the worker reads: there Streamlit ends the run of whoever left
            read = partial(understood_with, view, files, meanwhile=lambda _: place.empty())
            rows = [_effect(view, question, answer, read) for answer in answers]
        st.session_state[EFFECTS_KEY] = of, rows
    st.html(html_table(pd.DataFrame(rows), texts("intake.effects"), texts.language))


def _effect(
    view: View, question: Question, answer: tuple[int | Whole, str], read: Callable[[Corrections], Intake]
) -> dict[str, str]:
    """Read the files as one answer has it, and tell what comes out."""
    about, written = answer
    made = corrections()
    texts = view.texts
    if about is Whole.SHEET:
        (sheet,) = question.sheets
        place = (sheet.file, sheet.sheet)
        table = TableName(written)
        blocks = {} if sheet.block is None else {(*place, sheet.block): table}
        made = replace(made, blocks={**made.blocks, **blocks}, tables=made.tables if blocks else {**made.tables, place: table})
        label = texts(f"pages.data.table.{written}")
    else:
        meant = {about: written} if isinstance(about, int) else _all_count(question, written)
        fields = {(sheet.file, sheet.sheet, at): name for sheet in question.sheets for at, name in meant.items()}
        made = replace(made, fields={**made.fields, **fields})
        label = _label(view, question, about, written)
    try:
        comes = _totals(view, read(made))
    except AdvError as error:
        comes = texts(f"errors.{error.key}", **error.params)
    return {texts("intake.effects_answer"): label, texts("intake.effects_comes"): comes}


def _all_count(question: Question, added: str) -> dict[int, str]:
    """Say of all columns that they count together: the first as it does now, the others are added to it."""
    counts, *others = (one.column for one in question.columns)
    return {counts: question.field, **dict.fromkeys(others, added)}


def _label(view: View, question: Question, column: int | Whole, written: str) -> str:
    """Write an answer as the drop-down does, with the header where several columns are asked about."""
    sheet = question.sheets[0]
    if column is Whole.COLUMNS:
        return view.texts("intake.which_together")
    options = column_options(view, sheet, list_of(sheet))
    label = next((name for name, field in options.items() if field == written), written)
    asked = next(one for one in sheet.columns if one.column == column)
    if question.subject is Subject.WHICH:
        return asked.header or sheet.name_of(asked)
    return f"{asked.header}: {label}" if len(question.columns) > 1 else label


def _totals(view: View, found: Intake) -> str:
    """Write what comes out of a reading: how much of each list, and the days that it is about."""
    context, data = view.context, found.dataset
    parts = [*figures(view, found).values()] or [view.texts("intake.nothing_read")]
    days = data.visits["visited_on"] if len(data.visits) else data.expenses["booked_on"]
    if len(days):
        first, last = (context.formats.day(day.date()) for day in (days.min(), days.max()))
        parts.append(view.texts("intake.effects_days", first=first, last=last))
    return "; ".join(parts)


def figures(view: View, found: Intake) -> dict[str, str]:
    """Write how much was read of each list that holds something, by its name."""
    context, data = view.context, found.dataset
    counts = {"visits": len(data.visits), "talks": int(conversations(data.visits).sum())}
    counts |= {name.value: len(data.table(name)) for name in TableName if name not in {TableName.VISITS, TableName.EXPENSES}}
    said = {}
    for name, count in counts.items():
        if count or (name == "talks" and len(data.visits)):
            key = "intake.conversations" if name == "talks" else f"intake.counted.{name}"
            said[name] = context.count(key, count, number=count)
    return said | ({"spent": context.formats.euro(int(data.expenses["cents"].sum()))} if len(data.expenses) else {})


NOTHING_ASKED = ("", 0)


class Shown(Struct, frozen=True):
    """Figures after so many decisions, and those before the last one."""

    of: int
    now: Mapping[str, str]
    asked: tuple[str, int]  # the question that was open, and the rows that waited for its answer
    before: Mapping[str, str] | None = None
    asked_before: tuple[str, int] = NOTHING_ASKED


def told_what_changed(view: View, intake: Intake, question: Question | None) -> None:
    """Say what the last answer did to the figures, or that it did nothing to them; `question` is open now."""
    texts, context = view.texts, view.context
    out = context.count("intake.rows_out", intake.rows_left_out, number=intake.rows_left_out)
    now = figures(view, intake) | {"out": out}
    asked = (question.key, question.rows_waiting) if question else NOTHING_ASKED
    kept = st.session_state.get(SHOWN_KEY)
    if not isinstance(kept, Shown) or corrections() == Corrections():
        kept = Shown(corrections_made(), now, asked)
    elif kept.of != corrections_made():
        kept = Shown(corrections_made(), now, asked, kept.now, kept.asked)
    st.session_state[SHOWN_KEY] = kept
    if kept.before is None:
        return
    before = kept.before
    none = texts("intake.none")
    moved = [name for name in {**before, **now} if before.get(name) != now.get(name)]
    parts = [texts("intake.from_to", before=before.get(name, none), after=now.get(name, none)) for name in moved]
    said = texts("intake.changed", parts="; ".join(parts))
    if not moved:
        is_stuck = kept.asked == kept.asked_before and kept.asked[1] > 0
        said = texts("intake.changed_not_yet", out=out) if is_stuck else texts("intake.changed_nothing")
    write('<p class="adv-note" role="status" data-adv>{text}</p>', text=said)


def forget_shown() -> None:
    """Drop the figures of a workbook that was stored or taken away."""
    st.session_state.pop(SHOWN_KEY, None)
