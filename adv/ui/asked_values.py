"""What is asked of a day, an amount or a house number that cannot be read: its value is written, chosen among those in the cell, or its row left out.

Words come from the spreadsheet: they go through escaped HTML, and amounts in them through the formats.
"""

from __future__ import annotations

from functools import partial

import streamlit as st

from adv.ui import view as views
from adv.ui.corrections import correct_word, meaning_name
from adv.ui.html import write
from adv.ui.view import View
from adv.workbook.vocabulary.own_values import FORMS, amounts_among, cell_of, flaw_of, is_cell, value_of, written_as
from adv.workbook.vocabulary.recognition import AskedWord
from adv.workbook.vocabulary.word_lists import NOTHING, WordList

SENTENCES = {  # by what is wrong with what was typed
    "no_amount": "intake.value.no_amount",
    "no_day": "intake.value.no_day",
    "no_house_number": "intake.value.no_house_number",
    "far_over_budget": "intake.value.far_over_budget",
    "outside_period": "intake.value.outside_period",
    "in_future": "intake.value.in_future",
}


def ask_value(view: View, name: WordList, word: AskedWord, where: str) -> None:
    """Ask for the value of what stands in some cells, or of one cell; what is no such value is said at once."""
    texts, key = view.texts, f"adv_value_{name.value}_{word.text}"

    def typed() -> None:
        text = str(st.session_state[key])
        if flaw_of(view.project, name, text, views.today()) is None:
            correct_word(name, word.text, written_as(name, text))

    left, right = st.columns([3, 2], vertical_alignment="center")
    said = texts("intake.quoted", text=word.text)
    if is_cell(word.text):
        cell, beside = cell_of(word.text)
        said = texts("intake.value.beside", cell=cell, beside=beside) if beside else texts("intake.value.cell", cell=cell)
    with left:
        write('<p data-adv><strong>{word}</strong> <span class="adv-hint">{where}</span></p>', word=said, where=where)
    text = right.text_input(
        texts("intake.is", what=said),
        key=key,
        placeholder=texts("intake.value.form", form=FORMS[name]),
        label_visibility="collapsed",
        on_change=typed,
    )
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
