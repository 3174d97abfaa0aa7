"""The rows of one table while they are read and checked: columns as distinct values and codes, with where each row stood."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec import Struct, field

from adv.coded import Coded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from adv.model import TableName
    from adv.workbook.tables.finding_log import FindingLog
    from adv.workbook.tables.findings import Severity
    from adv.workbook.tables.grid import Cell

    Mask = NDArray[np.bool_]
    Codes = NDArray[np.intp]

MOST_GROUPS = 2**62  # before combined numbers overflow they are numbered anew
_TRUE, _FALSE = object(), object()  # in Python 1 == True, in a spreadsheet not


def encode(cells: Sequence[Cell]) -> tuple[list[Cell], Codes]:
    """The different cells of a column, and for each row which of them it is."""
    keys: Sequence[Any] = cells
    if bool in set(map(type, cells)):
        keys = [_TRUE if cell is True else _FALSE if cell is False else cell for cell in cells]
    distinct = dict.fromkeys(keys)
    if len(distinct) == len(keys) and keys is cells:
        return list(cells), np.arange(len(cells), dtype=np.intp)
    index = {key: number for number, key in enumerate(distinct)}
    codes = np.fromiter(map(index.__getitem__, keys), dtype=np.intp, count=len(keys))
    return [True if key is _TRUE else False if key is _FALSE else key for key in index], codes


def recode(values: Sequence[Any], codes: Codes) -> Coded:
    """The same column with equal values made one, and None as missing."""
    if len(set(values)) == len(values) and None not in values:
        return Coded(values, codes)
    index: dict[Any, int] = {}
    places = np.fromiter((-1 if value is None else index.setdefault(value, len(index)) for value in values), np.intp, len(values))
    return Coded(list(index), np.where(codes < 0, -1, places[codes]) if len(places) else np.full(len(codes), -1, np.intp))


def translate(column: Coded, change: Callable[[Any], Any]) -> Coded:
    """A column with each of its different values changed."""
    return recode([change(value) for value in column.distinct], column.codes)


def united(first: Coded, second: Coded) -> Coded:
    """Several columns of several values each as one: all that is in any of them."""
    pairs, codes = np.unique(np.stack([first.codes, second.codes]), axis=1, return_inverse=True)
    left, right = [*first.distinct, ()], [*second.distinct, ()]
    values = [tuple(dict.fromkeys((*left[a], *right[b]))) or None for a, b in pairs.T.tolist()]
    return recode(values, codes.reshape(-1))


def combine(columns: Iterable[Coded], rows: int) -> Codes:
    """A number for each row, the same for rows that are equal in all columns."""
    combined = np.zeros(rows, dtype=np.int64)
    groups = 1
    for column in columns:
        if groups * (len(column.distinct) + 1) > MOST_GROUPS:
            groups, combined = _counted(combined)
        combined = combined * (len(column.distinct) + 1) + column.codes + 1
        groups *= len(column.distinct) + 1
    return _counted(combined)[1].astype(np.intp)


def _counted(combined: NDArray[np.int64]) -> tuple[int, NDArray[np.int64]]:
    """The same groups, numbered from 0 without gaps, and how many there are."""
    distinct, numbers = np.unique(combined, return_inverse=True)
    return max(1, len(distinct)), numbers.astype(np.int64)


def ordinals(column: Coded) -> Codes:
    """The days in a column as `date.toordinal`, row by row; 0 where there is none."""
    days = [value.toordinal() if isinstance(value, date) else 0 for value in column.distinct]
    return np.array([*days, 0], dtype=np.intp)[column.codes]


def values_of(column: Coded, rows: Codes) -> list[Any]:
    """The values in some rows, None where missing."""
    padded = [*column.distinct, None]
    return [padded[code] for code in column.codes[rows]]


class Part(Struct):
    """The rows of one table in one sheet. `lines` are rows of the sheet, from 0; `keep` is False for those in error."""

    table: TableName
    file: str
    sheet: str
    lines: Codes
    columns: dict[str, Coded]
    places: dict[str, int]  # the column of each field in the sheet
    keep: Mask
    links: dict[str, Coded] = field(default_factory=dict)  # numbers that join rows and are not kept
    plain: set[str] = field(default_factory=set)  # columns of plain numbers only
    in_visits: bool = False  # requests that stand in the rows of their visits
    is_main: Mask | None = None  # of several visits in one row, the one that the row's requests belong to; None: all
    is_vague: Mask | None = None  # requests raised in a month of which the day is not known; None: none


class Table:
    """All rows of one table, from all sheets and files."""

    def __init__(self, name: TableName, parts: list[Part]) -> None:
        self.name = name
        self.parts = parts
        self.keys: dict[str, Coded] = {}  # numbers as they are compared, once they have been asked for
        counts = [len(part.lines) for part in self.parts]
        self.part_of = np.repeat(np.arange(len(counts), dtype=np.intp), counts)
        self.lines = np.concatenate([part.lines for part in self.parts]) if self.parts else np.zeros(0, np.intp)
        self.keep = np.concatenate([part.keep for part in self.parts]) if self.parts else np.zeros(0, bool)
        mains = [np.ones(len(part.lines), bool) if part.is_main is None else part.is_main for part in self.parts]
        self.is_main = np.concatenate(mains) if mains else np.zeros(0, bool)
        vague = [np.zeros(len(part.lines), bool) if part.is_vague is None else part.is_vague for part in self.parts]
        self.is_vague = np.concatenate(vague) if vague else np.zeros(0, bool)
        self.plain: frozenset[str] = (
            frozenset.intersection(*(frozenset(part.plain) for part in self.parts)) if self.parts else frozenset()
        )
        self.columns = {
            name: self._joined(name, "columns") for name in dict.fromkeys(n for part in self.parts for n in part.columns)
        }
        self.links = {name: self._joined(name, "links") for name in dict.fromkeys(n for part in self.parts for n in part.links)}

    def __len__(self) -> int:
        return len(self.lines)

    def _joined(self, name: str, where: str) -> Coded:
        values: list[Any] = []
        codes: list[Codes] = []
        for part in self.parts:
            column = getattr(part, where).get(name)
            if column is None:
                codes.append(np.full(len(part.lines), -1, np.intp))
            else:
                codes.append(np.where(column.codes < 0, -1, column.codes + len(values)))
                values.extend(column.distinct)
        joined = np.concatenate(codes) if codes else np.zeros(0, np.intp)
        return Coded(values, joined) if len(self.parts) == 1 else recode(values, joined)

    def column(self, name: str) -> Coded:
        """A column; missing throughout when no sheet has it."""
        column = self.columns.get(name)  # one without rows is falsy, and still has its values
        return Coded([], np.full(len(self), -1, np.intp)) if column is None else column

    def given(self, name: str) -> Mask:
        """Which rows have a value in a column."""
        return self.column(name).codes >= 0

    def order(self) -> Codes:
        """Every row's place."""
        return np.arange(len(self), dtype=np.intp)

    def say(self, log: FindingLog, severity: Severity, code: str, rows: Codes, name: str, **params: str | int) -> None:
        """Report some rows, each in the cell of one field, grouped by sheet."""
        for number, part in enumerate(self.parts):
            mine = rows[self.part_of[rows] == number]
            if len(mine):
                column = part.places.get(name, min(part.places.values(), default=0))
                log.add_rows(severity, code, part, self.lines[mine], column, **params)
