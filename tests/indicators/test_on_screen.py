"""What the catalogue says of the screen is so: which charts explain an indicator, and how it is drawn."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

import pytest

from adv.charts.chart_context import ChartContext
from adv.charts.coverage.visits import COUNTED
from adv.indicators import INDICATORS, explained
from adv.indicators.entry import ChartKind
from adv.texts import texts
from tests.charts.drawn import charts, headlines_of
from tests.charts.states import STATES

if TYPE_CHECKING:
    from adv.charts.chart import Chart

ELSEWHERE = {"answers"}  # made of the four cards
BY_UNIT = set(COUNTED.values())  # which of them is explained depends on what the target counts
INSTEAD = {"forecast_fan": "burn_up", "spent_by_category": "budget_cells", "spent_by_year": "budget_cells"}  # in some states
NEVER_DRAWN = {"final_cost"}  # in these states: it needs months
TRACES = {
    ChartKind.LINES: ("scatter", "lines"),
    ChartKind.BARS: ("bar", "h"),
    ChartKind.COLUMNS: ("bar", ""),
    ChartKind.DOTS: ("scatter", "markers"),
    ChartKind.HEAT: ("heatmap", ""),
    ChartKind.TABLE: ("table", ""),
}
LOOK = ChartContext(texts("nl"))
SHOWN = {key: one.shown for key, one in INDICATORS.items() if one.shown}


@cache
def seen(name: str) -> tuple[Chart, ...]:
    """The charts and tables of figures of a state."""
    return tuple(charts(name).values())


@cache
def definitions(name: str) -> dict[str, tuple[str, ...]]:
    """Of everything on screen in a state, by its key."""
    answers = {one.key: one.definitions for one in headlines_of(STATES[name](), LOOK)}
    return {chart.key: chart.definitions for chart in seen(name)} | answers


@cache
def traces() -> dict[str, set[tuple[str, str]]]:
    """How each chart is drawn in any state; a table is what has no figure."""
    found = defaultdict(set)
    for chart in (chart for name in STATES for chart in seen(name)):
        if chart.figure is None:
            found[chart.key].add(("table", ""))
            continue
        for trace in chart.figure.data:
            how = trace.orientation or "" if trace.type == "bar" else trace.mode if trace.type == "scatter" else ""
            found[chart.key] |= {(trace.type, one) for one in how.split("+")}
    return dict(found)


@pytest.mark.parametrize("name", STATES)
def test_every_chart_explains_what_the_catalogue_says(name: str) -> None:
    wrong = {}
    for key, told in definitions(name).items():
        allowed = [set(explained(chart)) - BY_UNIT for chart in (key, INSTEAD.get(key, key))]
        if not any(set(told) - BY_UNIT == one for one in allowed):
            wrong[key] = told
    assert not wrong


def test_every_chart_of_the_catalogue_is_made_in_the_tests_over_all_states() -> None:
    named = {chart for shown in SHOWN.values() for chart in shown.charts.split()}
    assert named - ELSEWHERE == set(definitions("behind"))


@pytest.mark.parametrize("key", [key for key, shown in SHOWN.items() if shown.kind in TRACES and key not in NEVER_DRAWN])
def test_an_indicator_is_drawn_as_the_catalogue_says(key: str) -> None:
    kind = SHOWN[key].kind
    assert kind is not None
    assert any(TRACES[kind] in traces().get(chart, ()) for chart in SHOWN[key].charts.split())
