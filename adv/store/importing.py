"""Import into an open transaction: what it does to each table, its line in the history, and its rows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from msgspec import Struct
from sqlalchemy import Connection

from adv.errors import ImportRefused
from adv.model import TableName
from adv.store import history
from adv.store.planning import TablePlan, clear_table, plan_table, swap_table, unchanged_table
from adv.store.records import Changes, ImportedFile, ImportMode, ImportRecord, TableChanges
from adv.store.row_encoding import EncodedColumns, digest
from adv.store.rows import NOTHING_STORED, current_rows, orphans_after, write_plan
from adv.store.undoing import totals_after
from adv.workbook.tables.findings import Severity
from adv.workbook.vocabulary.recognition import Intake


class ImportPlan(Struct, frozen=True):
    """Changes of an import, told and to be written."""

    changes: Changes
    tables: Mapping[TableName, TablePlan]


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
    tables: dict[TableName, TablePlan] = {}
    for name in (name for name in TableName if name in touched):
        coming = incoming.get(name)
        if coming and not replaces_sample and digests[name] == digest(name, coming):
            tables[name] = unchanged_table(coming)  # to the last row number: no need to read what is there
            continue
        stored = current_rows(connection, project, name)
        if coming is None:
            tables[name] = clear_table(name, stored)
        else:
            tables[name] = swap_table(name, stored, coming) if replaces_sample else plan_table(name, stored, coming, mode)
    before = history.totals_at(connection, project, version)
    after = totals_after(before, tables)
    kept = tuple(name for name in TableName if name in here - touched)
    orphans = orphans_after(connection, project, tables)
    return ImportPlan(Changes(version, mode, _changes_of(tables), before, after, replaces_sample, kept, orphans), tables)


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
    written = {name: digest(name, plan.after) for name, plan in tables.items()}
    digests = NOTHING_STORED | history.digests_at(connection, project, record.version - 1) | written
    history.write_import(connection, project, record, digests, intake.findings if intake else ())
    for name, plan in tables.items():
        write_plan(connection, project, record.version, name, plan)
    return {written[name]: plan.after for name, plan in tables.items()}
