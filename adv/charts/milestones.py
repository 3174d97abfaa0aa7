"""Milestones of the neighbourhood and other named days on charts over time: a line, and a label in a band above the data.

Nobody knows here how wide a chart will be drawn, so labels are laid out for a phone: those that would meet there stand in rows
below each other. On anything wider their lines only move further apart, so they do not meet there either. The band is made by
raising the top of the axis, so that no data come into it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from html import unescape
from typing import Any

from msgspec import Struct

from adv.charts.axes import upright
from adv.charts.chart_context import ChartContext, escaped, shortened
from adv.metrics.spans import Span, first_day, place
from adv.model import Milestone

NARROWEST = 280  # pixels of a chart's plot on a phone of 400, its axis taken off
LETTER = 6.6  # pixels of a letter on average, at LABEL_SIZE
LABEL_SIZE = 12
LABEL_WIDTH = 24  # characters; the hover, the table and the text for who cannot see the chart have all of it
ROW_HEIGHT = 18  # pixels
GAP = 6  # pixels between a line and its label
MOST_LABEL_ROWS = 4  # more lines keep their line, and their label is in the hover alone
AXES = 70  # pixels of a chart's height that are not its plot: ticks, legend, margins


class Sign(Struct, frozen=True):
    """A named day: a milestone, or one of the chart's own, such as the day of the data."""

    day: date
    text: str  # as it is drawn
    color: str
    dash: str  # of its line; empty: it has none
    width: float = 1.5
    hover: str = ""


class Marks(Struct, frozen=True):
    """Drawing of a chart's named days: lines, labels, and by how much the top of its axis is raised for them."""

    shapes: tuple[dict[str, Any], ...] = ()
    annotations: tuple[dict[str, Any], ...] = ()
    raise_by: float = 1.0  # the top of the axis, with everything below it, times this

    @property
    def layout(self) -> dict[str, Any]:
        """Give what a figure's layout takes of it."""
        return {"shapes": list(self.shapes), "annotations": list(self.annotations)}

    def raised(self, bounds: Sequence[float]) -> list[float]:
        """Range of the axis with room for the labels above the data."""
        low, high = bounds
        return [low, low + (high - low) * self.raise_by]


def on_days(context: ChartContext, first: date, last: date, height: int, *, own: Sequence[Sign] = ()) -> Marks:
    """Draw the chart's own days and the milestones of `context` from `first` to `last`, on an axis of days.

    `height` is the chart's in pixels. The own days come first: where there are too many, their labels stay.
    """
    whole = max(1, (last - first).days)
    return _marks((*own, *_signs(context)), context, height, lambda day: (day.isoformat(), (day - first).days / whole))


def on_spans(context: ChartContext, span: Span, starts: Sequence[date], height: int) -> Marks:
    """Draw the milestones of `context` within consecutive spans, on an axis of their places from 0 on."""
    if not starts:
        return Marks()
    first = place(span, starts[0])

    def where(day: date) -> tuple[float, float]:
        number = place(span, day)
        begins, ends = first_day(span, number), first_day(span, number + 1)
        across = number - first + (day - begins).days / (ends - begins).days
        return across - 0.5, across / len(starts)

    return _marks(_signs(context), context, height, where)


def _signs(context: ChartContext) -> tuple[Sign, ...]:
    color = context.style.agreed
    return tuple(
        Sign(one.day, shortened(one.name, LABEL_WIDTH), color, "dashdot", width=1.2, hover=escaped(_told(context, one)))
        for one in context.milestones
    )


