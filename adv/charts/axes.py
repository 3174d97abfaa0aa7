"""Traces (points, lines, bars and texts as Plotly's plain dictionaries), and axes of time whose labels are in the user's language in every browser: each tick is written out."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from adv.charts.chart_context import ChartContext, shortened
from adv.formats import CENTS, MONTHS, NBSP
from adv.palette import Style

MOST_TICKS = 7  # as many as fit on a phone
STEPS = (1, 2, 3, 6, 12, 24, 60, 120)  # months between ticks
MONTH_STEPS = (1, 3, 6, 12, 24, 60, 120)  # of spans: whole quarters
QUARTER_STEPS = (1, 2, 4, 8, 20, 40)
QUARTER = re.compile(r"^Q?([1-4])(e|$)")  # as `Formats.quarter` begins
FEW_COUNTS = 20  # up to here an axis would put ticks between whole numbers, and their labels would repeat
WHOLE_STEPS = (1, 2, 5, 10)
MOST_ROUND_TICKS = 6
ROUND_STEPS = (1, 2, 2.5, 5, 10)
SHORT_SPAN = 62  # days; up to here the ticks are days, not months
MONTHS_A_YEAR = 12
MOST_PANELS = 6  # as many as one can look at; the table has all
PANEL_TITLE = 0.26  # of a panel, above what it shows
PANEL_NAME_WIDTH = 40


def axis(style: Style, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever Plotly's axes take
    """Axis that does not zoom (a finger that scrolls the page would), with its labels inside the margins."""
    plain = {"fixedrange": True, "automargin": True, "showline": False, "zeroline": False, "ticks": "", "ticklabelstandoff": 6}
    return {**plain, "gridcolor": style.grid, "tickfont": {"color": style.text}, **more}


def axis_title(style: Style, text: str) -> dict[str, Any]:
    """Title that says what an axis counts, as quiet everywhere: Plotly's own titles are larger than the labels."""
    return {"text": text, "font": {"color": style.muted, "size": 14}}


