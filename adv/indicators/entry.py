"""Entry of the catalogue: what it is computed by, where it stands and how, and its rows."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from operator import attrgetter
from typing import Any, TypeAlias, TypeVar

from msgspec import Struct
from msgspec.structs import asdict

from adv.formats import CENTS
from adv.metrics.frames import as_known_on
from adv.metrics.source_rows import Behind
from adv.metrics.spans import MONTHS_IN, Span
from adv.metrics.values import NotAvailable, Rate
from adv.model import Dataset, Project


def as_json(found: object) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """Write what a metric tells, its parts too."""
    if isinstance(found, NotAvailable):
        return None
    if isinstance(found, date):
        return found.isoformat()
    if isinstance(found, Rate):
        return {"count": found.numerator, "of": found.denominator, "share": as_json(found.share)} | limits(found.interval())
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
        return f"{start.year}-Q{(start.month - 1) // MONTHS_IN[span] + 1}"
    return f"{start:%Y-%m}" if span is Span.MONTH else str(start.year)


T = TypeVar("T")
Metric: TypeAlias = "Callable[..., Any]"


class ChartKind(StrEnum):
    """Form in which an indicator is mainly shown; the value is the word for it in the manual."""

    CARD = "card"
    LINES = "lines"
    BARS = "bars"
    COLUMNS = "columns"
    DOTS = "dots with their margins"
    HEAT = "heat map"
    TABLE = "table"


class Measured:
    """The metrics of one dataset on one day, each computed once."""

    def __init__(self, dataset: Dataset, project: Project, day: date | None) -> None:
        self.project, self.day = project, day
        self.as_of = day or project.period.start  # without a day there is not a row: any day gives the same
        self.dataset = as_known_on(dataset, self.as_of)  # once, not again by each of them
        self.results: dict[Hashable, Any] = {}

    def __call__(self, metric: Callable[..., T], *choice: Any) -> T:  # noqa: ANN401 - each metric has its own
        """Give the result of a metric, with a choice where it has one."""
        key = (metric, choice)
        if key not in self.results:
            self.results[key] = metric(self.dataset, self.project, self.as_of, *choice)
        found: T = self.results[key]
        return found


class Figure(Struct, frozen=True):
    """A figure of ``summary --json``: where it stands, and what it is."""

    path: str  # visits.completed
    of: Callable[[Measured], object]
    metric: Metric | None = None
    choice: tuple[Any, ...] = ()
    is_count: bool = False  # the rows of its indicator make this number


class Choices(Struct, frozen=True):
    """A metric that is asked with a choice, and what there is to choose."""

    metric: Metric
    choices: tuple[Any, ...]


class Shown(Struct, frozen=True):
    """Place where an indicator is looked for first, its form there, and all charts, tables and cards that explain it."""

    page: str
    kind: ChartKind | None
    charts: str = ""  # their keys, with spaces between


class Basis(Struct, frozen=True):
    """Basis of an indicator: the unit it is counted in, from what, out of what, and the rows that it counts."""

    unit: str = "none"
    source: str = "none"
    denominator: str = "none"
    rows: Behind | None = None


class Indicator(Struct, frozen=True, kw_only=True):
    """One indicator. Its name and meaning are texts: ``definitions.<key>``."""

    key: str
    formula: str
    basis: Basis
    figures: tuple[Figure, ...] = ()
    note: str = ""  # on the form of its figures
    metrics: tuple[Metric | Choices, ...] = ()  # beside those of its figures
    shown: Shown | None = None

    @property
    def asks(self) -> Iterator[tuple[Metric, tuple[Any, ...]]]:
        """Every metric that it is computed by, with its choice."""
        yield from ((figure.metric, figure.choice) for figure in self.figures if figure.metric)
        for one in self.metrics:
            yield from ((one.metric, (choice,)) for choice in one.choices) if isinstance(one, Choices) else ((one, ()),)


class Section:
    """Indicators under one heading of the manual."""

    def __init__(self, title: str, *indicators: Indicator, about: str = "") -> None:
        self.title, self.indicators, self.about = title, indicators, about


def value(
    path: str,
    metric: Callable[..., T | NotAvailable],
    of: Callable[[T], object] | str = "",
    *choice: object,
    without: object = None,
    is_count: bool = False,
) -> Figure:
    """Make a figure of a metric, or of a part of it by name; `without` where the data cannot give it."""

    def read(measured: Measured) -> object:
        found = measured(metric, *choice)
        if isinstance(found, NotAvailable):
            return without
        return (attrgetter(of)(found) if of else found) if isinstance(of, str) else of(found)

    return Figure(path, read, metric, choice, is_count)


def counts(path: str, metric: Callable[..., T | NotAvailable], of: Callable[[T], object] | str = "", *choice: object) -> Figure:
    """Make figures by name of a metric; none where the data cannot give them."""
    return value(path, metric, of, *choice, without={})
