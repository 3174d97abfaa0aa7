"""A table that was found in a sheet, with all that reading its rows takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from adv.model import TableName
    from adv.workbook.recognition.layout import Layout
    from adv.workbook.recognition.street_headings import Headings
    from adv.workbook.tables.grid import RawSheet
    from adv.workbook.vocabulary.recognition import SheetRecognition


class FoundTable(Struct, frozen=True):
    """One table in a sheet."""

    table: TableName
    sheet: RawSheet
    layout: Layout
    recognition: SheetRecognition  # which file and which columns
    links: tuple[tuple[str, int], ...] = ()  # blocked columns of numbers, used to join rows within this import
    in_visits: bool = False  # requests that stand in the rows of their visits
    street: str | None = None  # of all rows, when no column says it
    headings: Headings = ()  # the streets of the rows below each, when no column says it
