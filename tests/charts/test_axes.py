"""Axes of counts have whole numbers as ticks, none of them twice; on an axis of weeks there is room for their months only."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from adv.charts.axes import value_axis, whole_ticks
from adv.charts.chart_context import ChartContext
from adv.charts.coverage.visits import visits_over_time
from adv.formats import MONTHS
from adv.metrics.spans import Span
from adv.metrics.visits import OverTime
from adv.texts import texts

FEW = range(1, 21)


@pytest.mark.parametrize("highest", FEW)
def test_a_small_count_has_whole_ticks_and_not_too_many(highest: int) -> None:
    found = value_axis([0.0, highest * 1.1], ChartContext(texts("nl")))
    step = found.get("dtick", highest)
    assert step == int(step) >= 1
    assert highest / step <= 7
    assert whole_ticks([0.0, highest], 3).get("dtick", 1) * 3 >= min(highest, 20)


def test_a_large_count_keeps_its_own_ticks() -> None:
    assert "dtick" not in value_axis([0.0, 160.0], ChartContext(texts("nl")))


@pytest.mark.parametrize(
    ("language", "bounds", "ticks"),
    [
        ("nl", [-500.0, 1100.0], ["−\xa0€\xa0500", "€\xa00", "€\xa0500", "€\xa01.000"]),
        ("en", [0.0, 13_000.0], ["€0", "€5,000", "€10,000"]),
        ("nl", [0.0, 2.2], ["€\xa00", "€\xa00,50", "€\xa01", "€\xa01,50", "€\xa02"]),
    ],
)
def test_an_axis_of_euros_writes_amounts_as_they_are_everywhere(language: str, bounds: list[float], ticks: list[str]) -> None:
    assert value_axis(bounds, ChartContext(texts(language)), is_money=True)["ticktext"] == ticks


@pytest.mark.parametrize("weeks", [3, 60, 61, 150])
def test_weeks_have_their_months_on_the_axis_and_their_own_names_in_the_table(weeks: int) -> None:
    starts = tuple(date(2018, 2, 19) + timedelta(weeks=number) for number in range(weeks))
    chart = visits_over_time(OverTime(Span.WEEK, starts, (2,) * weeks, (1,) * weeks), ChartContext(texts("nl")))
    assert chart.figure is not None
    ticks = chart.figure.layout.xaxis
    for place, text in zip(ticks.tickvals, ticks.ticktext, strict=True):  # the first week of its month, or the first of all
        assert text.startswith(MONTHS["nl"][starts[place].month - 1])
        assert place == 0 or starts[place].month != starts[place - 1].month
    assert 1 <= len(ticks.tickvals) <= 7
    assert all(len(text.replace("<br>", " ")) <= len("feb 2018") for text in chart.figure.layout.xaxis.ticktext)
    assert str(chart.table.iloc[0, 0]).replace("\u00a0", " ") == "week van 19 feb 2018"
    assert bool(chart.figure.data[0].marker.line.width) is (weeks <= 60)  # an outline as wide as the bar hides it
