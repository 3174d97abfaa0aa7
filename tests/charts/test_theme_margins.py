"""A theme's share of the conversations has its margin: in the table and under the mouse, as every rate has."""

from __future__ import annotations

import pytest

from adv.charts.chart_context import ChartContext
from adv.charts.themes import theme_by_area, theme_shares
from adv.metrics.themes import CrossTable, ThemeShares
from adv.metrics.values import NotAvailable, Rate
from adv.metrics.visits import CoverageByGroup, VisitGroup
from adv.texts import texts

LOOK = ChartContext(texts("nl"))
NO_REQUESTS = NotAvailable("no_requests")


def shares(count: int, total: int) -> ThemeShares:
    return ThemeShares(("wonen",), (Rate(count, total, "conversations"),), NO_REQUESTS)


def test_the_share_of_a_theme_has_its_margin() -> None:
    chart = theme_shares(shares(65, 100), LOOK)  # the published check: 0.552544 to 0.736358
    told = chart.table.iloc[0].to_dict()
    assert told["Ondergrens (%)"] == pytest.approx(55.2544, abs=1e-4)
    assert told["Bovengrens (%)"] == pytest.approx(73.6358, abs=1e-4)
    assert chart.figure is not None
    assert chart.figure.data[0].hovertext[0].replace("\u00a0", " ").endswith("(65 %)<br>marge 55,3 % tot 73,6 %")
    assert "interval" in chart.definitions


def test_without_conversations_there_is_no_margin() -> None:
    assert "Ondergrens (%)" not in theme_shares(shares(0, 0), LOOK).table


def test_the_share_of_a_theme_in_an_area_has_its_margin() -> None:
    counted = CrossTable(("wonen",), ("Waartplein",), ((65,),))
    areas = CoverageByGroup(VisitGroup.AREA, ("Waartplein",), (120,), (100,), 0, 120, 100)
    figure = theme_by_area(counted, areas, LOOK).figure
    assert figure is not None
    assert figure.data[0].hovertext[0][0].replace("\u00a0", " ").endswith("(65 %)<br>marge 55,3 % tot 73,6 %")
