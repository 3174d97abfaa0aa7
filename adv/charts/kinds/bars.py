"""Lying bars: one row per area, partner, theme, owner or category.

A row's name and number stand above its bar, so that bars have the whole width, also on a phone, and long names fit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, TypeAlias, Unpack

from msgspec import Struct

from adv.charts.axes import bare_axes, lying_bars, texts_at
from adv.charts.chart import About, Bar, Chart, Columns, Parts
from adv.charts.chart_context import ChartContext, Figure, plotly_figure, shortened
from adv.formats import CENTS
from adv.metrics.source_rows import Behind, Unit

MOST_BARS = 12  # more cannot be read; the rest is one bar, and whole in the table
ROW_HEIGHT = 54
ROOM_FOR_LEGEND = 44
ROOM_FOR_LONG_LEGEND = 76  # three lines of it, on a phone
MANY_SERIES = 4  # series
MARGINS = 24
NAME_WIDTH = 34  # characters of a name that fit on a phone beside its number; the hover has it all
ABOVE, BELOW = -0.26, 0.2  # within a row of height 1: the middle of its text, and of its bar
THICK, THIN = 0.46, 0.24  # bars; a thin one in front of a thick one leaves both to be seen


class Series(Struct, frozen=True):
    """One colour of bars: a value, a label and a hover text per group. Hover texts are already escaped."""

    name: str
    values: Sequence[float]
    hovers: Sequence[str]
    color: str | Sequence[str]  # one for all groups, or one for each
    labels: Sequence[str] = ()
    rows: Sequence[Behind] = ()  # rows that each bar counts
    is_behind: bool = False  # an outline behind the other bars: what it is a part of
    counts: Sequence[int] = ()  # numbers of the bars, if their values are shares


class Rows(Struct, frozen=True):
    """The groups of a chart: their names as in the data, and the code that a click on each gives."""

    names: Sequence[str]
    codes: Sequence[str]


Draw: TypeAlias = Callable[[ChartContext, Rows, Sequence[Series], Sequence[str]], Figure]


def rows(names: Sequence[str]) -> Rows:
    """Rows that choose themselves when clicked."""
    return Rows(names, names)


def silent_rows(names: Sequence[str]) -> Rows:
    """Rows that choose nothing when clicked."""
    return Rows(names, ("",) * len(names))


def bars(names: Sequence[str], series: Sequence[Series]) -> tuple[Bar, ...]:
    """List what each bar counts, one series after the other."""
    several = len(series) > 1
    return tuple(
        Bar(f"{name} · {one.name}" if several else name, round(value * CENTS) if rows.unit is Unit.CENTS else int(value), rows)
        for one in series
        if one.rows
        for name, value, rows in zip(names, one.counts or one.values, one.rows, strict=True)
    )


class Folded(Struct, frozen=True):
    """Groups, at most `MOST_BARS`: the largest keep their order, the others become one last group."""

    names: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]  # of each group
    members: tuple[tuple[str, ...], ...]  # the groups that each of them stands for

    @property
    def rows(self) -> Rows:
        """The groups, of which those that stand for several choose nothing when clicked."""
        return Rows(self.names, [members[0] if len(members) == 1 else "" for members in self.members])

    def values(self, column: int) -> tuple[int, ...]:
        """One number of each group."""
        return tuple(row[column] for row in self.counts)


def folded(names: Sequence[str], counts: Sequence[Sequence[int]], others: str, codes: Sequence[str] | None = None) -> Folded:
    """Fold groups. `codes` are what the groups are called in the data where that is not their name."""
    codes = codes or names
    every = range(len(names))
    by_size = sorted(every, key=lambda place: (-sum(counts[place]), place))
    kept, rest = (every, []) if len(names) <= MOST_BARS else (sorted(by_size[: MOST_BARS - 1]), sorted(by_size[MOST_BARS - 1 :]))
    together = [tuple(map(sum, zip(*(counts[place] for place in rest), strict=True)))] if rest else []
    return Folded(
        (*(names[place] for place in kept), *([others] if rest else [])),
        (*(tuple(counts[place]) for place in kept), *together),
        (*((codes[place],) for place in kept), *([tuple(codes[place] for place in rest)] if rest else [])),
    )


def shares(context: ChartContext, values: Sequence[int], totals: Sequence[int]) -> tuple[list[float], list[str]]:
    """Give each value as a share of its total, and how that is written in its bar: nothing where it is nothing."""
    parts = [value / total if total else 0.0 for value, total in zip(values, totals, strict=True)]
    return parts, [context.formats.percent(part, 0) if part else "" for part in parts]


def labels(context: ChartContext, values: Iterable[int]) -> tuple[str, ...]:
    """Write the numbers that stand in bars; in a bar of nothing there is none."""
    return tuple(context.formats.number(value) if value else "" for value in values)


def horizontal(
    context: ChartContext, groups: Rows, series: Sequence[Series], ends: Sequence[str] = (), *, barmode: str = "overlay"
) -> Figure:
    """Draw bars from the left. `ends` are the numbers beside the names, as texts of ours; without them the sums of the bars."""
    most = max if barmode == "overlay" else sum  # of one row
    rows_up = ([max(0.0, value) for value in row] for row in zip(*(one.values for one in series), strict=True))
    highest = max(map(most, rows_up), default=0.0)
    lowest = min(0.0, *(value for one in series for value in one.values))
    if not ends:
        ends = [context.formats.number(sum(row)) for row in zip(*(one.values for one in series), strict=True)]
    thick = any(one.is_behind for one in series)
    font = {"color": context.style.background}
    inside = {"textposition": "inside", "insidetextanchor": "middle", "textangle": 0, "insidetextfont": font}
    down = [place + BELOW for place in range(len(groups.names))]
    traces = [
        bar_trace(context, groups, one, place, down=down, width=THIN if thick and not one.is_behind else THICK)
        | ({"text": list(one.labels), **inside} if one.labels else {})
        for place, one in enumerate(series)
    ]
    traces.append(row_names(context, groups.names, ends, lowest))
    legend = 0 if len(series) <= 1 else ROOM_FOR_LEGEND if len(series) < MANY_SERIES else ROOM_FOR_LONG_LEGEND
    axes = bare_axes(context, [lowest * 1.01, (highest or 1.0) * 1.01], [len(down) - 0.5, -0.5])
    about = {"barmode": barmode, "showlegend": len(series) > 1, "uniformtext": {"minsize": 11, "mode": "hide"}}
    return plotly_figure(context, traces, height=ROW_HEIGHT * len(down) + legend + MARGINS, **about, **axes)


stacked = partial(horizontal, barmode="relative")  # each series after the one before it


def bar_trace(
    context: ChartContext, groups: Rows, one: Series, place: int, *, down: Sequence[float], width: float
) -> dict[str, Any]:
    """Bars of one series, the `place`-th of a chart, in the rows at `down`."""
    style = context.style
    color = one.color if isinstance(one.color, str) else list(one.color)
    marker: dict[str, Any] = {"color": color, "line": {"color": style.background, "width": 1}}
    if one.is_behind:
        marker = {"color": style.grid, "line": {"color": style.muted, "width": 1.5}}
    clicks = [[code, place * len(groups.codes) + number] for number, code in enumerate(groups.codes)]
    return lying_bars(one.values, down, one.hovers, name=one.name, width=width, customdata=clicks, marker=marker)


def row_names(context: ChartContext, names: Sequence[str], ends: Sequence[str], left: float) -> dict[str, Any]:
    """Names of the rows with their numbers, each above its bar."""
    told = [f"{shortened(name, NAME_WIDTH)}  <b>{end}</b>" for name, end in zip(names, ends, strict=True)]
    return texts_at(context, [left] * len(names), [place + ABOVE for place in range(len(names))], told)


def bar_chart(
    about: About,
    sentence: str,
    groups: Rows,
    series: Sequence[Series],
    *,
    columns: Columns,
    ends: Sequence[str] = (),
    draw: Draw = horizontal,
    is_drawn: bool | None = None,
    one_decimal: Iterable[str] = (),
    **more: Unpack[Parts],
) -> Chart:
    """Make a chart of bars; of nothing but noughts none is drawn, unless `is_drawn` says so."""
    values = [value for one in series for value in one.values]
    figure = draw(about.context, groups, series, ends) if (any(values) if is_drawn is None else is_drawn) else None
    found = bars(groups.names, series)
    return about.drawn(sentence, figure, columns, alt="charts.bars_alt", one_decimal=one_decimal, bars=found, **more)


PIXELS = 27  # of one bar with the room around it, and of a name
GAP = 0.5  # between groups, in bars
THICKEST = 0.74  # there is no other bar in its row
ROOM_FOR_WORDS = 1.75  # of the longest bar: on a phone the words beside it fit


def steps(context: ChartContext, groups: Rows, series: Sequence[Series], ends: Sequence[str]) -> Figure:
    """Draw per group its name with `ends`, and below it a bar per series. The series' labels are the texts at their bars' ends."""
    size = 1 + len(series) + GAP
    tops = [size * place for place in range(len(groups.names))]
    highest = max((value for one in series for value in one.values), default=0) or 1
    bars, words = [], []
    for place, one in enumerate(series):
        down = [top + 1 + place for top in tops]
        bars.append(bar_trace(context, groups, one, place, down=down, width=THICKEST))
        words.append(texts_at(context, one.values, down, [f" {label}" for label in one.labels]))
    names = [f"<b>{shortened(name, NAME_WIDTH)}</b>  {end}" for name, end in zip(groups.names, ends, strict=True)]
    traces = [*bars, *words, texts_at(context, [0.0] * len(tops), tops, names)]
    axes = bare_axes(context, [0, highest * ROOM_FOR_WORDS], [size * len(tops) - GAP - 0.4, -0.6])
    return plotly_figure(context, traces, height=round(PIXELS * size * len(tops)) + MARGINS, barmode="overlay", **axes)