def faded(color: str, opacity: float) -> str:
    """Make a colour (``#rrggbb``) let what is behind it through."""
    red, green, blue = (int(color[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


def whole_ticks(bounds: Sequence[float], most: int = MOST_TICKS) -> dict[str, Any]:
    """Ticks of an axis of counts: at whole numbers only, also when there are few; `most` is how many fit."""
    span = bounds[1] - bounds[0]
    if span > FEW_COUNTS:
        return {"tickformat": ",d"}
    step = next((step for step in WHOLE_STEPS if span / step <= most), WHOLE_STEPS[-1])
    return {"tickformat": ",d", "tick0": 0, "dtick": step}


def round_ticks(first: float, last: float) -> list[float]:
    """Choose round numbers from `first` to `last`, as many as fit on a phone."""
    rough = (last - first) / (MOST_ROUND_TICKS - 1)
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(step * size for step in ROUND_STEPS if step * size >= rough * (1 - 1e-9))
    begin = math.ceil(first / step - 1e-9)
    end = math.floor(last / step + 1e-9)
    return [step * number for number in range(begin, end + 1)]


def value_axis(bounds: Sequence[float], context: ChartContext, *, is_money: bool = False, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever Plotly's axes take
    """Axis of counts or of euros."""
    ticks = euro_ticks(bounds[0], bounds[1], context) if is_money else whole_ticks(bounds)
    return axis(context.style, range=list(bounds), **ticks, **more)


def euro_ticks(first: float, last: float, context: ChartContext) -> dict[str, Any]:
    """Ticks of an axis of euros, written as amounts are everywhere: € 6.000, €6,000."""
    ticks = round_ticks(first, last)
    return {"tickvals": ticks, "ticktext": [context.formats.euro(round(tick * CENTS)) for tick in ticks]}


def time_axis(first: date, last: date, context: ChartContext, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever Plotly's axes take
    """Axis from `first` to `last`, its ticks days or months written out; the year stands under the first and each January."""
    last = max(last, first + timedelta(days=1))
    words = MONTHS[context.texts.language]
    days = (last - first).days <= SHORT_SPAN
    ticks = _days(first, last) if days else _months(first, last)
    texts = []
    for place, tick in enumerate(ticks):
        text = f"{tick.day} {words[tick.month - 1]}" if days else words[tick.month - 1]
        new_year = place == 0 or tick.year != ticks[place - 1].year
        texts.append(f"{text}<br>{tick.year}" if new_year else text)
    labels = {"tickvals": iso(ticks), "ticktext": texts, "tickangle": 0}
    return axis(context.style, type="date", range=iso([first, last]), showgrid=False, **labels, **more)


def _days(first: date, last: date) -> list[date]:
    step = max(1, -(-(last - first).days // (MOST_TICKS - 1)))
    return [first + timedelta(days=number) for number in range(0, (last - first).days + 1, step)]


def _months(first: date, last: date) -> list[date]:
    start = first.year * MONTHS_A_YEAR + first.month - 1 + (first.day > 1)
    end = last.year * MONTHS_A_YEAR + last.month - 1
    step = next((step for step in STEPS if (end - start) // step < MOST_TICKS), STEPS[-1])
    start += -start % step  # whole quarters, halves or years
    return [date(month // MONTHS_A_YEAR, month % MONTHS_A_YEAR + 1, 1) for month in range(start, end + 1, step)]


def bare_axes(context: ChartContext, across: Sequence[float], down: Sequence[float]) -> dict[str, Any]:
    """Both axes of a chart that says its values itself: their ends, and nothing to be seen."""
    sides = {"xaxis": across, "yaxis": down}
    return {name: axis(context.style, range=list(ends), showticklabels=False, showgrid=False) for name, ends in sides.items()}


def panel_axis(
    name: str,
    row: int,
    rows: int,
    context: ChartContext,
    *,
    whole: float = 1.0,
    **more: Any,  # noqa: ANN401 - as above
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Axis of values of one of several panels below each other, by its key in the layout; and its name, above it.

    `whole` is the part of the height that is theirs: above it stand the labels of milestones.
    """
    top, each = whole * (1 - row / rows), whole / rows
    note = {"x": 0, "xref": "paper", "xanchor": "left", "y": top, "yref": "paper", "yanchor": "top", "showarrow": False}
    values = axis(context.style, domain=[max(0.0, top - each), top - PANEL_TITLE * each], **more)
    return {f"yaxis{row + 1 if row else ''}": values}, {**note, "text": f"<b>{shortened(name, PANEL_NAME_WIDTH)}</b>"}


def span_axis(labels: Sequence[str], context: ChartContext, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever Plotly's axes take
    """Axis of spans (months, quarters) by their place 0, 1, 2 …, with as many labels as fit."""
    places = _labelled(labels, MONTHS[context.texts.language])
    ticks = {"tickvals": places, "ticktext": _with_years([labels[place] for place in places]), "tickangle": 0}
    return axis(context.style, range=[-0.6, len(labels) - 0.4], showgrid=False, **ticks, **more)


def _labelled(labels: Sequence[str], months: Sequence[str]) -> list[int]:
    """Find the spans that have a label: where another one begins (weeks share their month's), and of many every whole quarter, half or year."""
    begins = [place for place, label in enumerate(labels) if place == 0 or label != labels[place - 1]]
    names = [labels[place].split(NBSP)[0] for place in begins]
    first = names[0] if names else ""
    steps: tuple[int, ...] = (max(1, -(-len(names) // MOST_TICKS)),)
    before = 0
    if first in months:
        steps = MONTH_STEPS
        before = months.index(first)
    elif quarter := QUARTER.search(first):
        steps = QUARTER_STEPS
        before = int(quarter[1]) - 1
    step = next((step for step in steps if len(names) <= MOST_TICKS * step), steps[-1])
    return begins[-before % step :: step] or begins[:1]


def _with_years(labels: Sequence[str]) -> list[str]:
    """Write labels such as "1e kw. 2019" in two lines, the year only where it changes."""
    texts, before = [], ""
    for text in labels:
        name, _, year = text.partition(NBSP)
        texts.append(f"{name}<br>{year}" if year and year != before else name)
        before = year
    return texts


def told(hovers: Iterable[Any] | None) -> dict[str, Any]:
    """Properties that show a text, already escaped, for each point that is pointed at; without texts nothing is shown."""
    return {"hoverinfo": "skip"} if hovers is None else {"hovertext": list(hovers), "hovertemplate": "%{hovertext}<extra></extra>"}


def iso(days: Iterable[date]) -> list[str]:
    """Days as Plotly reads them."""
    return [day.isoformat() for day in days]


def line(across: Iterable[Any], up: Iterable[Any], hovers: Iterable[str] | None, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever Plotly's traces take
    """Line through points."""
    return {"type": "scatter", "mode": "lines", "x": list(across), "y": list(up), **told(hovers), **more}


def points(across: Iterable[Any], up: Iterable[Any], hovers: Iterable[str] | None, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
    """Points that are drawn whole at the edge of an axis too."""
    return {**line(across, up, hovers, mode="markers", cliponaxis=False), **more}


def lying_bars(across: Iterable[float], down: Iterable[float], hovers: Iterable[str], **more: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
    """Bars from the left."""
    return {"type": "bar", "orientation": "h", "x": list(across), "y": list(down), **told(hovers), **more}


def standing_bars(up: Iterable[float], hovers: Iterable[str] | None, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
    """Bars from below, at places 0, 1, 2 and so on."""
    return {"type": "bar", "x": list(range(len(up := list(up)))), "y": up, **told(hovers), **more}


def texts_at(context: ChartContext, across: Iterable[float], down: Iterable[float], texts: Iterable[str]) -> dict[str, Any]:
    """Texts to the right of points that are not drawn themselves."""
    font = {"color": context.style.text}
    more = {"mode": "text", "text": list(texts), "textposition": "middle right", "textfont": font, "showlegend": False}
    return points(across, down, None, **more)


def whiskers(
    color: str, values: Sequence[float], limits: Sequence[tuple[float, float]], size: tuple[float, float]
) -> dict[str, Any]:
    """Margins around values, from the lower to the upper limit; `size` is how thick their lines are and how wide their ends."""
    above = [high - value for value, (_, high) in zip(values, limits, strict=True)]
    below = [value - low for value, (low, _) in zip(values, limits, strict=True)]
    look = {"color": color, "thickness": size[0], "width": size[1]}
    return {"type": "data", "symmetric": False, "array": above, "arrayminus": below, **look}


def level(first: object, last: object, up: float, **line: object) -> dict[str, Any]:
    """Line across a chart at a height, behind the data."""
    return {"type": "line", "x0": first, "x1": last, "y0": up, "y1": up, "line": line, "layer": "below"}


def upright(across: object, **line: object) -> dict[str, Any]:
    """Line through the whole height of a chart, behind the data."""
    return {"type": "line", "x0": across, "x1": across, "yref": "paper", "y0": 0, "y1": 1, "line": line, "layer": "below"}
