"""Tables of today. How a database gets there is in migrations/; a test says that both agree.

Every row of data stands for an interval of versions: from `version_from` up to and not including `version_to`, NULL while it
is current. So the data as of any version is one query, and undoing an import reads what was before it.
Columns are those of `adv.model.COLUMNS` and nothing else: no names, house numbers, contact data or free text of a workbook.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Named, Table, TypedColumns
from sqlalchemy.types import TypeEngine

from adv.model import COLUMNS, SOURCE_COLUMNS, TableName
from adv.store.column_types import IsoDay, Moment

SCHEMA_VERSION = 10  # the number of revisions in migrations/; a test says so
JOINED = {TableName.REQUESTS: ("household", "area")}  # a request's are its visit's: looked up when reading, so never out of step
ADDED_COLUMNS: Mapping[TableName, frozenset[str]] = {}  # columns of rows that came after revision 0009
KEYS = {TableName.VISITS: "visit_id", TableName.REQUESTS: "request_id"}  # column that tells rows apart; elsewhere: all they hold

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class ImportColumns(TypedColumns):
    """One import: what made the project's data what it is from `version` on."""

    project: Named[str] = sa.Column(sa.Text, primary_key=True)
    version: Named[int] = sa.Column(sa.Integer, primary_key=True, autoincrement=False)
    at: Named[datetime] = sa.Column(Moment, nullable=False)
    who: Named[str] = sa.Column(sa.Text, nullable=False)
    mode: Named[str] = sa.Column(sa.Text, nullable=False)
    is_sample: Named[bool] = sa.Column(sa.Boolean, nullable=False)
    visits: Named[int] = sa.Column(sa.Integer, nullable=False)
    completed: Named[int] = sa.Column(sa.Integer, nullable=False)
    requests: Named[int] = sa.Column(sa.Integer, nullable=False)
    open_requests: Named[int] = sa.Column(sa.Integer, nullable=False)
    spent_cents: Named[int] = sa.Column(sa.BigInteger, nullable=False)
    errors: Named[int] = sa.Column(sa.Integer, nullable=False)
    warnings: Named[int] = sa.Column(sa.Integer, nullable=False)
    rows_left_out: Named[int] = sa.Column(sa.Integer, nullable=False)
    undone: Named[int | None] = sa.Column(sa.Integer, nullable=True)  # the version that this one takes back


class ImportPartColumns(TypedColumns):
    """Part of one import, numbered."""

    project: Named[str] = sa.Column(sa.Text, primary_key=True)
    version: Named[int] = sa.Column(sa.Integer, primary_key=True, autoincrement=False)


class ImportFileColumns(ImportPartColumns):
    """One file of an import."""

    number: Named[int] = sa.Column(sa.Integer, primary_key=True, autoincrement=False)
    name: Named[str] = sa.Column(sa.Text, nullable=False)
    sha256: Named[str] = sa.Column(sa.Text, nullable=False)


class ImportTableColumns(ImportPartColumns):
    """One table after an import: what changed, and the digest of all it holds (also when the import left it alone)."""

    table_name: Named[str] = sa.Column(sa.Text, primary_key=True)
    is_touched: Named[bool] = sa.Column(sa.Boolean, nullable=False)
    new: Named[int] = sa.Column(sa.Integer, nullable=False)
    changed: Named[int] = sa.Column(sa.Integer, nullable=False)
    gone: Named[int] = sa.Column(sa.Integer, nullable=False)
    same: Named[int] = sa.Column(sa.Integer, nullable=False)
    digest: Named[str] = sa.Column(sa.Text, nullable=False)


class ImportFindingColumns(ImportPartColumns):
    """One finding of an import: where, never what the cells hold."""

    number: Named[int] = sa.Column(sa.Integer, primary_key=True, autoincrement=False)
    severity: Named[str] = sa.Column(sa.Text, nullable=False)
    code: Named[str] = sa.Column(sa.Text, nullable=False)
    file: Named[str] = sa.Column(sa.Text, nullable=False)
    sheet: Named[str | None] = sa.Column(sa.Text, nullable=True)
    cells: Named[str] = sa.Column(sa.Text, nullable=False)  # addresses as a JSON list, the first CELLS_KEPT
    count: Named[int] = sa.Column(sa.Integer, nullable=False)  # of all cells


