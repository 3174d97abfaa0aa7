"""Questions about columns of a workbook: what stands in them, which of several counts, and if some may go.

Headers and values come from the spreadsheet: they go through escaped HTML and the options of a drop-down only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from adv.model import TableName
from adv.ui.data_page.corrections import correct, corrections_made
from adv.ui.data_page.questions_so_far import question_title
from adv.ui.data_page.recognised_sheets import column_options, list_of, named, sample
from adv.ui.html import plain, write
from adv.ui.view import View
from adv.workbook.questions import AMONG_REMARKS, DOUBTED_READINGS, MISSING, Question, Subject, Whole, likely_answers
from adv.workbook.tables.findings import Finding, alike
from adv.workbook.understood import ColumnRecognition, Intake, SheetRecognition
from adv.workbook.values.day_columns import years_of
from adv.workbook.vocabulary import fields
from adv.workbook.vocabulary.fields import BESIDE, OPTION_SIGN, Kind, kind_of
from adv.workbook.vocabulary.word_lists import ALL_LISTS, meanings

CELLS_NAMED = 6
OF_DAYS, OF_NUMBERS = frozenset({Kind.DAY}), frozenset({Kind.CENTS, Kind.NUMBER, Kind.WHOLE, Kind.SCORE, Kind.YEAR, Kind.ID})


def columns(view: View, question: Question, intake: Intake) -> None:
    """Ask what stands in columns of a list, with three values of each: likely answers are in view, all others in a drop-down."""
    sheet, texts = question.sheets[0], view.texts
    mine = [finding for finding in intake.findings if (finding.file, finding.sheet) == (sheet.file, sheet.sheet)]
    because(view, [finding for finding in mine if finding.code in MISSING | DOUBTED_READINGS | AMONG_REMARKS])
    labels = _labels(view, sheet)
    likely = likely_answers(question, intake, years_of(view.project.period))

    def written(way: str) -> str:
        return plain(labels.get(way, way))

    for column in question.columns:
        _described(view, sheet, column)
        key = _key(question, column)
        ways = [field for place, field in likely if place == column.column and column.field]
        if ways:
            told: dict[str, Any] = {"format_func": written, "label_visibility": "collapsed", "key": key}
            chosen = partial(_say_chosen, question, column)
            st.radio(texts("intake.is", what=column.header), ways, index=None, on_change=chosen, args=(key,), **told)
        elif column.field:
            label = plain(texts("intake.yes", meaning=named(column, list_of(sheet), texts)))
            field = fields.marks_for(column.field, column.option) if column.option else column.field
            st.button(label, key=f"{key}_yes", on_click=_say, args=(question, column, field))
        _choose_field(view, question, column, labels)


def unused(view: View, question: Question, _: Intake) -> None:
    """Show columns that are left out, all together; one of them may be wanted after all."""
    sheet = question.sheets[0]
    for column in question.columns:
        _described(view, sheet, column)
    labels = _labels(view, sheet)
    with st.expander(view.texts.count("intake.one_belongs", len(question.columns)), key="adv_one_belongs"):
        for column in question.columns:
            _choose_field(view, question, column, labels)


def _described(view: View, sheet: SheetRecognition, column: ColumnRecognition) -> None:
    """Show a column's header, where it stands, and three of its values."""
    texts = view.texts
    shown = _values(view, sheet, column, column)
    said = '<p data-adv><strong>{header}</strong> <span class="adv-hint">{where}</span><br>{shown}</p>'
    where = texts("intake.column" if sheet.sheet else "intake.column_alone", letter=sheet.name_of(column), sheet=sheet.place)
    write(said, header=column.header or "–", where=where, shown=shown)


def _values(view: View, sheet: SheetRecognition, column: ColumnRecognition, read_as: ColumnRecognition) -> str:
    """Write three values of a column, as if they were read as those of `read_as` are."""
    values = " · ".join(sample(read_as, list_of(sheet), cell, view.texts) for cell in column.samples[:3])
    return view.texts("intake.values", values=values) if values else view.texts("intake.unseen")


