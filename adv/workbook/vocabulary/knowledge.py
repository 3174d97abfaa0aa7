"""Knowledge of what is in a column, as far as it tells what the column is: a sample of its cells, tried as dates, outcomes, themes."""

from __future__ import annotations

import re
from copy import copy
from datetime import date
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from adv.disclosure.identifiers import identifies, names_a_person
from adv.model import Outcome, Project, Status, TableName
from adv.workbook.values.amounts import parse_amount, parse_score, parse_whole, parse_year
from adv.workbook.values.dates import Order, parse_date
from adv.workbook.values.remarks import amount_in, entries_in, yes_no_in
from adv.workbook.values.text import EMPTY_WORDS, Parsed, clean, fold, is_plain_id, parse_text, parse_yes_no, passed_over
from adv.workbook.vocabulary.fields import Kind
from adv.workbook.vocabulary.likeness import NEGATIONS, in_words, likely_code
from adv.workbook.vocabulary.project_names import Names, answered, unnumbered, without_remainders
from adv.workbook.vocabulary.several import TALLY, several_outcomes
from adv.workbook.vocabulary.streets import STREET_ENDINGS
from adv.workbook.vocabulary.word_lists import NO_WORDS, YES, OwnWords, WordList
from adv.workbook.vocabulary.words import Vocabulary, header_key, is_blank, value_key, vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from adv.workbook.tables.grid import Cell

SAMPLE: Final = 30  # different values tried
AGREES: Final = 0.8  # share of a sample that fits its field: the content confirms the header
MOSTLY: Final = 0.5  # the same where people have words of their own: a column half of whose words are outcomes holds outcomes
OWN_WORDS: Final = frozenset({Kind.OUTCOME, Kind.STATUS, Kind.PARTNERS})
SEARCHED: Final = 400  # rows looked through for them
LONGEST_KIND: Final = 40  # characters of a word that stands in a column again and again
MOST_NUMBERS: Final = 0.25  # for each "x" in a column of marks, as many numbers that are no mark: a month's count
MOST_SHOWN: Final = 3  # values beside a column
LONGEST_SHOWN: Final = 60  # characters of each
LONGEST_WORD: Final = 120  # characters; longer is free text and tells nothing
_EUROS = re.compile(r"€|\beur|,\d\d\b", re.IGNORECASE)


