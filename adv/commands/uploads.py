"""Files from the command line become an intake, with what ``--map`` says of a column, a sheet or a word."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from adv.access import today
from adv.commands.fitting import all_there
from adv.errors import AdvError
from adv.households import ephemeral_key
from adv.model import Outcome, Project, TableName
from adv.settings import DEFAULT_PROJECT
from adv.texts import Texts
from adv.workbook.memory import NOTHING_REMEMBERED, Memory, with_memory
from adv.workbook.recognition.columns.header_words import header_words
from adv.workbook.recognition.places.layout import header_of
from adv.workbook.tables.findings import Severity
from adv.workbook.tables.grid import Upload, column_number
from adv.workbook.understood import ANY_FILE, Corrections, Intake
from adv.workbook.values.text import fold
from adv.workbook.vocabulary import word_lists
from adv.workbook.vocabulary.fields import FIELDS, WIDE_PREFIX, decided_as, kind_of, marks_for, options_of
from adv.workbook.vocabulary.knowledge import Knowledge
from adv.workbook.vocabulary.own_values import allowed_as, meaning_of, proposal, words_of
from adv.workbook.vocabulary.word_lists import ALL_LISTS, LIST_OF, NOTHING, OwnWords, WordList, word_key
from adv.workbook.vocabulary.words import as_test, vocabulary

if TYPE_CHECKING:
    from adv.workbook.checks.visits_of_requests import StoredVisits

READ = 0
READ_WITH_ERRORS = 1  # rows were left out
LONGEST_COLUMN: Final = 3  # letters
EVERY: Final = "*"  # every word of a list that is asked about
AS_IT_LOOKS: Final = "as_it_looks"  # the meaning of each is what it looks like
MOST_READINGS: Final = 5  # an answer may bring up more of the same
LEFT_OUT: Final = "none"  # a sheet that is not read, a word that is passed over


class Before(Struct, frozen=True):
    """Memory of earlier imports of how files are to be read."""

    memory: Memory
    visits: StoredVisits | None = None  # to which requests may be added
    key: bytes | None = None  # of the households; None: one that is forgotten


def add_arguments(parser: ArgumentParser, texts: Texts) -> None:
    """The files, the project and the form."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=texts("cli.file"))
    parser.add_argument("--project", default=DEFAULT_PROJECT, help=texts("cli.project", default=DEFAULT_PROJECT))
    parser.add_argument("--map", action="append", default=[], metavar="KOLOM=VELD", help=texts("cli.map"))
    parser.add_argument("--json", action="store_true", help=texts("cli.json"))