def _choose_field(view: View, question: Question, column: ColumnRecognition, labels: Mapping[str, str]) -> None:
    """Draw the drop-down with all that a column can be: first what is lacking, then what its values look like, then as the list has them."""
    sheet, texts = question.sheets[0], view.texts
    table = list_of(sheet)
    taken = {one.field for one in sheet.columns if one.field}
    is_itself = column.field is not None and _looks_like(view, table, column.field, column)
    lacking = () if is_itself else fields.missing(table, frozenset(taken))

    def rank(written: str) -> tuple[bool, bool, bool]:
        field, option = fields.decided_as(written)
        beside = option is not None or field.startswith(BESIDE)
        return field not in lacking, not _looks_like(view, table, field, column), beside

    ways = [one for one in labels if OPTION_SIGN not in one or fields.decided_as(one)[0] in fields.MARKED or one.startswith(BESIDE)]
    options = sorted((one for one in ways if one != column.field), key=rank)
    left_out = "" if question.subject is Subject.UNUSED else texts("pages.data.not_used")
    offered = [*options[:1], left_out, *options[1:]] if left_out else options
    key = f"{_key(question, column)}_other"
    place = "intake.or_else" if column.field else "memory.words.choose"
    what = column.header or sheet.name_of(column)
    told: dict[str, Any] = {"placeholder": texts(place), "format_func": lambda one: labels.get(one, one), "key": key}
    told["label_visibility"] = "visible" if question.subject is Subject.UNUSED else "collapsed"
    chosen = partial(_say_chosen, question, column)
    st.selectbox(texts("intake.is", what=what), offered, index=None, on_change=chosen, args=(key, left_out), **told)


def _looks_like(view: View, table: TableName, field: str, column: ColumnRecognition) -> bool:
    """Tell if the values of a column may be those of a field: days, numbers, or words of which one is known there."""
    kind = kind_of(table, field)
    cells = column.samples
    if not cells:
        return False
    if all(isinstance(cell, date) for cell in cells):
        return kind in OF_DAYS
    if all(isinstance(cell, int | float) for cell in cells):
        return kind in OF_NUMBERS
    name = ALL_LISTS.get(kind)
    known = {word.casefold() for word in meanings(view.project, name)} if name else set()
    return any(str(cell).casefold() in known for cell in cells)


def _labels(view: View, sheet: SheetRecognition) -> dict[str, str]:
    """Name all that a column of a sheet can be, by how it is written down."""
    return {field: name for name, field in column_options(view, sheet, list_of(sheet)).items() if field}


def _key(question: Question, column: ColumnRecognition) -> str:
    return f"adv_ask_{question.key}_{column.column}_{corrections_made()}"


def _say(question: Question, column: ColumnRecognition, field: str | None) -> None:
    for sheet in question.sheets:
        correct((sheet.file, sheet.sheet, column.column), field)


def _say_chosen(question: Question, column: ColumnRecognition, key: str, left_out: str = "") -> None:
    chosen = st.session_state[key]
    if chosen is not None:
        _say(question, column, None if chosen == left_out else chosen)


def which(view: View, question: Question, _: Intake) -> None:
    """Ask which one of several columns counts, and leaves the others out, or if all do; with three values of each."""
    sheet, texts, counts = question.sheets[0], view.texts, question.columns[0]
    write("<p data-adv>{text}</p>", text=texts("intake.which_now", header=counts.header or sheet.name_of(counts)))

    def written(at: int | Whole) -> str:
        if isinstance(at, Whole):
            return texts("intake.which_together")
        column = question.columns[at]
        return plain(f"{column.header or sheet.name_of(column)} ({_values(view, sheet, column, counts)})")

    key = f"adv_ask_{question.key}_{corrections_made()}"

    def chosen() -> None:
        answer = st.session_state[key]
        counts, others = (0, fields.ADDED) if answer is Whole.COLUMNS else (answer, None)
        for at, column in enumerate(question.columns):
            _say(question, column, question.field if at == counts else others)

    label = question_title(question, texts)
    answers = [*range(len(question.columns)), *([Whole.COLUMNS] if question.may_count_together else [])]
    st.radio(label, answers, index=None, format_func=written, key=key, label_visibility="collapsed", on_change=chosen)


def because(view: View, findings: Sequence[Finding]) -> None:
    """Say what was found that makes a question needed, alike ones together."""
    for group in alike(findings):
        message, action = group.whole.message(view.texts), group.whole.action(view.texts)
        said = '<p data-adv>{message} {action} <span class="adv-hint">{places}</span></p>'
        write(said, message=message, action=action, places=group.places(CELLS_NAMED))
