"""Evidence of streets that stand as headings between the rows: alone, with a label or a count beside them, or with a remark behind them."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from adv.disclosure.identifiers import names_a_person
from adv.workbook.values.date_forms import MONTH_NAMES, WEEKDAYS
from adv.workbook.values.text import clean, fold
from adv.workbook.vocabulary.streets import is_street_name, street_key, street_of_tab
from adv.workbook.vocabulary.word_lists import NOTHING, LayoutWord, WordList, word_key
from adv.workbook.vocabulary.words import is_blank, value_key, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from adv.model import Project
    from adv.workbook.recognition.columns.assignment import Column
    from adv.workbook.tables.grid import Cell
    from adv.workbook.vocabulary.knowledge import Knowledge

Headings = tuple[tuple[int, str], ...]  # row of the sheet, from 0, and the street that stands in it
MOST_WORDS: Final = 4  # of a street with what numbers it; more is a remark in which a street occurs
MOST_CELLS: Final = 3  # of a heading: its label, the street and a count
LONGEST_STREET_HEADING: Final = 100  # characters
FEWEST_UNSURE: Final = 2  # headings that may be streets, where none is sure
SMALL: Final = frozenset(
    {"van", "de", "den", "der", "het", "ter", "ten", "te", "op", "aan", "in", "'t", "le", "la", "du", "jan"}
)  # in a name
_LABEL: Final = re.compile(r"(?:straat(?:naam)?|street(?: name)?)\s*[:=]?", re.IGNORECASE)
_LABELLED: Final = re.compile(r"(?:straat(?:naam)?|street(?: name)?)\s*[:=]\s*(.+)", re.IGNORECASE)
_DAY: Final = re.compile(  # "dinsdag 12 maart 2019", "di. 12/3"
    rf"(?<![^\W_])(?:(?:{'|'.join(sorted(WEEKDAYS, key=len, reverse=True))})\.?,?\s+)?"
    rf"\d{{1,2}}(?:\s?[-/]\s?\d{{1,2}}(?:\s?[-/]\s?(?:20)?\d\d)?|\.?\s+(?:{MONTH_NAMES})\.?(?:\s+(?:20)?\d\d)?)(?![^\W_]|[-/])",
    re.IGNORECASE,
)
_BRACKETS: Final = re.compile(r"\s*[(\[{][^()\[\]{}]*[)\]}]")
_SIGNS: Final = " *=><-–—_.:#•→~+|/"
_SEGMENT: Final = re.compile(r"\s+[-–—>→]+\s+|\s*[|/:;,]\s*|\s{2,}")
_NUMBERED: Final = re.compile(r"^\d{1,2}[.)]\s*")
_COUNT: Final = re.compile(r"(?:n\s*=\s*)?\d+\s*(?:[^\W\d_]+\s*)?")  # "12", "12 adressen"
_FROM_DIGITS: Final = re.compile(r"[\s,]*\b(?:huis)?(?:nrs?|nummers?|no|numbers?)?\.?:?\s*\d.*$", re.IGNORECASE)


def street_headings(columns: Sequence[Column], door: Column, knowledge: Knowledge, above: str | None = None) -> Headings:
    """Find the headings that name a street; none when a door stands above the first of them, whose street would not be known.

    `above` is the street of a title or of the sheet's name: it goes for the doors above the first heading, when others follow. So does
    a heading above the headers. A name that may be a street ("Diepenbrock") counts as one beside known streets, or where two such names
    stand above doors, until the user says that it is none.
    """
    may_be = knowledge.own.of(WordList.LAYOUT).get(word_key(LayoutWord.HEADING)) != NOTHING
    title = None if above else _in_title(columns, door.first_row, knowledge.project)
    sure: list[tuple[int, str]] = []
    unsure: list[tuple[int, str]] = []
    first_door = None
    for row in range(door.first_row, len(door.whole)):
        filled = _filled(column.whole[row] for column in columns)
        if street := _street_of(filled, knowledge.project):
            sure.append((row, street))
        elif _is_door(door.whole[row]):
            first_door = row if first_door is None else first_door
            if not (above or title or sure or (may_be and unsure)):
                return ()
        elif len(filled) == 1 and may_be and (name := _may_be_street(filled[0], knowledge)) and _is_above_doors(row, door):
            unsure.append((row, name))
    if not sure and len({name for _, name in unsure}) < FEWEST_UNSURE:
        unsure = []
    found = sorted([*sure, *unsure])
    begins = above or (title if found else None)
    if first_door is not None and not begins and (not found or found[0][0] > first_door):
        return ()
    if above and {street for _, street in found} <= {above}:
        return ()
    return ((door.first_row - 1, begins), *found) if begins else tuple(found)


def unsure_headings(headings: Headings, columns: Sequence[Sequence[Cell]], first_row: int, project: Project) -> Headings:
    """Find those that were taken for streets though nothing says that they are: no label, no known street, no word that sounds like one."""
    return tuple(
        (row, name)
        for row, name in headings
        if row >= first_row and _street_of(_filled(cells[row] for cells in columns), project) is None
    )


def _is_door(cell: Cell) -> bool:
    return cell is not None and (not isinstance(cell, str) or cell.strip()[:1].isdigit())


def _filled(row: Iterable[Cell]) -> list[Cell]:
    """Give the filled cells of a row, no more than tell whether it is a heading."""
    return [*islice((cell for cell in row if not is_blank(cell)), MOST_CELLS + 1)]


def _in_title(columns: Sequence[Column], first_row: int, project: Project) -> str | None:
    """Give the street of the last heading above the headers."""
    for row in reversed(range(first_row)):
        if street := _street_of(_filled(column.whole[row] for column in columns), project):
            return street
    return None


def _street_of(cells: Sequence[Cell], project: Project) -> str | None:
    """Give the street of a row that holds nothing else, but for a label before it and a count behind it."""
    if not 1 <= len(cells) <= MOST_CELLS or not any(isinstance(cell, str) for cell in cells):
        return None
    texts = [cell for cell in cells if isinstance(cell, str) and not _COUNT.fullmatch(cell.strip())]
    if any(not isinstance(cell, str | int | float) or isinstance(cell, bool) for cell in cells):
        return None
    if len(texts) > 1 and _LABEL.fullmatch(texts[0].strip()):
        texts = texts[1:]
    counts = len(cells) - len(texts)
    if (
        len(texts) != 1
        or len(texts[0]) > LONGEST_STREET_HEADING
        or (counts and cells[0] is not texts[0] and not isinstance(cells[0], str))
    ):
        return None
    return street_in_heading(texts[0], project)


def street_in_heading(text: str, project: Project) -> str | None:
    """Find the one street in a heading, without the day before it and the remark behind it: "di 12 maart, Waartplein (met Els)"."""
    text = _DAY.sub(" | ", text).strip(_SIGNS) if _DAY.search(text) else text
    labelled = _LABELLED.fullmatch(clean(text))
    pieces = _SEGMENT.split(_BRACKETS.sub("", _NUMBERED.sub("", (labelled[1] if labelled else text).strip(_SIGNS))))
    names = [_FROM_DIGITS.sub("", piece).strip(_SIGNS) for piece in pieces]
    if labelled and len(names) == 1 and is_street_name(names[0]):
        return street_of_tab(names[0], project) or names[0]
    bare = [_without_list(name) for name in names]
    found = {street_key(street): street for name in bare if _is_name(name) and (street := street_of_tab(name, project))}
    street = found.popitem()[1] if len(found) == 1 else None
    if not street or not street.isupper():
        return street
    return " ".join(word if word in SMALL else word.capitalize() for word in street.lower().split())


def _without_list(name: str) -> str:
    """Leave out what a heading calls its rows: "Looplijst Waartplein"."""
    words = name.split()
    while len(words) > 1 and fold(words[0]).strip(_SIGNS) in vocabulary().heading_words:
        words = words[1:]
    return " ".join(words)


def _is_name(text: str) -> bool:
    """Say whether a text is a name and no sentence or total: "van Goghstraat", "BADINGSSTRAAT", "badingsstraat"."""
    words = text.split()
    if not words or len(words) > MOST_WORDS or fold(words[0]).strip(_SIGNS) in vocabulary().totals:
        return False
    return len(words) == 1 or words[0][:1].isupper() or fold(words[0]) in SMALL or words[0][:1].isdigit()


def _may_be_street(cell: Cell, knowledge: Knowledge) -> str | None:
    """Give what may be the name of a street that nobody knows: words with a capital that say nothing else."""
    if not isinstance(cell, str) or len(cell) > LONGEST_STREET_HEADING:
        return None
    name = _BRACKETS.sub("", _SEGMENT.split(cell.strip(_SIGNS))[0]).strip(_SIGNS)
    words, keys = knowledge.words, {value_key(name), *value_key(name).split()}
    known = (words.months, words.totals, words.outcomes, words.statuses, words.counts, WEEKDAYS)
    if not _is_name(name) or not name[:1].isupper() or not is_street_name(name) or any(not keys.isdisjoint(one) for one in known):
        return None
    is_named = any(names.find(name) for names in (knowledge.areas, knowledge.partners, knowledge.themes))
    is_note = fold(name).startswith(words.note_starts) or fold(name).endswith(words.breaks)
    return None if is_named or is_note or names_a_person(name) else name


def _is_above_doors(row: int, door: Column) -> bool:
    """Say whether a door follows a heading: 12 right below "Waartplein", or below the headers once more ("Nr")."""
    for below in range(row + 1, min(row + 3, len(door.whole))):
        if _is_door(door.whole[below]):
            return True
        if door.whole[below] != door.whole[door.first_row - 1]:
            return False
    return False
