"""What a workbook leaves open, one question at a time: an answer is read at once, and the page says what it changed.

Headers, values and words come from the spreadsheet: they go through escaped HTML and the options of a drop-down only.
"""

from __future__ import annotations

from functools import partial
from string import ascii_uppercase
from typing import Any

import streamlit as st

from adv.model import Outcome
from adv.ui import view as views
from adv.ui.asked import answers, as_it_is, asked, is_left, leave, question_title, settled
from adv.ui.column_questions import because, columns, unused, which
from adv.ui.corrections import ANOTHER, OF_ROWS, choices, correct_word, corrections_made, meaning_name
from adv.ui.effects import effects, forget_shown, told_what_changed
from adv.ui.html import plain, write
from adv.ui.sheets import choose_table, why
from adv.ui.view import View
from adv.workbook.questions import COSTS_THE_ROW, Question, Subject, questions
from adv.workbook.vocabulary.own_values import FORMS, amounts_among, cell_of, flaw_of, is_cell, value_of, without_table, written_as
from adv.workbook.vocabulary.recognition import LAYOUT_OUT, AskedWord, Intake
from adv.workbook.vocabulary.word_lists import AS_IT_STANDS, NOTHING, WordList

WORDS_AT_ONCE = 8  # the rest come when these were answered
SWATCH = '<span class="adv-swatch" style="background:#{colour}"></span> '
EFFECT = {WordList.STATUS: "intake.effect.requests", WordList.OUTCOME: "intake.effect.visits"}


def ask(view: View, intake: Intake) -> None:
    """Ask the first question without an answer, under those that have one and what the last answer changed."""
    known, still = asked(intake), {one.key: one for one in questions(intake)}
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
        _heading(view, question, number, len(asked(intake)))
        _answered(view, in_full)
        draw = {Subject.SHEET: _sheet, Subject.WHICH: which, Subject.WORDS: _words, Subject.UNUSED: unused}
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


SENTENCES = {  # by what is wrong with what was typed
    "no_amount": "intake.value.no_amount",
    "no_day": "intake.value.no_day",
    "no_house_number": "intake.value.no_house_number",
    "no_visit": "intake.value.no_visit",
    "far_over_budget": "intake.value.far_over_budget",
    "outside_period": "intake.value.outside_period",
    "in_future": "intake.value.in_future",
}


def _ask_value(view: View, name: WordList, word: AskedWord, where: str) -> None:
    """Ask for the value of what stands in some cells, or of one cell; what is no such value is said at once."""
    texts, key = view.texts, f"adv_value_{name.value}_{word.text}"

    def typed() -> None:
        text = str(st.session_state[key])
        if flaw_of(view.project, name, text, views.today()) is None:
            correct_word(name, word.text, written_as(name, text))

    left, right = st.columns([3, 2], vertical_alignment="center")
    said = texts("intake.quoted", text=without_table(word.text))
    if is_cell(word.text):
        cell, beside = cell_of(word.text)
        said = texts("intake.value.beside", cell=cell, beside=beside) if beside else texts("intake.value.cell", cell=cell)
    with left:
        write('<p data-adv><strong>{word}</strong> <span class="adv-hint">{where}</span></p>', word=said, where=where)
    label, form = texts("intake.is", what=said), texts("intake.value.form", form=FORMS[name])
    text = right.text_input(label, key=key, placeholder=form, label_visibility="collapsed", on_change=typed)
    flaw = flaw_of(view.project, name, text, views.today()) if text.strip() else None
    if flaw:
        period = view.project.period
        first, last = map(view.context.formats.day, (period.start, period.last_day))
        with right:
            write('<p role="alert" data-adv>{text}</p>', text=texts(SENTENCES[flaw], first=first, last=last))
    with right.container(horizontal=True, gap="small"):
        among = amounts_among(word.text) if name is WordList.AMOUNT and not is_cell(word.text) else ()
        among = among or ((word.suggestion,) if word.suggestion else ())
        for place, meaning in enumerate((*among, NOTHING)):
            label = _label(view, name, word, meaning, is_sum=place == 0 and len(among) > 2)  # noqa: PLR2004 - a sum of two
            st.button(plain(label), key=f"{key}_{place}", on_click=partial(correct_word, name, word.text, meaning))


def _label(view: View, name: WordList, word: AskedWord, meaning: str, *, is_sum: bool) -> str:
    """Write an answer with what it adds to the totals; leaving rows out, with which rows of which list."""
    texts = view.texts
    if meaning == NOTHING:
        rows = _rows(word, view)
        return texts("intake.leave_out", rows=rows) if rows else texts.count("intake.leave_these_out", word.rows)
    said = meaning_name(name, meaning, texts)
    said = texts("intake.value.sum", amount=said) if is_sum else said
    amount = value_of(name, meaning)
    if not isinstance(amount, float) or word.rows == 1:
        return said
    return texts("intake.value.adds", answer=said, euros=view.context.formats.euro(round(amount * 100 * word.rows)))


