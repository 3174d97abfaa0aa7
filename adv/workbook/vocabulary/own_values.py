"""Words and values of people's own: what they give for what cannot be read, and ``words.toml`` in the data folder.

What stands in a cell is a word like any other (`AskedWord`), but what it means may be written instead of chosen from a list: an amount, a day, a
house number. It is that of the cells of one table: "n.t.b. · Uitgaven". Where nothing stands that may be shown, the word is the name of the cell
with something of its row beside it, "Uitgaven!D14 (12-3-2019)". So the answer never goes to another row; what is remembered of it is known by
what the row says (`of_row`). The file has a table per list, in it the meanings, and with each the words for it::

    [outcome]
    conversation = ["praatje gemaakt", "koffie gedronken"]
"""

from __future__ import annotations

import re
import tomllib
from datetime import date
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final

from adv import data_folder
from adv.disclosure.identifiers import is_called_by_initials
from adv.errors import SettingsError
from adv.settings import load_project, not_toml, project_names
from adv.workbook.tables.grid import Cell, RawSheet, address
from adv.workbook.values.amounts import parse_amount
from adv.workbook.values.dates import parse_date
from adv.workbook.values.text import clean, parse_text
from adv.workbook.vocabulary.canonical_form import FORM_OF
from adv.workbook.vocabulary.fields import Kind
from adv.workbook.vocabulary.streets import Streets, is_street_name, points_at_somebody
from adv.workbook.vocabulary.word_lists import AS_IT_STANDS, BETWEEN, NO_WORDS, NOTHING, OwnWords, WordList, meanings, word_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from adv.model import Project, TableName
    from adv.workbook.vocabulary.word_lists import AskedWord


VALUES: Final[Mapping[Kind, WordList]] = {Kind.CENTS: WordList.AMOUNT, Kind.DAY: WordList.DAY, Kind.NUMBER: WordList.HOUSE_NUMBER}
FORMS: Final = {
    WordList.AMOUNT: "1234,56",
    WordList.DAY: "12-3-2019",
    WordList.HOUSE_NUMBER: "12a",
    WordList.VISIT: "B012",
}  # as they are written
ABSURD: Final = 100  # times the project's budget: no booking is that large
LONGEST_SHOWN: Final = 40  # characters
MOST_PIECES: Final = 6
MOST_AMOUNTS: Final = 4  # of one cell, to choose from
NOTHING_SHOWN: Final = "–"
ROW_BYTES: Final = 5
_OF_ROW = re.compile(rf"{BETWEEN}\w+{BETWEEN}[0-9a-f]{{{2 * ROW_BYTES}}}$")
_LONG_NUMBER = re.compile(r"\d{8}")  # of a telephone, an account or a person
_CELL = re.compile(r".*![a-z]{1,3}\d{1,7}(?: \(.*\))?", re.IGNORECASE)
_DOOR = re.compile(r"\d{1,5}[ -]?\w{0,4}")
_NUMBER = re.compile(r"(?=.*\d)[\w./:#-]{1,40}")
_AMOUNTS = re.compile(r"(?<![\d.,])\d[\d.]*(?:,\d{1,2})?(?![\d%]|,\d)")
_EITHER = re.compile(r"\d\s*(?:à|a|tot|of|or|to|t/m|–|-|/)\s*(?:€\s*)?\d", re.IGNORECASE)  # one of both, never their sum
LEFT_OUT: Final = "none"  # the meaning of words that are to be passed over


def word_of(cell: Cell) -> str | None:
    """Write what stands in a cell as a word to ask about; None where nothing does, or it may lead to a person."""
    if isinstance(cell, date):
        return f"{cell.day}-{cell.month}-{cell.year}"
    text = clean(cell) if isinstance(cell, str) else parse_text(cell).value or ""
    is_short = len(text) <= LONGEST_SHOWN and len(text.split()) <= MOST_PIECES
    is_free = "@" not in text and not _LONG_NUMBER.search(text) and not points_at_somebody(text) and not is_called_by_initials(text)
    return text if any(map(str.isalnum, text)) and is_short and is_free and not is_cell(text) else None


def cell_word(sheet: RawSheet, row: int, column: int, beside: Cell) -> str:
    """Name a cell as the file does, with something of its row."""
    known = word_of(beside)
    return f"{sheet.name}!{address(*sheet.place(row, column))}" + (f" ({known})" if known else "")


def in_table(text: str, table: TableName) -> str:
    """Name what stands in cells of one table: the same text in another one is asked apart."""
    return f"{text}{BETWEEN}{FORM_OF[table].name}"


def without_table(word: str) -> str:
    """Give what stands in the cells of a word."""
    return word.rpartition(BETWEEN)[0] or word


def of_row(text: str, table: TableName, told: Sequence[str]) -> str:
    """Name what stands in a cell of the row that tells this, its house number not among it; "–" where nothing stands that may be shown."""
    digest = blake2b("\x1f".join(told).encode(), digest_size=ROW_BYTES).hexdigest()
    return f"{in_table(text or NOTHING_SHOWN, table)}{BETWEEN}{digest}"


def is_of_row(word: str) -> bool:
    """Tell if a word is what stands in a cell of one row, which is all that is remembered of such answers."""
    return _OF_ROW.search(word) is not None


def is_cell(word: str) -> bool:
    """Tell if a word is the name of a cell."""
    return _CELL.fullmatch(word) is not None


def cell_of(word: str) -> tuple[str, str]:
    """Give the cell that a word names, and what stands beside it."""
    cell, _, beside = word.rpartition("!")[2].partition(" ")
    return cell, beside.strip("()")


