"""The rows of one table while they are read and checked: columns as distinct values and codes, with where each row stood."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import chain, count
from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec import Struct, field

from adv.model import COLUMNS, Dataset, Project, TableName

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from adv.dataset import Column
    from adv.workbook.tables.findings import FindingLog, Severity
    from adv.workbook.tables.grid import Cell

    Mask = NDArray[np.bool_]
    Codes = NDArray[np.intp]

MOST_GROUPS = 2**62  # before combined numbers overflow they are numbered anew
_TRUE, _FALSE = object(), object()  # in Python 1 == True, in a spreadsheet not


class CodedColumn(Struct, frozen=True, eq=False):
    """Distinct values and, for each row, the place of its own among them; -1 is missing. Never changed after it was made.

    Work on a column of 100 000 rows is then work on its few hundred different values. Once all is checked, such a column
    becomes one of a frame (`adv.dataset.from_codes`): outside `adv.workbook` nobody knows it.
    """

    distinct: Sequence[object]
    codes: NDArray[np.intp]

    def __len__(self) -> int:
        return len(self.codes)


def encode(cells: Sequence[Cell]) -> tuple[list[Cell], Codes]:
    """List the different cells of a column, and for each row the place of its own among them."""
    index: defaultdict[Any, int] = defaultdict(count().__next__)
    codes = np.fromiter(map(index.__getitem__, cells), np.intp, len(cells))
    if (1 in index or 0 in index) and bool in set(map(type, cells)):
        distinct, codes = encode([_TRUE if cell is True else _FALSE if cell is False else cell for cell in cells])  # type: ignore[misc]
        return [key is _TRUE if key is _TRUE or key is _FALSE else key for key in distinct], codes
    return list(index), codes


def recode(values: Sequence[Any], codes: Codes | None = None) -> CodedColumn:
    """Make a column in which equal values are one, and None is missing; without codes the values are those of the rows."""
    codes = np.arange(len(values), dtype=np.intp) if codes is None else codes
    if len(set(values)) == len(values) and None not in values:
        return CodedColumn(values, codes)
    index: dict[Any, int] = {}
    places = np.fromiter((-1 if value is None else index.setdefault(value, len(index)) for value in values), np.intp, len(values))
    return CodedColumn(list(index), np.where(codes < 0, -1, places[codes]))


def translate(column: CodedColumn, change: Callable[[Any], Any]) -> CodedColumn:
    """Change each of the different values of a column."""
    return recode([change(value) for value in column.distinct], column.codes)


def united(first: CodedColumn, second: CodedColumn) -> CodedColumn:
    """Unite two columns of several values each: all that is in either of them."""
    pairs, codes = np.unique(np.stack([first.codes, second.codes]), axis=1, return_inverse=True)
    left, right = [*first.distinct, ()], [*second.distinct, ()]
    values = [tuple(dict.fromkeys((*left[a], *right[b]))) or None for a, b in pairs.T.tolist()]
    return recode(values, codes)


def either(flags: Mask, first: CodedColumn, second: CodedColumn) -> CodedColumn:
    """Take the values of one column in the rows that are flagged, of another in the rest."""
    codes = np.where(second.codes < 0, -1, second.codes + len(first.distinct))
    return recode([*first.distinct, *second.distinct], np.where(flags, first.codes, codes))


def combine(columns: Iterable[CodedColumn], rows: int) -> Codes:
    """Number the rows so that those that are equal in all columns have the same number."""
    combined = np.zeros(rows, dtype=np.int64)
    groups = 1
    for column in columns:
        if groups * (len(column.distinct) + 1) > MOST_GROUPS:
            groups, combined = _counted(combined)
        combined = combined * (len(column.distinct) + 1) + column.codes + 1
        groups *= len(column.distinct) + 1
    return _counted(combined)[1].astype(np.intp)


def _counted(combined: NDArray[np.int64]) -> tuple[int, NDArray[np.int64]]:
    distinct, numbers = np.unique(combined, return_inverse=True)
    return max(1, len(distinct)), numbers.astype(np.int64)


def ordinals(column: CodedColumn) -> Codes:
    """Give the days in a column as `date.toordinal`, row by row; 0 where there is none."""
    days = [value.toordinal() if isinstance(value, date) else 0 for value in column.distinct]
    return np.array([*days, 0], dtype=np.intp)[column.codes]


def holds(column: CodedColumn, test: Callable[[Any], bool]) -> Mask:
    """Flag the rows whose value passes a test; one without a value never does."""
    return np.array([*map(test, column.distinct), False], dtype=bool)[column.codes]


def places_in(column: CodedColumn, place: Mapping[Any, int], other: int = -1) -> Codes:
    """Give the place of each row's value, `other` for one that has no place; -1 where there is no value."""
    return np.array([*(place.get(value, other) for value in column.distinct), -1], dtype=np.intp)[column.codes]


