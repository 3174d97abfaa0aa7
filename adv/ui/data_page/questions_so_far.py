"""Questions of one upload as they were asked: each keeps its number, and its answer stays in view and can be taken back.

Headers and words come from the spreadsheet: they go through escaped HTML only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import streamlit as st
from msgspec import Struct
from msgspec.structs import replace

from adv.texts import Texts
from adv.ui import view as views
from adv.ui.data_page.corrections import (
    REOPENED_KEY,
    correct_words,
    corrections,
    meaning_name,
    remembered_answers,
    reopen,
    take_back,
)
from adv.ui.data_page.effects import forget_shown
from adv.ui.data_page.recognised_sheets import column_options
from adv.ui.html import write
from adv.ui.view import View
from adv.workbook.questions import Question, Subject, questions, word_question_key
from adv.workbook.tables.grid import grouped
from adv.workbook.understood import Intake
from adv.workbook.vocabulary.own_values import without_table
from adv.workbook.vocabulary.word_lists import AskedWord, WordList, word_key

ASKED_KEY = "adv_questions_asked"  # by their keys, in the order in which they were first asked
LEFT_KEY = "adv_questions_left"  # keys of those that were left as they are
PARTS_NAMED = 3  # words or columns of one question, in a line
HOLDS_MEANWHILE = {  # words without an answer in rows that count anyhow
    WordList.CATEGORY: "intake.kept.category",
    WordList.ORGANISATION: "intake.kept.organisation",
    **dict.fromkeys((WordList.LAYOUT, WordList.ROWS), "intake.kept.as_read"),
}


class Answer(Struct, frozen=True):
    """One answer of the user: about which word or column, how it is told, and what takes it back."""

    what: str
    said: str
    take_back: Callable[[], None]


def questions_so_far(intake: Intake) -> Mapping[str, Question]:
    """Give all questions of this upload by their keys, in the order in which they came, each with all that it was ever about."""
    known: dict[str, Question] = dict(st.session_state.get(ASKED_KEY, {}))
    for now in questions(intake):
        before = known.get(now.key, now)
        columns = {one.column: one for one in (*before.columns, *now.columns)}
        words = {one.text: one for one in (*before.words, *now.words)}
        known[now.key] = replace(now, columns=tuple(columns.values()), words=tuple(words.values()))
    st.session_state[ASKED_KEY] = known
    return known


def forget_questions() -> None:
    """Begin anew: it is another workbook."""
    for key in (ASKED_KEY, LEFT_KEY, REOPENED_KEY):
        st.session_state.pop(key, None)


def offer_to_alter(view: View, intake: Intake) -> None:
    """Offer to open the questions about words again that were answered before, also where nothing is asked and nothing changes."""
    before = {} if st.session_state.get(REOPENED_KEY) else remembered_answers(intake, views.store().memory(view.project.name))
    if before:
        st.button(view.texts("intake.alter"), key="adv_alter", icon=":material/edit:", on_click=_alter, args=(intake, before))


def _alter(intake: Intake, before: Mapping[WordList, Mapping[str, str]]) -> None:
    known = dict(st.session_state.get(ASKED_KEY, {}))
    for name in before:
        key = word_question_key(name)
        words = tuple(word for word in intake.words if word.list is name)
        known.setdefault(key, Question(Subject.WORDS, key, list=name, words=words))
    st.session_state[ASKED_KEY] = known
    reopen(before)


def is_left(question: Question) -> bool:
    """Tell if the user left a question as it is."""
    return question.key in st.session_state.get(LEFT_KEY, ())


def leave(question: Question) -> None:
    """Leave a question as it is."""
    st.session_state[LEFT_KEY] = [*st.session_state.get(LEFT_KEY, ()), question.key]


def open_count(intake: Intake) -> int:
    """Count the questions on whose answer something hangs, and that have none yet."""
    return sum(one.rows_waiting > 0 or not (is_left(one) or one.subject is Subject.UNUSED) for one in questions(intake))


def question_title(question: Question, texts: Texts) -> str:
    """Write the question itself."""
    if question.subject is Subject.WHICH and (table := question.sheets[0].table):
        return texts("intake.ask.which", field=texts(f"fields.{table.value}.{question.field}"))
    if question.subject is Subject.UNUSED:
        return texts.count("intake.ask.unused", len(question.columns))
    if question.subject is Subject.COLUMNS and not question.rows_waiting and all(column.field for column in question.columns):
        return texts.count("intake.as_read", len(question.columns))
    return texts(f"intake.ask.{question.list.value if question.list else question.subject.value}")


def answers(view: View, question: Question) -> list[Answer]:
    """List what the user said about a question so far."""
    made = corrections()
    texts = view.texts
    if name := question.list:
        return _of_words(name, question.words, made.words.of(name), texts)
    sheet = question.sheets[0]
    back = partial(take_back, question)
    if question.subject is Subject.SHEET:
        block = made.block_of(sheet.file, sheet.sheet, sheet.block) if sheet.block is not None else None
        said = block or made.table_of(sheet.file, sheet.sheet)
        if said is None:
            return []
        meaning = texts(f"pages.data.table.{said[0].value}" if said[0] else "memory.sheet.not_read")
        return [_answer(texts, sheet.place, meaning, back)]
    named = {field: name for name, field in column_options(view, sheet, sheet.table).items()} if sheet.table else {}
    found = []
    for column in question.columns:
        place = (sheet.file, sheet.sheet, column.column)
        header = _quoted(column.header or sheet.name_of(column), texts)
        field = made.fields.get(place)
        if question.subject is Subject.WHICH and field:
            found.append(Answer(header, texts("intake.kept.which", header=header), back))
        elif place in made.fields and question.subject is not Subject.WHICH:
            found.append(_answer(texts, header, named.get(field, field) if field else texts("pages.data.not_used"), back))
    return found


def _of_words(name: WordList, words: Sequence[AskedWord], own: Mapping[str, str], texts: Texts) -> list[Answer]:
    """List what was said of words; many with one meaning are one answer."""
    said = [(one, own[key]) for one in words if (key := word_key(one.text, name)) in own]
    alike = grouped((meaning_name(name, meaning, texts, one.text), one) for one, meaning in said)
    parts = [
        (meaning, part)
        for meaning, part in alike.items()
        for part in ([part] if len(part) > PARTS_NAMED else [[one] for one in part])
    ]
    told = [(_listed([_quoted(without_table(one.text), texts) for one in part], texts), meaning, part) for meaning, part in parts]
    return [
        _answer(texts, what, meaning, partial(correct_words, name, dict.fromkeys(one.text for one in part)))
        for what, meaning, part in told
    ]


def _answer(texts: Texts, what: str, meaning: str, back: Callable[[], None]) -> Answer:
    return Answer(what, texts("intake.answer", what=what, meaning=meaning), back)


def as_it_is(view: View, question: Question, intake: Intake) -> str:
    """Say what holds as long as a question has no answer."""
    texts = view.texts
    count = view.context.count
    sheet = question.sheets[0] if question.sheets else None
    if question.rows_waiting:
        return count("intake.rows_out", question.rows_waiting, number=question.rows_waiting)
    words = _listed([_quoted(without_table(one.text), texts) for one in question.open_words], texts)
    if question.list is WordList.STREET:
        visits = intake.dataset.visits
        areas = {str(one): str(area) for one, area in zip(visits["street"], visits["area"], strict=True)}
        mine = dict.fromkeys(areas[one.text] for one in question.open_words if areas.get(one.text, "None") not in {"None", "nan"})
        own = texts.count("intake.kept.street", len(question.open_words), words=words)
        return texts("intake.kept.in_area", kept=own, area=view.context.formats.joined([*mine])) if mine else own
    if question.list:
        return texts(HOLDS_MEANWHILE.get(question.list, "intake.kept.word"), words=words)
    if sheet is None or question.subject is Subject.SHEET or sheet.table is None:
        return texts("intake.kept.sheet")
    headers = [_quoted(one.header or sheet.name_of(one), texts) for one in question.columns]
    if question.subject is Subject.WHICH:
        return texts("intake.kept.which", header=headers[0])
    key = "intake.kept.unused" if question.subject is Subject.UNUSED else "intake.kept.columns"
    return texts(key, words=_listed(headers, texts))


def settled(view: View, intake: Intake, question: Question, number: int, *, still: Question | None, is_last: bool) -> None:
    """Show a question that was answered, or left as it `still` is, as one line with a button to think again."""
    texts = view.texts
    said = [one.said for one in answers(view, question)] + ([as_it_is(view, still, intake)] if still else [])
    is_waiting = still is not None and still.rows_waiting > 0
    with st.container(key=f"adv_answered_{number}", horizontal=True, vertical_alignment="center", gap="small"):
        mark, look = ("", "adv-verdict adv-off_course") if is_waiting else ("✓", "")
        here = 'id="adv-question"' if is_waiting and is_last else ""
        text = f'<p class="{{look}}" data-adv {here}><span aria-hidden="true">{{mark}}</span> {{number}} '
        told = texts("intake.answered", place=number, question=question_title(question, texts))
        write(
            f"{text}<strong>{{said}}</strong></p>",
            look=look,
            mark=mark,
            number=told,
            said=_listed(said, texts) if said else texts("intake.no_longer_asked"),
        )
        if said:
            label = texts("intake.answer_now" if is_waiting else "intake.change", place=number)
            st.button(label, key=f"adv_change_{number}", on_click=_again, args=(view, question))


def _again(view: View, question: Question) -> None:
    """Ask a question again, without what was answered to it."""
    st.session_state[LEFT_KEY] = [key for key in st.session_state.get(LEFT_KEY, ()) if key != question.key]
    forget_shown()
    if answers(view, question):
        take_back(question)


def _quoted(text: str, texts: Texts) -> str:
    return texts("intake.quoted", text=text)


def _listed(parts: list[str], texts: Texts) -> str:
    more = len(parts) - PARTS_NAMED
    return ", ".join([*parts[:PARTS_NAMED], *([texts("intake.and_more", count=more)] if more > 0 else [])])