class Knowledge:
    """The vocabulary and one project's names together: what a value can be known by."""

    def __init__(self, project: Project, own: OwnWords = NO_WORDS) -> None:
        self.project = project
        self.own = own
        self.words: Vocabulary = _with_own(vocabulary(), own)
        self.themes = Names(project.themes, self.words.same["themes"], own=own.of(WordList.THEME))
        self.goals = Names(project.goals, self.words.same["goals"], own=own.of(WordList.GOAL))
        same = self.words.same.get("partners", ())
        self.partners = Names(project.partners, same, may_be_short=True, own=own.of(WordList.ORGANISATION))
        self.areas = Names(project.area_names, own=own.of(WordList.AREA))
        self.categories = Names(project.cost_categories, self.words.same["categories"], own=own.of(WordList.CATEGORY))
        self._says: dict[Kind, Callable[[Cell], bool]] = {
            Kind.ID: lambda cell: is_plain_id(parse_text(cell).value or ""),
            Kind.DAY: _is_day,
            Kind.OUTCOME: lambda cell: _is_among(self.words.outcomes, cell) or (isinstance(cell, str) and cell.startswith(TALLY)),
            Kind.DIARY: self._is_diary,
            Kind.STATUS: lambda cell: _is_among(self.words.statuses, cell),
            Kind.THEME: lambda cell: _is_list_of(self.themes, cell),
            Kind.THEMES: lambda cell: _is_list_of(self.themes, cell),
            Kind.GOAL: lambda cell: _is_list_of(self.goals, cell),
            Kind.PARTNERS: lambda cell: _is_list_of(self.partners, cell),
            Kind.CATEGORY: lambda cell: isinstance(cell, str) and self.categories.find(cell) is not None,
            Kind.AREA: lambda cell: isinstance(cell, str) and self.areas.find(cell) is not None,
            Kind.STREET: lambda cell: isinstance(cell, str) and bool(STREET_ENDINGS.search(cell)),
            Kind.YES_NO: lambda cell: self.yes_no(cell).value is not None,
            Kind.CENTS: lambda cell: parse_amount(cell).value is not None,
            Kind.SCORE: lambda cell: parse_score(cell).value is not None,
            Kind.WHOLE: lambda cell: parse_whole(cell).value is not None,
            Kind.YEAR: lambda cell: parse_year(cell).value is not None,
        }
        self._with_remarks: dict[Kind, Callable[[Cell], bool]] = {
            Kind.CENTS: lambda cell: amount_in(cell).value is not None,
            Kind.YES_NO: lambda cell: not (self.yes_no(cell, yes_no_in).code or "").startswith("unreadable"),
        }

    def in_table(self, table: TableName) -> Knowledge:
        """Give the same with what was said of words in one table."""
        own = self.own.in_table(table)
        if own is self.own:
            return self
        made = copy(self)
        made.own = own
        return made

    def _is_diary(self, cell: Cell) -> bool:
        found = entries_in(cell) if isinstance(cell, str) else ()
        return bool(found) and all(self._is_outcome(entry.what) for entry in found)

    def _is_outcome(self, text: str) -> bool:
        outcomes, fillers = self.words.outcomes, self.words.value_fillers
        return text in outcomes or bool(likely_code(text, outcomes, fillers) or several_outcomes(text, outcomes, fillers))

    def yes_no(self, cell: Cell, parse: Callable[[Cell], Parsed[bool]] = parse_yes_no) -> Parsed[bool]:
        """Yes or no, in known words and in own ones."""
        parsed = parse(unnumbered(cell) if isinstance(cell, str) else cell)
        own = self.own.of(WordList.YES_NO)
        word = parse_text(cell).value if own and parsed.code else None
        meaning = own.get(value_key(word)) if word else None
        return Parsed(meaning == YES) if meaning else parsed if meaning is None else passed_over()

    def denies_question(self, cell: Cell) -> bool:
        """Say whether a cell only says that nothing was asked: "geen vragen"."""
        pieces = set(header_key(cell).split()) if isinstance(cell, str) and len(cell) <= LONGEST_WORD else set[str]()
        return bool(pieces & NEGATIONS) and pieces <= NEGATIONS | self.words.questions | self.words.fillers

    def marked(self, cell: Cell, option: str) -> Parsed[bool]:
        """Read a mark in the column of an answer: yes or no, or the answer itself."""
        said = (answered(cell) or (cell, True)) if isinstance(cell, str) else ("", False)
        is_named = option in {self.themes.find(said[0]), self.partners.find(said[0])}
        return Parsed(said[1]) if is_named else self.yes_no(cell)

    def names_of(self, kind: Kind) -> Names | None:
        """Give the project's names that a kind of cells may hold several of."""
        return {Kind.THEMES: self.themes, Kind.PARTNERS: self.partners}.get(kind)

    def share(self, sample: Sequence[Cell], kind: Kind, *, with_remarks: bool = True) -> float | None:
        """Compute which share of the sample fits a kind; None where anything would fit, or there is nothing to try."""
        says = (self._with_remarks.get(kind) if with_remarks else None) or self._says.get(kind)
        if says is None or not sample:
            return None
        names = self.names_of(kind)
        return sum(map(says, without_remainders(sample, names) if names else sample)) / len(sample)

    def says_nobody(self, cell: Cell) -> bool:
        """Say whether a cell holds a day, a number or a mark: no word, which in a column that nobody knows may be a name."""
        return not isinstance(cell, str) or any(self._says[kind](cell) for kind in (Kind.DAY, Kind.CENTS, Kind.YES_NO))

    def agrees(self, sample: Sequence[Cell], kind: Kind) -> bool:
        """Say whether enough of a sample fits a kind to bear out a header that points at it: amounts below "Kosten"."""
        return (self.share(sample, kind) or 0) >= (MOSTLY if kind in OWN_WORDS else AGREES)

    def fits(self, sample: Sequence[Cell], kind: Kind) -> bool:
        """Say whether enough of a sample fits a kind, below a header that says nothing: a plain number there may be anything."""
        if kind is Kind.DAY and any(isinstance(cell, int | float) for cell in sample):
            return False  # a plain number may be anything
        if kind is Kind.CENTS and not any(isinstance(cell, str) and _EUROS.search(cell) for cell in sample):
            return False  # as above
        return (self.share(sample, kind, with_remarks=False) or 0) >= (MOSTLY if kind in OWN_WORDS else AGREES)


