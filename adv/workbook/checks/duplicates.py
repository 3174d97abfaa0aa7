"""The same row or list twice, and totals of a whole import that cannot be.

A row is left out once where it is surely the same thing, else counted and said. A list comes twice as a tab with everything beside a tab
per month, or as last month's copy that stayed in the workbook.
"""

from __future__ import annotations

from collections import Counter
from itertools import compress, groupby
from typing import TYPE_CHECKING, Final

import numpy as np

from adv.model import Project, TableName, is_conversation
from adv.workbook.checks.row_identifiers import keys_in
from adv.workbook.tables.findings import FindingLog, Severity
from adv.workbook.tables.table import CodedColumn, Part, Table, cents_of, combine, holds, values_of
from adv.workbook.values.amounts import plain_euros
from adv.workbook.vocabulary.streets import street_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from adv.workbook.tables.table import Codes, Mask


# Columns that make two equal rows surely the same thing. Bookings have nothing of the kind: two bus tickets on one day are two.
IDENTITY: Final = {
    TableName.VISITS: ("visit_id", "household"),
    TableName.REQUESTS: ("request_id",),
    TableName.ADDRESSES: ("household",),
}
OF_THE_OWNER: Final = frozenset({"visit_id", "household"})  # however a row says whose it is
NUMBERS_OF_ROWS: Final = frozenset({"visit_id", "request_id"})
CELL: Final = {
    TableName.VISITS: "visit_id",
    TableName.REQUESTS: "request_id",
    TableName.EXPENSES: "cents",
    TableName.BUDGET_LINES: "cents",
    TableName.ACTIVITIES: "held_on",
    TableName.ADDRESSES: "street",
}

FEWEST_COPIED_ROWS: Final = 2  # rows; one that is elsewhere too proves nothing
SHARE: Final = 0.5  # of a sheet's rows that another one has as well, from which on it looks like a copy
# Columns in which two rows about the same thing agree, however many columns each sheet has.
TELLING_FIELDS: Final = {
    TableName.VISITS: ("visited_on", "street", "household"),
    TableName.EXPENSES: ("booked_on", "cents"),
    TableName.ACTIVITIES: ("held_on", "participants"),
    TableName.BUDGET_LINES: ("category", "year", "cents"),
}
TIMES_BUDGET: Final = 3
TIMES_TARGET: Final = 3  # conversations
TIMES_DOORS: Final = 12  # visits, with those where nobody was at home, for each conversation that is wanted
TIMES_HOMES: Final = 1.5  # households for each of the addresses that came in too


def leave_out_doubles(table: Table, log: FindingLog, owners: Codes | None = None) -> None:
    """Leave out rows that say in every column what an earlier row said, and belong to the same owner where they have one.

    `owners` are the rows of the visits that requests belong to: a request that stands in the row of its visit has no column that says so. Equal rows without
    anything that identifies them are kept within one sheet, and said; when another sheet or file has the same ones again, they are taken to
    be the same (as often as one sheet has them).
    """
    if len(table) < 2:  # noqa: PLR2004 - one row is nobody's double
        return
    columns = {
        name: keys_in(table, name) if name in NUMBERS_OF_ROWS else column
        for name, column in {**table.columns, **table.links}.items()
        if owners is None or name not in OF_THE_OWNER
    }
    if any(name in columns and len(columns[name].distinct) == len(table) for name in IDENTITY.get(table.name, ())):
        return  # no number or household occurs twice
    equal = combine(columns.values(), len(table))
    identified = np.zeros(len(table), dtype=bool)
    for name in IDENTITY.get(table.name, ()):
        identified |= table.given(name)
        if name in table.links:
            identified |= table.links[name].codes >= 0
    if owners is not None:
        owned = CodedColumn(range(int(owners.max(initial=-1)) + 1), owners)
        equal = combine([CodedColumn(range(len(table)), equal), owned], len(table))
    again = _again(equal, table.keep)
    across = _again(_nth_in_its_sheet(equal, table), table.keep)
    out = (again & identified) | across
    table.say(log, Severity.WARNING, "row_twice", out, CELL[table.name])
    if table.name in {TableName.EXPENSES, TableName.ACTIVITIES, TableName.BUDGET_LINES, TableName.REQUESTS}:
        table.say(log, Severity.WARNING, "row_twice_kept", again & ~out, CELL[table.name])
    table.keep &= ~out


def _again(groups: Codes, keep: Mask) -> Mask:
    """Flag the rows that are kept and have an equal one before them that is kept too."""
    rows = np.flatnonzero(keep)
    _, firsts = np.unique(groups[rows], return_index=True)
    again = np.zeros(len(groups), dtype=bool)
    again[rows] = True
    again[rows[firsts]] = False
    return again


def _nth_in_its_sheet(groups: Codes, table: Table) -> Codes:
    """Split groups by their rows being the first, second … of their kind in their own sheet."""
    places = {place: number for number, place in enumerate(dict.fromkeys((part.file, part.sheet) for part in table.parts))}
    if len(places) == 1:
        return np.arange(len(table), dtype=np.intp)  # no other sheet: no row is the same as any
    sheet_of = np.array([places[part.file, part.sheet] for part in table.parts], dtype=np.intp)[table.part_of]
    order = np.lexsort((np.arange(len(table), dtype=np.intp), sheet_of, groups))
    sorted_groups, sorted_parts = groups[order], sheet_of[order]
    new = np.ones(len(order), dtype=bool)
    new[1:] = (sorted_groups[1:] != sorted_groups[:-1]) | (sorted_parts[1:] != sorted_parts[:-1])
    starts = np.maximum.accumulate(np.where(new, np.arange(len(order)), 0))
    nth = np.empty(len(order), dtype=np.intp)
    nth[order] = np.arange(len(order)) - starts
    result: Codes = groups * (int(nth.max()) + 1) + nth
    return result


