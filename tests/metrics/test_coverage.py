"""Coverage against tables counted by hand."""

from __future__ import annotations

from datetime import timedelta

import pytest

from adv.metrics.coverage import Coverage, burn_up, coverage
from adv.metrics.values import NotAvailable
from tests.metrics.tables import BY_HOUSEHOLD, LAST, PROJECT, data, day, talks, visit

TWICE = [
    visit(1, "not_at_home", household="a"),
    visit(3, household="a"),
    visit(10, household="a"),
    visit(12, household="b"),
    visit(12, household=None),
    visit(20, "refused", household="c"),
]


def covered(*days: int, as_of: int) -> Coverage:
    found = coverage(data(visits=talks(*days)), PROJECT, day(as_of))
    assert isinstance(found, Coverage)
    return found


def test_visits_with_a_conversation_count_towards_the_target() -> None:
    found = coverage(data(visits=TWICE), PROJECT, day(20))
    assert isinstance(found, Coverage)
    assert (found.visits, found.completed, found.completed_visits, found.households_reached) == (6, 4, 4, 2)
    assert found.without_household == 1
    assert found.share == 4 / 50
    assert (found.planned, found.lead) == (10.0, -6.0)


def test_a_project_may_count_households_instead() -> None:
    found = coverage(data(visits=TWICE), BY_HOUSEHOLD, day(20))
    assert isinstance(found, Coverage)
    assert (found.completed, found.completed_visits, found.households_reached) == (2, 4, 2)


def test_households_cannot_be_counted_without_house_numbers() -> None:
    bare = data(visits=[visit(1), visit(2)])
    assert coverage(bare, BY_HOUSEHOLD, day(2)) == NotAvailable("no_households")
    found = coverage(bare, PROJECT, day(2))
    assert isinstance(found, Coverage)
    assert found.households_reached == NotAvailable("no_households")


@pytest.mark.parametrize(
    ("days", "as_of", "lag"),
    [
        pytest.param((), 10, 10, id="nothing done: since the eve of the start"),
        pytest.param((2,), 2, 0, id="on plan"),
        pytest.param((1, 1, 1), 2, -4, id="three on the second day: the plan is there on the sixth"),
        pytest.param((1,), 12, 10, id="one on the twelfth day: the plan was there on the second"),
        pytest.param((1,) * 50, 30, -70, id="the target reached: ahead by what is left"),
        pytest.param((1,) * 150, 30, -70, id="three times the target: capped at the last day"),
        pytest.param((1,), 120, 118, id="after the end and late: it grows on"),
    ],
)
def test_the_lag_is_since_the_day_on_which_the_plan_was_there(days: tuple[int, ...], as_of: int, lag: int) -> None:
    found = coverage(data(visits=[*talks(*days), visit(1, "not_at_home")]), PROJECT, day(as_of))
    assert isinstance(found, Coverage)
    assert found.lag_days == lag


def test_the_target_is_reached_on_the_day_of_the_fiftieth() -> None:
    assert covered(*range(1, 50), as_of=90).reached_on is None
    assert covered(*range(1, 61), as_of=90).reached_on == day(50)
    assert covered(*range(1, 61), as_of=49).reached_on is None


def test_paces_are_per_week_of_seven_days() -> None:
    found = covered(1, 2, 45, 50, 60, as_of=86).pace  # 14 days left; the last 56 days begin on day 31
    assert found.needed == pytest.approx(45 / 2)
    assert found.last_8_weeks == pytest.approx(3 / 8)
    assert found.whole_run == pytest.approx(5 * 7 / 86)


@pytest.mark.parametrize(
    ("as_of", "name", "reason"),
    [
        pytest.param(100, "needed", "period_over", id="on the last day no day is left"),
        pytest.param(150, "needed", "period_over", id="after the period"),
        pytest.param(55, "last_8_weeks", "too_little_history", id="before eight weeks have passed"),
        pytest.param(-5, "whole_run", "not_begun", id="before the start"),
    ],
)
def test_a_pace_that_cannot_be_says_why(as_of: int, name: str, reason: str) -> None:
    assert getattr(covered(10, as_of=as_of).pace, name) == NotAvailable(reason)


def test_once_the_target_is_reached_no_more_is_needed() -> None:
    assert covered(*range(1, 51), as_of=120).pace.needed == 0.0


def test_before_the_start_the_whole_period_is_left() -> None:
    assert covered(10, as_of=-30).pace.needed == pytest.approx(50 / (100 / 7))


def test_visits_before_the_period_count_and_lengthen_the_run() -> None:
    found = covered(-9, 10, as_of=14)
    assert found.completed == 2
    assert found.pace.whole_run == pytest.approx(2 * 7 / 24)


def test_the_burn_up_has_a_point_for_each_day_with_a_change_and_both_ends() -> None:
    found = burn_up(data(visits=talks(3, 3, 10, 80)), PROJECT, day(20))
    assert not isinstance(found, NotAvailable)
    assert found.days == (day(0), day(3), day(10), day(20))
    assert found.completed == (0, 2, 3, 3)
    assert found.plan_days == (day(0), LAST)
    assert found.plan == (0.0, 50.0)


def test_the_burn_up_before_the_start_holds_what_was_done_early() -> None:
    found = burn_up(data(visits=talks(-9)), PROJECT, day(-5))
    assert not isinstance(found, NotAvailable)
    assert (found.days, found.completed) == ((day(-9), day(-5)), (1, 1))


def test_without_a_single_visit_there_is_no_coverage() -> None:
    assert coverage(data(), PROJECT, day(5)) == NotAvailable("no_visits")
    assert burn_up(data(), PROJECT, LAST + timedelta(days=1)) == NotAvailable("no_visits")
