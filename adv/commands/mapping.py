"""Answers of ``--map``, as corrections: of a column, of a sheet or a part of one, of a word.

``Kolom=veld``, ``Kolom=themes:thema``, ``Blad=tabel``, ``Blad!H=tabel``, ``Kolom:woord=betekenis``, ``Kleur groen=betekenis``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from adv.errors import AdvError
from adv.model import Outcome, Project, TableName
from adv.workbook.recognition.columns.header_words import header_words
from adv.workbook.recognition.places.layout import header_of
from adv.workbook.tables.grid import column_number
from adv.workbook.understood import ANY_FILE, Corrections, Intake
from adv.workbook.values.text import fold
from adv.workbook.vocabulary import word_lists
from adv.workbook.vocabulary.fields import FIELDS, WIDE_PREFIX, decided_as, kind_of, marks_for, options_of
from adv.workbook.vocabulary.knowledge import Knowledge
from adv.workbook.vocabulary.own_values import allowed_as, meaning_of, proposal
from adv.workbook.vocabulary.word_lists import ALL_LISTS, LIST_OF, NOTHING, OwnWords, WordList, word_key
from adv.workbook.vocabulary.words import as_test, vocabulary

LONGEST_COLUMN: Final = 3  # letters
EVERY: Final = "*"  # every word of a list that is asked about
AS_IT_LOOKS: Final = "as_it_looks"  # the meaning of each is what it looks like
LEFT_OUT: Final = "none"  # a sheet that is not read, a word that is passed over


class MapAnswer(Struct, frozen=True):
    """One ``--map``: "Uitkomst:praatje=conversation"."""

    about: str  # a column, a sheet, a part of one, or a word: "Uitkomst:praatje"
    meaning: str  # "conversation"
    field: str = ""  # of the column before the colon, when another ``--map`` says it: "outcome" of "Uitkomst=outcome"

    @property
    def column(self) -> str:
        """Give the header before the colon."""
        return self.about.partition(":")[0].strip()

    @property
    def word(self) -> str:
        """Give the word behind the colon; empty when there is none."""
        return self.about.partition(":")[2].strip()

    @property
    def called(self) -> WordList | None:
        """Give the list that the column is called after: "Uitkomst:praatje"."""
        return word_lists.list_called(self.column) if self.word else None

    @property
    def is_layout(self) -> bool:
        """Tell if it is about a colour or struck out cells: "Kleur groen", or "Uitleg:Kleur groen" in a column of no list."""
        return self.called is None and word_lists.is_layout(self.word or self.about)

    @property
    def says_if_rows_count(self) -> bool:
        """Tell if it says that rows with the word count, or that they do not."""
        return self.meaning in {word_lists.COUNTS, LEFT_OUT}

    @property
    def kept(self) -> str:
        """Give the meaning as it is kept of a word that is passed over, or of one that means just that."""
        return NOTHING if self.meaning == LEFT_OUT else self.meaning


class Meant(Struct, frozen=True):
    """A word of a list, with what it means there."""

    list: WordList
    word: str  # as words of the list are compared
    meaning: str


def mapped(pairs: list[str], project: Project) -> Corrections:
    """Make corrections of what each ``--map`` says.

    No field leaves a column out; ``none`` leaves a sheet out, or passes over a word. Raises `AdvError`: not written like that; or a
    field, a table or a meaning that there is not.
    """
    fields = sorted({field for named in FIELDS.values() for field in named})
    headers: dict[str, str | None] = {}
    tables: dict[str, TableName | None] = {}  # of sheets and parts of them
    words: dict[WordList, dict[str, str]] = {}
    for answer in _answers(pairs):
        about, meaning = answer.about, answer.meaning
        if not meaning or meaning in fields:
            headers[about] = meaning or None
        elif marks := _marks(meaning, project):
            headers[about] = marks
        elif meaning in list(TableName):
            tables[about] = TableName(meaning)
        elif (meant := _meant(answer, project)) is not None:
            for one in meant:
                words.setdefault(one.list, {})[one.word] = one.meaning
        elif meaning == LEFT_OUT:
            tables[about] = None
        else:
            raise AdvError("unknown_field", field=meaning, allowed=", ".join([*fields, *TableName, LEFT_OUT]))
    parts = {about: (ANY_FILE, *part) for about in tables if (part := _part(about))}
    return Corrections(
        headers=headers,
        tables={(ANY_FILE, about): table for about, table in tables.items() if about not in parts},
        blocks={place: tables[about] for about, place in parts.items()},
        words=OwnWords(words),
    )


def _answers(pairs: list[str]) -> list[MapAnswer]:
    """Take each ``--map`` apart; what another one says of a column holds for its words too.

    Raises `AdvError`: without a sign between what it is about and what that means.
    """
    answers = []
    for pair in pairs:
        about, sign, meaning = (part.strip() for part in pair.rpartition("="))
        if not sign or not about:
            raise AdvError("wrong_mapping")
        answers.append(MapAnswer(about, meaning))
    said = {fold(one.about): decided_as(one.meaning)[0] for one in reversed(answers) if one.meaning}
    return [replace(one, field=said.get(fold(one.column), "")) for one in answers]


def _part(about: str) -> tuple[str, int] | None:
    """``Blad1!H``: the part of a sheet that begins in that column; None when no column is named."""
    sheet, _, letters = about.rpartition("!")
    is_column = sheet and letters.isascii() and letters.isalpha() and len(letters) <= LONGEST_COLUMN
    return (sheet, column_number(letters.upper())) if is_column else None


def _marks(meaning: str, project: Project) -> str | None:
    """``themes:wonen`` or ``visited_on:month_first`` as it is written down: what marks in the column mean, or how its days are read.

    None when it is neither.
    """
    field, option = decided_as(meaning)
    marks = {"themes": project.themes, "organisations": project.partners, "outcome": tuple(Outcome)}
    names = options_of(field, project.period) or marks.get(field)
    if names is None or option is None:
        return None
    found = next((name for name in names if name.casefold() == option.strip().casefold()), None)
    if found is None:
        raise AdvError("unknown_meaning", meaning=option, allowed=", ".join(names))
    return marks_for(field, found)


def _meant(answer: MapAnswer, project: Project) -> list[Meant] | None:
    """Give the words that an answer is about, in the lists that they are of; None when it is about no word."""
    if answer.called is not None:
        return _in_list_called(answer, answer.called, project)
    if answer.is_layout:
        return [_of_layout(answer, project)]
    if answer.word:
        return _in_lists_of_column(answer, project)
    if word_lists.is_tab(answer.about) and answer.says_if_rows_count:
        return [_of_rows(answer)]
    return None


def _in_list_called(answer: MapAnswer, name: WordList, project: Project) -> list[Meant]:
    """Take a word of a list that the column is called after: "Uitkomst:praatje=conversation".

    Of a status, and of a street or visit that says somebody tried things out ("Straat:test"), it may be said if its rows count.
    """
    is_test = as_test(answer.word, vocabulary().rows) is not None
    may_be_of_rows = name is WordList.STATUS or (name in {WordList.STREET, WordList.VISIT} and is_test)
    if not may_be_of_rows or not answer.says_if_rows_count or word_lists.is_layout(answer.word):
        return [_in_list(answer, name, project)]
    if is_test or answer.meaning == word_lists.COUNTS:
        return [_of_rows(answer)]
    # Left out: as a status as well, for a list of money has none.
    return [_of_rows(answer), _in_list(answer, name, project)]


def _of_layout(answer: MapAnswer, project: Project) -> Meant:
    """Take a colour, or struck out cells: a word of the list that its meaning is of ("Kleur groen=conversation"), else of the layout."""
    can_mean = (one for one in word_lists.COLOUR_LISTS if answer.meaning in word_lists.meanings(project, one))
    return _in_list(answer, next(can_mean, WordList.LAYOUT), project)


def _in_lists_of_column(answer: MapAnswer, project: Project) -> list[Meant] | None:
    """Take a word in a column that is called after no list ("Gelukt?:praatje=conversation"), or a state of its rows."""
    lists = _lists_of(answer, project)
    kept = {name: NOTHING if answer.meaning == LEFT_OUT else meaning_of(project, name, answer.meaning) for name in lists}
    meant = [Meant(name, word_key(answer.word, name), meaning) for name, meaning in kept.items() if meaning is not None]
    if answer.says_if_rows_count and not answer.field:
        return [*meant, _of_rows(answer)]
    return meant if lists else None


def _lists_of(answer: MapAnswer, project: Project) -> list[WordList]:
    """Find the lists that a word may be of, in a column called after none: by its field, else by its header, else by its meaning."""
    words = Knowledge(project)
    header = header_of(0, answer.column)
    tables = () if answer.field else (TableName.VISITS, TableName.REQUESTS)
    matches = [match for table in tables if (match := header_words(table, words).match(header))]
    fields = [answer.field] if answer.field else [match.field.removeprefix(WIDE_PREFIX) for match in matches]
    kinds = [kind_of(table, field) for field in fields for table in TableName if field in FIELDS[table]]
    lists = list(dict.fromkeys(ALL_LISTS[kind] for kind in kinds if kind in ALL_LISTS))
    if lists or answer.field:
        return lists
    return list(dict.fromkeys(name for name in LIST_OF.values() if answer.meaning in word_lists.meanings(project, name)))


def _of_rows(answer: MapAnswer) -> Meant:
    """Take a word as a state of its rows: "Opmerking:vervallen=none", "tabblad Archief=none"; of "test 1" and "test 2" it is "test"."""
    word = as_test(answer.word, vocabulary().rows) or answer.word or answer.about
    return Meant(WordList.ROWS, word_key(word), answer.kept)


def _in_list(answer: MapAnswer, name: WordList, project: Project) -> Meant:
    """Take a word as one of a list. Raises `AdvError`: there it cannot mean that."""
    word = answer.word or answer.about
    if answer.meaning == LEFT_OUT or (word == EVERY and answer.meaning == AS_IT_LOOKS):
        return Meant(name, word_key(word, name), answer.kept)
    meaning = meaning_of(project, name, answer.meaning)
    if meaning is None:
        raise AdvError("unknown_meaning", meaning=answer.meaning, allowed=", ".join([*allowed_as(project, name), LEFT_OUT]))
    return Meant(name, word_key(word, name), meaning)


def spoken_of(pairs: list[str], project: Project) -> list[str]:
    """List the columns of whose words it is said what they mean, and that are called after no list: they must be there."""
    return [
        one.column
        for one in _answers(pairs)
        if one.word and one.called is None and not one.is_layout and not one.says_if_rows_count and _lists_of(one, project)
    ]


def without_every(decided: Corrections) -> tuple[Corrections, dict[WordList, str]]:
    """Take what was said of every word of a list ("Bedrag:*=none") out of what was said of each."""
    every = {name: words[EVERY] for name, words in decided.words.lists.items() if EVERY in words}
    words = {name: {word: meaning for word, meaning in own.items() if word != EVERY} for name, own in decided.words.lists.items()}
    return replace(decided, words=OwnWords(words)), every


def for_every(every: Mapping[WordList, str], found: Intake) -> OwnWords:
    """Give every word without a meaning what was said of all in its list; or, where that was said, what it looks like."""
    given: dict[WordList, dict[str, str]] = {}
    for word in found.words:
        meaning = proposal(word) if every.get(word.list) == AS_IT_LOOKS else every.get(word.list)
        if word.meaning is None and meaning is not None:
            given.setdefault(word.list, {})[word_key(word.text, word.list)] = meaning
    return OwnWords(given)
