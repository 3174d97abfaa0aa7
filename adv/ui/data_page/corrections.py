"""Decisions of the user about the workbooks being looked at: columns, sheets, words. Gone when they are stored or taken away.

The words come from cells: they go through `choice_table` only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st
from msgspec.structs import replace

from adv.formats import formats
from adv.model import TableName
from adv.texts import Texts
from adv.ui.html import write
from adv.ui.view import View
from adv.workbook.memory import Memory
from adv.workbook.questions import COSTS_THE_ROW, Question, Subject
from adv.workbook.understood import Corrections, Intake, SheetRecognition
from adv.workbook.vocabulary import word_lists as words_of
from adv.workbook.vocabulary.own_values import value_of, without_table
from adv.workbook.vocabulary.unknown_words import OF_MONEY
from adv.workbook.vocabulary.word_lists import AS_IT_STANDS, NOTHING, OF_ROWS, AskedWord, OwnWords, WordList, meanings, word_key

KEY = "adv_corrections"
COUNT_KEY = "adv_corrections_changes"
REOPENED_KEY = "adv_answers_reopened"  # earlier answers about words lie among these decisions, to be altered
CODED = {WordList.OUTCOME: "words.outcome", WordList.STATUS: "words.status"}
MEANING_WIDTH = 240  # pixels
NAMED = {
    (WordList.YES_NO, words_of.YES): "pages.data.yes",
    (WordList.YES_NO, words_of.NO): "pages.data.no",
}
OF_REMARKS = ("memory.words.counts", "memory.words.counts_not")
ROWS_SAID: dict[str, tuple[str, str]] = {  # effect of layout: when it counts, and otherwise
    words_of.LayoutWord.STRUCK: ("memory.words.struck_counts", "memory.words.struck_counts_not"),
    words_of.LayoutWord.COMMENT: ("memory.words.comment_holds", "memory.words.cell_holds"),
    words_of.LayoutWord.EARLIER: ("memory.words.each_day", "memory.words.last_day"),
    words_of.LayoutWord.LATER: ("memory.words.own_day", "memory.words.one_visit"),
    words_of.LayoutWord.ABOVE: ("memory.words.above_holds", "memory.words.stays_empty"),
    words_of.LayoutWord.BELOW: ("memory.words.visit_above", "memory.words.no_visit"),
}
OF_BOOKS = {words_of.INCOME: "memory.words.income", words_of.NOT_OURS: "memory.words.not_ours", words_of.OURS: "memory.words.ours"}
ANOTHER = {
    WordList.STREET: "other_street",
    WordList.CATEGORY: "other_category",
    WordList.ORGANISATION: "other_organisation",
}  # a name of its own, which counts as it is written


def corrections() -> Corrections:
    """Give all of them so far."""
    made: Corrections = st.session_state.get(KEY, Corrections())
    return made


def corrections_made() -> int:
    """Count how often something was decided: another number, other tables to look at."""
    return int(st.session_state.get(COUNT_KEY, 0))


def correct(place: tuple[str, str, int], field: str | None) -> None:
    """Read the column at (file, sheet, column) as `field` from now on; None leaves it out."""
    made = corrections()
    _keep(replace(made, fields={**made.fields, place: field}))


def correct_sheet(sheet: SheetRecognition, table: TableName | None) -> None:
    """Read a sheet, or the part of one that it is, as this table from now on, its columns proposed anew; None leaves it out."""
    made = corrections()
    place = (sheet.file, sheet.sheet)
    if sheet.block is None:
        fields = {at: field for at, field in made.fields.items() if at[:2] != place}
        _keep(replace(made, fields=fields, tables={**made.tables, place: table}))
    else:
        mine = {(*place, column.column) for column in sheet.columns}
        fields = {at: field for at, field in made.fields.items() if at not in mine}
        _keep(replace(made, fields=fields, blocks={**made.blocks, (*place, sheet.block): table}))


def correct_word(name: WordList, text: str, meaning: str | None) -> None:
    """Read a word as this from now on; None makes it unknown again."""
    correct_words(name, {text: meaning})


def correct_words(name: WordList, meanings: Mapping[str, str | None]) -> None:
    """Read words of one list so from now on; None makes one unknown again."""
    made = corrections()
    told = {word_key(text, name): meaning for text, meaning in meanings.items()}
    words = {key: value for key, value in {**made.words.of(name), **told}.items() if value is not None}
    _keep(replace(made, words=OwnWords({**made.words.lists, name: words})))


def remembered_answers(intake: Intake, memory: Memory) -> dict[WordList, dict[str, str]]:
    """Give earlier answers about words of a file, by list; not those about a single cell, which belong to its row."""
    found: dict[WordList, dict[str, str]] = {}
    for word in intake.words:
        known = None if word.list in AS_IT_STANDS else memory.words.get((word.list, word_key(word.text, word.list)))
        if known is not None:
            found.setdefault(word.list, {})[word.text] = known.meaning
    return found


def reopen(answered: Mapping[WordList, Mapping[str, str]]) -> None:
    """Decide these answers anew, so that each can be altered."""
    st.session_state[REOPENED_KEY] = True
    for name, said in answered.items():
        correct_words(name, said)


def with_open_answers(memory: Memory) -> Memory:
    """Give the memory as far as it holds: once answers were opened again, of the words only those about single cells."""
    if not st.session_state.get(REOPENED_KEY):
        return memory
    return replace(memory, words={key: one for key, one in memory.words.items() if key[0] in AS_IT_STANDS})


def take_back(question: Question) -> None:
    """Make a question open again: whatever was answered to it holds no more."""
    made = corrections()
    sheets = question.sheets
    name = question.list
    asked = {(sheet.file, sheet.sheet, column.column) for sheet in sheets for column in question.columns}
    fields = {place: field for place, field in made.fields.items() if place not in asked}
    made = replace(made, fields=fields)
    if question.subject is Subject.SHEET:
        places, blocks = {(one.file, one.sheet) for one in sheets}, {(one.file, one.sheet, one.block) for one in sheets}
        kept = {place: table for place, table in made.tables.items() if place not in places}
        made = replace(made, tables=kept, blocks={place: table for place, table in made.blocks.items() if place not in blocks})
    _keep(made)
    if name:
        correct_words(name, dict.fromkeys(word.text for word in question.words))


def read_again() -> None:
    """Have workbooks read again: something that counts for it has changed elsewhere."""
    st.session_state[COUNT_KEY] = corrections_made() + 1


def _keep(made: Corrections) -> None:
    st.session_state[KEY] = made
    read_again()


def choice_table(
    frame: pd.DataFrame,
    column: str,
    options: Sequence[str],
    choose: Callable[[int, str], None],
    *,
    key: str,
    alt: str,
    widths: Mapping[str, int],
) -> None:
    """Draw a table in which one column is a drop-down. Another choice is told at once to `choose`, with the place of its row."""

    def changed() -> None:
        for row, change in st.session_state[key]["edited_rows"].items():
            if column in change:
                choose(int(row), change[column])

    columns = {name: st.column_config.TextColumn(width=width) for name, width in widths.items()}
    columns |= {column: st.column_config.SelectboxColumn(options=list(options), required=True, width=widths[column])}
    fixed = [name for name in frame.columns if name != column]
    look: dict[str, Any] = {"hide_index": True, "height": "content", "alt": alt}
    st.data_editor(frame, disabled=fixed, column_config=columns, key=key, on_change=changed, **look)


def answered_words(view: View, intake: Intake) -> None:
    """Draw per list a table with the words that were given a meaning, and a drop-down to say otherwise."""
    answered = [word for word in intake.words if word.meaning is not None]
    if answered:
        write('<h3 class="adv-sheet" data-adv>{text}</h3>', text=view.texts("memory.words.title"))
    for name in WordList:
        words = [word for word in answered if word.list is name]
        if words:
            _editor(view, name, words)


def _editor(view: View, name: WordList, words: Sequence[AskedWord]) -> None:
    texts = view.texts
    unknown = texts("memory.words.choose")
    own = (word.meaning for word in words if word.meaning and name in {*AS_IT_STANDS, WordList.STREET})
    among = (*choices(view, name), *own)
    by_name = {meaning_name(name, meaning, texts, word.text): meaning for word in words for meaning in among}
    means = texts("memory.words.means")
    written = view.context.formats
    of = texts(f"memory.list.{name.value}")
    columns = {
        of: [without_table(word.text) if name in {*AS_IT_STANDS, *OF_ROWS} else word.text for word in words],
        texts("memory.words.rows"): [written.number(word.rows) for word in words],
    }
    if name in OF_MONEY:
        columns[texts("memory.words.euros")] = [written.euro(word.cents or 0) for word in words]
    columns[means] = [meaning_name(name, word.meaning, texts, word.text) for word in words if word.meaning is not None]
    columns[texts("memory.words.where")] = [f"{word.sheet} · {word.column}" for word in words]

    def choose(row: int, chosen: str) -> None:
        correct_word(name, words[row].text, by_name.get(chosen))

    key = f"adv_words_{name.value}_{corrections_made()}"
    alt = texts("memory.words.table", list=of)
    choice_table(pd.DataFrame(columns), means, [unknown, *by_name], choose, key=key, alt=alt, widths={means: MEANING_WIDTH})


def choices(view: View, name: WordList) -> tuple[str, ...]:
    """List what a word can mean; a cost centre is this project's or not, an area one of its own or not, and nothing else."""
    known = meanings(view.project, name)
    return known if name in {WordList.PROJECT, WordList.AREA} else (*known, NOTHING)


def meaning_name(name: WordList, meaning: str, texts: Texts, word: str = "") -> str:
    """Say what a word means, in the user's language; of layout and of remarks by what becomes of the rows."""
    if name in OF_ROWS:
        says = ROWS_SAID.get(word_key(without_table(word)), OF_REMARKS) if name is WordList.LAYOUT else OF_REMARKS
        return texts(says[meaning != words_of.COUNTS])
    if meaning == NOTHING:
        return texts(f"memory.words.{ANOTHER.get(name, 'leave_row' if name in COSTS_THE_ROW else 'pass_over')}")
    if known := NAMED.get((name, meaning)) or (OF_BOOKS.get(meaning) if name not in CODED else None):
        return texts(known)
    if name in CODED:
        return texts(f"{CODED[name]}.{meaning}")
    value = value_of(name, meaning) if name in AS_IT_STANDS else meaning
    written = formats(texts.language)
    if isinstance(value, date):
        return written.day(value)
    return written.euro(round(value * 100)) if isinstance(value, float) else meaning