def values_of(column: CodedColumn, rows: Codes | None = None) -> list[Any]:
    """List the values in some rows, or in all; None where missing."""
    padded = [*column.distinct, None]
    return [padded[code] for code in (column.codes if rows is None else column.codes[rows])]


class Part(Struct):
    """The rows of one table in one sheet. `lines` are rows of the sheet, from 0; `keep` is False for those in error."""

    table: TableName
    file: str
    sheet: str
    lines: Codes
    columns: dict[str, CodedColumn]
    places: dict[str, int]  # the column of each field in the sheet
    keep: Mask
    links: dict[str, CodedColumn] = field(default_factory=dict)  # numbers that join rows and are not kept
    plain: set[str] = field(default_factory=set)  # columns of plain numbers only
    # columns that are not read and may be, or refer to, those of rows
    other_numbers: dict[int, CodedColumn] = field(default_factory=dict)
    reference_header: str = ""  # over the numbers of the visits of requests
    may_be: dict[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # of references that say too little: the visits that they may mean
    is_reference_guessed: bool = False  # nothing but its numbers speaks for the column of the visits' numbers
    in_visits: bool = False  # requests that stand in the rows of their visits
    span: int = 0  # months that each amount is of, where these are sums; 0: a booking
    is_main: Mask | None = None  # of several visits in one row, the one that the row's requests belong to; None: all
    is_tally: bool = False  # its visits were counted per evening, and have no address
    is_passed: Mask | None = None  # rows that the user leaves out; None: none
    is_vague: Mask | None = None  # requests raised in a month of which the day is not known; None: none


class Table:
    """All rows of one table, from all sheets and files."""

    def __init__(self, name: TableName, parts: list[Part]) -> None:
        self.name = name
        self.parts = parts
        self.keys: dict[str, CodedColumn] = {}  # numbers as they are compared, once they have been asked for
        counts = [len(part.lines) for part in parts]
        self.part_of = np.repeat(np.arange(len(counts), dtype=np.intp), counts)
        self.lines = _end_to_end((part.lines for part in parts), np.intp)
        self.keep = _end_to_end((part.keep for part in parts), np.bool_)
        self.is_main = self._flags("is_main", or_else=True)
        self.is_vague = self._flags("is_vague", or_else=False)
        self.is_passed = self._flags("is_passed", or_else=False)
        self.plain: frozenset[str] = frozenset.intersection(*(frozenset(part.plain) for part in parts)) if parts else frozenset()
        self.columns = self._joined("columns")
        self.links = self._joined("links")

    def __len__(self) -> int:
        return len(self.lines)

    def _flags(self, name: str, *, or_else: bool) -> Mask:
        given = ((part, getattr(part, name)) for part in self.parts)
        return _end_to_end((np.full(len(part.lines), or_else) if flags is None else flags for part, flags in given), np.bool_)

    def _joined(self, where: str) -> dict[str, CodedColumn]:
        columns: list[dict[str, CodedColumn]] = [getattr(part, where) for part in self.parts]
        return {name: self._joined_column([of_part.get(name) for of_part in columns]) for name in dict.fromkeys(chain(*columns))}

    def _joined_column(self, columns: Sequence[CodedColumn | None]) -> CodedColumn:
        values: list[Any] = []
        codes: list[Codes] = []
        for part, column in zip(self.parts, columns, strict=True):
            if column is None:
                codes.append(np.full(len(part.lines), -1, np.intp))
            else:
                codes.append(np.where(column.codes < 0, -1, column.codes + len(values)))
                values.extend(column.distinct)
        joined = _end_to_end(codes, np.intp)
        return CodedColumn(values, joined) if len(columns) == 1 else recode(values, joined)

    def column(self, name: str) -> CodedColumn:
        """Give a column; missing throughout when no sheet has it."""
        column = self.columns.get(name)  # one without rows is falsy, and still has its values
        return CodedColumn([], np.full(len(self), -1, np.intp)) if column is None else column

    def numbers(self, name: str) -> CodedColumn:
        """Give a column of numbers, whether they are kept or only join rows."""
        return self.links.get(name) or self.column(name)

    def given(self, name: str) -> Mask:
        """Flag the rows that have a value in a column."""
        return self.column(name).codes >= 0

    def kept_with(self, column: CodedColumn, codes: int | Sequence[int]) -> Codes:
        """Find the rows that are kept and have one of these values in a column."""
        return np.flatnonzero(np.isin(column.codes, codes) & self.keep)

    def occurring(self, column: CodedColumn) -> Iterator[tuple[str, int, str]]:
        """Yield each value of a column in rows that are kept, with how many those are and the sheet of the first one."""
        kept = np.flatnonzero(self.keep & (column.codes >= 0))
        found, firsts, counts = np.unique(column.codes[kept], return_index=True, return_counts=True)
        for code, first, often in zip(found.tolist(), firsts.tolist(), counts.tolist(), strict=True):
            yield str(column.distinct[code]), often, self.parts[int(self.part_of[kept[first]])].sheet

    def say(self, log: FindingLog, severity: Severity, code: str, rows: Codes | Mask, name: str, **params: str | int) -> None:
        """Report some rows, each in the cell of one field, grouped by sheet."""
        rows = np.flatnonzero(rows) if rows.dtype == np.bool_ else rows
        for number, part in enumerate(self.parts):
            mine = rows[self.part_of[rows] == number]
            if len(mine):
                column = part.places.get(name, min(part.places.values(), default=0))
                log.add_rows(severity, code, part, self.lines[mine], column, **params)


def _end_to_end(arrays: Iterable[NDArray[Any]], kind: type[np.generic]) -> NDArray[Any]:
    return np.concatenate([np.zeros(0, kind), *arrays])


def cents_of(table: Table, rows: Mask) -> int:
    """Add up the amounts in rows of a list of expenses."""
    if table.name is not TableName.EXPENSES or not rows.any():
        return 0
    amounts = table.column("cents")
    return sum(amounts.distinct[code] for code in amounts.codes[rows].tolist() if code >= 0)


def columns_of(table: Table) -> dict[str, CodedColumn]:
    """Take the rows of a table that count, in the columns of the contract."""
    rows = np.flatnonzero(table.keep)
    whole = {column: table.column(column) for column in COLUMNS[table.name]}
    kept = {column: CodedColumn(coded.distinct, coded.codes[rows]) for column, coded in whole.items()}
    for source in ("file", "sheet"):
        kept[source] = CodedColumn([getattr(part, source) for part in table.parts], table.part_of[rows])
    lines = (table.lines[rows] + 1).tolist()
    return {**kept, "row": CodedColumn(lines, np.arange(len(rows), dtype=np.intp))}


def dataset_of(tables: Mapping[TableName, Mapping[str, CodedColumn]], project: Project) -> Dataset:
    """Put rows into frames."""
    from adv.dataset import build, from_codes  # noqa: PLC0415 - pandas comes in while a worker reads

    made: dict[TableName, dict[str, Column]] = {}
    for name, columns in tables.items():
        whole: dict[str, Column] = {
            column: from_codes(project, name, column, coded.distinct, coded.codes)
            for column, coded in columns.items()
            if column != "row"
        }
        row = columns["row"]
        made[name] = whole | {"row": np.asarray(row.distinct, dtype="int64")[row.codes]}
    return build(project, made)