def leave_out_summaries(parts: Sequence[Part], log: FindingLog) -> None:
    """Leave out sums of a month, quarter or year of which bookings or shorter sums came in too: they are most likely those added up."""
    money = sorted((part for part in parts if part.table is TableName.EXPENSES), key=lambda part: part.span)
    months: set[tuple[int, int]] = set()
    if not any(part.span for part in money):
        return
    for span, alike in groupby(money, key=lambda part: part.span):
        mine = list(alike)
        booked = [values_of(part.columns["booked_on"]) if "booked_on" in part.columns else [] for part in mine]
        known = [[{(day.year, day.month + more) for more in range(max(1, span)) if day} for day in days] for days in booked]
        for part, spans in zip(mine, known, strict=True):
            again = part.keep & np.array([bool(span and of & months) for of in spans], dtype=bool)
            if again.any():
                log.add_rows(Severity.WARNING, "matrix_beside_list", part, part.lines[again], part.places["cents"])
                part.keep &= ~again
        months = months.union(*(of for spans in known for of in spans))


def leave_out_tallies(parts: Sequence[Part], log: FindingLog) -> None:
    """Leave out the evenings of a tally list on which another list has visits to the same street: it most likely counted those."""
    visits = [part for part in parts if part.table is TableName.VISITS and {"visited_on", "street"} <= part.columns.keys()]
    tallies = [part for part in visits if part.is_tally]
    listed = {one for part in visits if tallies and not part.is_tally for one in compress(_evenings(part), part.keep)}
    for part in tallies if listed else ():
        again = part.keep & np.array([evening in listed for evening in _evenings(part)], dtype=bool)
        if again.any():
            log.add_rows(Severity.WARNING, "tally_beside_list", part, part.lines[again], part.places["outcome"])
            part.keep &= ~again


def _evenings(part: Part) -> list[tuple[object, str]]:
    days, streets = values_of(part.columns["visited_on"]), values_of(part.columns["street"])
    return [(day, street_key(street or "")) for day, street in zip(days, streets, strict=True)]


def say_copies(table: Table, log: FindingLog) -> None:
    """Name each sheet of which half the rows or more stand on an earlier one too, though not word for word.

    Rows that are equal in every column have been left out by then: these differ in something, so that only the user
    knows which of the two counts. Both do until then.
    """
    names = TELLING_FIELDS.get(table.name)
    if names is None or len(table.parts) < 2:  # noqa: PLR2004 - a copy of nothing
        return
    row_keys = combine([table.column(name) for name in names], len(table))
    counted = [Counter(row_keys[_counting_rows(table, number)].tolist()) for number in range(len(table.parts))]
    for later, part in enumerate(table.parts):
        for earlier in range(later):
            earlier_part = table.parts[earlier]
            both, rows = (counted[later] & counted[earlier]).total(), counted[later].total()
            if (part.file, part.sheet) == (earlier_part.file, earlier_part.sheet) or both < max(FEWEST_COPIED_ROWS, SHARE * rows):
                continue
            again = [row for row in _counting_rows(table, later).tolist() if row_keys[row] in counted[earlier]]
            where = {"file": earlier_part.file} if earlier_part.file != part.file else {"sheet": earlier_part.sheet}
            code = "list_again_file" if "file" in where else "list_again"
            log.add_rows(Severity.WARNING, code, part, table.lines[again], min(part.places.values(), default=0), **where)
            break


def _counting_rows(table: Table, number: int) -> Codes:
    rows: Codes = ((table.part_of == number) & table.keep).nonzero()[0]
    return rows


def say_implausible(tables: Mapping[TableName, Table], project: Project, log: FindingLog) -> None:
    """Warn when the money or the visits of all files together are beyond what the project can have."""
    money, visits = tables[TableName.EXPENSES], tables[TableName.VISITS]
    cents = cents_of(money, money.keep)
    if project.budget_cents and cents > TIMES_BUDGET * project.budget_cents:
        said = {"euros": plain_euros(cents), "budget": plain_euros(project.budget_cents)}
        _say_beyond(money, "spent_beyond_budget", log, **said)
    talked = int((visits.keep & holds(visits.column("outcome"), is_conversation)).sum())
    knocked = int(visits.keep.sum())
    if project.target and (talked > TIMES_TARGET * project.target or knocked > TIMES_DOORS * project.target):
        _say_beyond(visits, "visits_beyond_target", log, visits=knocked, talked=talked, target=project.target)
    codes = visits.column("household").codes
    homes, households = int(tables[TableName.ADDRESSES].keep.sum()), len(set(codes[visits.keep & (codes >= 0)].tolist()))
    if homes and households > TIMES_HOMES * homes:
        _say_beyond(visits, "visits_beyond_homes", log, households=households, homes=homes)


def _say_beyond(table: Table, code: str, log: FindingLog, **said: str | int) -> None:
    part = table.parts[0]
    log.add(Severity.WARNING, code, part.file, part.sheet, (), **said)
