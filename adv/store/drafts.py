"""Imports that were read and not yet confirmed, kept so that a restart, or another machine taking over, loses none.

A draft holds what the import would store, its line in the history and how many questions were open, nothing more: no sample of a cell,
no header. It goes when it is confirmed or taken away, and after a day.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from msgspec import Struct, field
from sqlalchemy import Connection, delete, insert, select

from adv.model import Project, TableName
from adv.store.dialect import Connected, reading, writing
from adv.store.history import finding_of, located
from adv.store.row_encoding import EncodedColumns, decode
from adv.store.schema import drafts
from adv.workbook.memory import Memory, RememberedWord
from adv.workbook.understood import Intake, Reason, RememberedSheet, SheetRecognition
from adv.workbook.vocabulary.word_lists import WordList

KEPT_FOR = timedelta(days=1)
COUNTED = ("rows_read", "rows_left_out", "requests_left_out", "cents_left_out")  # of a sheet


class Draft(Struct, frozen=True):
    """An import that waits for its confirmation."""

    token: str
    who: str
    intake: Intake
    memory: Memory
    tables: Mapping[TableName, EncodedColumns]
    asked: int = 0  # questions that were open
    at: datetime = field(default_factory=lambda: datetime.now(UTC))


class Drafts(Connected):
    """Imports that wait, in the store."""

    def latest_draft(self, project_name: str) -> str | None:
        """Give the token of the latest import of a project that waits to be confirmed, and not too long yet."""
        wanted = select(drafts.c.token).where(drafts.c.project == project_name, drafts.c.at >= datetime.now(UTC) - KEPT_FOR)
        with reading(self.engine) as connection:
            return connection.scalar(wanted.order_by(drafts.c.at.desc()).limit(1))

    def remove_draft(self, token: str) -> None:
        """Drop an import that waits."""
        with writing(self.engine) as connection:
            remove(connection, token)


def write(connection: Connection, project: str, one: Draft) -> None:
    """Keep an import under its token, in the place of what was kept under it; and drop what has waited too long."""
    connection.execute(delete(drafts).where((drafts.c.at < one.at - KEPT_FOR) | (drafts.c.token == one.token)))
    content = zlib.compress(json.dumps(_encoded(one), ensure_ascii=False).encode(), level=1)
    line = {"token": one.token, "project": project, "at": one.at, "who": one.who, "content": content}
    connection.execute(insert(drafts), [line])


def remove(connection: Connection, token: str) -> None:
    """Drop one draft; nothing happens when it is not there."""
    connection.execute(delete(drafts).where(drafts.c.token == token))


def remove_of_files(connection: Connection, project: str, files: Mapping[str, str]) -> None:
    """Drop every draft of the same files, by their checksums: another window may have read what is stored now."""
    waiting = connection.execute(select(drafts.c.token, drafts.c.content).where(drafts.c.project == project)).all()
    for token, content in waiting:
        if set(json.loads(zlib.decompress(content))["files"].values()) == set(files.values()):
            remove(connection, token)


def read(connection: Connection, token: str, project: Project) -> Draft | None:
    """Read one draft."""
    row = connection.execute(select(drafts).where(drafts.c.token == token)).one_or_none()
    if row is None:
        return None
    kept = json.loads(zlib.decompress(row.content))
    tables = {TableName(name): columns for name, columns in kept["tables"].items()}
    found = tuple(map(finding_of, kept["findings"]))
    intake = Intake(decode(project, tables), tuple(map(_sheet, kept["sheets"])), found, kept["files"])
    return Draft(row.token, row.who, intake, _memory(kept["memory"]), tables, kept.get("asked", 0), row.at)


def _encoded(one: Draft) -> dict[str, Any]:
    intake, memory = one.intake, one.memory
    return {
        "files": dict(intake.sha256),
        "tables": {name.value: columns for name, columns in one.tables.items()},
        "sheets": [
            [sheet.file, sheet.sheet, sheet.table, sheet.reason.key, *(getattr(sheet, name) for name in COUNTED)]
            for sheet in intake.sheets
        ],
        "asked": one.asked,
        "findings": [located(number, finding) for number, finding in enumerate(intake.findings)],
        "memory": {
            "sheets": [[shape, one.table, one.columns, one.sheet, one.on.isoformat()] for shape, one in memory.sheets.items()],
            "words": [[name, word, one.meaning, one.on.isoformat()] for (name, word), one in memory.words.items()],
        },
    }


def _sheet(kept: list[Any]) -> SheetRecognition:
    file, sheet, table, reason, *counts = kept
    name = TableName(table) if table else None
    return SheetRecognition(file, sheet, name, 1.0, Reason(reason), **dict(zip(COUNTED, counts, strict=False)))


def _memory(kept: dict[str, Any]) -> Memory:
    sheets = {
        shape: RememberedSheet(TableName(table) if table else None, tuple(map(tuple, columns)), sheet, date.fromisoformat(on))
        for shape, table, columns, sheet, on in kept["sheets"]
    }
    words = {(WordList(name), word): RememberedWord(meaning, date.fromisoformat(on)) for name, word, meaning, on in kept["words"]}
    return Memory(sheets, words)
