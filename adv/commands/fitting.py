"""Answers of ``--map`` that fit nowhere are refused: a column, a sheet, a cell or a word that is not in the files was probably misspelt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.errors import AdvError
from adv.workbook.recognition.places.layout import header_of, names_of
from adv.workbook.tables.grid import column_letters
from adv.workbook.values.text import fold
from adv.workbook.vocabulary.own_values import is_cell, without_table
from adv.workbook.vocabulary.unknown_words import MOST_ASKED, MOST_VALUES, may_be_asked
from adv.workbook.vocabulary.word_lists import AS_IT_STANDS, OwnWords, WordList, word_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.understood import Corrections, Intake


def all_there(corrections: Corrections, found: Intake, spoken: Sequence[str] = ()) -> None:
    """See that every column, sheet and cell that was mapped is in the files, and a cell in a column of its kind.

    `spoken` are columns of whose words something is said.

    Raises `AdvError`: one is not; it was probably misspelt, and the figures would be wrong without a word.
    """
    columns = {fold(column.header) for sheet in found.sheets for column in sheet.columns}
    for sheet in found.sheets:
        columns |= {
            fold(name) for column in sheet.columns for name in names_of(header_of(column.column, column.header), sheet.sheet)
        }
    for header in (*corrections.headers, *spoken):
        if fold(header) not in columns:
            raise AdvError("unknown_column", header=header)
    _words_there(corrections.words, found)
    _sheets_there(corrections, found)


def _words_there(said: OwnWords, found: Intake) -> None:
    """See that each word is among those that were asked about or answered, in a list of which not too many are for that.

    Of streets only those of visits that count are asked about: they may wait for another answer.
    """
    given = set[str]()
    for name, words in said.lists.items():
        told = [text for word in found.words if word.list is name for text in (word.text, word.whole) if text]
        given |= {_without_place(word_key(text, name)) for text in told}
        most = MOST_VALUES if name in AS_IT_STANDS else MOST_ASKED
        given |= {
            _without_place(one) for one in words if len(told) >= most or (name not in AS_IT_STANDS and not may_be_asked(one, name))
        }
    for one in (one for name, words in said.lists.items() if name is not WordList.STREET for one in words):
        if _without_place(one) not in given:
            raise AdvError("cell_not_answered" if is_cell(one) else "word_not_there", cell=one)


def _without_place(word: str) -> str:
    """Give a word without its table, or a cell without what stands beside it."""
    return word.partition(" (")[0] if is_cell(word) else without_table(word)


def _sheets_there(corrections: Corrections, found: Intake) -> None:
    names = {sheet.sheet for sheet in found.sheets}
    for _, name in corrections.tables:
        if name not in names:
            raise AdvError("unknown_sheet", sheet=name, known=", ".join(sorted(names)))
    parts = {
        (sheet.sheet, sheet.block): f"{sheet.sheet}!{column_letters(sheet.block)}"
        for sheet in found.sheets
        if sheet.block is not None
    }
    for _, name, first in corrections.blocks:
        if (name, first) not in parts:
            known = ", ".join(parts.values()) or ", ".join(sorted(names))
            raise AdvError("unknown_sheet", sheet=f"{name}!{column_letters(first)}", known=known)
