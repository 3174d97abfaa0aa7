"""Questions about words and cells of a workbook: what they mean, one by one or all at once; each answer with what it would do.

Words come from the spreadsheet: they go through escaped HTML and the options of a drop-down only.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from string import ascii_uppercase
from typing import Any

import streamlit as st

from adv.model import is_conversation
from adv.ui import view as views
from adv.ui.data_page.column_questions import because
from adv.ui.data_page.corrections import ANOTHER, choices, correct_word, correct_words, corrections_made, meaning_name
from adv.ui.html import fill, plain, write
from adv.ui.view import View
from adv.workbook.questions import COSTS_THE_ROW, Question
from adv.workbook.tables.grid import grouped
from adv.workbook.understood import LAYOUT_OUT, Intake
from adv.workbook.vocabulary.own_values import (
    FORMS,
    amounts_among,
    cell_of,
    flaw_of,
    is_cell,
    proposal,
    value_of,
    without_table,
    written_as,
)
from adv.workbook.vocabulary.word_lists import AS_IT_STANDS, NOTHING, OF_ROWS, AskedWord, LayoutWord, WordList

WORDS_AT_ONCE = 8  # the rest come when these were answered
FOLDED_FROM = 4  # cells: of more, each by itself lies folded
FEWEST_ALIKE = 2
SWATCH = '<span class="adv-swatch" style="background:#{colour}"></span> '
EFFECT = {
    WordList.STATUS: "intake.effect.requests",
    WordList.VISIT: "intake.effect.requests",
    WordList.OUTCOME: "intake.effect.visits",
}
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
    """Ask for the value of what stands in some cells, or of one cell."""
    texts = view.texts
    key = f"adv_value_{name.value}_{word.text}"
    left, right = st.columns([3, 2], vertical_alignment="center")
    said = texts("intake.quoted", text=without_table(word.text))
    if is_cell(word.text):
        cell, beside = cell_of(word.text)
        said = texts("intake.value.beside", cell=cell, beside=beside) if beside else texts("intake.value.cell", cell=cell)
    with left:
        write('<p data-adv><strong>{word}</strong> <span class="adv-hint">{where}</span></p>', word=said, where=where)
    with right:
        _box(view, name, [word], texts("intake.is", what=said), key)
    with right.container(horizontal=True, gap="small"):
        among = amounts_among(word.text) if name is WordList.AMOUNT and not is_cell(word.text) else ()
        among = (word.suggestion,) if name is WordList.VISIT and word.suggestion else among
        for place, meaning in enumerate((*among, NOTHING)):
            label = _label(view, name, word, meaning)
            st.button(plain(label), key=f"{key}_{place}", on_click=partial(correct_word, name, word.text, meaning))


def _box(view: View, name: WordList, words: Sequence[AskedWord], label: str, key: str, *, is_labelled: bool = False) -> None:
    """Draw a field for one value that all these words stand for; what is no such value is said at once."""
    texts = view.texts
    form = view.texts("intake.value.form", form=FORMS[name])

    def typed() -> None:
        text = str(st.session_state[key])
        if flaw_of(view.project, name, text, views.today()) is None:
            correct_words(name, {word.text: written_as(name, text) for word in words})

    shown: dict[str, Any] = {"label_visibility": "visible" if is_labelled else "collapsed", "on_change": typed}
    text = st.text_input(label, key=key, placeholder=form, **shown)
    flaw = flaw_of(view.project, name, text, views.today()) if text.strip() else None
    if flaw:
        period = view.project.period
        first, last = map(view.context.formats.day, (period.start, period.last_day))
        write('<p role="alert" data-adv>{text}</p>', text=texts(SENTENCES[flaw], first=first, last=last))


def _label(view: View, name: WordList, word: AskedWord, meaning: str) -> str:
    """Write an answer with what it adds to the totals; leaving rows out, with which rows of which list."""
    texts = view.texts
    if meaning == NOTHING:
        rows = _rows(word, view)
        return texts("intake.leave_out", rows=rows) if rows else texts.count("intake.leave_these_out", word.rows)
    said = meaning_name(name, meaning, texts)
    said = texts("intake.value.sum", amount=said) if name is WordList.AMOUNT and meaning == proposal(word) else said
    amount = value_of(name, meaning)
    if not isinstance(amount, float) or word.rows == 1:
        return said
    return texts("intake.value.adds", answer=said, euros=view.context.formats.euro(round(amount * 100 * word.rows)))


def _rows(word: AskedWord, view: View) -> str:
    """Name the rows with a word and their sheet, as far as all of them are known."""
    texts = view.texts
    cells = (cell_of(word.text)[0],) if is_cell(word.text) else word.cells
    if len(cells) < word.rows or not cells:
        return ""
    numbers = [cell.lstrip(ascii_uppercase) for cell in cells]
    rows = texts.count("intake.place.row", len(cells), rows=view.context.formats.joined(numbers))
    return texts("intake.place.of", rows=rows, sheet=word.sheet) if word.sheet else rows


def _where(word: AskedWord, view: View) -> str:
    """Say where a word stands: in which rows of which sheet, under which header."""
    texts = view.texts
    rows = _rows(word, view)
    place = rows or (texts("intake.place.sheet", sheet=word.sheet) if word.sheet else "")
    column = texts("intake.place.column", column=word.column) if word.cells else ""
    more = f": {', '.join(word.cells)} …" if word.cells and not rows else ""
    whole = texts("intake.place.whole", text=word.whole) if word.whole else ""
    return ", ".join(filter(None, (place, column, whole))) + more


def words(view: View, question: Question, intake: Intake) -> None:
    """Ask what words of one list mean, those first that the most hangs on: all at once where one answer may fit, and one by one."""
    name, left = question.list, question.open_words
    if name is None:
        return
    if name is WordList.LAYOUT:
        because(view, [finding for finding in intake.findings if finding.code in LAYOUT_OUT])
    columns = grouped(((word.sheet, word.column) if name in AS_IT_STANDS else None, word) for word in left)
    for place, alike in enumerate(columns.values()):
        _all_at_once(view, name, alike, f"adv_all_{name.value}_{place}_{corrections_made()}")
    if name in AS_IT_STANDS and len(left) > FOLDED_FROM:
        with st.expander(view.texts("intake.all.one_by_one"), key=f"adv_one_by_one_{name.value}"):
            _one_by_one(view, name, left)
    else:
        _one_by_one(view, name, left)


def _one_by_one(view: View, name: WordList, left: Sequence[AskedWord]) -> None:
    """Ask about the first words; the others come when these were answered."""
    words = left[:WORDS_AT_ONCE]
    if any(name in AS_IT_STANDS and is_cell(word.text) for word in words):
        write('<p class="adv-hint" data-adv>{text}</p>', text=view.texts("intake.value.cells"))
    for word in words:
        _word(view, name, word)
    more = len(left) - len(words)
    if more:
        write('<p class="adv-hint" data-adv>{text}</p>', text=view.texts.count("intake.more_words", more))


def _all_at_once(view: View, name: WordList, words: Sequence[AskedWord], key: str) -> None:
    """Offer one answer for all of these: what each of them looks like, and of values the same for all, or leaving their rows out."""
    texts, looks = view.texts, [(word, what) for word in words if (what := proposal(word)) is not None]
    has_values = name in AS_IT_STANDS and len(words) > 1
    if not has_values and len(looks) < FEWEST_ALIKE:
        return
    rows = sum(word.rows for word in words)
    with st.container(border=True, key=key, gap="small"):
        if has_values:
            where = texts("intake.place.column", column=words[0].column)
            where += f", {texts('intake.place.sheet', sheet=words[0].sheet)}" if words[0].sheet else ""
            cents = sum(word.cents or 0 for word in words)
            said = view.context.count("intake.rows", rows, number=rows)
            said = texts("intake.euros_out", rows=said, euros=view.context.formats.euro(cents)) if cents else said
            write(
                '<p data-adv><strong>{all}</strong> <span class="adv-hint">{where}</span></p>',
                all=texts("intake.all.title"),
                where=f"{said} · {where}",
            )
        if len(looks) >= FEWEST_ALIKE:
            _as_they_look(view, name, looks, key)
        if has_values and name is not WordList.VISIT:  # each is of its own
            _box(view, name, words, texts.count("intake.all.same", rows), f"{key}_same", is_labelled=True)
        if has_values:
            label = texts.count("intake.leave_these_out", rows)
            answer = dict.fromkeys((word.text for word in words), NOTHING)
            st.button(label, key=f"{key}_out", on_click=partial(correct_words, name, answer))
            write('<p class="adv-hint" data-adv>{text}</p>', text=texts("intake.all.out_changes_nothing"))


def _as_they_look(view: View, name: WordList, looks: Sequence[tuple[AskedWord, str]], key: str) -> None:
    """Show what each of these looks like, with a button that says so of all of them and what that adds."""
    texts, line = view.texts, '<li>{word} → <strong>{meaning}</strong> <span class="adv-hint">{rows}</span></li>'
    shown = []
    for word, what in looks[:WORDS_AT_ONCE]:
        meaning = meaning_name(name, what, texts, word.text)
        rows = view.context.count("intake.rows", word.rows, number=word.rows)
        shown.append(fill(line, word=texts("intake.quoted", text=without_table(word.text)), meaning=meaning, rows=rows))
    more = len(looks) - len(shown)
    shown += [fill("<li>{text}</li>", text=texts("intake.and_more", count=more))] if more else []
    st.html(f"<ul data-adv>{''.join(shown)}</ul>")
    label = texts.count("intake.all.as_proposed", len(looks))
    amounts = [value_of(name, what) for _, what in looks]
    sums = zip((word.rows for word, _ in looks), amounts, strict=True)
    adds = sum(round(amount * 100) * rows for rows, amount in sums if isinstance(amount, float))
    label = texts("intake.value.adds", answer=label, euros=view.context.formats.euro(adds)) if name is WordList.AMOUNT else label
    st.button(plain(label), key=f"{key}_looks", on_click=partial(correct_words, name, {word.text: what for word, what in looks}))


def _word(view: View, name: WordList, word: AskedWord) -> None:
    texts = view.texts
    where = _where(word, view)
    rows = view.context.count("intake.rows", word.rows, number=word.rows)
    if word.cents is None and _rows(word, view):
        rows = ""
    elif word.cents is not None:
        rows = texts("intake.euros_out", rows=rows, euros=view.context.formats.euro(word.cents))
    if name in AS_IT_STANDS:
        _ask_value(view, name, word, " · ".join(filter(None, (rows, where))))
        return
    said = f'<p data-adv>{SWATCH if word.colour else ""}<strong>{{word}}</strong> {{rows}} <span class="adv-hint">{{where}}</span>{{near}}</p>'
    key = f"adv_ask_word_{name.value}_{word.text}_{corrections_made()}"
    proposed = word.suggestion
    written = partial(_with_effect, view, name, word)
    near = ""
    if name is WordList.STREET and proposed:
        area = next((one.name for one in view.project.areas if proposed in one.streets), "")
        near = texts("intake.near_street", street=proposed, area=area)
        said = said.replace("{near}", "<br>{near}")
    left, right = st.columns([3, 2], vertical_alignment="center")
    with left:
        quoted = texts("intake.quoted", text=without_table(word.text))
        write(said, colour=word.colour, word=quoted, rows=rows, where=where, near=near)
    if proposed is not None:
        meaning = written(proposed)
        answer = partial(correct_word, name, word.text, proposed)
        says_yes = name in OF_ROWS  # those say yes or no themselves
        label = meaning[:1].upper() + meaning[1:] if says_yes else texts("intake.yes", meaning=meaning)
        right.button(plain(label), key=f"{key}_yes", on_click=answer)
    told: dict[str, Any] = {"format_func": written, "label_visibility": "collapsed", "key": key}
    told["placeholder"] = texts("memory.words.choose" if proposed is None else "intake.or_else")
    right.selectbox(
        texts("intake.is", what=without_table(word.text)),
        choices(view, name),
        index=None,
        on_change=lambda: correct_word(name, word.text, st.session_state[key]),
        **told,
    )


def _with_effect(view: View, name: WordList, word: AskedWord, meaning: str) -> str:
    """Write a meaning with what it would do to the totals."""
    said = meaning_name(name, meaning, view.texts, word.text)
    rows = word.rows
    if meaning == NOTHING and name not in {*ANOTHER, *OF_ROWS}:
        return said
    key = "intake.effect.rows"
    if word.text == LayoutWord.BELOW:
        if meaning == NOTHING:
            return said
        key = "intake.effect.requests"
    if name in COSTS_THE_ROW:
        key = "intake.effect.conversations" if is_conversation(meaning) else EFFECT[name]
    return f"{said} ({view.context.count(key, rows, number=rows)})"
