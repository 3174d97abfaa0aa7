"""Outcomes for Sociale Stad, counted by hand: goals, activities, marks, and what the project set out to reach."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from adv.metrics.chance import Mean
from adv.metrics.results import (
    Change,
    FollowUp,
    Mark,
    Realised,
    TargetStanding,
    activities,
    goal_outcomes,
    liveability,
    results,
)
from adv.metrics.values import NotAvailable, Rate
from adv.model import ResultGoal, ResultIndicator
from tests.metrics.tables import PROJECT, data, day, request, talks, visit

RESOLVED = "requests_not_withdrawn"
REQUESTS = [
    request(1, "open", goal="meedoen", household="a"),
    request(2, "closed", 10, goal="meedoen", household="a"),
    request(3, "closed", 60, goal="meedoen", household="a"),
    request(4, "referred", goal="rondkomen", household="b"),
    request(5, "closed", 20, goal="rondkomen", household="a"),
    request(6, "withdrawn", 8, goal="rondkomen", household="c"),
    request(7, "closed", 9, household="d"),
    request(8, "closed", 9, goal="vooruit", household=None),
    {"raised_on": day(9), "goal": "meedoen", "household": "e"},  # without a status
]


def test_per_goal_what_was_raised_taken_up_and_closed_and_whom_it_helped() -> None:
    found = goal_outcomes(data(requests=REQUESTS), PROJECT, day(70))
    assert not isinstance(found, NotAvailable)
    assert found.goals == {
        "meedoen": FollowUp(4, 2, 2, Rate(2, 3, RESOLVED), 1),
        "rondkomen": FollowUp(3, 3, 1, Rate(1, 2, RESOLVED), 1),
        "vooruit": FollowUp(1, 1, 1, Rate(1, 1, RESOLVED), 0),
    }
    assert found.every == FollowUp(9, 7, 5, Rate(5, 7, RESOLVED), 2)
    assert found.without_goal == 1


def test_a_goal_without_requests_stays_and_what_is_closed_later_does_not_count() -> None:
    found = goal_outcomes(data(requests=REQUESTS[:3]), PROJECT, day(30))
    assert not isinstance(found, NotAvailable)
    assert found.goals == {
        "meedoen": FollowUp(3, 2, 1, Rate(1, 3, RESOLVED), 1),
        "rondkomen": FollowUp(0, 0, 0, Rate(0, 0, RESOLVED), 0),
    }


@pytest.mark.parametrize(
    ("tables", "reason"),
    [
        pytest.param({}, "no_requests", id="no requests"),
        pytest.param({"requests": [{"raised_on": day(1), "goal": "meedoen"}]}, "no_status", id="no status"),
    ],
)
def test_without_requests_or_a_status_there_are_no_outcomes(tables: dict[str, Any], reason: str) -> None:
    assert goal_outcomes(data(**tables), PROJECT, day(70)) == NotAvailable(reason)


def test_without_goals_or_households_the_rest_is_still_told() -> None:
    found = goal_outcomes(data(requests=[request(1, "closed", 5)]), PROJECT, day(70))
    assert not isinstance(found, NotAvailable)
    assert found.goals == NotAvailable("no_goal")
    assert found.every.households_helped == NotAvailable("no_households")
    assert (found.every.closed, found.without_goal) == (1, 1)


def activity(number: int, kind: str | None = None, participants: int | None = None) -> dict[str, object]:
    return {"held_on": day(number), "kind": kind, "participants": participants, "area": "Plein"}


ACTIVITIES = [
    activity(1, "koffie", 8),
    activity(40, "burendag", 60),
    activity(41, "koffie", 0),
    activity(50),
    activity(95, "koffie", 9),
]


def test_activities_and_participants_per_kind_the_most_frequent_first() -> None:
    found = activities(data(activities=ACTIVITIES), PROJECT, day(90))
    assert not isinstance(found, NotAvailable)
    assert (found.total, found.participants, found.without_participants, found.without_kind) == (4, 68, 1, 1)
    assert (found.kinds, found.per_kind, found.participants_per_kind) == (("koffie", "burendag"), (2, 1), (8, 60))


def test_activities_without_numbers_of_participants_say_so() -> None:
    found = activities(data(activities=[activity(1, "koffie")]), PROJECT, day(90))
    assert not isinstance(found, NotAvailable)
    assert found.participants == NotAvailable("no_participants")


def mark(number: int, household: str | None, neighbourhood: int | None) -> dict[str, object]:
    return visit(number, household=household, neighbourhood_score=neighbourhood)


def test_the_mean_mark_per_year_with_its_margin_and_the_years_without() -> None:
    marks = [mark(1, "a", 6), mark(2, "b", 7), mark(3, None, 8), mark(5, "d", None), mark(800, "e", 7)]
    found = liveability(data(visits=marks), PROJECT, day(900), Mark.NEIGHBOURHOOD)
    assert not isinstance(found, NotAvailable)
    assert found.years == (2019, 2020, 2021)
    first, between, last = found.means
    assert isinstance(first, Mean)
    assert (first.mean, first.count) == (7, 3)
    assert first.interval == pytest.approx(
        (7 - 4.30265273 / 3**0.5, 7 + 4.30265273 / 3**0.5)
    )  # t = 4,303 with 2 degrees of freedom
    assert between == NotAvailable("no_marks_there")
    assert last == Mean(7.0, 1, NotAvailable("one_value"))
    assert found.latest == (2021, last)
    assert found.paired == NotAvailable("none_marked_twice")


@pytest.mark.parametrize(
    ("changes", "verdict", "interval"),
    [
        pytest.param(
            (1, 2, 3), Change.NOT_SHOWN, (2 - 4.30265273 / 3**0.5, 2 + 4.30265273 / 3**0.5), id="three go up: it may be chance"
        ),
        pytest.param((1, 2, 1, 2, 1, 2), Change.UP, (0.925, 2.075), id="six go up"),
        pytest.param((-1, -2, -1, -2, -1, -2), Change.DOWN, (-2.075, -0.925), id="six go down"),
        pytest.param((1, 1, 1), Change.NO_MARGIN, None, id="all the same"),
        pytest.param((4,), Change.NO_MARGIN, None, id="one household"),
    ],
)
def test_a_change_is_called_one_only_when_its_margin_leaves_out_nought(
    changes: tuple[int, ...], verdict: Change, interval: tuple[float, float] | None
) -> None:
    marks = [row for place, change in enumerate(changes) for row in (mark(1, f"h{place}", 5), mark(50, f"h{place}", 5 + change))]
    found = liveability(data(visits=marks), PROJECT, day(90), Mark.NEIGHBOURHOOD)
    assert not isinstance(found, NotAvailable)
    assert not isinstance(found.paired, NotAvailable)
    assert (found.paired.verdict, found.paired.before) == (verdict, 5)
    assert found.paired.change.count == len(changes)
    if interval is not None:
        assert found.paired.change.interval == pytest.approx(interval, abs=1e-3)


def test_of_more_marks_the_first_days_and_the_last_days_are_compared() -> None:
    marks = [
        mark(1, "a", 4),
        mark(1, "a", 6),
        mark(30, "a", 9),
        mark(60, "a", 7),
        mark(1, "b", 6),
        mark(60, "b", 6),
        mark(9, None, 1),
    ]
    found = liveability(data(visits=marks), PROJECT, day(90), Mark.NEIGHBOURHOOD)
    assert not isinstance(found, NotAvailable)
    assert not isinstance(found.paired, NotAvailable)
    assert (found.paired.before, found.paired.after, found.paired.change.mean) == (5.5, 6.5, 1)
    assert (found.paired.higher, found.paired.same, found.paired.lower) == (1, 1, 0)


def test_marks_without_house_numbers_have_years_but_no_change() -> None:
    found = liveability(data(visits=[mark(1, None, 7), mark(2, None, 8)]), PROJECT, day(90), Mark.NEIGHBOURHOOD)
    assert not isinstance(found, NotAvailable)
    assert (found.years, found.paired) == ((2019,), NotAvailable("no_households"))
    assert liveability(data(visits=[mark(1, None, 7)]), PROJECT, day(90), Mark.HOME) == NotAvailable("no_home_score")


@pytest.mark.parametrize(
    ("indicator", "target", "realised", "standing"),
    [
        pytest.param("neighbourhood_score", 6.5, 7.0, TargetStanding.TOO_CLOSE, id="a mean mark whose margin holds the target"),
        pytest.param("neighbourhood_score", 9.6, 7.0, TargetStanding.NOT_REACHED, id="a mean mark that lies below"),
        pytest.param("neighbourhood_score", 4.5, 7.0, TargetStanding.REACHED, id="a mean mark that lies above"),
        pytest.param("home_score", 6.0, 8.0, TargetStanding.TOO_CLOSE, id="one mark says nothing"),
        pytest.param("activated_share", 0.25, 0.25, TargetStanding.REACHED, id="a share on the target"),
        pytest.param("resolved_share", 0.72, 5 / 7, TargetStanding.NOT_REACHED, id="a share just below"),
        pytest.param("households_helped", 2, 2.0, TargetStanding.REACHED, id="a count on the target"),
        pytest.param("activities", 5, 4.0, TargetStanding.NOT_REACHED, id="a count below"),
        pytest.param("participants", 10, 68.0, TargetStanding.REACHED, id="a count far above"),
    ],
)
def test_what_was_realised_beside_the_target(indicator: str, target: float, realised: float, standing: TargetStanding) -> None:
    marks = [{"neighbourhood_score": number} for number in (6, 7, 8)] + [{"home_score": 8, "becomes_active": True}]
    visits = [{**talk, **more} for talk, more in zip(talks(1, 2, 3, 4), marks, strict=True)]
    dataset = data(visits=visits, requests=REQUESTS, activities=ACTIVITIES)
    project = replace(PROJECT, results=(ResultGoal(ResultIndicator(indicator), target),))
    found = results(dataset, project, day(90))
    assert not isinstance(found, NotAvailable)
    (result,) = found
    assert isinstance(result.realised, Realised)
    assert (result.realised.value, result.standing) == (realised, standing)


def test_what_the_data_cannot_give_is_not_said_to_be_missed() -> None:
    project = replace(PROJECT, results=tuple(ResultGoal(indicator, 1) for indicator in ResultIndicator))
    found = results(data(), project, day(90))
    assert not isinstance(found, NotAvailable)
    assert {result.standing for result in found} == {TargetStanding.UNKNOWN}
    reasons = [result.realised.reason for result in found if isinstance(result.realised, NotAvailable)]
    assert reasons == ["no_visits", "no_visits", "no_visits", "no_requests", "no_requests", "no_activities", "no_activities"]


def test_a_project_without_goals_for_its_results_says_so() -> None:
    assert results(data(), PROJECT, day(90)) == NotAvailable("no_results")
