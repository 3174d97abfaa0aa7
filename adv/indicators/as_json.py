"""How a figure is written for other programs: what is not available is None, a day is in ISO form, money is in euros."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import asdict

from adv.metrics.spans import Span
from adv.metrics.values import NotAvailable, Rate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

MONTHS_IN_QUARTER = 3
CENTS = 100


def as_json(found: object) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """Write what a metric tells, its parts too."""
    if isinstance(found, NotAvailable):
        return None
    if isinstance(found, date):
        return found.isoformat()
    if isinstance(found, Rate):
        counted = {"count": found.numerator, "of": found.denominator, "share": as_json(found.share)}
        return counted | limits(found.interval())
    if isinstance(found, Struct):
        return as_json(asdict(found))
    if isinstance(found, Mapping):
        return {str(name): as_json(part) for name, part in found.items()}
    return [as_json(part) for part in found] if isinstance(found, tuple) else found


def by(names: Iterable[object], numbers: Iterable[object]) -> dict[str, Any]:
    """Write numbers by name."""
    return dict(zip(map(str, names), numbers, strict=True))


def by_span(span: Span, starts: Iterable[date], numbers: Iterable[object]) -> dict[str, Any]:
    """Write numbers by week, month, quarter or year: 2019-W43, 2019-10, 2019-Q4, 2019."""
    return by((_span_code(span, start) for start in starts), numbers)


def euros(cents: float | NotAvailable | None) -> float | None:
    """Write an amount, rounded to the cent; None where there is none, as at an end that never comes."""
    return None if cents is None or isinstance(cents, NotAvailable) else round(cents / CENTS, 2)


def in_euros(name: str) -> Callable[[object], float | None]:
    """Read a part of what a metric tells, and write it as an amount."""
    return lambda found: euros(attrgetter(name)(found))


def limits(interval: tuple[float, float] | NotAvailable) -> dict[str, float | None]:
    """Write the ends of an interval."""
    low, high = (None, None) if isinstance(interval, NotAvailable) else interval
    return {"low": low, "high": high}


def _span_code(span: Span, start: date) -> str:
    if span is Span.WEEK:
        year, week, _ = start.isocalendar()
        return f"{year}-W{week:02}"
    if span is Span.QUARTER:
        return f"{start.year}-Q{(start.month - 1) // MONTHS_IN_QUARTER + 1}"
    return f"{start:%Y-%m}" if span is Span.MONTH else str(start.year)
