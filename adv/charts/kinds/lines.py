"""What rises day by day against its plan: the shared drawing of the burn-up and the spend curve."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from adv.charts.axes import time_axis, value_axis
from adv.charts.chart_context import draw
from adv.charts.milestones import Sign, on_days

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import plotly.graph_objects as go

    from adv.charts.chart_context import Look
    from adv.model import Period

HEIGHT = 380
HEIGHT_BEYOND = 500  # with a forecast: its legend names its dates
TALL_LEGEND = 90  # pixels more that such a legend takes on a phone
HEADROOM = 1.1  # above the highest value: for its label
HEADROOM_BEYOND = 1.15
LABEL_SIZE = 13
LOW = 0.1  # of the highest value: a label below a lower one would lie on the axis
LATE = 0.6  # from this part of the axis on, a label stands to the left of what it names


class Rising(Struct, frozen=True):
    """A cumulative line with its plan. Values are as drawn; `hovers` say them in full."""

    days: Sequence[date]
    values: Sequence[float]
    hovers: Sequence[str]
    name: str
    now: str  # the label of the last value
    as_of: date
    period: Period


class Goal(Struct, frozen=True):
    """The plan and the limit it leads to."""

    days: Sequence[date]
    values: Sequence[float]
    hovers: Sequence[str]
    name: str
    limit: float
    limit_label: str


class Beyond(Struct, frozen=True):
    """What is drawn after the day of the data, up to `last`: a forecast."""

    behind: Sequence[dict[str, Any]]  # traces below the line
    before: Sequence[dict[str, Any]]  # traces above it
    last: date


def value_at(day: date, days: Sequence[date], values: Sequence[float]) -> float:
    """The plan on a day, straight between its points, flat outside them."""
    for place, (later, value) in enumerate(zip(days, values, strict=True)):
        if day <= later:
            if place == 0 or day == later:
                return value
            earlier, before = days[place - 1], values[place - 1]
            return before + (value - before) * ((day - earlier).days / (later - earlier).days)
    return values[-1] if values else 0.0


def rising(
    look: Look, line: Rising, goal: Goal | None, ticks: dict[str, Any] | None = None, beyond: Beyond | None = None
) -> go.Figure:
    """The line, its plan and limit when there are any, the day it is drawn on, the project's end, the milestones, what is to come."""
    first, last = ends(line)
    if beyond is not None:
        last = max(last, beyond.last)
    height, legend, headroom = (HEIGHT, 0, HEADROOM) if beyond is None else (HEIGHT_BEYOND, TALL_LEGEND, HEADROOM_BEYOND)
    marks = on_days(look, first, last, height - legend, own_days(look, line.as_of, line.period, last))
    traces = [_line(look, line)]
    if beyond is not None:
        traces = [*beyond.behind, *traces, *beyond.before]
    highest = max(line.values, default=0.0)
    if goal is not None:
        traces.insert(0, _plan(look, goal))
        highest = max(highest, goal.limit)
    lowest = min(0.0, *line.values, 0.0)
    return draw(
        look,
        traces,
        height=height,
        showlegend=goal is not None,
        shapes=[*marks.shapes, *_shapes(look, goal, first, last)],
        annotations=[*_annotations(look, line, goal, first, last), *marks.annotations],
        xaxis=time_axis(first, last, look),
        yaxis=value_axis(marks.raised([lowest, max(highest, 1.0) * headroom]), look, ticks, rangemode="tozero"),
    )


def ends(line: Rising) -> tuple[date, date]:
    """The first and the last day of a line's axis."""
    return min([line.period.start, *line.days[:1]]), max(line.period.end, line.as_of)


def _plan(look: Look, goal: Goal) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": goal.name,
        "x": [day.isoformat() for day in goal.days],
        "y": list(goal.values),
        "hovertext": list(goal.hovers),
        "hovertemplate": "%{hovertext}<extra></extra>",
        "line": {"color": look.style.muted, "width": 2, "dash": "dash"},
    }


def _line(look: Look, line: Rising) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": line.name,
        "x": [day.isoformat() for day in line.days],
        "y": list(line.values),
        "hovertext": list(line.hovers),
        "hovertemplate": "%{hovertext}<extra></extra>",
        "line": {"color": look.style.blue, "width": 3.5, "shape": "hv"},
    }


def own_days(look: Look, as_of: date, period: Period, last: date) -> tuple[Sign, ...]:
    """The day of the data and the project's end, on an axis up to `last`; at its very end a day needs no line."""
    day = look.text("as_of", day=look.formats.day(as_of))
    end = look.text("project_end", day=look.formats.day(period.last_day))
    style = look.style
    return (
        Sign(as_of, day, style.text, "dot"),
        Sign(period.end, end, style.muted, "solid" if period.end < last else ""),
    )


def _shapes(look: Look, goal: Goal | None, first: date, last: date) -> list[dict[str, Any]]:
    if goal is None:
        return []
    across = {"x0": first.isoformat(), "x1": last.isoformat(), "y0": goal.limit, "y1": goal.limit}
    return [{"type": "line", **across, "line": {"color": look.style.green, "width": 2}, "layer": "below"}]


def _annotations(look: Look, line: Rising, goal: Goal | None, first: date, last: date) -> list[dict[str, Any]]:
    notes = [_value_now(look, line, goal, first, last)] if line.values else []
    if goal is not None:
        place = {"x": 0, "xref": "paper", "xanchor": "left", "y": goal.limit, "yanchor": "bottom", "xshift": 4}
        green = {"size": LABEL_SIZE, "color": look.style.green}
        notes.append({**_note(look), **place, "text": goal.limit_label, "font": green})
    return notes


def _note(look: Look) -> dict[str, Any]:
    return {"showarrow": False, "bgcolor": look.style.background}


def _value_now(look: Look, line: Rising, goal: Goal | None, first: date, last: date) -> dict[str, Any]:
    """The last value, where the line leaves room for it."""
    now, highest = line.values[-1], max(*line.values, goal.limit if goal else 0.0, 1.0)
    is_late = (line.as_of - first) > (last - first) * LATE
    ahead = goal is None or now >= value_at(line.as_of, goal.days, goal.values)
    to_the_left = ahead or is_late  # to the right of a late day there is no room
    above = to_the_left or now < LOW * highest  # below a low value stand the ticks of the axis
    where = {"xanchor": "right", "xshift": -6} if to_the_left else {"xanchor": "left", "xshift": 6}
    height = {"yanchor": "bottom" if above else "top", "yshift": 4 if above else -2}
    bold = {"size": LABEL_SIZE + 3, "color": look.style.blue}
    return {**_note(look), **where, **height, "x": line.as_of.isoformat(), "y": now, "text": f"<b>{line.now}</b>", "font": bold}
