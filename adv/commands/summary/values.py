"""How `summary` writes a value for other programs: what is not available is None, a day is in ISO form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from adv.metrics.spans import Span
from adv.metrics.values import NotAvailable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from adv.metrics.values import Rate

Figures = dict[str, Any]
T = TypeVar("T")
MONTHS_IN_QUARTER = 3


def plain(value: T | NotAvailable) -> T | None:
    """What there is, or None."""
    return None if isinstance(value, NotAvailable) else value


def by(names: Iterable[str], counts: Iterable[int] | None) -> Figures:
    """Counts by name; without counts nothing."""
    return {} if counts is None else dict(zip(names, counts, strict=True))


def iso(day: date | None) -> str | None:
    """A day as 2019-10-22."""
    return day.isoformat() if day else None


def span_code(span: Span, start: date) -> str:
    """A week, month, quarter or year as 2019-W43, 2019-10, 2019-Q4, 2019."""
    if span is Span.WEEK:
        year, week, _ = start.isocalendar()
        return f"{year}-W{week:02}"
    if span is Span.QUARTER:
        return f"{start.year}-Q{(start.month - 1) // MONTHS_IN_QUARTER + 1}"
    return f"{start:%Y-%m}" if span is Span.MONTH else str(start.year)


def limits(interval: tuple[float, float] | NotAvailable) -> Figures:
    """The ends of an interval."""
    low, high = (None, None) if isinstance(interval, NotAvailable) else interval
    return {"low": low, "high": high}


def rate(found: Rate) -> Figures:
    """A share with what it is of, and its limits."""
    return {"count": found.numerator, "of": found.denominator, "share": plain(found.share), **limits(found.interval())}
