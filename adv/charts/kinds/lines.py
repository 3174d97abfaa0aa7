"""Lines that rise day by day against a plan: the shared drawing of the burn-up and the spend curve."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from msgspec import Struct

from adv.charts.axes import iso, level, line, time_axis, value_axis
from adv.charts.chart_context import ChartContext, Figure, plotly_figure
from adv.charts.milestones import Sign, on_days
from adv.model import Period

HEIGHT = 380
HEIGHT_BEYOND = 430  # with a forecast: its legend names its date
TALL_LEGEND = 50  # pixels more that such a legend takes on a phone
ROOM_ABOVE = 1.1  # above the highest value: for its label
HEADROOM_BEYOND = 1.15
LABEL_SIZE = 13
LOW = 0.1  # of the highest value: a label below a lower one would lie on the axis
FAR_RIGHT = 0.6  # from this part of the axis on, a label stands to the left of what it names


class Line(Struct, frozen=True):
    """Values by day, as drawn; `hovers` say them in full."""

    days: Sequence[date]
    values: Sequence[float]
    hovers: Sequence[str]
    name: str


class Rising(Struct, frozen=True, kw_only=True):
    """A cumulative line up to the day of the data, in a period."""

    line: Line
    now: str  # the label of the last value
    as_of: date
    period: Period


class Goal(Struct, frozen=True, kw_only=True):
    """The plan and the limit it leads to."""

    line: Line
    limit: float
    limit_label: str


class Beyond(Struct, frozen=True):
    """A forecast, drawn after the day of the data, up to `last`."""

    behind: Sequence[dict[str, Any]]  # traces below the line
    before: Sequence[dict[str, Any]]  # traces above it
    last: date


def value_at(day: date, days: Sequence[date], values: Sequence[float]) -> float:
    """Read the plan on a day, straight between its points, flat outside them."""
    for place, (later, value) in enumerate(zip(days, values, strict=True)):
        if day <= later:
            if place == 0 or day == later:
                return value
            earlier, before = days[place - 1], values[place - 1]
            return before + (value - before) * ((day - earlier).days / (later - earlier).days)
    return values[-1] if values else 0.0


def rising(context: ChartContext, done: Rising, goal: Goal | None, *, beyond: Beyond | None = None) -> Figure:
    """Draw the line, its plan and limit when there are any, the day of the data, the project's end, the milestones, what is to come."""
    first, last = ends(done.line.days, done.period, done.as_of)
    if beyond is not None:
        last = max(last, beyond.last)
    height, legend, headroom = (HEIGHT, 0, ROOM_ABOVE) if beyond is None else (HEIGHT_BEYOND, TALL_LEGEND, HEADROOM_BEYOND)
    marks = on_days(context, first, last, height - legend, own=own_days(context, done.as_of, done.period, last))
    traces = [_drawn(done.line, {"color": context.style.done, "width": 3.5, "shape": "hv"})]
    if beyond is not None:
        traces = [*beyond.behind, *traces, *beyond.before]
    highest = max(done.line.values, default=0.0)
    limit = []
    if goal is not None:
        dashed = {"color": context.style.muted, "width": 2, "dash": "dash"}
        traces.insert(0, _drawn(goal.line, dashed))
        highest = max(highest, goal.limit)
        limit = [level(first.isoformat(), last.isoformat(), goal.limit, color=context.style.aim, width=2)]
    lowest = min(0.0, *done.line.values, 0.0)
    notes = [*_notes(context, done, goal, is_late=done.as_of - first > (last - first) * FAR_RIGHT), *marks.annotations]
    up = value_axis(marks.raised([lowest, max(highest, 1.0) * headroom]), context, rangemode="tozero")
    about = {"height": height, "showlegend": goal is not None, "shapes": [*marks.shapes, *limit], "annotations": notes}
    return plotly_figure(context, traces, xaxis=time_axis(first, last, context), yaxis=up, **about)


def _drawn(what: Line, look: dict[str, Any]) -> dict[str, Any]:
    return line(iso(what.days), what.values, what.hovers, name=what.name, line=look)


def ends(days: Sequence[date], period: Period, as_of: date) -> tuple[date, date]:
    """Find the first and the last day of a line's axis."""
    return min([period.start, *days[:1]]), max(period.end, as_of)


def own_days(context: ChartContext, as_of: date, period: Period, last: date) -> tuple[Sign, ...]:
    """Mark the day of the data and the project's end, on an axis up to `last`; at its very end a day needs no line."""
    day = context.text("charts.as_of", day=context.formats.day(as_of))
    end = context.text("charts.project_end", day=context.formats.day(period.last_day))
    style = context.style
    if as_of == period.last_day:
        return (Sign(as_of, end, style.text, "dot"),)
    return (Sign(as_of, day, style.text, "dot"), Sign(period.end, end, style.muted, "solid" if period.end < last else ""))


def _notes(context: ChartContext, done: Rising, goal: Goal | None, *, is_late: bool) -> list[dict[str, Any]]:
    shared = {"showarrow": False, "bgcolor": context.style.background}
    notes = [{**shared, **_value_now(context, done, goal, is_late=is_late)}] if done.line.values else []
    if goal is not None:
        place = {"x": 0, "xref": "paper", "xanchor": "left", "y": goal.limit, "yanchor": "bottom", "xshift": 4}
        green = {"size": LABEL_SIZE, "color": context.style.aim}
        notes.append({**shared, **place, "text": goal.limit_label, "font": green})
    return notes


def _value_now(context: ChartContext, done: Rising, goal: Goal | None, *, is_late: bool) -> dict[str, Any]:
    """Write the last value where the line leaves room for it."""
    now = done.line.values[-1]
    highest = max(*done.line.values, goal.limit if goal else 0.0, 1.0)
    ahead = goal is None or now >= value_at(done.as_of, goal.line.days, goal.line.values)
    to_the_left = ahead or is_late  # to the right of a late day there is no room
    above = to_the_left or now < LOW * highest  # below a low value stand the ticks of the axis
    where = {"xanchor": "right", "xshift": -6} if to_the_left else {"xanchor": "left", "xshift": 6}
    height = {"yanchor": "bottom" if above else "top", "yshift": 4 if above else -2}
    bold = {"size": LABEL_SIZE + 3, "color": context.style.done}
    return {**where, **height, "x": done.as_of.isoformat(), "y": now, "text": f"<b>{done.now}</b>", "font": bold}
