"""Meanings that a word in a column can have, and the words of a project's own that were given a meaning.

A word is unknown when neither the word files nor the project have it. It costs the row, or the value, until somebody says what
it means: on the page, with ``--map``, or in the file with own words.
"""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 (decoding needs it)
from enum import StrEnum
from typing import Final

from msgspec import Struct, field

from adv.model import Outcome, Project, Status, TableName
from adv.workbook.values.text import clean
from adv.workbook.vocabulary.canonical_form import FORM_OF
from adv.workbook.vocabulary.fields import FIELDS, Kind, kind_of, request_part
from adv.workbook.vocabulary.words import header_key, value_key, vocabulary


class WordList(StrEnum):
    """Kinds of words that a column can hold, in the order in which the page asks about them."""

    OUTCOME = "outcome"
    STATUS = "status"
    THEME = "theme"
    GOAL = "goal"
    AREA = "area"
    ORGANISATION = "organisation"
    YES_NO = "yes_no"
    CATEGORY = "category"
    STREET = "street"
    LAYOUT = "layout"  # looks instead of words: struck out, hidden, a colour, a comment
    PROJECT = "project"  # cost centres, projects, and tabs that are called after one or after a neighbourhood
    ROWS = "rows"  # rows or tabs that say of themselves that they count, or do not
    AMOUNT = "amount"  # of this and those that follow the meaning is written: see `own_values`
    DAY = "day"
    HOUSE_NUMBER = "house_number"
    VISIT = "visit"  # of which visit a request is: its number


class LayoutWord(StrEnum):
    """Sayings of the layout of a sheet about rows and cells, as it is called where people say whether these count."""

    STRUCK = "doorgestreept"
    HIDDEN = "verborgen rij"
    COMMENT = "opmerking bij een cel"
    EARLIER = "eerdere datum in een cel"
    LATER = "andere datum bij de uitkomst"
    ABOVE = "waarde van de cel erboven"
    HEADING = "tussenkop als straat"
    BELOW = "hulpvraag zonder bezoek"


LAYOUT_NAME: Final = "opmaak"
COLOUR: Final = "kleur"  # start of the word for a colour that no legend explains
COLOUR_LISTS: Final = (WordList.OUTCOME, WordList.STATUS)  # lists of which a colour can be a word
TAB: Final = "tabblad"  # start of the word for a whole tab
COUNTS: Final = "counts"  # meaning of a layout; otherwise it means nothing: the rows are left out
YES: Final = "yes"
NO: Final = "no"
INCOME: Final = "income"  # of a kind of cost or an account: it is none
NOT_OURS: Final = "not_this_project"  # of one, or of a cost centre
OURS: Final = "this_project"
# A word that is passed over, and its row with it where the row needs it. Of a street or an organisation: the word is a name of its own.
NOTHING: Final = ""
AS_IT_STANDS: Final = frozenset({WordList.AMOUNT, WordList.DAY, WordList.HOUSE_NUMBER, WordList.VISIT})
OF_ONE_ROW: Final = AS_IT_STANDS - {WordList.VISIT}  # an answer about one is only remembered for its row
BETWEEN: Final = " · "  # a word and the table that it stands in
OF_ROWS: Final = (WordList.LAYOUT, WordList.ROWS)  # say whether rows count: a word in two tables is asked about in each
LIST_OF: Final[Mapping[Kind, WordList]] = {
    Kind.OUTCOME: WordList.OUTCOME,
    Kind.STATUS: WordList.STATUS,
    Kind.THEME: WordList.THEME,
    Kind.THEMES: WordList.THEME,
    Kind.GOAL: WordList.GOAL,
    Kind.AREA: WordList.AREA,
    Kind.PARTNERS: WordList.ORGANISATION,
    Kind.YES_NO: WordList.YES_NO,
}
ALL_LISTS: Final[Mapping[Kind, WordList]] = {
    **LIST_OF,
    Kind.CATEGORY: WordList.CATEGORY,  # an unknown one counts as it is called: asked about once all sheets are in, as streets are
    Kind.ACCOUNT: WordList.CATEGORY,
    Kind.CENTRE: WordList.PROJECT,
    Kind.STATE: WordList.ROWS,
    Kind.CENTS: WordList.AMOUNT,
    Kind.DAY: WordList.DAY,
    Kind.NUMBER: WordList.HOUSE_NUMBER,
    Kind.STREET: WordList.STREET,  # of streets only those are asked about that look like a known one
}


