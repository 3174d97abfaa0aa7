"""Decisions of the user about the workbooks being looked at: columns, sheets, words. Gone when they are stored or taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st
from msgspec.structs import replace

from adv.workbook.vocabulary.recognition import Corrections, SheetRecognition
from adv.workbook.vocabulary.word_lists import OwnWords, WordList, word_key

if TYPE_CHECKING:
    from adv.model import TableName

KEY = "adv_corrections"
COUNT_KEY = "adv_corrections_changes"


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
    made, place = corrections(), (sheet.file, sheet.sheet)
    columns = {column.column for column in sheet.columns}
    fields = {
        at: field for at, field in made.fields.items() if at[:2] != place or (sheet.block is not None and at[2] not in columns)
    }
    if sheet.block is None:
        _keep(replace(made, fields=fields, tables={**made.tables, place: table}))
    else:
        _keep(replace(made, fields=fields, blocks={**made.blocks, (*place, sheet.block): table}))


def correct_word(name: WordList, text: str, meaning: str | None) -> None:
    """Read a word as this from now on; None makes it unknown again."""
    made = corrections()
    words = {key: value for key, value in made.words.of(name).items() if key != word_key(text)}
    if meaning is not None:
        words[word_key(text)] = meaning
    _keep(replace(made, words=OwnWords({**made.words.lists, name: words})))


def forget_corrections() -> None:
    """Start with a clean sheet."""
    st.session_state.pop(KEY, None)


def read_again() -> None:
    """Have workbooks read again: something that counts for it has changed elsewhere."""
    st.session_state[COUNT_KEY] = corrections_made() + 1


def _keep(made: Corrections) -> None:
    st.session_state[KEY] = made
    read_again()
