"""Memory of confirmed imports: how a sheet of some shape was read, and what words of the project's own mean.

The shape of a sheet is a fingerprint of its headers and where they stand (`adv.workbook.recognition.places.layout.Layout.shape`). Its name and its
file are no part of it, so that a tab per year and next month's export are known again. No value of a cell is remembered but
words that the user gave a meaning, and no header either. docs/adr/0009-memory.md says why.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field
from msgspec.structs import replace

from adv.workbook.understood import COLUMN_UNKNOWN, ColumnRecognition, Corrections, Intake, RememberedSheet
from adv.workbook.vocabulary.own_values import is_of_row, meaning_of
from adv.workbook.vocabulary.word_lists import NO_WORDS, OF_ONE_ROW, OwnWords, WordList, word_key
from adv.workbook.vocabulary.words import header_key

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from adv.model import Project

SHAPE_BYTES: Final = 12
ASKED_UNDER: Final = 0.85  # certainty under which a column that is left out was asked about, so that leaving it out is an answer
OUT: Final = frozenset({"corrected_out", "remembered_out"})
SEEN: Final = frozenset({COLUMN_UNKNOWN, "better_column"})  # it was asked about, or said, and the import was confirmed without it
SHEET_OUT: Final = frozenset({"corrected_sheet_out", "remembered_sheet_out"})


class RememberedWord(Struct, frozen=True):
    """Meaning of a word, and the day since which it is remembered."""

    meaning: str
    on: date


class Memory(Struct, frozen=True):
    """Memory of one project: sheets by their shape, words by list and as they are compared."""

    sheets: Mapping[str, RememberedSheet] = field(default_factory=dict)
    words: Mapping[tuple[WordList, str], RememberedWord] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.sheets or self.words)

    def own_words(self, project: Project) -> OwnWords:
        """Give the words as they are read with; without those whose meaning the project no longer has."""
        lists: dict[WordList, dict[str, str]] = {}
        for (name, word), known in self.words.items():
            is_known = name not in OF_ONE_ROW or is_of_row(word)
            if is_known and (not known.meaning or meaning_of(project, name, known.meaning) is not None):
                lists.setdefault(name, {})[word] = known.meaning
        return OwnWords(lists)


NOTHING_REMEMBERED: Final = Memory()


def left_out_shape(shape: str, name: str) -> str:
    """Make the fingerprint by which a sheet that is left out is known: its shape and what it is called but for years and numbers.

    Lists that are read are known by their shape alone; a list that is not read must not take others of its shape along.
    """
    letters = " ".join(word for word in header_key(name).split() if not any(char.isdigit() for char in word))
    return blake2b(f"{shape}\x1f{letters}".encode(), digest_size=SHAPE_BYTES).hexdigest()


def with_memory(decided: Corrections, memory: Memory, project: Project, general: OwnWords = NO_WORDS) -> Corrections:
    """Lay what the user decides now over what was decided before, and both over the words that hold for everybody."""
    said = replace(decided.words, now=frozenset(name for name, words in decided.words.lists.items() if words))
    words = said.over(memory.own_words(project)).over(general)
    return replace(decided, words=words, remembered=memory.sheets)


def learnt(intake: Intake, decided: Corrections, on: date) -> Memory:
    """Gather what a confirmed import has to be remembered for.

    Every list that was read, by its shape; sheets that the user left out; words that the user gave a meaning. A shape that was
    read in two ways in one import is not remembered: it does not tell which.
    """
    found: dict[str, list[RememberedSheet]] = {}
    for sheet in intake.sheets:
        if sheet.shape and (sheet.rows_read or sheet.reason.key in SHEET_OUT):
            columns = tuple((column.column, column.field, column.option) for column in sheet.columns if _is_decided(column))
            found.setdefault(sheet.shape, []).append(RememberedSheet(sheet.table, columns, sheet.sheet, on))
    agreed = {shape: ways[0] for shape, ways in found.items() if len({(way.table, way.columns) for way in ways}) == 1}
    lists = [name for name in WordList if name not in OF_ONE_ROW]
    words = {(name, word): RememberedWord(meaning, on) for name in lists for word, meaning in decided.words.of(name).items()}
    words |= {  # an answer about a cell is that of its row
        (word.list, word_key(key, word.list)): RememberedWord(word.meaning, on)
        for word in intake.words
        if word.meaning is not None
        for key in word.of_rows
    }
    return Memory(agreed, words)


def _is_decided(column: ColumnRecognition) -> bool:
    """Say whether a column's reading says something about the next workbook: not when it merely was not needed, empty or blocked."""
    if column.field is not None:
        return True
    return not column.blocked and (column.reason.key in OUT | SEEN or column.certainty < ASKED_UNDER)