class LeftOutColumns(ImportPartColumns):
    """Rows of one list of one file that did not count in an import."""

    number: Named[int] = sa.Column(sa.Integer, primary_key=True, autoincrement=False)
    file: Named[str] = sa.Column(sa.Text, nullable=False)
    table_name: Named[str] = sa.Column(sa.Text, nullable=False)
    read: Named[int] = sa.Column(sa.Integer, nullable=False)  # rows of it that came in
    rows: Named[int] = sa.Column(sa.Integer, nullable=False)
    on_purpose: Named[str | None] = sa.Column(sa.Text, nullable=True)  # name of who said so


class IntervalColumns(TypedColumns):
    """Something of a project that holds for an interval of versions."""

    row_id: Named[int] = sa.Column(sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True)
    project: Named[str] = sa.Column(sa.Text, nullable=False)
    version_from: Named[int] = sa.Column(sa.Integer, nullable=False)
    version_to: Named[int | None] = sa.Column(sa.Integer, nullable=True)


class RowColumns(IntervalColumns):
    """Columns that every row of data has beside its content."""

    position: Named[int] = sa.Column(sa.Integer, nullable=False)  # order of the rows, from 0


class RememberedColumns(IntervalColumns):
    """Entry of the memory of how workbooks are read, for an interval of versions as a row of data is."""

    kind: Named[str] = sa.Column(sa.Text, nullable=False)  # sheet or word
    key: Named[str] = sa.Column(sa.Text, nullable=False)  # the shape of the sheet; the list and the word
    value: Named[str] = sa.Column(sa.Text, nullable=False)  # as JSON: which table and columns; which meaning
    at: Named[datetime] = sa.Column(Moment, nullable=False)  # moment of confirming it


class LifeColumns(TypedColumns):
    """Life of the database; one row."""

    generation: Named[str] = sa.Column(sa.Text, primary_key=True)


class KeyColumns(TypedColumns):
    """A key that is kept beside the database, and how it is known again."""

    name: Named[str] = sa.Column(sa.Text, primary_key=True)
    check_value: Named[str] = sa.Column(sa.Text, nullable=False)


class ActColumns(TypedColumns):
    """Columns of what somebody did for a project on a page, numbered."""

    project: Named[str] = sa.Column(sa.Text, primary_key=True)
    number: Named[int] = sa.Column(sa.Integer, primary_key=True, autoincrement=False)
    at: Named[datetime] = sa.Column(Moment, nullable=False)
    who: Named[str] = sa.Column(sa.Text, nullable=False)


class MilestoneListColumns(ActColumns):
    """The milestones of a project after one change on the page; the one with the highest number holds."""

    milestones: Named[str] = sa.Column(sa.Text, nullable=False)  # day and name, as a JSON list


class DraftColumns(TypedColumns):
    """An import that was read and not yet confirmed; see `adv.store.drafts`."""

    token: Named[str] = sa.Column(sa.Text, primary_key=True)
    project: Named[str] = sa.Column(sa.Text, nullable=False)
    at: Named[datetime] = sa.Column(Moment, nullable=False)
    who: Named[str] = sa.Column(sa.Text, nullable=False)
    content: Named[bytes] = sa.Column(sa.LargeBinary, nullable=False)  # compressed JSON


class PublicationColumns(TypedColumns):
    """One act of publishing: a line of the ledger. See `adv.store.publications`."""

    project: Named[str] = sa.Column(sa.Text, primary_key=True)
    audience: Named[str] = sa.Column(sa.Text, primary_key=True)
    is_sample: Named[bool] = sa.Column(sa.Boolean, primary_key=True)
    number: Named[int] = sa.Column(sa.Integer, primary_key=True, autoincrement=False)
    at: Named[datetime] = sa.Column(Moment, nullable=False)
    who: Named[str] = sa.Column(sa.Text, nullable=False)
    version: Named[int] = sa.Column(sa.Integer, nullable=False)  # of the data that was counted
    content: Named[bytes] = sa.Column(sa.LargeBinary, nullable=False)  # the whole publication, compressed JSON


