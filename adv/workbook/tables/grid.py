"""Cells as they were read, and how they look, without meaning yet: the worker hands them over, and everything else in the package reads them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping  # noqa: TC003 - decoding needs it
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

K = TypeVar("K")
V = TypeVar("V")
REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")
# An empty cell is None. Text is as it stands in the file. Numbers are as stored: Excel knows only floats.
Cell = str | float | int | bool | date | datetime | time | timedelta | None
Place = tuple[int, int]  # row and column, from 0
# Manners of text as colours that nobody chooses, for what is done with colours is done with them as well.
MANNERS: Final = {"010101": "bold", "020202": "italic", "030303": "underlined"}
COLOUR = re.compile(r"[0-9A-F]{6}")
TITLES = 10  # rows above a list that are coloured to look nice
SHORT = 1000  # rows of a list that is looked at all the same
MARKS = ("F8CBC6", "FFE699", "D6E6F4")  # our own colours in a workbook that is handed back: an error, a warning, something to know
ROW_TOO_LONG: Final = "row_too_long"  # of a row with a separator too many: an odd row, and the code of its finding
TWICE: Final = re.compile(r"Ã[\x80-\xbf\u0152-\u2122]|â€")


class Upload(Struct, frozen=True):
    """A file as it came in. `name` is only for showing: what it is follows from `content`."""

    name: str
    content: bytes


class Looks(Struct, frozen=True, forbid_unknown_fields=True):
    """The layout of one sheet, as far as people mean something by it. Colours are written as RRGGBB.

    Of a cell in `amended` a part was struck out: only the rest is in its text. `is_partial` says that there was more than is read.
    """

    struck: frozenset[Place] = frozenset()
    amended: frozenset[Place] = frozenset()
    fills: Mapping[Place, str] = field(default_factory=dict)
    fonts: Mapping[Place, str] = field(default_factory=dict)
    comments: Mapping[Place, str] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    is_partial: bool = False
    boxes: tuple[str, ...] = ()  # texts of text boxes
    has_rules: bool = False  # conditional: they give cells a colour by their content
    colour_column: int = -1  # added by the recognition: the words for the colours of the rows
    swatches: Mapping[str, str] = field(default_factory=dict)  # the colours that these words stand for
    worded: frozenset[Place] = frozenset()  # empty cells that the recognition filled with the word for their colour
    odd: frozenset[Place] = frozenset()  # cells in another colour than their row
    struck_means: str | None = None  # as the legend says

    def __post_init__(self) -> None:
        """Refuse colours that are none: they are shown as such."""
        if not all(map(COLOUR.fullmatch, {*self.fills.values(), *self.fonts.values()})):
            raise ValueError("colours")

    def are_in(self, rows: int) -> bool:
        """Say whether the layout of a sheet of so many rows may mean something: a long list with a coloured title is plain."""
        coloured = (row for colours in (self.fills, self.fonts) for row, _ in colours)
        return bool(self.struck) or any(row >= TITLES or rows <= SHORT for row in coloured)

    def without_marks(self) -> Looks:
        """Leave out what we coloured and commented ourselves."""
        ours = {place for place, colour in self.fills.items() if colour in MARKS}
        fills = {place: colour for place, colour in self.fills.items() if place not in ours}
        return replace(self, fills=fills, comments={place: text for place, text in self.comments.items() if place not in ours})


NO_LOOKS = Looks()


class NumberFormat(StrEnum):
    """Ways in which a file shows numbers so that they seem to be others."""

    THOUSANDTHS = "thousandths"  # with three decimals
    SCALED = "scaled"  # divided by a thousand: 43300 as "43,3k"
    WITH_K = "with_k"  # with a letter behind it: 43,3 as "43,3k"


class Lie(StrEnum):
    """Ways in which a list lies in its sheet, whose cells the recognition laid out in rows and columns."""

    IN_ROWS = "in_rows"
    TURNED = "turned"  # on its side
    IN_ONE = "in_one"  # all that a row says in one cell


class RawSheet(Struct, frozen=True):
    """One sheet, column by column: ``columns[c][r]`` is the cell in column c, row r, both from 0, from A1 on.

    All columns are equally long. `flaws` names cells that hold no usable value, by (row, column): an error value
    (``"#N/A"``), ``"formula"`` for a formula whose outcome the file does not keep, ``"number"`` for a number cell without
    a number, ``"text"`` for one that points at no text, ``"too_long"`` for a text over the limit; the cell itself is then None. `odd_rows` (.csv only) names rows, from
    0, with another count of fields than most: ``"row_too_long"`` (one separator too many: the cells may have shifted, so
    nothing in that row can be trusted) or ``"row_too_short"`` (titles above the table are so too: look at data rows only).
    """

    name: str
    columns: tuple[list[Cell], ...]
    is_hidden: bool = False
    flaws: Mapping[tuple[int, int], str] = field(default_factory=dict)
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()  # first row, first column, last row, last column
    odd_rows: tuple[tuple[int, str], ...] = ()
    is_1904: bool = False  # numbers in date columns count from 1904 instead of 1900
    is_grid: bool = True  # False: a chart or macros instead of cells
    looks: Looks = NO_LOOKS
    is_street: bool = False  # its name is a street's, because other sheets of the file are called after streets
    computed: frozenset[tuple[int, int]] = frozenset()  # formulas whose outcome the file did not keep, and that were computed
    is_tally: bool = False  # its rows count visits by their outcome
    rounds: tuple[int, ...] = ()  # columns of rounds, whose headers got their days
    days_column: int | None = None  # with days that were put together from what stands elsewhere, their year too
    formats: Mapping[Place, NumberFormat] = field(default_factory=dict)  # of numbers that are shown as something else than they are
    lie: Lie = Lie.IN_ROWS
    only: int = 0  # the one column that holds a list whose rows stand in single cells ("2019-03-04;Waartplein;niet thuis")

    def place(self, row: int, column: int) -> Place:
        """Give the place in the file of a cell as it was laid out."""
        return (column, row) if self.lie is Lie.TURNED else (row, self.only) if self.lie is Lie.IN_ONE else (row, column)

    @property
    def row_count(self) -> int:
        """Count rows down to the last one that holds something."""
        return len(self.columns[0]) if self.columns else 0


class RawWorkbook(Struct, frozen=True):
    """The sheets of one file in their order. `remarks` are the keys of what was odd about the file but did no harm.

    ``"other_kind"``: its name says another kind of file than it is, or ``"web_page"``; ``"hidden_rows"``: rows hidden by hand or by a filter,
    read all the same, of which the sheets do not say where they are; ``"layout"``: colours, comments or what is struck out could not
    all be read; ``"links"``: formulas point to other workbooks, whose last known outcome was read; ``"macros"``: it has
    macros, never run and not kept.
    """

    file: str
    sheets: tuple[RawSheet, ...]
    sha256: str
    remarks: tuple[str, ...] = ()


def column_letters(column: int) -> str:
    """Give Excel's name of a column counted from 0: 0 is A, 27 is AB."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Count, from 0, the column of these letters: A is 0, AB is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def address(row: int, column: int) -> str:
    """Give Excel's name of a cell, row and column counted from 0: (13, 2) is C14."""
    return f"{column_letters(column)}{row + 1}"


def place_of(reference: str) -> tuple[int, int] | None:
    """Find row and column, from 0, of a reference: C14 is (13, 2); None when it is no reference to one cell."""
    match = REFERENCE.fullmatch(reference)
    return None if match is None else (int(match[2]) - 1, column_number(match[1]))


def encoded_once(text: str) -> str:
    """Undo a second encoding: "RÃ¶ntgen", which some program made of "Röntgen" when it took UTF-8 for Windows' own."""
    if TWICE.search(text):
        with suppress(UnicodeError):
            return text.encode("cp1252").decode("utf-8")
    return text


def grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    """Put the values of equal keys together, in the order of the first of each."""
    found: dict[K, list[V]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found
