"""Undo of one import: what the rows were before it, after it and now, and what follows from that.

A row goes back when it is still as the import left it. A row that a later import altered again stays as it is. The history
is not rewritten: an undo is a new version, and can be taken back like any other. docs/adr/0007-undo.md says why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import asdict, replace
from sqlalchemy import Connection

from adv.errors import ImportRefused
from adv.model import TableName
from adv.store import history, remembering
from adv.store.planning import (
    Pair,
    Row,
    StoredRows,
    TablePlan,
    by_key,
    changing,
    plan_table,
    shown,
    swap_table,
    swapping,
    table_totals,
    to_columns,
    to_rows,
)
from adv.store.records import ImportMode, RowKind, TableChanges, TableDifferences, Totals, Undoing
from adv.store.row_encoding import EncodedColumns
from adv.store.rows import NOTHING_STORED, columns_at, current_rows, orphans_after
from adv.store.schema import content_columns


class UndoPlan(Struct, frozen=True):
    """Changes of an undo: told, to be written, and by row."""

    undoing: Undoing
    tables: Mapping[TableName, TablePlan]
    stored: Mapping[TableName, StoredRows]
    stays: Mapping[TableName, Sequence[Pair]]

    def differences(self, most: int) -> dict[TableName, TableDifferences]:
        """Show the changes row by row, the first `most` of each kind."""
        found = {}
        for name, plan in self.tables.items():
            old, new = to_rows(self.stored[name].columns), to_rows(plan.after)
            swaps = self.undoing.was_sample != self.undoing.is_sample
            pairs = swapping(old, new) if swaps else changing(name, old, new, ImportMode.REPLACE)
            found[name] = shown(name, {**pairs, RowKind.STAYS: self.stays[name]}, most)
        return found


class _State(Struct, frozen=True):
    """One version of a project, as far as the history tells."""

    version: int
    digests: Mapping[TableName, str]
    is_sample: bool | None  # None: there are no rows


class _Table(Struct, frozen=True):
    """One table at the three moments that matter."""

    name: TableName
    before: EncodedColumns
    after: EncodedColumns
    now: StoredRows


class _TakenBack(Struct, frozen=True):
    """One table without what the import did to it: rows that remain, and rows that would come back."""

    remaining: Sequence[Row]
    returning: Sequence[Row]
    stays: Mapping[str, Sequence[Pair]]  # by what the import did to them: new, changed, gone


def plan_undo(connection: Connection, project: str, undone: int) -> UndoPlan:
    """Work out what taking back the import that made `undone` does to the data as it is now; `ImportRefused`: no such import."""
    latest = history.latest_version(connection, project)
    if not 1 <= undone <= latest:
        raise ImportRefused("undo_unknown", version=undone)
    before, after, now = (_state(connection, project, version) for version in (undone - 1, undone, latest))
    is_apart = _are_apart(before, after)  # then a row that looks the same is another row
    tables = []
    for name in TableName:
        if before.digests[name] != after.digests[name] or (is_apart and after.digests[name] != NOTHING_STORED[name]):
            was, made = (columns_at(connection, project, name, one.version) for one in (before, after))
            tables.append(_Table(name, was, made, current_rows(connection, project, name)))
    plan = _plan(tables, before, after, now, history.totals_at(connection, project, latest))
    forgets = remembering.learnt_by(connection, project, undone)
    orphans = orphans_after(connection, project, plan.tables)
    return replace(plan, undoing=replace(plan.undoing, forgets=forgets, orphans=orphans))


def _plan(tables: Sequence[_Table], before: _State, after: _State, now: _State, totals: Totals) -> UndoPlan:
    is_apart = _are_apart(before, after)
    is_there = after.is_sample is not None and after.is_sample == now.is_sample
    taken = {table.name: _take_back(table, is_there=is_there, is_apart=is_apart) for table in tables}
    elsewhere = [name for name in TableName if name not in taken and now.digests[name] != NOTHING_STORED[name]]
    remains = bool(elsewhere) or any(part.remaining for part in taken.values())
    returns = not remains or now.is_sample == before.is_sample  # sample and real data are never mixed
    comes_back = returns and any(part.returning for part in taken.values())
    is_sample = bool(now.is_sample if remains else before.is_sample and comes_back)
    plans = {}
    for table in tables:
        part, name = taken[table.name], table.name
        target = to_columns(name, [*part.remaining, *(part.returning if returns else ())])
        if not is_apart and returns and now.digests[name] == after.digests[name]:
            target = table.before  # still as the import left it: back to exactly what was before, in the same order
        swaps = bool(now.is_sample) != is_sample
        plans[name] = swap_table(name, table.now, target) if swaps else plan_table(name, table.now, target, ImportMode.REPLACE)
    undoing = Undoing(
        version=now.version,
        undone=after.version,
        tables={name: plan.changes for name, plan in plans.items()},
        stays={
            name: TableChanges(**{kind: len(pairs) for kind, pairs in part.stays.items()}, same=0) for name, part in taken.items()
        },
        before=totals,
        after=totals_after(totals, plans),
        was_sample=bool(now.is_sample),
        is_sample=is_sample,
        keeps_sample_away=bool(before.is_sample) and is_apart and not returns,
    )
    stays = {name: [pair for pairs in part.stays.values() for pair in pairs] for name, part in taken.items()}
    return UndoPlan(undoing, plans, {table.name: table.now for table in tables}, stays)


def _are_apart(before: _State, after: _State) -> bool:
    """Tell whether the import put real data in the place of sample data, or took that back."""
    return None not in {before.is_sample, after.is_sample} and before.is_sample != after.is_sample


def totals_after(before: Totals, plans: Mapping[TableName, TablePlan]) -> Totals:
    """Compute the headline numbers when the plans have been carried out."""
    altered = {key: value for name, plan in plans.items() for key, value in table_totals(name, plan.after).items()}
    return Totals(**asdict(before) | altered)


def _take_back(table: _Table, *, is_there: bool, is_apart: bool) -> _TakenBack:
    """Compare one table at the three moments.

    `is_there`: the data of now are sample data or real ones, as the import's were; otherwise none of its rows is left. `is_apart`:
    the import put real data in the place of sample data (or took that back): rows of the two are never the same row, whatever their
    numbers.
    """
    width = len(content_columns(table.name))

    def differ(one: Row | None, other: Row | None) -> bool:
        return (one and one[:width]) != (other and other[:width])

    before, after, now = (by_key(table.name, to_rows(part)) for part in (table.before, table.after, table.now.columns))
    counterparts = {} if is_apart else before  # rows before the import, where the same key means the same row
    made = {key: row for key, row in after.items() if differ(counterparts.get(key), row)} if is_there else {}
    remaining = dict(now)
    stays: dict[str, list[Pair]] = {"new": [], "changed": [], "gone": []}
    for key, row in made.items():
        was, is_now = counterparts.get(key), now.get(key)
        if not differ(is_now, was):
            continue  # a later import took it back already
        if differ(is_now, row):  # a later import altered it again
            stays["new" if was is None else "changed"].append((was, is_now))
        elif was is None:
            del remaining[key]
        else:
            remaining[key] = was
    gone = {key: row for key, row in before.items() if is_apart or key not in after}
    returning = [row for key, row in gone.items() if key not in remaining]
    if not is_apart:
        stays["gone"] = [(row, remaining[key]) for key, row in gone.items() if key in remaining and differ(row, remaining[key])]
    return _TakenBack(list(remaining.values()), returning, stays)


def _state(connection: Connection, project: str, version: int) -> _State:
    digests = NOTHING_STORED | history.digests_at(connection, project, version)
    return _State(version, digests, history.is_sample_at(connection, project, version) if digests != NOTHING_STORED else None)
