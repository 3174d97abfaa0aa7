"""What of Plotly's figures can be drawn. Anything else that changes a picture is told, and never left out in silence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


class UnknownFeature(Exception):
    """A trace, property or value that is not drawn here."""


NOT_DRAWN = {"customdata", "hoverinfo", "hovertemplate", "hovertext", "hoverlabel", "hovermode", "modebar", "dragmode", "template"}
NOT_DRAWN |= {"colorway", "itemclick", "itemdoubleclick", "fixedrange", "textangle", "insidetextanchor"}  # as everywhere here


def _any(names: str) -> dict[str, Any]:
    """Properties that may have any value."""
    return dict.fromkeys(names.split())


_CLEAR = {"rgba(0,0,0,0)"}
_LINE = _any("color width dash") | {"shape": {"linear", "hv", "hvh"}}
_FONT = _any("color size family")
_SYMBOLS = {"circle", "square", "diamond", "triangle-up", "triangle-down", "x", "cross", "line-ns"}
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
    | {"error_x": _ERROR, "error_y": _ERROR, "fill": {"tonexty", "toself", "tozeroy"}},
    "heatmap": _any("type z text colorscale xgap ygap zmin zmax")
    | {"textfont": _FONT, "texttemplate": {"%{text}"}, "showscale": {False}},
}
_AXIS = (
    _any("range domain dtick tick0 nticks tickvals ticktext tickprefix gridcolor showgrid showticklabels ticklabelstandoff")
    | {"automargin": {True}, "tickfont": _FONT, "title": {"text": None, "font": _FONT}, "type": {"date", "linear"}}
    | {"side": {"top"}, "autorange": {"reversed"}, "rangemode": {"tozero"}, "tickformat": {",d", ",.0f", "d"}, "tickangle": {0}}
    | {"ticks": {""}, "showline": {False}, "zeroline": {False}, "anchor": {"free"}, "position": {0}}
)
_LEGEND = {"orientation": {"h"}, "x": {0}, "xanchor": {"left"}, "y": {1}, "yanchor": {"bottom"}, "traceorder": {"normal"}}
_NOTE = (
    _any("text x y xshift yshift bgcolor borderpad showarrow ax ay arrowcolor arrowsize arrowwidth")
    | {"font": _FONT, "xref": {"paper", "x"}, "yref": {"paper", "y"}, "axref": {"x"}, "ayref": {"y"}, "arrowhead": {2}}
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
    """Check that a figure has nothing but what is drawn here.

    Raises
    ------
    UnknownFeature
        It has.
    """
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