class OwnWords(Struct, frozen=True):
    """Words that were given a meaning: by list, the word as it is compared and one of `meanings` or `NOTHING`.

    `now` are the lists of which words are being answered: what has no answer yet there stays asked, and is not taken as before.
    """

    lists: Mapping[WordList, Mapping[str, str]] = field(default_factory=dict)
    now: frozenset[WordList] = frozenset()

    def of(self, name: WordList) -> Mapping[str, str]:
        """The words of one list."""
        return self.lists.get(name, {})

    def in_table(self, table: TableName) -> OwnWords:
        """Read what was said of words in one table as if it were said of all: before that, as it goes before what was."""
        end = f"{BETWEEN}{value_key(FORM_OF[table].name)}"
        here = {
            name: {key.removesuffix(end): meaning for key, meaning in self.of(name).items() if key.endswith(end)}
            for name in OF_ROWS
        }
        return OwnWords(here).over(self) if any(here.values()) else self

    def over(self, other: OwnWords) -> OwnWords:
        """Put both together; where they differ, these count."""
        both = {name: {**other.of(name), **self.of(name)} for name in WordList if other.of(name) or self.of(name)}
        return OwnWords(both, self.now | other.now)


NO_WORDS: Final = OwnWords()


def word_key(text: str, name: WordList | None = None) -> str:
    """A word as it is compared; of what should have been a value every sign counts."""
    return clean(text).casefold() if name in AS_IT_STANDS else value_key(text)


def meanings(project: Project, name: WordList) -> tuple[str, ...]:
    """List all that a word of a list can mean: codes, or the project's own names; nothing where any value can be written."""
    return {
        **dict.fromkeys(AS_IT_STANDS, ()),
        WordList.OUTCOME: tuple(Outcome),
        WordList.STATUS: tuple(Status),
        WordList.THEME: project.themes,
        WordList.GOAL: project.goals,
        WordList.AREA: (*project.area_names, NOT_OURS),
        WordList.ORGANISATION: project.partners,
        WordList.YES_NO: (YES, NO),
        WordList.CATEGORY: (*project.cost_categories, INCOME, NOT_OURS),
        WordList.STREET: tuple(street for area in project.areas for street in area.streets),
        WordList.LAYOUT: (COUNTS,),
        WordList.PROJECT: (OURS, NOT_OURS),
        WordList.ROWS: (COUNTS,),
    }[name]


def is_layout(text: str) -> bool:
    """Say whether a text is the word for something in the layout: "Kleur groen", "doorgestreept"."""
    key = word_key(text).partition(BETWEEN)[0]
    return key.startswith(f"{COLOUR} ") or key in list(LayoutWord)


def is_tab(text: str) -> bool:
    """Say whether a text is the word for a whole tab: "tabblad Archief"."""
    return word_key(text).startswith(f"{TAB} ")


def list_called(text: str) -> WordList | None:
    """The list of a column, by its header ("Uitkomst") or by the list's own name ("outcome")."""
    key = header_key(text)
    code = key.replace(" ", "_")
    if key == LAYOUT_NAME:
        return WordList.LAYOUT
    if code in list(WordList):
        return WordList(code)
    ledger = vocabulary().ledger
    if key in ledger.accounts | ledger.account_names | ledger.centres:
        return WordList.PROJECT if key in ledger.centres else WordList.CATEGORY
    for table in TableName:
        known = vocabulary().headers[table].get(key)
        name = known[0] if known else code
        if name == "visit_id":
            return WordList.VISIT
        if (name in FIELDS[table] or request_part(name)) and kind_of(table, name) in ALL_LISTS:
            return ALL_LISTS[kind_of(table, name)]
    return None


class AskedWord(Struct, frozen=True):
    """A word that nobody knew: what is in a cell, so never logged and shown as text only."""

    list: WordList
    text: str
    rows: int
    column: str  # the header it stands under
    sheet: str
    suggestion: str | None = None  # the meaning of the known word that looks most like it
    meaning: str | None = None  # as the user said, or as it was surely taken; None: it is asked about
    cents: int | None = None  # of the rows with a word of money: an account, a kind of cost, a cost centre
    colour: str | None = None  # as RRGGBB, when it stands for the colour of rows
    cells: tuple[str, ...] = ()  # the first ones with it, where it stands in cells of one column
    whole: str = ""  # the first cell with it, where it is a part of what stands there
    of_rows: tuple[str, ...] = ()  # of a value as it stands: what it is called in each of its rows, to be remembered by
