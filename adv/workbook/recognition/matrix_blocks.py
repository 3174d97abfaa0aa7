"""Blocks of amounts by kind and month, quarter or year: which rows and columns those are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from adv.workbook.values.date_forms import MONTH, Span

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from adv.workbook.tables.grid import RawSheet
    from adv.workbook.vocabulary.recognition import RememberedSheet


class Matrix(Struct, frozen=True):
    """One block of amounts by kind and month. Places are rows and columns of the sheet, from 0."""

    months: Mapping[int, date]  # the first day of each, by column; by row where the months are rows
    labels: Mapping[int, str]  # the kinds, by row; by column where the months are rows
    header_row: int
    label_column: int
    are_rows: bool = False  # the months are rows
    span: int = MONTH  # months in each of them
    unread: tuple[tuple[int, int], ...] = ()  # heads of amounts that are none of those
    income: frozenset[int] = frozenset()  # rows below a heading of income

    def place(self, month: int, label: int) -> tuple[int, int]:
        """Give the row and column of an amount."""
        return (month, label) if self.are_rows else (label, month)

    def without(self, columns: frozenset[int]) -> Matrix:
        """Leave out columns of the sheet."""
        if self.are_rows:
            return replace(self, labels={at: text for at, text in self.labels.items() if at not in columns})
        return replace(self, months={at: day for at, day in self.months.items() if at not in columns})


class FoundMatrix(Struct, frozen=True):
    """All blocks of a sheet that is such a table."""

    file: str
    sheet: RawSheet
    blocks: tuple[Matrix, ...]
    has_year: bool = True  # False: nothing says of which year it is
    shape: str | None = None  # of the first block, by which it is remembered
    remembered: RememberedSheet | None = None
    option: str | None = None  # what the user said of its amounts, now or then
    left_out: frozenset[int] = frozenset()  # columns that the user left out, now or when it was confirmed


class Block(Struct, frozen=True):
    """A block before its year is known."""

    months: Mapping[int, Span]
    labels: Mapping[int, str]
    header_row: int
    label_column: int
    titles: tuple[str, ...]
    are_rows: bool = False
    income: frozenset[int] = frozenset()
