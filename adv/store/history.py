"""History of imports: written in the transaction of the import itself, read for the page."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from msgspec.structs import asdict
from sqlalchemy import Connection, Row, Table, func, insert, select

from adv.access import HERE
from adv.errors import StoreError
from adv.model import TableName
from adv.store.dialect import Connected, reading
from adv.store.records import ImportedFile, ImportMode, ImportRecord, Sources, TableChanges, Totals
from adv.store.schema import import_files, import_findings, import_tables, imports
from adv.workbook.tables.findings import Finding, Severity

CELLS_KEPT = 1000  # addresses per finding in the history
NO_TOTALS = Totals(0, 0, 0, 0, 0)
PLAIN_COLUMNS = (
    "at",
    "who",
    "is_sample",
    "undone",
    "errors",
    "warnings",
    "rows_left_out",
)  # columns of an import that are told as they are
NO_CHANGES = TableChanges(0, 0, 0, 0)


class History(Connected):
    """Imports in the store."""

    def version(self, project_name: str) -> int:
        """Give the version of a project's data, the key of every cache; 0: nothing was ever imported."""
        with reading(self.engine) as connection:
            return latest_version(connection, project_name)

    def imports(self, project_name: str) -> tuple[ImportRecord, ...]:
        """Read the history of a project, the latest import first."""
        with reading(self.engine) as connection:
            return records_at(connection, project_name)

    def sources(self, project_name: str) -> Sources:
        """Name the files behind the data of today: of imports that were not taken back, and of sample data only while they are there."""
        records = self.imports(project_name)
        is_sample = records[0].is_sample if records else False
        undone: set[int] = set()
        files: dict[str, tuple[str, str, date]] = {}
        for record in records:  # the latest first: an undo may have been taken back itself
            if record.version in undone or record.is_sample != is_sample:
                continue
            if record.undone is not None:
                undone.add(record.undone)
            for file in record.files:
                files.setdefault(file.sha256, (file.name, file.sha256, record.at.astimezone(HERE).date()))
        return Sources(tuple(reversed(files.values())), is_sample)

    def last_findings(self, project_name: str) -> tuple[ImportRecord, tuple[Finding, ...]] | None:
        """Read the latest import that came from files, and what was found in them, without names; None: there is none."""
        latest = next((record for record in self.imports(project_name) if record.files), None)
        if latest is None:
            return None
        return latest, self.findings_of(project_name, latest.version)

    def findings_of(self, project_name: str, version: int) -> tuple[Finding, ...]:
        """Read what was found in the files of an import, without names."""
        of = import_findings.c
        wanted = select(import_findings).where(of.project == project_name, of.version == version).order_by(of.number)
        with reading(self.engine) as connection:
            return tuple(finding_of(row) for row in connection.execute(wanted).mappings())

    def has_sample(self, project_name: str) -> bool:
        """Tell whether the data is sample data: all of it, since it is never mixed with real data."""
        with reading(self.engine) as connection:
            return is_sample_at(connection, project_name, latest_version(connection, project_name))


def records_at(connection: Connection, project_name: str) -> tuple[ImportRecord, ...]:
    """Read the history of a project in an open transaction, the latest import first."""
    files: dict[int, list[ImportedFile]] = defaultdict(list)
    tables: dict[int, dict[TableName, TableChanges]] = defaultdict(dict)
    records: list[ImportRecord] = []
    of_files = select(import_files).where(import_files.c.project == project_name)
    for row in connection.execute(of_files.order_by(import_files.c.number)):
        files[row.version].append(ImportedFile(row.name, row.sha256))
    touched = select(import_tables).where(import_tables.c.project == project_name, import_tables.c.is_touched)
    for row in connection.execute(touched):
        tables[row.version][TableName(row.table_name)] = TableChanges(row.new, row.changed, row.gone, row.same)
    for row in connection.execute(select(imports).where(imports.c.project == project_name).order_by(imports.c.version)):
        before = records[-1].totals if records else NO_TOTALS
        records.append(_record(row, files[row.version], tables[row.version], before))
    return tuple(reversed(records))


def latest_version(connection: Connection, project: str) -> int:
    """Give the version of a project's data; 0: nothing was ever imported."""
    return connection.scalar(select(func.max(imports.c.version)).where(imports.c.project == project)) or 0


def totals_at(connection: Connection, project: str, version: int) -> Totals:
    """Read the headline numbers as of a version."""
    columns = [imports.c[name] for name in asdict(NO_TOTALS)]
    found = connection.execute(select(*columns).where(imports.c.project == project, imports.c.version == version)).one_or_none()
    return Totals(*found) if found else NO_TOTALS


def is_sample_at(connection: Connection, project: str, version: int) -> bool:
    """Tell whether the data of a version is sample data: it is never mixed with real data."""
    return bool(connection.scalar(select(imports.c.is_sample).where(imports.c.project == project, imports.c.version == version)))


def digests_at(connection: Connection, project: str, version: int) -> dict[TableName, str]:
    """Read the digests of all tables as of a version; none before the first import. `StoreError` when some are missing."""
    wanted = select(import_tables.c.table_name, import_tables.c.digest).where(
        import_tables.c.project == project, import_tables.c.version == version
    )
    found = {TableName(name): digest for name, digest in connection.execute(wanted)}
    if len(found) != (len(TableName) if version else 0):
        raise StoreError("store_damaged")
    return found


def write_import(
    connection: Connection, project: str, record: ImportRecord, digests: Mapping[TableName, str], findings: Iterable[Finding]
) -> None:
    """Write one import into the history; before its rows, which refer to it."""
    part = {"project": project, "version": record.version}
    about = {name: getattr(record, name) for name in PLAIN_COLUMNS}
    connection.execute(insert(imports).values(**part, **about, mode=record.mode.value, **asdict(record.totals)))
    _insert(connection, import_files, [part | {"number": number} | asdict(file) for number, file in enumerate(record.files)])
    tables = [
        part
        | {"table_name": name.value, "is_touched": name in record.tables, "digest": digest}
        | asdict(record.tables.get(name, NO_CHANGES))
        for name, digest in digests.items()
    ]
    _insert(connection, import_tables, tables)
    _insert(connection, import_findings, [part | located(number, finding) for number, finding in enumerate(findings)])


def _record(row: Row[Any], files: Iterable[ImportedFile], tables: Mapping[TableName, TableChanges], before: Totals) -> ImportRecord:
    return ImportRecord(
        version=row.version,
        mode=ImportMode(row.mode),
        files=tuple(files),
        tables={name: tables[name] for name in TableName if name in tables},
        before=before,
        totals=Totals(*(getattr(row, name) for name in Totals.__struct_fields__)),
        **{name: getattr(row, name) for name in PLAIN_COLUMNS},
    )


def located(number: int, finding: Finding) -> dict[str, Any]:
    """Say where a finding is; its parameters stay out, also those that are safe to show today."""
    return {
        "number": number,
        "severity": finding.severity.value,
        "code": finding.code,
        "file": finding.file,
        "sheet": finding.sheet,
        "cells": json.dumps(finding.cells[:CELLS_KEPT]),
        "count": finding.count,
    }


def finding_of(kept: Mapping[Any, Any]) -> Finding:
    """Make a finding of what `located` gave."""
    cells = tuple(json.loads(kept["cells"]))
    return Finding(Severity(kept["severity"]), kept["code"], kept["file"], kept["sheet"], cells, total=kept["count"])


def _insert(connection: Connection, table: Table[Any], records: list[dict[str, Any]]) -> None:
    if records:
        connection.execute(insert(table), records)
