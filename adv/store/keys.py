"""Keys of the memory: its kind, and a sheet's shape or a list with a word."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from adv.workbook.vocabulary.word_lists import WordList

MemoryKey: TypeAlias = tuple[str, str]
SHEET, WORD = "sheet", "word"
BETWEEN = "\n"  # list and word in a key; no word has a line break


def sheet_key(shape: str) -> MemoryKey:
    """Name the entry of a sheet."""
    return SHEET, shape


def word_entry_key(name: WordList, word: str) -> MemoryKey:
    """Name the entry of a word."""
    return WORD, f"{name.value}{BETWEEN}{word}"
