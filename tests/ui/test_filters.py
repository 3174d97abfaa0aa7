"""What a click on a bar may choose: what the side bar has, and nothing else."""

from __future__ import annotations

import pytest

from adv.charts.chart_context import ChartContext
from adv.settings import load_project
from adv.texts import texts
from adv.ui.filters import can_choose
from tests.charts.drawn import CHARTS
from tests.charts.states import STATES

WAART = load_project("de-waart")


@pytest.mark.parametrize(
    ("dimension", "name", "may"),
    [
        ("area", "Waartplein", True),
        ("area", "Elders", False),
        ("area", "", False),
        ("organisation", "Politie", True),
        ("owner", "Politie", True),
        ("owner", "Gemeente", True),
        ("owner", "Kerk", False),
        ("theme", "wonen", True),
        ("goal", "rondkomen", True),
        ("goal", "rijk worden", False),
        ("period", "2019", True),
        ("period", "2019-4", True),
        ("period", "2021-1", False),
        ("period", "all", False),
        ("status", "closed", False),
        ("category", "Personeel", False),
        (None, "Waartplein", False),
    ],
)
def test_a_click_chooses_only_what_the_side_bar_has(dimension: str | None, name: str, may: bool) -> None:  # noqa: FBT001 - a parameter
    assert can_choose(WAART, "requests", dimension, name, owners=("Gemeente",)) is may


@pytest.mark.parametrize("page", ["coverage", "core_team", "themes"])
def test_no_click_chooses_a_theme_where_that_would_drop_all_that_became_no_conversation(page: str) -> None:
    assert not can_choose(WAART, page, "theme", "wonen")
    assert can_choose(WAART, page, "area", "Waartplein")


@pytest.mark.parametrize("key", ["visits_per_quarter", "visits_per_year", "spent_per_quarter", "themes_over_time"])
def test_a_bar_of_a_quarter_or_year_carries_its_period(key: str) -> None:
    chart = CHARTS[key](STATES["target passed"](), ChartContext(texts("nl")))
    assert chart.figure is not None
    assert chart.selects == "period"
    codes = {data[0] for trace in chart.figure.data for data in trace.customdata or ()}
    assert codes
    assert all(can_choose(WAART, "coverage", "period", code) for code in codes)


def test_a_bar_of_a_month_chooses_nothing() -> None:
    chart = CHARTS["visits_per_month"](STATES["target passed"](), ChartContext(texts("nl")))
    assert chart.selects is None