def day(text: str) -> date:
    """Read a day as it is given on the command line; `AdvError`: no such day, or written otherwise."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise AdvError("not_a_day") from None


def read(
    args: Namespace, project: Project, meanwhile: str, *, before: Callable[[], Before] | None = None
) -> tuple[Intake, Corrections]:
    """Read the files and understand them together; nothing is stored. Also gives what ``--map`` said.

    `meanwhile` names a module that the command needs later: it is imported while the workers read. `before` gives what is
    known from earlier imports; without, the files are read by themselves, the same wherever they are. Raises `AdvError`: a
    file is not there or is refused, or a column, sheet or word is mapped that there is not.
    """
    decided, every = _apart(mapped(args.map, project))
    uploads = [upload(path) for path in args.files]
    from adv.workbook.apart.process import understand_apart  # noqa: PLC0415 - pandas: what the worker needs to start comes first
    from adv.workbook.reading.background_thread import Attempt  # noqa: PLC0415 - as above

    known = before() if before else Before(NOTHING_REMEMBERED)
    general = words_of(project)
    imports = Attempt(lambda: import_module(meanwhile))
    key = known.key or ephemeral_key()

    def understood() -> Intake:
        how = with_memory(decided, known.memory, project, general)
        return understand_apart(uploads, project, key, today(), how, needs_table=True, stored=known.visits)

    found = understood()
    imports.result()
    for _ in range(MOST_READINGS if every else 0):
        told = _for_all(every, found)
        if not told.lists:
            break
        decided = replace(decided, words=decided.words.over(told))
        found = understood()
    if args.map:
        all_there(decided, found, spoken_of(args.map, project))
    return found, decided


def _apart(decided: Corrections) -> tuple[Corrections, dict[WordList, str]]:
    """Take what was said of every word of a list out of what was said of each."""
    every = {name: words[EVERY] for name, words in decided.words.lists.items() if EVERY in words}
    words = {name: {word: what for word, what in own.items() if word != EVERY} for name, own in decided.words.lists.items()}
    return replace(decided, words=OwnWords(words)), every


def _for_all(every: Mapping[WordList, str], found: Intake) -> OwnWords:
    """Give every word without a meaning what was said of all in its list; or, where that was said, what it looks like."""
    told: dict[WordList, dict[str, str]] = {}
    for word in found.words:
        what = proposal(word) if every.get(word.list) == AS_IT_LOOKS else every.get(word.list)
        if word.meaning is None and what is not None:
            told.setdefault(word.list, {})[word_key(word.text, word.list)] = what
    return OwnWords(told)


def status(found: Intake) -> int:
    """0 read without errors, 1 read with errors."""
    return READ_WITH_ERRORS if any(finding.severity is Severity.ERROR for finding in found.findings) else READ


def upload(path: Path) -> Upload:
    """Read a file from the disk; `AdvError`: it is not there, or may not be read."""
    try:
        return Upload(path.name, path.read_bytes())
    except OSError:
        raise AdvError("file_not_there", file=path.name) from None


def mapped(pairs: list[str], project: Project) -> Corrections:
    """``Kolom=veld``, ``Kolom=themes:thema``, ``Blad=tabel``, ``Blad!H=tabel``, ``Kolom:woord=betekenis`` and ``Kleur groen=betekenis`` as corrections.

    No field leaves a column out; ``none`` leaves a sheet out, or passes over a word. Raises `AdvError`: not written like that; or a
    field, a table or a meaning that there is not.
    """
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
        elif not _word(said, what, project, words, _read_as(said, pairs)):
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
    sheet, _, letters = said.rpartition("!")
    is_column = sheet and letters.isascii() and letters.isalpha() and len(letters) <= LONGEST_COLUMN
    return (sheet, column_number(letters.upper())) if is_column else None


def _marks(what: str, project: Project) -> str | None:
    """``themes:wonen`` or ``visited_on:month_first`` as it is written down: what marks in the column mean, or how its days are read.

    None when it is neither.
    """
    field, option = decided_as(what)
    marks = {"themes": project.themes, "organisations": project.partners, "outcome": tuple(Outcome)}
    names = options_of(field, project.period) or marks.get(field)
    if names is None or option is None:
        return None
    found = next((name for name in names if name.casefold() == option.strip().casefold()), None)
    if found is None:
        raise AdvError("unknown_meaning", meaning=option, allowed=", ".join(names))
    return marks_for(field, found)


def _read_as(said: str, pairs: list[str]) -> str:
    """Give the field that another ``--map`` says of the column before the colon, so that its words are those of that field."""
    column = fold(said.partition(":")[0])
    others = (pair.rpartition("=") for pair in pairs if "=" in pair)
    return next((decided_as(what.strip())[0] for header, _, what in others if fold(header) == column and what.strip()), "")


def _lists_of(column: str, meaning: str, project: Project, field: str) -> list[WordList]:
    """Find the lists that words of a column may be of, that is called after none: by its field, by its header, by what the word is to mean."""
    words, header = Knowledge(project), header_of(0, column)
    matches = () if field else (header_words(table, words).match(header) for table in (TableName.VISITS, TableName.REQUESTS))
    fields = [field] if field else [match.field.removeprefix(WIDE_PREFIX) for match in matches if match]
    kinds = [kind_of(table, name) for name in fields for table in TableName if name in FIELDS[table]]
    lists = list(dict.fromkeys(ALL_LISTS[kind] for kind in kinds if kind in ALL_LISTS))
    by_meaning = [one for one in LIST_OF.values() if meaning in word_lists.meanings(project, one)]
    return lists or ([] if field else list(dict.fromkeys(by_meaning)))


def spoken_of(pairs: list[str], project: Project) -> list[str]:
    """List the columns of whose words it is said what they mean, and that are called after no list: they must be there."""
    found = []
    for said, _, what in (pair.rpartition("=") for pair in pairs):
        column, _, word = (part.strip() for part in said.partition(":"))
        is_known = not word or word_lists.list_called(column) or word_lists.is_layout(word)
        if (
            not is_known
            and what.strip() not in {word_lists.COUNTS, LEFT_OUT}
            and _lists_of(column, what.strip(), project, _read_as(said, pairs))
        ):
            found.append(column)
    return found


def _word(said: str, meaning: str, project: Project, words: dict[WordList, dict[str, str]], field: str = "") -> bool:
    """Note what a word means, when it is one: what stands before the colon is a column of words, as `field` if that is said."""
    column, _, word = (part.strip() for part in said.partition(":"))
    name = word_lists.list_called(column) if word else None
    if word and name is None and not word_lists.is_layout(word):
        lists = _lists_of(column, meaning, project, field)
        for one in lists:
            kept = NOTHING if meaning == LEFT_OUT else meaning_of(project, one, meaning)
            if kept is not None:
                words.setdefault(one, {})[word_key(word, one)] = kept
        if field or (lists and meaning not in {word_lists.COUNTS, LEFT_OUT}):
            return bool(lists)
    is_whether, test = meaning in {word_lists.COUNTS, LEFT_OUT}, as_test(word, vocabulary().rows)
    if (
        is_whether
        and (name in {None, WordList.STATUS} or (name in {WordList.STREET, WordList.VISIT} and test))
        and (word or word_lists.is_tab(said))
        and not word_lists.is_layout(word or said)
    ):
        # A state of rows, in a column that is no list of words; of a status both, for a list of money has none.
        words.setdefault(WordList.ROWS, {})[word_key(test or word or said)] = NOTHING if meaning == LEFT_OUT else meaning
        if name is None or test or meaning == word_lists.COUNTS:
            return True
    if name is None and word_lists.is_layout(word or said):
        word = word or said
        name = next((one for one in word_lists.COLOUR_LISTS if meaning in word_lists.meanings(project, one)), WordList.LAYOUT)
    if name is None:
        return False
    is_same = word == EVERY and meaning == AS_IT_LOOKS
    kept = NOTHING if meaning == LEFT_OUT else meaning if is_same else meaning_of(project, name, meaning)
    if kept is None:
        raise AdvError("unknown_meaning", meaning=meaning, allowed=", ".join([*allowed_as(project, name), LEFT_OUT]))
    words.setdefault(name, {})[word_key(word, name)] = kept
    return True