def _with_own(words: Vocabulary, own: OwnWords) -> Vocabulary:
    """The vocabulary with own words for outcomes and statuses; those that are passed over are no words of it."""
    outcomes = {key: Outcome(meaning) for key, meaning in own.of(WordList.OUTCOME).items() if meaning}
    statuses = {key: Status(meaning) for key, meaning in own.of(WordList.STATUS).items() if meaning}
    return replace(words, outcomes=words.outcomes | outcomes, statuses=words.statuses | statuses) if own.lists else words


def sample_of(cells: Sequence[Cell], header: Cell = None) -> tuple[Cell, ...]:
    """The first few different values of a column, without its header where that is repeated, and words for nothing ("n/a")."""
    found: list[Cell] = []
    searched = cells[:SEARCHED]
    for kind, cell in dict.fromkeys(zip(map(type, searched), searched, strict=True)):
        if cell != header and not is_blank(cell) and not (kind is str and fold(str(cell)) in EMPTY_WORDS):
            found.append(cell)
            if len(found) >= SAMPLE:
                break
    return tuple(found)


def are_marks(cells: Sequence[Cell], sample: Sequence[Cell], knowledge: Knowledge, option: str | None = None) -> bool:
    """Say whether a column under the name of a theme or organisation holds marks: its different values, or most of its cells do.

    The name itself is a mark too: some tools for forms put the answer that was chosen in its column.
    A few words among them are said cell by cell, and so are a few numbers (a month's count under its marks); more make it a column of counts.
    """
    if option is not None and all(knowledge.marked(cell, option).value is not None for cell in sample):
        return True
    share = knowledge.share(sample, Kind.YES_NO, with_remarks=False)
    if share is None or share >= AGREES:
        return True
    parsed = {cell: knowledge.yes_no(cell) for cell in set(cells)}
    numbers = sum(parsed[cell].code is not None and not isinstance(cell, str) for cell in cells)
    marks = sum(parsed[cell].value is not None for cell in cells)
    if numbers > MOST_NUMBERS * sum(parsed[cell].value is not None and isinstance(cell, str) for cell in cells):
        return False
    return bool(marks) and marks > sum(parsed[cell].code is not None for cell in cells)


def shown(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """The first few different values to show beside a column, numbers and days as such; none that points at a person."""
    found: dict[str, Cell] = {}
    for cell in cells:
        text = clean(cell) if isinstance(cell, str) else parse_text(cell).value or ""
        if text and not identifies(text) and not names_a_person(text):
            text = text[:LONGEST_SHOWN]
            found.setdefault(text, cell if isinstance(cell, date | int | float) and not isinstance(cell, bool) else text)
            if len(found) == MOST_SHOWN:
                break
    return tuple(found.values())


def _is_among(words: Mapping[str, object], cell: Cell) -> bool:
    key = value_key(cell) if isinstance(cell, str) and len(cell) <= LONGEST_WORD else ""
    return key in words or unnumbered(key) in words or (bool(key) and value_key(in_words(str(cell))) in words)


def _is_day(cell: Cell) -> bool:
    """Say whether a cell is a whole day and nothing else: "12-3-2019", 43536."""
    if isinstance(cell, str):
        may_be = len(cell) <= LONGEST_WORD and any(char.isdigit() for char in cell)
        return may_be and any(parse_date(cell, order=order).value is not None for order in (None, Order.MONTH_FIRST))
    return isinstance(cell, date) or (isinstance(cell, int | float) and parse_date(cell).value is not None)


def _is_list_of(names: Names, cell: Cell) -> bool:
    if not isinstance(cell, str) or len(cell) > LONGEST_WORD or not fold(cell):
        return False
    found, unknown = names.split(cell)
    return bool(found) and not unknown
