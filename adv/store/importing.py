"""Import into an open transaction: what it does to each table, its line in the history, and its rows."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime

from msgspec import Struct, field
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


class MatchedTable(Struct, frozen=True):
    """Rows of one table that come in, with numbers by which they are told apart from the rows that are stored."""

    columns: EncodedColumns
    numbers: Mapping[Value, Value] = field(default_factory=dict)  # those that differ from what the file says
    renumbered: int = 0  # rows whose number another list has
    is_other_list: bool = False
    is_unknown_list: bool = False
    is_swapped: bool = False  # replaced whole: no incoming row is stored already, no stored row stays
    is_whole: bool = False  # `columns` has the stored rows that stay as well


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
    to_read = touched if replaces_sample else _changing(came, digests)
    stored = {name: current_rows(connection, project, name) for name in to_read}
    matched = {name: MatchedTable(columns) for name, columns in incoming.items()}
    if not replaces_sample:
        stays = TableName.REQUESTS in here - touched
        kept_requests = set(columns_at(connection, project, TableName.REQUESTS)["visit_id"]) if stays else set()
        matched = _match_lists(stored, incoming, mode, kept_requests)
    tables: dict[TableName, TablePlan] = {}
    for name in (name for name in TableName if name in touched):
        coming = matched.get(name)
        if coming is None:
            tables[name] = clear_table(name, stored[name])
        elif name not in stored:
            tables[name] = unchanged_table(coming.columns)  # the same rows in the same places: the stored ones need not be read
        elif replaces_sample or coming.is_swapped:
            tables[name] = swap_table(name, stored[name], coming.columns)
        else:
            planned = plan_table(name, stored[name], coming.columns, ImportMode.REPLACE if coming.is_whole else mode)
            stay = len(coming.columns["file"]) - len(incoming[name]["file"])  # rows of other lists, which are not among the changes
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
        renumbered=sum(table.renumbered for table in matched.values()),
        is_other_list=any(table.is_other_list for table in matched.values()),
        is_unknown_list=any(table.is_unknown_list for table in matched.values()),
    )  # fmt: skip
    whole = frozenset(name for name, table in matched.items() if table.is_whole)
    return ImportPlan(changes, tables, {name: table.columns for name, table in matched.items()}, whole)


def _changing(came: Mapping[TableName, str], digests: Mapping[TableName, str]) -> set[TableName]:
    """Find the tables that are to be changed: those that come in otherwise, and requests beside visits that do.

    Requests follow their visits, which may get other numbers where a list with the same ones is stored.
    """
    found = {name for name, digest_in in came.items() if digests[name] != digest_in}
    return found | ({TableName.REQUESTS} & came.keys() if TableName.VISITS in found else set())


def _match_lists(
    stored: Mapping[TableName, StoredRows],
    incoming: Mapping[TableName, EncodedColumns],
    mode: ImportMode,
    kept_requests: Collection[Value],
) -> dict[TableName, MatchedTable]:
    """Tell lists apart that number their rows each in its own way, visits first: requests follow the visits of their own list.

    Rows that take the place of everything keep the numbers of their file; not so visits when requests that stay (`kept_requests`) name
    the same numbers, nor requests when their visits got other numbers.
    """
    is_replace = mode is ImportMode.REPLACE
    visits, requests = TableName.VISITS, TableName.REQUESTS
    tables = {name: MatchedTable(columns) for name, columns in incoming.items()}
    if visits in tables and visits in stored:
        tables[visits] = _match_numbered(visits, stored[visits], incoming[visits], kept_requests, may_swap=is_replace)
    if requests in tables:
        of_visits = tables[visits].numbers if visits in tables else {}
        columns = renumber(incoming[requests], "visit_id", of_visits)
        tables[requests] = MatchedTable(columns)
        if requests in stored:
            tables[requests] = _match_numbered(requests, stored[requests], columns, may_swap=is_replace and not of_visits)
    for name in ROW_SIGNATURE:
        if name in tables and name in stored:
            tables[name] = _match_unnumbered(name, stored[name], incoming[name], mode)
    return tables


def _match_numbered(
    name: TableName, stored: StoredRows, incoming: EncodedColumns, kept: Collection[Value] = (), *, may_swap: bool
) -> MatchedTable:
    """Give rows the numbers of the stored ones that they are, and those whose number another list has a number that is free."""
    found = numbered(name, stored.columns, incoming)
    told = MatchedTable(incoming, is_other_list=found.is_other_list, is_unknown_list=found.is_other_list and not found.has_same)
    if may_swap and found.others and not found.has_same and not set(found.others) & set(kept):
        return replace(told, is_swapped=True)
    columns = renumber(incoming, KEYS[name], found.numbers)
    if name is TableName.REQUESTS:
        columns = renumber(columns, KEYS[name], same_as_made(stored.columns, columns))
    return replace(told, columns=columns, numbers=found.numbers, renumbered=len(found.others))


def _match_unnumbered(name: TableName, stored: StoredRows, incoming: EncodedColumns, mode: ImportMode) -> MatchedTable:
    """Find the stored rows of other lists; an import that adds puts its own after them."""
    others = beside(name, stored.columns, incoming)
    is_add = mode is ImportMode.ADD
    return MatchedTable(
        columns=others.with_incoming(name, stored.columns, incoming) if is_add else incoming,
        is_other_list=others.is_other_list,
        is_unknown_list=others.is_other_list and len(others.rows) == stored.count,
        is_whole=is_add,
    )


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
