"""``--map``: what a column, a sheet or a word is, as it is said on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from adv.errors import AdvError

if TYPE_CHECKING:
    from adv.model import Project, TableName
    from adv.workbook.vocabulary.recognition import Corrections, Intake
    from adv.workbook.vocabulary.word_lists import WordList

LONGEST_COLUMN: Final = 3  # letters
LEFT_OUT: Final = "none"  # a sheet that is not read, a word that is passed over


def mapped(pairs: list[str], project: Project) -> Corrections:
    """``Kolom=veld``, ``Kolom=themes:thema``, ``Blad=tabel``, ``Blad!H=tabel``, ``Kolom:woord=betekenis`` and ``Kleur groen=betekenis`` as corrections.

    No field leaves a column out; ``none`` leaves a sheet out, or passes over a word.

    Raises
    ------
    AdvError
        Not written like that; or a field, a table or a meaning that there is not.
    """
    from adv.model import TableName  # noqa: PLC0415 - asking for help must not wait for this
    from adv.workbook.vocabulary.fields import FIELDS  # noqa: PLC0415 - as above
    from adv.workbook.vocabulary.recognition import ANY_FILE, Corrections  # noqa: PLC0415 - as above
    from adv.workbook.vocabulary.word_lists import OwnWords  # noqa: PLC0415 - as above

    fields = sorted({field for named in FIELDS.values() for field in named})
    headers: dict[str, str | None] = {}
    decided: dict[str, TableName | None] = {}  # sheets and parts of them
    words: dict[WordList, dict[str, str]] = {}
    for pair in pairs:
        said, sign, what = (part.strip() for part in pair.rpartition("="))
        if not sign or not said:
            raise AdvError("wrong_mapping")
        if not what or what in fields:
            headers[said] = what or None
        elif marks := _marks(what, project):
            headers[said] = marks
        elif what in list(TableName):
            decided[said] = TableName(what)
        elif not _word(said, what, project, words):
            if what != LEFT_OUT:
                raise AdvError("unknown_field", field=what, allowed=", ".join([*fields, *TableName, LEFT_OUT]))
            decided[said] = None
    parts = {said: (ANY_FILE, *part) for said in decided if (part := _part(said))}
    return Corrections(
        headers=headers,
        tables={(ANY_FILE, said): table for said, table in decided.items() if said not in parts},
        blocks={place: decided[said] for said, place in parts.items()},
        words=OwnWords(words),
    )


def _part(said: str) -> tuple[str, int] | None:
    """``Blad1!H``: the part of a sheet that begins in that column; None when no column is named."""
    from adv.workbook.tables.grid import column_number  # noqa: PLC0415 - as above

    sheet, _, letters = said.rpartition("!")
    is_column = sheet and letters.isascii() and letters.isalpha() and len(letters) <= LONGEST_COLUMN
    return (sheet, column_number(letters.upper())) if is_column else None


def _marks(what: str, project: Project) -> str | None:
    """``themes:wonen`` or ``visited_on:month_first`` as it is written down: what marks in the column mean, or how its days are read.

    None when it is neither.
    """
    from adv.model import Outcome  # noqa: PLC0415 - as above
    from adv.workbook.vocabulary.fields import decided_as, marks_for, options_of  # noqa: PLC0415 - as above

    field, option = decided_as(what)
    marks = {"themes": project.themes, "organisations": project.partners, "outcome": tuple(Outcome)}
    names = options_of(field, project.period) or marks.get(field)
    if names is None or option is None:
        return None
    found = next((name for name in names if name.casefold() == option.strip().casefold()), None)
    if found is None:
        raise AdvError("unknown_meaning", meaning=option, allowed=", ".join(names))
    return marks_for(field, found)


def _word(said: str, meaning: str, project: Project, words: dict[WordList, dict[str, str]]) -> bool:
    """Note what a word means, when it is one: what stands before the colon is a column of words."""
    from adv.workbook.vocabulary.own_values import allowed_as, meaning_of  # noqa: PLC0415 - as above
    from adv.workbook.vocabulary.word_lists import (  # noqa: PLC0415 - as above
        COLOUR_LISTS,
        COUNTS,
        NOTHING,
        WordList,
        is_layout,
        is_tab,
        list_called,
        meanings,
        word_key,
    )

    column, _, word = (part.strip() for part in said.partition(":"))
    name = list_called(column) if word else None
    is_whether = meaning in {COUNTS, LEFT_OUT}
    if is_whether and name in {None, WordList.STATUS} and (word or is_tab(said)) and not is_layout(word or said):
        # A state of rows, in a column that is no list of words; of a status both, for a list of money has none.
        words.setdefault(WordList.ROWS, {})[word_key(word or said)] = NOTHING if meaning == LEFT_OUT else meaning
        if name is None or meaning == COUNTS:
            return True
    if name is None and is_layout(word or said):
        word = word or said
        name = next((one for one in COLOUR_LISTS if meaning in meanings(project, one)), WordList.LAYOUT)
    if name is None:
        return False
    kept = NOTHING if meaning == LEFT_OUT else meaning_of(project, name, meaning)
    if kept is None:
        raise AdvError("unknown_meaning", meaning=meaning, allowed=", ".join([*allowed_as(project, name), LEFT_OUT]))
    words.setdefault(name, {})[word_key(word, name)] = kept
    return True


def all_there(corrections: Corrections, found: Intake) -> None:
    """See that every column and sheet that was mapped is in the files.

    Raises
    ------
    AdvError
        One is not: it was probably misspelt, and the figures would be wrong without a word.
    """
    from adv.workbook.tables.grid import column_letters  # noqa: PLC0415 - as above
    from adv.workbook.values.text import fold  # noqa: PLC0415 - as above

    columns = {fold(column.header) for sheet in found.sheets for column in sheet.columns}
    for header in corrections.headers:
        if fold(header) not in columns:
            raise AdvError("unknown_column", header=header)
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
