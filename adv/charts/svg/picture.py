"""A figure put together: ground, grid, traces in Plotly's order, remarks, and the words for who cannot see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adv.charts.svg.features import check
from adv.charts.svg.frame import Frame, draw_axes, frame
from adv.charts.svg.ink import attributes, number, paint, rect
from adv.charts.svg.legend import draw_legend
from adv.charts.svg.marks import bars, hatching, heat_map, scatter
from adv.charts.svg.notes import line_across, remark

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import plotly.graph_objects as go

    from adv.charts.svg.scales import Axis

WIDTH = 680  # pixels, 16 cm on paper


def svg(figure: go.Figure, *, name: str, title: str, description: str, width: int = WIDTH) -> str:
    """Draw a figure as an SVG element.

    Parameters
    ----------
    name
        Begins the name of every element that has one: another for each picture of a page.
    title, description
        Plain texts for who cannot see the picture.

    Raises
    ------
    UnknownFeature
        The figure has something that is not drawn here.
    """
    parts: dict[str, Any] = figure.to_plotly_json()
    traces, layout = list(parts["data"]), parts["layout"]
    check(traces, layout)
    room, color = frame(traces, layout, float(width)), layout["font"]["color"]
    grid, labels = draw_axes(room, layout, color)
    font = attributes(font_family=layout["font"]["family"], font_size=float(layout["font"]["size"]))
    box = f"0 0 {width} {number(room.height)}"
    told = attributes(role="img", aria_labelledby=f"{name}-title {name}-text")
    clip = rect(room.left, room.top, room.right - room.left, room.bottom - room.top, "")
    notes = "".join(remark(note, room, color, layout["font"]["size"]) for note in layout.get("annotations", ()))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" width="{width}" height="{number(room.height)}"{told}{font}>'
        f'<title id="{name}-title">{_plain(title)}</title><desc id="{name}-text">{_plain(description)}</desc>'
        f'<defs><clipPath id="{name}-clip">{clip}</clipPath>{hatching(traces, name)}</defs>'
        f"{rect(0, 0, width, room.height, paint('fill', layout['paper_bgcolor']))}"
        f"{''.join(line_across(shape, room) for shape in layout.get('shapes', ()))}{grid}"
        f"{_traces(traces, layout, room, name)}"
        f"{labels}{draw_legend(room.legend, layout.get('margin', {}).get('l', 8), 4.0, color, name)}{notes}</svg>"
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
    columns = bars(of_kind["bar"], [axes(trace) for trace in of_kind["bar"]], layout, name)
    drawn = [f"<g{cut}>{columns}</g>" if columns else ""]
    before: dict[str, Mapping[str, Any]] = {}
    for trace in of_kind["scatter"]:
        panel = trace.get("yaxis", "y")
        points = scatter(trace, before.get(panel), *axes(trace))
        drawn.append(f"<g{cut}>{points}</g>" if points and trace.get("cliponaxis", True) else points)
        before[panel] = trace
    return heat + "".join(drawn)


def _plain(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
