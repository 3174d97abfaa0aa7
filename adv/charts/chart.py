"""The parts of every chart: a figure, and what makes it readable without seeing it: the table of its data, too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeAlias, TypedDict, TypeVar, Unpack

import pandas as pd
from msgspec import Struct

from adv.charts.chart_context import ChartContext, Figure, stopped
from adv.formats import CENTS
from adv.indicators import explained
from adv.metrics.source_rows import Behind
from adv.metrics.values import NotAvailable

DAYS = {"words.date", "words.begins_on", "forecast.column.day", "coverage.column.day"}  # heads of days
PLACES = "places"  # the key under which a table says how many decimals its columns are written with


class Head(Struct, frozen=True):
    """The head of a column that is a text for one value of an enum."""

    key: str
    by: str


class Named(Struct, frozen=True):
    """The head of a column that is a name from the data."""

    name: str


Columns: TypeAlias = "Mapping[Any, Sequence[object]]"  # by a key of the texts, a Head or a Name: mypy knows no mapping of several


def table(context: ChartContext, columns: Columns, one_decimal: Iterable[str] = ()) -> pd.DataFrame:
    """Make a table of columns. Days become dates, everything else stays what it is.

    Numbers are not rounded here: on the screen those of `one_decimal` are written with one, a file has them in full.
    """
    frame = pd.DataFrame({_written(context, head): list(values) for head, values in columns.items()})
    for head in columns:
        if head in DAYS:
            name = _written(context, head)
            frame[name] = pd.to_datetime(frame[name]).astype("datetime64[s]")
    frame.attrs[PLACES] = {context.text(key): 1 for key in one_decimal}
    return frame


def _written(context: ChartContext, head: str | Head | Named) -> str:
    if isinstance(head, Named):
        return head.name
    if isinstance(head, str):
        return context.text(head)
    word = context.text(head.key, by=head.by)
    return word[:1].upper() + word[1:]


def euros(cents: Sequence[float]) -> list[float]:
    """Write cents as euros, for a table that people count with."""
    return [round(amount) / CENTS for amount in cents]


T = TypeVar("T")
P = ParamSpec("P")


class Bar(Struct, frozen=True):
    """A bar, point or cell of a chart, or a number of a table: its name, and the rows that it counts.

    `number` is what those rows make: how many they are, their cents or their households (`adv.metrics.source_rows`).
    """

    name: str
    number: int
    rows: Behind


class Chart(Struct, frozen=True):
    """One chart of a page, in the user's language.

    `sentence` is computed from the data and says what the chart shows; it is the first thing one reads. `figure` is None when
    there is nothing to draw, and then the sentence says why. `table` holds the same data, its headers and texts as the user
    reads them, its numbers as numbers and its days as dates.

    All texts are plain: names from the data stand in them as they are, so show them as text, never as Markdown or HTML. In
    the figure they are already escaped.

    A bar carries as ``customdata`` ``[code, place]``. In a chart that `selects`, the code is the area's, organisation's, theme's
    or owner's name or the status's code, as it is in the data; a click on it may filter the page. Bars that stand for no one
    value (without an owner, say) carry ``""``. The place is that of the bar in `bars`: a click on it may show its rows.
    """

    key: str  # names it in the address and downloads: "burn_up"
    title: str
    sentence: str
    figure: Figure | None
    table: pd.DataFrame
    alt: str  # for who cannot see the figure
    definitions: tuple[str, ...] = ()  # keys under ``definitions.``: what the numbers mean
    selects: str | None = None  # area, organisation, theme, period, status, goal, owner or category
    rows: Behind | None = None  # the rows behind all of it; None: there are none
    bars: tuple[Bar, ...] = ()  # the rows behind each bar
    shown: int | None = None  # rows of the table on the page; the download has them all
    is_across: bool = False  # of all projects, not of the one that is looked at
    remark: str = ""  # more to know of it: in its menu, not on the page
    in_download: tuple[tuple[str, str], ...] = ()  # figures that only a file tells, each with its name


class Parts(TypedDict, total=False):
    """The parts of a chart that not every one has, as in `Chart`."""

    selects: str | None
    rows: Behind | None
    shown: int | None
    is_across: bool
    remark: str
    in_download: tuple[tuple[str, str], ...]


class About(Struct, frozen=True):
    """A chart before there are data: its name and its title. It makes the chart, with the definitions that the catalogue has for it.

    `unit` is the definition of what the chart counts, where that depends on the project's target. A chart that stands in the place
    of another one has the definitions of the one that it is `like`.
    """

    context: ChartContext
    key: str
    title: str
    unit: str = ""
    like: str = ""

    @property
    def definitions(self) -> tuple[str, ...]:
        """Keys under ``definitions.``: what the numbers mean."""
        return (*([self.unit] if self.unit else []), *explained(self.like or self.key))

    def unavailable(self, missing: NotAvailable) -> Chart:
        """Make a chart whose data are not there: it says why, and draws nothing."""
        return self.listed(self.context.why_not(missing))

    def listed(self, sentence: str, columns: Columns | None = None, **more: Unpack[Parts]) -> Chart:
        """Make a chart that is a sentence, and a table when there are columns."""
        return self.drawn(sentence, None, columns or {}, **more)

    def drawn(
        self,
        sentence: str,
        figure: Figure | None,
        columns: Columns,
        *,
        alt: str = "",
        also: str = "",
        one_decimal: Iterable[str] = (),
        bars: tuple[Bar, ...] = (),
        **more: Unpack[Parts],
    ) -> Chart:
        """Make a chart with a figure. `alt` is the key of the text for who cannot see it, `also` one more sentence of that text."""
        told = self.context.text(alt, title=stopped(self.title), sentence=sentence) if alt else sentence
        told = f"{told} {also}" if also else told
        means = self.definitions
        data = table(self.context, columns, one_decimal)
        return Chart(self.key, self.title, sentence, figure, table=data, alt=told, definitions=means, bars=bars, **more)


Made: TypeAlias = Callable[Concatenate[T | NotAvailable, ChartContext, P], Chart]


def titled(key: str, title: str) -> Callable[[Callable[Concatenate[About, T, ChartContext, P], Chart]], Made[T, P]]:
    """Give what makes a chart of a metric its name and its title (a key); without the metric the chart says why.

    With ``{}`` in the name the chart is one of several, by its first argument after the context: a value of an enum.
    """

    def of(make: Callable[Concatenate[About, T, ChartContext, P], Chart]) -> Made[T, P]:
        @wraps(make)
        def made(exact: T | NotAvailable, context: ChartContext, /, *more: P.args, **named: P.kwargs) -> Chart:
            name = key.format(*more[:1])
            about = About(context, name, context.text(title, by="" if name == key else more[0]))
            if isinstance(exact, NotAvailable):
                return about.unavailable(exact)
            return make(about, exact, context, *more, **named)

        return made

    return of
