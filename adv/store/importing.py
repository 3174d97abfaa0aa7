"""Import into an open transaction: what it does to each table, its line in the history, and its rows."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection

from adv.errors import ImportRefused
from adv.model import TableName
from adv.store import history, left_out
from adv.store.numbering import become_others, numbered, renumber, same_as_made
from adv.store.planning import StoredRows, TablePlan, by_key, clear_table, plan_table, swap_table, to_rows, unchanged_table
from adv.store.records import Changes, ImportedFile, ImportMode, ImportRecord, TableChanges
from adv.store.row_encoding import EncodedColumns, Value, digest
from adv.store.rows import NOTHING_STORED, columns_at, current_rows, orphans_after, write_plan
from adv.store.schema import KEYS
from adv.store.undoing import totals_after
from adv.store.unnumbered import ROW_SIGNATURE, beside
from adv.workbook.tables.findings import Severity
from adv.workbook.understood import Intake


class ImportPlan(Struct, frozen=True):
    """Changes of an import, told and to be written."""

    changes: Changes
    tables: Mapping[TableName, TablePlan]
    incoming: Mapping[TableName, EncodedColumns]  # columns by table, with the numbers under which the rows are stored
    whole: frozenset[TableName] = frozenset()  # tables whose `incoming` has the rows that stay as well


class MatchedLists(Struct, frozen=True):
    """Rows that come in, with numbers by which they are told apart from the rows that are stored."""

    incoming: dict[TableName, EncodedColumns]
    renumbered: int = 0
    is_other_list: bool = False
    is_unknown_list: bool = False
    swapped: frozenset[TableName] = (
        frozenset()
    )  # tables that are replaced whole: no incoming row is stored already, no stored row stays
    whole: frozenset[TableName] = frozenset()  # tables whose `incoming` has the stored rows that stay as well


def plan_import(
    connection: Connection, project: str, incoming: Mapping[TableName, EncodedColumns], mode: ImportMode, *, is_sample: bool
) -> ImportPlan:
    """Work out what an import does to what is there now. Raises `ImportRefused`: sample data would take the place of real data."""
    if mode not in {ImportMode.REPLACE, ImportMode.ADD}:
        raise ValueError(mode)
    version = history.latest_version(connection, project)
    was_sample = history.is_sample_at(connection, project, version)
    digests = NOTHING_STORED | history.digests_at(connection, project, version)
    here = {name for name in TableName if digests[name] != NOTHING_STORED[name]}
    if is_sample and here and not was_sample:
        raise ImportRefused("sample_over_data")
    replaces_sample = was_sample and not is_sample and bool(incoming)
    touched = {name for name in TableName if name in incoming or (replaces_sample and name in here)}
    came = {name: digest(name, coming) for name, coming in incoming.items()}
    is_same = {name: digests[name] == came[name] for name in incoming}
    stored = {name: current_rows(connection, project, name) for name in touched if replaces_sample or not is_same[name]}
    told = MatchedLists(dict(incoming))
    if not replaces_sample:
        stays = TableName.REQUESTS in here - touched
        kept_requests = set(columns_at(connection, project, TableName.REQUESTS)["visit_id"]) if stays else set()
        told = _match_lists(stored, incoming, mode, kept_requests)
    tables: dict[TableName, TablePlan] = {}
    for name in (name for name in TableName if name in touched):
        coming = told.incoming.get(name)
        how = ImportMode.REPLACE if name in told.whole else mode
        if coming is None:
            tables[name] = clear_table(name, stored[name])
        elif name not in stored:
            tables[name] = unchanged_table(coming)  # the same, even in where each row stands: what is stored need not be read
        elif replaces_sample or name in told.swapped:
            tables[name] = swap_table(name, stored[name], coming)
        else:
            planned = plan_table(name, stored[name], coming, how)
            stay = len(coming["file"]) - len(incoming[name]["file"])  # rows of other lists, which are not among the changes
            tables[name] = replace(planned, changes=replace(planned.changes, same=planned.changes.same - stay))
        if tables[name].after is incoming.get(name):
            tables[name] = replace(tables[name], digest=came[name])
    before = history.totals_at(connection, project, version)
    after = totals_after(before, tables)
    kept = tuple(name for name in TableName if name in here - touched)
    changes = Changes(
        version, mode, _changes_of(tables), before, after, replaces_sample, kept,
        orphans=orphans_after(connection, project, tables),
        others=0 if replaces_sample else _others(stored, tables),
        renumbered=told.renumbered,
        is_other_list=told.is_other_list,
        is_unknown_list=told.is_unknown_list,
    )  # fmt: skip
    return ImportPlan(changes, tables, told.incoming, told.whole)


def _match_lists(
    stored: Mapping[TableName, StoredRows],
    incoming: Mapping[TableName, EncodedColumns],
    mode: ImportMode,
    kept_requests: Collection[Value],
) -> MatchedLists:
    """Tell lists apart that number their rows each in its own way, visits first: requests follow the visits of their own list.

    What takes the place of everything keeps its numbers, unless requests that stay (`kept_requests`) are of visits with the same ones.
    """
    coming = dict(incoming)
    renumbered = 0
    is_other = False
    is_unknown = False
    swapped = set[TableName]()
    visits: Mapping[Value, Value] = {}
    for name in KEYS:
        if name not in coming:
            continue
        columns = renumber(coming[name], "visit_id", visits)
        if name in stored:
            found = numbered(name, stored[name].columns, columns)
            is_other = is_other or found.is_other_list
            is_unknown = is_unknown or (found.is_other_list and not found.has_same)
            may_swap = mode is ImportMode.REPLACE and not visits and not found.has_same
            if found.others and may_swap and not set(found.others) & set(kept_requests):
                swapped.add(name)
                continue
            visits = found.numbers if name is TableName.VISITS else visits
            columns = renumber(columns, KEYS[name], found.numbers)
            if name is TableName.REQUESTS:
                columns = renumber(columns, KEYS[name], same_as_made(stored[name].columns, columns))
            renumbered += len(found.others)
        coming[name] = columns
    for name in (name for name in ROW_SIGNATURE if name in coming and name in stored):
        others = beside(name, stored[name].columns, coming[name])
        is_other = is_other or others.is_other_list
        is_unknown = is_unknown or (others.is_other_list and len(others.rows) == stored[name].count)
        if mode is ImportMode.ADD:
            coming[name] = others.with_incoming(name, stored[name].columns, coming[name])
    whole = frozenset(ROW_SIGNATURE if mode is ImportMode.ADD else ()) & coming.keys() & stored.keys()
    return MatchedLists(coming, renumbered, is_other, is_unknown, frozenset(swapped), whole)


def _others(stored: Mapping[TableName, StoredRows], tables: Mapping[TableName, TablePlan]) -> int:
    """Count the visits whose number stays and which become another visit."""
    plan = tables.get(TableName.VISITS)
    if plan is None or not plan.changes.changed:
        return 0
    old, new = (by_key(TableName.VISITS, to_rows(part)) for part in (stored[TableName.VISITS].columns, plan.after))
    return become_others(TableName.VISITS, ((old[key], row) for key, row in new.items() if key in old), len(old))


def remove_rows(connection: Connection, project: str, version: int, who: str) -> ImportRecord:
    """Take all data away as they are at the latest version; the history keeps that they were there."""
    plans = {name: clear_table(name, current_rows(connection, project, name)) for name in TableName}
    tables = {name: plan for name, plan in plans.items() if plan.close}
    before = history.totals_at(connection, project, version)
    changes = Changes(version, ImportMode.REMOVE, _changes_of(tables), before, history.NO_TOTALS, replaces_sample=True)
    record = record_of(changes, None, who, is_sample=False)
    write_rows(connection, project, record, tables, None)
    return record


def _changes_of(tables: Mapping[TableName, TablePlan]) -> dict[TableName, TableChanges]:
    return {name: plan.changes for name, plan in tables.items()}


def record_of(changes: Changes, intake: Intake | None, who: str, *, is_sample: bool, undone: int | None = None) -> ImportRecord:
    """Make the line in the history for these changes, as of now."""
    counts = dict.fromkeys(Severity, 0)
    for finding in intake.findings if intake else ():
        counts[finding.severity] += finding.count
    return ImportRecord(
        version=changes.version + 1,
        at=datetime.now(UTC),
        who=who,
        mode=changes.mode,
        files=tuple(ImportedFile(name, sha256) for name, sha256 in intake.sha256.items()) if intake else (),
        tables=changes.tables,
        before=changes.before,
        totals=changes.after,
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING],
        rows_left_out=intake.rows_left_out if intake else 0,
        is_sample=is_sample,
        undone=undone,
    )


def write_rows(
    connection: Connection, project: str, record: ImportRecord, tables: Mapping[TableName, TablePlan], intake: Intake | None
) -> dict[str, EncodedColumns]:
    """Write an import into the open transaction; give what the tables it touches hold then, by digest."""
    written = {name: plan.digest or digest(name, plan.after) for name, plan in tables.items()}
    digests = NOTHING_STORED | history.digests_at(connection, project, record.version - 1) | written
    history.write_import(connection, project, record, digests, intake.findings if intake else ())
    if intake:
        left_out.write(connection, project, record.version, intake)
    for name, plan in tables.items():
        write_plan(connection, project, record.version, name, plan)
    return {written[name]: plan.after for name, plan in tables.items()}
