"""What the figures that are read rather than seen are made of: lines, as a table with the parts of a chart.

A line says what, how much, and of what; one that the data cannot give says why. The texts stand under ``figures.``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from msgspec import Struct

from adv.charts.chart import Bar, Chart
from adv.metrics.values import NotAvailable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from adv.metrics.source_rows import Behind
    from adv.metrics.values import Rate
    from adv.ui.view import View

MISSING = "–"


class Figure(Struct, frozen=True):
    """One line: what (a key under ``figures.``), how much, and of what."""

    key: str
    value: str
    detail: str = ""


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
        {text(view, "what"): text(view, f"line.{line.key}"), text(view, "value"): line.value, text(view, "detail"): line.detail}
        for line in lines
    ]
    table = pd.DataFrame(told)
    if not any(line.detail for line in lines):
        table = table.drop(columns=text(view, "detail"))
    return Chart(key, text(view, key), sentence, None, table, "", definitions, rows=rows, bars=bars)


def text(view: View, key: str, **params: object) -> str:
    """A text of the figures."""
    return view.texts(f"figures.{key}", **params)


def bar(view: View, key: str, number: int, rows: Behind) -> Bar:
    """The rows behind a line."""
    return Bar(text(view, f"line.{key}"), number, rows)


def missing_line(view: View, key: str, reason: NotAvailable) -> Figure:
    """A line whose value the data cannot give, with the reason."""
    return Figure(key, MISSING, view.look.why_not(reason))


def known_line(view: View, key: str, value: float | NotAvailable, write: Callable[[float], str], detail: str) -> Figure:
    """A line whose value is written by `write` when the data give it."""
    return missing_line(view, key, value) if isinstance(value, NotAvailable) else Figure(key, write(value), detail)


def counted_line(view: View, key: str, value: float | NotAvailable) -> Figure:
    """A whole number."""
    return known_line(view, key, value, view.look.formats.number, "")


def decimal_line(view: View, key: str, value: float | NotAvailable, detail: str = "") -> Figure:
    """A number with two decimals."""
    return known_line(view, key, value, lambda number: view.look.formats.number(number, 2), detail)


def euro_line(view: View, key: str, value: float | NotAvailable, detail: str = "") -> Figure:
    """An amount in cents, written as euros."""
    return known_line(view, key, value, lambda cents: view.look.formats.euro(round(cents)), detail)


def rate_line(view: View, key: str, rate: Rate) -> Figure:
    """A rate with its parts and interval."""
    share, interval, written = rate.share, rate.interval(), view.look.formats
    if isinstance(share, NotAvailable) or isinstance(interval, NotAvailable):
        return missing_line(view, key, NotAvailable("empty_denominator"))
    low, high = (written.percent(limit) for limit in interval)
    detail = text(view, "rate", part=part_of(view, rate), low=low, high=high)
    return Figure(key, written.percent(share), detail)


def part_of(view: View, rate: Rate) -> str:
    """``65 of 100 households``: a rate's parts, the denominator by name."""
    number = view.look.formats.number
    of = view.texts(f"metrics.denominator.{rate.denominator_name}")
    return text(view, "part", part=number(rate.numerator), whole=number(rate.denominator), of=of)
