"""Memory of how workbooks are read, in the database: written with an import, taken back with it, forgotten on request.

An entry holds for an interval of versions, as a row of data does. An import that confirms an entry anew ends the older one, so
that undoing either leaves what the other one says. Forgetting wipes an entry with all that it was before.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, delete, func, insert, select, update

from adv.access import HERE
from adv.model import TableName
from adv.store.dialect import Connected, reading, writing
from adv.store.records import BETWEEN, SHEET, MemoryKey, sheet_key, word_entry_key
from adv.store.schema import remembered
from adv.workbook.memory import Memory, RememberedWord
from adv.workbook.understood import RememberedSheet
from adv.workbook.vocabulary.word_lists import WordList


class Remembering(Connected):
    """Memory in the store."""

    def memory(self, project_name: str) -> Memory:
        """Read what is remembered of how workbooks are read."""
        with reading(self.engine) as connection:
            return _memory(connection, project_name)

    def forget(self, project_name: str, keys: Iterable[MemoryKey]) -> None:
        """Forget some of it, for good, with all that was remembered under these keys before. The data stay as they are."""
        with writing(self.engine) as connection:
            for kind, key in keys:
                connection.execute(delete(remembered).where(_under(project_name, kind, key)))


def _memory(connection: Connection, project_name: str) -> Memory:
    sheets: dict[str, RememberedSheet] = {}
    words: dict[tuple[WordList, str], RememberedWord] = {}
    for row in connection.execute(select(remembered).where(_current(project_name)).order_by(remembered.c.row_id)):
        on = row.at.astimezone(HERE).date()
        value = json.loads(row.value)
        if row.kind == SHEET:
            columns = tuple(map(tuple, value["columns"]))
            table = TableName(value["table"]) if value["table"] else None
            sheets[row.key] = RememberedSheet(table, columns, value["sheet"], on)
        else:
            name, _, word = row.key.partition(BETWEEN)
            words[WordList(name), word] = RememberedWord(value["meaning"], on)
    return Memory(sheets, words)


def is_new(connection: Connection, project_name: str, memory: Memory) -> bool:
    """Tell if a memory holds an answer about a word that is not remembered yet, or otherwise."""
    known = {key: one.meaning for key, one in _memory(connection, project_name).words.items()}
    return any(known.get(key) != one.meaning for key, one in memory.words.items())


def write(connection: Connection, project: str, version: int, memory: Memory, at: datetime) -> None:
    """Remember from `version` on; what was remembered under the same keys ends there."""
    entries: dict[MemoryKey, dict[str, object]] = {}
    for shape, sheet in memory.sheets.items():
        table = sheet.table.value if sheet.table else None
        entries[sheet_key(shape)] = {"table": table, "columns": sheet.columns, "sheet": sheet.sheet}
    for (name, word), known in memory.words.items():
        entries[word_entry_key(name, word)] = {"meaning": known.meaning}
    _end(connection, project, version, entries)
    part = {"project": project, "at": at, "version_from": version}
    records = [part | {"kind": kind, "key": key, "value": json.dumps(value)} for (kind, key), value in entries.items()]
    if records:
        connection.execute(insert(remembered), records)


def learnt_by(connection: Connection, project: str, version: int) -> int:
    """Count the entries that hold now and come from the import that made this version."""
    mine = select(func.count()).select_from(remembered).where(_current(project), remembered.c.version_from == version)
    return connection.scalar(mine) or 0


def take_back(connection: Connection, project: str, undone: int, version: int) -> None:
    """Forget as of `version` what the import `undone` taught; what was remembered before it holds again."""
    mine = connection.execute(select(remembered).where(_current(project), remembered.c.version_from == undone)).all()
    _end(connection, project, version, {(row.kind, row.key) for row in mine})
    current = {(row.kind, row.key) for row in connection.execute(select(remembered).where(_current(project)))}
    was = select(remembered).where(remembered.c.project == project, remembered.c.version_to == undone)
    back = [row for row in connection.execute(was) if (row.kind, row.key) not in current]
    if back:
        same = ("project", "kind", "key", "value", "at")
        connection.execute(
            insert(remembered), [{name: getattr(row, name) for name in same} | {"version_from": version} for row in back]
        )


def _end(connection: Connection, project: str, version: int, keys: Iterable[MemoryKey]) -> None:
    for kind, key in keys:
        now = and_(_under(project, kind, key), remembered.c.version_to.is_(None))
        connection.execute(update(remembered).where(now).values(version_to=version))


def _under(project: str, kind: str, key: str) -> Any:  # noqa: ANN401 - a condition
    return and_(remembered.c.project == project, remembered.c.kind == kind, remembered.c.key == key)


def _current(project: str) -> Any:  # noqa: ANN401 - a condition
    return and_(remembered.c.project == project, remembered.c.version_to.is_(None))
