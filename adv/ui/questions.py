"""What a workbook leaves open, one question at a time: an answer is read at once, and the totals above move with it.

Headers, values and words come from the spreadsheet: they go through escaped HTML and the options of a drop-down only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from adv.model import Outcome
from adv.texts import Texts
from adv.ui import view as views
from adv.ui.corrections import ANOTHER, OF_ROWS, choices, correct, correct_word, corrections_made, meaning_name
from adv.ui.effects import effects
from adv.ui.html import plain, write
from adv.ui.sheets import choose_table, column_options, named, sample, why
from adv.ui.view import View
from adv.workbook.questions import AMONG_REMARKS, COSTS_THE_ROW, DOUBTED, MISSING, Question, Subject, questions
from adv.workbook.tables.findings import Finding, alike
from adv.workbook.vocabulary.own_values import FORMS, amounts_among, cell_of, flaw_of, is_cell, value_of, without_table, written_as
from adv.workbook.vocabulary.recognition import LAYOUT_OUT, AskedWord, ColumnRecognition, Intake, SheetRecognition
from adv.workbook.vocabulary.word_lists import AS_IT_STANDS, NOTHING, WordList

PASSED_KEY = "adv_questions_passed"  # keys of the questions that were passed over, in their order
CELLS_NAMED = 6
WORDS_AT_ONCE = 8  # the rest come when these were answered
SWATCH = '<span class="adv-swatch" style="background:#{colour}"></span> '
UNTIL_THEN = {WordList.ROWS: "intake.rows_count_now", **dict.fromkeys((None, WordList.LAYOUT), "intake.counts_not_without")}
EFFECT = {WordList.STATUS: "intake.effect.requests", WordList.OUTCOME: "intake.effect.visits"}


def ask(view: View, intake: Intake) -> None:
    """Ask the first question that was not passed over, with how many there are; nothing when everything is sure."""
    open_ones = questions(intake)
    if not open_ones:
        return
    passed: list[str] = st.session_state.get(PASSED_KEY, [])
    left = [question for question in open_ones if question.key not in passed]
    with st.container(border=True, key="adv_question"):
        if not left:
            write("<p data-adv>{text}</p>", text=view.texts.count("intake.passed", len(open_ones)))
            st.button(view.texts("intake.back_to_first"), key="adv_question_back", on_click=forget_passed)
            return
        _heading(view, left[0], open_ones.index(left[0]) + 1, len(open_ones))
        draw = {Subject.SHEET: _sheet, Subject.COLUMNS: _columns, Subject.WHICH: _which, Subject.WORDS: _words}
        draw[left[0].subject](view, left[0], intake)
        effects(view, left[0], intake)
        with st.container(horizontal=True):
            last = len(left) == 1
            label, then = view.texts("intake.leave" if last else "intake.next"), {PASSED_KEY: [*passed, left[0].key]}
            st.button(label, key="adv_question_next", on_click=st.session_state.update, args=(then,))
            if passed:
                label, then = view.texts("intake.previous"), {PASSED_KEY: passed[:-1]}
                st.button(label, key="adv_question_back", type="tertiary", on_click=st.session_state.update, args=(then,))


def forget_passed() -> None:
    """Start with the first question: it is another workbook."""
    st.session_state.pop(PASSED_KEY, None)


def question_title(question: Question, texts: Texts) -> str:
    """Write the question itself."""
    if question.subject is Subject.WHICH and (table := question.sheets[0].table):
        return texts("intake.ask.which", field=texts(f"fields.{table.value}.{question.field}"))
    return texts(f"intake.ask.{question.list.value if question.list else question.subject.value}")


def _heading(view: View, question: Question, place: int, count: int) -> None:
    texts = view.texts
    number = texts("intake.number", place=place, count=count)
    heading = '<div data-adv><p class="adv-hint">{number}</p><h2 class="adv-question">{title}</h2></div>'
    write(heading, number=number, title=question_title(question, texts))
    if question.rows_waiting:
        rows = question.rows_waiting
        said = view.context.count("memory.words.cost", rows, number=rows)
    else:
        said = texts(UNTIL_THEN.get(question.list, "intake.counts_already"))
    write("<p data-adv>{text}</p>", text=said)


def _sheet(view: View, question: Question, _: Intake) -> None:
    texts, (sheet,) = view.texts, question.sheets
    write("<p data-adv><strong>{place}</strong>: {why}</p>", place=sheet.place, why=why(sheet.reason, texts))
    choose_table(view, sheet, "ask")


def _columns(view: View, question: Question, intake: Intake) -> None:
    """Ask what stands in columns of a list, with three values of each."""
    sheet = question.sheets[0]
    if sheet.table is None:
        return
    mine = [finding for finding in intake.findings if (finding.file, finding.sheet) == (sheet.file, sheet.sheet)]
    _because(view, [finding for finding in mine if finding.code in MISSING | DOUBTED | AMONG_REMARKS])
    options = column_options(view, sheet, sheet.table)
    for column in question.columns:
        _column(view, question.sheets, column, options)
    if not all(column.samples for column in question.columns):
        write('<p class="adv-hint" data-adv>{text}</p>', text=view.texts("intake.values_unseen"))


def _which(view: View, question: Question, _: Intake) -> None:
    """Ask which of several columns counts, with three values of each; the others are left out then."""
    sheet, texts = question.sheets[0], view.texts
    if sheet.table is None:
        return
    counts, table = question.columns[0], sheet.table
    write("<p data-adv>{text}</p>", text=texts("intake.which_now", header=counts.header or sheet.name_of(counts)))

    def written(at: int) -> str:
        column = question.columns[at]
        values = " · ".join(sample(counts, table, cell, texts) for cell in column.samples[:3])
        shown = texts("intake.values", values=values) if values else texts("intake.unseen")
        return plain(f"{column.header or sheet.name_of(column)} ({shown})")

    key = f"adv_ask_{question.key}_{corrections_made()}"

    def chosen() -> None:
        for other in question.sheets:
            for at, column in enumerate(question.columns):
                correct((other.file, other.sheet, column.column), question.field if at == st.session_state[key] else None)

    label = question_title(question, texts)
    places = range(len(question.columns))
    st.radio(label, places, index=None, format_func=written, key=key, label_visibility="collapsed", on_change=chosen)


def _because(view: View, findings: Sequence[Finding]) -> None:
    for group in alike(findings):
        message, action = group.whole.message(view.texts), group.whole.action(view.texts)
        said = '<p data-adv>{message} {action} <span class="adv-hint">{places}</span></p>'
        write(said, message=message, action=action, places=group.places(CELLS_NAMED))


def _column(view: View, sheets: Sequence[SheetRecognition], column: ColumnRecognition, options: dict[str, str | None]) -> None:
    sheet, texts = sheets[0], view.texts
    if sheet.table is None:
        return
    now, known = named(column, sheet.table, texts), list(options)
    values = [sample(column, sheet.table, cell, texts) for cell in column.samples[:3]]

    def chosen(name: str) -> None:
        for other in sheets:
            correct((other.file, other.sheet, column.column), options.get(name))

    with _beside(view, column.header, f"column_{sheet.file}_{sheet.sheet}_{column.column}", known, chosen, now=now):
        where = texts("intake.column", letter=sheet.name_of(column), sheet=sheet.place)
        shown = texts("intake.values", values=" · ".join(values)) if values else texts("intake.unseen")
        said = '<p data-adv><strong>{header}</strong> <span class="adv-hint">{where}</span><br>{shown}</p>'
        write(said, header=column.header or "–", where=where, shown=shown)


def _beside(
    view: View,
    what: str,
    key: str,
    options: Sequence[str],
    chosen: Callable[[str], None],
    *,
    now: str,
    written: Callable[[str], str] = str,
) -> DeltaGenerator:
    """Draw the drop-down of an answer, and give the place beside it; `now` is what holds as long as nothing is chosen."""
    key = f"adv_ask_{key}_{corrections_made()}"
    left, right = st.columns([3, 2], vertical_alignment="center")
    place = options.index(now) if now in options else None
    told: dict[str, Any] = {"placeholder": now, "format_func": written, "label_visibility": "collapsed"}
    changed: dict[str, Any] = {"key": key, "on_change": lambda: chosen(st.session_state[key])}
    right.selectbox(view.texts("intake.is", what=what), options, index=place, **told, **changed)
    return left


SENTENCES = {  # by what is wrong with what was typed
    "no_amount": "intake.value.no_amount",
    "no_day": "intake.value.no_day",
    "no_house_number": "intake.value.no_house_number",
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
        for place, meaning in enumerate((*among, NOTHING)):
            label = _label(view, name, word, meaning, is_sum=place == 0 and len(among) > 2)  # noqa: PLR2004 - a sum of two
            st.button(label, key=f"{key}_{place}", type="tertiary", on_click=partial(correct_word, name, word.text, meaning))


def _label(view: View, name: WordList, word: AskedWord, meaning: str, *, is_sum: bool) -> str:
    """Write an answer with what it adds to the totals."""
    texts = view.texts
    said = meaning_name(name, meaning, texts)
    if meaning == NOTHING:
        return said[:1].upper() + said[1:]
    said = texts("intake.value.sum", amount=said) if is_sum else said
    amount = value_of(name, meaning)
    if not isinstance(amount, float) or word.rows == 1:
        return said
    return texts("intake.value.adds", answer=said, euros=view.context.formats.euro(round(amount * 100 * word.rows)))


def _words(view: View, question: Question, intake: Intake) -> None:
    """Ask what words of one list mean, those first that the most hangs on; each choice says what it would do."""
    name = question.list
    if name is None:
        return
    if name is WordList.LAYOUT:
        _because(view, [finding for finding in intake.findings if finding.code in LAYOUT_OUT])
    asked = question.open_words[:WORDS_AT_ONCE]
    if any(name in AS_IT_STANDS and is_cell(word.text) for word in asked):
        write('<p class="adv-hint" data-adv>{text}</p>', text=view.texts("intake.value.cells"))
    for word in asked:
        _word(view, name, word)


def _word(view: View, name: WordList, word: AskedWord) -> None:
    texts = view.texts
    rows = view.context.count("intake.rows", word.rows, number=word.rows)
    if word.cents is not None:
        rows = texts("intake.euros_out", rows=rows, euros=view.context.formats.euro(word.cents))
    cells = f": {', '.join(word.cells)}{' …' if len(word.cells) < word.rows else ''}" if word.cells else ""
    if name in AS_IT_STANDS:
        _ask_value(view, name, word, f"{rows} · {word.sheet} · {word.column}{'' if is_cell(word.text) else cells}")
        return
    swatch = SWATCH if word.colour else ""
    key, now, written = f"word_{name.value}_{word.text}", texts("memory.words.choose"), partial(_with_effect, view, name, word)
    if word.suggestion is not None:
        now = texts("intake.perhaps", meaning=meaning_name(name, word.suggestion, texts, word.text))
    chosen = partial(correct_word, name, word.text)
    with _beside(view, word.text, key, choices(view, name), chosen, now=now, written=written):
        said = f'<p data-adv>{swatch}<strong>{{word}}</strong> {{rows}} <span class="adv-hint">{{where}}</span></p>'
        quoted, where = texts("intake.quoted", text=word.text), f"{word.sheet} · {word.column}{cells}"
        write(said, colour=word.colour, word=quoted, rows=rows, where=where)


def _with_effect(view: View, name: WordList, word: AskedWord, meaning: str) -> str:
    """Write a meaning with what it would do to the totals."""
    said, rows = meaning_name(name, meaning, view.texts, word.text), word.rows
    if meaning == NOTHING and name not in {*ANOTHER, *OF_ROWS}:
        return said
    key = "intake.effect.rows"
    if name in COSTS_THE_ROW:
        key = "intake.effect.conversations" if meaning == Outcome.CONVERSATION else EFFECT[name]
    return f"{said} ({view.context.count(key, rows, number=rows)})"
