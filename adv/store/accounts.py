"""Yearly accounts: what the coordinator wrote in them, change by change, and those that were closed.

Each change is a line that is added and never altered, so that an earlier text can be read again. The last line of a slot holds.
"""

from __future__ import annotations

import zlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from msgspec import Struct
from sqlalchemy import func, insert, select

from adv.errors import StoreError
from adv.store.schema import closed_reports, report_texts

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table
    from sqlalchemy.sql.elements import ColumnElement

    from adv.model import Period


class WrittenText(Struct, frozen=True):
    """One change of a text."""

    number: int
    at: datetime
    who: str
    slot: str
    text: str | None  # None: as the figures make it
    is_confirmed: bool


class Holding(Struct, frozen=True):
    """Texts that hold now, by slot, and the slots of drafts that were confirmed as they are."""

    texts: dict[str, str]
    confirmed: frozenset[str]


REOPENED = "reopened."  # and the number of the closed account: why there is a newer version


def holding(written: tuple[WrittenText, ...]) -> Holding:
    """Take the last change of each slot; `written` has the latest first."""
    last = {one.slot: one for one in reversed(written)}
    texts = {slot: one.text for slot, one in last.items() if one.text is not None and not slot.startswith(REOPENED)}
    return Holding(texts, frozenset(slot for slot, one in last.items() if one.is_confirmed))


class ClosedAccount(Struct, frozen=True):
    """An account that was closed."""

    number: int
    at: datetime
    who: str
    version: int  # of the data
    content: bytes  # its numbers, as JSON
    pdf: bytes
    reopened: WrittenText | None  # why a newer version was begun beside it


def read_texts(connection: Connection, project: str, period: Period) -> tuple[WrittenText, ...]:
    """Read all changes of the texts of one account, the latest first."""
    wanted = select(report_texts).where(*_of(report_texts, project, period)).order_by(report_texts.c.number.desc())
    return tuple(
        WrittenText(row.number, row.at, row.who, row.slot, row.text, bool(row.is_confirmed)) for row in connection.execute(wanted)
    )


def write_text(
    connection: Connection, project: str, period: Period, *, slot: str, text: str | None, is_confirmed: bool, who: str
) -> None:
    """Add one change; nothing when it would say what the slot says already."""
    known = next((one for one in read_texts(connection, project, period) if one.slot == slot), None)
    before = (known.text, known.is_confirmed) if known else (None, False)
    if before == (text, is_confirmed):
        return
    line = {**_line(connection, report_texts, project, period, who), "slot": slot, "text": text, "is_confirmed": is_confirmed}
    connection.execute(insert(report_texts), [line])


def close(connection: Connection, project: str, period: Period, *, content: bytes, pdf: bytes, version: int, who: str) -> None:
    """Keep an account as it is now: what it said, and its file."""
    line = _line(connection, closed_reports, project, period, who)
    connection.execute(insert(closed_reports), [{**line, "version": version, "content": zlib.compress(content), "pdf": pdf}])


def read_versions(connection: Connection, project: str, period: Period) -> tuple[ClosedAccount, ...]:
    """Read every account of a period that was closed, the last one first. Each stays as it was, also when a newer one is begun.

    Raises
    ------
    StoreError
        One is not what was written: the file is damaged.
    """
    wanted = select(closed_reports).where(*_of(closed_reports, project, period)).order_by(closed_reports.c.number.desc())
    why = {one.slot: one for one in read_texts(connection, project, period)}
    try:
        return tuple(
            ClosedAccount(
                row.number, row.at, row.who, row.version, zlib.decompress(row.content), row.pdf, why.get(f"{REOPENED}{row.number}")
            )
            for row in connection.execute(wanted)
        )
    except zlib.error:
        raise StoreError("store_damaged") from None


def _of(table: Table, project: str, period: Period) -> tuple[ColumnElement[bool], ...]:
    first, last = period.start.isoformat(), period.last_day.isoformat()
    return (table.c.project == project, table.c.first == first, table.c.last == last)


def _line(connection: Connection, table: Table, project: str, period: Period, who: str) -> dict[str, object]:
    """Begin the next line of a project."""
    latest = connection.scalar(select(func.max(table.c.number)).where(table.c.project == project)) or 0
    return {
        "project": project,
        "number": latest + 1,
        "at": datetime.now(UTC),
        "who": who,
        "first": period.start.isoformat(),
        "last": period.last_day.isoformat(),
    }
