"""Behind every bar of every chart are the rows that it counts, whatever the data and whatever was chosen."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from adv.charts.chart_context import ChartContext
from adv.metrics.comparison import TESTED_SHARES as COMPARED_SHARES
from adv.metrics.results import Mark
from adv.metrics.selection import Selection, select
from adv.metrics.source_rows import Unit, number_behind, rows_behind
from adv.model import Outcome, Period, Status
from adv.texts import texts
from tests.charts.drawn import CHARTS, SCENARIOS, TABLES, charts, whole
from tests.charts.states import DAY, STATES, WAART, State
from tests.datasets import make_dataset

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from adv.charts.chart import Chart
    from adv.metrics.source_rows import Behind
    from adv.model import Dataset

MONEY = ("final_cost", "visit_cost")
HEAT_MAPS = ("theme_by_area", "theme_by_goal")
DOTS = {"contact_rates", "reach_by_area", "reach_by_street", "weekdays"}  # a dot stands at a share, not at its number
DOTS |= {*Mark}  # or at a mean
DOTS |= {"themes_over_time", "visits_by_organisations", "visits_by_attempt", "outcomes", "marks"}  # or it is a share or a mean
ACROSS = {"side_by_side", "alone", "compared_requests", "compared_cost", "areas"}  # shares of all projects, and of areas
ACROSS |= {f"funnel_{measure.value}" for measure in COMPARED_SHARES}
LOOK = ChartContext(texts("nl"))
MOST_BARS = 24  # of one chart that are looked at: the weeks of three years are all counted alike
ELSEWHERE = ("Elders", "<b>Nergens</b>")  # names that the project does not know
DAYS = st.dates(date(2018, 9, 1), date(2019, 7, 31))
VISITS = st.fixed_dictionaries(
    {
        "visited_on": DAYS,
        "household": st.sampled_from([None, "h1", "h2", "h3"]),
        "street": st.sampled_from(["Waartplein", "Sonatelaan", None]),
        "area": st.sampled_from([*WAART.area_names, ELSEWHERE[0], None]),
        "outcome": st.sampled_from([*(outcome.value for outcome in Outcome), None]),
        "organisations": st.lists(st.sampled_from([*WAART.partners, ELSEWHERE[1]]), unique=True).map(tuple),
        "attempt": st.sampled_from([None, 1, 2, 3]),
        "themes": st.lists(st.sampled_from([*WAART.themes, ELSEWHERE[0]]), unique=True).map(tuple),
    }
)
REQUESTS = st.fixed_dictionaries(
    {
        "visit_id": st.sampled_from(["B1", "B2", "weg"]),
        "theme": st.sampled_from([*WAART.themes, ELSEWHERE[0], None]),
        "goal": st.sampled_from([*WAART.goals, None]),
        "status": st.sampled_from([*(status.value for status in Status), None]),
        "owner": st.sampled_from([*(f"partner {number}" for number in range(20)), None]),  # more than have a bar of their own
        "raised_on": st.none() | DAYS,
        "closed_on": st.none() | DAYS,
    }
)
EXPENSES = st.fixed_dictionaries(
    {
        "booked_on": DAYS,
        "cents": st.integers(-5_000_00, 5_000_00),
        "category": st.sampled_from([*WAART.cost_categories, ELSEWHERE[1], None]),
        "organisation": st.sampled_from([*WAART.partners, None]),
    }
)
BUDGET_LINES = st.fixed_dictionaries(
    {"category": st.sampled_from([*WAART.cost_categories, None]), "year": st.sampled_from([2018, 2019]), "cents": st.just(50_000)}
)
SELECTIONS = st.fixed_dictionaries(
    {
        "areas": st.sampled_from([(), WAART.area_names[:1]]),
        "organisations": st.sampled_from([(), WAART.partners[:2]]),
        "themes": st.sampled_from([(), WAART.themes[:1]]),
        "period": st.sampled_from([None, Period(date(2018, 10, 1), date(2019, 5, 15))]),
    }
).map(lambda chosen: replace(Selection(), **chosen))


OF_THE_WHOLE = {*SCENARIOS, "backtest"}  # charts of the forecast are of the whole project whatever was chosen


def charts_of(state: State) -> dict[str, Chart]:
    return {key: make(state, LOOK) for key, make in CHARTS.items() if key not in OF_THE_WHOLE}


def charts_in(name: str) -> dict[str, Chart]:
    return {key: chart for key, chart in charts(name).items() if key not in OF_THE_WHOLE}


def chosen(state: State) -> Dataset:
    return select(state.dataset, replace(state.selection, as_of=state.as_of))


def rows_of(state: State, what: Behind) -> pd.DataFrame:
    return rows_behind(chosen(state), state.project, state.as_of, what)


def wrong_bars(state: State, drawn: Mapping[str, Chart]) -> dict[str, list[str]]:
    """Per chart the bars, of many some, whose number is not what their rows make, or with rows that the whole chart has not."""
    wrong: dict[str, list[str]] = {}
    data = chosen(state)
    for key, chart in drawn.items():
        whole = set() if chart.rows is None else set(rows_behind(data, state.project, state.as_of, chart.rows).index)
        for bar in chart.bars[:: -(-len(chart.bars) // MOST_BARS) or 1]:
            rows = rows_behind(data, state.project, state.as_of, bar.rows)
            same_table = chart.rows is not None and chart.rows.table is bar.rows.table
            if number_behind(rows, bar.rows) != bar.number or (same_table and not whole >= set(rows.index)):
                wrong.setdefault(key, []).append(bar.name)
    return wrong


def cells(chart: Chart) -> list[tuple[int, str]]:
    """Every cell of a heat map that can be clicked: its place among the chart's bars, and what stands in it."""
    assert chart.figure is not None
    heat, points = json.loads(chart.figure.to_json())["data"]
    return [
        (data[1], heat["text"][down][across])
        for data, across, down in zip(points["customdata"], points["x"], points["y"], strict=True)
    ]


