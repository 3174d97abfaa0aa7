"""Yearly accounts: what the coordinator wrote in them, change by change, and those that were closed.

Each change is a line that is added and never altered, so that an earlier text can be read again. The last line of a slot holds.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct
from sqlalchemy import Connection, Table, delete, insert, select, update
from sqlalchemy.sql.elements import ColumnElement

from adv.errors import StoreError
from adv.model import Period
from adv.store.dialect import Connected, next_line, reading, writing
from adv.store.schema import closed_reports, report_photos, report_texts

WITHDRAWN = "withdrawn."  # with the slot of a photo behind it: the photo was taken out of closed accounts
REOPENED = "reopened."  # with the number of the closed account behind it: why there is a newer version


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


class StoredPhoto(Struct, frozen=True):
    """A photo in an account, and what it shows for who cannot see it."""

    alt: str
    content: bytes  # JPEG


class ClosedAccount(Struct, frozen=True):
    """An account that was closed."""

    number: int
    at: datetime
    who: str
    version: int  # of the data
    content: bytes  # its content, as JSON
    pdf: bytes
    reopened: WrittenText | None  # the reason for a newer version beside it


class Accounts(Connected):
    """Yearly accounts in the store."""

    def account_texts(self, project_name: str, period: Period) -> tuple[WrittenText, ...]:
        """Read what was written in the account of a period, change by change, the latest first."""
        with reading(self.engine) as connection:
            return _texts(connection, project_name, period)

    def account_words(self, project_name: str, period: Period) -> Holding:
        """Read the texts of the account of a period that hold now, and which drafts were confirmed."""
        last = {one.slot: one for one in reversed(self.account_texts(project_name, period))}
        texts = {slot: one.text for slot, one in last.items() if one.text is not None and not slot.startswith(REOPENED)}
        return Holding(texts, frozenset(slot for slot, one in last.items() if one.is_confirmed))

    def write_account_text(
        self, project_name: str, period: Period, *, slot: str, text: str | None, is_confirmed: bool = False, who: str
    ) -> None:
        """Change a text of the account of a period; nothing when it would say what the slot says already."""
        with writing(self.engine) as connection:
            known = next((one for one in _texts(connection, project_name, period) if one.slot == slot), None)
            if ((known.text, known.is_confirmed) if known else (None, False)) != (text, is_confirmed):
                line = _line(connection, report_texts, project_name, period, who)
                connection.execute(insert(report_texts), [{**line, "slot": slot, "text": text, "is_confirmed": is_confirmed}])

    def account_photos(self, project_name: str, period: Period) -> dict[str, StoredPhoto]:
        """Read the photos of the account of a period, by slot."""
        wanted = select(report_photos).where(*_of(report_photos, project_name, period))
        with reading(self.engine) as connection:
            return {row.slot: StoredPhoto(row.alt, row.content) for row in connection.execute(wanted)}

    def write_account_photo(self, project_name: str, period: Period, *, slot: str, photo: StoredPhoto | None, who: str) -> None:
        """Put a photo in a slot, or take it away; the one that was there is gone."""
        with writing(self.engine) as connection:
            mine = (*_of(report_photos, project_name, period), report_photos.c.slot == slot)
            connection.execute(delete(report_photos).where(*mine))
            if photo is not None:
                line = _line(connection, report_photos, project_name, period, who)
                connection.execute(insert(report_photos), [{**line, "slot": slot, "alt": photo.alt, "content": photo.content}])

    def withdraw_photo(
        self, project_name: str, period: Period, *, slot: str, content: bytes, without: Mapping[int, tuple[bytes, bytes]], who: str
    ) -> None:
        """Delete a photo, and replace each closed account that had it by the same account without it, content and file."""
        with writing(self.engine) as connection:
            mine = _of(report_photos, project_name, period)
            connection.execute(delete(report_photos).where(*mine, report_photos.c.content == content))
            for number, (said, pdf) in without.items():
                closed = (*_of(closed_reports, project_name, period), closed_reports.c.number == number)
                connection.execute(update(closed_reports).where(*closed).values(content=zlib.compress(said), pdf=pdf))
            line = _line(connection, report_texts, project_name, period, who)
            trace = {"slot": f"{WITHDRAWN}{slot}", "text": None, "is_confirmed": False}
            connection.execute(insert(report_texts), [line | trace])

    def close_account(
        self, project_name: str, period: Period, *, reader: str, content: bytes, pdf: bytes, version: int, who: str
    ) -> None:
        """Keep the account of a period for one reader for good, as it is now: what it said, and its file."""
        with writing(self.engine) as connection:
            line = _line(connection, closed_reports, project_name, period, who)
            made = {"reader": reader, "version": version, "content": zlib.compress(content), "pdf": pdf}
            connection.execute(insert(closed_reports), [line | made])

    def account_versions(self, project_name: str, period: Period, reader: str) -> tuple[ClosedAccount, ...]:
        """Read every account of a period for one reader that was closed, the last one first; `StoreError` when one is damaged."""
        mine = (*_of(closed_reports, project_name, period), closed_reports.c.reader == reader)
        told = closed_reports.c
        wanted = select(told.number, told.at, told.who, told.version, told.content, told.pdf).where(*mine)
        with reading(self.engine) as connection:
            rows = connection.execute(wanted.order_by(told.number.desc())).all()
            why = {one.slot: one for one in _texts(connection, project_name, period)}
        try:
            return tuple(
                ClosedAccount(number, at, who, version, zlib.decompress(content), pdf, why.get(f"{REOPENED}{number}"))
                for number, at, who, version, content, pdf in rows
            )
        except zlib.error:
            raise StoreError("store_damaged") from None

    def reopen_account(self, project_name: str, period: Period, *, number: int, reason: str, who: str) -> None:
        """Begin a new version beside an account that was closed; the reason stays in its history."""
        self.write_account_text(project_name, period, slot=f"{REOPENED}{number}", text=reason, who=who)


def _texts(connection: Connection, project: str, period: Period) -> tuple[WrittenText, ...]:
    wanted = select(report_texts).where(*_of(report_texts, project, period)).order_by(report_texts.c.number.desc())
    return tuple(
        WrittenText(row.number, row.at, row.who, row.slot, row.text, bool(row.is_confirmed)) for row in connection.execute(wanted)
    )


def _of(table: Table, project: str, period: Period) -> tuple[ColumnElement[bool], ...]:
    first, last = period.start.isoformat(), period.last_day.isoformat()
    return (table.c.project == project, table.c.first == first, table.c.last == last)


def _line(connection: Connection, table: Table, project: str, period: Period, who: str) -> dict[str, object]:
    return next_line(connection, table, project, who) | {"first": period.start.isoformat(), "last": period.last_day.isoformat()}
