"""Milestones of the neighbourhood stand on every chart over time, and never on each other or on the data."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from adv.charts import milestones as drawn
from adv.charts.chart_context import ChartContext
from adv.charts.kinds.lines import own_days
from adv.charts.milestones import Marks, beside, described, on_days, on_spans
from adv.metrics.spans import Span
from adv.model import Milestone, Period
from adv.texts import texts
from tests.charts.drawn import CHARTS
from tests.charts.states import HOSTILE, STATES

if TYPE_CHECKING:
    from adv.charts.chart import Chart

FIRST, LAST = date(2018, 1, 1), date(2021, 1, 1)
OVER_TIME = ("burn_up", "visits_per_month", "visits_per_quarter", "spent_per_quarter")
RENOVATION = Milestone(date(2018, 6, 15), "Start renovatie")


def context_with(*milestones: Milestone, language: str = "nl") -> ChartContext:
    return ChartContext(texts(language), milestones=milestones)


def layout(chart: Chart) -> dict[str, Any]:
    assert chart.figure is not None
    found: dict[str, Any] = json.loads(chart.figure.to_json())["layout"]
    return found


def charts(*milestones: Milestone) -> dict[str, Chart]:
    there, context = STATES["target passed"](), context_with(*milestones)
    return {key: CHARTS[key](there, context) for key in OVER_TIME}


@pytest.mark.parametrize("key", OVER_TIME)
def test_a_milestone_is_a_line_with_its_name_and_stands_in_the_table_and_the_text(key: str) -> None:
    chart, without = charts(RENOVATION)[key], charts()[key]
    names = [note["text"] for note in layout(chart).get("annotations", ())]
    assert "Start renovatie" in names
    assert len(layout(chart)["shapes"]) == len(layout(without).get("shapes", ())) + 1
    assert "Mijlpalen: Start renovatie (15 jun 2018)." in chart.alt.replace("\u00a0", " ")
    assert [cell.replace("\u00a0", " ") for cell in chart.table["Mijlpaal"] if cell] == ["Start renovatie (15 jun 2018)"]
    assert "Mijlpaal" not in without.table


@pytest.mark.parametrize("key", OVER_TIME)
def test_the_data_keep_below_the_labels(key: str) -> None:
    chart, without = charts(RENOVATION)[key], charts()[key]
    assert layout(chart)["yaxis"]["range"][1] > layout(without)["yaxis"]["range"][1] * 1.05
    assert layout(chart)["yaxis"]["range"][0] == layout(without)["yaxis"]["range"][0]


def test_a_row_of_a_table_has_the_milestones_from_its_day_on() -> None:
    quarters = (date(2018, 1, 1), date(2018, 4, 1), date(2018, 7, 1))
    found = beside(
        context_with(RENOVATION, Milestone(date(2018, 9, 1), "Buurtfeest"), Milestone(LAST, "Later")), quarters, date(2018, 9, 30)
    )
    assert [cell.split(" (")[0] for cell in found["words.milestone"]] == ["", "Start renovatie", "Buurtfeest"]


def test_a_milestone_outside_the_chart_is_not_drawn_and_not_told() -> None:
    context = context_with(Milestone(date(2017, 12, 31), "Eerder"), Milestone(date(2021, 1, 2), "Later"))
    assert on_days(context, FIRST, LAST, 380) == Marks()
    assert described(context, FIRST, LAST) == ""
    assert beside(context, (FIRST,), LAST) == {}
    assert on_spans(context, Span.QUARTER, (), 320) == Marks()


@pytest.mark.parametrize(
    ("day", "across"),
    [
        (date(2018, 1, 1), -0.5),
        (date(2018, 4, 1), 0.5),
        (
            date(
                2018,
                5,
                16,
            ),
            0.9945,
        ),
        (date(2018, 12, 31), 3.489),
    ],
    ids=["the first day of the first quarter", "the first of the second", "half way", "the last day"],
)
def test_on_quarters_a_day_stands_where_it_lies_in_its_quarter(day: date, across: float) -> None:
    starts = tuple(date(2018, month, 1) for month in (1, 4, 7, 10))
    found = on_spans(context_with(Milestone(day, "Dag")), Span.QUARTER, starts, 320)
    assert found.shapes[0]["x0"] == pytest.approx(across, abs=1e-3)


def test_a_name_is_text_and_a_long_one_is_cut_but_whole_in_the_hover() -> None:
    found = on_days(context_with(Milestone(FIRST, HOSTILE)), FIRST, LAST, 380).annotations[0]
    for text in (found["text"], found["hovertext"]):
        assert not set(text) & set("<>")
    assert found["text"].endswith("…")
    assert "alert(1)" in found["hovertext"]


NAMES = st.text("abcdefghijklmnop ", min_size=1, max_size=40).filter(str.strip)
MILESTONES = st.lists(st.tuples(st.dates(FIRST, LAST), NAMES), max_size=9).map(
    lambda found: tuple(Milestone(*each) for each in sorted(found))
)


def box(note: dict[str, Any], width: float) -> tuple[float, float, float]:
    """From where to where a label reaches on a plot of this width, and how deep it stands; all in pixels."""
    at = (date.fromisoformat(note["x"]) - FIRST).days / (LAST - FIRST).days * width
    wide = len(note["text"]) * drawn.LETTER
    left = at - wide + note["xshift"] if note["xanchor"] == "right" else at + note["xshift"]
    return left, left + wide, note["yshift"]


@given(MILESTONES, st.sampled_from([280, 330, 700, 1200]))
def test_no_label_meets_another_or_leaves_the_chart_however_wide_it_is(milestones: tuple[Milestone, ...], width: int) -> None:
    marks = on_days(context_with(*milestones), FIRST, LAST, 380)
    boxes = [box(note, width) for note in marks.annotations]
    for number, (left, right, depth) in enumerate(boxes):
        assert -5 <= left <= right <= width + 5
        for other_left, other_right, other_depth in boxes[:number]:
            assert depth != other_depth or right <= other_left or other_right <= left
    assert len(marks.shapes) == len(milestones)


@given(MILESTONES, st.dates(FIRST, LAST), st.sampled_from([280, 1200]))
def test_the_day_of_the_data_and_the_projects_end_keep_their_labels_apart(
    milestones: tuple[Milestone, ...], as_of: date, width: int
) -> None:
    context = context_with(*milestones)
    marks = on_days(context, FIRST, LAST, 380, own=own_days(context, as_of, Period(FIRST, LAST), LAST))
    said = [note["text"].split()[0] for note in marks.annotations]
    assert said[:2] == ["stand", "einde"]
    boxes = [box(note, width) for note in marks.annotations]
    for number, (left, right, depth) in enumerate(boxes):
        assert -5 <= left <= right <= width + 5
        assert all(depth != low or right <= other or end <= left for other, end, low in boxes[:number])


@pytest.mark.parametrize("key", ["burn_up", "forecast"])
@pytest.mark.parametrize("name", ["one visit", "target passed", "after the period"])
def test_the_day_of_the_data_is_named_above_the_data_and_not_on_a_low_line(key: str, name: str) -> None:
    notes = layout(CHARTS[key](STATES[name](), context_with()))["annotations"]
    (day,) = [note for note in notes if note["text"].startswith("stand")]
    assert (day["yref"], day["y"], day["yanchor"]) == ("paper", 1, "top")


@given(MILESTONES)
def test_the_band_is_as_high_as_its_rows(milestones: tuple[Milestone, ...]) -> None:
    marks = on_days(context_with(*milestones), FIRST, LAST, 380)
    rows = len({note["yshift"] for note in marks.annotations})
    low, high = marks.raised([0.0, 100.0])
    band = (high - 100) / (high - low) * (380 - drawn.AXES)
    assert low == 0
    assert band == pytest.approx(rows * drawn.ROW_HEIGHT)


def test_a_crowd_of_milestones_keeps_its_lines_and_says_the_rest_in_words() -> None:
    crowd = tuple(replace(RENOVATION, day=RENOVATION.day + timedelta(days=number)) for number in range(9))
    marks = on_days(context_with(*crowd), FIRST, LAST, 380)
    assert len(marks.annotations) == drawn.MOST_LABEL_ROWS
    assert len(marks.shapes) == 9
    assert described(context_with(*crowd), FIRST, LAST).count("Start renovatie") == 9
