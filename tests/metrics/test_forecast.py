"""The forecast: its states, and its paths against exact chances."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest

from adv.metrics.forecast import NoProgress, Projection, Reached, TooLittleHistory, forecast
from adv.metrics.values import NotAvailable
from adv.model import Period
from tests.metrics.tables import BY_HOUSEHOLD, PROJECT, data, visit

MONDAY = date(2019, 1, 7)
YEAR = replace(PROJECT, period=Period(date(2019, 1, 1), date(2020, 1, 1)))


def weekly(*counts: int, tried: int = 1) -> list[dict[str, object]]:
    """So many conversations on the Wednesday of each week from 7 January 2019 on, and a try on each Monday."""
    rows: list[dict[str, object]] = []
    for week, count in enumerate(counts):
        monday = MONDAY + timedelta(weeks=week)
        rows += [{"visited_on": monday, "outcome": "not_at_home"}] * tried
        rows += [{"visited_on": monday + timedelta(days=2), "outcome": "conversation"}] * count
    return rows


def sunday(weeks: int) -> date:
    """The last day of the first so many weeks."""
    return MONDAY + timedelta(weeks=weeks, days=-1)


def projection(rows: list[dict[str, object]], as_of: date) -> Projection:
    found = forecast(data(visits=rows), YEAR, as_of)
    assert isinstance(found, Projection)
    return found


def test_a_steady_pace_ends_in_one_certain_week() -> None:
    found = projection(weekly(*[2] * 10), sunday(10))  # 20 of 50 after 10 weeks: 15 weeks to go
    assert (found.p50, found.p80, found.p95) == (sunday(25),) * 3
    assert found.chance_in_period == 1.0
    assert found.weeks == 10


def test_a_week_that_is_not_over_is_drawn_but_holds_at_least_what_was_done() -> None:
    rows = [*weekly(*[2] * 10), *[{"visited_on": MONDAY + timedelta(weeks=10), "outcome": "conversation"}] * 6]
    found = projection(rows, MONDAY + timedelta(weeks=10))  # 26 done, 6 of them this week; 12 whole weeks more
    assert found.p50 == sunday(11 + 12)
    assert found.fan.middle[0] == 26


@pytest.mark.parametrize(
    ("end", "chance"),
    [
        pytest.param(sunday(25) + timedelta(days=1), 1.0, id="the week ends on the last day"),
        pytest.param(sunday(25), 0.0, id="the week ends a day after the period"),
        pytest.param(date(2019, 1, 8), 0.0, id="the period is over"),
    ],
)
def test_the_chance_is_of_a_week_that_ends_within_the_period(end: date, chance: float) -> None:
    project = replace(PROJECT, period=Period(date(2019, 1, 1), end))
    found = forecast(data(visits=weekly(*[2] * 10)), project, sunday(10))
    assert isinstance(found, Projection)
    assert found.chance_in_period == chance


def exact_chance(recent: list[int], needed: int, weeks: int) -> float:
    """The chance of at least `needed` in so many draws, by convolution."""
    one = np.bincount(recent) / len(recent)
    level = np.array([1.0])
    for _ in range(weeks):
        level = np.convolve(level, one)
    return float(level[needed:].sum())


def test_the_paths_have_the_exact_chances() -> None:
    recent = [0, 0, 0, 5, 1, 0, 2, 0, 0, 3, 4, 0]
    found = projection(weekly(*recent), sunday(12))
    needed = 50 - sum(recent)
    for share, day in ((0.5, found.p50), (0.8, found.p80), (0.95, found.p95)):
        assert day is not None
        weeks = (day - sunday(12)).days // 7
        assert exact_chance(recent, needed, weeks) >= share - 0.015  # four standard errors of 10 000 paths
        assert exact_chance(recent, needed, weeks - 1) <= share + 0.015
    left = (YEAR.period.end - timedelta(days=1) - sunday(12)).days // 7
    assert found.chance_in_period == pytest.approx(exact_chance(recent, needed, left), abs=0.02)


def test_the_same_data_give_the_same_forecast() -> None:
    rows = weekly(0, 3, 1, 0, 2, 4, 0, 1)
    assert projection(rows, sunday(8)) == projection(rows[::-1], sunday(8))


def test_empty_weeks_are_drawn_too_also_at_the_end() -> None:
    busy, idle = weekly(*[2] * 10), weekly(*[2] * 10, 0, 0, 0, 0, 0)
    faster, slower = projection(busy, sunday(10)), projection(idle, sunday(15))
    assert slower.weeks == 15
    assert slower.p50 is not None
    assert faster.p50 is not None
    assert slower.p50 > faster.p50 + timedelta(weeks=5)


def test_only_the_last_26_weeks_are_drawn_from() -> None:
    found = projection(weekly(*[9], *[0] * 10, *[1] * 26), sunday(37))
    assert found.weeks == 26
    assert found.p50 == found.p95 == sunday(37 + 15)


def test_the_fan_opens_and_starts_from_what_is_completed() -> None:
    fan = projection(weekly(0, 3, 1, 0, 2, 4, 0, 1), sunday(8)).fan
    assert fan.days[0] == sunday(9)
    assert all(low <= middle <= high for low, middle, high in zip(fan.low, fan.middle, fan.high, strict=True))
    for line in (fan.low, fan.middle, fan.high):
        assert all(before <= after for before, after in pairwise((11.0, *line)))
    assert fan.high[9] - fan.low[9] > fan.high[0] - fan.low[0]


def test_a_pace_too_slow_for_ten_years_has_no_finish_week() -> None:
    slow = projection(weekly(1, *[0] * 18, 0, 0, 0, 0, 0, 1, 0), sunday(26))
    assert slow.p95 is None
    assert slow.chance_in_period == 0.0


@pytest.mark.parametrize(
    ("weeks", "state"),
    [
        pytest.param(5, TooLittleHistory(5), id="five weeks"),
        pytest.param(0, TooLittleHistory(0), id="none"),
    ],
)
def test_under_six_whole_weeks_there_is_too_little_history(weeks: int, state: TooLittleHistory) -> None:
    rows = weekly(*[2] * 7)
    assert forecast(data(visits=rows), YEAR, sunday(weeks)) == state
    assert isinstance(forecast(data(visits=rows), YEAR, sunday(6)), Projection)


@pytest.mark.parametrize(
    ("counts", "since"),
    [
        pytest.param([3] * 6 + [0] * 8, MONDAY + timedelta(weeks=5, days=2), id="eight weeks idle"),
        pytest.param([0] * 9, None, id="never a conversation"),
    ],
)
def test_without_progress_no_line_is_drawn(counts: list[int], since: date | None) -> None:
    assert forecast(data(visits=weekly(*counts)), YEAR, sunday(len(counts))) == NoProgress(since)


def test_seven_idle_weeks_are_not_a_standstill_yet() -> None:
    assert isinstance(forecast(data(visits=weekly(*[3] * 6 + [0] * 7)), YEAR, sunday(13)), Projection)


def test_one_conversation_this_week_after_a_long_standstill_is_too_little_to_go_by() -> None:
    rows = weekly(*[0] * 30, 1)
    assert isinstance(forecast(data(visits=rows), YEAR, MONDAY + timedelta(weeks=30, days=2)), TooLittleHistory)


def test_a_target_that_is_reached_has_its_day() -> None:
    found = forecast(data(visits=weekly(*[30] * 8)), YEAR, sunday(8))
    assert found == Reached(MONDAY + timedelta(weeks=1, days=2))


def test_households_are_forecast_by_their_first_conversation() -> None:
    same = [{**row, "household": "one"} for row in weekly(*[2] * 10)]
    project = replace(YEAR, target_unit=BY_HOUSEHOLD.target_unit)
    assert forecast(data(visits=same), project, sunday(10)) == NoProgress(MONDAY + timedelta(days=2))
    assert forecast(data(visits=weekly(2)), project, sunday(10)) == NotAvailable("no_households")


def test_without_visits_there_is_nothing_to_forecast() -> None:
    assert forecast(data(), YEAR, sunday(10)) == NotAvailable("no_visits")
    assert forecast(data(visits=[visit(60)]), YEAR, sunday(1)) == TooLittleHistory(0)
