"""Memory of how a project's workbooks are read: said where it is used, listed, and forgotten with one click.

Names of sheets and words come from the spreadsheet: they go through escaped HTML and the options of a drop-down only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd
import streamlit as st

from adv.store.records import MemoryKey, sheet_key, word_entry_key
from adv.ui import view as views
from adv.ui.data_page.corrections import meaning_name, read_again
from adv.ui.html import fill, html_table, write
from adv.ui.view import View
from adv.workbook.understood import SheetRecognition
from adv.workbook.vocabulary.own_values import is_of_row, without_table
from adv.workbook.vocabulary.word_lists import BETWEEN

Entry = tuple[str, str, date]  # a sheet or word, its reading, and the day since which

ROUND_KEY = "adv_forget_round"  # another key for the choice: nothing is chosen after something was forgotten


def said_remembered(view: View, sheet: SheetRecognition) -> None:
    """Say that a sheet is read as was confirmed before and when, with a button to forget that."""
    known, shape, texts = sheet.remembered, sheet.shape, view.texts
    if known is None or shape is None:
        return
    text = texts("memory.used" if known.table else "memory.used_out", day=view.context.formats.day(known.on), sheet=sheet.place)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.html(fill('<p class="adv-note" data-adv>{text}</p>', text=text), width="content")
        label = texts("memory.forget")
        explained = texts("memory.forget_help")
        args = (view.project.name, [sheet_key(shape)])
        key = f"adv_forget_{shape}_{sheet.file}_{sheet.sheet}"
        icon = ":material/history_toggle_off:"
        st.button(label, key=key, help=explained, icon=icon, on_click=_forget, args=args)


def remembered(view: View) -> None:
    """List all that is remembered: sheets and words, since when, and forgetting them."""
    texts = view.texts
    memory = views.store().memory(view.project.name)
    if not memory:
        write("<p data-adv>{text}</p>", text=texts("memory.nothing"))
        return
    write("<p data-adv>{text}</p>", text=texts("memory.intro"))
    entries: dict[MemoryKey, Entry] = {}
    for shape, sheet in memory.sheets.items():
        read_as = texts(f"pages.data.table.{sheet.table.value}" if sheet.table else "memory.sheet.not_read")
        columns = texts.count("memory.columns", len(sheet.columns)) if sheet.table else ""
        what = texts("memory.a_sheet", sheet=sheet.sheet) if sheet.sheet else texts("memory.a_file")
        entries[sheet_key(shape)] = (f"{what} {columns}".rstrip(), read_as, sheet.on)
    for (name, word), known in memory.words.items():
        key, shown = ("memory.a_row", without_table(without_table(word))) if is_of_row(word) else ("memory.a_word", word)
        said = texts(key, word=shown.replace(BETWEEN, ", "), list=texts(f"memory.list.{name.value}"))
        entries[word_entry_key(name, word)] = (said, meaning_name(name, known.meaning, texts, word), known.on)
    entries = _told_apart(entries)
    lines = [
        {texts("memory.what"): what, texts("memory.read_as"): read_as, texts("memory.since"): view.context.formats.day(on)}
        for what, read_as, on in entries.values()
    ]
    st.html(html_table(pd.DataFrame(lines), texts("memory.title"), texts.language))
    _choose(view, entries)


def _told_apart(entries: Mapping[MemoryKey, Entry]) -> dict[MemoryKey, Entry]:
    """Put a number behind those that are called alike: two sheets of one name with other headers, which are not remembered."""
    many = Counter(what for what, *_ in entries.values())
    seen: Counter[str] = Counter()
    found: dict[MemoryKey, Entry] = {}
    for key, (what, read_as, on) in entries.items():
        seen[what] += 1
        found[key] = (f"{what} ({seen[what]})" if many[what] > 1 else what, read_as, on)
    return found


def _choose(view: View, entries: dict[MemoryKey, Entry]) -> None:
    texts = view.texts
    turn = st.session_state.setdefault(ROUND_KEY, 0)
    key, called, which = f"adv_forget_{view.project.name}_{turn}", lambda key: entries[key][0], texts("memory.choose_which")
    chosen = st.multiselect(texts("memory.choose"), list(entries), format_func=called, placeholder=which, key=key)
    if chosen:
        label = texts.count("memory.forget_chosen", len(chosen))
        st.button(label, key="adv_forget_chosen", on_click=_forget, args=(view.project.name, list(chosen)))


def _forget(project: str, keys: Sequence[MemoryKey]) -> None:
    views.store().forget(project, keys)
    st.session_state[ROUND_KEY] = int(st.session_state.get(ROUND_KEY, 0)) + 1
    read_again()