def _marks(signs: Sequence[Sign], context: ChartContext, height: int, where: Callable[[date], tuple[float | str, float]]) -> Marks:
    """Draw named days; `where` gives a day's place on the axis and its share of the axis' length: outside 0 and 1 it is not drawn."""
    found = [(sign, *where(sign.day)) for sign in signs]
    there = [(sign, across, share) for sign, across, share in found if 0 <= share <= 1]
    if not there:
        return Marks()
    rows = _rows([(share, _pixels(sign)) for sign, _, share in there])
    depth = min(MOST_LABEL_ROWS, max(rows) + 1)
    labels = [
        _label(context, sign, across, row, is_late=share * NARROWEST + _pixels(sign) > NARROWEST)
        for (sign, across, share), row in zip(there, rows, strict=True)
        if row < MOST_LABEL_ROWS
    ]
    plot = max(height - AXES, ROW_HEIGHT * (depth + 1))
    shapes = tuple(upright(across, color=sign.color, width=sign.width, dash=sign.dash) for sign, across, _ in there if sign.dash)
    return Marks(shapes, tuple(labels), 1 / (1 - ROW_HEIGHT * depth / plot))


def _pixels(sign: Sign) -> float:
    return len(unescape(sign.text)) * LETTER + GAP


def _rows(there: Sequence[tuple[float, float]]) -> list[int]:
    """Find the row of each label: the first one in which it meets no other, its line included."""
    taken: list[list[tuple[float, float]]] = []
    rows = []
    for share, pixels in there:
        at = share * NARROWEST
        left, right = (at - pixels, at) if at + pixels > NARROWEST else (at, at + pixels)
        row = 0
        while row < len(taken) and any(left < other + GAP and right > one - GAP for one, other in taken[row]):
            row += 1
        if row == len(taken):
            taken.append([])
        taken[row].append((left, right))
        rows.append(row)
    return rows


def _label(context: ChartContext, sign: Sign, across: float | str, row: int, *, is_late: bool) -> dict[str, Any]:
    """Write a label; a late one to the left of its line: on a phone there is no room to the right of it."""
    side = {"xanchor": "right", "xshift": -GAP / 2} if is_late else {"xanchor": "left", "xshift": GAP / 2}
    place = {"x": across, "yref": "paper", "y": 1, "yanchor": "top", "yshift": -ROW_HEIGHT * row, **side}
    look = {"borderpad": 0, "bgcolor": context.style.background, "font": {"size": LABEL_SIZE, "color": sign.color}}
    return {**place, **look, "text": sign.text, "hovertext": sign.hover, "showarrow": False}


def _told(context: ChartContext, milestone: Milestone) -> str:
    return context.text("words.name_and_day", name=milestone.name, day=context.formats.day(milestone.day))


def described(context: ChartContext, first: date, last: date) -> str:
    """Tell the milestones between two days in one sentence, for who cannot see them; nothing when there are none."""
    told = [_told(context, milestone) for milestone in context.milestones if first <= milestone.day <= last]
    return context.text("milestones.all", milestones=context.formats.joined(told)) if told else ""


def beside(context: ChartContext, days: Sequence[date], last: date) -> dict[str, list[str]]:
    """Make a column for a table whose rows are days, or begin on them, rising: each row's milestones, with their own day.

    One between two rows stands in the earlier, one after the last row in the last. Those outside `days` and `last` are left out,
    and without any there is no column.
    """
    there = [milestone for milestone in context.milestones if days and days[0] <= milestone.day <= last]
    cells: list[list[str]] = [[] for _ in days]
    for milestone in there:
        cells[bisect_right(days, milestone.day) - 1].append(_told(context, milestone))
    return {"words.milestone": ["; ".join(cell) for cell in cells]} if there else {}


def described_in(context: ChartContext, span: Span, starts: Sequence[date]) -> str:
    """Tell the milestones within consecutive spans, as `described` does."""
    return described(context, starts[0], _last_day(span, starts)) if starts else ""


def beside_spans(context: ChartContext, span: Span, starts: Sequence[date]) -> dict[str, list[str]]:
    """Make a column for a table whose rows are consecutive spans, as `beside` does."""
    return beside(context, starts, _last_day(span, starts)) if starts else {}


def _last_day(span: Span, starts: Sequence[date]) -> date:
    return first_day(span, place(span, starts[-1]) + 1) - timedelta(days=1)
