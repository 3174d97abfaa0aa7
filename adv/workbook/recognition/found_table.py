"""Found tables: what recognition hands to parsing, and their columns as distinct cells with the place of each row's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from adv.workbook.recognition.evidence.doubts import EARLIER
from adv.workbook.recognition.evidence.repeated_visits import QUESTION
from adv.workbook.vocabulary.fields import is_beside

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from adv.model import Status, TableName
    from adv.workbook.recognition.evidence.street_headings import Headings
    from adv.workbook.recognition.places.layout import Layout
    from adv.workbook.tables.grid import Cell, RawSheet
    from adv.workbook.tables.table import Codes, Mask
    from adv.workbook.understood import SheetRecognition, TabClaim


class FoundTable(Struct, frozen=True):
    """One table that was found in a sheet, with all that reading its rows takes."""

    table: TableName
    sheet: RawSheet
    layout: Layout
    recognition: SheetRecognition  # with the file and the columns
    links: Mapping[int, str]  # blocked columns of numbers, used to join rows within this import
    in_visits: bool = False  # requests that stand in the rows of their visits
    street: str | None = None  # of all rows, when no column says it
    headings: Headings = ()  # the streets, or accounts, of the rows below each, when no column says it
    year: int | None = None  # of all amounts, when no column says a day
    remarks: tuple[int, ...] = ()  # columns that are not read, and may say that their row does not count
    tab: TabClaim | None = None  # claim of the name of its tab about all rows
    theme: str | None = None  # of all requests, when they stand in a column of it
    themes: tuple[int, ...] = ()  # columns of the themes of a visit, for the requests in its row
    status: Status | None = None  # of all requests, when no column says it

    @property
    def own(self) -> dict[int, str]:
        """The fields of the row itself, or of the first visit in it; further visits and requests are rows of their own.

        Of several columns of a field the first that is filled in counts: what was earlier stands last.
        """
        columns = sorted(self.recognition.columns, key=lambda one: one.reason.params["place"] if one.reason.key == EARLIER else 0)
        return {one.column: one.field for one in columns if one.field and not is_beside(one.field)}

    @property
    def earlier(self) -> frozenset[int]:
        """The columns that count where later ones of the same field are empty."""
        return frozenset(one.column for one in self.recognition.columns if one.reason.key == EARLIER)

    @property
    def has_questions(self) -> bool:
        """Tell whether these are requests in the words of residents, "wil hulp met de tuin"; lists of requests may have them too."""
        return self.in_visits and any(column.reason.key == QUESTION for column in self.recognition.columns)

    @property
    def is_ticked(self) -> bool:
        """Tell whether marks in columns say the outcome: an "x" below "Niet thuis"."""
        return any(column.field == "outcome" and column.option for column in self.recognition.columns)


class EncodedColumn(Struct, frozen=True):
    """A recognised column from the first row under the header on."""

    column: int
    field: str
    distinct: list[Cell]
    codes: Codes
    is_plain: bool = False  # every cell a plain number of a visit or request: no blank, no text, no total

    def where(self, flags: Sequence[bool]) -> Mask:
        """Flag the rows whose value is flagged."""
        return np.fromiter(flags, bool, len(self.distinct))[self.codes]
