"""Words that nobody knows, collected while the sheets are read, so that the user can say what they mean."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from msgspec import UNSET, Struct, UnsetType, field

from adv.workbook.tables.grid import Cell, Place, RawSheet, address
from adv.workbook.values.text import clean
from adv.workbook.vocabulary.canonical_form import FORM
from adv.workbook.vocabulary.code_legends import code_of
from adv.workbook.vocabulary.likeness import nearest
from adv.workbook.vocabulary.own_values import in_table
from adv.workbook.vocabulary.streets import points_at_somebody
from adv.workbook.vocabulary.word_lists import AS_IT_STANDS, LAYOUT_NAME, LIST_OF, OF_ROWS, AskedWord, WordList, word_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from adv.model import TableName
    from adv.workbook.tables.table import Codes
    from adv.workbook.values.text import Parsed
    from adv.workbook.vocabulary.fields import Kind
    from adv.workbook.vocabulary.knowledge import Knowledge
    from adv.workbook.vocabulary.project_names import Names

HEADERS: Final = {column.field: column.header for form in FORM for column in form.columns} | {
    WordList.PROJECT.value: "Kostenplaats",
    WordList.LAYOUT.value: LAYOUT_NAME.capitalize(),
    WordList.ROWS.value: "Telt mee",
}
MOST_CELLS: Final = 6  # of a word, to be named
LONGEST_ASKED: Final = 40  # characters; what is longer is no word for something
MOST_PIECES: Final = 6  # words in it
MOST_ASKED: Final = 40  # of each list, the most frequent ones
MOST_VALUES: Final = 400  # of what stands for a value: those can be answered all at once
SUGGESTED: Final = 80  # of 100: how much a word must look like a known one to be worth a suggestion
LONGEST_NUMBER: Final = 3  # digits; four are a year, a postcode, a part of a telephone number
LONGEST_CODE: Final = 6  # of an account or a cost centre
_CODE = re.compile(r"[0-9]+(?:[-./][0-9]+)*")  # "1804", "2018-17"
TAKEN_FOR: Final = frozenset({"read_as", "later_status"})  # codes of a cell that is no known word, and was taken for one
OF_MONEY: Final = frozenset({WordList.CATEGORY, WordList.PROJECT})  # asked about in the order of the euros behind them


def may_be_asked(text: str, name: WordList | None = None) -> bool:
    """Say whether a text is a code, or short and plain enough to be a word for something; no sentence, address or number of a person."""
    if code_of(text) is not None:
        return True
    digits = sum(char.isdigit() for char in text)
    most = LONGEST_CODE if name in OF_MONEY or name is WordList.ROWS else LONGEST_NUMBER
    is_short = len(text) <= LONGEST_ASKED and len(text.split()) <= MOST_PIECES and digits <= most
    if name in OF_MONEY and is_short and digits and _CODE.fullmatch(text):
        return True
    return is_short and any(char.isalpha() for char in text) and "@" not in text and not points_at_somebody(text)


class ColumnPlace(Struct, frozen=True):
    """The header of a column, its sheet, and where its cells stand."""

    header: str
    sheet: str
    lines: Codes  # of its rows, from 0
    column: int


class _Met(Struct):
    """One word as it was met first, and all that is known of it."""

    text: str
    header: str
    sheet: str
    rows: int = 0
    likely: str | UnsetType | None = UNSET  # name that it looks like, if somebody looked
    cents: int | None = None  # of a word of money
    assumed: str | None = None  # meaning that holds unless the user said something else
    cells: list[tuple[int, int]] = field(default_factory=list)  # the first ones, on that sheet
    of_rows: list[str] = field(default_factory=list)
    whole: str = ""

    def stand(self, where: ColumnPlace, lines: Codes) -> None:
        """Note where it stands."""
        if self.sheet == where.sheet:
            self.cells += [(line, where.column) for line in lines[: MOST_CELLS - len(self.cells)].tolist()]


class AskedWords:
    """The words of one intake that nobody knew, or that the user has given a meaning."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = self.everywhere = knowledge
        self.table: TableName | None = None  # the one that is read, with what was said of its words in `knowledge`
        self.names: Mapping[WordList, Names] = {
            WordList.THEME: knowledge.themes,
            WordList.GOAL: knowledge.goals,
            WordList.AREA: knowledge.areas,
            WordList.ORGANISATION: knowledge.partners,
        }
        self.swatches: dict[str, str] = {}  # the colours that words stand for
        self._met: dict[tuple[WordList, str], dict[TableName | None, _Met]] = {}  # by table, in lists where that matters

    def begin(self, table: TableName) -> None:
        """Read a table from now on."""
        self.table, self.knowledge = table, self.everywhere.in_table(table)

    def column(self, kind: Kind, where: ColumnPlace, distinct: Sequence[Cell], parsed: Sequence[Parsed[Any]], codes: Codes) -> None:
        """Look through the different cells of a column."""
        name = LIST_OF.get(kind)
        if name is None or not (self.knowledge.own.of(name) or any(one.code for one in parsed)):
            return
        are_marks = all(self.knowledge.yes_no(cell).value is not None for cell in distinct if cell is not None)
        counts = np.bincount(codes[codes >= 0], minlength=len(distinct)).tolist()
        for code, (cell, one, count) in enumerate(zip(distinct, parsed, counts, strict=True)):
            is_mark = are_marks and (name in self.names or not isinstance(cell, str))
            word = None if is_mark else cell if isinstance(cell, str) else code_of(cell)
            if word is not None and count:
                for text in self._asked(name, word, one):
                    met = self._add(name, text, count, (where.header, where.sheet))
                    met.assumed = one.value if one.code in TAKEN_FOR else None
                    met.stand(where, where.lines[codes == code])

    def _asked(self, name: WordList, cell: str, one: Parsed[Any]) -> list[str]:
        """The words in a cell that are unknown, were given a meaning by the user, or were taken for one and may be something else."""
        own = self.knowledge.own.of(name)
        is_unknown = one.code is not None and one.code.startswith(("unknown_", "unreadable_yes_no"))
        if name not in self.names:
            is_taken = one.code in TAKEN_FOR and isinstance(one.value, str)
            return [cell] if is_unknown or is_taken or word_key(cell) in own else []
        if not is_unknown and not own:
            return []
        pieces = [cell] if word_key(cell) in own else self.names[name].pieces(cell)
        unknown = self.names[name].split(cell)[1] if is_unknown else ()
        return [piece for piece in pieces if piece in unknown or word_key(piece) in own]

    def partner_like(self, text: str) -> str | None:
        """The partner that another name may stand for: its beginning, a slip of the pen, or one of several in it."""
        partners = self.knowledge.partners
        among = partners.split(text)[0]
        return partners.find(text) or partners.likely(text) or (among[0] if among else partners.nearest(text, SUGGESTED))

    def is_asked(self, name: WordList, text: str) -> bool:
        """Say whether a word is among those that nobody knew."""
        return (name, word_key(text)) in self._met

    def name(
        self,
        name: WordList,
        text: str,
        rows: int,
        sheet: str,
        likely: str | None,
        *,
        cents: int | None = None,
        taken: str | None = None,
    ) -> None:
        """A street, kind of cost or organisation that is none of the project's, and the one that it looks like or was `taken` for."""
        met = self._add(name, text, rows, (HEADERS[name.value], sheet), cents)
        met.likely, met.assumed = likely, taken or met.assumed

    def layout(self, text: str, rows: int, sheet: str, usual: str | None = None) -> None:
        """Something that the layout says of rows, and what is taken for its meaning as long as the user says nothing."""
        met = self._add(WordList.LAYOUT, text, rows, (HEADERS[WordList.LAYOUT.value], sheet))
        met.likely, met.assumed = None, met.assumed if usual is None else usual

    def money(
        self, name: WordList, text: str, rows: int, sheet: str, *, cents: int, meaning: str | None, likely: str | None = None
    ) -> None:
        """Take in an account, a kind of cost or a cost centre with the euros behind it, and what it was taken for, surely or `likely`."""
        met = self._add(name, text, rows, (HEADERS[name.value], sheet), cents)
        met.assumed, met.likely = meaning, likely if met.likely is UNSET else met.likely

    def apart(
        self,
        name: WordList,
        text: str,
        rows: int,
        sheet: str,
        *,
        cents: int | None,
        meaning: str | None,
        likely: str | None = None,
        places: Sequence[Place] = (),
        header: str = "",
        whole: str = "",
    ) -> None:
        """Take in what rows or a tab say of themselves, with what that was taken for, surely or `likely`, and where it stands."""
        met = self._add(name, text, rows, (header or HEADERS[name.value], sheet), cents)
        met.likely, met.assumed, met.whole = likely, meaning, met.whole or whole
        if met.sheet == sheet:
            met.cells += places[: MOST_CELLS - len(met.cells)]

    def value(
        self,
        name: WordList,
        text: str,
        where: ColumnPlace,
        of_rows: Sequence[str],
        *,
        cents: int | None = None,
        meaning: str | None = None,
        likely: str | None = None,
    ) -> None:
        """Take in what should have been a value, or the name of a cell that should have had one, with the euros in its rows."""
        met = self._add(name, text, len(where.lines), (where.header, where.sheet), cents)
        met.likely, met.assumed = likely, meaning
        met.of_rows += of_rows
        met.stand(where, where.lines)

    def _add(self, name: WordList, text: str, rows: int, where: tuple[str, str], cents: int | None = None) -> _Met:
        of = self._met.setdefault((name, word_key(text, name)), {})
        met = of.setdefault(self.table if name in OF_ROWS else None, _Met(clean(text), *where))
        met.rows += rows
        met.cents = met.cents if cents is None else (met.cents or 0) + cents
        return met

    def words(self, laid_out: Mapping[tuple[str, str | None], RawSheet]) -> tuple[AskedWord, ...]:
        """All of them, list by list: open ones first, by the euros or rows behind them; those that may hold something else than a word are left out."""
        found: list[AskedWord] = []
        places = {name: sheet.place for (_, name), sheet in laid_out.items()}
        for name in WordList:
            own = self.everywhere.own.of(name)  # the user's meaning, else the assumed one; None: it is asked about
            mine = [
                (key, met, own.get(word_key(met.text, name), own.get(key, met.assumed)))
                for (of, key), tables in self._met.items()
                if of is name
                for met in _apart(tables)
            ]
            if name in AS_IT_STANDS:  # `own_values.word_of` said what of them may be shown
                mine.sort(key=lambda one: one[1].cells)
            else:
                mine = sorted((one for one in mine if may_be_asked(one[1].text, name)), key=lambda one: one[0])
            mine.sort(key=lambda one: (one[2] is not None, -abs(one[1].cents or 0), -one[1].rows))
            for key, met, meaning in mine[: MOST_VALUES if name in AS_IT_STANDS else MOST_ASKED]:
                likely = self._suggestion(name, met.text) if met.likely is UNSET else met.likely
                where, place = (met.text, met.rows, met.header, met.sheet), places.get(met.sheet)
                cells = tuple(address(*(place(*cell) if place else cell)) for cell in met.cells)  # the sheet may be laid out anew
                colour, of_rows = self.swatches.get(key), tuple(met.of_rows)
                found.append(AskedWord(name, *where, likely, meaning, met.cents, colour, cells, met.whole, of_rows))
        return tuple(found)

    def _suggestion(self, name: WordList, text: str) -> str | None:
        words = self.knowledge.words
        if name in self.names:
            near = nearest(text, self.names[name].names, SUGGESTED)
            return near or (self.names[name].abbreviated(text) if name is WordList.ORGANISATION else None)
        if name is WordList.YES_NO:
            return None
        known: Mapping[str, str] = words.outcomes if name is WordList.OUTCOME else words.statuses
        own = self.knowledge.own.of(name)
        near = nearest(text, [word for word in known if word not in own], SUGGESTED)
        return str(known[near]) if near else None


def _apart(tables: Mapping[TableName | None, _Met]) -> Iterator[_Met]:
    """Give a word as it is asked about: in each of several tables apart."""
    for table, met in tables.items():
        if table and len(tables) > 1:
            met.text = in_table(met.text, table)
        yield met