def _rows(word: AskedWord, view: View) -> str:
    """Name the rows with a word and their sheet, as far as all of them are known."""
    texts, cells = view.texts, (cell_of(word.text)[0],) if is_cell(word.text) else word.cells
    if len(cells) < word.rows or not cells:
        return ""
    numbers = [cell.lstrip(ascii_uppercase) for cell in cells]
    rows = texts.count("intake.place.row", len(cells), rows=view.context.formats.joined(numbers))
    return texts("intake.place.of", rows=rows, sheet=word.sheet) if word.sheet else rows


def _where(word: AskedWord, view: View) -> str:
    """Say where a word stands: in which rows of which sheet, under which header."""
    texts, rows = view.texts, _rows(word, view)
    place = rows or (texts("intake.place.sheet", sheet=word.sheet) if word.sheet else "")
    column = texts("intake.place.column", column=word.column) if word.cells else ""
    more = f": {', '.join(word.cells)} …" if word.cells and not rows else ""
    return ", ".join(filter(None, (place, column))) + more


def _words(view: View, question: Question, intake: Intake) -> None:
    """Ask what words of one list mean, those first that the most hangs on; each choice says what it would do."""
    name = question.list
    if name is None:
        return
    if name is WordList.LAYOUT:
        because(view, [finding for finding in intake.findings if finding.code in LAYOUT_OUT])
    words = question.open_words[:WORDS_AT_ONCE]
    if any(name in AS_IT_STANDS and is_cell(word.text) for word in words):
        write('<p class="adv-hint" data-adv>{text}</p>', text=view.texts("intake.value.cells"))
    for word in words:
        _word(view, name, word)
    more = len(question.open_words) - len(words)
    if more:
        write('<p class="adv-hint" data-adv>{text}</p>', text=view.texts.count("intake.more_words", more))


def _word(view: View, name: WordList, word: AskedWord) -> None:
    texts, where = view.texts, _where(word, view)
    rows = view.context.count("intake.rows", word.rows, number=word.rows)
    if word.cents is None and _rows(word, view):
        rows = ""
    elif word.cents is not None:
        rows = texts("intake.euros_out", rows=rows, euros=view.context.formats.euro(word.cents))
    if name in AS_IT_STANDS:
        _ask_value(view, name, word, " · ".join(filter(None, (rows, where))))
        return
    said = f'<p data-adv>{SWATCH if word.colour else ""}<strong>{{word}}</strong> {{rows}} <span class="adv-hint">{{where}}</span>{{near}}</p>'
    key, proposed = f"adv_ask_word_{name.value}_{word.text}_{corrections_made()}", word.suggestion
    written = partial(_with_effect, view, name, word)
    near = ""
    if name is WordList.STREET and proposed:
        area = next((one.name for one in view.project.areas if proposed in one.streets), "")
        near = texts("intake.near_street", street=proposed, area=area)
        said = said.replace("{near}", "<br>{near}")
    left, right = st.columns([3, 2], vertical_alignment="center")
    with left:
        write(said, colour=word.colour, word=texts("intake.quoted", text=word.text), rows=rows, where=where, near=near)
    if proposed is not None:
        meaning, answer = written(proposed), partial(correct_word, name, word.text, proposed)
        label = (
            meaning[:1].upper() + meaning[1:] if name in OF_ROWS else texts("intake.yes", meaning=meaning)
        )  # those say yes or no
        right.button(plain(label), key=f"{key}_yes", on_click=answer)
    told: dict[str, Any] = {"format_func": written, "label_visibility": "collapsed", "key": key}
    told["placeholder"] = texts("memory.words.choose" if proposed is None else "intake.or_else")
    right.selectbox(
        texts("intake.is", what=word.text),
        choices(view, name),
        index=None,
        on_change=lambda: correct_word(name, word.text, st.session_state[key]),
        **told,
    )


def _with_effect(view: View, name: WordList, word: AskedWord, meaning: str) -> str:
    """Write a meaning with what it would do to the totals."""
    said, rows = meaning_name(name, meaning, view.texts, word.text), word.rows
    if meaning == NOTHING and name not in {*ANOTHER, *OF_ROWS}:
        return said
    key = "intake.effect.rows"
    if name in COSTS_THE_ROW:
        key = "intake.effect.conversations" if meaning == Outcome.CONVERSATION else EFFECT[name]
    return f"{said} ({view.context.count(key, rows, number=rows)})"
