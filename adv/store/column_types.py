"""Types of columns that both databases keep alike: days as text, and moments with their zone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Date, DateTime, Dialect, Text, TypeDecorator
from sqlalchemy.types import TypeEngine


class IsoDay(TypeDecorator[str]):
    """A day that is ``2019-03-03`` in Python: a DATE in the database, text in SQLite, which has no dates.

    Rows go to the database and back by the hundred thousand; text needs no conversion on the way.
    """

    impl = Date
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Take TEXT in SQLite: what it calls DATE is a number."""
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else Date())

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any] | None:
        """Convert to a day; None where the text goes in as it is, which keeps SQLAlchemy out of the loop."""
        return None if dialect.name == "sqlite" else lambda value: None if value is None else date.fromisoformat(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        """Convert to text; None as in `bind_processor`."""
        del coltype
        return None if dialect.name == "sqlite" else lambda value: None if value is None else value.isoformat()


class Moment(TypeDecorator[datetime]):
    """A moment with its time zone; kept in UTC, since SQLite forgets the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Convert to UTC."""
        del dialect
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back that SQLite forgot."""
        del dialect
        return value if value is None or value.tzinfo else value.replace(tzinfo=UTC)