class ReportColumns(ActColumns):
    """Columns of what somebody did in the account of a period."""

    first: Named[str] = sa.Column(IsoDay, nullable=False)
    last: Named[str] = sa.Column(IsoDay, nullable=False)


class ReportTextColumns(ReportColumns):
    """One change of an own text of a yearly account, or of a draft that was confirmed; the last one of its slot holds."""

    slot: Named[str] = sa.Column(sa.Text, nullable=False)
    text: Named[str | None] = sa.Column(sa.Text, nullable=True)  # NULL: as the figures make it
    is_confirmed: Named[bool] = sa.Column(sa.Boolean, nullable=False)


class ClosedReportColumns(ReportColumns):
    """A yearly account that was closed: what it said, and its file for the archive."""

    version: Named[int] = sa.Column(sa.Integer, nullable=False)  # of the data
    content: Named[bytes] = sa.Column(sa.LargeBinary, nullable=False)  # its content, compressed JSON
    pdf: Named[bytes] = sa.Column(sa.LargeBinary, nullable=False)
    reader: Named[str] = sa.Column(sa.Text, nullable=False, server_default="own")


class ReportPhotoColumns(ReportColumns):
    """A photo in an account, made small and without what a camera adds. No history: what is taken away is gone."""

    slot: Named[str] = sa.Column(sa.Text, nullable=False)
    alt: Named[str] = sa.Column(sa.Text, nullable=False)
    content: Named[bytes] = sa.Column(sa.LargeBinary, nullable=False)  # JPEG


lives = Table("lives", metadata, LifeColumns)
drafts = Table("drafts", metadata, DraftColumns)
keys = Table("keys", metadata, KeyColumns)
milestone_lists = Table("milestone_lists", metadata, MilestoneListColumns)
publications = Table("publications", metadata, PublicationColumns)
report_texts = Table("report_texts", metadata, ReportTextColumns)
closed_reports = Table("closed_reports", metadata, ClosedReportColumns)
report_photos = Table("report_photos", metadata, ReportPhotoColumns)
imports = Table("imports", metadata, ImportColumns)


def _of_an_import(columns: str = "version") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["project", columns], ["imports.project", "imports.version"])


import_files = Table("import_files", metadata, ImportFileColumns, _of_an_import())
import_tables = Table("import_tables", metadata, ImportTableColumns, _of_an_import())
import_findings = Table("import_findings", metadata, ImportFindingColumns, _of_an_import())
left_out = Table("left_out", metadata, LeftOutColumns, _of_an_import())


def _of_its_interval() -> tuple[sa.ForeignKeyConstraint | sa.CheckConstraint, ...]:
    return (
        *(_of_an_import(version) for version in ("version_from", "version_to")),
        sa.CheckConstraint("version_to > version_from", name="interval"),
    )


remembered = Table("remembered", metadata, RememberedColumns, *_of_its_interval(), sa.Index(None, "project", "version_to"))

_SQL_TYPES: dict[str, type[TypeEngine[Any]]] = {
    "str": sa.Text,
    "category": sa.Text,
    "object": sa.Text,  # a tuple of names, as a JSON list
    "datetime64[s]": IsoDay,
    "Int64": sa.Integer,
    "int64": sa.BigInteger,
    "boolean": sa.SmallInteger,  # 1 or 0
}


def content_columns(name: TableName) -> tuple[str, ...]:
    """Name the columns that say what a row holds, in their order; without what is joined and without where it came from."""
    return tuple(column for column in COLUMNS[name] if column not in JOINED.get(name, ()))


def stored_columns(name: TableName) -> tuple[str, ...]:
    """Name the columns that go from a frame into the database: content and source."""
    return (*content_columns(name), *SOURCE_COLUMNS)


def _row_table(name: TableName) -> Table[RowColumns]:
    types = {**COLUMNS[name], **SOURCE_COLUMNS}
    columns = [sa.Column(column, _SQL_TYPES[types[column]], nullable=types[column] != "int64") for column in stored_columns(name)]
    in_order = sa.Index(None, "project", "version_to", "position")  # the current rows
    return Table(name.value, metadata, RowColumns, *columns, *_of_its_interval(), in_order)


rows: dict[TableName, Table[RowColumns]] = {name: _row_table(name) for name in TableName}
