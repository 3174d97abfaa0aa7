"""The plan: how many by which day, and on which day how many."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from adv.metrics.coverage import day_planned, plan_line, planned, time_planned
from adv.model import PlanPoint
from adv.settings import load_project
from tests.metrics.tables import LAST, PROJECT, START, day

if TYPE_CHECKING:
    from adv.model import Project

# 10 visits by day 50, nothing until day 60, the other 40 by day 90
OWN = replace(PROJECT, plan=(PlanPoint(day(50), 10), PlanPoint(day(60), 10), PlanPoint(day(90), 50)))


@pytest.mark.parametrize(
    ("project", "when", "expected"),
    [
        pytest.param(PROJECT, START - timedelta(days=1), 0.0, id="the day before the start"),
        pytest.param(PROJECT, START - timedelta(days=400), 0.0, id="long before the start"),
        pytest.param(PROJECT, START, 0.5, id="the first day"),
        pytest.param(PROJECT, day(50), 25.0, id="half way"),
        pytest.param(PROJECT, LAST, 50.0, id="the last day"),
        pytest.param(PROJECT, LAST + timedelta(days=400), 50.0, id="long after the end"),
        pytest.param(OWN, day(25), 5.0, id="half way to an own milestone"),
        pytest.param(OWN, day(55), 10.0, id="on a plateau"),
        pytest.param(OWN, day(75), 30.0, id="half way to the last milestone"),
        pytest.param(OWN, day(95), 50.0, id="after the last milestone"),
    ],
)
def test_planned_by_the_end_of_a_day(project: Project, when: date, expected: float) -> None:
    assert planned(project, when) == expected


def test_de_waart_planned_96_visits_by_22_october_2019() -> None:
    assert planned(load_project("de-waart"), date(2019, 10, 22)) == pytest.approx(160 * 660 / 1096)


@pytest.mark.parametrize(
    ("project", "completed", "expected"),
    [
        pytest.param(PROJECT, 0, START - timedelta(days=1), id="nothing: the day before the start"),
        pytest.param(PROJECT, 1, day(2), id="one"),
        pytest.param(PROJECT, 50, LAST, id="the target"),
        pytest.param(PROJECT, 150, LAST, id="three times the target"),
        pytest.param(OWN, 10, day(50), id="the first day of a plateau"),
        pytest.param(OWN, 11, day(61), id="just over a plateau"),
        pytest.param(OWN, 50, day(90), id="the last milestone"),
    ],
)
def test_the_day_on_which_the_plan_reaches_a_number(project: Project, completed: int, expected: date) -> None:
    assert day_planned(project, completed) == expected


@given(st.integers(1, 50), st.sampled_from([PROJECT, OWN, load_project("de-waart")]))
def test_the_day_planned_is_the_first_on_which_the_plan_is_there(completed: int, project: Project) -> None:
    found = day_planned(project, completed)
    assert planned(project, found) >= completed - 1e-9
    assert planned(project, found - timedelta(days=1)) < completed


@pytest.mark.parametrize(
    ("project", "completed", "expected"),
    [
        pytest.param(PROJECT, 0, 0.0, id="nothing"),
        pytest.param(PROJECT, 12.5, 25.0, id="a quarter"),
        pytest.param(PROJECT, 99, 100.0, id="more than the target"),
        pytest.param(OWN, 10, 50.0, id="the beginning of a plateau"),
        pytest.param(OWN, 30, 75.0, id="between milestones"),
    ],
)
def test_the_time_at_which_the_plan_reaches_a_number(project: Project, completed: float, expected: float) -> None:
    assert time_planned(project, completed) == expected


def test_the_line_of_the_plan_runs_from_the_eve_of_the_start_to_the_last_day() -> None:
    assert plan_line(PROJECT) == ((day(0), LAST), (0.0, 50.0))
    assert plan_line(OWN) == ((day(0), day(50), day(60), day(90), LAST), (0.0, 10.0, 10.0, 50.0, 50.0))