def written_as(name: WordList, text: str) -> str | None:
    """Write an amount, a day or a house number in the one way that is kept: 35,00, 2019-03-12, 12a; None when it is none."""
    if name is WordList.AMOUNT:
        cents = parse_amount(text).value
        return None if cents is None else f"{cents / 100:.2f}".replace(".", ",")
    if name is WordList.DAY:
        parsed = parse_date(text)
        return parsed.value.isoformat() if parsed.value and parsed.code is None else None
    text = clean(text)
    return text if (_NUMBER if name is WordList.VISIT else _DOOR).fullmatch(text) else None


def meaning_of(project: Project, name: WordList, text: str) -> str | None:
    """Give what a word of a list means as it is kept; None when it can mean no such thing."""
    if name is WordList.STREET and is_street_name(text) and Streets(project).looks_like(text) is None:
        return text  # that of a visit may be in no list of the project
    if name not in AS_IT_STANDS:
        return text if text in meanings(project, name) else None
    made = written_as(name, text)
    return None if made is None or flaw_of(project, name, made) else made


def allowed_as(project: Project, name: WordList) -> tuple[str, ...]:
    """List what a word of a list can mean, for who wrote something else; of values one as they are written."""
    return (FORMS[name],) if name in FORMS else meanings(project, name)


def flaw_of(project: Project, name: WordList, text: str, today: date | None = None) -> str | None:
    """Say why a text is no value of a list: by the name of the sentence that tells it."""
    made = written_as(name, text)
    if made is None:
        return f"no_{name.value}"
    if name is WordList.AMOUNT and abs(parse_amount(made).value or 0) >= ABSURD * project.budget_cents:
        return "far_over_budget"
    if name is WordList.DAY:
        day = date.fromisoformat(made)
        return "in_future" if today and day > today else None if day in project.period else "outside_period"
    return None


def value_of(name: WordList, meaning: str) -> Cell:
    """Give a value as a cell would hold it."""
    if name is WordList.AMOUNT:
        return (parse_amount(meaning).value or 0) / 100
    return date.fromisoformat(meaning) if name is WordList.DAY else meaning


def amounts_among(text: str) -> tuple[str, ...]:
    """List the amounts that a cell with several may stand for: their sum, unless it says one or the other, and each of them."""
    text = without_table(text)
    if parse_amount(text).code == "ambiguous_amount":  # "1,234"
        thousands, _, rest = text.partition(",")
        return tuple(made for one in (thousands + rest, f"{thousands},{rest[:2]}") if (made := written_as(WordList.AMOUNT, one)))
    found = [cents for piece in _AMOUNTS.findall(text) if (cents := parse_amount(piece).value) is not None]
    if not 1 < len(found) <= MOST_AMOUNTS:
        return ()
    sums = [] if _EITHER.search(text) else [sum(found)]
    return tuple(dict.fromkeys(f"{cents / 100:.2f}".replace(".", ",") for cents in [*sums, *found]))


def proposal(word: AskedWord) -> str | None:
    """Give the answer that a word has for itself: the known one that it looks like, or what the amounts in its cell come to."""
    if word.list is not WordList.AMOUNT or is_cell(word.text):
        return word.suggestion
    text = without_table(word.text)
    is_sum = not _EITHER.search(text) and parse_amount(text).code != "ambiguous_amount"
    return next(iter(amounts_among(text)), None) if is_sum else None


def words_of(project: Project) -> OwnWords:
    """The words of this installation for one project; none when there is no file. Raises as `own_words` does."""
    path = data_folder.own_words()
    return own_words(path, project, [load_project(name) for name in project_names()]) if path.is_file() else NO_WORDS


def own_words(path: Path, project: Project, projects: Sequence[Project]) -> OwnWords:
    """The words of a file for one project.

    Parameters
    ----------
    projects
        All of them: a name that only another project has is no mistake.

    Raises
    ------
    SettingsError
        Not TOML, or a list, a meaning or words that cannot be: with the file, the key and what is allowed.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise not_toml(path, error) from error
    lists = {}
    for key, table in raw.items():
        if key not in list(WordList) or not isinstance(table, dict):
            raise SettingsError("unknown_setting", file=path.name, setting=key, allowed=", ".join(WordList))
        name = WordList(key)
        words = _list(path.name, name, table, projects)
        lists[name] = {word: what for word, what in words.items() if what == NOTHING or meaning_of(project, name, what) is not None}
    return OwnWords(lists)


def _list(file: str, name: WordList, table: dict[str, Any], projects: Sequence[Project]) -> dict[str, str]:
    allowed = dict.fromkeys(meaning for project in projects for meaning in allowed_as(project, name))
    found: dict[str, str] = {}
    for meaning, words in table.items():
        setting = f"{name}.{meaning}"
        kept = next((one for project in projects if (one := meaning_of(project, name, meaning)) is not None), None)
        if kept is None and meaning != LEFT_OUT:
            raise SettingsError("unknown_setting", file=file, setting=setting, allowed=", ".join([*allowed, LEFT_OUT]))
        if not isinstance(words, list) or not all(isinstance(word, str) and word.strip() for word in words):
            raise SettingsError("wrong_setting", file=file, setting=setting, allowed='["…", "…"]')
        for word in words:
            said = NOTHING if kept is None else kept
            if found.setdefault(word_key(word, name), said) != said:
                raise SettingsError("repeated_setting", file=file, setting=name.value)
    return found
