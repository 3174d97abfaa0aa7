"""The same list twice: a tab with everything beside a tab per month, last month's copy that stayed in the workbook."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from adv.model import TableName
from adv.workbook.tables.findings import Severity
from adv.workbook.tables.table import combine

if TYPE_CHECKING:
    from adv.workbook.tables.finding_log import FindingLog
    from adv.workbook.tables.table import Codes, Table

FEWEST: Final = 2  # rows; one that is elsewhere too proves nothing
SHARE: Final = 0.5  # of a sheet's rows that another one has as well, from which on it looks like a copy
# What two rows about the same thing agree on, however many columns each sheet has.
TELLING: Final = {
    TableName.VISITS: ("visited_on", "street", "household"),
    TableName.EXPENSES: ("booked_on", "cents"),
    TableName.ACTIVITIES: ("held_on", "participants"),
    TableName.BUDGET_LINES: ("category", "year", "cents"),
}


def say_copies(table: Table, log: FindingLog) -> None:
    """Name each sheet of which half the rows or more stand on an earlier one too, though not word for word.

    Rows that are equal in every column have been left out by then (`duplicates`): these differ in something, so that only the user
    knows which of the two counts. Both do until then.
    """
    names = TELLING.get(table.name)
    if names is None or len(table.parts) < 2:  # noqa: PLR2004 - a copy of nothing
        return
    said = combine([table.column(name) for name in names], len(table))
    counted = [Counter(said[_rows(table, number)].tolist()) for number in range(len(table.parts))]
    for later, part in enumerate(table.parts):
        for earlier in range(later):
            other = table.parts[earlier]
            both, rows = (counted[later] & counted[earlier]).total(), counted[later].total()
            if (part.file, part.sheet) == (other.file, other.sheet) or both < max(FEWEST, SHARE * rows):
                continue
            again = [row for row in _rows(table, later).tolist() if said[row] in counted[earlier]]
            where = {"file": other.file} if other.file != part.file else {"sheet": other.sheet}
            code = "list_again_file" if "file" in where else "list_again"
            log.add_rows(Severity.WARNING, code, part, table.lines[again], min(part.places.values(), default=0), **where)
            break


def _rows(table: Table, number: int) -> Codes:
    rows: Codes = ((table.part_of == number) & table.keep).nonzero()[0]
    return rows
