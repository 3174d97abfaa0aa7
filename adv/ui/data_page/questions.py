"""Questions that a workbook leaves open, one at a time: an answer is read at once, and the page says what it changed.

Headers, values and words come from the spreadsheet: they go through escaped HTML and the options of a drop-down only.
"""

from __future__ import annotations

import streamlit as st

from adv.ui.data_page.column_questions import columns, unused, which
from adv.ui.data_page.corrections import corrections_made
from adv.ui.data_page.effects import effects, forget_shown, told_what_changed
from adv.ui.data_page.questions_so_far import answers, as_it_is, is_left, leave, question_title, questions_so_far, settled
from adv.ui.data_page.recognised_sheets import choose_table, why
from adv.ui.data_page.word_questions import words
from adv.ui.html import plain, write
from adv.ui.view import View
from adv.workbook.questions import Question, Subject, questions
from adv.workbook.understood import Intake
from adv.workbook.vocabulary.word_lists import WordList


def ask(view: View, intake: Intake) -> None:
    """Ask the first question without an answer, under those that have one and what the last answer changed."""
    known = questions_so_far(intake)
    still = {one.key: one for one in questions(intake)}
    current = next((key for key in known if key in still and not is_left(still[key])), None)
    for number, (key, question) in enumerate(known.items(), 1):
        if key == current:
            told_what_changed(view, intake, still[key])
            _open(view, intake, still[key], question, number)
        elif key not in still or is_left(still[key]):
            settled(view, intake, question, number, still=still.get(key), is_last=current is None)
    if current is None:
        told_what_changed(view, intake, None)


def _open(view: View, intake: Intake, question: Question, in_full: Question, number: int) -> None:
    """Ask a question; `in_full` it has what was answered already too."""
    with st.container(border=True, key="adv_question", gap="small"):
        _heading(view, question, number, len(questions_so_far(intake)))
        _answered(view, in_full)
        draw = {Subject.SHEET: _sheet, Subject.WHICH: which, Subject.WORDS: words, Subject.UNUSED: unused}
        draw.get(question.subject, columns)(view, question, intake)
        effects(view, question, intake)
        key = "intake.skip" if question.rows_waiting else "intake.good" if question.subject is Subject.UNUSED else "intake.leave"
        label = view.texts(key, what=as_it_is(view, question, intake))
        st.button(plain(label), key="adv_question_next", on_click=_leave, args=(question,))


def _leave(question: Question) -> None:
    leave(question)
    forget_shown()


def _heading(view: View, question: Question, place: int, count: int) -> None:
    texts = view.texts
    number = texts("intake.number", place=place, count=count)
    heading = '<div data-adv><p class="adv-hint">{number}</p><h2 class="adv-question" id="adv-question">{title}</h2></div>'
    write(heading, number=number, title=question_title(question, texts))
    if question.rows_waiting:
        rows = question.rows_waiting
        write("<p data-adv>{text}</p>", text=view.context.count("memory.words.cost", rows, number=rows))
    elif question.list not in {None, WordList.LAYOUT}:
        until_then = "intake.rows_count_now" if question.list is WordList.ROWS else "intake.counts_already"
        write("<p data-adv>{text}</p>", text=texts(until_then))


def _answered(view: View, question: Question) -> None:
    """Show what was answered to a part of the question, each with a button that takes it back."""
    for place, one in enumerate(answers(view, question)):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            write('<p data-adv><span aria-hidden="true">✓</span> <strong>{said}</strong></p>', said=one.said)
            label = view.texts("intake.change_one", what=one.what)
            st.button(plain(label), key=f"adv_back_{place}_{corrections_made()}", on_click=one.take_back)


def _sheet(view: View, question: Question, _: Intake) -> None:
    texts, (sheet,) = view.texts, question.sheets
    write("<p data-adv><strong>{place}</strong>: {why}</p>", place=sheet.place, why=why(sheet.reason, texts))
    choose_table(view, sheet, "ask")
