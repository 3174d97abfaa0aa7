"""The forecast: its states, and its paths against exact chances."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from adv.metrics.forecast import NoProgress, Projection, Reached, TooLittleHistory, forecast, what_if
from adv.metrics.paths import Scenario, _ranked
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
    assert (found.weeks, found.per_week) == (10, 2.0)


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


def changed(rows: list[dict[str, object]], as_of: date, **change: object) -> Projection:
    found = what_if(data(visits=rows), YEAR, as_of, Scenario(**change))  # type: ignore[arg-type]  # fields of Scenario
    assert isinstance(found, Projection)
    return found


@pytest.mark.parametrize(
    ("change", "weeks"),
    [  # 20 of 50 after ten weeks of 2: 30 to go
        pytest.param({}, 15, id="nothing: 30 / 2"),
        pytest.param({"more_per_week": 1}, 10, id="one more: 30 / 3"),
        pytest.param({"more_percent": 50}, 10, id="half as much again: 30 / 3"),
        pytest.param({"more_percent": 25}, 12, id="a quarter more: 30 / 2,5"),
        pytest.param({"more_per_week": 2, "more_percent": 50}, 6, id="both: 30 / 5"),
        pytest.param({"pause_weeks": 4}, 19, id="a pause at once"),
        pytest.param({"pause_weeks": 4, "pause_from": sunday(12)}, 19, id="a pause later"),
        pytest.param({"pause_weeks": 4, "pause_from": MONDAY}, 19, id="a pause from a day that has passed"),
        pytest.param({"pause_weeks": 4, "pause_from": sunday(40)}, 15, id="a pause after the end"),
        pytest.param({"pause_weeks": 60}, 75, id="a pause of more than a year"),
    ],
)
def test_a_scenario_moves_the_finish_week(change: dict[str, object], weeks: int) -> None:
    assert changed(weekly(*[2] * 10), sunday(10), **change).p50 == sunday(10 + weeks)


def test_a_scenario_begins_with_the_first_whole_week() -> None:
    rows, wednesday = weekly(*[2] * 11), sunday(10) + timedelta(days=3)  # this week's two are done
    assert changed(rows, wednesday, more_per_week=1).fan.middle[:3] == (22, 25, 28)
    assert changed(rows, wednesday, pause_weeks=1).fan.middle[:3] == (22, 22, 24)
    assert Scenario(pause_weeks=1).pause_begins(wednesday) == MONDAY + timedelta(weeks=11)
    assert Scenario(pause_weeks=1).pause_begins(sunday(10)) == MONDAY + timedelta(weeks=10)


def test_after_a_standstill_only_what_the_scenario_adds_is_drawn() -> None:
    rows = weekly(*[4] * 5, *[0] * 8)
    assert changed(rows, sunday(13), more_per_week=3).p50 == sunday(13 + 10)
    for change in (Scenario(more_percent=100), Scenario(pause_weeks=2)):
        assert isinstance(what_if(data(visits=rows), YEAR, sunday(13), change), NoProgress)
    assert isinstance(what_if(data(visits=weekly(50)), YEAR, sunday(13), Scenario(1)), Reached)


def test_the_fan_meets_the_target_in_the_weeks_of_the_forecast() -> None:
    found = projection(weekly(0, 3, 1, 0, 2, 4, 0, 1), sunday(8))
    for line, day in (
        (found.fan.high, found.p10),
        (found.fan.middle, found.p50),
        (found.fan.likely, found.p80),
        (found.fan.sure, found.p95),
    ):
        assert next(when for when, level in zip(found.fan.days, line, strict=True) if level >= YEAR.target) == day


@given(st.lists(st.integers(0, 6), min_size=6, max_size=40), st.integers(0, 5), st.integers(0, 100))
@settings(max_examples=15, deadline=None)
def test_more_visits_never_make_it_later(counts: list[int], more: int, percent: int) -> None:
    rows, as_of = weekly(*counts), sunday(len(counts))
    before, after = forecast(data(visits=rows), YEAR, as_of), what_if(data(visits=rows), YEAR, as_of, Scenario(more, percent))
    if isinstance(before, Projection) and isinstance(after, Projection):
        assert after.chance_in_period >= before.chance_in_period
        for one, other in ((after.p50, before.p50), (after.p80, before.p80), (after.p95, before.p95)):
            assert other is None or (one is not None and one <= other)


def test_wide_levels_are_ranked_as_narrow_ones() -> None:
    values = np.arange(0, 10_000_000, 1000)[::-1]
    assert _ranked(values, np.array([0, 5000, 9999])).tolist() == [0, 5_000_000, 9_999_000]
    assert _ranked(np.arange(10_000)[::-1], np.array([0, 5000, 9999])).tolist() == [0, 5000, 9999]
