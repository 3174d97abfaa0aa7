"""Every chart that the screen shows can be drawn as a picture of its own, in every state, and what cannot is told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import plotly.graph_objects as go
import pytest

from adv.charts.svg import UnknownFeature, svg
from adv.charts.svg.ink import words
from adv.charts.svg.scales import Axis, ticks
from tests.charts.drawn import charts
from tests.charts.states import HOSTILE, STATES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adv.charts.chart import Chart

NS = "{http://www.w3.org/2000/svg}"
LAYOUT = {"height": 200, "font": {"color": "#000000", "family": "sans-serif", "size": 14}, "paper_bgcolor": "#ffffff"}


def picture(chart: Chart, width: int = 680) -> str:
    return svg(chart.figure, name="c", title=chart.title, description=chart.alt, width=width)


def numbers(element: ET.Element) -> list[float]:
    return [
        float(value)
        for key in ("x", "y", "width", "height", "cx", "cy", "x1", "x2", "y1", "y2")
        if re.fullmatch(r"-?[\d.]+", value := element.get(key, ""))
    ]


@pytest.mark.parametrize("name", STATES)
def test_every_chart_is_drawn_in_every_state(name: str) -> None:
    for key, chart in charts(name).items():
        if chart.figure is None:
            continue
        for width in (680, 340):
            root = ET.fromstring(picture(chart, width))  # noqa: S314 - our own
            assert root.findtext(f"{NS}title") == chart.title, key
            assert root.findtext(f"{NS}desc") == chart.alt, key
            ids = [element.get("id") for element in root.iter() if element.get("id")]
            assert len(ids) == len(set(ids)), key
            placed = [number for element in root.iter() for number in numbers(element)]
            assert all(abs(number) < 1e5 for number in placed), key
            assert all(float(one.get("width", 0)) >= 0 and float(one.get("height", 0)) >= 0 for one in root.iter(f"{NS}rect")), key


def test_the_same_figure_gives_the_same_bytes() -> None:
    for chart in charts("outcomes of all kinds").values():
        if chart.figure is not None:
            assert picture(chart) == picture(chart)


def test_names_from_the_data_are_text() -> None:
    for chart in charts("hostile names").values():
        if chart.figure is None:
            continue
        drawn = picture(chart)
        assert "<img" not in drawn
        assert "onerror" not in re.sub(r">[^<]*<", "><", drawn)  # in a text, and in no attribute
    written = "".join(picture(one) for one in charts("hostile names").values() if one.figure is not None)
    assert HOSTILE[:9].replace("<", "&lt;") in written


def drawn(*traces: Mapping[str, object], **layout: object) -> ET.Element:
    figure = go.Figure({"data": list(traces), "layout": {**LAYOUT, **layout}}, _validate=False)
    return ET.fromstring(svg(figure, name="c", title="t", description="d", width=400))  # noqa: S314 - our own


def bare(**more: object) -> dict[str, object]:
    return {"gridcolor": "#eeeeee", "showgrid": False, "showticklabels": False, **more}


def test_bars_are_as_long_as_their_values() -> None:
    bar = {"type": "bar", "orientation": "h", "x": [10, 40], "y": [0, 1], "width": 0.5, "marker": {"color": "#123456"}}
    root = drawn(bar, xaxis=bare(range=[0, 50]), yaxis=bare(range=[1.5, -0.5]), margin={"l": 0, "r": 0, "t": 0, "b": 0})
    found = [one for one in root.iter(f"{NS}rect") if one.get("fill") == "#123456"]
    assert [(one.get("x"), one.get("width"), one.get("y"), one.get("height")) for one in found] == [
        ("0", "80", "25", "50"),
        ("0", "320", "125", "50"),
    ]


def test_stacked_bars_begin_where_the_one_before_ends() -> None:
    layer = {"type": "bar", "orientation": "h", "y": [0], "width": 1}
    root = drawn(
        {**layer, "x": [10], "marker": {"color": "#111111"}},
        {**layer, "x": [30], "marker": {"color": "#222222"}},
        barmode="relative",
        xaxis=bare(range=[0, 50]),
        yaxis=bare(range=[-0.5, 0.5]),
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
    )
    found = {one.get("fill"): (one.get("x"), one.get("width")) for one in root.iter(f"{NS}rect")}
    assert (found["#111111"], found["#222222"]) == (("0", "80"), ("80", "240"))


def test_a_line_goes_through_its_points_in_steps_and_breaks_where_there_is_no_value() -> None:
    line = {
        "type": "scatter",
        "mode": "lines",
        "x": [0, 5, None, 10],
        "y": [0, 10, None, 0],
        "line": {"color": "#123456", "width": 2},
    }
    shapes = {"linear": "M0 200L200 0M400 200", "hv": "M0 200L200 200L200 0M400 200", "hvh": "M0 200L100 200L100 0L200 0M400 200"}
    for shape, path in shapes.items():
        made = {**line, "line": {**line["line"], "shape": shape}}  # type: ignore[dict-item]
        root = drawn(made, xaxis=bare(range=[0, 10]), yaxis=bare(range=[0, 10]), margin={"l": 0, "r": 0, "t": 0, "b": 0})
        assert [one.get("d") for one in root.iter(f"{NS}path")] == [path]


def test_ticks_are_round_and_written_in_the_language() -> None:
    axis = Axis(0, 12_000, 300, 0)
    assert [tick.label for tick in ticks({"tickformat": ",d"}, axis, "y", ",.")] == [
        "0",
        "2.000",
        "4.000",
        "6.000",
        "8.000",
        "10.000",
        "12.000",
    ]
    assert [tick.label for tick in ticks({}, Axis(0, 1, 200, 0), "y", ".,")] == ["0.0", "0.5", "1.0"]
    days = {"tickvals": ["2019-01-01", "2019-07-01", "2021-01-01"], "ticktext": ["jan", "jul", "later"]}
    year = Axis(ticks(days, Axis(0, 1e6, 0, 1), "x", ",.")[0].value, 737_425, 0, 100)
    assert [tick.label for tick in ticks(days, year, "x", ",.")] == ["jan", "jul"]


def test_a_text_is_as_wide_as_the_font_says() -> None:
    assert words("Hamburg", 100).width == pytest.approx(72.2 + 55.6 + 83.3 + 55.6 + 55.6 + 33.3 + 55.6)
    assert words("een<br><b>twee</b>", 10).height == pytest.approx(26)
    assert words("&lt;b&gt;", 100).width == pytest.approx(58.4 + 55.6 + 58.4)


@pytest.mark.parametrize(
    ("trace", "layout", "what"),
    [
        ({"type": "pie"}, {}, "pie"),
        ({"type": "bar", "x": [1], "y": [1], "hole": 2}, {}, "bar.hole"),
        ({"type": "scatter", "x": [1], "y": [1], "marker": {"symbol": "star"}}, {}, "scatter.marker.symbol=star"),
        ({"type": "scatter", "x": [1], "y": [1]}, {"xaxis": {"type": "log"}}, "layout.xaxis.type=log"),
        ({"type": "bar", "x": [1], "y": [1]}, {"barmode": "stack"}, "layout.barmode=stack"),
    ],
)
def test_what_is_not_drawn_is_told(trace: dict[str, object], layout: dict[str, object], what: str) -> None:
    with pytest.raises(UnknownFeature, match=re.escape(what)):
        drawn(trace, **layout)