@pytest.mark.parametrize("key", HEAT_MAPS)
@pytest.mark.parametrize("name", ["target passed", "thousands", "hostile names", "everything in one area"])
def test_a_cell_of_a_heat_map_stands_where_its_number_is(key: str, name: str) -> None:
    chart = charts_in(name)[key]
    for place, text in cells(chart):
        assert text.split()[0] == LOOK.formats.number(chart.bars[place].number)


def drawn(chart: Chart) -> list[tuple[int, float]]:
    """Every bar and point that can be clicked: its place among the chart's bars, and its length as it is drawn."""
    if chart.figure is None or not chart.bars:
        return []
    figure: dict[str, Any] = json.loads(chart.figure.to_json())
    found = []
    for trace in figure["data"]:
        lengths = trace.get("x" if trace.get("orientation") == "h" else "y", ())
        found += [(data[1], length) for data, length in zip(trace.get("customdata", ()), lengths, strict=False)]
    return found


def test_the_rows_behind_a_bar_make_its_number() -> None:
    wrong = {name: wrong_bars(STATES[name](), charts_in(name)) for name in STATES}
    assert not {name: bars for name, bars in wrong.items() if bars}


@settings(max_examples=12, deadline=None)
@given(
    visits=st.lists(VISITS, max_size=12),
    requests=st.lists(REQUESTS, max_size=25),
    expenses=st.lists(EXPENSES, max_size=8),
    budget_lines=st.lists(BUDGET_LINES, max_size=3),
    selection=SELECTIONS,
    as_of=DAYS,
)
def test_the_rows_behind_a_bar_make_its_number_in_any_data(
    visits: list[dict[str, object]],
    requests: list[dict[str, object]],
    expenses: list[dict[str, object]],
    budget_lines: list[dict[str, object]],
    selection: Selection,
    as_of: date,
) -> None:
    data = make_dataset(WAART, visits=visits, requests=requests, expenses=expenses, budget_lines=budget_lines)
    state = State(WAART, data, as_of, selection)
    assert not wrong_bars(state, charts_of(state))


def test_a_drawn_bar_is_as_long_as_the_number_of_its_rows() -> None:
    wrong = []
    for name in STATES:
        for key, chart in charts_in(name).items():
            for place, length in drawn(chart):
                bar = chart.bars[place]
                if key in HEAT_MAPS or key in DOTS | ACROSS:  # of a heat map the cell's number stands in it
                    continue
                if round(length * 100 if bar.rows.unit is Unit.CENTS else length) != bar.number:
                    wrong.append((name, key, bar.name))
    assert not wrong


def test_every_bar_of_every_chart_can_be_clicked_or_chosen() -> None:
    lines = {"burn_up", "follow_up", *MONEY}  # behind their points are the rows of all of it
    lines |= {"paired_change"}  # a mean of differences between rows
    seen = [charts_in(name) for name in ("a register of addresses", "requests that differ")]
    for key in set(seen[0]) - {*TABLES, *ACROSS, "results"}:
        chart = next((one[key] for one in seen if one[key].figure is not None), seen[0][key])
        assert chart.rows is not None, key
        assert bool(chart.bars) is (key not in lines), key
        if key not in lines:
            assert sorted(place for place, _ in drawn(chart)) == list(range(len(chart.bars))), key


def test_behind_a_line_of_households_are_the_conversations_of_as_many() -> None:
    there = STATES["households count"]()
    chart = charts_in("households count")["burn_up"]
    assert chart.rows is not None
    assert chart.rows.unit is Unit.HOUSEHOLDS
    assert number_behind(rows_of(there, chart.rows), chart.rows) == max(chart.figure.data[-1].y)  # type: ignore[union-attr]


def test_behind_the_last_bar_are_the_rows_of_all_that_have_none_of_their_own() -> None:
    requests = [{"visit_id": "B1", "status": "open", "owner": f"partner {number:02}"} for number in range(20)]
    data = make_dataset(WAART, visits=[{"visited_on": DAY, "outcome": "conversation"}], requests=requests)
    chart = charts_of(State(WAART, data, DAY))["requests_by_owner"]
    last = max(chart.bars, key=lambda bar: bar.number)
    assert last.number == len(rows_of(State(WAART, data, DAY), last.rows)) > 1


@pytest.mark.parametrize("name", ["quarters to look back on", "a forecast of an area", "one area chosen"])
def test_behind_each_earlier_forecast_are_the_visits_that_came_of_it(name: str) -> None:
    there = whole(STATES[name]())
    chart = CHARTS["backtest"](there, LOOK)
    assert len(chart.bars) == len(chart.table)
    for bar in chart.bars:
        assert number_behind(there.measured(rows_behind, bar.rows), bar.rows) == bar.number
    if chart.figure is not None:
        points = [point for trace in json.loads(chart.figure.to_json())["data"] for point in trace.get("customdata", ())]
        assert sorted(place for _, place in points) == list(range(len(chart.bars)))
