"""A figure put together: ground, grid, traces in Plotly's order, remarks, and the words for who cannot see it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from adv.charts.chart_context import Figure
from adv.charts.svg.frame import Frame, draw_axes, draw_legend, frame
from adv.charts.svg.ink import attributes, drawn, number, paint, rect, segment, stroke, words
from adv.charts.svg.marks import bars, heat_map, scatter
from adv.charts.svg.scales import Axis

WIDTH = 680  # pixels, 16 cm on paper


class UnknownFeature(Exception):
    """A trace, property or value that is not drawn here."""


NOT_DRAWN = {"customdata", "hoverinfo", "hovertemplate", "hovertext", "hoverlabel", "hovermode", "modebar", "dragmode", "template"}
NOT_DRAWN |= {"colorway", "itemclick", "itemdoubleclick", "fixedrange", "textangle", "insidetextanchor"}  # as everywhere here


def _any(names: str) -> dict[str, Any]:
    return dict.fromkeys(names.split())


_CLEAR = {"rgba(0,0,0,0)"}
_LINE = _any("color width dash") | {"shape": {"linear", "hv", "hvh"}}
_FONT = _any("color size family")
_SYMBOLS = {"circle", "square", "diamond", "triangle-up", "triangle-down", "line-ns"}
_MARKER = {**_any("color opacity size"), "line": _any("color width"), "symbol": _SYMBOLS}
_ERROR = {**_any("array arrayminus color thickness width"), "type": {"data"}, "symmetric": {False}}
_TRACE = _any("type name legendgroup showlegend x y yaxis text")
_MODES = {"lines", "lines+markers", "lines+markers+text", "markers", "markers+text", "text"}
_BESIDE = {"middle left", "middle right", "top left", "top center", "top right", "bottom center", "bottom right"}
TRACES = {
    "bar": _TRACE
    | _any("base width")
    | {"insidetextfont": _FONT, "marker": _MARKER, "orientation": {"h", "v"}, "textposition": {"inside"}},
    "scatter": _TRACE
    | _any("fillcolor cliponaxis")
    | {"mode": _MODES, "line": _LINE, "marker": _MARKER, "textfont": _FONT, "textposition": _BESIDE}
    | {"error_x": _ERROR, "fill": {"tonexty", "toself", "tozeroy"}},
    "heatmap": _any("type z text colorscale xgap ygap zmin zmax")
    | {"textfont": _FONT, "texttemplate": {"%{text}"}, "showscale": {False}},
}
_AXIS = (
    _any("range domain dtick tick0 nticks tickvals ticktext gridcolor showgrid showticklabels ticklabelstandoff")
    | {"automargin": {True}, "tickfont": _FONT, "title": {"text": None, "font": _FONT}, "type": {"date", "linear"}}
    | {"side": {"top"}, "autorange": {"reversed"}, "rangemode": {"tozero"}, "tickformat": {",d", "d"}, "tickangle": {0}}
    | {"ticks": {""}, "showline": {False}, "zeroline": {False}, "anchor": {"free"}, "position": {0}}
)
_LEGEND = {"orientation": {"h"}, "x": {0}, "xanchor": {"left"}, "y": {1}, "yanchor": {"bottom"}, "traceorder": {"normal"}}
_NOTE = (
    _any("text x y xshift yshift bgcolor borderpad")
    | {"font": _FONT, "xref": {"paper", "x"}, "yref": {"paper", "y"}, "showarrow": {False}}
    | {"xanchor": {"left", "center", "right"}, "yanchor": {"top", "middle", "bottom"}}
)
LAYOUT = (
    _any("height paper_bgcolor separators showlegend barcornerradius")
    | {"plot_bgcolor": _CLEAR, "font": _FONT, "margin": _any("l r t b autoexpand"), "barmode": {"overlay", "relative"}}
    | {"uniformtext": {"minsize": None, "mode": {"hide"}}, "legend": {**_LEGEND, "bgcolor": _CLEAR, "font": _FONT}}
    | {"annotations": _NOTE, "xaxis": _AXIS, **{f"yaxis{number}": _AXIS for number in ("", *range(2, 10))}}
    | {"shapes": {**_any("x0 x1 y0 y1"), "line": _LINE, "type": {"line"}, "layer": {"below"}, "yref": {"paper", "y"}}}
)


def check(traces: list[dict[str, Any]], layout: Mapping[str, Any]) -> None:
    """Check that a figure has nothing but what is drawn here. Raises `UnknownFeature`: it has."""
    for trace in traces:
        kind = trace.get("type", "scatter")
        if kind not in TRACES:
            raise UnknownFeature(kind)
        for wrong in _unknown(trace, TRACES[kind], kind):
            raise UnknownFeature(wrong)
    for wrong in _unknown(layout, LAYOUT, "layout"):
        raise UnknownFeature(wrong)


def _unknown(found: Mapping[str, Any], known: Mapping[str, Any], where: str) -> Iterator[str]:
    for key, value in found.items():
        if key in NOT_DRAWN or value is None:
            continue
        if key not in known:
            yield f"{where}.{key}"
        elif isinstance(known[key], dict):
            for one in value if isinstance(value, list | tuple) else (value,):
                yield from _unknown(one, known[key], f"{where}.{key}")
        elif known[key] is not None:
            values = value if isinstance(value, list | tuple) else (value,)
            yield from (f"{where}.{key}={one}" for one in values if one not in known[key])


def svg(figure: Figure, *, name: str, title: str, description: str, width: int = WIDTH) -> str:
    """Draw a figure as an SVG element.

    `name`: begins the name of every element that has one: another for each picture of a page. `title`, `description`: plain texts
    for who cannot see the picture. Raises `UnknownFeature`: the figure has something that is not drawn here.
    """
    parts: dict[str, Any] = figure.to_plotly_json()
    traces = list(parts["data"])
    layout = parts["layout"]
    check(traces, layout)
    room = frame(traces, layout, float(width))
    color = layout["font"]["color"]
    grid, labels = draw_axes(room, layout, color)
    font = attributes(font_family=layout["font"]["family"], font_size=float(layout["font"]["size"]))
    box = f"0 0 {width} {number(room.height)}"
    told = attributes(role="img", aria_labelledby=f"{name}-title {name}-text")
    clip = rect(room.left, room.top, room.right - room.left, room.bottom - room.top, "")
    notes = "".join(remark(note, room, color, layout["font"]["size"]) for note in layout.get("annotations", ()))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" width="{width}" height="{number(room.height)}"{told}{font}>'
        f'<title id="{name}-title">{escape(title, quote=False)}</title><desc id="{name}-text">{escape(description, quote=False)}</desc>'
        f'<defs><clipPath id="{name}-clip">{clip}</clipPath></defs>'
        f"{rect(0, 0, width, room.height, paint('fill', layout['paper_bgcolor']))}"
        f"{''.join(line_across(shape, room) for shape in layout.get('shapes', ()))}{grid}"
        f"{_traces(traces, layout, room, name)}"
        f"{labels}{draw_legend(room.legend, layout.get('margin', {}).get('l', 8), 4.0, color)}{notes}</svg>"
    )


def _traces(traces: Sequence[Mapping[str, Any]], layout: Mapping[str, Any], room: Frame, name: str) -> str:
    """Draw heat maps, bars on them, and points and lines on those; what may leave the plot is not cut off."""

    def axes(trace: Mapping[str, Any]) -> tuple[Axis, Axis]:
        return room.across, room.down[trace.get("yaxis", "y")]

    cut = f' clip-path="url(#{name}-clip)"'
    of_kind: dict[str, list[Mapping[str, Any]]] = {"heatmap": [], "bar": [], "scatter": []}
    for trace in traces:
        of_kind[trace.get("type", "scatter")].append(trace)
    heat = "".join(heat_map(trace, *axes(trace)) for trace in of_kind["heatmap"])
    columns = bars(of_kind["bar"], [axes(trace) for trace in of_kind["bar"]], layout)
    drawn = [f"<g{cut}>{columns}</g>" if columns else ""]
    before: dict[str, Mapping[str, Any]] = {}
    for trace in of_kind["scatter"]:
        panel = trace.get("yaxis", "y")
        points = scatter(trace, before.get(panel), *axes(trace))
        drawn.append(f"<g{cut}>{points}</g>" if points and trace.get("cliponaxis", True) else points)
        before[panel] = trace
    return heat + "".join(drawn)


def line_across(shape: Mapping[str, Any], frame: Frame) -> str:
    """Draw a line of the layout."""
    (x0, y0), (x1, y1) = (_place(frame, shape[f"x{end}"], shape[f"y{end}"], shape) for end in (0, 1))
    line = shape["line"]
    return segment(x0, y0, x1, y1, stroke(line["color"], line.get("width", 2), line.get("dash", "solid")))


def remark(note: Mapping[str, Any], frame: Frame, color: str, size: float) -> str:
    """Write an annotation on its ground."""
    font, pad = note.get("font", {}), note.get("borderpad", 1)
    told = words(note["text"], float(font.get("size", size)))
    width, height = told.width + 2 * pad, told.height + 2 * pad
    x, y = _place(frame, note["x"], note["y"], note)
    left = x + note.get("xshift", 0) - {"left": 0.0, "center": 0.5, "right": 1.0}[note["xanchor"]] * width
    left = min(max(left, 0.0), max(frame.width - width, 0.0))  # a remark stays in the picture
    top = y - note.get("yshift", 0) - {"top": 0.0, "middle": 0.5, "bottom": 1.0}[note.get("yanchor", "middle")] * height
    ground = rect(left, top, width, height, paint("fill", note["bgcolor"])) if note.get("bgcolor") else ""
    return ground + drawn(told, left + pad + told.width / 2, top + pad, color=font.get("color", color), anchor="middle")


def _place(frame: Frame, x: Any, y: Any, of: Mapping[str, Any]) -> tuple[float, float]:  # noqa: ANN401 - numbers or days
    """Find a place that is given on the axes or on the paper."""
    on_paper = of.get("xref") == "paper", of.get("yref") == "paper"
    across = frame.left + float(x) * (frame.right - frame.left) if on_paper[0] else frame.across.at(x)
    down = frame.bottom - float(y) * (frame.bottom - frame.top) if on_paper[1] else frame.down["y"].at(y)
    return across, down
