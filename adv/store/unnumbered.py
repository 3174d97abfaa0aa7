"""Rows without numbers that come in beside those that are stored: of the same list (longer, or corrected) or of another one. Pure.

A list is what stands in one file. A newer export of it holds nearly all of its rows, with the same days and amounts. The same
file read in another way holds them in the same places, with the same days or the same amounts.
"""

from __future__ import annotations

from collections import Counter

from msgspec import Struct

from adv.model import TableName
from adv.store.numbering import FEWEST_OF_A_LIST
from adv.store.row_encoding import EncodedColumns, Value
from adv.store.schema import content_columns
from adv.workbook.tables.grid import grouped

ROW_SIGNATURE = {
    TableName.EXPENSES: ("booked_on", "cents"),
    TableName.ACTIVITIES: ("held_on", "kind"),
}  # columns by which rows without a number are known again
NEARLY_ALL_ROWS = 0.8  # share of a list's rows: the others were corrected, or taken out


class Beside(Struct, frozen=True):
    """Stored rows of lists that the incoming file is no newer version of."""

    rows: tuple[int, ...]
    is_other_list: bool  # they are a list, and not a few rows

    def with_incoming(self, name: TableName, stored: EncodedColumns, incoming: EncodedColumns) -> EncodedColumns:
        """Put the incoming rows after these; equal rows once."""
        said = content_columns(name)
        again = Counter(zip(*(incoming[column] for column in said), strict=True))
        kept = []
        for row in self.rows:
            content = tuple(stored[column][row] for column in said)
            again[content] -= 1
            if again[content] < 0:
                kept.append(row)
        return {column: [*(stored[column][row] for row in kept), *values] for column, values in incoming.items()}


def beside(name: TableName, stored: EncodedColumns, incoming: EncodedColumns) -> Beside:
    """Find the stored rows that are of other lists than the file that comes in."""
    here = Counter(zip(*(incoming[column] for column in ROW_SIGNATURE[name]), strict=True))
    at_place = dict(zip(_places(incoming), zip(*(incoming[column] for column in ROW_SIGNATURE[name]), strict=True), strict=True))
    is_found = []
    for place, told in zip(_places(stored), zip(*(stored[column] for column in ROW_SIGNATURE[name]), strict=True), strict=True):
        now = at_place.get(place)
        is_found.append(here[told] > 0 or (now is not None and any(old == new for old, new in zip(told, now, strict=True))))
        here[told] -= 1
    lists = grouped((file, row) for row, file in enumerate(stored["file"]))
    others = [rows for rows in lists.values() if sum(is_found[row] for row in rows) < NEARLY_ALL_ROWS * len(rows)]
    is_list = any(len(rows) >= FEWEST_OF_A_LIST or len(rows) == len(is_found) for rows in others)
    return Beside(tuple(sorted(row for rows in others for row in rows)), is_list)


def _places(columns: EncodedColumns) -> list[tuple[Value, ...]]:
    return list(zip(columns["file"], columns["sheet"], columns["row"], strict=True))
