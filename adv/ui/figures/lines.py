"""What the figures that are read rather than seen are made of: lines, as a table with the parts of a chart.

A line says what, how much, and of what; one that the data cannot give says why. Which lines a table has says the catalogue
(`adv.indicators`), or the table's own module where they depend on more. The texts stand under ``figures.``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
from msgspec import Struct

from adv.charts.chart import Bar, Chart
from adv.indicators import explained, lines_of
from adv.metrics.values import NotAvailable, Rate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from adv.indicators.entry import Indicator, Line
    from adv.metrics.source_rows import Behind
    from adv.texts import Texts
    from adv.ui.view import View

MISSING = "–"


class Figure(Struct, frozen=True):
    """One line: what (a key under ``figures.line.``, or a whole key of a text), how much, and of what."""

    key: str
    value: str
    detail: str = ""

    def name(self, texts: Texts) -> str:
        """What it is."""
        return texts(self.key if "." in self.key else f"figures.line.{self.key}")


def of_catalogue(view: View, key: str, rows: Behind) -> Chart:
    """A table of the lines that the catalogue has for it, each number and rate with its rows; why one is missing is said once."""
    lines, bars, told, left_out = [], [], set(), set()
    for one, line in lines_of(key):
        found = view.measured(line.metric)
        is_missing = isinstance(found, NotAvailable)
        if (is_missing and line.metric in told) or (line.is_of_everything and not view.selection.is_everything):
            left_out.add(one.key)
            continue
        told.add(line.metric)
        value = found if is_missing else line.of(found)
        name = line.key or f"definitions.{one.key}.name"
        lines.append(written_line(view, name, line.write, value, "" if is_missing else _detail(view, one, line, found)))
        number = line.count(found) if line.count and not is_missing else value.numerator if isinstance(value, Rate) else value
        if one.rows is not None and isinstance(number, int):
            bars.append(Bar(lines[-1].name(view.texts), number, one.rows))
    definitions = tuple(name for name in explained(key) if name not in left_out)
    return figures_table(view, key, lines, definitions, rows=rows, bars=tuple(bars))


def _detail(view: View, one: Indicator, line: Line, found: Any) -> str:  # noqa: ANN401 - each metric has its own
    """What is said beside a value: its unit, or more of the same metric."""
    if line.detail is None:
        return text(view, line.unit) if line.unit else ""
    written = view.context.formats
    parts = line.detail(found)
    missing = {name: MISSING for name, part in parts.items() if isinstance(part, NotAvailable)}
    counts = {name: written.number(part) for name, part in parts.items() if isinstance(part, int)}
    shares = {name: written.percent(part) for name, part in parts.items() if name not in missing | counts}
    return view.texts(f"definitions.{one.key}.detail", **missing, **counts, **shares)


def figures_table(
    view: View,
    key: str,
    lines: Sequence[Figure],
    definitions: tuple[str, ...],
    *,
    sentence: str = "",
    rows: Behind | None = None,
    bars: tuple[Bar, ...] = (),
) -> Chart:
    """Lines as a table with the parts of a chart."""
    told = [
        {text(view, "what"): line.name(view.texts), text(view, "value"): line.value, text(view, "detail"): line.detail}
        for line in lines
    ]
    table = pd.DataFrame(told)
    if not any(line.detail for line in lines):
        table = table.drop(columns=text(view, "detail"), errors="ignore")
    return Chart(
        key=key,
        title=text(view, key),
        sentence=sentence,
        figure=None,
        table=table,
        alt="",
        definitions=definitions,
        rows=rows,
        bars=bars,
    )


def only_said(view: View, key: str, why: NotAvailable) -> Chart:
    """A sentence in the place of a table: why there is none."""
    return figures_table(view, key, (), explained(key), sentence=view.context.why_not(why))


def text(view: View, key: str, **params: object) -> str:
    """A text of the figures."""
    return view.texts(f"figures.{key}", **params)


def missing_line(view: View, key: str, reason: NotAvailable) -> Figure:
    """A line whose value the data cannot give, with the reason."""
    return Figure(key, MISSING, view.context.why_not(reason))


def written_line(view: View, key: str, write: str, value: Any, detail: str = "") -> Figure:  # noqa: ANN401 - a number or a rate
    """A line whose value is written in one of the ways of `WRITTEN`, when the data give it."""
    if isinstance(value, NotAvailable):
        return missing_line(view, key, value)
    if isinstance(value, Rate):
        return _rate_line(view, key, value)
    return Figure(key, WRITTEN[write](view, value), detail)


WRITTEN: dict[str, Callable[[View, Any], str]] = {
    "number": lambda view, value: view.context.formats.number(value),
    "decimal": lambda view, value: view.context.formats.number(value, 2),
    "euro": lambda view, cents: view.context.formats.euro(round(cents)),
    "days": lambda view, value: text(view, "days", count=view.context.formats.number(value)),
    "tenths_of_days": lambda view, value: text(view, "days", count=view.context.formats.number(value, 1)),
    "signed_days": lambda view, value: text(view, "days", count=view.context.formats.signed(value, 1)),
}


def _rate_line(view: View, key: str, rate: Rate) -> Figure:
    share, interval, written = rate.share, rate.interval(), view.context.formats
    if isinstance(share, NotAvailable) or isinstance(interval, NotAvailable):
        return missing_line(view, key, NotAvailable("empty_denominator"))
    low, high = (written.percent(limit) for limit in interval)
    of = view.texts(f"metrics.denominator.{rate.denominator_name}")  # 65 of 100 households
    part = text(view, "part", part=written.number(rate.numerator), whole=written.number(rate.denominator), of=of)
    return Figure(key, written.percent(share), text(view, "rate", part=part, low=low, high=high))
