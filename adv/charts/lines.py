"""What rises day by day against its plan: the shared drawing of the burn-up and the spend curve."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from adv.charts.axes import time_axis, value_axis
from adv.charts.look import draw
from adv.charts.milestones import on_days

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import plotly.graph_objects as go

    from adv.charts.look import Look
    from adv.model import Period

HEIGHT = 380
HEIGHT_BEYOND = 470  # with a forecast: its legend names its dates
LABEL_SIZE = 13
LATE = 0.6  # from this part of the axis on, a label stands to the left of what it names


@dataclass(frozen=True, slots=True)
class Rising:
    """A cumulative line with its plan. Values are as drawn; `hovers` say them in full."""

    days: Sequence[date]
    values: Sequence[float]
    hovers: Sequence[str]
    name: str
    now: str  # the label of the last value
    as_of: date
    period: Period


@dataclass(frozen=True, slots=True)
class Goal:
    """The plan and the limit it leads to."""

    days: Sequence[date]
    values: Sequence[float]
    hovers: Sequence[str]
    name: str
    limit: float
    limit_label: str


@dataclass(frozen=True, slots=True)
class Beyond:
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
    height = HEIGHT if beyond is None else HEIGHT_BEYOND
    marks = on_days(look, first, last, height)
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
        shapes=[*marks.shapes, *_shapes(look, line, goal, first, last)],
        annotations=[*_annotations(look, line, goal, first, last), *marks.annotations],
        xaxis=time_axis(first, last, look),
        yaxis=value_axis(marks.raised([lowest, max(highest, 1.0) * 1.1]), look, ticks, rangemode="tozero"),
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


def _shapes(look: Look, line: Rising, goal: Goal | None, first: date, last: date) -> list[dict[str, Any]]:
    muted = look.style.muted
    shapes = [upright(line.as_of, look.style.text, "dot")]
    if line.period.end < last:
        shapes.append(upright(line.period.end, muted, "solid"))
    if goal is not None:
        across = {"x0": first.isoformat(), "x1": last.isoformat(), "y0": goal.limit, "y1": goal.limit}
        shapes.append({"type": "line", **across, "line": {"color": look.style.green, "width": 2}, "layer": "below"})
    return shapes


def upright(day: date, color: str, dash: str) -> dict[str, Any]:
    """A line over the whole height of a chart, on a day."""
    return {
        "type": "line",
        "x0": day.isoformat(),
        "x1": day.isoformat(),
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": {"color": color, "width": 1.5, "dash": dash},
        "layer": "below",
    }


def _annotations(look: Look, line: Rising, goal: Goal | None, first: date, last: date) -> list[dict[str, Any]]:
    is_late = (line.as_of - first) > (last - first) * LATE
    side = {"xanchor": "right", "xshift": -6} if is_late else {"xanchor": "left", "xshift": 6}
    note = {"showarrow": False, "font": {"size": LABEL_SIZE, "color": look.style.text}, "bgcolor": look.style.background}
    day = look.text("as_of", day=look.formats.day(line.as_of))
    notes = [{**note, "x": line.as_of.isoformat(), "yref": "paper", "y": 0.01, "yanchor": "bottom", "text": day, **side}]
    if line.period.end <= last:
        end = {"x": line.period.end.isoformat(), "yref": "paper", "y": 0.09, "yanchor": "bottom", "xanchor": "right", "xshift": -6}
        text = look.text("project_end", day=look.formats.day(line.period.last_day))
        notes.append({**note, **end, "text": text, "font": {"size": LABEL_SIZE, "color": look.style.muted}})
    if line.values:
        ahead = goal is None or line.values[-1] >= value_at(line.as_of, goal.days, goal.values)
        above = ahead or is_late  # to the right of a late day there is no room
        where = {"xanchor": "right", "xshift": -6} if above else {"xanchor": "left", "xshift": 6}
        height = {"yanchor": "bottom" if above else "top", "yshift": 4 if above else -2}
        bold = {"size": LABEL_SIZE + 3, "color": look.style.blue}
        value = {
            "x": line.as_of.isoformat(),
            "y": line.values[-1],
            "text": f"<b>{line.now}</b>",
            "font": bold,
        }
        notes.append({**note, **where, **height, **value})
    if goal is not None:
        place = {"x": 0, "xref": "paper", "xanchor": "left", "y": goal.limit, "yanchor": "bottom", "xshift": 4}
        green = {"size": LABEL_SIZE, "color": look.style.green}
        notes.append({**note, **place, "text": goal.limit_label, "font": green})
    return notes
