"""The funnel plot: each neighbourhood's share against its size, among the limits within which chance keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from adv.charts.chart import Chart
from adv.charts.chart_context import draw, plain, shortened
from adv.charts.style import axis, axis_title
from adv.charts.tables import table
from adv.charts.words import named, not_available
from adv.metrics.comparison import INNER, OUTER, Measure
from adv.metrics.values import NotAvailable

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from adv.charts.chart_context import Look
    from adv.metrics.comparison import FunnelPlot, Point

HEIGHT = 360
TWO = 2
MOST_NAMED = 6  # points with their name beside them; of more only those beyond a limit
NAME_WIDTH = 18
DEFINITIONS = {Measure.RESPONSE: "contact_rates", Measure.RESOLVED: "resolved", Measure.ACTIVATED: "activation"}
LINES = (("outer", "dot"), ("inner", "dash"))


def funnel_plot(exact: FunnelPlot | NotAvailable, measure: Measure, look: Look) -> Chart:
    """Points among their limits; the sentence names those beyond them."""
    look = look.of("comparison")
    key, title, definitions = f"funnel_{measure.value}", look.text(f"funnel.{measure.value}"), (DEFINITIONS[measure], "funnel_plot")
    if isinstance(exact, NotAvailable):
        return replace(not_available(look, key, exact, definitions=definitions, title=title), is_across=True)
    sentence = funnel_sentence(exact, look)
    told = table(
        look,
        {
            "name": [point.name for point in exact.points],
            "share": [100 * point.share for point in exact.points],
            "part": [point.measured.numerator for point in exact.points],
            "whole": [point.measured.denominator for point in exact.points],
            "beyond": [look.text(_beyond(point)) for point in exact.points],
        },
        ["share"],
    )
    alt = look.text("funnel_alt", title=title, sentence=sentence)
    return Chart(key, title, sentence, _draw(exact, look), told, alt, definitions, is_across=True)


def funnel_sentence(exact: FunnelPlot, look: Look) -> str:
    """Who lies beyond which limit."""
    joint = _share(exact)
    share, parts = look.formats.percent(joint), []
    for level, name in ((OUTER, "outer"), (INNER, "inner")):
        for side in ("above", "below"):
            names = [point.name for point in exact.points if point.beyond == level and (point.share > joint) == (side == "above")]
            if names:
                parts.append(look.text(f"funnel.{side}_{name}", names=named(look, names)))
    if not parts:
        return look.text(
            "funnel.both_inside" if len(exact.points) == TWO else "funnel.inside", count=len(exact.points), share=share
        )
    return look.text("funnel.outside", share=share, parts="; ".join(parts))


def _beyond(point: Point) -> str:
    return {OUTER: "funnel.beyond_outer", INNER: "funnel.beyond_inner"}.get(point.beyond, "funnel.beyond_none")


def _share(exact: FunnelPlot) -> float:
    return exact.joint.numerator / exact.joint.denominator


def _draw(exact: FunnelPlot, look: Look) -> go.Figure:
    lines = [_limit(exact, name, end, dash, look) for name, dash in LINES for end in (0, 1)]
    ticks = [0, 0.25, 0.5, 0.75, 1]
    return draw(
        look,
        [*lines, _joint(exact, look), _points(exact, look)],
        height=HEIGHT,
        showlegend=True,
        xaxis=axis(look.style, range=[0, exact.sizes[-1]], showgrid=False, tickformat=",d", nticks=6, title=_of(exact, look)),
        yaxis=axis(look.style, range=[-0.03, 1.03], tickvals=ticks, ticktext=[look.formats.percent(tick) for tick in ticks]),
    )


def _of(exact: FunnelPlot, look: Look) -> dict[str, Any]:
    return axis_title(look.style, look.texts(f"metrics.denominator.{exact.joint.denominator_name}"))


def _limit(exact: FunnelPlot, name: str, end: int, dash: str, look: Look) -> dict[str, Any]:
    limits: Sequence[tuple[float, float]] = getattr(exact, name)
    return {
        "type": "scatter",
        "mode": "lines",
        "name": look.text(f"funnel.{name}"),
        "legendgroup": name,
        "showlegend": end == 1,
        "x": list(exact.sizes),
        "y": [pair[end] for pair in limits],
        "hoverinfo": "skip",
        "line": {"color": look.style.muted, "width": 1.5, "dash": dash},
    }


def _points(exact: FunnelPlot, look: Look) -> dict[str, Any]:
    few = len(exact.points) <= MOST_NAMED
    half = exact.sizes[-1] / 2
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [point.measured.denominator for point in exact.points],
        "y": [point.share for point in exact.points],
        "text": [shortened(point.name, NAME_WIDTH) if few or point.beyond else "" for point in exact.points],
        "textposition": ["top left" if point.measured.denominator > half else "top right" for point in exact.points],
        "hovertext": [_hover(exact, point, look) for point in exact.points],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {
            "color": [look.style.vermilion if point.beyond else look.style.blue for point in exact.points],
            "symbol": ["diamond" if point.beyond else "circle" for point in exact.points],
            "size": 12,
        },
        "showlegend": False,
        "cliponaxis": False,
    }


def _hover(exact: FunnelPlot, point: Point, look: Look) -> str:
    return look.text(
        "hover.point",
        name=plain(point.name),
        value=plain(look.formats.percent(point.share)),
        part=point.measured.numerator,
        whole=point.measured.denominator,
        of=look.texts(f"metrics.denominator.{exact.joint.denominator_name}"),
    )


def _joint(exact: FunnelPlot, look: Look) -> dict[str, Any]:
    joint = _share(exact)
    return {
        "type": "scatter",
        "mode": "lines",
        "name": plain(look.text("funnel.joint", share=look.formats.percent(joint))),
        "x": [0, exact.sizes[-1]],
        "y": [joint, joint],
        "hoverinfo": "skip",
        "line": {"color": look.style.muted, "width": 1.5},
    }
